"""A receipt printer with a Chinese font at the far end of a wire: TCP, a serial line or a USB printer node.

Does what the ESC/POS bytes say, keeps the paper as text and picture, and breaks on demand. Thread-safe.
"""

import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from hardware.emulators.ends import Hangup, PtyEnd, TcpEnd
from hardware.emulators.escpos_stream import CLEAR, characters, size_of_first
from hardware.emulators.paper import BlankRow, CodeRow, PrintedSlip, RasterRow, Row, Run, TextRow

_AT_ONCE = re.compile(rb"\x10\x04([\x01-\x04])|" + re.escape(CLEAR))


@dataclass(frozen=True, slots=True)
class PrinterFaults:
    """What is wrong with the printer right now; nothing, unless told."""

    paper_out: bool = False
    paper_low: bool = False
    cover_open: bool = False
    feed_button: bool = False
    cutter_jams: bool = False  # at the next cut, and until it is mended
    overheated: bool = False
    broken: bool = False
    silent: bool = False
    stuck: bool = False  # says that all is well and prints nothing
    no_echo: bool = False  # does not know GS r
    early_echo: bool = False  # answers GS r when it arrives, not when its turn has come
    tells_nothing: bool = False  # does not know GS a
    tells_always: bool = False  # tells changes although nobody asked it to
    nameless: bool = False  # does not know GS I
    lines_left: int | None = None  # the paper ends after so many more rows
    hang_up_after: int | None = None  # drops the line after so many bytes more


