"""What is denied before or behind, in every dialect, and what only mentions a name, is not done."""

import pytest

from kiosk.understanding.candidates import candidates
from kiosk.understanding.dialects import dialect_of
from kiosk.understanding.meanings import Meaning, Sure, Unsure, Wanted
from kiosk.understanding.resolve import decide, understand
from kiosk.understanding.vocabulary import Wish
from kiosk.visit.prompts import AnyPrompt, Choose, Option, Tell
from kiosk.visit.text import text
from tests.unit.understanding.test_yes import Words

PAGE = Tell(headline=text("您的社保"), actions=(Option("print", text("打印")), Option("done", text("看好了"))))
WHOM = Choose(
    headline=text("您找谁？"),
    options=(Option("police", text("社区民警"), phrases=("民警", "片警")), Option("property", text("物业"))),
)


def meaning(words: str, prompt: AnyPrompt, dialect: str) -> Meaning:
    known = dialect_of(dialect)
    plain = understand(words, prompt, dialect=known)
    if not isinstance(plain, Unsure) or plain.guesses:
        return plain
    return decide(Words(words), candidates(prompt, dialect=known), dialect=known)


@pytest.mark.parametrize(
    ("dialect", "words"),
    [
        ("mandarin", "打印不要"), ("mandarin", "别打印"), ("mandarin", "打印别了"),
        ("sichuan", "打印莫要"), ("sichuan", "打印莫"), ("sichuan", "莫打印"),
        ("shanghai", "打印勿要"), ("shanghai", "打印覅"), ("shanghai", "覅打印"), ("shanghai", "勿要打印"),
        ("suzhou", "打印弗要"), ("suzhou", "弗要打印"), ("suzhou", "打印勿要"),
        ("cantonese", "打印唔要"), ("cantonese", "唔使打印"), ("cantonese", "唔好打印"), ("cantonese", "唔要打印"),
        ("hakka", "打印毋爱"), ("hakka", "毋爱打印"), ("hakka", "打印唔要"), ("hakka", "打印毋要"),
        ("minnan", "打印毋要"), ("minnan", "免打印"), ("minnan", "毋通打印"), ("minnan", "打印莫"),
    ],
)  # fmt: skip
def test_what_is_denied_is_not_chosen(dialect: str, words: str) -> None:
    assert meaning(words, PAGE, dialect) != Sure("print")


@pytest.mark.parametrize(
    ("dialect", "words"),
    [
        ("cantonese", "我唔识打印"), ("cantonese", "唔好意思我想打印"), ("cantonese", "我眼唔好帮我打印"),
        ("sichuan", "我莫得单子给我打印"), ("minnan", "免费打印"), ("mandarin", "我不会打印"),
    ],
)  # fmt: skip
def test_what_only_looks_like_a_denial_is_none(dialect: str, words: str) -> None:
    assert meaning(words, PAGE, dialect) == Sure("print")


@pytest.mark.parametrize("dialect", ["mandarin", "sichuan", "cantonese", "minnan"])
def test_who_is_only_mentioned_is_asked_back(dialect: str) -> None:
    assert meaning("我儿子是民警", WHOM, dialect) == Unsure(("police",))
    assert meaning("找民警", WHOM, dialect) == Sure("police")


@pytest.mark.parametrize("words", ["好了", "停水了", "停电了", "走开", "几点了"])
@pytest.mark.parametrize("dialect", ["mandarin", "cantonese", "hakka", "minnan"])
def test_nobody_is_called_and_nothing_ended_by_what_only_comes_near(dialect: str, words: str) -> None:
    got = meaning(words, WHOM, dialect)
    assert got not in {Wanted(Wish.STAFF), Wanted(Wish.PAUSE), Wanted(Wish.END)}


@pytest.mark.parametrize("words", ["叫人", "喊个人来", "叫工作人员"])
def test_who_calls_is_heard(words: str) -> None:
    assert meaning(words, WHOM, "mandarin") == Wanted(Wish.STAFF)
