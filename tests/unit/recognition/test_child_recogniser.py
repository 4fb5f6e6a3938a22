"""The watchdog: whatever the child does, an utterance ends once, and the next one has a chance."""

import asyncio
import logging
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from kiosk.recognition.child_recogniser import ChildRecogniser
from kiosk.recognition.contract import Asked, EarState, End, Heard, InstalledModel, RecognitionFault, Utterance
from kiosk.recognition.frames import Kind, pack_phrases
from kiosk.recognition.watch import Watch

pytestmark = pytest.mark.anyio

CHILD = (sys.executable, str(Path(__file__).with_name("troubled_child.py")))
LOUD = b"\x00\x40" * 512
QUIET = bytes(1024)
SOON = 30.0
WATCH = Watch(retry_s=(0.05,), answer_s=1.0, tick_s=0.05, hang_s=5.0)


class Listening:
    def __init__(self) -> None:
        self.began_times = 0
        self.partials: list[str] = []
        self.pauses: list[str] = []
        self.decided_times = 0
        self.ends: list[tuple[End, Heard | None]] = []
        self.over = asyncio.Event()

    def began(self) -> None:
        self.began_times += 1

    def partial(self, words: str) -> None:
        self.partials.append(words)

    def paused(self, words: str) -> None:
        self.pauses.append(words)

    def decided(self) -> None:
        self.decided_times += 1

    def ended(self, end: End, heard: Heard | None) -> None:
        self.ends.append((end, heard))
        self.over.set()

    async def end(self) -> tuple[End, Heard | None]:
        async with asyncio.timeout(SOON):
            await self.over.wait()
        return self.ends[0]


def recogniser(*troubles: str, watch: Watch = WATCH, **preferences: tuple[str, ...]) -> ChildRecogniser:
    models = [InstalledModel(trouble, trouble, Path("nowhere")) for trouble in troubles]
    return ChildRecogniser(models, preferences or {"mandarin": troubles}, watch, CHILD)


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(SOON):
        while not true():
            await asyncio.sleep(0.01)


async def say(ears: ChildRecogniser, asked: Asked | None = None, loud: int = 30, quiet: int = 40) -> Listening:
    listening = Listening()
    utterance = ears.listen(asked or Asked(), listening)
    for seq, block in enumerate([QUIET] * 3 + [LOUD] * loud + [QUIET] * quiet, 1):
        utterance.feed(block, seq)
    return listening


@pytest.fixture
async def echo() -> AsyncIterator[ChildRecogniser]:
    ears = recogniser("echo")
    await ears.warm()
    yield ears
    await ears.close()


async def test_speech_is_heard_once_with_what_was_said_and_how_long(echo: ChildRecogniser) -> None:
    listening = await say(echo)
    end, heard = await listening.end()
    assert end is End.SPOKEN
    assert heard is not None
    assert int(heard.words) > 30 * 512
    assert heard.engine == "echo"
    assert heard.speech_s == pytest.approx(30 * 0.032)
    assert listening.began_times == 1
    assert echo.state is EarState.READY
    assert echo.memory > 5 << 20
    assert echo.memories.keys() == {"echo"}
    await asyncio.sleep(0.1)
    assert len(listening.ends) == 1


async def test_silence_is_silence_when_patience_is_over(echo: ChildRecogniser) -> None:
    listening = await say(echo, Asked(patience_s=1.0), loud=0)
    assert await listening.end() == (End.SILENCE, None)
    assert listening.began_times == 0


async def test_half_a_minute_without_a_breath_is_cut_and_what_was_said_counts(echo: ChildRecogniser) -> None:
    end, heard = await (await say(echo, loud=940)).end()
    assert end is End.TOO_LONG
    assert heard is not None
    assert int(heard.words) / 16_000 == pytest.approx(15, abs=1)


async def test_a_key_let_go_ends_at_once_with_all_that_was_fed_before(echo: ChildRecogniser) -> None:
    listening = Listening()
    utterance = echo.listen(Asked(), listening)
    for seq in range(1, 21):
        utterance.feed(LOUD, seq)
    utterance.finish()
    end, heard = await listening.end()
    assert end is End.RELEASED
    assert heard is not None
    assert int(heard.words) == 20 * 512


