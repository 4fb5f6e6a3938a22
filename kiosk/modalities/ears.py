"""The ears: joins microphone, recognition and the voice modality, from the press of the key to what was meant.

The microphone runs only while somebody is listened to. Nothing of what is heard is kept: the sound is wiped as soon as
it was understood, words live in the visit alone.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace
from typing import Any

from hardware.errors import DeviceError
from hardware.microphone.contract import Block, Microphone, OpenEar
from hardware.status import Health
from kiosk.modalities import ears_words as own
from kiosk.modalities.earcons import Earcon
from kiosk.modalities.keypad_page import KeypadPage
from kiosk.modalities.keypad_speech import KeypadSpeech
from kiosk.modalities.talk import Talk, TalkStage, loudness
from kiosk.modalities.voice import VoiceModality
from kiosk.recognition.contract import (
    LONGEST_S,
    Asked,
    EarState,
    End,
    Heard,
    Recogniser,
    RecognitionFault,
    Utterance,
)
from kiosk.understanding.meanings import Candidate
from kiosk.visit.modes import MANDARIN
from kiosk.visit.text import NOTHING, Text

_log = logging.getLogger(__name__)

HELD_S = 0.7  # who holds the key longer than this lets go when she has spoken; a shorter press is one press
OPEN_S = 4.0  # a microphone that has not begun by then does not work
SCORE_S = 2.5  # she waits for it: then the words alone must do
THINKING_S = 0.5  # quicker than this nobody need be told that it is being thought about
METER_S = 0.25  # the meter moves at most four times a second: nothing flashes (A11Y-18)
LOOK_S = 1.0
SILENT_BLOCKS_S = 2.0  # a microphone that brings no blocks for so long is lost, whatever it says


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds of silence that end what is said, also in large type, and how long a beginning is waited for."""

    pause_s: float = 0.8
    pause_elder_s: float = 1.3
    silence_s: float = 6.0


