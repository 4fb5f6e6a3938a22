"""Faces and consents together: cut off anywhere, neither stays without the other once the office has answered."""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pytest

from kiosk.backend_client.errors import BackendError, BackendKey
from kiosk.faces.contract import Template
from kiosk.foundation.errors import Fault
from kiosk.identity.audit import Audit, Event
from kiosk.identity.consent import Consent, Count, Granted
from kiosk.identity.keeping import FaceKeeping
from kiosk.identity.retention import Retention
from kiosk.identity.sealed_key import SealedKey
from kiosk.identity.shown import Shown
from kiosk.identity.templates import TemplateClaim, TemplateStore
from kiosk.store.database import Database
from kiosk.store.withdrawals import Withdrawals
from kiosk.visit.person import Level, Person
from tests.helpers.hands import TurnedClock

TODAY = date(2026, 11, 21)
NUMBER = "69010419560520002X"
FACE = Template("expo+fr-1", b"v" * 2816)


class PowerCut(BaseException):
    """From here on nothing runs any more."""


@dataclass
class Ledger:
    """The office: what outlives every power cut of the terminal. `line` False: nobody answers."""

    live: dict[str, date] = field(default_factory=dict)
    line: bool = True
    refuses: BackendKey | None = None
    withdrawing: BackendKey | None = None
    people: int = 7
    given: int = 0
    asked: list[bool] = field(default_factory=list)

    def answer(self) -> None:
        self.asked.append(self.line)
        if not self.line:
            raise BackendError(BackendKey.UNREACHABLE)

    def give(self, person: Person, model: str, days: int, key: str) -> Granted:
        self.answer()
        if self.refuses is not None:
            raise BackendError(self.refuses)
        self.given += 1
        consent_id = f"{self.given:032x}"
        self.live[consent_id] = TODAY + timedelta(days=days - 1)
        return Granted(consent_id, self.live[consent_id], "林**", (TemplateClaim.phone_tail("0017", 3),))

    def renew(self, person: Person, consent_id: str, model: str, days: int) -> date:
        self.answer()
        if consent_id not in self.live:
            raise BackendError(BackendKey.REFUSED_NOT_FOUND)
        self.live[consent_id] = TODAY + timedelta(days=days - 1)
        return self.live[consent_id]

    def withdraw(self, consent_id: str, person: Person | None = None) -> None:
        self.answer()
        if self.withdrawing is not None:
            raise BackendError(self.withdrawing)
        self.live.pop(consent_id, None)

    def of(self, person: Person) -> tuple[Consent, ...]:
        self.answer()
        return tuple(Consent(each, TODAY, until, "杏花社区") for each, until in self.live.items())

    def all_live(self) -> frozenset[str]:
        self.answer()
        return frozenset(self.live)

    def count(self) -> Count:
        self.answer()
        return Count(self.people, 100_000)


@dataclass
class Meter:
    """Cuts the power before the n-th durable act (`after`: behind it, before anybody hears of it)."""

    left: int | None = None
    after: bool = False
    dead: bool = False

    def guard(self, act: Callable[..., object]) -> Callable[..., object]:
        def guarded(*args: object, **kwargs: object) -> object:
            if self.left is not None:
                self.left -= 1
            cut = self.dead or self.left == 0
            if cut and (self.dead or not self.after):
                self.dead = True
                raise PowerCut
            done = act(*args, **kwargs)
            if cut:
                self.dead = True
                raise PowerCut
            return done

        return guarded


class Guarded:
    """An object whose named methods stop when the power does."""

    def __init__(self, inner: object, meter: Meter, *acts: str) -> None:
        self._inner, self._meter, self._acts = inner, meter, acts

    def __getattr__(self, name: str) -> object:
        found = getattr(self._inner, name)
        return self._meter.guard(found) if name in self._acts else found


