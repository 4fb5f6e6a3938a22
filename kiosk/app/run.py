"""Runs a terminal: the first frame first, then everything else, then an orderly end. GUI thread unless said."""

import asyncio
import contextlib
import logging
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from types import FrameType, TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from kiosk.app.data_folder import Claim, Occupied, keep_to_ourselves, make_private
from kiosk.app.first_sight import NO_SCREEN, FirstSight, glance, has_screen
from kiosk.app.heartbeat import BEAT_S, Heartbeat
from kiosk.app.loop import LoopThread
from kiosk.app.readiness import FIRST_FRAME, OPEN, tell_starter
from kiosk.app.window import Shape, Window
from kiosk.foundation.clock import Clock, SystemClock
from kiosk.modalities.touch import Site, Stage, TouchModality
from kiosk.modalities.touch.qr import load_library

if TYPE_CHECKING:
    from hardware.events import Event
    from hardware.registry import Devices
    from hardware.status import StatusChanged
    from kiosk.app.speech import Speech
    from kiosk.app.wiring import Terminal
    from kiosk.backend_client.directory import Notice
    from kiosk.foundation.config import Settings
    from kiosk.modalities.slot_lights import SlotLights
    from kiosk.voice.unheard import Output

_log = logging.getLogger(__name__)

SIGNALS_LOOKED_AT_MS = 200
NOTICES_LAST = timedelta(days=30)
UNUSABLE = 2  # the exit status when the settings cannot be used


class Exit(QObject):
    """The way out for a thread that is not Qt's: quitting from there would wait for itself. Made on the GUI thread."""

    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.asked.connect(self._leave, Qt.ConnectionType.QueuedConnection)

    def _leave(self) -> None:
        QGuiApplication.exit(UNUSABLE)


class Run:
    """A terminal from its first frame to its end. Needs Qt's application object to exist."""

    def __init__(
        self,
        sight: FirstSight,
        read: "Callable[[], Settings]",
        clock: Clock | None = None,
        mouth: "Output | None" = None,
    ) -> None:
        """`read` brings the whole settings after the first frame, on the loop thread; ConfigError ends the run.

        `mouth` takes the sounds instead of the configured speaker.
        """
        self._read = read
        self._mouth = mouth
        self._clock = clock or SystemClock()
        self._loop = LoopThread()
        self._exit = Exit()
        self.site = Site(
            sight.site_name,
            1 / sight.mm_per_px,
            lowest_edge_mm=sight.lowest_edge_mm,
            dim_from=sight.dim_from,
            dim_until=sight.dim_until,
        )
        self.stage = Stage(self.site, self._clock)
        self._touch = TouchModality(self.stage)
        shape = Shape.LANDSCAPE if sight.orientation == "landscape" else Shape.PORTRAIT
        self.window = Window(self.stage, shape, full_screen=sight.fullscreen)
        self.window.first_frame.connect(self._after_first_frame)
        self.terminal: Terminal | None = None
        self._speech: Speech | None = None
        self._slot_lights: SlotLights | None = None
        self._heartbeat = Heartbeat()
        self._pulse = QTimer(self.window)
        self._pulse.timeout.connect(self._heartbeat.beat_gui)
        self._pulse.start(round(BEAT_S * 1000))
        self.opened = threading.Event()

    def on_loop(self, act: Callable[[], object]) -> None:
        """Do something on the loop thread; from any thread."""
        self._loop.call(act)

    def opens_ears(self) -> None:
        """From now on words count that `hears` brings; from any thread."""
        if self._speech is not None:
            self.on_loop(self._speech.voice.open_ears)

    def hears(self, scene_id: int | None, words: str) -> None:
        """Words were recognised that were begun at a scene (None: with nobody here); from any thread."""
        if self._speech is not None:
            self.on_loop(partial(self._speech.voice.listen, scene_id, words))

    def overhears(self, listener: Callable[[str], None]) -> None:
        """Have a demo told, on the loop thread, what is recognised; from any thread."""

        def take() -> None:
            if self._speech is not None:
                self._speech.voice.on_words = listener

        self.on_loop(take)

    def told_since(self, seq: int) -> "Sequence[Event[StatusChanged]]":
        """What the devices told after that event; from any thread."""
        return () if self.terminal is None else self.terminal.rooms.devices.events.since(seq).events

    def close(self) -> None:
        """End devices, loop and window."""
        if self.terminal is not None:
            with contextlib.suppress(TimeoutError):
                self._loop.spawn(self._close()).result(timeout=15)
        self._loop.close()
        self.window.close()

    def _after_first_frame(self) -> None:
        tell_starter(FIRST_FRAME)
        self._loop.start()
        self._loop.spawn(self._begin())

    async def _begin(self) -> None:
        """Loop thread, where nothing else waits yet: reading the settings loads a library and every driver's room."""
        from kiosk.foundation.config import ConfigError

        try:
            settings = self._read()
        except ConfigError as mistakes:
            _log.critical("%s", mistakes)
            self._exit.asked.emit()
            return
        await self._open(settings)

    async def _open(self, settings: "Settings") -> None:
        """Loop thread. What is imported here would have kept the first frame waiting."""
        from kiosk.app.network import NetworkWatch
        from kiosk.app.speech import Speech
        from kiosk.app.wiring import Terminal
        from kiosk.modalities.slot_lights import SlotLights

        try:
            terminal = self.terminal = Terminal(settings, self._clock)
            conversation, rooms = terminal.conversation, terminal.rooms
            conversation.presenter.join(self._touch)
            speech = self._speech = Speech(
                conversation,
                rooms.devices,
                asyncio.get_running_loop(),
                self._mouth,
                self._touch.listening,
                self._touch.talk,
                settings.voice,
            )
            self._touch.wire(asyncio.get_running_loop(), conversation, speech)
            self._touch.offer(conversation.offered)
            terminal.start()
            speech.start()
            if rooms.devices.lights is not None:
                self._slot_lights = SlotLights(asyncio.get_running_loop(), rooms.devices.lights)
                conversation.presenter.join(self._slot_lights)
            self._touch.hang(rooms.mirror)
            self._tell_when_the_camera_looks(rooms.devices)
            self._heartbeat.begin(rooms.devices.watchdog)
            terminal.watch_network(
                NetworkWatch(rooms.transport, rooms.directory, rooms.conditions, self._clock, self._tell_the_shell)
            )
        except Exception:
            _log.critical("the terminal could not be opened", exc_info=True)
            raise
        self.opened.set()
        tell_starter(OPEN)
        await asyncio.to_thread(load_library)

    def _tell_when_the_camera_looks(self, devices: "Devices") -> None:
        """By the status bar on every page, and by the light beside the lens."""
        if devices.camera is None:
            return
        lights = self._slot_lights

        def told(event: "Event[bool]") -> None:
            """On a thread of the camera's."""
            self._touch.watching(event.value)
            if lights is not None:
                lights.watching(event.value)

        devices.camera.listen(told)

    def _tell_the_shell(self) -> None:
        """Loop thread: whether the office answers, and what the hall has to say."""
        if self.terminal is None:
            return
        self._touch.network(self.terminal.rooms.conditions.network_works())
        directory = self.terminal.rooms.directory.current
        if directory is not None:
            today = self._clock.now().astimezone(self.stage.zone).date()
            self._touch.announce(told(directory.notices, today))

    async def _close(self) -> None:
        await self._heartbeat.end()
        if self._slot_lights is not None:
            await self._slot_lights.close()
        if self._speech is not None:
            await self._speech.close()
        if self.terminal is not None:
            await self.terminal.close()


