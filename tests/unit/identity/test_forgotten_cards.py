"""A card that was forgotten on a reader lets nobody in; a card of hers goes on serving her."""

import asyncio
import dataclasses
from dataclasses import replace

import pytest

from hardware.card_reader.cards import HallCard
from hardware.id_card_reader.cards import IdCard
from hardware.status import DeviceState
from kiosk.identity import card_place
from kiosk.identity.lying import Lying
from kiosk.visit.person import Level
from kiosk.visit.prompts import Choose
from kiosk.visit.sentences import SENTENCES
from tests.helpers.visitor import ScriptedVisitor
from tests.unit.identity.lying_cards import LyingChips, LyingIds, Place
from tests.unit.identity.scripted_ways import HALL, Hall
from tests.unit.identity.test_login import CARD

pytestmark = pytest.mark.anyio

CARDS: dict[str, tuple[IdCard | HallCard, IdCard | HallCard]] = {
    "id": (CARD, replace(CARD, number="690104195605200038")),
    "chip": (HALL, HallCard("LL0000000002")),
}
LEFT = {"id": SENTENCES["reader.card_left"].all.shown(), "chip": SENTENCES["card_reader.card_left"].all.shown()}
BOTH = pytest.mark.parametrize("kind", ["id", "chip"])


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(card_place, "LOOK_AGAIN_S", 0.005)
    monkeypatch.setattr(card_place, "LEFT_S", 0.02)
    monkeypatch.setattr(card_place, "WATCH_S", 0.02)


class Room(Hall):
    """A hall with readers on which cards go on lying; every way in leads to tea."""

    def __init__(self, *, finds_again: bool = True) -> None:
        super().__init__(Level.CLAIM)
        self.ids, self.laid_chips = LyingIds(finds_again=finds_again), LyingChips()
        self.reader = self.ids  # type: ignore[assignment]  # another script
        self.more = dataclasses.replace(self.more, chip_cards=self.laid_chips)
        self.without()

    def place(self, kind: str) -> Place:
        return self.ids.place if kind == "id" else self.laid_chips.place

    @property
    def logins(self) -> list[str]:
        return [words[1] for words in self.office.asked]


async def leaves(visitor: ScriptedVisitor) -> None:
    before = len(visitor.cleared)
    visitor.desk.end()
    await visitor.until(lambda: len(visitor.cleared) > before)


async def comes(visitor: ScriptedVisitor) -> None:
    visitor.desk.begin()
    await visitor.meets("今天", "tea")


async def told_gone(place: Place) -> None:
    """The reader has told that nothing lies there (any more)."""
    async with asyncio.timeout(10):
        while place.gone_told == 0:
            await asyncio.sleep(0.001)


async def is_told(visitor: ScriptedVisitor, kind: str) -> None:
    await visitor.until(lambda: LEFT[kind] in visitor.notices)


