"""Feeds a codec and says what it stumbled over, in as few bytes as it still does."""

import importlib
import pkgutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

import tests.fuzz
from tests.fuzz.mutation import frames
from tests.fuzz.target import Target

SLOW_S = 2.0
_SHRINKS = 2000


@dataclass(frozen=True, slots=True)
class Stumble:
    """A frame that a codec may not stumble over, the shortest found, and what it raised."""

    target: str
    frame: bytes
    error: BaseException


def all_targets() -> tuple[Target, ...]:
    """The TARGETS of every module of this package, by name."""
    found: list[Target] = []
    for module in pkgutil.iter_modules(tests.fuzz.__path__):
        if not module.name.startswith(("_", "test_")):
            found += getattr(importlib.import_module(f"tests.fuzz.{module.name}"), "TARGETS", ())
    return tuple(sorted(found, key=lambda target: target.name))


def hunt(
    target: Target, seed: int, count: int | None = None, until: float = float("inf")
) -> tuple[int, Stumble | None]:
    """Feed `count` frames, or until a moment (monotonic); how many were fed, and what was found."""
    fed = 0
    for frame in islice(frames(target.seeds, seed), count):
        error = stumble(target, frame)
        fed += 1
        if error is not None:
            return fed, Stumble(target.name, shrunk(target, frame, error), error)
        if time.monotonic() >= until:
            break
    return fed, None


def stumble(target: Target, frame: bytes) -> BaseException | None:
    """What the codec raises at this frame that it may not; a frame that takes seconds counts too."""
    began = time.thread_time()
    try:
        target.feed(frame)
    except Exception as error:  # noqa: BLE001 - this is what we look for
        return error
    if time.thread_time() - began > SLOW_S:
        return TimeoutError(f"{len(frame)} bytes took longer than {SLOW_S:.0f} s")
    return None


def shrunk(target: Target, frame: bytes, error: BaseException) -> bytes:
    """The shortest frame that still raises the same kind of error, as far as taking pieces away leads."""
    if isinstance(error, TimeoutError):
        return frame

    def still(shorter: bytes) -> bool:
        return type(stumble(target, shorter)) is type(error)

    return _without_pieces(frame, still)


def _without_pieces(frame: bytes, still: Callable[[bytes], bool]) -> bytes:
    tries, size = 0, max(1, len(frame) // 2)
    while size and tries < _SHRINKS:
        at = 0
        while at < len(frame) and tries < _SHRINKS:
            shorter = frame[:at] + frame[at + size :]
            tries += 1
            if still(shorter):
                frame = shorter
            else:
                at += size
        size //= 2
    return frame
