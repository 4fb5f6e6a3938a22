"""Typed values inside sentences: each knows how it is written and how it is said in Mandarin.

Free-text normalisers guess wrong (VOICE.md: a phone number read as a billion, an ID as a date); a type cannot.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from kiosk.foundation.money import Money
from kiosk.visit.numerals import digits_aloud, number_aloud

_WEEKDAYS = "一二三四五六日"


class Value(Protocol):
    """Something that is written one way and said another."""

    def shown(self) -> str:
        """As it stands on the screen."""
        ...

    def spoken(self) -> str:
        """As it is said."""
        ...


@dataclass(frozen=True, slots=True)
class Count:
    """A number of things; `of` is the measure word, which turns 2 into 两."""

    number: int
    of: str = ""

    def shown(self) -> str:
        """`3 栋`."""
        return f"{self.number} {self.of}".rstrip()

    def spoken(self) -> str:
        """`三栋`, `两个`."""
        word = "两" if self.number == 2 and self.of else number_aloud(self.number)
        return word + self.of


@dataclass(frozen=True, slots=True)
class Ordinal:
    """The number of a building, unit or floor: never 两."""

    number: int
    of: str = ""

    def shown(self) -> str:
        """`2 栋`."""
        return f"{self.number} {self.of}".rstrip()

    def spoken(self) -> str:
        """`二栋`."""
        return number_aloud(self.number) + self.of


@dataclass(frozen=True, slots=True)
class Yuan:
    """An amount of money."""

    money: Money

    def shown(self) -> str:
        """`86,412.50 元`."""
        return f"{self.money} 元"

    def spoken(self) -> str:
        """`八万六千四百一十二元五角`."""
        yuan, fen = divmod(abs(self.money.fen), 100)
        jiao, rest = divmod(fen, 10)
        said = Count(yuan, "元").spoken() if yuan or not fen else ""
        if jiao:
            said += number_aloud(jiao) + "角"
        elif rest and yuan:
            said += "零"
        return ("负" if self.money.fen < 0 else "") + said + (number_aloud(rest) + "分" if rest else "")


@dataclass(frozen=True, slots=True)
class SeenOnly:
    """Words that help the eye and would only hinder the ear, such as the unit over a column."""

    words: str

    def shown(self) -> str:
        """The words."""
        return self.words

    def spoken(self) -> str:
        """Nothing."""
        return ""


@dataclass(frozen=True, slots=True)
class HallWord:
    """A word that comes from the hall's own lists, such as a role or an alarm: some are known in other tongues."""

    word: str

    def shown(self) -> str:
        """The word."""
        return self.word

    def spoken(self) -> str:
        """The word."""
        return self.word


@dataclass(frozen=True, slots=True)
class YuanCell:
    """An amount of money under a column that says 元 already."""

    money: Money

    def shown(self) -> str:
        """`340.00`."""
        return str(self.money)

    def spoken(self) -> str:
        """`三百四十元`."""
        return Yuan(self.money).spoken()


@dataclass(frozen=True, slots=True)
class UnitPrice:
    """What one unit costs, in hundredths of a fen: a tariff knows more places than any purse."""

    hundredths: int

    def _places(self) -> tuple[int, str]:
        yuan, rest = divmod(self.hundredths, 10_000)
        return yuan, f"{rest:04d}".rstrip("0").ljust(2, "0")

    def shown(self) -> str:
        """`0.5224 元`."""
        yuan, places = self._places()
        return f"{yuan:,}.{places} 元"

    def spoken(self) -> str:
        """`零点五二二四元`."""
        yuan, places = self._places()
        behind = places.rstrip("0")
        return number_aloud(yuan) + ("点" + digits_aloud(behind, telephone=False) if behind else "") + "元"


