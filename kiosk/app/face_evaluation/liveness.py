"""`kiosk face liveness DIR`: clips of people and of attacks through the very challenge of the terminal."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kiosk.app.face_evaluation.clips import LIVE, PER_SECOND, Clip, read_clips
from kiosk.app.face_evaluation.eyes import FaceEvaluationImpossible, opened
from kiosk.app.face_evaluation.folder import FolderMistakes
from kiosk.app.face_evaluation.picture_file import PictureMistake, picture_of
from kiosk.faces.alignment import Picture
from kiosk.faces.contract import Asked, Outcome, Step, Verdict
from kiosk.faces.eye import Eye
from kiosk.faces.trial import Trial

Say = Callable[[str], None]
UNFINISHED = "unfinished"
"""The clip was over before the challenge was."""
_CAMERA_SIDE = 640
_TELL_EVERY = 10


@dataclass(frozen=True, slots=True)
class Tried:
    """One clip: what was asked, and how it ended. `passed`: it was taken for a living face."""

    clip: Clip
    asked: tuple[Step, ...]
    ended: str
    pictures: int

    @property
    def passed(self) -> bool:
        """Was it taken for a living face?"""
        return self.ended == Outcome.SAME


@dataclass(frozen=True, slots=True)
class Kind:
    """All clips of a kind of attack, or of people."""

    kind: str
    tried: tuple[Tried, ...]

    @property
    def n(self) -> int:
        """How many clips."""
        return len(self.tried)

    @property
    def passed(self) -> int:
        """How many were taken for a living face."""
        return sum(one.passed for one in self.tried)

    @property
    def apcer(self) -> float | None:
        """The share of attacks that passed; None: there are none."""
        return round(self.passed / self.n, 4) if self.n else None

    @property
    def bpcer(self) -> float | None:
        """The share of people who were refused; None: there are none."""
        return round(1 - self.passed / self.n, 4) if self.n else None

    @property
    def outcomes(self) -> dict[str, int]:
        """How they ended, the most frequent first."""
        return dict(Counter(one.ended for one in self.tried).most_common())

    @property
    def told(self) -> str:
        """The same in words."""
        return ", ".join(f"{count} {ended}" for ended, count in self.outcomes.items())


@dataclass(frozen=True, slots=True)
class LivenessReport:
    """What was measured."""

    attacks: tuple[Kind, ...]
    live: Kind

    def as_json(self) -> dict[str, Any]:
        """For a program."""
        live = self.live
        return {
            "attacks": [
                {"kind": k.kind, "n": k.n, "accepted": k.passed, "apcer": k.apcer, "outcomes": k.outcomes}
                for k in self.attacks
            ],
            "live": {"n": live.n, "rejected": live.n - live.passed, "bpcer": live.bpcer, "outcomes": live.outcomes},
            "clips": [_as_row(one) for kind in (*self.attacks, live) for one in kind.tried],
        }


def try_clips(folder: Path, models: Path, say: Say = lambda _line: None) -> LivenessReport:
    """Every clip, one after the other. Raises: FaceEvaluationImpossible, with a line for each mistake."""
    try:
        clips = read_clips(folder)
    except FolderMistakes as mistakes:
        raise FaceEvaluationImpossible(str(mistakes)) from None
    eye, tried = opened(models), []
    for count, clip in enumerate(clips, 1):
        tried.append(_best(clip, eye))
        if count % _TELL_EVERY == 0:
            say(f"{count} of {len(clips)} ...")
    return summed(tried)


def summed(tried: Sequence[Tried]) -> LivenessReport:
    """Clip by clip into kind by kind."""
    kinds = sorted({one.clip.attack for one in tried} - {""})
    return LivenessReport(
        tuple(Kind(kind, tuple(one for one in tried if one.clip.attack == kind)) for kind in kinds),
        Kind(LIVE, tuple(one for one in tried if not one.clip.attack)),
    )


def _best(clip: Clip, eye: Eye) -> Tried:
    """The clip in each way that it can be asked; one that passes counts, for an attacker has as many tries."""
    tried = [_try(clip, asked, eye) for asked in clip.shows]
    return next((one for one in tried if one.passed), tried[0])


def _try(clip: Clip, asked: tuple[Step, ...], eye: Eye) -> Tried:
    trial = Trial(eye, Asked(), asked, begun_at=0.0)
    try:
        for count, file in enumerate(clip.pictures, 1):
            found = trial.look(_picture(file), count / PER_SECOND)
            if isinstance(found, Verdict):
                return Tried(clip, asked, found.outcome.value, count)
    finally:
        trial.wipe()
    return Tried(clip, asked, UNFINISHED, len(clip.pictures))


def _picture(file: Path) -> Picture:
    try:
        return picture_of(file, _CAMERA_SIDE)
    except PictureMistake as mistake:
        raise FaceEvaluationImpossible(f"{file}: {mistake}") from None


def _as_row(one: Tried) -> dict[str, Any]:
    return {
        "clip": str(one.clip.folder),
        "kind": one.clip.attack or LIVE,
        "asked": [step.value for step in one.asked],
        "ended": one.ended,
        "pictures": one.pictures,
    }
