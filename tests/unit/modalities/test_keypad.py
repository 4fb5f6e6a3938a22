"""Every prompt by keys and speech alone, held by the real conversation."""

import asyncio
from dataclasses import replace

import pytest

from hardware.keypad.contract import Key
from kiosk.modalities import keypad_words as own
from kiosk.visit.blocks import Fact, Facts, Figure, Row, Table
from kiosk.visit.modes import Modes, Size
from kiosk.visit.prompts import (
    Act,
    Choose,
    Confirm,
    EnterDigits,
    EnterText,
    Option,
    Present,
    Script,
    Tell,
    Way,
)
from kiosk.visit.stage import Gone, Notice
from kiosk.visit.text import text
from kiosk.visit.values import Phone
from kiosk.visit.visit import Visit
from tests.helpers.hands import TurnedClock
from tests.unit.modalities.conftest import BlindResident, Hall, Serve

pytestmark = pytest.mark.anyio

BREWS = Choose(
    headline=text("喝哪一种？"),
    options=(
        Option("green", text("绿茶"), text("很香")),
        Option("red", text("红茶"), resting=text("红茶卖完了，明天再来。")),
        Option("white", text("白茶")),
        Option("black", text("黑茶")),
    ),
)
SECRET = Tell(headline=text("您欠三百元"), personal=True, actions=(Option("done", text("看好了")),))


def asking(*prompts: object) -> tuple[Serve, list[object]]:
    """A service that asks these, and the answers it got."""
    answers: list[object] = []

    async def serve(visit: Visit) -> None:
        for prompt in prompts:
            answers.append(await visit.ask(prompt))  # type: ignore[call-overload]  # noqa: PERF401

    return serve, answers


async def begun(resident: BlindResident) -> BlindResident:
    """She has pressed a key, and chosen the service."""
    await resident.press(Key.DOWN)
    await resident.choose("tea")
    return resident


# Beginning.


async def test_any_key_begins_and_the_first_sentence_says_how_to_repeat_to_change_the_volume_and_to_stop(
    hall: Hall,
) -> None:
    serve, _ = asking(BREWS)
    async with hall(serve) as resident:
        heard = await resident.press(Key.OK)
        assert heard.startswith(own.WELCOME.spoken())
        assert "重听" in own.WELCOME.spoken()
        assert "音量" in own.WELCOME.spoken()
        assert "停" in own.WELCOME.spoken()
        assert "喝茶" in heard
        assert resident.seen.modes[-1].keypad
        assert resident.focused[-1] == "tea"
        await resident.press(Key.OK)
        assert own.WELCOME.spoken() not in "".join(resident.speaker.heard[3:])
        assert resident.seen.scene.prompt is BREWS


async def test_nobody_is_spoken_to_before_a_key_or_in_touch_mode(hall: Hall) -> None:
    serve, _ = asking(BREWS)
    async with hall(serve) as resident:
        resident.desk.begin()
        await resident.settles()
        resident.desk.presenter.notice(Notice(text("请慢慢来。")))
        await resident.settles()
        assert resident.speaker.heard == []
        assert resident.focused == []


async def test_a_key_in_the_middle_of_a_touch_visit_begins_speech_and_does_nothing_else(hall: Hall) -> None:
    serve, answers = asking(BREWS)
    async with hall(serve) as resident:
        resident.desk.begin()
        await resident.seen.meets("今天办什么事", "tea")
        await resident.seen.sees("喝哪一种")
        heard = await resident.press(Key.OK)
        assert answers == []
        assert "喝哪一种" in heard
        assert "绿茶" in heard


async def test_a_resting_terminal_says_so(hall: Hall) -> None:
    serve, _ = asking(BREWS)
    async with hall(serve) as resident:
        resident.desk.presenter.clear(Gone.RESTING)
        assert await resident.press(Key.OK) == own.RESTING_TERMINAL.spoken()
        assert resident.seen.scenes == []


