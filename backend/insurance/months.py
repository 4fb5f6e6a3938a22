"""Counting in months; a month is its first day."""

from datetime import date


def months_before(month: date, count: int) -> date:
    """The month so many months before (after, if negative)."""
    index = month.year * 12 + month.month - 1 - count
    return date(index // 12, index % 12 + 1, 1)


def month_before(day: date) -> date:
    """The last whole month before this day: as far as the books go."""
    return months_before(day.replace(day=1), 1)
