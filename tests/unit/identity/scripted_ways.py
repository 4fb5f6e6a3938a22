"""A hall whose cards, scanner, faces and office are played by scripts, and a visitor in it."""

import asyncio
import dataclasses
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from hardware.card_reader.cards import Access, Card, HallCard, SocialSecurityCard
from hardware.card_reader.contract import CardMoved, CardReader, CardReaderReason
from hardware.code_scanner.codes import CodeKind, ScannedCode
from hardware.code_scanner.contract import CodeScanner, ScanListener, ScannerReason
from hardware.counters import Counters
from hardware.errors import Completion, DeviceError
from hardware.events import Event as Told
from hardware.id_card_reader.cards import IdCard
from hardware.status import DeviceState, DeviceStatus, StatusListener
from kiosk.faces.contract import Outcome, Portrait, Stake, Template, Verdict
from kiosk.foundation.clock import SystemClock
from kiosk.foundation.errors import Fault
from kiosk.identity.attempts import Attempts
from kiosk.identity.audit import Event
from kiosk.identity.face_way import FaceWay
from kiosk.identity.login import Login, MoreWays
from kiosk.identity.templates import Kept, TemplateClaim
from kiosk.visit.catalogue import Catalogue, Entry, Service
from kiosk.visit.conversation import Conversation
from kiosk.visit.idle import Idle
from kiosk.visit.person import Level, Person
from kiosk.visit.prompts import EnterDigits, Option, Present, Way
from kiosk.visit.text import NOTHING, Text, text
from kiosk.visit.visit import Visit
from tests.helpers.scripted_office import ScriptedOffice
from tests.helpers.visitor import ScriptedVisitor
from tests.unit.identity.test_login import ScriptedReader
from tests.unit.visit.conftest import AllWell

MODEL = "expo+fr"
HALL = HallCard("LL0000000001")
SOCIAL = SocialSecurityCard(
    access=Access.OPEN, number="690104195605200021", name="林小满", birth=date(1956, 5, 20), card_number="A1"
)


class Quiet:
    """What every scripted device has."""

    kind = ""

    def __init__(self) -> None:
        self.state = DeviceState.ONLINE

    @property
    def status(self) -> DeviceStatus:
        since = datetime(2026, 1, 1, tzinfo=UTC)
        return DeviceStatus("d", self.kind, "scripted", self.state, (), "", 0, since)

    @property
    def counters(self) -> Counters:
        return Counters()

    def subscribe(self, listener: StatusListener) -> Callable[[], None]:
        return lambda: None

    def pause(self) -> None:
        """Nothing to pause."""

    def resume(self) -> None:
        """Nothing to resume."""

    def start(self) -> None:
        """Nothing to start."""

    def close(self) -> None:
        """Nothing to close."""


class ScriptedChips(Quiet, CardReader):
    """Waits until a test lays a card down."""

    kind = "card_reader"

    def __init__(self, *cards: Card | CardReaderReason) -> None:
        super().__init__()
        self._laid: asyncio.Queue[Card | CardReaderReason] = asyncio.Queue()
        for card in cards:
            self._laid.put_nowait(card)
        self.reading = 0

    def lay(self, card: Card | CardReaderReason) -> None:
        self._laid.put_nowait(card)

    async def read(self, deadline_s: float, *, progress: Callable[[], None] | None = None) -> Card:
        self.reading += 1
        try:
            given = await self._laid.get()
        finally:
            self.reading -= 1
        if isinstance(given, CardReaderReason):
            raise DeviceError(Completion.HARDWARE_ERROR, given)
        return given

    async def wait_until_removed(self, deadline_s: float) -> bool:
        return True

    def listen(self, listener: Callable[[Told[CardMoved]], None]) -> Callable[[], None]:
        return lambda: None

    async def readers(self) -> tuple[str, ...]:
        return ()


class LaidCards(ScriptedReader):
    """An identity card reader on which a test lays cards when it wants to."""

    def __init__(self, *cards: IdCard) -> None:
        super().__init__()
        self._laid: asyncio.Queue[IdCard] = asyncio.Queue()
        for card in cards:
            self._laid.put_nowait(card)

    def lay(self, card: IdCard) -> None:
        self._laid.put_nowait(card)

    async def read_card(self, deadline_s: float, *, progress: Callable[[], None] | None = None) -> IdCard:
        self.reading += 1
        try:
            return await self._laid.get()
        finally:
            self.reading -= 1


class ScriptedScanner(Quiet, CodeScanner):
    """Waits until a test holds a code to it."""

    kind = "code_scanner"

    def __init__(self) -> None:
        super().__init__()
        self._held: asyncio.Queue[ScannedCode | ScannerReason] = asyncio.Queue()
        self.open = 0

    def hold(self, content: str, *kinds: CodeKind) -> None:
        kind = kinds[0] if len(kinds) == 1 else CodeKind.UNKNOWN
        self._held.put_nowait(ScannedCode(kind, frozenset(kinds), len(content), content))

    def fail(self, reason: ScannerReason) -> None:
        self._held.put_nowait(reason)

    @property
    def scanning(self) -> bool:
        return self.open > 0

    def listen(self, listener: ScanListener) -> Callable[[], None]:
        return lambda: None

    async def enable(self, window_s: float) -> None:
        """Never asked."""

    def disable(self) -> None:
        """Never asked."""

    async def scan(self, deadline_s: float, *, progress: Callable[[], None] | None = None) -> ScannedCode:
        self.open += 1
        try:
            given = await self._held.get()
        finally:
            self.open -= 1
        if isinstance(given, ScannerReason):
            raise DeviceError(Completion.HARDWARE_ERROR, given)
        return given


