"""Sentences made ahead: by the natural voice only, when nobody speaks, and nothing that a resident hears is written."""

import asyncio
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.visit.text import text
from kiosk.voice.child_voice import ChildVoice, Watch
from kiosk.voice.contract import How
from kiosk.voice.kept_voice import KeptVoice
from kiosk.voice.sound_store import fixed_phrases

pytestmark = pytest.mark.anyio
FIXED = fixed_phrases([text("请稍等。"), text("快一点。")])
CHILD = """
import sys, os
from kiosk.voice.frames import *
out, inp = sys.stdout.buffer, sys.stdin.buffer
def put(*a): out.write(pack_reply(Reply(*a))); out.flush()
put(0, Outcome.SPOKEN, 0, b'')
while head := inp.read(4):
    if head == ENOUGH: continue
    r = unpack_request(inp.read(checked_length(head, LONGEST_REQUEST)))
    open(sys.argv[0] + '.asked', 'a').write(r.words + chr(10))
    put(r.number, Outcome.PART, 8000, b'ab', ENGINE)
    put(r.number, Outcome.SPOKEN, 8000, b'cd', ENGINE)
"""


class Scene:
    """A kept voice whose child answers at once, as the engine that the test names."""

    def __init__(self, tmp_path: Path, engine: str = "natural", idle_s: float = 0.0) -> None:
        self.model, self.folder = tmp_path / "model", tmp_path / "sounds"
        self.model.mkdir(exist_ok=True)
        (self.model / "net").write_bytes(b"weights")
        self.script = tmp_path / "child.py"
        self.script.write_text(CHILD.replace("ENGINE", repr(engine)), encoding="ascii")
        child = ChildVoice((sys.executable, str(self.script)), engines=("natural",), watch=Watch(retry_s=(0.05,)))
        self.voice = KeptVoice(child, self.model, self.folder, FIXED, idle_s)

    @property
    def asked(self) -> list[str]:
        seen = Path(f"{self.script}.asked")
        return seen.read_text(encoding="utf-8").split() if seen.exists() else []

    @property
    def kept(self) -> int:
        return len(list(self.folder.glob("*.sound")))

    async def say(self, words: str, pace: float = 1.0) -> bytes:
        return b"".join([sound.pcm async for sound in self.voice.parts(words, How(pace))])


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not true():
            await asyncio.sleep(0.01)


async def test_fixed_sentences_are_made_ahead_and_then_come_from_the_disk(tmp_path: Path) -> None:
    scene = Scene(tmp_path)
    await scene.voice.warm()
    await until(lambda: scene.kept == 2)
    assert scene.asked == ["请稍等。", "快一点。"]
    assert await scene.say("请稍等。") == b"abcd"
    assert len(scene.asked) == 2
    assert await scene.say("请稍等。", pace=1.5) == b"abcd"
    assert len(scene.asked) == 3
    await scene.voice.close()


async def test_what_residents_hear_is_never_written(tmp_path: Path) -> None:
    scene = Scene(tmp_path, idle_s=1000)
    await scene.voice.warm()
    for words in ("您的余额是三百元。", "请稍等。", "王小明，"):
        assert await scene.say(words) == b"abcd"
    assert scene.kept == 0
    await scene.voice.close()


async def test_another_engines_sound_is_not_kept_for_the_natural_voices(tmp_path: Path) -> None:
    scene = Scene(tmp_path, engine="espeak")
    await scene.voice.warm()
    await until(lambda: len(scene.asked) >= 2)
    assert scene.kept == 0
    await scene.voice.close()


async def test_without_a_model_nothing_is_made_ahead_and_sentences_are_spoken(tmp_path: Path) -> None:
    scene = Scene(tmp_path)
    (scene.model / "net").unlink()
    scene.model.rmdir()
    await scene.voice.warm()
    assert await scene.say("请稍等。") == b"abcd"
    assert scene.kept == 0
    await scene.voice.close()


async def test_a_sound_that_was_spoilt_is_spoken_by_the_child(tmp_path: Path) -> None:
    scene = Scene(tmp_path)
    await scene.voice.warm()
    await until(lambda: scene.kept == 2)
    for file in scene.folder.iterdir():
        file.write_bytes(b"x")
    assert await scene.say("请稍等。") == b"abcd"
    assert len(scene.asked) == 3
    await scene.voice.close()
