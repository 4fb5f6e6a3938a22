"""From what is known of a resident to the level that a service needs: only what is missing is asked for.

One object for one run of the conversation aside (`Visit.aside`). Loop thread.
"""

from collections.abc import Callable
from functools import partial

from kiosk.identity import ways
from kiosk.identity.attempts import Claim
from kiosk.identity.by_face import ByFace
from kiosk.identity.by_phone import ByPhone
from kiosk.identity.house import TIRED, House
from kiosk.identity.shown import Presented, PresentedChip, PresentedId
from kiosk.identity.trading import State, Trade, Trading
from kiosk.identity.ways import WayIn
from kiosk.visit.person import Level, Person, Proof
from kiosk.visit.prompts import Choose, Present
from kiosk.visit.text import NOTHING, Text, text
from kiosk.visit.visit import Source, Visit

First = Presented | str | None
Offered = Callable[[], dict[WayIn, Text]]
CARDS = frozenset({WayIn.ID_CARD, WayIn.CHIP_CARD})
OUTDATED = text("程序换了，请到“我的人脸”重新留")
NOTHING_TO_COMPARE = text("证件里没有照片，您也没有留过")


class Proving:
    """One resident's way to a level."""

    def __init__(self, house: House, visit: Visit, level: Level) -> None:
        self._house = house
        self._visit = visit
        self._level = level
        self._state = State(visit.person)
        self._trading = Trading(house, visit, self._state)
        self._phone = ByPhone(house, visit, self._state, self._trading)
        self._face = ByFace(house, visit, self._state, self._trading)

    async def go(self, first: First) -> Person:
        """Ask until the level is reached. `first` is what she has shown or chosen already.

        Raises: Back, Pause (let them pass), Fault
        """
        if self._state.person is None:
            await self._take(first)
        while (person := self._state.person) is None or person.level < self._level:
            await self._take(await self._ask())
        return person

    async def _ask(self) -> First:
        state, wanted = self._state, self._wanted()
        if state.person is None and self._level is Level.CLAIM and not state.proposed:
            return await ask_anything(self._visit, self._house, self._offered)
        if wanted <= CARDS:
            return await ask_card(self._visit, self._house, chips=WayIn.CHIP_CARD in wanted)
        await self._face.look_up()

        def page() -> Choose:
            return ways.choose_second(self._offered())

        return await self._visit.ask(page(), renew=page)

    def _wanted(self) -> frozenset[WayIn]:
        if self._state.proposed:  # a face has only proposed who she is
            return frozenset(WayIn) - {WayIn.FACE}
        proofs = self._state.person.proofs if self._state.person is not None else frozenset[Proof]()
        return frozenset(ways.next_ways(proofs, self._level))

    def _offered(self) -> dict[WayIn, Text]:
        """In one order everywhere, each with why it rests."""
        wanted, person = self._wanted(), self._state.person
        here = [way for way in WayIn if way in wanted and self._house.there(way)]
        if person is not None and not self._face.may_be_looked_at(person):
            here = [way for way in here if way is not WayIn.FACE]
        return {way: self._resting(way) for way in here}

    def _resting(self, way: WayIn) -> Text:
        state = self._state
        if rests := self._house.resting(way):
            return rests
        if way in state.tired:
            return TIRED
        if way is WayIn.FACE and state.person is not None:
            if state.known is None:
                return OUTDATED if state.outdated else NOTHING_TO_COMPARE
            return NOTHING if self._house.attempts.may_try(Claim(way.value, state.known.key)) else TIRED
        return NOTHING

    async def _take(self, answer: First) -> None:
        match answer:
            case PresentedId():
                await self._show_id(answer)
            case PresentedChip():
                call = partial(self._house.office.log_in_by_chip, answer.card)
                await self._trading.trade_or_tell(Trade(answer.proof, call, answer.shown()))
            case WayIn.ID_CARD | WayIn.CHIP_CARD:
                await self._take(await ask_one_card(self._visit, self._house, WayIn(answer)))
            case WayIn.SMS:
                await self._phone.by_sms()
            case WayIn.PHONE_CODE:
                await self._phone.by_code()
            case WayIn.FACE:
                await self._face.by_face()

    async def _show_id(self, presented: PresentedId) -> None:
        trade = Trade(Proof.ID_CARD, partial(self._house.office.log_in, presented.card), presented.shown)
        if self._state.person is None and not self._state.proposed:
            await self._trading.trade(trade)  # nothing else is known of her: the house excuses what goes wrong
        else:
            await self._trading.trade_or_tell(trade)


async def ask_card(visit: Visit, house: House, *, chips: bool) -> First:
    """Please put your card down: whichever comes first counts."""
    chips = chips and house.chip_cards.there

    def page() -> Present:
        return ways.present_cards(house.id_cards.resting(), house.chip_cards.resting() if chips else None)

    sources = [_id_source(house, visit)]
    if chips:
        # Where the one reader is missing altogether, the other goes on alone.
        sources = [_chip_source(house, visit)] + (sources if house.id_cards.there else [])
    return _first(await visit.ask(page(), *sources, renew=page))


async def ask_one_card(visit: Visit, house: House, way: WayIn) -> First:
    """Please put down the card that you chose; None: another way, please."""

    def page() -> Present:
        if way is WayIn.ID_CARD:
            return ways.present_id(house.id_cards.resting())
        return ways.present_chip(house.chip_cards.resting())

    source = _id_source(house, visit) if way is WayIn.ID_CARD else _chip_source(house, visit)
    answer = _first(await visit.ask(page(), source, renew=page))
    return None if isinstance(answer, str) else answer


async def ask_anything(visit: Visit, house: House, offered: Offered) -> First:
    """Who are you? Choose a way, or simply put a card down."""

    def page() -> Choose:
        return ways.choose_way(offered())

    sources = [_id_source(house, visit)] if house.id_cards.there else []
    if house.chip_cards.there:
        sources.append(_chip_source(house, visit))
    return _first(await visit.ask(page(), *sources, renew=page))


def _first(answer: object) -> First:
    return answer if isinstance(answer, PresentedId | PresentedChip | str) else None


def _id_source(house: House, visit: Visit) -> Source:
    return lambda: house.id_cards.wait(visit)


def _chip_source(house: House, visit: Visit) -> Source:
    return lambda: house.chip_cards.wait(visit)
