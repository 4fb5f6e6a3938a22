"""The child process that speaks: `python -m kiosk.voice.engine_process natural=FOLDER pyttsx3 espeak`.

Requests come on standard input, replies go to what was standard output; what engines print goes nowhere. It holds no
sound device, ends when its parent does, and what it is told to say cannot be read from its memory.
"""

import os
import select
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from kiosk.foundation.seclusion import seclude
from kiosk.voice.engine import Engine, EngineChain, EngineFault
from kiosk.voice.frames import (
    ENOUGH,
    LENGTH,
    LONGEST_REQUEST,
    READY,
    FrameBroken,
    Outcome,
    Reply,
    Request,
    checked_length,
    pack_reply,
    unpack_request,
)


def _natural(folder: str) -> Engine:
    from kiosk.voice.engine_natural import Natural

    return Natural(Path(folder))


def _pyttsx3(_: str) -> Engine:
    from kiosk.voice.engine_pyttsx3 import Pyttsx3  # it loads libespeak-ng, which may be missing

    return Pyttsx3()


def _espeak(_: str) -> Engine:
    from kiosk.voice.engine_espeak import EspeakCommand

    return EspeakCommand()


ENGINES: dict[str, Callable[[str], Engine]] = {"natural": _natural, "pyttsx3": _pyttsx3, "espeak": _espeak}
"""In the order of liking; each is made of what stands behind `=` in its name on the command line."""


def serve(
    engine: EngineChain, requests: BinaryIO, replies: BinaryIO, enough: Callable[[], bool] = lambda: False
) -> None:
    """Answer requests until the parent closes the pipe; raises FrameBroken when it sends nonsense.

    `enough` is asked between the parts of a sentence: is the rest of it not wanted any more?
    """
    replies.write(pack_reply(Reply(READY, Outcome.SPOKEN, 0, b"")))
    replies.flush()
    while head := _exactly(requests, LENGTH.size):
        if head == ENOUGH:
            continue
        request = unpack_request(_exactly(requests, checked_length(head, LONGEST_REQUEST)))
        for reply in answer(engine, request, enough):
            replies.write(pack_reply(reply))
            replies.flush()


def answer(engine: EngineChain, request: Request, enough: Callable[[], bool] = lambda: False) -> Iterator[Reply]:
    """Sound in parts, or the key of what was wrong."""
    try:
        for spoken in engine.parts(request.words, request.pace, request.tongue, request.reading):
            done = spoken.last or enough()
            outcome = Outcome.SPOKEN if done else Outcome.PART
            yield Reply(request.number, outcome, spoken.sound.rate, spoken.sound.pcm, spoken.engine, spoken.instead)
            if done:
                return
    except EngineFault as fault:
        yield Reply(request.number, Outcome.FAULT, 0, fault.reason.encode())
    except Exception as error:  # noqa: BLE001 - the edge of the process; no traceback, for it may hold the words
        yield Reply(request.number, Outcome.FAULT, 0, type(error).__name__.encode())


def _exactly(requests: BinaryIO, size: int) -> bytes:
    """So many bytes; none at the end of all. Nothing is read ahead, so that `_something_came` sees all there is."""
    read = b""
    while len(read) < size and (more := requests.read(size - len(read))):
        read += more
    if 0 < len(read) < size:
        raise FrameBroken
    return read


def _something_came(requests: BinaryIO) -> bool:
    """While a sentence is spoken, the parent says nothing but that it is enough; or it has gone."""
    return bool(select.select([requests], [], [], 0)[0])


def load(names: Sequence[str]) -> EngineChain:
    """The engines that can be loaded, in order; with none, each sentence is answered with a fault."""
    engines: list[Engine] = []
    missing = ""
    for name, _, made_of in (engine.partition("=") for engine in names):
        try:
            engines.append(ENGINES[name](made_of))
        except Exception as error:  # noqa: BLE001 - a missing library: the next engine is tried
            sys.stderr.write(f"engine {name}: {type(error).__name__}\n")
            missing = missing or ("" if engines else type(error).__name__)
    return EngineChain(engines, missing)


def main(names: Sequence[str]) -> int:
    """Serve standard input; pyttsx3 prints to standard output, so that is moved out of its way first."""
    replies = os.fdopen(os.dup(1), "wb")
    requests = os.fdopen(os.dup(0), "rb", buffering=0)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    seclude()
    try:
        serve(load(names), requests, replies, lambda: _something_came(requests))
    except (FrameBroken, BrokenPipeError, KeyboardInterrupt):
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
