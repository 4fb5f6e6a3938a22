"""What the small lights of a terminal can show."""

from enum import StrEnum
from typing import Protocol

from hardware.status import Device


class LightsReason(StrEnum):
    """Why a light is not as it should be: the `detail` and the warnings of the status."""

    ABSENT = "absent"
    NO_PORT = "no_port"
    SILENT = "silent"
    GARBLED = "garbled"
    REFUSED = "refused"


class Light(StrEnum):
    """Where a light is, in XFS4IoT's words; those that a hall can have."""

    CARD_READER = "cardReader"
    CARD_READER_2 = "cardReader2"
    CONTACTLESS = "contactless"
    SCANNER = "scanner"
    RECEIPT_PRINTER = "receiptPrinter"
    DOCUMENT_PRINTER = "documentPrinter"
    PIN_PAD = "pinPad"
    CAMERA = "camera"  # beside the lens; XFS4IoT has no word for it
    FASCIA = "fasciaLight"
    STATUS_GOOD = "statusGood"
    STATUS_WARNING = "statusWarning"
    STATUS_BAD = "statusBad"
    STATUS_SUPERVISOR = "statusSupervisor"
    STATUS_IN_SERVICE = "statusInService"


class FlashRate(StrEnum):
    """How a light burns, in XFS4IoT's words; flashes a second. Never more than two: WCAG 2.3.1 allows three at most."""

    OFF = "off"
    SLOW = "slow"  # 0.5
    MEDIUM = "medium"  # 1
    QUICK = "quick"  # 2
    CONTINUOUS = "continuous"


class Colour(StrEnum):
    """The colour of a light that has several."""

    RED = "red"
    GREEN = "green"
    YELLOW = "yellow"
    BLUE = "blue"
    CYAN = "cyan"
    MAGENTA = "magenta"
    WHITE = "white"


class Lights(Device, Protocol):
    """Lights that guide a hand; never the only sign of anything, and no visit waits for or fails by them."""

    @property
    def known(self) -> frozenset[Light]:
        """The lights that this terminal has."""

    async def show(self, light: Light, rate: FlashRate, colour: Colour | None = None) -> bool:
        """Have `light` burn so from now on; whether it does. Never raises for a device's sake.

        False: there is no such light or colour, or the board does not answer; the wish is kept, and fulfilled when the
        board is back. A light is lit anew at most twice a second, whoever asks for it how often.
        """

    async def all_off(self) -> bool:
        """Put all of them out; whether they are."""
