"""From Chinese, the source, into the tongue of the visit. One file of translations serves words and pages alike.

assets/translations/linli_en.ts is Qt Linguist's own XML; it is read here without Qt, at the first word of English.
The same source has the same translation everywhere (a test sees to it), so that a word needs no context to be found.
"""

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from importlib.resources import files
from typing import TypeVar, cast
from xml.etree import ElementTree as ET

from kiosk.visit.modes import Tongue
from kiosk.visit.text import Text
from kiosk.visit.values import Value

FILE = "linli_en.ts"
_CHINESE = re.compile("[\u3000-\u303f\u3400-\u9fff\uff00-\uffef“”]")
T = TypeVar("T")


@cache
def english_words() -> Mapping[str, str]:
    """Every finished translation by its source.

    Raises: OSError, ElementTree.ParseError (the file is part of the program: a test reads it)
    """
    source = files("assets").joinpath("translations", FILE).read_text(encoding="utf-8")
    found = {}
    for message in ET.fromstring(source).iter("message"):  # noqa: S314 - our own file, not one that came from outside
        translation = message.find("translation")
        words = message.findtext("source")
        if words and translation is not None and translation.text and translation.get("type") is None:
            found[words] = translation.text
    return found


def needs_translation(source: str) -> bool:
    """Is anything Chinese in it? `{name}` and `—` are the same in every tongue."""
    return _CHINESE.search(source) is not None


def in_english(source: str) -> str:
    """The English of a source; a source that nobody has translated stays as it is."""
    return english_words().get(source, source)


def translated(thing: T, tongue: Tongue) -> T:
    """The same thing with every Text in it in a tongue: a Text, a tuple, or a frozen dataclass such as a Scene.

    Where nothing changes, the very same object is returned.
    """
    return thing if tongue is Tongue.CHINESE else cast("T", _english(thing))


def shown(words: Text, tongue: Tongue) -> str:
    """A sentence as it is written in a tongue."""
    return translated(words, tongue).shown()


def said(words: Text, tongue: Tongue) -> str:
    """A sentence as it is said in a tongue."""
    return translated(words, tongue).spoken()


def _english(thing: object) -> object:
    if isinstance(thing, Text):
        return _english_text(thing)
    if isinstance(thing, tuple):
        changed = tuple(_english(part) for part in thing)
        return changed if any(a is not b for a, b in zip(changed, thing, strict=True)) else thing
    if is_dataclass(thing) and not isinstance(thing, type):
        return _english_dataclass(thing)
    return thing


def _english_dataclass(thing: object) -> object:
    before = {field.name: getattr(thing, field.name) for field in fields(thing) if field.init}  # type: ignore[arg-type]
    after = {name: _english(value) for name, value in before.items()}
    changed = {name: value for name, value in after.items() if value is not before[name]}
    return replace(thing, **changed) if changed else thing  # type: ignore[type-var]


def _english_text(words: Text) -> Text:
    """A sentence that nobody has translated stays whole in Chinese: half a sentence helps nobody."""
    template = english_words().get(words.template, "" if needs_translation(words.template) else words.template)
    if not template or words.tongue is Tongue.ENGLISH:
        return words
    return Text(template, tuple((name, _english_value(value)) for name, value in words.values), Tongue.ENGLISH)


def _english_value(value: Value | Text | str) -> Value | Text | str:
    return _english_text(value) if isinstance(value, Text) else value
