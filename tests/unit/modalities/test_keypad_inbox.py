"""A pad that hammers: the loop is never flooded, the plug is never forgotten."""

import asyncio
import threading

import pytest

from hardware.keypad.contract import Key
from kiosk.modalities.keypad_inbox import MOST_WAITING, KeypadInbox

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


async def quiet(acted: list[Key]) -> None:
    """Until the loop has nothing more to do."""
    before = -1
    while len(acted) != before:
        before = len(acted)
        await asyncio.sleep(0.01)


async def test_keys_come_in_their_order() -> None:
    acted: list[Key] = []
    inbox = KeypadInbox(asyncio.get_running_loop(), acted.append)
    wanted = [Key.DOWN, Key.DOWN, Key.OK, Key.UP, Key.BACK]
    for key in wanted:
        inbox.put(key)
    await quiet(acted)
    assert acted == wanted


async def test_a_mad_pad_puts_a_bounded_number_before_the_loop() -> None:
    acted: list[Key] = []
    inbox = KeypadInbox(asyncio.get_running_loop(), acted.append)

    def hammer() -> None:
        for _ in range(100_000):
            inbox.put(Key.OK)

    hammering = threading.Thread(target=hammer)
    hammering.start()
    hammering.join()  # the loop stood still meanwhile
    await quiet(acted)
    assert len(acted) == MOST_WAITING
    inbox.put(Key.UP)
    await quiet(acted)
    assert acted[-1] is Key.UP, "afterwards it is heard again"


async def test_the_loop_does_other_things_between_keys() -> None:
    rounds: list[object] = []
    loop = asyncio.get_running_loop()
    inbox = KeypadInbox(loop, rounds.append)
    for _ in range(3):
        inbox.put(Key.DOWN)
    loop.call_soon(rounds.append, "other")
    await asyncio.sleep(0.05)
    assert rounds == [Key.DOWN, "other", Key.DOWN, Key.DOWN]


async def test_the_plug_is_never_forgotten_and_its_last_place_counts() -> None:
    acted: list[Key] = []
    inbox = KeypadInbox(asyncio.get_running_loop(), acted.append)
    for _ in range(100):
        inbox.put(Key.OK)
    inbox.put(Key.JACK_IN)
    for _ in range(1000):
        inbox.put(Key.JACK_OUT)
        inbox.put(Key.JACK_IN)
    inbox.put(Key.JACK_OUT)
    await quiet(acted)
    assert acted == [Key.OK] * MOST_WAITING + [Key.JACK_OUT]


async def test_a_key_that_stumbles_does_not_hold_up_the_next() -> None:
    acted: list[Key] = []
    told: list[object] = []
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _loop, context: told.append(context["exception"]))

    def act(key: Key) -> None:
        acted.append(key)
        if key is Key.OK:
            raise ValueError

    inbox = KeypadInbox(loop, act)
    inbox.put(Key.OK)
    inbox.put(Key.DOWN)
    await quiet(acted)
    assert acted == [Key.OK, Key.DOWN]
    assert len(told) == 1
