"""The queue of sounds between whoever speaks and whatever plays; no Qt here, any thread may come."""

import array
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from hardware.speaker.contract import Sound

Told = Callable[[], None]


@dataclass(slots=True)
class _Queued:
    pcm: bytes
    started: Told
    finished: Callable[[bool], None]
    at: int = 0


class SoundQueue:
    """Sounds one after the other as an endless stream; silence where there is none.

    What was read from here is heard `lag` later, so the reader hands out the calls that are due then.
    """

    def __init__(self, rate: int) -> None:
        self.rate = rate
        self._sounds: deque[_Queued] = deque()
        self._lock = threading.Lock()
        self._epoch = 0

    @property
    def empty(self) -> bool:
        """Is there nothing left to read?"""
        with self._lock:
            return not self._sounds

    def put(self, sound: Sound, started: Told, finished: Callable[[bool], None]) -> None:
        """Queue a sound, at this queue's rate."""
        queued = _Queued(resampled(sound.pcm, sound.rate, self.rate), started, finished)
        with self._lock:
            self._sounds.append(queued)

    def clear(self) -> int:
        """Forget all sounds and tell each that it was silenced; returns how many there were."""
        with self._lock:
            dropped, self._sounds = self._sounds, deque()
            self._epoch += 1
        for sound in dropped:
            sound.finished(False)
        return len(dropped)

    def read(self, size: int) -> tuple[bytes, list[Told]]:
        """The next `size` bytes, filled up with silence, and what to call when they are heard."""
        size -= size % 2
        pieces: list[bytes] = []
        due: list[Told] = []
        left = size
        with self._lock:
            while left and self._sounds:
                left -= self._take(left, pieces, due)
        return b"".join(pieces) + bytes(left), due

    def _take(self, left: int, pieces: list[bytes], due: list[Told]) -> int:
        sound = self._sounds[0]
        if sound.at == 0:
            due.append(self._unless_cleared(sound.started))
        piece = sound.pcm[sound.at : sound.at + left]
        pieces.append(piece)
        sound.at += len(piece)
        if sound.at >= len(sound.pcm):
            self._sounds.popleft()
            due.append(self._ended(sound.finished))
        return len(piece)

    def _unless_cleared(self, told: Told) -> Told:
        epoch = self._epoch

        def tell() -> None:
            if epoch == self._epoch:
                told()

        return tell

    def _ended(self, finished: Callable[[bool], None]) -> Told:
        """Read to its end, but heard to its end only if nobody silenced it on the way."""
        epoch = self._epoch
        return lambda: finished(epoch == self._epoch)


def resampled(pcm: bytes, rate: int, wanted: int) -> bytes:
    """The same sound at another rate, by straight lines between samples: good enough for speech."""
    if rate == wanted or len(pcm) < 4:
        return pcm
    samples = array.array("h", pcm)
    length = max(1, len(samples) * wanted // rate)
    last = len(samples) - 1
    out = array.array("h", bytes(2 * length))
    for n in range(length):
        whole, part = divmod(n * rate, wanted)
        here = samples[min(whole, last)]
        out[n] = here + (samples[min(whole + 1, last)] - here) * part // wanted
    return out.tobytes()
