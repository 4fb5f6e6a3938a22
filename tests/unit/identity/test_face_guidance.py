"""What is said before the camera: one thing at a time, never faster than it can be heeded, and the newest wins."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.faces.contract import Advice, Seen, Step
from kiosk.identity.face_guidance import ADVICE, AGAIN_S, APART_S, STEADY_S, Guidance
from kiosk.visit.mirror import Cue
from kiosk.visit.text import Text


class Told:
    """A guidance with a stopwatch that the test turns, and what it said when."""

    def __init__(self, *, patient: bool = False) -> None:
        self.now = 0.0
        self.said: list[tuple[float, str]] = []
        self.guidance = Guidance(self._tell, lambda: self.now, patient=patient)

    def _tell(self, sentence: Text) -> None:
        self.said.append((self.now, sentence.shown()))

    def see(self, step: Step, advice: Advice | None = None, for_s: float = 0.1) -> bool:
        """Pictures of one kind, ten a second."""
        went_on = False
        for _ in range(max(1, round(for_s * 10))):
            went_on = self.guidance.seen(Seen(step, advice)) or went_on
            self.now += 0.1
        return went_on

    @property
    def words(self) -> list[str]:
        return [words for _, words in self.said]


def test_each_step_is_said_once_and_at_once() -> None:
    told = Told()
    for step in (Step.FRONT, Step.RIGHT, Step.FRONT, Step.BLINK):
        told.see(step, for_s=2.9)
    assert told.words == ["请看着镜头", "好，请向右慢慢转一点", "好，请转回来", "好，请闭上眼睛，数一二，再睁开"]
    assert [round(at) for at, _ in told.said] == [0, 3, 6, 9]


@pytest.mark.parametrize("advice", list(Advice))
def test_what_is_wrong_is_said_when_it_stays_and_then_what_to_do(advice: Advice) -> None:
    told = Told()
    told.see(Step.FRONT, for_s=3.0)
    told.see(Step.FRONT, advice, for_s=0.2)
    told.see(Step.FRONT, for_s=3.0)
    assert told.words == ["请看着镜头"], "a moment is no trouble"
    told.see(Step.FRONT, advice, for_s=4.0)
    told.see(Step.FRONT, for_s=4.0)
    assert told.words == ["请看着镜头", ADVICE[advice].shown(), "请看着镜头"]


def test_at_first_advice_comes_before_there_is_anything_to_do() -> None:
    told = Told()
    told.see(Step.FRONT, Advice.TOO_FAR, for_s=1.0)
    assert told.words == ["请靠近一点"]


def test_a_blink_that_is_not_seen_is_asked_for_again() -> None:
    told = Told()
    told.see(Step.FRONT, for_s=1.0)
    told.see(Step.BLINK, for_s=8.0)
    assert told.words[1:] == ["好，请闭上眼睛，数一二，再睁开", "请再闭上眼睛，数一二，再睁开"]


@pytest.mark.parametrize("patient", [False, True])
def test_a_turn_that_is_not_seen_is_asked_for_again(patient: bool) -> None:
    told = Told(patient=patient)
    told.see(Step.FRONT, for_s=1.0)
    told.see(Step.LEFT, for_s=14.0 if patient else 8.0)
    assert told.words == ["请看着镜头", "好，请向左慢慢转一点", "再向左慢慢转一点"]
    assert told.said[-1][0] - told.said[1][0] < (15.0 if patient else 8.0) - 3, "there is time left for it"


def test_by_ear_what_was_not_heeded_is_said_again() -> None:
    by_eye, by_ear = Told(), Told(patient=True)
    for told in (by_eye, by_ear):
        told.see(Step.FRONT, for_s=2 * AGAIN_S + 1)
    assert by_eye.words == ["请看着镜头"]
    assert by_ear.words == ["请看着镜头"] * 3


def test_somebody_is_there_when_she_does_what_is_asked() -> None:
    told = Told()
    assert not told.see(Step.FRONT, for_s=2)
    assert told.see(Step.LEFT)
    assert not told.see(Step.LEFT, Advice.BLURRED, for_s=2)
    assert told.see(Step.FRONT, Advice.BLURRED)
    cues = [told.guidance.cue]
    told.see(Step.BLINK)
    cues.append(told.guidance.cue)
    assert cues == [Cue.NONE, Cue.BLINK]
    assert told.guidance.done == 0.5


def test_the_ring_fills_by_what_is_done_and_not_by_what_is_tried() -> None:
    told = Told()
    filled = []
    for step in (Step.FRONT, Step.LEFT, Step.FRONT, Step.LEFT, Step.FRONT, Step.BLINK, Step.FRONT):
        told.see(step, for_s=1.0)
        filled.append(told.guidance.done)
    assert filled == [0, 0.25, 0.5, 0.25, 0.5, 0.5, 0.75]
    assert told.words.count("好，请向左慢慢转一点") == told.words.count("再向左慢慢转一点") == 1


@given(st.lists(st.tuples(st.sampled_from(Step), st.none() | st.sampled_from(Advice)), max_size=300))
def test_however_pictures_flicker_nobody_is_talked_to_death(pictures: list[tuple[Step, Advice | None]]) -> None:
    told = Told()
    steps_at = []
    before = None
    for step, advice in pictures:
        if step is not before:
            steps_at.append(told.now)
        before = step
        told.see(step, advice)
    for (earlier, _), (later, words) in pairwise(told.said):
        assert later in steps_at or later - earlier >= APART_S - 1e-6, words
    assert STEADY_S < APART_S
