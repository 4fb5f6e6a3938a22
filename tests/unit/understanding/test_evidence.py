"""What whole sayings tell beside phrases: a hall's own count, talk asks for nothing, no yes is ever learned."""

from pathlib import Path

import pytest

from kiosk.understanding import evidence as room
from kiosk.understanding.candidates import candidates
from kiosk.understanding.dialects import Dialect, dialect_of
from kiosk.understanding.evidence import NOTHING, Evidence, Learned
from kiosk.understanding.meanings import Meaning, NotHere, Sure, Unsure, Wanted
from kiosk.understanding.own_words import hall_dialect
from kiosk.understanding.resolve import decide, shortlist, understand
from kiosk.understanding.sayings import SAYINGS
from kiosk.understanding.syllables import phrase_syllables
from kiosk.understanding.vocabulary import Wish
from kiosk.visit.prompts import AnyPrompt, Choose, Confirm, Layout, Option
from kiosk.visit.text import text
from tests.unit.understanding.test_yes import Words

HOME = Choose(
    headline=text("您要办什么？"),
    options=(Option("social_insurance", text("社保查询")), Option("contacts", text("找人"))),
    layout=Layout.TILES,
)
PAY = Confirm(headline=text("要交三十元，可以吗？"))
PAGE = Choose(headline=text("您找谁？"), options=(Option("police", text("民警")), Option("property", text("物业"))))
HALL = "water:\n  - 龙王爷又来讨账啦\n"


def meaning(words: str, prompt: AnyPrompt = HOME, dialect: Dialect | None = None, likely: float = -0.3) -> Meaning:
    known = dialect or dialect_of("mandarin")
    plain = understand(words, prompt, dialect=known)
    if not isinstance(plain, Unsure) or plain.guesses:
        return plain
    return decide(Words(words, likely=likely), candidates(prompt, dialect=known), dialect=known)


@pytest.fixture
def hall(tmp_path: Path) -> Path:
    """A hall's own folder, with nothing in it yet."""
    (tmp_path / "mandarin").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("我想晓得厂里头这些年到底帮我缴了多少年社保", Sure("social_insurance")),
        ("楼上漏水找谁的电话", Sure("contacts")),
        ("水龙头不出水了是不是我欠水钱了", NotHere("pay_bills")),
        ("我闺女给寄的东西说是到了放哪个柜子", NotHere("parcel_pick_up")),
        ("你讲得再响些我耳朵不灵", Wanted(Wish.LOUDER)),
    ],
)
def test_what_no_phrase_says_is_understood(words: str, meant: Meaning) -> None:
    assert meaning(words) == meant


@pytest.mark.parametrize(
    "words",
    ["我电话没电了", "他家水费是儿子在交的", "公交车今天来得真慢", "昨天食堂的菜太咸了", "不要查社保", "别交水费了"],
)
def test_what_only_mentions_or_refuses_is_not_done(words: str) -> None:
    assert isinstance(meaning(words), Unsure)


@pytest.mark.parametrize("words", ["您好我想喝茶", "我想喝茶", "我要喝茶可以吗"])
def test_an_answer_of_which_no_saying_tells_is_left_to_its_phrases(words: str) -> None:
    tea = Option("tea", text("喝茶"))
    assert meaning(words, Choose(headline=HOME.headline, options=(*HOME.options, tea), layout=Layout.TILES)) == Sure(
        "tea"
    )


def test_what_a_hall_writes_counts_and_ours_stays(hall: Path) -> None:
    words = "龙王爷又来讨账啦你看看"
    assert meaning(words) != NotHere("pay_bills")
    (hall / "mandarin" / SAYINGS).write_text(HALL, encoding="utf-8")
    own = hall_dialect("mandarin", hall)
    assert own.dialect is not None
    assert own.added == 1
    assert meaning(words, dialect=own.dialect) == NotHere("pay_bills")
    for saying in ("水龙头不出水了是不是我欠水钱了", "我电话没电了"):
        assert meaning(saying, dialect=own.dialect) == meaning(saying)


