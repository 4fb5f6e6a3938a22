"""From the key events of a scanner that pretends to be a keyboard to codes, and hands that type told from scanners."""

from dataclasses import dataclass

from hardware.code_scanner.contract import ScannerReason
from hardware.code_scanner.pieces import LONGEST, Piece, Spoilt, Text
from hardware.code_scanner.us_layout import CHARACTERS, ENDS, SHIFTS
from hardware.transport.input_events import SYN_DROPPED, EventType, InputEvent, Stroke


@dataclass(frozen=True, slots=True)
class Habits:
    """How this scanner types: seconds from key to key on the average, the fewest characters, and whether an Enter ends.

    On the average, because a busy machine may look late at one key, but not at all of them.
    """

    gap_s: float = 0.05
    shortest: int = 6
    enter: bool = True


class Keystrokes:
    """Puts keys together; times are seconds of a stopwatch, read when the events were."""

    def __init__(self, habits: Habits) -> None:
        self._habits = habits
        self._shifts: set[int] = set()
        self._lost_step = False
        self._skipping = False  # a code without an end was refused, and its end is awaited
        self._characters: list[str] = []
        self._began = self._last = 0.0
        self._trouble: ScannerReason | None = None

    @property
    def begun(self) -> bool:
        """Whether a code has begun and its end is awaited."""
        return bool(self._characters) or self._trouble is not None or self._skipping

    def feed(self, event: InputEvent, now: float) -> list[Piece]:
        """Take in an event and give out the code that it ends."""
        if event.type == EventType.SYN:
            self._sync(event.code, now)
        elif event.type == EventType.KEY and not self._lost_step:
            return self._key(event, now)
        return []

    def quiet(self) -> list[Piece]:
        """No key came for so long that what has begun does not go on."""
        if not self.begun:
            return []
        if self._skipping or not self._habits.enter:
            return self._end(self._last)
        # One key and then nothing is a finger; many that were quick, and no Enter, are half a code.
        slow = self._gap(self._last) > self._habits.gap_s or len(self._characters) < 2
        return self._spoilt(self._trouble or (ScannerReason.CODE_TYPED if slow else ScannerReason.CODE_TORN))

    def _sync(self, code: int, now: float) -> None:
        """After SYN_DROPPED everything up to the next report is half a story, and which Shift is held is not known."""
        self._lost_step = code == SYN_DROPPED
        if self._lost_step:
            self._shifts.clear()
            self._spoil(ScannerReason.CODE_TORN, now)

    def _key(self, event: InputEvent, now: float) -> list[Piece]:
        if event.code in SHIFTS:
            (self._shifts.discard if event.value == Stroke.RELEASE else self._shifts.add)(event.code)
        elif event.value == Stroke.HELD:
            self._spoil(ScannerReason.CODE_TYPED, now)  # no scanner leans on a key
        elif event.value == Stroke.PRESS:
            if event.code in ENDS:
                return self._end(now) if self.begun else []
            return self._press(event.code, now)
        return []

    def _press(self, code: int, now: float) -> list[Piece]:
        pair = CHARACTERS.get(code)
        if self._skipping:
            return []
        if pair is None:
            self._spoil(ScannerReason.CODE_UNREADABLE, now)
        elif len(self._characters) >= LONGEST:
            refusal = self._spoilt(ScannerReason.CODE_TOO_LONG)
            self._skipping = True
            return refusal
        else:
            self._mark(now)
            self._characters.append(pair[bool(self._shifts)])
        return []

    def _spoil(self, reason: ScannerReason, now: float) -> None:
        self._mark(now)
        self._trouble = self._trouble or reason

    def _mark(self, now: float) -> None:
        if not self.begun:
            self._began = now
        self._last = now

    def _end(self, now: float) -> list[Piece]:
        if self._skipping:
            self._clear()
            return []
        if self._trouble is not None:
            return self._spoilt(self._trouble)
        if self._gap(now) > self._habits.gap_s:
            return self._spoilt(ScannerReason.CODE_TYPED)
        if len(self._characters) < self._habits.shortest:
            return self._spoilt(ScannerReason.CODE_UNREADABLE)
        text = Text(self._began, "".join(self._characters))
        self._clear()
        return [text]

    def _gap(self, now: float) -> float:
        return (now - self._began) / max(1, len(self._characters))

    def _spoilt(self, reason: ScannerReason) -> list[Piece]:
        spoilt = Spoilt(self._began, reason)
        self._clear()
        return [spoilt]

    def _clear(self) -> None:
        self._skipping = False
        self._characters = []
        self._began = self._last = 0.0
        self._trouble = None
