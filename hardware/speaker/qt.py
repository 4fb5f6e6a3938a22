"""A speaker on Qt Multimedia, in a process of its own (`sound_process`); without a device, sounds pass by the clock."""

import sys
import threading
import time
from collections import deque
from collections.abc import Callable

from hardware.events import Event as NumberedEvent
from hardware.events import EventSource
from hardware.speaker.contract import Route, Sound, Speaker, SpeakerReason, unasked
from hardware.speaker.playlist import Entry, Playlist
from hardware.speaker.wire import EVENT_SIZE, ROUTES, Event, EventKind, Order, OrderKind, pack_order, unpack_event
from hardware.status import Condition, DeviceState
from hardware.supervisor import SupervisedDevice, Supervisor, Timing
from hardware.transport.child_process import ChildExit, ChildProcess
from hardware.worker import Command

RATE = 24_000
COMMAND = (sys.executable, "-m", "hardware.speaker.sound_process", str(RATE))
REST_S = 20.0
_SETTLED_S = 8.0
_DEAF_S = 3.0
_TRY_AGAIN_S = 10.0
_JOIN_S = 5.0


class QtSpeaker(SupervisedDevice, Speaker):
    """A sound output of this machine: the default one, or the one whose id or description is `device`.

    After `rest_s` of silence its stream rests (0: never), and costs nothing until the next sound.
    """

    def __init__(
        self,
        id: str,  # noqa: A002
        timing: Timing,
        *,
        device: str = "",
        rest_s: float = REST_S,
        command: tuple[str, ...] = COMMAND,
        try_again_s: float = _TRY_AGAIN_S,
    ) -> None:
        self._desk = _SoundDesk()
        line = _SoundLine(self._desk, (*command, device, str(rest_s)), try_again_s)
        super().__init__(Supervisor(id, "speaker", "qt", line, timing))

    def play(
        self, sound: Sound, *, started: Callable[[], None] = unasked, finished: Callable[[bool], None] = unasked
    ) -> None:
        """Queue a sound; the calls come on a thread of the speaker's."""
        self._desk.play(sound, started, finished)

    def stop(self) -> None:
        """Let the stream go on in silence, from its next piece of 20 ms."""
        self._desk.stop()

    def set_volume(self, volume: int) -> None:
        """Set the loudness from 0 to 100."""
        self._desk.set_volume(min(100, max(0, volume)))

    @property
    def route(self) -> Route:
        """Who hears what is played now; from any thread."""
        return self._desk.route

    def listen(self, listener: Callable[[NumberedEvent[Route]], None]) -> Callable[[], None]:
        """Tell `listener` each time the route changes."""
        return self._desk.routes.listen(listener)

    def start(self) -> None:
        """Start the threads; returns at once."""
        self._desk.start()
        super().start()

    def close(self) -> None:
        """Silence, and end the threads and the process."""
        self._desk.stop()
        super().close()
        self._desk.close()


class _SoundProcess:
    """One sound process, as the driver sees it."""

    def __init__(
        self,
        command: tuple[str, ...],
        heard: Callable[[Event], None],
        gone: Callable[["_SoundProcess"], None],
    ) -> None:
        self._heard = heard
        self._gone = gone
        self.settled = threading.Event()
        self.taken = False
        self._child = ChildProcess("speaker events", command, self._heed, self._end_of_it)

    @property
    def alive(self) -> bool:
        """Does it run, and has it told so lately?"""
        return self._child.alive(_DEAF_S)

    @property
    def exit_code(self) -> int | None:
        """How it ended."""
        return self._child.exit_code

    def send(self, order: Order) -> None:
        """Write an order; a process that does not read is ended by the supervisor's next look."""
        self._child.send(pack_order(order))

    def end(self) -> None:
        """Kill it: nothing in it is worth a wait."""
        self._child.end()

    def _heed(self, child: ChildProcess) -> None:
        octets = bytearray(EVENT_SIZE)
        while True:
            child.read_into(memoryview(octets))
            event = unpack_event(octets)
            if event.kind is EventKind.HEARD:
                self.taken = True
                self.settled.set()
            self._heard(event)

    def _end_of_it(self, _child: ChildProcess) -> None:
        self.taken = False
        self.settled.set()
        self._gone(self)


