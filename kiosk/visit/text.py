"""A sentence for a person: one Chinese template, shown one way and said another.

The template stays apart from its values for two reasons: Qt Linguist translates templates, and a value is
written differently than it is spoken ("138 0013 8000" / "幺三八 零零幺三 八零零零").
"""

import re
from dataclasses import dataclass

from kiosk.visit.values import Value


@dataclass(frozen=True, slots=True)
class Text:
    """A template such as `养老保险已缴 {time}` and the typed values that fill it."""

    template: str
    values: tuple[tuple[str, "Value | Text | str"], ...] = ()

    def shown(self) -> str:
        """As it stands on the screen or on paper."""
        return self.template.format_map({name: _shown(value) for name, value in self.values})

    def spoken(self) -> str:
        """As it is said: no digits are left but in plain strings, and no gap is left where a value stood."""
        said = self.template.format_map({name: _spoken(value) for name, value in self.values})
        return _GAPS.sub("", said)

    def __bool__(self) -> bool:
        return bool(self.template)


def text(template: str, **values: "Value | Text | str") -> Text:
    """Make a sentence; the first argument is what translators see."""
    return Text(template, tuple(values.items()))


NOTHING = Text("")

# Around figures the screen has thin gaps; speech has none beside a Chinese character.
_GAPS = re.compile(r"(?<=[^\x00-\x7f]) +| +(?=[^\x00-\x7f])")


def _shown(value: "Value | Text | str") -> str:
    return value if isinstance(value, str) else value.shown()


def _spoken(value: "Value | Text | str") -> str:
    return value if isinstance(value, str) else value.spoken()