@pytest.mark.parametrize("key", ["let go", "pressed once"])
async def test_whoever_holds_the_microphone_is_told_at_once_that_it_may_close(key: str) -> None:
    """Words may take as long as an engine takes to load; no sound is taken meanwhile."""
    ears = recogniser("hang", watch=Watch(retry_s=(0.05,), answer_s=SOON, tick_s=0.05))
    await ears.warm()
    listening = Listening()
    utterance = ears.listen(Asked(), listening)
    for seq, block in enumerate([LOUD] * 30 + [QUIET] * (0 if key == "let go" else 40), 1):
        utterance.feed(block, seq)
    if key == "let go":
        utterance.finish()
    await until(lambda: listening.decided_times == 1)
    assert listening.ends == []
    await ears.close()


async def test_a_word_too_short_to_begin_counts_when_the_key_is_let_go(echo: ChildRecogniser) -> None:
    listening = Listening()
    utterance = echo.listen(Asked(), listening)
    for seq in range(1, 3):
        utterance.feed(LOUD, seq)
    utterance.finish()
    assert (await listening.end())[0] is End.RELEASED


async def test_a_key_let_go_after_nothing_is_silence(echo: ChildRecogniser) -> None:
    listening = Listening()
    utterance = echo.listen(Asked(), listening)
    utterance.feed(QUIET, 1)
    utterance.finish()
    assert await listening.end() == (End.SILENCE, None)


async def test_going_on_after_a_short_pause_is_one_utterance() -> None:
    ears = recogniser("slow")
    await ears.warm()
    listening = Listening()
    utterance = ears.listen(Asked(), listening)
    for seq, block in enumerate([LOUD] * 20 + [QUIET] * 15 + [LOUD] * 20 + [QUIET] * 40, 1):
        utterance.feed(block, seq)
    end, heard = await listening.end()
    assert end is End.SPOKEN
    assert heard is not None
    assert int(heard.words) >= 55 * 512
    await ears.close()


async def test_words_are_worked_out_in_the_pause_and_are_ready_at_its_end(echo: ChildRecogniser) -> None:
    listening = Listening()
    utterance = echo.listen(Asked(), listening)
    utterance.feed(LOUD * 10 + QUIET * 12, 1)
    await until(lambda: bool(listening.partials))
    assert not listening.ends
    utterance.feed(QUIET * 20, 2)
    _, heard = await listening.end()
    assert heard is not None
    assert heard.words == listening.partials[-1]


async def test_what_was_told_in_a_pause_is_settled_before_the_pause_is_over(echo: ChildRecogniser) -> None:
    listening = Listening()
    utterance = echo.listen(Asked(pause_s=3.0), listening)
    utterance.feed(LOUD * 10 + QUIET * 12, 1)  # 0.4 s of silence, and no more comes
    await until(lambda: bool(listening.pauses))
    utterance.settle()
    end, heard = await listening.end()
    assert end is End.SPOKEN
    assert heard is not None
    assert heard.words == listening.pauses[-1]


async def test_who_went_on_speaking_is_not_cut_off(echo: ChildRecogniser) -> None:
    listening = Listening()
    utterance = echo.listen(Asked(pause_s=1.0), listening)
    utterance.feed(LOUD * 10 + QUIET * 12, 1)
    await until(lambda: bool(listening.pauses))
    utterance.feed(LOUD * 10, 2)
    utterance.settle()  # of what is no longer all
    utterance.feed(LOUD * 10 + QUIET * 40, 3)
    _, heard = await listening.end()
    assert heard is not None
    assert int(heard.words) >= 42 * 512


async def test_nobody_is_told_after_cancel(echo: ChildRecogniser) -> None:
    listening = Listening()
    utterance = echo.listen(Asked(), listening)
    utterance.feed(LOUD * 30, 1)
    utterance.cancel()
    utterance.feed(QUIET * 40, 2)
    await (await say(echo)).end()
    assert listening.ends == []
    with pytest.raises(RecognitionFault, match="forgotten"):
        await utterance.score(["查社保"])


