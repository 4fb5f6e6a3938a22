"""The contract of a code scanner, held by every driver against the far end of its own wire."""

import asyncio
import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

import pytest

from hardware.code_scanner import scanner as scanner_module
from hardware.code_scanner.codes import CodeKind, CodeTaken, PaymentCode, ScannedCode
from hardware.code_scanner.contract import CodeScanner, Refused, Scan, Scanned, ScannerReason
from hardware.code_scanner.drivers import ROWS
from hardware.code_scanner.trials import TRIALS
from hardware.configuration import ConfigError, DeviceConfig
from hardware.emulators.code_scanner import (
    CODES,
    TRIGGER_OFF,
    TRIGGER_ON,
    ScannerFaults,
    SerialScannerEmulator,
    WedgeScannerEmulator,
)
from hardware.errors import Completion, DeviceError
from hardware.events import Event
from hardware.status import DeviceState, Health
from hardware.supervisor import Timing

TIMING = Timing(retry_s=(0.02, 0.04), probe_s=0.1)
WECHAT, PARCEL = CODES["WeChat payment code"], CODES["Parcel QR"]
# A wedge on a busy machine is read late now and then; what these tests say does not hang on 50 ms.
PATIENT = {"gap_ms": 80}

Emulator = SerialScannerEmulator | WedgeScannerEmulator


@dataclass(frozen=True)
class Bench:
    """A scanner and what is at the other end of its wire."""

    scanner: CodeScanner
    device: Emulator
    loop: asyncio.Runner

    def scan(self, seconds: float = 20, *, held_up: str = "", deed: Callable[[], None] | None = None) -> ScannedCode:
        """Ask for a code, and hold one up (or do something else) as soon as the scanner looks."""

        def now() -> None:
            if held_up:
                self.device.scan(held_up)
            if deed is not None:
                deed()

        return self.loop.run(self.scanner.scan(seconds, progress=now))

    def refused(self, seconds: float = 20, *, held_up: str = "", deed: Callable[[], None] | None = None) -> DeviceError:
        with pytest.raises(DeviceError) as caught:
            self.scan(seconds, held_up=held_up, deed=deed)
        assert isinstance(caught.value.reason, ScannerReason)
        return caught.value

    def count(self, name: str) -> int:
        return self.scanner._supervisor.counters.snapshot().get(name, 0)  # type: ignore[attr-defined,no-any-return]


def serial(folder: Path) -> Emulator:
    return SerialScannerEmulator(folder / "scanner")


def evdev(folder: Path) -> Emulator:
    return WedgeScannerEmulator(folder / "scanner")


DRIVERS = {"scanner_serial": (serial, {}), "scanner_evdev": (evdev, PATIENT)}


@pytest.fixture(autouse=True)
def a_quick_look(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanner_module, "_LOOK_S", 0.03)
    monkeypatch.setattr(scanner_module, "_SIP_S", 0.03)
    # A busy machine reads less in a second, and must still see the flood for what it is.
    monkeypatch.setattr(scanner_module, "_FLOOD_OVER_S", 2.0)


def until(true: Callable[[], bool], seconds: float = 10) -> None:
    ends = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < ends, "it did not come about"
        time.sleep(0.005)


def made(driver: str, device: Emulator, **options: str | float | bool) -> CodeScanner:
    config = DeviceConfig("scanner-1", "code_scanner", driver, str(device.path), options=options)
    return ROWS[driver].make(config, TIMING)  # type: ignore[return-value]


class Benches(AbstractContextManager[Bench]):
    """A bench as it is wanted, and its clearing away."""

    def __init__(self, driver: str, device: Emulator, **options: str | float | bool) -> None:
        self._driver, self._device, self._options = driver, device, options
        self._loop = asyncio.Runner()

    def __enter__(self) -> Bench:
        self._device.__enter__()
        self._scanner = made(self._driver, self._device, **self._options)
        self._scanner.start()
        until(lambda: self._scanner.status.usable)
        return Bench(self._scanner, self._device, self._loop)

    def __exit__(self, *_: object) -> None:
        self._scanner.close()
        self._device.__exit__()
        self._loop.close()


@pytest.fixture(params=DRIVERS)
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bench]:
    device, options = DRIVERS[request.param]
    with Benches(request.param, device(tmp_path), **options) as bench:
        yield bench


@pytest.fixture
def serial_bench(tmp_path: Path) -> Iterator[Bench]:
    with Benches("scanner_serial", serial(tmp_path)) as bench:
        yield bench


