"""Somebody before the camera who does what she is told: she reads the guidance or hears it, and turns her head."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial

from hardware.emulators.head.actor import Cast, Order
from hardware.emulators.head.emulator import HeadEmulator

GLANCE_S = 0.1
BLINKS_AGAIN_S = 4.0
_HEEDED: tuple[tuple[str, Order], ...] = (
    ("向左", Order.LEFT),
    ("向右", Order.RIGHT),
    ("闭上眼睛", Order.BLINK),
    ("转回来", Order.LOOK),
    ("看着镜头", Order.LOOK),
    ("靠近一点", Order.CLOSER),
)


def order_in(sentence: str) -> Order | None:
    """What a sentence of the guidance asks of her; None: nothing that she can do."""
    return next((order for words, order in _HEEDED if words in sentence), None)


class Obedient:
    """Looks or listens from time to time, and does what is new. On a thread of its own from `with` to its end."""

    def __init__(self, head: HeadEmulator, told: Callable[[], Sequence[str]]) -> None:
        """`told` gives what is written now, or every sentence that was heard; from this object's thread."""
        self._head = head
        self._told = told
        self._over = threading.Event()
        self._doing: Order | None = None
        self._since = 0.0

    def heed(self) -> None:
        """Do what is asked now, if it is not what she does already; close her eyes again while that is still asked."""
        order = next(filter(None, map(order_in, self._told())), None)
        if order is None:
            return
        again = order is Order.BLINK and time.monotonic() - self._since > BLINKS_AGAIN_S
        if order is not self._doing or again:
            self._head.do(order)
            self._since = time.monotonic()
        self._doing = order

    def run(self) -> None:
        """Heed until it is over."""
        while not self._over.wait(GLANCE_S):
            self.heed()

    def end(self) -> None:
        """Heed no more."""
        self._over.set()


@contextmanager
def standing_there(
    head: HeadEmulator,
    told: Callable[[], Sequence[str]],
    cast: Cast = Cast.RESIDENT,
    afterwards: Cast = Cast.NOBODY,
) -> Iterator[None]:
    """She, or whoever it is, stands before the camera and obeys; afterwards nobody is there, or somebody else."""
    head.play(cast)
    obedient = Obedient(head, told)
    thread = threading.Thread(target=obedient.run, name="obedient", daemon=True)
    thread.start()
    try:
        yield
    finally:
        obedient.end()
        thread.join(10)
        head.play(afterwards)


def newest_of(sentences: Callable[[], list[str]], since: int) -> Callable[[], Sequence[str]]:
    """For ears: the newest sentence that asks something, of those after the first `since`."""
    return partial(_newest, sentences, since)


def _newest(sentences: Callable[[], list[str]], since: int) -> Sequence[str]:
    heard = [sentence for sentence in sentences()[since:] if order_in(sentence) is not None]
    return heard[-1:]
