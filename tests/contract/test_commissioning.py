"""A new box, device by device, with an installer whose answers are written down."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from hardware.configuration import DeviceConfig
from hardware.emulators.locker.bench import LockerEmulator
from hardware.emulators.locker.cupboard import EmulatedBoard
from hardware.emulators.receipt_printer import PrinterFaults, ReceiptPrinterEmulator
from hardware.emulators.ups import UpsEmulator
from hardware.probe.attempt import Ended
from hardware.probe.commissioning import CHECKS, commission
from hardware.probe.trials import TRIALS
from hardware.registry import DRIVERS, build


class Installer:
    """Answers in turn, and hears what is said."""

    def __init__(self, *answers: str) -> None:
        self._answers = iter(answers)
        self.asked: list[str] = []
        self.heard: list[str] = []

    def ask(self, question: str) -> str:
        self.asked.append(question)
        answer = next(self._answers, None)
        if answer is None:
            raise EOFError
        return answer

    def outcome(self, name: str) -> str:
        line = next(line for line in reversed(self.heard) if line.split()[0] == name)
        return line.split(maxsplit=2)[2]


@pytest.fixture
def printer() -> Iterator[ReceiptPrinterEmulator]:
    with ReceiptPrinterEmulator.tcp() as printer:
        yield printer


@pytest.fixture
def ups() -> Iterator[UpsEmulator]:
    with UpsEmulator() as ups:
        yield ups


@pytest.fixture
def box(printer: ReceiptPrinterEmulator, ups: UpsEmulator) -> list[DeviceConfig]:
    return [
        DeviceConfig("slip", "receipt_printer", "escpos_tcp", printer.port, printer.host),
        DeviceConfig("ups", "ups", "ups_nut", ups.port, ups.host),
    ]


def test_every_kind_has_a_check_that_there_is() -> None:
    assert set(CHECKS) == {row.kind for row in DRIVERS.values()}
    for kind, words in CHECKS.items():
        assert words[0] in TRIALS[kind], kind


def test_what_is_tried_and_found_right_is_right(box: list[DeviceConfig], printer: ReceiptPrinterEmulator) -> None:
    installer = Installer("y", "y", "y", "y")
    assert commission(box, (), installer.ask, installer.heard.append) is Ended.DONE
    assert len(printer.slips) == 1
    assert "power: mains" in installer.heard
    assert (installer.outcome("slip"), installer.outcome("ups")) == ("right", "right")


def test_what_is_left_out_is_not_opened(box: list[DeviceConfig], printer: ReceiptPrinterEmulator) -> None:
    installer = Installer("n", "y", "y")
    assert commission(box, (), installer.ask, installer.heard.append) is Ended.DONE
    assert printer.received == 0
    assert installer.outcome("slip") == "left out"


def test_what_fails_or_looks_wrong_is_said_in_the_end(box: list[DeviceConfig], printer: ReceiptPrinterEmulator) -> None:
    printer.break_with(PrinterFaults(paper_out=True))
    installer = Installer("y", "n", "y", "no")
    assert commission(box, (), installer.ask, installer.heard.append) is Ended.FAILED
    assert (installer.outcome("slip"), installer.outcome("ups")) == ("failed", "wrong")


def test_an_installer_who_leaves_is_told_what_is_missing(box: list[DeviceConfig]) -> None:
    installer = Installer("y")
    assert commission(box, (), installer.ask, installer.heard.append) is Ended.STOPPED
    assert (installer.outcome("slip"), installer.outcome("ups")) == ("not finished", "not tried")


def test_a_locker_is_learnt_and_its_map_is_used(tmp_path: Path) -> None:
    with LockerEmulator(tmp_path / "bus", "locker_8a80", (EmulatedBoard(1, 2),)) as bus:
        config = DeviceConfig(
            "locker", "locker", "locker_8a80", str(bus.path), options={"map": str(tmp_path / "locker.toml")}
        )
        installer = Installer("y", "1:2", "y", "y", "A1 1 1 S", "A2 1 2 S", "", "y")
        assert commission([config], (), installer.ask, installer.heard.append) is Ended.DONE, installer.heard
        assert bus.cupboard.pulses == [(1, 1), (1, 2)]
        assert any(line.startswith("A1: ") for line in installer.heard)
        devices = build([config])
        assert devices.locker is not None
        assert list(devices.locker.cells) == ["A1", "A2"]
        devices.close()


def locker_config(bus: LockerEmulator, tmp_path: Path) -> DeviceConfig:
    return DeviceConfig(
        "locker", "locker", "locker_8a80", str(bus.path), options={"map": str(tmp_path / "locker.toml")}
    )


@pytest.mark.parametrize("boards", ["1", "1-4", "one:two", "1:2:3:4", "1:99", "64:2", ""])
def test_boards_that_are_not_understood_are_asked_for_again(boards: str, tmp_path: Path) -> None:
    with LockerEmulator(tmp_path / "bus", "locker_8a80", (EmulatedBoard(1, 2),)) as bus:
        config = locker_config(bus, tmp_path)
        installer = Installer("y", boards, "1:2", "n")
        assert commission([config], (), installer.ask, installer.heard.append) is Ended.FAILED
        assert len([asked for asked in installer.asked if "address:locks" in asked]) == 2
        assert not any("invalid literal" in said or "unpack" in said for said in installer.heard)
        assert installer.outcome("locker") == "not learnt"
        assert bus.cupboard.pulses == []
        assert not (tmp_path / "locker.toml").exists()


def test_boards_of_the_command_line_that_are_not_understood_are_asked_for(tmp_path: Path) -> None:
    with LockerEmulator(tmp_path / "bus", "locker_8a80", (EmulatedBoard(1, 2),)) as bus:
        installer = Installer("y")
        config = locker_config(bus, tmp_path)
        assert commission([config], ("1x2",), installer.ask, installer.heard.append) is Ended.STOPPED
        assert any("1x2 is no board" in said for said in installer.heard)
        assert bus.cupboard.pulses == []


def test_what_fails_can_be_tried_once_more(box: list[DeviceConfig], printer: ReceiptPrinterEmulator) -> None:
    printer.break_with(PrinterFaults(paper_out=True))
    installer = Installer("y", "y", "y")
    ask = installer.ask

    def mended(question: str) -> str:
        if "once more" in question:
            printer.break_with(PrinterFaults())
        return ask(question)

    assert commission(box[:1], (), mended, installer.heard.append) is Ended.DONE
    assert installer.outcome("slip") == "right"


def test_every_question_is_a_sentence(box: list[DeviceConfig]) -> None:
    installer = Installer("y", "y", "n")
    commission(box, (), installer.ask, installer.heard.append)
    assert installer.asked == [
        "slip (receipt_printer by escpos_tcp): Print a test page? [y/n]",
        "slip: Was that right? [y/n]",
        "ups (ups by ups_nut): Tell how the supply is? [y/n]",
    ]


def test_the_summary_stands_in_lines_of_its_own_and_says_how_to_go_on(box: list[DeviceConfig]) -> None:
    installer = Installer("y", "y")
    commission(box, (), installer.ask, installer.heard.append)
    stopped = installer.heard.index("")
    assert installer.heard[stopped + 1].split() == ["slip", "receipt_printer", "right"]
    assert installer.heard[-1] == "go on with: kiosk devices commission ups"


def test_ctrl_c_in_a_trial_ends_the_round(box: list[DeviceConfig], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hardware.probe.commissioning.try_out", lambda *_: Ended.STOPPED)
    installer = Installer("y", "y", "y")
    assert commission(box, (), installer.ask, installer.heard.append) is Ended.STOPPED
    assert (installer.outcome("slip"), installer.outcome("ups")) == ("not finished", "not tried")
