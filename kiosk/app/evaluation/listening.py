"""Recordings through the terminal's own ears and mind: the child that recognises, the page with all services."""

import asyncio
import os
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from kiosk.app.evaluation.figures import Trial
from kiosk.app.evaluation.recordings import Recording, samples_of
from kiosk.modalities.keypad_page import KeypadPage
from kiosk.modalities.voice_mind import Mind
from kiosk.recognition.child_recogniser import ChildRecogniser
from kiosk.recognition.contract import Asked, End, Heard, InstalledModel, RecognitionFault, Utterance
from kiosk.services import contacts, pause, social_insurance
from kiosk.understanding.dialects import Dialect
from kiosk.understanding.meanings import Meaning, NotHere, Speaks, Sure, Unsure, Wanted
from kiosk.visit.catalogue import Entry
from kiosk.visit.house_prompts import home_page
from kiosk.visit.prompts import Option
from kiosk.visit.stage import Scene

SERVICES = (social_insurance.ENTRY, contacts.ENTRY, pause.ENTRY)
"""What this hall offers: every other service is known, and said not to be here."""
BLOCK = 512 * 2
_BLOCKS_AT_ONCE = 16
_WHOLE_S = 30.0
"""The recording ends where its file ends, and not at a pause inside."""
_ANSWER_S = 60.0
_TICKS = os.sysconf("SC_CLK_TCK")


class Ears:
    """The child that recognises, asked for one recording after another. One loop."""

    def __init__(self, recogniser: ChildRecogniser, dialects: Sequence[Dialect]) -> None:
        self._recogniser = recogniser
        self._mind = Mind()
        self._mind.know(dialects)
        self._page = KeypadPage(Scene(0, home_page(tuple(map(_option, SERVICES)), logged_in=False)), elder=False)

    @property
    def memory_mb(self) -> float:
        """What the child holds now."""
        return self._recogniser.memory / (1 << 20)

    async def try_out(self, recording: Recording) -> Trial:
        """Hear one recording as fast as it can be heard; decide as the home page does.

        Raises: SoundMistake, RecognitionFault when nothing can hear
        """
        pcm = samples_of(recording.path)
        await self._recogniser.warm(recording.dialect)
        among = self._mind.candidates(self._page, recording.dialect)
        asked = Asked(recording.dialect, self._mind.likely_words(among), pause_s=_WHOLE_S, patience_s=_WHOLE_S)
        listener = _Listener()
        worked = _processor_seconds()
        utterance = self._recogniser.listen(asked, listener)
        try:
            await _play(utterance, pcm)
            began = time.monotonic()
            utterance.finish()
            heard = await asyncio.wait_for(listener.heard, _ANSWER_S)
            meaning = Unsure() if heard is None else await self._meaning(heard, utterance, recording.dialect)
            waited = time.monotonic() - began
        finally:
            utterance.forget()
        return _trial(recording, heard, meaning, self._recogniser.engine_for(recording.dialect), waited, worked)

    async def _meaning(self, heard: Heard, utterance: Utterance, dialect: str) -> Meaning:
        heard = replace(heard, dialect=dialect)
        among = self._mind.candidates(self._page, dialect)
        phrases = self._mind.worth_scoring(heard, self._page, among)
        scores = await utterance.score(phrases) if phrases else ()
        fits = dict(zip(phrases, scores, strict=True)) if scores else {}
        return self._mind.meaning(heard, self._page, among, fits)


@asynccontextmanager
async def ears(models: Sequence[InstalledModel], dialects: Sequence[Dialect], engine: str = "") -> AsyncIterator[Ears]:
    """Ears with these models, or with the one that is named; the child ends with them."""
    used = [model for model in models if engine in ("", model.id)]
    preferences = {dialect.id: (engine,) if engine else dialect.engines for dialect in dialects}
    recogniser = ChildRecogniser(used, preferences)
    try:
        yield Ears(recogniser, dialects)
    finally:
        await recogniser.close()


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


def _trial(
    recording: Recording, heard: Heard | None, meaning: Meaning, engine: str, waited: float, worked: float
) -> Trial:
    guesses = meaning.guesses if isinstance(meaning, Unsure) else ()
    return Trial(
        engine=engine,
        dialect=recording.dialect,
        condition=recording.condition,
        said=recording.text,
        expected=recording.expected,
        heard=heard.words if heard else "",
        meant=named(meaning),
        guesses=tuple(filter(None, map(named, guesses))),
        waited_s=waited,
        worked_s=_processor_seconds() - worked,
    )


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
