"""The conversation under attack: everything at the same moment, parts that raise, hang and will not let go."""

import asyncio
import gc
import logging
import threading
import weakref
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial

import pytest

from kiosk.foundation.errors import Fault
from kiosk.visit import conversation as life
from kiosk.visit.conversation import Conversation
from kiosk.visit.modes import Modes, Size
from kiosk.visit.person import Level, Person
from kiosk.visit.prompts import Choose, Confirm, EnterDigits, EnterText, Option, Present, Way
from kiosk.visit.stage import Scene
from kiosk.visit.text import text
from kiosk.visit.visit import Visit
from tests.helpers.hands import TurnedClock
from tests.helpers.visitor import ScriptedVisitor
from tests.unit.visit.conftest import AllWell, Hall

pytestmark = pytest.mark.anyio

CODE = EnterDigits(headline=text("几号茶？"), shortest=2, longest=4)
SURE = Confirm(headline=text("要吗？"))
WORDS = EnterText(headline=text("给谁的？"))
SHOW = Present(
    headline=text("放卡"), ways=(Way("id_card", text("卡"), "credit-card"),), others=(Option("no", text("不用卡")),)
)


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


async def settle(turns: int = 10) -> None:
    for _ in range(turns):
        await asyncio.sleep(0)


def was_cleared(visitor: ScriptedVisitor) -> bool:
    return len(visitor.cleared) == 2


# Everything at the same moment.


@pytest.mark.parametrize("quick", ["back", "home", "end", "modes", "begin"])
async def test_an_answer_and_a_key_in_the_same_moment_leave_the_terminal_whole(hall: Hall, quick: str) -> None:
    taken: list[str] = []

    async def serve(visit: Visit) -> None:
        taken.append(await visit.ask(CODE))
        await visit.ask(SURE)

    for answer_first in (True, False):
        async with hall(serve) as visitor:
            scene = await visitor.sees("几号茶")
            keys: dict[str, Callable[[], None]] = {
                "back": visitor.desk.back,
                "home": visitor.desk.home,
                "end": visitor.desk.end,
                "modes": partial(visitor.desk.set_modes, Modes(size=Size.ELDER)),
                "begin": visitor.desk.begin,
            }
            both: list[Callable[[], None]] = [partial(visitor.desk.answer, scene.id, "42"), keys[quick]]
            for act in both if answer_first else reversed(both):
                act()
            await settle()
            if quick == "end":
                await visitor.until(partial(was_cleared, visitor))
                visitor.desk.begin()
                await visitor.sees("今天办什么事")
            elif quick == "home" or (quick == "back" and not answer_first):
                await visitor.sees("今天办什么事")
            else:
                await visitor.sees("要吗")


@pytest.mark.parametrize("turns", [0, 1, 2])
@pytest.mark.parametrize("leave", [False, True])
async def test_back_in_the_moment_in_which_work_is_done_keeps_the_work_and_leaves_no_noise(
    hall: Hall, turns: int, leave: bool
) -> None:
    done = asyncio.Event()
    boiled: list[int] = []

    async def boil() -> None:
        await done.wait()
        boiled.append(1)

    async def serve(visit: Visit) -> None:
        await visit.ask(CODE)
        await visit.work(text("煮水"), boil)
        await visit.ask(SURE)

    unheard: list[str] = []
    asyncio.get_running_loop().set_exception_handler(lambda _loop, context: unheard.append(context["message"]))
    async with hall(serve) as visitor:
        await visitor.meets("几号茶", "42")
        await visitor.sees("煮水")
        before = visitor.scene.id
        done.set()
        await settle(turns)
        visitor.desk.back()
        if leave:
            visitor.desk.home()
        await visitor.until(lambda: visitor.scene.id > before and visitor.desk.presenter.waiting)
        visitor.desk.back()
        visitor.desk.home()
        await settle()
    gc.collect()
    await settle()
    assert len(boiled) <= 1
    assert unheard == []


async def test_a_card_in_the_moment_of_another_answer_is_let_go_and_the_person_counts(hall: Hall) -> None:
    laid: asyncio.Future[object] = asyncio.get_running_loop().create_future()
    taken: list[object] = []

    async def reader() -> object:
        return await laid

    async def serve(visit: Visit) -> None:
        taken.append(await visit.ask(SHOW, reader))

    async with hall(serve) as visitor:
        scene = await visitor.sees("放卡")
        laid.set_result("card")
        visitor.desk.answer(scene.id, "no")
        await visitor.sees("办好了")
    assert taken == ["no"]


