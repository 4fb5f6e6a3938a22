"""The commands, as child processes: that is how the terminal's demo uses them."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner

from backend.app import open_house
from backend.cli import app, settings_of
from backend.identity.repository import IdentityRepository
from backend.kiosks.repository import KiosksRepository
from backend.payments.channel import ChannelName, NoAnswer, Told
from backend.sms import Sms
from tests.backend.hall import TurnableClock
from tests.helpers.scripted_channel import ScriptedChannel, Trade

START_S = 30.0


def _backend(*words: str, data: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "backend", *words, "--database", str(data / "b.sqlite3")]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


def _here(*words: str, data: Path) -> tuple[int, str, str]:
    """The same command without a process of its own, which would take a second: exit status, stdout, stderr."""
    done = CliRunner().invoke(app, [*words, "--database", str(data / "b.sqlite3")])
    return done.exit_code, done.stdout, done.stderr


@contextmanager
def _serving(data: Path, *words: str) -> Iterator[tuple[subprocess.Popen[str], int]]:
    ready = data / "ready.json"
    ready.unlink(missing_ok=True)
    command = [sys.executable, "-m", "backend", "serve", "--port", "0", "--ready-file", str(ready), *words]
    child = subprocess.Popen(
        [*command, "--database", str(data / "b.sqlite3")], stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        until = time.monotonic() + START_S
        while not ready.exists():
            assert child.poll() is None, child.communicate()[1]
            assert time.monotonic() < until
            time.sleep(0.02)
        yield child, json.loads(ready.read_text())["port"]
    finally:
        child.kill()
        child.communicate()


def test_from_nothing_to_an_enrolled_terminal(tmp_path: Path) -> None:
    seeded = _backend("seed", "--residents", "12", "--today", "2026-11-21", data=tmp_path)
    assert (seeded.returncode, seeded.stdout, seeded.stderr) == (0, "", "seeded\n")
    again = _here("seed", "--residents", "12", "--today", "2026-11-30", data=tmp_path)
    assert again == (0, "", "was there already\n")
    with _serving(tmp_path) as (child, port):
        code = _backend("enrol-code", "--site", "xinghua", data=tmp_path).stdout.strip()
        body = {"code": code, "public_key": "A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg=", "name": "一号机"}
        url = f"http://127.0.0.1:{port}"
        answer = httpx.post(
            f"{url}/v1/devices/enrol", json=body, headers={"Idempotency-Key": "k" * 32}, trust_env=False
        )
        assert answer.status_code == 201
        child.send_signal(signal.SIGTERM)
        said = child.communicate(timeout=15)
    assert child.returncode in (0, -signal.SIGTERM)
    assert said[0] == ""
    assert code not in said[1]
    first, *log_lines = said[1].splitlines()
    assert first == f"the backend listens on http://127.0.0.1:{port}"
    logged = [json.loads(line) for line in log_lines]
    assert [line["route"] for line in logged if line["event"] == "request"] == ["/v1/devices/enrol"]


def test_a_hall_that_is_not_there_has_no_code(tmp_path: Path) -> None:
    refused = (1, "", "there is no hall 'nowhere'; `backend add-hall ID NAME` adds one\n")
    assert _here("enrol-code", "--site", "nowhere", data=tmp_path) == refused  # on a database that is not there yet
    assert _here("migrate", data=tmp_path) == (0, "", "")
    assert _here("enrol-code", "--site", "nowhere", data=tmp_path) == refused


def test_a_real_hall_needs_no_invented_residents(tmp_path: Path) -> None:
    assert _here("add-hall", "wutong", "梧桐社区", data=tmp_path) == (0, "", "added\n")
    assert _here("add-hall", "wutong", "梧桐社区便民服务馆", data=tmp_path) == (0, "", "was there already\n")
    status, code, _ = _here("enrol-code", "--site", "wutong", data=tmp_path)
    assert (status, len(code.strip())) == (0, 14)
    house = open_house(settings_of(str(tmp_path / "b.sqlite3"), None))
    with house.database.open_session(writes=False) as session:
        hall = KiosksRepository(session).site("wutong")
        residents = IdentityRepository(session).count_residents("")
    house.database.close()
    assert hall is not None
    assert (hall.name, residents) == ("梧桐社区便民服务馆", 0)


@pytest.mark.parametrize(("hall_id", "name"), [("", "馆"), ("Two Words", "馆"), ("ok", " "), ("ok", "馆" * 41)])
def test_a_hall_that_cannot_be_kept(tmp_path: Path, hall_id: str, name: str) -> None:
    status, out, said = _here("add-hall", hall_id, name, data=tmp_path)
    assert (status, out, len(said.splitlines())) == (1, "", 1)


def test_from_an_empty_folder_with_more_settings(tmp_path: Path) -> None:
    more = tmp_path / "more.json"
    more.write_text(json.dumps({"verifications_per_address": {"burst": 1, "seconds_each": 60}}))
    with _serving(tmp_path, "--settings", str(more)) as (_, port):
        assert {path.name for path in (tmp_path / "keys").iterdir()} == {"bundle.key", "lookup.secret", "pauses.secret"}
        answers = [httpx.get(f"http://127.0.0.1:{port}/v1/verify/x", trust_env=False) for _ in range(2)]
        second = _here("serve", "--port", str(port), data=tmp_path)
    assert [answer.status_code for answer in answers] == [200, 429]
    assert second == (1, "", f"port {port} of 127.0.0.1 is taken\n")


@pytest.mark.parametrize("content", ["{", '{"nonsense": 1}', '{"session_minutes": -1}'])
def test_foreign_settings_are_refused(tmp_path: Path, content: str) -> None:
    from pydantic import ValidationError

    more = tmp_path / "more.json"
    more.write_text(content)
    with pytest.raises(ValidationError):
        settings_of(str(tmp_path / "b.sqlite3"), None, more)


def _asked(*lines: str, data: Path) -> list[str]:
    """What the telephones show, one line for each."""
    done = CliRunner().invoke(
        app, ["telephones", "--database", str(data / "b.sqlite3")], input="".join(f"{line}\n" for line in lines)
    )
    assert (done.exit_code, done.stderr) == (0, "")
    return done.stdout.splitlines()


def test_the_demo_reads_what_telephones_would_show(tmp_path: Path) -> None:
    assert _here("seed", "--residents", "12", data=tmp_path)[0] == 0
    assert _asked("sms 00005561001", "code nobody", "", "nonsense", "sms", data=tmp_path) == [""] * 5
    house = open_house(settings_of(str(tmp_path / "b.sqlite3"), None))
    assert house.sms is None, "without a gateway nothing is sent"
    house.close()
    more = tmp_path / "more.json"
    more.write_text(json.dumps({"sms_gateway": "embedded"}))
    house = open_house(settings_of(str(tmp_path / "b.sqlite3"), None, more))
    assert house.sms is not None
    for words in ("first", "您的验证码是 123456"):
        house.sms.post(Sms("00005561001", words))
    house.close()
    shown = _asked("sms 00005561001", "sms 00005561002", "code wang-guifang", data=tmp_path)
    assert shown[:2] == ["您的验证码是 123456", ""]
    assert shown[2].startswith("LL1L")
    assert b"123456" not in (tmp_path / "b.sqlite3").read_bytes()


def test_a_phone_shows_a_code_of_its_resident(tmp_path: Path) -> None:
    assert _here("seed", "--residents", "12", data=tmp_path)[0] == 0
    status, code, said = _here("phone-code", "wang-guifang", data=tmp_path)
    assert (status, said, len(code.strip()), code[:4]) == (0, "", 32, "LL1L")
    assert _here("phone-code", "seed-wang-guifang", data=tmp_path)[1] != code
    assert _here("phone-code", "nobody", data=tmp_path) == (1, "", "there is no such resident\n")


def test_the_books_of_a_day_need_a_provider_and_a_day(tmp_path: Path) -> None:
    assert _here("reconcile", "2026-11-21", data=tmp_path) == (1, "", "no provider is set up here\n")
    status, said, _ = _here("reconcile", "yesterday", data=tmp_path)
    assert (status, said) == (2, "")
    merchants = tmp_path / "merchants"
    merchants.mkdir()
    (merchants / "merchant.json").write_text('{"wechat": {"mchid": "1900000001"}}')
    more = tmp_path / "more.json"
    more.write_text(json.dumps({"merchant_folder": str(merchants)}))
    for command in (("reconcile", "2026-11-21"), ("serve", "--port", "0")):
        status, said, complaint = _here(*command, "--settings", str(more), data=tmp_path)
        assert (status, said) == (1, "")
        assert "merchant.json: wechat.appid" in complaint


def test_books_that_do_not_come_are_told_and_those_that_do_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = TurnableClock()
    good, bad = ScriptedChannel(clock.now, ChannelName.WECHAT), ScriptedChannel(clock.now, ChannelName.ALIPAY)
    good.trades["X1"] = Trade(100, by_her_code=False, state=Told.PAID, paid_at=clock.now())

    def no_books(_day: object) -> list[object]:
        raise NoAnswer

    monkeypatch.setattr(bad, "bill", no_books)
    channels = {channel.name: channel for channel in (good, bad)}
    monkeypatch.setattr("backend.cli.open_house", lambda settings: open_house(settings, clock.now, channels))
    status, said, complaint = _here("reconcile", "2026-11-21", data=tmp_path)
    told = json.loads(said.splitlines()[-1])  # the log is not set up in here
    assert (status, told["kind"], told["theirs_fen"]) == (1, "foreign", 100)
    assert "the books of alipay did not come: NoAnswer" in complaint
