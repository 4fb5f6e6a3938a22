"""The slip of a stopped service: how to go on, and nothing of what was stopped or of whom."""

from hardware.receipt_printer.slip import Align, QrCode, Rule, SlipLine, TextLine
from kiosk.documents.slip_layout import BODY
from kiosk.services.pause.pages import hall_code
from kiosk.services.pause.rooms import Ticket
from kiosk.visit.values import Day, Digits

TITLE = "接着办"


def body(ticket: Ticket) -> tuple[SlipLine, ...]:
    """The lines between title and foot."""
    until = f"{Day(ticket.good_until.date()).shown()} {ticket.good_until:%H:%M}"
    return (
        TextLine("接着办的码", size=BODY, align=Align.CENTRE),
        TextLine(Digits(ticket.code).shown(), size=3, bold=True, align=Align.CENTRE),
        QrCode(hall_code(ticket.code), module_mm=0.6),
        Rule(),
        TextLine("请在这个时间以前回来：", size=BODY),
        TextLine(until, size=BODY, bold=True),
        TextLine("在本馆哪台终端都可以。点“接着办”，输入这个码。", size=BODY),
    )
