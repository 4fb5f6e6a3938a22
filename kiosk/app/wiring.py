"""The one place that picks the parts of a terminal and joins them. Built and closed on the loop thread."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from hardware.configuration import ConfigError, DeviceConfig
from hardware.registry import Devices, build
from hardware.status import StatusChanged
from kiosk.app.conditions import TerminalConditions
from kiosk.app.enrolment import credentials, kept_enrolment
from kiosk.app.faces import Faces, Ground
from kiosk.app.network import NetworkWatch
from kiosk.backend_client.staff_calls import call_staff
from kiosk.backend_client.transport import Transport
from kiosk.directory.cache import DirectoryCache
from kiosk.directory.initials import initials
from kiosk.documents.issue import SlipIssuer
from kiosk.documents.slip_desk import SlipDesk
from kiosk.foundation.clock import Clock, hall_time
from kiosk.foundation.config import Settings
from kiosk.foundation.errors import Fault
from kiosk.identity.attempts import Attempts
from kiosk.identity.audit import Audit
from kiosk.identity.login import Login, MoreWays
from kiosk.identity.office import BackendOffice
from kiosk.payments.journal import PaymentJournal
from kiosk.payments.till import Till
from kiosk.services import contacts, my_face, pause, pay_bills, payment_help, social_insurance
from kiosk.services.social_insurance import certificate
from kiosk.store.database import Database
from kiosk.store.journal import Journal
from kiosk.visit.catalogue import Catalogue, Service
from kiosk.visit.conversation import Conversation
from kiosk.visit.idle import Idle
from kiosk.visit.mirror import Mirror
from kiosk.visit.pausing import Pausing
from kiosk.visit.text import Text, text

_log = logging.getLogger(__name__)

COUNTERS_FILE = "counters.json"


@dataclass(frozen=True, slots=True)
class Rooms:
    """The rooms behind the services."""

    devices: Devices
    database: Database
    journal: Journal
    transport: Transport
    directory: DirectoryCache
    conditions: TerminalConditions
    mirror: Mirror
    faces: Faces
    till: Till


class Terminal:
    """One terminal, with everything but its modalities, which join `conversation.presenter`."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self.settings = settings
        self._clock = clock
        self.rooms = _rooms(settings, clock)
        services, pausing = hall(settings, self.rooms, clock)
        self.conversation = Conversation(services, clock, _idle(settings), self._call_staff, pausing)
        self.rooms.conditions.on_change(self.conversation.conditions_changed)
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> None:
        """Start devices, conversation and network watch. Loop thread."""
        loop = asyncio.get_running_loop()

        def changed(_change: StatusChanged) -> None:
            """A device's thread tells of a change."""
            loop.call_soon_threadsafe(self.rooms.conditions.changed)

        for device in self.rooms.devices.all:
            device.subscribe(changed)
        self.rooms.devices.start()
        self._begin(self.conversation.run(), "conversation")
        self._begin(self.rooms.faces.warm(self.rooms.conditions.changed), "face engine")
        self._begin(self.rooms.faces.look_after(), "faces kept")
        self._begin(self.rooms.till.run(), "payments followed")

    def watch_network(self, watch: NetworkWatch) -> None:
        """Start to ask the backend for news."""
        self._begin(watch.run(), "network")

    async def close(self) -> None:
        """Stop in reverse order."""
        for task in reversed(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.rooms.faces.close()
        await asyncio.to_thread(self.rooms.devices.close)
        self.rooms.transport.close()
        self.rooms.database.close()

    def _begin(self, job: Coroutine[Any, Any, None], name: str) -> None:
        task = asyncio.get_running_loop().create_task(job, name=name)
        task.add_done_callback(_report)
        self._tasks.append(task)

    async def _call_staff(self, service_id: str) -> Text:
        """Phone the hall's desk.

        Raises: BackendError
        """
        call = partial(call_staff, self.rooms.transport, reason="help", service_id=service_id or None)
        await asyncio.to_thread(call)
        return text("已经告诉值班台，请等一等。")


def hall(settings: Settings, rooms: Rooms, clock: Clock) -> tuple[Catalogue, Pausing]:
    """The hall's services, each with the rooms that it needs, and the way to stop in the middle of one."""
    desk = SlipDesk(rooms.devices.receipt_printer, rooms.journal)
    public_url = str(settings.backend.public_url or settings.backend.url)
    issuer = SlipIssuer(rooms.transport, clock, settings.site_name, public_url)
    login = Login(rooms.devices.id_card_reader, BackendOffice(rooms.transport), clock, _more_ways(rooms, clock))

    today = partial(_today, clock)
    insurance = social_insurance.Rooms(login, social_insurance.BackendRecords(rooms.transport), issuer, desk, today)
    people = contacts.Rooms(lambda: rooms.directory.current, initials, issuer, desk)
    stopped = pause.Rooms(
        pause.BackendPauses(rooms.transport),
        login,
        issuer,
        desk,
        rooms.conditions.network_works,
        rooms.devices.code_scanner,
    )
    bills, payments = _of_money(settings, rooms, login, issuer, desk, today)
    services = [
        Service(social_insurance.ENTRY, partial(social_insurance.serve, rooms=insurance)),
        *bills,
        Service(contacts.ENTRY, partial(contacts.serve, rooms=people)),
        Service(certificate.ENTRY, partial(certificate.serve, rooms=insurance)),
        Service(pause.ENTRY, partial(pause.serve, rooms=stopped)),
        *payments,
    ]
    if rooms.faces.kept_here is not None:
        kept = my_face.Rooms(
            login, rooms.faces.kept_here, rooms.faces.check, issuer, desk, settings.site_name, rooms.faces.model, today
        )
        services.append(Service(my_face.ENTRY, partial(my_face.serve, rooms=kept)))
    return Catalogue(tuple(services), rooms.conditions), pause.Stopping(stopped)


def _of_money(
    settings: Settings, rooms: Rooms, login: Login, issuer: SlipIssuer, desk: SlipDesk, today: Callable[[], date]
) -> tuple[tuple[Service, ...], tuple[Service, ...]]:
    """Paying, and what became of it; neither where the hall takes no money."""
    if not settings.payments.offered:
        return (), ()
    scanner, books = rooms.devices.code_scanner, pay_bills.BackendBooks(rooms.transport)
    bills = pay_bills.Rooms(books, rooms.till, login, issuer, desk, settings.site_name, today, scanner)
    ledger = payment_help.BackendLedger(rooms.transport)
    payments = payment_help.Rooms(ledger, login, issuer, desk, rooms.till.journal, scanner)
    return (
        (Service(pay_bills.ENTRY, partial(pay_bills.serve, rooms=bills)),),
        (Service(payment_help.ENTRY, partial(payment_help.serve, rooms=payments)),),
    )


def _today(clock: Clock) -> date:
    return hall_time(clock.now()).date()


def _more_ways(rooms: Rooms, clock: Clock) -> MoreWays:
    return MoreWays(
        chip_cards=rooms.devices.card_reader,
        codes=rooms.devices.code_scanner,
        face=rooms.faces.way,
        attempts=Attempts(clock),
        audit=Audit(rooms.database, clock),
        network=rooms.conditions.network_works,
    )


def devices(settings: Settings, keep: Path | None = None) -> Devices:
    """The configured devices, not yet started; `keep` is the file of their counters, for the terminal alone.

    Raises: hardware.configuration.ConfigError
    """
    try:
        return build([DeviceConfig(**device.model_dump()) for device in settings.devices], keep=keep)
    except ConfigError as error:
        _log.critical("devices: %s", error)  # the traceback of a stumble would not quote it
        raise


def _rooms(settings: Settings, clock: Clock) -> Rooms:
    hardware = devices(settings, settings.data / COUNTERS_FILE)  # first: it can refuse, and nothing is open yet
    enrolled = kept_enrolment(settings.data)
    known = credentials(settings.data, enrolled) if enrolled else None
    database = Database(settings.data / "terminal.sqlite")
    journal = Journal(database, clock)
    _settle(journal)
    directory = DirectoryCache(settings.data / "directory.json", enrolled.bundle_key if enrolled else b"")
    directory.load()
    transport, mirror = Transport(str(settings.backend.url), credentials=known, clock=clock), Mirror()
    ground = Ground(
        data=settings.data,
        models=settings.voice.models,
        camera=hardware.camera,
        mirror=mirror,
        database=database,
        transport=transport,
        terminal_id=known.terminal_id if known else "",
        clock=clock,
    )
    conditions = TerminalConditions(hardware, clock)
    till = Till(
        transport,
        PaymentJournal(database, clock),
        clock,
        terminal=hardware.payment_terminal,
        scanner=hardware.code_scanner,
        network=conditions.network_works,
        hall=settings.site_name,
    )
    return Rooms(
        devices=hardware,
        database=database,
        journal=journal,
        transport=transport,
        directory=directory,
        conditions=conditions,
        mirror=mirror,
        faces=Faces(settings.face, ground),
        till=till,
    )


def _settle(journal: Journal) -> None:
    """What was open when the terminal stopped is unsure; a disk that refuses this closes printing, not the terminal."""
    try:
        unsure = journal.settle_after_restart()
    except Fault as fault:
        _log.error("journal: cannot be settled: %s", fault)
        return
    if unsure:
        _log.warning("journal: %d acts were open when the terminal stopped; they are unsure", unsure)


def _idle(settings: Settings) -> Idle:
    visits = settings.visits
    return Idle(visits.silence_s, visits.silence_by_keys_s, visits.warning_s)


def _report(task: "asyncio.Task[None]") -> None:
    if not task.cancelled() and task.exception() is not None:
        _log.critical("%s ended", task.get_name(), exc_info=task.exception())
