"""A whole terminal with somebody at its handset, for measurements and tests. GUI thread, which it lets run meanwhile.

Real devices on emulated wires, the real backend, the real window, microphone, recognition and voice.
"""

import asyncio
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from PySide6.QtTest import QTest

from hardware.microphone.contract import BlockListener, Microphone, OpenEar
from hardware.speaker.contract import Sound
from kiosk.app.crawl.witness import Witness
from kiosk.app.demo.mouth_and_ears import TALK
from kiosk.app.demo.mouthpiece import Mouthpiece
from kiosk.app.demo.resident_voice import ResidentVoice
from kiosk.app.demo.screen import HANDSET
from kiosk.app.demo.spoken_words import SpokenWords
from kiosk.app.demo.tray import card_of
from kiosk.app.demo.world import World
from kiosk.app.first_sight import seen_in
from kiosk.app.models_place import models_folder
from kiosk.app.run import Run
from kiosk.foundation.config import Screen, Settings
from kiosk.modalities.talk import TalkStage
from kiosk.visit.modes import Modes
from kiosk.visit.prompts import AnyPrompt
from kiosk.visit.stage import Scene

PATIENCE_S = 60.0
RESIDENTS = 50
_GLANCE_MS = 5
_BREATH_MS = 200
_OFTEN = {"burst": 1000, "seconds_each": 0.01}  # all of it is asked by one resident
_LIMITS = dict.fromkeys(("lookups_per_subject", "lookups_per_terminal", "resumes_per_terminal"), _OFTEN)


class Unmet(AssertionError):
    """What should have come did not."""


class TimedWitness(Witness):
    """Notes also when each caption came and when the scene changed, in seconds of `time.monotonic`."""

    def __init__(self) -> None:
        super().__init__()
        self.scene_at = 0.0
        self.caption_at: list[float] = []

    def show(self, scene: Scene, modes: Modes) -> None:
        """A new scene, or the same one again."""
        before = self.standing.number
        super().show(scene, modes)
        if self.standing.number != before:
            self.scene_at = time.monotonic()

    def caption(self, words: str) -> None:
        """What is being said; empty: silence."""
        self.caption_at.append(time.monotonic())
        super().caption(words)


