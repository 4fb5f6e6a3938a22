"""A relay or LED board that speaks Modbus RTU: an output is a coil."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hardware.lights.modbus_coils import ModbusCoils


class ModbusBoard:
    """A board on a serial line; opened and closed as the supervisor sees fit."""

    def __init__(self, port: str, baud: int, unit: int, outputs: frozenset[int], answer_s: float = 0.3) -> None:
        self._port = port
        self._baud = baud
        self._unit = unit
        self._outputs = outputs
        self._answer_s = answer_s
        self._coils: ModbusCoils | None = None

    def open(self) -> None:
        """Open the line and hear whether the board is there."""
        from hardware.lights.modbus_coils import ModbusCoils  # pymodbus takes its time

        self.close()
        self._coils = ModbusCoils(self._port, self._baud, self._unit, self._answer_s)

    def close(self) -> None:
        """Close the line."""
        if self._coils is not None:
            self._coils.close()
        self._coils = None

    def set(self, levels: Mapping[int, bool]) -> None:
        """Switch coil by coil: not every board knows how to switch several at once."""
        for output, on in levels.items():
            self._need().switch(output, on=on)

    def read(self) -> Mapping[int, bool]:
        """Read the coils back."""
        shown = self._need().read(max(self._outputs) + 1)
        return {output: shown[output] for output in self._outputs}

    def _need(self) -> "ModbusCoils":
        if self._coils is None:
            raise OSError("the line to the lights is not open")
        return self._coils
