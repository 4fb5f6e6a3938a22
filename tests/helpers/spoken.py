"""Speech as a finger reaches it, written down."""

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class SpokenSpy:
    """Implements `kiosk.modalities.touch.hand.Spoken`; says nothing, but for `repeated`."""

    repeated: Callable[[], None] = lambda: None
    acts: list[str] = field(default_factory=list)

    def repeat(self) -> None:
        self.acts.append("repeat")
        self.repeated()

    def talk(self, *, down: bool) -> None:
        self.acts.append("talk" if down else "let go")

    def break_off(self) -> None:
        self.acts.append("break off")

    def choose_dialect(self) -> None:
        self.acts.append("dialect")
