"""What is decided from words and sound together: the closed set, its safety, and any text at all."""

import string
from dataclasses import dataclass
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.pinyin.table import PinyinTable
from kiosk.understanding.candidates import candidates, to_listen_for
from kiosk.understanding.dialects import dialect_of
from kiosk.understanding.meanings import Candidate, Finished, Meaning, NotHere, Speaks, Sure, Typed, Unsure, Wanted
from kiosk.understanding.resolve import decide, gives_leave, shortlist, understand
from kiosk.understanding.romanised import in_hanzi
from kiosk.understanding.vocabulary import Wish
from kiosk.visit.modes import Tongue
from kiosk.visit.prompts import AnyPrompt, Choose, Confirm, EnterDigits, EnterText, Layout, Option
from kiosk.visit.text import text

HOME = Choose(
    headline=text("您好，今天办什么事？"),
    layout=Layout.TILES,
    options=(Option("social_insurance", text("查社保")), Option("contacts", text("找网格员"))),
)
PRINT = Confirm(headline=text("打印凭条吗？"), yes=text("打印"), no=text("先不打印"))
CODE = EnterDigits(headline=text("请输入楼号"), shortest=1, longest=2)
NAME = EnterText(headline=text("请输入名字"), names=("王桂芳", "李建国"))


@dataclass(frozen=True)
class Words:
    words: str
    others: tuple[str, ...] = ()
    likely: float = float("-inf")


def meaning(
    said: str | Words, prompt: AnyPrompt = HOME, scores: dict[str, float] | None = None, dialect: str = "mandarin"
) -> Meaning:
    """As the terminal does it: exact and safe rules first, then all candidates."""
    known = dialect_of(dialect)
    heard = said if isinstance(said, Words) else Words(said)
    plain = understand(heard.words, prompt, dialect=known)
    if not isinstance(plain, Unsure) or plain.guesses:
        return plain
    return decide(heard, _among(prompt, dialect), scores, dialect=known)


@cache
def _among(prompt: AnyPrompt, dialect: str) -> tuple[Candidate, ...]:
    return candidates(prompt, dialect=dialect_of(dialect), dialects=(dialect_of("cantonese"),))


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("插瘦薄", Sure("social_insurance")),  # as whisper-base wrote 查社保
        ("查社會保險", Sure("social_insurance")),
        ("我想看看社保交了多少", Sure("social_insurance")),
        ("那个请问我家水费怎么交啊", NotHere("pay_bills")),  # this hall does not offer it, and no other is guessed
        ("三号楼归谁管", Sure("contacts")),
        ("声音再大一点", Wanted(Wish.LOUDER)),
        ("我讲广东话", Speaks("cantonese")),
        ("不要查社保", Unsure()),  # a word that is denied was not chosen
        ("先别交水费", Unsure()),
        ("能不能查社保", Sure("social_insurance")),
        ("我还没交水费呢", NotHere("pay_bills")),
        ("今天的天气真不错啊", Unsure()),
        ("社保社保社保社保社保", Unsure()),  # recognition went round in a circle
        ("", Unsure()),
    ],
)
def test_what_is_said_at_home(said: str, meant: Meaning) -> None:
    assert meaning(said) == meant


@pytest.mark.parametrize("said", ["他儿子是当民警的", "煤气灶上炖着汤呢", "我昨天在食堂门口碰见老张了"])
def test_what_is_only_mentioned_is_not_done(said: str) -> None:
    assert isinstance(meaning(said), Unsure)


def test_the_next_guess_of_the_engine_helps() -> None:
    assert meaning(Words("擦身暴", others=("查社保",))) == Sure("social_insurance")


def test_the_sound_helps_where_the_syllables_do_not() -> None:
    """去快递 is as near to fetching a parcel as to sending one; whatever sounds more like it is guessed first."""
    mandarin = dialect_of("mandarin")
    among = candidates(HOME, dialect=mandarin)
    heard = Words("去快递", likely=-0.4)
    assert {"取快递", "寄快递"} <= set(shortlist(heard, among, dialect=mandarin))
    for scores in ({"取快递": -0.5, "寄快递": -3.9}, {"取快递": -3.9, "寄快递": -0.5}):
        got = decide(heard, among, scores, dialect=mandarin)
        first = got.guesses[0] if isinstance(got, Unsure) else got
        assert first == NotHere("parcel_pick_up" if scores["取快递"] > -1 else "parcel_drop_off")


