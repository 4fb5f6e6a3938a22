"""The contract of a payment terminal, held by every driver against the far end of its own wire."""

import asyncio
import functools
import logging
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from hardware.emulators.payment_terminal import PaymentTerminalEmulator
from hardware.emulators.zvt.duties import Card, TerminalFaults
from hardware.events import Event
from hardware.payment_terminal.contract import (
    MOST_FEN,
    NO_MONEY_MOVED,
    PaymentMark,
    PaymentOutcome,
    PaymentProgress,
    PaymentReason,
    PaymentResult,
    PaymentStep,
)
from hardware.payment_terminal.links import Link, SerialLink, TcpLink, ZvtPace
from hardware.payment_terminal.till import Access
from hardware.payment_terminal.trials import TRIALS
from hardware.payment_terminal.zvt import ZvtTerminal
from hardware.status import DeviceState, Health
from hardware.supervisor import Timing
from hardware.transport.serial_line import SerialLine, SerialSettings
from hardware.transport.tcp import TcpSocket

TIMING = Timing(retry_s=(0.02, 0.04), probe_s=0.2)
PACE = ZvtPace(acknowledge_s=0.4, gap_s=0.5, abort_s=0.7, settle_s=1.2, hush_s=0.03)
APPROVED, DECLINED, ABORTED = PaymentResult.APPROVED, PaymentResult.DECLINED, PaymentResult.ABORTED
UNKNOWN, NOT_SENT = PaymentResult.UNKNOWN, PaymentResult.NOT_SENT
WELL = TerminalFaults()


@dataclass(frozen=True)
class Wiring:
    """How one driver meets its terminal."""

    name: str
    device: Callable[[Path], PaymentTerminalEmulator]
    link: Callable[[PaymentTerminalEmulator], Link]


DRIVERS = [
    Wiring(
        "zvt_tcp",
        lambda _: PaymentTerminalEmulator.tcp(),
        lambda device: TcpLink(TcpSocket(device.host, int(device.port))),
    ),
    Wiring(
        "zvt_serial",
        lambda folder: PaymentTerminalEmulator.serial(folder / "ttyS5"),
        lambda device: SerialLink(SerialLine(SerialSettings(device.port, 9600)), PACE),
    ),
]


@dataclass
class Bench:
    """A terminal, what is at the other end of its wire, and what was told on the way."""

    wiring: Wiring
    terminal: ZvtTerminal
    device: PaymentTerminalEmulator
    steps: list[PaymentStep] = field(default_factory=list)
    marks: list[PaymentMark] = field(default_factory=list)

    def pay(self, order: str, fen: int = 1234, seconds: float = 8) -> PaymentOutcome:
        return asyncio.run(self.terminal.pay(order, fen, seconds, journal=self.marks.append))

    def last(self, mark: PaymentMark | None, seconds: float = 8) -> PaymentOutcome:
        assert mark is not None
        return asyncio.run(self.terminal.last(mark, seconds))

    def resolve(self, mark: PaymentMark | None) -> PaymentOutcome:
        """Ask until it is known, as a caller does."""
        ends = time.monotonic() + 20
        while (outcome := self.last(mark)).result is UNKNOWN and outcome.reason not in {PaymentReason.WRONG_AMOUNT}:
            assert time.monotonic() < ends, outcome
            time.sleep(0.02)
        return outcome

    def break_with(self, faults: TerminalFaults) -> None:
        self.device.break_with(faults)

    def mend(self) -> None:
        self.device.break_with(WELL)
        self.device.plug()


def until(true: Callable[[], bool], seconds: float = 10) -> None:
    ends = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < ends, "it did not come about"
        time.sleep(0.005)


def started(wiring: Wiring, device: PaymentTerminalEmulator, most_fen: int = MOST_FEN) -> ZvtTerminal:
    terminal = ZvtTerminal("till-1", wiring.name, wiring.link(device), Access(), TIMING, PACE, most_fen)
    terminal.start()
    return terminal


