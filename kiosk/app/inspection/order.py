"""Rules of order: what the keypad walks through, what is said, and what the eye reads are one list."""

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import QRectF

from kiosk.app.inspection.sight import Node, Sight
from kiosk.app.inspection.violation import Rule, Violation
from kiosk.visit.items import Item, ItemKind, items_of
from kiosk.visit.modes import Modes
from kiosk.visit.prompts import AnyPrompt, EnterText, Script

TURNS_ON = "-on"  # how the ids of keys end that turn over what has no room: what is absent is a key press away
_SAME_LINE = 0.5  # of the lower of two things: side by side


def of_the_order(sight: Sight, prompt: AnyPrompt, modes: Modes) -> Iterator[Violation]:
    """Where the order on the screen is not that of `items_of`, which focus and speech follow."""
    items = items_of(prompt, elder=modes.elder)
    ids = {item.id for item in items}
    there = {node.item.objectName(): node for node in sight.nodes if node.item.objectName() in ids}
    if not all(sight.seen(node.item) for node in there.values()):
        return  # a sheet lies over the page, and has a key of its own
    yield from _absent(sight, items, there, prompt)
    for one, other in pairwise([item for item in items if item.id in there]):
        yield from _pair(sight, one, other, there, modes)


def _absent(sight: Sight, items: tuple[Item, ...], there: dict[str, Node], prompt: AnyPrompt) -> Iterator[Violation]:
    turns = any(key.id.endswith(TURNS_ON) for key in sight.keys)
    # Her pinyin keyboard types letters, erases and has a key for the end of its own.
    typed = isinstance(prompt, EnterText) and prompt.script is Script.CHINESE
    for item in items:
        elsewhere = turns or (typed and item.kind in (ItemKind.TYPE, ItemKind.ERASE))
        if item.id not in there and not elsewhere:
            yield Violation(Rule.ABSENT, item.id, item.aloud)


def _pair(sight: Sight, one: Item, other: Item, there: dict[str, Node], modes: Modes) -> Iterator[Violation]:
    first, second = there[one.id], there[other.id]
    beside = _in_columns(sight, one, other) and _beside(second.place, first.place, left=modes.left_handed)
    if _reads_before(second.place, first.place) and not beside:
        yield Violation(Rule.ORDER, other.id, f"it is read before {one.id}, and said after it")
    if second.start < first.start:
        yield Violation(Rule.ORDER, other.id, f"it is told to assistive technology before {one.id}, and said after it")


def _in_columns(sight: Sight, one: Item, other: Item) -> bool:
    """True where a column ends and the next begins: facts and actions, or digits and what ends the entry."""
    told = sight.broad and one.kind is ItemKind.READ
    return one.kind is not other.kind and (told or one.kind is ItemKind.TYPE)


def _reads_before(one: QRectF, other: QRectF) -> bool:
    """True if the eye meets `one` first: higher, or on the same line and further left."""
    shared = min(one.bottom(), other.bottom()) - max(one.top(), other.top())
    if shared > _SAME_LINE * min(one.height(), other.height()):
        return one.left() < other.left()
    return one.top() < other.top()


def _beside(one: QRectF, other: QRectF, *, left: bool) -> bool:
    return one.right() <= other.left() + 1 if left else one.left() >= other.right() - 1
