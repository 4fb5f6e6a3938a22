"""Whose code a payer's phone showed, by its form alone; what does not fit is never guessed at.

Forms: https://www.cnblogs.com/zhangmo/p/13578409 (WeChat, Alipay, UnionPay). That e-CNY codes begin with 01 is general
knowledge, their length is confirmed nowhere; nothing is ever paid with one here, so the form may be wide.
"""

import re
from enum import StrEnum

from backend.payments.channel import ChannelName


class OtherPurse(StrEnum):
    """A payer's code that none of our channels takes; the certified terminal may."""

    UNIONPAY = "unionpay"
    ECNY = "ecny"


_FORMS: tuple[tuple[ChannelName | OtherPurse, re.Pattern[str]], ...] = (
    (ChannelName.WECHAT, re.compile(r"1[0-5][0-9]{16}")),
    (ChannelName.ALIPAY, re.compile(r"(?:2[5-9]|30)[0-9]{14,22}")),
    (OtherPurse.UNIONPAY, re.compile(r"62[0-9]{17}")),
    (OtherPurse.ECNY, re.compile(r"01[0-9]{14,22}")),
)


def purse_of(code: str) -> ChannelName | OtherPurse | None:
    """Whose it is; None for anything that is no payer's code. At most one form fits, they differ in how they begin."""
    return next((purse for purse, form in _FORMS if form.fullmatch(code)), None)
