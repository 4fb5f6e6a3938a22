"""A payment terminal, or its line, that never stops talking: nobody waits for it, and no thread is lost to it."""

import asyncio
import contextlib
import os
import pty
import socket
import threading
import time
import tty
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from hardware.emulators.payment_terminal import PaymentTerminalEmulator
from hardware.payment_terminal.apdu import Apdu
from hardware.payment_terminal.contract import PaymentMark, PaymentReason, PaymentResult
from hardware.payment_terminal.links import Link, SerialLink, TcpLink, ZvtPace
from hardware.payment_terminal.till import Access
from hardware.payment_terminal.zvt import ZvtTerminal
from hardware.status import DeviceState
from hardware.supervisor import Timing
from hardware.transport.serial_line import SerialLine, SerialSettings
from hardware.transport.tcp import TcpSocket

PACE = ZvtPace(acknowledge_s=0.6, gap_s=0.8, abort_s=1.0, settle_s=2.0, hush_s=0.03)
DONE, PLEASE_WAIT, COMPLETION = b"\x80\x00\x00", b"\x04\xff\x01\x0e", b"\x06\x0f\x00"
NOTHING_BOOKED, APPROVED = b"\x06\x1e\x01\x83", b"\x04\x0f\x02\x27\x00"
JOIN_S = 4.5  # a thread that is lost is given up after 5