async def crashes(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks() -> Choose:
        raise RuntimeError("the home page broke")

    before = len(room.visitor.cleared)
    with monkeypatch.context() as broken:
        broken.setattr(room.desk, "_home", breaks)
        room.desk.home()
        await room.visitor.until(lambda: len(room.visitor.cleared) > before)


async def falls_silent(room: Room) -> None:
    before, idle = len(room.visitor.cleared), room.desk._idle
    limits, idle._limits = idle._limits, (0.0, 0.0)
    idle._warning_s = 0.0
    await room.visitor.until(lambda: len(room.visitor.cleared) > before)
    idle._limits = limits


@BOTH
async def test_a_forgotten_card_does_not_let_the_next_one_in(kind: str) -> None:
    room = Room()
    async with room as visitor:
        room.place(kind).lay(CARDS[kind][0])
        await visitor.sees("几号茶")
        await leaves(visitor)
        await comes(visitor)
        await is_told(visitor, kind)
        assert "您是谁" in visitor.scene.prompt.headline.shown()
        assert visitor.scene.who == ""
        assert len(room.logins) == 1


@BOTH
async def test_lifted_and_laid_down_again_it_counts_and_is_told_of_no_more(kind: str) -> None:
    room = Room()
    async with room as visitor:
        place, card = room.place(kind), CARDS[kind][0]
        place.lay(card)
        await visitor.sees("几号茶")
        await leaves(visitor)
        await comes(visitor)
        await is_told(visitor, kind)
        place.lift()
        await told_gone(place)
        place.lay(card)
        await visitor.sees("几号茶")
        assert visitor.notices.count(LEFT[kind]) == 1
        assert len(room.logins) == 2


@BOTH
async def test_who_takes_her_card_along_uses_it_in_the_next_visit_as_in_the_first(kind: str) -> None:
    room = Room()
    async with room as visitor:
        place, card = room.place(kind), CARDS[kind][0]
        place.lay(card)
        await visitor.sees("几号茶")
        await leaves(visitor)
        place.lift()
        await told_gone(place)  # with nobody there
        await comes(visitor)
        await visitor.sees("您是谁")
        place.lay(card)
        await visitor.sees("几号茶")
        assert LEFT[kind] not in visitor.notices


async def test_on_a_reader_that_finds_each_card_once_she_uses_it_in_two_visits() -> None:
    room = Room(finds_again=False)
    async with room as visitor:
        room.ids.place.lay(CARD)
        await visitor.sees("几号茶")
        await leaves(visitor)
        await told_gone(room.ids.place)
        await comes(visitor)
        await visitor.sees("您是谁")
        room.ids.place.lift()
        room.ids.place.lay(CARD)
        await visitor.sees("几号茶")
        assert LEFT["id"] not in visitor.notices


async def test_a_reader_that_finds_each_card_once_may_find_it_again_when_it_was_away() -> None:
    room = Room(finds_again=False)
    async with room as visitor:
        room.ids.place.lay(CARD)
        await visitor.sees("几号茶")
        await leaves(visitor)
        await told_gone(room.ids.place)
        room.ids.place.opened.count("opens")
        room.ids.place.fresh = True
        await comes(visitor)
        await is_told(visitor, "id")
        assert len(room.logins) == 1
        room.ids.place.lay(CARD)
        await visitor.sees("几号茶")


@BOTH
async def test_a_visit_that_crashed_or_fell_silent_leaves_no_card_for_the_next(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = Room()
    async with room as visitor:
        room.place(kind).lay(CARDS[kind][0])
        await visitor.sees("几号茶")
        await crashes(room, monkeypatch)
        await comes(visitor)
        await is_told(visitor, kind)
        await falls_silent(room)
        visitor.notices.clear()
        await comes(visitor)
        await is_told(visitor, kind)
        assert len(room.logins) == 1


@BOTH
async def test_in_one_visit_a_card_that_goes_on_lying_goes_on_counting(kind: str) -> None:
    room = Room()
    async with room as visitor:
        room.place(kind).lay(CARDS[kind][0])
        await visitor.sees("几号茶")
        visitor.desk.back()
        await visitor.until(lambda: len(room.logins) == 2)
        await visitor.sees("几号茶")
        visitor.desk.home()
        await visitor.meets("今天", "tea")
        await visitor.sees("几号茶")
        assert LEFT[kind] not in visitor.notices


@BOTH
async def test_another_card_beside_the_forgotten_one_counts_and_the_forgotten_one_still_does_not(kind: str) -> None:
    room = Room()
    async with room as visitor:
        forgotten, hers = CARDS[kind]
        room.place(kind).lay(forgotten)
        await visitor.sees("几号茶")
        await leaves(visitor)
        await comes(visitor)
        await is_told(visitor, kind)
        room.place(kind).lay(hers)
        await visitor.sees("几号茶")
        room.place(kind).lift()
        visitor.notices.clear()
        visitor.desk.back()
        await is_told(visitor, kind)
        assert room.logins == [forgotten.number, hers.number]


async def test_a_card_that_was_found_and_not_read_does_not_count_in_the_next_visit() -> None:
    room = Room()
    room.ids.unreadable = True
    async with room as visitor:
        room.ids.place.lay(CARD)
        await visitor.hears("没有读出来")
        await leaves(visitor)
        room.ids.unreadable = False
        await comes(visitor)
        await is_told(visitor, "id")
        assert room.logins == []


@BOTH
async def test_a_forgotten_card_is_told_of_once_and_not_as_being_read(kind: str) -> None:
    room = Room()
    async with room as visitor:
        place = room.place(kind)
        place.lay(CARDS[kind][0])
        await visitor.sees("几号茶")
        await leaves(visitor)
        visitor.notices.clear()
        await comes(visitor)
        await is_told(visitor, kind)
        asked = place.asked_whether_gone
        async with asyncio.timeout(10):
            while place.asked_whether_gone < asked + 3:
                await asyncio.sleep(0.005)
        assert visitor.notices == [LEFT[kind]]


async def test_a_reader_that_is_away_is_not_asked_whether_a_card_has_gone() -> None:
    room = Room()
    async with room as visitor:
        room.ids.place.lay(CARD)
        await visitor.sees("几号茶")
        room.ids.state = DeviceState.POWER_OFF
        async with asyncio.timeout(10):
            while room.ids.place.busy:
                await asyncio.sleep(0.001)
        asked = room.ids.place.asked_whether_gone
        await asyncio.sleep(0.05)
        assert room.ids.place.asked_whether_gone == asked
        room.ids.state = DeviceState.ONLINE
        room.ids.place.lift()
        await told_gone(room.ids.place)


def test_of_a_card_nothing_is_kept_by_which_anybody_could_know_it() -> None:
    one, another = Lying(), Lying()
    for lying in (one, another):
        assert lying.read(CARD.number, 1)
    assert CARD.number not in repr(vars(one))
    assert set(vars(one)["_laid"]).isdisjoint(vars(another)["_laid"]), "each has a key of its own"
    one.gone()
    assert not one
    assert not vars(one)["_laid"]
