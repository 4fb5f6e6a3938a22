"""A conversation aside that several services hold is tried in the first of them, and passed through in the others."""

import asyncio
from collections.abc import Awaitable, Callable

from kiosk.app.crawl.findings import Report, Rule
from kiosk.visit.catalogue import Entry, Service
from kiosk.visit.prompts import Choose, Confirm, Option, Tell
from kiosk.visit.text import text
from kiosk.visit.visit import Visit
from tests.crawler.hall import ENTRY, Hall

Converse = Callable[[Visit], Awaitable[str]]
CAKE = Entry("cake", text("吃点心"), text("一块"), "drop", "jade", ("点心",))
KNOCK = Confirm(headline=text("要敲门吗？"), yes=text("敲门"), no=text("先不敲"))
DOOR = Choose(
    headline=text("从哪个门进？"),
    options=(Option("front", text("正门")), Option("side", text("边门")), Option("look", text("先看看"))),
)
LOOKED = Tell(headline=text("门都开着"), actions=(Option("on", text("知道了")),))
TEA = Confirm(headline=text("茶要热的吗？"), yes=text("热的"), no=text("凉的"))
SWEET = Confirm(headline=text("点心要甜的吗？"), yes=text("甜的"), no=text("咸的"))


async def by_a_door(visit: Visit) -> str:
    """An aside of three pages: two doors lead out, and looking leads round."""
    await visit.ask(KNOCK)
    while True:
        door = await visit.ask(DOOR)
        if door != "look":
            return str(door)
        await visit.ask(LOOKED)


async def through_a_wall(visit: Visit) -> str:
    """An aside in which a choice leads nowhere."""
    while await visit.ask(DOOR) == "look":
        pass
    return "front"


def after(aside: Converse, question: Confirm, *, again: bool = False) -> Callable[[Visit], Awaitable[None]]:
    """A service that asks something when the aside is over; `again`: "no" leads nowhere."""

    async def serve(visit: Visit) -> None:
        await visit.aside("door", aside)
        while not await visit.confirm(question) and again:
            await asyncio.sleep(0)

    return serve


def both(first: Converse, second: Callable[[Visit], Awaitable[None]]) -> tuple[Report, list[str]]:
    hall = Hall(after(first, TEA), "keypad", patience_s=1.5, beside=(Service(CAKE, second),))
    return hall.crawl(), hall.said


def moves_of(service: str, said: list[str]) -> int:
    return next(int(line.split(" prompts, ")[1].split()[0]) for line in said if line.startswith(f"{service} by "))


def test_an_aside_is_tried_once_and_passed_through_afterwards() -> None:
    report, said = both(by_a_door, after(by_a_door, SWEET))
    assert [str(finding) for finding in report.findings] == []
    assert report.services == {ENTRY.id: True, CAKE.id: True}
    assert report.passed_through == 2  # no way out leads by the page of having looked
    assert report.to_json()["passed_through"] == 2
    assert moves_of("cake", said) < moves_of("tea", said)
    assert not any(line.startswith("cake: Tell “门都开着”") for line in said)


def test_what_is_wrong_inside_is_found_once() -> None:
    report, _said = both(through_a_wall, after(through_a_wall, SWEET))
    assert [(one.service, one.rule) for one in report.findings] == [("tea", Rule.LEADS)]


def test_what_is_wrong_behind_it_is_found_in_the_service_that_only_passed_through() -> None:
    report, _said = both(by_a_door, after(by_a_door, SWEET, again=True))
    assert [(one.service, one.prompt, one.rule) for one in report.findings] == [
        ("cake", "Confirm “点心要甜的吗？”", Rule.LEADS)
    ]


def test_a_page_that_is_one_of_the_service_itself_is_tried_even_if_it_was_passed_through_before() -> None:
    async def twice(visit: Visit) -> None:
        await visit.aside("door", by_a_door)
        await visit.confirm(SWEET)
        while await visit.ask(DOOR) == "look":
            await visit.ask(LOOKED)

    report, said = both(by_a_door, twice)
    assert [str(finding) for finding in report.findings] == []
    assert any(line.startswith("cake: Tell “门都开着”") for line in said)
