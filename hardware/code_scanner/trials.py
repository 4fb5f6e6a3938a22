"""What can be tried on a code scanner by hand."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from hardware.code_scanner.codes import PAYMENT_KINDS
from hardware.code_scanner.contract import CodeScanner
from hardware.trial import Say, Trial

_SCAN_S = 20.0


async def _scan(scanner: CodeScanner, words: Sequence[str], say: Say) -> None:
    if words:
        raise ValueError("scan takes no words")
    code = await scanner.scan(_SCAN_S, progress=lambda: say(f"hold a code before the scanner, within {_SCAN_S:.0f} s"))
    say(f"{code.kind.value}, {code.length} characters")
    if len(code.fits) > 1:
        say("it may be: " + ", ".join(sorted(kind.value for kind in code.fits)))
    if code.fits & PAYMENT_KINDS:
        say("a payment code: forgotten at once, and not shown")


TRIALS: Mapping[str, Trial] = MappingProxyType({"scan": Trial("scan one code; its kind and length are told", _scan)})
