"""Recordings through the terminal's own ears and mind: the child that recognises, the page with all services."""

import asyncio
import os
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from kiosk.app.evaluation.figures import Trial
from kiosk.app.evaluation.recordings import Recording, samples_of
from kiosk.modalities.keypad_page import KeypadPage
from kiosk.modalities.second_look import beside, is_worth_it, settled
from kiosk.modalities.voice_mind import Mind
from kiosk.recognition.child_recogniser import ChildRecogniser
from kiosk.recognition.contract import Asked, End, Heard, InstalledModel, RecognitionFault, Utterance
from kiosk.recognition.watch import Watch
from kiosk.services import contacts, my_face, pause, pay_bills, payment_help, social_insurance
from kiosk.services.social_insurance import certificate
from kiosk.understanding.dialects import WIDER, Dialect
from kiosk.understanding.meanings import Meaning, NotHere, Speaks, Sure, Unsure, Wanted
from kiosk.visit.catalogue import Entry
from kiosk.visit.house_prompts import home_page
from kiosk.visit.prompts import Option
from kiosk.visit.stage import Scene

SERVICES = (
    social_insurance.ENTRY,
    pay_bills.ENTRY,
    contacts.ENTRY,
    pause.ENTRY,
    payment_help.ENTRY,
    certificate.ENTRY,
    my_face.ENTRY,
)
"""What this hall offers: every other service is known, and said not to be here."""
BLOCK = 512 * 2
_BLOCKS_AT_ONCE = 16
_WHOLE_S = 30.0
"""The recording ends where its file ends, and not at a pause inside."""
_PATIENT = Watch(start_s=60, load_s=300, answer_s=60, work_s=600, late_s=600, first_sound_s=60, sound_s=60, hang_s=60)
"""Nobody waits in front of it: a busy machine makes figures of time worse, and loses no recording."""
_ANSWER_S = 120.0
_UNHURRIED = {"look_within_s": _ANSWER_S}
"""A second look is taken on a busy machine too: what is heard is measured, not how busy it was."""
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True, repr=False)
class Look:
    """What an engine made of the sound at one look, and how well phrases fit it. Personal: no repr."""

    heard: Heard | None
    scores: Mapping[str, float]


@dataclass(frozen=True, slots=True, repr=False)
class Hearing:
    """What was heard of one recording, before anything is made of it. Personal: no repr.

    `first` and `second` are looks at the same sound; the second is None where none was worth it.
    """

    engine: str
    first: Look
    second: Look | None
    waited_s: float
    worked_s: float


class Ears:
    """The child that recognises, asked for one recording after another. One loop."""

    def __init__(self, recogniser: ChildRecogniser, dialects: Sequence[Dialect]) -> None:
        self._recogniser = recogniser
        self._mind = Mind()
        self._mind.know(dialects)
        self._page = home()

    @property
    def memory_mb(self) -> float:
        """What the child holds now."""
        return self._recogniser.memory / (1 << 20)

    async def try_out(self, recording: Recording) -> Trial:
        """Hear one recording, and decide as the home page does. Raises as `hear` does."""
        hearing = await self.hear(recording)
        return self.judged(recording, hearing)

    async def hear(self, recording: Recording) -> "Hearing":
        """One recording as fast as it can be heard.

        Raises: SoundMistake, RecognitionFault when nothing can hear
        """
        pcm = samples_of(recording.path)
        await self._recogniser.warm(recording.dialect)
        among = self._mind.candidates(self._page, recording.dialect)
        fewest, most = self._mind.digits_wanted(self._page)
        asked = Asked(
            recording.dialect,
            self._mind.likely_words(among),
            pause_s=_WHOLE_S,
            patience_s=_WHOLE_S,
            fewest_digits=fewest,
            most_digits=most,
        )
        listener = _Listener()
        worked = _processor_seconds()
        utterance = self._recogniser.listen(asked, listener)
        try:
            await _play(utterance, pcm)
            began = time.monotonic()
            utterance.finish()
            heard = await asyncio.wait_for(listener.heard, _ANSWER_S)
            heard = replace(heard, dialect=recording.dialect) if heard else None
            first = await self._look(heard, utterance, recording.dialect)
            second = await self._look_again(first, utterance, recording.dialect)
            waited = time.monotonic() - began
        finally:
            utterance.forget()
        engine = self._recogniser.engine_for(recording.dialect)
        return Hearing(engine, first, second, waited, _processor_seconds() - worked)

    def judged(self, recording: Recording, hearing: "Hearing") -> Trial:
        """What came of it."""
        heard, meaning = hearing.first.heard, self._meant(hearing, recording.dialect)
        guesses = meaning.guesses if isinstance(meaning, Unsure) else ()
        return Trial(
            engine=hearing.engine,
            dialect=recording.dialect,
            condition=recording.condition,
            said=recording.text,
            expected=WIDER.get(recording.expected, recording.expected),
            heard=heard.words if heard else "",
            meant=named(meaning),
            guesses=tuple(filter(None, map(named, guesses))),
            waited_s=hearing.waited_s,
            worked_s=hearing.worked_s,
            file=recording.path.name,
            line=recording.line,
        )

    def wants_another_look(self, recording: Recording, hearing: Hearing) -> bool:
        """Was it in doubt, and not looked at again? So it is with what was heard before understanding was changed."""
        return hearing.second is None and self._in_doubt(hearing.first, recording.dialect)

    def _meant(self, hearing: Hearing, dialect: str) -> Meaning:
        """What the home page takes it for."""
        meaning = self._meaning(hearing.first, dialect)
        first, second = hearing.first.heard, hearing.second
        if first is None or second is None or second.heard is None or not self._in_doubt(hearing.first, dialect):
            return meaning
        both = beside(first, second.heard, self._page)
        return settled(meaning, self._meaning(Look(both, second.scores), dialect), self._page)

    def _meaning(self, look: Look, dialect: str) -> Meaning:
        if look.heard is None:
            return Unsure()
        return self._mind.meaning(look.heard, self._page, self._mind.candidates(self._page, dialect), look.scores)

    def _in_doubt(self, look: Look, dialect: str) -> bool:
        return look.heard is not None and is_worth_it(self._mind, look.heard, self._meaning(look, dialect), self._page)

    async def _look(self, heard: Heard | None, utterance: Utterance, dialect: str) -> Look:
        return Look(heard, await self._scores(heard, utterance, dialect) if heard is not None else {})

    async def _look_again(self, first: Look, utterance: Utterance, dialect: str) -> Look | None:
        if first.heard is None or not self._in_doubt(first, dialect):
            return None
        again = await utterance.look_again()
        if again is None:
            return Look(None, {})
        scores = await self._scores(beside(first.heard, again, self._page), utterance, dialect)
        return Look(again, scores)

    async def _scores(self, heard: Heard, utterance: Utterance, dialect: str) -> dict[str, float]:
        among = self._mind.candidates(self._page, dialect)
        phrases = self._mind.worth_scoring(heard, self._page, among)
        scores = await utterance.score(phrases) if phrases else ()
        return dict(zip(phrases, scores, strict=True)) if scores else {}


