"""The map that the walker draws: spots (prompts as a resident meets them) and the moves between them."""

from collections import deque
from dataclasses import dataclass, field
from enum import StrEnum

from kiosk.app.crawl.body import Choice
from kiosk.visit.answers import offered
from kiosk.visit.prompts import Confirm, Farewell
from kiosk.visit.stage import Scene


@dataclass(frozen=True, slots=True)
class Spot:
    """A prompt, told apart by its kind, its headline's template and its options; nothing personal is in it."""

    kind: str
    template: str
    options: tuple[str, ...]
    title: str
    logged_in: bool

    @property
    def label(self) -> str:
        """How a report names it."""
        return f"{self.kind} “{self.template}”" if self.template else self.kind

    @property
    def is_home(self) -> bool:
        """The page where services are chosen."""
        return self.kind == "Choose" and not self.title

    @property
    def is_farewell(self) -> bool:
        """The last page of a service."""
        return self.kind == Farewell.__name__


NOBODY = Spot("attract page", "", (), "", logged_in=False)


def spot_of(scene: Scene | None) -> Spot:
    """Where a scene is on the map."""
    if scene is None:
        return NOBODY
    prompt = scene.prompt
    ids = ("yes", "no") if isinstance(prompt, Confirm) else tuple(o.id for o in offered(prompt))
    title = scene.title.template
    return Spot(type(prompt).__name__, prompt.headline.template, ids, title, logged_in=bool(scene.who))


class Way(StrEnum):
    """How one moves from a spot."""

    BEGIN = "begin"
    CHOOSE = "choose"
    ENTER = "enter"
    PRESENT = "present"
    RUN_OUT = "let its time run out"
    HOME = "home"
    BACK = "back"
    PAUSE = "pause"


NO_CHOICE = Choice("", "")


@dataclass(frozen=True, slots=True)
class Move:
    """One way from a spot: a choice, an answer to type, something to lay down."""

    way: Way
    choice: Choice = NO_CHOICE

    def __str__(self) -> str:
        return f"{self.way} {self.choice.words or self.choice.key}".strip()


@dataclass
class Visited:
    """What is known of a spot: the moves not yet made, those made and where they led, and what was tried."""

    to_make: list[Move] = field(default_factory=list)
    leads: dict[Move, Spot] = field(default_factory=dict)
    home_tried: bool = False
    back_tried: bool = False
    silence_tried: bool = False
    pause_tried: bool = False

    @classmethod
    def done(cls, to_make: list[Move]) -> "Visited":
        """A spot where nothing but moves is to be tried."""
        return cls(to_make, home_tried=True, back_tried=True, silence_tried=True, pause_tried=True)

    @property
    def pending(self) -> bool:
        """Is there anything left to try?"""
        tried = self.home_tried and self.silence_tried and self.back_tried and self.pause_tried
        return bool(self.to_make) or not tried


class Atlas:
    """All spots of one service."""

    def __init__(self) -> None:
        self.spots: dict[Spot, Visited] = {}

    def way_to_pending(self, start: Spot) -> list[Move] | None:
        """The shortest known way to a spot where something is left to try; None: all is done, or out of reach."""
        ahead: deque[tuple[Spot, list[Move]]] = deque([(start, [])])
        met = {start}
        while ahead:
            spot, path = ahead.popleft()
            known = self.spots.get(spot)
            if known is None:
                continue
            if known.pending:
                return path
            for move, there in known.leads.items():
                if there not in met and move.way is not Way.BACK:
                    met.add(there)
                    ahead.append((there, [*path, move]))
        return None
