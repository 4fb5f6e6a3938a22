"""The watchdog: whatever the child does, a sentence is spoken or refused, and the next one has a chance."""

import asyncio
import contextlib
import os
import signal
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from kiosk.voice.child_voice import ChildVoice, Watch
from kiosk.voice.contract import LONGEST_SENTENCE, How, VoiceFault, VoiceState

pytestmark = pytest.mark.anyio

HASTY = Watch(start_s=20.0, answer_s=0.5, retry_s=(0.05,))


@pytest.fixture
async def voice() -> AsyncIterator[ChildVoice]:
    voice = ChildVoice(engines=("espeak",), watch=Watch(retry_s=(0.05,)))
    yield voice
    await voice.close()


def child(tmp_path: Path, body: str) -> tuple[str, ...]:
    """A child process that greets and then does something else than speak."""
    script = tmp_path / "child.py"
    script.write_text(
        "import sys, os, time\n"
        "from kiosk.voice.frames import *\n"
        "out, inp = sys.stdout.buffer, sys.stdin.buffer\n"
        "def put(*a): out.write(pack_reply(Reply(*a))); out.flush()\n"
        "def get(): return unpack_request(inp.read(checked_length(inp.read(4), LONGEST_REQUEST)))\n"
        "put(0, Outcome.SPOKEN, 0, b'')\n" + body,
        encoding="ascii",
    )
    return (sys.executable, str(script))


def pid_of(voice: ChildVoice) -> int:
    process = voice._process
    assert process is not None
    return process.pid


async def test_it_speaks(voice: ChildVoice) -> None:
    sound = await voice.synthesize("您好，今天办什么事？")
    assert 1.0 < sound.seconds < 5.0
    assert voice.state is VoiceState.READY
    assert voice.memory > 10 << 20
    assert (await voice.synthesize("您好，今天办什么事？", How(pace=2.0))).seconds < sound.seconds


async def test_a_killed_child_costs_not_even_a_sentence(voice: ChildVoice) -> None:
    await voice.synthesize("一")
    os.kill(pid_of(voice), signal.SIGKILL)
    assert (await voice.synthesize("二")).seconds > 0
    assert voice.restarts == 1


async def test_a_child_that_hangs_is_ended_and_the_caller_told_in_time(tmp_path: Path) -> None:
    voice = ChildVoice(child(tmp_path, "time.sleep(60)"), watch=HASTY)
    begun = time.monotonic()
    with pytest.raises(VoiceFault):
        await voice.synthesize("您好")
    assert time.monotonic() - begun < 15
    assert voice.state is VoiceState.RESTING
    assert voice.memory == 0
    await voice.close()


@pytest.mark.parametrize(
    "body",
    [
        "get(); sys.exit(1)",
        "get(); out.write(b'\\xff' * 64); out.flush(); time.sleep(60)",
        "get(); out.write(b'\\x00\\x00\\x00\\x01x'); out.flush(); time.sleep(60)",
        "r = get(); put(r.number + 5, Outcome.SPOKEN, 22050, b'  '); time.sleep(60)",
    ],
    ids=["dies", "a huge length", "a torn reply", "the answer to another question"],
)
async def test_a_child_that_misbehaves_is_a_fault_and_never_a_crash(tmp_path: Path, body: str) -> None:
    voice = ChildVoice(child(tmp_path, body), watch=HASTY)
    with pytest.raises(VoiceFault):
        await voice.synthesize("您好")
    assert voice.state is VoiceState.RESTING
    await voice.close()


async def test_a_fault_of_the_engine_is_passed_on_and_the_child_lives(tmp_path: Path) -> None:
    voice = ChildVoice(child(tmp_path, "while True: put(get().number, Outcome.FAULT, 0, b'unsayable')"), watch=HASTY)
    for _ in range(2):
        with pytest.raises(VoiceFault, match="unsayable"):
            await voice.synthesize("……")
    assert voice.restarts == 0
    assert voice.state is VoiceState.READY
    await voice.close()


async def test_a_child_that_keeps_dying_rests_between_and_loses_its_first_engine(tmp_path: Path) -> None:
    engines = tmp_path / "engines"
    body = f"open({str(engines)!r}, 'a').write(' '.join(sys.argv[1:]) + chr(10)); sys.exit(1)"
    voice = ChildVoice(child(tmp_path, body), engines=("first", "second"), watch=Watch(retry_s=(0.2,)))
    refusals = set()
    ends = time.monotonic() + 20
    while "second" not in (engines.read_text(encoding="ascii").split("\n") if engines.exists() else []):
        assert time.monotonic() < ends
        with pytest.raises(VoiceFault) as refused:
            await voice.synthesize("您好")
        refusals.add(refused.value.reason)
        await asyncio.sleep(0.02)
    assert "resting" in refusals
    assert engines.read_text(encoding="ascii").startswith("first second\n")
    await voice.close()


async def test_a_child_that_cannot_be_started_is_a_fault() -> None:
    voice = ChildVoice(("/nowhere/python",), watch=HASTY)
    await voice.warm()
    with pytest.raises(VoiceFault):
        await voice.synthesize("您好")
    assert voice.state is VoiceState.RESTING
    await voice.close()


