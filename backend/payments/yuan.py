"""Yuan as providers write them, and fen as we count them. Exact: no float comes near money."""

import re
from decimal import Decimal

from backend.payments.channel import MOST_FEN, NotGenuine

_YUAN = re.compile(r"(-?)(0|[1-9][0-9]{0,8})(?:\.([0-9]{1,2}))?", re.ASCII)
_FEN_A_YUAN = 100


def yuan_of(fen: int) -> str:
    """88.88 for 8888: always two places. ValueError unless it is an amount that we would ever ask for."""
    return f"{Decimal(checked(fen)).scaleb(-2):.2f}"


def fen_of(yuan: str) -> int:
    """8888 for 88.88, 88.8 being 88.80; negative where money goes back. Raises NotGenuine for any other spelling."""
    if _YUAN.fullmatch(yuan) is None:
        raise NotGenuine("an amount that is none")
    return int(Decimal(yuan) * _FEN_A_YUAN)


def checked(fen: int) -> int:
    """The amount itself. ValueError unless it is a whole number of fen from 1 to MOST_FEN."""
    if type(fen) is not int or not 1 <= fen <= MOST_FEN:
        raise ValueError("an amount is 1 to MOST_FEN fen")
    return fen
