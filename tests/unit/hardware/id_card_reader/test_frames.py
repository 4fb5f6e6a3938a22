import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.emulators.cards import resident_card
from hardware.emulators.id_card_reader import IdCardReaderEmulator
from hardware.id_card_reader.answers import card_text, fits
from hardware.id_card_reader.cards import IdCard
from hardware.id_card_reader.frames import Answer, Decoder, FrameDamaged, ReaderCommand, encode
from hardware.id_card_reader.text_block import CardDataWrong, parse

# Golden frames, from the public descriptions of the protocol (docs/devices/id_card_reader.md).
QUESTIONS = {
    ReaderCommand.CHECK: "AAAAAA9669 0003 11FF ED",
    ReaderCommand.SAM_ID: "AAAAAA9669 0003 12FF EE",
    ReaderCommand.FIND: "AAAAAA9669 0003 2001 22",
    ReaderCommand.SELECT: "AAAAAA9669 0003 2002 21",
    ReaderCommand.READ: "AAAAAA9669 0003 3001 32",
}
FOUND = bytes.fromhex("AAAAAA9669 0008 00009F 00000000 97")


def read_answer() -> bytes:
    """A whole card, as the emulator's own code frames it."""
    emulator = IdCardReaderEmulator(Path("never plugged in"))
    emulator.put_card(resident_card())
    answers = [b"".join(piece for _, piece in emulator.receive(encode(question))) for question in ReaderCommand]
    return answers[-1]


CARD = read_answer()


def cards_from(pieces: list[bytes]) -> list[IdCard]:
    """Every card that the driver would believe in, out of these bytes."""
    decoder, cards = Decoder(), list[IdCard]()
    with contextlib.suppress(FrameDamaged, CardDataWrong):
        for piece in pieces:
            believed = [answer for answer in decoder.feed(piece) if fits(answer, ReaderCommand.READ)]
            cards += [parse(card_text(answer.data)) for answer in believed if answer.status == 0x90]
    return cards


@pytest.mark.parametrize("command", ReaderCommand)
def test_questions_are_the_known_frames(command: ReaderCommand) -> None:
    assert encode(command) == bytes.fromhex(QUESTIONS[command])


def test_a_known_answer_is_understood() -> None:
    (answer,) = Decoder().feed(FOUND)
    assert (answer.status, answer.data) == (0x9F, bytes(4))


def test_a_card_answer_has_its_known_size() -> None:
    assert len(CARD) == 1295
    assert cards_from([CARD])[0].name == "林小满"


@given(st.lists(st.integers(1, 1294), max_size=40).map(sorted))
def test_any_chunking_gives_the_same_card(cuts: list[int]) -> None:
    pieces = [CARD[a:b] for a, b in zip([0, *cuts], [*cuts, len(CARD)], strict=True)]
    assert [card.number for card in cards_from(pieces)] == ["690104195605200024"]


@given(st.binary(max_size=60), st.integers(1, 400))
def test_noise_before_an_answer_never_makes_another_card(noise: bytes, step: int) -> None:
    stream = noise + CARD
    cards = cards_from([stream[start : start + step] for start in range(0, len(stream), step)])
    assert [card.number for card in cards] in ([], ["690104195605200024"])
    if b"\xaa\xaa\xaa\x96\x69" not in (noise + CARD[:5])[:-1]:
        assert len(cards) == 1


@given(st.integers(0, len(CARD) - 1), st.integers(1, 255))
def test_one_wrong_byte_never_makes_a_card(place: int, flip: int) -> None:
    damaged = CARD[:place] + bytes([CARD[place] ^ flip]) + CARD[place + 1 :]
    assert cards_from([damaged]) == []


@given(st.integers(0, len(CARD) - 1))
def test_half_an_answer_is_no_card(size: int) -> None:
    assert cards_from([CARD[:size]]) == []


@given(st.lists(st.binary(max_size=200), max_size=20))
def test_no_bytes_at_all_break_the_decoder(pieces: list[bytes]) -> None:
    assert cards_from(pieces) == []


def test_endless_noise_is_given_up() -> None:
    decoder = Decoder()
    assert decoder.feed(bytes(8000)) == []
    with pytest.raises(FrameDamaged, match="noise"):
        decoder.feed(bytes(1000))


@pytest.mark.parametrize("length", ["0000", "0003", "0509", "FFFF"])
def test_a_length_that_no_answer_has_is_refused(length: str) -> None:
    with pytest.raises(FrameDamaged, match="length"):
        Decoder().feed(bytes.fromhex("AAAAAA9669" + length))


@pytest.mark.parametrize(
    ("question", "answer", "belongs"),
    [
        (ReaderCommand.FIND, Answer(0x9F, bytes(4)), True),
        (ReaderCommand.SELECT, Answer(0x9F, bytes(4)), False),
        (ReaderCommand.FIND, Answer(0x90, bytes(8)), False),
        (ReaderCommand.SELECT, Answer(0x90, bytes(8)), True),
        (ReaderCommand.READ, Answer(0x90, bytes(8)), False),
        (ReaderCommand.READ, Answer(0x90, b"\x01\x00\x00\x00" + bytes(256)), True),
        (ReaderCommand.READ, Answer(0x90, b"\x01\x00\x04\x00" + bytes(256)), False),
        (ReaderCommand.SELECT, Answer(0x90, b"\x01\x00\x04\x00" + bytes(1280)), False),
        (ReaderCommand.SAM_ID, Answer(0x90, bytes(16)), True),
        (ReaderCommand.SAM_ID, Answer(0x90, b""), False),
        (ReaderCommand.READ, Answer(0x41, b""), True),
        (ReaderCommand.READ, Answer(0x41, b"x"), False),
    ],
)
def test_late_answers_are_told_from_the_right_one(question: ReaderCommand, answer: Answer, belongs: bool) -> None:
    assert fits(answer, question) is belongs


def test_an_answer_hides_its_data() -> None:
    assert "林" not in repr(Answer(0x90, "林".encode("utf-16-le")))
    assert "97" not in repr(Answer(0x90, b"\x97g"))
