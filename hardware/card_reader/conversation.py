"""Finding out what a card is, by asking it; a card that lies, babbles or repeats itself ends the conversation.

Runs on a thread that may be given up, for a card can make its reader wait. Every question is bounded.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from hardware.card_reader import emv, hall_file, social_security
from hardware.card_reader.apdu import (
    ANSWER_MOST,
    UID,
    Answer,
    AnswerDamaged,
    Apdu,
    decode,
    get_response,
    read_record,
    select,
    select_file,
)
from hardware.card_reader.cards import (
    Access,
    BankCard,
    Card,
    HallCard,
    SocialSecurityCard,
    UnknownContactless,
)
from hardware.card_reader.contract import CardReaderReason
from hardware.card_reader.desfire import Authentication, ProofFailed, select_application, selected
from hardware.card_reader.hall_file import HallFileDamaged, SealBroken
from hardware.card_reader.hall_keys import UID_BYTES, HallKeys
from hardware.card_reader.social_security import RECORDS, RecordDamaged
from hardware.errors import Completion, DeviceError

_log = logging.getLogger(__name__)
_EXCHANGES_MOST = 100
_FETCHES_MOST = 20
_CONTACTLESS = (0x80, 0x01)  # TD1 and TD2 of every answer to reset that a contactless reader makes up
_STORAGE = bytes.fromhex("804F0CA000000306")
_DENIED = {0x6982: Access.NEED_PIN, 0x6985: Access.NEED_SAM}
_NOT_THERE = {0x6A82, 0x6A83}


class Chip(Protocol):
    """A card that has power; both raise OSError when it or its reader is gone."""

    @property
    def byte_wise(self) -> bool:
        """Whether it speaks T=0."""

    def answer_to_reset(self) -> bytes:
        """How it introduced itself."""

    def transmit(self, command: bytes) -> bytes:
        """One command, one answer with its status word."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the terminal knows about cards."""

    hall_keys: HallKeys | None = None
    bank_card_digits: bool = False


def identify(chip: Chip, knowledge: Knowledge, check: Callable[[], None], today: date) -> Card:
    """What this card is and says; `check` is called before every command and raises to end it all."""
    atr = chip.answer_to_reset()
    contactless = atr[2:4] == bytes(_CONTACTLESS)
    if contactless and _STORAGE in atr:
        return UnknownContactless()
    talk = _Talk(chip, check)
    try:
        card = (
            (_hall_card(talk, knowledge.hall_keys) if contactless and knowledge.hall_keys else None)
            or _social_security_card(talk)
            or _bank_card(talk, contactless=contactless, digits=knowledge.bank_card_digits, today=today)
        )
    except AnswerDamaged as error:
        _log.info("a card's answer was damaged: %s", error)
        raise DeviceError(Completion.INVALID_DATA, CardReaderReason.CARD_UNREADABLE) from None
    if card is not None:
        return card
    if contactless:
        return UnknownContactless()
    raise DeviceError(Completion.INVALID_DATA, CardReaderReason.CARD_UNKNOWN)


class _Talk:
    def __init__(self, chip: Chip, check: Callable[[], None]) -> None:
        self._chip = chip
        self._check = check
        self._exchanges = 0

    def ask(self, question: Apdu) -> Answer:
        """The whole answer, however T=0 cuts it up."""
        answer = self._once(question)
        data = answer.data
        for _ in range(_FETCHES_MOST):
            if answer.more < 0:
                return Answer(data, answer.status)
            answer = self._once(get_response(), answer.more)
            data += answer.data
            if len(data) > ANSWER_MOST:
                break
        raise AnswerDamaged("without end")

    def _once(self, question: Apdu, length: int = 0) -> Answer:
        answer = self._exchange(question, length)
        if answer.right_length >= 0:
            answer = self._exchange(question, answer.right_length)
        if answer.right_length >= 0:
            raise AnswerDamaged("length")
        return answer

    def _exchange(self, question: Apdu, length: int) -> Answer:
        self._check()
        self._exchanges += 1
        if self._exchanges > _EXCHANGES_MOST:
            raise AnswerDamaged("too many")
        return decode(self._chip.transmit(question.encode(byte_wise=self._chip.byte_wise, length=length)))


