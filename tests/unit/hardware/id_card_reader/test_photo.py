import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.emulators.photo_program import drawing
from hardware.id_card_reader.photo import BMP_BYTES, HEIGHT, WIDTH, Photo, PhotoUndecoded, read_bitmap
from hardware.id_card_reader.photo_process import PhotoProcess

GOOD = drawing(bytes(1024))


def test_a_bitmap_is_turned_upright_and_red_comes_first() -> None:
    dots = bytearray(GOOD)
    dots[54:57] = b"\x01\x02\x03"  # blue, green, red of the lowest row's first dot
    rgb = read_bitmap(bytes(dots)).rgb
    assert len(GOOD) == BMP_BYTES == 38862
    assert len(rgb) == WIDTH * HEIGHT * 3
    assert rgb[(HEIGHT - 1) * WIDTH * 3 :][:3] == b"\x03\x02\x01"


@pytest.mark.parametrize(
    ("at", "octets"),
    [
        (0, b"PK"),
        (2, b"\0\0\0\0"),
        (10, b"\x37"),
        (14, b"\x0c"),
        (18, b"\xff\xff\xff\x7f"),
        (18, b"\x67"),
        (22, b"\x7f"),
        (22, b"\x82\xff\xff\xff"),
        (26, b"\x02"),
        (28, b"\x20"),
        (30, b"\x01"),
        (34, b"\xff\xff\xff\xff"),
    ],
)
def test_any_other_bitmap_is_refused(at: int, octets: bytes) -> None:
    with pytest.raises(PhotoUndecoded):
        read_bitmap(GOOD[:at] + octets + GOOD[at + len(octets) :])


@given(st.binary(max_size=200) | st.binary(min_size=54, max_size=54).map(lambda head: head + GOOD[54:]))
def test_any_bytes_are_a_photo_or_a_refusal(data: bytes) -> None:
    try:
        photo = read_bitmap(data)
    except PhotoUndecoded:
        return
    assert len(photo.rgb) == WIDTH * HEIGHT * 3


def test_a_photo_shows_nothing() -> None:
    assert repr(Photo(b"\x12" * 9)) == f"{Photo(b'')}" == "<Photo, content withheld>"


def script(folder: Path, body: str) -> PhotoProcess:
    program = folder / "program"
    program.write_text(f"#!{sys.executable} -I\n{body}")
    program.chmod(0o700)
    return PhotoProcess((str(program),), limit_s=20)


def why(process: PhotoProcess) -> str:
    with pytest.raises(PhotoUndecoded) as caught:
        process.decode(bytes(1024))
    return caught.value.why


def test_a_program_gets_no_environment_no_core_file_and_a_limit_of_memory(tmp_path: Path) -> None:
    told = tmp_path / "told"
    body = (
        "import os, resource, sys\n"
        "sys.stdin.buffer.read()\n"
        "limits = resource.getrlimit(resource.RLIMIT_CORE), resource.getrlimit(resource.RLIMIT_AS)[0] < 2**31\n"
        f"open({str(told)!r}, 'w').write(repr((sorted(os.environ), limits, os.getcwd())))\n"
    )
    assert why(script(tmp_path, body)) == "length"
    environment, limits, folder = eval(told.read_text())
    assert set(environment) <= {"LANG", "LC_CTYPE", "PATH"}
    assert (limits, folder) == (((0, 0), True), "/")


def test_what_a_program_leaves_behind_is_ended_too(tmp_path: Path) -> None:
    told = tmp_path / "told"
    body = (
        "import os, sys, time\n"
        "if os.fork() == 0:\n"
        f"    open({str(told)!r} + '.new', 'w').write(str(os.getpid()))\n"
        f"    os.rename({str(told)!r} + '.new', {str(told)!r})\n"
        "    os.close(1)\n"
        "    time.sleep(600)\n"
        f"while not os.path.exists({str(told)!r}):\n"
        "    time.sleep(0.01)\n"
    )
    assert why(script(tmp_path, body)) == "length"
    grandchild, ends = int(told.read_text()), time.monotonic() + 10
    while Path(f"/proc/{grandchild}").exists() and "Z" not in Path(f"/proc/{grandchild}/stat").read_text().split()[2]:
        assert time.monotonic() < ends, "it lives on"
        time.sleep(0.01)


def test_nothing_stays_open(tmp_path: Path) -> None:
    process = script(tmp_path, "import sys\nsys.exit(4)\n")
    why(process)
    before = len(list(Path("/proc/self/fd").iterdir()))
    assert [why(process) for _ in range(5)] == ["refused"] * 5
    assert len(list(Path("/proc/self/fd").iterdir())) == before