@pytest.fixture(params=DRIVERS, ids=lambda wiring: wiring.name)
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bench]:
    with request.param.device(tmp_path) as device:
        terminal = started(request.param, device)
        found = Bench(request.param, terminal, device)

        def heard(event: Event[PaymentProgress]) -> None:
            found.steps.append(event.value.step)

        terminal.listen(heard)
        try:
            until(lambda: terminal.status.state is DeviceState.ONLINE)
            yield found
        finally:
            terminal.close()


def test_a_payment_is_booked_once_and_told_with_its_receipt(bench: Bench) -> None:
    outcome = bench.pay("A-1", 1050)
    assert (outcome.result, outcome.reason) == (APPROVED, None)
    assert outcome.booking is not None
    assert (outcome.booking.fen, outcome.booking.receipt, outcome.booking.trace) == (1050, 1, 1)
    assert (outcome.booking.card_last4, outcome.booking.card_kind) == ("0127", "HALL CARD")
    assert (outcome.booking.terminal_id, outcome.booking.at) == ("12345678", "11-21 10:15:30")
    assert outcome.lines == (
        "HALL OF SERVICES", "CARD ************0127", "SUM 1050 FEN", "", "RECEIPT 0001", "THANK YOU",
    )  # fmt: skip
    assert bench.device.moved(1050) == 1
    assert bench.steps == [PaymentStep.PRESENT_CARD, PaymentStep.LOOK_AT_KEYPAD, PaymentStep.ASKING_BANK]
    assert bench.marks == [PaymentMark("A-1", 1050, 0, 0)]


def test_an_order_is_paid_once(bench: Bench) -> None:
    assert bench.pay("A-1").result is APPROVED
    again = bench.pay("A-1")
    assert (again.result, again.reason) == (NOT_SENT, PaymentReason.REPEATED_ORDER)
    assert bench.pay("A-2").result is APPROVED
    assert [entry.receipt for entry in bench.device.journal] == [1, 2]


@pytest.mark.parametrize(
    ("card", "result", "reason"),
    [
        (Card.POOR, DECLINED, PaymentReason.FUNDS_MISSING),
        (Card.BLOCKED, DECLINED, PaymentReason.CARD_DECLINED),
        (Card.EXPIRED, DECLINED, PaymentReason.CARD_EXPIRED),
        (Card.UNREADABLE, ABORTED, PaymentReason.CARD_UNREADABLE),
    ],
    ids=lambda value: value.name if isinstance(value, Card) else "",
)
def test_a_card_that_does_not_pay_moves_no_money_and_the_order_may_come_again(
    bench: Bench, card: Card, result: PaymentResult, reason: PaymentReason
) -> None:
    bench.device.customer = card
    outcome = bench.pay("A-1")
    assert (outcome.result, outcome.reason) == (result, reason)
    assert bench.device.journal == []
    bench.device.customer = Card.GOOD
    assert bench.pay("A-1").result is APPROVED


def try_out(bench: Bench, trial: str, *words: str) -> list[str]:
    """What a trial tells."""
    told: list[str] = []

    async def run() -> None:
        await TRIALS[trial].run(bench.terminal, words, told.append)

    asyncio.run(run())
    return told


def by_hand(bench: Bench, act: Callable[[], None], order: str = "A-1", seconds: float = 10) -> PaymentOutcome:
    """Pay while a person does something at the terminal."""
    bench.device.customer = None
    helper = threading.Thread(target=act)
    helper.start()
    try:
        return bench.pay(order, seconds=seconds)
    finally:
        helper.join()


def test_a_wrong_pin_is_told_and_may_be_mended(bench: Bench) -> None:
    def customer() -> None:
        until(lambda: "card please" in bench.device.shows)
        bench.device.present_card(Card.GOOD)
        until(lambda: bench.steps[-1:] == [PaymentStep.LOOK_AT_KEYPAD])
        bench.device.enter_pin(right=False)
        until(lambda: PaymentStep.PIN_WRONG in bench.steps and bench.steps[-1] is PaymentStep.LOOK_AT_KEYPAD)
        bench.device.enter_pin(right=True)

    assert by_hand(bench, customer).result is APPROVED
    assert bench.steps.count(PaymentStep.PIN_WRONG) == 1