@dataclass
class ScriptedFace:
    """Looks at whoever comes, on a page as the real one, and sees what the script says: outcomes, then a fault."""

    sees: list[Outcome | Fault | int] = field(default_factory=list)
    rests: Text = NOTHING
    looked: list[tuple[tuple[Portrait | Template, ...], Stake]] = field(default_factory=list)
    looking: int = 0

    def resting(self) -> Text:
        return self.rests

    async def against(
        self,
        visit: Visit,
        references: Sequence[Portrait | Template],
        stake: Stake,
        failed: Callable[[Outcome], bool] = lambda _outcome: True,
    ) -> Verdict:
        self.looked.append((tuple(references), stake))
        page = Present(
            headline=text("请面向摄像头"),
            ways=(Way("face", text("摄像头"), "camera", place="camera"),),
            others=(Option("another_way", text("换一种办法")),),
            mirror=True,
        )
        answer = await visit.ask(page, lambda: self._look(failed))
        if not isinstance(answer, Verdict):
            raise Fault("face.another_way")
        return answer

    async def _look(self, failed: Callable[[Outcome], bool]) -> Verdict:
        self.looking += 1
        try:
            while self.sees:
                seen = self.sees.pop(0)
                if isinstance(seen, Fault):
                    raise seen
                if isinstance(seen, int):
                    return Verdict(Outcome.SAME, seen)
                if not failed(seen):
                    raise Fault(f"face.{seen}")
            await asyncio.Event().wait()
        finally:
            self.looking -= 1
        raise AssertionError


@dataclass
class PaperStore:
    """Templates by their claims."""

    by_claim: dict[TemplateClaim, tuple[Kept, ...]] = field(default_factory=dict)
    broken: Fault | None = None

    def named(self, claim: TemplateClaim) -> tuple[Kept, ...]:
        if self.broken is not None:
            raise self.broken
        return self.by_claim.get(claim, ())

    def open(self, kept: Kept) -> Template:
        return Template(kept.model, kept.consent_id.encode())


@dataclass
class PaperAudit:
    """What was noted: event, way, outcome, consent."""

    rows: list[tuple[str, str, str, str]] = field(default_factory=list)
    full: bool = False
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, event: Event, *, way: str = "", outcome: str = "", consent_id: str = "") -> None:
        if self.full:
            raise Fault("disk.full")
        with self._lock:
            self.rows.append((event.value, way, outcome, consent_id))


def kept(number: int, masked: str = "林**", model: str = MODEL) -> Kept:
    return Kept(f"{number:032x}", model, date(2099, 1, 1), masked)


async def nobody(_service: str) -> Text:
    return text("好")


class Hall:
    """A service with one question, that asks who it is at `level` before it and at `then` after it."""

    def __init__(
        self, level: Level, then: Level | None = None, *, face: bool = False, chips: bool = True, model: str = MODEL
    ) -> None:
        self.reader = LaidCards()
        self.chips = ScriptedChips()
        self.scanner = ScriptedScanner()
        self.office = ScriptedOffice()
        self.face = ScriptedFace()
        self.store = PaperStore()
        self.audit = PaperAudit()
        self.attempts = Attempts(SystemClock())
        self.network = True
        self.known: list[Person] = []
        self.level, self.then = level, then
        way = FaceWay(self.face, self.store, lambda: model) if face else None  # type: ignore[arg-type]  # of paper
        self.more = MoreWays(
            self.chips if chips else None,
            self.scanner,
            way,
            self.attempts,
            self.audit,  # type: ignore[arg-type]  # of paper
            lambda: self.network,
        )
        self.login = Login(self.reader, self.office, SystemClock(), self.more)
        entry = Entry("tea", text("喝茶"), text("一杯"), "drop", "jade", ("喝茶",))
        self.desk = Conversation(Catalogue((Service(entry, self.serve),), AllWell()), SystemClock(), Idle(), nobody)
        self.visitor = ScriptedVisitor(self.desk)

    async def serve(self, visit: Visit) -> None:
        self.known.append(await self.login.require(visit, self.level))
        await visit.ask(EnterDigits(headline=text("几号茶？"), shortest=1, longest=2))
        if self.then is not None:
            self.known.append(await self.login.require(visit, self.then))
        await visit.ask(EnterDigits(headline=text("加几块糖？"), shortest=1, longest=2))

    def without(self, **parts: object) -> "Hall":
        """The same with other ways, before it opens."""
        self.login = Login(
            self.reader,
            self.office,
            SystemClock(),
            dataclasses.replace(self.more, **parts),  # type: ignore[arg-type]  # a test's own names
        )
        return self

    async def __aenter__(self) -> ScriptedVisitor:
        self.running = asyncio.create_task(self.desk.run())
        self.desk.begin()
        await self.visitor.meets("今天", "tea")
        return self.visitor

    async def __aexit__(self, *_: object) -> None:
        self.running.cancel()
        await asyncio.gather(self.running, return_exceptions=True)
