"""Secrets kept as files only their owner may read, one file for each use, made on the first start."""

import os
import secrets
import stat
from pathlib import Path

LENGTH = 64


class BadSecret(RuntimeError):
    """A secret's file is empty, too short or repeats another's."""


def secret(folder: Path, name: str) -> str:
    """The secret called ``name`` in ``folder``; made with mode 0400 when it is not there yet.

    Two processes starting together get the same one. Raises BadSecret when the file is not fit for use.
    """
    path = folder / name
    if not path.exists():
        _make(path)
    value = path.read_text("ascii").strip()
    if len(value) < 32:
        raise BadSecret(
            f"密钥文件 {path} 是空的或太短，请从备份恢复它；确认没有备份时再删除，系统会重新生成。"
        )
    return value


def all_differ(folder: Path, names: tuple[str, ...]) -> dict[str, str]:
    """The secrets of these names. Raises BadSecret when one value serves two uses."""
    values = {name: secret(folder, name) for name in names}
    if len(set(values.values())) < len(values):
        raise BadSecret(f"{folder} 中有两个密钥相同，请为每种用途各用一个密钥。")
    return values


def is_private(path: Path) -> bool:
    """Whether nobody but the owner may read or change the file."""
    return not stat.S_IMODE(path.stat().st_mode) & (stat.S_IRWXG | stat.S_IRWXO)


def _make(path: Path) -> None:
    path.parent.mkdir(parents=True, mode=0o700, exist_ok=True)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.unlink(missing_ok=True)
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(LENGTH) + "\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)  # fails if another process was first: then its secret is the one
    except FileExistsError:
        pass
    finally:
        draft.unlink()
