"""A whole terminal without a screen, as a process that may be killed: `python -m kiosk.app.faults.terminal WORDS`.

Journal, till, drivers, line and conversation are those of the product; only who holds the prompts is another: every
word that a person would read or hear goes to stdout, a JSON object a line, at once, and what she answers comes by
stdin. It has one service, which pays the oldest bills of a household.
"""

import asyncio
import json
import logging
import os
import signal
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from functools import partial
from pathlib import Path
from typing import Any

from hardware.configuration import DeviceConfig
from hardware.registry import Devices, build
from hardware.supervisor import Timing
from kiosk.app.enrolment import credentials, kept_enrolment
from kiosk.app.faults.shared_clock import SharedClock
from kiosk.backend_client import bills
from kiosk.backend_client.transport import Transport
from kiosk.foundation.errors import Fault
from kiosk.foundation.money import Money
from kiosk.payments.contract import Basket, Settlement
from kiosk.payments.journal import PaymentJournal, Step
from kiosk.payments.till import Till
from kiosk.store.database import FILE, Database
from kiosk.visit.answers import offered
from kiosk.visit.catalogue import Catalogue, Entry, Service
from kiosk.visit.conversation import Conversation
from kiosk.visit.idle import Idle
from kiosk.visit.modes import Modes
from kiosk.visit.prompts import Option, Pay, Present, Tell
from kiosk.visit.stage import Gone, IdleWarning, Notice, Scene
from kiosk.visit.text import NOTHING, Text, text
from kiosk.visit.visit import Visit

QUICK = Timing(retry_s=(0.1, 0.2), probe_s=0.5)
ENTRY = Entry("pay", text("付账单"), text("付账单"), "receipt", "blue", ("付账单",))


@dataclass(frozen=True, slots=True)
class Words:
    """All that it is told at its start. `kill_at`: `step:time`, the step of the journal at which it dies; or empty."""

    data: str
    url: str
    clock: str
    scanner: str
    pay_host: str
    pay_port: str
    household: str
    most_bills: int
    kill_at: str


class Teller:
    """Writes down what happens, a line each, so that a kill loses nothing that was told before."""

    def __init__(self, clock: SharedClock) -> None:
        self._clock = clock
        self._lock = threading.Lock()

    def tell(self, kind: str, **what: object) -> None:
        """One line. From any thread."""
        line = json.dumps({"kind": kind, "at": self._clock.now().timestamp(), **what}, ensure_ascii=False)
        with self._lock:
            os.write(sys.stdout.fileno(), f"{line}\n".encode())


class FatalJournal(PaymentJournal):
    """The journal, and death right behind one of its steps."""

    def __init__(self, database: Database, clock: SharedClock, teller: Teller, kill_at: str) -> None:
        super().__init__(database, clock)
        self._teller = teller
        self._step, _, times = kill_at.partition(":")
        self._left = int(times or 0)

    def write(self, step: Step, *args: Any, **kwargs: Any) -> None:
        """A step is on the disk; then, perhaps, no more."""
        super().write(step, *args, **kwargs)
        self._teller.tell("step", step=step.value, order=kwargs.get("order_id") or "")
        if step.value == self._step:
            self._left -= 1
            if self._left == 0:
                os.kill(os.getpid(), signal.SIGKILL)


class Reader:
    """A modality that reads every prompt into the lines."""

    def __init__(self, teller: Teller) -> None:
        self._teller = teller

    def show(self, scene: Scene, modes: Modes) -> None:
        """A page."""
        del modes
        prompt = scene.prompt
        self._teller.tell(
            "page",
            id=scene.id,
            type=type(prompt).__name__,
            words=[one.shown() for one in texts_in(prompt)],
            said=prompt.said,
            options=[one.id for one in offered(prompt) if not one.resting],
            ways=[way.id for way in prompt.ways] if isinstance(prompt, Present) else [],
            code=prompt.code if isinstance(prompt, Pay) else "",
            unsure=isinstance(prompt, Pay) and prompt.unsure,
            back=scene.can_go_back,
            service=bool(scene.title),
        )

    def notice(self, notice: Notice) -> None:
        """A sentence."""
        self._teller.tell("notice", words=[notice.text.shown()])

    def clear(self, gone: Gone) -> None:
        """Nobody is here any more."""
        self._teller.tell("gone", why=gone.value)

    def edit(self, scene_id: int, draft: str) -> None:
        """Nothing is typed here."""

    def focus(self, scene_id: int, item_id: str) -> None:
        """Nobody has keys."""

    def caption(self, words: str) -> None:
        """Nobody speaks."""

    def warn_idle(self, warning: IdleWarning) -> None:
        """Nobody is asked whether she is there: who walks away has gone."""


class Everything:
    """Conditions under which nothing rests."""

    def device_works(self, kind: str) -> bool:
        """Always."""
        return bool(kind)

    def network_works(self) -> bool:
        """Always: what is cut is found out by calling."""
        return True

    def staff_is_here(self) -> bool:
        """Always."""
        return True


