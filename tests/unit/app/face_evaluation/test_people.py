import os
from pathlib import Path

import pytest
from PIL import Image

from kiosk.app.face_evaluation import picture_file
from kiosk.app.face_evaluation.folder import FolderMistakes
from kiosk.app.face_evaluation.people import read_people
from kiosk.app.face_evaluation.picture_file import PictureMistake, picture_of


def photo(path: Path, size: tuple[int, int] = (60, 50), colour: tuple[int, int, int] = (200, 10, 10)) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", size, colour).save(path)
    return path


def mistakes_of(place: Path) -> str:
    with pytest.raises(FolderMistakes) as mistakes:
        read_people(place)
    return str(mistakes.value)


def test_a_folder_a_person(tmp_path: Path) -> None:
    for name in ("wang/1.png", "wang/2.jpg", "li/1.png"):
        photo(tmp_path / name)
    (tmp_path / "wang" / "notes.txt").write_text("not a picture")
    (tmp_path / ".cache").mkdir()
    people = read_people(tmp_path)
    assert people.person == ("li", "wang", "wang")
    assert people.pairs is None
    assert "wang" not in repr(people)


def test_all_that_is_wrong_with_a_folder_is_told_at_once_with_its_place(tmp_path: Path) -> None:
    photo(tmp_path / "wang" / "1.png")
    (tmp_path / "empty").mkdir()
    (tmp_path / "linked").symlink_to(tmp_path / "wang")
    (tmp_path / "wang" / "2.png").symlink_to(tmp_path / "wang" / "1.png")
    (tmp_path / "wang" / "3.png").write_bytes(b"")
    os.mkfifo(tmp_path / "wang" / "4.jpg")
    with (tmp_path / "wang" / "5.jpg").open("wb") as huge:
        huge.truncate(picture_file.MOST_BYTES + 1)
    photo(tmp_path / "stray.png")
    told = mistakes_of(tmp_path).splitlines()
    assert [line.removeprefix(f"{tmp_path}/").split(":")[0] for line in told] == [
        "empty", "linked", "stray.png", "wang/2.png", "wang/3.png", "wang/4.jpg", "wang/5.jpg",
    ]  # fmt: skip
    assert "no picture in it" in told[0]
    assert "is a link" in told[1]
    assert "is a link" in told[3]
    assert "is not a file" in told[5]
    assert "32 MB at most" in told[6]


def test_a_folder_that_is_none(tmp_path: Path) -> None:
    assert "there is no such folder" in mistakes_of(tmp_path / "gone")
    assert "no people in it" in mistakes_of(tmp_path)
    (tmp_path / "link").symlink_to(tmp_path)
    assert "is a link" in mistakes_of(tmp_path / "link")


def test_pairs_as_lfw_lists_them_and_ours(tmp_path: Path) -> None:
    for name in ("Wang_Fang/Wang_Fang_0001.jpg", "Wang_Fang/Wang_Fang_0004.jpg", "Li/Li_0002.jpg", "a.png", "b c.png"):
        photo(tmp_path / name)
    lines = (
        "10\t300",
        "Wang_Fang\t1\t4",
        "Wang_Fang\t1\tLi\t2",
        "# ours",
        "a.png\tb c.png\tsame",
        "a.png Li/Li_0002.jpg 0",
    )
    (tmp_path / "pairs.txt").write_text("\n".join(lines), "utf-8")
    people = read_people(tmp_path)
    assert people.pairs == ((0, 1, True), (0, 2, False), (3, 4, True), (3, 2, False))
    assert read_people(tmp_path / "pairs.txt").pairs == people.pairs


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("a.png b.png maybe", "neither"),
        ("a.png", "neither"),
        ("../a.png b.png same", "not a file in this folder"),
        ("/etc/passwd b.png same", "not a file in this folder"),
        ("away/a.png b.png same", "lies behind a link"),
        ("gone.png b.png same", "No such file"),
        ("a\x00.png b.png same", "not a file in this folder"),
        ("Wang 99999999999999999999 1", "not a number of a photo"),
    ],
)
def test_a_line_that_is_no_pair_is_told(tmp_path: Path, line: str, why: str) -> None:
    photo(tmp_path / "in" / "b.png")
    photo(tmp_path / "a.png")
    (tmp_path / "in" / "away").symlink_to(tmp_path)
    (tmp_path / "in" / "pairs.txt").write_text(line, "utf-8")
    assert why in mistakes_of(tmp_path / "in")


def test_a_list_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "pairs.txt").write_bytes(b"\xff\xfe\x00")
    assert "not UTF-8" in mistakes_of(tmp_path)
    (tmp_path / "pairs.txt").write_bytes(b"")
    assert "no pairs in it" in mistakes_of(tmp_path)


def test_hundreds_of_mistakes_are_not_a_flood(tmp_path: Path) -> None:
    for number in range(200):
        (tmp_path / f"person{number}").mkdir()
    told = mistakes_of(tmp_path).splitlines()
    assert len(told) == 41
    assert told[-1] == "... and 160 more"


def test_a_picture_is_turned_upright_and_made_smaller(tmp_path: Path) -> None:
    turned = Image.new("RGB", (3000, 1500), (9, 9, 9))
    exif = Image.Exif()
    exif[0x0112] = 6  # hold it a quarter turn to the right
    turned.save(tmp_path / "t.jpg", exif=exif)
    assert picture_of(tmp_path / "t.jpg").shape == (1000, 500, 3)
    Image.new("L", (92, 112), 7).save(tmp_path / "gray.pgm")
    assert picture_of(tmp_path / "gray.pgm").shape == (112, 92, 3)


def test_pictures_that_are_none(tmp_path: Path) -> None:
    whole = photo(tmp_path / "whole.jpg", (400, 400)).read_bytes()
    for name, written, why in (
        ("torn.jpg", whole[: len(whole) // 2], "torn"),
        ("text.png", b"<html>hello</html>", "no picture"),
        ("large.png", _claims_to_be(8_000), "8000 x 8000; 40 million pixels at most"),
        ("bomb.png", _claims_to_be(60_000), "million pixels at most"),
    ):
        (tmp_path / name).write_bytes(written)
        with pytest.raises(PictureMistake, match=why):
            picture_of(tmp_path / name)
    with pytest.raises(PictureMistake, match="40 pixels at least"):
        picture_of(photo(tmp_path / "dot.png", (10, 10)))
    (tmp_path / "link.jpg").symlink_to(tmp_path / "whole.jpg")
    with pytest.raises(PictureMistake, match="is a link"):
        picture_of(tmp_path / "link.jpg")


def _claims_to_be(side: int) -> bytes:
    """A PNG of one pixel whose head says that it is far larger."""
    import io
    import struct
    import zlib

    made = io.BytesIO()
    Image.new("RGB", (1, 1)).save(made, "PNG")
    png = bytearray(made.getvalue())
    png[16:24] = struct.pack(">II", side, side)
    png[29:33] = struct.pack(">I", zlib.crc32(png[12:29]))
    return bytes(png)
