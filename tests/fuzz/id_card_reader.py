"""What the fuzzer feeds the identity card reader's codecs."""

from functools import reduce
from operator import xor

from hardware.emulators.cards import foreigner_2017_card, foreigner_2023_card, permit_card, resident_card
from hardware.emulators.photo_program import drawing
from hardware.id_card_reader.answers import card_photo, card_text, fits, sam_number
from hardware.id_card_reader.frames import Decoder, FrameDamaged, ReaderCommand
from hardware.id_card_reader.photo import PhotoUndecoded, read_bitmap
from hardware.id_card_reader.text_block import CardDataWrong, parse
from tests.fuzz.target import Target


def _frame(content: bytes) -> bytes:
    body = (len(content) + 1).to_bytes(2, "big") + content
    return bytes.fromhex("AAAAAA9669") + body + bytes([reduce(xor, body)])


_FRAMES = (
    _frame(bytes.fromhex("000090")),
    _frame(bytes.fromhex("00009F00000000")),
    _frame(bytes.fromhex("000090") + bytes.fromhex("0500010059 2C330140420F002A000000")),
    _frame(bytes.fromhex("00009001000400") + resident_card() + bytes(1024)),
)


def _frames(data: bytes) -> None:
    decoder = Decoder()
    try:
        answers = [answer for start in range(0, len(data), 61) for answer in decoder.feed(data[start : start + 61])]
    except FrameDamaged:
        return
    for answer in answers:
        if fits(answer, ReaderCommand.READ) and answer.status == 0x90:
            assert len(card_text(answer.data)) == 256
            assert len(card_photo(answer.data)) in {0, 1024}
        if fits(answer, ReaderCommand.SAM_ID) and answer.status == 0x90:
            assert sam_number(answer.data)


def _text_block(data: bytes) -> None:
    try:
        parse(data[:256].ljust(256, b"\0"))
    except CardDataWrong:
        return


def _bitmap(data: bytes) -> None:
    try:
        photo = read_bitmap(data)
    except PhotoUndecoded:
        return
    assert len(photo.rgb) == 38556


TARGETS: tuple[Target, ...] = (
    Target("id_card_reader.frames", _frames, _FRAMES),
    Target(
        "id_card_reader.text_block",
        _text_block,
        (resident_card(), permit_card(), foreigner_2017_card(), foreigner_2023_card()),
    ),
    Target("id_card_reader.bitmap", _bitmap, (drawing(bytes(1024)),)),
)