async def test_a_new_utterance_takes_the_place_of_the_old_one(echo: ChildRecogniser) -> None:
    first = Listening()
    echo.listen(Asked(), first)
    second = await say(echo)
    assert (await second.end())[0] is End.SPOKEN
    assert first.ends == []


async def test_phrases_are_scored_and_what_is_beyond_the_most_is_last(echo: ChildRecogniser) -> None:
    listening = Listening()
    utterance = echo.listen(Asked(), listening)
    utterance.feed(LOUD * 30 + QUIET * 40, 1)
    await listening.end()
    assert await utterance.score(["是", "查社保"]) == (-1.0, -3.0)
    assert (await utterance.score(["是"] * 70))[63:65] == (-1.0, float("-inf"))
    assert await utterance.score([]) == ()
    utterance.forget()
    with pytest.raises(RecognitionFault, match="forgotten"):
        await utterance.score(["是"])


async def heard_by(ears: ChildRecogniser) -> Utterance:
    """An utterance whose first words came."""
    await ears.warm()
    listening = Listening()
    utterance = ears.listen(Asked(), listening)
    utterance.feed(LOUD * 30 + QUIET * 40, 1)
    assert (await listening.end())[0] is End.SPOKEN
    return utterance


async def test_the_same_sound_is_looked_at_again_until_it_is_forgotten(echo: ChildRecogniser) -> None:
    listening = await say(echo)
    _, first = await listening.end()
    assert echo._turn is not None
    second = await echo._turn.look_again()
    assert first is not None
    assert second is not None
    assert second.words == f"again {first.words}"
    assert (second.dialect, second.speech_s) == (first.dialect, first.speech_s)
    echo._turn.forget()
    with pytest.raises(RecognitionFault, match="forgotten"):
        await echo._turn.look_again()


@pytest.mark.parametrize("trouble", ["crash later", "hang later", "spin later"])
async def test_a_second_look_that_never_comes_back_is_a_fault_and_another_child_is_there(trouble: str) -> None:
    ears = recogniser(trouble, watch=Watch(retry_s=(0.05,), answer_s=1.0, work_s=1.0, tick_s=0.05))
    utterance = await heard_by(ears)
    with pytest.raises(RecognitionFault):
        await utterance.look_again()
    await until(lambda: ears.restarts == 1 and ears.state is EarState.READY)
    with pytest.raises(RecognitionFault):
        await utterance.look_again()  # the child that heard it is gone
    assert (await (await say(ears)).end())[0] is End.SPOKEN
    await ears.close()


async def test_a_second_look_that_fails_is_a_fault_with_a_key_and_the_child_lives() -> None:
    ears = recogniser("fail later")
    utterance = await heard_by(ears)
    with pytest.raises(RecognitionFault, match=r"^ValueError$"):
        await utterance.look_again()
    assert await utterance.score(["是"]) == (-1.0,)
    assert ears.restarts == 0
    await ears.close()


async def test_a_second_look_at_what_is_forgotten_meanwhile_tells_nothing() -> None:
    ears = recogniser("slow later")
    utterance = await heard_by(ears)
    looking = asyncio.ensure_future(utterance.look_again())
    await asyncio.sleep(0)
    utterance.forget()
    with pytest.raises(RecognitionFault, match="forgotten"):
        await looking
    assert (await (await say(ears)).end())[0] is End.SPOKEN
    await ears.close()


@pytest.mark.parametrize("trouble", ["crash", "hang"])
async def test_an_engine_that_dies_or_hangs_costs_one_utterance(trouble: str) -> None:
    ears = recogniser(trouble)
    await ears.warm()
    listening = await say(ears)
    assert await listening.end() == (End.BROKEN, None)
    await until(lambda: ears.state is EarState.READY)  # another child, by itself
    assert ears.restarts == 1
    await asyncio.sleep(0.1)
    assert len(listening.ends) == 1
    await ears.close()


