"""Numbers in Mandarin: as quantities (一百零五) and digit by digit (幺零五)."""

_DIGITS = "零一二三四五六七八九"
_PLACES = ("", "十", "百", "千")
_TWO_OF_MANY = ("二千", "二万", "二亿")  # 两千, but 二百 and 二十
_MYRIADS = ((10**8, "亿"), (10**4, "万"))


def digits_aloud(digits: str, *, telephone: bool = True) -> str:
    """Say each digit; 1 is 幺 in telephone numbers and codes, 一 in years. Other characters are kept."""
    one = "幺" if telephone else "一"
    return "".join((one if c == "1" else _DIGITS[int(c)]) if c in "0123456789" else c for c in digits)


def number_aloud(number: int) -> str:
    """Say a whole number below 10**16, such as 86412 -> 八万六千四百一十二, 2000 -> 两千."""
    if number < 0:
        return "负" + number_aloud(-number)
    if number >= 10**16:
        return digits_aloud(str(number), telephone=False)
    said = _said(number)
    # 一十五 is 十五 at the head of a number, never inside it (一百一十五).
    said = said.removeprefix("一") if said.startswith("一十") else said
    return f"两{said[1:]}" if said.startswith(_TWO_OF_MANY) else said


def _said(number: int) -> str:
    """The parts above and below 亿 and 万; 零 wherever a place is skipped (一亿零一千)."""
    for unit, name in _MYRIADS:
        if number >= unit:
            head, rest = divmod(number, unit)
            gap = "零" if rest < unit // 10 else ""
            return _said(head) + name + (gap + _said(rest) if rest else "")
    return _said_below_10000(number) if number else _DIGITS[0]


def _said_below_10000(group: int) -> str:
    said = ""
    pending_zero = False
    for place in reversed(range(4)):
        digit = group // 10**place % 10
        if digit:
            said += ("零" if pending_zero and said else "") + _DIGITS[digit] + _PLACES[place]
            pending_zero = False
        else:
            pending_zero = True
    return said