class Office:
    """`Consents` over the ledger."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def __getattr__(self, name: str) -> object:
        return getattr(self._ledger, "all_live" if name == "live" else name)


@dataclass
class Start:
    """One start of the terminal over the same files."""

    folder: Path
    ledger: Ledger
    meter: Meter = field(default_factory=Meter)
    clock: TurnedClock = field(default_factory=TurnedClock)

    def __post_init__(self) -> None:
        self.database = Database(self.folder / "terminal.sqlite")
        self.store = TemplateStore(self.folder / "faces.sqlite", SealedKey(b"k" * 32), "t-1", self.clock)
        self.audit = Audit(self.database, self.clock)
        self.withdrawals = Withdrawals(self.database, self.clock)
        self.keeping = FaceKeeping(
            Guarded(self.store, self.meter, "keep", "delete", "renew"),  # type: ignore[arg-type]
            Guarded(Office(self.ledger), self.meter, "give", "withdraw", "renew"),  # type: ignore[arg-type]
            Guarded(self.audit, self.meter, "note"),  # type: ignore[arg-type]
            Guarded(self.withdrawals, self.meter, "owe", "told"),  # type: ignore[arg-type]
            365,
        )
        self.retention = Retention(self.keeping, self.clock)

    def end(self) -> None:
        self.store.close()
        self.database.close()


@pytest.fixture
def ledger() -> Ledger:
    return Ledger()


@pytest.fixture
def start(tmp_path: Path, ledger: Ledger) -> Iterator[Start]:
    made = Start(tmp_path, ledger)
    yield made
    made.end()


def her() -> Person:
    return Person(Level.CARD, "林**", shown=Shown(number=NUMBER, hall_card="LL0012345678"))


def named(start: Start) -> list[str]:
    return [kept.consent_id for kept in start.store.named(TemplateClaim.number(NUMBER))]


def test_what_she_agreed_to_is_kept_and_found_by_all_that_names_her(start: Start, ledger: Ledger) -> None:
    granted = start.keeping.give(her(), FACE)
    for claim in (
        TemplateClaim.number(NUMBER),
        TemplateClaim.hall_card("LL0012345678"),
        TemplateClaim.phone_tail("0017", 3),
    ):
        (kept,) = start.store.named(claim)
        assert kept.consent_id == granted.consent_id
        assert start.store.open(kept) == FACE
    (mine,) = start.keeping.mine(her())
    assert (mine.here, mine.used, start.keeping.can_keep) == (True, (), True)
    assert set(ledger.live) == {granted.consent_id}
    assert start.retention.once().here == 1


def cuts(begin: Callable[[Start], object], folder: Path) -> Iterator[Start]:
    """The next start after a power cut at every place where one can be."""
    for number in range(1, 30):
        for after in (False, True):
            place, ledger = folder / f"{number}-{after}", Ledger()
            place.mkdir()
            first = Start(place, ledger, Meter(number, after))
            try:
                begin(first)
            except PowerCut:
                again = Start(place, ledger)
                yield again
                again.end()
            else:
                return
            finally:
                first.end()
    raise AssertionError("so many acts there are not")


def test_giving_cut_off_anywhere_leaves_both_or_neither(tmp_path: Path) -> None:
    seen = set()
    for again in cuts(lambda start: start.keeping.give(her(), FACE), tmp_path):
        assert set(named(again)) <= set(again.ledger.live), "never a face without a consent, not even before"
        again.retention.once()
        assert set(named(again)) == set(again.ledger.live)
        seen.add(len(again.ledger.live))
    assert seen == {0, 1}


def test_deleting_cut_off_anywhere_deletes(tmp_path: Path) -> None:
    def begin(start: Start) -> None:
        left, start.meter.left = start.meter.left, None
        granted = start.keeping.give(her(), FACE)
        start.meter.left = left
        start.keeping.delete(granted.consent_id)
        start.retention.once()

    starts = 0
    for again in cuts(begin, tmp_path):
        starts += 1
        again.retention.once()
        assert again.withdrawals.owed() == ()
        # Cut off before anything was written down she was told nothing of it either, and it stands.
        assert set(named(again)) == set(again.ledger.live)
        assert not named(again) or starts == 1
    assert starts > 5


def test_with_the_line_down_it_is_deleted_at_once_and_told_later(start: Start, ledger: Ledger) -> None:
    granted = start.keeping.give(her(), FACE)
    ledger.line = False
    start.keeping.delete(granted.consent_id)
    assert named(start) == []
    assert FACE.vectors[:16] not in (start.folder / "faces.sqlite").read_bytes()
    for _ in range(3):
        with pytest.raises(Fault):
            start.retention.once()
    assert set(ledger.live) == {granted.consent_id}
    ledger.line = True
    start.retention.once()
    assert ledger.live == {}
    assert start.withdrawals.owed() == ()


def test_with_the_line_down_her_own_faces_of_this_terminal_are_found_by_her_card(start: Start, ledger: Ledger) -> None:
    granted = start.keeping.give(her(), FACE)
    ledger.line = False
    (mine,) = start.keeping.mine(her())
    assert (mine.id, mine.here, mine.consent) == (granted.consent_id, True, None)
    assert start.keeping.mine(Person(Level.CARD, "王**", shown=Shown(number="690101195001010010"))) == ()


def test_one_that_was_deleted_and_not_told_yet_is_not_listed(start: Start) -> None:
    granted = start.keeping.give(her(), FACE)
    start.keeping.delete(granted.consent_id)
    assert start.keeping.mine(her()) == ()


def test_what_is_withdrawn_at_a_window_is_deleted_here(start: Start, ledger: Ledger) -> None:
    granted = start.keeping.give(her(), FACE)
    ledger.live.clear()
    start.retention.once()
    assert start.store.count() == 0
    assert granted.consent_id in start.audit.ended()


def test_a_new_disk_withdraws_the_consents_whose_faces_are_lost(tmp_path: Path, ledger: Ledger) -> None:
    ledger.live["f" * 32] = TODAY
    start = Start(tmp_path, ledger)
    start.retention.once()
    assert ledger.live == {}
    start.end()


def test_a_consent_that_is_being_given_is_not_taken_for_an_orphan(start: Start, ledger: Ledger) -> None:
    """The office has it already, and the face is not kept yet, when retention compares."""
    keep = start.store.keep

    def keep_late(*args: object) -> None:
        assert start.keeping.begun() is None
        start.retention.once()
        keep(*args)  # type: ignore[arg-type]

    start.store.keep = keep_late  # type: ignore[method-assign,assignment]
    granted = start.keeping.give(her(), FACE)
    assert set(ledger.live) == {granted.consent_id}
    start.retention.once()
    assert named(start) == [granted.consent_id]


def test_the_day_after_the_last_it_is_gone_and_the_office_knows(tmp_path: Path, ledger: Ledger) -> None:
    first = Start(tmp_path, ledger)
    granted = first.keeping.give(her(), FACE)
    first.end()
    ledger.line = False
    late = TurnedClock(TurnedClock().now() + timedelta(days=365))
    again = Start(tmp_path, ledger, clock=late)
    with pytest.raises(Fault):
        again.retention.once()
    assert again.store.count() == 0, "without a line as well"
    ledger.line = True
    again.retention.once()
    assert granted.consent_id not in ledger.live
    assert again.audit.verify() == 2
    again.end()


def test_a_file_of_yesterday_does_not_bring_back_what_was_deleted(tmp_path: Path, ledger: Ledger) -> None:
    first = Start(tmp_path, ledger)
    granted = first.keeping.give(her(), FACE)
    yesterday = (tmp_path / "faces.sqlite").read_bytes()
    first.keeping.delete(granted.consent_id)
    first.retention.once()
    first.end()
    (tmp_path / "faces.sqlite").write_bytes(yesterday)
    ledger.line = False
    again = Start(tmp_path, ledger)
    assert named(again)
    again.retention.delete_what_is_over()
    assert not named(again), "and that without a line"
    again.end()


def test_a_renewed_one_lies_here_as_long_as_its_consent_and_no_longer(start: Start, ledger: Ledger) -> None:
    granted = start.keeping.give(her(), FACE)
    (kept,) = start.store.named(TemplateClaim.number(NUMBER))
    renewed = start.keeping.renew(her(), kept)
    assert renewed.expires_on == ledger.live[granted.consent_id]
    ledger.live.clear()
    with pytest.raises(BackendError):
        start.keeping.renew(her(), renewed)


@pytest.mark.parametrize("key", ["disk.full", "disk.broken"])
def test_without_room_for_the_audit_no_face_is_kept(start: Start, ledger: Ledger, key: str) -> None:
    def full(*_args: object, **_kwargs: object) -> None:
        raise Fault(key)

    start.audit.note = full  # type: ignore[method-assign]
    with pytest.raises(Fault, match=key):
        start.keeping.give(her(), FACE)
    assert start.store.count() == 0
    start.retention.once()
    assert ledger.live == {}


def test_a_full_disk_does_not_keep_her_from_deleting(start: Start, ledger: Ledger) -> None:
    granted = start.keeping.give(her(), FACE)

    def full(*_args: object, **_kwargs: object) -> None:
        raise Fault("disk.full")

    owe = start.withdrawals.owe
    start.withdrawals.owe = full  # type: ignore[method-assign]
    start.audit.note = full  # type: ignore[method-assign]
    start.keeping.delete(granted.consent_id)
    assert start.store.count() == 0
    start.withdrawals.owe = owe  # type: ignore[method-assign]
    start.retention.once()
    assert ledger.live == {}


@pytest.mark.parametrize("key", [BackendKey.UNDER_14, BackendKey.SLOW, BackendKey.LEVEL_TOO_LOW])
def test_without_a_consent_nothing_is_kept(start: Start, ledger: Ledger, key: BackendKey) -> None:
    ledger.refuses = key
    with pytest.raises(BackendError):
        start.keeping.give(her(), FACE)
    assert start.store.count() == 0
    assert start.audit.verify() == 0


def test_what_the_office_does_not_know_is_not_told_for_ever(start: Start, ledger: Ledger) -> None:
    ledger.withdrawing = BackendKey.REFUSED_NOT_FOUND
    start.withdrawals.owe("f" * 32)
    start.retention.once()
    assert start.withdrawals.owed() == ()


def test_a_refusal_keeps_it_owed(start: Start, ledger: Ledger) -> None:
    ledger.withdrawing = BackendKey.BROKEN
    start.withdrawals.owe("f" * 32)
    with pytest.raises(BackendError):
        start.retention.once()
    assert start.withdrawals.owed() == ("f" * 32,)


@pytest.mark.parametrize(("people", "level"), [(7, logging.INFO), (79_999, logging.INFO), (80_000, logging.WARNING)])
def test_staff_are_told_in_time_before_the_hall_must_file(
    start: Start, ledger: Ledger, caplog: pytest.LogCaptureFixture, people: int, level: int
) -> None:
    ledger.people = people
    with caplog.at_level(logging.INFO):
        start.retention.once()
        start.retention.once()
    told = [record for record in caplog.records if "filing" in record.message]
    assert [record.levelno for record in told] == [level], "once, not every hour"


def test_uses_are_told_to_her(start: Start) -> None:
    granted = start.keeping.give(her(), FACE)
    start.audit.note(Event.USED, way="face", outcome="same", consent_id=granted.consent_id)
    start.audit.note(Event.REFUSED, way="face", outcome="other", consent_id=granted.consent_id)
    (mine,) = start.keeping.mine(her())
    assert len(mine.used) == 1


@pytest.mark.anyio
async def test_the_job_tells_as_soon_as_something_is_owed_and_again_until_it_is_heard(
    start: Start, ledger: Ledger
) -> None:
    async def until(done: Callable[[], bool], turn_s: float = 0.0) -> None:
        async with asyncio.timeout(20):
            while not done():
                await start.clock.turn(turn_s, turn_s or 1)
                await asyncio.sleep(0.01)

    job = asyncio.create_task(start.retention.run())
    try:
        await until(lambda: len(ledger.asked) >= 2)  # at the start, and then it rests for an hour
        granted = await asyncio.to_thread(start.keeping.give, her(), FACE)
        ledger.line = False
        await asyncio.to_thread(start.keeping.delete, granted.consent_id)
        await until(lambda: False in ledger.asked)  # woken, without a turn of the clock
        ledger.line = True
        await until(lambda: not ledger.live, turn_s=61)
    finally:
        job.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await job


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"
