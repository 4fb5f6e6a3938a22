"""The reports of an LD2410 radar: bytes to what it sees. Sources, and how sure: docs/devices/presence_sensor.md.

A report: F4 F3 F2 F1, length (2, little-endian), payload, F8 F7 F6 F5. The payload: 02 (basic) or 01 (engineering), AA,
target state, distance of what moves (2, cm), its energy, distance of what rests (2), its energy, distance of detection
(2), in engineering mode more, then 55 and a byte that is not used.
"""

from dataclasses import dataclass

_HEAD = b"\xf4\xf3\xf2\xf1"
_TAIL = b"\xf8\xf7\xf6\xf5"
_SHORTEST = 13
_LONGEST = 64
_BEFORE = len(_HEAD) + 2
_KINDS = {0x01, 0x02}
_MOVING = 1
_STATES_END = 4  # newer firmware counts on, while it measures the noise of the room: those say nothing of people


@dataclass(frozen=True, slots=True)
class Report:
    """What the radar sees: whether a target, None while it measures itself; and how far in centimetres."""

    target: bool | None
    distance_cm: int | None


class Reports:
    """Cuts a stream into reports, however it is torn, and finds its step again behind garbage; never raises."""

    def __init__(self) -> None:
        self._rest = b""
        self.skipped = 0

    def feed(self, received: bytes) -> list[Report]:
        """The reports that are complete now; `skipped` counts the bytes that made no sense."""
        data, reports, at = self._rest + received, [], 0
        while (head := data.find(_HEAD, at)) >= 0:
            self.skipped += head - at
            at = head
            if len(data) - at < _BEFORE:
                break
            length = int.from_bytes(data[at + len(_HEAD) : at + _BEFORE], "little")
            end = at + _BEFORE + length + len(_TAIL)
            possible = _SHORTEST <= length <= _LONGEST
            if possible and len(data) < end:
                break
            report = _report(data[at:end], length) if possible else None
            if report is not None:
                reports.append(report)
            # Behind a damaged frame the search goes on within it: it may have swallowed the head of the next one.
            self.skipped += 0 if report is not None else 1
            at = end if report is not None else at + 1
        self._keep(data[at:])
        return reports

    def _keep(self, data: bytes) -> None:
        if not data.startswith(_HEAD):
            # The beginning of a head may be all that has come of it.
            kept = next((data[-size:] for size in (3, 2, 1) if data.endswith(_HEAD[:size])), b"")
            self.skipped += len(data) - len(kept)
            data = kept
        self._rest = data


def _report(frame: bytes, length: int) -> Report | None:
    payload = frame[_BEFORE : _BEFORE + length]
    if not frame.endswith(_TAIL) or payload[0] not in _KINDS or payload[1] != 0xAA or payload[-2] != 0x55:
        return None
    state = payload[2]
    if state >= _STATES_END:
        return Report(None, None)
    if state == 0:
        return Report(False, None)
    at = 3 if state & _MOVING else 6
    return Report(True, int.from_bytes(payload[at : at + 2], "little"))
