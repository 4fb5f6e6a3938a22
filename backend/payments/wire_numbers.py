"""Our own numbers of attempts and refunds, as every provider takes them."""

import re

REVERSAL = "reversal"
"""In place of a refund's number in a bill, where money went back because an attempt was taken back."""

# WeChat takes 6 to 32 of [0-9A-Za-z_|*-], Alipay up to 64 of [0-9A-Za-z_]; this is what both take.
_NUMBER = re.compile(r"[0-9A-Za-z_]{6,32}")


def checked_number(number: str) -> str:
    """The number itself. ValueError if a provider would not take it."""
    if _NUMBER.fullmatch(number) is None:
        raise ValueError("a number has 6 to 32 letters, digits and _")
    return number
