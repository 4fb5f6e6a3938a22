"""The challenge: look here, turn to one side, close your eyes for a moment; in an order that nobody knows before.

Against photographs, not against a film of her (FACE.md). It says what to do next, and never how near one is to passing.
Pure: no camera, no clock of its own. Times are seconds of one stopwatch.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from kiosk.faces.blinks import BlinkWatch
from kiosk.faces.contract import Step
from kiosk.faces.flatness import LEAST_DEPTH, LEAST_TURN, MOST_DEPTH, depth, turned_by
from kiosk.faces.landmarks import Landmarks


class Failure(StrEnum):
    """Why a challenge ended without a living face."""

    TOO_SLOW = "too_slow"
    LOST = "lost"  # nobody was seen for too long
    ANOTHER_FACE = "another_face"
    FLAT = "flat"  # it turned as a sheet of paper does


def drawn(chance: random.Random) -> tuple[Step, ...]:
    """What is asked this time, beside looking into the camera; `chance` is random.SystemRandom() but in a test."""
    turn = Step.LEFT if chance.random() < 0.5 else Step.RIGHT
    return (turn, Step.BLINK) if chance.random() < 0.5 else (Step.BLINK, turn)


@dataclass(frozen=True, slots=True)
class Limits:
    """How patient a challenge is, in seconds; who is told by voice what to do needs longer."""

    step_s: float = 8.0
    lost_s: float = 2.0
    still_s: float = 0.3  # how long she looks into the camera before anything is asked


BY_EAR = Limits(step_s=15.0, lost_s=4.0, still_s=0.5)
"""For who cannot see: the sentence that asks is a part of the time, and the face is found by words."""

FACING = 0.10
"""So far from the middle the nose may lie, in eye distances, and she still looks into the camera."""
_LEAP = 0.8
"""No head moves by so many eye distances between two pictures; a picture that is exchanged does."""
_STRIDE = 0.15
"""Between two pictures a nose that is followed moves no further, in eye distances ..."""
_GAP_S = 0.6
"""... and no more time passes. A turn that was not followed from the front may be another photograph."""
_MOST_AGAIN = 3
"""So often she is asked to turn once more, from the front: she was too quick, or a picture in between was no good."""
_FLAT_TURNS = 3
"""So many pictures that turned far enough and stayed flat are no accident of the points."""


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Sight:
    """One picture of her: when, the points of her face (None: none that is good enough), and whether it is the same."""

    at: float
    face: Landmarks | None
    same: bool = True


class Challenge:
    """Watches the pictures of one try. `failure` and `passed` stay as they are once they are set."""

    def __init__(self, begun_at: float, asked: Sequence[Step], limits: Limits = Limits()) -> None:
        self._steps = iter(asked)
        self._limits = limits
        self._step_until = begun_at + limits.step_s
        self._seen_at = begun_at
        self._last: Landmarks | None = None
        self._followed = False
        self._front: Landmarks | None = None
        self._facing_since: float | None = None
        self._blink = BlinkWatch()
        self._flat = 0
        self._again: Step | None = None
        self._asked_again = 0
        self.step = Step.FRONT
        self.failure: Failure | None = None
        self.passed = False

    @property
    def over(self) -> bool:
        """Is it decided?"""
        return self.passed or self.failure is not None

    def look(self, sight: Sight) -> None:
        """Take the next picture; those of a challenge that is over change nothing."""
        if self.over:
            return
        self.failure = self._objection(sight)
        if self.failure is None and sight.face is not None:
            self._follow(sight.at, sight.face)
            self._seen_at, self._last = sight.at, sight.face
            if self._done(sight.at, sight.face):
                self._go_on(sight)

    def _objection(self, sight: Sight) -> Failure | None:
        if sight.face is None:
            if sight.at - self._seen_at > self._limits.lost_s:
                return Failure.LOST
        elif not sight.same or _leapt(self._last, sight.face):
            return Failure.ANOTHER_FACE
        return Failure.TOO_SLOW if sight.at > self._step_until else None

    def _follow(self, at: float, face: Landmarks) -> None:
        """Is the way of the nose known, from where she looked into the camera to where she looks now?"""
        facing = abs(face.asymmetry) <= FACING
        near = self._last is not None and abs(turned_by(self._last, face)) <= _STRIDE
        self._followed = facing or (self._followed and near and at - self._seen_at <= _GAP_S)

    def _done(self, at: float, face: Landmarks) -> bool:
        if self.step is Step.FRONT:
            return self._is_still(at, face)
        if self.step is Step.BLINK:
            return self._blink.look(at, face.openness)
        return self._has_turned(at, face)

    def _is_still(self, at: float, face: Landmarks) -> bool:
        if abs(face.asymmetry) > FACING:
            self._facing_since = None
            return False
        self._blink.look(at, face.openness)  # how open her eyes are when she just looks
        since = self._facing_since = at if self._facing_since is None else self._facing_since
        return at - since >= self._limits.still_s

    def _has_turned(self, at: float, face: Landmarks) -> bool:
        """Her left is the right of the picture, for nothing is mirrored here."""
        assert self._front is not None  # FRONT comes first
        by = turned_by(self._front, face) * (1 if self.step is Step.LEFT else -1)
        if by < LEAST_TURN:
            return False
        if not self._followed:
            self._ask_again(at)
            return False
        if LEAST_DEPTH <= depth(self._front, face) <= MOST_DEPTH:
            return True
        self._flat += 1
        if self._flat >= _FLAT_TURNS:
            self.failure = Failure.FLAT
        return False

    def _ask_again(self, at: float) -> None:
        """Back to the front, and the same turn once more."""
        if self._asked_again < _MOST_AGAIN:
            self._asked_again += 1
            self._again, self.step = self.step, Step.FRONT
            self._facing_since = None
            self._step_until = at + self._limits.step_s

    def _go_on(self, sight: Sight) -> None:
        """After a turn she looks into the camera again before anything else is asked."""
        after_turn = self.step in {Step.LEFT, Step.RIGHT}
        if self.step is Step.FRONT and self._front is None:
            self._front = sight.face
        self._facing_since = None
        self._step_until = sight.at + self._limits.step_s
        again, self._again = self._again, None
        following = Step.FRONT if after_turn else again or next(self._steps, None)
        if following is None:
            self.passed = True
        else:
            self.step = following


def _leapt(before: Landmarks | None, now: Landmarks) -> bool:
    if before is None:
        return False
    moved = (now.eyes[0] + now.eyes[1] - before.eyes[0] - before.eyes[1]) / 2
    return float(np.linalg.norm(moved)) > _LEAP * before.eye_distance