class _SoundDesk:
    """Gives the playlist to the sound process, or lets it pass by the clock: on one thread of its own."""

    def __init__(self) -> None:
        self._playlist = Playlist()
        self._child: _SoundProcess | None = None
        self._outbox: deque[Order] = deque()
        self._changed = threading.Condition()
        self._held = True  # until the first process has settled: the first words are worth a second's wait
        self._closing = False
        self._volume = 70
        self.route = Route.UNKNOWN
        self.routes: EventSource[Route] = EventSource("the speaker's route")
        self._thread = threading.Thread(target=self._live, name="speaker sounds", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        with self._changed:
            self._closing = True
            self._changed.notify_all()
        if self._thread.ident is not None:
            self._thread.join(_JOIN_S)

    def play(self, sound: Sound, started: Callable[[], None], finished: Callable[[bool], None]) -> None:
        with self._changed:
            entry = self._playlist.add(sound, started, finished)
            if self._child is not None:
                self._outbox.append(_play(entry))
            self._changed.notify_all()

    def stop(self) -> None:
        with self._changed:
            dropped = self._playlist.take_all()
            self._outbox.clear()
            self._outbox.append(Order(OrderKind.STOP))
            self._outbox.append(Order(OrderKind.VOLUME, value=self._volume))
            self._changed.notify_all()
        for entry in dropped:
            entry.finished(False)

    def set_volume(self, volume: int) -> None:
        with self._changed:
            self._volume = volume
            self._outbox.append(Order(OrderKind.VOLUME, value=volume))
            self._changed.notify_all()

    def attach(self, child: _SoundProcess) -> None:
        """Let a process that is being heard play what is not over yet."""
        with self._changed:
            self._child, self._held = child, False
            self._outbox.clear()
            self._outbox.append(Order(OrderKind.VOLUME, value=self._volume))
            self._outbox.extend(_play(entry) for entry in self._playlist.waiting())
            self._changed.notify_all()

    def detach(self, child: _SoundProcess | None) -> None:
        """A process is gone, or there is none: from now on sounds pass by the clock."""
        with self._changed:
            if self._child is child:
                self._child = None
            none_left = self._child is None
            self._held = False
            self._outbox.clear()
            self._changed.notify_all()
        if none_left:
            self._lead_to(Route.UNKNOWN)

    def take(self, event: Event) -> None:
        """What a process told, on its listening thread."""
        if event.kind is EventKind.STARTED:
            self._playlist.begin(event.number)
        elif event.kind is EventKind.ENDED:
            self._playlist.end(event.number)
        elif event.kind is EventKind.ROUTE and event.number < len(ROUTES):
            self._lead_to(ROUTES[event.number])

    def _lead_to(self, route: Route) -> None:
        if route is not self.route:
            self.route = route
            self.routes.tell(route)

    def _live(self) -> None:
        while True:
            with self._changed:
                if self._closing:
                    return
                child, held = self._child, self._held
                order = self._outbox.popleft() if self._outbox else None
            if order is not None:
                if child is not None:
                    child.send(order)
                continue
            due = None if child is not None or held else self._playlist.pass_unheard()
            with self._changed:
                if not self._outbox and not self._closing and (self._child, self._held) == (child, held) and due != 0:
                    self._changed.wait(due)


class _SoundLine:
    """Starts the sound process and looks after it; on the speaker's worker thread."""

    def __init__(self, desk: _SoundDesk, command: tuple[str, ...], try_again_s: float) -> None:
        self._desk = desk
        self._command = command
        self._try_again_s = try_again_s
        self._child: _SoundProcess | None = None
        self._tried_at = 0.0
        self._missing = SpeakerReason.NO_SOUND_DEVICE

    def open(self, command: Command) -> Condition:
        """Start the process and wait until it is heard; that it is not is a condition, and no error."""
        command.check()
        self._tried_at = time.monotonic()
        self._child = child = _SoundProcess(self._command, self._desk.take, self._desk.detach)
        ends = time.monotonic() + min(_SETTLED_S, command.remaining())
        while not child.settled.wait(0.1) and time.monotonic() < ends:
            command.check()
        if child.taken:
            self._desk.attach(child)
            return Condition(DeviceState.ONLINE)
        unknown = child.exit_code == ChildExit.UNKNOWN_DEVICE
        self._missing = SpeakerReason.UNKNOWN_DEVICE if unknown else SpeakerReason.NO_SOUND_DEVICE
        self._let_go()
        return Condition(DeviceState.NO_DEVICE, (), self._missing.value)

    def probe(self, command: Command) -> Condition:
        """Is it still heard? If not, try again from time to time."""
        if self._child is not None and self._child.alive and self._child.taken:
            return Condition(DeviceState.ONLINE)
        self._let_go()
        if time.monotonic() - self._tried_at >= self._try_again_s:
            return self.open(command)
        return Condition(DeviceState.NO_DEVICE, (), self._missing.value)

    def close(self) -> None:
        """End the process."""
        self._let_go()

    def _let_go(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.end()
        self._desk.detach(child)


def _play(entry: Entry) -> Order:
    return Order(OrderKind.PLAY, entry.number, entry.sound.rate, entry.sound.pcm)