def test_three_wrong_pins_are_a_refusal(bench: Bench) -> None:
    def asked(times: int) -> bool:
        return bench.steps.count(PaymentStep.LOOK_AT_KEYPAD) == times

    def customer() -> None:
        until(lambda: "card please" in bench.device.shows)
        bench.device.present_card(Card.GOOD)
        for wrong in range(1, 4):
            until(functools.partial(asked, wrong))
            bench.device.enter_pin(right=False)

    outcome = by_hand(bench, customer)
    assert (outcome.result, outcome.reason) == (DECLINED, PaymentReason.PIN_WRONG)
    assert bench.device.journal == []


def test_the_red_key(bench: Bench) -> None:
    def customer() -> None:
        until(lambda: "card please" in bench.device.shows)
        bench.device.press_stop()

    outcome = by_hand(bench, customer)
    assert (outcome.result, outcome.reason) == (ABORTED, PaymentReason.STOPPED_THERE)


def test_our_cancel_ends_it_without_money(bench: Bench) -> None:
    def person() -> None:
        until(lambda: "card please" in bench.device.shows)
        bench.terminal.cancel()

    outcome = by_hand(bench, person)
    assert (outcome.result, outcome.reason) == (ABORTED, PaymentReason.CANCELLED)
    assert b"\x06\xb0" in bench.device.commands
    assert bench.device.journal == []


def test_nobody_pays_until_the_deadline(bench: Bench) -> None:
    bench.device.customer = None
    outcome = bench.pay("A-1", seconds=0.4)
    assert (outcome.result, outcome.reason) == (ABORTED, PaymentReason.TOO_SLOW)
    assert bench.device.journal == []


def test_a_cancel_that_comes_too_late_is_told_as_what_it_is(bench: Bench) -> None:
    bench.break_with(TerminalFaults(late_s=0.1))

    def person() -> None:
        until(lambda: bench.device.moved(1234) == 1)
        bench.terminal.cancel()

    helper = threading.Thread(target=person)
    helper.start()
    outcome = bench.pay("A-1")
    helper.join()
    assert outcome.result is APPROVED


def test_a_caller_that_goes_away_leaves_an_order_that_can_be_asked_for(bench: Bench) -> None:
    bench.device.customer = None

    async def story() -> None:
        paying = asyncio.create_task(bench.terminal.pay("A-1", 1234, 10, journal=bench.marks.append))
        while "card please" not in bench.device.shows:
            await asyncio.sleep(0.005)
        paying.cancel()
        with pytest.raises(asyncio.CancelledError):
            await paying

    asyncio.run(story())
    assert bench.resolve(bench.marks[0]).result is ABORTED
    assert bench.device.journal == []


def test_a_power_cut_after_the_booking_is_unknown_and_then_found(bench: Bench) -> None:
    bench.break_with(TerminalFaults(power_cut=True))
    outcome = bench.pay("A-1")
    assert outcome.result is UNKNOWN
    assert outcome.mark == bench.marks[0]
    refused = bench.pay("A-1")
    assert (refused.result, refused.reason) == (NOT_SENT, PaymentReason.EARLIER_UNCLEAR)
    assert bench.pay("A-2").reason is PaymentReason.EARLIER_UNCLEAR
    bench.mend()
    found = bench.resolve(outcome.mark)
    assert found.result is APPROVED
    assert found.booking is not None
    assert (found.booking.fen, found.booking.receipt) == (1234, 1)
    assert bench.pay("A-1").reason is PaymentReason.REPEATED_ORDER
    assert bench.pay("A-2").result is APPROVED
    assert [entry.receipt for entry in bench.device.journal] == [1, 2]
    counted = bench.terminal.counters.snapshot()
    assert [counted[f"payments_{result}"] for result in ("unknown", "approved")] == [1, 1]
    assert counted["lookups_approved"] == 1


