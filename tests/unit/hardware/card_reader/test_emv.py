from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.card_reader import emv
from hardware.card_reader.cards import BankNetwork

PPSE = bytes.fromhex("6F24840E325041592E5359532E4444463031A512BF0C0F610D4F08A000000333010101870101")


def test_the_question_for_the_directory() -> None:
    wire = emv.environment(contactless=True).encode(byte_wise=False)
    assert wire.hex().upper() == "00A404000E325041592E5359532E444446303100"


def test_a_directory_names_an_application() -> None:
    name = emv.application(PPSE)
    assert name == bytes.fromhex("A000000333010101")
    assert emv.network(name) is BankNetwork.UNIONPAY
    assert emv.application(b"\x6f\x00") is None
    assert emv.application(b"\x4f\x02\xa0\x00") is None, "too short for a name"


@pytest.mark.parametrize(
    ("name", "network"),
    [
        ("A0000000031010", BankNetwork.VISA),
        ("A0000000041010", BankNetwork.MASTERCARD),
        ("A00000002501", BankNetwork.AMEX),
        ("A0000000651010", BankNetwork.JCB),
        ("A0000003241010", BankNetwork.DISCOVER),
        ("A000000632010105", BankNetwork.OTHER),
    ],
)
def test_networks(name: str, network: BankNetwork) -> None:
    assert emv.network(bytes.fromhex(name)) is network


def test_the_question_for_the_data_is_for_an_amount_of_nothing() -> None:
    asked = emv.options(_selected(), date(2026, 3, 9))
    assert asked is not None
    assert asked.data[:2] == b"\x83\x21", "33 bytes"
    values = asked.data[2:]
    assert values[:4].hex() == "26000080"
    assert values[4:16] == bytes(12), "no amount"
    assert values[16:18].hex() == "0156"
    assert values[25:28].hex() == "260309"


def _selected() -> bytes:
    wanted = bytes.fromhex("9F66049F02069F03069F1A0295055F2A029A039C019F3704")
    inside = b"\x9f\x38" + bytes([len(wanted)]) + wanted
    return b"\x6f" + bytes([len(inside) + 2]) + b"\xa5" + bytes([len(inside)]) + inside


def test_the_number_is_masked() -> None:
    assert emv.masked(bytes.fromhex("7714" + "5712" + "6999001234567890128D3012201000000000")) == "***************0128"
    assert emv.masked(bytes.fromhex("700C5A0A6999001234567890128F")) == "***************0128"
    assert emv.masked(bytes.fromhex("70035A0112")) == ""


def test_records_are_bounded() -> None:
    assert [record.p1 for record in emv.records(bytes.fromhex("7706940408010200"))] == [1, 2]
    assert len(emv.records(bytes.fromhex("770A94080801FF001001FF00"))) <= 4
    assert emv.records(b"") == ()


@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    emv.application(data)
    asked = emv.options(data, date(2026, 1, 1))
    assert asked is None or len(asked.data) <= 255
    assert len(emv.records(data)) <= 4
    shown = emv.masked(data)
    assert set(shown[:-4]) <= {"*"}