async def test_a_reader_that_fails_in_the_moment_of_an_answer_is_not_heard_of(hall: Hall) -> None:
    torn = asyncio.Event()
    taken: list[object] = []
    unheard: list[str] = []
    asyncio.get_running_loop().set_exception_handler(lambda _loop, context: unheard.append(context["message"]))

    async def reader() -> object:
        await torn.wait()
        raise Fault("reader.reader_absent")

    async def serve(visit: Visit) -> None:
        taken.append(await visit.ask(SHOW, reader))

    async with hall(serve) as visitor:
        scene = await visitor.sees("放卡")
        torn.set()
        visitor.desk.answer(scene.id, "no")
        await visitor.sees("办好了")
    gc.collect()
    assert (taken, unheard) == (["no"], [])


async def test_begin_twice_and_begin_during_a_visit_change_nothing(hall: Hall) -> None:
    async def serve(visit: Visit) -> None:
        await visit.ask(CODE)

    async with hall(serve) as visitor:
        scene = await visitor.sees("几号茶")
        visitor.desk.begin()
        visitor.desk.begin()
        await settle()
        assert visitor.scene is scene
        visitor.desk.end()
        await visitor.until(lambda: len(visitor.cleared) == 2)
        await settle()
        assert visitor.desk.presenter.scene is None


async def test_end_twice_and_home_after_the_end_do_no_harm(hall: Hall) -> None:
    async def serve(visit: Visit) -> None:
        await visit.ask(CODE)

    async with hall(serve) as visitor:
        await visitor.sees("几号茶")
        for act in (visitor.desk.end, visitor.desk.end, visitor.desk.home, visitor.desk.back):
            act()
        await visitor.until(lambda: len(visitor.cleared) == 2)
        for act in (visitor.desk.end, visitor.desk.home, visitor.desk.back, visitor.desk.conditions_changed):
            act()
        visitor.desk.begin()
        await visitor.meets("今天办什么事", "tea")
        await visitor.sees("几号茶")


async def test_modes_changed_while_work_runs_show_the_work_again_and_are_kept(hall: Hall) -> None:
    go = threading.Event()

    async def serve(visit: Visit) -> None:
        await visit.work(text("慢慢煮"), go.wait, 10)
        assert visit.modes.elder
        await visit.ask(SURE)

    async with hall(serve) as visitor:
        scene = await visitor.sees("慢慢煮")
        visitor.desk.set_modes(Modes(size=Size.ELDER))
        assert visitor.scene.id == scene.id
        assert visitor.modes[-1].elder
        go.set()
        await visitor.sees("要吗")
        assert visitor.modes[-1].elder


async def test_conditions_that_change_while_a_service_runs_do_not_touch_its_page(
    hall: Hall, conditions: AllWell
) -> None:
    async def serve(visit: Visit) -> None:
        await visit.ask(CODE)

    async with hall(serve) as visitor:
        scene = await visitor.sees("几号茶")
        conditions.network = False
        visitor.desk.conditions_changed()
        assert visitor.scene is scene
        visitor.desk.home()
        home = await visitor.sees("今天办什么事")
        assert isinstance(home.prompt, Choose)
        assert home.prompt.options[0].resting


# Parts that raise.


class Broken:
    """A modality that raises at everything."""

    def __getattr__(self, name: str) -> object:
        raise ZeroDivisionError


async def test_a_modality_that_raises_does_not_silence_the_others(hall: Hall, clock: TurnedClock) -> None:
    async def serve(visit: Visit) -> None:
        visit.notice(text("水开了"))
        await visit.ask(CODE)

    async with hall(serve) as visitor:
        visitor.desk.presenter._modalities.insert(0, Broken())  # type: ignore[arg-type]
        await visitor.sees("几号茶")
        visitor.desk.edit(visitor.scene.id, "1")
        assert visitor.drafts[-1] == "1"
        await clock.turn(61)
        assert visitor.warnings
        visitor.desk.end()
        await visitor.until(lambda: len(visitor.cleared) == 2)


