"""A hall with one service that pays, at the real backend, whose provider is scripted."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from backend.payments.channel import ChannelName
from hardware.code_scanner.codes import CodeKind, PaymentCode, ScannedCode
from hardware.payment_terminal.contract import PaymentTerminal
from kiosk.backend_client import bills, orders
from kiosk.backend_client.bills import Bill, BillKind
from kiosk.backend_client.enrolment import enrol
from kiosk.backend_client.errors import BackendError, BackendKey
from kiosk.backend_client.orders import Order
from kiosk.backend_client.signing import Credentials
from kiosk.backend_client.transport import Transport
from kiosk.foundation.clock import SystemClock
from kiosk.foundation.errors import Fault
from kiosk.foundation.money import Money
from kiosk.payments import asking, by_payer_code, taps, unfinished, watching
from kiosk.payments.contract import Basket, Settlement
from kiosk.payments.journal import PaymentJournal, Step
from kiosk.payments.till import Till
from kiosk.store.database import Database
from kiosk.visit.catalogue import Catalogue, Entry, Service
from kiosk.visit.conversation import Conversation
from kiosk.visit.idle import Idle
from kiosk.visit.prompts import Act, Choose, Option, Pay
from kiosk.visit.text import Text, text
from kiosk.visit.visit import Visit
from tests.agreement.conftest import Office, open_office
from tests.helpers.scripted_channel import ScriptedChannel
from tests.helpers.visitor import ScriptedVisitor
from tests.unit.identity.scripted_ways import ScriptedScanner
from tests.unit.visit.conftest import AllWell

OWED = iter([(household, kind) for kind in BillKind for household in range(20)])
READY = text("付这几笔账单吗？")


class CutLine(Transport):
    """A line that a test cuts: before a request leaves, or after it was heard and before the answer is."""

    def __init__(self, url: str, **other: Any) -> None:
        super().__init__(url, **other)
        self.cut = False
        self.lose_answers: list[str] = []
        self.garble_once: list[str] = []
        self.asked: list[str] = []
        self.waited: list[bool] = []  # of each GET: whether it asked for what is new only
        self.before: Callable[[str], None] = lambda _path: None

    def get(self, path: str, **other: Any) -> Any:
        self.waited.append(other.get("etag") is not None)
        return self._through(path, lambda: super(CutLine, self).get(path, **other))

    def post(self, path: str, body: bytes, **other: Any) -> Any:
        return self._through(path, lambda: super(CutLine, self).post(path, body, **other))

    def _through(self, path: str, call: Callable[[], Any]) -> Any:
        self.before(path)
        if self.cut:
            raise BackendError(BackendKey.UNREACHABLE)
        self.asked.append(path)
        answer = call()
        lost = next((one for one in self.lose_answers if path.endswith(one)), None)
        if lost is not None:
            self.lose_answers.remove(lost)
            raise BackendError(BackendKey.SLOW)
        if path in self.garble_once:
            self.garble_once.remove(path)
            raise BackendError(BackendKey.NONSENSE)
        if self.cut:
            raise BackendError(BackendKey.UNREACHABLE)
        return answer


class WatchedJournal(PaymentJournal):
    """Tells of each step once it is on the disk; `stop_at` raises there, as a power cut would."""

    def __init__(self, database: Database) -> None:
        super().__init__(database, SystemClock())
        self.steps: list[Step] = []
        self.full = False

    def write(self, step: Step, key: str, **columns: Any) -> None:
        if self.full:
            raise Fault("disk.full")
        super().write(step, key, **columns)
        self.steps.append(step)


class Scanner(ScriptedScanner):
    """Codes of hers are held to it."""

    def show_code(self, digits: str, kind: CodeKind = CodeKind.WECHAT_PAY) -> PaymentCode:
        code = PaymentCode(digits)
        self._held.put_nowait(ScannedCode(kind, frozenset({kind}), len(digits), code))
        return code


@dataclass
class Bench:
    """An enrolled terminal, its office, the provider's books, and what the service was told."""

    office: Office
    channel: ScriptedChannel
    line: CutLine
    journal: WatchedJournal
    scanner: Scanner
    till: Till
    database: Database
    folder: Path
    settled: list[Settlement | Fault] = field(default_factory=list)

    def bills(self, household: int, kind: BillKind) -> list[Bill]:
        digit = list(BillKind).index(kind) + 1
        found = bills.find_by_household(self.line, f"69{digit}{2_718_400 + household}", kind)
        return [bill for account in found for bill in account.unpaid]

    def basket(self, off_by: int = 0) -> Basket:
        owed: list[Bill] = []
        while not owed:
            owed = self.bills(*next(OWED))
        amount = Money(sum(bill.fen for bill in owed) + off_by)
        return Basket(tuple(bill.id for bill in owed), amount, text("杏花社区便民服务馆"))

    def bills_of(self, basket: Basket) -> list[Bill]:
        found = orders.fetch_accounts_of(self.line, self.order())
        return [bill for account in found for bill in account.unpaid if bill.id in basket.bills]

    def order(self) -> Order:
        """The newest order, as the office has it."""
        ids = [path.split("/")[3].split("?")[0] for path in self.line.asked if path.startswith("/v1/orders/")]
        news = orders.wait_for_news(self.line, ids[-1])
        assert news is not None
        return news.order

    def pay(self, number: str) -> None:
        """She pays what she scanned; the provider calls back."""
        assert self.channel.pay(number)
        self.call_back(number)

    def call_back(self, number: str) -> None:
        callback = self.channel.callback(number)
        url = f"{self.office.url}/v1/psp/wechat/notify"
        answer = requests.post(url, data=callback.body, headers=dict(callback.headers), timeout=5)
        assert answer.status_code == 204, answer.text

    def open_rows(self) -> int:
        return len(self.journal.without_end())


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="package")
def takes_money(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Office, ScriptedChannel]]:
    channel = ScriptedChannel(lambda: datetime.now(UTC))
    with open_office(tmp_path_factory.mktemp("till"), {ChannelName.WECHAT: channel}) as office:
        yield office, channel


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(by_payer_code, "LOOK_AGAIN_S", 0.01)
    monkeypatch.setattr(asking, "PAUSE_S", 0.05)
    monkeypatch.setattr(watching, "PAUSE_S", 0.05)
    monkeypatch.setattr(taps, "PAUSE_S", 0.05)
    monkeypatch.setattr(unfinished, "FIRST_S", (0.1,) * 100)


