"""How quick voice is, in the whole terminal: real sound is played into the handset, and recorded at the loudspeaker.

speech_to_action      from the last loud block at the microphone to the next page; the silence that ends a sentence
                      (`pause_s`) is in it, for she waits through it as well
end_to_action         the same from the moment when the terminal knew that the sentence was over
release_to_action     from letting the talk key go, which ends a sentence at once, to the next page
first_sound           from the page's coming to the moment when the first sentence about it begins to be heard
silence_after_key     from a key that goes down while the terminal speaks to the last sample that is heard

Times of sound are those of a recorder at the sound server's monitor, which adds some milliseconds of its own.
"""

import array
import os
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bench.contestant import BenchError
from bench.figures import load, spread
from bench.process_tree import memory_of_children
from bench.start import stage

if TYPE_CHECKING:
    from hardware.microphone.contract import Block
    from kiosk.app.demo.spoken_terminal import SpokenTerminal

HOME, WHOM = "今天办什么事", "您找谁"
SAID = (("我想查一下社保", "请放身份证"), ("找网格员", WHOM), ("帮我找一下网格员", WHOM), ("查社保", "请放身份证"))
HEARING, SPEAKING = "kiosk.recognition.engine_process", "kiosk.voice.engine_process"
STRIKES_APART_S = 1.0
_LOUD = 500
_RATE = 48_000
_GAP_S = 0.06
Say = Callable[[str], None]
Figures = dict[str, float]


def measure(turns: int = 40, say: Say = lambda _line: None) -> dict[str, Figures | float | int]:
    """The report of `kiosk bench voice-latency`; a turn takes about 8 s. Raises: BenchError."""
    with stage(1080, 1920) as environment:
        if "PULSE_SERVER" not in environment:
            raise BenchError("there is no sound server: is pulseaudio installed?")
        os.environ.update(environment, QT_QPA_PLATFORM="xcb")
        # Qt reads the environment when it is loaded, so it is loaded here.
        from kiosk.app.demo.spoken_terminal import Unmet, spoken_terminal
        from kiosk.app.window import open_application, prepare_environment

        prepare_environment()
        application = open_application()
        try:
            with spoken_terminal(environment) as terminal, recorder(environment["PULSE_SERVER"]) as loudspeaker:
                report = Measured(terminal, loudspeaker, say).all(turns)
        except Unmet as unmet:
            raise BenchError(str(unmet)) from None
        finally:
            del application
    return report


