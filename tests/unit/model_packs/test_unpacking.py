"""Archives from outside: what is plain comes out as it went in, and what is not is refused."""

import bz2
import gzip
import io
import stat
import struct
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.model_packs.faults import PackFault, Trouble
from kiosk.model_packs.unpacking import A_ROW, Bounds, unpack
from tests.helpers.archives import oddity, tar_bytes, write_tar, write_zip

ROOM = Bounds(1_000_000)
relaxed = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
names = st.from_regex(r"[a-zA-Z0-9_]{1,8}(/[a-zA-Z0-9_.]{0,6}[a-z]){0,3}", fullmatch=True)
Write = Callable[[Path, dict[str, bytes]], Path]


def unpacked(archive: Path, bounds: Bounds = ROOM) -> dict[str, bytes]:
    found: dict[str, bytes] = {}

    def take(name: str, content: Iterator[bytes]) -> None:
        found[name] = b"".join(content)

    unpack(archive, bounds, take)
    return found


def trouble_of(archive: Path, bounds: Bounds = ROOM) -> Trouble:
    with pytest.raises(PackFault) as caught:
        unpacked(archive, bounds)
    assert archive.parent.as_posix() not in str(caught.value)
    return caught.value.trouble


each_writer = pytest.mark.parametrize(
    ("write", "name"), [(write_tar, "m.tar.bz2"), (write_zip, "m.zip"), (write_zip, "m-1.0-py3-none-any.whl")]
)


@each_writer
@relaxed
@given(files=st.dictionaries(names, st.binary(max_size=3000), max_size=6))
def test_plain_files_come_out_as_they_went_in(write: Write, name: str, tmp_path: Path, files: dict[str, bytes]) -> None:
    folders = {parent for path in files for parent in path.split("/")[:-1]}
    if folders & set(files) or len({path.casefold() for path in files}) < len(files):
        return
    assert unpacked(write(tmp_path / name, files)) == files


@pytest.mark.parametrize("format", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
@pytest.mark.parametrize("name", ["a/model.onnx", "a/" + "x" * 90 + "/" + "y" * 60, "声/模型.onnx"])
def test_every_dialect_of_tar_is_read(format: int, name: str, tmp_path: Path) -> None:  # noqa: A002
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=format) as tar:
        folder = tarfile.TarInfo("a")
        folder.type = tarfile.DIRTYPE
        tar.addfile(folder)
        info = tarfile.TarInfo(name)
        info.size, info.mtime = 700, 1.5 if format == tarfile.PAX_FORMAT else 1
        tar.addfile(info, io.BytesIO(b"s" * 700))
    (tmp_path / "m.tar.gz").write_bytes(gzip.compress(out.getvalue()))
    assert unpacked(tmp_path / "m.tar.gz") == {name: b"s" * 700}


def test_what_is_not_asked_for_is_passed_over(tmp_path: Path) -> None:
    archive = write_tar(tmp_path / "m.tar.bz2", {"a": b"1" * 600, "b": b"2" * 600})
    seen: list[str] = []
    unpack(archive, ROOM, lambda name, _: seen.append(name))
    assert seen == ["a", "b"]


HOSTILE_NAMES = [
    "/etc/passwd", "../model", "a/../../model", "a/..", "..", "a//b", "a\\..\\b", "C:/x", "a/./b", "\0", "a\nb",
    "a/\x1b[2J", "x" * 401, "\u202egpj.exe",
]  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE_NAMES, ids=ascii)
def test_a_path_that_leads_elsewhere_is_refused_in_a_tar(name: str, tmp_path: Path) -> None:
    assert trouble_of(write_tar(tmp_path / "m.tar.bz2", {"ok": b"1", name: b"2"})) in (Trouble.REFUSED, Trouble.DAMAGED)


@pytest.mark.parametrize("name", [n for n in HOSTILE_NAMES if "\0" not in n], ids=ascii)
def test_a_path_that_leads_elsewhere_is_refused_in_a_zip(name: str, tmp_path: Path) -> None:
    assert trouble_of(write_zip(tmp_path / "m.zip", {"ok": b"1", name: b"2"})) is Trouble.REFUSED


