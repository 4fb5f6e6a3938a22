"""Times and amounts as the providers write them. Money is whole fen."""

import re
from datetime import UTC, datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8))
_YUAN = re.compile(r"(\d{1,9})(?:\.(\d{1,2}))?")


def in_china(moment: float) -> datetime:
    """A moment (seconds since 1970) on the clocks of China."""
    return datetime.fromtimestamp(moment, UTC).astimezone(CHINA)


def rfc3339(moment: float) -> str:
    """As WeChat writes it, such as 2018-06-08T10:34:56+08:00."""
    return in_china(moment).isoformat(timespec="seconds")


def plain_time(moment: float) -> str:
    """As Alipay writes it, such as 2018-06-08 10:34:56."""
    return in_china(moment).strftime("%Y-%m-%d %H:%M:%S")


def moment_of(text: str) -> float | None:
    """A time that Alipay could have written; None where it is none."""
    try:
        return datetime.strptime(text, "%Y-%m-%d %H:%M:%S").replace(tzinfo=CHINA).timestamp()
    except ValueError:
        return None


def yuan(fen: int) -> str:
    """Whole fen as yuan with two places."""
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02d}"


def fen_of(text: str) -> int | None:
    """Yuan as somebody wrote them, in fen; None where it is no amount."""
    match = _YUAN.fullmatch(text)
    return int(match[1]) * 100 + int((match[2] or "").ljust(2, "0")) if match else None
