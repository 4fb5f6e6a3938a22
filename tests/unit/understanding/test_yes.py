"""Before money, print or a door: what is a plain yes, and what only looks or sounds like one."""

from dataclasses import dataclass
from functools import cache

import pytest

from kiosk.understanding.candidates import candidates
from kiosk.understanding.dialects import dialect_of
from kiosk.understanding.meanings import Candidate, Meaning, Sure, Unsure
from kiosk.understanding.resolve import decide, understand
from kiosk.visit.prompts import Confirm
from kiosk.visit.text import text

PAY = Confirm(headline=text("付三元吗？"), yes=text("付钱"), no=text("先不付"))
DIALECTS = ("mandarin", "sichuan", "shanghai", "suzhou", "cantonese", "hakka", "minnan")


@dataclass(frozen=True)
class Words:
    words: str
    others: tuple[str, ...] = ()
    likely: float = float("-inf")


@cache
def among(dialect: str) -> tuple[Candidate, ...]:
    return candidates(PAY, dialect=dialect_of(dialect))


def meaning(said: str | Words, dialect: str = "mandarin", scores: dict[str, float] | None = None) -> Meaning:
    known = dialect_of(dialect)
    heard = said if isinstance(said, Words) else Words(said)
    plain = understand(heard.words, PAY, dialect=known)
    if not isinstance(plain, Unsure) or plain.guesses:
        return plain
    return decide(heard, among(dialect), scores, dialect=known)


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    "said", ["对吧", "是吧？", "嗯是的吧", "没错吧", "可以吧", "是嘛", "对吗", "应该是吧", "好？", "是的？", "付钱？"]
)
def test_who_asks_back_has_not_said_yes(said: str, dialect: str) -> None:
    assert meaning(said, dialect) != Sure(True)


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    "said",
    ["可疑", "刻意", "事实", "实施", "试试", "逝世", "时时", "统一", "咬的", "堆的", "十个", "这个", "星星", "会是"],
)
def test_another_word_that_only_sounds_like_a_yes_is_none(said: str, dialect: str) -> None:
    sure_of_yes = {candidate.phrase: -0.01 for candidate in among(dialect) if candidate.meaning == Sure(True)}
    for scores in ({}, sure_of_yes):
        assert meaning(said, dialect, scores) != Sure(True)


@pytest.mark.parametrize("said", ["事的", "是的呢", "对。", "對的", "可以可以", "好的好的", "嗯，好！", "好吧", "要吧"])
def test_a_plain_yes_is_not_asked_for_again(said: str) -> None:
    """事的 is how Whisper may write 是的: it sounds the same, tones and all, and is no word."""
    assert meaning(said) == Sure(True)


@pytest.mark.parametrize("words", ["今天天气真不错", "可疑", "富欠吧我想想", ""])
@pytest.mark.parametrize("other", ["好的", "付钱", "可以"])
def test_no_next_guess_of_an_engine_says_yes(words: str, other: str) -> None:
    known = dialect_of("mandarin")
    assert decide(Words(words, (other,)), among("mandarin"), {other: -0.01}, dialect=known) != Sure(True)
