"""How a sandbox behaves. The times are a provider's; tests shorten them."""

from dataclasses import dataclass
from enum import StrEnum


class SignsWith(StrEnum):
    """What WeChat signs callbacks with: a platform certificate, or the public key of newer merchants."""

    CERTIFICATE = "certificate"
    PUBLIC_KEY = "public_key"


@dataclass(frozen=True, slots=True)
class Settings:
    """`pace`: what a provider waits before it sends a callback again is multiplied by it.

    `refund_s`: how long a refund is under way at WeChat. `bills_at_once`: the bill of a day is there before ten in the
    morning of the next one.
    """

    pace: float = 1.0
    refund_s: float = 1.0
    bills_at_once: bool = False
    signs_with: SignsWith = SignsWith.CERTIFICATE