async def test_on_the_page_of_a_stumble_back_and_home_lead_home_and_she_stays_logged_in(hall: Hall) -> None:
    async def serve(visit: Visit) -> None:
        if visit.person is None:
            visit.log_in(Person(Level.CARD, "王**"))
        raise ZeroDivisionError

    async with hall(serve) as visitor:
        for leave in (visitor.desk.back, visitor.desk.home):
            scene = await visitor.sees("机器的原因")
            assert scene.can_go_home
            leave()
            assert (await visitor.sees("今天办什么事")).who == "王**"
            assert len(visitor.cleared) == 1
            visitor.says("tea")


async def test_a_stumble_after_an_irreversible_act_is_not_told_as_if_nothing_had_happened(hall: Hall) -> None:
    async def serve(visit: Visit) -> None:
        await visit.work(text("倒茶"), lambda: None, held=True)
        raise ZeroDivisionError

    async with hall(serve) as visitor:
        scene = await visitor.sees("机器的原因")
        assert "没有打印" not in scene.prompt.hint.shown()
        assert "没有扣款" not in scene.prompt.hint.shown()


@pytest.mark.parametrize("asked_first", [True, False])
async def test_a_held_act_that_stumbles_is_doubt_and_not_tried_again(hall: Hall, asked_first: bool) -> None:
    poured: list[int] = []

    def pour() -> None:
        poured.append(1)
        raise OSError

    async def serve(visit: Visit) -> None:
        if asked_first:
            await visit.ask(CODE)
        await visit.work(text("倒茶"), pour, held=True)

    async with hall(serve) as visitor:
        if asked_first:
            await visitor.meets("几号茶", "42")
        scene = await visitor.sees("机器的原因")
        assert not scene.can_go_back
        assert "没有打印" not in scene.prompt.hint.shown()
        assert [option.id for option in scene.prompt.actions] == ["home"]  # type: ignore[union-attr]
    assert poured == [1]


async def test_a_held_act_past_its_deadline_is_doubt_and_not_tried_again(hall: Hall) -> None:
    poured: list[int] = []
    end = threading.Event()

    def pour() -> None:
        poured.append(1)
        end.wait(10)

    async def serve(visit: Visit) -> None:
        await visit.ask(CODE)
        await visit.work(text("倒茶"), pour, held=True, deadline_s=0.05)

    async with hall(serve) as visitor:
        await visitor.meets("几号茶", "42")
        scene = await visitor.sees("不知道")
        assert "again" not in [option.id for option in scene.prompt.actions]  # type: ignore[union-attr]
        assert not scene.can_go_back
        end.set()
        visitor.says("home")
        await visitor.sees("今天办什么事")
    assert poured == [1]


async def test_a_log_out_that_raises_or_is_late_does_not_stop_the_terminal_and_the_screen_is_wiped_first(
    hall: Hall,
) -> None:
    seen: list[object] = []

    stands: list[Callable[[], object]] = []

    def log_out() -> None:
        seen.append(stands[0]())
        raise RuntimeError("no more threads")

    async def serve(visit: Visit) -> None:
        visit.log_in(Person(Level.CARD, "王**", log_out=log_out))
        visit.log_in(Person(Level.CARD, "李**", log_out=log_out))
        await visit.ask(CODE)

    async with hall(serve) as visitor:
        stands.append(lambda: visitor.desk.presenter.scene)
        await visitor.sees("几号茶")
        visitor.desk.end()
        await visitor.until(lambda: len(visitor.cleared) == 2)
        assert seen == [None, None]
        visitor.desk.begin()
        await visitor.meets("今天办什么事", "tea")


async def test_a_call_for_staff_that_stumbles_is_told_and_one_that_is_late_is_not_told_to_the_next(
    hall: Hall, clock: TurnedClock
) -> None:
    come = asyncio.Event()

    async def broken(_service: str) -> object:
        raise ZeroDivisionError

    async def late(_service: str) -> object:
        await come.wait()
        return text("值班员来了")

    async def serve(visit: Visit) -> None:
        await visit.ask(CODE)

    async with hall(serve) as visitor:
        await visitor.sees("几号茶")
        visitor.desk._call_staff = broken  # type: ignore[assignment]
        visitor.desk.call_staff()
        await visitor.hears("机器的原因")
        visitor.desk._call_staff = late  # type: ignore[assignment]
        visitor.desk.call_staff()
        await settle()
        visitor.desk.end()
        await visitor.until(lambda: len(visitor.cleared) == 2)
        visitor.desk.begin()
        await visitor.sees("今天办什么事")
        come.set()
        await settle()
        assert not any("值班员来了" in notice for notice in visitor.notices)


