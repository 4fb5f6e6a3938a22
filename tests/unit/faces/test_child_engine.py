"""The watch over the child that sees: whatever it does, a try ends once, and never as a match that nobody made."""

import asyncio
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.faces.child_engine import ChildFaceEngine
from kiosk.faces.child_try import ChildTry
from kiosk.faces.contract import Asked, EngineState, Outcome, Seen, Step, Template, Try, Verdict
from kiosk.faces.models import FaceModel
from kiosk.faces.watch import Watch

pytestmark = pytest.mark.anyio

CHILD = Path(__file__).with_name("troubled_eyes.py")
MODELS = tuple(FaceModel(role, f"open/{role}", Path("nowhere"), {}) for role in ("dlib", "litert", "onnx"))
PICTURE = bytes(range(256)) * (640 * 480 * 3 // 256)
SOON = 30.0
WATCH = Watch(start_s=8.0, still_s=0.6, work_s=1.0, tick_s=0.05, retry_s=(0.05,))


class Watching:
    def __init__(self) -> None:
        self.seen_all: list[Seen] = []
        self.verdicts: list[Verdict] = []
        self.over = asyncio.Event()

    def seen(self, seen: Seen) -> None:
        self.seen_all.append(seen)

    def ended(self, verdict: Verdict) -> None:
        self.verdicts.append(verdict)
        self.over.set()


def engine(trouble: str, watch: Watch = WATCH) -> ChildFaceEngine:
    return ChildFaceEngine(MODELS, watch, (sys.executable, str(CHILD), trouble))


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(SOON):
        while not true():
            await asyncio.sleep(0.01)


async def begun(made: ChildFaceEngine) -> tuple[Try, Watching]:
    async with asyncio.timeout(SOON):
        await made.warm()
    assert made.state is EngineState.READY
    watching = Watching()
    return made.begin(Asked((Template("troubled", b"1234"),)), watching), watching


@pytest.mark.parametrize("trouble", ["hang", "spin", "crash", "garbage", "seen", "another", "template"])
async def test_a_child_in_trouble_costs_the_try_and_another_comes(trouble: str) -> None:
    made = engine(trouble)
    try:
        attempt, watching = await begun(made)
        attempt.feed(640, 480, PICTURE, 1, 1.0)
        async with asyncio.timeout(SOON):
            await watching.over.wait()
        assert watching.verdicts == [Verdict(Outcome.BROKEN)]
        await until(lambda: made.state is EngineState.READY)
        assert made.restarts >= 1
    finally:
        await made.close()


@pytest.mark.parametrize("trouble", ["mute", "load"])
async def test_a_child_that_never_comes_up_leaves_it_resting(trouble: str) -> None:
    made = engine(trouble, Watch(start_s=1.0, still_s=0.6, tick_s=0.05, retry_s=(30.0,)))
    try:
        async with asyncio.timeout(SOON):
            await made.warm()
        assert made.state is EngineState.RESTING
        made.begin(Asked(), watching := Watching())
        await until(lambda: bool(watching.verdicts))
        assert watching.verdicts == [Verdict(Outcome.BROKEN)]
    finally:
        await made.close()


async def test_a_second_end_changes_nothing() -> None:
    made = engine("twice")
    try:
        attempt, watching = await begun(made)
        attempt.feed(640, 480, PICTURE, 1, 1.0)
        async with asyncio.timeout(SOON):
            await watching.over.wait()
        attempt.feed(640, 480, PICTURE, 2, 2.0)
        attempt.cancel()
        await asyncio.sleep(0.2)
        assert watching.verdicts == [Verdict(Outcome.OTHER)]
    finally:
        await made.close()


async def test_the_end_of_another_try_is_not_the_end_of_this() -> None:
    made = engine("old")
    try:
        attempt, watching = await begun(made)
        attempt.feed(640, 480, PICTURE, 1, 1.0)
        await until(lambda: bool(watching.seen_all))
        assert not watching.verdicts
    finally:
        await made.close()


async def test_pictures_from_any_thread_and_the_newest_wins() -> None:
    made = engine("well")
    try:
        attempt, watching = await begun(made)

        def feed() -> None:
            for seq in range(1, 120):
                attempt.feed(640, 480, PICTURE, seq, seq / 100)

        thread = threading.Thread(target=feed)
        thread.start()
        await asyncio.to_thread(thread.join)
        await until(lambda: len(watching.seen_all) >= 1)
        await asyncio.sleep(0.2)
        assert 1 <= len(watching.seen_all) < 119
        assert set(watching.seen_all) == {Seen(Step.FRONT, None)}
    finally:
        await made.close()


async def test_a_try_that_no_picture_comes_for_ends() -> None:
    made = engine("well", Watch(silence_s=0.3, tick_s=0.05))
    try:
        _, watching = await begun(made)
        async with asyncio.timeout(SOON):
            await watching.over.wait()
        assert watching.verdicts == [Verdict(Outcome.LOST)]
        assert made.state is EngineState.READY
    finally:
        await made.close()


async def test_one_that_is_begun_while_the_models_load_waits_for_them() -> None:
    made = engine("well")
    try:
        warming = asyncio.ensure_future(made.warm())
        await asyncio.sleep(0)
        attempt = made.begin(Asked(), watching := Watching())
        attempt.feed(640, 480, PICTURE, 1, 1.0)
        await until(lambda: bool(watching.seen_all))
        await warming
    finally:
        await made.close()


async def test_after_closing_nothing_runs_and_nothing_is_told() -> None:
    made = engine("well")
    attempt, watching = await begun(made)
    await made.close()
    attempt.feed(640, 480, PICTURE, 1, 1.0)
    assert made.state is EngineState.CLOSED
    assert made.child_pid is None
    assert watching.verdicts == []
    async with asyncio.timeout(SOON):
        await made.warm()


async def test_more_than_a_household_is_refused() -> None:
    with pytest.raises(ValueError):
        engine("well").begin(Asked((Template("m", b"1234"),) * 9), Watching())


# ---- the slot ----


def slot() -> ChildTry:
    return ChildTry(1, Asked(), Watching(), lambda _: None, lambda _: None)


async def test_a_large_picture_is_thinned_out_pixel_by_pixel() -> None:
    width, height = 3840, 2160
    row = b"".join(bytes((x % 251, 7, 9)) for x in range(width))
    attempt = slot()
    attempt.feed(width, height, row * height, 1, 2.5)
    with attempt.picture() as picture:
        assert picture is not None
        head, pixels = picture
        assert (head.width, head.height, head.at) == (960, 540, 2.5)
        assert bytes(pixels[:9]) == bytes((0, 7, 9, 4, 7, 9, 8, 7, 9))
        assert len(pixels) == head.octets


async def test_the_same_picture_again_is_none_and_what_is_over_is_wiped() -> None:
    attempt = slot()
    attempt.feed(640, 480, PICTURE, 1, 1.0)
    attempt.feed(640, 480, bytes(640 * 480 * 3), 1, 2.0)
    with attempt.picture() as picture:
        assert picture is not None
        assert picture[1] == PICTURE
    attempt.feed(640, 480, PICTURE, 2, 3.0)
    attempt.cancel()
    assert not any(attempt._slot)
    attempt.feed(640, 480, PICTURE, 3, 4.0)
    assert not any(attempt._slot)
    assert attempt.asked == Asked()
