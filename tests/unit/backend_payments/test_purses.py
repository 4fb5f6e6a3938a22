"""Whose code it is (forms: PAYMENTS D4), and what the payer reads."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.payments.channel import SUBJECT_MOST, ChannelName
from backend.payments.codes import OtherPurse, purse_of
from backend.payments.subjects import Fee, checked_subject, subject_of
from backend.payments.wire_numbers import checked_number

WECHAT, ALIPAY = ChannelName.WECHAT, ChannelName.ALIPAY


@pytest.mark.parametrize(
    ("code", "whose"),
    [
        *[(f"{first}{'0' * 16}", WECHAT) for first in range(10, 16)],
        *[(f"{first}{'1' * 14}", ALIPAY) for first in range(25, 31)],
        ("28" + "7" * 22, ALIPAY),
        ("62" + "3" * 17, OtherPurse.UNIONPAY),
        ("01" + "3" * 17, OtherPurse.ECNY),
        ("16" + "0" * 16, None),
        ("09" + "0" * 16, None),
        ("13" + "0" * 15, None),
        ("13" + "0" * 17, None),
        ("24" + "0" * 16, None),
        ("31" + "0" * 16, None),
        ("28" + "0" * 13, None),
        ("28" + "0" * 23, None),
        ("62" + "3" * 16, None),
        ("", None),
        ("https://wx.tenpay.com/f2f?t=1", None),
        (" 130061098828009406", None),
        ("130061098828009406\n", None),
        ("１３００６１０９８８２８００９４０６", None),
        ("11010119900307109X", None),
    ],
)
def test_whose_code(code: str, whose: object) -> None:
    assert purse_of(code) is whose


@given(st.from_regex(r"[0-9]{0,30}", fullmatch=True))
def test_a_code_that_fits_is_of_its_length(code: str) -> None:
    match purse_of(code):
        case ChannelName.WECHAT:
            assert len(code) == 18
        case ChannelName.ALIPAY | OtherPurse.ECNY:
            assert 16 <= len(code) <= 24
        case OtherPurse.UNIONPAY:
            assert len(code) == 19


def test_what_the_payer_reads() -> None:
    assert subject_of({Fee.WATER: 2}) == "水费 2 笔"
    assert subject_of({Fee.POWER: 1, Fee.WATER: 2, Fee.GAS: 0}) == "水费 2 笔、电费 1 笔"
    assert len(checked_subject(subject_of(dict.fromkeys(Fee, 999)))) <= SUBJECT_MOST


@pytest.mark.parametrize("bills", [{}, {Fee.WATER: 0}])
def test_nothing_to_pay_for(bills: dict[Fee, int]) -> None:
    with pytest.raises(ValueError, match="nothing to pay"):
        subject_of(bills)


@pytest.mark.parametrize(
    "subject", ["", " 水费", "水费\n", "a=b", "a/b", "a&b", "水\u200b费", "水" * (SUBJECT_MOST + 1)]
)
def test_subjects_that_no_provider_takes(subject: str) -> None:
    with pytest.raises(ValueError, match="subject"):
        checked_subject(subject)


@pytest.mark.parametrize("number", ["", "A0000", "A" * 33, "A-00000", "A00000 ", "A00000\n", "../../x", "水费水费水费"])
def test_numbers_that_no_provider_takes(number: str) -> None:
    with pytest.raises(ValueError, match="number"):
        checked_number(number)