async def test_an_engine_that_is_slow_but_at_work_is_waited_for() -> None:
    ears = recogniser("toil", watch=Watch(retry_s=(0.05,), answer_s=1.5, hang_s=1.5, tick_s=0.05))
    await ears.warm()
    end, _ = await (await say(ears)).end()
    restarts = ears.restarts
    await ears.close()
    assert (end, restarts) == (End.SPOKEN, 0)


async def test_an_engine_that_works_without_an_end_is_ended() -> None:
    ears = recogniser("spin", watch=Watch(retry_s=(0.05,), work_s=1.0, tick_s=0.05))
    await ears.warm()
    end, _ = await (await say(ears)).end()
    await until(lambda: ears.restarts == 1 and ears.state is EarState.READY)
    await ears.close()
    assert end is End.BROKEN


async def test_nobody_waits_without_an_end_for_an_engine_at_work_and_it_lives() -> None:
    ears = recogniser("toil", watch=Watch(retry_s=(0.05,), late_s=0.5, tick_s=0.05))
    await ears.warm()
    first, _ = await (await say(ears)).end()
    assert ears._child is not None
    await ears._ask(ears._child, Kind.SCORE, pack_phrases(()), SOON)  # it has come to its end
    second, _ = await (await say(ears)).end()
    restarts = ears.restarts
    await ears.close()
    assert (first, second, restarts) == (End.BROKEN, End.SPOKEN, 0)


async def test_an_engine_that_spins_is_ended_although_nobody_waits_any_more() -> None:
    ears = recogniser("spin", watch=Watch(retry_s=(0.05,), late_s=0.3, work_s=2.0, tick_s=0.05))
    await ears.warm()
    end, _ = await (await say(ears)).end()
    await until(lambda: ears.restarts == 1 and ears.state is EarState.READY)
    await ears.close()
    assert end is End.BROKEN


async def test_an_engine_that_grows_is_ended() -> None:
    ears = recogniser("grow", watch=Watch(retry_s=(0.05,), tick_s=0.05, most_growth=50 << 20))
    await ears.warm()
    assert (await (await say(ears)).end())[0] is End.BROKEN
    await until(lambda: ears.state is EarState.READY)
    assert ears.memory < 80 << 20
    await ears.close()


async def test_a_fault_of_the_engine_breaks_the_utterance_and_not_the_child() -> None:
    ears = recogniser("fail")
    await ears.warm()
    for _ in range(2):
        assert (await (await say(ears)).end())[0] is End.BROKEN
    assert ears.restarts == 0
    assert ears.state is EarState.READY
    await ears.close()


async def test_what_is_no_speech_to_the_engine_is_nothing_heard() -> None:
    ears = recogniser("deaf")
    await ears.warm()
    assert await (await say(ears)).end() == (End.SPOKEN, None)
    await ears.close()


async def test_a_killed_child_is_replaced_before_anybody_speaks(echo: ChildRecogniser) -> None:
    assert echo._child is not None
    os.kill(echo._child.pid, signal.SIGKILL)
    await until(lambda: echo.restarts == 1 and echo.state is EarState.READY)
    assert (await (await say(echo)).end())[0] is End.SPOKEN


async def test_a_child_killed_while_somebody_speaks_ends_the_utterance_at_once(echo: ChildRecogniser) -> None:
    listening = Listening()
    utterance = echo.listen(Asked(), listening)
    utterance.feed(LOUD * 10, 1)
    await until(lambda: listening.began_times == 1)
    assert echo._child is not None
    os.kill(echo._child.pid, signal.SIGKILL)
    assert await listening.end() == (End.BROKEN, None)
    with pytest.raises(RecognitionFault):
        await utterance.score(["是"])


