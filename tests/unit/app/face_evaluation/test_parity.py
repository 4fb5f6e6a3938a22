"""The real models on a public-domain picture, beside figures that another program made of them.

That program was written apart from this one: its own detector call, its own alignment and warp. Only a few of the
numbers stand here, which are nobody's template.
"""

import json
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from kiosk.app.face_evaluation.eyes import FaceEvaluationImpossible, opened
from kiosk.app.face_evaluation.picture_file import picture_of
from kiosk.cli import app
from kiosk.faces.eye import Eye
from tests.helpers.models import MODELS

ASTRONAUT = MODELS / "astronaut" / "astronaut.png"
BOX = (179, 83, 88)
EXPO = (0.012308, -0.000618, 0.000853, 0.003396, -0.01305, -0.05114, 0.015459, -0.065982, -0.009771, 0.006833)
FACEPLUGIN = (0.048358, 0.077283, -0.038364, -0.000032, -0.032708, -0.036393, 0.031205, -0.022917, -0.048228, 0.011712)
DLIB = (-0.081475, 0.019353, 0.024276, -0.075804, -0.156274, -0.030307, -0.021725, -0.144809, 0.113712, -0.142208)
TOLERANCE = 0.01
"""Of a unit vector: one part in a hundred. A pixel's shift of the warp moves it by 0.04, gray for colour by 0.2."""


@pytest.fixture(scope="module")
def eye() -> Eye:
    assert ASTRONAUT.is_file(), "build/models is not whole: run `make setup`"
    return opened(MODELS)


def test_both_embeddings_are_those_that_were_measured(eye: Eye) -> None:
    picture = picture_of(ASTRONAUT)
    (face,) = eye.faces(picture)
    assert (face.left, face.top, face.side) == BOX
    expo, faceplugin = eye.embedding(picture, face).vectors
    assert (len(expo), len(faceplugin)) == (192, 512)
    for found, known in ((expo, EXPO), (faceplugin, FACEPLUGIN), (eye.veto(picture, face), DLIB)):
        assert float(np.linalg.norm(found[: len(known)] - np.array(known))) < TOLERANCE


def test_a_folder_without_models_is_told(tmp_path: Path) -> None:
    with pytest.raises(FaceEvaluationImpossible, match="no engine for faces lies there whole"):
        opened(tmp_path)


def test_one_face_compared_with_itself(tmp_path: Path) -> None:
    """The whole command: the same woman as she is, darker and mirrored; and a picture in which nobody is."""
    from PIL import Image, ImageOps

    with Image.open(ASTRONAUT) as picture:
        plain = picture.convert("RGB").crop((80, 0, 400, 320))  # dlib sees a second face in her suit
    (tmp_path / "her").mkdir()
    (tmp_path / "nobody").mkdir()
    plain.save(tmp_path / "her" / "1.png")
    ImageOps.mirror(plain).save(tmp_path / "her" / "2.jpg")
    plain.point(lambda level: level * 0.7).save(tmp_path / "her" / "3.jpg")
    Image.new("RGB", (300, 300), (90, 120, 90)).save(tmp_path / "nobody" / "1.png")
    (tmp_path / "nobody" / "torn.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    ended = CliRunner().invoke(app, ["face", "evaluate", str(tmp_path), "--models", str(MODELS), "--json"])
    assert ended.exit_code == 0, ended.output
    report = json.loads(ended.stdout.splitlines()[-1])
    assert [row["name"] for row in report["engines"]] == ["dlib", "expo", "faceplugin", "mean", "mean with veto"]
    mean = report["engines"][3]
    assert (mean["n_genuine"], mean["n_impostor"], mean["detector_misses"]) == (3, 0, 1)
    assert mean["thresholds"][0]["fnmr"] == 0
    assert mean["fnmr_at_fmr_1e-3"] is None, "three pairs show nothing of one stranger in a thousand"
    assert [Path(file).name for file in report["no_face_in"]] == ["1.png"]
    assert [Path(left["file"]).name for left in report["unreadable"]] == ["torn.png"]


def test_a_bad_folder_ends_with_status_2_and_no_traceback(tmp_path: Path) -> None:
    ended = CliRunner().invoke(app, ["face", "evaluate", str(tmp_path), "--models", str(MODELS), "--json"])
    assert ended.exit_code == 2
    assert "no people in it" in ended.output
    ended = CliRunner().invoke(app, ["face", "liveness", str(tmp_path), "--models", str(MODELS)])
    assert ended.exit_code == 2
    assert "no clips in it" in ended.output
