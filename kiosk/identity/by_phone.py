"""Her telephone as a proof: a code by text message, or a code that it shows. Loop thread."""

import logging
from functools import partial

from kiosk.backend_client.errors import BackendKey
from kiosk.foundation.errors import Fault
from kiosk.identity import phone_pages, ways
from kiosk.identity.attempts import Claim
from kiosk.identity.house import House
from kiosk.identity.phone_codes import ScannedLogin
from kiosk.identity.shown import shown_by
from kiosk.identity.trading import LINE, REFUSALS, State, Trade, Trading
from kiosk.identity.ways import WayIn
from kiosk.visit.person import Proof
from kiosk.visit.prompts import Present
from kiosk.visit.sentences import Explanation, explain
from kiosk.visit.text import text
from kiosk.visit.visit import Visit

_log = logging.getLogger(__name__)


class ByPhone:
    """The two ways of the telephone."""

    def __init__(self, house: House, visit: Visit, state: State, trading: Trading) -> None:
        self._house = house
        self._visit = visit
        self._state = state
        self._trading = trading
        self._sent = 0

    async def by_sms(self) -> None:
        """A number, a message, a code; what is said is the same whether the number is known or not."""
        visit = self._visit
        phone = await visit.ask(phone_pages.enter_phone())
        self._sent = 0
        told = await self._send(phone)
        while told is not None:
            match await visit.tell(phone_pages.sent(told)):
                case phone_pages.SEND_AGAIN.id:
                    told = await self._send(phone)
                case phone_pages.ENTER.id:
                    told = await self._try_code(phone, await visit.ask(phone_pages.enter_code()))
                case _:
                    return

    async def by_code(self) -> None:
        """What her telephone shows, held to the scanner."""
        scanned = await self._visit.aside("scan", self._scan)
        if isinstance(scanned, str):
            await self._trading.tell(explain(Fault(scanned)))
        elif scanned is not None:
            call = partial(self._house.office.log_in_by_phone_code, scanned.token)
            claim = Claim(WayIn.PHONE_CODE.value, self._state.nobody)
            await self._trading.trade_or_tell(Trade(Proof.PHONE_CODE, call, claim=claim), "login.phone_code")

    async def _send(self, phone: str) -> Explanation | None:
        """Have a message sent; what to tell, None where this number was tried too often."""
        if not self._house.attempts.may_try(self._claim(phone)):
            await self._trading.rest(WayIn.SMS)
            return None
        try:
            await self._visit.work(text("正在发验证码"), self._house.office.ask_for_sms, phone, self._state.person)
        except Fault as fault:
            if fault.key not in LINE | REFUSALS:
                raise
            return explain(Fault("login.sms_too_soon") if fault.key == BackendKey.TOO_MANY else fault)
        self._sent += 1
        return explain(Fault("login.sms_sent")) if self._sent == 1 else phone_pages.sent_again(self._sent)

    async def _try_code(self, phone: str, code: str) -> Explanation | None:
        """What to tell; None: it was right, or it was enough."""
        claim = self._claim(phone)
        call = partial(self._house.office.log_in_by_sms, phone, code)
        try:
            await self._trading.trade(Trade(Proof.SMS, call, claim=claim))
        except Fault as fault:
            if fault.key not in REFUSALS | LINE:
                raise
            if not self._house.attempts.may_try(claim):
                await self._trading.rest(WayIn.SMS)
                return None
            return explain(Fault("login.code_wrong") if fault.key == BackendKey.REFUSED_NOT_FOUND else fault)
        return None

    def _claim(self, phone: str) -> Claim:
        """Beside a card it is counted for both: who only types her number closes nothing beside her own card."""
        shown = shown_by(self._state.person)
        return Claim(WayIn.SMS.value, f"{shown.number or shown.hall_card} {phone}".strip())

    async def _scan(self, visit: Visit) -> ScannedLogin | str | None:
        """What was scanned; the key of what was in the way; None: another way, please."""
        codes = self._house.phone_codes

        def page() -> Present:
            return ways.present_phone_code(codes.resting())

        try:
            answer = await visit.ask(page(), lambda: codes.wait(visit), renew=page)
        except Fault as fault:
            return fault.key
        return answer if isinstance(answer, ScannedLogin) else None
