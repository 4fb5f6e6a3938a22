"""A keypad that is a Linux input device, read raw: a device node or a FIFO that carries the same bytes."""

import logging
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from hardware.events import Listeners
from hardware.keypad.contract import Key, KeyListener, Keypad
from hardware.keypad.key_map import KeyMap
from hardware.keypad.strikes import Strikes
from hardware.status import Condition, DeviceState
from hardware.supervisor import SupervisedDevice, Supervisor, Timing
from hardware.transport.input_device import InputDevice
from hardware.transport.input_events import SYN_DROPPED, EventType, InputEvent, Stroke
from hardware.worker import Command

_log = logging.getLogger(__name__)

SW_HEADPHONE_INSERT = 2
_LOOK_S = 0.1  # how often a cancel is looked for; keys themselves wake at once
_ROUND_S = 5.0


class EvdevKeypad(SupervisedDevice, Keypad):
    """Keys of one input device; it is looked for again when it was pulled out."""

    def __init__(self, id: str, path: Path, keys: KeyMap, timing: Timing) -> None:  # noqa: A002
        self._listeners: Listeners[Key] = Listeners("keys")
        line = EvdevLine(path, keys, self._listeners.tell)
        # The line's probe is its reading: it must follow itself without a pause.
        super().__init__(Supervisor(id, "keypad", "evdev", line, replace(timing, probe_s=0.0)))

    def listen(self, listener: KeyListener) -> Callable[[], None]:
        """Call `listener`, on the keypad's thread, for every key until the returned function is called."""
        return self._listeners.add(listener)


class EvdevLine:
    """The open device; used on the keypad's worker thread only."""

    def __init__(self, path: Path, keys: KeyMap, tell: Callable[[Key], None]) -> None:
        self._device = InputDevice(path)
        self._keys = keys
        self._tell = tell
        self._strikes = Strikes()
        self._lost_step = False
        self._strangers: set[int] = set()

    def open(self, command: Command) -> Condition:
        """Open and grab the device."""
        command.check()
        self._device.open()
        self._strikes, self._lost_step = Strikes(), False
        self._read(0)
        return Condition(DeviceState.ONLINE)

    def probe(self, command: Command) -> Condition:
        """Read keys for a few seconds."""
        ends = time.monotonic() + _ROUND_S
        while time.monotonic() < ends:
            command.check()
            self._read(_LOOK_S)
        return Condition(DeviceState.ONLINE)

    def close(self) -> None:
        """Let the device go."""
        self._device.close()

    def _read(self, timeout_s: float) -> None:
        for event in self._device.read(timeout_s):
            self._take(event)

    def _take(self, event: InputEvent) -> None:
        if event.type == EventType.SYN:
            # The kernel lost events: what follows up to the next report is half a story.
            self._lost_step = event.code == SYN_DROPPED
        elif self._lost_step:
            return
        elif event.type == EventType.SWITCH and event.code == SW_HEADPHONE_INSERT:
            self._tell(Key.JACK_IN if event.value else Key.JACK_OUT)
        elif event.type == EventType.KEY:
            self._take_key(event)

    def _take_key(self, event: InputEvent) -> None:
        key, now = self._keys.key(event.code), time.monotonic()
        if key is None:
            self._meet_stranger(event.code)
        elif event.value == Stroke.RELEASE:
            self._strikes.release(key, now)
        elif (self._strikes.press if event.value == Stroke.PRESS else self._strikes.hold)(key, now):
            self._tell(key)

    def _meet_stranger(self, code: int) -> None:
        """Tell once of a key that the map does not know: this is how a new pad is learnt."""
        if code not in self._strangers:
            self._strangers.add(code)
            _log.info("the keypad sent code %d, which is no key of the map", code)
