"""Rules of controls: large enough for a finger, apart from each other, in reach, whole, and with a name."""

from collections.abc import Iterator
from itertools import combinations

from PySide6.QtGui import QAccessible

from kiosk.app.inspection.sight import Key, Sight
from kiosk.app.inspection.violation import Rule, Violation
from kiosk.modalities.touch import Site
from kiosk.visit.modes import Modes, Size

PRIMARY_MM = 20.0
ELDER_MM = 25.0
OTHER_MM = 16.0
APART_MM = 3.0
LOWEST_REACH_MM, HIGHEST_REACH_MM = 800.0, 1100.0  # above the floor
UTMOST_REACH_MM = 1220.0
_ROOM_FOR_DOUBLE_MM = 260.0
_ROUNDING_MM = 0.3
_SURELY_PRIMARY = frozenset({"yes", "submit", "idle-stay", "help-close", "bar-staff"})
_ROLES = frozenset(
    {QAccessible.Role.Button, QAccessible.Role.CheckBox, QAccessible.Role.RadioButton, QAccessible.Role.Link}
)


def of_keys(sight: Sight, modes: Modes, site: Site) -> Iterator[Violation]:
    """What is wrong with the controls on the screen."""
    for key in sight.keys:
        yield from _name(key)
        yield from _size(sight, key, elder=modes.elder)
        yield from _place(sight, key)
        if modes.reach and not key.page:
            yield from _reach(sight, key, site, modes)
    yield from _twins(sight.keys)
    for one, other in combinations([key for key in sight.keys if not key.page], 2):
        yield from _gap(sight, one, other)


def _name(key: Key) -> Iterator[Violation]:
    where = key.id or f"at {key.place.x():.0f}, {key.place.y():.0f}"
    if not key.id:
        yield Violation(Rule.UNNAMED, where, "no id")
    if not key.name.strip():
        yield Violation(Rule.UNNAMED, where, "no name")
    if key.role not in _ROLES:
        yield Violation(Rule.UNNAMED, where, f"its role is {key.role.name}")


def _twins(keys: tuple[Key, ...]) -> Iterator[Violation]:
    seen: set[str] = set()
    for key in keys:
        if key.id in seen:
            yield Violation(Rule.UNNAMED, key.id, "two controls have this id")
        seen.add(key.id)


def least_mm(key: Key, *, elder: bool) -> float:
    """How broad and tall a control is at least."""
    digit = key.id.removeprefix("key-").isdecimal()
    if key.primary or digit or key.id in _SURELY_PRIMARY:
        return ELDER_MM if elder else PRIMARY_MM
    return OTHER_MM


def _size(sight: Sight, key: Key, *, elder: bool) -> Iterator[Violation]:
    wide, tall = key.place.width() / sight.per_mm, key.place.height() / sight.per_mm
    least = least_mm(key, elder=elder)
    if min(wide, tall) < least - _ROUNDING_MM:
        yield Violation(Rule.TARGET, key.id, f"{wide:.1f} x {tall:.1f} mm of {least:.0f}")


def _place(sight: Sight, key: Key) -> Iterator[Violation]:
    if key.clipped or not sight.bounds.adjusted(-1, -1, 1, 1).contains(key.place):
        yield Violation(Rule.OUTSIDE, key.id, f"{key.place.x():.0f}, {key.place.y():.0f}")
    elif (over := sight.laid_over(key.place.adjusted(2, 2, -2, -2), key.item)) is not None and not key.page:
        yield Violation(Rule.OVERLAP, key.id, f"under {over.metaObject().className().partition('_QML')[0]}")


def _highest(site: Site, modes: Modes) -> float:
    """How high a hand reaches; on a screen that hangs high, letters of 200 % need the utmost."""
    band = HIGHEST_REACH_MM - max(LOWEST_REACH_MM, site.lowest_edge_mm)
    return UTMOST_REACH_MM if modes.size is Size.DOUBLE and band < _ROOM_FOR_DOUBLE_MM else HIGHEST_REACH_MM


def _reach(sight: Sight, key: Key, site: Site, modes: Modes) -> Iterator[Violation]:
    bottom = site.lowest_edge_mm + (sight.bounds.bottom() - key.place.bottom()) / sight.per_mm
    top = site.lowest_edge_mm + (sight.bounds.bottom() - key.place.top()) / sight.per_mm
    if bottom < LOWEST_REACH_MM - _ROUNDING_MM or top > _highest(site, modes) + _ROUNDING_MM:
        yield Violation(Rule.REACH, key.id, f"{bottom:.0f} to {top:.0f} mm above the floor")


def _gap(sight: Sight, one: Key, other: Key) -> Iterator[Violation]:
    across = max(one.place.left(), other.place.left()) - min(one.place.right(), other.place.right())
    down = max(one.place.top(), other.place.top()) - min(one.place.bottom(), other.place.bottom())
    apart = max(across, down) / sight.per_mm
    if apart < APART_MM - _ROUNDING_MM:
        yield Violation(Rule.GAP, f"{one.id} and {other.id}", f"{apart:.1f} mm of {APART_MM:.0f}")
