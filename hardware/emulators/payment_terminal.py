"""A payment terminal of an acquirer at the far end of a wire (TCP, or a serial line), with its own journal of money.

Written from the ZVT protocol alone. It has a customer before it who presents cards and types PINs, by hand or by
herself, and it breaks on demand. Thread-safe.
"""

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Self

from hardware.emulators.ends import Hangup, PtyEnd, TcpEnd
from hardware.emulators.handles import Handle
from hardware.emulators.zvt.duties import Card, Duties, Entry, Say, Script, TerminalFaults, Wait
from hardware.emulators.zvt.wire import SerialSkin, Skin, TcpSkin

_ACK, _REFUSED, _BUSY = b"\x80\x00\x00", 0x83, 0x9C


class PaymentTerminalEmulator(Duties):
    """A terminal on a wire; make it with `tcp` or `serial`, and use it as a context."""

    title = "Payment terminal"

    def __init__(self, make_end: "Callable[[PaymentTerminalEmulator], TcpEnd | PtyEnd]", skin: Skin) -> None:
        super().__init__()
        self._lock = threading.RLock()
        self._skin = skin
        self._script: Script | None = None
        self._saying: bytes | None = None
        self._waiting: Wait | None = None
        self._timer: threading.Timer | None = None
        self._answer = False
        self._queue: list[bytes] = []  # for the serial line: the first of them is out and not yet acknowledged
        self._out: list[bytes] = []
        self._alone = False
        self._unplugged = False
        self.commands: list[bytes] = []
        self._end = make_end(self)

    @classmethod
    def tcp(cls, port: int = 0) -> Self:
        """A terminal on the network, at loopback; port 0 takes a free one."""
        return cls(lambda terminal: TcpEnd(terminal, port), TcpSkin())

    @classmethod
    def serial(cls, path: Path) -> Self:
        """A terminal on a serial line."""
        return cls(lambda terminal: PtyEnd(path, terminal), SerialSkin())

    def __enter__(self) -> Self:
        self._end.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._end_script()
        self._end.__exit__()

    @property
    def host(self) -> str:
        """The address of a terminal on the network; empty for a serial line."""
        return self._end.host if isinstance(self._end, TcpEnd) else ""

    @property
    def port(self) -> str:
        """The TCP port, or the path, as the driver's configuration wants it."""
        return str(self._end.port) if isinstance(self._end, TcpEnd) else str(self._end.path)

    # The journal.

    @property
    def journal(self) -> list[Entry]:
        """All money that ever moved here, oldest first; nothing, not even a power cut, loses it."""
        with self._lock:
            return list(self._journal)

    def moved(self, fen: int) -> int:
        """How many payments of just this amount stand (were not taken back)."""
        return sum(1 for entry in self.journal if entry.kind == "payment" and entry.fen == fen and not entry.taken_back)

    # The customer.

    def present_card(self, card: Card) -> None:
        """Hold a card to the terminal."""
        with self._lock:
            self._card = card
        self._go_on()

    def enter_pin(self, *, right: bool) -> None:
        """Type a PIN."""
        with self._lock:
            self._pin = right
        self._go_on()

    def press_stop(self) -> None:
        """Press the red key."""
        with self._lock:
            self._stop = True
        self._go_on()

    @property
    def shows(self) -> str:
        """What stands on its display."""
        return self._shows

    # The workbench.

    def handles(self) -> tuple[Handle, ...]:
        """The hands of a customer."""
        return (
            Handle("Pay by herself", lambda: self._be(Card.GOOD)),
            Handle("Pay by hand", lambda: self._be(None)),
            Handle("Present card", lambda: self.present_card(Card.GOOD)),
            Handle("Card without money", lambda: self.present_card(Card.POOR)),
            Handle("Card unreadable", lambda: self.present_card(Card.UNREADABLE)),
            Handle("Right PIN", lambda: self.enter_pin(right=True)),
            Handle("Wrong PIN", lambda: self.enter_pin(right=False)),
            Handle("Red key", self.press_stop),
        )

    def faults(self) -> Mapping[str, str]:
        """How it can fail."""
        return {
            "mute": "says nothing",
            "power_cut": "power cut after the booking",
            "lost": "line lost in mid-payment",
            "bank_away": "bank does not answer",
            "slow_bank": "bank thinks for 20 s",
            "books_other": "books one fen more",
            "busy": "busy with something else",
            "forgetful": "forgets its last booking",
            "noise": "noise on the line",
            "torn": "bytes come one by one",
        }

    def break_with_fault(self, key: str) -> None:
        """Have this fault instead of the one before."""
        faults = {
            "": TerminalFaults(),
            "mute": TerminalFaults(mute=True),
            "power_cut": TerminalFaults(power_cut=True),
            "lost": TerminalFaults(drop_at_bank=True, goes_on=True, bank_s=3.0),
            "bank_away": TerminalFaults(bank_away=True),
            "slow_bank": TerminalFaults(bank_s=20.0),
            "books_other": TerminalFaults(books_other=1),
            "busy": TerminalFaults(busy=True),
            "forgetful": TerminalFaults(forgetful=True),
            "noise": TerminalFaults(noise=b"\x55\xaa"),
            "torn": TerminalFaults(torn=1),
        }[key]
        self.break_with(faults)

    def looks(self) -> str:
        """What stands on its display, and what it booked last."""
        last = self._journal[-1] if self._journal else None
        booked = f"; last: {last.kind} of {last.fen} fen{', taken back' if last.taken_back else ''}" if last else ""
        customer = "the customer waits for your hand" if self.customer is None else "the customer pays by herself"
        return f"{self._shows}; {customer}{booked}"

    def break_with(self, faults: TerminalFaults) -> None:
        """Have these faults from now on; `TerminalFaults()` mends everything."""
        with self._lock:
            self._faults = faults
        self._end.wake()

    @property
    def broken(self) -> TerminalFaults:
        """What is wrong now."""
        return self._faults

    def plug(self) -> None:
        """Put the plug in; after a power cut it starts anew with its journal."""
        if self._unplugged and isinstance(self._end, TcpEnd):
            _wait_until_free(self._end.port)
        self._unplugged = False
        self._end.plug()

    def unplug(self) -> None:
        """Pull the plug."""
        self._unplugged = True
        self._end.unplug()

    # The wire.

    @property
    def takes_bytes(self) -> bool:
        """Always: questions are short."""
        return True

    def hung_up(self) -> None:
        """The other side is gone: give up what is not booked, unless it goes on by itself."""
        with self._lock:
            self._skin.forget()
            self._out.clear()
            self._queue.clear()
            self._registered = False
            if self._script is None:
                return
            if self._faults.goes_on and self._cut != "power":
                self._alone = True
                self._acknowledge(good=True)
            else:
                if self._faults.takes_back and self._saying is not None and self._saying[:2] == b"\x04\x0f":
                    self._take_back()
                self._end_script()

    def receive(self, data: bytes) -> Iterator[tuple[float, bytes]]:
        """Take bytes in, do what they ask, give out what there is to say."""
        with self._lock:
            faults = self._faults
            heard = self._skin.unwrap(data, faults.nak)
            false = min(faults.false_nak, len(heard.messages))
            heard.said = heard.said.replace(b"\x06", b"\x15", false)
            self._faults = replace(self._faults, nak=faults.nak - heard.refused, false_nak=faults.false_nak - false)
            for signal in heard.signals:
                self._line_answered(good=signal == 0x06)
            for message in heard.messages:
                self._count_down()
                if not faults.mute and not self._cut:
                    self._obey(message)
            out, self._out = self._out, []
            cut, self._cut = self._cut, ""
        # Whole in one go: small pieces one after the other would wait for each other in TCP.
        if not faults.mute and (whole := heard.said + b"".join(out)):
            yield from _pieces(whole, faults)
        if cut == "power" and isinstance(self._end, TcpEnd):
            self.unplug()
        if cut:  # a serial line is unplugged by this alone
            raise Hangup

    def _obey(self, message: bytes) -> None:
        name, data = message[:2], message[5:] if message[2] == 255 else message[3:]
        if name == b"\x80\x00" or name[:1] == b"\x84":
            self._acknowledge(good=name == b"\x80\x00")
            return
        self.commands.append(name)
        if name == b"\x06\xb0":
            self._aborting = self._script is not None
            self._emit(_ACK)
            self._go_on()
            return
        self._queue.clear()  # whoever asks something new waits for nothing old
        if self._script is not None and not self._alone and name == b"\x06\x00":
            self.hung_up()  # whoever registers has begun anew
        if self._script is not None or self._faults.busy:
            self._emit(bytes([0x84, _BUSY, 0]))
            return
        self._begin(name, data)

    def _begin(self, name: bytes, data: bytes) -> None:
        script = self._script_for(name, data)
        if script is None:
            self._emit(bytes([0x84, _REFUSED, 0]))
            return
        if not self._registered and name != b"\x06\x00":
            self._emit(bytes([0x84, 0x6B, 0]))
            return
        self._emit(_ACK)
        self._aborting = self._stop = self._alone = False
        self._card, self._pin = None, None
        self._script = script
        self._answer = False
        self._run(first=True)

    def _acknowledge(self, *, good: bool) -> None:
        if self._saying is not None:
            self._saying, self._answer = None, good
            self._run()

    def _go_on(self) -> None:
        """Something changed before the terminal: look whether the script was waiting for it."""
        with self._lock:
            if self._waiting is not None and self._waiting.until():
                self._stop_waiting(came=True)
        self._end.wake()

    def _time_is_over(self, waiting: Wait) -> None:
        with self._lock:
            if self._waiting is waiting:
                self._stop_waiting(came=False)
        self._end.wake()

    def _stop_waiting(self, *, came: bool) -> None:
        self._waiting, self._answer = None, came
        if self._timer is not None:
            self._timer.cancel()
        self._run()

    def _run(self, *, first: bool = False) -> None:
        """Go on with the script until it has to wait."""
        while self._script is not None:
            try:
                step = next(self._script) if first else self._script.send(self._answer)
            except StopIteration:
                self._end_script()
                return
            first = False
            if isinstance(step, Say):
                if self._alone:
                    self._answer = True
                    continue
                self._saying = step.message
                self._emit(step.message)
                return
            if step.until() or step.seconds <= 0:
                self._answer = step.until()
                continue
            self._waiting = step
            self._timer = threading.Timer(step.seconds, self._time_is_over, (step,))
            self._timer.daemon = True
            self._timer.start()
            return

    def _end_script(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._script = self._saying = self._waiting = self._timer = None
        self._alone = self._aborting = False
        self._shows = "ready"

    def _emit(self, message: bytes) -> None:
        if self._cut:
            return
        if isinstance(self._skin, SerialSkin):
            self._queue.append(message)
            if len(self._queue) == 1:
                self._out.append(self._wrap(message))
        else:
            self._out.append(self._wrap(message))
        self._count_down()

    def _line_answered(self, *, good: bool) -> None:
        """ACK or NAK to the frame that we sent last: the next one, or the same again."""
        if good and self._queue:
            del self._queue[0]
        if self._queue:
            self._out.append(self._wrap(self._queue[0]))

    def _wrap(self, message: bytes) -> bytes:
        left = self._faults.bad_crc
        self._faults = replace(self._faults, bad_crc=max(0, left - 1))
        return self._skin.wrap(message, damaged=left > 0)

    def _count_down(self) -> None:
        left = self._faults.drop_after
        if left is None or self._cut:
            return
        if left <= 0:
            self._faults = replace(self._faults, drop_after=None)
            self._cut = "line"
            if self._out:
                self._out.pop()  # it was lost on its way
        else:
            self._faults = replace(self._faults, drop_after=left - 1)

    def _be(self, customer: Card | None) -> None:
        self.customer = customer
        self._go_on()


def _wait_until_free(port: int) -> None:
    """A port that was closed a moment ago is held until the thread that waited at it has noticed."""
    for _ in range(200):
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))
            return
        time.sleep(0.005)


def _pieces(data: bytes, faults: TerminalFaults) -> Iterator[tuple[float, bytes]]:
    whole = faults.noise + data
    step = faults.torn or len(whole) or 1
    for start in range(0, len(whole), step):
        yield (faults.late_s if start == 0 else 0.0005), whole[start : start + step]