def test_a_transcript_that_is_only_noise_means_nothing() -> None:
    assert meaning(Words("查社保", likely=-4.0)) == Sure("social_insurance")  # word for word it is taken
    assert meaning(Words("插瘦薄", likely=-4.0)) == Unsure()


def test_what_is_clear_needs_no_second_opinion() -> None:
    mandarin = dialect_of("mandarin")
    among = candidates(HOME, dialect=mandarin)
    assert shortlist(Words("我要交水费"), among, dialect=mandarin) == ()
    unclear = shortlist(Words("交气费"), among, 5, dialect=mandarin) or shortlist(Words("脚灰肥"), among, 5)
    assert 0 < len(unclear) <= 5
    assert set(unclear) <= set(to_listen_for(among))


@pytest.mark.parametrize(
    ("said", "prompt", "dialect", "meant"),
    [
        ("对对对", PRINT, "mandarin", Sure(True)),
        ("嗯好的", PRINT, "mandarin", Sure(True)),
        ("事的", PRINT, "mandarin", Sure(True)),  # the same sound, tones and all
        ("大印", PRINT, "mandarin", Sure(True)),  # all that was said sounds like the page's own yes
        ("da yin", PRINT, "mandarin", Sure(True)),
        ("大印吗", PRINT, "mandarin", Unsure()),
        ("大烟", PRINT, "mandarin", Unsure()),  # near, and not the same
        ("答应", PRINT, "mandarin", Unsure()),
        ("郝", PRINT, "mandarin", Unsure()),  # one syllable is a yes only as it is written
        ("hao", PRINT, "mandarin", Unsure()),
        ("對", PRINT, "mandarin", Sure(True)),
        ("先步打印", PRINT, "mandarin", Sure(False)),
        ("打印好吗", PRINT, "mandarin", Unsure()),  # a question is no yes
        ("好吗", PRINT, "sichuan", Unsure()),  # and 好嘛, which is one, sounds the same
        ("好像可以打印", PRINT, "mandarin", Unsure()),
        ("不要不要", PRINT, "mandarin", Sure(False)),
        ("要得", PRINT, "sichuan", Sure(True)),
        ("唔好", PRINT, "cantonese", Sure(False)),
        ("三栋二单元", CODE, "mandarin", Typed("3")),
        ("散", CODE, "mandarin", Typed("3")),  # what is only heard
        ("散洞", CODE, "mandarin", Typed("3")),  # 栋, and no nought
        ("三洞", CODE, "mandarin", Typed("3")),
        ("San Dong.", CODE, "mandarin", Typed("3")),
        ("时而动", CODE, "mandarin", Typed("12")),
        ("是洞", CODE, "mandarin", Unsure((Typed("4"), Typed("10")))),
        ("是二栋", CODE, "mandarin", Unsure((Typed("2"), Typed("12")))),
        ("我住十二号楼", CODE, "mandarin", Typed("12")),
        ("好了", CODE, "mandarin", Finished()),
        ("王贵方的电话", NAME, "mandarin", Typed("王桂芳")),
        ("梧桐街", NAME, "mandarin", Typed("梧桐街")),
        ("王清", NAME, "mandarin", Typed("王清")),  # sounds like 清空 a little, and is a name
    ],
)
def test_what_is_said_to_other_pages(said: str, prompt: AnyPrompt, dialect: str, meant: Meaning) -> None:
    assert meaning(said, prompt, dialect=dialect) == meant


@pytest.mark.parametrize("said", ["散五六", "是而是", "二是三洞"])
def test_what_is_only_heard_is_not_cut_to_fit(said: str) -> None:
    assert isinstance(meaning(said, CODE), Unsure)


def test_leave_is_given_in_the_dialect() -> None:
    leave = dialect_of("cantonese").globals["leave"][0]
    assert gives_leave(leave, Tongue.CHINESE, dialect=dialect_of("cantonese"))
    assert not gives_leave("唔好", Tongue.CHINESE, dialect=dialect_of("cantonese"))


