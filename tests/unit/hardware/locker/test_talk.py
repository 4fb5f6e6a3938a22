"""Questions on a shared bus: what is owed, what is an echo, what is too much."""

import time
from collections.abc import Callable

import pytest

from hardware.errors import Completion, DeviceError, DeviceReason
from hardware.locker.talk import BusPace, Talk
from hardware.worker import Command

PACE = BusPace(answer_s=0.2, owed_s=0.3, acknowledge_s=0.1)
QUESTION = b"\x80\x01?"


class ScriptedWire:
    """Says what a script gives it, each piece so many seconds after a write; `said` is what was written."""

    def __init__(self) -> None:
        self.replies: list[list[tuple[float, bytes]]] = []
        self.said: list[bytes] = []
        self._coming: list[tuple[float, bytes]] = []

    def open(self) -> None: ...

    def close(self) -> None: ...

    def write(self, data: bytes, timeout_s: float) -> None:
        self.said.append(data)
        now = time.monotonic()
        if self.replies:
            self._coming += [(now + wait, piece) for wait, piece in self.replies.pop(0)]
            self._coming.sort()

    def read(self, timeout_s: float) -> bytes:
        ends = time.monotonic() + timeout_s
        while True:
            if self._coming and self._coming[0][0] <= time.monotonic():
                return self._coming.pop(0)[1]
            if time.monotonic() >= ends:
                return b""
            time.sleep(0.001)


def starting(mark: bytes) -> Callable[[bytes], bytes | None]:
    """Finds "=" and one more byte anywhere."""

    def answered(received: bytes) -> bytes | None:
        at = received.find(mark)
        return received[at + 1 : at + 2] or None if at >= 0 else None

    return answered


@pytest.fixture
def wire() -> ScriptedWire:
    return ScriptedWire()


@pytest.fixture
def talk(wire: ScriptedWire) -> Talk:
    return Talk(wire, PACE)


def ask(talk: Talk, board: int = 1) -> bytes:
    return talk.ask(board, QUESTION, starting(b"="), Command(5))


def test_a_late_answer_is_not_taken_for_the_next_question_s(wire: ScriptedWire, talk: Talk) -> None:
    wire.replies = [[(0.22, b"=old")], [(0.1, b"=new")]]
    with pytest.raises(DeviceError) as caught:
        ask(talk)
    assert caught.value.reason is DeviceReason.SILENT
    assert ask(talk) == b"n"


def test_another_board_need_not_wait_for_what_one_owes(wire: ScriptedWire, talk: Talk) -> None:
    wire.replies = [[], [(0.0, b"=2")]]
    with pytest.raises(DeviceError):
        ask(talk, 1)
    began = time.monotonic()
    assert ask(talk, 2) == b"2"
    assert time.monotonic() - began < PACE.owed_s


def test_a_cancelled_question_is_owed_an_answer_too(wire: ScriptedWire) -> None:
    talk = Talk(wire, BusPace(answer_s=0.6, owed_s=0.3, acknowledge_s=0.1))
    wire.replies = [[(0.25, b"=old")], [(0.1, b"=new")]]
    with pytest.raises(DeviceError) as caught:
        talk.ask(1, QUESTION, starting(b"="), Command(0.01))
    assert caught.value.completion is Completion.TIME_OUT
    assert ask(talk) == b"n"


def test_what_is_owed_is_still_owed_when_the_waiting_is_cancelled(wire: ScriptedWire, talk: Talk) -> None:
    wire.replies = [[(0.22, b"=old")], [(0.1, b"=new")]]
    with pytest.raises(DeviceError):
        ask(talk)
    with pytest.raises(DeviceError):
        talk.ask(1, QUESTION, starting(b"="), Command(0.01))
    assert wire.said == [QUESTION]
    assert ask(talk) == b"n"


def test_noise_is_garbled_and_an_echo_alone_is_silence(wire: ScriptedWire, talk: Talk) -> None:
    wire.replies = [[(0.0, b"xyz")], [(0.0, QUESTION)]]
    for reason in (DeviceReason.GARBLED, DeviceReason.SILENT):
        with pytest.raises(DeviceError) as caught:
            ask(talk, board=len(wire.said))
        assert caught.value.reason is reason


def test_an_order_s_echo_is_told_from_an_answer_by_what_the_questions_showed(wire: ScriptedWire, talk: Talk) -> None:
    """Some boards answer an order with the very bytes of the order."""
    order = b"=1"
    wire.replies = [[(0.0, b"=0")], [(0.0, order)], [(0.0, QUESTION + b"=0")], [(0.0, order)], [(0.0, order + b"=2")]]
    ask(talk)
    assert talk.tell(order, starting(b"=")) == b"1", "no echo on this bus: it is the answer"
    ask(talk)
    assert talk.tell(order, starting(b"=")) is None, "an echo, and no answer"
    assert talk.tell(order, starting(b"=")) == b"2"
    assert wire.said.count(order) == 3


def test_a_babbling_line_ends_a_question_early(wire: ScriptedWire, talk: Talk) -> None:
    talk = Talk(wire, BusPace(answer_s=30, owed_s=0, acknowledge_s=0))
    wire.replies = [[(0.0, b"x" * 200)] * 5]
    began = time.monotonic()
    with pytest.raises(DeviceError) as caught:
        ask(talk)
    assert caught.value.reason is DeviceReason.GARBLED
    assert time.monotonic() - began < 20
