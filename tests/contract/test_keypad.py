"""The keypad's promises, kept by the evdev driver over the bytes of a FIFO."""

import asyncio
import itertools
import os
import queue
import threading
import time
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hardware.emulators.keypad import KeypadEmulator
from hardware.keypad.contract import Key
from hardware.keypad.evdev import EvdevKeypad
from hardware.keypad.key_map import KeyMapError, key_map
from hardware.keypad.strikes import Strikes
from hardware.keypad.trials import TRIALS
from hardware.status import DeviceState
from hardware.supervisor import Timing
from hardware.transport import input_device
from hardware.transport.input_device import InputDevice
from hardware.transport.input_events import EventReader, EventType, InputEvent

PATIENCE_S = 10.0
HASTY = Timing(retry_s=(0.02,), probe_s=0.02, misses=2)


class Pad:
    """A driver that runs, its emulator, and what it told."""

    def __init__(self, path: Path) -> None:
        self.emulator = KeypadEmulator(path)
        self.driver = EvdevKeypad("keypad", path, key_map(), HASTY)
        self._told: queue.SimpleQueue[Key] = queue.SimpleQueue()
        self._states: queue.SimpleQueue[DeviceState] = queue.SimpleQueue()
        self.driver.subscribe(lambda change: self._states.put(change.new.state))
        self.driver.listen(self._told.put)
        self.driver.start()
        self.becomes(DeviceState.ONLINE)

    def tells(self) -> Key:
        """The next key."""
        return self._told.get(timeout=PATIENCE_S)

    def has_told(self) -> list[Key]:
        """All keys up to now: a key that is certain to come is pressed last."""
        self.emulator.press("help")
        told: list[Key] = []
        while (key := self.tells()) is not Key.HELP:
            told.append(key)
        return told

    def becomes(self, state: DeviceState) -> None:
        """Wait for a state."""
        while self._states.get(timeout=PATIENCE_S) is not state:
            pass


@pytest.fixture
def pad(tmp_path: Path) -> Iterator[Pad]:
    pad = Pad(tmp_path / "keypad")
    yield pad
    pad.driver.close()
    pad.emulator.close()


def test_every_key_is_told_once(pad: Pad) -> None:
    spoken = {Key.TALK, Key.TALK_UP}
    for key in Key:
        if key not in spoken | {Key.HELP}:
            pad.emulator.press(key.value)
    assert pad.has_told() == [key for key in Key if key not in spoken | {Key.HELP}]


def test_of_the_talk_key_it_is_told_when_it_is_let_go(pad: Pad) -> None:
    pad.emulator.hold("talk", 0.6)
    assert pad.has_told() == [Key.TALK, Key.TALK_UP]


def test_a_trembling_finger_on_the_talk_key_speaks_once(pad: Pad) -> None:
    pad.emulator.break_with_fault("trembling")
    pad.emulator.press("talk")
    assert pad.has_told() == [Key.TALK, Key.TALK_UP]


def test_a_talk_key_that_is_lost_with_its_pad_counts_as_let_go(pad: Pad) -> None:
    pad.emulator.break_with_fault("jammed")
    pad.emulator.press("talk")
    assert pad.has_told() == [Key.TALK]
    pad.emulator.unplug()
    assert pad.tells() is Key.TALK_UP


def test_a_jack_that_is_a_switch(pad: Pad) -> None:
    pad.emulator.headphones(plugged=True)
    pad.emulator.headphones(plugged=False)
    assert pad.has_told() == [Key.JACK_IN, Key.JACK_OUT]


@pytest.mark.parametrize("piece", [1, 5, 7, 23, 25])
def test_torn_reads(pad: Pad, piece: int) -> None:
    pad.emulator.press_torn("down", piece)
    pad.emulator.press_torn("ok", piece)
    assert pad.has_told() == [Key.DOWN, Key.OK]


def test_a_trembling_finger_acts_once_and_moves_as_often_as_it_strikes(pad: Pad) -> None:
    for name in ("ok", "ok", "home", "home", "back", "back", "down", "down"):
        pad.emulator.press(name)
    assert pad.has_told() == [Key.OK, Key.HOME, Key.BACK, Key.DOWN, Key.DOWN]


def test_a_held_key_repeats_only_after_two_seconds(pad: Pad) -> None:
    begun = time.monotonic()
    pad.emulator.hold("down", 2.3)
    assert time.monotonic() - begun >= 2.3
    assert pad.has_told() == [Key.DOWN, Key.DOWN]


