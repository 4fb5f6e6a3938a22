"""The terminal at the other end of a link: registered with it, asked how it is, what it booked last, and to book.

Used on the worker thread only. ZVT carries no reference of ours, so a payment is known again by what was booked last
before it was sent.
"""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass

from hardware.errors import DeviceError
from hardware.payment_terminal.apdu import Apdu, Control, ZvtWrong
from hardware.payment_terminal.contract import Direction, PaymentMark
from hardware.payment_terminal.dialogue import Account, Course, Dialogue
from hardware.payment_terminal.fields import Field, bcd
from hardware.payment_terminal.links import Link, ZvtPace
from hardware.payment_terminal.meanings import NOT_POSSIBLE, PLEASE_WAIT, condition_of
from hardware.payment_terminal.truth import Told, told_by
from hardware.status import Condition, DeviceState
from hardware.worker import Command

# We print and show everything, the terminal tells its steps, and nobody types amounts or runs its menus on it.
_REGISTRATION = 0x02 | 0x04 | 0x08 | 0x10 | 0x20 | 0x80
_STATUS_ONLY = 0x03
_BUSY = {PLEASE_WAIT, 0xA0}


@dataclass(frozen=True, slots=True)
class Access:
    """What the terminal wants to know of a register; the password is its own, six digits."""

    password: int = 0
    currency: int = 156


class Busy(Exception):
    """The terminal is at something else, perhaps at a payment that we lost sight of."""


class Forgetful(Exception):
    """The terminal does not tell what it booked last: with it no lost answer could ever be cleared up."""


class Till:
    """The terminal, as a supervised line."""

    def __init__(self, link: Link, access: Access, pace: ZvtPace) -> None:
        self._link = link
        self._access = access
        self._pace = pace
        self._dialogue = Dialogue(link, pace)
        self._clean = False
        self.firmware = ""

    def open(self, command: Command) -> Condition:
        """Open the link and register."""
        command.check()
        self._link.open()
        self._clean = True
        password = bcd(self._access.password, 3)
        data = password + bytes([_REGISTRATION]) + bcd(self._access.currency, 2)
        account = self._lead(Apdu(Control.REGISTRATION, data), self._brief(command))
        code = account.refused if account.refused is not None else account.aborted
        if code is None:
            return self.probe(command)
        self._clean = False  # not registered: the next dialogue begins with another attempt
        if code in _BUSY:
            return Condition(DeviceState.DEVICE_BUSY)
        return Condition(DeviceState.HARDWARE_ERROR, (), "registration_refused")

    def probe(self, command: Command) -> Condition:
        """Ask the terminal how it is."""
        command.check()
        if not self._clean:
            return self.open(command)
        account = self._lead(Apdu(Control.STATUS_ENQUIRY, bcd(self._access.password, 3)), self._brief(command))
        if account.refused is not None:
            return condition_of(account.refused if account.refused in _BUSY else 0)
        if account.aborted is not None:
            return condition_of(account.aborted)
        self.firmware, state = _read_state(account.closing)
        return condition_of(state)

    def close(self) -> None:
        """Close the link."""
        self._clean = False
        self._link.close()

    def ready(self, command: Command) -> None:
        """See to it that the link is open and clean; raises Busy, DeviceError or OSError when it cannot be."""
        if not self._clean:
            condition = self.open(command)
            if condition.state is DeviceState.DEVICE_BUSY:
                raise Busy

    def last(self, command: Command) -> Told | None:
        """What the terminal booked last, or None for nothing; raises Busy, Forgetful, DeviceError or OSError."""
        self.ready(command)
        data = bcd(self._access.password, 3) + bytes([Field.SERVICE, _STATUS_ONLY])
        account = self._lead(Apdu(Control.REPEAT_RECEIPT, data), self._brief(command))
        code = account.refused if account.refused is not None else account.aborted
        if code in _BUSY:
            raise Busy
        if account.refused is not None:
            raise Forgetful
        if code == NOT_POSSIBLE:
            return None
        if code is not None or not account.statuses:
            raise Forgetful
        return told_by(account, self._access.currency)

    def book(self, mark: PaymentMark, step: Callable[[int], None], stop: Callable[[], float | None]) -> Account:
        """Have the money of `mark` moved, once; raises DeviceError or OSError when the end is not known."""
        control = Control.AUTHORISATION if mark.direction is Direction.IN else Control.REFUND
        password = b"" if mark.direction is Direction.IN else bcd(self._access.password, 3)
        amount = bytes([Field.AMOUNT]) + bcd(mark.fen, 6)
        currency = bytes([Field.CURRENCY]) + bcd(self._access.currency, 2)
        return self._lead(Apdu(control, password + amount + currency), Course(once=True, step=step, stop=stop))

    def reverse(self, receipt: int) -> Account:
        """Take back the payment with this receipt number."""
        data = bcd(self._access.password, 3) + bytes([Field.RECEIPT]) + bcd(receipt, 2)
        return self._lead(Apdu(Control.REVERSAL, data), Course(once=True, gap_s=self._pace.settle_s))

    def settle(self) -> Account:
        """The end of the day."""
        data = bcd(self._access.password, 3)
        return self._lead(Apdu(Control.END_OF_DAY, data), Course(once=True, gap_s=self._pace.settle_s))

    def told(self, account: Account) -> Told:
        """What was told in the end about the booking; raises ZvtWrong when that cannot be."""
        return told_by(account, self._access.currency)

    def _brief(self, command: Command) -> Course:
        return Course(gap_s=self._pace.gap_s, check=command.check)

    def _lead(self, command: Apdu, course: Course) -> Account:
        """After a dialogue without an end the link is opened anew: what may still come is about the old one."""
        try:
            return self._dialogue.lead(command, course)
        except (OSError, DeviceError, ZvtWrong):
            self._clean = False
            raise


def _read_state(closing: bytes) -> tuple[str, int]:
    """The firmware, if it is told, and the state: the answer to a status enquiry is not built of fields."""
    head = closing[:3]
    size = 0
    if len(head) == 3 and all(byte & 0xF0 == 0xF0 and byte & 0x0F <= 9 for byte in head):
        size = int("".join(str(byte & 0x0F) for byte in head))
        closing = closing[3:]
    firmware = ""
    with contextlib.suppress(UnicodeDecodeError):
        text = closing[:size].decode("ascii")
        firmware = text[:40] if text.isprintable() else ""
    rest = closing[size:]
    return firmware, rest[0] if rest else 0
