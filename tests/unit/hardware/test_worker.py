import asyncio
import threading
import time
from collections.abc import Iterator
from functools import partial

import pytest

from hardware import worker as worker_module
from hardware.errors import DeviceError, DeviceReason
from hardware.worker import Command, Worker


@pytest.fixture
def worker() -> Iterator[Worker]:
    worker = Worker("bench", lambda _: 60)
    worker.start()
    yield worker
    worker.close()


def wait_for(event: threading.Event) -> None:
    assert event.wait(5), "it did not come about"


def test_work_is_done_on_the_worker_s_own_thread(worker: Worker) -> None:
    names = asyncio.run(worker.run(lambda _: threading.current_thread().name, 5))
    assert names == "bench"


def test_one_command_at_a_time_in_the_order_they_came(worker: Worker) -> None:
    log: list[str] = []

    def work(name: str, command: Command) -> None:
        log.append(name + " begins")
        command.pause(0.01)
        log.append(name + " ends")

    async def story() -> None:
        await asyncio.gather(*(worker.run(partial(work, name), 5) for name in "abc"))

    asyncio.run(story())
    assert log == ["a begins", "a ends", "b begins", "b ends", "c begins", "c ends"]


def test_what_the_work_raises_reaches_the_caller(worker: Worker) -> None:
    def work(_: Command) -> None:
        raise KeyError("x")

    with pytest.raises(KeyError):
        asyncio.run(worker.run(work, 5))
    assert asyncio.run(worker.run(lambda _: 1, 5)) == 1, "and the thread lives on"


def test_the_deadline_counts_the_time_in_the_queue(worker: Worker) -> None:
    done: list[str] = []

    async def story() -> BaseException | None:
        first = asyncio.create_task(worker.run(lambda command: command.pause(0.2), 5))
        await asyncio.sleep(0)
        second = await asyncio.gather(worker.run(lambda _: done.append("second"), 0.05), return_exceptions=True)
        await first
        return second[0]

    error = asyncio.run(story())
    assert isinstance(error, DeviceError)
    assert error.reason is DeviceReason.DEADLINE
    assert done == []


def test_cancelling_the_caller_stops_the_work(worker: Worker) -> None:
    began, stopped = threading.Event(), threading.Event()

    def work(command: Command) -> None:
        began.set()
        try:
            command.pause(60)
        finally:
            stopped.set()

    async def story() -> None:
        task = asyncio.create_task(worker.run(work, 60))
        await asyncio.to_thread(wait_for, began)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(story())
    wait_for(stopped)


def test_a_cancelled_command_that_waits_is_never_begun(worker: Worker) -> None:
    release, done = threading.Event(), []

    async def story() -> None:
        first = asyncio.create_task(worker.run(lambda _: wait_for(release), 5))
        second = asyncio.create_task(worker.run(lambda _: done.append("second"), 5))
        await asyncio.sleep(0.01)
        second.cancel()
        with pytest.raises(asyncio.CancelledError):
            await second
        release.set()
        await first
        await worker.run(lambda _: None, 5)

    asyncio.run(story())
    assert done == []


def test_a_caller_does_not_wait_for_work_that_forgets_its_deadline(
    worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker_module, "GRACE_S", 0.05)
    release = threading.Event()
    with pytest.raises(DeviceError) as caught:
        asyncio.run(worker.run(lambda _: wait_for(release), 0.05))
    assert caught.value.reason is DeviceReason.DEADLINE
    release.set()
    assert asyncio.run(worker.run(lambda _: "next", 5)) == "next"


def test_closing_ends_what_runs_and_refuses_what_waits() -> None:
    worker = Worker("bench", lambda _: 60)
    worker.start()
    began = threading.Event()

    def work(command: Command) -> None:
        began.set()
        command.pause(60)

    async def story() -> list[BaseException | None]:
        tasks = [worker.run(work, 60), worker.run(lambda _: None, 60)]
        gathered = asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.to_thread(wait_for, began)
        await asyncio.to_thread(worker.close)
        return list(await gathered)

    for error in asyncio.run(story()):
        assert isinstance(error, DeviceError)
        assert error.reason is DeviceReason.CANCELLED
    with pytest.raises(DeviceError):
        asyncio.run(worker.run(lambda _: None, 5))
    worker.close()


def test_a_worker_that_was_never_started_can_be_closed() -> None:
    Worker("bench", lambda _: 60).close()


def test_idle_comes_when_it_is_due_and_survives_its_own_error() -> None:
    times: list[float] = []
    enough = threading.Event()

    def idle(_: Command) -> float:
        times.append(time.monotonic())
        if len(times) == 3:
            enough.set()
        return 0.02

    worker = Worker("bench", idle)
    worker.start()
    wait_for(enough)
    worker.close()
    assert times[1] - times[0] >= 0.02


def test_an_idle_that_breaks_is_logged_and_commands_are_still_served(caplog: pytest.LogCaptureFixture) -> None:
    broke = threading.Event()

    def idle(_: Command) -> float:
        broke.set()
        raise RuntimeError("out of step")

    worker = Worker("bench", idle)
    worker.start()
    wait_for(broke)
    assert asyncio.run(worker.run(lambda _: "served", 5)) == "served"
    worker.close()
    assert "out of step" in caplog.text
