"""Messages over a wire: plain over TCP, in acknowledged frames over a serial line. Used on the worker thread only."""

import time
from collections import deque
from dataclasses import dataclass
from typing import Protocol

from hardware.errors import Completion, DeviceError, DeviceReason
from hardware.payment_terminal.apdu import Apdu, ApduReader, ZvtWrong, decode, encode
from hardware.payment_terminal.serial_frames import ACK, NAK, Framed, FrameReader, Heard, Signal, frame
from hardware.transport.wire import Wire, drain

_WRITE_S = 1.0
_TRIES = 3
_HUSH_ROUNDS = 20
_MOST_NOISE = 65_536  # bytes without a whole frame among them: more is a line that babbles, and costs the processor


@dataclass(frozen=True, slots=True)
class ZvtPace:
    """How long the terminal may take, in seconds."""

    acknowledge_s: float = 5.0  # for the ACK of a serial frame, and for the 80 00 00 of a command
    gap_s: float = 10.0  # between two messages of a dialogue in which no person has a part
    abort_s: float = 20.0  # from our wish to abort to the end of the dialogue
    settle_s: float = 120.0  # between two messages of the end of the day
    hush_s: float = 0.2  # a serial line is quiet when nothing came for so long


class Link(Protocol):
    """Messages in both directions; OSError when the wire is lost, DeviceError when what comes makes no sense."""

    def open(self) -> None:
        """Open the wire anew; nothing that was on its way is heard any more."""

    def close(self) -> None:
        """Close the wire, open or not; never raises."""

    def send(self, message: Apdu, *, once: bool) -> None:
        """Hand over a message; `once`: not again, whatever becomes of it, for it moves money."""

    def receive(self, timeout_s: float) -> Apdu | None:
        """The next message, or None when the time passes."""

    def forget(self) -> None:
        """Drop what has come and was not asked for, before something new is asked."""


class TcpLink:
    """Plain messages; TCP itself keeps them whole and in order."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._reader = ApduReader()
        self._come: deque[Apdu] = deque()

    def open(self) -> None:
        """Connect anew."""
        self._reader, self._come = ApduReader(), deque()
        self._wire.open()

    def close(self) -> None:
        """Hang up."""
        self._wire.close()

    def send(self, message: Apdu, *, once: bool) -> None:
        """Send a message."""
        del once
        _write(self._wire, encode(message))

    def receive(self, timeout_s: float) -> Apdu | None:
        """The next message."""
        ends = time.monotonic() + timeout_s
        while not self._come:
            received = self._wire.read(max(0.0, ends - time.monotonic()))
            try:
                self._come.extend(self._reader.feed(received))
            except ZvtWrong:
                raise _garbled() from None
            if not self._come and time.monotonic() >= ends:
                return None
        return self._come.popleft()

    def forget(self) -> None:
        """Drop what has come."""
        drain(self._wire)
        self._reader, self._come = ApduReader(), deque()


class SerialLink:
    """Messages in frames, each acknowledged by the other side."""

    def __init__(self, wire: Wire, pace: ZvtPace) -> None:
        self._wire = wire
        self._pace = pace
        self._reader = FrameReader()
        self._heard: deque[Heard] = deque()
        self._come: deque[Apdu] = deque()
        self._damaged = 0
        self._noise = 0

    def open(self) -> None:
        """Open the line, and wait until what is still being said has ended."""
        self._wire.open()
        for _ in range(_HUSH_ROUNDS):
            if not self._wire.read(self._pace.hush_s):
                break
        self._start_afresh()

    def close(self) -> None:
        """Close the line."""
        self._wire.close()

    def send(self, message: Apdu, *, once: bool) -> None:
        """Send a frame until it is acknowledged; after silence it is not repeated, for it may have been taken."""
        for _ in range(1 if once else _TRIES):
            _write(self._wire, frame(encode(message)))
            if self._acknowledged():
                return
        raise _garbled()

    def receive(self, timeout_s: float) -> Apdu | None:
        """The next message."""
        ends = time.monotonic() + timeout_s
        while not self._come:
            in_time = bool(self._heard) or self._listen(ends)
            while self._heard and not self._come:
                self._take(self._heard.popleft())
            if not in_time and not self._come:
                return None
        return self._come.popleft()

    def forget(self) -> None:
        """Drop what has come."""
        drain(self._wire)
        self._start_afresh()

    def _start_afresh(self) -> None:
        self._reader, self._heard, self._come = FrameReader(), deque(), deque()
        self._damaged = self._noise = 0

    def _acknowledged(self) -> bool:
        """Whether ACK came, or in its place the answer itself; False for a NAK."""
        ends = time.monotonic() + self._pace.acknowledge_s
        while not self._come:
            in_time = bool(self._heard) or self._listen(ends)
            while self._heard and not self._come:
                heard = self._heard.popleft()
                if heard is Signal.ACK or heard is Signal.NAK:
                    return heard is Signal.ACK
                self._take(heard)
            if not in_time and not self._come:
                raise DeviceError(Completion.TIME_OUT, DeviceReason.SILENT)
        return True

    def _listen(self, ends: float) -> bool:
        """Read once; False when the time has passed: a line that babbles gets no more of it than a silent one."""
        received = self._wire.read(max(0.0, ends - time.monotonic()))
        self._noise += len(received)
        if self._noise > _MOST_NOISE:
            raise _garbled()
        self._heard.extend(self._reader.feed(received))
        return time.monotonic() < ends

    def _take(self, heard: Heard) -> None:
        if isinstance(heard, Framed):
            self._damaged = self._noise = 0
            _write(self._wire, ACK)
            try:
                self._come.append(decode(heard.data))
            except ZvtWrong:
                raise _garbled() from None
        elif heard is Signal.DAMAGED:
            self._damaged += 1
            if self._damaged > _TRIES:
                raise _garbled()
            _write(self._wire, NAK)


def _write(wire: Wire, data: bytes) -> None:
    try:
        wire.write(data, _WRITE_S)
    except TimeoutError:
        raise DeviceError(Completion.TIME_OUT, DeviceReason.SILENT) from None


def _garbled() -> DeviceError:
    return DeviceError(Completion.HARDWARE_ERROR, DeviceReason.GARBLED)
