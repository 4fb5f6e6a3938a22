import struct
import wave
from pathlib import Path

import pytest

from kiosk.app.evaluation.recordings import ManifestMistakes, SoundMistake, check_sound, read_manifest, samples_of

HEAD = "file\tdialect\ttext\texpected"


def wav(path: Path, *, rate: int = 16_000, channels: int = 1, width: int = 2, frames: int = 1600) -> Path:
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(channels)
        sound.setsampwidth(width)
        sound.setframerate(rate)
        sound.writeframes(b"\1" * frames * channels * width)
    return path


def folder_with(folder: Path, *lines: str) -> Path:
    (folder / "manifest.tsv").write_text("\n".join((HEAD, *lines)) + "\n", "utf-8")
    return folder


def mistakes_of(folder: Path) -> tuple[str, ...]:
    with pytest.raises(ManifestMistakes) as caught:
        read_manifest(folder)
    return caught.value.mistakes


def test_a_good_folder_is_read(tmp_path: Path) -> None:
    wav(tmp_path / "a.wav")
    recordings = read_manifest(folder_with(tmp_path, "a.wav\tsichuan\t交水费\twater", "# a note", "a.wav\t\t\tnothing"))
    assert [(r.dialect, r.text, r.expected, r.line) for r in recordings] == [
        ("sichuan", "交水费", "water", 2),
        ("mandarin", "", "", 4),
    ]


def test_only_one_dialect_is_asked_for(tmp_path: Path) -> None:
    wav(tmp_path / "a.wav")
    folder_with(tmp_path, "a.wav\tsichuan\t\t", "missing.wav\tminnan\t\t")
    assert len(read_manifest(tmp_path, "sichuan")) == 1


def test_a_spreadsheet_begins_a_file_with_a_mark(tmp_path: Path) -> None:
    wav(tmp_path / "a.wav")
    (tmp_path / "manifest.tsv").write_text(f"{HEAD}\r\na.wav\t\t\twater\r\n", "utf-8-sig")
    assert read_manifest(tmp_path)[0].expected == "water"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("missing.wav\tmandarin\t\t", "No such file"),
        ("../a.wav\tmandarin\t\t", "not a file in this folder"),
        ("/etc/passwd\tmandarin\t\t", "not a file in this folder"),
        ("a.wav\tSichuan!\t\t", "not the id of a dialect"),
        ("a.wav\tmandarin\t\tWater bill", "not the id of a service"),
        ("a.wav\tmandarin\t\twaterr", "did you mean water?"),
        ("a.wav\tmandarin\t\tyes", "not the id of a service or a wish"),
        ("a.wav\tmandarin\t交水费", "3 columns"),
        ("a.wav\tmandarin\t交水费\twater\tclean\tmore", "6 columns"),
        ("a.wav", "1 column with"),
        ("slow.wav\tmandarin\t\t", "8000 samples a second"),
        ("stereo.wav\tmandarin\t\t", "2 channels"),
        ("bytes.wav\tmandarin\t\t", "8 bits"),
        ("text.wav\tmandarin\t\t", "not a WAV"),
        ("empty.wav\tmandarin\t\t", "no sound"),
        ("long.wav\tmandarin\t\t", "MB"),
        ("there\tmandarin\t\t", "not a file"),
    ],
)
def test_each_mistake_is_told_with_its_line(tmp_path: Path, line: str, told: str) -> None:
    wav(tmp_path / "a.wav")
    wav(tmp_path / "slow.wav", rate=8000)
    wav(tmp_path / "stereo.wav", channels=2)
    wav(tmp_path / "bytes.wav", width=1)
    wav(tmp_path / "empty.wav", frames=0)
    (tmp_path / "text.wav").write_text("RIFF or so")
    (tmp_path / "there").mkdir()
    with (tmp_path / "long.wav").open("wb") as file:
        file.truncate(100 << 20)
    found = mistakes_of(folder_with(tmp_path, "a.wav\tmandarin\t\t", line))
    assert len(found) == 1
    assert "manifest.tsv:3: " in found[0]
    assert told in found[0]


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    rows = (f"{name}.wav\t\t\t" for name in "abc")
    assert len(mistakes_of(folder_with(tmp_path, *rows))) == 3


@pytest.mark.parametrize("text", ["", "a.wav\tmandarin\n", "file,dialect,text,expected\n", f"{HEAD}\tloud\n"])
def test_a_manifest_without_its_first_line(tmp_path: Path, text: str) -> None:
    (tmp_path / "manifest.tsv").write_text(text)
    assert "first line must be" in mistakes_of(tmp_path)[0]


def test_no_manifest_at_all(tmp_path: Path) -> None:
    assert "No such file" in mistakes_of(tmp_path)[0]


def test_a_manifest_in_another_encoding(tmp_path: Path) -> None:
    (tmp_path / "manifest.tsv").write_bytes(HEAD.encode() + "\na.wav\t\t交水费\t".encode("gbk"))
    assert "UTF-8" in mistakes_of(tmp_path)[0]


def test_a_file_that_is_cut_off(tmp_path: Path) -> None:
    path = wav(tmp_path / "a.wav", frames=1600)
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(SoundMistake, match="cut off"):
        samples_of(path)


def test_a_head_that_promises_hours(tmp_path: Path) -> None:
    path = wav(tmp_path / "a.wav")
    head = bytearray(path.read_bytes())
    head[40:44] = struct.pack("<I", 0x7FFF_FF00)
    path.write_bytes(head)
    with pytest.raises(SoundMistake):
        check_sound(path)


def test_nothing_that_was_said_is_in_a_repr(tmp_path: Path) -> None:
    wav(tmp_path / "a.wav")
    (recording,) = read_manifest(folder_with(tmp_path, "a.wav\tmandarin\t我要交水费\twater"))
    assert "水费" not in repr(recording)


def test_a_mistake_tells_what_may_stand_there(tmp_path: Path) -> None:
    wav(tmp_path / "a.wav")
    (told,) = mistakes_of(folder_with(tmp_path, "a.wav\tmandarin\t\twaterr"))
    assert all(f" {key}" in told for key in ("social_insurance", "staff", "dialect"))


def test_a_dialect_that_is_not_here_is_told_before_its_file_is_looked_for(tmp_path: Path) -> None:
    folder_with(tmp_path, "missing.wav\tklingon\t\t")
    with pytest.raises(ManifestMistakes, match=r"manifest.tsv:2: there is no dialect klingon here; there are mandarin"):
        read_manifest(tmp_path, known=("mandarin", "sichuan"))
