"""The face engine with its real models in its real child; before the camera stands the demo's head.

Pictures carry the times of a camera that gives eight a second, however long the machine takes over each.
"""

import asyncio
import io
import os
import shutil
import signal
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from PIL import Image

from hardware.emulators.head.actor import Actor, Cast, Order
from hardware.emulators.head.photograph import Photograph
from hardware.emulators.head.scene import Studio
from kiosk.app.installed_models import face_models
from kiosk.faces.child_engine import ChildFaceEngine
from kiosk.faces.contract import Advice, Asked, EngineState, Outcome, Portrait, Seen, Step, Template, Try, Verdict
from kiosk.faces.models import FaceModel

# One worker: the models are loaded once.
pytestmark = [pytest.mark.anyio, pytest.mark.xdist_group("face_engine")]

MODELS = Path(__file__).parents[2] / "build" / "models"
SOON = 50.0
FPS = 8.0
REACTION_S = 0.5
DO = {Step.FRONT: Order.LOOK, Step.LEFT: Order.LEFT, Step.RIGHT: Order.RIGHT, Step.BLINK: Order.BLINK}
ENOUGH = 100


@pytest.fixture(scope="module")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="module")
def photograph() -> Photograph:
    return Photograph(MODELS / "astronaut" / "astronaut.png")


@pytest.fixture(scope="module")
def studio(photograph: Photograph) -> Studio:
    return Studio(photograph)


@pytest.fixture(scope="module")
def card(photograph: Photograph) -> Portrait:
    small = Image.open(io.BytesIO(photograph.card_photo())).convert("RGB")
    return Portrait(*small.size, small.tobytes())


@pytest.fixture(scope="module")
async def engine() -> AsyncIterator[ChildFaceEngine]:
    made = ChildFaceEngine(face_models(MODELS))
    await made.warm()
    assert made.state is EngineState.READY, "the models of faces are not in build/models: run `make setup`"
    yield made
    await made.close()


@dataclass
class Watching:
    """Somebody before the camera who does what she is asked, and who notes what she was told."""

    actor: Actor
    at: float = 1000.0
    seen_all: list[Seen] = field(default_factory=list)
    verdict: Verdict | None = None
    answered: asyncio.Event = field(default_factory=asyncio.Event)
    _due: tuple[float, Step] | None = None

    def seen(self, seen: Seen) -> None:
        if not self.seen_all or seen.step is not self.seen_all[-1].step:
            self._due = self.at + REACTION_S, seen.step
        self.seen_all.append(seen)
        self.answered.set()

    def ended(self, verdict: Verdict) -> None:
        assert self.verdict is None
        self.verdict = verdict
        self.answered.set()

    def act(self) -> None:
        self.at += 1 / FPS
        if self._due is not None and self.at >= self._due[0]:
            self.actor.do(DO[self._due[1]], self.at)
            self._due = None


async def tried(
    engine: ChildFaceEngine,
    studio: Studio,
    cast: Cast,
    *references: Portrait | Template,
    enough: int = ENOUGH,
) -> Watching:
    """One try to its end, or so many pictures."""
    watching = Watching(Actor(cast, at=1000.0))
    begun = engine.begin(Asked(references), watching)
    for number in range(1, enough):
        watching.act()
        if watching.verdict is not None:
            break
        picture = studio.picture(watching.actor.scene(watching.at))
        await fed(begun, watching, *picture.size, picture.tobytes(), number)
    begun.cancel()
    return watching


async def fed(begun: Try, watching: Watching, width: int, height: int, rgb: bytes, number: int) -> None:
    """Feed a picture, and wait for what is said of it."""
    watching.answered.clear()
    begun.feed(width, height, rgb, number, watching.at)
    async with asyncio.timeout(SOON):
        await watching.answered.wait()


@pytest.fixture(scope="module")
async def template(engine: ChildFaceEngine, studio: Studio) -> Template:
    """What she leaves."""
    left = (await tried(engine, studio, Cast.RESIDENT)).verdict
    assert left is not None
    assert left.outcome is Outcome.SAME
    assert left.template is not None
    return left.template


async def test_she_is_known_by_the_template_that_she_left(
    engine: ChildFaceEngine, studio: Studio, card: Portrait, template: Template
) -> None:
    assert template.model == engine.model
    hers = await tried(engine, studio, Cast.RESIDENT, Template("another", template.vectors), card, template)
    assert hers.verdict == Verdict(Outcome.SAME, which=2)


async def test_she_is_known_by_the_photo_of_her_card(engine: ChildFaceEngine, studio: Studio, card: Portrait) -> None:
    assert (await tried(engine, studio, Cast.RESIDENT, card)).verdict == Verdict(Outcome.SAME, which=0)


async def test_somebody_else_is_not_she(
    engine: ChildFaceEngine, studio: Studio, card: Portrait, template: Template
) -> None:
    other = await tried(engine, studio, Cast.OTHER, template, card)
    assert other.verdict is not None
    assert other.verdict.outcome is not Outcome.SAME


async def test_a_print_is_nobody(engine: ChildFaceEngine, studio: Studio, card: Portrait) -> None:
    held_up = await tried(engine, studio, Cast.PRINT_FLAT, card)
    assert held_up.verdict is not None
    assert held_up.verdict.outcome is not Outcome.SAME


@pytest.mark.parametrize(
    ("cast", "advice"),
    [(Cast.TWO, Advice.SEVERAL), (Cast.POSTER, Advice.SEVERAL), (Cast.NOBODY, Advice.NOBODY)],
)
async def test_two_or_a_poster_or_nobody_are_told_so(
    cast: Cast, advice: Advice, engine: ChildFaceEngine, studio: Studio
) -> None:
    tries = await tried(engine, studio, cast, enough=12)
    assert tries.verdict is None
    assert set(tries.seen_all) == {Seen(Step.FRONT, advice)}


