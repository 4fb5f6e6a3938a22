"""What can be tried on a chip card reader by hand."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from hardware.card_reader.cards import BankCard, Card, HallCard, SocialSecurityCard
from hardware.card_reader.contract import CardReader
from hardware.trial import Say, Trial

_READ_S = 20.0


async def _read(reader: CardReader, words: Sequence[str], say: Say) -> None:
    _no(words)
    say(f"put a card into the reader or on it, within {_READ_S:.0f} s")
    card = await reader.read(_READ_S, progress=lambda: say("found a card; reading"))
    for line in masked(card):
        say(line)


async def _readers(reader: CardReader, words: Sequence[str], say: Say) -> None:
    _no(words)
    names = await reader.readers()
    for name in names or ("the smart card service sees no reader",):
        say(name)


def masked(card: Card) -> tuple[str, ...]:
    """What may stand on a screen that others see: the family name, and the ends of a number."""
    if isinstance(card, SocialSecurityCard):
        return _social_security(card)
    if isinstance(card, HallCard):
        return ("a hall card that proved itself", f"number {_ends(card.number)}")
    if isinstance(card, BankCard):
        return (f"a bank card ({card.network.value}); refused", f"number {card.masked or 'not read'}")
    return ("something contactless that is none of ours; nothing can be opened with it",)


def _social_security(card: SocialSecurityCard) -> tuple[str, ...]:
    name = "kept by the card" if card.name is None else card.name[:1] + "*" * max(1, len(card.name) - 1)
    number = "kept by the card" if card.number is None else _ends(card.number)
    until = "not told" if card.valid_until is None else f"{card.valid_until:%Y}"
    return (
        f"a social-security card, {card.access.value}, version {card.version or 'not told'}, valid until {until}",
        f"name {name}",
        f"number {number}",
        f"card number {'not read' if card.card_number is None else _ends(card.card_number)}",
    )


def _ends(number: str) -> str:
    return f"{number[:1]}{'*' * max(1, len(number) - 2)}{number[-1:]}"


def _no(words: Sequence[str]) -> None:
    if words:
        raise ValueError("no words are needed")


TRIALS: Mapping[str, Trial] = MappingProxyType(
    {
        "read": Trial("read one card; names and numbers are masked", _read),
        "readers": Trial("tell the names of all readers that the smart card service sees", _readers),
    }
)
