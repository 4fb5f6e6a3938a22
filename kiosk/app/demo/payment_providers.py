"""WeChat Pay and Alipay on the workbench: what came and went back, how they can fail, and a plug."""

import threading
from collections.abc import Callable, Iterable, Mapping

from hardware.emulators.handles import Handle
from kiosk.app.demo.payment_sandbox import CHANNELS, PaymentSandbox

_PAYING = ("wechat.native", "wechat.codepay", "alipay.precreate", "alipay.pay")
_CLOSING = ("wechat.close", "wechat.reverse", "alipay.close", "alipay.cancel")


def _each(*names: str) -> tuple[str, ...]:
    return tuple(f"{channel}.{name}" for channel in CHANNELS for name in names)


FAULTS: Mapping[str, tuple[str, tuple[tuple[str, str], ...]]] = {
    "slow": ("answers take 5 s", tuple((operation, "slow") for operation in (*_PAYING, *_each("query")))),
    "lost_requests": ("questions get lost", tuple((o, "lost_request") for o in (*_PAYING, *_each("query")))),
    "lost_replies": ("answers get lost", tuple((o, "lost_reply") for o in (*_PAYING, *_each("query")))),
    "away": ("answers 502", tuple((o, "bad_gateway") for o in (*_PAYING, *_CLOSING, *_each("query", "refund")))),
    "tampered": ("answers are changed on their way", tuple((o, "tampered") for o in (*_PAYING, *_each("query")))),
    "late": ("pays 1 s after it was closed", tuple((operation, "late_success") for operation in _CLOSING)),
    "silent": ("does not call back", tuple((operation, "lost_request") for operation in _each("notify"))),
    "twice": ("calls back twice", tuple((operation, "duplicate") for operation in _each("notify"))),
    "more": ("tells of one fen more", tuple((operation, "wrong_amount") for operation in _each("query", "notify"))),
}


class PaymentProviders:
    """The thing on the workbench. Everything returns at once; from the GUI thread."""

    title = "WeChat Pay and Alipay"

    def __init__(self, payments: PaymentSandbox) -> None:
        self._payments = payments
        self._shows = "nothing was paid yet"
        self._busy = threading.Lock()

    def handles(self) -> tuple[Handle, ...]:
        """Their books can be read."""
        return (Handle("Read their books", self._aside(self._read_books)),)

    def faults(self) -> Mapping[str, str]:
        """How they can fail."""
        return {key: label for key, (label, _) in FAULTS.items()}

    def break_with_fault(self, key: str) -> None:
        """Have this fault, at every call, instead of the one before."""
        broken = FAULTS[key][1] if key else ()
        self._aside(lambda: self._break_with(broken))()

    def looks(self) -> str:
        """What their books said when they were read last."""
        return self._shows

    def plug(self) -> None:
        """Start them anew with all that they had booked."""
        self._aside(self._start)()

    def unplug(self) -> None:
        """A power cut."""
        self._aside(self._payments.kill)()

    def _read_books(self) -> None:
        ledger = self._payments.ledger()
        paid = [trade for trade in ledger.trades if trade.succeeded]
        back = sum(way.fen for way in ledger.ways_back)
        self._shows = f"{len(ledger.trades)} trades, {len(paid)} paid; {back} fen went back, {ledger.kept} fen kept"

    def _break_with(self, broken: Iterable[tuple[str, str]]) -> None:
        self._payments.heal()
        for operation, kind in broken:
            self._payments.break_with(operation, kind)

    def _start(self) -> None:
        self._payments.start()
        self._payments.wait()

    def _aside(self, act: Callable[[], object]) -> Callable[[], None]:
        def run() -> None:
            with self._busy:  # one after the other, in the order of the hands as far as threads begin in it
                try:
                    act()
                except (OSError, RuntimeError) as error:
                    self._shows = f"no answer: {type(error).__name__}"

        return lambda: threading.Thread(target=run, name="payment providers", daemon=True).start()
