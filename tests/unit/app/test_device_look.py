"""`kiosk devices`, `kiosk device` and `kiosk devices commission`, as an installer types them."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from hardware.emulators.receipt_printer import PrinterFaults, ReceiptPrinterEmulator
from hardware.emulators.ups import UpsEmulator
from kiosk.app import device_look, selftest
from kiosk.app.data_folder import Claim
from kiosk.cli import app
from kiosk.cli.settings import TERMINAL_RUNS


class Box:
    """A box with a settings file, a printer and a supply."""

    def __init__(self, folder: Path, printer: ReceiptPrinterEmulator, ups: UpsEmulator) -> None:
        self.printer, self.ups = printer, ups
        self.data = folder / "data"
        self.data.mkdir(mode=0o700)
        self.config = folder / "kiosk.toml"
        self.config.write_text(
            f'data = "{self.data}"\n'
            f'[[devices]]\nid = "slip"\nkind = "receipt_printer"\ndriver = "escpos_tcp"\n'
            f'host = "{printer.host}"\nport = "{printer.port}"\n'
            f'[[devices]]\nid = "ups"\nkind = "ups"\ndriver = "ups_nut"\nhost = "{ups.host}"\nport = "{ups.port}"\n',
            encoding="utf-8",
        )

    def types(self, *words: str, answers: str = "") -> tuple[int, str]:
        """The exit status and what stood on stdout."""
        done = CliRunner().invoke(app, [*words, "--config", str(self.config)], input=answers, catch_exceptions=False)
        return done.exit_code, done.stdout


@pytest.fixture
def box(tmp_path: Path) -> Iterator[Box]:
    with ReceiptPrinterEmulator.tcp() as printer, UpsEmulator() as ups:
        yield Box(tmp_path, printer, ups)


def test_every_device_with_its_state_and_what_the_terminal_counted(box: Box) -> None:
    (box.data / "counters.json").write_text(
        json.dumps({"format": 1, "devices": {"slip": {"kind": "receipt_printer", "numbers": {"slips": 7}}}})
    )
    status, said = box.types("devices", "--json")
    assert status == 0
    slip, ups = json.loads(said)["devices"]
    assert (slip["name"], slip["state"], slip["counters"]) == ("slip", "online", {"slips": 7})
    assert (ups["name"], ups["health"], ups["emulated"], ups["counters"]) == ("ups", "healthy", False, {})


@pytest.mark.parametrize("command", ["devices", "selftest"])
def test_a_table_is_for_a_pipe(box: Box, command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selftest, "_voice", lambda: selftest.Part(name="voice", state="ok", detail=""))
    done = CliRunner().invoke(app, [command, "--config", str(box.config)], catch_exceptions=False)
    assert [line.split()[0] for line in done.stdout.splitlines() if "slip" in line] in (["online"], ["ok"])
    assert "slip" not in done.stderr


def test_what_is_said_beside_a_table_is_not_in_the_pipe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LINLI_CONFIG", raising=False)
    monkeypatch.setattr(device_look, "look_at_devices", lambda _settings: [])
    done = CliRunner().invoke(app, ["devices"], catch_exceptions=False)
    assert done.stdout == ""
    assert "there is no kiosk.toml" in done.stderr


def test_a_look_counts_nothing(box: Box) -> None:
    box.types("devices")
    box.types("device", "ups", "status")
    assert list(box.data.iterdir()) == []


def test_a_trial_and_its_exit_status(box: Box) -> None:
    assert box.types("device", "slip", "test-page")[0] == 0
    assert len(box.printer.slips) == 1
    status, said = box.types("device", "ups", "status")
    assert (status, said.splitlines()[0]) == (0, "power: mains")
    box.ups.unplug()
    status, said = box.types("device", "ups", "status")
    assert status == 1
    assert "absent, powerOff (host_refuses): nothing was tried" in said


def test_a_slip_that_is_not_printed_is_a_failure(box: Box) -> None:
    box.printer.break_with(PrinterFaults(paper_out=True))
    status, said = box.types("device", "slip", "test-page")
    assert status == 1
    assert "paper_out" in said


def test_only_the_device_that_is_tried_is_opened(box: Box) -> None:
    box.types("device", "ups", "status")
    assert box.printer.received == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("device", "slop"), "there is no device 'slop'; there are slip, ups"),
        (("device", "slip", "dance"), "receipt_printer has no 'dance'"),
        (("device", "ups", "status", "now"), "ups: status takes no words"),
        (("devices", "commission", "slop"), "there is no device slop"),
    ],
)
def test_what_makes_no_sense_is_said(box: Box, words: tuple[str, ...], told: str) -> None:
    status, said = box.types(*words)
    assert status == 2
    assert told in said


@pytest.mark.parametrize(
    "words", [("devices",), ("devices", "--watch"), ("device", "slip", "test-page"), ("devices", "commission")]
)
def test_while_the_terminal_runs_nothing_is_touched(box: Box, words: tuple[str, ...]) -> None:
    (box.data / "running.lock").touch()
    claim = Claim().take(box.data)
    try:
        assert box.types(*words)[0] == TERMINAL_RUNS
    finally:
        claim.give_back()
    assert box.printer.received == 0


def test_a_box_is_commissioned_by_its_installer(box: Box) -> None:
    status, said = box.types("devices", "commission", answers="y\ny\nn\n")
    assert status == 0
    assert [line.split()[-1] for line in said.splitlines()[-2:]] == ["right", "out"]
    assert len(box.printer.slips) == 1


def test_without_settings_there_is_nothing_to_commission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LINLI_CONFIG", raising=False)
    asked = CliRunner().invoke(app, ["devices", "commission"])
    assert asked.exit_code == 2
    assert "there is no kiosk.toml; see" in asked.output
    assert "demo" not in asked.output.replace("`kiosk demo`", "")


def test_the_watch_tells_each_change_in_a_line_until_it_is_interrupted(box: Box) -> None:
    words = [sys.executable, "-m", "kiosk", "devices", "--watch", "--json", "--config", str(box.config)]
    watch = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert watch.stdout is not None
        first = [json.loads(watch.stdout.readline()) for _ in range(2)]
        box.printer.break_with(PrinterFaults(cover_open=True))
        then = json.loads(watch.stdout.readline())
    finally:
        os.kill(watch.pid, signal.SIGINT)
        watch.communicate(timeout=30)
    assert {line["name"]: line["state"] for line in first} == {"slip": "online", "ups": "online"}
    assert [line["seq"] for line in (*first, then)] == [1, 2, 3]
    assert (then["name"], then["state"], then["detail"]) == ("slip", "userError", "cover_open")
    assert watch.returncode == 0
