"""A resident who sees nothing is looked at: she hears where the camera is and what to do, one thing at a time."""

import asyncio
from collections.abc import Callable

import pytest

from hardware.keypad.contract import Key
from kiosk.faces.contract import Advice, Outcome, Portrait, Seen, Stake, Step, Verdict
from kiosk.foundation.clock import SystemClock
from kiosk.foundation.errors import Fault
from kiosk.identity import face_check as module
from kiosk.identity.face_check import ANOTHER_WAY, OTHERWISE, FaceCheck, face_page
from kiosk.identity.face_guidance import ADVICE
from kiosk.visit.mirror import Mirror
from kiosk.visit.stage import Notice
from kiosk.visit.text import text
from kiosk.visit.visit import Visit
from tests.helpers.face_scene import HERS, ScriptedCamera, ScriptedEngine
from tests.unit.modalities.conftest import BlindResident, Hall, Serve

pytestmark = pytest.mark.anyio

FRONT, RIGHT, BLINK = (Seen(step, None) for step in (Step.FRONT, Step.RIGHT, Step.BLINK))


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BREATH_S", 0.02)
    monkeypatch.setattr(module, "INTRODUCTION_S", 0.02)


def looking(engine: ScriptedEngine) -> tuple[Serve, list[object], ScriptedCamera]:
    """A service that looks at her, and what it came to."""
    met: list[object] = []
    camera = ScriptedCamera()
    check = FaceCheck(camera, engine, Mirror(), SystemClock())

    async def serve(visit: Visit) -> None:
        try:
            met.append(await check.against(visit, (Portrait(1, 1, b"\0\0\0"),), Stake.STRICT))
        except Fault as fault:
            met.append(fault.key)

    return serve, met, camera


async def begun(resident: BlindResident) -> None:
    await resident.press(Key.DOWN)
    await resident.choose("tea")


async def until(so: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not so():
            await asyncio.sleep(0.002)


async def test_she_finishes_by_ear_alone(hall: Hall) -> None:
    engine = ScriptedEngine((FRONT, RIGHT, FRONT, BLINK, *[BLINK] * 30, HERS))
    serve, met, camera = looking(engine)
    async with hall(serve) as resident:
        await begun(resident)
        await until(lambda: bool(met))
        heard = resident.heard
    assert met == [HERS]
    assert not camera.looking
    assert engine.asked[0].by_ear
    order = [heard.index(words) for words in ("它在屏幕上方正中", "闭上眼睛，数一二，再睁开")]
    assert order == sorted(order), "where the camera is comes first, and the last thing asked is heard"


async def test_a_failed_try_is_told_and_the_next_one_guided(hall: Hall) -> None:
    engine = ScriptedEngine((Verdict(Outcome.TOO_SLOW),), (FRONT, *[FRONT] * 200, HERS))
    serve, met, _camera = looking(engine)
    async with hall(serve) as resident:
        await begun(resident)
        await until(lambda: bool(met))
        heard = resident.heard
    assert heard.index("刚才慢了一点") < heard.index("请看着镜头")


async def test_a_key_leads_to_another_way(hall: Hall) -> None:
    serve, met, camera = looking(ScriptedEngine((FRONT,)))
    async with hall(serve) as resident:
        await begun(resident)
        await until(lambda: camera.looking)
        await resident.press(Key.OK)
        assert camera.looking, "OK alone chooses nothing here"
        await resident.choose(OTHERWISE.id)
        await until(lambda: bool(met))
    assert met == [ANOTHER_WAY]
    assert not camera.looking


async def test_guidance_does_not_pile_up(hall: Hall) -> None:
    async with hall(posing, at_once=False) as resident:
        await stands_before_the_camera(resident)
        for advice in (Advice.TOO_FAR, Advice.TOO_CLOSE, Advice.TOO_DARK):
            resident.keypad.notice(Notice(ADVICE[advice]))
        await until(lambda: bool(resident.speaker.waiting))
        assert "".join(resident.speaker.heard).startswith("光线太暗"), "only the newest is said"
        resident.keypad.notice(Notice(text("请看着镜头")))
        await until(lambda: "请看着镜头" in resident.speaker.heard)
        assert len(resident.speaker.waiting) <= 2


async def test_while_she_speaks_only_the_newest_is_kept(hall: Hall) -> None:
    async with hall(posing, at_once=False) as resident:
        await stands_before_the_camera(resident)
        speech = resident.keypad._speech
        speech.listen()
        for advice in (Advice.TOO_FAR, Advice.TOO_CLOSE, Advice.SEVERAL):
            resident.keypad.notice(Notice(ADVICE[advice]))
        await resident.settles()
        assert resident.speaker.heard == []
        speech.go_on(unheard=True)
        await until(lambda: bool(resident.speaker.waiting))
        assert resident.speaker.heard == [ADVICE[Advice.SEVERAL].spoken()]


async def posing(visit: Visit) -> None:
    await visit.ask(face_page(OTHERWISE))


async def stands_before_the_camera(resident: BlindResident) -> None:
    """The page stands, and nothing is being said."""
    resident.keypad.press(Key.DOWN)
    await resident.settles()
    resident.desk.answer(resident.seen.scene.id, "tea")
    await resident.seen.sees("请面向摄像头")
    resident.talker.stop()
    resident.speaker.heard.clear()
