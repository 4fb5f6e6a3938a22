"""Her face as a proof: against the picture of her card, or against what she left in this hall. Loop thread."""

import logging
from dataclasses import dataclass
from functools import partial

from kiosk.backend_client.identity import FaceClaim
from kiosk.faces.contract import Outcome
from kiosk.foundation.errors import Fault
from kiosk.identity import phone_pages
from kiosk.identity.attempts import Claim
from kiosk.identity.audit import Event
from kiosk.identity.face_check import ANOTHER_WAY
from kiosk.identity.face_way import FaceWay, Known, Outdated
from kiosk.identity.house import House
from kiosk.identity.shown import Shown, shown_by
from kiosk.identity.templates import TemplateClaim
from kiosk.identity.trading import State, Trade, Trading
from kiosk.identity.ways import WayIn
from kiosk.visit.person import Person, Proof
from kiosk.visit.prompts import Confirm
from kiosk.visit.sentences import explain
from kiosk.visit.text import text
from kiosk.visit.visit import Visit

_log = logging.getLogger(__name__)

# It was not she, or no living face: that counts. Who was too slow, or went away, has tried nothing.
COUNTED = frozenset({Outcome.OTHER, Outcome.ANOTHER_FACE, Outcome.FLAT, Outcome.FROZEN})
# Where a name is only typed it counts too: a film of her that turns to the wrong side ends so, and is shown again.
COUNTED_OF_A_TYPED_NAME = COUNTED | {Outcome.TOO_SLOW, Outcome.LOST}

_NOT_FOUND, _OUTDATED = "login.no_template", "login.template_outdated"


@dataclass(frozen=True, slots=True)
class Seen:
    """How a look ended: which of those she was compared with, or the key of what was in the way.

    A Fault itself is no result: a record would raise it again.
    """

    which: int = 0
    fault: str = ""


class ByFace:
    """The way of the face."""

    def __init__(self, house: House, visit: Visit, state: State, trading: Trading) -> None:
        self._house = house
        self._visit = visit
        self._state = state
        self._trading = trading

    async def look_up(self) -> None:
        """Ask the disk once what her face could be compared with."""
        face, state = self._house.face, self._state
        if face is None or state.looked_up or state.person is None or not self.may_be_looked_at(state.person):
            return
        state.looked_up = True
        found = await self._visit.work(text("正在看有哪些办法"), self._of, face, shown_by(state.person))
        state.known, state.outdated = found if isinstance(found, Known) else None, isinstance(found, Outdated)

    def may_be_looked_at(self, person: Person) -> bool:
        """Never a child: her face decides nothing, and that it could is not to be seen."""
        return shown_by(person).grown_up(self._house.today())

    async def by_face(self) -> None:
        """Look at her, and say to the office that it is she; of a household only propose who it is."""
        face, state = self._house.face, self._state
        if face is None:
            return
        known = state.known if state.person is not None else await self._household(face)
        if known is None:
            return
        seen = await self._visit.aside("face", partial(self._look, face, known, shown_by(state.person)))
        if seen.fault:
            await self._tell(seen.fault, known)
        elif known.one:
            await self._attest(known)
        else:
            await self._propose(known.kept[seen.which].masked)

    async def _of(self, face: FaceWay, shown: Shown) -> Known | Outdated | None:
        try:
            return await face.of(shown)
        except Fault as fault:  # a store that cannot be used closes this way, and no other
            _log.warning("templates: %s", fault)
            return None

    async def _look(self, face: FaceWay, known: Known, shown: Shown, visit: Visit) -> Seen:
        """Which of them she is, or why that could not be seen."""
        claim = Claim(WayIn.FACE.value, known.key)
        counted = COUNTED_OF_A_TYPED_NAME if known.claim is FaceClaim.PHONE_TAIL_BUILDING else COUNTED
        consent = known.kept[0].consent_id if known.kept and known.one else ""

        def failed(outcome: Outcome) -> bool:
            if outcome in counted:
                self._house.attempts.failed(claim)
            self._trading.note_later(Event.REFUSED, WayIn.FACE, f"face.{outcome}", consent)
            return self._house.attempts.may_try(claim)

        try:
            verdict = await face.look(visit, known, shown, failed)
            if verdict.which is None:  # not to say which of several is to say nobody
                return Seen(fault=f"face.{Outcome.BROKEN}")
            if not known.one:  # what is only a proposal is a use of her face as well
                proposed = known.kept[verdict.which].consent_id
                await self._trading.note(Event.USED, Proof.FACE, "face.proposed", proposed)
        except Fault as fault:
            return Seen(fault=fault.key)
        return Seen(which=verdict.which)

    async def _tell(self, fault: str, known: Known) -> None:
        if fault == ANOTHER_WAY:
            return
        if self._house.attempts.may_try(Claim(WayIn.FACE.value, known.key)):
            await self._trading.tell(explain(Fault(fault)))
        else:
            await self._trading.rest(WayIn.FACE)

    async def _attest(self, known: Known) -> None:
        """Her face, strictly compared with one claim, counts."""
        consent = known.kept[0].consent_id if known.kept else ""
        call = partial(self._house.office.log_in_by_face, known.claim, consent)
        claim = Claim(WayIn.FACE.value, known.key)
        await self._trading.trade_or_tell(Trade(Proof.FACE, call, claim=claim, consent_id=consent), "login.face")
        person = self._state.person
        if known.claim is FaceClaim.CARD_PHOTO and person is not None and Proof.FACE in person.proofs:
            shown_by(person).forget_portrait()

    async def _household(self, face: FaceWay) -> Known | None:
        """Whom nobody knows yet says by what her face can be found: the end of her telephone number, and her house."""
        tail = await self._visit.ask(phone_pages.enter_tail())
        building = await self._visit.ask(phone_pages.enter_building())
        claim = TemplateClaim.phone_tail(tail, int(building))
        known = await self._visit.work(text("正在找您留下的人脸"), self._named, face, claim)
        if isinstance(known, Known):
            return known
        await self._trading.tell(explain(Fault(_NOT_FOUND if known is None else _OUTDATED)))
        return None

    async def _named(self, face: FaceWay, claim: TemplateClaim) -> Known | Outdated | None:
        """A name that finds nobody to look at counts as a failure: somebody may be trying one house after the other."""
        key = Claim(WayIn.FACE.value, claim.value)
        if not self._house.attempts.may_try(key):
            return None
        try:
            known = await face.named(claim)
        except Fault as fault:
            _log.warning("templates: %s", fault)
            return None
        if not isinstance(known, Known):
            self._house.attempts.failed(key)
            await self._trading.note(Event.REFUSED, WayIn.FACE, _NOT_FOUND if known is None else _OUTDATED)
        return known

    async def _propose(self, masked: str) -> None:
        """Her face proposes a name, she says yes, and another way makes certain."""
        sure = Confirm(
            headline=text("是您吗？{name}", name=masked),
            hint=text("再用一种办法确认，就能办了。"),
            yes=text("是我"),
            no=text("不是我"),
            personal=True,
        )
        if await self._visit.confirm(sure):
            self._state.proposed = masked
        else:
            self._state.tired.add(WayIn.FACE)
