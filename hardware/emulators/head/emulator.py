"""A camera with somebody before it: a folder with one picture that changes some eleven times a second.

The picture lies in memory where the machine has such a folder. It is put in its place at once, so that nobody sees
half of one; the folder that the camera looks into holds a link to it and does not change.
"""

import shutil
import tempfile
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from hardware.emulators.camera import CameraEmulator
from hardware.emulators.handles import Handle
from hardware.emulators.head.actor import UNHURRIED, Actor, Cast, Manner, Order
from hardware.emulators.head.photograph import Photograph
from hardware.emulators.head.scene import Studio

FPS = 11
_SELDOM_S = 0.5  # when nobody looks: then a new picture is only wanted for the look that comes
_ATTENDED_S = 2.0
_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it
_LINK = "live.bmp"

_CASTS = {
    Cast.RESIDENT: "The resident steps up",
    Cast.OTHER: "Somebody else steps up",
    Cast.TWO: "Two step up",
    Cast.POSTER: "A poster behind her",
    Cast.PRINT_FLAT: "Hold a print up",
    Cast.PRINT_BENT: "Bend the print",
    Cast.REPLAY: "Hold a film of her up",
}
_ORDERS = {
    Order.LOOK: "Look into it",
    Order.LEFT: "Turn to her left",
    Order.RIGHT: "Turn to her right",
    Order.BLINK: "Close her eyes long",
    Order.FARTHER: "Step back",
    Order.CLOSER: "Come closer",
    Order.LEAVE: "Walk away",
    Order.FREEZE: "Freeze the picture",
    Order.DARK: "Put out the light",
    Order.LIGHT: "Light",
}


class HeadEmulator(CameraEmulator):
    """A camera that nobody stands before, at first. Orders return at once; from any thread. `close` ends its thread."""

    def __init__(self, folder: Path, photograph: Photograph, manner: Manner = UNHURRIED) -> None:
        parent = _MEMORY if _MEMORY.is_dir() else None
        self._shots = Path(tempfile.mkdtemp(prefix="linli-head-", dir=parent))
        self._sees_reads = _sees_reads(self._shots)
        self._guard = threading.Lock()
        self._actor = Actor(Cast.NOBODY, manner, time.monotonic())
        self._photograph = photograph
        self._studio = Studio(photograph)
        self._changed = threading.Event()
        self._ended = False
        self._thread = threading.Thread(target=self._run, name="head", daemon=True)
        super().__init__(folder)
        self._shoot()
        self._thread.start()

    def card_photo(self) -> bytes:
        """What a photo program makes of the resident's card."""
        return self._photograph.card_photo()

    @property
    def cast(self) -> Cast:
        """Who, or what, is before the lens."""
        return self._actor.cast

    def play(self, cast: Cast) -> None:
        """Let somebody else step before the lens, or nobody."""
        self._act(lambda actor, at: actor.play(cast, at))

    def do(self, order: Order) -> None:
        """Ask whoever is there."""
        self._act(lambda actor, at: actor.do(order, at))

    def come(self) -> None:
        """The resident steps up and looks into the lens."""
        self.play(Cast.RESIDENT)

    def look(self) -> None:
        """She looks into the lens again."""
        self.do(Order.LOOK)

    def turn_left(self) -> None:
        """She turns to her left, and stays so."""
        self.do(Order.LEFT)

    def turn_right(self) -> None:
        """She turns to her right, and stays so."""
        self.do(Order.RIGHT)

    def blink(self) -> None:
        """She closes her eyes for a moment."""
        self.do(Order.BLINK)

    def leave(self) -> None:
        """She walks away."""
        self.do(Order.LEAVE)

    def freeze(self) -> None:
        """The picture stays as it is, until another order."""
        self.do(Order.FREEZE)

    def dark(self) -> None:
        """The light goes out."""
        self.do(Order.DARK)

    def two_people(self) -> None:
        """Somebody else stands beside her."""
        self.play(Cast.TWO)

    def print_flat(self) -> None:
        """Somebody holds a print of her up."""
        self.play(Cast.PRINT_FLAT)

    def print_bent(self) -> None:
        """The same, bent round a pipe."""
        self.play(Cast.PRINT_BENT)

    def replay(self) -> None:
        """Somebody holds up a tablet with a film of her."""
        self.play(Cast.REPLAY)

    def show(self, scene: str) -> None:
        """As a camera without a head: nobody, or a covered lens; a test card is nobody's."""
        super().show(scene)
        self.play(Cast.NOBODY)
        if scene == "dark":
            self.dark()

    def handles(self) -> tuple[Handle, ...]:
        """Who can step up; and what can be asked of who is there."""
        casts = tuple(Handle(told, partial(self.play, cast)) for cast, told in _CASTS.items() if cast is not self.cast)
        if self.cast is Cast.NOBODY:
            return casts
        return (*(Handle(told, partial(self.do, order)) for order, told in _ORDERS.items()), *casts)

    def looks(self) -> str:
        """What a person sees of it."""
        return f"sees {self.cast.replace('_', ' ')}" if self._in else "pulled out"

    def close(self) -> None:
        """Put it away, and what it saw."""
        self._ended = True
        self._changed.set()
        self._thread.join(10)
        super().close()
        shutil.rmtree(self._shots, ignore_errors=True)

    def _show(self) -> None:
        """The link while it is well; what is broken is drawn as ever."""
        if not self._in:
            return
        link = self.path / _LINK
        if self._fault:
            link.unlink(missing_ok=True)
            super()._show()
            return
        self.path.mkdir(parents=True, exist_ok=True)
        for old in self.path.glob("*.jpg"):
            old.unlink()
        if not link.is_symlink():
            link.symlink_to(self._shots / "now.bmp")

    def _act(self, act: Callable[[Actor, float], None]) -> None:
        with self._guard:
            act(self._actor, time.monotonic())
        self._changed.set()

    def _run(self) -> None:
        """Picture by picture; seldom, while nobody looks at them."""
        read_at = 0.0
        while not self._ended:
            begun = time.monotonic()
            read_at = begun if self._was_read() else read_at
            self._shoot()
            pause_s = 1 / FPS if begun - read_at < _ATTENDED_S else _SELDOM_S
            if self._changed.wait(max(0.001, begun + pause_s - time.monotonic())):
                self._changed.clear()

    def _shoot(self) -> None:
        with self._guard:
            frozen, scene = self._actor.frozen, self._actor.scene(time.monotonic())
        if frozen:
            return
        fresh = self._shots / "fresh"
        self._studio.picture(scene).save(fresh, "BMP")
        fresh.replace(self._shots / "now.bmp")

    def _was_read(self) -> bool:
        return not self._sees_reads or _read(self._shots / "now.bmp")


def _sees_reads(folder: Path) -> bool:
    """Does this machine note when a file is read? Not everywhere."""
    probe = folder / "probe"
    probe.write_bytes(b"?")
    time.sleep(0.02)
    probe.read_bytes()
    seen = _read(probe)
    probe.unlink()
    return seen


def _read(file: Path) -> bool:
    """Was it read since it was written?"""
    told = file.stat()
    return told.st_atime_ns > told.st_mtime_ns