# Faults at odd moments.


async def test_a_fault_before_the_first_answer_can_be_tried_again_and_left(hall: Hall) -> None:
    tries = 0

    async def serve(visit: Visit) -> None:
        nonlocal tries
        tries += 1
        raise Fault("directory.missing")

    async with hall(serve) as visitor:
        await visitor.meets("通讯录还没有", "again")
        await visitor.until(lambda: tries == 2)
        scene = await visitor.sees("通讯录还没有")
        assert scene.can_go_back
        visitor.desk.back()
        await visitor.sees("今天办什么事")


async def test_a_reader_that_goes_while_a_card_is_asked_for_is_told_and_asked_again(hall: Hall) -> None:
    asked = 0

    async def reader() -> object:
        nonlocal asked
        asked += 1
        if asked == 1:
            raise Fault("reader.reader_absent")
        return "card"

    async def serve(visit: Visit) -> None:
        code = await visit.ask(CODE)
        assert code == "42"
        await visit.ask(SHOW, reader)
        await visit.ask(SURE)

    async with hall(serve) as visitor:
        await visitor.meets("几号茶", "42")
        await visitor.meets("读卡器断开", "again")
        await visitor.sees("要吗")
    assert asked == 2


async def test_trying_again_forgets_only_the_fault_that_was_told_and_never_an_irreversible_act(hall: Hall) -> None:
    poured: list[int] = []
    looked = 0

    def look() -> None:
        raise Fault("backend.slow")

    async def reader() -> object:
        nonlocal looked
        looked += 1
        if looked == 1:
            raise Fault("reader.reader_absent")
        return "card"

    async def serve(visit: Visit) -> None:
        with suppress(Fault):
            await visit.work(text("看看"), look)
        await visit.ask(CODE)
        await visit.work(text("倒茶"), lambda: poured.append(1), held=True)
        await visit.ask(SHOW, reader)
        await visit.ask(SURE)

    async with hall(serve) as visitor:
        await visitor.meets("几号茶", "42")
        await visitor.meets("读卡器断开", "again")
        scene = await visitor.sees("要吗")
        assert scene.can_go_back
    assert poured == [1]


async def test_a_session_that_is_over_is_forgotten_and_the_card_is_asked_for_again(hall: Hall) -> None:
    sessions = iter(["old", "new"])
    used: list[str] = []

    def look_up(person: Person) -> None:
        used.append(str(person.session))
        if person.session == "old":
            raise Fault("backend.session_over")

    async def serve(visit: Visit) -> None:
        person = visit.person
        if person is None:
            await visit.ask(CODE)
            person = Person(Level.CARD, "王**", session=await visit.work(text("核对"), lambda: next(sessions)))
            visit.log_in(person)
        await visit.work(text("查"), look_up, person)
        await visit.ask(SURE)

    async with hall(serve) as visitor:
        await visitor.meets("几号茶", "42")
        scene = await visitor.sees("登录时间到了")
        visitor.says("again")
        scene = await visitor.sees("几号茶")
        assert scene.who == ""
        visitor.says("42")
        await visitor.sees("要吗")
    assert used == ["old", "new"]


async def test_a_session_that_is_over_is_forgotten_when_she_had_logged_in_at_an_earlier_service(hall: Hall) -> None:
    async def serve(visit: Visit) -> None:
        if visit.person is None:
            await visit.ask(CODE)
            visit.log_in(Person(Level.CARD, "王**", session="old"))
            return
        raise Fault("backend.session_over")

    async with hall(serve) as visitor:
        await visitor.meets("几号茶", "42")
        await visitor.meets("办好了", "more")
        await visitor.meets("今天办什么事", "tea")
        await visitor.meets("登录时间到了", "home")
        assert (await visitor.sees("今天办什么事")).who == ""
        visitor.says("tea")
        await visitor.sees("几号茶")