@asynccontextmanager
async def ears(models: Sequence[InstalledModel], dialects: Sequence[Dialect], engine: str = "") -> AsyncIterator[Ears]:
    """Ears with these models, or with the one that is named; the child ends with them."""
    used = [replace(model, options={**model.options, **_UNHURRIED}) for model in models if engine in ("", model.id)]
    preferences = {dialect.id: (engine,) if engine else dialect.engines for dialect in dialects}
    recogniser = ChildRecogniser(used, preferences, _PATIENT)
    try:
        yield Ears(recogniser, dialects)
    finally:
        await recogniser.close()


def home() -> KeypadPage:
    """The home page with what this hall offers: where people say what they came for."""
    return KeypadPage(Scene(0, home_page(tuple(map(_option, SERVICES)), logged_in=False)), elder=False)


def named(meaning: object) -> str:
    """The service or the global that a meaning is, as a manifest names it; empty: neither."""
    match meaning:
        case Sure(value=str(value)):
            return value
        case NotHere(service=service):
            return service
        case Wanted(wish=wish):
            return wish.value
        case Speaks():
            return "dialect"
        case str(value):
            return value
        case _:
            return ""


class _Listener:
    def __init__(self) -> None:
        self.heard: asyncio.Future[Heard | None] = asyncio.get_running_loop().create_future()

    def began(self) -> None:
        """Nobody watches."""

    def partial(self, words: str) -> None:
        """Nobody watches."""

    def paused(self, words: str) -> None:
        """Nobody acts on it."""

    def decided(self) -> None:
        """There is no microphone to be closed."""

    def ended(self, end: End, heard: Heard | None) -> None:
        if self.heard.done():
            return
        if end is End.BROKEN:
            self.heard.set_exception(RecognitionFault("broken"))
        else:
            self.heard.set_result(heard)


async def _play(utterance: Utterance, pcm: bytes) -> None:
    """Faster than anybody speaks, but with room for the pipe to drain."""
    for seq, at in enumerate(range(0, len(pcm), BLOCK)):
        utterance.feed(pcm[at : at + BLOCK].ljust(BLOCK, b"\0"), seq)
        if seq % _BLOCKS_AT_ONCE == 0:
            await asyncio.sleep(0.001)
    await asyncio.sleep(0.001)


def _option(entry: Entry) -> Option:
    return Option(entry.id, entry.title, phrases=entry.phrases)


def _processor_seconds() -> float:
    """What the processes that this one started have used; it starts none but the one that recognises."""
    used = 0
    for entry in Path("/proc").iterdir():
        try:
            fields = (entry / "stat").read_text("ascii", "replace").rpartition(")")[2].split()
        except (OSError, ValueError):
            continue
        if entry.name.isdigit() and int(fields[1]) == os.getpid():
            used += int(fields[11]) + int(fields[12])
    return used / _TICKS