# Choosing.


async def test_a_choice_is_opened_with_its_question_its_number_and_its_first_item(hall: Hall) -> None:
    serve, _ = asking(BREWS)
    async with hall(serve) as resident:
        await begun(resident)
        assert resident.heard.endswith("喝哪一种？有四个选择。绿茶，很香。按下键，听下一个。")
        assert await resident.press(Key.DOWN) == "红茶。现在不能选。"
        assert await resident.press(Key.OK) == "现在不能选。红茶卖完了，明天再来。"
        assert await resident.press(Key.DOWN) == "白茶。"
        assert await resident.press(Key.DOWN) == f"黑茶。{own.LAST_ONE.spoken()}"
        assert await resident.press(Key.DOWN) == f"绿茶，很香。{own.FIRST_ONE.spoken()}"
        assert await resident.press(Key.UP) == f"黑茶。{own.LAST_ONE.spoken()}"
        assert resident.focused[-5:] == ["red", "white", "black", "green", "black"]


async def test_ok_answers_with_the_item_in_focus(hall: Hall) -> None:
    serve, answers = asking(BREWS)
    async with hall(serve) as resident:
        await begun(resident)
        heard = await resident.choose("white")
        assert answers == ["white"]
        assert "办好了" in heard


async def test_a_confirmation_has_no_answer_under_ok_before_one_is_chosen(hall: Hall) -> None:
    serve, answers = asking(Confirm(headline=text("要打印吗？"), yes=text("打印"), no=text("先不要")))
    async with hall(serve) as resident:
        await begun(resident)
        assert resident.focused[-1] == ""
        assert resident.heard.endswith("按下键选：打印，或者，先不要。")
        assert own.CHOOSE_FIRST.spoken() in await resident.press(Key.OK)
        assert answers == []
        assert await resident.press(Key.DOWN) == "打印。"
        await resident.press(Key.DOWN, Key.OK)
        assert answers == [False]


async def test_waiting_for_a_card_other_ways_are_never_taken_by_an_ok_alone(hall: Hall) -> None:
    prompt = Present(
        headline=text("请出示身份证"),
        ways=(Way("id_card", text("身份证"), "card"), Way("face", text("刷脸"), "face", resting=text("镜头坏了。"))),
        others=(Option("phone", text("用手机号")),),
    )
    serve, answers = asking(prompt)
    async with hall(serve) as resident:
        await begun(resident)
        assert "刷脸现在不能用。镜头坏了。" in resident.heard
        await resident.press(Key.OK)
        assert answers == []
        await resident.choose("phone")
        assert answers == ["phone"]


# Reading.


FACTS = Tell(
    headline=text("参保正常"),
    blocks=(
        Figure(text("已缴"), text("十八年")),
        Facts((Fact(text("单位"), text("茶厂")), Fact(text("地点"), text("城南")))),
        Table(
            text("明细"),
            (text("月份"), text("个人")),
            (Row((text("七月"), text("未缴"))), Row((text("八月"), text("已缴")))),
        ),
    ),
    essentials=(Figure(text("已缴"), text("十八年")),),
    actions=(Option("done", text("看好了")),),
)  # fmt: skip


async def test_facts_are_heard_one_by_one_and_ok_reads_again(hall: Hall) -> None:
    serve, answers = asking(FACTS)
    async with hall(serve) as resident:
        await begun(resident)
        assert "有六条内容，一个选择。" in resident.heard
        assert resident.focused[-1] == "block-0"
        heard = [await resident.press(Key.DOWN) for _ in range(6)]
        assert heard[:3] == ["单位，茶厂。", "地点，城南。", "明细。"]
        assert heard[3:] == ["七月，个人 未缴。", "八月，个人 已缴。", f"看好了。{own.LAST_ONE.spoken()}"]
        await resident.press(Key.UP)
        assert await resident.press(Key.OK) == "八月，个人 已缴。"
        assert answers == []


