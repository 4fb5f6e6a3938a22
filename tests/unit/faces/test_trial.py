"""A try with an eye that a script opens: what ends it, and with what."""

from collections.abc import Callable, Sequence

import numpy as np
import pytest

from kiosk.faces.alignment import Picture
from kiosk.faces.contract import Advice, Asked, Outcome, Portrait, Seen, Stake, Step, Template, Verdict
from kiosk.faces.eye import Face, Witness
from kiosk.faces.references import reference_of, template_of
from kiosk.faces.trial import Trial
from tests.unit.faces.scripted_eye import ScriptedEye, face, unit

FPS = 8.0
STEPS = (Step.BLINK, Step.LEFT)
YAW = {Step.LEFT: 26.0, Step.RIGHT: -26.0}
Noise = Callable[[], Picture]


class Clock:
    """Pictures of noise at a camera's pace, and somebody who obeys after a moment."""

    def __init__(self, eye: ScriptedEye, asked: Asked | None = None, witness: Witness | None = None) -> None:
        self.eye = eye
        self.trial = Trial(eye, asked or Asked(), STEPS, 0.0, witness)
        self.at = 0.0
        self.yaw = 0.0
        self._chance = np.random.default_rng(1)
        self._told: tuple[Step, float] = (Step.FRONT, 0.0)
        self.seen: list[Seen] = []

    def noise(self, size: tuple[int, int] = (480, 640)) -> Picture:
        octets = self._chance.bytes(size[0] * size[1] * 3)
        return np.frombuffer(bytearray(octets), np.uint8).reshape(*size, 3)

    def look(self, picture: Picture | None = None) -> Seen | Verdict:
        self.at += 1 / FPS
        looked = self.trial.look(self.noise() if picture is None else picture, self.at)
        if isinstance(looked, Seen):
            self.seen.append(looked)
            if looked.step is not self._told[0]:
                self._told = looked.step, self.at
        return looked

    def obey(self) -> None:
        step, since = self._told
        waited = self.at - since
        goal = YAW.get(step, 0.0) if waited > 0.4 else 0.0
        self.yaw += float(np.clip(goal - self.yaw, -6, 6))
        closed = step is Step.BLINK and 0.5 < waited % 2 < 1.2
        self.eye.now = (face(self.yaw, 0.08 if closed else 0.3, seed=len(self.seen)),)

    def to_the_end(self, also: Callable[["Clock"], None] = lambda _: None, seconds: float = 60) -> Verdict:
        while self.at < seconds:
            self.obey()
            also(self)
            if isinstance(looked := self.look(), Verdict):
                return looked
        raise AssertionError("it never ends")


def template(angle: float, veto: float = 0.0) -> Template:
    vectors = np.concatenate([unit(angle), unit(angle), unit(veto)]).astype("<f4")
    return Template(ScriptedEye.model, vectors.tobytes())


def test_who_does_as_asked_leaves_her_template() -> None:
    verdict = Clock(ScriptedEye()).to_the_end()
    assert verdict.outcome is Outcome.SAME
    assert verdict.template is not None
    assert verdict.which is None
    again = Clock(ScriptedEye(), Asked((verdict.template,))).to_the_end()
    assert (again.outcome, again.which, again.template) == (Outcome.SAME, 0, None)


@pytest.mark.parametrize(
    ("angles", "stake", "outcome", "which"),
    [
        ((1.5, 0.3), Stake.STRICT, Outcome.SAME, 1),
        ((0.4, 0.3, 0.2), Stake.LIGHT, Outcome.SAME, 2),
        ((0.96,), Stake.STRICT, Outcome.OTHER, None),  # 0.92 apart
        ((0.96,), Stake.LIGHT, Outcome.SAME, 0),
        ((1.4,), Stake.LIGHT, Outcome.OTHER, None),
    ],
)
def test_the_nearest_is_she_if_she_is_near_enough(
    angles: Sequence[float], stake: Stake, outcome: Outcome, which: int | None
) -> None:
    verdict = Clock(ScriptedEye(), Asked(tuple(map(template, angles)), stake)).to_the_end()
    assert (verdict.outcome, verdict.which) == (outcome, which)


