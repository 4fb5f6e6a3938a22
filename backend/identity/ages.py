"""How old somebody is, as the law counts: a year is full on the day after the birthday."""

from datetime import date

OF_AGE = 18
OWN_CONSENT = 14


def full_years(birth: date, today: date) -> int:
    """Years that are full; on a birthday itself one less than the cake has candles."""
    return today.year - birth.year - ((today.month, today.day) <= (birth.month, birth.day))
