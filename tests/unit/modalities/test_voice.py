"""Words in, answers out: what recognised words mean to a prompt, and what the terminal says to them."""

import re
from dataclasses import replace

import pytest

from kiosk.modalities import keypad_words as keys
from kiosk.modalities import voice_words as own
from kiosk.modalities.voice import VoiceModality
from kiosk.understanding.chinese import WISHES, digits_in
from kiosk.understanding.dialects import dialect_of
from kiosk.understanding.english import WISHES as ENGLISH_WISHES
from kiosk.understanding.english import digits_in as english_digits_in
from kiosk.understanding.meanings import Finished, Meaning, Sure, Typed, Unsure, Wanted
from kiosk.understanding.resolve import understand
from kiosk.understanding.vocabulary import Wish
from kiosk.visit.blocks import Fact, Facts
from kiosk.visit.modes import Modes, Tongue
from kiosk.visit.prompts import AnyPrompt, Choose, Confirm, EnterDigits, EnterText, Option, Tell
from kiosk.visit.text import Text, text
from kiosk.visit.translation import english_words, translated
from kiosk.visit.visit import Visit
from tests.unit.modalities.conftest import BlindResident, Hall, Serve

pytestmark = pytest.mark.anyio

WHOM = Choose(
    headline=text("您找谁？"),
    options=(
        Option("police", text("社区民警"), phrases=("民警", "片警")),
        Option("property", text("物业"), phrases=("修水管",)),
        Option("building", text("按楼栋找网格员"), phrases=("网格员",)),
        Option("clinic", text("社区诊所"), resting=text("诊所今天休息。请明天再来。")),
    ),
)
POUR = Confirm(headline=text("打印凭条吗？"), yes=text("打印"), no=text("先不打印"))
CODE = EnterDigits(headline=text("请输入楼号"), shortest=1, longest=4)
PIN = EnterDigits(headline=text("请输入密码"), shortest=4, longest=6, hidden=True)
NAME = EnterText(headline=text("请输入名字"))
SECRET = Tell(
    headline=text("您欠三百元"),
    personal=True,
    blocks=(Facts((Fact(text("金额"), text("三百元")),)),),
    actions=(Option("done", text("看好了")),),
)


@pytest.mark.parametrize(
    ("words", "prompt", "meaning"),
    [
        ("物业", WHOM, Sure("property")),
        ("请帮我找物业吧", WHOM, Sure("property")),
        ("我家要修水管", WHOM, Sure("property")),
        ("片警。", WHOM, Sure("police")),
        ("第二个", WHOM, Sure("property")),
        ("第六个", WHOM, Unsure()),
        ("社区", WHOM, Unsure(("police", "clinic"))),
        ("民警还是物业", WHOM, Unsure(("police", "property"))),
        ("西红柿", WHOM, Unsure()),
        ("不要找物业", WHOM, Unsure()),  # a word that is denied was not chosen
        ("物业就不用了", WHOM, Unsure()),
        ("我不想回首页", WHOM, Unsure()),
        ("先别叫人", WHOM, Unsure()),
        ("听不清，大声点", WHOM, Wanted(Wish.LOUDER)),
        ("家里没水了，找物业", WHOM, Sure("property")),
        ("", WHOM, Unsure()),
        ("返回", WHOM, Wanted(Wish.BACK)),
        ("我想返回", WHOM, Wanted(Wish.BACK)),
        ("麻烦大声点", WHOM, Wanted(Wish.LOUDER)),
        ("好的", POUR, Sure(True)),
        ("打印吧", POUR, Sure(True)),
        ("先不打印", POUR, Sure(False)),
        ("不要", POUR, Sure(False)),
        ("不好", POUR, Sure(False)),
        ("嗯好像可以打印", POUR, Unsure()),  # before a print only a plain yes is one
        ("不打印不行", POUR, Unsure()),
        ("三", CODE, Typed("3")),
        ("幺三八", CODE, Typed("138")),
        ("十二栋", CODE, Typed("12")),
        ("一百零五号楼", CODE, Typed("105")),
        ("一二三四五六", CODE, Typed("1234")),
        ("确定", CODE, Finished()),
        ("重来", CODE, Typed("")),
        ("西红柿", CODE, Unsure()),
        ("王桂芳", NAME, Typed("王桂芳")),
        ("确定", NAME, Finished()),
    ],
)
def test_words_mean_what_a_person_would_take_them_for(words: str, prompt: AnyPrompt, meaning: Meaning) -> None:
    assert understand(words, prompt) == meaning


