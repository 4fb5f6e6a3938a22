"""Joins keys, voice and speaker to the conversation. Loop thread."""

import asyncio
import logging
from collections.abc import Callable

from hardware.keypad.contract import Keypad
from hardware.registry import Devices
from kiosk.modalities.keypad import KeypadModality
from kiosk.visit.conversation import Conversation
from kiosk.voice.child_voice import ChildVoice
from kiosk.voice.talker import Talker

_log = logging.getLogger(__name__)


class Speech:
    """The keypad modality with its mouth. Without a speaker it keeps silent and captions go on."""

    def __init__(self, conversation: Conversation, devices: Devices, loop: asyncio.AbstractEventLoop) -> None:
        self._voice = ChildVoice()
        self._talker = Talker(self._voice, devices.speaker, conversation.say)
        self._keypad = devices.keypad
        self._modality = KeypadModality(loop, conversation, self._talker)
        self._unlisten: Callable[[], None] | None = None
        self._loop = loop
        self._warming: asyncio.Task[None] | None = None
        conversation.presenter.join(self._modality)

    def start(self) -> None:
        """Listen to the keys; warm the voice up, so that the first sentence comes within a second of the plug."""
        self._warming = self._loop.create_task(self._voice.warm(), name="voice")
        if self._keypad is not None:
            self._unlisten = _listen(self._keypad, self._modality)

    def repeat(self) -> None:
        """Say the present page."""
        self._modality.repeat()

    async def close(self) -> None:
        """Stop listening and speaking."""
        if self._unlisten is not None:
            self._unlisten()
        if self._warming is not None:
            self._warming.cancel()
            await asyncio.gather(self._warming, return_exceptions=True)
        self._talker.stop()
        await self._voice.close()


def _listen(keypad: Keypad, modality: KeypadModality) -> Callable[[], None]:
    return keypad.listen(modality.press)