def test_after_our_own_power_cut_the_mark_in_the_journal_is_enough(bench: Bench) -> None:
    assert bench.pay("A-0").result is APPROVED
    bench.break_with(TerminalFaults(power_cut=True))
    assert bench.pay("A-1").result is UNKNOWN
    bench.terminal.close()
    bench.mend()
    fresh = started(bench.wiring, bench.device)
    try:
        reborn = Bench(bench.wiring, fresh, bench.device)
        assert reborn.resolve(bench.marks[-1]).result is APPROVED
        assert reborn.pay("A-1").reason is PaymentReason.REPEATED_ORDER
    finally:
        fresh.close()
    assert bench.device.moved(1234) == 2


@pytest.mark.parametrize("takes_back", [False, True], ids=["keeps", "takes back"])
@pytest.mark.parametrize("goes_on", [False, True], ids=["gives up", "goes on"])
def test_a_line_that_is_lost_between_any_two_messages(bench: Bench, goes_on: bool, takes_back: bool) -> None:
    for boundary in range(0, 27, 3):
        fen = 1000 + boundary
        bench.break_with(TerminalFaults(drop_after=boundary, goes_on=goes_on, takes_back=takes_back))
        outcome = bench.pay(f"A-{boundary}", fen)
        bench.mend()
        if outcome.result is UNKNOWN:
            outcome = bench.resolve(outcome.mark)
        moved = bench.device.moved(fen)
        assert moved == (1 if outcome.result is APPROVED else 0), (boundary, outcome)
        assert outcome.result is APPROVED or outcome.result in NO_MONEY_MOVED


def test_a_terminal_that_goes_on_alone_is_asked_until_it_has_ended(bench: Bench) -> None:
    bench.break_with(TerminalFaults(drop_at_bank=True, goes_on=True, bank_s=2.0))
    outcome = bench.pay("A-1")
    assert outcome.result is UNKNOWN
    bench.device.plug()
    reasons = set()

    def resolved() -> bool:
        found = bench.last(outcome.mark)
        reasons.add(found.reason)
        return found.result is APPROVED

    until(resolved)
    assert PaymentReason.STILL_RUNNING in reasons
    assert bench.device.moved(1234) == 1


@pytest.mark.parametrize("goes_on", [False, True], ids=["gives up", "goes on"])
def test_an_answer_that_comes_later_than_our_patience_is_no_answer_to_anything_else(
    bench: Bench, goes_on: bool
) -> None:
    bench.break_with(TerminalFaults(bank_s=2.5, goes_on=goes_on))
    outcome = bench.pay("A-1", seconds=0.3)
    assert (outcome.result, outcome.reason) == (UNKNOWN, PaymentReason.TERMINAL_SILENT)
    found = bench.resolve(outcome.mark)
    assert bench.device.moved(1234) == (1 if found.result is APPROVED else 0)
    bench.mend()
    assert bench.pay("A-2", 77).result is APPROVED
    assert bench.device.moved(77) == 1


def test_a_mute_terminal_before_the_payment(bench: Bench) -> None:
    bench.break_with(TerminalFaults(mute=True))
    outcome = bench.pay("A-1")
    assert outcome.result is NOT_SENT
    assert outcome.reason in {PaymentReason.TERMINAL_SILENT, PaymentReason.TERMINAL_ABSENT}
    until(lambda: bench.terminal.status.health is Health.ABSENT)
    bench.mend()
    until(lambda: bench.terminal.status.usable)
    assert bench.pay("A-1").result is APPROVED


def test_a_terminal_that_falls_silent_in_the_payment(bench: Bench) -> None:
    def person() -> None:
        until(lambda: "card please" in bench.device.shows)
        bench.break_with(TerminalFaults(mute=True))

    outcome = by_hand(bench, person, seconds=0.6)
    assert (outcome.result, outcome.reason) == (UNKNOWN, PaymentReason.TERMINAL_SILENT)
    bench.mend()
    assert bench.resolve(outcome.mark).result is ABORTED
    bench.device.customer = Card.GOOD
    assert bench.pay("A-1").result is APPROVED


