"""Hostile cards without a wire: whatever a card answers, the conversation ends, and soon."""

from datetime import date
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.card_reader.cards import BankCard, Card, HallCard, SocialSecurityCard, UnknownContactless
from hardware.card_reader.contract import CardReaderReason
from hardware.card_reader.conversation import Chip, Knowledge, identify
from hardware.card_reader.hall_keys import HallKeys
from hardware.emulators.chip_cards.bank import BankChip
from hardware.emulators.chip_cards.chip import CONTACT_ATR, CONTACTLESS_ATR, CardFaults, ChipCard
from hardware.emulators.chip_cards.hall import APPLICATION, MASTER_KEY, SYSTEM, HallChip
from hardware.emulators.chip_cards.protocols import ByteProtocol
from hardware.emulators.chip_cards.social_security import SocialSecurityChip
from hardware.errors import Completion, DeviceError

KNOWLEDGE = Knowledge(HallKeys(MASTER_KEY, SYSTEM, APPLICATION), bank_card_digits=True)
TODAY = date(2026, 1, 1)
_MOST = 110


class Said:
    """A card that says what it was told to, over and over."""

    def __init__(self, answers: list[bytes], atr: bytes, *, byte_wise: bool) -> None:
        self._answers = answers
        self._atr = atr
        self.byte_wise = byte_wise
        self.asked: list[bytes] = []

    def answer_to_reset(self) -> bytes:
        return self._atr

    def transmit(self, command: bytes) -> bytes:
        self.asked.append(command)
        return self._answers[(len(self.asked) - 1) % len(self._answers)]


class Played:
    """An emulated card, asked without a reader."""

    def __init__(self, card: ChipCard) -> None:
        self._card = card
        self._talk = ByteProtocol(card)
        self.byte_wise = card.atr == CONTACT_ATR

    def answer_to_reset(self) -> bytes:
        return self._card.atr

    def transmit(self, command: bytes) -> bytes:
        answer = self._talk.receive(command) if self.byte_wise else self._card.ask(command)
        if answer is None:
            raise OSError("mute")
        return answer


STATUS = st.sampled_from(
    [bytes.fromhex(word) for word in ("9000", "9100", "91AF", "6110", "6C10", "6100", "6A82", "6982")]
)
ANSWERS = st.lists(
    st.one_of(st.binary(max_size=300), st.builds(lambda a, b: a + b, st.binary(max_size=60), STATUS)), min_size=1
)


def what_is_said(card: Chip) -> Card | StrEnum:
    try:
        return identify(card, KNOWLEDGE, lambda: None, TODAY)
    except DeviceError as error:
        return error.reason


@given(ANSWERS, st.sampled_from([CONTACT_ATR, CONTACTLESS_ATR]), st.booleans())
def test_whatever_a_card_answers(answers: list[bytes], atr: bytes, byte_wise: bool) -> None:
    card = Said(answers, atr, byte_wise=byte_wise)
    said = what_is_said(card)
    assert not isinstance(said, HallCard)
    assert len(card.asked) <= _MOST
    assert all(len(command) <= 261 for command in card.asked)


def test_more_to_fetch_without_end() -> None:
    card = Said([b"ab\x61\x10"], CONTACT_ATR, byte_wise=True)
    with pytest.raises(DeviceError) as caught:
        identify(card, KNOWLEDGE, lambda: None, TODAY)
    assert caught.value.reason is CardReaderReason.CARD_UNREADABLE
    assert len(card.asked) < 30


@pytest.mark.parametrize(
    ("card", "kind"),
    [(SocialSecurityChip(), SocialSecurityCard), (HallChip(), HallCard), (BankChip(in_record=True), BankCard)],
)
def test_each_card_is_known_for_what_it_is(card: ChipCard, kind: type) -> None:
    assert isinstance(identify(Played(card), KNOWLEDGE, lambda: None, TODAY), kind)


@pytest.mark.parametrize("chip", [SocialSecurityChip, HallChip, BankChip])
@pytest.mark.parametrize("seed", range(1, 101))
def test_a_babbling_card_is_never_an_identity(chip: type[ChipCard], seed: int) -> None:
    said = what_is_said(Played(chip(faults=CardFaults(garbage=seed))))
    assert isinstance(said, UnknownContactless | BankCard | CardReaderReason)


def test_the_check_ends_a_conversation_between_two_commands() -> None:
    card = Said([b"\x90\x00"], CONTACT_ATR, byte_wise=True)

    def enough() -> None:
        if len(card.asked) == 3:
            raise DeviceError(Completion.CANCELED, CardReaderReason.CANCELLED)

    with pytest.raises(DeviceError):
        identify(card, KNOWLEDGE, enough, TODAY)
    assert len(card.asked) == 3


class Dawdling:
    """Lets every answer be fetched in nineteen pieces of nothing, and has none of the records."""

    byte_wise = True

    def __init__(self) -> None:
        self.asked = 0
        self._pieces = 0
        self._last = b""

    def answer_to_reset(self) -> bytes:
        return CONTACT_ATR

    def transmit(self, command: bytes) -> bytes:
        self.asked += 1
        if command[1] != 0xC0:
            self._last, self._pieces = command, 0
        self._pieces += 1
        if self._pieces < 20:
            return b"\x61\x01"
        return b"\x6a\x83" if self._last[1] == 0xB2 else b"\x90\x00"


def test_a_card_that_dawdles_within_every_bound_is_ended_all_the_same() -> None:
    chip = Dawdling()
    with pytest.raises(DeviceError) as caught:
        identify(chip, KNOWLEDGE, lambda: None, TODAY)
    assert caught.value.reason is CardReaderReason.CARD_UNREADABLE
    assert chip.asked <= _MOST