# Work behind an irreversible act, and in front of it.


async def test_slow_work_behind_an_irreversible_act_offers_no_back(hall: Hall) -> None:
    async def never() -> None:
        await asyncio.Event().wait()

    async def serve(visit: Visit) -> None:
        await visit.ask(CODE)
        await visit.work(text("倒茶"), lambda: None, held=True)
        await visit.work(text("记账"), never)

    async with hall(serve) as visitor:
        await visitor.meets("几号茶", "42")
        scene = await visitor.sees("记账")
        assert not scene.can_go_back
        visitor.desk.back()
        await settle()
        assert visitor.scene is scene


async def test_a_changed_amount_is_confirmed_again_after_back_and_not_taken_as_confirmed(hall: Hall) -> None:
    sums = iter(["3 元", "300 元"])
    paid: list[str] = []

    async def serve(visit: Visit) -> None:
        amount = next(sums)
        assert await visit.confirm(Confirm(headline=text("要付 {sum} 吗？", sum=amount)))
        await visit.ask(CODE)
        paid.append(amount)
        await visit.ask(SURE)

    async with hall(serve) as visitor:
        await visitor.meets("要付 3 元", True)
        await visitor.meets("几号茶", "42")
        await visitor.sees("要吗")
        visitor.desk.back()
        await visitor.sees("要付 300 元")


async def test_work_given_as_a_function_that_makes_a_coroutine_is_done_and_not_only_made(hall: Hall) -> None:
    poured: list[int] = []

    async def pour(cups: int) -> None:
        poured.append(cups)

    async def serve(visit: Visit) -> None:
        await visit.work(text("倒茶"), lambda: pour(2))
        await visit.ask(SURE)

    async with hall(serve) as visitor:
        await visitor.sees("要吗")
    assert poured == [2]


# Drafts.


async def test_what_was_typed_comes_back_only_to_the_question_it_was_typed_for(hall: Hall) -> None:
    turns: Iterator[EnterDigits | EnterText] = iter([CODE, WORDS])

    async def serve(visit: Visit) -> None:
        await visit.ask(next(turns))
        await visit.ask(SURE)

    async with hall(serve) as visitor:
        await visitor.meets("几号茶", "42")
        await visitor.sees("要吗")
        visitor.desk.back()
        await visitor.sees("给谁的")
        assert visitor.desk.presenter.draft == ""


async def test_of_two_equal_questions_each_gets_its_own_answer_back_and_hidden_digits_never(hall: Hall) -> None:
    hidden = EnterDigits(headline=text("密码？"), shortest=1, longest=6, hidden=True)

    async def serve(visit: Visit) -> None:
        await visit.ask(CODE)
        await visit.ask(CODE)
        await visit.ask(hidden)
        await visit.ask(SURE)

    async with hall(serve) as visitor:
        await visitor.meets("几号茶", "12")
        first = visitor.scene.id
        await visitor.until(lambda: visitor.scene.id > first)
        await visitor.meets("几号茶", "34")
        await visitor.meets("密码", "777")
        await visitor.sees("要吗")
        for words, draft in (("密码", ""), ("几号茶", "34"), ("几号茶", "12")):
            before = visitor.scene.id
            visitor.desk.back()
            await visitor.until(lambda before=before: visitor.scene.id > before)  # type: ignore[misc]
            await visitor.sees(words)
            assert visitor.desk.presenter.draft == draft


async def test_late_edits_and_the_focus_of_stale_scenes_reach_nobody(hall: Hall) -> None:
    focused: list[str] = []

    async def serve(visit: Visit) -> None:
        await visit.ask(CODE)
        await visit.ask(WORDS)

    async with hall(serve) as visitor:
        visitor.focus = lambda scene_id, item_id: focused.append(item_id)  # type: ignore[method-assign]
        await visitor.meets("几号茶", "42")
        stale = visitor.scene.id
        await visitor.sees("给谁的")
        visitor.desk.edit(stale, "999")
        visitor.desk.focus(stale, "key-1")
        assert visitor.desk.presenter.draft == ""
        assert "999" not in visitor.drafts
        assert focused == []
        visitor.desk.edit(visitor.scene.id, "林" * 50)
        assert visitor.desk.presenter.draft == "林" * WORDS.longest
        visitor.desk.end()
        await visitor.until(lambda: len(visitor.cleared) == 2)
        visitor.desk.edit(visitor.scene.id, "late")
        visitor.desk.focus(visitor.scene.id, "late")
        visitor.desk.answer(visitor.scene.id, "late")
        assert visitor.desk.presenter.draft == ""
        assert focused == []


