"""What hands can do to an emulated device: the workbench draws a button for each of these."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Handle:
    """Something a person does to the device, such as laying a card on it; `label` is English and short."""

    label: str
    act: Callable[[], None]


class Handled(Protocol):
    """An emulator that can lie on the workbench; called from the GUI thread, and returns at once."""

    title: str

    def handles(self) -> tuple[Handle, ...]:
        """What can be done now, in the order of the buttons."""

    def faults(self) -> Mapping[str, str]:
        """How it can fail: a key and a short English label each."""

    def break_with_fault(self, key: str) -> None:
        """Have this fault instead of the one before; "" is well again."""

    def looks(self) -> str:
        """What a person sees of it now, in one short line."""

    def plug(self) -> None:
        """Put its plug in."""

    def unplug(self) -> None:
        """Pull its plug."""
