"""A Linux input device, read raw and held for us alone: a device node, or a FIFO that carries the same bytes."""

import contextlib
import errno
import fcntl
import os
import select
from collections.abc import Callable
from pathlib import Path

from hardware.transport.input_events import SW_HEADPHONE_INSERT, EventReader, InputEvent

EVIOCGRAB = 0x40044590  # linux/input.h: nobody else, such as a console, gets the keys while we hold it
_EVIOCGSW = 0x8008451B  # linux/input.h: the switches as they stand, 8 bytes
_EVIOCGBIT_SW = 0x80084525  # linux/input.h, EVIOCGBIT(EV_SW, 8): the switches that it has
_CHUNK = 24 * 64
_CLASSES = Path("/sys/class/input")
_NODES = Path("/dev/input")
_NOT_A_DEVICE = {errno.ENOTTY, errno.EINVAL}


class InputDevice:
    """Used by one thread at a time."""

    def __init__(self, path: Path | Callable[[], Path], *, grab: bool = True) -> None:
        """`path`, or what finds it anew each time (FileNotFoundError); `grab`: nobody else shall get its events."""
        self._path = path
        self._grab = grab
        self._fd = -1
        self._events = EventReader()

    def open(self) -> None:
        """Open and grab the device; OSError when it is missing or another program holds it."""
        self.close()
        path = self._path if isinstance(self._path, Path) else self._path()
        self._fd = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        self._events = EventReader()
        if not self._grab:
            return
        try:
            fcntl.ioctl(self._fd, EVIOCGRAB, 1)
        except OSError as error:
            if error.errno not in _NOT_A_DEVICE:  # a FIFO cannot be grabbed, and need not
                raise

    def close(self) -> None:
        """Let the device go, open or not; never raises."""
        if self._fd >= 0:
            with contextlib.suppress(OSError):
                os.close(self._fd)
        self._fd = -1

    def read(self, timeout_s: float) -> list[InputEvent]:
        """The events that have come, waiting for the first; none when the time passes, OSError when it was pulled out.

        A FIFO at whose other end nobody is counts as pulled out.
        """
        poll = select.poll()
        poll.register(self._fd, select.POLLIN)
        if timeout_s > 0 and not poll.poll(timeout_s * 1000):
            return []
        try:
            received = os.read(self._fd, _CHUNK)
        except BlockingIOError:
            return []
        if not received:
            raise OSError(errno.ENODEV, "the other end is gone")
        return self._events.feed(received)

    def switches(self) -> int | None:
        """The switches that are on now, one bit each (EVIOCGSW); None where it cannot be asked, as of a FIFO."""
        return self._bits(_EVIOCGSW)

    def headphones(self) -> bool | None:
        """Whether a plug is in the jack that this device tells of; None when it tells of none, or cannot be asked."""
        known, switches = self._bits(_EVIOCGBIT_SW), self.switches()
        if known is None or switches is None or not known >> SW_HEADPHONE_INSERT & 1:
            return None
        return bool(switches >> SW_HEADPHONE_INSERT & 1)

    def _bits(self, request: int) -> int | None:
        bits = bytearray(8)
        try:
            fcntl.ioctl(self._fd, request, bits)
        except OSError:
            return None
        return int.from_bytes(bits, "little")


def input_by_name(name: str, classes: Path = _CLASSES, nodes: Path = _NODES) -> Path:
    """The node of the input device that calls itself `name`; FileNotFoundError when there is none.

    The jacks of sound cards have no name under /dev/input/by-id, and their numbers change from start to start.
    """
    for found in sorted(classes.glob("event*")):
        with contextlib.suppress(OSError, UnicodeDecodeError):
            if (found / "device" / "name").read_text().strip() == name:
                return nodes / found.name
    raise FileNotFoundError(errno.ENOENT, "no input device of that name")
