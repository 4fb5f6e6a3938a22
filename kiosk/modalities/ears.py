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
from hardware.microphone.contract import Microphone
from kiosk.modalities import voice_words as own
from kiosk.modalities.earcons import Earcon
from kiosk.modalities.ears_meaning import meant
from kiosk.modalities.ears_readiness import Readiness
from kiosk.modalities.ears_turn import TalkTurn
from kiosk.modalities.keypad_page import KeypadPage
from kiosk.modalities.keypad_speech import KeypadSpeech
from kiosk.modalities.talk import Talk, TalkStage, loudness
from kiosk.modalities.voice import VoiceModality
from kiosk.recognition.contract import LONGEST_S, Asked, End, Heard, Recogniser, RecognitionFault
from kiosk.understanding.meanings import Meaning
from kiosk.visit.modes import MANDARIN
from kiosk.visit.stage import Scene
from kiosk.visit.text import NOTHING, Text

_log = logging.getLogger(__name__)

HELD_S = 0.7  # who holds the key longer than this lets go when she has spoken; a shorter press is one press
OPEN_S = 4.0  # a microphone that has not begun by then does not work
TRY_S = 2.5  # the same where it is said to be lost: one try, and she waits for it
PATIENCE_S = 4.0  # her words are worked out in less; who waits longer is told that it goes on
METER_S = 0.25  # the meter moves at most four times a second: nothing flashes (A11Y-18)
LOOK_S = 1.0
LOST_S = 0.7  # ... and so long where it says itself that it is lost
SILENT_BLOCKS_S = 2.0  # a microphone that brings no blocks for so long is lost, whatever it says


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds of silence that end what is said, also in large type, and how long a beginning is waited for.

    Who presses twice within `tremble_s` has pressed once, with a hand that trembles.
    """

    pause_s: float = 0.8
    pause_elder_s: float = 1.3
    silence_s: float = 6.0
    tremble_s: float = 0.5


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
        self._readiness = Readiness(microphone)
        self._earcon = earcon
        self._shown = shown
        self._patience = patience or Patience()
        self._told = Talk()
        self._turn: TalkTurn | None = None
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
        self._readiness.hear_with(recogniser)
        self._begin(self._load(MANDARIN), "ears' engine")
        self._begin(self._look(), "ears' look")

    async def close(self) -> None:
        """Listen no more, whatever is pressed from now on; recognition is closed by whoever made it."""
        self._readiness.hear_with(None)
        self._drop()
        tasks = tuple(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    # The key.

    def press(self) -> None:
        """Begin to listen; pressed again, it ends what is said."""
        if self._turn is not None:
            self._press_again(self._turn)
            return
        why = self._readiness.why_in_vain()
        if why:
            self._refuse(why)
            return
        turn = self._turn = TalkTurn(self, asyncio.get_running_loop().time())
        turn.waits = self._readiness.gets_ready()
        if turn.waits:
            self._say_soon()
        else:
            self._speech.listen()
            self._show(Talk(TalkStage.OPENING))
        self._begin(self._open(turn), "ears")

    def _press_again(self, turn: TalkTurn) -> None:
        if asyncio.get_running_loop().time() - turn.since < self._patience.tremble_s:
            return
        if turn.waits:
            self._speech.aside(own.SOON)
        elif turn.looks_again:  # she says it again herself: that is the better second look
            self._drop()
            self.press()
        elif turn.is_over():
            self._speech.meanwhile(own.IN_A_MOMENT)
        else:
            self._finish(turn)

    def release(self) -> None:
        """Let go: if it was held, what was said until now counts."""
        turn = self._turn
        if turn is None:
            return
        if turn.waits or asyncio.get_running_loop().time() - turn.since < HELD_S:
            turn.let_go = True
        else:
            self._finish(turn)

    def _finish(self, turn: TalkTurn) -> None:
        """What she has said counts. Before the microphone was open that is nothing, and it need not open any more."""
        if turn.ear is not None:
            turn.finish()
            return
        begun = turn.begun
        self._drop()
        if begun is not None:
            self._answer(begun, None, None)
        else:
            self._speech.go_on(unheard=True)

    def break_off(self) -> None:
        """She does something else: what she was saying is not wanted."""
        self._voice.by_hand()
        if self._turn is not None:
            self._drop()
            self._speech.go_on(unheard=False)

    def move_plug(self) -> None:
        """A plug moved, or a handset: what she is saying is broken off, what she has said already counts."""
        if self._turn is not None and not self._turn.finished and not self._turn.is_over():
            self.break_off()

    def _refuse(self, why: Text) -> None:
        """One calm sentence, also where nobody is here yet."""
        self._show(Talk(TalkStage.RESTING, why=why))
        self._speech.aside(why)
        if self._voice.page is not None:
            self._voice.still_here()

    def _say_soon(self) -> None:
        """She pressed before recognition was loaded: it listens by itself once it is."""
        self._show(Talk(TalkStage.RESTING, why=own.SOON))
        if self._voice.modes.keypad:
            self._speech.aside(own.SOON)
        else:
            self._speech.preface(own.SOON)  # the page is about to be said

    def choose_dialect(self) -> None:
        """Ask what she speaks; from the attract page this begins a visit."""
        self._begin(self._ask_dialect(), "dialect")

    async def _ask_dialect(self) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(OPEN_S):
                await self._voice.somebody()
            self._voice.ask_dialect()

    # One turn of listening.

    async def _open(self, turn: TalkTurn) -> None:
        """Find out who is listened to, begin to recognise, and only then open the microphone."""
        microphone = self._readiness.microphone
        try:
            async with asyncio.timeout(OPEN_S):
                turn.page = await self._voice.addressed()
            if turn.waits:
                await self._until_ready(turn)
            recogniser = self._readiness.recogniser
            if turn.is_over() or microphone is None or recogniser is None:
                return
            turn.begun, turn.was_heard = turn.page.scene, not self._speech.gated(turn.page)
            turn.among = self._voice.mind.candidates(turn.page, self._voice.modes.dialect)
            turn.utterance = recogniser.listen(self._asked(turn), turn)
            turn.ear = await microphone.open_ear(
                turn.hear, deadline_s=OPEN_S if self._readiness.sound_comes() else TRY_S
            )
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
        self._begin(self._watch(turn), "ears' meter")

    async def _until_ready(self, turn: TalkTurn) -> None:
        """Wait until recognition is loaded, then be silent for her; raises TimeoutError and RecognitionFault."""
        await self._readiness.until_ready(turn.is_over)
        if turn.is_over():
            return
        turn.waits = False
        turn.page = self._voice.page or turn.page  # she may have gone on by hand
        self._speech.listen()
        self._show(Talk(TalkStage.OPENING))

    def _asked(self, turn: TalkTurn) -> Asked:
        modes = self._voice.modes
        page = self._voice.page
        fewest, most = self._voice.mind.digits_wanted(page) if page is not None else (0, 0)
        return Asked(
            dialect=modes.dialect,
            phrases=self._voice.mind.likely_words(turn.among),
            pause_s=self._patience.pause_elder_s if modes.elder else self._patience.pause_s,
            patience_s=self._patience.silence_s,
            language=modes.tongue.value,
            fewest_digits=fewest,
            most_digits=most,
        )

    async def _watch(self, turn: TalkTurn) -> None:
        """Show how loud it is; and see to it that no microphone stays open, whatever becomes of recognition."""
        longest = self._patience.silence_s + LONGEST_S + SILENT_BLOCKS_S
        loop, began, level = asyncio.get_running_loop(), asyncio.get_running_loop().time(), 0
        turn.last_block = began
        while not turn.is_over():
            await asyncio.sleep(METER_S)
            now = loop.time()
            if turn.is_over():
                return
            silent_s = now - turn.last_block
            # While sound comes it is not lost, whatever it says.
            lost = silent_s > LOST_S and not self._readiness.sound_comes()
            if silent_s > SILENT_BLOCKS_S or now - began > longest or lost:
                self._fail(turn)
                return
            microphone = self._readiness.microphone
            level = loudness(microphone.level if microphone else None, level)
            self._show(Talk(TalkStage.LISTENING, level, turn.words))

    def paused(self, turn: TalkTurn, words: str) -> None:
        """She is silent for a moment: if her words can only be the whole, she need not wait for the rest of the pause.

        Who holds the key says herself when it is over.
        """
        if turn is self._turn and turn.page is not None and turn.let_go and not turn.is_over():
            self._begin(self._settle(turn, turn.page, words), "ears' guess")

    async def _settle(self, turn: TalkTurn, page: KeypadPage, words: str) -> None:
        dialect = self._voice.modes.dialect
        whole = await asyncio.to_thread(self._voice.mind.is_whole, words, page, turn.among, dialect)
        if whole and turn is self._turn and turn.utterance is not None and not turn.is_over():
            turn.utterance.settle()

    def decided(self, turn: TalkTurn) -> None:
        """She has spoken: close the microphone at once, however long her words take."""
        if turn is not self._turn or turn.is_over():
            return
        turn.shut()
        self._voice.listens(False)
        self._earcon(Earcon.HEARD)
        self._show(Talk(TalkStage.THINKING, 0, turn.words))
        turn.company = asyncio.get_running_loop().call_later(PATIENCE_S, self._keep_company, turn)

    def _keep_company(self, turn: TalkTurn) -> None:
        """Who cannot see that it is thought about hears it."""
        if turn is self._turn:
            self._speech.meanwhile(own.IN_A_MOMENT)
            turn.company = asyncio.get_running_loop().call_later(PATIENCE_S, self._keep_company, turn)

    def heard(self, turn: TalkTurn, end: End, heard: Heard | None) -> None:
        """The utterance is over: find out what it means."""
        if turn is not self._turn:
            return
        if end is End.BROKEN:
            self._fail(turn)
            return
        self.decided(turn)
        self._begin(self._understand(turn, end, heard), "understanding")

    async def _understand(self, turn: TalkTurn, end: End, heard: Heard | None) -> None:
        begun = turn.begun
        try:
            if begun is None:
                return
            said = heard if heard is not None and heard.words.strip() else None
            page, meaning = self._voice.takes(begun), None
            if said is not None and page is not None:
                meaning = await meant(self._voice.mind, turn, said, page)
            if turn is self._turn:
                self._turn = None
                self._answer(begun, said, meaning, cut=end is End.TOO_LONG, was_heard=turn.was_heard)
        finally:
            if turn is self._turn:
                self._drop()
            turn.forget()
            self._show_state()

    def _answer(
        self, begun: Scene, said: Heard | None, meaning: Meaning | None, *, cut: bool = False, was_heard: bool = False
    ) -> None:
        """Do what was meant, where that is asked still; nothing was said if nothing was heard."""
        page = self._voice.takes(begun)
        self._speech.go_on(unheard=meaning is None or page is None)  # a page that came meanwhile was not said yet
        if said is None:
            if page is not None:
                self._voice.silent(page.scene.id)
        elif page is None or meaning is None:
            self._voice.late(said.words)
        else:
            self._voice.told(page.scene.id, said.words, meaning, cut=cut, was_heard=was_heard)

    def _fail(self, turn: TalkTurn, why: Text = NOTHING) -> None:
        """The microphone or recognition was lost in the middle: one calm sentence, and another way."""
        if turn is not self._turn:
            return
        rests = turn.page is None
        self._drop()
        self._speech.go_on(unheard=rests)
        if not rests:  # else it has said so
            self._refuse(why or self._readiness.why_not() or own.NOT_NOW)

    def _drop(self) -> None:
        """Nobody is listened to any more."""
        turn, self._turn = self._turn, None
        if turn is not None:
            if not turn.is_over():
                self._voice.listens(False)
            turn.cancel()
        self._show_state()

    def _visit_over(self) -> None:
        self._drop()
        if self._dialect != MANDARIN:
            self._take_dialect(MANDARIN)

    # How it is.

    def _show_state(self) -> None:
        if self._turn is None:
            why = self._readiness.why_not()
            self._show(Talk(TalkStage.RESTING, why=why) if why else Talk(TalkStage.READY))

    def _show(self, talk: Talk) -> None:
        choice = len(self._voice.mind.dialects) > 1
        talk = replace(talk, dialects=choice) if self._readiness.microphone is not None else Talk()
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
        self._begin(self._load(dialect), "ears' engine")
        return dialect == MANDARIN or self._readiness.was_made_for(self._voice.mind.dialect(dialect))

    async def _load(self, dialect: str) -> None:
        await self._readiness.load(dialect)
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
