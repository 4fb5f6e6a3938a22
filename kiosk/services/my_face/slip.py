"""The slip of a consent: what was agreed to, until when, and how to take it back. No picture, and no whole name."""

from datetime import date

from hardware.receipt_printer.slip import Field, Rule, SlipLine, TextLine
from kiosk.documents.slip_layout import BODY, printable
from kiosk.visit.values import Day

TITLE = "我的人脸"
NUMBER_DIGITS = 8  # enough for a window to find it; the whole is the office's


def given(hall: str, masked: str, expires_on: date, consent_id: str) -> tuple[SlipLine, ...]:
    """She has agreed."""
    return (
        TextLine("同意留下人脸", size=BODY, bold=True),
        _field("姓名", masked),
        _field("由谁存", hall),
        _field("用来", "在本馆登录"),
        _field("存什么", "特征，不存照片"),
        _field("存在", "这台终端，加密"),
        _field("存到", Day(expires_on).shown()),
        _field("编号", consent_id[:NUMBER_DIGITS]),
        Rule(),
        TextLine("您随时可以删掉：在这台终端点“我的人脸”，再点“删除”。", size=BODY),
        TextLine("删掉以后，用证件或手机登录，一样能办。", size=BODY),
    )


def deleted(hall: str, masked: str, on: date, consent_id: str) -> tuple[SlipLine, ...]:
    """She has taken it back."""
    return (
        TextLine("人脸已经删掉", size=BODY, bold=True),
        _field("姓名", masked),
        _field("由谁存", hall),
        _field("删于", Day(on).shown()),
        _field("编号", consent_id[:NUMBER_DIGITS]),
        Rule(),
        TextLine("用证件或手机登录，一样能办。", size=BODY),
    )


def _field(label: str, value: str) -> Field:
    return Field(label, printable(value), size=BODY)
