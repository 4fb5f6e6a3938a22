"""What stands in the gaps of a sentence: digits, buildings and units, money, dates, and names by their sound. Pure.

Numbers are taken as they are said: 一二三, 幺洞拐两, 一百零五, 一万二, 三个八.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kiosk.understanding import weights
from kiosk.understanding.phonetics import Ear
from kiosk.understanding.sounds import Sounds
from kiosk.understanding.syllables import Syllable, syllables

_FIGURES = {c: n for n, c in enumerate("零一二三四五六七八九")} | {
    "〇": 0, "洞": 0, "幺": 1, "么": 1, "两": 2, "俩": 2, "仨": 3, "拐": 7, "勾": 9, "壹": 1, "贰": 2, "叁": 3,
    "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9, "陸": 6,
}  # fmt: skip
_FIGURES |= {str(n): n for n in range(10)}
_PLACES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "万": 10_000, "萬": 10_000, "亿": 10**8}
_JOINED = {"廿": "二十", "卅": "三十"}
_N = f"[{''.join(_FIGURES)}{''.join(_PLACES)}廿卅]"
# Whole words that recognition writes for a digit said alone; the tone tells 四 from 十 where the tongue does not.
_HEARD_AS = {
    "lin": 0, "ling": 0, "dong": 0, "iao": 1, "i": 1, "er": 2, "liang": 2, "san": 3, "shan": 3, "u": 5, "liu": 6,
    "niu": 6, "qi": 7, "guai": 7, "ba": 8, "jiu": 9,
}  # fmt: skip
_REPEATED = re.compile(f"([两三四五六2-6])个([{''.join(_FIGURES)}])")
_SAYS_IS = re.compile("[就的都也不]是$")
_RADIO = frozenset("洞幺么拐勾")
_NOUGHT_OF_A_BUILDING = re.compile(f"(?<=[{''.join((_FIGURES.keys() | _PLACES.keys()) - _RADIO)}])洞[。，！!.]?$")
_PAUSES = re.compile(r"[\s，。！？、；：“”,.!?;:\-—~～]")
_BUILDING = re.compile(f"({_N}+)(?:号楼|号栋|栋楼|栋|幢|座|棟|号(?!码|线)|楼(?![上下道梯])|单元$)")
_UNIT = re.compile(f"({_N}+)(?:单元|單元)")
_LARGEST = 10**12
_MOST_DIGITS = 20


def number(said: str) -> int | None:
    """A whole number: 十二, 一百零五, 一万二 (12000), 12; None: it is something else."""
    said = "".join(_JOINED.get(c, c) for c in said)
    if not said or any(c not in _FIGURES and c not in _PLACES for c in said):
        return None
    if not set(said) & set(_PLACES):
        value = int("".join(str(_FIGURES[c]) for c in said[:_MOST_DIGITS]))
    else:
        value = _by_places(said)
    return value if value < _LARGEST else None


def digits(words: str) -> str:
    """Digits one after the other, in groups or not, or one number: 幺三八 零零, 三个八, 一百零五; empty: no digits."""
    said = _PAUSES.sub("", words)
    said = _REPEATED.sub(lambda found: found.group(2) * _FIGURES[found.group(1)], said)
    if said and all(c in _FIGURES for c in said):
        return "".join(str(_FIGURES[c]) for c in said)
    value = number(said)
    return str(value) if value is not None else ""


def digits_by_sound(words: str) -> str:
    """Digits that recognition wrote with other characters (散 for 三); only where nothing else was said."""
    return _by_sound(syllables(_PAUSES.sub("", words)))


def building_by_sound(words: str) -> str:
    """The same where a building is asked for: 散洞 and 山东 are 三栋, no 30; four and ten are not told apart so."""
    said = syllables(_PAUSES.sub("", words))
    sounds = [syllable.initial + syllable.final for syllable in said]
    if len(said) > 1 and sounds[-1] == "dong":
        said, sounds = said[:-1], sounds[:-1]
    return "" if {"dong", "si", "shi"} & set(sounds) else _by_sound(said)


def as_building(words: str) -> str:
    """The words with a last 洞 as 栋: of a building nobody means the nought of those who speak by radio."""
    return _NOUGHT_OF_A_BUILDING.sub("栋", words)


def _by_sound(said: Sequence[Syllable]) -> str:
    found = ""
    for syllable in said:
        digit = _HEARD_AS.get(syllable.initial + syllable.final)
        if syllable.final == "i" and syllable.initial in {"s", "sh"}:
            digit = 4 if syllable.tone == 4 else None
        if digit is None:
            return ""
        found += str(digit)
    return found[:_MOST_DIGITS]


@dataclass(frozen=True, slots=True)
class Home:
    """Where somebody lives: the building's number, and the unit's where it was said."""

    building: int
    unit: int | None = None


def building(words: str) -> Home | None:
    """三栋二单元, 3幢, 十二号楼, 我住三号; None: no building was named."""
    said = _PAUSES.sub("", words)
    found = _BUILDING.search(said)
    value = number(found.group(1)) if found else None
    if found is None or value is None or found.group().endswith("单元"):
        return None
    unit = _UNIT.search(said, found.end())
    return Home(value, number(unit.group(1)) if unit else None)


def perhaps_tens(words: str) -> tuple[int, ...]:
    """是二栋 is what it says, or 十二栋 heard so: both numbers. Empty: there is no such doubt."""
    said = _PAUSES.sub("", words)
    found = _BUILDING.search(said)
    value = number(found.group(1)) if found else None
    if found is None or value is None or value > 9 or _SAYS_IS.search(before := said[: found.start()]):
        return ()
    last = syllables(before[-1:])
    if not last or last[0].final != "i" or last[0].initial not in {"s", "sh"}:
        return ()
    return value, 10 * (number(before[-2:-1]) or 1) + value


def money(words: str) -> int | None:
    """An amount in fen: 一百二十块五 is 12050, 三毛 is 30, 一万二 is 1200000; None: no amount."""
    said = re.sub("[，。！？、\\s人民币]|整$", "", words).replace(".", "点")
    found = re.fullmatch(
        f"(?:({_N}+)(?:点({_N}+))?(?:块钱|块|元|圆)?)?(?:({_N})(?:毛钱|毛|角))?(?:零?({_N})(?:分钱|分)?)?", said
    )
    if found is None or not said:
        return None
    yuan, tenths, mao, fen = found.groups()
    value = number(yuan) if yuan else 0
    if value is None:
        return None
    if tenths:
        hundredths = "".join(str(_FIGURES.get(c, 0)) for c in tenths[:2]).ljust(2, "0")
        return value * 100 + int(hundredths)
    if fen and not mao and not said.endswith(("分", "分钱")):
        mao, fen = fen, None  # 二十块五
    return value * 100 + 10 * (number(mao) or 0 if mao else 0) + (number(fen) or 0 if fen else 0)


_NEAR = {
    "今天": 0,
    "今日": 0,
    "今朝": 0,
    "明天": 1,
    "明日": 1,
    "明朝": 1,
    "后天": 2,
    "后日": 2,
    "大后天": 3,
    "昨天": -1,
    "前天": -2,
}
_WEEKDAYS = {c: n for n, c in enumerate("一二三四五六")} | {"日": 6, "天": 6, "七": 6}
_DATE = re.compile(f"(?:({_N}{{2,4}})年)?({_N}+)月({_N}+)[号日]?")
_DAY = re.compile(f"^({_N}+)[号日]$")
_WEEKDAY = re.compile("(下个?|这个?|本|上个?)?(?:星期|礼拜|周)([一二三四五六七日天])")


def day(words: str, today: date) -> date | None:
    """明天, 下周三, 五月三号, 二零二七年一月五日, 十二号 (the next one); None: no day, or one that there is not."""
    said = _PAUSES.sub("", words)
    for name in sorted(_NEAR, key=len, reverse=True):
        if name in said:
            return today + timedelta(days=_NEAR[name])
    if found := _WEEKDAY.search(said):
        return _weekday(found.group(1) or "", _WEEKDAYS[found.group(2)], today)
    if found := _DATE.search(said):
        year, month, of_month = (number(part) if part else None for part in found.groups())
        return _date(year, month or 0, of_month or 0, today)
    if found := _DAY.search(said):
        return _next_day(number(found.group(1)) or 0, today)
    return None


def names(words: str, known: Sequence[str], sounds: Sounds) -> tuple[str, ...]:
    """The known names that what was said sounds like, best first: recognition writes 王贵方 for 王桂芳."""
    ear = Ear(syllables(_PAUSES.sub("", words)), sounds)
    fits: list[tuple[float, str]] = []
    for name in dict.fromkeys(known):
        wanted = syllables(name)
        found = ear.find(wanted, [1.0] * len(wanted))
        if found.lack <= weights.NAME:
            fits.append((found.lack, name))
    return tuple(name for _, name in sorted(fits, key=lambda fit: fit[0]))


def _by_places(said: str) -> int:
    """十二, 一百零五; behind the last place a bare digit is of the next one below: 一百二 is 120, 一万二 12000."""
    whole, part, digit, place, gap = 0, 0, 0, 1, False
    for c in said:
        if c in _FIGURES:
            digit, gap = digit * 10 + _FIGURES[c], gap or _FIGURES[c] == 0
            continue
        place, gap = _PLACES[c], False
        if place >= _PLACES["万"]:
            below = part + digit or 1
            whole, part, digit = (whole + below) * place if place > _PLACES["万"] else whole + below * place, 0, 0
        else:
            part, digit = part + (digit or 1) * place, 0
    colloquial = 0 < digit < 10 and not gap and place > 10 and said[-1] in _FIGURES
    return whole + part + (digit * place // 10 if colloquial else digit)


def _date(year: int | None, month: int, of_month: int, today: date) -> date | None:
    """A day without a year is the next one."""
    if year is not None and year < 100:
        year += 2000
    try:
        found = date(year or today.year, month, of_month)
        return found.replace(year=today.year + 1) if year is None and found < today else found
    except (ValueError, OverflowError):
        return None


def _next_day(of_month: int, today: date) -> date | None:
    if not 1 <= of_month <= 31:
        return None
    for ahead in range(62):
        if (found := today + timedelta(days=ahead)).day == of_month:
            return found
    return None


def _weekday(which: str, weekday: int, today: date) -> date:
    """周三 is the next one, today included; 下周三 that of the week that begins on Monday."""
    monday = today - timedelta(days=today.weekday())
    if not which:
        return today + timedelta(days=(weekday - today.weekday()) % 7)
    weeks = {"下": 1, "上": -1}.get(which[0], 0)
    return monday + timedelta(days=7 * weeks + weekday)