@pytest.mark.parametrize("no", sorted(dialect_of("mandarin").globals["no"]))
@pytest.mark.parametrize("around", ["{}", "嗯{}", "{}啊", "我{}", "{}谢谢", "{}{}"])
def test_no_yes_comes_of_a_no(no: str, around: str) -> None:
    said = around.format(no, no)
    sure_of_yes = {c.phrase: -0.01 for c in _among(PRINT, "mandarin") if c.meaning == Sure(True)}
    for scores in ({}, sure_of_yes):
        got = meaning(said, PRINT, scores)
        assert got != Sure(True)
        assert not (isinstance(got, Unsure) and True in got.guesses)


DIALECTS = ("mandarin", "sichuan", "shanghai", "suzhou", "cantonese", "hakka", "minnan")


@pytest.mark.parametrize("dialect", DIALECTS)
def test_nothing_that_sounds_like_a_no_is_a_yes(dialect: str) -> None:
    """Written with other characters, or in Latin letters: recognition does both."""
    of = dialect_of(dialect)
    among = candidates(PRINT, dialect=of)
    for no in of.globals["no"]:
        for said in (_misheard(no), f"嗯 {_in_letters(no)}"):
            plain = understand(said, PRINT, dialect=of)
            assert Sure(True) not in (plain, decide(Words(said), among, dialect=of)), (no, said)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_nothing_that_asks_is_a_yes(dialect: str) -> None:
    of = dialect_of(dialect)
    among = candidates(PRINT, dialect=of)
    for yes in (*of.globals["yes"], "打印"):
        for said in (f"{yes}吗", f"{_in_letters(yes)} ma"):
            plain = understand(said, PRINT, dialect=of)
            assert Sure(True) not in (plain, decide(Words(said), among, dialect=of)), (yes, said)


def _misheard(words: str) -> str:
    """Another character of the same syllable for each."""
    return in_hanzi(_in_letters(words))


def _in_letters(words: str) -> str:
    read = (syllable[:-1] for syllable in PinyinTable.load({}).read(words))
    return " ".join(syllable for syllable in read if syllable)


@pytest.mark.parametrize("words", ["A座", "ok", "hello", "Thank you", "查社保", "", "app 缴费", "Sendu ATM", "x" * 500])
def test_letters_that_spell_no_mandarin_stay(words: str) -> None:
    assert in_hanzi(words) == words


@pytest.mark.parametrize(("words", "sounds"), [("San Dong", "三 栋"), ("sandong!", "三栋!"), ("bu yao", "不 要")])
def test_letters_that_spell_mandarin_are_read(words: str, sounds: str) -> None:
    assert in_hanzi(words) == sounds


ANY = st.text(
    st.sampled_from("不要好的是打印查交水电费社保三栋零幺返回没别了吗 ，。0123{}[]" + string.ascii_letters + "\x00嗯😀")
)


@settings(max_examples=150, deadline=None)
@given(ANY | st.text(max_size=40), st.sampled_from([HOME, PRINT, CODE, NAME]), st.floats(-9, 0))
def test_any_words_have_a_meaning_and_only_a_plain_yes_is_one(words: str, prompt: AnyPrompt, likely: float) -> None:
    got = meaning(Words(words, others=(words[::-1],), likely=likely), prompt, {"打印": likely})
    if got == Sure(True):
        yes = dialect_of("mandarin").globals["yes"]
        assert not any(denial in words for denial in "不别没") or any(y in words for y in yes if "不" in y or "没" in y)
    if isinstance(got, Typed) and isinstance(prompt, EnterDigits):
        assert got.draft.isascii()
        assert len(got.draft) <= prompt.longest


def test_nothing_of_what_was_said_is_kept() -> None:
    from kiosk.understanding import syllables

    meaning("我叫赵钱孙李周吴郑王")
    before = syllables.phrase_syllables.cache_info().currsize
    meaning("冯陈褚卫蒋沈韩杨朱秦")
    assert syllables.phrase_syllables.cache_info().currsize == before


def test_english_is_chosen_by_its_letters() -> None:
    from kiosk.visit.translation import translated

    shown = translated(HOME, Tongue.ENGLISH)
    among = candidates(shown, tongue=Tongue.ENGLISH)
    label = shown.options[0].label.spoken().lower()
    assert decide(Words(label[:-1]), among) == Sure("social_insurance")
    assert decide(Words("tomatoes and potatoes"), among) == Unsure()
