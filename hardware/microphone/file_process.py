"""A WAV file in place of a microphone: `python -m hardware.microphone.file_process FILE loop|once`.

Heard in its own time. After its end it begins again, or stillness follows. A file that is gone is a microphone that
was pulled out; another one put in its place is heard from its beginning.
"""

import os
import sys
import time
import wave
from collections.abc import Iterator
from pathlib import Path

from hardware.microphone.contract import BLOCK_BYTES, BLOCK_SAMPLES, RATE
from hardware.microphone.outlet import PIPE_BYTES, Outlet
from hardware.transport.child_mouth import Mouth, end_with_driver, live_with_driver
from hardware.transport.child_process import ChildExit
from hardware.transport.traces import identity

_BLOCK_S = BLOCK_SAMPLES / RATE
_LOOK_EVERY = 8


def pieces(path: Path) -> Iterator[bytes]:
    """What is in the file, a block's worth at a time; the process ends when it is no such file."""
    try:
        with wave.open(str(path), "rb") as file:
            if (file.getframerate(), file.getnchannels(), file.getsampwidth()) != (RATE, 1, 2):
                os._exit(ChildExit.BROKEN)
            while piece := file.readframes(BLOCK_SAMPLES):
                yield piece[: len(piece) // 2 * 2]
    except FileNotFoundError:
        os._exit(ChildExit.NO_DEVICE)
    except (OSError, EOFError, wave.Error, ValueError, RuntimeError):
        os._exit(ChildExit.BROKEN)


def heard(path: Path, *, again: bool) -> Iterator[bytes]:
    """The file's pieces without end, until another file stands in its place."""
    told = False
    for piece in pieces(path):
        told = True
        yield piece
    if not told:
        os._exit(ChildExit.BROKEN)
    while True:
        if again:
            yield from pieces(path)
        else:
            yield bytes(BLOCK_BYTES)


def main(name: str, after: str) -> None:
    """Be heard until the driver is gone."""
    path, outlet = Path(name), Outlet(Mouth(PIPE_BYTES))
    end_with_driver(lambda _: None)
    due, blocks = time.monotonic(), 0
    which, stream = _identity(path), heard(path, again=after == "loop")
    while True:
        due = max(due + _BLOCK_S, time.monotonic() - 1)
        time.sleep(max(0.0, due - time.monotonic()))
        blocks += 1
        if blocks % _LOOK_EVERY == 0 and (now := _identity(path)) != which:
            which, stream = now, heard(path, again=after == "loop")
        outlet.put(next(stream))


def _identity(path: Path) -> tuple[int, int]:
    try:
        return identity(path)
    except OSError:
        os._exit(ChildExit.NO_DEVICE)


if __name__ == "__main__":
    live_with_driver()
    main(*sys.argv[1:])