@dataclass(frozen=True, slots=True)
class Months:
    """A length of time in months, said in years and months."""

    months: int

    def shown(self) -> str:
        """`18 年 4 个月`."""
        years, months = divmod(self.months, 12)
        parts = ([f"{years} 年"] if years else []) + ([f"{months} 个月"] if months or not years else [])
        return " ".join(parts)

    def spoken(self) -> str:
        """`十八年零四个月`."""
        years, months = divmod(self.months, 12)
        if not years:
            return Count(months, "个月").spoken()
        said = Count(years, "年").spoken()
        return said + ("零" + Count(months, "个月").spoken() if months else "")


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time in seconds, said in minutes and seconds."""

    seconds: int

    def shown(self) -> str:
        """`3 分钟`, `2 分 50 秒`, `50 秒`."""
        minutes, seconds = divmod(self.seconds, 60)
        if not seconds and minutes:
            return f"{minutes} 分钟"
        return f"{minutes} 分 {seconds} 秒" if minutes else f"{seconds} 秒"

    def spoken(self) -> str:
        """`三分钟`, `两分五十秒`, `五十秒`."""
        minutes, seconds = divmod(self.seconds, 60)
        if not seconds and minutes:
            return Count(minutes, "分钟").spoken()
        if not minutes:
            return Count(seconds, "秒").spoken()
        between = "零" if seconds < 10 else ""
        return Count(minutes, "分").spoken() + between + number_aloud(seconds) + "秒"


@dataclass(frozen=True, slots=True)
class Month:
    """A month of a year; the year is left out where `this_year` says that it goes without saying."""

    year: int
    month: int
    this_year: bool = False

    def shown(self) -> str:
        """`2026 年 7 月` or `7 月`."""
        return f"{self.month} 月" if self.this_year else f"{self.year} 年 {self.month} 月"

    def spoken(self) -> str:
        """`二零二六年七月`."""
        month = number_aloud(self.month) + "月"
        return month if self.this_year else digits_aloud(str(self.year), telephone=False) + "年" + month


@dataclass(frozen=True, slots=True)
class Day:
    """A date."""

    date: date

    def shown(self) -> str:
        """`2026 年 11 月 21 日`."""
        return f"{self.date.year} 年 {self.date.month} 月 {self.date.day} 日"

    def spoken(self) -> str:
        """`二零二六年十一月二十一日`."""
        return Month(self.date.year, self.date.month).spoken() + number_aloud(self.date.day) + "日"


@dataclass(frozen=True, slots=True)
class Today:
    """A day of this year with its weekday, as a clock shows it."""

    date: date

    def shown(self) -> str:
        """`11月21日 周六`."""
        return f"{self.date.month}月{self.date.day}日 周{_WEEKDAYS[self.date.weekday()]}"

    def spoken(self) -> str:
        """`十一月二十一日，星期六`."""
        day = Month(self.date.year, self.date.month, this_year=True).spoken() + number_aloud(self.date.day) + "日"
        return f"{day}，星期{_WEEKDAYS[self.date.weekday()]}"


@dataclass(frozen=True, slots=True)
class Moment:
    """A date and a time of day, given in the hall's own time zone."""

    at: datetime

    def shown(self) -> str:
        """`2026 年 11 月 21 日 09:42`."""
        return f"{Day(self.at.date()).shown()} {self.at:%H:%M}"

    def spoken(self) -> str:
        """`二零二六年十一月二十一日九点四十二分`."""
        minute = number_aloud(self.at.minute) + "分" if self.at.minute else ""
        between = "零" if 0 < self.at.minute < 10 else ""
        return Day(self.at.date()).spoken() + Count(self.at.hour, "点").spoken() + between + minute


@dataclass(frozen=True, slots=True)
class Phone:
    """A telephone number: mobiles in groups of 3-4-4, service numbers 3-3-4, others in fours from the end."""

    number: str

    def _groups(self) -> list[str]:
        parts = re.findall("[0-9]+", self.number.removeprefix("+86"))
        digits = "".join(parts)
        if len(digits) == 11 and digits.startswith("1"):
            return [digits[:3], digits[3:7], digits[7:]]
        if len(digits) == 10 and digits.startswith(("400", "800")):
            return [digits[:3], digits[3:6], digits[6:]]
        return [group for part in parts for group in _breaths(part)]

    def shown(self) -> str:
        """`138 0013 8000`."""
        return " ".join(self._groups())

    def spoken(self) -> str:
        """`幺三八，零零幺三，八零零零`."""
        return "，".join(digits_aloud(group) for group in self._groups())


def _breaths(digits: str) -> list[str]:
    """Groups of four from the end, where a number is too long for one breath; short ones (12345) stay whole."""
    if len(digits) <= 6:
        return [digits]
    first = len(digits) % 4
    return ([digits[:first]] if first else []) + [digits[at : at + 4] for at in range(first, len(digits), 4)]


@dataclass(frozen=True, slots=True)
class IdNumber:
    """The number of an identity card, in the groups in which people know it: place, birthday, the rest."""

    number: str

    def _groups(self) -> list[str]:
        return [group for group in (self.number[:6], self.number[6:14], self.number[14:]) if group]

    def shown(self) -> str:
        """`690101 19500101 001X`."""
        return " ".join(self._groups())

    def spoken(self) -> str:
        """`六九零幺零幺，幺九五零零幺零幺，零零幺X`."""
        return "，".join(digits_aloud(group) for group in self._groups())


@dataclass(frozen=True, slots=True)
class Digits:
    """A code, read digit by digit in groups of `group`."""

    digits: str
    group: int = 4

    def _groups(self) -> list[str]:
        return [self.digits[i : i + self.group] for i in range(0, len(self.digits), self.group)]

    def shown(self) -> str:
        """`3071 6`."""
        return " ".join(self._groups())

    def spoken(self) -> str:
        """`三零七幺，六`."""
        return "，".join(digits_aloud(group) for group in self._groups())