async def test_elder_mode_keeps_the_focus_where_it_can(hall: Hall) -> None:
    serve, answers = asking(FACTS)
    async with hall(serve) as resident:
        await begun(resident)
        await resident.reach("done")
        resident.desk.set_modes(replace(resident.desk.presenter.modes, size=Size.ELDER))
        await resident.settles()
        await resident.press(Key.OK)
        assert answers == ["done"]


async def test_the_touch_button_says_the_page_once_and_a_new_page_ends_it(hall: Hall) -> None:
    serve, _ = asking(FACTS, BREWS)
    async with hall(serve) as resident:
        resident.desk.begin()
        await resident.seen.meets("今天办什么事", "tea")
        await resident.seen.sees("参保正常")
        resident.keypad.repeat()
        await resident.settles()
        assert resident.heard == "参保正常。已缴，十八年。单位，茶厂。地点，城南。明细。可以选：看好了。"
        assert not resident.seen.modes[-1].keypad
        resident.speaker.at_once = False
        resident.keypad.repeat()
        await resident.settles()
        resident.seen.says("done")
        await resident.seen.sees("喝哪一种")
        assert resident.speaker.waiting == []
        assert not resident.talker.speaking


# Typing.


async def test_digits_are_typed_erased_read_and_submitted(hall: Hall) -> None:
    serve, answers = asking(EnterDigits(headline=text("请输入楼号"), shortest=2, longest=3))
    async with hall(serve) as resident:
        await begun(resident)
        assert await resident.press(Key.DOWN, Key.OK) == "输入了二。"
        assert await resident.press(Key.RIGHT) == "已输入二。"
        assert "还差" in await resident.choose("submit")
        assert answers == []
        await resident.choose("key-7")
        await resident.press(Key.OK, Key.OK)
        assert await resident.press(Key.OK) == own.FULL.spoken()
        assert await resident.press(Key.RIGHT) == "已输入二七七。"
        assert await resident.press(Key.LEFT) == "删掉了七。"
        await resident.choose("erase")
        assert resident.seen.drafts[-1] == "2"
        assert await resident.press(Key.LEFT, Key.LEFT) == own.NOTHING_TYPED.spoken()
        await resident.choose("key-1")
        await resident.press(Key.OK)
        await resident.choose("submit")
        assert answers == ["11"]


async def test_hidden_digits_are_typed_and_never_heard(hall: Hall) -> None:
    serve, answers = asking(EnterDigits(headline=text("请输入密码"), shortest=3, longest=3, hidden=True))
    async with hall(serve) as resident:
        await begun(resident)
        assert await resident.choose("key-4") == "已输入一位。"
        assert await resident.press(Key.OK) == "已输入两位。"
        assert await resident.press(Key.RIGHT) == "已输入两位。"
        assert await resident.press(Key.LEFT) == "删掉了。已输入一位。"
        await resident.press(Key.OK, Key.OK)
        await resident.choose("submit")
        assert answers == ["444"]


@pytest.mark.parametrize("script", Script)
async def test_text_is_typed_as_initials_with_letters_that_cannot_be_mistaken(hall: Hall, script: Script) -> None:
    serve, answers = asking(EnterText(headline=text("请输入名字"), script=script))
    async with hall(serve) as resident:
        await begun(resident)
        assert "首字母" in resident.heard
        assert await resident.press(Key.DOWN) == "B，爸爸的爸。"
        assert await resident.press(Key.OK) == "输入了B，爸爸的爸。"
        await resident.choose("key-D")
        assert await resident.press(Key.RIGHT) == "已输入：B，爸爸的爸；D，大家的大。"
        await resident.choose("submit")
        assert answers == ["BD"]


