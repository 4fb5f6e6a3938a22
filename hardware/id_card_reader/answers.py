"""What a reader's status byte (SW3 of GA/T 467) means for the person in front of it."""

from hardware.errors import Completion, DeviceError
from hardware.id_card_reader.contract import ReaderReason
from hardware.id_card_reader.frames import Answer, ReaderCommand

DONE = 0x90
FOUND = 0x9F
NOTHING_FOUND = frozenset({0x80, 0x34})
# The module says that it did not hear us well: a wrong checksum, a wrong length.
MISHEARD = frozenset({0x10, 0x11, 0x3F})

TEXT_BYTES = 256
_READ_HEAD = 4
_PHOTO_BYTES = (0, 1024)
_SHORT_DATA = range(17)

_REFUSALS = {
    0x21: (Completion.UNSUPPORTED_COMMAND, ReaderReason.READER_INCOMPATIBLE),
    0x23: (Completion.UNSUPPORTED_COMMAND, ReaderReason.READER_NOT_AUTHORISED),
    0x24: (Completion.HARDWARE_ERROR, ReaderReason.READER_BROKEN),
    0x31: (Completion.INVALID_DATA, ReaderReason.CARD_REFUSED),  # the card does not accept the module
    0x32: (Completion.INVALID_DATA, ReaderReason.CARD_REFUSED),  # the module does not accept the card
    0x33: (Completion.INVALID_DATA, ReaderReason.CARD_REFUSED),  # the card's content is not signed as it must be
    0x34: (Completion.USER_ERROR, ReaderReason.CARD_LIFTED),
    0x37: (Completion.INVALID_DATA, ReaderReason.CARD_UNREADABLE),
    0x40: (Completion.INVALID_DATA, ReaderReason.CARD_UNKNOWN),
    0x41: (Completion.USER_ERROR, ReaderReason.CARD_LIFTED),
    0x47: (Completion.HARDWARE_ERROR, ReaderReason.READER_BROKEN),
    0x50: (Completion.HARDWARE_ERROR, ReaderReason.READER_BROKEN),
    0x60: (Completion.HARDWARE_ERROR, ReaderReason.READER_BROKEN),
    0x61: (Completion.HARDWARE_ERROR, ReaderReason.READER_NOT_AUTHORISED),
    0x66: (Completion.HARDWARE_ERROR, ReaderReason.READER_NOT_AUTHORISED),
    0x80: (Completion.USER_ERROR, ReaderReason.CARD_LIFTED),
    0x81: (Completion.USER_ERROR, ReaderReason.CARD_LIFTED),
    0x91: (Completion.INVALID_DATA, ReaderReason.CARD_UNREADABLE),
}


def fits(answer: Answer, question: ReaderCommand) -> bool:
    """Whether `answer` can belong to `question` at all, and is not a late one to an earlier question."""
    if answer.status == FOUND:
        return question is ReaderCommand.FIND and len(answer.data) in _SHORT_DATA
    if answer.status != DONE:
        return not answer.data
    if question is ReaderCommand.READ:
        return _is_card(answer.data)
    if question is ReaderCommand.SAM_ID:
        return len(answer.data) == 16
    return question is not ReaderCommand.FIND and len(answer.data) in _SHORT_DATA


def refusal(status: int) -> DeviceError:
    """The error for any status but done, found and misheard; one that no source knows counts as garbled."""
    completion, reason = _REFUSALS.get(status, (Completion.HARDWARE_ERROR, ReaderReason.READER_GARBLED))
    return DeviceError(completion, reason)


def card_text(data: bytes) -> bytes:
    """The text of a read card."""
    return data[_READ_HEAD : _READ_HEAD + TEXT_BYTES]


def card_photo(data: bytes) -> bytes:
    """The photo behind the text, 1,024 bytes or none; only who can open it should ask."""
    return data[_READ_HEAD + TEXT_BYTES :]


def sam_number(data: bytes) -> str:
    """The number printed on the module, from its 16 bytes."""
    numbers = [int.from_bytes(data[a:b], "little") for a, b in ((0, 2), (2, 4), (4, 8), (8, 12), (12, 16))]
    return "{:02d}.{:02d}-{:08d}-{:010d}-{:010d}".format(*numbers)


def _is_card(data: bytes) -> bool:
    text, photo = int.from_bytes(data[:2], "big"), int.from_bytes(data[2:4], "big")
    return text == TEXT_BYTES and photo in _PHOTO_BYTES and len(data) == _READ_HEAD + text + photo
