"""What the variables of a supply mean for the terminal. Words of ups.status: NUT's "Status data" (developer guide)."""

import re

from hardware.ups.contract import Power, UpsReading, UpsWord

_NUMBER = re.compile(r"[0-9]{1,7}(\.[0-9]{1,6})?")
_WARNINGS = {
    "OB": "on_battery",
    "LB": "battery_low",
    "RB": "replace_battery",
    "OVER": "overload",
    "BYPASS": "bypass",
    "ALARM": "alarm",
    "FSD": "shutting_down",
    "OFF": "output_off",
    "NOCOMM": "no_communication",
}
_ENGAGED = frozenset({"OB", "BOOST", "TRIM", "DISCHRG"})
_FULL = 100


class StatusUnknown(ValueError):
    """ups.status says neither mains nor battery: its driver may only just be starting."""


def reading(status: str, charge: str | None, runtime: str | None, before: UpsReading | None) -> UpsReading:
    """Put a reading together; `before` is what was known last, for "recovered" is a matter of what was."""
    said = frozenset(status.split())
    on_battery = "OB" in said or "FSD" in said
    if not on_battery and not said & {"OL", "BYPASS"}:
        raise StatusUnknown("neither mains nor battery")
    low = "LB" in said or "FSD" in said
    power = Power.MAINS if not on_battery else Power.LOW if low else Power.BATTERY
    percent = _number(charge)
    percent = None if percent is None else min(percent, _FULL)
    words = set()
    if low:
        words.add(UpsWord.LOW)
    if said & _ENGAGED or on_battery:
        words.add(UpsWord.ENGAGED)
    if on_battery:
        words.add(UpsWord.POWERING)
    elif _recovers(before, said, percent):
        words.add(UpsWord.RECOVERED)
    warnings = {warning for word, warning in _WARNINGS.items() if word in said}
    return UpsReading(power, percent, _number(runtime), frozenset(words), tuple(sorted(warnings)))


def _recovers(before: UpsReading | None, said: frozenset[str], percent: int | None) -> bool:
    """The mains are back: until the battery is full, or no longer charged where the supply tells no charge."""
    if before is None or not before.words & {UpsWord.POWERING, UpsWord.RECOVERED}:
        return False
    if UpsWord.POWERING in before.words:
        return True
    return percent < _FULL if percent is not None else "CHRG" in said


def _number(text: str | None) -> int | None:
    if text is None or _NUMBER.fullmatch(text) is None:
        return None
    return int(float(text))