# Silence.


@pytest.mark.parametrize(("keypad", "limit"), [(False, 60.0), (True, 90.0)])
async def test_silence_at_exactly_its_limits(hall: Hall, clock: TurnedClock, keypad: bool, limit: float) -> None:
    async def serve(visit: Visit) -> None:
        await visit.ask(CODE)

    async with hall(serve) as visitor:
        await visitor.sees("几号茶")
        visitor.desk.set_modes(Modes(keypad=keypad))
        began = clock.monotonic()
        await clock.turn(limit - 0.25)
        assert visitor.warnings == []
        await clock.turn(0.25)
        assert visitor.warnings == [25]
        await clock.turn(24.75)
        assert len(visitor.cleared) == 1
        visitor.desk.active()
        assert visitor.warnings[-1] is None
        await clock.turn(limit + 24.75)
        assert len(visitor.cleared) == 1
        await clock.turn(0.25)
        await visitor.until(lambda: len(visitor.cleared) == 2)
        assert clock.monotonic() - began == pytest.approx(2 * limit + 24.75 + 25)


async def test_a_card_laid_down_under_the_warning_takes_the_warning_away(hall: Hall, clock: TurnedClock) -> None:
    laid: asyncio.Future[object] = asyncio.get_running_loop().create_future()

    async def reader() -> object:
        return await laid

    async def serve(visit: Visit) -> None:
        await visit.ask(SHOW, reader)
        await visit.ask(SURE)

    async with hall(serve) as visitor:
        await visitor.sees("放卡")
        await clock.turn(65)
        assert visitor.warnings[-1] is not None
        laid.set_result("card")
        await visitor.sees("要吗")
        await clock.turn(1)
        assert visitor.warnings[-1] is None


# Services that will not go.


