"""Whether somebody can be listened to now, and if not, why: the microphone, and recognition as it loads and rests."""

import asyncio
import logging
from collections.abc import Callable

from hardware.microphone.contract import Microphone
from hardware.status import DeviceState, Health
from kiosk.modalities import voice_words as own
from kiosk.recognition.contract import EarState, Recogniser, RecognitionFault
from kiosk.understanding.dialects import Dialect
from kiosk.visit.modes import MANDARIN
from kiosk.visit.text import NOTHING, Text

_log = logging.getLogger(__name__)

READY_S = 20.0  # who presses before recognition is loaded for the first time waits no longer than this
_GLANCE_S = 0.25


class Readiness:
    """What the ears hear with. `microphone` is None where none is configured. Loop thread."""

    def __init__(self, microphone: Microphone | None) -> None:
        self.microphone = microphone
        self.recogniser: Recogniser | None = None
        self._first_load = True  # until it was ready once, or it is known that nothing can hear

    def hear_with(self, recogniser: Recogniser | None) -> None:
        """What recognises; None: nothing is installed that could, or nobody is to be listened to any more."""
        self.recogniser = recogniser
        self._first_load = recogniser is not None

    def sound_comes(self) -> bool:
        """Is the microphone well?"""
        return self.microphone is not None and self.microphone.status.health not in {Health.ABSENT, Health.FAILED}

    def gets_ready(self) -> bool:
        """Is recognition loaded for the first time? Later it breaks and rests, and nobody is kept waiting for it."""
        if self.recogniser is not None and self.recogniser.state in {EarState.READY, EarState.CLOSED}:
            self._first_load = False
        return self._first_load

    def why_not(self) -> Text:
        """Why nobody can be listened to now; NOTHING if she can."""
        if self.microphone is not None and not self.sound_comes():
            return own.NO_SOUND
        return self.why_in_vain() or (own.SOON if self.gets_ready() else NOTHING)

    def why_in_vain(self) -> Text:
        """Why a press cannot succeed; a microphone that was lost is tried anew by it, and may be back."""
        if self.microphone is None:
            return own.NO_MICROPHONE
        if self.microphone.status.state is DeviceState.OFFLINE:  # the staff took it out of service
            return own.NO_SOUND
        can = self.gets_ready() or (self.recogniser is not None and self.recogniser.state is EarState.READY)
        return NOTHING if can else own.NOT_NOW

    async def until_ready(self, is_over: Callable[[], bool]) -> None:
        """Wait until recognition is loaded, or it is over; raises TimeoutError and RecognitionFault."""
        try:
            async with asyncio.timeout(READY_S):
                while not is_over() and self.gets_ready():
                    await asyncio.sleep(_GLANCE_S)
        except TimeoutError:
            self._first_load = False  # the next one is not kept waiting
            raise
        if self.recogniser is None and not is_over():
            raise RecognitionFault("no_model")

    async def load(self, dialect: str) -> None:
        """Load what hears a dialect; one that cannot be loaded is told by the recogniser's state."""
        if self.recogniser is None:
            return
        try:
            await self.recogniser.warm(dialect)
        except RecognitionFault as fault:
            _log.warning("recognition: %s", fault.reason)

    def was_made_for(self, dialect: Dialect | None) -> bool:
        """Is something installed that hears this dialect as its own? Before anything is installed, who knows."""
        if self.recogniser is None or dialect is None or dialect.id == MANDARIN:
            return True
        return self.recogniser.engine_for(dialect.id) in dialect.engines