@pytest.mark.parametrize(
    ("written", "line", "told"),
    [
        ("", 0, "is empty"),
        ("water:\n  - 水费好多\nwasser:\n  - 交钱\n", 3, "nobody knows `wasser`"),
        ("yes:\n  - 随便你交\n", 1, "nobody knows `yes`"),
        ("water:\n  - 水费好多\npower:\n  - 水费好多\n", 4, "stands under `water` and under `power`"),
        ("water:\n  - 水费(好多|多少)\n", 2, "no signs, brackets"),
        ("water: 水费\n", 1, "a list was expected"),
    ],
)
def test_a_mistake_in_the_sayings_is_told_with_its_line(hall: Path, written: str, line: int, told: str) -> None:
    (hall / "mandarin" / SAYINGS).write_text(written, encoding="utf-8")
    read = hall_dialect("mandarin", hall)
    assert [(m.file, m.line, told in m.what) for m in read.mistakes] == [(f"mandarin/{SAYINGS}", line, True)]
    assert read.dialect is not None
    assert meaning("我要交水费", dialect=read.dialect) == NotHere("pay_bills")


def test_nothing_that_was_ever_learned_is_a_yes() -> None:
    """Before money only a plain yes counts: here sayings tell nothing, however much they sound like agreement."""
    learned = dialect_of("mandarin").learned[0]
    assert not {"yes", "no", "leave"} & set(learned.totals)
    for words in ("把水费交了吧", "交电费交电费赶紧的", "行了行了我要交物业费", "给我打一张社保单子"):
        assert meaning(words, PAY) != Sure(True)


def test_no_service_is_chosen_where_services_are_not_asked_for() -> None:
    assert isinstance(meaning("水龙头不出水了是不是我欠水钱了", PAGE), Unsure)


def test_recognition_that_is_noise_or_goes_in_circles_tells_nothing() -> None:
    assert meaning("水费多少水费多少水费多少") == Unsure()
    assert meaning("我想问问我家水费交了多少", likely=-4.0) == Unsure()
    assert meaning("") == Unsure()


def test_nothing_of_what_was_said_is_kept() -> None:
    known = dialect_of("mandarin")
    learned = known.learned[0]
    before = len(learned.parts), len(learned.whole), phrase_syllables.cache_info().currsize
    assert known.evidence.shares(["我叫欧阳锋住在桃花岛路九号要查社保"])
    assert (len(learned.parts), len(learned.whole), phrase_syllables.cache_info().currsize) == before
    assert "欧阳" not in repr(known.evidence) + repr(known)
    assert not [name for name, value in vars(room).items() if hasattr(value, "cache_info")]


def test_the_order_of_a_file_does_not_matter() -> None:
    sayings = {
        "water": ("交水费", "水费多少钱"),
        "power": ("交电费", "电表没钱了"),
        NOTHING: ("今天天气好", "吃饭没有"),
    }
    shares = []
    for keys in (tuple(sayings), tuple(reversed(sayings))):
        learned = Learned()
        for key in keys:
            learned.learn(key, reversed(sayings[key]) if keys[0] == NOTHING else sayings[key])
        shares.append(Evidence((learned,)).shares(["我家的电费"]))
    assert shares[0] == pytest.approx(shares[1])
    assert max(shares[0], key=lambda key: shares[0][key]) == "power"


def test_what_was_learned_for_two_things_tells_neither_by_itself() -> None:
    learned = Learned()
    learned.learn("water", ("交钱", "水费"))
    learned.learn("power", ("交钱", "电费"))
    evidence = Evidence((learned,))
    assert evidence.shares(["水费"]) == {"water": 1.0}
    assert evidence.shares(["交钱"])["water"] == pytest.approx(0.5)
    assert evidence.shares(["xyz"]) == {}
    assert Evidence().shares(["水费"]) == {}


def test_what_the_words_decide_is_not_held_against_the_sound() -> None:
    """Scoring phrases takes a third of a second, and she waits for it."""
    known = dialect_of("mandarin")
    among = candidates(HOME, dialect=known)
    for words in ("水龙头不出水了是不是我欠水钱了", "昨晚上孙子闹腾得我一宿没睡好"):
        assert shortlist(Words(words), among, dialect=known) == ()
