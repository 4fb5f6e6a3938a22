"""What every emulated chip card is: an answer to reset, and an answer to each command; with faults on demand."""

import random
from dataclasses import dataclass

CONTACT_ATR = bytes.fromhex("3B6500002063CB6800")  # T=0 alone
CONTACTLESS_ATR = bytes.fromhex("3B8180018080")  # as a reader makes it up for an ISO 14443-4 card
STORAGE_ATR = bytes.fromhex("3B8F8001804F0CA000000306030001000000006A")  # ... and for a storage card

DONE = b"\x90\x00"
NOT_FOUND = b"\x6a\x82"
UNKNOWN_INS = b"\x6d\x00"
UNKNOWN_CLASS = b"\x6e\x00"


@dataclass(frozen=True, slots=True)
class CardFaults:
    """What is wrong with a card; nothing, unless told. Counts are commands since the card was last reset."""

    upside_down: bool = False  # does not even answer to reset
    mute_after: int = -1  # says nothing any more after so many commands
    pulled_after: int = -1  # is pulled out of the reader after so many commands
    stalls: bool = False  # asks for more time for ever
    stale: bool = False  # answers the last command instead of this one
    garbage: int = 0  # answers are random bytes, from this seed
    overlong: bytes = b""  # comes before the status word of every answer
    status: bytes = b""  # this status word, and no data, whatever is asked


class ChipCard:
    """A card; `play` is what a kind of card does, and `ask` what the reader gets to hear."""

    atr = CONTACT_ATR
    label = "a card"

    def __init__(self, faults: CardFaults | None = None) -> None:
        self.faults = faults or CardFaults()
        self.asked: list[bytes] = []
        self._since_reset = 0
        self._last = UNKNOWN_INS
        self._dice = random.Random(self.faults.garbage)  # noqa: S311 - garbage, not secrets

    def break_with(self, faults: CardFaults) -> None:
        """Have these faults from now on."""
        self.faults = faults
        self._dice = random.Random(faults.garbage)  # noqa: S311 - garbage, not secrets

    def reset(self) -> None:
        """The reader gives power anew."""
        self._since_reset = 0
        self.forget()

    def forget(self) -> None:
        """Lose what was selected and who was authenticated."""

    @property
    def pulled(self) -> bool:
        """Whether it is out of the reader by now."""
        return 0 <= self.faults.pulled_after <= self._since_reset

    def ask(self, command: bytes) -> bytes | None:
        """The answer to one command; None is silence."""
        self.asked.append(command)
        faults = self.faults
        if 0 <= faults.mute_after <= self._since_reset or self.pulled:
            return None
        self._since_reset += 1
        answer = self._garbage() if faults.garbage else faults.status or self.play(command)
        answer = answer[:-2] + faults.overlong + answer[-2:]
        before, self._last = self._last, answer
        return before if faults.stale else answer

    def play(self, command: bytes) -> bytes:
        """What a well card answers."""
        raise NotImplementedError

    def _garbage(self) -> bytes:
        body = self._dice.randbytes(self._dice.choice((0, 1, 2, 7, 20, 60, 250)))
        return body + self._dice.choice(
            (DONE, DONE, DONE, b"\x91\x00", b"\x91\xaf", NOT_FOUND, self._dice.randbytes(2))
        )


def body(command: bytes) -> bytes:
    """The data of a command of the short form; empty when it has none."""
    return command[5 : 5 + command[4]] if len(command) > 5 else b""