@pytest.fixture
def bench(takes_money: tuple[Office, ScriptedChannel], tmp_path: Path) -> Iterator[Bench]:
    office, channel = takes_money
    office.make_allowances_whole()
    key, line = Ed25519PrivateKey.generate(), CutLine(office.url)
    line.with_credentials(Credentials(enrol(line, code=office.code(), key=key, name="一号机").terminal_id, key))
    line.asked.clear()
    database = Database(tmp_path / "terminal.sqlite")
    journal, scanner = WatchedJournal(database), Scanner()
    till = make_till(line, journal, scanner)
    yield Bench(office, channel, line, journal, scanner, till, database, tmp_path)
    line.close()
    database.close()


def make_till(
    line: Transport, journal: PaymentJournal, scanner: Scanner, terminal: PaymentTerminal | None = None
) -> Till:
    return Till(line, journal, SystemClock(), terminal=terminal, scanner=scanner, network=lambda: True, hall="杏花社区")


async def _nobody_comes(_service: str) -> Text:
    return text("已经通知值班台。")


@asynccontextmanager
async def hall(
    bench: Bench, basket: Basket, *, follow: bool = True, idle: Idle | None = None
) -> AsyncIterator[ScriptedVisitor]:
    """A visitor who has just come to the counter and answered its one question."""

    async def serve(visit: Visit) -> None:
        await visit.ask(Choose(headline=READY, options=(Option("go", text("付")), Option("no", text("不付")))))
        try:
            settlement = await bench.till.take(visit, basket)
        except Fault as fault:
            bench.settled.append(fault)
            raise
        bench.settled.append(settlement)
        await visit.ask(Act(headline=text("结果"), icon="check", options=(Option("ok", text("好")),)))

    entry = Entry("pay", text("交费"), text("水费"), "drop", "jade", ("交费",), network=True)
    catalogue = Catalogue((Service(entry, serve),), AllWell())
    conversation = Conversation(catalogue, SystemClock(), idle or Idle(), _nobody_comes)
    visitor = ScriptedVisitor(conversation)
    running = [asyncio.create_task(conversation.run())]
    if follow:
        running.append(asyncio.create_task(bench.till.run()))
    try:
        conversation.begin()
        await visitor.meets("今天办什么事", "pay")
        await visitor.meets("付这几笔账单吗", "go")
        yield visitor
    finally:
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)


async def shown_code(visitor: ScriptedVisitor, channel: str = "wechat") -> Pay:
    """Say yes and have a code on the screen."""
    await visitor.meets("好吗", value=True)
    return await code_by(visitor, channel)


async def code_by(visitor: ScriptedVisitor, channel: str = "wechat") -> Pay:
    await visitor.meets("您想怎么付", channel)
    prompt = (await visitor.sees("扫这个码")).prompt
    assert isinstance(prompt, Pay)
    return prompt


def number_of(page: Pay) -> str:
    """The attempt that a code on the screen belongs to."""
    return page.code.split("pr=")[1]


async def only(bench: Bench) -> Settlement:
    (settled,) = bench.settled
    assert isinstance(settled, Settlement)
    return settled


async def until_no_row(bench: Bench) -> None:
    async with asyncio.timeout(20):
        while bench.open_rows():
            await asyncio.sleep(0.02)
