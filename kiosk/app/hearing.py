"""Joins what listens to the conversation: models and dialects are read after the first frame. Loop thread."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from pathlib import Path

from hardware.microphone.contract import Microphone
from hardware.speaker.contract import Speaker
from kiosk.app.installed_models import recognition_models
from kiosk.foundation.config import Voice as VoiceSettings
from kiosk.modalities.earcons import Earcon, sound_of
from kiosk.modalities.ears import Ears, Patience
from kiosk.modalities.keypad import KeypadModality
from kiosk.modalities.talk import Talk
from kiosk.modalities.voice import VoiceModality
from kiosk.recognition.contract import InstalledModel, Recogniser
from kiosk.understanding.dialects import Dialect
from kiosk.understanding.own_words import hall_words

_log = logging.getLogger(__name__)

RecogniserMaker = Callable[[Sequence[InstalledModel], Sequence[Dialect]], Recogniser]


class Hearing:
    """The ears of a terminal, where it has a microphone; without one, keys and touch go on as ever."""

    def __init__(
        self,
        voice: VoiceModality,
        keypad: KeypadModality,
        settings: VoiceSettings,
        microphone: Microphone | None,
        speaker: Speaker | None,
        shown: Callable[[Talk], None],
        make: RecogniserMaker | None = None,
    ) -> None:
        """`shown` is told what the screen shows of it; `make` makes the recogniser of a test."""
        self._voice = voice
        self._settings = settings
        self._make = make or _recogniser
        self._recogniser: Recogniser | None = None
        self._loading: asyncio.Task[None] | None = None
        self._has_microphone = microphone is not None

        def sound(earcon: Earcon) -> None:
            if speaker is not None:
                speaker.play(sound_of(earcon))

        patience = Patience(settings.pause_s, settings.pause_elder_s)
        self.ears = Ears(voice, keypad.speech, microphone, sound, shown, patience)
        if microphone is not None:
            keypad.talk_key = self.ears

    def start(self) -> None:
        """Read dialects and models, and warm recognition up, while the terminal is open already."""
        self._loading = asyncio.get_running_loop().create_task(self._load(), name="hearing")

    def choose_dialect(self) -> None:
        """Ask what she speaks; from the attract page this begins a visit."""
        self.ears.choose_dialect()

    async def close(self) -> None:
        """Listen no more."""
        if self._loading is not None:
            self._loading.cancel()
            await asyncio.gather(self._loading, return_exceptions=True)
        await self.ears.close()
        if self._recogniser is not None:
            await self._recogniser.close()

    async def _load(self) -> None:
        dialects = await asyncio.to_thread(_dialects, self._settings.dialects, self._settings.sentences)
        self._voice.mind.know(dialects)
        if not self._has_microphone:
            return
        models = await asyncio.to_thread(recognition_models, self._settings.models)
        if models:
            self._recogniser = self._make(models, dialects)
        else:
            _log.warning("no model for recognition is installed: `kiosk models install`")
        self.ears.hear_with(self._recogniser)


def _dialects(ids: Sequence[str], own: Path | None = None) -> tuple[Dialect, ...]:
    """Those that can be read, with the hall's own words; what is wrong is told, and leaves the terminal open."""
    words = hall_words(ids, own)
    for mistake in words.mistakes:
        _log.error("sentences left out: %s", mistake)
    for clash in words.clashes:
        _log.warning("sentences: %s", clash)
    return words.dialects


def _recogniser(models: Sequence[InstalledModel], dialects: Sequence[Dialect]) -> Recogniser:
    from kiosk.recognition.child_recogniser import ChildRecogniser

    return ChildRecogniser(models, {dialect.id: dialect.engines for dialect in dialects})
