"""Lights on GPIO lines of the box: an output is a line of one chip."""

from collections.abc import Mapping

from hardware.transport.gpio import GpioOutputs


class GpioBoard:
    """The lines of one chip."""

    def __init__(self, outputs: GpioOutputs) -> None:
        self._outputs = outputs

    def open(self) -> None:
        """Take the lines, all dark."""
        self._outputs.open()

    def close(self) -> None:
        """Let the lines go."""
        self._outputs.close()

    def set(self, levels: Mapping[int, bool]) -> None:
        """Drive these lines."""
        self._outputs.set(levels)

    def read(self) -> Mapping[int, bool]:
        """What the chip says of them; mostly what it was told, but a chip that was pulled out says nothing."""
        return self._outputs.levels()
