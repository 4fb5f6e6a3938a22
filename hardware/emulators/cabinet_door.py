"""A door contact at the far end of a FIFO that carries Linux input events, with faults on demand."""

from collections.abc import Mapping
from pathlib import Path
from typing import Self

from hardware.emulators.handles import Handle
from hardware.emulators.input_fifo import REPORT, InputFifo, event

_FAULTS = {"bounces": "the contact bounces", "noise": "rubbish before each event", "dropped": "the kernel drops events"}


class DoorEmulator(InputFifo):
    """A lid switch (EV_SW, code 0: on is shut) at `path`; shut. Plugged in from the start; from any one thread."""

    title = "Cabinet door"

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.is_open = False
        self._fault = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def open_door(self) -> None:
        """Open the door."""
        self._move(is_open=True)

    def shut_door(self) -> None:
        """Shut the door."""
        self._move(is_open=False)

    @staticmethod
    def event(kind: int, code: int, value: int) -> bytes:
        """The 24 bytes of one event, with the report that ends it."""
        return event(kind, code, value) + REPORT

    def handles(self) -> tuple[Handle, ...]:
        """Open, shut."""
        return (Handle("Open the door", self.open_door), Handle("Shut the door", self.shut_door))

    def faults(self) -> Mapping[str, str]:
        """How it can fail."""
        return _FAULTS

    def break_with_fault(self, key: str) -> None:
        """Have this fault."""
        self._fault = key

    def looks(self) -> str:
        """Open or shut."""
        return "open" if self.is_open else "shut"

    def _move(self, *, is_open: bool) -> None:
        self.is_open = is_open
        shut = int(not is_open)
        if self._fault == "dropped":
            self.write(event(0, 3, 0) + REPORT)
            return
        if self._fault == "noise":
            self.write(b"\xff" * 10)
        if self._fault == "bounces":
            self.write(self.event(5, 0, shut) + self.event(5, 0, 1 - shut))
        self.write(self.event(5, 0, shut))
