"""What of the house can tell who somebody is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from kiosk.foundation.clock import Clock, hall_time
from kiosk.identity.attempts import Attempts
from kiosk.identity.audit import Audit
from kiosk.identity.chip_cards import ChipCards
from kiosk.identity.face_way import FaceWay
from kiosk.identity.id_cards import IdCards
from kiosk.identity.office import Office
from kiosk.identity.phone_codes import PhoneCodes
from kiosk.identity.ways import WayIn
from kiosk.visit.text import NOTHING, Text, text


@dataclass(frozen=True, slots=True)
class House:
    """The ways in, the office behind them, and what is written down. `face` None: no trace of it anywhere."""

    id_cards: IdCards
    chip_cards: ChipCards
    phone_codes: PhoneCodes
    office: Office
    clock: Clock
    attempts: Attempts
    network: Callable[[], bool]
    face: FaceWay | None = None
    audit: Audit | None = None

    def there(self, way: WayIn) -> bool:
        """Does this terminal have such a way at all? What it never had is not offered, not even resting."""
        if way is WayIn.FACE:
            return self.face is not None
        return way is not WayIn.CHIP_CARD or self.chip_cards.there

    def resting(self, way: WayIn) -> Text:
        """Why a way cannot be used now; NOTHING if it can."""
        if self.attempts.way_rests(way.value):
            return TIRED
        match way:
            case WayIn.ID_CARD:
                return self.id_cards.resting()
            case WayIn.CHIP_CARD:
                return self.chip_cards.resting()
        if not self.network():
            return text("网络不通，暂时用不了")
        match way:
            case WayIn.PHONE_CODE:
                return self.phone_codes.resting()
            case WayIn.FACE:
                return self.face.resting() if self.face is not None else NOTHING
        return NOTHING

    def today(self) -> date:
        """The hall's own day."""
        return hall_time(self.clock.now()).date()


TIRED = text("试了几次，先歇一会儿")
