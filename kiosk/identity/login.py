"""The front door of every service that must know who asks."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from hardware.card_reader.contract import CardReader
from hardware.code_scanner.contract import CodeScanner
from hardware.id_card_reader.contract import IdCardReader
from kiosk.foundation.clock import Clock
from kiosk.identity.attempts import Attempts
from kiosk.identity.audit import Audit
from kiosk.identity.chip_cards import ChipCards
from kiosk.identity.face_way import FaceWay
from kiosk.identity.house import House
from kiosk.identity.id_cards import IdCards
from kiosk.identity.office import Office
from kiosk.identity.phone_codes import PhoneCodes
from kiosk.identity.proving import First, Proving, ask_anything, ask_card
from kiosk.identity.ways import WayIn
from kiosk.visit.person import Level, Person
from kiosk.visit.text import Text
from kiosk.visit.visit import Visit


@dataclass(frozen=True, slots=True)
class MoreWays:
    """What there is beside the reader of identity cards. `face` None: it is not offered here, and nowhere to be seen.

    `network`: did the office answer lately? `audit` None: nothing is written down (tests).
    """

    chip_cards: CardReader | None = None
    codes: CodeScanner | None = None
    face: FaceWay | None = None
    attempts: Attempts | None = None
    audit: Audit | None = None
    network: Callable[[], bool] = lambda: True


class Login:
    """Knows what a visit has proved, and asks for what is missing. Loop thread."""

    def __init__(self, reader: IdCardReader | None, office: Office, clock: Clock, more: MoreWays | None = None) -> None:
        more = more or MoreWays()
        self._house = House(
            id_cards=IdCards(reader, clock),
            chip_cards=ChipCards(more.chip_cards, clock),
            phone_codes=PhoneCodes(more.codes, clock),
            office=office,
            clock=clock,
            attempts=more.attempts or Attempts(clock),
            network=more.network,
            face=more.face,
            audit=more.audit,
        )

    async def require(self, visit: Visit, level: Level) -> Person:
        """Know who this is, at least at `level`; in the middle of a service only what is missing is asked for.

        What is asked first of somebody unknown is a question of the service, to which Back leads again; all further
        proving is a conversation aside, of which nothing is promised and into which no Back leads when it is over.

        Raises: Back, Pause (let them pass), Fault
        """
        first = await self._first(visit, level) if visit.person is None else None
        prove = partial(self._prove, level=level, first=first)
        visit.log_in(await visit.aside(f"identity:{level.name}", prove))
        if visit.person is None:
            raise TypeError("a visit that was logged in knows a person")
        return visit.person

    async def _first(self, visit: Visit, level: Level) -> First:
        if level is not Level.CLAIM:
            return await ask_card(visit, self._house, chips=level is Level.CARD)
        return await ask_anything(visit, self._house, self._offered)

    def _offered(self) -> dict[WayIn, Text]:
        return {way: self._house.resting(way) for way in WayIn if self._house.there(way)}

    async def _prove(self, visit: Visit, *, level: Level, first: First) -> Person:
        return await Proving(self._house, visit, level).go(first)
