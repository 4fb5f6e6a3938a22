"""A camera and a face engine that a script plays, for tests of whoever looks at a face. Nothing heavy is loaded."""

import asyncio
import threading
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from hardware.camera.contract import Camera, CameraReason, Frame, FrameListener, Pixels, View, frame_size
from hardware.counters import Counters
from hardware.errors import Completion, DeviceError
from hardware.events import Event
from hardware.status import DeviceState, DeviceStatus, StatusListener
from kiosk.faces.contract import Asked, EngineState, FaceEngine, Outcome, Seen, Template, Try, Verdict, Watcher

WIDE, TALL = 64, 48
Act = Seen | Verdict


class ScriptedView(View):
    """Tells pictures on a thread of its own until it is closed."""

    def __init__(self, camera: "ScriptedCamera", listener: FrameListener) -> None:
        self._camera = camera
        self._listener = listener
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._tell, daemon=True)
        self._thread.start()

    def close(self) -> None:
        if not self._stop.is_set():
            self._stop.set()
            self._camera.closed()

    def _tell(self) -> None:
        seq = 0
        while not self._stop.is_set():
            if not self._camera.silent:
                seq += 1
                data = memoryview(bytearray(frame_size(WIDE, TALL, self._camera.pixels))).toreadonly()
                self._listener(Frame(WIDE, TALL, self._camera.pixels, data, seq, time.monotonic()))
                data.release()  # whoever kept it beyond this stumbles
            time.sleep(0.003)


class ScriptedCamera(Camera):
    """Runs exactly while somebody looks; `ran` counts how often. `refuses` says why it cannot be opened."""

    def __init__(self, pixels: Pixels = Pixels.RGB, refuses: CameraReason | None = None) -> None:
        self.pixels = pixels
        self.refuses = refuses
        self.slow = asyncio.Event()
        self.slow.set()
        self.silent = False
        self.state = DeviceState.ONLINE
        self.views = 0
        self.ran = 0

    async def open_view(self, listener: FrameListener, deadline_s: float = 10.0) -> View:
        await self.slow.wait()
        if self.refuses is not None:
            raise DeviceError(Completion.HARDWARE_ERROR, self.refuses)
        self.views += 1
        self.ran += 1
        return ScriptedView(self, listener)

    def closed(self) -> None:
        self.views -= 1

    @property
    def looking(self) -> bool:
        return self.views > 0

    def listen(self, listener: Callable[[Event[bool]], None]) -> Callable[[], None]:
        return lambda: None

    @property
    def status(self) -> DeviceStatus:
        return DeviceStatus("c", "camera", "scripted", self.state, (), "", 0, datetime(2026, 1, 1, tzinfo=UTC))

    def subscribe(self, listener: StatusListener) -> Callable[[], None]:
        return lambda: None

    @property
    def counters(self) -> Counters:
        return Counters()

    def pause(self) -> None:
        """Nothing to pause."""

    def resume(self) -> None:
        """Nothing to resume."""

    def start(self) -> None:
        """Nothing to start."""

    def close(self) -> None:
        """Nothing to close."""


class ScriptedTry(Try):
    """Plays its acts, one after each picture that is fed; after the last it waits for ever."""

    def __init__(self, engine: "ScriptedEngine", acts: Iterable[Act], watcher: Watcher) -> None:
        self._engine = engine
        self._acts = iter(acts)
        self._watcher = watcher
        self._loop = asyncio.get_running_loop()
        self.cancelled = False
        self.ended = False

    def feed(self, width: int, height: int, rgb: bytes | memoryview, seq: int, at: float) -> None:
        assert len(rgb) == 3 * width * height
        self._loop.call_soon_threadsafe(self._play)

    def cancel(self) -> None:
        self.cancelled = True

    def _play(self) -> None:
        act = next(self._acts, None) if not self.cancelled and not self.ended else None
        if isinstance(act, Seen):
            self._watcher.seen(act)
        elif act is not None:
            self.ended = True
            self._watcher.ended(act)


class ScriptedEngine(FaceEngine):
    """Each try plays the next script; the last one is played again and again."""

    def __init__(self, *scripts: Iterable[Act], state: EngineState = EngineState.READY) -> None:
        self._scripts = [tuple(script) for script in scripts] or [()]
        self._state = state
        self.asked: list[Asked] = []
        self.tries: list[ScriptedTry] = []

    @property
    def state(self) -> EngineState:
        return self._state

    @property
    def model(self) -> str:
        return "scripted"

    async def warm(self) -> None:
        """Nothing to load."""

    def begin(self, asked: Asked, watcher: Watcher) -> Try:
        script = self._scripts[min(len(self.tries), len(self._scripts) - 1)]
        self.asked.append(asked)
        self.tries.append(ScriptedTry(self, script, watcher))
        return self.tries[-1]

    async def close(self) -> None:
        """Nothing to end."""


HERS = Verdict(Outcome.SAME, which=0)
TAKEN = Verdict(Outcome.SAME, template=Template("scripted", b"\0" * 8))
