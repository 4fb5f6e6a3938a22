"""A keypad that is a Linux input device, read raw: a device node or a FIFO that carries the same bytes."""

import logging
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from hardware.events import Listeners
from hardware.keypad.audience import Audience
from hardware.keypad.contract import Key, KeyListener, Keypad
from hardware.keypad.key_map import KeyMap
from hardware.keypad.strikes import Strikes
from hardware.status import Condition, DeviceState
from hardware.supervisor import SupervisedDevice, Supervisor, Timing
from hardware.transport.input_device import InputDevice
from hardware.transport.input_events import SW_HEADPHONE_INSERT, SYN_DROPPED, EventType, InputEvent, Stroke
from hardware.worker import Command

_log = logging.getLogger(__name__)

_LOOK_S = 0.25  # how often a cancel is looked for; keys themselves wake at once
_ROUND_S = 5.0


class EvdevKeypad(SupervisedDevice, Keypad):
    """Keys of one input device; it is looked for again when it was pulled out."""

    def __init__(self, id: str, path: Path, keys: KeyMap, timing: Timing) -> None:  # noqa: A002
        self._audience = Audience()
        self._codes: Listeners[int] = Listeners("codes of keys")
        line = EvdevLine(path, keys, self._audience, self._codes.tell)
        # The line's probe is its reading: it must follow itself without a pause.
        super().__init__(Supervisor(id, "keypad", "evdev", line, replace(timing, probe_s=0.0)))

    def listen(self, listener: KeyListener) -> Callable[[], None]:
        """Call `listener`, on the keypad's thread, for every key until the returned function is called."""
        return self._audience.add(listener)

    def listen_codes(self, listener: Callable[[int], None]) -> Callable[[], None]:
        """Call `listener`, on the keypad's thread, with the code of every key that goes down."""
        return self._codes.add(listener)


class EvdevLine:
    """The open device; used on the keypad's worker thread only."""

    def __init__(self, path: Path, keys: KeyMap, audience: Audience, tell_code: Callable[[int], None]) -> None:
        self._device = InputDevice(path)
        self._keys = keys
        self._audience = audience
        self._tell_code = tell_code
        self._strikes = Strikes()
        self._lost_step = False
        self._talking = False
        self._strangers: set[int] = set()

    def open(self, command: Command) -> Condition:
        """Open and grab the device."""
        command.check()
        self._device.open()
        self._strikes, self._lost_step = Strikes(), False
        self._see_plug(self._device.headphones())
        self._read(0)
        return Condition(DeviceState.ONLINE)

    def probe(self, command: Command) -> Condition:
        """Read keys for a few seconds."""
        ends = time.monotonic() + _ROUND_S
        while time.monotonic() < ends:
            command.check()
            self._audience.admit()
            self._read(_LOOK_S)
        return Condition(DeviceState.ONLINE)

    def close(self) -> None:
        """Let the device go, lost or paused.

        Nobody tells of its jack any more, so nothing is private any more; and nobody holds its talk key.
        """
        self._device.close()
        self._let_go(Key.TALK)
        self._see_plug(False)

    def _read(self, timeout_s: float) -> None:
        for event in self._device.read(timeout_s):
            self._take(event)

    def _take(self, event: InputEvent) -> None:
        if event.type == EventType.SYN:
            # The kernel lost events: what follows up to the next report is half a story. The plug is asked for then;
            # where it cannot be asked, it may have been pulled.
            if self._lost_step:
                self._let_go(Key.TALK)
                self._see_plug(bool(self._device.headphones()))
            self._lost_step = event.code == SYN_DROPPED
        elif self._lost_step:
            return
        elif event.type == EventType.SWITCH and event.code == SW_HEADPHONE_INSERT:
            self._see_plug(bool(event.value))
        elif event.type == EventType.KEY:
            self._take_key(event)

    def _see_plug(self, plugged: bool | None) -> None:
        """Tell where the plug is, if that is news."""
        if plugged is not None and plugged is not self._audience.plugged:
            self._audience.tell(Key.JACK_IN if plugged else Key.JACK_OUT)

    def _take_key(self, event: InputEvent) -> None:
        if event.value == Stroke.PRESS:
            self._tell_code(event.code)
        key, now = self._keys.key(event.code), time.monotonic()
        if key is None:
            self._meet_stranger(event.code)
        elif event.value == Stroke.RELEASE:
            self._strikes.release(key, now)
            self._let_go(key)
        elif (self._strikes.press if event.value == Stroke.PRESS else self._strikes.hold)(key, now):
            self._talking = self._talking or key is Key.TALK
            self._audience.tell(key)

    def _let_go(self, key: Key) -> None:
        if key is Key.TALK and self._talking:
            self._talking = False
            self._audience.tell(Key.TALK_UP)

    def _meet_stranger(self, code: int) -> None:
        """Tell once of a key that the map does not know: this is how a new pad is learnt."""
        if code not in self._strangers:
            self._strangers.add(code)
            _log.info("the keypad sent code %d, which is no key of the map", code)
