"""Joins keys, voice, speaker and its short sounds to the conversation. Loop thread."""

import asyncio
import logging
from collections.abc import Callable

from hardware.events import Event
from hardware.headphone_jack.contract import HeadphoneJack, Plug
from hardware.keypad.contract import Key
from hardware.registry import Devices
from kiosk.app.hearing import Hearing, RecogniserMaker
from kiosk.app.mouth import voice_of
from kiosk.foundation.config import Voice as VoiceSettings
from kiosk.modalities.earcons import Earcons
from kiosk.modalities.keypad import KeypadModality
from kiosk.modalities.talk import Talk
from kiosk.modalities.voice import VoiceModality
from kiosk.visit.conversation import Conversation
from kiosk.voice.talker import Talker
from kiosk.voice.unheard import Output

_log = logging.getLogger(__name__)


class Speech:
    """The keypad modality with its mouth. Without a speaker it keeps silent and captions go on."""

    def __init__(
        self,
        conversation: Conversation,
        devices: Devices,
        loop: asyncio.AbstractEventLoop,
        mouth: Output | None = None,
        listening: Callable[[bool], None] = lambda _open: None,
        talk: Callable[[Talk], None] = lambda _talk: None,
        settings: VoiceSettings | None = None,
        make: RecogniserMaker | None = None,
    ) -> None:
        """`mouth` takes the sounds instead of the configured speaker; `listening` is told when the microphone opens.

        `talk` is told what is seen of listening; `make` makes the recogniser of a test.
        """
        self._voice = voice_of(settings or VoiceSettings())
        self._talker = Talker(self._voice, mouth or devices.speaker, conversation.say)
        self._keypad, self._jack = devices.keypad, devices.headphone_jack
        self._modality = KeypadModality(loop, conversation, self._talker)
        self.voice = VoiceModality(conversation, self._modality, listening)
        """Words in, answers out."""
        speaker = None if mouth is not None else devices.speaker  # a mouth of its own takes words only
        self.hearing = Hearing(
            self.voice, self._modality, settings or VoiceSettings(), devices.microphone, speaker, talk, make
        )
        self._unlisten: list[Callable[[], None]] = []
        self._loop = loop
        self._warming: asyncio.Task[None] | None = None
        conversation.presenter.join(self._modality)
        conversation.presenter.join(self.voice)
        if speaker is not None:
            conversation.presenter.join(Earcons(speaker, lambda: self._talker.speaking))  # last: see there

    def start(self) -> None:
        """Listen to the keys; warm the voice up, so that the first sentence comes within a second of the plug."""
        self._warming = self._loop.create_task(self._voice.warm(), name="voice")
        if self._keypad is not None:
            self._unlisten.append(self._keypad.listen(self._modality.press))
        self.hearing.start()
        if self._jack is not None:
            self._unlisten.append(follow_jack(self._jack, self._modality.press))

    def repeat(self) -> None:
        """Say the present page."""
        self._modality.repeat()

    def talk(self, *, down: bool) -> None:
        """The key to speak on the screen went down, or was let go."""
        self._modality.talk(down=down)

    def break_off(self) -> None:
        """She does something else: what she was saying is not wanted."""
        self.hearing.ears.break_off()

    def choose_dialect(self) -> None:
        """Ask what she speaks; from the attract page this begins a visit."""
        self.hearing.choose_dialect()

    async def close(self) -> None:
        """Stop listening and speaking."""
        for unlisten in self._unlisten:
            unlisten()
        if self._warming is not None:
            self._warming.cancel()
            await asyncio.gather(self._warming, return_exceptions=True)
        await self.hearing.close()
        self._talker.stop()
        await self._voice.close()


def follow_jack(jack: HeadphoneJack, press: Callable[[Key], None]) -> Callable[[], None]:
    """Have the plug of a jack that is a device of its own count as the one of a keypad; returns what ends it.

    Who lifts a handset wants to speak: that is the key to speak as well, held until it is laid down.
    """

    def moved(event: Event[Plug]) -> None:
        # A jack that was lost is no jack: what was private is private no longer.
        plugged = event.value is Plug.PLUGGED
        if jack.handset and not plugged:
            press(Key.TALK_UP)  # first: what was said into it counts
        press(Key.JACK_IN if plugged else Key.JACK_OUT)
        if jack.handset and plugged:
            press(Key.TALK)

    unlisten = jack.listen(moved)
    if jack.plugged:
        press(Key.JACK_IN)  # it was in before anybody listened
    return unlisten
