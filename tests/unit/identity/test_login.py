"""Logging in with a reader and an office that a script plays."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from hardware.counters import Counters
from hardware.errors import Completion, DeviceError
from hardware.gb_codes import Sex
from hardware.id_card_reader.cards import CardKind, IdCard, ResidentCard
from hardware.id_card_reader.contract import IdCardReader, Lift, ReaderReason
from hardware.status import DeviceState, DeviceStatus, StatusListener
from kiosk.foundation.clock import SystemClock
from kiosk.foundation.errors import Fault
from kiosk.identity import card_place
from kiosk.identity.login import Login
from kiosk.visit.catalogue import Catalogue, Entry, Service
from kiosk.visit.conversation import Conversation
from kiosk.visit.idle import Idle
from kiosk.visit.person import Level, Person
from kiosk.visit.prompts import EnterDigits
from kiosk.visit.sentences import SENTENCES
from kiosk.visit.text import Text, text
from kiosk.visit.visit import Visit
from tests.helpers.scripted_office import ScriptedOffice
from tests.helpers.visitor import ScriptedVisitor
from tests.unit.visit.conftest import AllWell

pytestmark = pytest.mark.anyio

CARD = ResidentCard(
    kind=CardKind.RESIDENT,
    name="林小满",
    number="69010419560520002X",
    birth=date(1956, 5, 20),
    sex=Sex.FEMALE,
    valid_from=date(2016, 3, 12),
    valid_until=None,
    issuer="蓉城市公安局邻里分局",
    nation="汉",
    address="蓉城市邻里区梧桐街8号",
)
EXPIRED = replace(CARD, valid_until=date(2020, 1, 1))


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(card_place, "LOOK_AGAIN_S", 0.005)


class ScriptedReader(IdCardReader):
    """Gives one thing after the other, then waits for ever; `health` can be turned."""

    def __init__(self, *script: IdCard | ReaderReason) -> None:
        self._script: Iterator[IdCard | ReaderReason] = iter(script)
        self.state = DeviceState.ONLINE
        self.reads = 0
        self.reading = 0
        self.waited_for_lift = 0

    async def read_card(self, deadline_s: float, *, progress: Callable[[], None] | None = None) -> IdCard:
        self.reads += 1
        self.reading += 1
        assert self.reading == 1, "one reader reads one card at a time"
        try:
            given = next(self._script, None)
            if given is None:
                await asyncio.Event().wait()
            if isinstance(given, ReaderReason):
                await asyncio.sleep(0)
                raise DeviceError(Completion.HARDWARE_ERROR, given)
            assert given is not None
            if progress is not None:
                progress()
            return given
        finally:
            self.reading -= 1

    async def wait_until_lifted(self, deadline_s: float) -> Lift:
        self.waited_for_lift += 1
        return Lift.NOT_KNOWN

    async def sam_id(self) -> str:
        return ""

    @property
    def status(self) -> DeviceStatus:
        return DeviceStatus("r", "id_card_reader", "scripted", self.state, (), "", 0, datetime(2026, 1, 1, tzinfo=UTC))

    def subscribe(self, listener: StatusListener) -> Callable[[], None]:
        return lambda: None

    @property
    def counters(self) -> Counters:
        return Counters()

    def pause(self) -> None:
        """Nothing to pause."""

    def resume(self) -> None:
        """Nothing to resume."""

    def start(self) -> None:
        """Nothing to start."""

    def close(self) -> None:
        """Nothing to close."""


class OneLevel(ScriptedOffice):
    """Knows everybody who has a card, at one level."""

    def __init__(self, level: Level = Level.CARD) -> None:
        super().__init__()
        self.level = level
        self.cards: list[str] = []

    def log_in(self, card: IdCard, person: Person | None = None) -> Person:
        self.cards.append(card.number)
        return Person(self.level, "林**")


async def nobody(_service: str) -> Text:
    return text("好")


class Hall:
    """A service that asks who it is, twice, and then one question."""

    def __init__(self, reader: IdCardReader | None, office: ScriptedOffice) -> None:
        self.login = Login(reader, office, SystemClock())
        self.known: list[Person] = []
        entry = Entry("tea", text("喝茶"), text("一杯"), "drop", "jade", ("喝茶",))
        services = (Service(entry, self.serve),)
        self.desk = Conversation(Catalogue(services, AllWell()), SystemClock(), Idle(), nobody)
        self.visitor = ScriptedVisitor(self.desk)

    async def serve(self, visit: Visit) -> None:
        self.known.append(await self.login.require(visit, Level.CARD))
        assert await self.login.require(visit, Level.CARD) is self.known[-1]
        await visit.ask(EnterDigits(headline=text("几号茶？"), shortest=1, longest=2))

    async def __aenter__(self) -> ScriptedVisitor:
        self.running = asyncio.create_task(self.desk.run())
        self.desk.begin()
        await self.visitor.meets("今天", "tea")
        return self.visitor

    async def __aexit__(self, *_: object) -> None:
        self.running.cancel()
        await asyncio.gather(self.running, return_exceptions=True)


async def test_a_card_logs_in_once_and_is_asked_for_no_more() -> None:
    office = OneLevel()
    async with Hall(ScriptedReader(CARD), office) as visitor:
        assert (await visitor.sees("几号茶")).who == "林**"
        visitor.desk.home()
        await visitor.meets("今天", "tea")
        await visitor.sees("几号茶")
    assert office.cards == [CARD.number]


async def test_back_asks_for_the_card_again_and_another_card_is_another_person() -> None:
    other = replace(CARD, number="690104195605200038")
    office = OneLevel()
    async with Hall(ScriptedReader(CARD, other), office) as visitor:
        await visitor.sees("几号茶")
        before = visitor.scene.id
        visitor.desk.back()
        await visitor.until(lambda: visitor.scene.id > before + 1)
        await visitor.sees("几号茶")
    assert office.cards == [CARD.number, other.number]


@pytest.mark.parametrize("reason", [r for r in ReaderReason if r is not ReaderReason.NO_CARD])
async def test_every_trouble_of_the_reader_is_said_and_the_next_card_is_read(reason: ReaderReason) -> None:
    async with Hall(ScriptedReader(reason, CARD), OneLevel()) as visitor:
        await visitor.sees("几号茶")
        assert SENTENCES[f"reader.{reason}"].all.shown() in visitor.notices


async def test_no_card_is_no_trouble() -> None:
    async with Hall(ScriptedReader(ReaderReason.NO_CARD, ReaderReason.NO_CARD, CARD), OneLevel()) as visitor:
        await visitor.sees("几号茶")
        assert visitor.notices == ["看到证件了，正在读。请不要拿开。"]


async def test_a_reader_that_is_gone_is_waited_for_and_greeted_when_it_is_back() -> None:
    reader = ScriptedReader(ReaderReason.READER_ABSENT, CARD)
    reader.state = DeviceState.NO_DEVICE
    async with Hall(reader, OneLevel()) as visitor:
        await visitor.hears("读卡器断开")
        await asyncio.sleep(0.05)
        assert reader.reads == 1
        reader.state = DeviceState.ONLINE
        await visitor.sees("几号茶")
        assert any("接好了" in notice for notice in visitor.notices)


async def test_an_expired_card_is_told_of_once_and_waited_for_until_it_is_lifted() -> None:
    reader = ScriptedReader(EXPIRED, CARD)
    async with Hall(reader, OneLevel()) as visitor:
        await visitor.sees("几号茶")
        assert sum("有效期" in notice for notice in visitor.notices) == 1
    assert reader.waited_for_lift == 2, "for the old one, and it is watched when the good one goes"


async def test_without_a_reader_the_way_rests_and_a_fault_is_told() -> None:
    async with Hall(None, OneLevel()) as visitor:
        await visitor.sees("读卡器断开")


async def test_a_level_below_what_was_asked_for_is_no_login() -> None:
    hall = Hall(ScriptedReader(CARD, CARD), OneLevel(Level.CLAIM))
    async with hall as visitor:
        await visitor.sees("没有查到您的登记信息")
        assert visitor.scene.who == ""
    assert hall.known == []


async def test_home_lets_the_reader_go() -> None:
    reader = ScriptedReader()
    async with Hall(reader, OneLevel()) as visitor:
        await visitor.sees("请放身份证")
        async with asyncio.timeout(10):
            while reader.reading == 0:
                await asyncio.sleep(0.005)
        visitor.desk.home()
        await visitor.sees("今天")
        assert reader.reading == 0


async def test_a_session_that_is_opened_after_she_has_left_is_ended_at_once() -> None:
    go, ended = threading.Event(), threading.Event()

    class SlowOffice(OneLevel):
        def log_in(self, card: IdCard, person: Person | None = None) -> Person:
            go.wait(10)
            return Person(Level.CARD, "林**", log_out=ended.set)

    async with Hall(ScriptedReader(CARD), SlowOffice()) as visitor:
        await visitor.sees("正在核对")
        visitor.desk.home()
        await visitor.sees("今天")
        go.set()
        assert await asyncio.to_thread(ended.wait, 10)


def test_a_person_a_card_and_a_fault_show_nothing_of_themselves() -> None:
    person = Person(Level.CARD, "林**", "5****************X", session="token-of-the-session")
    for shown in (repr(CARD), str(CARD), f"{CARD}", repr(person), str([CARD, person])):
        for secret in ("林小满", "69010419560520002", "梧桐街", "1956", "token-of"):
            assert secret not in shown
    assert repr(Fault("reader.no_card", card=1)) == "Fault('reader.no_card')"
