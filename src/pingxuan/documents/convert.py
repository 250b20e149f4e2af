"""Old formats (doc, wps, rtf, odt) made into docx by LibreOffice in a box without network, files or much memory."""

import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from pingxuan.documents.package import refuse

SECONDS = 60
"""Wall-clock time one conversion may take; a document takes one to four."""
CPU_SECONDS = 40
MEMORY_BYTES = 4 * 1024**3
LARGEST_RESULT = 100 * 1024**2
_USER = "1000"
_INSIDE = "/tmp"  # noqa: S108 -- the box's own, gone with it
_FOLDERS = ("/lib", "/lib64", "/bin", "/sbin")
_SETTINGS = ("/etc/fonts", "/etc/ld.so.cache", "/etc/alternatives", "/etc/libreoffice", "/etc/passwd")


@dataclass(frozen=True)
class Tools:
    """The programs a conversion needs, each by its path; "" where it is missing."""

    office: str
    box: str
    limits: str

    @property
    def missing(self) -> tuple[str, ...]:
        """What has to be installed, as people call it."""
        named = (("LibreOffice", self.office), ("bubblewrap", self.box), ("prlimit", self.limits))
        return tuple(name for name, path in named if not path)


def find_tools() -> Tools:
    """The converter's programs as this machine has them."""
    office = shutil.which("soffice") or shutil.which("libreoffice") or ""
    return Tools(office, shutil.which("bwrap") or "", shutil.which("prlimit") or "")


def to_docx(data: bytes, suffix: str, name: str) -> bytes:
    """The document as docx; ``suffix`` is the kind its content shows, such as .doc.

    Raises Refused when a program is missing, the box cannot be built, or the document cannot be read in time.
    """
    tools = find_tools()
    if tools.missing:
        _refuse_kind(name, f"本机没有安装 {'、'.join(tools.missing)}，读不了这种旧格式的文件")
    with tempfile.TemporaryDirectory(prefix="pingxuan-") as folder:
        source = Path(folder) / f"in{suffix}"
        source.write_bytes(data)
        _run(tools, Path(folder), source.name, name)
        result = Path(folder) / "in.docx"
        if not result.is_file() or result.stat().st_size > LARGEST_RESULT:
            _refuse_kind(name, "文件读不出来，可能已损坏或带有密码")
        return result.read_bytes()


def sandbox_works(tools: Tools) -> bool:
    """Whether the box can be built here: containers and hardened systems may forbid it."""
    if not tools.box:
        return False
    try:
        done = subprocess.run(
            [*_box(tools, None), "/usr/bin/true"], capture_output=True, timeout=20, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _run(tools: Tools, folder: Path, source: str, name: str) -> None:
    command = [
        tools.limits, f"--as={MEMORY_BYTES}", f"--cpu={CPU_SECONDS}", f"--fsize={LARGEST_RESULT}", "--core=0",
        *_box(tools, folder),
        tools.office, "-env:UserInstallation=file:///tmp/profile", "--headless", "--norestore", "--nolockcheck",
        "--nodefault", "--convert-to", "docx:MS Word 2007 XML", "--outdir", "/desk", f"/desk/{source}",
    ]  # fmt: skip
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired:
        _refuse_kind(name, f"转换超过 {SECONDS} 秒还没有完成")
    except OSError:
        _refuse_kind(name, "本机启动不了转换程序")
    if done.returncode and b"bwrap" in done.stderr:
        _refuse_kind(name, "本机建不起隔离环境，为安全起见没有转换（管理员可运行 pingxuan doctor 查看原因）")


def _box(tools: Tools, folder: Path | None) -> list[str]:
    """bubblewrap with nothing but programs, fonts and, when given, the one working folder."""
    binds = [part for path in _FOLDERS if Path(path).exists() for part in _system(path)]
    binds += [part for path in _SETTINGS if Path(path).exists() for part in ("--ro-bind", path, path)]
    work = ["--bind", str(folder), "/desk"] if folder else []
    return [
        tools.box, "--unshare-all", "--die-with-parent", "--new-session", "--clearenv",
        "--setenv", "HOME", _INSIDE, "--setenv", "PATH", "/usr/bin:/bin", "--setenv", "LANG", "C.UTF-8",
        "--ro-bind", "/usr", "/usr", *binds, "--proc", "/proc", "--dev", "/dev", "--tmpfs", _INSIDE, *work,
        "--uid", _USER, "--gid", _USER, "--cap-drop", "ALL", "--chdir", _INSIDE,
    ]  # fmt: skip


def _system(path: str) -> tuple[str, str, str]:
    """A folder of the system that is a link into /usr stays that link; a real one is bound read-only."""
    real = Path(path)
    return ("--symlink", str(real.readlink()), path) if real.is_symlink() else ("--ro-bind", path, path)


def _refuse_kind(name: str, why: str) -> NoReturn:
    refuse(
        "file_not_converted", f"“{name}”：{why}。请在 Word 或 WPS 里另存为 .docx 后重新上传，或直接粘贴文字。"
    )
