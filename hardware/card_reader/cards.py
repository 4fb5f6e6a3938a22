"""What a card in the reader turned out to be.

Personal data: the values show nothing of themselves in a repr or a log, and live no longer than the visit.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hardware.gb_codes import Sex


class Access(StrEnum):
    """Whether a social-security card let itself be read."""

    OPEN = "open"
    NEED_PIN = "need_pin"  # the card wants its holder's PIN first; we never guess one
    NEED_SAM = "need_sam"  # the card wants a security module that this terminal does not have


@dataclass(frozen=True, slots=True, repr=False, kw_only=True)
class SocialSecurityCard:
    """A social-security card (社会保障卡): what it let be read; None is what it kept to itself.

    `number` is the holder's (社会保障号码), `card_number` the card's own (卡号), `region` six digits.
    """

    access: Access
    number: str | None = None
    name: str | None = None
    sex: Sex | None = None
    birth: date | None = None
    nation_code: str | None = None
    card_number: str | None = None
    region: str | None = None
    version: str | None = None
    issued: date | None = None
    valid_until: date | None = None

    def __repr__(self) -> str:
        return f"<SocialSecurityCard, {self.access.value}, content withheld>"

    @property
    def names_its_holder(self) -> bool:
        """Whether number and name could both be read."""
        return self.number is not None and self.name is not None


@dataclass(frozen=True, slots=True, repr=False)
class HallCard:
    """A card that this community gave out: it and the terminal proved themselves to each other.

    An identity token and nothing else: there is no money on it and no command for any.
    """

    number: str

    def __repr__(self) -> str:
        return "<HallCard, content withheld>"


@dataclass(frozen=True, slots=True)
class UnknownContactless:
    """Something contactless that is none of ours was held to the reader.

    Its UID can be copied, and a phone's is random; so it is not here at all and nothing can be opened with it.
    """


class BankNetwork(StrEnum):
    """Whose payment application a bank card carries."""

    UNIONPAY = "unionpay"
    VISA = "visa"
    MASTERCARD = "mastercard"
    AMEX = "amex"
    JCB = "jcb"
    DISCOVER = "discover"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class BankCard:
    """A bank card was recognised; it is refused, for a payment terminal takes those.

    `masked` is the number with all but the last four digits struck out, and empty unless the driver was told to ask.
    """

    network: BankNetwork
    masked: str = ""


Card = SocialSecurityCard | HallCard | UnknownContactless | BankCard
