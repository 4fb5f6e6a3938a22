"""The loop on its thread: what it reports, and how it ends."""

import asyncio
import gc
import threading
from collections.abc import Iterator
from functools import partial

import pytest

from kiosk.app.loop import LoopThread

SECRET = "690101195503180027"


@pytest.fixture
def loop() -> Iterator[LoopThread]:
    opened = LoopThread()
    opened.start()
    yield opened
    opened.close()


def raise_it(*_: object, **__: object) -> None:
    raise ValueError


def wait_for(loop: LoopThread) -> None:
    """Let everything that was handed to the loop so far happen."""
    loop.spawn(asyncio.sleep(0.01)).result(timeout=5)


@pytest.mark.parametrize(
    "act", [partial(raise_it, 3, SECRET), partial(raise_it, value=SECRET), lambda: raise_it(SECRET)]
)
def test_a_callback_that_raises_is_reported_without_its_arguments(
    loop: LoopThread, caplog: pytest.LogCaptureFixture, act: partial[None]
) -> None:
    loop.call(act)
    wait_for(loop)
    assert any(record.exc_info for record in caplog.records)
    assert all(SECRET not in record.getMessage() for record in caplog.records)


def test_a_handle_with_arguments_that_raises_is_reported_without_them(
    loop: LoopThread, caplog: pytest.LogCaptureFixture
) -> None:
    loop.loop.call_soon_threadsafe(raise_it, 3, SECRET)
    wait_for(loop)
    assert any(record.exc_info for record in caplog.records)
    assert all(SECRET not in record.getMessage() for record in caplog.records)


def test_a_task_that_nobody_waits_for_is_reported_without_its_answer(
    loop: LoopThread, caplog: pytest.LogCaptureFixture
) -> None:
    async def stumble() -> None:
        raise ValueError(SECRET)

    async def begin() -> None:
        task = asyncio.create_task(stumble())
        await asyncio.wait({task})

    loop.spawn(begin()).result(timeout=5)
    gc.collect()
    wait_for(loop)
    assert any("never retrieved" in record.getMessage() for record in caplog.records)
    assert all(SECRET not in record.getMessage() for record in caplog.records)


def test_debugging_is_off_because_it_writes_answers_down(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONASYNCIODEBUG", "1")
    opened = LoopThread()
    opened.start()
    try:
        assert not opened.loop.get_debug()
    finally:
        opened.close()


def test_closing_cancels_waits_and_drops_what_comes_late(caplog: pytest.LogCaptureFixture) -> None:
    opened = LoopThread()
    opened.start()
    ended = threading.Event()
    begun = threading.Event()

    async def work() -> None:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0.01)
            ended.set()

    future = opened.spawn(work())
    assert begun.wait(5)
    opened.close()
    assert ended.is_set()
    assert future.done()
    opened.call(lambda: None)
    opened.close()
    assert opened.loop.is_closed()
    assert caplog.records == []


def test_a_loop_that_was_never_started_is_closed_as_well() -> None:
    opened = LoopThread()
    opened.close()
    assert opened.loop.is_closed()


def test_calls_from_many_threads_while_it_closes_raise_nothing() -> None:
    opened = LoopThread()
    opened.start()
    raised: list[BaseException] = []
    stop = threading.Event()

    def hammer() -> None:
        while not stop.is_set():
            try:
                opened.call(lambda: None)
            except BaseException as error:  # noqa: BLE001  whatever it is, it must not be
                raised.append(error)
                return

    threads = [threading.Thread(target=hammer) for _ in range(4)]
    for thread in threads:
        thread.start()
    opened.close()
    stop.set()
    for thread in threads:
        thread.join(5)
    assert raised == []