@pytest.fixture
def wedge_bench(tmp_path: Path) -> Iterator[Bench]:
    with Benches("scanner_evdev", evdev(tmp_path), **PATIENT) as bench:
        yield bench


def test_a_scanner_is_online(bench: Bench) -> None:
    status = bench.scanner.status
    assert (status.kind, status.state, status.health) == ("code_scanner", DeviceState.ONLINE, Health.HEALTHY)
    assert not bench.scanner.scanning


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("WeChat payment code", CodeKind.WECHAT_PAY),
        ("Alipay payment code", CodeKind.ALIPAY),
        ("UnionPay payment code", CodeKind.UNIONPAY),
        ("Parcel QR", CodeKind.PICKUP_TOKEN),
        ("Identity number", CodeKind.ID_NUMBER),
        ("Something else", CodeKind.UNKNOWN),
    ],
)
def test_every_code_is_scanned_whole(bench: Bench, label: str, kind: CodeKind) -> None:
    code = bench.scan(held_up=CODES[label])
    text = code.content.take() if isinstance(code.content, PaymentCode) else code.content
    assert (code.kind, code.length, text) == (kind, len(CODES[label]), CODES[label])
    assert not bench.scanner.scanning, "one question, one answer"


def test_a_payment_code_is_given_out_once(bench: Bench) -> None:
    content = bench.scan(held_up=WECHAT).content
    assert isinstance(content, PaymentCode)
    assert content.take() == WECHAT
    with pytest.raises(CodeTaken):
        content.take()


def test_no_code_by_the_deadline(bench: Bench) -> None:
    error = bench.refused(0.3)
    assert (error.completion, error.reason) == (Completion.TIME_OUT, ScannerReason.NO_CODE)
    assert not bench.scanner.scanning


def test_what_was_scanned_before_the_question_is_never_its_answer(bench: Bench) -> None:
    bench.device.scan(PARCEL)
    until(lambda: bench.count("codes_dropped") == 1)
    assert bench.refused(0.3).reason is ScannerReason.NO_CODE
    code = bench.scan(held_up=WECHAT)
    assert code.kind is CodeKind.WECHAT_PAY, "and the next question has its own answer"


def test_a_code_that_had_begun_before_the_question_is_not_its_answer(tmp_path: Path) -> None:
    with Benches("scanner_serial", serial(tmp_path), silence_ms=1000) as bench:
        assert isinstance(bench.device, SerialScannerEmulator)
        rest: list[bool] = []
        bench.device.break_with(ScannerFaults(chunk=1, pause_s=0.05))
        bench.device.scan(PARCEL)
        time.sleep(0.1)
        error = bench.refused(2, deed=lambda: rest.append(bench.count("codes_dropped") == 0))
        assert error.reason is ScannerReason.NO_CODE
        assert bench.count("codes_dropped") == 1
        assert rest == [True], "the question came in the middle of the code"


def test_what_is_scanned_after_the_deadline_is_dropped(bench: Bench) -> None:
    assert bench.refused(0.2).reason is ScannerReason.NO_CODE
    bench.device.scan(PARCEL)
    until(lambda: bench.count("codes_dropped") == 1)
    assert bench.count("codes_read") == 0


def test_a_code_that_is_sent_again_and_again_is_told_once(bench: Bench) -> None:
    told = heard_of(bench)
    bench.device.break_with(ScannerFaults(repeats=3))
    bench.loop.run(bench.scanner.enable(20))
    bench.device.scan(PARCEL)
    until(lambda: bench.count("codes_dropped") == 2)
    assert [event.value.code.kind for event in told if isinstance(event.value, Scanned)] == [CodeKind.PICKUP_TOKEN]
    bench.device.break_with(ScannerFaults())
    bench.device.scan(WECHAT)
    until(lambda: len(told) == 2)
    assert [event.seq for event in told] == [1, 2]


def test_a_code_that_is_still_held_there_does_not_answer_the_next_question(bench: Bench) -> None:
    bench.scan(held_up=PARCEL)
    assert bench.refused(0.3, held_up=PARCEL).reason is ScannerReason.NO_CODE
    time.sleep(1.05)  # the rule itself: a second after it was last seen it is news
    assert bench.scan(held_up=PARCEL).kind is CodeKind.PICKUP_TOKEN


def heard_of(bench: Bench) -> list[Event[Scan]]:
    told: list[Event[Scan]] = []
    bench.scanner.listen(told.append)
    return told


