import copy
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.code_scanner import hall_codes
from hardware.code_scanner.classify import CodeBook, classify, scanned_code
from hardware.code_scanner.codes import PAYMENT_KINDS, CodeKind, CodeTaken, PaymentCode
from hardware.emulators.cards import card_number

SLIP = f"https://hall.example/v1/verify/{'0af9' * 8}?s={'A_-z' * 21}Aw"
BOOK = CodeBook("https://hall.example", 19)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        # WeChat: 18 digits, 10 to 15.
        ("10" + "0" * 16, CodeKind.WECHAT_PAY),
        ("15" + "9" * 16, CodeKind.WECHAT_PAY),
        ("16" + "0" * 16, CodeKind.UNKNOWN),
        ("09" + "0" * 16, CodeKind.UNKNOWN),
        ("13" + "0" * 15, CodeKind.UNKNOWN),
        ("13" + "0" * 17, CodeKind.UNKNOWN),
        # Alipay: 16 to 24 digits, 25 to 30.
        ("25" + "0" * 14, CodeKind.ALIPAY),
        ("28" + "0" * 16, CodeKind.ALIPAY),
        ("30" + "0" * 22, CodeKind.ALIPAY),
        ("30" + "0" * 13, CodeKind.UNKNOWN),
        ("30" + "0" * 23, CodeKind.UNKNOWN),
        ("24" + "0" * 16, CodeKind.UNKNOWN),
        ("31" + "0" * 16, CodeKind.UNKNOWN),
        # UnionPay: 19 digits, 62.
        ("62" + "0" * 17, CodeKind.UNIONPAY),
        ("62" + "0" * 16, CodeKind.UNKNOWN),
        ("62" + "0" * 18, CodeKind.UNKNOWN),
        # e-CNY: 01 and as many digits as were configured.
        ("01" + "0" * 17, CodeKind.ECNY),
        ("01" + "0" * 16, CodeKind.UNKNOWN),
        # Ours.
        ("LL1P7QK2M4XB9T3A5WCDCP", CodeKind.PICKUP_TOKEN),
        ("LL1P7QK2M4XB9T3A5WCDCQ", CodeKind.UNKNOWN),
        ("LL1P7QK2M4XB9T3A5WCCP", CodeKind.UNKNOWN),
        ("ll1p7qk2m4xb9t3a5wcdcp", CodeKind.UNKNOWN),
        ("LL2P7QK2M4XB9T3A5WCDCP", CodeKind.UNKNOWN),
        (hall_codes.write(CodeKind.CLAIM, "A" * 16), CodeKind.CLAIM),
        (hall_codes.write(CodeKind.RESUME, "B" * 64), CodeKind.RESUME),
        (hall_codes.write(CodeKind.COURIER, "0123456789ABCDEF"), CodeKind.COURIER),
        (SLIP, CodeKind.SLIP_CHECK),
        (SLIP.replace("hall", "fall"), CodeKind.UNKNOWN),
        (SLIP + "x", CodeKind.UNKNOWN),
        (SLIP.replace("https", "http"), CodeKind.UNKNOWN),
        (SLIP.replace(".example/", ".example.evil.example/"), CodeKind.UNKNOWN),
        # A pickup code of a parcel; the same eight digits with a right check digit may as well be a product.
        ("73052264", CodeKind.PICKUP_CODE),
        ("73052265", CodeKind.UNKNOWN),
        ("73513537", CodeKind.UNKNOWN),
        ("4006381333931", CodeKind.PRODUCT),
        ("4006381333932", CodeKind.UNKNOWN),
        # Identity numbers, invented: the regions 69 and 11 with a day that was and one that was not.
        (card_number("69010419560520002"), CodeKind.ID_NUMBER),
        (card_number("69010419561320002"), CodeKind.UNKNOWN),
        ("690104195605200025", CodeKind.UNKNOWN),
        (card_number("69010421000101002"), CodeKind.UNKNOWN),
        (card_number("69010418991231002"), CodeKind.UNKNOWN),
        (card_number("11010021000101001"), CodeKind.WECHAT_PAY),
        (card_number("11010019990101001"), CodeKind.UNKNOWN),  # an identity number, or a WeChat code
        ("110100199901010011", CodeKind.WECHAT_PAY),  # its check digit is wrong: no identity number
        # Post: UPU S10.
        ("RR473124829CN", CodeKind.POSTAL_ITEM),
        ("RR473124828CN", CodeKind.UNKNOWN),
        # Anything else.
        ("", CodeKind.UNKNOWN),
        ("您好", CodeKind.UNKNOWN),
        ("https://example.org/", CodeKind.UNKNOWN),
        ("１３" + "0" * 16, CodeKind.UNKNOWN),
        ("13" + "0" * 16 + "\n", CodeKind.UNKNOWN),
        (" 13" + "0" * 16, CodeKind.UNKNOWN),
        ("13" + "٠" * 16, CodeKind.UNKNOWN),
    ],
)
def test_what_a_code_is(text: str, kind: CodeKind) -> None:
    assert classify(text, BOOK) is kind