async def test_what_a_finger_typed_is_erased_by_a_key(hall: Hall) -> None:
    serve, _ = asking(EnterText(headline=text("请输入名字")))
    async with hall(serve) as resident:
        await begun(resident)
        resident.desk.edit(resident.seen.scene.id, "王芳")
        assert await resident.press(Key.RIGHT) == "已输入：王芳。"
        assert await resident.press(Key.LEFT) == "删掉了芳。"


# Pace, volume, repeat, help, back, home.


async def test_pace_and_volume_have_ends_and_are_kept_until_the_visit_ends(hall: Hall) -> None:
    serve, _ = asking(BREWS)
    async with hall(serve) as resident:
        await begun(resident)
        assert await resident.press(Key.RIGHT) == own.FASTER.spoken()
        assert resident.talker.pace == 1.25
        assert await resident.press(*[Key.RIGHT] * 6) == own.FASTEST.spoken()
        assert await resident.press(*[Key.LEFT] * 9) == own.SLOWEST.spoken()
        assert resident.voice.asked[-1][1] == 0.5
        assert await resident.press(Key.VOLUME_UP) == "音量八十。"
        assert await resident.press(*[Key.VOLUME_UP] * 4) == own.LOUDEST.spoken()
        assert await resident.press(*[Key.VOLUME_DOWN] * 12) == own.QUIETEST.spoken()
        assert resident.speaker.volumes[-1] == 10
        resident.desk.end()
        await resident.settles()
        assert resident.talker.pace == 1.0
        assert resident.speaker.volumes[-1] == Modes().volume


async def test_repeat_says_the_last_thing_again_and_not_the_volume(hall: Hall) -> None:
    serve, _ = asking(BREWS)
    async with hall(serve) as resident:
        await begun(resident)
        await resident.press(Key.DOWN, Key.VOLUME_UP)
        assert await resident.press(Key.REPEAT) == "红茶。现在不能选。"


async def test_help_says_where_and_how_and_help_again_calls_a_person(hall: Hall) -> None:
    serve, _ = asking(BREWS)
    async with hall(serve) as resident:
        await begun(resident)
        heard = await resident.press(Key.HELP)
        assert heard.startswith("您在喝茶。喝哪一种？")
        assert own.HELP_AGAIN.spoken() in heard
        assert resident.staff_called == 0
        await resident.press(Key.HELP)
        assert resident.staff_called == 1
        assert "已经通知值班台。" in resident.heard
        await resident.press(Key.HELP)
        assert resident.staff_called == 1


async def test_back_and_home_and_where_they_lead_nowhere(hall: Hall) -> None:
    serve, _ = asking(BREWS, FACTS)
    async with hall(serve) as resident:
        await resident.press(Key.DOWN)
        assert await resident.press(Key.BACK) == own.NO_WAY_BACK.spoken()
        assert await resident.press(Key.HOME) == own.AT_HOME.spoken()
        await resident.choose("tea")
        await resident.choose("green")
        assert "喝哪一种" in await resident.press(Key.BACK)
        assert "今天办什么事" in await resident.press(Key.HOME)


# Silence.


@pytest.mark.parametrize("key", [key for key in Key if key is not Key.TALK_UP])
async def test_every_key_silences_before_the_loop_is_even_asked(hall: Hall, key: Key) -> None:
    serve, _ = asking(BREWS)
    async with hall(serve, at_once=False) as resident:
        await resident.press(Key.DOWN)
        assert resident.speaker.waiting
        stops = resident.speaker.stops
        resident.keypad.press(key)
        assert resident.speaker.stops == stops + 1
        assert resident.speaker.waiting == []


async def test_clear_forgets_what_was_said_typed_and_allowed(hall: Hall) -> None:
    serve, _ = asking(SECRET)
    async with hall(serve, at_once=False) as resident:
        resident.talker.private = True
        await resident.press(Key.DOWN)
        resident.desk.end()
        await resident.settles()
        assert resident.speaker.waiting == []
        assert not resident.talker.can_repeat
        assert not resident.talker.private
        assert not resident.talker.speaking


