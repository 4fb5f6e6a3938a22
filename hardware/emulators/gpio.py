"""A stand-in for the gpiod library's `request_lines`: the last resort, a mock.

A machine without a GPIO chip and without the kernel's simulator of one has no other end to stand at. It proves what is
asked of the library, not that the library or a chip does it. The request that it hands out has the library's own words:
fd, get_value, set_values, read_edge_events, release.
"""

import errno
import os
import threading
from collections.abc import Iterable, Mapping
from typing import Any

from gpiod.line import Direction, Value

Lines = Mapping[Any, Any]


class GpioStandIn:
    """A chip at `path`; hand `request_lines` to the driver. Levels are physical. Thread-safe."""

    def __init__(self, path: str = "/dev/gpiochip0", lines: int = 32, names: Mapping[str, int] | None = None) -> None:
        self.path = path
        self._lines = lines
        self._names = dict(names or {})
        self._lock = threading.Lock()
        self._levels = [False] * lines
        self._requests: list[_Request] = []
        self._plugged = True
        self.taken: set[int] = set()
        self.settings: list[Any] = []

    def request_lines(self, path: str, config: Lines, consumer: str | None = None, **_: Any) -> "_Request":
        """As `gpiod.request_lines`: FileNotFoundError without the chip, EBUSY for a taken line, ValueError for none."""
        assert consumer, "whoever looks at gpioinfo wants to know who holds a line"
        with self._lock:
            if not self._plugged or path != self.path:
                raise FileNotFoundError(errno.ENOENT, "No such file or directory")
            offsets: dict[int, Any] = {}
            for key, settings in config.items():
                for line in key if isinstance(key, tuple) else (key,):
                    offsets[self._offset(line)] = settings
            held = {offset for request in self._requests for offset in request.offsets}
            if held & set(offsets) or self.taken & set(offsets):
                raise OSError(errno.EBUSY, "Device or resource busy")
            self.settings += offsets.values()
            request = _Request(self, offsets)
            for offset, settings in offsets.items():
                if settings.direction is Direction.OUTPUT:
                    self._levels[offset] = bool(settings.output_value) is not settings.active_low
            self._requests.append(request)
            return request

    def drive(self, line: int, level: bool) -> None:
        """Put a level on an input, from outside."""
        with self._lock:
            changed = self._levels[line] is not level
            self._levels[line] = level
            for request in self._requests:
                if changed and line in request.offsets:
                    request.edge()

    def level(self, line: int) -> bool:
        """The level of a line now."""
        return self._levels[line]

    def unplug(self) -> None:
        """Pull the chip out, as a USB expander can be."""
        with self._lock:
            self._plugged = False
            for request in self._requests:
                request.lose()

    def plug(self) -> None:
        """Put it in again."""
        with self._lock:
            self._plugged = True

    def _offset(self, line: int | str) -> int:
        offset = self._names.get(line) if isinstance(line, str) else line
        if offset is None or not 0 <= offset < self._lines:
            raise ValueError("no such line")
        return offset

    def _read(self, offset: int) -> bool:
        return self._levels[offset]

    def _write(self, offset: int, level: bool) -> None:
        with self._lock:
            self._levels[offset] = level

    def _released(self, request: "_Request") -> None:
        with self._lock:
            self._requests.remove(request)


class _Request:
    """The stand-in for a LineRequest."""

    def __init__(self, chip: GpioStandIn, settings: Mapping[int, Any]) -> None:
        self._chip = chip
        self._settings = dict(settings)
        self._read_fd, self._write_fd = os.pipe()
        os.set_blocking(self._read_fd, False)
        os.set_blocking(self._write_fd, False)
        self._lost = False

    @property
    def fd(self) -> int:
        return self._read_fd

    @property
    def offsets(self) -> list[int]:
        return list(self._settings)

    def get_value(self, line: int | str) -> Value:
        offset = self._here(line)
        return Value.ACTIVE if self._chip._read(offset) is not self._settings[offset].active_low else Value.INACTIVE

    def set_values(self, values: Mapping[int | str, Value]) -> None:
        for line, value in values.items():
            offset = self._here(line)
            self._chip._write(offset, bool(value) is not self._settings[offset].active_low)

    def read_edge_events(self, max_events: int | None = None) -> Iterable[object]:
        if self._lost:
            raise OSError(errno.ENODEV, "No such device")
        return [object() for _ in os.read(self._read_fd, max_events or 16)]

    def release(self) -> None:
        self._chip._released(self)
        os.close(self._read_fd)
        if not self._lost:
            os.close(self._write_fd)

    def edge(self) -> None:
        if not self._lost:
            os.write(self._write_fd, b".")

    def lose(self) -> None:
        if not self._lost:
            self._lost = True
            os.close(self._write_fd)

    def _here(self, line: int | str) -> int:
        if self._lost:
            raise OSError(errno.ENODEV, "No such device")
        return self._chip._offset(line)