def test_what_is_not_configured_is_not_known() -> None:
    assert classify("01" + "0" * 17) is CodeKind.UNKNOWN
    assert classify(SLIP) is CodeKind.UNKNOWN


def test_what_fits_two_forms_is_unknown_and_both_are_named() -> None:
    number = card_number("11010019990101001")
    code = scanned_code(number, BOOK)
    assert code.kind is CodeKind.UNKNOWN
    assert code.fits == {CodeKind.WECHAT_PAY, CodeKind.ID_NUMBER}
    assert isinstance(code.content, PaymentCode), "it may be one, so it is treated as one"
    assert scanned_code("73513537", BOOK).fits == {CodeKind.PICKUP_CODE, CodeKind.PRODUCT}


@given(st.text(max_size=40) | st.text("0123456789X", max_size=30) | st.text("LPCRK1" + "0123456789ABCDEF", max_size=30))
def test_any_text_is_of_one_kind_and_only_payment_is_locked_away(text: str) -> None:
    code = scanned_code(text, BOOK)
    assert code.length == len(text)
    assert isinstance(code.content, PaymentCode) == bool(code.fits & PAYMENT_KINDS)
    assert (code.kind is CodeKind.UNKNOWN) == (len(code.fits) != 1)
    if isinstance(code.content, str):
        assert code.content == text


TOKENS = st.text("0123456789ABCDEFGHJKMNPQRSTVWXYZ", min_size=16, max_size=64)


@given(st.sampled_from(sorted(hall_codes.LETTERS)), TOKENS)
def test_a_code_of_ours_is_read_back_and_its_check_agrees_with_another_reckoning(kind: CodeKind, token: str) -> None:
    text = hall_codes.write(kind, token)
    found = hall_codes.read(text)
    assert found is not None
    assert (found.kind, found.token) == (kind, token)
    rest = 0  # character by character, as the standard tells it
    for character in text:
        rest = (rest * 36 + int(character, 36)) % 1271
    assert rest == 1


@given(TOKENS, st.integers(4, 19), st.sampled_from("0123456789ABCDEFGHJKMNPQRSTVWXYZ"))
def test_one_wrong_character_is_found(token: str, place: int, wrong: str) -> None:
    text = hall_codes.write(CodeKind.CLAIM, token)
    changed = text[:place] + wrong + text[place + 1 :]
    assert changed == text or hall_codes.read(changed) is None
    swapped = text[:place] + text[place + 1] + text[place] + text[place + 2 :]
    assert swapped == text or hall_codes.read(swapped) is None


@pytest.mark.parametrize(
    ("kind", "token"),
    [(CodeKind.ALIPAY, "A" * 16), (CodeKind.CLAIM, "A" * 15), (CodeKind.CLAIM, "A" * 65), (CodeKind.CLAIM, "I" * 16)],
)
def test_no_other_code_of_ours_can_be_written(kind: CodeKind, token: str) -> None:
    with pytest.raises(ValueError, match="no such code"):
        hall_codes.write(kind, token)


def test_a_payment_code_is_taken_once_forgotten_at_will_and_never_copied() -> None:
    code = PaymentCode("134500000000000017")
    assert "1345" not in f"{code} {code!r} {[code]}"
    for copied in (copy.copy, copy.deepcopy, pickle.dumps):
        with pytest.raises(TypeError):
            copied(code)
    assert code.take() == "134500000000000017"
    with pytest.raises(CodeTaken):
        code.take()
    forgotten = PaymentCode("134500000000000017")
    forgotten.forget()
    with pytest.raises(CodeTaken) as caught:
        forgotten.take()
    assert str(caught.value) == ""


def test_nothing_shows_its_content() -> None:
    token = "7QK2M4XB9T3A5WCD"
    code = scanned_code(hall_codes.write(CodeKind.PICKUP_TOKEN, token), BOOK)
    assert token not in f"{code} {code!r} {hall_codes.read(str(code.content))!r}"
    assert repr(code) == "<ScannedCode pickup_token, 22 characters withheld>"
