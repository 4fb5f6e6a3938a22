"""Typed values in English: how each is written and how it is said.

A value that has no way of its own here is written as in Chinese; a test finds it.
"""

from functools import singledispatch

from kiosk.visit.values import (
    Count,
    Day,
    Digits,
    HallWord,
    IdNumber,
    Moment,
    Month,
    Months,
    Ordinal,
    Phone,
    SeenOnly,
    Span,
    Today,
    UnitPrice,
    Value,
    Yuan,
    YuanCell,
)

_MONTHS = ("January", "February", "March", "April", "May", "June",
           "July", "August", "September", "October", "November", "December")  # fmt: skip
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
# What is counted with a measure word: one of it, and more of it. 个 alone counts what the sentence names itself.
_COUNTED = {
    "": ("", ""),
    "个": ("", ""),
    "个月": ("month", "months"),
    "年": ("year", "years"),
    "天": ("day", "days"),
    "小时": ("hour", "hours"),
    "分钟": ("minute", "minutes"),
    "秒": ("second", "seconds"),
    "位": ("digit", "digits"),
    "条": ("item", "items"),
    "项": ("item", "items"),
    "次": ("time", "times"),
    "张": ("sheet", "sheets"),
    "份": ("copy", "copies"),
    "件": ("parcel", "parcels"),
    "人": ("person", "people"),
    "栋": ("building", "buildings"),
    "步": ("step", "steps"),
    "元": ("yuan", "yuan"),
    "笔": ("bill", "bills"),
    "户": ("household", "households"),
    "吨": ("tonne", "tonnes"),
    "度": ("kWh", "kWh"),
    "立方米": ("m³", "m³"),
}
# What is numbered with a measure word.
_NUMBERED = {
    "": "",
    "栋": "Building",
    "单元": "Unit",
    "楼": "Floor",
    "层": "Floor",
    "室": "Room",
    "号": "No.",
    "号窗口": "Counter",
    "号格口": "Locker",
    "号柜": "Cabinet",
    "步": "Step",
}
_SEEN_ONLY = {"（元）": " ¥"}
# What halls call people and alarms. A word that is not here stays as the hall wrote it.
_HALL_WORDS = {
    "网格员": "Grid worker",
    "楼栋长": "Building warden",
    "社区民警": "Community police",
    "民警": "Police officer",
    "物业": "Property office",
    "物业值班": "Property desk",
    "家庭医生": "Family doctor",
    "医生": "Doctor",
    "护士": "Nurse",
    "咨询": "Information",
    "社保业务": "Social insurance",
    "报警": "Police",
    "火警": "Fire",
    "急救": "Ambulance",
    "全天有人": "Day and night",
    "吨": "tonne",
    "度": "kWh",
    "立方米": "m³",
}


@singledispatch
def shown(value: Value) -> str:
    """As it stands on the screen."""
    return value.shown()


@singledispatch
def spoken(value: Value) -> str:
    """As it is said."""
    return shown(value)


@shown.register
def _(value: Count) -> str:
    one, more = _COUNTED.get(value.of, (value.of, value.of))
    return f"{value.number:,} {one if value.number == 1 else more}".rstrip()


@shown.register
def _(value: Ordinal) -> str:
    return f"{_NUMBERED.get(value.of, value.of)} {value.number}".lstrip()


@shown.register
def _(value: Yuan) -> str:
    return f"{value.money} yuan"


@shown.register
def _(value: UnitPrice) -> str:
    return f"{value.shown().removesuffix(' 元')} yuan"


@shown.register
def _(value: SeenOnly) -> str:
    return _SEEN_ONLY.get(value.words, value.words)


@spoken.register
def _(_value: SeenOnly) -> str:
    return ""


@shown.register
def _(value: HallWord) -> str:
    return _HALL_WORDS.get(value.word, value.word)


@shown.register
def _(value: YuanCell) -> str:
    return str(value.money)


@spoken.register
def _(value: YuanCell) -> str:
    return shown(Yuan(value.money))


@shown.register
def _(value: Months) -> str:
    years, months = divmod(value.months, 12)
    parts = ([shown(Count(years, "年"))] if years else []) + (
        [shown(Count(months, "个月"))] if months or not years else []
    )
    return " ".join(parts)


@shown.register
def _(value: Span) -> str:
    minutes, seconds = divmod(value.seconds, 60)
    parts = ([f"{minutes} min"] if minutes else []) + ([f"{seconds} s"] if seconds or not minutes else [])
    return " ".join(parts)


@spoken.register
def _(value: Span) -> str:
    minutes, seconds = divmod(value.seconds, 60)
    parts = ([shown(Count(minutes, "分钟"))] if minutes else []) + (
        [shown(Count(seconds, "秒"))] if seconds or not minutes else []
    )
    return " ".join(parts)


@shown.register
def _(value: Month) -> str:
    name = _MONTHS[value.month - 1]
    return name if value.this_year else f"{name[:3]} {value.year}"


@spoken.register
def _(value: Month) -> str:
    name = _MONTHS[value.month - 1]
    return name if value.this_year else f"{name} {value.year}"


@shown.register
def _(value: Day) -> str:
    return f"{value.date.day} {_MONTHS[value.date.month - 1]} {value.date.year}"


@shown.register
def _(value: Today) -> str:
    return f"{_WEEKDAYS[value.date.weekday()][:3]} {value.date.day} {_MONTHS[value.date.month - 1][:3]}"


@spoken.register
def _(value: Today) -> str:
    return f"{_WEEKDAYS[value.date.weekday()]}, {value.date.day} {_MONTHS[value.date.month - 1]}"


@shown.register
def _(value: Moment) -> str:
    return f"{shown(Day(value.at.date()))}, {value.at:%H:%M}"


@shown.register(Phone)
@shown.register(Digits)
@shown.register(IdNumber)
def _(value: Phone | Digits | IdNumber) -> str:
    return value.shown()


@spoken.register(Phone)
@spoken.register(Digits)
@spoken.register(IdNumber)
def _(value: Phone | Digits | IdNumber) -> str:
    """`1 3 8, 0 0 1 3, 8 0 0 0`."""
    return ", ".join(" ".join(group) for group in value.shown().split(" "))
