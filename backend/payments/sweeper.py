"""The clerk's working day: a thread that finds what is due, and a few that do it."""

import threading
from concurrent.futures import ThreadPoolExecutor

import structlog

from backend.house import House
from backend.payments.clerk import Clerk
from backend.payments.lanes import Job, lanes_of

log = structlog.get_logger("backend")

HANDS = 4
"""For each lane: one provider, and her codes apart from all else."""
LOOK_EVERY_S = 1
"""What another process was told is found so much later; what this one was told, at once."""


class Sweeper:
    """Works from its making to `close`. What is under way then is finished; what is not, the next start finds."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._desk = house.payments
        self._clerk = Clerk(house)
        self._closing = threading.Event()
        self._lock = threading.Lock()
        self._under_way: set[Job] = set()
        self._hands: dict[str, ThreadPoolExecutor] = {}
        self._thread = threading.Thread(target=self._work, name="payments sweeper", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop; waits for what is under way."""
        self._closing.set()
        self._desk.wake()
        self._thread.join()
        for hands in self._hands.values():
            hands.shutdown()

    def _work(self) -> None:
        begun = False
        while not self._closing.is_set():
            try:
                if not begun:
                    self._clerk.begin()
                    begun = True
                self._hand_out()
            except Exception as error:  # noqa: BLE001 (the thread's edge: a database that is away comes back)
                log.error("payments", sweep=type(error).__name__)
            self._desk.wait_for_work(LOOK_EVERY_S)

    def _hand_out(self) -> None:
        jobs = self._clerk.due()
        lanes = lanes_of(self._house, jobs)
        for job in jobs:
            with self._lock:
                if job in self._under_way:
                    continue
                self._under_way.add(job)
            lane = lanes[job]
            if lane not in self._hands:
                self._hands[lane] = ThreadPoolExecutor(HANDS, thread_name_prefix=f"payments {lane}")
            self._hands[lane].submit(self._act, job)

    def _act(self, job: Job) -> None:
        done = False
        try:
            self._clerk.act(job)
            done = True
        except Exception as error:  # noqa: BLE001 (a hand's edge: the lease runs out, and it is done again)
            log.error("payments", job=job[0], error=type(error).__name__)
        with self._lock:
            self._under_way.discard(job)
        if done:  # one thing done is often the beginning of the next; what failed waits for the next look
            self._desk.wake()
