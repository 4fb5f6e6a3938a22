"""A sentence for a person: one Chinese template, shown one way and said another.

The template stays apart from its values for two reasons: Qt Linguist translates templates, and a value is
written differently than it is spoken ("138 0013 8000" / "幺三八 零零幺三 八零零零").
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kiosk.visit import english
from kiosk.visit.modes import Tongue
from kiosk.visit.values import Value


@dataclass(frozen=True, slots=True)
class Text:
    """A template such as `养老保险已缴 {time}` and the typed values that fill it.

    `tongue` is the language of the template; only `kiosk.visit.translation` makes a Text in another one.
    """

    template: str
    values: tuple[tuple[str, "Value | Text | str"], ...] = ()
    tongue: Tongue = Tongue.CHINESE

    def shown(self) -> str:
        """As it stands on the screen or on paper."""
        return self.template.format_map({name: _shown(value, self.tongue) for name, value in self.values})

    def spoken(self) -> str:
        """As it is said: no digits are left but in plain strings, and no gap is left where a value stood."""
        said = self.template.format_map({name: _spoken(value, self.tongue) for name, value in self.values})
        return said if self.tongue is Tongue.ENGLISH else _GAPS.sub("", said)

    def __bool__(self) -> bool:
        return bool(self.template)


def text(template: str, **values: "Value | Text | str") -> Text:
    """Make a sentence; the first argument is what translators see."""
    return Text(template, tuple(values.items()))


NOTHING = Text("")

# Around figures the screen has thin gaps; speech has none beside a Chinese character.
_GAPS = re.compile(r"(?<=[^\x00-\x7f]) +| +(?=[^\x00-\x7f])")
_ENDS = ("。", "？", "！", ".", "?", "!")


def ended(sentence: str, tongue: Tongue) -> str:
    """The sentence with a full stop, if it has no end yet."""
    return sentence if sentence.endswith(_ENDS) else sentence + ("." if tongue is Tongue.ENGLISH else "。")


def open_ended(sentence: str) -> str:
    """The sentence without its full stop, to be put into another."""
    return sentence.rstrip("。.")


def in_a_breath(clauses: Iterable[str], tongue: Tongue) -> str:
    """Clauses one after the other, with no end yet; empty ones are left out."""
    return (", " if tongue is Tongue.ENGLISH else "，").join(clause for clause in clauses if clause)


def breath(*clauses: Text) -> str:
    """Clauses as one sentence, in the tongue of the first: `养老保险已缴，十八年零四个月。`."""
    tongue = clauses[0].tongue
    return ended(in_a_breath((clause.spoken() for clause in clauses), tongue), tongue)


def in_a_row(sentences: Iterable[str], tongue: Tongue) -> str:
    """Sentences one after the other; empty ones are left out."""
    return (" " if tongue is Tongue.ENGLISH else "").join(sentence for sentence in sentences if sentence)


def _shown(value: "Value | Text | str", tongue: Tongue) -> str:
    if isinstance(value, str):
        return value
    return english.shown(value) if tongue is Tongue.ENGLISH and not isinstance(value, Text) else value.shown()


def _spoken(value: "Value | Text | str", tongue: Tongue) -> str:
    if isinstance(value, str):
        return value
    return english.spoken(value) if tongue is Tongue.ENGLISH and not isinstance(value, Text) else value.spoken()
