"""Input events: what keypads, headphone jacks and scanners that type are read by."""

from hardware.keypad.contract import Key
from hardware.keypad.key_map import key_map
from hardware.keypad.strikes import Strikes
from hardware.transport.input_events import EventReader, EventType, Stroke
from tests.fuzz.target import Target

_KEYS = key_map()


def _feed(octets: bytes) -> None:
    """In pieces of 7: what is torn must be read as what is whole."""
    torn, whole = EventReader(), EventReader()
    pieces = [event for start in range(0, len(octets), 7) for event in torn.feed(octets[start : start + 7])]
    events = whole.feed(octets)
    assert pieces == events
    assert torn.skipped == whole.skipped <= len(octets)
    strikes = Strikes()
    for n, event in enumerate(events):
        key = _KEYS.key(event.code)
        assert key is None or key in Key
        if event.type == EventType.KEY and key is not None and Stroke(event.value) is Stroke.PRESS:
            strikes.press(key, n / 10)


def _event(kind: int, code: int, value: int) -> bytes:
    moment = (1_800_000_000).to_bytes(8, "little") + (250_000).to_bytes(8, "little")
    return moment + kind.to_bytes(2, "little") + code.to_bytes(2, "little") + value.to_bytes(4, "little")


_REPORT = _event(0, 0, 0)

TARGETS = (
    Target(
        "input events",
        _feed,
        (
            _event(1, 28, 1) + _REPORT + _event(1, 28, 0) + _REPORT,
            _event(5, 2, 1) + _REPORT,
            _event(0, 3, 0) + _event(1, 103, 1) + _REPORT,
        ),
    ),
)
