"""Trading what was shown for a session at the office: once, written down, and counted. Loop thread.

A Back runs a conversation again from its record; so whatever must not happen twice (a failure that counts, a line in
the audit, a session) happens inside a piece of work, and its result is what a replay gets.
"""

import asyncio
import logging
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from kiosk.backend_client.errors import BackendKey
from kiosk.foundation.errors import Fault
from kiosk.identity import phone_pages, ways
from kiosk.identity.attempts import Claim
from kiosk.identity.audit import Event
from kiosk.identity.face_way import Known
from kiosk.identity.house import House
from kiosk.identity.shown import Shown, shown_by
from kiosk.identity.ways import WayIn
from kiosk.visit.person import Person, Proof, level_of
from kiosk.visit.prompts import Tell
from kiosk.visit.sentences import Explanation, explain
from kiosk.visit.text import text
from kiosk.visit.visit import Visit

_log = logging.getLogger(__name__)

CHECKING = text("正在核对您的身份")

# What a way that was shown can be answered with, so that another can be taken instead.
REFUSALS = frozenset(
    {
        BackendKey.REFUSED_NOT_FOUND,
        BackendKey.ANOTHER_RESIDENT,
        BackendKey.UNDER_18,
        BackendKey.LEVEL_TOO_LOW,
        BackendKey.TOO_MANY,
        BackendKey.NO_SMS,
    }
)
# And what may be otherwise when the same is tried again. All else is a matter of the whole service.
LINE = frozenset({BackendKey.UNREACHABLE, BackendKey.SLOW, BackendKey.BROKEN, BackendKey.NONSENSE, "work.slow"})


@dataclass(slots=True, repr=False)
class State:
    """How far one resident has come.

    `outdated`: a face of hers is kept here, and an earlier engine made it.
    `proposed`: the masked name that a face has proposed of a household, and she has said yes to. `nobody`: what
    failures count against where nobody says who she is.
    """

    person: Person | None
    known: Known | None = None
    outdated: bool = False
    looked_up: bool = False
    proposed: str = ""
    nobody: str = field(default_factory=lambda: secrets.token_hex(8))
    tired: set[WayIn] = field(default_factory=set)


@dataclass(frozen=True, slots=True, repr=False)
class Trade:
    """A proof to be traded. `claim` is what its failures count against, `consent_id` whose template it was."""

    proof: Proof
    call: Callable[[Person | None], Person]
    shown: Shown = field(default_factory=Shown)
    claim: Claim | None = None
    consent_id: str = ""


class Trading:
    """The counter of one conversation."""

    def __init__(self, house: House, visit: Visit, state: State) -> None:
        self._house = house
        self._visit = visit
        self._state = state

    async def trade(self, trade: Trade) -> None:
        """Open a session, or raise the one that there is.

        Raises: Fault, Back
        """
        state = self._state
        try:
            state.person = await self._visit.work(CHECKING, self._once, trade, state.person, state.proposed)
        except Fault as fault:
            if fault.key == BackendKey.ANOTHER_RESIDENT:
                state.proposed = ""
            raise
        if state.person is not None:
            self._visit.log_in(state.person)

    async def trade_or_tell(self, trade: Trade, wrong: str = "") -> None:
        """As `trade`; a refusal, or a line that is cut, is told, and another way can be taken.

        `wrong` is the key of what is told where the office knows nobody like that.
        """
        while True:
            try:
                await self.trade(trade)
                return
            except Fault as fault:
                if fault.key not in REFUSALS | LINE:
                    raise
                unknown = wrong and fault.key == BackendKey.REFUSED_NOT_FOUND
                told, again = explain(Fault(wrong) if unknown else fault), fault.key in LINE
            if trade.claim is not None and not self._house.attempts.may_try(trade.claim):
                await self.rest(WayIn(trade.proof.value))
                return
            if await self.tell(told, again=again) != phone_pages.TRY_AGAIN.id:
                return

    async def rest(self, way: WayIn) -> None:
        """Three times in vain: kindly another way. Back would lead to what rests now, and from there to here again."""
        self._state.tired.add(way)
        self._visit.close_back()
        await self.tell(explain(Fault("login.way_rests")))

    async def tell(self, told: Explanation, *, again: bool = False) -> str:
        """What happened and what next; the id of what she chose."""
        actions = (phone_pages.TRY_AGAIN, ways.ANOTHER_WAY) if again else (ways.ANOTHER_WAY,)
        return await self._visit.tell(Tell(headline=told.what, hint=told.next, actions=actions))

    async def note(self, event: Event, way: str, outcome: str = "", consent_id: str = "") -> None:
        """Write it down. A face that cannot be written down does not count; any other way does.

        Raises: Fault
        """
        audit = self._house.audit
        if audit is None:
            return
        try:
            await asyncio.to_thread(audit.note, event, way=str(way), outcome=str(outcome), consent_id=consent_id)
        except Fault as fault:
            if event is Event.USED and way == Proof.FACE:
                raise
            _log.error("audit: %s", fault)

    def note_later(self, event: Event, way: str, outcome: str, consent_id: str) -> None:
        """Write it down, without waiting for the disk."""
        task = asyncio.get_running_loop().create_task(self.note(event, way, outcome, consent_id))
        _NOTES.add(task)
        task.add_done_callback(_NOTES.discard)

    async def _once(self, trade: Trade, before: Person | None, proposed: str) -> Person:
        try:
            person = await asyncio.to_thread(self._call, trade, before)
            _refuse_what_was_not_shown(trade, before, person, proposed)
        except Fault as refusal:
            if refusal.key in REFUSALS:
                if trade.claim is not None:
                    self._house.attempts.failed(trade.claim)
                await self.note(Event.REFUSED, trade.proof, refusal.key, trade.consent_id)
            raise
        try:
            await self.note(Event.USED, trade.proof, consent_id=trade.consent_id)
        except Fault:
            end(person)
            raise
        if trade.claim is not None:
            self._house.attempts.succeeded(trade.claim)
        return _grown(trade, before, person)

    def _call(self, trade: Trade, before: Person | None) -> Person:
        """Nobody keeps a session that comes after she has left, so it is ended at once. In a thread."""
        person = trade.call(before)
        if self._visit.over:
            end(person)
        return person


def end(person: Person) -> None:
    """Close a session that nobody keeps."""
    if person.log_out is not None:
        person.log_out()


def _refuse_what_was_not_shown(trade: Trade, before: Person | None, person: Person, proposed: str) -> None:
    """The office adds this one proof to those that were shown here, no more and no fewer."""
    shown = {trade.proof} | (before.proofs if before is not None else frozenset())
    if person.proofs - shown or person.level > level_of(shown):
        end(person)
        raise Fault(BackendKey.NONSENSE)
    if person.level < level_of(shown):
        end(person)
        raise Fault(BackendKey.REFUSED_NOT_FOUND)
    if proposed and person.masked != proposed:
        end(person)
        raise Fault(BackendKey.ANOTHER_RESIDENT)


def _grown(trade: Trade, before: Person | None, person: Person) -> Person:
    """The same login with one proof more, and all that was shown in it."""
    shown = trade.shown if before is None else shown_by(before)
    shown.add(trade.shown)
    shown.add(shown_by(person))

    def log_out() -> None:
        shown.forget()
        end(person)

    return replace(person, shown=shown, log_out=log_out)


_NOTES: set["asyncio.Task[None]"] = set()
