"""The ears with the real engine in its child: synthesised speech comes block by block, and what was meant is done."""

import array
import asyncio
import time
from dataclasses import replace

import numpy as np
import pytest

from hardware.keypad.contract import Key
from hardware.microphone.contract import BLOCK_BYTES, RATE, Block
from kiosk.recognition.child_recogniser import ChildRecogniser
from kiosk.recognition.contract import EarState
from kiosk.voice.engine_natural import RATE as VOICE_RATE
from kiosk.voice.engine_natural import Natural
from tests.helpers.ears import ScriptedMicrophone
from tests.helpers.models import laid, laid_voice
from tests.unit.modalities.conftest import Hall
from tests.unit.modalities.test_ears import Talker
from tests.unit.modalities.test_voice import WHOM, asking

pytestmark = pytest.mark.anyio
BLOCK_S = BLOCK_BYTES / 2 / RATE


@pytest.fixture(scope="module")
def mouth() -> Natural:
    return Natural(laid_voice(), wait=True)


def spoken(mouth: Natural, words: str) -> list[bytes]:
    """The blocks of a sentence at the microphone's rate, with a little silence before and enough after."""
    loud = np.frombuffer(mouth.speak(words, 1.0).pcm, "<i2").astype(np.float64)
    at = np.arange(0, len(loud), VOICE_RATE / RATE)
    samples = np.interp(at, np.arange(len(loud)), loud).astype("<i2").tobytes()
    quiet = array.array("h", [3, -3] * (RATE // 4)).tobytes()
    pcm = quiet + samples + 8 * quiet
    return [pcm[n : n + BLOCK_BYTES] for n in range(0, len(pcm) - BLOCK_BYTES, BLOCK_BYTES)]


async def speak(microphone: ScriptedMicrophone, blocks: list[bytes]) -> None:
    """Give the blocks as time passes, until nobody listens any more."""
    ear, began = microphone.ears[-1], time.monotonic()
    for seq, pcm in enumerate(blocks, start=1):
        if not ear.open:
            return
        ear.listener(Block(pcm, seq, time.monotonic()))
        await asyncio.sleep(max(0.0, began + seq * BLOCK_S - time.monotonic()))


async def comes(talker: Talker) -> None:
    """Press, and wait for the microphone."""
    before = len(talker.microphone.ears)
    talker.ears.press()
    while len(talker.microphone.ears) == before or not talker.microphone.listening:
        await asyncio.sleep(0.01)


async def test_what_is_said_is_done(hall: Hall, mouth: Natural) -> None:
    serve, answers = asking(WHOM)
    recogniser = ChildRecogniser([laid("whisper-base")])
    async with hall(serve) as resident:
        talker = Talker(resident)
        talker.recogniser = recogniser  # type: ignore[assignment]
        async with talker:
            async with asyncio.timeout(50):
                while recogniser.state is not EarState.READY:
                    await asyncio.sleep(0.05)
                for words in ("您好，我想喝茶", "我找社区民警"):
                    await comes(talker)
                    await speak(talker.microphone, spoken(mouth, words))
                    while talker.ears.listening:
                        await asyncio.sleep(0.01)
                    await resident.settles()
            assert not talker.microphone.listening
        await recogniser.close()
    assert answers == ["police"]


async def test_the_microphone_is_closed_however_long_the_engine_of_her_dialect_loads(
    hall: Hall, mouth: Natural
) -> None:
    """She has let the key go: what she said waits for the engine, but nobody is listened to meanwhile."""
    serve, _ = asking(WHOM)
    mandarin = laid("whisper-base")
    sichuan = replace(mandarin, id="the same again", dialects=("sichuan",))
    recogniser = ChildRecogniser([mandarin, sichuan], {"mandarin": (mandarin.id,), "sichuan": (sichuan.id,)})
    async with hall(serve) as resident:
        talker = Talker(resident)
        talker.recogniser = recogniser  # type: ignore[assignment]
        async with talker, asyncio.timeout(50):
            while recogniser.state is not EarState.READY:
                await asyncio.sleep(0.05)
            await resident.press(Key.DOWN)
            resident.desk.set_modes(replace(resident.desk.presenter.modes, dialect="sichuan"))
            await comes(talker)
            blocks = spoken(mouth, "我想喝茶")
            await speak(talker.microphone, blocks[: len(blocks) - round(3.8 / BLOCK_S)])  # no pause has ended it
            talker.ears.release()
            while talker.microphone.listening:
                await asyncio.sleep(0.01)
            assert talker.open == [True, False]
            while talker.ears.listening:
                await asyncio.sleep(0.01)
            await resident.settles()
            assert sichuan.id in recogniser.memories
            assert talker.headline == "您找谁？"
        await recogniser.close()
