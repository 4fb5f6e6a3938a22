"""One utterance in the child: where it ends is judged as its sound comes, and its words are worked out in advance.

Blocks come on the reading thread, words are worked out on the engine's; one lock is between them, never held while an
engine works.
"""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from kiosk.recognition.contract import Asked, End, Heard
from kiosk.recognition.endpoint import BLOCK_S, BLOCK_SAMPLES, GOES_ON, Endpoint, Judgement
from kiosk.recognition.engine import Engine, Stream
from kiosk.recognition.sound_memory import BEFORE_BLOCKS, SoundMemory

if TYPE_CHECKING:
    from kiosk.recognition.engine import Samples

AFTER_BLOCKS = round(0.3 / BLOCK_S)
"""Kept after the last block of speech: the end of a syllable is soft."""
ADVANCE_BLOCKS = round(0.2 / BLOCK_S)
PARTIAL_S = 0.7
MOST_LOST_S = 0.5
"""More sound than this missing within speech tears words apart: it is said to be broken rather than guessed."""
_BLOCK_BYTES = 2 * BLOCK_SAMPLES
_SILENT_BLOCK = bytes(_BLOCK_BYTES)


class Detector(Protocol):
    """Says how likely a block of 512 samples is speech; Silero does."""

    def __call__(self, audio: "bytes | bytearray | memoryview", /) -> float:
        """Judge the next block."""
        ...

    def reset(self) -> None:
        """Begin anew."""
        ...


class Bench(Protocol):
    """The engine's thread."""

    def post(self, job: Callable[[Engine], None]) -> None:
        """Do this with the engine, after what was posted before."""
        ...

    @property
    def waiting(self) -> int:
        """How many jobs are not begun yet."""
        ...


class Told(Protocol):
    """Who is told what becomes of an utterance; from either thread."""

    def began(self) -> None:
        """Somebody speaks."""
        ...

    def partial(self, words: str) -> None:
        """Words up to now."""
        ...

    def paused(self, words: str) -> None:
        """All words up to now, while it is silent."""
        ...

    def decided(self) -> None:
        """The end of speech is known; its words are being worked out."""
        ...

    def ended(self, end: End, heard: Heard | None) -> None:
        """It is over."""
        ...

    def broken(self, error: Exception) -> None:
        """The engine could not do it."""
        ...


@dataclass(slots=True)
class _Words:
    """Words being worked out, of the sound up to a block; `end` is set once they are the last word."""

    upto: int
    end: End | None = None
    decided: float = 0.0
    skipped: bool = False
    done: bool = False
    heard: Heard | None = None


