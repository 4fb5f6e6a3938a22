"""10,000 frames a codec, always the same unless LINLI_FUZZ_SEED says otherwise; `python -m tests.fuzz` goes on."""

import os
from pathlib import Path

import pytest

from tests.fuzz import __main__ as by_hand
from tests.fuzz.hunt import all_targets, hunt
from tests.fuzz.target import Target

SEED = int(os.environ.get("LINLI_FUZZ_SEED", "20260101"))
FRAMES = 10_000


@pytest.mark.parametrize("target", all_targets(), ids=lambda target: target.name)
def test_no_frame_breaks_a_codec(target: Target) -> None:
    fed, trouble = hunt(target, SEED, FRAMES)
    assert trouble is None, f"{trouble} (seed {SEED}, frame {fed})"
    assert fed == FRAMES


@pytest.mark.parametrize("target", all_targets(), ids=lambda target: target.name)
def test_a_target_has_whole_frames_to_bend(target: Target) -> None:
    assert target.seeds
    assert all(target.seeds)


def test_every_target_has_a_name_of_its_own() -> None:
    names = [target.name for target in all_targets()]
    assert len(set(names)) == len(names)


def fragile(data: bytes) -> None:
    if b"\xaa" in data and data[data.index(b"\xaa") + 1 :][:1] == b"\xff":
        raise IndexError("one too far")


BROKEN = Target("fragile", fragile, (b"\x01\x02\xaa\x03\x04\x05", b"\x01\xff\x05"))


def test_a_codec_that_breaks_is_found_and_its_frame_is_made_short() -> None:
    _, trouble = hunt(BROKEN, 1, FRAMES)
    assert trouble is not None
    assert trouble.frame == b"\xaa\xff"
    assert isinstance(trouble.error, IndexError)


def test_by_hand_the_frame_is_kept_and_can_be_repeated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(by_hand, "all_targets", lambda: (BROKEN,))
    assert by_hand.main(["frag", "--minutes", "0.02", "--seed", "1"]) == 1
    (kept,) = (tmp_path / "build" / "fuzz").iterdir()
    assert kept.read_bytes() == b"\xaa\xff"
    assert "seed 1" in capsys.readouterr().out
    with pytest.raises(IndexError):
        by_hand.main(["frag", "--repeat", str(kept)])


def test_by_hand_nothing_found_is_well(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    sound = Target("sound", lambda _: None, (b"\x01",))
    monkeypatch.setattr(by_hand, "all_targets", lambda: (sound,))
    assert by_hand.main(["--minutes", "0.001"]) == 0
    assert "sound" in capsys.readouterr().out
    assert by_hand.main(["nobody"]) == 2
