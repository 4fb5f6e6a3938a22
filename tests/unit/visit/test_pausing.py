"""Stopping at a question and going on another time: nothing is lost, nothing secret promised, nothing done twice."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial

import pytest

from kiosk.foundation.clock import SystemClock
from kiosk.foundation.errors import Fault
from kiosk.visit.catalogue import Catalogue, Entry, Service
from kiosk.visit.conversation import Conversation
from kiosk.visit.idle import Idle
from kiosk.visit.promises import GoOn, Kept, Promise
from kiosk.visit.prompts import Choose, Confirm, EnterDigits, EnterText, Option, Present, Tell, Way
from kiosk.visit.stage import Gone
from kiosk.visit.text import NOTHING, Text, text
from kiosk.visit.visit import Visit
from tests.helpers.visitor import ScriptedVisitor
from tests.unit.visit.conftest import AllWell, Serve

pytestmark = pytest.mark.anyio

KIND = Choose(headline=text("什么茶？"), options=(Option("green", text("绿茶")), Option("black", text("红茶"))))
CUPS = EnterDigits(headline=text("几杯？"), shortest=1, longest=4)
SECRET = EnterDigits(headline=text("密码？"), shortest=1, longest=4, hidden=True)
NAME = EnterText(headline=text("叫什么？"))
SURE = Confirm(headline=text("要吗？"))
CARD = Present(headline=text("请放卡"), ways=(Way("card", text("卡"), "identification-card"),))
TALE = Tell(headline=text("茶好了"), actions=(Option("on", text("接着")),))


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


async def nobody(_service: str) -> Text:
    return text("好")


async def a_card() -> object:
    return 7


@dataclass
class Drawer:
    """Keeps what was stopped, as the backend would."""

    kept: list[Kept] = field(default_factory=list)
    network: bool = True
    faults: list[Exception] = field(default_factory=list)

    def resting(self) -> Text:
        return NOTHING if self.network else text("网络不通。")

    async def stop(self, visit: Visit, kept: Kept) -> bool:
        if not await visit.confirm(Confirm(headline=text("先停一停吗？"))):
            return False
        await visit.work(text("收好"), self._keep, kept)
        visit.close_back()
        await visit.tell(Tell(headline=text("收好了"), actions=(Option("done", text("走了")),)))
        return True

    def _keep(self, kept: Kept) -> None:
        if self.faults:
            raise self.faults.pop(0)
        self.kept.append(kept)

    async def go_on(self, visit: Visit) -> None:
        await visit.ask(EnterDigits(headline=text("哪个码？"), shortest=1, longest=1))
        raise GoOn(self.kept[-1])


class Kitchen(AllWell):
    """Everything works but what a test breaks."""

    broken = ""

    def device_works(self, kind: str) -> bool:
        return kind != self.broken


@asynccontextmanager
async def a_hall(
    drawer: Drawer, serve: Serve, entry_id: str = "tea", kitchen: AllWell | None = None
) -> AsyncIterator[ScriptedVisitor]:
    """A terminal with one service that can be stopped and the one that goes on."""
    tea = Entry(entry_id, text("喝茶"), text("一杯"), "drop", "jade", ("喝茶",), needs=("id_card_reader",))
    again = Entry("resume", text("接着办"), text("停下的"), "hourglass", "plum", ("接着办",), can_pause=False)
    services = Catalogue((Service(tea, serve), Service(again, drawer.go_on)), kitchen or AllWell())
    conversation = Conversation(services, SystemClock(), Idle(), nobody, drawer)
    visitor = ScriptedVisitor(conversation)
    running = asyncio.create_task(conversation.run())
    try:
        conversation.begin()
        await visitor.sees("今天办什么事")
        yield visitor
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def stops(visitor: ScriptedVisitor) -> None:
    """Stop at the page that is seen, to the end."""
    assert visitor.scene.can_pause
    visitor.desk.pause()
    await visitor.meets("先停一停吗", True)
    await visitor.meets("收好了", "done")
    await visitor.until(lambda: Gone.WAITING in visitor.cleared[1:])


async def goes_on(visitor: ScriptedVisitor) -> None:
    visitor.says("resume")
    await visitor.meets("哪个码", "1")


async def four_questions(visit: Visit) -> None:
    await visit.ask(KIND)
    await visit.ask(CUPS)
    await visit.ask(NAME)
    await visit.ask(SURE)


async def test_she_stands_where_she_stopped_with_what_she_had_typed() -> None:
    drawer = Drawer()
    async with a_hall(drawer, four_questions) as visitor:
        visitor.says("tea")
        await visitor.meets("什么茶", "green")
        await visitor.meets("几杯", "12")
        scene = await visitor.sees("叫什么")
        visitor.desk.edit(scene.id, "王")
        await stops(visitor)
    (kept,) = drawer.kept
    assert [promise.value for promise in kept.answers] == ["green", "12"]
    assert "王" not in repr(kept)
    assert "green" not in repr(kept)

    async with a_hall(drawer, four_questions) as visitor:
        await goes_on(visitor)
        scene = await visitor.sees("叫什么")
        assert scene.title.shown() == "喝茶"
        assert visitor.desk.presenter.draft == "王"
        assert not any("什么茶" in seen.prompt.headline.shown() for seen in visitor.scenes)
        assert any("接着上次" in notice for notice in visitor.notices)
        visitor.desk.back()
        await visitor.sees("几杯")
        assert visitor.desk.presenter.draft == "12"
        visitor.desk.back()
        await visitor.sees("什么茶")


async def test_who_does_not_want_to_stop_after_all_stands_where_she_stood() -> None:
    async with a_hall(Drawer(), four_questions) as visitor:
        visitor.says("tea")
        await visitor.meets("什么茶", "green")
        ways: list[Callable[[], None]] = [partial(visitor.says, False), visitor.desk.back]
        for refuse in ways:
            scene = await visitor.sees("几杯")
            visitor.desk.edit(scene.id, "34")
            visitor.desk.pause()
            assert not (await visitor.sees("先停一停吗")).can_pause
            refuse()
            await visitor.sees("几杯")
            assert visitor.desk.presenter.draft == "34"
            assert visitor.scene.can_pause


async def test_what_cannot_be_kept_is_told_and_she_stays_or_tries_again(caplog: pytest.LogCaptureFixture) -> None:
    drawer = Drawer(faults=[Fault("backend.slow"), RuntimeError("王"), Fault("backend.slow")])
    async with a_hall(drawer, four_questions) as visitor:
        visitor.says("tea")
        await visitor.meets("什么茶", "green")
        scene = await visitor.sees("几杯")
        visitor.desk.edit(scene.id, "34")
        visitor.desk.pause()
        await visitor.meets("先停一停吗", True)
        await visitor.meets("办事系统很慢", "again")
        await visitor.meets("机器的原因", "again")
        await visitor.meets("办事系统很慢", "stay")
        await visitor.sees("几杯")
        assert visitor.desk.presenter.draft == "34"
        await stops(visitor)
    assert len(drawer.kept) == 1


async def test_without_the_network_she_is_told_at_once_and_no_page_turns() -> None:
    async with a_hall(Drawer(network=False), four_questions) as visitor:
        visitor.says("tea")
        scene = await visitor.sees("什么茶")
        visitor.desk.pause()
        await visitor.hears("网络不通")
        assert visitor.scene is scene
        assert visitor.desk.presenter.waiting


async def test_after_something_irreversible_nobody_stops_and_is_told_why() -> None:
    async def serve(visit: Visit) -> None:
        await visit.work(text("倒茶"), lambda: None, held=True)
        await visit.ask(CUPS)

    async with a_hall(Drawer(), serve) as visitor:
        visitor.says("tea")
        scene = await visitor.sees("几杯")
        assert not scene.can_pause
        visitor.desk.pause()
        await visitor.hears("已经办了")
        assert visitor.scene is scene


async def test_where_there_is_nothing_to_stop_she_is_told_so() -> None:
    async def serve(visit: Visit) -> None:
        await visit.ask(CUPS)

    async with a_hall(Drawer(), serve) as visitor:
        visitor.desk.pause()
        await visitor.hears("还没有开始办")
        visitor.says("resume")
        assert not (await visitor.sees("哪个码")).can_pause
        visitor.desk.pause()
        await visitor.hears("不用停")
        visitor.desk.home()
        await visitor.meets("今天", "tea")
        await visitor.meets("几杯", "1")
        assert not (await visitor.sees("办好了")).can_pause


async def test_a_card_a_yes_and_a_secret_are_asked_anew_and_work_is_done_anew() -> None:
    worked: list[int] = []
    done: list[tuple[object, ...]] = []

    async def serve(visit: Visit) -> None:
        kind = await visit.ask(KIND)
        card = await visit.ask(CARD, a_card)
        await visit.work(text("煮"), lambda: worked.append(1))
        secret = await visit.ask(SECRET)
        sure = await visit.ask(SURE)
        cups = await visit.ask(CUPS)
        await visit.ask(TALE)
        done.append((kind, card, secret, sure, cups))

    drawer = Drawer()
    async with a_hall(drawer, serve) as visitor:
        visitor.says("tea")
        await visitor.meets("什么茶", "black")
        await visitor.meets("密码", "99")
        await visitor.meets("要吗", True)
        await visitor.meets("几杯", "5")
        await visitor.sees("茶好了")
        await stops(visitor)
    assert [promise.value for promise in drawer.kept[0].answers] == ["black", "5"]
    async with a_hall(drawer, serve) as visitor:
        await goes_on(visitor)
        await visitor.meets("密码", "98")
        scene = await visitor.sees("要吗")
        assert scene.can_pause
        await stops(visitor)  # and once more, in the middle of going on
    assert [promise.value for promise in drawer.kept[1].answers] == ["black", "5"]
    async with a_hall(drawer, serve) as visitor:
        await goes_on(visitor)
        await visitor.meets("密码", "97")
        await visitor.meets("要吗", False)
        await visitor.meets("茶好了", "on")
        await visitor.sees("办好了")
    assert worked == [1, 1, 1]
    assert done == [("black", 7, "97", False, "5")]


async def test_a_secret_half_typed_is_not_kept() -> None:
    async def serve(visit: Visit) -> None:
        await visit.ask(SECRET)

    drawer = Drawer()
    async with a_hall(drawer, serve) as visitor:
        visitor.says("tea")
        scene = await visitor.sees("密码")
        visitor.desk.edit(scene.id, "77")
        await stops(visitor)
    assert drawer.kept[0].standing is None or drawer.kept[0].standing.value == ""


async def test_a_service_that_changed_meanwhile_asks_from_there_and_says_so() -> None:
    drawer = Drawer()
    async with a_hall(drawer, four_questions) as visitor:
        visitor.says("tea")
        await visitor.meets("什么茶", "green")
        await visitor.meets("几杯", "12")
        await visitor.sees("叫什么")
        await stops(visitor)

    async def with_sugar(visit: Visit) -> None:
        await visit.ask(KIND)
        await visit.ask(EnterDigits(headline=text("几勺糖？"), shortest=1, longest=1))
        await four_questions(visit)

    async with a_hall(drawer, with_sugar) as visitor:
        await goes_on(visitor)
        await visitor.meets("几勺糖", "1")
        assert any("有的内容变了" in notice for notice in visitor.notices)
        await visitor.sees("什么茶")


@pytest.mark.parametrize(
    "kind",
    [
        Choose(headline=KIND.headline, options=(Option("green", text("绿茶"), resting=text("卖完了")),)),
        Choose(headline=KIND.headline, options=(Option("black", text("红茶")), Option("white", text("白茶")))),
    ],
)
async def test_an_answer_that_is_none_any_more_is_asked_for(kind: Choose) -> None:
    drawer = Drawer()
    async with a_hall(drawer, four_questions) as visitor:
        visitor.says("tea")
        await visitor.meets("什么茶", "green")
        await visitor.sees("几杯")
        await stops(visitor)

    async def serve(visit: Visit) -> None:
        await visit.ask(kind)

    async with a_hall(drawer, serve) as visitor:
        await goes_on(visitor)
        await visitor.sees("什么茶")
        await visitor.hears("有的内容变了")


async def test_a_service_that_is_not_offered_any_more_is_told() -> None:
    drawer = Drawer()
    async with a_hall(drawer, four_questions) as visitor:
        visitor.says("tea")
        await visitor.sees("什么茶")
        await stops(visitor)
    async with a_hall(drawer, four_questions, "coffee") as visitor:
        await goes_on(visitor)
        await visitor.meets("这里现在不办了", "home")
        await visitor.sees("今天办什么事")


async def test_a_service_that_rests_keeps_her_answers_until_it_wakes() -> None:
    drawer, kitchen = Drawer(), Kitchen()
    drawer.kept.append(Kept("tea", (Promise("Choose:什么茶？", "green"),), Promise("EnterDigits:几杯？", "12")))
    kitchen.broken = "id_card_reader"
    async with a_hall(drawer, four_questions, kitchen=kitchen) as visitor:
        await goes_on(visitor)
        scene = await visitor.sees("身份证读卡器在休息")
        assert not scene.can_go_back
        visitor.says("again")
        await visitor.until(lambda: visitor.scene.id != scene.id)
        await visitor.sees("身份证读卡器在休息")
        kitchen.broken = ""
        visitor.desk.conditions_changed()
        await visitor.meets("现在可以接着办了", "again")
        await visitor.sees("几杯")
        assert visitor.desk.presenter.draft == "12"


async def test_what_rests_is_taken_along_under_a_new_code_and_nothing_of_it_is_lost() -> None:
    drawer, kitchen = Drawer(), Kitchen()
    kept = Kept("tea", (Promise("Choose:什么茶？", "green"),), Promise("EnterDigits:几杯？", "12"))
    drawer.kept.append(kept)
    kitchen.broken = "id_card_reader"
    async with a_hall(drawer, four_questions, kitchen=kitchen) as visitor:
        await goes_on(visitor)
        await visitor.meets("身份证读卡器在休息", "code")
        await visitor.meets("先停一停吗", False)  # not so soon: it is still in the terminal's hand
        drawer.network = False
        visitor.desk.conditions_changed()
        await visitor.sees("身份证读卡器在休息")
        visitor.desk.conditions_changed()
        visitor.says("code")
        await visitor.hears("网络不通")
        drawer.network = True
        visitor.desk.conditions_changed()
        drawer.faults.append(Fault("backend.slow"))
        await visitor.meets("身份证读卡器在休息", "code")
        await visitor.meets("先停一停吗", True)
        await visitor.meets("办事系统很慢", "stay")
        await visitor.meets("身份证读卡器在休息", "code")
        await visitor.meets("先停一停吗", True)
        await visitor.meets("收好了", "done")
        await visitor.until(lambda: Gone.WAITING in visitor.cleared[1:])
    assert drawer.kept == [kept, kept]


async def test_what_is_not_offered_here_can_be_taken_to_another_terminal() -> None:
    kept = Kept("tea", (Promise("Choose:什么茶？", "green"),), None)
    drawer = Drawer(kept=[kept])
    async with a_hall(drawer, four_questions, "coffee") as visitor:
        await goes_on(visitor)
        await visitor.meets("这里现在不办了", "code")
        await visitor.meets("先停一停吗", True)
        await visitor.meets("收好了", "done")
        await visitor.until(lambda: Gone.WAITING in visitor.cleared[1:])
    assert drawer.kept == [kept, kept]


async def test_she_may_stop_at_the_page_that_tells_of_a_fault() -> None:
    fails = [Fault("backend.slow")]

    def fetch() -> str:
        if fails:
            raise fails.pop()
        return "water"

    async def serve(visit: Visit) -> None:
        await visit.ask(KIND)
        await visit.work(text("打水"), fetch)
        await visit.ask(CUPS)

    drawer = Drawer()
    async with a_hall(drawer, serve) as visitor:
        visitor.says("tea")
        await visitor.meets("什么茶", "green")
        await visitor.sees("办事系统很慢")
        visitor.desk.pause()
        await visitor.meets("先停一停吗", False)
        await visitor.sees("几杯")
        visitor.desk.back()
        await visitor.sees("什么茶")


async def test_home_and_silence_leave_the_way_out_open() -> None:
    async with a_hall(Drawer(), four_questions) as visitor:
        visitor.says("tea")
        await visitor.sees("什么茶")
        visitor.desk.pause()
        await visitor.sees("先停一停吗")
        visitor.desk.home()
        await visitor.sees("今天办什么事")
        visitor.says("tea")
        await visitor.sees("什么茶")
        visitor.desk.pause()
        await visitor.sees("先停一停吗")
        visitor.desk.end()
        await visitor.until(lambda: Gone.WAITING in visitor.cleared[1:])


async def test_two_presses_stop_once_and_one_without_anybody_does_nothing() -> None:
    drawer = Drawer()
    async with a_hall(drawer, four_questions) as visitor:
        visitor.says("tea")
        await visitor.sees("什么茶")
        visitor.desk.pause()
        visitor.desk.pause()
        await visitor.meets("先停一停吗", True)
        await visitor.meets("收好了", "done")
        await visitor.until(lambda: Gone.WAITING in visitor.cleared[1:])
        visitor.desk.pause()
        await asyncio.sleep(0)
    assert len(drawer.kept) == 1


async def test_what_follows_an_irreversible_act_is_asked_and_not_promised() -> None:
    """She had said no to paper and come by again; this time it is a yes, and no second paper may be asked for."""
    drawer = Drawer()
    poured: list[str] = []

    async def serve(visit: Visit) -> None:
        while await visit.ask(TALE) == "on":
            if await visit.confirm(SURE):
                await visit.work(text("倒茶"), poured.append, "tea", held=True)

    async with a_hall(drawer, serve) as visitor:
        visitor.says("tea")
        await visitor.meets("茶好了", "on")
        await visitor.meets("要吗", False)
        await visitor.meets("茶好了", "on")
        await visitor.sees("要吗")
        await stops(visitor)
    async with a_hall(drawer, serve) as visitor:
        await goes_on(visitor)
        await visitor.meets("要吗", True)
        await visitor.sees("茶好了")
        assert poured == ["tea"]


@pytest.mark.parametrize("typed", ["12345", "1a", "1\n", "１２", "1" * 200])
async def test_a_draft_that_nobody_could_have_typed_here_is_not_shown(typed: str) -> None:
    """It could not be erased: every modality refuses what is longer than the question takes."""
    drawer = Drawer(kept=[Kept("tea", (), Promise("EnterDigits:几杯？", typed))])

    async def serve(visit: Visit) -> None:
        await visit.ask(CUPS)

    async with a_hall(drawer, serve) as visitor:
        await goes_on(visitor)
        await visitor.sees("几杯")
        assert visitor.desk.presenter.draft == ""
