"""A journey: named steps of one resident, each timed and pictured; and what came of it."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

from kiosk.app.demo.mouth_and_ears import MouthAndEars, Spoken
from kiosk.app.demo.world import World
from kiosk.app.senses import EyesAndFinger, JourneyError, KeysAndEars

MODES = ("touch", "keypad", "voice")


@dataclass
class Step:
    """One step as the report tells it."""

    name: str
    seconds: float
    picture: str
    heard: list[str] = field(default_factory=list)
    spoken: Spoken = field(default_factory=Spoken)

    def spoken_to_json(self) -> dict[str, object]:
        """What was said to the terminal, what recognition made of it and how many tries it took, if anything was."""
        return asdict(self.spoken) if self.spoken.said else {}


@dataclass
class Outcome:
    """One journey as the report tells it."""

    name: str
    mode: str
    ok: bool = False
    seconds: float = 0.0
    steps: list[Step] = field(default_factory=list)
    trouble: str = ""
    papers: list[str] = field(default_factory=list)

    @property
    def said_again(self) -> int:
        """How many sayings were understood only when they were said again, or in other words."""
        return sum(tries > 1 for step in self.steps for tries in step.spoken.tries)

    def to_json(self) -> dict[str, object]:
        """The shape that scripts read; and the trouble, if there was one."""
        return {
            "name": self.name,
            "mode": self.mode,
            "ok": self.ok,
            "seconds": round(self.seconds, 2),
            "steps": [
                {"name": step.name, "seconds": round(step.seconds, 2), "heard": step.heard} | step.spoken_to_json()
                for step in self.steps
            ],
            "said_again": self.said_again,
            "pictures": [step.picture for step in self.steps if step.picture] + self.papers,
            "trouble": self.trouble,
        }


class Walk:
    """What a journey is given: the world, a body with some of its senses, and a diary."""

    def __init__(
        self,
        world: World,
        eyes: EyesAndFinger,
        keys: KeysAndEars,
        outcome: Outcome,
        folder: Path,
        *,
        elder: bool = False,
        speaker: MouthAndEars | None = None,
    ) -> None:
        """`speaker`: somebody at the handset, if this machine can have one."""
        self.elder = elder
        self._speaker = speaker
        self.world = world
        self.eyes = eyes
        self.keys = keys
        self._outcome = outcome
        self._folder = folder

    @property
    def voice(self) -> MouthAndEars:
        """The mouth at the handset. Raises JourneyError where there is none."""
        if self._speaker is None:
            raise JourneyError("nobody can speak here: pulseaudio and the models of `make setup` are needed")
        return self._speaker

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """A step: what is done inside is timed, and its end is pictured."""
        began, heard = time.monotonic(), self.keys.heard
        spoken = self._spoken()
        step = Step(name, 0.0, "")
        self._outcome.steps.append(step)
        try:
            yield
        finally:
            step.seconds = time.monotonic() - began
            step.heard = self.keys.heard[len(heard) :]
            step.spoken = self._spoken().since(spoken)
            step.picture = self._name(len(self._outcome.steps))
            self.eyes.picture(self._folder / step.picture)

    def keep_paper(self, number: int = -1) -> str:
        """Picture the paper that came out; returns what stands on it."""
        slip = self.world.desk.printer.slips[number]
        name = self._name(len(self._outcome.papers) + 1, "paper")
        slip.picture().save(self._folder / name)
        self._outcome.papers.append(name)
        return slip.text

    def _spoken(self) -> Spoken:
        return self._speaker.so_far() if self._speaker is not None else Spoken()

    def _name(self, number: int, what: str = "step") -> str:
        return f"{self._outcome.name}-{self._outcome.mode}-{what}-{number:02d}.png"


Play = Callable[[Walk], None]


@dataclass(frozen=True, slots=True)
class Journey:
    """A journey and the mode that it is made in."""

    name: str
    mode: str
    play: Play
