"""A code scanner on any wire: reads all the time, and tells only what somebody asked for."""

import asyncio
import contextlib
import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import replace

from hardware.code_scanner.classify import CodeBook
from hardware.code_scanner.codes import ScannedCode
from hardware.code_scanner.contract import CodeScanner, Refused, Scan, ScanListener, ScannerReason
from hardware.code_scanner.gate import Gate, Verdict, Window
from hardware.code_scanner.pieces import Piece, Spoilt
from hardware.code_scanner.sources import Heard, Source
from hardware.errors import Completion, DeviceError, DeviceReason
from hardware.events import EventSource
from hardware.status import Condition, DeviceState
from hardware.supervisor import SupervisedDevice, Supervisor, Timing
from hardware.worker import Command

FLOOD = "flood"
_LOOK_S = 0.2  # how often a command or a cancel is looked for; codes themselves wake at once
_ENABLE_S = 5.0
_SIP_LOOKS = 64
_SIP_S = 0.1
_FLOOD_OVER_S = 1.0
_FLOOD = (20, 5000)  # codes and signs a second
_EBB = (4, 512)

_COUNTED = {Verdict.READ: "codes_read", Verdict.REFUSED: "codes_refused", Verdict.DROPPED: "codes_dropped"}
_COMPLETIONS = {
    ScannerReason.SCANNER_ABSENT: Completion.DEVICE_NOT_READY,
    ScannerReason.CANCELLED: Completion.CANCELED,
    ScannerReason.CODE_TYPED: Completion.USER_ERROR,
}
_REASONS = {
    DeviceReason.DEADLINE: ScannerReason.SCANNER_BUSY,
    DeviceReason.CANCELLED: ScannerReason.CANCELLED,
}


class Scanner(SupervisedDevice, CodeScanner):
    """A scanner behind a source."""

    def __init__(self, id: str, driver: str, source: Source, book: CodeBook, timing: Timing) -> None:  # noqa: A002
        self._events: EventSource[Scan] = EventSource(f"the scanner {id}")
        self._gate = Gate(book, self._events.tell)
        self._line = ScannerLine(source, self._gate, self._count)
        # The line's probe is its reading: it must follow itself without a pause.
        super().__init__(Supervisor(id, "code_scanner", driver, self._line, replace(timing, probe_s=0.0)))

    @property
    def scanning(self) -> bool:
        """Whether a window is open now."""
        return self._gate.is_open(time.monotonic())

    def listen(self, listener: ScanListener) -> Callable[[], None]:
        """Tell `listener`, on the scanner's thread, of what is scanned in any window."""
        return self._events.listen(listener)

    async def enable(self, window_s: float) -> None:
        """Open a window."""
        await self._open(Window(window_s))

    def disable(self) -> None:
        """Close whatever window is open."""
        self._gate.shut()

    async def scan(self, deadline_s: float, *, progress: Callable[[], None] | None = None) -> ScannedCode:
        """Wait for one code; the window is closed however this ends."""
        loop = asyncio.get_running_loop()
        heard: asyncio.Future[Scan] = loop.create_future()

        def settle(scan: Scan) -> None:
            if not heard.done():
                heard.set_result(scan)

        def answer(scan: Scan) -> None:
            with contextlib.suppress(RuntimeError):  # the loop has closed: nobody is there to be told
                loop.call_soon_threadsafe(settle, scan)

        window = Window(deadline_s, answer)
        try:
            async with asyncio.timeout(deadline_s):
                await self._open(window)
                if progress is not None:
                    progress()
                scan = await heard
        except TimeoutError:
            raise DeviceError(Completion.TIME_OUT, ScannerReason.NO_CODE) from None
        finally:
            self._gate.shut(window)
        if isinstance(scan, Refused):
            raise DeviceError(_COMPLETIONS.get(scan.reason, Completion.INVALID_DATA), scan.reason)
        return scan.code

    def close(self) -> None:
        """Cancel who waits, join the thread, close the wire."""
        self._gate.closing = True
        super().close()

    def _count(self, name: str) -> None:
        self._supervisor.counters.count(name)

    async def _open(self, window: Window) -> None:
        try:
            await self._supervisor.run(lambda command: self._line.open_window(command, window), _ENABLE_S)
        except DeviceError as error:
            if isinstance(error.reason, DeviceReason):
                reason = _REASONS.get(error.reason, ScannerReason.SCANNER_ABSENT)
                raise DeviceError(error.completion, reason) from error
            raise
        except asyncio.CancelledError:
            self._gate.shut(window)
            raise