class Hearing:
    """Listens to one utterance. `take`, `finish` and `wipe` are called on the reading thread."""

    def __init__(self, asked: Asked, detector: Detector, bench: Bench, told: Told) -> None:
        self._asked = asked
        self._detector = detector
        self._bench = bench
        self._told = told
        self._endpoint = Endpoint(asked)
        self._sound = SoundMemory()
        self._rest = b""
        self._lost = 0
        self._lock = threading.Lock()
        self._over = False
        self._words: _Words | None = None
        self._advancing = False
        # Of the engine's thread alone:
        self._stream: Stream | None = None
        self._streamed = 0
        self._opened = False
        self._partial_at = 0.0
        self._partial_cost_s = 0.0
        self._last: Samples | None = None
        detector.reset()

    # Sound.

    def take(self, missing: int, pcm: memoryview) -> None:
        """Hear sound of any length; `missing` blocks were lost before it."""
        self._miss(missing)
        sound = self._rest + bytes(pcm[: len(pcm) // 2 * 2])
        whole = len(sound) // _BLOCK_BYTES * _BLOCK_BYTES
        self._rest = sound[whole:]
        for at in range(0, whole, _BLOCK_BYTES):
            if self._over:
                return
            block = sound[at : at + _BLOCK_BYTES]
            self._block(block, self._detector(block))

    def _miss(self, missing: int) -> None:
        """Lost blocks take their time within speech, as silence that does not end it; too many are a broken sound."""
        if not missing or self._over or self._endpoint.began is None:
            return
        self._lost += missing
        if self._lost * BLOCK_S > MOST_LOST_S:
            self._finish_with(End.BROKEN)
            return
        for _ in range(missing):
            if not self._over:
                self._block(_SILENT_BLOCK, GOES_ON)

    def _block(self, block: bytes, likely: float) -> None:
        self._sound.add(block)
        judgement = self._endpoint.take(likely)
        if self._endpoint.began is None:
            self._sound.forget_before(self._sound.end)
        match judgement:
            case Judgement.BEGAN:
                self._told.began()
            case Judgement.HUSHED:
                self._work_out(self._endpoint.last + AFTER_BLOCKS)
            case Judgement.RESUMED:
                with self._lock:
                    self._words = None
            case Judgement.ENDED:
                self._conclude(End.SPOKEN)
            case Judgement.TOO_LONG:
                self._conclude(End.TOO_LONG)
            case Judgement.SILENT:
                self._finish_with(End.SILENCE)
            case Judgement.NOTHING:
                self._advance()

    # Ends.

    def finish(self) -> None:
        """She let the key go: what was said up to now counts, be it a word too short to begin an utterance."""
        if self._over:
            return
        if self._endpoint.perhaps_spoke:
            self._conclude(End.RELEASED)
        else:
            self._finish_with(End.SILENCE)

    def settle(self) -> None:
        """That was all, unless she has gone on since her words were worked out: then nothing happens."""
        with self._lock:
            stands = not self._over and self._words is not None and self._words.done
        if stands and self._endpoint.hushed:
            self._conclude(End.SPOKEN)

    def wipe(self) -> None:
        """Nobody wants to know any more: nothing of the sound remains."""
        with self._lock:
            self._over = True
            self._words = None
            self._sound.wipe()
        self._rest = b""
        self._bench.post(self._wipe_engine)

    def _wipe_engine(self, engine: Engine) -> None:
        self._keep(None)
        self._stream = None
        self._asked = replace(self._asked, phrases=())
        engine.forget()

    def _keep(self, samples: "Samples | None") -> None:
        """Keep this sound for its scores, and nothing of the one before."""
        if self._last is not None:
            self._last[:] = 0
        self._last = samples

    def _finish_with(self, end: End) -> None:
        with self._lock:
            if self._over:
                return
            self._over = True
        self._told.ended(end, None)

    def _conclude(self, end: End) -> None:
        """The words that were worked out in advance are the last ones, or they are worked out now."""
        self._told.decided()
        with self._lock:
            self._over = True
            words = self._words
            if words is None:
                words = self._words = _Words(self._sound.end, end, time.monotonic())
                post = True
            else:
                words.end, words.decided = end, time.monotonic()
                post, words.skipped = words.skipped, False
            done = words.done
        if done:
            self._tell(words)
        elif post:
            self._bench.post(lambda engine: self._find(words, engine))

    # Words, on the engine's thread.

    def _work_out(self, upto: int) -> None:
        words = _Words(upto)
        with self._lock:
            self._words = words
        self._bench.post(lambda engine: self._find(words, engine))

    def _find(self, words: _Words, engine: Engine) -> None:
        with self._lock:
            if words is not self._words:
                return  # she went on speaking
            samples = self._samples(words.upto)
        try:
            self._keep(samples)
            self._open(engine)
            with self._lock:
                if self._stream is not None and words.end is None:
                    words.skipped = True  # a stream ends once
                    return
            heard = self._end_of_stream(words.upto) if self._stream else engine.transcribe(samples, self._asked)
        except Exception as error:  # noqa: BLE001  the edge of the engine; its words may hold what was said
            self._keep(None)
            self._fail(words, error)
            return
        with self._lock:
            words.heard, words.done = heard, True
            known, stands = words.end is not None, words is self._words
        if known:
            self._tell(words)
        elif stands and heard is not None:
            self._told.partial(heard.words)
            self._told.paused(heard.words)

    def _tell(self, words: _Words) -> None:
        assert words.end is not None
        self._told.ended(words.end, self._told_of(words.heard, words.decided))

    def _told_of(self, heard: Heard | None, since: float) -> Heard | None:
        """What was heard, with what only we know of it."""
        if heard is None:
            return None
        began = self._endpoint.began
        speech_s = 0.0 if began is None else (self._endpoint.last - began) * BLOCK_S
        return replace(heard, dialect=self._asked.dialect, speech_s=speech_s, spent_s=time.monotonic() - since)

    def _fail(self, words: _Words, error: Exception) -> None:
        with self._lock:
            if words is not self._words:
                return
            self._over = True
        self._told.broken(error)

    def _samples(self, upto: int) -> "Samples":
        began = self._endpoint.began
        return self._sound.samples(0 if began is None else began - BEFORE_BLOCKS, upto)

    # Words while she speaks.

    def _advance(self) -> None:
        """Let the engine come up to now, if it is not still at it: partial words never queue."""
        began = self._endpoint.began
        if began is None or self._endpoint.hushed or (self._sound.end - began) % ADVANCE_BLOCKS:
            return
        if self._advancing or self._bench.waiting:
            return
        self._advancing = True
        self._bench.post(self._come_up)

    def _come_up(self, engine: Engine) -> None:
        try:
            self._open(engine)
            words = self._streamed_words() if self._stream else self._words_by_now(engine)
        except Exception:  # noqa: BLE001  partial words are a courtesy; the last ones will tell what is wrong
            words = ""
        finally:
            self._advancing = False
        with self._lock:
            wanted = bool(words) and not self._over
        if wanted:
            self._told.partial(words)

    def _open(self, engine: Engine) -> None:
        if not self._opened:
            self._opened = True
            self._stream = engine.stream(self._asked)
            self._streamed = max(0, (self._endpoint.began or 0) - BEFORE_BLOCKS)
            self._partial_at = time.monotonic()  # the first syllable alone is guessed wrong

    def _streamed_words(self) -> str:
        assert self._stream is not None
        with self._lock:
            if self._over:
                return ""
            piece, self._streamed = self._sound.samples(self._streamed, self._sound.end), self._sound.end
        return self._taken(self._stream, piece)

    def _end_of_stream(self, upto: int) -> Heard | None:
        assert self._stream is not None
        with self._lock:
            piece = self._sound.samples(self._streamed, max(upto, self._streamed))
        self._taken(self._stream, piece)
        heard = self._stream.end()
        return heard if heard.words else None

    @staticmethod
    def _taken(stream: Stream, piece: "Samples") -> str:
        try:
            return stream.take(piece)
        finally:
            piece[:] = 0

    def _words_by_now(self, engine: Engine) -> str:
        """Words of all that was said so far, where the machine keeps up: at most a third of the time goes into it."""
        if time.monotonic() - self._partial_at < max(PARTIAL_S, 3 * self._partial_cost_s):
            return ""
        with self._lock:
            if self._over or self._words is not None:
                return ""
            samples = self._samples(self._sound.end)
        begun = self._partial_at = time.monotonic()
        try:
            heard = engine.transcribe(samples, self._asked)
        finally:
            self._partial_cost_s = time.monotonic() - begun
            samples[:] = 0
        return heard.words if heard is not None else ""

    # Afterwards.

    def look_again(self, engine: Engine) -> Heard | None:
        """The last words once more, with more care; on the engine's thread. None after `wipe`."""
        begun = time.monotonic()
        heard = None if self._last is None else engine.look_again(self._last, self._asked)
        return self._told_of(heard, begun)

    def score(self, phrases: Sequence[str], within_s: float, engine: Engine) -> tuple[float, ...]:
        """How well the sound of the last words fits each phrase; on the engine's thread."""
        return () if self._last is None else engine.score(self._last, phrases, within_s)
