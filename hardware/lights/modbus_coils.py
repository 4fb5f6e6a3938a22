"""The coils of one Modbus RTU board, through pymodbus; imported on the lights' own thread, for pymodbus takes its time.

pymodbus is held to one question at a time, without its own repeats: those are the supervisor's matter.
"""

import logging

from pymodbus.client import ModbusSerialClient
from pymodbus.exceptions import ConnectionException, ModbusException
from pymodbus.pdu import ModbusPDU

from hardware.errors import Completion, DeviceError, DeviceReason
from hardware.lights.contract import LightsReason

_READ_COILS, _WRITE_COIL = 1, 5


class ModbusCoils:
    """The open line to one board; used by one thread at a time."""

    def __init__(self, port: str, baud: int, unit: int, answer_s: float) -> None:
        # It logs every unanswered question as an error; the state of the device says it once.
        logging.getLogger("pymodbus.logging").setLevel(logging.CRITICAL)
        self._client = ModbusSerialClient(port, baudrate=baud, timeout=answer_s, retries=0)
        self._unit = unit
        if not self._client.connect():
            raise OSError("the port of the lights cannot be opened")

    def close(self) -> None:
        """Close the line."""
        self._client.close()  # type: ignore[no-untyped-call]

    def switch(self, coil: int, *, on: bool) -> None:
        """Write one coil (FC 05); the board must echo it."""
        try:
            answer = self._client.write_coil(coil, on, device_id=self._unit)
        except ModbusException as error:
            raise _lost(error) from None
        self._check(answer, _WRITE_COIL)
        if answer.address != coil or bool(answer.bits[0]) is not on:
            raise DeviceError(Completion.HARDWARE_ERROR, DeviceReason.GARBLED)

    def read(self, count: int) -> list[bool]:
        """Read coils from 0 on (FC 01)."""
        try:
            answer = self._client.read_coils(0, count=count, device_id=self._unit)
        except ModbusException as error:
            raise _lost(error) from None
        self._check(answer, _READ_COILS)
        if not count <= len(answer.bits) <= count + 7:
            raise DeviceError(Completion.HARDWARE_ERROR, DeviceReason.GARBLED)
        return [bool(bit) for bit in answer.bits[:count]]

    def _check(self, answer: ModbusPDU, function: int) -> None:
        if answer.isError():
            raise DeviceError(Completion.HARDWARE_ERROR, LightsReason.REFUSED)
        if answer.function_code != function:
            raise DeviceError(Completion.HARDWARE_ERROR, DeviceReason.GARBLED)


def _lost(error: ModbusException) -> Exception:
    if isinstance(error, ConnectionException):
        return OSError("the line to the lights is lost")
    return DeviceError(Completion.TIME_OUT, DeviceReason.SILENT)