@pytest.mark.parametrize(
    "faults", [TerminalFaults(books_other=1), TerminalFaults(says_other=-500)], ids=["more", "less"]
)
def test_another_amount_than_asked_is_unknown_and_an_alarm(bench: Bench, faults: TerminalFaults) -> None:
    bench.break_with(faults)
    outcome = bench.pay("A-1")
    assert (outcome.result, outcome.reason, outcome.alarm) == (UNKNOWN, PaymentReason.WRONG_AMOUNT, True)
    bench.mend()
    assert bench.last(outcome.mark).alarm, "it does not become right by being asked again"
    assert bench.pay("A-2").reason is PaymentReason.EARLIER_UNCLEAR
    assert outcome.mark is not None
    bench.terminal.forget(outcome.mark)
    assert bench.pay("A-2").result is APPROVED


def test_the_answer_to_the_last_payment_is_none_to_this_one(bench: Bench) -> None:
    assert bench.pay("A-1").result is APPROVED
    bench.break_with(TerminalFaults(answers_last=True))
    outcome = bench.pay("A-2")
    assert (outcome.result, outcome.reason, outcome.alarm) == (UNKNOWN, PaymentReason.CONTRADICTION, True)
    bench.mend()
    assert bench.resolve(outcome.mark).result is ABORTED
    assert len(bench.device.journal) == 1


def test_approved_and_then_aborted_is_unknown(bench: Bench) -> None:
    bench.break_with(TerminalFaults(contradicts=True))
    outcome = bench.pay("A-1")
    assert (outcome.result, outcome.reason) == (UNKNOWN, PaymentReason.CONTRADICTION)
    bench.mend()
    assert bench.resolve(outcome.mark).result is APPROVED
    assert bench.device.moved(1234) == 1


def test_a_bank_that_does_not_answer(bench: Bench) -> None:
    bench.break_with(TerminalFaults(bank_away=True))
    outcome = bench.pay("A-1")
    assert (outcome.result, outcome.reason) == (ABORTED, PaymentReason.BANK_UNREACHABLE)


def test_a_busy_terminal_is_not_asked_for_money(bench: Bench) -> None:
    bench.break_with(TerminalFaults(busy=True))
    outcome = bench.pay("A-1")
    assert (outcome.result, outcome.reason) == (NOT_SENT, PaymentReason.TERMINAL_BUSY)
    assert b"\x06\x01" not in bench.device.commands


def test_a_terminal_that_forgets_is_never_asked_for_money(bench: Bench) -> None:
    bench.break_with(TerminalFaults(forgetful=True))
    outcome = bench.pay("A-1")
    assert (outcome.result, outcome.reason) == (NOT_SENT, PaymentReason.TERMINAL_FORGETFUL)
    assert b"\x06\x01" not in bench.device.commands


def test_a_journal_that_cannot_be_written_lets_no_money_move(bench: Bench) -> None:
    def full(mark: PaymentMark) -> None:
        raise OSError("no space")

    outcome = asyncio.run(bench.terminal.pay("A-1", 1234, 5, journal=full))
    assert (outcome.result, outcome.reason) == (NOT_SENT, PaymentReason.NOT_JOURNALED)
    assert b"\x06\x01" not in bench.device.commands
    assert bench.pay("A-1").result is APPROVED


def test_torn_and_late_pieces_are_put_together(bench: Bench) -> None:
    bench.break_with(TerminalFaults(torn=1, late_s=0.01))
    assert bench.pay("A-1").result is APPROVED


def test_noise_never_becomes_a_result(bench: Bench) -> None:
    bench.break_with(TerminalFaults(noise=b"\x55\xaa\x00\xff\x13"))
    outcome = bench.pay("A-1")
    bench.mend()
    if outcome.result is UNKNOWN:
        outcome = bench.resolve(outcome.mark)
    assert bench.device.moved(1234) == (1 if outcome.result is APPROVED else 0)
    until(lambda: bench.terminal.status.state is DeviceState.ONLINE)
    assert bench.pay("A-2", 77).result is APPROVED