def test_a_held_ok_never_repeats(pad: Pad) -> None:
    pad.emulator.hold("ok", 2.3)
    assert pad.has_told() == [Key.OK]


def test_garbage_costs_no_more_than_itself(pad: Pad) -> None:
    pad.emulator.write(b"\xff" * 37)
    pad.emulator.press("up")
    pad.emulator.write(os.urandom(24 * 20) + b"\xff" * 24)
    pad.emulator.press("left")
    told = pad.has_told()
    assert told[0] is Key.UP
    assert told[-1] is Key.LEFT


def test_events_that_the_kernel_lost_are_not_guessed(pad: Pad) -> None:
    pad.emulator.overrun("ok")
    pad.emulator.press("down")
    assert pad.has_told() == [Key.DOWN]


def test_a_key_of_no_map_is_let_pass(pad: Pad, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO", "hardware.keypad"):
        pad.emulator.press_code(200)
        pad.emulator.press_code(200)
        assert pad.has_told() == []
    assert [r.message for r in caplog.records if "200" in r.message] == [
        "the keypad sent code 200, which is no key of the map"
    ]


def test_unplugged_and_plugged_in_again(pad: Pad) -> None:
    pad.emulator.press("down")
    assert pad.tells() is Key.DOWN
    pad.emulator.unplug()
    pad.becomes(DeviceState.POWER_OFF)
    pad.emulator.plug()
    pad.becomes(DeviceState.ONLINE)
    pad.emulator.press("up")
    assert pad.has_told() == [Key.UP]


def test_a_key_held_while_the_pad_is_pulled_is_forgotten(pad: Pad) -> None:
    pad.emulator.write(pad.emulator.down(28)[:30])
    assert pad.tells() is Key.OK
    pad.emulator.unplug()
    pad.becomes(DeviceState.POWER_OFF)
    pad.emulator.plug()
    pad.becomes(DeviceState.ONLINE)
    pad.emulator.press("ok")
    assert pad.has_told() == [Key.OK]


def test_a_plug_that_was_in_before_anybody_listened_is_told_first(pad: Pad) -> None:
    pad.emulator.headphones(plugged=True)
    assert pad.tells() is Key.JACK_IN
    late: queue.SimpleQueue[Key] = queue.SimpleQueue()
    pad.driver.listen(late.put)
    pad.emulator.press("up")
    assert [late.get(timeout=PATIENCE_S) for _ in range(2)] == [Key.JACK_IN, Key.UP]
    assert pad.has_told() == [Key.UP]
    assert late.get(timeout=PATIENCE_S) is Key.HELP


def test_who_leaves_before_the_pad_has_greeted_is_told_nothing(pad: Pad) -> None:
    pad.emulator.headphones(plugged=True)
    assert pad.tells() is Key.JACK_IN
    late: list[Key] = []
    pad.driver.listen(late.append)()
    pad.emulator.press("up")
    assert pad.has_told() == [Key.UP]
    assert late == []


@pytest.mark.parametrize(("known", "told"), [(1 << 2, [Key.JACK_IN]), (0, [])], ids=["a jack", "no jack"])
def test_a_plug_that_was_in_before_the_terminal_started_is_noticed(
    known: int, told: list[Key], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The kernel's answer is given in its place: a FIFO cannot be asked."""

    def answer(_device: InputDevice, request: int) -> int:
        return known if request == input_device._EVIOCGBIT_SW else 1 << 2

    monkeypatch.setattr(InputDevice, "_bits", answer)
    pad = Pad(tmp_path / "keypad")
    try:
        assert pad.has_told() == told
    finally:
        pad.driver.close()
        pad.emulator.close()


def test_the_plug_is_asked_for_again_when_the_kernel_lost_events(pad: Pad, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(InputDevice, "_bits", lambda _device, _request: 1 << 2)
    pad.emulator.overrun("ok")
    assert pad.has_told() == [Key.JACK_IN]


def test_a_pad_that_is_pulled_takes_the_privacy_of_its_jack_along(pad: Pad) -> None:
    pad.emulator.press("jack_in")
    assert pad.tells() is Key.JACK_IN
    pad.emulator.unplug()
    assert pad.tells() is Key.JACK_OUT
    pad.becomes(DeviceState.POWER_OFF)


def test_a_pad_that_is_paused_takes_the_privacy_of_its_jack_along(pad: Pad) -> None:
    pad.emulator.press("jack_in")
    assert pad.tells() is Key.JACK_IN
    pad.driver.pause()
    assert pad.tells() is Key.JACK_OUT
    pad.becomes(DeviceState.OFFLINE)
    pad.driver.resume()
    pad.becomes(DeviceState.ONLINE)
    pad.emulator.press("jack_in")
    assert pad.tells() is Key.JACK_IN


def test_a_pad_whose_lost_events_may_have_been_the_plug_is_private_no_longer(pad: Pad) -> None:
    pad.emulator.press("jack_in")
    pad.emulator.overrun("jack_out")  # keys, and nobody who could be asked
    assert pad.has_told() == [Key.JACK_IN, Key.JACK_OUT]


def test_a_flood_of_keys_does_not_keep_the_pad_from_being_paused(pad: Pad) -> None:
    flooding = threading.Event()

    def flood() -> None:
        while not flooding.is_set():
            pad.emulator.press("down")

    thread = threading.Thread(target=flood)
    thread.start()
    try:
        pad.driver.pause()
        pad.becomes(DeviceState.OFFLINE)
    finally:
        flooding.set()
        pad.driver.resume()
        thread.join(PATIENCE_S)
    assert not thread.is_alive()


def test_codes_are_told_beside_the_keys(pad: Pad) -> None:
    codes: queue.SimpleQueue[int] = queue.SimpleQueue()
    stop = pad.driver.listen_codes(codes.put)
    pad.emulator.press("ok")
    pad.emulator.press_code(200)
    assert [codes.get(timeout=PATIENCE_S) for _ in range(2)] == [28, 200]
    stop()
    assert pad.has_told() == [Key.OK]
    assert codes.empty()


def test_a_new_pad_is_learnt_by_pressing_its_keys(pad: Pad, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hardware.keypad.trials._EACH_S", 1.0)
    presses = {"press ok": 71, "press back": 71, "code 71 is": 72}  # the second key is struck wrongly first
    said: list[str] = []

    def say(line: str) -> None:
        said.append(line)
        for asked, code in presses.items():
            if line.startswith(asked):
                pad.emulator.press_code(code)

    asyncio.run(_learn(pad.driver, ["ok", "back", "help", f"to={tmp_path / 'keys'}"], say))
    line = 'options = { ok = "71", back = "72" }'
    assert said[-4:] == [
        "left out, so they keep what they have: help",
        f"what differs from the usual codes; in kiosk.toml, in the block of {pad.driver.status.id}:",
        line,
        f"written to {tmp_path / 'keys'}",
    ]
    assert "help: left out" in said
    assert (tmp_path / "keys").read_text() == f"{line}\n"
    learnt = key_map(tomllib.loads(line)["options"])
    assert (learnt.key(71), learnt.key(72)) == (Key.OK, Key.BACK)


def test_learning_prints_only_what_differs_from_the_usual_codes(pad: Pad, tmp_path: Path) -> None:
    presses = {"press ok": 96, "press up": 103, "plug the headphones in": 71, "pull the headphones out": 186}
    said: list[str] = []

    def say(line: str) -> None:
        said.append(line)
        for asked, code in presses.items():
            if line.startswith(asked):
                pad.emulator.press_code(code)

    asyncio.run(_learn(pad.driver, ["ok", "up", "jack_in", "jack_out"], say))
    assert said[-1] == 'options = { jack_in = "71" }'
    assert not any(line.startswith("left out") for line in said)
    said.clear()
    asyncio.run(_learn(pad.driver, ["ok", "up", f"to={tmp_path / 'keys'}"], say))
    assert said[-1] == "the keys that were pressed send the usual codes: they need no options"
    assert not (tmp_path / "keys").exists()


async def _learn(keypad: EvdevKeypad, words: list[str], say: Callable[[str], None]) -> None:
    await TRIALS["learn"].run(keypad, words, say)


@pytest.mark.parametrize("words", [["okay"], ["to="], ["to=a", "to=b"]])
def test_words_that_learn_does_not_know_are_refused(pad: Pad, words: list[str]) -> None:
    with pytest.raises(ValueError):
        asyncio.run(_learn(pad.driver, words, lambda _: None))


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ("", [Key.OK]),
        ("noise", [Key.OK]),
        ("torn", [Key.OK]),
        ("trembling", [Key.OK]),
        ("mute", []),
        ("jammed", [Key.OK]),
    ],
)
def test_the_workbench_s_pad_fails_as_it_says(pad: Pad, fault: str, told: list[Key]) -> None:
    pad.emulator.break_with_fault(fault)
    next(handle for handle in pad.emulator.handles() if handle.label == "ok").act()
    pad.emulator.break_with_fault("")
    assert pad.has_told() == told


def test_a_pad_that_was_never_there(tmp_path: Path) -> None:
    states: queue.SimpleQueue[DeviceState] = queue.SimpleQueue()
    driver = EvdevKeypad("keypad", tmp_path / "nothing", key_map(), HASTY)
    driver.subscribe(lambda change: states.put(change.new.state))
    driver.start()
    try:
        assert states.get(timeout=PATIENCE_S) is DeviceState.POWER_OFF
        assert not driver.status.usable
    finally:
        driver.close()


def test_a_deaf_listener_costs_nobody_the_keypad(pad: Pad, caplog: pytest.LogCaptureFixture) -> None:
    def deaf(_key: Key) -> None:
        raise ValueError("deaf")

    unlisten = pad.driver.listen(deaf)
    pad.emulator.press("up")
    assert pad.has_told() == [Key.UP]
    assert "a listener of keys broke" in caplog.text
    unlisten()
    pad.driver.close()
    assert "deaf" in caplog.text


def test_closing_is_quick_and_twice_does_no_harm(pad: Pad) -> None:
    begun = time.monotonic()
    pad.driver.close()
    pad.driver.close()
    assert time.monotonic() - begun < 2


# The parts, without a wire.


def _octets(event: InputEvent) -> bytes:
    """An event as the kernel lays it out, written here a second time."""
    moment = (1_800_000_000).to_bytes(8, "little") + (250_000).to_bytes(8, "little")
    kind_and_code = event.type.to_bytes(2, "little") + event.code.to_bytes(2, "little")
    return moment + kind_and_code + event.value.to_bytes(4, "little", signed=True)


EVENTS = st.lists(
    st.builds(InputEvent, st.just(int(EventType.KEY)), st.integers(0, 0x2FF), st.integers(0, 2))
    | st.builds(InputEvent, st.just(4), st.integers(0, 7), st.integers(-(2**31), 2**31 - 1)),
    max_size=12,
)


@settings(deadline=None)  # a busy machine is no fault
@given(EVENTS, st.lists(st.integers(1, 40), max_size=40))
def test_any_tearing_gives_the_same_events(events: list[InputEvent], cuts: list[int]) -> None:
    stream, reader, found = b"".join(map(_octets, events)), EventReader(), []
    for cut in [*cuts, len(stream)]:
        found += reader.feed(stream[:cut])
        stream = stream[cut:]
    assert found == events
    assert reader.skipped == 0


@settings(deadline=None)  # a busy machine is no fault
@given(st.binary(max_size=400), EVENTS)
def test_no_garbage_breaks_the_reader_or_makes_a_key_that_is_none(garbage: bytes, events: list[InputEvent]) -> None:
    reader = EventReader()
    for event in reader.feed(garbage) + reader.feed(b"".join(map(_octets, events))):
        assert event.type != EventType.KEY or event.value in {0, 1, 2}


@settings(deadline=None)  # a busy machine is no fault
@given(st.lists(st.tuples(st.sampled_from(Key), st.sampled_from(["press", "hold", "release"]), st.floats(0, 3))))
def test_an_acting_key_never_counts_twice_within_half_a_second(strokes: list[tuple[Key, str, float]]) -> None:
    strikes, now, told = Strikes(), 100.0, list[tuple[Key, float]]()
    for key, stroke, pause in strokes:
        now += pause
        if stroke == "release":
            strikes.release(key, now)
        elif (strikes.press if stroke == "press" else strikes.hold)(key, now):
            told.append((key, now))
    for key in (Key.OK, Key.BACK, Key.HOME):
        times = [at for told_key, at in told if told_key is key]
        assert all(later - earlier >= 0.5 for earlier, later in itertools.pairwise(times))


def test_a_configured_code_goes_before_a_usual_one() -> None:
    keys = key_map({"help": 28, "ok": "353, 96"})
    assert keys.key(28) is Key.HELP
    assert keys.key(353) is keys.key(96) is Key.OK
    assert keys.key(103) is Key.UP


@pytest.mark.parametrize(
    "options", [{"okay": 28}, {"ok": ""}, {"ok": "x"}, {"ok": 0}, {"ok": 0x300}, {"ok": 28, "help": 28}, {"ok": -1}]
)
def test_a_map_that_cannot_work_is_refused(options: dict[str, object]) -> None:
    with pytest.raises(KeyMapError):
        key_map(options)