@pytest.mark.parametrize(
    "odd",
    [
        oddity("m.onnx", tarfile.SYMTYPE, "/etc/passwd"),
        oddity("m.onnx", tarfile.LNKTYPE, "ok"),
        oddity("m.onnx", tarfile.CHRTYPE),
        oddity("m.onnx", tarfile.BLKTYPE),
        oddity("m.onnx", tarfile.FIFOTYPE),
        oddity("m.onnx", b"Z"),
        oddity("m.onnx", tarfile.GNUTYPE_SPARSE),
    ],
    ids=["link", "hard link", "character device", "block device", "pipe", "unheard of", "sparse"],
)
def test_a_link_or_a_device_is_refused_in_a_tar(odd: tarfile.TarInfo, tmp_path: Path) -> None:
    assert trouble_of(write_tar(tmp_path / "m.tar.bz2", {"ok": b"1"}, [odd])) is Trouble.REFUSED


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFCHR, stat.S_IFIFO, stat.S_IFSOCK])
def test_a_link_or_a_device_is_refused_in_a_zip(kind: int, tmp_path: Path) -> None:
    info = zipfile.ZipInfo("m.onnx")
    info.external_attr = (kind | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "m.zip", "w") as made:
        made.writestr(info, "/etc/passwd")
    assert trouble_of(tmp_path / "m.zip") is Trouble.REFUSED


@pytest.mark.parametrize("two", [("a", "a"), ("Model", "mODEL")])
def test_two_files_of_one_name_are_refused(two: tuple[str, str], tmp_path: Path) -> None:
    first, second = tar_bytes({two[0]: b"1"})[:1024], tar_bytes({two[1]: b"2"})
    (tmp_path / "m.tar.bz2").write_bytes(bz2.compress(first + second))
    assert trouble_of(tmp_path / "m.tar.bz2") is Trouble.REFUSED


@each_writer
def test_a_bomb_ends_when_it_has_grown_too_large(write: Write, name: str, tmp_path: Path) -> None:
    archive = write(tmp_path / name, {"m": b"\0" * 20_000_000})
    assert archive.stat().st_size < 40_000
    assert trouble_of(archive) is Trouble.TOO_LARGE


def test_a_bomb_of_many_small_files_is_too_large(tmp_path: Path) -> None:
    archive = write_zip(tmp_path / "m.zip", {f"f{n}": b"" for n in range(60)})
    assert trouble_of(archive, Bounds(1_000_000, members=50)) is Trouble.TOO_LARGE


@pytest.mark.parametrize("zip64", [False, True])
def test_a_list_of_contents_that_would_fill_the_memory_is_never_read(zip64: bool, tmp_path: Path) -> None:
    """Its length is what is believed, not the number of its rows: `zipfile` goes by the length."""
    most = 50 * A_ROW
    raw = write_zip(tmp_path / "m.zip", {"m": b"1"}).read_bytes()
    at = raw.index(b"PK\1\2")
    row = raw[at : raw.index(b"PK\5\6")]
    rows = row * (most // len(row) + 1)
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1, 1, *((0xFFFFFFFF, 0xFFFFFFFF) if zip64 else (len(rows), at)), 0)
    if zip64:
        large = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, 1, 1, len(rows), at)
        end = large + struct.pack("<4sLQL", b"PK\6\7", 0, at + len(rows), 1) + end
    (tmp_path / "m.zip").write_bytes(raw[:at] + rows + end)
    with pytest.raises(PackFault, match="list of contents") as caught:
        unpacked(tmp_path / "m.zip", Bounds(1_000_000, members=50))
    assert caught.value.trouble is Trouble.TOO_LARGE


def test_a_header_that_would_fill_the_memory_is_refused(tmp_path: Path) -> None:
    header = bytearray(tar_bytes({"m": b""})[:512])
    header[156:157] = b"x"
    header[124:136] = b"07777777777\0"
    header[148:156] = b" " * 8
    header[148:156] = f"{sum(header):06o}\0 ".encode()
    (tmp_path / "m.tar.bz2").write_bytes(bz2.compress(bytes(header) + b"\0" * 100_000))
    assert trouble_of(tmp_path / "m.tar.bz2") is Trouble.REFUSED


def test_a_zip_that_lies_about_its_size_is_no_larger_for_it(tmp_path: Path) -> None:
    archive = write_zip(tmp_path / "m.zip", {"m": b"\0" * 500_000})
    raw = archive.read_bytes().replace((500_000).to_bytes(4, "little"), (5).to_bytes(4, "little"))
    archive.write_bytes(raw)
    assert trouble_of(archive) is Trouble.DAMAGED