@pytest.mark.parametrize(
    ("words", "digits"),
    [("十", "10"), ("二十", "20"), ("二十一", "21"), ("二百", "200"), ("3", "3"), ("三点", ""), ("点", "")],
)
def test_numbers_are_heard_digit_by_digit_or_as_numbers(words: str, digits: str) -> None:
    assert digits_in(words) == digits


def test_what_is_said_next_is_added_and_the_last_can_be_taken_back() -> None:
    assert understand("四", CODE, "3") == Typed("34")
    assert understand("删掉", CODE, "34") == Typed("3")


@pytest.mark.parametrize("words", sorted(WISHES))
def test_every_wish_is_granted_on_every_page_but_where_the_words_are_typed(words: str) -> None:
    assert understand(words, WHOM) == Wanted(WISHES[words])
    assert understand(words, CODE) == Wanted(WISHES[words])


def asking(*prompts: object) -> tuple[Serve, list[object]]:
    """A service that asks these, and the answers it got."""
    answers: list[object] = []

    async def serve(visit: Visit) -> None:
        for prompt in prompts:
            answers.append(await visit.ask(prompt))  # type: ignore[call-overload]  # noqa: PERF401

    return serve, answers


class Speaker:
    """A resident who speaks."""

    def __init__(self, resident: BlindResident) -> None:
        self.resident = resident
        self.open: list[bool] = []
        self.voice = VoiceModality(resident.desk, resident.keypad, self.open.append)
        resident.desk.presenter.join(self.voice)
        self.voice.open_ears()

    async def says(self, *words: str) -> str:
        """Say things one after the other; what was heard of the last."""
        before = 0
        for one in words:
            before = len(self.resident.speaker.heard)
            scene = self.resident.desk.presenter.scene
            self.voice.listen(scene.id if scene else None, one)
            await self.resident.settles()
        return "".join(self.resident.speaker.heard[before:])


async def test_a_page_says_all_that_may_be_said(hall: Hall) -> None:
    serve, _ = asking(WHOM)
    async with hall(serve) as resident:
        speaker = Speaker(resident)
        assert speaker.open == [True]
        assert "喝茶" in await speaker.says("您好")
        heard = await speaker.says("喝茶")
        assert "您可以说：社区民警。物业。" in heard.replace("\n", "")
        assert "按下键" not in heard


async def test_a_resting_choice_is_refused_with_its_reason(hall: Hall) -> None:
    serve, answers = asking(WHOM)
    async with hall(serve) as resident:
        speaker = Speaker(resident)
        assert "诊所今天休息" in await speaker.says("您好", "喝茶", "社区诊所")
        assert answers == []


async def test_what_is_unsure_is_asked_back_with_what_it_could_be(hall: Hall) -> None:
    serve, answers = asking(WHOM)
    async with hall(serve) as resident:
        speaker = Speaker(resident)
        heard = await speaker.says("您好", "喝茶", "社区")
        assert own.WHICH.spoken() in heard
        assert "社区民警" in heard
        assert "物业" not in heard
        assert own.NOT_UNDERSTOOD.spoken() in await speaker.says("西红柿")
        assert answers == []


async def test_before_a_print_only_a_plain_yes_counts(hall: Hall) -> None:
    serve, answers = asking(POUR)
    async with hall(serve) as resident:
        speaker = Speaker(resident)
        heard = await speaker.says("您好", "喝茶", "也许打印吧可以的")
        assert own.NOT_UNDERSTOOD.spoken() in heard
        speaker.voice.unsure(resident.seen.scene.id, (True,))
        await resident.settles()
        assert answers == []
        await speaker.says("打印")
        assert answers == [True]


async def test_a_plain_yes_is_offered_beside_a_label_that_is_often_misheard(hall: Hall) -> None:
    serve, answers = asking(POUR)
    async with hall(serve) as resident:
        speaker = Speaker(resident)
        heard = await speaker.says("您好", "喝茶")
        assert own.YES_OR_NO.spoken() in heard
        await speaker.says("好的")
        assert answers == [True]


