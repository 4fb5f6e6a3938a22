from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.card_reader.cards import Access
from hardware.card_reader.social_security import RECORDS, RecordDamaged, card, value
from hardware.gb_codes import Sex

RECORD = {record.field: record for record in RECORDS}
VALUES = {
    "identifier": bytes.fromhex("690104D1560000050069000000000001"),
    "version": b"2.00",
    "issued": bytes.fromhex("20190311"),
    "valid_until": bytes.fromhex("20290310"),
    "card_number": b"A69012345",
    "number": b"690104195605200024",
    "name": "林小满".encode("gbk").ljust(30, b"\0"),
    "name_rest": bytes(20),
    "sex": b"2",
    "nation": b"\x01",
    "birth": bytes.fromhex("19560520"),
}


def test_a_record_is_tag_length_value() -> None:
    assert value(RECORD["number"], bytes.fromhex("0812") + b"690104195605200024") == b"690104195605200024"
    assert value(RECORD["card_number"], bytes.fromhex("0709") + b"A69012345") == b"A69012345"


def test_a_whole_card() -> None:
    read = card(Access.OPEN, VALUES)
    assert (read.number, read.name, read.sex, read.birth) == (
        "690104195605200024",
        "林小满",
        Sex.FEMALE,
        date(1956, 5, 20),
    )
    assert "林" not in repr(read)
    assert "6901" not in repr(read)


def test_a_name_of_thirty_bytes_goes_on_in_the_next_record() -> None:
    long = "阿卜杜热合曼·买买提艾力·吐尔逊江·艾合买提".encode("gbk")
    assert card(Access.OPEN, VALUES | {"name": long[:30], "name_rest": long[30:].ljust(20, b"\0")}).name == long.decode(
        "gbk"
    )
    assert card(Access.OPEN, VALUES | {"name_rest": "别人".encode("gbk")}).name == "林小满", "only then"


def test_a_rare_character_of_gb18030() -> None:
    assert card(Access.OPEN, VALUES | {"name": "林𠮷".encode("gb18030")}).name == "林𠮷"


@pytest.mark.parametrize(
    "name", ["Anna-Lena O'Neill", "阿卜杜热合曼·买买提", "欧阳．娜娜", "林 小满", "〇㐱𠮷", "Nguễn"]
)
def test_names_that_people_have(name: str) -> None:
    raw = name.encode("gb18030")
    assert card(Access.OPEN, VALUES | {"name": raw}).name == name


@pytest.mark.parametrize(
    "name",
    [
        "\u3000\u3000",
        "··",
        "<b>林</b>",
        "<img src=//h/p>",
        "\u3164\u3164",
        "\u115f",
        "\u202e林",
        "林\u200b",
        "林;",
        "%s{0}",
        "１２",
        "😀",
    ],
)
def test_what_is_no_name_is_refused(name: str) -> None:
    """A blank one, markup that a screen could obey, what turns the writing round or cannot be seen."""
    with pytest.raises(RecordDamaged):
        card(Access.OPEN, VALUES | {"name": name.encode("gb18030")})


def test_a_number_s_own_date_must_be_one_where_no_birth_is_told() -> None:
    told = {field: raw for field, raw in VALUES.items() if field != "birth"}
    assert card(Access.OPEN, told).number == "690104195605200024"
    with pytest.raises(RecordDamaged):
        card(Access.OPEN, told | {"number": b"690104195613410021"})


def test_a_card_valid_for_ever_has_no_end() -> None:
    assert card(Access.OPEN, VALUES | {"valid_until": bytes(4)}).valid_until is None
    assert card(Access.OPEN, VALUES | {"valid_until": b"\xff" * 4}).valid_until is None


def test_an_open_card_names_its_holder() -> None:
    for field in ("number", "name"):
        with pytest.raises(RecordDamaged) as caught:
            card(Access.OPEN, {name: raw for name, raw in VALUES.items() if name != field})
        assert caught.value.field == field
    assert card(Access.NEED_PIN, {}).number is None


def test_what_is_wrong_is_told_by_its_field_alone() -> None:
    with pytest.raises(RecordDamaged) as caught:
        card(Access.OPEN, VALUES | {"number": b"690104195605200027"})
    assert str(caught.value) == "number"
    assert caught.value.__cause__ is None


@given(st.sampled_from(RECORDS), st.binary(max_size=60))
def test_any_record(record: object, data: bytes) -> None:
    assert record in RECORDS
    for known in RECORDS:
        try:
            assert len(value(known, data)) <= known.most
        except RecordDamaged:
            continue


@given(st.sampled_from(list(Access)), st.dictionaries(st.sampled_from(list(VALUES)), st.binary(max_size=30)))
def test_any_values(access: Access, values: dict[str, bytes]) -> None:
    try:
        read = card(access, VALUES | values)
    except RecordDamaged:
        return
    assert read.name
    assert read.name.isprintable()
