"""What could go wrong between a resident and a service: Back, Home, silence, faults, two answers at once."""

import asyncio
import threading

import pytest

from kiosk.foundation.errors import Fault
from kiosk.visit.modes import Modes, Size
from kiosk.visit.person import Level, Person
from kiosk.visit.prompts import Choose, Confirm, EnterDigits, Option, Present, Tell, Way
from kiosk.visit.text import text
from kiosk.visit.visit import MORE, Visit
from tests.helpers.hands import TurnedClock
from tests.unit.visit.conftest import AllWell, Hall

pytestmark = pytest.mark.anyio

CODE = EnterDigits(headline=text("几号茶？"), shortest=2, longest=4)
SURE = Confirm(headline=text("要吗？"))


def sugar(*ids: str) -> Choose:
    return Choose(headline=text("加糖吗？"), options=tuple(Option(i, text(i)) for i in ids))


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


async def test_back_asks_the_question_before_again_with_its_old_answer_and_repeats_no_work(hall: Hall) -> None:
    brewed: list[str] = []
    drunk: list[tuple[str, str]] = []

    async def serve(visit: Visit) -> None:
        code = await visit.ask(CODE)
        await visit.work(text("煮水"), lambda: brewed.append("water"))
        kind = await visit.ask(sugar("one", "two"))
        await visit.ask(SURE)
        drunk.append((code, kind))

    async with hall(serve) as visitor:
        await visitor.meets("几号茶", "42")
        await visitor.meets("加糖", "one")
        await visitor.sees("要吗")
        visitor.desk.back()
        await visitor.meets("加糖", "two")
        await visitor.sees("要吗")
        assert brewed == ["water"]
        visitor.desk.back()
        await visitor.sees("加糖")
        visitor.desk.back()
        await visitor.sees("几号茶")
        assert visitor.drafts[-1] == "42"
        visitor.says("43")
        await visitor.meets("加糖", "one")
        await visitor.meets("要吗", True)
        await visitor.sees("办好了")
    assert drunk == [("43", "one")]


async def test_back_from_the_first_question_leaves_the_service(hall: Hall) -> None:
    async def serve(visit: Visit) -> None:
        await visit.ask(CODE)

    async with hall(serve) as visitor:
        await visitor.sees("几号茶")
        visitor.desk.back()
        assert (await visitor.sees("今天办什么事")).can_go_back is False


async def test_after_an_irreversible_act_back_is_not_offered_and_does_nothing(hall: Hall) -> None:
    poured: list[int] = []

    async def serve(visit: Visit) -> None:
        await visit.ask(CODE)
        await visit.work(text("倒茶"), lambda: poured.append(1), held=True)
        await visit.ask(SURE)

    async with hall(serve) as visitor:
        await visitor.meets("几号茶", "42")
        scene = await visitor.sees("要吗")
        assert not scene.can_go_back
        visitor.desk.back()
        await asyncio.sleep(0)
        assert visitor.scene is scene
        assert visitor.desk.presenter.waiting
    assert poured == [1]


async def test_a_held_act_outlives_home_back_end_and_silence(hall: Hall, clock: TurnedClock) -> None:
    go, poured = threading.Event(), threading.Event()

    def pour() -> None:
        go.wait(10)
        poured.set()

    async def serve(visit: Visit) -> None:
        await visit.work(text("正在倒茶"), pour, held=True)
        await visit.ask(SURE)

    async with hall(serve) as visitor:
        scene = await visitor.sees("正在倒茶")
        assert (scene.can_go_back, scene.can_go_home) == (False, False)
        visitor.desk.home()
        visitor.desk.end()
        visitor.desk.back()
        await clock.turn(600)
        await visitor.hears("请稍等")
        assert visitor.scene is scene
        go.set()
        await visitor.sees("要吗")
    assert poured.is_set()


async def test_a_fault_is_explained_and_trying_again_keeps_what_was_answered(hall: Hall) -> None:
    tries: list[str] = []

    def fetch(code: str) -> None:
        tries.append(code)
        if len(tries) < 3:
            raise Fault("backend.unreachable")

    async def serve(visit: Visit) -> None:
        code = await visit.ask(CODE)
        await visit.work(text("取茶"), fetch, code)
        await visit.ask(SURE)

    async with hall(serve) as visitor:
        await visitor.meets("几号茶", "42")
        await visitor.meets("网络不通", "again")
        await visitor.until(lambda: len(tries) == 2)
        await visitor.meets("网络不通", "again")
        await visitor.sees("要吗")
    assert tries == ["42"] * 3


async def test_back_from_an_explained_fault_leads_to_the_question_before(hall: Hall) -> None:
    def fetch() -> None:
        raise Fault("backend.slow")

    async def serve(visit: Visit) -> None:
        await visit.ask(CODE)
        await visit.work(text("取茶"), fetch)

    async with hall(serve) as visitor:
        await visitor.meets("几号茶", "42")
        await visitor.sees("办事系统很慢")
        visitor.desk.back()
        await visitor.sees("几号茶")
        assert visitor.drafts[-1] == "42"