async def test_a_service_that_will_not_be_cancelled_is_left_behind_and_can_show_nothing_any_more(
    hall: Hall, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(life, "LEAVE_S", 0.05)
    let_go = asyncio.Event()
    after: list[object] = []

    async def serve(visit: Visit) -> None:
        try:
            await visit.ask(CODE)
        except asyncio.CancelledError:
            while not let_go.is_set():
                with suppress(asyncio.CancelledError):
                    await let_go.wait()
        visit.notice(text("我还在"))
        with suppress(asyncio.CancelledError):
            visit.log_in(Person(Level.CARD, "鬼**"))
        try:
            after.append(await visit.ask(WORDS))
        except asyncio.CancelledError:
            after.append("refused")

    for leave, led_to in (("home", 1), ("end", 2)):
        let_go.clear()
        after.clear()
        async with hall(serve) as visitor:
            await visitor.sees("几号茶")
            getattr(visitor.desk, leave)()
            await visitor.until(
                lambda seen=visitor, n=led_to: (
                    len(seen.cleared) == n  # type: ignore[misc]
                    and (n == 2 or "今天" in seen.scene.prompt.headline.shown())
                )
            )
            if leave == "end":
                visitor.desk.begin()
            await visitor.sees("今天办什么事")
            let_go.set()
            async with asyncio.timeout(5):
                while not after:
                    await asyncio.sleep(0)
            assert after == ["refused"]
            assert (await visitor.sees("今天办什么事")).who == ""
            assert "我还在" not in visitor.notices


async def test_a_device_that_will_not_let_go_does_not_hold_the_page(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kiosk.visit import floor

    monkeypatch.setattr(floor, "LET_GO_S", 0.05)
    end = asyncio.Event()

    async def reader() -> object:
        while not end.is_set():
            with suppress(asyncio.CancelledError):
                await end.wait()
        return None

    async def serve(visit: Visit) -> None:
        await visit.ask(SHOW, reader)
        await visit.ask(SURE)

    async with hall(serve) as visitor:
        await visitor.meets("放卡", "no")
        await visitor.sees("要吗")
        end.set()
        await settle()


async def test_late_words_of_a_run_that_is_over_are_not_said_on_the_next_page(hall: Hall) -> None:
    left: list[Visit] = []

    async def serve(visit: Visit) -> None:
        left.append(visit)
        await visit.ask(CODE)

    async with hall(serve) as visitor:
        await visitor.sees("几号茶")
        visitor.desk.home()
        await visitor.sees("今天办什么事")
        left[0].notice(text("看到证件了"))
        assert "看到证件了" not in visitor.notices


# Held acts and the end of the process.


async def test_a_held_act_is_finished_when_the_terminal_is_closed(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(life, "LEAVE_S", 0.02)
    begun, go, poured = threading.Event(), threading.Event(), threading.Event()

    def pour() -> None:
        begun.set()
        go.wait(10)
        poured.set()

    async def serve(visit: Visit) -> None:
        await visit.work(text("正在倒茶"), pour, held=True)

    async with hall(serve) as visitor:
        await visitor.sees("正在倒茶")
        await asyncio.to_thread(begun.wait, 5)
        asyncio.get_running_loop().call_later(0.2, go.set)
        desk = visitor.desk
    assert desk.presenter.scene is None
    assert poured.is_set()


# Nothing is left over.


class Token:
    """A session that can be watched being forgotten."""


async def test_three_hundred_visits_leave_nothing_behind(hall: Hall, clock: TurnedClock) -> None:
    tokens: list[weakref.ref[Token]] = []

    async def serve(visit: Visit) -> None:
        if visit.person is None:
            token = Token()
            tokens.append(weakref.ref(token))
            visit.log_in(Person(Level.CARD, "王**", session=token))
        await visit.ask(CODE)
        await visit.work(text("煮水"), lambda: 1)
        if len(tokens) % 3 == 0:
            raise ZeroDivisionError
        await visit.ask(SURE)

    async def once(visitor: ScriptedVisitor, number: int) -> None:
        await visitor.meets("几号茶", "42")
        words = "机器的原因" if len(tokens) % 3 == 0 else "要吗"
        await visitor.sees(words)
        before = len(visitor.cleared)
        visitor.desk.end()
        await visitor.until(lambda: len(visitor.cleared) > before)
        for kept in (visitor.scenes, visitor.modes, visitor.drafts, visitor.notices):
            kept.clear()
        visitor.desk.begin()
        await visitor.meets("今天办什么事", "tea")

    logging.getLogger("kiosk").setLevel(logging.CRITICAL)
    try:
        async with hall(serve) as visitor:
            for number in range(10):
                await once(visitor, number)
            gc.collect()
            tasks, objects = len(asyncio.all_tasks()), len(gc.get_objects())
            for number in range(300):
                await once(visitor, number)
            clock._sleepers.clear()
            gc.collect()
            assert len(asyncio.all_tasks()) == tasks
            # The 300 weak references of this test, and nothing of any visit.
            assert len(gc.get_objects()) - objects < 400
            assert [ref for ref in tokens[:-1] if ref() is not None] == []
            visitor.desk.end()
            await visitor.until(lambda: visitor.desk.presenter.scene is None)
            assert_forgotten(visitor.desk)
            gc.collect()
            assert tokens[-1]() is None
    finally:
        logging.getLogger("kiosk").setLevel(logging.NOTSET)


def assert_forgotten(desk: Conversation) -> None:
    presenter, floor = desk.presenter, desk._floor
    assert (desk._visit, desk._service, desk._course._run) == (None, None, None)
    assert (presenter.scene, presenter.draft, presenter.modes) == (None, "", Modes())
    assert (floor.person, floor.entry, floor.taken_back, floor._logged_in) == (None, None, None, [])


async def test_a_scene_shows_nothing_personal_of_the_person(hall: Hall) -> None:
    async def serve(visit: Visit) -> None:
        visit.log_in(Person(Level.CARD, "王**", session="secret-token"))
        await visit.ask(CODE)

    async with hall(serve) as visitor:
        scene: Scene = await visitor.sees("几号茶")
        assert "secret-token" not in repr(visitor.desk._floor.person)
        assert "secret-token" not in repr(scene)