async def test_no_plain_yes_is_offered_where_the_label_is_one(hall: Hall) -> None:
    serve, answers = asking(replace(POUR, yes=own.YES_IT_IS))
    async with hall(serve) as resident:
        speaker = Speaker(resident)
        assert own.YES_OR_NO.spoken() not in await speaker.says("您好", "喝茶")
        await speaker.says("不要")
        assert answers == [False]


async def test_hidden_digits_are_counted_and_never_said(hall: Hall) -> None:
    serve, answers = asking(PIN)
    async with hall(serve) as resident:
        speaker = Speaker(resident)
        heard = await speaker.says("您好", "喝茶", "一二三四")
        assert "四位" in heard
        assert "三" not in heard
        await speaker.says("确定")
        assert answers == ["1234"]


async def test_a_personal_page_is_said_aloud_only_after_a_yes(hall: Hall) -> None:
    serve, answers = asking(SECRET)
    async with hall(serve) as resident:
        speaker = Speaker(resident)
        heard = await speaker.says("您好", "喝茶")
        assert "三百" not in heard
        assert own.MAY_I_SPEAK.spoken() in heard
        assert "三百" not in await speaker.says("看好了")
        assert "三百" not in await speaker.says("念一遍")
        assert answers == []
        assert "三百" in await speaker.says("好的")
        await speaker.says("看好了")
        assert answers == ["done"]


async def test_leaving_is_asked_back_once(hall: Hall) -> None:
    serve, _ = asking(WHOM)
    async with hall(serve) as resident:
        speaker = Speaker(resident)
        assert own.END_NOW.spoken() in await speaker.says("您好", "喝茶", "不办了")
        assert own.END_NOW.spoken() in await speaker.says("返回", "喝茶", "办完了")
        assert not resident.seen.cleared[1:]
        await speaker.says("办完了")
        assert len(resident.seen.cleared) == 2


async def test_any_words_answer_the_idle_question_and_choose_nothing(hall: Hall) -> None:
    from kiosk.visit.stage import IdleWarning

    serve, answers = asking(WHOM)
    async with hall(serve) as resident:
        speaker = Speaker(resident)
        await speaker.says("您好", "喝茶")
        resident.desk.presenter.warn_idle(IdleWarning(20))
        assert keys.GO_ON.spoken() in await speaker.says("物业")
        assert answers == []


async def test_a_late_answer_of_recognition_is_dropped(hall: Hall) -> None:
    serve, answers = asking(WHOM, CODE)
    async with hall(serve) as resident:
        speaker = Speaker(resident)
        await speaker.says("您好", "喝茶")
        number = resident.seen.scene.id
        speaker.voice.told(number, "物业", Sure("property"))
        await resident.settles()
        speaker.voice.told(number, "民警", Sure("police"))
        speaker.voice.unsure(number, ("police",))
        await resident.settles()
        assert answers == ["property"]


