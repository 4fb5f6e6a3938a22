"""Between a modality and the sound: what is said now, what is said next, and the caption of both."""

import asyncio
import contextlib
import logging
from collections import deque
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from dataclasses import dataclass
from functools import partial

from hardware.speaker.contract import Sound
from kiosk.visit.modes import Tongue
from kiosk.voice.contract import How, Reading, Voice, VoiceFault
from kiosk.voice.engine import joined
from kiosk.voice.phrase_cache import PhraseCache
from kiosk.voice.phrasing import Phrase, phrases, sentences
from kiosk.voice.unheard import Output, Unheard

_log = logging.getLogger(__name__)

_AHEAD = 2  # parts of phrases that are given to the speaker before the first of them has ended
_PATIENCE_S = 4.0  # a speaker that does not tell the end of a sound is not waited for much longer than it lasts
_MOST_REMEMBERED = 8
_SILENT_RATE = 8_000
_HANZI_S = 60 / 210
_WORD_S = 60 / 160


@dataclass(frozen=True, slots=True, repr=False)
class Utterance:
    """Words to say. `personal`: only where nobody else hears them; `keep`: worth keeping as sound (labels, digits).

    `passing`: good only for the moment; a newer one takes the place of it, spoken or not.
    """

    words: str
    personal: bool = False
    keep: bool = False
    tongue: Tongue = Tongue.CHINESE
    passing: bool = False


class Talker:
    """One mouth for the terminal. All methods are called on the loop thread, but `hush`."""

    def __init__(self, voice: Voice, speaker: Output | None, caption: Callable[[str], None]) -> None:
        """`caption` is told each sentence when it begins to be heard, and "" when all is said.

        Without a speaker the captions follow one another all the same.
        """
        self.pace = 1.0
        self.reading = Reading.MANDARIN
        """How hanzi are read, by the dialect of whoever listens."""
        self.private = False
        """May personal words be said? Checked when they are asked for, and again when they would be heard."""
        self._voice = voice
        self._speaker: Output = speaker or Unheard()
        self._caption = caption
        self._captioned = ""
        self._cache = PhraseCache()
        self._queue: deque[Utterance] = deque()
        self._last: tuple[Utterance, ...] = ()
        self._saying: Utterance | None = None
        self._speaking: asyncio.Task[None] | None = None

    @property
    def can_repeat(self) -> bool:
        """Is there anything that `repeat` would say?"""
        return bool(self._last)

    def set_volume(self, volume: int) -> None:
        """Set the loudness, 0 to 100."""
        self._speaker.set_volume(volume)

    @property
    def speaking(self) -> bool:
        """Is anything being said, or about to be?"""
        return self._speaking is not None

    def say(self, *utterances: Utterance, memorable: bool = True) -> None:
        """Stop what is being said and say this instead; `repeat` will say it again if it is memorable."""
        self.stop()
        if memorable:
            self._last = ()
        self.add(*utterances, memorable=memorable)

    def add(self, *utterances: Utterance, memorable: bool = True) -> None:
        """Say this after what is being said."""
        meant = tuple(u for u in utterances if u.words)
        if memorable:
            self._last = (*self._last, *meant)[-_MOST_REMEMBERED:]
        self._queue.extend(meant)
        if self._queue and self._speaking is None:
            self._speaking = asyncio.get_running_loop().create_task(self._speak(), name="talker")

    def add_newest(self, utterance: Utterance) -> None:
        """Say this after what is being said, but in the place of whatever is only `passing`."""
        self._last = tuple(u for u in self._last if not u.passing)
        if self._saying is not None and self._saying.passing:
            waiting = [u for u in self._queue if not u.passing]
            self.stop()
            self.add(*waiting, memorable=False)
        else:
            self._queue = deque(u for u in self._queue if not u.passing)
        self.add(utterance)

    def hush(self) -> None:
        """Silence at once; from any thread. What was queued is forgotten as soon as the loop comes to it."""
        self._speaker.stop()

    def stop(self) -> None:
        """Silence, and forget what was going to be said."""
        self._speaker.stop()
        self._queue.clear()
        self._saying = None
        if self._speaking is not None:
            self._speaking.cancel()
            self._speaking = None
        self._write("")

    def repeat(self) -> None:
        """Say the last thing again."""
        self.say(*self._last)

    def forget(self) -> None:
        """Silence, and forget what was said: the visit is over."""
        self.stop()
        self._last = ()

    async def _speak(self) -> None:
        me = asyncio.current_task()
        pending: deque[_Playing] = deque()
        try:
            # What is added while the last phrase is being heard is said as well.
            while self._queue:
                if not await self._say_queue(pending) or not await _all_heard(pending):
                    self._queue.clear()
        except Exception:  # noqa: BLE001 - the edge of a task: silence is better than a dead terminal
            _log.exception("the talker stumbled")
            self._queue.clear()
        finally:
            # A stop has already put another task, or none, in this one's place.
            if self._speaking is me:
                self._speaking = self._saying = None
                self._write("")

    async def _say_queue(self, pending: "deque[_Playing]") -> bool:
        """Give all that is queued to the speaker; False: it was silenced."""
        while self._queue:
            utterance = self._queue.popleft()
            for sentence in sentences(utterance.words, utterance.tongue):
                for phrase in phrases(sentence, utterance.tongue):
                    if not await self._say_phrase(utterance, sentence, phrase, pending):
                        return False
        return True

    async def _say_phrase(
        self, utterance: Utterance, sentence: str, phrase: Phrase, pending: "deque[_Playing]"
    ) -> bool:
        """Give a phrase to the speaker, a little ahead of what is heard; False: it was silenced."""
        async with aclosing(self._sounds(utterance, phrase)) as sounds:
            async for sound in sounds:
                if not await self._play(sound, utterance, sentence, pending):
                    return False
        return True

    async def _play(self, sound: Sound, utterance: Utterance, sentence: str, pending: "deque[_Playing]") -> bool:
        while len(pending) >= _AHEAD:
            if not await pending.popleft().heard():
                return False
        if utterance.personal and not self.private:
            return True
        playing = _Playing(sound, asyncio.get_running_loop(), partial(self._begin, utterance, sentence))
        self._speaker.play(sound, started=playing.started, finished=playing.finished)
        pending.append(playing)
        return not any(p.silenced for p in pending)

    async def _sounds(self, utterance: Utterance, phrase: Phrase) -> AsyncGenerator[Sound, None]:
        """The sound of a phrase as it comes; silence where the voice cannot speak now."""
        how = How(self.pace, phrase.tongue, self.reading)
        kept = self._cache.get(phrase, how) if utterance.keep else None
        if kept is not None:
            yield kept
            return
        made: list[Sound] = []
        try:
            async with aclosing(self._voice.parts(phrase.words, how)) as parts:
                async for sound in parts:
                    made.append(sound)
                    yield sound
        except VoiceFault:
            if not made:
                yield silence_for(phrase.words, how.pace, phrase.tongue)
            return
        if utterance.keep and not utterance.personal:
            self._cache.keep(phrase, how, joined(made))

    def _begin(self, utterance: Utterance, sentence: str) -> None:
        """From now on this is heard."""
        self._saying = utterance
        self._write(sentence)

    def _write(self, words: str) -> None:
        if words != self._captioned:
            self._captioned = words
            self._caption(words)