class Ears:
    """Implements `kiosk.modalities.keypad.TalkKey` for key, screen button and handset. Loop thread.

    `microphone` is None where none is configured: then nothing of all this is seen. `earcon` sounds; `shown` is told
    what the screen shows of it.
    """

    def __init__(
        self,
        voice: VoiceModality,
        speech: KeypadSpeech,
        microphone: Microphone | None,
        earcon: Callable[[Earcon], None],
        shown: Callable[[Talk], None],
        patience: Patience | None = None,
    ) -> None:
        self._voice = voice
        self._speech = speech
        self._microphone = microphone
        self._recogniser: Recogniser | None = None
        self._earcon = earcon
        self._shown = shown
        self._patience = patience or Patience()
        self._told = Talk()
        self._turn: _Turn | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._dialect = MANDARIN
        voice.on_gone = self._visit_over
        voice.on_dialect = self._take_dialect

    @property
    def listening(self) -> bool:
        """Is somebody being listened to?"""
        return self._turn is not None

    def hear_with(self, recogniser: Recogniser | None) -> None:
        """What recognises; None: nothing is installed that could. It is warmed for Mandarin."""
        self._recogniser = recogniser
        if recogniser is not None:
            self._warm(MANDARIN)
        self._begin(self._look(), "ears' look")

    async def close(self) -> None:
        """Listen no more, whatever is pressed from now on; recognition is closed by whoever made it."""
        self._recogniser = None
        self._drop()
        tasks = tuple(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    # The key.

    def press(self) -> None:
        """Begin to listen; pressed again, it ends what is said."""
        if self._turn is not None:
            self._turn.finish()
            return
        why = self._why_in_vain()
        if why:
            self._refuse(why)
            return
        self._speech.listen()
        turn = self._turn = _Turn(self, asyncio.get_running_loop().time())
        self._show(Talk(TalkStage.OPENING))
        self._begin(self._open(turn), "ears")

    def release(self) -> None:
        """Let go: if it was held, what was said until now counts."""
        turn = self._turn
        if turn is not None and asyncio.get_running_loop().time() - turn.since >= HELD_S:
            turn.finish()

    def break_off(self) -> None:
        """She does something else: what she was saying is not wanted."""
        self._voice.by_hand()
        if self._turn is not None:
            self._drop()
            self._speech.go_on(unheard=False)

    def _refuse(self, why: Text) -> None:
        """One calm sentence, also where nobody is here yet."""
        self._show(Talk(TalkStage.RESTING, why=why))
        self._speech.aside(why)
        if self._voice.page is not None:
            self._voice.still_here()

    def choose_dialect(self) -> None:
        """Ask what she speaks; from the attract page this begins a visit."""
        self._begin(self._ask_dialect(), "dialect")

    async def _ask_dialect(self) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(OPEN_S):
                await self._voice.somebody()
            self._voice.ask_dialect()

    # One turn of listening.

    async def _open(self, turn: "_Turn") -> None:
        """Find out who is listened to, begin to recognise, and only then open the microphone."""
        microphone, recogniser = self._microphone, self._recogniser
        try:
            async with asyncio.timeout(OPEN_S):
                turn.page = await self._voice.addressed()
            if turn.is_over() or microphone is None or recogniser is None:
                return
            turn.among = self._voice.mind.candidates(turn.page, self._voice.modes.dialect)
            turn.utterance = recogniser.listen(self._asked(turn), turn)
            turn.ear = await microphone.open_ear(turn.hear, deadline_s=OPEN_S)
        except (RecognitionFault, DeviceError, TimeoutError) as fault:
            _log.warning("ears: %s", getattr(fault, "reason", "late"))
            self._fail(turn, own.NO_SOUND if isinstance(fault, DeviceError) else NOTHING)
            return
        if turn.is_over():  # the key was let go of, or she left, before it was open
            turn.ear.close()
            return
        self._earcon(Earcon.LISTENING)
        self._voice.listens(True)
        self._show(Talk(TalkStage.LISTENING))
        if turn.finished:
            turn.utterance.finish()
        self._begin(self._watch(turn), "ears' meter")

    def _asked(self, turn: "_Turn") -> Asked:
        modes = self._voice.modes
        return Asked(
            dialect=modes.dialect,
            phrases=self._voice.mind.likely_words(turn.among),
            pause_s=self._patience.pause_elder_s if modes.elder else self._patience.pause_s,
            patience_s=self._patience.silence_s,
            language=modes.tongue.value,
        )

    async def _watch(self, turn: "_Turn") -> None:
        """Show how loud it is; and see to it that no microphone stays open, whatever becomes of recognition."""
        longest = self._patience.silence_s + LONGEST_S + SILENT_BLOCKS_S
        loop, began, level = asyncio.get_running_loop(), asyncio.get_running_loop().time(), 0
        turn.last_block = began
        while not turn.is_over():
            await asyncio.sleep(METER_S)
            now = loop.time()
            if turn.is_over():
                return
            if now - turn.last_block > SILENT_BLOCKS_S or now - began > longest or not self._sound_comes():
                self._fail(turn)
                return
            level = loudness(self._microphone.level if self._microphone else None, level)
            self._show(Talk(TalkStage.LISTENING, level, turn.words))

    def _sound_comes(self) -> bool:
        return self._microphone is not None and self._microphone.status.health not in {Health.ABSENT, Health.FAILED}

    def heard(self, turn: "_Turn", end: End, heard: Heard | None) -> None:
        """The utterance is over: close the microphone, and find out what it means."""
        if turn is not self._turn:
            return
        turn.shut()
        self._voice.listens(False)
        if end is End.BROKEN:
            self._fail(turn)
            return
        self._earcon(Earcon.HEARD)
        self._begin(self._understand(turn, end, heard), "understanding")

    async def _understand(self, turn: "_Turn", end: End, heard: Heard | None) -> None:
        thinking = asyncio.get_running_loop().call_later(
            THINKING_S, self._show, Talk(TalkStage.THINKING, 0, turn.words)
        )
        page = turn.page
        try:
            meant = None
            if heard is not None and page is not None and heard.words.strip():
                scores = await self._scores(turn, heard)
                # A long sentence against two thousand phrases takes a tenth of a second, in which keys must be heard.
                meant = await asyncio.to_thread(self._voice.mind.meaning, heard, page, turn.among, scores)
            if turn is not self._turn or page is None:
                return
            self._turn = None
            stands = self._voice.page is not None and self._voice.page.scene.id == page.scene.id
            self._speech.go_on(unheard=meant is None or not stands)  # a page that came meanwhile was not said yet
            if heard is None or meant is None:
                self._voice.silent(page.scene.id)
            else:
                self._voice.told(page.scene.id, heard.words, meant, cut=end is End.TOO_LONG)
        finally:
            thinking.cancel()
            if turn is self._turn:
                self._drop()
            turn.forget()
            self._show_state()

    async def _scores(self, turn: "_Turn", heard: Heard) -> dict[str, float]:
        """How well the sound fits what is likely to be said; nothing where the engine cannot tell, or not in time."""
        if turn.utterance is None or turn.page is None:
            return {}
        phrases = await asyncio.to_thread(self._voice.mind.worth_scoring, heard, turn.page, turn.among)
        if not phrases:
            return {}
        with contextlib.suppress(TimeoutError, RecognitionFault):
            async with asyncio.timeout(SCORE_S):
                return dict(zip(phrases, await turn.utterance.score(phrases), strict=False))
        return {}

    def _fail(self, turn: "_Turn", why: Text = NOTHING) -> None:
        """The microphone or recognition was lost in the middle: one calm sentence, and another way."""
        if turn is not self._turn:
            return
        rests = turn.page is None
        self._drop()
        self._speech.go_on(unheard=rests)
        if not rests:  # else it has said so
            self._refuse(why or self._why_not() or own.NOT_NOW)

    def _drop(self) -> None:
        """Nobody is listened to any more."""
        turn, self._turn = self._turn, None
        if turn is not None:
            turn.cancel()
            self._voice.listens(False)
        self._show_state()

    def _visit_over(self) -> None:
        self._drop()
        if self._dialect != MANDARIN:
            self._take_dialect(MANDARIN)

    # How it is.

    def _why_not(self) -> Text:
        """Why nobody can be listened to now; NOTHING if she can."""
        if self._microphone is not None and not self._sound_comes():
            return own.NO_SOUND
        return self._why_in_vain()

    def _why_in_vain(self) -> Text:
        """Why a press cannot succeed; a microphone that was lost is tried anew by it, and may be back."""
        if self._microphone is None:
            return own.NO_MICROPHONE
        if self._microphone.status.health is Health.PAUSED:
            return own.NO_SOUND
        if self._recogniser is None or self._recogniser.state in {EarState.RESTING, EarState.CLOSED}:
            return own.NOT_NOW
        return own.SOON if self._recogniser.state is EarState.STARTING else NOTHING

    def _show_state(self) -> None:
        if self._turn is None:
            why = self._why_not()
            self._show(Talk(TalkStage.RESTING, why=why) if why else Talk(TalkStage.READY))

    def _show(self, talk: Talk) -> None:
        choice = len(self._voice.mind.dialects) > 1
        talk = replace(talk, dialects=choice) if self._microphone is not None else Talk()
        if talk != self._told:
            self._told = talk
            self._shown(talk)

    async def _look(self) -> None:
        """The microphone comes and goes, recognition rests and returns: the key says so before it is pressed."""
        while True:
            self._show_state()
            await asyncio.sleep(LOOK_S)

    # Dialects.

    def _take_dialect(self, dialect: str) -> bool:
        """Load what hears a dialect; False: nothing is installed that was made for it."""
        self._dialect = dialect
        self._warm(dialect)
        known = self._voice.mind.dialect(dialect)
        if self._recogniser is None or known is None or dialect == MANDARIN:
            return True
        return self._recogniser.engine_for(dialect) in known.engines

    def _warm(self, dialect: str) -> None:
        if self._recogniser is not None:
            self._begin(self._load(self._recogniser, dialect), "ears' engine")

    async def _load(self, recogniser: Recogniser, dialect: str) -> None:
        try:
            await recogniser.warm(dialect)
        except RecognitionFault as fault:
            _log.warning("recognition: %s", fault.reason)
        self._show_state()

    def _begin(self, job: Coroutine[Any, Any, None], name: str) -> None:
        task = asyncio.get_running_loop().create_task(job, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: "asyncio.Task[None]") -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            _log.error("%s stumbled", task.get_name(), exc_info=task.exception())
            self._drop()
            self._speech.go_on(unheard=True)


class _Turn:
    """One press of the key: what is open for it. Implements `kiosk.recognition.contract.Listener`."""

    def __init__(self, ears: Ears, since: float) -> None:
        self._ears = ears
        self.since = since
        self.page: KeypadPage | None = None
        self.among: tuple[Candidate, ...] = ()
        self.utterance: Utterance | None = None
        self.ear: OpenEar | None = None
        self.words = ""
        self.last_block = since
        self.finished = self._over = False

    def __repr__(self) -> str:
        return "_Turn()"

    def is_over(self) -> bool:
        """Is nobody listened to for it any more?"""
        return self._over

    def hear(self, block: Block) -> None:
        """A block of sound; on the microphone's thread."""
        self.last_block = block.at
        if self.utterance is not None and not self.is_over():
            self.utterance.feed(block.pcm, block.seq)

    def finish(self) -> None:
        """What was said until now counts; before the microphone is open it will end as soon as it is."""
        if not self.finished:
            self.finished = True
            if self.ear is not None and self.utterance is not None:
                self.utterance.finish()

    def shut(self) -> None:
        """Close the microphone."""
        self._over = True
        if self.ear is not None:
            self.ear.close()

    def cancel(self) -> None:
        """Nobody wants to know; the sound is wiped."""
        self.shut()
        if self.utterance is not None:
            self.utterance.cancel()
        self.forget()

    def forget(self) -> None:
        """Nothing remains of what was said, and to what: recognition holds this turn until the next one."""
        self.words, self.among, self.page = "", (), None
        if self.utterance is not None:
            self.utterance.forget()

    def began(self) -> None:
        """The meter shows it."""

    def partial(self, words: str) -> None:
        """Words as they are being heard; where what is typed is hidden, so is what is said."""
        if self.page is not None and not self.page.hidden:
            self.words = words

    def ended(self, end: End, heard: Heard | None) -> None:
        """It is over."""
        self._ears.heard(self, end, heard)
