"""Which voice this terminal speaks with: the natural one where its model is installed, else espeak-ng. Loop thread."""

import logging
from types import ModuleType

from kiosk.app.installed_models import voice_folder
from kiosk.foundation.config import Voice as VoiceSettings
from kiosk.modalities import keypad_words, voice_words
from kiosk.visit.modes import MANDARIN
from kiosk.visit.text import Text
from kiosk.voice.child_voice import ChildVoice, engines_with
from kiosk.voice.kept_voice import KeptVoice
from kiosk.voice.sound_store import fixed_phrases

_log = logging.getLogger(__name__)


def voice_of(settings: VoiceSettings) -> ChildVoice | KeptVoice:
    """The voice, with the sentences that are always the same kept beside the models (`sounds`)."""
    folder = voice_folder(settings.models, MANDARIN)
    if folder is None:
        _log.info("no natural voice is installed; espeak-ng speaks")
        return ChildVoice()
    fixed = fixed_phrases(text for words in (keypad_words, voice_words) for text in _own_texts(words))
    return KeptVoice(ChildVoice(engines=engines_with(folder)), folder, settings.models.with_name("sounds"), fixed)


def _own_texts(words: ModuleType) -> list[Text]:
    """The sentences that a module of words holds under names of their own, in their order."""
    return [value for value in vars(words).values() if isinstance(value, Text)]
