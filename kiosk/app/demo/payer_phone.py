"""The telephone of who pays, with both providers on it: it reads the code from the terminal's pixels, or shows its own.

It knows of the terminal what a telephone could: what its camera sees. What comes of it is asked of the providers alone.
"""

import threading
import time
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Protocol

from hardware.emulators.code_scanner import SerialScannerEmulator
from hardware.emulators.handles import Handle
from kiosk.app.demo.payment_sandbox import Ledger, Meant, NotPaidThere, PaymentSandbox, Trade

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

FOCUS_S, GLANCE_S = 15.0, 0.2
SEEN_TIMES, SEEN_AFTER_S = 8, 0.7  # a scanner sees a code that is held before it again and again
_NAMES = {"wechat": "WeChat", "alipay": "Alipay"}

Camera = Callable[[], "QImage"]


class Holding(Protocol):
    """Where the scanner is, before which the telephone is held."""

    @property
    def scanner(self) -> SerialScannerEmulator:
        """The scanner of codes."""
        ...


class PayerPhone:
    """One telephone. Its handles return at once; everything else waits. From any thread but the GUI's.

    Whatever asks the providers raises `NotPaidThere` when they say no, and `ProvidersAway`.
    """

    title = "Telephone of who pays"

    def __init__(self, desk: Holding, payments: PaymentSandbox) -> None:
        self._desk = desk
        self._payments = payments
        self._camera: Camera | None = None
        self._shows = "nothing"
        self._codes: list[str] = []

    def points_at(self, camera: Camera) -> None:
        """What its camera sees from now on: called from the thread of who scans."""
        self._camera = camera

    @property
    def scanned(self) -> tuple[str, ...]:
        """The codes that it read so far, oldest first."""
        return tuple(self._codes)

    # A code on the screen.

    def scan(self, patience_s: float = FOCUS_S) -> Trade:
        """Read the code on the terminal's screen from its pixels; what she would pay.

        Raises: LookupError (no code is to be seen)
        """
        code = self._read(patience_s)
        trade = self._payments.scan(code)
        if code not in self._codes:
            self._codes.append(code)
        self._tell(f"pay {trade.fen} fen?", trade)
        return trade

    def pays(self) -> Trade:
        """Pay what was scanned last."""
        return self._paid(self._payments.pay(self._meant()))

    def begins_to_pay(self) -> None:
        """Pay what was scanned last, but for the password."""
        self._payments.pay(self._meant(), password_later=True)
        self._shows = "asks for her password"

    def pays_although_closed(self, code: str = "") -> Trade:
        """The money was under way when the code was closed: `code`, or what was scanned last."""
        return self._paid(self._payments.pay({"code": code or self._last()}, even_closed=True))

    def refuses(self) -> None:
        """Do not pay: what was scanned last, or what she is asked the password for."""
        self._payments.refuse(self._asked() or self._meant())
        self._shows = "not paid"

    # Her own code.

    def shows_code(self, channel: str, manner: str = "pays") -> None:
        """Hold a fresh payment code before the scanner until it was used; some seconds.

        `manner`: pays, password (is asked for it), poor (has no money).
        """
        code = self._payments.payment_code(channel, manner)
        self._shows = f"a payment code of {_NAMES[channel]}"
        before = self._by_her_code()
        for _ in range(SEEN_TIMES):
            self._desk.scanner.scan(code)
            time.sleep(SEEN_AFTER_S)
            if self._by_her_code() > before:
                return

    def types_password(self) -> Trade:
        """Type the password that she is asked for. Raises LookupError where nobody asks."""
        asked = self._asked()
        if asked is None:
            raise LookupError("no password is asked for")
        return self._paid(self._payments.pay(asked))

    def asks_password(self) -> bool:
        """Is she asked for her password?"""
        return self._asked() is not None

    def ledger(self) -> Ledger:
        """What the providers know of money."""
        return self._payments.ledger()

    # On the workbench.

    def handles(self) -> tuple[Handle, ...]:
        """What can be done with it."""
        return (
            Handle("Scan the screen", self._aside(self.scan)),
            Handle("Pay", self._aside(self.pays)),
            Handle("Pay, password later", self._aside(self.begins_to_pay)),
            Handle("Pay although closed", self._aside(self.pays_although_closed)),
            Handle("Type the password", self._aside(self.types_password)),
            Handle("Do not pay", self._aside(self.refuses)),
            *(
                Handle(f"Show {name}{how}", self._aside(partial(self.shows_code, channel, manner)))
                for channel, name in _NAMES.items()
                for manner, how in (("pays", ""), ("password", ", asks password"), ("poor", ", no money"))
            ),
        )

    def faults(self) -> Mapping[str, str]:
        """It has none; the providers have."""
        return {}

    def break_with_fault(self, key: str) -> None:
        """There is nothing to break."""
        if key:
            raise KeyError(key)

    def looks(self) -> str:
        """What stands on it, in one line."""
        return self._shows

    def plug(self) -> None:
        """It has no plug."""

    def unplug(self) -> None:
        """It has no plug."""

    def _read(self, patience_s: float) -> str:
        until = time.monotonic() + patience_s
        while self._camera is not None:
            if found := codes_in(self._camera()):
                return found[0]
            if time.monotonic() > until:
                break
            time.sleep(GLANCE_S)
        raise LookupError("no code is to be seen")

    def _meant(self) -> Meant:
        return {"code": self._last()}

    def _last(self) -> str:
        if not self._codes:
            raise LookupError("no code was scanned")
        return self._codes[-1]

    def _asked(self) -> Meant | None:
        asking = [trade for trade in self._payments.ledger().trades if trade.asks_password]
        return {"channel": asking[-1].channel, "attempt": asking[-1].attempt} if asking else None

    def _by_her_code(self) -> int:
        return sum(trade.by_her_code for trade in self._payments.ledger().trades)

    def _paid(self, trade: Trade) -> Trade:
        self._tell(f"{trade.fen} fen paid", trade)
        return trade

    def _tell(self, what: str, trade: Trade) -> None:
        self._shows = f"{_NAMES[trade.channel]}: {what} ({trade.subject})"

    def _aside(self, act: Callable[[], object]) -> Callable[[], None]:
        def run() -> None:
            try:
                act()
            except NotPaidThere as no:
                self._shows = f"cannot be paid: {no.why}"
            except (LookupError, OSError, RuntimeError) as error:
                self._shows = str(error) or type(error).__name__

        return lambda: threading.Thread(target=run, name="payer's telephone", daemon=True).start()


def codes_in(picture: "QImage") -> list[str]:
    """What the codes on a picture hold."""
    # Loaded here and not above: only who scans needs them, and zxing comes with `make setup`, not with the terminal.
    import zxingcpp

    from kiosk.app.inspection.picture import pillow

    return [found.text for found in zxingcpp.read_barcodes(pillow(picture))]
