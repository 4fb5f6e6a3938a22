"""A hall with one service that a test writes, and a crawler in it: no screen, no sound, a real conversation."""

import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial

from hardware.keypad.contract import Key
from kiosk.app.crawl.body import Body
from kiosk.app.crawl.clock import LeapingClock
from kiosk.app.crawl.findings import Report
from kiosk.app.crawl.keypad_body import KeypadBody
from kiosk.app.crawl.trials import Limits
from kiosk.app.crawl.voice_body import VoiceBody
from kiosk.app.crawl.walker import Walker
from kiosk.app.crawl.witness import Witness
from kiosk.app.loop import LoopThread
from kiosk.modalities.keypad import KeypadModality
from kiosk.modalities.voice import VoiceModality
from kiosk.visit.catalogue import Catalogue, Entry, Service
from kiosk.visit.conversation import Conversation
from kiosk.visit.idle import Idle
from kiosk.visit.text import Text, text
from kiosk.visit.visit import Visit
from kiosk.voice.talker import Talker
from tests.helpers.mouth import ListeningSpeaker, QuickVoice

Serve = Callable[[Visit], Awaitable[None]]
ENTRY = Entry("tea", text("喝茶"), text("一杯"), "drop", "jade", ("喝茶",))
SILENCE_S = 1000.0  # no test is so slow that the silence is not the crawler's own
CALL = text("已经告诉值班台，请等一等。")


class AllWell:
    """Nothing is broken."""

    def device_works(self, _kind: str) -> bool:
        return True

    def network_works(self) -> bool:
        return True

    def staff_is_here(self) -> bool:
        return True


@dataclass
class NoHands:
    """There is nothing to lay down; slips are what a test counts."""

    leave: Callable[[], None]
    printed: list[str] = field(default_factory=list)

    def lays(self, way: str) -> bool:
        return False

    def lifts(self) -> None:
        pass

    def comes(self) -> None:
        pass

    def knows(self, sample: str) -> str:
        return sample

    def code_of_a_slip(self) -> str:
        return ""

    def slips(self) -> int:
        return len(self.printed)

    def wait_for_slips(self, count: int, timeout_s: float) -> bool:
        return len(self.printed) >= count

    def walk_away(self) -> None:
        self.leave()


@dataclass
class Hall:
    """What a test may change before it lets the crawler in. `mouth`: what becomes of each caption ("" is silence)."""

    serve: Serve
    mode: str = "voice"
    patience_s: float = 5.0
    mouth: Callable[[str], str] = lambda words: words
    staff: Callable[[str], Awaitable[Text]] | None = None
    silence_s: float = SILENCE_S
    printed: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    keypad: type[KeypadModality] = KeypadModality
    voice: type[VoiceModality] = VoiceModality
    beside: tuple[Service, ...] = ()

    def crawl(self) -> Report:
        """Let the crawler in; what it found."""
        with self._opened() as walker:
            return walker.crawl()

    @contextmanager
    def _opened(self) -> Iterator[Walker]:
        thread, clock = LoopThread(), LeapingClock()
        thread.start()
        idle = Idle(self.silence_s, self.silence_s, 25.0)
        catalogue = Catalogue((Service(ENTRY, self.serve), *self.beside), AllWell())
        conversation = Conversation(catalogue, clock, idle, self.staff or _staff)
        witness = Witness(partial(clock.leap, 10 * SILENCE_S))
        bodies: list[Body] = []
        ready = threading.Event()

        def join() -> None:
            talker = Talker(QuickVoice(), ListeningSpeaker(), lambda words: conversation.say(self.mouth(words)))
            keypad = self.keypad(thread.loop, conversation, talker)
            voice = self.voice(conversation, keypad, lambda _open: None)
            for modality in (keypad, voice, witness):
                conversation.presenter.join(modality)
            bodies.append(self._body(thread, keypad, voice, witness))
            ready.set()

        thread.call(join)
        assert ready.wait(5)
        running = thread.spawn(conversation.run())
        hands = NoHands(lambda: thread.call(conversation.end), self.printed)
        limits = Limits(SILENCE_S, SILENCE_S, 25.0)
        try:
            yield Walker(bodies[0], witness, hands, clock, limits, self.said.append, self.patience_s)
        finally:
            running.cancel()
            thread.close()

    def _body(self, thread: LoopThread, keypad: KeypadModality, voice: VoiceModality, witness: Witness) -> Body:
        def press(name: str) -> None:
            keypad.press(Key(name))

        if self.mode == "keypad":
            return KeypadBody(press, witness, lambda: True, apart_s=0.0)
        voice.open_ears()
        return VoiceBody(
            lambda scene, words: thread.call(partial(voice.listen, scene, words)), press, witness, lambda: True
        )


async def _staff(_service: str) -> Text:
    return CALL