def test_a_flood_of_steps_ends_with_the_deadline(bench: Bench) -> None:
    bench.break_with(TerminalFaults(flood=True))
    outcome = bench.pay("A-1", seconds=0.5)
    # On a busy machine the flood may outrun the reader and overflow its bound first: that is doubt, and is asked about.
    slow, torn = (ABORTED, PaymentReason.TOO_SLOW), (UNKNOWN, PaymentReason.TERMINAL_GARBLED)
    assert (outcome.result, outcome.reason) in {slow, torn}
    assert bench.device.journal == []


def test_a_receipt_is_kept_within_bounds_and_without_commands_and_card_numbers(bench: Bench) -> None:
    bench.break_with(TerminalFaults(dirty_receipt=True))
    outcome = bench.pay("A-1", seconds=20)
    assert outcome.result is APPROVED
    assert outcome.lines[:3] == ("GOOD LINE", "CARD **** **** **** 0127", "again")
    assert len(outcome.lines) == 200


def test_a_payment_is_reversed_by_its_receipt_number_and_only_once(bench: Bench) -> None:
    paid = bench.pay("A-1")
    assert paid.booking is not None
    assert asyncio.run(bench.terminal.reverse(paid.booking.receipt, 5)).result is APPROVED
    assert bench.device.moved(1234) == 0
    again = asyncio.run(bench.terminal.reverse(paid.booking.receipt, 5))
    assert again.result is APPROVED, "it is taken back, whenever it was"
    assert len(bench.device.journal) == 1
    never = asyncio.run(bench.terminal.reverse(77, 5))
    assert (never.result, never.reason) == (DECLINED, PaymentReason.NOT_REVERSIBLE)


def test_a_refund_is_a_booking_of_its_own(bench: Bench) -> None:
    assert bench.pay("A-1", 500).result is APPROVED
    outcome = asyncio.run(bench.terminal.refund("A-1", 200, 5))
    assert outcome.result is APPROVED
    assert [(entry.kind, entry.fen) for entry in bench.device.journal] == [("payment", 500), ("refund", 200)]
    assert asyncio.run(bench.terminal.refund("A-1", 200, 5)).reason is PaymentReason.REPEATED_ORDER


def test_the_end_of_the_day(bench: Bench) -> None:
    assert bench.pay("A-1", 1050).result is APPROVED
    outcome = asyncio.run(bench.terminal.settle(5))
    assert (outcome.done, outcome.lines) == (True, ("END OF DAY", "TOTAL 10.50"))


def test_no_end_of_the_day_while_a_payment_is_unknown(bench: Bench) -> None:
    bench.break_with(TerminalFaults(power_cut=True))
    unknown = bench.pay("A-1")
    bench.mend()
    outcome = asyncio.run(bench.terminal.settle(5))
    assert (outcome.done, outcome.reason) == (False, PaymentReason.EARLIER_UNCLEAR)
    assert asyncio.run(bench.terminal.reverse(1, 5)).reason is PaymentReason.EARLIER_UNCLEAR
    assert bench.resolve(unknown.mark).result is APPROVED
    assert asyncio.run(bench.terminal.settle(5)).done


def test_unplugged_and_plugged_in_again(bench: Bench) -> None:
    bench.device.unplug()
    until(lambda: bench.terminal.status.health is Health.ABSENT)
    assert bench.pay("A-1").result is NOT_SENT
    bench.device.plug()
    until(lambda: bench.terminal.status.usable)
    assert bench.pay("A-1").result is APPROVED


@pytest.mark.parametrize("fen", [0, -1, MOST_FEN + 1, 1.5, True, "5"])
def test_what_is_no_amount_is_a_mistake_of_the_caller(bench: Bench, fen: int) -> None:
    with pytest.raises(ValueError, match="amount"):
        bench.pay("A-1", fen)


@pytest.mark.parametrize("order", ["", "a b", "第一", "x" * 41])
def test_what_is_no_order_is_a_mistake_of_the_caller(bench: Bench, order: str) -> None:
    with pytest.raises(ValueError, match="order"):
        bench.pay(order)