def told(notices: "Iterable[Notice]", today: date) -> tuple[str, ...]:
    """What the attract page says of the hall's notices: the newest first, with their date, none older than a month."""
    fresh = sorted((n for n in notices if today - n.date <= NOTICES_LAST), key=lambda n: n.date, reverse=True)
    return tuple(n.title if n.date >= today else f"{n.date.month}月{n.date.day}日 · {n.title}" for n in fresh)


def run(path: Path) -> int:
    """Run a terminal with the settings in a file until it is told to stop; its exit status."""
    from kiosk.app.window import open_application, prepare_environment

    if not has_screen():
        print(NO_SCREEN, file=sys.stderr)  # noqa: T201  a command speaks
        return UNUSABLE
    keep_to_ourselves()
    prepare_environment()
    application = open_application()
    report_stumbles()
    claim = Claim()
    terminal = Run(glance(path), partial(_prepare, path, claim))
    quit_on_signals(application)
    status = application.exec()
    terminal.close()
    claim.give_back()
    return status


def _prepare(path: Path, claim: Claim) -> "Settings":
    """The settings, and their data folder for us alone, before anything in it is read.

    Raises: ConfigError
    """
    # The library that checks the settings takes as long to load as all of Qt: behind the first frame.
    from kiosk.app.settings import load_checked
    from kiosk.foundation.config import ConfigError

    settings = load_checked(path)
    try:
        make_private(settings.data)
        claim.take(settings.data)
    except Occupied:
        raise ConfigError(f"{settings.data}: another kiosk command runs with this data folder; end it first") from None
    except OSError as error:
        raise ConfigError(f"{path}: data: {settings.data}: {error.strerror}") from None
    return settings


def quit_on_signals(application: QGuiApplication) -> None:
    """Let SIGTERM and SIGINT end the application in order."""

    def leave(_number: int, _frame: FrameType | None) -> None:
        application.quit()

    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGINT, leave)
    # Python sees a signal only when it runs; Qt's event loop must let it, now and then.
    timer = QTimer(application)
    timer.timeout.connect(lambda: None)
    timer.start(SIGNALS_LOOKED_AT_MS)


def report_stumbles() -> None:
    """Log what nobody caught, on any thread, without the message (it may be personal)."""

    def stumbled(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        logging.getLogger("kiosk").error("nobody caught this", exc_info=(kind, error, trace))

    def in_thread(arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            stumbled(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)

    def in_passing(arguments: "sys.UnraisableHookArgs") -> None:
        # Python's own words name the object, with all that its repr tells.
        if arguments.exc_value is not None:
            stumbled(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)

    sys.excepthook = stumbled
    sys.unraisablehook = in_passing
    threading.excepthook = in_thread