async def test_a_child_that_grows_is_started_anew() -> None:
    voice = ChildVoice(engines=("espeak",), watch=Watch(most_memory=1 << 20))
    await voice.synthesize("一")
    assert voice.memory == 0
    assert (await voice.synthesize("二")).seconds > 0
    assert voice.restarts == 1
    await voice.close()


async def test_a_cancelled_sentence_leaves_the_wire_in_step(voice: ChildVoice) -> None:
    await voice.warm()
    long = asyncio.ensure_future(voice.synthesize("您的养老保险已缴十八年零四个月。" * 4))
    await asyncio.sleep(0)
    long.cancel()
    with pytest.raises(asyncio.CancelledError):
        await long
    short = await voice.synthesize("五。")
    assert short.seconds < 1.5
    assert voice.restarts == 0


PARTS = """
import select
for _ in range(9):
    h = inp.read(4)
    while h == ENOUGH: h = inp.read(4)
    r = unpack_request(inp.read(checked_length(h, LONGEST_REQUEST)))
    for n in range(20):
        put(r.number, Outcome.PART, 8000, r.words.encode('utf-16-le') * 50, 'first')
        if select.select([inp], [], [], 0.5)[0]: break
    put(r.number, Outcome.SPOKEN, 8000, b'..', 'first')
"""


async def test_what_is_not_wanted_any_more_is_neither_made_to_its_end_nor_begun(tmp_path: Path) -> None:
    voice = ChildVoice(child(tmp_path, PARTS), engines=("first",))
    first = voice.parts("一")
    assert len((await anext(first)).pcm) == 100
    queued = asyncio.ensure_future(voice.synthesize("二"))
    await asyncio.sleep(0)
    queued.cancel()
    await first.aclose()
    third = voice.parts("三")
    assert (await anext(third)).pcm[:2] == "三".encode("utf-16-le")
    await third.aclose()
    # Of the first sentence one part more at most was made, and the second was never asked for.
    assert voice._number == 2
    await voice.close()


async def test_parts_come_one_by_one_before_all_is_made(tmp_path: Path) -> None:
    body = "r = get(); put(r.number, Outcome.PART, 8000, b'ab', 'x'); time.sleep(60)"
    voice = ChildVoice(child(tmp_path, body), watch=Watch(retry_s=(0.05,)))
    parts = voice.parts("您好")
    assert (await anext(parts)).pcm == b"ab"
    await parts.aclose()
    await voice.close()


async def test_what_was_heard_in_part_is_not_said_twice(tmp_path: Path) -> None:
    voice = ChildVoice(
        child(tmp_path, "r = get(); put(r.number, Outcome.PART, 8000, b'ab', 'x'); sys.exit(1)"), watch=HASTY
    )
    parts = voice.parts("您好")
    assert (await anext(parts)).pcm == b"ab"
    with pytest.raises(VoiceFault, match="died"):
        await anext(parts)
    await voice.close()


async def test_that_the_first_engine_is_missing_is_told_once_and_that_it_warms_up_never(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    body = (
        "for why in ('warming', 'no_model', 'no_model', 'mandarin_only', 'no_model'):\n"
        "    put(get().number, Outcome.SPOKEN, 8000, b'ab', 'espeak', why)\n"
    )
    voice = ChildVoice(child(tmp_path, body), engines=("natural", "espeak"))
    for _ in range(5):
        await voice.synthesize("您好")
    assert [record.getMessage() for record in caplog.records if record.levelname == "WARNING"] == [
        "espeak speaks instead of the first engine: no_model"
    ]
    await voice.close()


async def test_an_engine_that_kills_the_child_while_it_loads_is_left_out_in_the_end(tmp_path: Path) -> None:
    engines = tmp_path / "engines"
    body = (
        f"open({str(engines)!r}, 'a').write(sys.argv[1] + chr(10))\n"
        "put(get().number, Outcome.SPOKEN, 8000, b'ab', 'espeak', 'warming' if sys.argv[1] == 'natural' else '')\n"
        "sys.exit(1)"
    )
    voice = ChildVoice(child(tmp_path, body), engines=("natural", "espeak"), watch=Watch(retry_s=(0.01,)))
    ends = time.monotonic() + 30
    while not engines.exists() or "espeak" not in engines.read_text(encoding="ascii"):
        assert time.monotonic() < ends
        with contextlib.suppress(VoiceFault):
            await voice.synthesize("您好")
        await asyncio.sleep(0.02)
    await voice.close()


@pytest.mark.parametrize("sentence", ["", "啊" * (LONGEST_SENTENCE + 1)])
async def test_what_is_empty_or_too_long_is_refused(voice: ChildVoice, sentence: str) -> None:
    with pytest.raises(VoiceFault, match="length"):
        await voice.synthesize(sentence)


async def test_closed_is_closed(voice: ChildVoice) -> None:
    await voice.warm()
    pid = pid_of(voice)
    await voice.close()
    assert voice.state is VoiceState.CLOSED
    assert not Path(f"/proc/{pid}").exists()
    with pytest.raises(VoiceFault, match="closed"):
        await voice.synthesize("您好")