class SpokenTerminal:
    """Made by `spoken_terminal`."""

    def __init__(self, world: World, run: Run, voice: ResidentVoice, witness: TimedWitness) -> None:
        self.world = world
        self.run = run
        self.voice = voice
        self.witness = witness
        self.let_go_at = 0.0
        """When the talk key was let go last."""

    @property
    def microphone(self) -> Microphone:
        """The terminal's own."""
        assert self.run.terminal is not None
        microphone = self.run.terminal.rooms.devices.microphone
        assert microphone is not None
        return microphone

    @property
    def listens(self) -> bool:
        """Does the terminal say that it listens?"""
        return bool(self.run.stage.property("listening"))

    @property
    def ready(self) -> bool:
        """Does the terminal show that it can be spoken to?"""
        return bool(self.run.stage.talking.property("stage") == TalkStage.READY.value)

    @property
    def prompt(self) -> AnyPrompt | None:
        """What is asked now; None: nobody is here."""
        scene = self.witness.standing.scene
        return scene.prompt if scene is not None else None

    @property
    def headline(self) -> str:
        """The question as it is shown; empty: nobody is here."""
        return self.prompt.headline.shown() if self.prompt is not None else ""

    def press(self, key: str) -> None:
        """Press and release a key of the pad."""
        self.world.desk.keypad.press(key)

    def lay_card(self, whose: str = "wang-guifang") -> None:
        """Lay a card on the reader."""
        self.world.desk.reader.lift_card()
        card_of(whose).lay_on(self.world.desk.reader)

    def sound(self, words: str) -> Sound:
        """A sentence as the resident says it."""
        return self.voice.sound(words)

    def opens_ears(self) -> None:
        """Strike the talk key and wait until the terminal listens."""
        self.until(lambda: self.ready, "the terminal does not become ready to listen")
        self.press(TALK)
        self.until(lambda: self.listens, "the terminal does not listen")
        QTest.qWait(_BREATH_MS)

    def says(self, what: str | Sound) -> int:
        """Talk key, sentence, until it listens no more; how many captions there were before."""
        sound = self.sound(what) if isinstance(what, str) else what
        self.opens_ears()
        since = self.witness.count
        self.plays(sound)
        self.until(lambda: not self.listens, "the terminal listens on and on")
        return since

    def says_holding(self, words: str) -> int:
        """Hold the talk key down while the sentence is said; how many captions there were before."""
        sound = self.sound(words)
        self.world.desk.keypad.put_down(TALK)
        self.until(lambda: self.listens, "the terminal does not listen")
        QTest.qWait(_BREATH_MS)
        since = self.witness.count
        self.plays(sound)
        self.let_go_at = time.monotonic()
        self.world.desk.keypad.let_go(TALK)
        self.until(lambda: not self.listens, "the terminal listens on and on")
        return since

    def listens_beside(self, listener: BlockListener) -> OpenEar:
        """Another ear at the terminal's microphone; `listener` is called on a thread of the microphone's."""
        return asyncio.run(self.microphone.open_ear(listener, PATIENCE_S))

    def plays(self, sound: Sound) -> None:
        """Play a sound into the handset, to its end."""
        done: list[BaseException | None] = []

        def play() -> None:
            try:
                self.voice.play(sound)
            except BaseException as error:  # noqa: BLE001  it is raised again where somebody waits
                done.append(error)
            done.append(None)

        threading.Thread(target=play, name="resident", daemon=True).start()
        self.until(lambda: bool(done), "the sound does not end")
        if done[0] is not None:
            raise done[0]

    def hears(self, words: str, since: int) -> None:
        """Wait until words are said after the first `since` captions."""
        self.until(lambda: any(words in said for said in self.witness.heard(since)), f"{words} is not to be heard")

    def comes_to(self, headline: str) -> None:
        """Wait for a question."""
        self.until(lambda: headline in self.headline, f"{headline} does not come")

    def until(self, true: Callable[[], bool], complaint: str, patience_s: float = PATIENCE_S) -> None:
        """Let the terminal run until something is so. Raises: Unmet."""
        ends = time.monotonic() + patience_s
        while not true():
            QTest.qWait(_GLANCE_MS)
            if time.monotonic() > ends:
                heard = " / ".join(self.witness.heard(0)[-6:])
                raise Unmet(f"{complaint}; asked: {self.headline or 'nobody'}; heard: {heard}")

    def leaves(self) -> None:
        """Walk away: the visit is over."""
        self.world.desk.reader.lift_card()
        assert self.run.terminal is not None
        self.run.on_loop(self.run.terminal.conversation.end)
        self.until(lambda: self.prompt is None, "the visit does not end")


Change = Callable[[Settings], Settings]


@contextmanager
def spoken_terminal(
    environment: Mapping[str, str], change: Change = lambda settings: settings, models: Path | None = None
) -> Iterator[SpokenTerminal]:
    """A terminal that is open and warm. Qt's application object must exist, and `environment` must be this process's.

    `change`: what is otherwise in its settings. `models`: other model packs for the terminal.
    """
    with ExitStack() as stack:
        words = stack.enter_context(SpokenWords(models_folder()))
        world = stack.enter_context(
            World(lambda _: None, residents=RESIDENTS, brisk=True, office=_LIMITS, handset=HANDSET)
        )
        settings = change(world.settings(Screen(fullscreen=False)))
        if models is not None:
            settings = settings.model_copy(update={"voice": settings.voice.model_copy(update={"models": models})})
        run = Run(seen_in(settings), lambda: settings)
        stack.callback(run.close)
        witness = TimedWitness()
        spoken = SpokenTerminal(world, run, ResidentVoice(words, Mouthpiece(environment)), witness)
        spoken.until(run.opened.is_set, "the terminal does not open")
        assert run.terminal is not None
        presenter = run.terminal.conversation.presenter
        run.on_loop(lambda: presenter.join(witness))
        yield spoken