def test_a_window_ends_by_itself_and_by_hand(bench: Bench) -> None:
    told = heard_of(bench)
    bench.loop.run(bench.scanner.enable(0.2))
    assert bench.scanner.scanning
    until(lambda: not bench.scanner.scanning)
    bench.loop.run(bench.scanner.enable(20))
    bench.scanner.disable()
    until(lambda: not bench.scanner.scanning)
    bench.device.scan(PARCEL)
    until(lambda: bench.count("codes_dropped") == 1)
    assert told == []


def test_only_one_may_ask_at_a_time(bench: Bench) -> None:
    bench.loop.run(bench.scanner.enable(20))
    error = bench.refused()
    assert (error.completion, error.reason) == (Completion.DEVICE_NOT_READY, ScannerReason.SCANNER_BUSY)
    assert bench.scanner.scanning, "the window of the first stays open"


def test_a_question_can_be_called_off_and_the_scanner_serves_the_next(bench: Bench) -> None:
    async def story() -> CodeKind:
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(bench.scanner.scan(60), 0.4)
        return (await bench.scanner.scan(20, progress=lambda: bench.device.scan(PARCEL))).kind

    assert bench.loop.run(story()) is CodeKind.PICKUP_TOKEN


@pytest.mark.parametrize("faults", [ScannerFaults(chunk=1), ScannerFaults(chunk=7)], ids=["byte by byte", "torn"])
def test_a_torn_code_is_whole_in_the_end(bench: Bench, faults: ScannerFaults) -> None:
    bench.device.break_with(faults)
    assert bench.scan(held_up=PARCEL).content == PARCEL


def test_a_mute_scanner_says_nothing_and_only_the_deadline_tells(bench: Bench) -> None:
    bench.device.break_with(ScannerFaults(mute=True))
    assert bench.refused(0.3, held_up=PARCEL).reason is ScannerReason.NO_CODE
    assert bench.scanner.status.usable, "a wire from which nothing comes looks like one at which nothing is scanned"


def test_a_flood_without_an_end_is_refused_and_the_next_code_is_read(bench: Bench) -> None:
    bench.device.break_with(ScannerFaults(flood=12_000))
    assert bench.refused(held_up="x").reason is ScannerReason.CODE_TOO_LONG
    until(lambda: bench.scanner.status.warnings == ("flood",))
    bench.device.break_with(ScannerFaults())
    until(lambda: bench.scanner.status.warnings == (), 30)
    bench.device.scan("the end of the flood, and no code")
    until(lambda: bench.count("codes_dropped") + bench.count("codes_refused") >= 1)
    assert bench.scan(held_up=PARCEL).content == PARCEL


def test_sixty_codes_at_once_are_no_person(bench: Bench) -> None:
    bench.loop.run(bench.scanner.enable(20))
    bench.device.break_with(ScannerFaults(babble=200))
    bench.device.scan("flood")
    until(lambda: bench.scanner.status.warnings == ("flood",))
    bench.scanner.disable()
    bench.device.break_with(ScannerFaults())
    until(lambda: bench.scanner.status.warnings == (), 30)
    assert bench.count("codes_read") <= 20
    assert bench.scan(held_up=PARCEL).content == PARCEL


def test_unplugged_while_a_code_is_awaited(bench: Bench) -> None:
    error = bench.refused(deed=bench.device.unplug)
    assert (error.completion, error.reason) == (Completion.DEVICE_NOT_READY, ScannerReason.SCANNER_ABSENT)


def test_unplugged_and_plugged_in_again(bench: Bench) -> None:
    bench.device.unplug()
    until(lambda: bench.scanner.status.state is DeviceState.POWER_OFF)
    assert bench.refused().reason is ScannerReason.SCANNER_ABSENT
    bench.device.plug()
    until(lambda: bench.scanner.status.state is DeviceState.ONLINE)
    assert bench.scan(held_up=PARCEL).content == PARCEL


def test_closing_ends_who_waits(bench: Bench) -> None:
    error = bench.refused(deed=lambda: threading.Timer(0.05, bench.scanner.close).start())
    assert (error.completion, error.reason) == (Completion.CANCELED, ScannerReason.CANCELLED)


def test_a_listener_that_breaks_costs_nobody_a_code(bench: Bench) -> None:
    def broken(_: Event[Scan]) -> None:
        raise ValueError("deaf")

    bench.scanner.listen(broken)
    assert bench.scan(held_up=PARCEL).content == PARCEL


