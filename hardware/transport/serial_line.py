"""A serial line, by pyserial."""

import contextlib
import termios
from dataclasses import dataclass

import serial

from hardware.transport.wire import READ_MOST


@dataclass(frozen=True, slots=True)
class SerialSettings:
    """8 data bits, no parity, one stop bit always; the rest as the device is set."""

    port: str
    baud: int
    rtscts: bool = False
    dsrdtr: bool = False
    xonxoff: bool = False


class SerialLine:
    """A serial line that is locked against other programs while it is open."""

    def __init__(self, settings: SerialSettings) -> None:
        self._settings = settings
        self._serial: serial.Serial | None = None

    def open(self) -> None:
        """Open the port; raises OSError when it is missing or in use."""
        self.close()
        settings = self._settings
        try:
            self._serial = serial.Serial(
                settings.port,
                settings.baud,
                timeout=0,
                rtscts=settings.rtscts,
                dsrdtr=settings.dsrdtr,
                xonxoff=settings.xonxoff,
                exclusive=True,
            )
        except termios.error as error:  # not an OSError, and not always turned into one by pyserial
            raise OSError(*error.args) from error
        except serial.SerialException as error:
            if isinstance(error.__context__, termios.error):  # turned into one that has lost its number
                raise OSError(*error.__context__.args) from error
            raise

    def close(self) -> None:
        """Close the port; what was not yet sent is dropped, so that a dead line cannot hold the thread."""
        if self._serial is None:
            return
        with contextlib.suppress(OSError, termios.error):
            self._serial.reset_output_buffer()
        with contextlib.suppress(OSError):
            self._serial.close()
        self._serial = None

    def write(self, data: bytes, timeout_s: float) -> None:
        """Write all of `data`."""
        port = self._need()
        port.write_timeout = timeout_s
        try:
            port.write(data)
        except serial.SerialTimeoutException as error:
            raise TimeoutError("the serial line took no more") from error
        except TypeError as error:
            raise _closed_meanwhile(port) from error

    def read(self, timeout_s: float) -> bytes:
        """Read what has come."""
        port = self._need()
        try:
            port.timeout = timeout_s
            first: bytes = port.read(1)
            if not first:
                return b""
            # in_waiting is asked again after the first byte: it wakes us long before the rest has come.
            rest: bytes = port.read(min(port.in_waiting, READ_MOST - 1))
        except TypeError as error:
            raise _closed_meanwhile(port) from error
        return first + rest

    def _need(self) -> serial.Serial:
        if self._serial is None:
            raise OSError("the serial line is not open")
        return self._serial


def _closed_meanwhile(port: serial.Serial) -> Exception:
    """Another thread closed it: pyserial then stumbles over the number that its file no longer has."""
    # Its file goes first, and `is_open` tells of it last.
    whole = port.is_open and port.fd is not None
    return TypeError("pyserial broke") if whole else OSError("the serial line was closed")
