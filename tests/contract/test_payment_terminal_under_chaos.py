"""Whatever breaks, and in whatever order: money moved at the terminal if and only if we know it, or will when we ask.

The terminal's own journal is the judge. Each order has an amount of its own, so that the journal tells them apart.
"""

import asyncio
import contextlib
import random
import socket
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from hardware.emulators.payment_terminal import PaymentTerminalEmulator
from hardware.emulators.zvt.duties import Card, TerminalFaults
from hardware.payment_terminal.contract import NO_MONEY_MOVED, PaymentMark, PaymentReason, PaymentResult
from hardware.payment_terminal.links import Link, SerialLink, TcpLink, ZvtPace
from hardware.payment_terminal.till import Access
from hardware.payment_terminal.zvt import ZvtTerminal
from hardware.supervisor import Timing
from hardware.transport.serial_line import SerialLine, SerialSettings
from hardware.transport.tcp import TcpSocket

PACE = ZvtPace(acknowledge_s=0.3, gap_s=0.3, abort_s=0.3, settle_s=0.5, hush_s=0.02)
TIMING = Timing(retry_s=(0.01, 0.02), probe_s=0.5)
ALARMS = {PaymentReason.WRONG_AMOUNT}

FAULTS = st.one_of(
    st.just(TerminalFaults()),
    st.builds(
        TerminalFaults, drop_after=st.integers(0, 24), goes_on=st.booleans(), takes_back=st.booleans(),
        bank_s=st.sampled_from([0.0, 0.0, 0.15]),
    ),
    st.builds(TerminalFaults, drop_at_bank=st.just(True), goes_on=st.booleans(), bank_s=st.sampled_from([0.0, 0.3])),
    st.builds(TerminalFaults, torn=st.integers(1, 7), noise=st.sampled_from([b"", b"\x55", b"\x06", b"\x10\x02"])),
    st.builds(TerminalFaults, bad_crc=st.integers(0, 6), nak=st.integers(0, 6), false_nak=st.integers(0, 3)),
    st.sampled_from(
        [
            TerminalFaults(power_cut=True),
            TerminalFaults(mute=True),
            TerminalFaults(bank_away=True),
            TerminalFaults(answers_last=True),
            TerminalFaults(contradicts=True),
            TerminalFaults(forgetful=True),
            TerminalFaults(busy=True),
            TerminalFaults(flood=True),
            TerminalFaults(bank_s=0.6),
        ]
    ),
)  # fmt: skip


@dataclass
class Order:
    """What our journal knows of an order."""

    name: str
    fen: int
    result: PaymentResult | None = None
    marks: list[PaymentMark] = field(default_factory=list)
    reversed: bool = False
    doubt_of_reversal: bool = False
    closed: bool = False  # paid before a restart: only our journal knows it, and it is not sent again


def _port() -> int:
    """A free one below those from which the kernel calls: who calls again and again could meet itself there."""
    while True:
        port = random.randint(20000, 32000)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))
            return port