def test_nothing_scanned_is_logged_or_shown(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    told = heard_of(bench)
    payment = bench.scan(held_up=WECHAT)
    number = bench.scan(held_up=CODES["Identity number"])
    bench.device.break_with(ScannerFaults(flood=9000))
    error = bench.refused(held_up=WECHAT)
    shown = f"{payment!r} {payment} {payment.content!r} {number!r} {told!r} {error!r} {bench.scanner.status!r}"
    shown += caplog.text
    for secret in (WECHAT, WECHAT[:6], CODES["Identity number"], "19560520"):
        assert secret not in shown


def test_the_trial_tells_kind_and_length_and_nothing_else(bench: Bench) -> None:
    said: list[str] = []

    def say(words: str) -> None:
        if not said:
            bench.device.scan(WECHAT)
        said.append(words)

    async def tried(*words: str) -> None:
        await TRIALS["scan"].run(bench.scanner, words, say)

    bench.loop.run(tried())
    assert said[1:] == ["wechat_pay, 18 characters", "a payment code: forgotten at once, and not shown"]
    with pytest.raises(ValueError, match="no words"):
        bench.loop.run(tried("now"))


@pytest.mark.parametrize("kind", [SerialScannerEmulator, WedgeScannerEmulator])
def test_every_handle_and_fault_of_the_workbench_can_be_used(kind: type[Emulator], tmp_path: Path) -> None:
    driver = "scanner_serial" if kind is SerialScannerEmulator else "scanner_evdev"
    with Benches(driver, kind(tmp_path / "scanner"), **(PATIENT if driver == "scanner_evdev" else {})) as bench:
        for key in (*bench.device.faults(), ""):
            bench.device.break_with_fault(key)
        for number, handle in enumerate(bench.device.handles(), 1):
            handle.act()
            until(lambda number=number: bench.count("codes_dropped") == number)  # type: ignore[misc]
        assert bench.device.looks() == "plugged in, 6 codes shown"
        bench.device.unplug()
        assert bench.device.looks() == "unplugged, 6 codes shown"


# What only a serial line has.


@pytest.mark.parametrize(
    ("suffix", "sent"),
    [("cr", b"\r"), ("lf", b"\n"), ("crlf", b"\r\n"), ("tab", b"\t"), ("auto", b"\r"), ("none", b"")],
)
def test_every_suffix_ends_a_code(suffix: str, sent: bytes, tmp_path: Path) -> None:
    with Benches("scanner_serial", SerialScannerEmulator(tmp_path / "s", suffix=sent), suffix=suffix) as bench:
        assert bench.scan(held_up=PARCEL).content == PARCEL


def test_a_silence_ends_a_code_that_has_no_suffix(serial_bench: Bench) -> None:
    serial_bench.device.break_with(ScannerFaults(no_suffix=True))
    assert serial_bench.scan(held_up=PARCEL).content == PARCEL


def test_where_a_suffix_is_agreed_a_code_without_it_is_half_a_code(tmp_path: Path) -> None:
    with Benches("scanner_serial", serial(tmp_path), suffix="crlf") as bench:
        bench.device.break_with(ScannerFaults(cut_after=9))
        assert bench.refused(held_up=PARCEL).reason is ScannerReason.CODE_TORN
        bench.device.break_with(ScannerFaults())
        assert bench.scan(held_up=PARCEL).content == PARCEL


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_chinese_comes_in_two_encodings(encoding: str, serial_bench: Bench) -> None:
    serial_bench.device.break_with(ScannerFaults(encoding=encoding))
    assert serial_bench.scan(held_up="蓉城市邻里区梧桐街8号").content == "蓉城市邻里区梧桐街8号"


@pytest.mark.parametrize(
    "faults", [ScannerFaults(noise=b"\x00\xff\xfe"), ScannerFaults(encoding="utf-16-le")], ids=["noise", "bad encoding"]
)
def test_what_is_no_text_is_refused(faults: ScannerFaults, serial_bench: Bench) -> None:
    serial_bench.device.break_with(faults)
    error = serial_bench.refused(held_up=PARCEL)
    assert (error.completion, error.reason) == (Completion.INVALID_DATA, ScannerReason.CODE_UNREADABLE)
    serial_bench.device.break_with(ScannerFaults())
    assert serial_bench.scan(held_up=PARCEL).content == PARCEL


def test_a_scanner_that_can_be_told_looks_only_while_somebody_asks(tmp_path: Path) -> None:
    device = SerialScannerEmulator(tmp_path / "scanner", waits_for_trigger=True)
    options = {"trigger_on": TRIGGER_ON.hex(" "), "trigger_off": TRIGGER_OFF.hex(" ")}
    with Benches("scanner_serial", device, **options) as bench:
        bench.device.scan(PARCEL)

        async def story() -> ScannedCode:
            scanning = asyncio.create_task(bench.scanner.scan(20))
            while not device.lit:
                await asyncio.sleep(0.005)
            device.scan(WECHAT)
            return await scanning

        assert bench.loop.run(story()).kind is CodeKind.WECHAT_PAY
        until(lambda: not device.lit)
        assert bench.count("codes_dropped") == 0, "what was held up before was not even seen"


def test_a_slip_of_this_hall_is_known_by_its_address(tmp_path: Path) -> None:
    address = f"https://hall.example/v1/verify/{'0af9' * 8}?s={'A_-z' * 21}Aw"
    with Benches("scanner_serial", serial(tmp_path), public_url="https://hall.example/") as bench:
        assert bench.scan(held_up=address).kind is CodeKind.SLIP_CHECK
        assert bench.scan(held_up=address.replace("hall.", "fall.")).kind is CodeKind.UNKNOWN


# What only a keyboard has.


def test_capitals_marks_and_the_keypad_are_typed_as_meant(tmp_path: Path) -> None:
    everything = "".join(chr(code) for code in range(32, 127))
    with Benches("scanner_evdev", evdev(tmp_path), **PATIENT) as bench:
        assert bench.scan(held_up=everything).content == everything
    with Benches("scanner_evdev", WedgeScannerEmulator(tmp_path / "keypad", keypad=True), **PATIENT) as bench:
        assert bench.scan(held_up="9876543210").content == "9876543210"


def test_a_code_typed_by_hand_is_refused(wedge_bench: Bench) -> None:
    wedge_bench.device.break_with(ScannerFaults(key_pause_s=0.12))
    error = wedge_bench.refused(held_up=WECHAT[:8])
    assert (error.completion, error.reason) == (Completion.USER_ERROR, ScannerReason.CODE_TYPED)


def test_fingers_before_a_scan_do_not_become_part_of_it(wedge_bench: Bench) -> None:
    wedge_bench.device.break_with(ScannerFaults(no_suffix=True))
    assert wedge_bench.refused(held_up="1").reason is ScannerReason.CODE_TYPED
    wedge_bench.device.break_with(ScannerFaults())
    assert wedge_bench.scan(held_up=PARCEL).content == PARCEL


def test_a_code_without_enter_is_half_a_code(wedge_bench: Bench) -> None:
    wedge_bench.device.break_with(ScannerFaults(cut_after=9))
    assert wedge_bench.refused(held_up=PARCEL).reason is ScannerReason.CODE_TORN


def test_lost_keys_spoil_the_code_and_not_the_next(wedge_bench: Bench) -> None:
    wedge_bench.device.break_with(ScannerFaults(lost_key=4))
    assert wedge_bench.refused(held_up=PARCEL).reason is ScannerReason.CODE_TORN
    wedge_bench.device.break_with(ScannerFaults())
    assert wedge_bench.scan(held_up=PARCEL).content == PARCEL


def test_garbage_on_the_wire_costs_no_more_than_itself(wedge_bench: Bench) -> None:
    assert isinstance(wedge_bench.device, WedgeScannerEmulator)
    wedge_bench.device.send(b"\xff" * 37)
    assert wedge_bench.scan(held_up=PARCEL).content == PARCEL


# The configuration.


@pytest.mark.parametrize(
    ("driver", "option", "value", "told"),
    [
        ("scanner_serial", "suffix", "cr lf", "suffix is one of"),
        ("scanner_serial", "silence_ms", 5, "silence_ms is a number from 20"),
        ("scanner_serial", "trigger_on", "SYN T", "written in hex"),
        ("scanner_serial", "public_url", "http://hall.example", "begins with https"),
        ("scanner_evdev", "gap_ms", "fast", "gap_ms is a number"),
        ("scanner_evdev", "ecny_digits", True, "ecny_digits is a whole number"),
    ],
)
def test_a_wrong_option_is_told(driver: str, option: str, value: str | float, told: str, tmp_path: Path) -> None:
    config = DeviceConfig("s", "code_scanner", driver, str(tmp_path / "s"), options={option: value})
    assert option in ROWS[driver].options
    with pytest.raises(ConfigError, match=told):
        ROWS[driver].make(config, TIMING)


def test_a_refusal_shows_its_reason_only(bench: Bench) -> None:
    told = heard_of(bench)
    bench.device.break_with(ScannerFaults(flood=9000))
    bench.refused(held_up="x")
    assert [event.value for event in told] == [Refused(ScannerReason.CODE_TOO_LONG)]
    until(lambda: bench.count("codes_refused") == 1)
