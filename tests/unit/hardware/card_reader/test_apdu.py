import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.card_reader import social_security
from hardware.card_reader.apdu import (
    UID,
    AnswerDamaged,
    Apdu,
    decode,
    get_response,
    read_record,
    select,
    select_file,
)


@pytest.mark.parametrize(
    ("command", "byte_wise", "length", "wire"),
    [
        (select(social_security.ENVIRONMENT), True, 0, "00A404000F7378312E73682EC9E7BBE1B1A3D5CF"),
        (select(social_security.ENVIRONMENT), False, 0, "00A404000F7378312E73682EC9E7BBE1B1A3D5CF00"),
        (select_file(0xEF05), True, 0, "00A4020002EF05"),
        (read_record(7), True, 0x0B, "00B207040B"),
        (read_record(1), False, 0, "00B2010400"),
        (get_response(), True, 0x13, "00C0000013"),
        (UID, False, 0, "FFCA000000"),
        (Apdu(0x90, 0x5A, 0, 0, b"\x01\x4e\x4c"), False, 0, "905A000003014E4C00"),
        (Apdu(0x00, 0x84, 0, 0, expects=False), True, 0, "0084000000"),
    ],
)
def test_commands_on_the_wire(command: Apdu, byte_wise: bool, length: int, wire: str) -> None:
    assert command.encode(byte_wise=byte_wise, length=length).hex().upper() == wire


def test_the_name_of_the_social_security_environment() -> None:
    assert b"sx1.sh." + "社会保障".encode("gbk") == social_security.ENVIRONMENT


def test_a_status_word_tells_what_is_to_be_done() -> None:
    assert decode(b"\x61\x13").more == 0x13
    assert decode(b"\x6c\x12").right_length == 0x12
    assert decode(b"\x61\x00").more == 0
    assert (decode(b"ab\x90\x00").done, decode(b"ab\x90\x00").data) == (True, b"ab")
    assert (decode(b"\x90\x00").more, decode(b"\x90\x00").right_length) == (-1, -1)


@pytest.mark.parametrize("answer", [b"", b"\x90", b"\x00\x00", b"\xff\xff", b"\x50\x00", bytes(5000) + b"\x90\x00"])
def test_what_is_no_answer_is_refused(answer: bytes) -> None:
    with pytest.raises(AnswerDamaged):
        decode(answer)


def test_neither_commands_nor_answers_show_what_is_in_them() -> None:
    shown = repr(decode(b"690104195605200024\x90\x00")) + repr(select(b"690104195605200024"))
    assert "6901" not in shown
    assert repr(b"690104195605200024"[:4].hex()) not in shown


@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    try:
        answer = decode(data)
    except AnswerDamaged:
        return
    assert answer.data == data[:-2]
