"""Each secret has a file of its own that only its owner reads, made once and never twice the same."""

import multiprocessing
import stat
from pathlib import Path

import pytest

from config.secret_files import BadSecret, all_differ, is_private, secret


def test_a_secret_is_made_once(tmp_path: Path) -> None:
    first = secret(tmp_path / "secrets", "pages")
    assert secret(tmp_path / "secrets", "pages") == first
    assert len(first) >= 64
    assert stat.S_IMODE((tmp_path / "secrets" / "pages").stat().st_mode) == 0o400
    assert stat.S_IMODE((tmp_path / "secrets").stat().st_mode) == 0o700


def test_each_use_has_its_own(tmp_path: Path) -> None:
    values = all_differ(tmp_path, ("pages", "codes"))
    assert values["pages"] != values["codes"]


def test_one_secret_for_two_uses_is_refused(tmp_path: Path) -> None:
    (tmp_path / "codes").write_text(secret(tmp_path, "pages"))
    with pytest.raises(BadSecret, match="相同"):
        all_differ(tmp_path, ("pages", "codes"))


@pytest.mark.parametrize("content", ["", "\n", "short"])
def test_an_empty_file_is_not_a_secret(tmp_path: Path, content: str) -> None:
    (tmp_path / "pages").write_text(content)
    with pytest.raises(BadSecret, match="备份"):
        secret(tmp_path, "pages")


def test_those_who_start_together_share_it(tmp_path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        values = pool.starmap(secret, [(tmp_path, "pages")] * 8)
    assert len(set(values)) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["pages"]


@pytest.mark.parametrize(("mode", "private"), [(0o400, True), (0o600, True), (0o440, False), (0o604, False)])
def test_private_means_nobody_else(tmp_path: Path, mode: int, private: bool) -> None:
    file = tmp_path / "pages"
    file.touch()
    file.chmod(mode)
    assert is_private(file) is private
