"""What the house asks in between: the open question waits as it stands, and comes back, whatever happens meanwhile."""

import asyncio
from dataclasses import replace

import pytest

from kiosk.visit.modes import Modes, Size
from kiosk.visit.prompts import Choose, Confirm, EnterDigits, Option
from kiosk.visit.text import text
from kiosk.visit.visit import Visit
from tests.unit.visit.conftest import Hall

pytestmark = pytest.mark.anyio

CODE = EnterDigits(headline=text("几号茶？"), shortest=2, longest=4)
WHICH = Choose(headline=text("您要哪一个？"), options=(Option("a", text("红茶")), Option("b", text("绿茶"))))


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


async def test_the_question_comes_back_with_its_number_and_what_was_typed(hall: Hall) -> None:
    told: list[object] = []

    async def serve(visit: Visit) -> None:
        told.append(await visit.ask(CODE))

    async with hall(serve) as visitor:
        scene = await visitor.sees("几号茶")
        visitor.desk.edit(scene.id, "4")
        visitor.desk.ask_aside(WHICH, told.append)
        aside = await visitor.sees("您要哪一个")
        assert aside.id != scene.id
        assert aside.can_go_back
        assert not aside.can_pause
        visitor.desk.answer(scene.id, "42")  # late: that page is not to be seen now
        visitor.desk.answer(aside.id, "nothing of it")
        assert told == []
        visitor.desk.answer(aside.id, "b")
        assert told == ["b"]
        assert (await visitor.sees("几号茶")).id == scene.id
        assert visitor.drafts[-1] == "4"
        visitor.says("42")
        await visitor.sees("办好了")
    assert told == ["b", "42"]


async def test_back_leaves_the_aside_and_not_the_question(hall: Hall) -> None:
    told: list[object] = []

    async def serve(visit: Visit) -> None:
        await visit.ask(CODE)

    async with hall(serve) as visitor:
        scene = await visitor.sees("几号茶")
        visitor.desk.ask_aside(WHICH, told.append)
        await visitor.sees("您要哪一个")
        visitor.desk.back()
        assert told == [None]
        assert visitor.scene.id == scene.id


async def test_an_aside_may_answer_the_question_and_its_page_is_not_shown_again(hall: Hall) -> None:
    async def serve(visit: Visit) -> None:
        await visit.ask(CODE)

    async with hall(serve) as visitor:
        scene = await visitor.sees("几号茶")
        visitor.desk.ask_aside(WHICH, lambda _value: visitor.desk.answer(scene.id, "42"))
        await visitor.meets("您要哪一个", "a")
        await visitor.sees("办好了")
        assert [shown.id for shown in visitor.scenes].count(scene.id) == 1


async def test_an_aside_in_an_aside_keeps_the_question_under_both(hall: Hall) -> None:
    first: list[object] = []
    second: list[object] = []

    async def serve(visit: Visit) -> None:
        await visit.ask(CODE)

    async with hall(serve) as visitor:
        scene = await visitor.sees("几号茶")
        visitor.desk.ask_aside(WHICH, first.append)
        await visitor.sees("您要哪一个")
        visitor.desk.ask_aside(Confirm(headline=text("真的吗？")), second.append)
        await visitor.meets("真的吗", True)
        assert (first, second) == ([], [True])
        assert visitor.scene.id == scene.id


async def test_the_question_goes_away_under_the_aside(hall: Hall) -> None:
    """A card was laid down, or she went home: the aside goes with it, and nobody is told an answer."""
    told: list[object] = []
    card = asyncio.Event()

    async def lay() -> str:
        await card.wait()
        return "card"

    async def serve(visit: Visit) -> None:
        await visit.ask(replace(WHICH, headline=text("先等一等？")), lay)
        await visit.ask(CODE)

    async with hall(serve) as visitor:
        await visitor.sees("先等一等")
        visitor.desk.ask_aside(WHICH, told.append)
        aside = await visitor.sees("您要哪一个")
        card.set()
        await visitor.sees("几号茶")
        visitor.desk.answer(aside.id, "a")
        visitor.desk.ask_aside(WHICH, told.append)
        await visitor.sees("您要哪一个")
        visitor.desk.home()
        await visitor.sees("今天办什么事")
    assert told == []


async def test_modes_are_changed_while_an_aside_stands(hall: Hall) -> None:
    async def serve(visit: Visit) -> None:
        await visit.ask(CODE)

    async with hall(serve) as visitor:
        scene = await visitor.sees("几号茶")
        visitor.desk.ask_aside(WHICH, lambda _value: visitor.desk.set_modes(Modes(size=Size.DOUBLE)))
        await visitor.meets("您要哪一个", "a")
        assert visitor.scene.id == scene.id
        assert visitor.desk.presenter.modes.size is Size.DOUBLE


async def test_who_stumbles_over_an_answer_leaves_the_question_on_the_screen(hall: Hall) -> None:
    """Else the aside would stand there, with keys that lead nowhere, until everybody has gone."""
    told: list[object] = []

    async def serve(visit: Visit) -> None:
        told.append(await visit.ask(CODE))

    def stumbles(_value: object) -> None:
        raise LookupError

    async with hall(serve) as visitor:
        scene = await visitor.sees("几号茶")
        visitor.desk.ask_aside(WHICH, stumbles)
        aside = await visitor.sees("您要哪一个")
        with pytest.raises(LookupError):
            visitor.desk.answer(aside.id, "b")
        assert (await visitor.sees("几号茶")).id == scene.id
        visitor.says("42")
        await visitor.sees("办好了")
    assert told == ["42"]
