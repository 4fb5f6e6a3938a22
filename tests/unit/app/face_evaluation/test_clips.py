import json
from pathlib import Path

import pytest
from PIL import Image
from typer.testing import CliRunner

from kiosk.app.face_evaluation.clips import Clip, read_clips, ways_of_asking
from kiosk.app.face_evaluation.folder import FolderMistakes
from kiosk.app.face_evaluation.liveness import UNFINISHED, Tried, summed
from kiosk.cli import app
from kiosk.faces.contract import Outcome, Step
from tests.helpers.models import MODELS


def clip(folder: Path, pictures: int = 6) -> Path:
    folder.mkdir(parents=True)
    for number in range(pictures):
        Image.new("RGB", (64, 48), (number, 0, 0)).save(folder / f"{number:04d}.jpg")
    return folder


def mistakes_of(place: Path) -> str:
    with pytest.raises(FolderMistakes) as mistakes:
        read_clips(place)
    return str(mistakes.value)


def test_a_name_says_what_a_clip_shows() -> None:
    assert ways_of_asking("03-Left-blink") == ((Step.LEFT, Step.BLINK),)
    assert ways_of_asking("blink_right_07") == ((Step.BLINK, Step.RIGHT),)
    assert ways_of_asking("07") == ((Step.LEFT,), (Step.RIGHT,))


def test_clips_of_people_and_of_attacks(tmp_path: Path) -> None:
    clip(tmp_path / "live" / "a-left")
    clip(tmp_path / "attack-print_flat" / "1")
    found = read_clips(tmp_path)
    assert [(one.attack, one.folder.name, len(one.pictures)) for one in found] == [
        ("print_flat", "1", 6),
        ("", "a-left", 6),
    ]


def test_all_that_is_wrong_is_told_with_its_place(tmp_path: Path) -> None:
    clip(tmp_path / "live" / "short", pictures=2)
    (tmp_path / "live" / "empty").mkdir()
    (tmp_path / "live" / "film.mp4").write_bytes(b"film")
    (tmp_path / "attack-Paper").mkdir()
    (tmp_path / "attack-none").mkdir()
    (tmp_path / "live" / "link").symlink_to(tmp_path)
    told = mistakes_of(tmp_path)
    for place, why in (
        ("attack-Paper", "neither live nor attack-KIND"),
        ("attack-none", "no clip in it"),
        ("live/empty", "0 pictures"),
        ("live/short", "2 pictures"),
        ("live/film.mp4", "ffmpeg -i FILM"),
        ("live/link", "is a link"),
    ):
        assert any(f"{place}: " in line and why in line for line in told.splitlines()), place
    assert "no clips in it" in mistakes_of(clip(tmp_path / "no", 0))


def test_what_passed_is_counted_by_kind() -> None:
    def tried(attack: str, ended: str) -> Tried:
        return Tried(Clip(Path("x"), attack, (), ()), (Step.LEFT,), ended, 10)

    report = summed(
        [tried("print", Outcome.FLAT), tried("print", Outcome.SAME), tried("", Outcome.SAME), tried("", "unfinished")]
    )
    told = report.as_json()
    assert told["attacks"] == [
        {"kind": "print", "n": 2, "accepted": 1, "apcer": 0.5, "outcomes": {"flat": 1, "same": 1}}
    ]
    assert told["live"] == {"n": 2, "rejected": 1, "bpcer": 0.5, "outcomes": {"same": 1, "unfinished": 1}}


def test_clips_through_the_real_challenge(tmp_path: Path) -> None:
    """An empty room is nobody; and the report is what a program reads."""
    clip(tmp_path / "live" / "a-left", pictures=30)
    clip(tmp_path / "attack-empty" / "1")
    ended = CliRunner().invoke(app, ["face", "liveness", str(tmp_path), "--models", str(MODELS), "--json"])
    assert ended.exit_code == 0, ended.output
    report = json.loads(ended.stdout.splitlines()[-1])
    assert (report["attacks"][0]["kind"], report["attacks"][0]["n"], report["attacks"][0]["accepted"]) == (
        "empty",
        1,
        0,
    )
    assert (report["live"]["n"], report["live"]["rejected"]) == (1, 1)
    assert [one["asked"] for one in report["clips"]] == [["left"], ["left"]]
    assert {one["ended"] for one in report["clips"]} == {UNFINISHED}


def test_a_torn_picture_in_a_clip_is_told_with_its_place(tmp_path: Path) -> None:
    torn = clip(tmp_path / "live" / "a") / "0002.jpg"
    torn.write_bytes(b"\xff\xd8 no more")
    ended = CliRunner().invoke(app, ["face", "liveness", str(tmp_path), "--models", str(MODELS)])
    assert ended.exit_code == 2
    assert f"{torn}: is no picture, or a torn one" in ended.output
