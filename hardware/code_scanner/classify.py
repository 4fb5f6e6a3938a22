"""Of what kind a code is, by its form: length, first digits, check digits.

Sources: docs/devices/code_scanner.md. A form says what a code can be, never that it is valid: the acquirer, the
backend and the issuer say that.
"""

import re
from dataclasses import dataclass
from datetime import date

from hardware.code_scanner import hall_codes
from hardware.code_scanner.codes import PAYMENT_KINDS, CodeKind, PaymentCode, ScannedCode
from hardware.gb_codes import check_digit

_FORMS = (
    (CodeKind.WECHAT_PAY, re.compile(r"1[0-5][0-9]{16}")),
    (CodeKind.ALIPAY, re.compile(r"(?:2[5-9]|30)[0-9]{14,22}")),
    (CodeKind.UNIONPAY, re.compile(r"62[0-9]{17}")),
    (CodeKind.PICKUP_CODE, re.compile(r"[0-9]{8}")),
)
_ID_NUMBER = re.compile(r"[1-9][0-9]{16}[0-9X]")
_POSTAL_ITEM = re.compile(r"[A-Z]{2}[0-9]{9}[A-Z]{2}")
_PRODUCT = re.compile(r"[0-9]{8}|[0-9]{12,13}")
_POSTAL_WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)
_SLIP_PATH = re.compile(r"/v1/verify/[0-9a-f]{32}\?s=[A-Za-z0-9_-]{86}")
_ECNY_PREFIX = "01"


@dataclass(frozen=True, slots=True)
class CodeBook:
    """What this hall knows beyond the forms that are the same everywhere.

    `public_url` is the head of the addresses on its own slips; without it none is known as one. `ecny_digits` is the
    length of an e-CNY code (it begins with 01): no source confirms any, so 0, which knows none, is what stands here.
    """

    public_url: str = ""
    ecny_digits: int = 0

    def fits(self, text: str) -> frozenset[CodeKind]:
        """Every kind whose form `text` has."""
        found = {kind for kind, form in _FORMS if form.fullmatch(text)}
        if (ours := hall_codes.read(text)) is not None:
            found.add(ours.kind)
        if is_id_number(text):
            found.add(CodeKind.ID_NUMBER)
        if is_postal_item(text):
            found.add(CodeKind.POSTAL_ITEM)
        if is_product(text):
            found.add(CodeKind.PRODUCT)
        if self._is_slip(text):
            found.add(CodeKind.SLIP_CHECK)
        if self._is_ecny(text):
            found.add(CodeKind.ECNY)
        return frozenset(found)

    def _is_slip(self, text: str) -> bool:
        head = self.public_url.rstrip("/")
        return bool(head) and text.startswith(head) and _SLIP_PATH.fullmatch(text, len(head)) is not None

    def _is_ecny(self, text: str) -> bool:
        digits = text.isascii() and text.isdigit()
        return digits and len(text) == self.ecny_digits and text.startswith(_ECNY_PREFIX)


def classify(text: str, book: CodeBook = CodeBook()) -> CodeKind:
    """The only kind whose form `text` has; UNKNOWN where none fits or more than one does."""
    return _only(book.fits(text))


def scanned_code(text: str, book: CodeBook) -> ScannedCode:
    """Make a value of what was scanned; what may be a payment code is locked away from the start."""
    fits = book.fits(text)
    content = PaymentCode(text) if fits & PAYMENT_KINDS else text
    return ScannedCode(_only(fits), fits, len(text), content)


def is_id_number(text: str) -> bool:
    """Whether this is an identity number of 18 places (GB 11643): a birthday that existed, and the check digit."""
    if _ID_NUMBER.fullmatch(text) is None:
        return False
    try:
        born = date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        return False
    return 1900 <= born.year < 2100 and check_digit(text[:17]) == text[17]


def is_postal_item(text: str) -> bool:
    """Whether this is a postal item's number by UPU S10: two letters, eight digits, a check digit, the country."""
    if _POSTAL_ITEM.fullmatch(text) is None:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(text[2:10], _POSTAL_WEIGHTS, strict=True))
    check = 11 - total % 11
    return {10: 0, 11: 5}.get(check, check) == int(text[10])


def is_product(text: str) -> bool:
    """Whether this is a product's number (GTIN-8, 12 or 13 of GS1); eight digits may be one or a pickup code."""
    if _PRODUCT.fullmatch(text) is None:
        return False
    return sum(int(digit) * (1, 3)[place % 2] for place, digit in enumerate(reversed(text))) % 10 == 0


def _only(fits: frozenset[CodeKind]) -> CodeKind:
    return next(iter(fits)) if len(fits) == 1 else CodeKind.UNKNOWN
