"""A keypad that is a Linux input device, read raw: a device node or a FIFO that carries the same bytes."""

import contextlib
import errno
import fcntl
import logging
import os
import select
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from hardware.keypad.contract import Key, KeyListener, Keypad
from hardware.keypad.events import SYN_DROPPED, EventReader, EventType, InputEvent, Stroke
from hardware.keypad.key_map import KeyMap
from hardware.keypad.strikes import Strikes
from hardware.status import Condition, DeviceState
from hardware.supervisor import SupervisedDevice, Supervisor, Timing
from hardware.worker import Command

_log = logging.getLogger(__name__)

EVIOCGRAB = 0x40044590  # linux/input.h: nobody else, such as a console, gets the keys while we hold it
SW_HEADPHONE_INSERT = 2
_LOOK_MS = 100  # how often a cancel is looked for; keys themselves wake at once
_ROUND_S = 5.0
_CHUNK = 24 * 64


class EvdevKeypad(SupervisedDevice, Keypad):
    """Keys of one input device; it is looked for again when it was pulled out."""

    def __init__(self, id: str, path: Path, keys: KeyMap, timing: Timing) -> None:  # noqa: A002
        self._listeners: tuple[KeyListener, ...] = ()
        self._lock = threading.Lock()
        line = EvdevLine(path, keys, self._tell)
        # The line's probe is its reading: it must follow itself without a pause.
        super().__init__(Supervisor(id, "keypad", "evdev", line, replace(timing, probe_s=0.0)))

    def listen(self, listener: KeyListener) -> Callable[[], None]:
        """Call `listener`, on the keypad's thread, for every key until the returned function is called."""
        with self._lock:
            self._listeners += (listener,)

        def unlisten() -> None:
            with self._lock:
                self._listeners = tuple(known for known in self._listeners if known is not listener)

        return unlisten

    def _tell(self, key: Key) -> None:
        for listener in self._listeners:
            try:
                listener(key)
            except Exception:  # noqa: BLE001 - one deaf listener must not cost the keypad
                _log.exception("a key listener broke")


class EvdevLine:
    """The open device; used on the keypad's worker thread only."""

    def __init__(self, path: Path, keys: KeyMap, tell: Callable[[Key], None]) -> None:
        self._path = path
        self._keys = keys
        self._tell = tell
        self._fd = -1
        self._events = EventReader()
        self._strikes = Strikes()
        self._lost_step = False
        self._strangers: set[int] = set()

    def open(self, command: Command) -> Condition:
        """Open and grab the device; a FIFO at whose other end nobody is counts as unplugged."""
        command.check()
        self._fd = os.open(self._path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        self._events, self._strikes, self._lost_step = EventReader(), Strikes(), False
        self._grab()
        self._read()
        return Condition(DeviceState.ONLINE)

    def probe(self, command: Command) -> Condition:
        """Read keys for a few seconds."""
        ends = time.monotonic() + _ROUND_S
        poll = select.poll()
        poll.register(self._fd, select.POLLIN)
        while time.monotonic() < ends:
            command.check()
            if poll.poll(_LOOK_MS):
                self._read()
        return Condition(DeviceState.ONLINE)

    def close(self) -> None:
        """Let the device go."""
        if self._fd >= 0:
            with contextlib.suppress(OSError):
                os.close(self._fd)
        self._fd = -1

    def _grab(self) -> None:
        try:
            fcntl.ioctl(self._fd, EVIOCGRAB, 1)
        except OSError as error:
            if error.errno not in {errno.ENOTTY, errno.EINVAL}:  # a FIFO cannot be grabbed, and need not
                raise

    def _read(self) -> None:
        try:
            received = os.read(self._fd, _CHUNK)
        except BlockingIOError:
            return
        if not received:
            raise OSError(errno.ENODEV, "the other end is gone")
        for event in self._events.feed(received):
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
