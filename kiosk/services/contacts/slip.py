"""The slip of a contact: the number as large as the paper allows."""

from hardware.receipt_printer.slip import Align, Field, Rule, SlipLine, TextLine
from kiosk.backend_client.directory import Contact, Directory
from kiosk.documents.slip_layout import BODY, printable
from kiosk.foundation.clock import hall_time
from kiosk.visit.values import Day, Phone

TITLE = "便民电话"


def body(contact: Contact, directory: Directory) -> tuple[SlipLine, ...]:
    """The lines between title and foot."""
    return (
        TextLine(printable(contact.title), size=2, align=Align.CENTRE),
        TextLine(printable(contact.name), size=3, bold=True, align=Align.CENTRE),
        TextLine(Phone(contact.phone).shown(), size=3, bold=True, align=Align.CENTRE),
        Rule(),
        Field("什么时候在", printable(contact.hours), size=BODY),
        Field("在哪里", printable(contact.place), size=BODY),
        Rule(),
        *(Field(printable(e.name), e.number, size=BODY, bold=True) for e in directory.emergency),
        Rule(),
        Field("通讯录更新", Day(hall_time(directory.issued_at).date()).shown(), size=BODY),
    )