async def test_a_stopped_child_is_noticed_while_she_speaks() -> None:
    ears = recogniser("echo", watch=Watch(retry_s=(0.05,), tick_s=0.05, hang_s=0.5))
    await ears.warm()
    assert ears._child is not None
    os.kill(ears._child.pid, signal.SIGSTOP)
    assert (await (await say(ears)).end())[0] is End.BROKEN
    await until(lambda: ears.state is EarState.READY)
    await ears.close()


async def test_a_microphone_that_vanishes_ends_the_utterance_and_spares_the_child() -> None:
    ears = recogniser("echo", watch=Watch(tick_s=0.05, sound_s=0.3))
    await ears.warm()
    listening = Listening()
    ears.listen(Asked(), listening).feed(LOUD * 10, 1)
    assert await listening.end() == (End.BROKEN, None)
    assert ears.restarts == 0
    assert (await (await say(ears)).end())[0] is End.SPOKEN
    await ears.close()


async def test_a_microphone_that_never_comes_ends_the_utterance() -> None:
    ears = recogniser("echo", watch=Watch(tick_s=0.05, first_sound_s=0.3))
    await ears.warm()
    listening = Listening()
    ears.listen(Asked(), listening)
    assert await listening.end() == (End.BROKEN, None)
    await ears.close()


async def test_a_dialect_whose_engine_keeps_dying_is_heard_by_the_default() -> None:
    ears = recogniser("echo", "crash", mandarin=("echo",), sichuan=("crash", "echo"))
    for _ in range(2):
        await ears.warm("sichuan")
        assert ears.engine_for("sichuan") == "crash"
        assert (await (await say(ears, Asked("sichuan"))).end())[0] is End.BROKEN
        await until(lambda: ears.state is EarState.READY)
    assert ears.engine_for("sichuan") == "echo"
    end, heard = await (await say(ears, Asked("sichuan"))).end()
    assert end is End.SPOKEN
    assert heard is not None
    assert (heard.engine, heard.dialect) == ("echo", "sichuan")
    await ears.close()


async def test_an_engine_that_cannot_be_loaded_is_passed_over() -> None:
    ears = recogniser("echo", "broken", mandarin=("broken", "echo"))
    await ears.warm()
    assert ears.engine_for("mandarin") == "echo"
    assert (await (await say(ears)).end())[0] is End.SPOKEN
    assert ears.restarts == 0
    await ears.close()


async def test_without_an_engine_that_can_be_loaded_it_rests() -> None:
    ears = recogniser("broken")
    with pytest.raises(RecognitionFault, match="no_model"):
        await ears.warm()
    assert ears.state is EarState.RESTING
    with pytest.raises(RecognitionFault):
        ears.listen(Asked(), Listening())
    await ears.close()


async def test_an_engine_that_dies_at_birth_is_tried_again_after_longer_and_longer_pauses() -> None:
    ears = recogniser("dies at birth", watch=Watch(retry_s=(0.2, 60)))
    with pytest.raises(RecognitionFault):
        await ears.warm()
    await until(lambda: ears.restarts == 2)
    with pytest.raises(RecognitionFault, match="resting"):
        ears.listen(Asked(), Listening())
    await ears.close()
    assert ears.state is EarState.CLOSED


async def test_a_dialect_that_was_not_warmed_is_loaded_while_she_speaks() -> None:
    ears = recogniser("echo", "slow", mandarin=("echo",), sichuan=("slow",))
    await ears.warm()
    _, heard = await (await say(ears, Asked("sichuan"))).end()
    assert heard is not None
    assert heard.engine in {"echo", "slow"}
    await until(lambda: set(ears.memories) == {"echo", "slow"})
    _, heard = await (await say(ears, Asked("sichuan"))).end()
    assert heard is not None
    assert heard.engine == "slow"
    await ears.close()


async def test_lost_blocks_are_noticed(echo: ChildRecogniser) -> None:
    few = Listening()
    utterance = echo.listen(Asked(), few)
    for seq in [*range(1, 20), *range(25, 40)]:
        utterance.feed(LOUD, seq)
    utterance.finish()
    _, heard = await few.end()
    assert heard is not None
    assert int(heard.words) == 39 * 512  # they took their time
    many = Listening()
    utterance = echo.listen(Asked(), many)
    for seq in [*range(1, 20), *range(60, 80)]:
        utterance.feed(LOUD, seq)
    assert await many.end() == (End.BROKEN, None)


