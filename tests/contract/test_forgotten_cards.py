"""A forgotten card on the emulated readers, of either kind and either behaviour, with the whole login before them."""

import asyncio
import dataclasses
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from hardware.card_reader.contract import CardMoved, CardRemoved
from hardware.emulators.cards import resident_card
from hardware.emulators.chip_cards.hall import HallChip
from hardware.emulators.id_card_reader import IdCardReaderEmulator
from hardware.emulators.pcscd import only_one
from kiosk.identity import card_place
from kiosk.visit.person import Level
from kiosk.visit.sentences import SENTENCES
from tests.contract.test_id_card_reader import ga467_serial
from tests.helpers.pcscd_bench import card_bench, until
from tests.helpers.visitor import ScriptedVisitor
from tests.unit.identity.scripted_ways import Hall

pytestmark = [pytest.mark.anyio, *([pytest.mark.xdist_group("pcscd")] if only_one() else [])]

LEFT = {SENTENCES[f"{errors}.card_left"].all.shown() for errors in ("reader", "card_reader")}


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(card_place, "LOOK_AGAIN_S", 0.02)
    monkeypatch.setattr(card_place, "LEFT_S", 1.0)
    monkeypatch.setattr(card_place, "WATCH_S", 0.5)


@dataclass(frozen=True)
class Door:
    """A hall with one emulated reader, and a hand that lays her card on it and lifts it until that was seen."""

    hall: Hall
    lay: Callable[[], None]
    lift: Callable[[], None]
    was_seen: Callable[[], bool]

    @property
    def logins(self) -> int:
        return len(self.hall.office.asked)


@contextmanager
def id_door(folder: Path, *, finds_resting_card: bool) -> Iterator[Door]:
    with IdCardReaderEmulator(folder / "reader", finds_resting_card=finds_resting_card) as device:
        reader = ga467_serial(device.path)
        reader.start()
        try:
            until(lambda: reader.status.usable)
            hall = Hall(Level.CLAIM, chips=False)
            hall.reader = reader  # type: ignore[assignment]  # a real one

            def lift() -> None:
                device.lift_card()
                device.commands.clear()

            def was_seen() -> bool:
                return device.commands.count(b"\x20\x01") >= 5

            yield Door(hall.without(), lambda: device.put_card(resident_card()), lift, was_seen)
        finally:
            reader.close()


@contextmanager
def chip_door(folder: Path) -> Iterator[Door]:
    with card_bench(folder) as bench:
        until(lambda: bench.reader.status.usable)
        hall = Hall(Level.CLAIM)
        hall.more = dataclasses.replace(hall.more, chip_cards=bench.reader)
        told: list[CardMoved] = []
        bench.reader.listen(lambda event: told.append(event.value))
        yield Door(
            hall.without(),
            lambda: bench.device.put_card(HallChip()),
            lambda: bench.device.pull_card(0),
            lambda: CardRemoved(0) in told,
        )


def is_watched() -> bool:
    return any(task.get_name() == "reader watched" for task in asyncio.all_tasks())


async def wait_for(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not true():
            await asyncio.sleep(0.01)


async def next_one(visitor: ScriptedVisitor) -> None:
    before = len(visitor.cleared)
    visitor.desk.end()
    await visitor.until(lambda: len(visitor.cleared) > before)
    visitor.notices.clear()
    visitor.desk.begin()
    await visitor.meets("今天", "tea")


@contextmanager
def door_of(kind: str, folder: Path) -> Iterator[Door]:
    opened = chip_door(folder) if kind == "chip" else id_door(folder, finds_resting_card=True)
    with opened as door:
        yield door


@pytest.mark.parametrize("kind", ["id", "chip"])
async def test_who_forgets_her_card_lets_nobody_in_and_may_lay_it_down_again(kind: str, tmp_path: Path) -> None:
    with door_of(kind, tmp_path) as door:
        async with door.hall as visitor:
            door.lay()
            await visitor.sees("几号茶")
            await next_one(visitor)
            await visitor.until(lambda: bool(LEFT & set(visitor.notices)))
            assert (door.logins, visitor.scene.who) == (1, "")
            door.lift()
            await wait_for(door.was_seen)
            door.lay()
            await visitor.sees("几号茶")
            assert door.logins == 2


async def test_a_reader_that_finds_each_card_once_serves_her_in_two_visits(tmp_path: Path) -> None:
    with id_door(tmp_path, finds_resting_card=False) as door:
        async with door.hall as visitor:
            door.lay()
            await visitor.sees("几号茶")
            await wait_for(lambda: not is_watched())
            await next_one(visitor)
            await visitor.sees("您是谁")
            assert door.logins == 1, "what lies there is not found again"
            door.lift()
            door.lay()
            await visitor.sees("几号茶")
            assert not LEFT & set(visitor.notices)