class ReceiptPrinterEmulator:
    """A printer on a wire; make it with `tcp`, `serial` or `usb`, and use it as a context."""

    def __init__(self, make_end: "Callable[[ReceiptPrinterEmulator], TcpEnd | PtyEnd]", columns: int = 48) -> None:
        self._columns = columns
        self._changed = threading.Condition()
        self._faults = PrinterFaults()
        self._jammed = False
        self._scanned = b""
        self._input = b""
        self._replies: list[bytes] = []
        self._rows: list[Row] = []
        self._slips: list[PrintedSlip] = []
        self._told = b""
        self._tells = False
        self._reset()
        self.unknown: list[bytes] = []
        self.received = 0
        self._end = make_end(self)

    @classmethod
    def tcp(cls, port: int = 0, columns: int = 48) -> Self:
        """A network printer on loopback; port 0 takes a free one."""
        return cls(lambda printer: TcpEnd(printer, port), columns)

    @classmethod
    def serial(cls, path: Path, columns: int = 48) -> Self:
        """A printer on a serial line."""
        return cls(lambda printer: PtyEnd(path, printer), columns)

    @classmethod
    def usb(cls, path: Path, columns: int = 48) -> Self:
        """A printer behind a USB printer node; a pseudo terminal carries the same bytes both ways."""
        return cls.serial(path, columns)

    def __enter__(self) -> Self:
        self._end.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.__exit__()

    @property
    def host(self) -> str:
        """The address of a network printer; empty for the others."""
        return self._end.host if isinstance(self._end, TcpEnd) else ""

    @property
    def port(self) -> str:
        """The TCP port, or the path, as the driver's configuration wants it."""
        return str(self._end.port) if isinstance(self._end, TcpEnd) else str(self._end.path)

    @property
    def tells_changes(self) -> bool:
        """Whether it was asked to tell changes by itself."""
        return self._tells

    @property
    def slips(self) -> list[PrintedSlip]:
        """What was printed and cut off, oldest first."""
        with self._changed:
            return list(self._slips)

    @property
    def hanging(self) -> PrintedSlip:
        """What is printed and not cut off."""
        with self._changed:
            return PrintedSlip(tuple(self._rows), self._columns * 12, cut=False)

    def wait_for_slips(self, count: int, timeout_s: float) -> bool:
        """Wait until so many slips were cut off."""
        with self._changed:
            return self._changed.wait_for(lambda: len(self._slips) >= count, timeout_s)

    def break_with(self, faults: PrinterFaults) -> None:
        """Have these faults from now on; `PrinterFaults()` mends everything, and the printer prints on."""
        with self._changed:
            self._faults = faults
            self._jammed = self._jammed and faults.cutter_jams
        self._end.wake()

    @property
    def faults(self) -> PrinterFaults:
        """What is wrong now; the paper may have ended meanwhile."""
        with self._changed:
            return self._faults

    def unplug(self) -> None:
        """Pull the plug: the line drops, and what was waiting to be printed is forgotten."""
        self._end.unplug()

    def plug(self) -> None:
        """Put the plug in again, at the same place."""
        self._end.plug()

    @property
    def takes_bytes(self) -> bool:
        """Whether the buffer has room."""
        return len(self._input) < 65536

    def hung_up(self) -> None:
        """Forget what was not printed."""
        with self._changed:
            self._input = self._scanned = self._told = b""
            self._reset()

    def receive(self, data: bytes) -> Iterator[tuple[float, bytes]]:
        """Take bytes in, print what can be printed, give out the answers."""
        with self._changed:
            data = self._until_hang_up(data)
            self._obey_at_once(data)
            while not self._stopped and self._step():
                pass
            self._tell_changes()
            replies, self._replies = self._replies, []
            silent = self._faults.silent
            self._changed.notify_all()
            hang_up = self._faults.hang_up_after == 0
            if hang_up:
                self._faults = replace(self._faults, hang_up_after=None)
        if replies and not silent:
            yield 0, b"".join(replies)
        if hang_up:
            raise Hangup

    def _until_hang_up(self, data: bytes) -> bytes:
        left = self._faults.hang_up_after
        if left is not None and not data.startswith(b"\x10\x04"):
            data = data[:left]
            self._faults = replace(self._faults, hang_up_after=left - len(data))
        self.received += len(data)
        return data

    def _obey_at_once(self, data: bytes) -> None:
        """Real-time commands are obeyed when they arrive, wherever they stand."""
        self._input += data
        self._scanned += data
        last = 0
        for found in _AT_ONCE.finditer(self._scanned):
            last = found.end()
            if found[1] is None:
                self._input = self._scanned[last:]
                self._replies.append(b"\x37\x25\x00")
            else:
                self._replies.append(bytes([self._status(found[1][0])]))
        self._scanned = self._scanned[last:][1 - len(CLEAR) :]
        if self._faults.early_echo and b"\x1dr\x01" in data:
            self._replies.append(b"\x00")

    def _status(self, kind: int) -> int:
        faults, base = self._faults, 0x12
        error = self._jammed or faults.overheated or faults.broken
        if kind == 1:
            return base | (self._stopped and not faults.stuck) << 3
        if kind == 2:
            return base | faults.cover_open << 2 | faults.feed_button << 3 | faults.paper_out << 5 | error << 6
        if kind == 3:
            return base | self._jammed << 3 | faults.broken << 5 | faults.overheated << 6
        return base | (faults.paper_low or faults.paper_out) * 0x0C | faults.paper_out * 0x60

    def _tell_changes(self) -> None:
        """The four bytes of GS a, whenever they are others than before; bits as in Epson's reference."""
        faults = self._faults
        if faults.tells_nothing or not (self._tells or faults.tells_always):
            return
        status = bytes(
            (
                0x10 | (self._stopped and not faults.stuck) << 3 | faults.cover_open << 5 | faults.feed_button << 6,
                self._jammed << 3 | faults.broken << 5 | faults.overheated << 6,
                (faults.paper_low or faults.paper_out) * 0x03 | faults.paper_out * 0x0C,
                0x0F,
            )
        )
        if status != self._told:
            self._told = status
            self._replies.append(status)

    @property
    def _stopped(self) -> bool:
        faults = self._faults
        return (
            self._jammed
            or faults.paper_out
            or faults.cover_open
            or faults.feed_button
            or faults.overheated
            or faults.broken
            or faults.stuck
        )

    def _reset(self) -> None:
        self._wide, self._high, self._bold, self._small = 1, 1, False, False
        self._align, self._chinese = 0, False
        self._runs: list[Run] = []
        self._code, self._module = b"", 3
        self._tells = False  # some printers forget it at every ESC @: this one is of that kind

    def _step(self) -> bool:
        """Carry out the first thing in the buffer; False when it has not all come."""
        data = self._input
        if not data:
            return False
        size = size_of_first(data, chinese=self._chinese)
        if size is None or len(data) < size:
            return False
        self._input = data[size:]
        self._do(data[:size])
        return True

    def _do(self, command: bytes) -> None:
        if command[0] == 0x0A:
            self._end_row()
        elif command[0] >= 0x20:
            self._put(characters(command) if self._chinese or command[0] < 0x80 else "?")
        elif command[0] in {0x1B, 0x1C, 0x1D}:
            self._do_command(command[:2], command[2:])
        elif command[0] != 0x10:
            self.unknown.append(command)

    def _do_command(self, name: bytes, rest: bytes) -> None:
        if name in {b"\x1bt", b"\x1bR", b"\x1b2", b"\x1b3", b"\x1dL", b"\x1dW", b"\x1b-"}:
            return
        does = {
            b"\x1b@": lambda _: self._reset(),
            b"\x1ba": self._set_align,
            b"\x1bE": self._set_bold,
            b"\x1bM": self._set_font,
            b"\x1d!": self._set_size,
            b"\x1c&": lambda _: self._set_chinese(on=True),
            b"\x1c.": lambda _: self._set_chinese(on=False),
            b"\x1bd": self._feed,
            b"\x1bJ": lambda rest: self._add(BlankRow(rest[0])),
            b"\x1dV": lambda _: self._cut(),
            b"\x1dr": lambda _: self._echo(),
            b"\x1dI": self._name,
            b"\x1da": self._begin_to_tell,
            b"\x1dv": self._picture,
            b"\x1d(": self._function,
        }.get(name)
        if does is None:
            self.unknown.append(name + rest)
        else:
            does(rest)

    def _set_align(self, rest: bytes) -> None:
        self._align = rest[0] % 48

    def _set_bold(self, rest: bytes) -> None:
        self._bold = bool(rest[0] & 1)

    def _set_font(self, rest: bytes) -> None:
        self._small = rest[0] in {1, 49}

    def _set_size(self, rest: bytes) -> None:
        self._wide, self._high = (rest[0] >> 4) + 1, (rest[0] & 15) + 1

    def _set_chinese(self, *, on: bool) -> None:
        self._chinese = on

    def _put(self, text: str) -> None:
        run = Run(text, self._wide, self._high, self._bold, self._small)
        if sum(each.width() for each in self._runs) + run.width() > self._columns * 12:
            self._end_row()
        if self._runs and replace(self._runs[-1], text="") == replace(run, text=""):
            self._runs[-1] = replace(run, text=self._runs[-1].text + text)
        else:
            self._runs.append(run)

    def _end_row(self) -> None:
        runs, self._runs = tuple(self._runs), []
        self._add(TextRow(runs, self._align))

    def _feed(self, rest: bytes) -> None:
        if self._runs:
            self._end_row()
        if rest[0]:
            self._add(BlankRow(30 * rest[0]))

    def _add(self, row: Row) -> None:
        self._rows.append(row)
        left = self._faults.lines_left
        if left is not None:
            over = left <= 1
            self._faults = replace(self._faults, lines_left=None if over else left - 1, paper_out=over)

    def _cut(self) -> None:
        if self._faults.cutter_jams:
            self._jammed = True
            self._input = b"\x1dV\x00" + self._input  # the cut is made when the cutter is mended
            return
        self._slips.append(PrintedSlip(tuple(self._rows), self._columns * 12, cut=True))
        self._rows.clear()

    def _echo(self) -> None:
        if not (self._faults.no_echo or self._faults.early_echo):
            self._replies.append(bytes([0x03 if self._faults.paper_low else 0x00]))

    def _name(self, rest: bytes) -> None:
        names = {65: b"1.07", 66: b"EMU", 67: b"EMU-80"}
        if not self._faults.nameless and rest[0] in names:
            self._replies.append(b"_" + names[rest[0]] + b"\x00")

    def _begin_to_tell(self, rest: bytes) -> None:
        if not self._faults.tells_nothing:
            self._tells, self._told = rest[0] != 0, b""

    def _picture(self, rest: bytes) -> None:
        self._chinese = False  # some printers do not come back to it by themselves: this one is of that kind
        if rest[:1] != b"0" or rest[1] not in {0, 48}:
            self.unknown.append(rest[:6])
            return
        wide = rest[2] + 256 * rest[3]
        if wide and len(rest) > 6:
            self._add(RasterRow(rest[6:], wide))

    def _function(self, rest: bytes) -> None:
        kind, function, values = rest[0:1], rest[3:5], rest[5:]
        if kind != b"k" or function[:1] != b"1":
            self.unknown.append(rest[:5])
        elif function == b"1C":
            self._module = values[0]
        elif function == b"1P":
            self._code = values[1:]
        elif function == b"1Q" and self._code:
            self._add(CodeRow(self._code, self._module, self._align))
            self._chinese = False