async def test_late_words_mean_nothing_to_the_page_that_came_meanwhile(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    """She said 物业, and touched it as well; the words must not go on to the list behind it."""
    serve, answers = asking(WHOM, WHOM)
    async with hall(serve) as resident:
        speaker = Speaker(resident)
        await speaker.says("您好", "喝茶")
        number = resident.seen.scene.id
        resident.desk.answer(number, "property")
        await resident.settles()
        captions: list[str] = []
        monkeypatch.setattr(resident.desk, "say", captions.append)
        for begun_at in (number, None):
            speaker.voice.listen(begun_at, "物业")
            await resident.settles()
        assert answers == ["property"]
        assert captions.count(own.AGAIN.shown()) == 2


async def test_late_words_bring_no_visit_to_life(hall: Hall) -> None:
    """The visit was over before they were understood: nobody is here, and a greeting alone begins a visit."""
    serve, _ = asking(WHOM)
    async with hall(serve) as resident:
        speaker = Speaker(resident)
        await speaker.says("您好", "喝茶")
        number = resident.seen.scene.id
        resident.desk.end()
        await resident.settles()
        speaker.voice.listen(number, "物业")
        await resident.settles()
        assert resident.desk.presenter.scene is None
        speaker.voice.listen(None, "您好")
        await resident.settles()
        assert resident.desk.presenter.scene is not None


async def test_shut_ears_leave_the_pages_to_the_keys(hall: Hall) -> None:
    serve, _ = asking(WHOM)
    async with hall(serve) as resident:
        speaker = Speaker(resident)
        speaker.voice.close_ears()
        heard = await speaker.says("您好", "喝茶")
        assert "您可以说" not in heard
        assert speaker.open == [True, False]


def in_english(words: str, prompt: AnyPrompt, draft: str = "") -> Meaning:
    """What English words mean to a prompt that is shown in English."""
    return understand(words, translated(prompt, Tongue.ENGLISH), draft, Tongue.ENGLISH)


@pytest.mark.parametrize(
    ("words", "prompt", "meaning"),
    [
        ("Property office.", WHOM, Sure("property")),
        ("Please call the property office, thank you", WHOM, Sure("property")),
        ("the second one", WHOM, Sure("property")),
        ("Number two", WHOM, Sure("property")),
        ("number six", WHOM, Unsure()),
        ("police", WHOM, Sure("police")),
        ("the police or the clinic", WHOM, Unsure(("police", "clinic"))),
        ("call the local police now", WHOM, Sure("police")),
        ("I need the police", WHOM, Sure("police")),
        ("where are the police", WHOM, Unsure(("police",))),
        ("the post office", WHOM, Unsure(("property",))),
        ("not the local police", WHOM, Unsure(("police",))),
        ("tomatoes", WHOM, Unsure()),
        ("the", WHOM, Unsure()),
        ("", WHOM, Unsure()),
        ("Back", WHOM, Wanted(Wish.BACK)),
        ("I'd like to go back, please", WHOM, Wanted(Wish.BACK)),
        ("don't go back", WHOM, Unsure()),
        ("Could you say that again?", WHOM, Wanted(Wish.REPEAT)),
        ("I can’t hear you", WHOM, Wanted(Wish.LOUDER)),
        ("a bit slower", WHOM, Wanted(Wish.SLOWER)),
        ("Help me call staff", WHOM, Wanted(Wish.STAFF)),
        ("I'm finished", WHOM, Wanted(Wish.END)),
        ("I am done", SECRET, Sure("done")),
        ("Yes, please.", POUR, Sure(True)),
        ("Okay", POUR, Sure(True)),
        ("Print", POUR, Sure(True)),
        ("No, thank you", POUR, Sure(False)),
        ("Not now", POUR, Sure(False)),
        ("don't print", POUR, Unsure()),  # before a print only a plain yes is one
        ("yes or no", POUR, Unsure()),
        ("maybe yes", POUR, Unsure()),
        ("can I print", POUR, Unsure()),
        ("three", CODE, Typed("3")),
        ("one three eight", CODE, Typed("138")),
        ("Building twenty-one", CODE, Typed("21")),
        ("one two three four five", CODE, Typed("1234")),
        ("OK", CODE, Finished()),
        ("start again", CODE, Typed("")),
        ("tomatoes", CODE, Unsure()),
        ("Wang Guifang.", NAME, Typed("Wang Guifang")),
        ("w, g, f", NAME, Typed("WGF")),
        ("OK", NAME, Finished()),
    ],
)
def test_english_words_mean_what_a_person_would_take_them_for(words: str, prompt: AnyPrompt, meaning: Meaning) -> None:
    assert in_english(words, prompt) == meaning


@pytest.mark.parametrize(
    ("words", "digits"),
    [
        ("ten", "10"),
        ("twenty", "20"),
        ("one oh five", "105"),
        ("one hundred and five", "105"),
        ("two hundred twenty-one", "221"),
        ("two hundred", "200"),
        ("double three eight", "338"),
        ("eight double o one", "8001"),
        ("twenty twenty", "2020"),
        ("1 3 8", "138"),
        ("1-3-8", "138"),
        ("room 12", "12"),
        ("three o'clock sharp", ""),
        ("double", ""),
        ("hundred", ""),
        ("and", ""),
        ("", ""),
    ],
)
def test_english_numbers_are_heard_digit_by_digit_or_as_numbers(words: str, digits: str) -> None:
    assert english_digits_in(words) == digits


def test_in_english_what_is_said_next_is_added_and_the_last_can_be_taken_back() -> None:
    assert in_english("four", CODE, "3") == Typed("34")
    assert in_english("delete", CODE, "34") == Typed("3")


@pytest.mark.parametrize("words", sorted(ENGLISH_WISHES))
def test_every_english_wish_is_granted_on_every_page_but_where_it_ends_an_entry(words: str) -> None:
    assert in_english(words, WHOM) == Wanted(ENGLISH_WISHES[words])
    assert in_english(words, CODE) == (Finished() if words == "done" else Wanted(ENGLISH_WISHES[words]))


def test_every_wish_has_words_in_every_tongue() -> None:
    assert set(WISHES.values()) == set(ENGLISH_WISHES.values()) == set(Wish)


@pytest.mark.parametrize("told", [own.READ_ON, own.SAY_DONE, own.HELP, own.END_NOW])
def test_what_the_terminal_tells_people_to_say_is_understood_in_both_tongues(told: Text) -> None:
    chinese = re.findall("“(.+?)”", told.template)
    english = re.findall('"(.+?)"', english_words()[told.template])
    assert chinese
    assert [type(understand(words, CODE, "1")) for words in chinese] == [
        type(in_english(w, CODE, "1")) for w in english
    ]
    assert Unsure not in [type(in_english(words, CODE, "1")) for words in english]


@pytest.mark.parametrize("prompt", [WHOM, SECRET])
def test_whatever_is_offered_in_english_is_chosen_by_its_words(prompt: Choose | Tell) -> None:
    shown = translated(prompt, Tongue.ENGLISH)
    options = shown.options if isinstance(shown, Choose) else shown.actions
    for option in options:
        assert in_english(option.label.spoken(), prompt) == Sure(option.id)


async def test_who_has_turned_to_english_is_understood_in_english(hall: Hall) -> None:
    serve, answers = asking(WHOM, POUR)
    async with hall(serve) as resident:
        speaker = Speaker(resident)
        await speaker.says("您好")
        resident.desk.set_modes(replace(Modes(), tongue=Tongue.ENGLISH, keypad=True))
        await resident.settles()
        assert "You can say: Local police." in await speaker.says("喝茶")  # nobody has translated it: it stays Chinese
        assert "I did not understand." in await speaker.says("物业吧")
        assert '"Back"' in await speaker.says("Help")
        await speaker.says("The property office, please", "Not now")
        assert answers == ["property", False]


async def test_leave_to_say_personal_things_is_given_in_english(hall: Hall) -> None:
    serve, answers = asking(SECRET)
    async with hall(serve) as resident:
        speaker = Speaker(resident)
        await speaker.says("您好")
        resident.desk.set_modes(replace(Modes(), tongue=Tongue.ENGLISH, keypad=True))
        await resident.settles()
        assert 'say "Yes"' in await speaker.says("喝茶")
        assert 'say "Yes"' in await speaker.says("No")
        assert "三百" in await speaker.says("Yes")
        await speaker.says("I am done")
        assert answers == ["done"]


@pytest.mark.parametrize(("dialect", "leave"), [("cantonese", "读啦读啦"), ("mandarin", "可以读")])
async def test_the_very_words_of_leave_come_before_a_wish_that_they_sound_near_to(
    hall: Hall, dialect: str, leave: str
) -> None:
    serve, _ = asking(SECRET)
    nearest = Wanted(Wish.QUIET)  # as the scores have it; one 读啦 more was nearer to it than to leave
    async with hall(serve) as resident:
        speaker = Speaker(resident)
        speaker.voice.mind.know([dialect_of(dialect)])
        await speaker.says("您好")
        resident.desk.set_modes(replace(resident.desk.presenter.modes, dialect=dialect))
        await speaker.says("喝茶")
        told = len(resident.speaker.heard)
        speaker.voice.told(resident.seen.scene.id, f"{leave}吗", nearest)
        await resident.settles()
        assert "三百" not in "".join(resident.speaker.heard[told:]), "not the very words"
        speaker.voice.told(resident.seen.scene.id, leave, nearest)
        await resident.settles()
        assert "三百" in "".join(resident.speaker.heard[told:])