class Chaos(RuleBasedStateMachine):
    """A hall's day at a terminal that breaks, with a terminal of ours that is started anew now and then."""

    serial = False

    def __init__(self) -> None:
        super().__init__()
        self._stack = contextlib.ExitStack()
        folder = Path(self._stack.enter_context(tempfile.TemporaryDirectory()))
        make = PaymentTerminalEmulator.serial(folder / "tty") if self.serial else PaymentTerminalEmulator.tcp(_port())
        self.device = self._stack.enter_context(make)
        self.orders: list[Order] = []
        self.terminal = self._start()

    def _link(self) -> Link:
        if self.serial:
            return SerialLink(SerialLine(SerialSettings(self.device.port, 9600)), PACE)
        return TcpLink(TcpSocket(self.device.host, int(self.device.port)))

    def _start(self) -> ZvtTerminal:
        terminal = ZvtTerminal("till", "zvt", self._link(), Access(), TIMING, PACE)
        terminal.start()
        return terminal

    def _pay(self, order: Order, faults: TerminalFaults, seconds: float) -> None:
        self.device.break_with(faults)
        outcome = asyncio.run(self.terminal.pay(order.name, order.fen, seconds, journal=order.marks.append))
        if outcome.reason not in {PaymentReason.REPEATED_ORDER, PaymentReason.EARLIER_UNCLEAR}:
            order.result = outcome.result

    @rule(
        faults=FAULTS, card=st.sampled_from([*Card, Card.GOOD, Card.GOOD, Card.GOOD]), seconds=st.sampled_from([0.4, 4])
    )
    def pay_a_new_order(self, faults: TerminalFaults, card: Card, seconds: float) -> None:
        number = len(self.orders) + 1
        self.orders.append(Order(f"O-{number}", 1000 + number))
        self.device.customer = card
        self._pay(self.orders[-1], faults, seconds)

    @precondition(lambda self: self.orders)
    @rule(faults=FAULTS, which=st.integers(0, 20))
    def pay_an_old_order_again(self, faults: TerminalFaults, which: int) -> None:
        self.device.customer = Card.GOOD
        order = self.orders[which % len(self.orders)]
        if order.closed:
            return
        known = order.result
        self._pay(order, faults, 4)
        if known is PaymentResult.APPROVED:
            assert order.result is PaymentResult.APPROVED, "an approved order was sent again"

    @precondition(lambda self: any(order.result is PaymentResult.UNKNOWN for order in self.orders))
    @rule(faults=FAULTS)
    def ask_what_became_of_it(self, faults: TerminalFaults) -> None:
        self.device.break_with(faults)
        self.device.plug()
        order = next(order for order in self.orders if order.result is PaymentResult.UNKNOWN)
        order.result = asyncio.run(self.terminal.last(order.marks[-1], 3)).result

    @precondition(lambda self: any(order.result is PaymentResult.APPROVED for order in self.orders))
    @rule(which=st.integers(0, 20), faults=FAULTS)
    def take_one_back(self, which: int, faults: TerminalFaults) -> None:
        paid = [order for order in self.orders if order.result is PaymentResult.APPROVED]
        order = paid[which % len(paid)]
        receipts = [entry.receipt for entry in self.device.journal if entry.fen == order.fen and not entry.taken_back]
        if not receipts:
            return
        self.device.break_with(faults)
        outcome = asyncio.run(self.terminal.reverse(receipts[0], 3))
        order.reversed = order.reversed or outcome.result is PaymentResult.APPROVED
        order.doubt_of_reversal = order.doubt_of_reversal or outcome.result is PaymentResult.UNKNOWN

    @rule()
    def mend(self) -> None:
        self.device.break_with(TerminalFaults())
        self.device.plug()

    @rule()
    def pull_its_plug(self) -> None:
        self.device.unplug()
        self.device.plug()

    @rule()
    def start_ours_anew(self) -> None:
        """Before anything else is sold, the journal is asked what is still unknown."""
        self.terminal.close()
        self.mend()
        self.terminal = self._start()
        self._resolve_all()
        for order in self.orders:
            order.closed = order.result is PaymentResult.APPROVED

    def _resolve_all(self) -> None:
        self.mend()
        for order in self.orders:
            ends = time.monotonic() + 15
            while order.result is PaymentResult.UNKNOWN:
                assert time.monotonic() < ends, f"{order} stays unknown"
                outcome = asyncio.run(self.terminal.last(order.marks[-1], 3))
                assert outcome.reason not in ALARMS
                order.result = outcome.result
                time.sleep(0.01)

    @invariant()
    def no_order_is_charged_twice(self) -> None:
        for order in self.orders:
            assert self.device.moved(order.fen) <= 1, order

    @invariant()
    def what_is_known_is_true(self) -> None:
        for order in self.orders:
            moved = self.device.moved(order.fen)
            if order.result in NO_MONEY_MOVED:
                assert moved == 0, order
            if order.result is PaymentResult.APPROVED and not order.doubt_of_reversal:
                assert moved == (0 if order.reversed else 1), order
            if moved:
                assert order.result in {PaymentResult.APPROVED, PaymentResult.UNKNOWN}, order

    def teardown(self) -> None:
        try:
            self._resolve_all()
            self.no_order_is_charged_twice()
            self.what_is_known_is_true()
        finally:
            self.terminal.close()
            self._stack.close()


class SerialChaos(Chaos):
    """The same on a serial line."""

    serial = True


_SETTINGS = settings(
    max_examples=10,
    stateful_step_count=10,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)
TestOverTcp = Chaos.TestCase
TestOverTcp.settings = _SETTINGS
TestOverSerial = SerialChaos.TestCase
TestOverSerial.settings = _SETTINGS