def texts_in(thing: object) -> Iterator[Text]:
    """Every sentence of a prompt, wherever it stands in it."""
    if isinstance(thing, Text):
        if thing:
            yield thing
    elif is_dataclass(thing) and not isinstance(thing, type):
        for one in fields(thing):
            yield from texts_in(getattr(thing, one.name))
    elif isinstance(thing, tuple | list):
        for part in thing:
            yield from texts_in(part)


async def pay_bills(visit: Visit, *, words: Words, transport: Transport, till: Till, teller: Teller) -> None:
    """The service: the oldest bills of a household, in one order."""
    found = await visit.work(text("正在查账单"), bills.find_by_household, transport, words.household)
    owed = [bill for account in found for bill in account.unpaid if not bill.busy][: words.most_bills]
    resting = till.resting()
    if resting or not owed:
        teller.tell("rests", words=[resting.shown() if resting else "nothing owed"])
        await visit.tell(_page(resting or text("没有要付的账单")))
        return
    amount = Money(sum(bill.fen for bill in owed))
    basket = Basket(tuple(bill.id for bill in owed), amount, text("自来水公司"))
    try:
        settlement = await till.take(visit, basket)
    except Fault as fault:
        teller.tell("fault", key=fault.key)
        raise
    _settled(teller, settlement)
    await visit.tell(_page(text("办好了")))


def _settled(teller: Teller, settlement: Settlement) -> None:
    teller.tell(
        "settled",
        outcome=settlement.outcome.value,
        order=settlement.order.id,
        claim=len(settlement.claim_code) > 0,
        refunds=len(settlement.order.refunds),
    )


def _page(headline: Text) -> Tell:
    return Tell(headline=headline, actions=(Option(id="done", label=text("好了"), primary=True),))


async def serve(words: Words) -> None:
    """Be a terminal until stdin ends."""
    clock = SharedClock(Path(words.clock))
    teller = Teller(clock)
    data = Path(words.data)
    enrolled = kept_enrolment(data)
    assert enrolled is not None, "the lane enrols its terminal before it starts it"
    transport = Transport(words.url, credentials=credentials(data, enrolled), clock=clock)
    journal = FatalJournal(Database(data / FILE), clock, teller, words.kill_at)
    plugged = _plug_in(words)
    till = Till(
        transport,
        journal,
        clock,
        terminal=plugged.payment_terminal,
        scanner=plugged.code_scanner,
        network=lambda: True,
        hall=enrolled.site.name,
    )
    conversation = _conversation(words, transport, till, teller, clock)
    tasks = [asyncio.create_task(conversation.run()), asyncio.create_task(till.run())]
    teller.tell("awake")
    await _obey(conversation)
    for task in tasks:
        task.cancel()


def _plug_in(words: Words) -> Devices:
    """Both devices, with their real drivers."""
    plugged = build(
        [
            DeviceConfig(id="scanner", kind="code_scanner", driver="scanner_serial", port=words.scanner),
            DeviceConfig(id="pay", kind="payment_terminal", driver="zvt_tcp", host=words.pay_host, port=words.pay_port),
        ],
        QUICK,
    )
    plugged.start()
    return plugged


def _conversation(words: Words, transport: Transport, till: Till, teller: Teller, clock: SharedClock) -> Conversation:
    async def call_staff(_service: str) -> Text:
        """Nobody comes."""
        return NOTHING

    service = Service(ENTRY, partial(pay_bills, words=words, transport=transport, till=till, teller=teller))
    conversation = Conversation(Catalogue((service,), Everything()), clock, Idle(), call_staff)
    conversation.presenter.join(Reader(teller))
    return conversation


async def _obey(conversation: Conversation) -> None:
    """Do what stdin says, until it ends."""
    loop, lines = asyncio.get_running_loop(), asyncio.Queue[bytes]()

    def read() -> None:
        for line in sys.stdin.buffer:
            loop.call_soon_threadsafe(lines.put_nowait, line)
        loop.call_soon_threadsafe(lines.put_nowait, b"")

    threading.Thread(target=read, name="fingers", daemon=True).start()
    while line := await lines.get():
        _do(conversation, json.loads(line))


def _do(conversation: Conversation, what: dict[str, Any]) -> None:
    match what["do"]:
        case "begin":
            conversation.begin()
        case "answer":
            conversation.answer(what["id"], what["value"])
        case "back":
            conversation.back()
        case "home":
            conversation.home()
        case "end":
            conversation.end()


def main() -> None:
    """The process."""
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(asctime)s %(name)s %(message)s")
    asyncio.run(serve(Words(**json.loads(sys.argv[1]))))
    os._exit(0)  # whatever still waits for a device is not waited for


if __name__ == "__main__":
    main()
