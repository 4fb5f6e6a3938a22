"""The child process that speaks: `python -m kiosk.voice.engine_process pyttsx3 espeak`.

Requests come on standard input, replies go to what was standard output; what engines print goes nowhere. It holds no
sound device and ends when its parent does.
"""

import os
import sys
from collections.abc import Callable, Sequence
from typing import BinaryIO

from kiosk.voice.engine import Engine, EngineChain, EngineFault
from kiosk.voice.frames import (
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


def _pyttsx3() -> Engine:
    from kiosk.voice.engine_pyttsx3 import Pyttsx3  # it loads libespeak-ng, which may be missing

    return Pyttsx3()


def _espeak() -> Engine:
    from kiosk.voice.engine_espeak import EspeakCommand

    return EspeakCommand()


ENGINES: dict[str, Callable[[], Engine]] = {"pyttsx3": _pyttsx3, "espeak": _espeak}


def serve(engine: Engine, requests: BinaryIO, replies: BinaryIO) -> None:
    """Answer requests until the parent closes the pipe; raises FrameBroken when it sends nonsense."""
    replies.write(pack_reply(Reply(READY, Outcome.SPOKEN, 0, b"")))
    replies.flush()
    while head := requests.read(LENGTH.size):
        request = unpack_request(requests.read(checked_length(head, LONGEST_REQUEST)))
        replies.write(pack_reply(answer(engine, request)))
        replies.flush()


def answer(engine: Engine, request: Request) -> Reply:
    """Sound, or the key of what was wrong."""
    try:
        sound = engine.speak(request.words, request.pace, request.tongue)
    except EngineFault as fault:
        return Reply(request.number, Outcome.FAULT, 0, fault.reason.encode())
    except Exception as error:  # noqa: BLE001 - the edge of the process; no traceback, for it may hold the words
        return Reply(request.number, Outcome.FAULT, 0, type(error).__name__.encode())
    return Reply(request.number, Outcome.SPOKEN, sound.rate, sound.pcm)


def load(names: Sequence[str]) -> Engine:
    """The engines that can be loaded, in order; with none, each sentence is answered with a fault."""
    engines: list[Engine] = []
    for name in names:
        try:
            engines.append(ENGINES[name]())
        except Exception as error:  # noqa: BLE001 - a missing library: the next engine is tried
            sys.stderr.write(f"engine {name}: {type(error).__name__}\n")
    return EngineChain(engines)


def main(names: Sequence[str]) -> int:
    """Serve standard input; pyttsx3 prints to standard output, so that is moved out of its way first."""
    replies = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    try:
        serve(load(names), sys.stdin.buffer, replies)
    except (FrameBroken, BrokenPipeError, KeyboardInterrupt):
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