def test_the_veto_says_no_and_is_asked_once() -> None:
    eye = ScriptedEye()
    assert Clock(eye, Asked((template(0.0, veto=0.7),))).to_the_end().outcome is Outcome.OTHER
    assert eye.vetoes == 1
    assert Clock(eye, Asked((template(0.0, veto=0.5),))).to_the_end().outcome is Outcome.SAME


def test_numbers_that_are_none_say_no() -> None:
    """No comparison with what is not a number is true: the question must be asked so that this is a no."""
    eye = ScriptedEye()
    eye.noes = {0.0: float("nan")}
    assert Clock(eye, Asked((template(0.0),))).to_the_end().outcome is Outcome.OTHER
    eye = ScriptedEye()
    eye.said = float("nan")
    assert Clock(eye, Asked((template(0.0),))).to_the_end().outcome is Outcome.FLAT


def test_a_template_of_another_model_is_none_and_nobody_is_asked_to_turn_her_head() -> None:
    other = Template("another", template(0.0).vectors)
    clock = Clock(ScriptedEye(), Asked((other,)))
    assert clock.look() == Verdict(Outcome.NO_REFERENCE)
    assert clock.look() == Verdict(Outcome.NO_REFERENCE)  # it stays
    with_hers = Clock(ScriptedEye(), Asked((other, template(0.0)))).to_the_end()
    assert (with_hers.outcome, with_hers.which) == (Outcome.SAME, 1)


def test_a_portrait_without_a_face_is_no_reference() -> None:
    eye = ScriptedEye()
    eye.now = ()
    assert Clock(eye, Asked((Portrait(102, 126, bytes(102 * 126 * 3)),))).look() == Verdict(Outcome.NO_REFERENCE)