class _Playing:
    """A phrase on its way to the ear: carries the speaker's calls over to the loop."""

    def __init__(self, sound: Sound, loop: asyncio.AbstractEventLoop, begun: Callable[[], None]) -> None:
        self._loop = loop
        self._begun = begun
        self._end: asyncio.Future[bool] = loop.create_future()
        self._patience = sound.seconds + _PATIENCE_S
        self.task = asyncio.current_task()

    @property
    def silenced(self) -> bool:
        """Has somebody stopped the speaker?"""
        return self._end.done() and not self._end.result()

    def started(self) -> None:
        """It begins to be heard; on the speaker's thread."""
        self._cross(self._begin)

    def finished(self, heard: bool) -> None:
        """It has ended; on the speaker's thread, or on the one that stopped it."""
        self._cross(self._finish, heard)

    async def heard(self) -> bool:
        """Wait for the end; False if it was silenced."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(self._patience):
                return await self._end
        return True

    def _begin(self) -> None:
        if self.task is not None and not self.task.done() and not self.task.cancelling() and not self._end.done():
            self._begun()

    def _finish(self, heard: bool) -> None:
        if not self._end.done():
            self._end.set_result(heard)

    def _cross(self, act: Callable[..., None], *arguments: bool) -> None:
        with contextlib.suppress(RuntimeError):  # the loop has ended before the sound
            self._loop.call_soon_threadsafe(act, *arguments)


async def _all_heard(pending: "deque[_Playing]") -> bool:
    while pending:
        if not await pending.popleft().heard():
            return False
    return True


def silence_for(phrase: str, pace: float, tongue: Tongue = Tongue.CHINESE) -> Sound:
    """Silence as long as the phrase would take: without a voice the captions still follow one another."""
    spoken = len(phrase.split()) * _WORD_S if tongue is Tongue.ENGLISH else sum(c.isalnum() for c in phrase) * _HANZI_S
    seconds = max(0.6, spoken / pace)
    return Sound(bytes(2 * int(_SILENT_RATE * seconds)), _SILENT_RATE)