async def test_blocks_that_come_twice_count_once(echo: ChildRecogniser) -> None:
    listening = Listening()
    utterance = echo.listen(Asked(), listening)
    for seq in (1, 2, 3, 4, 4, 3, 5):
        utterance.feed(LOUD, seq)
    utterance.finish()
    _, heard = await listening.end()
    assert heard is not None
    assert int(heard.words) == 5 * 512


@pytest.mark.parametrize("length", [1, 2, 999, 1023, 1025, 5000])
async def test_blocks_of_another_length_are_heard_all_the_same(echo: ChildRecogniser, length: int) -> None:
    listening = Listening()
    utterance = echo.listen(Asked(), listening)
    sound = LOUD * 12 if length > 2 else LOUD
    for seq, at in enumerate(range(0, len(sound), length), 1):
        utterance.feed(sound[at : at + length], seq)
    utterance.finish()
    assert (await listening.end())[0] in {End.RELEASED, End.SILENCE}
    assert echo.restarts == 0


async def test_closed_is_closed(echo: ChildRecogniser) -> None:
    assert echo._child is not None
    pid = echo._child.pid
    listening = Listening()
    echo.listen(Asked(), listening)
    await echo.close()
    assert not Path(f"/proc/{pid}").exists()
    assert listening.ends == []
    with pytest.raises(RecognitionFault, match="closed"):
        echo.listen(Asked(), listening)
    with pytest.raises(RecognitionFault, match="closed"):
        await echo.warm()


@pytest.mark.parametrize("phrase", ["死", "等"])
async def test_a_question_that_the_engine_dies_of_is_a_fault(echo: ChildRecogniser, phrase: str) -> None:
    listening = Listening()
    utterance = echo.listen(Asked(), listening)
    utterance.feed(LOUD * 30 + QUIET * 40, 1)
    await listening.end()
    with pytest.raises(RecognitionFault):
        await utterance.score([phrase])
    await until(lambda: echo.state is EarState.READY)


async def test_nothing_of_an_utterance_is_in_the_log_or_in_a_repr(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    ears = recogniser("fail")
    await ears.warm()
    listening = Listening()
    utterance = ears.listen(Asked(phrases=("查社保",)), listening)
    utterance.feed(LOUD * 30 + QUIET * 40, 1)
    await listening.end()
    assert "社保" not in caplog.text + repr(utterance) + repr(listening.ends)
    await ears.close()


async def test_a_child_that_cannot_be_started_is_a_fault_and_tried_again() -> None:
    ears = ChildRecogniser(
        [InstalledModel("echo", "echo", Path())], {"mandarin": ["echo"]}, WATCH, ("/nowhere/python",)
    )
    with pytest.raises(RecognitionFault, match="no_start"):
        await ears.warm()
    await until(lambda: ears.restarts >= 2)
    assert ears.state is EarState.RESTING
    await ears.close()


@pytest.mark.parametrize(
    "greeting",
    ["b'\\xff' * 64", "b'\\0\\0\\0\\5\\x20\\0\\0\\0\\0' + b'\\0\\0\\0\\5\\x24\\x7f\\0\\0\\0'"],
    ids=["nonsense", "the end of an utterance that never was"],
)
async def test_a_child_that_speaks_nonsense_is_lost_and_not_believed(tmp_path: Path, greeting: str) -> None:
    script = tmp_path / "child.py"
    script.write_text(f"import sys, time; sys.stdout.buffer.write({greeting}); sys.stdout.flush(); time.sleep(60)\n")
    ears = ChildRecogniser(
        [InstalledModel("echo", "echo", Path())], {"mandarin": ["echo"]}, WATCH, (sys.executable, str(script))
    )
    with pytest.raises(RecognitionFault):
        await ears.warm()
    assert ears.state is EarState.RESTING
    await ears.close()
