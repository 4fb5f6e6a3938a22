"""When an attempt or a refund is asked about, and when an attempt's time is over. Pure.

The times are those that both providers advise: 3, 3, 4, 5, 5 ... seconds for a minute, then an end is made; what has
none then is asked about after 1, 5, 15 and 60 minutes, for a day.
"""

from datetime import timedelta

FIRST = (3, 3, 4)
SOON = 5
WHILE_SHOWN = 10
A_MINUTE = timedelta(minutes=1)
A_DAY = timedelta(hours=24)
LATER = ((timedelta(minutes=2), 60), (timedelta(minutes=7), 300), (timedelta(minutes=22), 900))
HOURLY = 3600
ENDED = (3, 3, 4, 5, 5, 5, 60, 60, 300, 300, 900, 900, *[HOURLY] * 24)

AFTER_CLOSE = (timedelta(seconds=10), A_MINUTE, timedelta(minutes=10), timedelta(minutes=60))
"""She may pay between the last question and the close, and the callback of that may be lost."""
AFTER_SUCCESS = (A_MINUTE,)
"""A close that was under way when it turned out to be paid may have given it back; by then it has come through."""

HER_CODE_LIFE = timedelta(seconds=50)
"""How long we wait for what she pays by her own code, before it is taken back."""
HER_CODE_DEAD = timedelta(minutes=2)
"""A code of hers that was sent so long ago is not taken any more, wherever the request was held up."""
SHOWN_LIFE = timedelta(minutes=5)
"""How long a code of ours can be paid; the terminal shows it for three minutes."""
SHOWN_DEAD = timedelta(minutes=1)
"""After its end by the provider's clock."""

REFUND_DAYS = timedelta(days=15)
TAKE_BACK_WITHIN = timedelta(hours=1)
"""A payment terminal reverses until the end of its day: what nobody has taken back by then is for staff."""


def ask_again_after(asked: int, age: timedelta, *, shown: bool) -> timedelta | None:
    """How long to wait before the next question; None: a day is over.

    `asked` and `age` count from its beginning, or from the decision to close it. `shown`: a code of ours stands on the
    screen, and nothing was decided.
    """
    if age < A_MINUTE:
        return timedelta(seconds=FIRST[asked] if asked < len(FIRST) else SOON)
    if shown:
        return timedelta(seconds=WHILE_SHOWN)
    if age >= A_DAY:
        return None
    return timedelta(seconds=next((wait for until, wait in LATER if age < until), HOURLY))


def ask_refund_again_after(asked: int, age: timedelta, *, begun: bool) -> timedelta | None:
    """The same for a refund: what the provider has `begun` may take days, to a bank card, and is asked for daily."""
    if begun and A_DAY <= age < REFUND_DAYS:
        return A_DAY
    return ask_again_after(asked, age, shown=False)


def ask_ended_again_after(asked: int) -> timedelta | None:
    """The same for an attempt that has its end, which a callback contradicts; however old it is, it is asked for a day.

    `asked` counts from the callback.
    """
    return timedelta(seconds=ENDED[asked]) if asked < len(ENDED) else None


def look_again_after(age: timedelta, *, paid: bool) -> timedelta | None:
    """How long to wait before an attempt that we closed is looked at again, so long after its end; None: no more."""
    looks = AFTER_SUCCESS if paid else AFTER_CLOSE
    return next((look - age for look in looks if look > age), None)
