"""One device tried by hand: what is told, and how the command ends."""

import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from hardware.configuration import DeviceConfig
from hardware.emulators.receipt_printer import PrinterFaults, ReceiptPrinterEmulator
from hardware.errors import Completion, DeviceError, DeviceReason
from hardware.probe.__main__ import main
from hardware.probe.attempt import Ended, try_out
from hardware.probe.trials import TRIALS
from hardware.registry import DRIVERS, Devices, build
from hardware.status import Device
from hardware.trial import NotDone, Say, Trial


async def well(device: Device, words: Sequence[str], say: Say) -> None:
    say(f"{device.status.state} {' '.join(words)}")


async def refused(_device: Device, _words: Sequence[str], _say: Say) -> None:
    raise DeviceError(Completion.USER_ERROR, DeviceReason.SILENT)


async def misused(_device: Device, _words: Sequence[str], _say: Say) -> None:
    raise ValueError("say a number")


async def not_done(_device: Device, _words: Sequence[str], _say: Say) -> None:
    raise NotDone("paper_out")


async def stopped(_device: Device, _words: Sequence[str], _say: Say) -> None:
    raise KeyboardInterrupt


TRIED = {
    "well": Trial("does well", well, ("[word]",)),
    "refused": Trial("is refused", refused),
    "misused": Trial("wants a number", misused),
    "not_done": Trial("is not done", not_done),
    "stopped": Trial("is stopped", stopped),
}


def printer(port: str) -> Devices:
    return build([DeviceConfig("slip", "receipt_printer", "escpos_tcp", port, "127.0.0.1")])


def tried(devices: Devices, *words: str) -> tuple[Ended, list[str]]:
    said: list[str] = []
    return try_out(devices, devices.all[0], TRIED, words, said.append), said


def test_a_trial_runs_on_the_started_device_and_gets_its_words() -> None:
    with ReceiptPrinterEmulator.tcp() as far:
        assert tried(printer(far.port), "well", "a", "b") == (Ended.DONE, ["online a b"])


def test_without_words_it_says_how_the_device_is_and_what_can_be_tried() -> None:
    with ReceiptPrinterEmulator.tcp() as far:
        ended, said = tried(printer(far.port))
    assert ended is Ended.DONE
    assert said[0] == "slip: receipt_printer by escpos_tcp: healthy, online"
    assert [line.split()[0] for line in said[1:]] == list(TRIED)
    assert "well [word]" in said[1]


@pytest.mark.parametrize(
    ("word", "ended", "last"),
    [
        ("refused", Ended.FAILED, "slip: userError: silent"),
        ("not_done", Ended.FAILED, "slip: paper_out"),
        ("misused", Ended.MISUSED, "slip: say a number"),
        ("stopped", Ended.STOPPED, "stopped"),
    ],
)
def test_what_goes_wrong_is_one_line_and_an_exit_status(word: str, ended: Ended, last: str) -> None:
    with ReceiptPrinterEmulator.tcp() as far:
        assert tried(printer(far.port), word) == (ended, [last])


def test_a_device_that_is_not_there_is_not_tried() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    ended, said = tried(printer(str(port)), "well")
    assert ended is Ended.FAILED
    assert said == ["slip: receipt_printer by escpos_tcp: absent, powerOff (host_refuses): nothing was tried"]


def test_a_device_in_trouble_is_tried_all_the_same() -> None:
    with ReceiptPrinterEmulator.tcp() as far:
        far.break_with(PrinterFaults(paper_out=True))
        ended, said = tried(printer(far.port), "well")
    assert ended is Ended.DONE
    assert said == ["userError "]


def test_a_trial_that_there_is_not_opens_nothing_and_names_those_there_are() -> None:
    ended, said = tried(printer("9"), "dance")
    assert ended is Ended.MISUSED
    assert said[0] == "receipt_printer has no 'dance'"
    assert len(said) == 1 + len(TRIED)


def test_options_reach_the_driver_as_the_type_that_it_wants(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Digits are text where the driver wants text, and a number where it wants a number."""
    monkeypatch.setattr("hardware.probe.__main__.try_out", lambda *_given: Ended.DONE)
    for driver, given in (
        ("zvt_tcp", "password=000000 currency=156"),
        ("escpos_serial", "baud=9600 rtscts=true native_qr=false paper_mm=58"),
        ("scanner_serial", "trigger_on=16 silence_ms=80 suffix=cr"),
        ("jack_evdev", "name=12345678 settle_ms=1.5"),
        ("pcsc", "slots=0 card_s=2"),
        ("ga467_serial", "baud=9600 poll_s=0.5"),
        ("evdev", "up=103"),
    ):
        where = [] if driver == "jack_evdev" else ["--port", "9100"]
        options = [word for option in given.split() for word in ("--option", option)]
        ended = main(["--driver", driver, *where, "--host", "127.0.0.1", *options])
        assert (ended, capsys.readouterr().out) == (Ended.DONE, "")


def test_one_fault_is_told_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--driver", "escpos_tcp"]) == Ended.MISUSED
    assert capsys.readouterr().out.splitlines() == ["device: the port is missing"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([], "say --driver NAME; --list shows"),
        (["--driver", "steam"], "no driver 'steam'; there are"),
        (["--driver", "escpos_tcp", "--port", "9100"], "host is a name or an address"),
        (["--driver", "escpos_usb", "--port", "/dev/null", "--option", "speed"], "say NAME=VALUE"),
        (["--driver", "escpos_usb", "--port", "/dev/null", "--option", "speed=1"], "has no option speed"),
        (["--driver", "ga467_serial", "--port", "/x", "--option", "poll_s=often"], "poll_s is a number from"),
        (["--driver", "escpos_usb", "--port", "/x", "--option", "native_qr=no"], "native_qr is true or false"),
    ],
)
def test_what_cannot_be_is_said_in_a_line(words: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == Ended.MISUSED
    assert told in capsys.readouterr().out


def test_the_list_has_every_driver_and_every_trial(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--list"]) == Ended.DONE
    listed = capsys.readouterr().out
    assert all(f"driver {name}" in listed for name in DRIVERS)
    assert all(f"trial  {name}" in listed for trials in TRIALS.values() for name in trials)


def test_every_kind_has_something_to_try() -> None:
    assert {row.kind for row in DRIVERS.values()} == set(TRIALS)
    assert all(trials for trials in TRIALS.values())


def test_the_bench_knows_no_terminal_and_needs_no_configuration(tmp_path: Path) -> None:
    code = (
        "import sys; from hardware.probe.__main__ import main; main(['--list']);"
        "sys.exit(any(name.split('.')[0] in ('kiosk', 'backend', 'pydantic') for name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, stdout=subprocess.DEVNULL, check=False)
    assert done.returncode == 0