def test_closing_in_mid_payment_does_not_wait_for_ever(bench: Bench) -> None:
    bench.device.customer = None
    threading.Timer(0.3, bench.terminal.close).start()
    began = time.monotonic()
    outcome = bench.pay("A-1", seconds=20)
    assert outcome.result in {ABORTED, UNKNOWN}
    assert time.monotonic() - began < 15


def test_nothing_of_the_card_is_logged(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    outcome = bench.pay("A-1")
    shown = caplog.text + repr(outcome) + repr(outcome.booking)
    assert "A-1" in shown
    for secret in ("0127", "629123", "HALL CARD", "EEEE"):
        assert secret not in shown


@pytest.mark.parametrize(
    ("words", "seen"),
    [(("status",), "online"), (("pay", "T-1", "5"), "mark: T-1 5 0 0"), (("settle",), "END OF DAY")],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_what_can_be_tried_by_hand(bench: Bench, words: tuple[str, ...], seen: str) -> None:
    told = try_out(bench, *words)
    assert any(seen in line for line in told), told
    assert "6291" not in "".join(told)


def test_what_was_paid_by_hand_can_be_asked_for_and_reversed_by_hand(bench: Bench) -> None:
    for words in (("pay", "T-1", "5"), ("last", "T-1", "5", "0", "0"), ("reverse", "1")):
        assert "approved" in try_out(bench, *words)
    with pytest.raises(ValueError, match="receipt"):
        try_out(bench, "reverse", "one")


def test_an_amount_above_what_is_configured_is_not_sent(tmp_path: Path) -> None:
    with PaymentTerminalEmulator.tcp() as device:
        terminal = started(DRIVERS[0], device, most_fen=1000)
        try:
            until(lambda: terminal.status.usable)
            outcome = asyncio.run(terminal.pay("A-1", 1001, 5))
        finally:
            terminal.close()
    assert (outcome.result, outcome.reason) == (NOT_SENT, PaymentReason.AMOUNT_REFUSED)


# What only a serial line has.


@pytest.fixture
def serial_bench(tmp_path: Path) -> Iterator[Bench]:
    with DRIVERS[1].device(tmp_path) as device:
        terminal = started(DRIVERS[1], device)
        try:
            until(lambda: terminal.status.state is DeviceState.ONLINE)
            yield Bench(DRIVERS[1], terminal, device)
        finally:
            terminal.close()


def test_a_damaged_frame_is_asked_for_again(serial_bench: Bench) -> None:
    serial_bench.break_with(TerminalFaults(bad_crc=2))
    assert serial_bench.pay("A-1").result is APPROVED


def test_a_storm_of_refused_frames_never_sends_money_twice(serial_bench: Bench) -> None:
    for storm in (1, 2, 3, 4, 7):
        serial_bench.break_with(TerminalFaults(nak=storm))
        outcome = serial_bench.pay(f"A-{storm}", 100 + storm)
        serial_bench.mend()
        if outcome.result is UNKNOWN:
            outcome = serial_bench.resolve(outcome.mark)
        assert serial_bench.device.moved(100 + storm) == (1 if outcome.result is APPROVED else 0)


@pytest.mark.parametrize("before", range(4))
def test_a_frame_of_money_is_never_repeated_even_when_it_is_said_to_be_damaged(
    serial_bench: Bench, before: int
) -> None:
    """The frame was taken and its ACK came as NAK: sent again, it might be a second payment."""

    def journal(mark: PaymentMark) -> None:
        serial_bench.marks.append(mark)
        serial_bench.break_with(TerminalFaults(false_nak=before))

    outcome = asyncio.run(serial_bench.terminal.pay("A-1", 1234, 5, journal=journal))
    serial_bench.mend()
    if outcome.result is UNKNOWN:
        outcome = serial_bench.resolve(outcome.mark)
    assert serial_bench.device.commands.count(b"\x06\x01") == 1
    assert serial_bench.device.moved(1234) == (1 if outcome.result is APPROVED else 0)
