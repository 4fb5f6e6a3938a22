"""What can be tried on an identity card reader by hand."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from hardware.id_card_reader.cards import IdCard
from hardware.id_card_reader.contract import IdCardReader
from hardware.trial import Say, Trial

_READ_S = 20.0


async def _read(reader: IdCardReader, words: Sequence[str], say: Say) -> None:
    _no(words)
    say(f"lay a card on the reader, within {_READ_S:.0f} s")
    card = await reader.read_card(_READ_S, progress=lambda: say("found a card; reading"))
    for line in masked(card):
        say(line)


async def _sam(reader: IdCardReader, words: Sequence[str], say: Say) -> None:
    _no(words)
    say(f"security module {await reader.sam_id()}")


def masked(card: IdCard) -> tuple[str, ...]:
    """What may stand on a screen that others see: the family name, and the ends of the number."""
    until = "for ever" if card.valid_until is None else f"until {card.valid_until:%Y}"
    return (
        f"{card.kind.value}, valid {until}",
        f"name {card.name[:1]}{'*' * max(1, len(card.name) - 1)}",
        f"number {card.number[:1]}{'*' * max(1, len(card.number) - 2)}{card.number[-1:]}",
        "photo not read" if card.photo is None else "photo read",
    )


def _no(words: Sequence[str]) -> None:
    if words:
        raise ValueError("no words are needed")


TRIALS: Mapping[str, Trial] = MappingProxyType(
    {
        "read": Trial("read one card; name and number are masked", _read),
        "sam": Trial("tell the number of the security module", _sam),
    }
)
