"""What the inspection finds."""

from dataclasses import dataclass
from enum import StrEnum


class Rule(StrEnum):
    """What a page must keep; the numbers are those of docs/ACCESSIBILITY.md."""

    TEXT_HEIGHT = "text height"  # A11Y-01
    CONTRAST = "contrast"  # A11Y-03: of words
    EDGE = "edge"  # A11Y-03: of icons and of the edges of controls
    TARGET = "target"  # A11Y-04: too small for a finger
    GAP = "gap"  # A11Y-04: too near to the next one
    CUT_OFF = "cut off"  # A11Y-02: words broader than their place, or beyond its edge
    ELIDED = "elided"  # A11Y-02: words that end in dots; of words that are not ours it is the lesser evil
    OUTSIDE = "outside"  # A11Y-02: beyond the window, or out of the key that bears it
    OVERLAP = "overlap"  # words on words, or something opaque on words or keys
    UNNAMED = "unnamed"  # A11Y-22: a control without an id, a name or a role of its own
    ORDER = "order"  # A11Y-22: focus, reading and speech differ
    ABSENT = "absent"  # A11Y-22: the keypad could choose what is nowhere on the screen
    SENTENCE = "sentence"  # A11Y-19: more than 25 hanzi
    CHOICES = "choices"  # A11Y-19: more than six
    COLOUR_ALONE = "colour alone"  # A11Y-17: a mark without a shape
    FLASH = "flash"  # A11Y-18: more than three times a second
    REACH = "reach"  # A11Y-06: outside of what a person who sits can reach


@dataclass(frozen=True, slots=True)
class Violation:
    """One thing that is wrong: where (an item's id, or the words themselves), and the measure.

    It quotes the screen. Make it only of scenes whose people are invented.
    """

    rule: Rule
    where: str
    detail: str = ""

    def __str__(self) -> str:
        return f"{self.rule}: {self.where}{f' ({self.detail})' if self.detail else ''}"

    def to_json(self) -> dict[str, str]:
        """For reports."""
        return {"rule": self.rule.value, "where": self.where, "detail": self.detail}