async def test_a_stream_that_freezes_is_an_attack(engine: ChildFaceEngine, studio: Studio, card: Portrait) -> None:
    begun = engine.begin(Asked((card,)), watching := Watching(Actor(Cast.RESIDENT, at=1000.0)))
    still = studio.picture(watching.actor.scene(1000.0))
    for number in range(1, 40):
        watching.at += 1 / FPS
        await fed(begun, watching, *still.size, still.tobytes(), number)
        if watching.verdict is not None:
            break
    assert watching.verdict == Verdict(Outcome.FROZEN)


async def test_pictures_of_any_size_are_looked_at_or_passed_over(engine: ChildFaceEngine, studio: Studio) -> None:
    watching = Watching(Actor(Cast.RESIDENT, at=1000.0))
    begun = engine.begin(Asked(), watching)
    plain = studio.picture(watching.actor.scene(1000.0))
    begun.feed(640, 480, plain.tobytes()[:-1], 1, 1000.0)
    begun.feed(0, 0, b"", 2, 1000.0)
    begun.feed(-640, -480, plain.tobytes(), 3, 1000.0)
    begun.feed(20_000, 20_000, b"", 4, 1000.0)
    for number, size in enumerate([(3840, 2160), (641, 479), (1280, 720), (480, 640)], 5):
        watching.at += 1 / FPS
        await fed(begun, watching, *size, plain.resize(size).tobytes(), number)
        assert watching.verdict is None
    assert len(watching.seen_all) == 4
    assert engine.state is EngineState.READY
    begun.cancel()


async def test_a_wall_is_no_reference_and_nobody_is_asked_to_turn(engine: ChildFaceEngine, studio: Studio) -> None:
    wall = Portrait(102, 126, bytes([180]) * (102 * 126 * 3))
    assert (await tried(engine, studio, Cast.RESIDENT, wall)).verdict == Verdict(Outcome.NO_REFERENCE)
    half = Portrait(102, 126, b"half")
    assert (await tried(engine, studio, Cast.RESIDENT, half)).verdict == Verdict(Outcome.NO_REFERENCE)


async def test_a_try_that_is_cancelled_is_never_heard_of_again_and_the_next_begins_anew(
    engine: ChildFaceEngine, studio: Studio
) -> None:
    first, second = (Watching(Actor(Cast.RESIDENT, at=1000.0)) for _ in range(2))
    picture = studio.picture(first.actor.scene(1000.0))
    begun = engine.begin(Asked(), first)
    begun.feed(*picture.size, picture.tobytes(), 1, 1000.0)
    again = engine.begin(Asked(), second)  # which cancels the first
    await fed(again, second, *picture.size, picture.tobytes(), 1)
    begun.feed(*picture.size, picture.tobytes(), 2, 1001.0)
    begun.cancel()
    second.at += 0.1
    await fed(again, second, *studio.picture(second.actor.scene(second.at)).size, picture.tobytes(), 2)
    assert first.verdict is None
    assert not first.seen_all
    assert [seen.step for seen in second.seen_all] == [Step.FRONT, Step.FRONT]
    again.cancel()


async def test_a_child_that_dies_costs_a_try_and_another_comes(engine: ChildFaceEngine, studio: Studio) -> None:
    watching = Watching(Actor(Cast.RESIDENT, at=1000.0))
    begun = engine.begin(Asked(), watching)
    picture = studio.picture(watching.actor.scene(1000.0))
    await fed(begun, watching, *picture.size, picture.tobytes(), 1)
    restarts = engine.restarts
    assert engine.child_pid is not None
    watching.answered.clear()
    os.kill(engine.child_pid, signal.SIGKILL)
    async with asyncio.timeout(SOON):
        await watching.answered.wait()
        assert watching.verdict == Verdict(Outcome.BROKEN)
        while engine.state is not EngineState.READY:
            await asyncio.sleep(0.05)
    assert engine.restarts == restarts + 1


async def test_damaged_models_rest_and_nobody_is_anybody(tmp_path: Path) -> None:
    laid = face_models(MODELS)
    (small,) = [model for model in laid if model.runtime == "open/litert"]
    shutil.copytree(small.folder, tmp_path / "m")
    (file,) = small.files
    path = tmp_path / "m" / file
    path.write_bytes(path.read_bytes()[:-1] + b"!")
    engine = ChildFaceEngine([model if model is not small else replace(small, folder=tmp_path / "m") for model in laid])
    try:
        await rests(engine)
    finally:
        await engine.close()


@pytest.mark.parametrize(
    "models", [(), (FaceModel("x", "open/dlib", Path("/nowhere"), {}),)], ids=["none", "one of three"]
)
async def test_without_models_it_rests_and_no_process_is_started(models: tuple[FaceModel, ...]) -> None:
    engine = ChildFaceEngine(models)
    await rests(engine)
    assert engine.restarts == -1
    assert engine.memory == 0
    await engine.close()
    assert engine.state is EngineState.CLOSED


async def rests(engine: ChildFaceEngine) -> None:
    async with asyncio.timeout(SOON):
        await engine.warm()
    assert (engine.state, engine.model) == (EngineState.RESTING, "")
    begun = engine.begin(Asked(), watching := Watching(Actor(Cast.NOBODY)))
    async with asyncio.timeout(SOON):
        await watching.answered.wait()
    assert watching.verdict == Verdict(Outcome.BROKEN)
    begun.cancel()
