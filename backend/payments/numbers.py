"""Numbers of attempts and refunds, and the codes of claim slips."""

import base64
import hashlib
import secrets

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RANDOM_LETTERS = 26  # 130 bits
HALL_LETTERS = 4
CLAIM_DIGITS = 12


def attempt_number(site_id: str) -> str:
    """A fresh number of an attempt, 31 characters, that tells staff at the provider's desk which hall it is of."""
    return "A" + _hall(site_id) + _random()


def refund_number(site_id: str) -> str:
    """A fresh number of a refund."""
    return "R" + _hall(site_id) + _random()


def claim_code() -> str:
    """Twelve digits: heard, noted and typed by keys. docs/decisions/0014 has the arithmetic."""
    return "".join(secrets.choice("0123456789") for _ in range(CLAIM_DIGITS))


def _hall(site_id: str) -> str:
    return base64.b32encode(hashlib.sha256(site_id.encode()).digest()).decode()[:HALL_LETTERS]


def _random() -> str:
    return "".join(secrets.choice(LETTERS) for _ in range(RANDOM_LETTERS))