# Privacy.


async def test_personal_words_are_said_aloud_only_after_a_yes_and_that_once_a_visit(hall: Hall) -> None:
    serve, answers = asking(SECRET, SECRET)
    async with hall(serve) as resident:
        await begun(resident)
        assert resident.heard.endswith(own.MAY_I_SPEAK.spoken())
        assert resident.focused[-1] == ""
        for key in (Key.DOWN, Key.UP, Key.LEFT, Key.RIGHT, Key.REPEAT):
            assert await resident.press(key) == own.MAY_I_SPEAK.spoken()
        assert "三百" not in await resident.press(Key.HELP)
        assert "三百" not in resident.heard
        await resident.press(Key.UP)
        assert "您欠三百元" in await resident.press(Key.OK)
        assert answers == []
        await resident.choose("done")
        assert len(answers) == 1
        assert resident.heard.count(own.MAY_I_SPEAK.spoken()) == 7


async def test_an_ok_before_the_question_was_heard_is_no_yes(hall: Hall) -> None:
    serve, _ = asking(SECRET)
    async with hall(serve, at_once=False) as resident:
        await resident.press(Key.DOWN)
        await resident.press(Key.OK)
        assert resident.seen.scene.prompt is SECRET
        await resident.press(Key.OK)
        assert not resident.talker.private
        resident.speaker.pass_one()  # 接下来有您的个人信息。
        await resident.settles()
        await resident.press(Key.OK)
        assert resident.talker.private


async def test_headphones_begin_speech_and_make_personal_words_sayable(hall: Hall) -> None:
    serve, _ = asking(SECRET)
    async with hall(serve) as resident:
        heard = await resident.press(Key.JACK_IN)
        assert heard.startswith(own.WELCOME.spoken())
        assert resident.seen.modes[-1].headphones
        await resident.choose("tea")
        assert "您欠三百元" in resident.heard
        assert own.MAY_I_SPEAK.spoken() not in resident.heard


async def test_headphones_answer_the_question_by_themselves(hall: Hall) -> None:
    serve, _ = asking(SECRET)
    async with hall(serve) as resident:
        await begun(resident)
        heard = await resident.press(Key.JACK_IN)
        assert heard.startswith(own.HEADPHONES_IN.spoken())
        assert "您欠三百元" in heard


async def test_headphones_out_is_silence_and_what_was_allowed_is_asked_again(hall: Hall) -> None:
    serve, _ = asking(SECRET)
    async with hall(serve) as resident:
        await begun(resident)
        await resident.press(Key.OK)
        await resident.press(Key.JACK_IN)
        assert await resident.press(Key.JACK_OUT) == ""
        assert not resident.talker.private
        assert not resident.seen.modes[-1].headphones
        assert await resident.press(Key.DOWN) == own.MAY_I_SPEAK.spoken()


async def test_headphones_that_stayed_plugged_serve_the_next_resident(hall: Hall) -> None:
    serve, _ = asking(SECRET)
    async with hall(serve) as resident:
        await resident.press(Key.JACK_IN)
        resident.desk.end()
        await resident.settles()
        await resident.press(Key.DOWN)
        assert resident.seen.modes[-1].headphones


async def test_the_touch_button_asks_first_and_the_second_press_is_the_yes(hall: Hall) -> None:
    serve, _ = asking(SECRET)
    async with hall(serve) as resident:
        resident.desk.begin()
        await resident.seen.meets("今天办什么事", "tea")
        await resident.seen.sees("您欠")
        resident.keypad.repeat()
        await resident.settles()
        assert resident.heard == own.MAY_I_SPEAK_TOUCH.spoken()
        resident.keypad.repeat()
        await resident.settles()
        assert "您欠三百元" in resident.heard


