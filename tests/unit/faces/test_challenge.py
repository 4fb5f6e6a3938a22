"""Who passes the challenge, and who does not: heads and sheets of paper before an invented camera."""

import random
from collections.abc import Callable, Iterator

import numpy as np
import pytest

from kiosk.faces.blinks import BlinkWatch
from kiosk.faces.challenge import BY_EAR, Challenge, Failure, Limits, Sight, drawn
from kiosk.faces.contract import Step
from kiosk.faces.landmarks import Landmarks
from tests.unit.faces.heads import Space, bent, flat, head, seen, turned

FPS = 12.0
QUICK = Limits()
ASKED = (Step.BLINK, Step.LEFT)
YAW = {Step.LEFT: 26.0, Step.RIGHT: -26.0, Step.FRONT: 0.0, Step.BLINK: 0.0}
Shape = Callable[[Space], Space]


def solid(points: Space) -> Space:
    return points


class Actor:
    """Does what is asked after a moment, as far as `able`; `shape` is what the camera sees of her."""

    def __init__(self, shape: Shape = solid, able: frozenset[Step] = frozenset(Step), noise: float = 0.4) -> None:
        self.shape, self.able, self.noise = shape, able, noise
        self.yaw = 0.0
        self.asked_at: tuple[Step, float] = (Step.FRONT, 0.0)

    def seen(self, step: Step, at: float) -> Landmarks:
        if step is not self.asked_at[0]:
            self.asked_at = (step, at)
        waited = at - self.asked_at[1]
        goal = YAW[step] if step in self.able and waited > 0.4 else 0.0
        self.yaw += float(np.clip(goal - self.yaw, -5, 5))
        closed = step is Step.BLINK and step in self.able and 0.8 < waited % 2 < 1.3
        points = turned(self.shape(head(0.06 if closed else 0.3)), self.yaw, pitch=2)
        return seen(points, self.noise, int(at * 1000))


def tried(actor: Actor, seed: int, limits: Limits = QUICK) -> Challenge:
    challenge = Challenge(0.0, drawn(random.Random(seed)), limits)
    for at in ticks():
        challenge.look(Sight(at, actor.seen(challenge.step, at)))
        if challenge.over:
            break
    return challenge


def ticks(end: float = 60.0) -> Iterator[float]:
    return (n / FPS for n in range(1, int(end * FPS)))


@pytest.mark.parametrize("seed", range(12))
def test_who_does_what_is_asked_passes(seed: int) -> None:
    challenge = tried(Actor(), seed)
    assert challenge.passed, challenge.failure


def test_what_is_asked_differs_from_try_to_try() -> None:
    def asked(seed: int) -> tuple[Step, ...]:
        challenge, actor, steps = Challenge(0.0, drawn(random.Random(seed))), Actor(), []
        for at in ticks():
            steps.append(challenge.step)
            challenge.look(Sight(at, actor.seen(challenge.step, at)))
            if challenge.over:
                break
        return tuple(dict.fromkeys(steps))

    assert len({asked(seed) for seed in range(30)}) == 4


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("radius", [0.0, 3.0, 6.0])
def test_a_print_never_passes(seed: int, radius: float) -> None:
    """It may turn as it likes, and somebody cut holes for eyes into it."""
    shape: Shape = flat if not radius else lambda points: bent(points, radius)
    challenge = tried(Actor(shape), seed)
    assert challenge.failure in {Failure.FLAT, Failure.TOO_SLOW}


@pytest.mark.parametrize("missing", [Step.LEFT, Step.BLINK])
def test_who_does_only_a_part_does_not_pass(missing: Step) -> None:
    able = frozenset(Step) - ({Step.LEFT, Step.RIGHT} if missing is Step.LEFT else {missing})
    assert tried(Actor(able=able), 3).failure is Failure.TOO_SLOW


def test_the_wrong_side_does_not_count() -> None:
    class Contrary(Actor):
        def seen(self, step: Step, at: float) -> Landmarks:
            other = {Step.LEFT: Step.RIGHT, Step.RIGHT: Step.LEFT}
            return super().seen(other.get(step, step), at)

    assert tried(Contrary(), 3).failure is Failure.TOO_SLOW


def test_two_photographs_one_after_the_other_do_not_pass() -> None:
    """A photograph from the front, and one from the side that is really hers: nobody saw her turn."""

    class Album(Actor):
        def seen(self, step: Step, at: float) -> Landmarks:
            closed = int(at * 2) % 4 == 0
            return seen(turned(head(0.06 if closed else 0.3), YAW[step]), 0.3, int(at * 1000))

    for seed in range(8):
        assert tried(Album(), seed).failure is Failure.TOO_SLOW