async def test_a_service_that_stumbles_is_excused_and_the_terminal_goes_on(hall: Hall) -> None:
    async def serve(visit: Visit) -> None:
        raise ZeroDivisionError

    async with hall(serve) as visitor:
        await visitor.meets("机器的原因", "home")
        await visitor.meets("今天办什么事", "tea")
        await visitor.sees("机器的原因")


async def test_of_two_answers_to_one_question_the_first_counts(hall: Hall) -> None:
    heard: list[str] = []

    async def serve(visit: Visit) -> None:
        heard.append(await visit.ask(sugar("one", "two")))
        heard.append(await visit.ask(sugar("one", "two")))

    async with hall(serve) as visitor:
        scene = await visitor.sees("加糖")
        visitor.says("one")
        visitor.desk.answer(scene.id, "two")
        await visitor.until(lambda: visitor.scene.id > scene.id)
        visitor.desk.answer(scene.id, "two")
        await asyncio.sleep(0)
        assert heard == ["one"]


@pytest.mark.parametrize("wrong", ["4", "12345", "4x", "４２", 42, None, ["42"]])
async def test_an_impossible_answer_is_refused_with_a_sentence_and_the_question_stays(
    hall: Hall, wrong: object
) -> None:
    async def serve(visit: Visit) -> None:
        await visit.ask(CODE)

    async with hall(serve) as visitor:
        scene = await visitor.sees("几号茶")
        visitor.says(wrong)
        await visitor.until(lambda: bool(visitor.notices))
        assert visitor.scene is scene
        assert visitor.desk.presenter.waiting


async def test_an_option_at_rest_cannot_be_chosen_and_says_why(hall: Hall) -> None:
    async def serve(visit: Visit) -> None:
        await visit.ask(
            Choose(headline=text("哪一杯？"), options=(Option("hot", text("热的"), resting=text("水还没开")),))
        )

    async with hall(serve) as visitor:
        await visitor.sees("哪一杯")
        visitor.says("hot")
        await visitor.hears("水还没开")


async def test_a_device_answers_like_a_person_and_is_let_go_when_a_person_is_quicker(hall: Hall) -> None:
    freed = asyncio.Event()
    asked = 0

    async def serve(visit: Visit) -> None:
        nonlocal asked

        async def reader() -> object:
            try:
                if not asked:
                    await asyncio.Event().wait()
                return "card"
            finally:
                freed.set()

        other = Option("other", text("不用卡"))
        show = Present(headline=text("放卡"), ways=(Way("id_card", text("卡"), "card"),), others=(other,))
        assert await visit.ask(show, reader) == "other"
        asked = 1
        assert await visit.ask(show, reader) == "card"

    async with hall(serve) as visitor:
        await visitor.meets("放卡", "other")
        await visitor.sees("办好了")
    assert freed.is_set()


async def test_silence_is_warned_of_and_ends_the_visit_with_everything_forgotten(
    hall: Hall, clock: TurnedClock
) -> None:
    logged_out: list[int] = []

    async def serve(visit: Visit) -> None:
        visit.log_in(Person(Level.CARD, "王**", log_out=lambda: logged_out.append(1)))
        await visit.ask(CODE)

    async with hall(serve) as visitor:
        await visitor.sees("几号茶")
        visitor.desk.set_modes(Modes(size=Size.ELDER))
        visitor.desk.edit(visitor.scene.id, "4")
        await clock.turn(59)
        assert visitor.warnings == []
        await clock.turn(2)
        assert visitor.warnings[0] is not None
        assert visitor.warnings[0] >= 20
        await clock.turn(30)
        await visitor.until(lambda: len(visitor.cleared) == 2)
        assert logged_out == [1]
        assert visitor.desk.presenter.draft == ""
        assert visitor.desk.presenter.modes == Modes()
        visitor.desk.begin()
        scene = await visitor.sees("今天办什么事")
        assert scene.who == ""
        assert "end" not in [o.id for o in scene.prompt.options]  # type: ignore[union-attr]


async def test_every_sign_of_life_extends_and_by_keys_the_silence_is_longer(hall: Hall, clock: TurnedClock) -> None:
    async def serve(visit: Visit) -> None:
        await visit.ask(CODE)

    async with hall(serve) as visitor:
        await visitor.sees("几号茶")
        for _ in range(12):
            await clock.turn(70)
            assert visitor.warnings[-1] is not None
            visitor.desk.active()
            assert visitor.warnings[-1] is None
        visitor.warnings.clear()
        visitor.desk.set_modes(Modes(keypad=True))
        await clock.turn(85)
        assert visitor.warnings == []
        await clock.turn(10)
        assert visitor.warnings
        assert len(visitor.cleared) == 1


