"""The frame of every slip: the hall, the title, the body, the time, and that it is no agency's document."""

import hashlib
import json
import unicodedata
from dataclasses import asdict
from datetime import datetime

from hardware.receipt_printer.slip import Align, Feed, Field, QrCode, Rule, Slip, SlipLine, TextLine
from kiosk.visit.values import Day

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
DISCLAIMER = "自助终端打印，仅供本人参考，不是盖章证明。"

# Multiples of the printer's own 24 dots, which are 3 mm: twice that is 17 pt, and A11Y-23 asks for 12, for the old 16.
BODY = 2
TITLE = 3


def compose(hall: str, title: str, body: tuple[SlipLine, ...], at: datetime, verify_url: str = "") -> Slip:
    """Put the body into the frame; `verify_url` adds a code that anybody can check with a phone. `at` is local time."""
    head = (
        TextLine(hall, size=BODY, align=Align.CENTRE),
        TextLine(title, size=TITLE, bold=True, align=Align.CENTRE),
        Rule(),
    )
    check: tuple[SlipLine, ...] = ()
    if verify_url:
        code = QrCode(verify_url, module_mm=0.6)
        check = (Rule(), code, TextLine("扫码可以核对真假", size=BODY, align=Align.CENTRE))
    foot: tuple[SlipLine, ...] = (
        Rule(),
        Field("打印于", Day(at.date()).shown(), size=BODY),
        TextLine(f"{at:%H:%M}", size=BODY, align=Align.RIGHT),
    )
    # Only what could be taken for an agency's paper says that it is none; a telephone number need not.
    claim = (TextLine(DISCLAIMER, size=BODY),) if verify_url else ()
    return Slip((*head, *body, *check, *foot, *claim, Feed(2)))


def printable(words: str) -> str:
    """Words from outside without the marks that nobody sees; a slip refuses them, for some turn the text around."""
    return "".join(c for c in words if unicodedata.category(c) not in _UNSEEN)


def digest(slip_body: tuple[SlipLine, ...]) -> str:
    """SHA-256 over what the body says, line by line: what the verification code vouches for."""
    lines = [[type(line).__name__, asdict(line)] for line in slip_body]
    canonical = json.dumps(lines, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