def test_another_photograph_brought_while_nobody_was_seen_does_not_count() -> None:
    challenge, clock = Challenge(0.0, (Step.LEFT, Step.BLINK), Limits(lost_s=5.0)), ticks()
    while challenge.step is Step.FRONT:
        at = next(clock)
        challenge.look(Sight(at, seen(head(), 0.3, int(at * 1000))))
    for after in ticks(5.0):
        side = seen(turned(head(), YAW[Step.LEFT]), 0.3, int(after * 1000))
        challenge.look(Sight(at + after, None if after < 1.0 else side))
    assert not challenge.passed
    assert step_of(challenge) is Step.FRONT  # from the front, please, and once more
    assert not challenge.over


def test_another_face_ends_it_at_once() -> None:
    challenge = Challenge(0.0, ASKED)
    challenge.look(Sight(0.1, seen(head())))
    challenge.look(Sight(0.2, seen(head()), same=False))
    assert challenge.failure is Failure.ANOTHER_FACE
    challenge.look(Sight(0.3, seen(head())))
    assert challenge.failure is Failure.ANOTHER_FACE


def test_a_face_that_leaps_is_another_one() -> None:
    challenge = Challenge(0.0, ASKED)
    challenge.look(Sight(0.1, seen(head())))
    challenge.look(Sight(0.2, seen(head() + np.array([1.5, 0, 0]))))
    assert challenge.failure is Failure.ANOTHER_FACE


def test_who_is_not_seen_has_left() -> None:
    challenge = Challenge(0.0, ASKED, Limits(step_s=9, lost_s=2))
    challenge.look(Sight(1.9, None))
    assert not challenge.over
    challenge.look(Sight(2.1, None))
    assert challenge.failure is Failure.LOST


def test_who_is_told_by_ear_has_more_time() -> None:
    class Slow(Actor):
        """Listens to the whole sentence before she does anything."""

        def seen(self, step: Step, at: float) -> Landmarks:
            if step is not self.heard[0]:
                self.heard = (step, at)
            return super().seen(step if at - self.heard[1] > 9 else Step.FRONT, at)

        heard = (Step.FRONT, 0.0)

    assert tried(Slow(), 5).failure is Failure.TOO_SLOW
    assert tried(Slow(), 5, BY_EAR).passed


@pytest.mark.parametrize(
    ("closed_s", "long"),
    [(0.1, False), (0.2, False), (0.5, True), (1.5, True), (5.0, False)],
)
def test_only_a_long_blink_counts(closed_s: float, long: bool) -> None:
    watch = BlinkWatch()
    seen_long = False
    for n in range(200):
        at = n / FPS
        seen_long |= watch.look(at, 0.05 if 3 <= at < 3 + closed_s else 0.3)
    assert seen_long is long


def test_one_bad_picture_is_no_blink() -> None:
    """Few pictures came: a single one with closed eyes, half a second wide, tells nothing."""
    watch = BlinkWatch()
    assert not any(watch.look(at, openness) for at, openness in [(0, 0.3), (0.5, 0.3), (1.0, 0.05), (1.5, 0.3)])


def test_who_turns_faster_than_can_be_followed_is_asked_once_more() -> None:
    challenge, clock = Challenge(0.0, (Step.LEFT,)), ticks()

    def look(yaw: float) -> None:
        at = next(clock)
        challenge.look(Sight(at, seen(turned(head(), yaw), 0.3, int(at * 1000))))

    while step_of(challenge) is Step.FRONT:
        look(0)
    look(YAW[Step.LEFT])
    assert step_of(challenge) is Step.FRONT
    while step_of(challenge) is Step.FRONT:
        look(0)
    assert step_of(challenge) is Step.LEFT
    for yaw in np.linspace(0, YAW[Step.LEFT], 8):
        look(float(yaw))
    while not challenge.over:
        look(0)
    assert challenge.passed


def test_whoever_only_ever_jumps_is_not_asked_for_ever() -> None:
    challenge = Challenge(0.0, (Step.LEFT,))
    for at in ticks(120.0):
        yaw = YAW[Step.LEFT] if step_of(challenge) is Step.LEFT else 0.0
        challenge.look(Sight(at, seen(turned(head(), yaw), 0.3, int(at * 1000))))
    assert challenge.failure is Failure.TOO_SLOW


def step_of(challenge: Challenge) -> Step:
    """A call, for mypy does not know that looking changes it."""
    return challenge.step
