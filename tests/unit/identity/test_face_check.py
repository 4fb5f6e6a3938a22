"""The page on which somebody is looked at: its camera closes in every ending, and what is said can be heeded."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from hardware.camera.contract import CameraReason, Pixels
from hardware.status import DeviceState
from kiosk.faces.contract import EngineState, Outcome, Portrait, Seen, Stake, Step, Verdict
from kiosk.foundation.clock import SystemClock
from kiosk.foundation.errors import Fault
from kiosk.identity import face_check as module
from kiosk.identity.face_check import ANOTHER_WAY, FaceCheck
from kiosk.visit.catalogue import Catalogue, Entry, Service
from kiosk.visit.conversation import Conversation
from kiosk.visit.idle import Idle
from kiosk.visit.mirror import Cue, Mirror, Reflection
from kiosk.visit.prompts import Choose, Option, Present
from kiosk.visit.sentences import SENTENCES
from kiosk.visit.text import Text, text
from kiosk.visit.visit import Visit
from tests.helpers.face_scene import HERS, TAKEN, ScriptedCamera, ScriptedEngine
from tests.helpers.visitor import ScriptedVisitor
from tests.unit.visit.conftest import AllWell

pytestmark = pytest.mark.anyio

PHOTO = Portrait(1, 1, b"\0\0\0")
FRONT, LEFT, BLINK = (Seen(step, None) for step in (Step.FRONT, Step.LEFT, Step.BLINK))


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BREATH_S", 0.02)
    monkeypatch.setattr(module, "INTRODUCTION_S", 0.02)


class Shown:
    """What the mirror showed."""

    def __init__(self, mirror: Mirror) -> None:
        self.pictures = 0
        self.dark = True
        self.cues: set[Cue] = set()
        self.done = 0.0
        mirror.hang(self._see)

    def _see(self, reflection: Reflection | None) -> None:
        self.dark = reflection is None
        if reflection is not None:
            assert len(reflection.rgb) == 3 * reflection.width * reflection.height
            self.pictures += 1
            self.cues.add(reflection.cue)
            self.done = max(self.done, reflection.done)


Ask = Callable[[FaceCheck, Visit], Awaitable[object]]


async def against(check: FaceCheck, visit: Visit) -> object:
    return await check.against(visit, (PHOTO,), Stake.STRICT)


class Hall:
    """One service: first one question, then the face, then another; `met` is what the face came to."""

    def __init__(self, camera: ScriptedCamera | None, engine: ScriptedEngine, ask: Ask = against) -> None:
        self.camera, self.engine, self._ask = camera, engine, ask
        self.mirror = Mirror()
        self.shown = Shown(self.mirror)
        self.check = FaceCheck(camera, engine, self.mirror, SystemClock())
        self.met: list[object] = []

    async def _serve(self, visit: Visit) -> None:
        await visit.ask(_question("先问一句"))
        try:
            self.met.append(await self._ask(self.check, visit))
        except Fault as fault:
            self.met.append(fault.key)
        await visit.ask(_question("再问一句"))

    @asynccontextmanager
    async def visited(self, idle: Idle | None = None) -> AsyncIterator[ScriptedVisitor]:
        entry = Entry("tea", text("喝茶"), text("一杯"), "drop", "jade", ("喝茶",))
        catalogue = Catalogue((Service(entry, self._serve),), AllWell())
        desk = Conversation(catalogue, SystemClock(), idle or Idle(), _nobody)
        visitor = ScriptedVisitor(desk)
        running = asyncio.create_task(desk.run())
        desk.begin()
        await visitor.meets("今天", "tea")
        await visitor.meets("先问一句", "go")
        try:
            yield visitor
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
            self.is_dark()

    def is_dark(self) -> None:
        assert self.camera is None or self.camera.views == 0, "the camera looks on"
        assert self.shown.dark, "she is still to be seen"
        assert all(attempt.ended or attempt.cancelled for attempt in self.engine.tries), "a try goes on"


async def _nobody(_service: str) -> Text:
    return text("好")


def _question(words: str) -> Choose:
    return Choose(headline=text(words), options=(Option("go", text("好")), Option("stay", text("不"))))


async def _looks(visitor: ScriptedVisitor, hall: Hall) -> None:
    await visitor.sees("请面向摄像头")
    async with asyncio.timeout(10):
        while hall.shown.pictures == 0:
            await asyncio.sleep(0.002)


async def test_it_is_she_and_the_camera_is_closed_before_the_next_page() -> None:
    hall = Hall(ScriptedCamera(), ScriptedEngine((FRONT, LEFT, FRONT, BLINK, HERS)))
    async with hall.visited() as visitor:
        await visitor.sees("再问一句")
        hall.is_dark()
        assert hall.met == [HERS]
        assert visitor.notices == [
            "请看着镜头",
            "好，请向左慢慢转一点",
            "好，请转回来",
            "好，请闭上眼睛，数一二，再睁开",
        ]
    assert hall.camera is not None
    assert hall.camera.ran == 1
    assert hall.engine.asked[0].references == (PHOTO,)
    assert hall.shown.cues >= {Cue.LEFT}
    assert 0 < hall.shown.done <= 1


async def test_nothing_is_seen_on_any_other_page() -> None:
    hall = Hall(ScriptedCamera(), ScriptedEngine((HERS,)))
    async with hall.visited() as visitor:
        await visitor.sees("再问一句")
        seen = hall.shown.pictures
        await asyncio.sleep(0.05)
        assert hall.shown.pictures == seen
    present = next(scene.prompt for scene in visitor.scenes if isinstance(scene.prompt, Present))
    assert present.mirror
    assert not present.personal
    assert [way.place for way in present.ways] == ["camera"]
    assert all(not isinstance(s.prompt, Present) or s.prompt.mirror for s in visitor.scenes)


async def test_a_camera_without_colours_is_as_good() -> None:
    hall = Hall(ScriptedCamera(Pixels.LUMA), ScriptedEngine((FRONT, HERS)))
    async with hall.visited() as visitor:
        await visitor.sees("再问一句")
    assert hall.met == [HERS]


@pytest.mark.parametrize("leave", ["back", "home", "end", "another way"])
async def test_whoever_leaves_is_looked_at_no_more(leave: str) -> None:
    hall = Hall(ScriptedCamera(), ScriptedEngine((FRONT,)))
    async with hall.visited() as visitor:
        await _looks(visitor, hall)
        acts = {"back": visitor.desk.back, "home": visitor.desk.home, "end": visitor.desk.end}
        acts.get(leave, lambda: visitor.says("another_way"))()
        if leave == "end":
            await visitor.until(lambda: len(visitor.cleared) > 1)
        else:
            await visitor.sees({"back": "先问一句", "home": "今天"}.get(leave, "再问一句"))
        hall.is_dark()
    assert hall.met == ([ANOTHER_WAY] if leave == "another way" else [])


async def test_whoever_walks_away_is_looked_at_no_more() -> None:
    hall = Hall(ScriptedCamera(), ScriptedEngine((FRONT,)))
    async with hall.visited(Idle(0.3, 0.3, 0.3)) as visitor:
        await visitor.until(lambda: len(visitor.cleared) > 1)
        hall.is_dark()


async def test_whoever_does_what_is_asked_is_there() -> None:
    slow: tuple[Seen | Verdict, ...] = (
        FRONT,
        *[FRONT] * 60,
        LEFT,
        *[LEFT] * 60,
        FRONT,
        *[FRONT] * 60,
        BLINK,
        *[BLINK] * 60,
        HERS,
    )
    hall = Hall(ScriptedCamera(), ScriptedEngine(slow))
    async with hall.visited(Idle(30, 30, 30)) as visitor:
        noticed: list[float] = []
        idle_active = visitor.desk._idle.active
        visitor.desk._idle.active = lambda now: (noticed.append(now), idle_active(now))[1]  # type: ignore[method-assign,func-returns-value]
        await visitor.sees("再问一句")
    assert len(noticed) >= 4  # three steps done, and the next page


async def test_a_camera_that_is_opening_when_she_leaves_never_looks() -> None:
    camera = ScriptedCamera()
    camera.slow.clear()
    hall = Hall(camera, ScriptedEngine((FRONT,)))
    async with hall.visited() as visitor:
        await visitor.sees("请面向摄像头")
        await asyncio.sleep(0.02)
        visitor.desk.home()
        await visitor.sees("今天")
        camera.slow.set()
        await asyncio.sleep(0.02)
    assert camera.ran == 0


@pytest.mark.parametrize("reason", [CameraReason.ABSENT, CameraReason.SILENT, CameraReason.BROKEN])
async def test_a_camera_that_cannot_be_opened_is_a_sentence(reason: CameraReason) -> None:
    hall = Hall(ScriptedCamera(refuses=reason), ScriptedEngine((HERS,)))
    async with hall.visited() as visitor:
        await visitor.sees("再问一句")
    assert hall.met == [f"camera.{reason}"]
    assert f"camera.{reason}" in SENTENCES


async def test_a_camera_that_is_pulled_out_is_no_login() -> None:
    camera = ScriptedCamera()
    hall = Hall(camera, ScriptedEngine((FRONT,)))
    async with hall.visited() as visitor:
        await _looks(visitor, hall)
        camera.state = DeviceState.NO_DEVICE
        await visitor.sees("再问一句")
        hall.is_dark()
    assert hall.met == ["camera.absent"]


async def test_a_camera_that_falls_silent_is_no_login(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SILENT_S", 0.2)
    camera = ScriptedCamera()
    hall = Hall(camera, ScriptedEngine((FRONT,)))
    async with hall.visited() as visitor:
        await _looks(visitor, hall)
        camera.silent = True
        await visitor.sees("再问一句")
        hall.is_dark()
    assert hall.met == ["camera.silent"]


async def test_an_engine_that_never_ends_is_no_login(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "TRY_S", 0.2)
    hall = Hall(ScriptedCamera(), ScriptedEngine((FRONT,)))
    async with hall.visited() as visitor:
        await visitor.sees("再问一句")
        hall.is_dark()
    assert hall.met == ["face.broken"]


@pytest.mark.parametrize("outcome", [o for o in Outcome if o is not Outcome.SAME])
async def test_every_failure_is_told_kindly_tried_again_and_never_a_login(outcome: Outcome) -> None:
    tries = 1 if outcome in {Outcome.NO_REFERENCE, Outcome.BROKEN} else 3
    failures: list[Outcome] = []

    def counts(one: Outcome) -> bool:
        failures.append(one)
        return True

    hall = Hall(
        ScriptedCamera(),
        ScriptedEngine((Verdict(outcome),)),
        lambda check, visit: check.against(visit, (PHOTO,), Stake.STRICT, counts),
    )
    async with hall.visited() as visitor:
        await visitor.sees("再问一句")
        told = SENTENCES[f"face.{outcome}"].all.shown()
        assert visitor.notices.count(told) == tries - 1, "the last one is the caller's to tell"
    assert hall.met == [f"face.{outcome}"]
    assert failures == [outcome] * tries
    assert hall.camera is not None
    assert hall.camera.ran == 1


async def test_a_second_try_may_be_better() -> None:
    hall = Hall(ScriptedCamera(), ScriptedEngine((Verdict(Outcome.TOO_SLOW),), (FRONT, HERS)))
    async with hall.visited() as visitor:
        await visitor.sees("再问一句")
    assert hall.met == [HERS]
    assert len(hall.engine.tries) == 2


async def test_whoever_may_not_try_again_is_not_asked_to() -> None:
    hall = Hall(
        ScriptedCamera(),
        ScriptedEngine((Verdict(Outcome.OTHER),)),
        lambda check, visit: check.against(visit, (PHOTO,), Stake.STRICT, lambda _outcome: False),
    )
    async with hall.visited() as visitor:
        await visitor.sees("再问一句")
    assert len(hall.engine.tries) == 1
    assert hall.met == ["face.other"]


async def test_a_verdict_that_names_nobody_is_no_login() -> None:
    hall = Hall(ScriptedCamera(), ScriptedEngine((Verdict(Outcome.SAME),)))
    async with hall.visited() as visitor:
        await visitor.sees("再问一句")
    assert hall.met == ["face.broken"]


async def test_her_face_is_taken_and_she_may_rather_not() -> None:
    hall = Hall(ScriptedCamera(), ScriptedEngine((FRONT, TAKEN)), lambda check, visit: check.take(visit))
    async with hall.visited() as visitor:
        await visitor.sees("再问一句")
        page = next(s.prompt for s in visitor.scenes if isinstance(s.prompt, Present))
        assert [option.label.shown() for option in page.others] == ["先不留了"]
    assert hall.met == [TAKEN.template]
    assert hall.engine.asked[0].references == ()


async def test_back_from_the_next_page_looks_anew() -> None:
    hall = Hall(ScriptedCamera(), ScriptedEngine((HERS,)))
    async with hall.visited() as visitor:
        await visitor.sees("再问一句")
        before = visitor.scene.id
        visitor.desk.back()
        await visitor.until(lambda: visitor.scene.id > before + 1)
        await visitor.sees("再问一句")
    assert hall.camera is not None
    assert hall.camera.ran == 2


async def test_by_ear_the_page_is_said_first_and_she_has_more_time() -> None:
    hall = Hall(ScriptedCamera(), ScriptedEngine((FRONT,)))
    async with hall.visited() as visitor:
        await visitor.sees("请面向摄像头")
        visitor.desk.home()
        await visitor.sees("今天")
        visitor.desk.set_modes(replace(visitor.modes[-1], keypad=True))
        await visitor.meets("今天", "tea")
        await visitor.meets("先问一句", "go")
        await _looks(visitor, hall)
        async with asyncio.timeout(10):
            while not hall.engine.asked or not hall.engine.asked[-1].by_ear:
                await asyncio.sleep(0.005)


def test_it_rests_with_a_reason() -> None:
    def resting(camera: ScriptedCamera | None, state: EngineState) -> str:
        return FaceCheck(camera, ScriptedEngine(state=state), Mirror(), SystemClock()).resting().shown()

    gone = ScriptedCamera()
    gone.state = DeviceState.NO_DEVICE
    assert resting(ScriptedCamera(), EngineState.READY) == ""
    assert resting(None, EngineState.READY) == resting(gone, EngineState.READY) == "摄像头断开了"
    assert "准备" in resting(ScriptedCamera(), EngineState.STARTING)
    assert resting(ScriptedCamera(), EngineState.RESTING) == SENTENCES["face.broken"].what.shown()
