import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.card_reader import tlv

PPSE = bytes.fromhex("6F24840E325041592E5359532E4444463031A512BF0C0F610D4F08A000000333010101870101")


def test_elements_inside_elements() -> None:
    parsed = tlv.parse(PPSE)
    assert tlv.first(parsed, 0x4F) == bytes.fromhex("A000000333010101")
    assert tlv.first(parsed, 0x84) == b"2PAY.SYS.DDF01"
    assert tlv.first(parsed, 0x9F38) is None


@pytest.mark.parametrize(
    "data",
    [
        "6F",  # no length
        "6F05 84",  # shorter than it says
        "5F",  # half a tag
        "9F8181 01 00",  # a tag of four bytes
        "84 80",  # a length without end
        "84 83 000001 00",  # a length of three bytes
        "84 82 00",  # half a length
        "6103 500401",  # an element that reaches out of its parent
    ],
)
def test_damage_is_refused(data: str) -> None:
    with pytest.raises(tlv.TlvDamaged):
        tlv.parse(bytes.fromhex(data.replace(" ", "")))


def test_depth_count_and_size_are_bounded() -> None:
    deep = b""
    for _ in range(20):
        deep = b"\x61" + bytes([len(deep)]) + deep
    for bomb in (deep, b"\x50\x00" * 300, bytes(5000)):
        with pytest.raises(tlv.TlvDamaged):
            tlv.parse(bomb)


@given(st.binary(max_size=300))
def test_any_bytes(data: bytes) -> None:
    try:
        elements = tlv.parse(data)
    except tlv.TlvDamaged:
        return
    assert sum(len(element.value) for element in elements) <= len(data)
    assert data.hex() not in repr(elements) or len(data) < 3