class Recorder:
    """What the loudspeaker plays, by the time at which it came."""

    def __init__(self, server: str) -> None:
        words = ["parec", "-s", server, "-d", "hall.monitor", "--raw", "--format=s16le", "--channels=1"]
        self._parec = subprocess.Popen([*words, f"--rate={_RATE}", "--latency-msec=5"], stdout=subprocess.PIPE)
        self._pieces: list[tuple[float, bool]] = []
        self._thread = threading.Thread(target=self._listen, name="recorder", daemon=True)
        self._thread.start()

    def first_sound(self, since: float) -> float | None:
        """When something was heard for the first time after a moment."""
        return next((at for at, loud in list(self._pieces) if at >= since and loud), None)

    def silence(self, since: float) -> float | None:
        """When the last sound after a moment was heard, before the first gap; None: there was no gap yet."""
        last = since
        for at, loud in list(self._pieces):
            if at < since:
                continue
            if loud:
                last = at
            elif at - last > _GAP_S:
                return last
        return None

    def forget(self) -> None:
        """What was before does not matter any more."""
        self._pieces.clear()

    def close(self) -> None:
        """Listen no more."""
        self._parec.terminate()
        self._parec.wait(5)
        self._thread.join(5)
        if self._parec.stdout is not None:
            self._parec.stdout.close()

    def _listen(self) -> None:
        assert self._parec.stdout is not None
        while received := self._parec.stdout.read1(2048):  # type: ignore[attr-defined]
            samples = array.array("h", received[: len(received) // 2 * 2])
            self._pieces.append((time.monotonic(), max(map(abs, samples), default=0) > _LOUD))


@contextmanager
def recorder(server: str) -> Iterator[Recorder]:
    """A recorder at the loudspeaker."""
    made = Recorder(server)
    try:
        yield made
    finally:
        made.close()


class Measured:
    """Speaks, presses keys, and takes the time. GUI thread."""

    def __init__(self, terminal: "SpokenTerminal", loudspeaker: Recorder, say: Say) -> None:
        self._terminal = terminal
        self._loudspeaker = loudspeaker
        self._say = say
        self._loud_at = 0.0
        self._times: dict[str, list[float]] = {}
        self._misheard = 0

    def all(self, turns: int) -> dict[str, Figures | float | int]:
        """Turn by turn; a sentence that led elsewhere is counted and not timed."""
        terminal = self._terminal
        terminal.press("ok")
        terminal.comes_to(HOME)
        ear = terminal.listens_beside(self._hear)
        for turn in range(turns):
            self._turn(*SAID[turn % len(SAID)], held=turn % 2 == 1)
            self._say(f"turn {turn + 1} of {turns}; {load()}")
        ear.close()
        figures: dict[str, Figures | float | int] = {name: spread(times) for name, times in self._times.items()}
        return figures | {
            "turns": turns,
            "misheard": self._misheard,
            "hearing_rss_mb": memory_of_children(HEARING),
            "speaking_rss_mb": memory_of_children(SPEAKING, but=terminal.voice.words.pid),
        }

    def _turn(self, words: str, leads_to: str, *, held: bool) -> None:
        """One sentence; `held`: the talk key is held while it is said, and its letting go ends it."""
        terminal, before = self._terminal, self._terminal.witness.scene_at
        since = terminal.says_holding(words) if held else terminal.says(words)
        ended = terminal.let_go_at if held else time.monotonic()
        terminal.until(lambda: bool(terminal.witness.heard(since)), "it does not answer")
        terminal.until(lambda: terminal.witness.caption_at[-1] >= terminal.witness.scene_at, "it says nothing")
        acted = terminal.witness.scene_at
        if leads_to not in terminal.headline or acted == before:
            self._misheard += 1
        else:
            self._note("release_to_action" if held else "end_to_action", acted - ended)
            if not held:
                self._note("speech_to_action", acted - self._loud_at)
            self._first_sound(acted, since)
        self._go_home()

    def _first_sound(self, acted: float, since: int) -> None:
        """The caption comes when the first sentence begins to be heard; an earcon before it is no speech."""
        witness = self._terminal.witness
        spoken = next(n for n in range(since, witness.count) if witness.heard(n)[:1] and witness.caption_at[n] >= acted)
        self._note("first_sound", witness.caption_at[spoken] - acted)

    def _go_home(self) -> None:
        """Home by its key; before, silence by the key to speak, which is not answered by a sound at once."""
        terminal, loudspeaker = self._terminal, self._loudspeaker
        terminal.until(lambda: loudspeaker.first_sound(time.monotonic() - 0.1) is not None, "nothing is said")
        pressed = time.monotonic()
        terminal.press("talk")
        terminal.until(lambda: loudspeaker.silence(pressed) is not None, "it speaks on", 5.0)
        self._note("silence_after_key", (loudspeaker.silence(pressed) or pressed) - pressed)
        terminal.press("home")
        terminal.comes_to(HOME)
        apart = pressed + STRIKES_APART_S  # a second strike that comes too soon counts as a tremble
        terminal.until(lambda: not terminal.listens and time.monotonic() > apart, "it listens on")
        loudspeaker.forget()

    def _note(self, name: str, seconds: float) -> None:
        self._times.setdefault(name, []).append(seconds * 1000)

    def _hear(self, block: "Block") -> None:
        """Beside recognition, at the same microphone; on its thread."""
        if max(map(abs, array.array("h", block.pcm))) > _LOUD:
            self._loud_at = block.at