class ScannerLine:
    """The open scanner; used on its worker thread only."""

    def __init__(self, source: Source, gate: Gate, count: Callable[[str], None]) -> None:
        self._source = source
        self._gate = gate
        self._count = count
        self._meter = FloodMeter()
        self._flooded = False
        self._triggered = False

    def open(self, command: Command) -> Condition:
        """Open the wire; what it still holds was scanned for nobody."""
        command.check()
        self._source.open()
        self._meter = FloodMeter()
        self._trigger(on=False)
        self._drain()
        return Condition(DeviceState.ONLINE)

    def probe(self, command: Command) -> Condition:
        """Wait a little for codes; a command that waits comes next."""
        if self._triggered and not self._gate.is_open(time.monotonic()):
            self._trigger(on=False)
        heard = self._source.read(_LOOK_S)
        if self._flooded:
            heard = self._all_there(heard)
        flooded = self._meter.flooded(heard, time.monotonic())
        if not flooded:
            self._take(heard.pieces)
        elif not self._flooded:
            self._take([_flood(heard.pieces)])  # once for each flood and window
        self._flooded = flooded
        if flooded:
            command.pause(_SIP_S)  # a line that babbles is heard now and then, and costs no processor
        return Condition(DeviceState.ONLINE, (FLOOD,) if flooded else ())

    def open_window(self, command: Command, window: Window) -> None:
        """Drop what came before the question, then let through what comes."""
        command.check()
        self._drain()
        self._gate.open(window, time.monotonic())
        self._flooded = False
        self._trigger(on=True)

    def close(self) -> None:
        """Close the wire, and tell who waits."""
        self._source.close()
        self._gate.lose()

    def _trigger(self, *, on: bool) -> None:
        self._source.trigger(on=on)
        self._triggered = on

    def _drain(self) -> None:
        self._take(self._all_there(Heard([], 0)).pieces)

    def _all_there(self, heard: Heard) -> Heard:
        """With what else has come already; bounded, for a wire may babble faster than we read."""
        for _ in range(_SIP_LOOKS):
            more = self._source.read(0)
            if not (more.signs or more.pieces):
                break
            heard = Heard(heard.pieces + more.pieces, heard.signs + more.signs)
        return heard

    def _take(self, pieces: Iterable[Piece]) -> None:
        for piece in pieces:
            self._count(_COUNTED[self._gate.take(piece, time.monotonic())])


def _flood(pieces: list[Piece]) -> Spoilt:
    """What is told of a flood: that a code had no end, or else that there was none to read."""
    endless = any(isinstance(piece, Spoilt) and piece.reason is ScannerReason.CODE_TOO_LONG for piece in pieces)
    reason = ScannerReason.CODE_TOO_LONG if endless else ScannerReason.CODE_UNREADABLE
    return Spoilt(time.monotonic(), reason)


class FloodMeter:
    """Tells a scanner from a line that babbles: more codes or more signs in a second than anybody can hold up."""

    def __init__(self) -> None:
        self._flooded = False
        self._looks: deque[tuple[float, int, int]] = deque()

    def flooded(self, heard: Heard, now: float) -> bool:
        """Count one look."""
        if heard.signs or heard.pieces:
            self._looks.append((now, len(heard.pieces), heard.signs))
        while self._looks and now - self._looks[0][0] >= _FLOOD_OVER_S:
            self._looks.popleft()
        codes, signs = (sum(look[place] for look in self._looks) for place in (1, 2))
        # Once it floods we sip, and see less of it: it is over when hardly anything comes.
        most_codes, most_signs = _EBB if self._flooded else _FLOOD
        self._flooded = codes > most_codes or signs > most_signs
        return self._flooded