def test_an_encrypted_file_is_refused(tmp_path: Path) -> None:
    raw = bytearray(write_zip(tmp_path / "m.zip", {"m": b"1"}).read_bytes())
    raw[6] |= 1
    raw[raw.index(b"PK\1\2") + 8] |= 1
    (tmp_path / "m.zip").write_bytes(bytes(raw))
    assert trouble_of(tmp_path / "m.zip") is Trouble.REFUSED


@pytest.mark.parametrize("name", ["m.exe", "m.rar", "m", "m.tar.xz", "m.7z"])
def test_another_kind_of_archive_is_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"PK")
    assert trouble_of(tmp_path / name) is Trouble.REFUSED


@each_writer
@relaxed
@given(cut=st.integers(0, 3000), data=st.randoms(use_true_random=False))
def test_a_truncated_archive_is_damaged(write: Write, name: str, tmp_path: Path, cut: int, data: object) -> None:
    content = bytes((n * 7919 >> 3) % 251 for n in range(4000))
    archive = write(tmp_path / name, {"m/model.onnx": content, "m/tokens.txt": content[::-1]})
    raw = archive.read_bytes()
    archive.write_bytes(raw[: cut % len(raw)])
    assert trouble_of(archive) is Trouble.DAMAGED


@pytest.mark.parametrize("name", ["m.tar.bz2", "m.tar.gz"])
def test_an_archive_without_its_last_bytes_is_damaged(name: str, tmp_path: Path) -> None:
    press = bz2.compress if name.endswith("bz2") else gzip.compress
    (tmp_path / name).write_bytes(press(tar_bytes({"m": b"1" * 4000}))[:-3])
    assert trouble_of(tmp_path / name) is Trouble.DAMAGED


def test_a_zip_that_points_before_its_own_beginning_is_damaged(tmp_path: Path) -> None:
    raw = bytearray(write_zip(tmp_path / "m.zip", {"m": b"1"}).read_bytes())
    at = raw.index(b"PK\5\6") + 16
    raw[at : at + 4] = (int.from_bytes(raw[at : at + 4], "little") + 1).to_bytes(4, "little")
    (tmp_path / "m.zip").write_bytes(bytes(raw))
    assert trouble_of(tmp_path / "m.zip") is Trouble.DAMAGED


def test_a_zip_with_a_name_that_is_no_text_is_damaged(tmp_path: Path) -> None:
    """`zipfile` decodes the names as it opens, and lets the decoder's own error out."""
    raw = bytearray(write_zip(tmp_path / "m.zip", {"m": b"1"}).read_bytes())
    row = raw.index(b"PK\1\2")
    raw[row + 8 : row + 10] = (0x800).to_bytes(2, "little")
    raw[row + 46] = 0x80
    (tmp_path / "m.zip").write_bytes(bytes(raw))
    assert trouble_of(tmp_path / "m.zip") is Trouble.DAMAGED


@pytest.mark.parametrize("name", ["m.tar.bz2", "m.tar.gz", "m.zip"])
@relaxed
@given(raw=st.binary(max_size=2000), places=st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 255)), max_size=8))
def test_no_bytes_do_more_than_be_refused(name: str, tmp_path: Path, raw: bytes, places: list[tuple[int, int]]) -> None:
    """Pure noise, and whole archives with some bytes changed beneath their compression."""
    (tmp_path / name).write_bytes(raw)
    _quietly(tmp_path / name)
    spoilt = bytearray(tar_bytes({"m/model.onnx": raw, "m/tokens.txt": raw}))
    for place, byte in places:
        spoilt[place % len(spoilt)] = byte
    if name == "m.zip":
        written = bytearray(write_zip(tmp_path / name, {"m/model.onnx": raw, "m/tokens.txt": raw}).read_bytes())
        for place, byte in places:
            written[place % len(written)] = byte
        (tmp_path / name).write_bytes(bytes(written))
    else:
        press = bz2.compress if name.endswith("bz2") else gzip.compress
        (tmp_path / name).write_bytes(press(bytes(spoilt)))
    _quietly(tmp_path / name)


def _quietly(archive: Path) -> None:
    try:
        found = unpacked(archive)
    except PackFault:
        return
    assert all(".." not in name.split("/") and not name.startswith("/") for name in found)
