"""A secret in a file: made once by however many starts, whole or not at all, and refused where others may read it."""

import os
import secrets
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kiosk.foundation.secret_file import read, read_or_make


def fresh() -> bytes:
    return secrets.token_bytes(32)


def test_many_starts_at_once_keep_one_secret(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "one.key"
    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(lambda _: read_or_make(path, fresh, 32), range(32)))
    assert len(found) == 1
    assert [entry.name for entry in path.parent.iterdir()] == ["one.key"], "no draft is left"


@pytest.mark.parametrize("mask", [0o000, 0o077])
def test_nobody_else_may_read_it_whatever_the_mask(tmp_path: Path, mask: int) -> None:
    before = os.umask(mask)
    try:
        read_or_make(tmp_path / "k", fresh, 32)
    finally:
        os.umask(before)
    assert (tmp_path / "k").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o610, 0o601])
def test_one_that_others_may_read_is_refused_and_not_made_anew(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "k"
    read_or_make(path, fresh, 32)
    before = path.read_bytes()
    path.chmod(mode)
    with pytest.raises(ValueError, match="readable by others"):
        read_or_make(path, fresh, 32)
    assert path.read_bytes() == before


@pytest.mark.parametrize("held", [b"", b"x" * 31, b"x" * 33, b"x" * 100_000])
def test_what_is_not_a_key_is_refused(tmp_path: Path, held: bytes) -> None:
    path = tmp_path / "k"
    path.touch(0o600)
    path.write_bytes(held)
    with pytest.raises(ValueError, match="does not hold a key"):
        read(path, 32)


def test_a_folder_that_cannot_be_written_is_an_os_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(OSError):
        read_or_make(tmp_path / "file" / "k", fresh, 32)