def chatter(on: bytes, first: bytes = b"") -> Callable[[socket.socket], None]:
    """A terminal that does everything well but `on`: to that it says "please wait" for ever, after `first`."""

    def serve(line: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while heard := line.recv(4096):
                heard = heard.removeprefix(DONE)  # thanks for the end of the last dialogue, and the next one with it
                if not heard:
                    continue
                line.sendall(DONE)
                if heard.startswith(on):
                    line.sendall(first)
                    while True:
                        line.sendall(PLEASE_WAIT)
                        time.sleep(0.02)
                line.sendall(NOTHING_BOOKED if heard[:2] == b"\x06\x20" else COMPLETION)

    return serve


@contextmanager
def listening(serve: Callable[[socket.socket], None]) -> Iterator[TcpLink]:
    def serve_and_close(line: socket.socket) -> None:
        with line:
            serve(line)

    with socket.create_server(("127.0.0.1", 0)) as server:

        def accept() -> None:
            with contextlib.suppress(OSError):
                while True:
                    threading.Thread(target=serve_and_close, args=(server.accept()[0],), daemon=True).start()

        accepting = threading.Thread(target=accept, daemon=True)
        accepting.start()
        yield TcpLink(TcpSocket("127.0.0.1", server.getsockname()[1]))
        server.shutdown(socket.SHUT_RDWR)
        accepting.join()


@contextmanager
def at(link: Link) -> Iterator[ZvtTerminal]:
    """A terminal on this link; its thread must not be lost."""
    terminal = ZvtTerminal("till-1", "zvt", link, Access(), Timing(retry_s=(0.05,), probe_s=0.2), PACE)
    terminal.start()
    try:
        yield terminal
    finally:
        begun = time.monotonic()
        terminal.close()
        assert time.monotonic() - begun < JOIN_S, "the thread was held"


def until(terminal: ZvtTerminal, state: DeviceState, seconds: float = 15) -> None:
    ends = time.monotonic() + seconds
    while terminal.status.state is not state:
        assert time.monotonic() < ends, terminal.status
        time.sleep(0.01)


def test_one_that_says_please_wait_for_ever_can_be_closed() -> None:
    with listening(chatter(b"\x06\x00")) as link, at(link):
        time.sleep(0.3)


def test_a_look_up_that_is_answered_with_please_wait_for_ever_ends_at_its_deadline() -> None:
    with listening(chatter(b"\x06\x20")) as link, at(link) as terminal:
        until(terminal, DeviceState.ONLINE)
        begun = time.monotonic()
        outcome = asyncio.run(terminal.last(PaymentMark("A-1", 100, 0, 0), 1.0))
        assert outcome.result is PaymentResult.UNKNOWN
        assert time.monotonic() - begun < 1.9, "the thread itself ended it, not the caller who gave it up"


@pytest.mark.parametrize("first", [b"", APPROVED], ids=["before it booked", "after it booked"])
def test_a_payment_whose_abort_is_answered_with_please_wait_for_ever_is_unknown(first: bytes) -> None:
    with listening(chatter(b"\x06\x01", first)) as link, at(link) as terminal:
        until(terminal, DeviceState.ONLINE)
        steps: list[object] = []
        terminal.listen(steps.append)
        outcome = asyncio.run(terminal.pay("A-1", 100, 0.3))
        assert steps, "it was talking"
        assert (outcome.result, outcome.reason) == (PaymentResult.UNKNOWN, PaymentReason.TERMINAL_SILENT)


def test_a_payment_that_is_being_aborted_does_not_hold_up_the_end() -> None:
    slow = PACE.__class__(acknowledge_s=0.6, gap_s=0.8, abort_s=60.0, settle_s=2.0, hush_s=0.03)
    with listening(chatter(b"\x06\x01")) as link:
        terminal = ZvtTerminal("till-1", "zvt", link, Access(), Timing(retry_s=(0.05,), probe_s=0.2), slow)
        terminal.start()
        until(terminal, DeviceState.ONLINE)
        payer = threading.Thread(target=lambda: asyncio.run(terminal.pay("A-1", 100, 0.2)), daemon=True)
        payer.start()
        time.sleep(0.6)
        begun = time.monotonic()
        terminal.close()
        assert time.monotonic() - begun < JOIN_S
        payer.join(10)
        assert not payer.is_alive()


@pytest.mark.parametrize("noise", [b"\x55" * 512, b"\x06" * 512, b"\x10\x02" * 256], ids=["noise", "ACK", "heads"])
def test_a_serial_line_that_babbles_is_told_at_once(noise: bytes) -> None:
    far, near = pty.openpty()
    tty.setraw(near)
    with contextlib.ExitStack() as ends:
        ends.callback(os.close, near)
        over = threading.Event()

        def babble() -> None:
            os.set_blocking(far, False)
            while not over.is_set():
                with contextlib.suppress(BlockingIOError):
                    os.write(far, noise)
                with contextlib.suppress(BlockingIOError):
                    os.read(far, 4096)

        babbler = threading.Thread(target=babble, daemon=True)
        ends.callback(os.close, far)
        ends.callback(babbler.join)
        ends.callback(over.set)
        babbler.start()
        patient = ZvtPace(acknowledge_s=60, gap_s=60, hush_s=0.03)  # it must be noticed, not only sat out
        with at(SerialLink(SerialLine(SerialSettings(os.ttyname(near), 9600)), patient)) as terminal:
            until(terminal, DeviceState.HARDWARE_ERROR)


class Babble:
    """A wire on which there is always one more byte."""

    def __init__(self, byte: bytes) -> None:
        self._byte = byte

    def open(self) -> None:
        """Nothing."""

    def close(self) -> None:
        """Nothing."""

    def write(self, data: bytes, timeout_s: float) -> None:
        """Take it."""

    def read(self, timeout_s: float) -> bytes:
        time.sleep(0.002)
        return self._byte


@pytest.mark.parametrize("byte", [b"\x55", b"\x06"], ids=["noise", "ACK"])
def test_noise_does_not_prolong_a_wait(byte: bytes) -> None:
    found: list[Apdu | None] = []
    waiting = threading.Thread(target=lambda: found.append(SerialLink(Babble(byte), PACE).receive(0.05)), daemon=True)
    waiting.start()
    waiting.join(10)
    assert found == [None]


def test_a_payment_that_still_waits_its_turn_can_be_cancelled() -> None:
    """A person may change her mind while the terminal is being looked for: it must not ask for a card afterwards."""
    with PaymentTerminalEmulator.tcp() as device, at(TcpLink(TcpSocket(device.host, int(device.port)))) as terminal:
        until(terminal, DeviceState.ONLINE)
        held = threading.Event()

        async def change_of_mind() -> PaymentResult:
            first = asyncio.ensure_future(terminal._supervisor.run(lambda _: held.wait(5), 8))
            await asyncio.sleep(0.05)
            second = asyncio.ensure_future(terminal.pay("A-1", 100, 8))
            await asyncio.sleep(0.05)
            terminal.cancel()
            held.set()
            await first
            return (await second).result

        assert asyncio.run(change_of_mind()) is PaymentResult.NOT_SENT
        assert device.moved(100) == 0


def test_a_terminal_that_has_lost_what_it_had_booked_proves_nothing() -> None:
    """Its journal was emptied, or it was exchanged: that there is nothing in it does not say that nothing was."""
    with PaymentTerminalEmulator.tcp() as device, at(TcpLink(TcpSocket(device.host, int(device.port)))) as terminal:
        until(terminal, DeviceState.ONLINE)
        outcome = asyncio.run(terminal.last(PaymentMark("A-1", 100, 7, 7), 8))
        assert (outcome.result, outcome.reason) == (PaymentResult.UNKNOWN, PaymentReason.TERMINAL_FORGETFUL)