@pytest.mark.parametrize(
    ("faces", "advice"),
    [
        ((), Advice.NOBODY),
        ((face(), face(side=80)), Advice.SEVERAL),  # somebody behind her, or a poster
        ((face(side=120),), Advice.TOO_FAR),
        ((face(side=400),), Advice.TOO_CLOSE),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_asked(faces: tuple[Face, ...], advice: Advice) -> None:
    eye = ScriptedEye()
    eye.now = faces
    clock = Clock(eye)
    while isinstance(looked := clock.look(), Seen):
        assert looked == Seen(Step.FRONT, advice)
        assert clock.at < 60
    assert looked.outcome is (Outcome.TOO_SLOW if faces else Outcome.LOST)
    assert eye.vetoes == 0


def test_by_ear_there_is_more_time() -> None:
    def ends(by_ear: bool) -> float:
        clock = Clock(ScriptedEye(), Asked(by_ear=by_ear))
        clock.eye.now = ()
        while isinstance(clock.look(), Seen):
            pass
        return clock.at

    assert ends(by_ear=True) > 1.5 * ends(by_ear=False)


def test_somebody_else_on_the_way_ends_it() -> None:
    def swap(clock: Clock) -> None:
        if Step.BLINK in {seen.step for seen in clock.seen}:
            clock.eye.who = 1.4

    assert Clock(ScriptedEye()).to_the_end(swap).outcome is Outcome.ANOTHER_FACE


def test_one_picture_that_looks_like_somebody_else_does_not() -> None:
    def blur(clock: Clock) -> None:
        clock.eye.who = 1.4 if len(clock.seen) % 9 == 8 else 0.0

    assert Clock(ScriptedEye()).to_the_end(blur).outcome is Outcome.SAME


def test_a_second_person_in_a_few_pictures_is_told_and_she_goes_on() -> None:
    def pass_by(clock: Clock) -> None:
        if 14 <= len(clock.seen) < 20:
            clock.eye.now = (*clock.eye.now, face(side=90))

    clock = Clock(ScriptedEye())
    assert clock.to_the_end(pass_by).outcome is Outcome.SAME
    assert Advice.SEVERAL in {seen.advice for seen in clock.seen}


def test_what_the_advisory_network_is_very_sure_of_is_no_face_and_its_yes_is_worth_nothing() -> None:
    eye = ScriptedEye()
    eye.said = 0.01
    assert Clock(eye).to_the_end().outcome is Outcome.FLAT
    eye.said = 0.3
    assert Clock(eye).to_the_end().outcome is Outcome.SAME
    eye.said, eye.who = 1.0, 0.0
    assert Clock(eye, Asked((template(1.4),))).to_the_end().outcome is Outcome.OTHER


class ScriptedWitness:
    def __init__(self, says: bool | None) -> None:
        self.says = says

    def alive(self, face: Face, at: float) -> bool | None:
        return self.says


@pytest.mark.parametrize(
    ("says", "outcome"), [(True, Outcome.SAME), (False, Outcome.FLAT), (None, Outcome.FLAT)], ids=str
)
def test_a_witness_has_to_say_yes(says: bool | None, outcome: Outcome) -> None:
    assert Clock(ScriptedEye(), witness=ScriptedWitness(says)).to_the_end().outcome is outcome


# ---- pictures that stand still ----


def test_a_picture_that_stands_still_is_frozen() -> None:
    clock = Clock(ScriptedEye())
    still = clock.noise()
    looked: Seen | Verdict = clock.look(still)
    while isinstance(looked, Seen):
        looked = clock.look(still.copy())
    assert looked == Verdict(Outcome.FROZEN)
    assert 1.0 < clock.at < 1.5


def test_also_where_only_the_face_stands_still() -> None:
    clock = Clock(ScriptedEye())
    still = clock.noise()
    while isinstance(looked := clock.look(), Seen):
        picture = clock.noise()
        picture[150:330, 230:410] = still[150:330, 230:410]
        if isinstance(looked := clock.look(picture), Verdict):
            break
        # every other picture is a new one: then it is the repetition that tells
    assert looked == Verdict(Outcome.FROZEN)


def test_a_short_film_in_a_loop_is_frozen() -> None:
    clock = Clock(ScriptedEye())
    film = [clock.noise() for _ in range(8)]
    number, looked = 0, clock.look(film[0])
    while isinstance(looked, Seen):
        number += 1
        looked = clock.look(film[number % len(film)])
    assert looked == Verdict(Outcome.FROZEN)


def test_a_camera_that_gives_a_picture_twice_now_and_then_is_not() -> None:
    clock = Clock(ScriptedEye())
    for _ in range(4):
        twice = clock.noise()
        assert isinstance(clock.look(twice), Seen)
        assert isinstance(clock.look(twice), Seen)


def test_black_is_dark_and_not_frozen() -> None:
    clock = Clock(ScriptedEye())
    for _ in range(60):
        assert clock.look(np.zeros((480, 640, 3), np.uint8)) == Seen(Step.FRONT, Advice.TOO_DARK)


# ---- sizes, and what stays in memory ----


@pytest.mark.parametrize("size", [(540, 960), (479, 641), (700, 64), (64, 2000), (120, 160)])
def test_pictures_of_any_size_come_bounded_to_the_detector(size: tuple[int, int]) -> None:
    clock = Clock(ScriptedEye())
    clock.look(clock.noise(size))
    height, width, depth = clock.eye.seen[-1]
    assert (depth, height * width <= 640 * 480) == (3, True)
    assert height / width == pytest.approx(size[0] / size[1], rel=0.05)


def test_nothing_of_her_stays() -> None:
    eye = ScriptedEye()
    clock = Clock(eye, Asked((template(0.0),)))
    made = []
    honest = eye.embedding

    def watched(picture: Picture, face: Face) -> object:
        made.append(honest(picture, face))
        return made[-1]

    eye.embedding = watched  # type: ignore[method-assign, assignment]
    assert clock.to_the_end().outcome is Outcome.SAME
    kept = [vector for each in made[-3:] for vector in each.vectors]
    assert clock.trial._kept == []
    assert clock.trial._still._before is None
    assert (clock.trial._first, clock.trial._veto, clock.trial._references) == (None, None, None)
    assert any(not vector.any() for vector in kept)


def test_a_template_is_the_middle_of_several_pictures() -> None:
    eye = ScriptedEye()
    eye.who = 0.2
    one = eye.embedding(np.zeros((9, 9, 3), np.uint8), face())
    eye.who = 0.4
    other = eye.embedding(np.zeros((9, 9, 3), np.uint8), face())
    again = reference_of(eye, template_of(eye, [one, other], unit(1.0)))
    assert again.embedding.vectors[0] == pytest.approx(unit(0.3), abs=1e-4)
    assert again.veto == pytest.approx(unit(1.0))