async def test_silence_does_not_end_slow_work(hall: Hall, clock: TurnedClock) -> None:
    done = threading.Event()

    async def serve(visit: Visit) -> None:
        await visit.work(text("慢慢煮"), done.wait, 10)
        await visit.ask(SURE)

    async with hall(serve) as visitor:
        await visitor.sees("慢慢煮")
        await clock.turn(300)
        assert visitor.warnings == []
        done.set()
        await visitor.sees("要吗")


async def test_slow_work_past_its_deadline_is_a_fault(hall: Hall) -> None:
    async def never() -> None:
        await asyncio.Event().wait()

    async def serve(visit: Visit) -> None:
        await visit.work(text("煮水"), never, deadline_s=0.01)

    async with hall(serve) as visitor:
        await visitor.sees("还没有回音")


async def test_work_can_be_left_by_back_and_by_home(hall: Hall) -> None:
    async def never() -> None:
        await asyncio.Event().wait()

    async def serve(visit: Visit) -> None:
        await visit.ask(CODE)
        await visit.work(text("煮水"), never)

    async with hall(serve) as visitor:
        await visitor.meets("几号茶", "42")
        await visitor.sees("煮水")
        visitor.desk.back()
        await visitor.meets("几号茶", "42")
        await visitor.sees("煮水")
        visitor.desk.home()
        await visitor.sees("今天办什么事")


async def test_home_keeps_who_is_logged_in_until_goodbye(hall: Hall) -> None:
    async def serve(visit: Visit) -> None:
        if visit.person is None:
            visit.log_in(Person(Level.CARD, "王**"))
        await visit.ask(CODE)

    async with hall(serve) as visitor:
        assert (await visitor.sees("几号茶")).who == "王**"
        visitor.desk.home()
        assert (await visitor.sees("今天办什么事")).who == "王**"
        visitor.says("end")
        await visitor.until(lambda: len(visitor.cleared) == 2)


async def test_more_than_six_options_are_turned_page_by_page(hall: Hall) -> None:
    chosen: list[str] = []

    async def serve(visit: Visit) -> None:
        chosen.append(await visit.choose(sugar(*(str(n) for n in range(13)))))

    async with hall(serve) as visitor:
        seen = []
        for _ in range(2):
            scene = await visitor.sees("加糖")
            seen += [o.id for o in scene.prompt.options]  # type: ignore[union-attr]
            visitor.says(MORE)
            await visitor.until(lambda before=scene: visitor.scene.id > before.id)  # type: ignore[misc]
        scene = await visitor.sees("加糖")
        visitor.says("12")
        await visitor.sees("办好了")
    assert len(seen) == 12
    assert chosen == ["12"]


async def test_a_service_comes_to_rest_and_wakes_on_the_home_page(hall: Hall, conditions: AllWell) -> None:
    async def serve(visit: Visit) -> None:
        await visit.ask(CODE)

    async with hall(serve) as visitor:
        await visitor.sees("几号茶")
        visitor.desk.home()
        scene = await visitor.sees("今天办什么事")
        conditions.network = False
        visitor.desk.conditions_changed()
        assert visitor.scene.id == scene.id
        visitor.says("tea")
        await visitor.hears("网络不通")
        conditions.network = True
        visitor.desk.conditions_changed()
        visitor.says("tea")
        await visitor.sees("几号茶")


async def test_calling_staff_is_answered_on_any_page(hall: Hall) -> None:
    async def serve(visit: Visit) -> None:
        await visit.ask(CODE)

    async with hall(serve) as visitor:
        await visitor.sees("几号茶")
        visitor.desk.call_staff()
        await visitor.hears("值班台")
        assert visitor.desk.presenter.waiting


async def test_a_page_that_depends_on_a_device_is_told_anew_while_it_stands(hall: Hall) -> None:
    paper = text("没有纸")

    async def serve(visit: Visit) -> None:
        def page() -> Tell:
            return Tell(headline=text("好茶"), actions=(Option("print", text("打印"), resting=paper),))

        await visit.tell(page)

    async with hall(serve) as visitor:
        scene = await visitor.sees("好茶")
        visitor.says("print")
        await visitor.hears("没有纸")
        paper = text("")
        visitor.desk.conditions_changed()
        assert visitor.scene.id == scene.id
        visitor.says("print")
        await visitor.sees("办好了")


async def test_modes_set_with_nobody_here_do_not_meet_the_next_resident(hall: Hall) -> None:
    async def serve(visit: Visit) -> None:
        await visit.ask(CODE)

    async with hall(serve) as visitor:
        await visitor.sees("几号茶")
        visitor.desk.end()
        await visitor.until(lambda: len(visitor.cleared) == 2)
        visitor.desk.set_modes(Modes(size=Size.ELDER))
        visitor.desk.begin()
        await visitor.sees("今天办什么事")
        assert visitor.modes[-1] == Modes()