async def test_a_notice_on_a_personal_page_is_heard_unless_it_could_hold_something_personal(hall: Hall) -> None:
    serve, _ = asking(SECRET)
    async with hall(serve) as resident:
        await begun(resident)
        resident.desk.presenter.notice(Notice(text("卡没有读出来，请再放一次。"), attention=True))
        resident.desk.presenter.notice(Notice(text("已发到 {phone}。", phone=Phone("13800138000"))))
        await resident.settles()
        assert resident.heard.endswith("卡没有读出来，请再放一次。")


# Time.


async def test_work_is_said_and_then_said_to_go_on(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.modalities.keypad_speech.PATIENCE_S", 0.02)
    done = asyncio.Event()

    async def serve(visit: Visit) -> None:
        await visit.work(text("正在煮水"), done.wait, held=True)

    async with hall(serve) as resident:
        await begun(resident)
        async with asyncio.timeout(5):
            while resident.heard.count(own.STILL_WORKING.spoken()) < 2:
                await asyncio.sleep(0.005)
        assert "正在煮水" in resident.heard
        assert await resident.press(Key.BACK) == own.HELD.spoken()
        assert await resident.press(Key.HOME) == own.HELD.spoken()
        done.set()
        await resident.seen.sees("办好了")
        await resident.settles()
        said = resident.heard.count(own.STILL_WORKING.spoken())
        await asyncio.sleep(0.1)
        assert resident.heard.count(own.STILL_WORKING.spoken()) == said


async def test_the_idle_warning_is_heard_and_any_key_extends_and_does_nothing_else(
    hall: Hall, clock: TurnedClock
) -> None:
    serve, answers = asking(BREWS)
    async with hall(serve) as resident:
        await begun(resident)
        await clock.turn(91)
        await resident.settles()
        assert resident.heard.endswith(own.STILL_THERE.spoken())
        await clock.turn(16)
        await resident.settles()
        assert resident.heard.endswith(own.SOON_OVER.spoken())
        assert resident.heard.count(own.STILL_THERE.spoken()) == resident.heard.count(own.SOON_OVER.spoken()) == 1
        assert await resident.press(Key.OK) == f"{own.GO_ON.spoken()}绿茶，很香。{own.FIRST_ONE.spoken()}"
        assert answers == []
        assert resident.seen.warnings[-1] is None
        await clock.turn(80)
        assert resident.seen.cleared == [Gone.WAITING]


async def test_an_idle_warning_is_heard_in_touch_mode_too(hall: Hall, clock: TurnedClock) -> None:
    serve, _ = asking(BREWS)
    async with hall(serve) as resident:
        resident.desk.begin()
        await resident.settles()
        await clock.turn(61)
        await resident.settles()
        assert resident.heard == own.STILL_THERE_TOUCH.spoken()


async def test_act_and_farewell_by_keys(hall: Hall) -> None:
    serve, answers = asking(
        Act(headline=text("请取走凭条"), icon="receipt", options=(Option("taken", text("拿好了")),))
    )
    async with hall(serve) as resident:
        await begun(resident)
        await resident.choose("taken")
        assert answers == ["taken"]
        assert "办好了" in resident.heard
        await resident.choose("end")
        assert resident.seen.cleared == [Gone.WAITING, Gone.WAITING]


async def test_keypad_mode_ended_by_a_finger_is_silence(hall: Hall) -> None:
    serve, _ = asking(BREWS)
    async with hall(serve, at_once=False) as resident:
        await resident.press(Key.DOWN)
        resident.desk.set_modes(replace(resident.desk.presenter.modes, keypad=False))
        await resident.settles()
        assert resident.speaker.waiting == []
        assert resident.focused[-1] == ""


async def test_keys_after_the_loop_has_ended_are_let_pass(hall: Hall) -> None:
    serve, _ = asking(BREWS)
    async with hall(serve) as resident:
        keypad = resident.keypad
        keypad._loop = asyncio.new_event_loop()
        keypad._loop.close()
        keypad.press(Key.OK)
        assert resident.seen.scenes == []
