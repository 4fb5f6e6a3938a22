"""`kiosk face evaluate DIR`: how well the terminal's own eye tells the people of a folder apart."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kiosk.app.face_evaluation.comparing import lost_pairs, ways
from kiosk.app.face_evaluation.eyes import FaceEvaluationImpossible, opened
from kiosk.app.face_evaluation.figures import Row, row
from kiosk.app.face_evaluation.folder import FolderMistakes
from kiosk.app.face_evaluation.looking import Left, Looking, Seen
from kiosk.app.face_evaluation.people import People, read_people
from kiosk.faces.contract import Stake
from kiosk.faces.eye import Eye
from kiosk.faces.references import VETO

Say = Callable[[str], None]
SHIPS = tuple((stake.name.lower(), stake.value) for stake in Stake)
DLIB = (("usual", VETO), ("careful", 0.36))
"""What is usual with dlib's own numbers, and where it is safe (FACE.md)."""


@dataclass(frozen=True, slots=True)
class Report:
    """What was measured."""

    rows: tuple[Row, ...]
    photos: int
    unreadable: tuple[Left, ...]
    missed: tuple[Path, ...]
    milliseconds: dict[str, float]

    def as_json(self) -> dict[str, Any]:
        """For a program."""
        return {
            "engines": [one.as_json() for one in self.rows],
            "photos": self.photos,
            "times_ms": self.milliseconds,
            "no_face_in": [str(file) for file in self.missed],
            "unreadable": [{"file": str(left.file), "why": left.why} for left in self.unreadable],
        }


def evaluate(folder: Path, models: Path, say: Say = lambda _line: None) -> Report:
    """Look at every photo and compare. Raises: FaceEvaluationImpossible, with a line for each mistake in the folder."""
    try:
        people = read_people(folder)
    except FolderMistakes as mistakes:
        raise FaceEvaluationImpossible(str(mistakes)) from None
    return measured(people, opened(models), say)


def measured(people: People, eye: Eye, say: Say = lambda _line: None) -> Report:
    """The same with an eye that is open. Raises: FaceEvaluationImpossible where there is no pair to compare."""
    seen = Looking(eye, say).at_all(people.photos)
    rows = _rows(seen, people, eye.engines) if seen.places else ()
    if not any(one.n_genuine or one.n_impostor for one in rows):
        raise FaceEvaluationImpossible(_nothing(seen, people))
    return Report(
        rows,
        len(people.photos),
        seen.unreadable,
        tuple(people.photos[place] for place in seen.misses),
        seen.milliseconds,
    )


def _rows(seen: Seen, people: People, engines: Sequence[str]) -> tuple[Row, ...]:
    lost = lost_pairs(seen, people)
    found = ways(seen, people, engines, VETO)
    return tuple(
        row(name, pairs, DLIB if name == "dlib" else SHIPS, len(seen.misses), lost) for name, pairs in found.items()
    )


def _nothing(seen: Seen, people: People) -> str:
    told = f"{len(people.photos)} photos, {len(seen.misses)} without a face, {len(seen.unreadable)} unreadable"
    return f"there is no pair to compare: {told}"
