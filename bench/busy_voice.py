"""Voice at work all the while: somebody speaks without a pause, it is recognised and scored, and the terminal speaks.

The real children, in the order of a conversation: a sentence comes in at the pace of a microphone, is recognised, held
against what may be said, and answered aloud through the real speaker, which plays to nobody. As in the terminal, all
of this hangs on one loop thread beside the GUI thread that is measured.
"""

import asyncio
from pathlib import Path

from bench.contestant import BenchError
from hardware.microphone.contract import BLOCK_BYTES, BLOCK_SAMPLES, RATE
from hardware.speaker.contract import Sound
from hardware.speaker.qt import QtSpeaker
from hardware.supervisor import Timing
from kiosk.app.demo.spoken_words import NATURAL, SpokenWords
from kiosk.model_packs.installed import installed
from kiosk.recognition.child_recogniser import ChildRecogniser
from kiosk.recognition.contract import Asked, End, Heard, InstalledModel
from kiosk.voice.child_voice import ENGINES, ChildVoice

ASKED = "我想看看社保交了多少"
ANSWER = "养老保险已缴十八年零四个月。"
PHRASES = (
    "查社保", "社会保险", "养老保险", "找网格员", "找民警", "找物业", "报警电话", "急救电话", "接着办", "返回",
    "首页", "再说一遍", "念一遍", "帮助", "叫工作人员", "大声点", "小声点", "慢一点", "快一点", "办完了",
)  # fmt: skip
BLOCK_S = BLOCK_SAMPLES / RATE


class BusyVoice:
    """Implements `bench.busy.Busy`."""

    def __init__(self, models: Path) -> None:
        packs = [pack for pack in installed(models) if pack.kind == "recognition" and "mandarin" in pack.dialects]
        if not packs:
            raise BenchError(f"no model that hears Mandarin lies in {models}: run `make setup`")
        self._models = [InstalledModel(p.id, p.runtime, p.folder, p.dialects, p.options) for p in packs]
        self._voice_folder = models / NATURAL
        with SpokenWords(models) as words:
            self._pcm = _at_the_rate_of_a_microphone(words.sound(ASKED))
        self._recognised = 0
        self._scored = 0
        self._spoken = 0

    def counted(self) -> dict[str, int]:
        """Sentences that were recognised, held against phrases, and spoken."""
        return {"recognised": self._recognised, "scored": self._scored, "spoken": self._spoken}

    async def work(self, ready: asyncio.Event) -> None:
        """Until cancelled; `ready` is set once both children are warm. Loop thread."""
        recogniser = ChildRecogniser(self._models)
        voice = ChildVoice(engines=(f"natural={self._voice_folder}", *ENGINES[-1:]))
        speaker = QtSpeaker("speaker", Timing(retry_s=(0.5,), probe_s=1.0))
        speaker.start()
        try:
            await recogniser.warm()
            await voice.synthesize(ANSWER)
            ready.set()
            await asyncio.gather(self._listen(recogniser), self._speak(voice, speaker))
        finally:
            await recogniser.close()
            await voice.close()
            await asyncio.to_thread(speaker.close)

    async def _listen(self, recogniser: ChildRecogniser) -> None:
        while True:
            turn = _Turn()
            utterance = recogniser.listen(Asked(phrases=PHRASES), turn)
            for seq, start in enumerate(range(0, len(self._pcm) - BLOCK_BYTES, BLOCK_BYTES), start=1):
                utterance.feed(self._pcm[start : start + BLOCK_BYTES], seq)
                await asyncio.sleep(BLOCK_S)
            utterance.finish()
            await turn.over.wait()
            if turn.heard is None:
                raise BenchError(f"nothing was recognised: {turn.end}")
            self._recognised += 1
            self._scored += bool(await utterance.score(PHRASES))
            utterance.forget()

    async def _speak(self, voice: ChildVoice, speaker: QtSpeaker) -> None:
        while True:
            sound = await voice.synthesize(ANSWER)
            await _played(speaker, sound)
            self._spoken += 1


async def _played(speaker: QtSpeaker, sound: Sound) -> None:
    loop, heard = asyncio.get_running_loop(), asyncio.Event()

    def finished(_whole: bool) -> None:
        loop.call_soon_threadsafe(heard.set)

    speaker.play(sound, finished=finished)
    await heard.wait()


class _Turn:
    """Implements `kiosk.recognition.contract.Listener`."""

    def __init__(self) -> None:
        self.over = asyncio.Event()
        self.end: End | None = None
        self.heard: Heard | None = None

    def began(self) -> None:
        """Somebody speaks."""

    def partial(self, words: str) -> None:
        """Words as they come."""

    def paused(self, words: str) -> None:
        """The pause ends it by itself."""

    def decided(self) -> None:
        """There is no microphone to be closed."""

    def ended(self, end: End, heard: Heard | None) -> None:
        """It is over."""
        self.end, self.heard = end, heard
        self.over.set()


def _at_the_rate_of_a_microphone(sound: Sound) -> bytes:
    """A sound of the voice as 16 kHz samples."""
    import numpy as np  # only where voice is measured

    samples = np.frombuffer(sound.pcm, "<i2").astype(np.float32)
    count = int(len(samples) * RATE / sound.rate)
    resampled = np.interp(np.arange(count) * sound.rate / RATE, np.arange(len(samples)), samples)
    return resampled.astype("<i2").tobytes()
