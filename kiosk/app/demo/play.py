"""Plays the journeys on a terminal that runs in this process, one resident after the other."""

import logging
import threading
import time
from collections.abc import Callable
from pathlib import Path

from kiosk.app.demo.journey import Journey, Outcome, Walk
from kiosk.app.demo.mouth_and_ears import MouthAndEars
from kiosk.app.demo.resident_voice import ResidentVoice
from kiosk.app.demo.world import World
from kiosk.app.run import Run
from kiosk.app.senses import Ears, EyesAndFinger, GuiDoor, JourneyError, KeysAndEars
from kiosk.modalities.talk import TalkStage

_log = logging.getLogger(__name__)

OPEN_S = 30.0


class Player:
    """Make it on the GUI thread; it plays on a thread of its own and calls `done` on the GUI thread at the end."""

    def __init__(
        self,
        run: Run,
        world: World,
        folder: Path,
        say: Callable[[str], None],
        *,
        elder: bool,
        voice: ResidentVoice | None,
    ) -> None:
        """`voice`: what the residents speak with, if this machine has one."""
        self._run = run
        self._world = world
        self._folder = folder
        self._say = say
        self._elder = elder
        self._voice = voice
        self._door = GuiDoor()
        self._ears = Ears()
        self.outcomes: list[Outcome] = []

    def start(self, journeys: tuple[Journey, ...], done: Callable[[], None]) -> None:
        """Begin to play."""
        threading.Thread(target=self._play_all, args=(journeys, done), name="journeys", daemon=True).start()

    def _play_all(self, journeys: tuple[Journey, ...], done: Callable[[], None]) -> None:
        try:
            if not self._run.opened.wait(OPEN_S) or self._run.terminal is None:
                self._say("the terminal did not open")
                return
            presenter = self._run.terminal.conversation.presenter
            self._run.on_loop(lambda: presenter.join(self._ears))
            eyes = EyesAndFinger(self._run.window, self._door)
            self._world.payer.points_at(lambda: self._door.run(self._run.window.grab))
            for journey in journeys:
                self._play(journey, eyes)
        finally:
            self._door.leave(done)

    def _play(self, journey: Journey, eyes: EyesAndFinger) -> None:
        outcome = Outcome(journey.name, journey.mode)
        self.outcomes.append(outcome)
        keys = KeysAndEars(self._world.desk.keypad, self._ears)
        walk = Walk(self._world, eyes, keys, outcome, self._folder, elder=self._elder, speaker=self._speaker())
        began = time.monotonic()
        try:
            eyes.sees_item("attract")
            journey.play(walk)
            eyes.sees_item("attract")
            outcome.ok = True
        except (JourneyError, ValueError, OSError) as error:
            outcome.trouble = str(error)
            _log.warning("journey %s by %s: %s", journey.name, journey.mode, type(error).__name__, exc_info=True)
            self._leave()
        # She takes her headphones with her: left in, they would let the next one hear what is personal unasked.
        self._world.desk.keypad.press("jack_out")
        outcome.seconds = time.monotonic() - began
        word = "ok" if outcome.ok else f"NOT OK: {outcome.trouble}"
        again = f", {outcome.said_again} sayings not understood at once" if outcome.said_again else ""
        told = f"{outcome.seconds:.1f} s, {len(outcome.steps)} steps{again}"
        self._say(f"{journey.name} by {journey.mode}: {word} ({told})")

    def _speaker(self) -> MouthAndEars | None:
        if self._voice is None:
            return None
        keypad = self._world.desk.keypad
        speaker = MouthAndEars(keypad, self._ears, self._voice, self._listens, self._transcribe, self._is_ready)
        self._run.overhears(speaker.recognised.append)
        return speaker

    def _transcribe(self, words: str) -> None:
        assert self._run.terminal is not None
        scene = self._run.terminal.conversation.presenter.scene
        self._run.hears(scene.id if scene is not None else None, words)

    def _listens(self) -> bool:
        return self._door.run(lambda: bool(self._run.stage.property("listening")))

    def _is_ready(self) -> bool:
        return self._door.run(lambda: bool(self._run.stage.talking.property("stage") == TalkStage.READY.value))

    def _leave(self) -> None:
        """Do not let one resident's trouble become the next one's."""
        self._world.desk.reader.lift_card()
        if self._run.terminal is not None:
            self._run.on_loop(self._run.terminal.conversation.end)
