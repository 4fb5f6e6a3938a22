"""The pins of the box itself, by the Linux GPIO character device and the gpiod 2 library.

A port names chip and line: "/dev/gpiochip0:17", or a line by its name, "/dev/gpiochip0:DOOR". gpiod is imported when
the first pin is opened: the terminal's first frame does not wait for it.
"""

import contextlib
import errno
import select
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

from hardware.transport.bell import Bell

CONSUMER = "linli-kiosk"
_LOST = select.POLLERR | select.POLLHUP | select.POLLNVAL
_EVENTS_AT_ONCE = 64


class Bias(StrEnum):
    """What the chip does to a pin that nothing drives."""

    AS_IS = "as_is"
    DISABLED = "disabled"
    PULL_UP = "pull_up"
    PULL_DOWN = "pull_down"


@dataclass(frozen=True, slots=True)
class Pin:
    """A line of a chip, by number or by name."""

    chip: str
    line: int | str


# The call of the library, `gpiod.request_lines`; tests hand in a stand-in with the same words.
RequestLines = Callable[..., Any]


def pin(port: str) -> Pin:
    """Read a port such as "/dev/gpiochip0:17"; ValueError, with a text for whoever configures, for anything else."""
    chip, colon, line = port.rpartition(":")
    if not (colon and chip.startswith("/") and line) or not line.isprintable() or " " in line:
        raise ValueError(f"a GPIO port is a chip and a line, such as /dev/gpiochip0:17, not {port!r}")
    return Pin(chip, int(line) if line.isascii() and line.isdecimal() else line)


def _gpiod_request(*given: Any, **named: Any) -> Any:
    import gpiod  # loads a C library; not needed for the first frame

    return gpiod.request_lines(*given, **named)


class GpioInput:
    """One pin that is listened to, on both edges; used by one thread at a time. OSError when the chip is gone."""

    def __init__(
        self,
        where: Pin,
        *,
        active_low: bool = False,
        bias: Bias = Bias.AS_IS,
        settle_s: float = 0.02,
        request_lines: RequestLines = _gpiod_request,
    ) -> None:
        """`settle_s`: how long the kernel lets a contact bounce before it tells of an edge."""
        self._pin = where
        self._active_low = active_low
        self._bias = bias
        self._settle_s = settle_s
        self._request_lines = request_lines
        self._request: Any = None

    def open(self) -> None:
        """Take the pin; OSError when the chip is missing or the pin is taken."""
        self.close()
        from gpiod import LineSettings  # loads a C library; not needed for the first frame
        from gpiod.line import Bias as LineBias
        from gpiod.line import Direction, Edge

        settings = LineSettings(
            direction=Direction.INPUT,
            edge_detection=Edge.BOTH,
            bias=LineBias[self._bias.name],
            active_low=self._active_low,
            debounce_period=timedelta(seconds=self._settle_s),
        )
        with _library_errors():
            self._request = self._request_lines(self._pin.chip, {self._pin.line: settings}, consumer=CONSUMER)

    def active(self) -> bool:
        """The level now, active-low already turned round."""
        with _library_errors():
            return bool(self._need().get_value(self._pin.line))

    def wait(self, timeout_s: float | None, bell: Bell) -> None:
        """Until an edge, the bell or the time; None waits as long as it takes. What woke is for `active` to say."""
        request = self._need()
        poll = select.poll()
        poll.register(request.fd, select.POLLIN)
        poll.register(bell, select.POLLIN)
        for fd, events in poll.poll(None if timeout_s is None else timeout_s * 1000):
            if fd != request.fd:
                continue
            if events & _LOST and not events & select.POLLIN:
                raise OSError(errno.ENODEV, "the GPIO chip is gone")
            with _library_errors():
                # Which edges they were does not matter: the kernel may have dropped some, the level is the truth.
                request.read_edge_events(_EVENTS_AT_ONCE)

    def close(self) -> None:
        """Let the pin go."""
        _release(self._request)
        self._request = None

    def _need(self) -> Any:
        if self._request is None:
            raise OSError(errno.EBADF, "the GPIO line is not open")
        return self._request


class GpioOutputs:
    """Some pins of one chip that are driven; used by one thread at a time. OSError when the chip is gone."""

    def __init__(
        self,
        chip: str,
        lines: Sequence[int],
        *,
        active_low: bool = False,
        request_lines: RequestLines = _gpiod_request,
    ) -> None:
        self._chip = chip
        self._lines = tuple(lines)
        self._active_low = active_low
        self._request_lines = request_lines
        self._request: Any = None

    def open(self) -> None:
        """Take the pins, all inactive; OSError when the chip is missing or a pin is taken."""
        self.close()
        from gpiod import LineSettings  # loads a C library; not needed for the first frame
        from gpiod.line import Direction, Value

        settings = LineSettings(direction=Direction.OUTPUT, active_low=self._active_low, output_value=Value.INACTIVE)
        with _library_errors():
            self._request = self._request_lines(self._chip, {self._lines: settings}, consumer=CONSUMER)

    def set(self, levels: Mapping[int, bool]) -> None:
        """Drive these pins."""
        from gpiod.line import Value  # loaded since `open`

        if self._request is None:
            raise OSError(errno.EBADF, "the GPIO lines are not open")
        with _library_errors():
            self._request.set_values({line: Value.ACTIVE if on else Value.INACTIVE for line, on in levels.items()})

    def levels(self) -> dict[int, bool]:
        """How the pins stand."""
        if self._request is None:
            raise OSError(errno.EBADF, "the GPIO lines are not open")
        with _library_errors():
            return {line: bool(self._request.get_value(line)) for line in self._lines}

    def close(self) -> None:
        """Let the pins go; most chips keep the last level."""
        _release(self._request)
        self._request = None


def _release(request: Any) -> None:
    if request is not None:
        with contextlib.suppress(OSError):
            request.release()


@contextlib.contextmanager
def _library_errors() -> Iterator[None]:
    """A line that does not exist is a ValueError of the library: for us it is not there."""
    try:
        yield
    except ValueError as error:
        raise OSError(errno.ENXIO, "the GPIO chip has no such line") from error