def _hall_card(talk: _Talk, keys: HallKeys) -> HallCard | None:
    uid = talk.ask(UID)
    if not uid.done or len(uid.data) != UID_BYTES or not selected(talk.ask(select_application(keys.application))):
        return None
    try:
        proof = Authentication(keys.card_key(uid.data), keys.key_number)
        session = proof.finish(talk.ask(proof.respond(talk.ask(proof.begin()))))
        content = session.content(talk.ask(session.read(keys.file_number, hall_file.SIZE)), hall_file.SIZE)
        return HallCard(hall_file.number(content, keys.seal(uid.data, content[: hall_file.SEALED])))
    except (ProofFailed, SealBroken) as error:
        _log.info("a hall card was refused: %s", error)
        raise DeviceError(Completion.INVALID_DATA, CardReaderReason.CARD_NOT_OURS) from None
    except HallFileDamaged as error:
        _log.info("a hall card was refused for its %s", error)
        raise DeviceError(Completion.INVALID_DATA, CardReaderReason.CARD_DATA_WRONG) from None


def _social_security_card(talk: _Talk) -> SocialSecurityCard | None:
    if not talk.ask(select(social_security.ENVIRONMENT)).done:
        return None
    values: dict[str, bytes] = {}
    access = Access.OPEN
    for file in (social_security.CARD_FILE, social_security.HOLDER_FILE):
        denied = _read_file(talk, file, values)
        if file == social_security.HOLDER_FILE:
            access = denied
    if not values and access is Access.OPEN:
        raise AnswerDamaged("no file")  # it said yes to the name, and has nothing of what belongs to it
    try:
        return social_security.card(access, values)
    except RecordDamaged as error:
        _log.info("a social-security card was refused for its field %s", error.field)
        raise DeviceError(Completion.INVALID_DATA, CardReaderReason.CARD_DATA_WRONG) from None


def _read_file(talk: _Talk, file: int, values: dict[str, bytes]) -> Access:
    """Read the records of a file into `values`; tells what the card wanted for those that it kept."""
    answer = talk.ask(select_file(file))
    if answer.status in _DENIED:
        return _DENIED[answer.status]
    if answer.status in _NOT_THERE:
        return Access.OPEN
    if not answer.done:
        raise AnswerDamaged("file")
    access = Access.OPEN
    for record in (record for record in RECORDS if record.file == file):
        answer = talk.ask(read_record(record.number))
        if answer.done:
            values[record.field] = _value(record, answer.data)
        elif answer.status in _DENIED:
            access = _DENIED[answer.status]
        elif answer.status not in _NOT_THERE:
            raise AnswerDamaged("record")
    return access


def _value(record: social_security.Record, data: bytes) -> bytes:
    try:
        return social_security.value(record, data)
    except RecordDamaged as error:
        raise AnswerDamaged(f"record {error.field}") from None


def _bank_card(talk: _Talk, *, contactless: bool, digits: bool, today: date) -> BankCard | None:
    directory = talk.ask(emv.environment(contactless=contactless))
    if not directory.done:
        return None
    name = emv.application(directory.data)
    entry = emv.directory_record(directory.data) if name is None else None
    if entry is not None:
        name = emv.application(talk.ask(entry).data)
    if name is None:
        return None
    return BankCard(emv.network(name), _last_digits(talk, name, today) if digits else "")


def _last_digits(talk: _Talk, name: bytes, today: date) -> str:
    chosen = talk.ask(select(name))
    question = emv.options(chosen.data, today) if chosen.done else None
    if question is None:
        return ""
    options = talk.ask(question)
    if not options.done:
        return ""
    masked = emv.masked(options.data)
    for record in emv.records(options.data):
        if masked:
            break
        masked = emv.masked(talk.ask(record).data)
    return masked
