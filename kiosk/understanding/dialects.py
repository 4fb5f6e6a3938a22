"""Dialects as data: what a folder of assets/sentences says, checked line by line. docs/dialects.md tells the format."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from kiosk.understanding.confusions import Confusion
from kiosk.understanding.dialect_sheet import MOST_PHRASES, VOICES, DialectSheet, phrases_of
from kiosk.understanding.sheets import Mistake, Sheet
from kiosk.understanding.vocabulary import Wish
from kiosk.visit.modes import MANDARIN

FOLDER = Path(str(files("assets"))) / "sentences"
FILES = ("dialect.yaml", "globals.yaml", "services.yaml")
YES_AND_NO = ("yes", "no")
ENTRY_WORDS = ("finish", "clear", "erase")
GLOBALS = (*(wish.value for wish in Wish), *YES_AND_NO, *ENTRY_WORDS, "leave")
"""What may be said everywhere, or to every prompt of a kind."""
SERVICES = (
    "social_insurance", "contacts", "resume", "water", "power", "gas", "property_fee", "parcel_pick_up",
    "parcel_drop_off", "medical_insurance", "pension_proof", "residence_permit", "disability", "elder_meals",
    "bus_card", "hall_guide", "appointment", "complaint", "rating", "certificate",
)  # fmt: skip
"""The services that people ask for, whether this hall offers them or not."""

_ID = re.compile(r"[a-z][a-z0-9_]{0,31}")


@dataclass(frozen=True, slots=True, eq=False)
class Dialect:
    """What is said in a dialect. `globals` and `services` hold every phrase whole; `engines` are ids, best first.

    `voice` is which of our voices answers, `lexicon` its words and the Mandarin ones.
    """

    id: str
    name: str
    english: str
    choose: tuple[str, ...] = ()
    greeting: str = ""
    engines: tuple[str, ...] = ()
    voice: str = VOICES[0]
    lexicon: Mapping[str, str] = field(default_factory=dict)
    confusions: tuple[Confusion, ...] = ()
    globals: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    services: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


class DialectMistakes(Exception):
    """A dialect that cannot be used as it is written."""

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        super().__init__("\n".join(str(mistake) for mistake in mistakes))
        self.mistakes = mistakes


def load(folder: Path) -> Dialect:
    """The dialect of a folder, whose name is its id.

    What it does not say at all is no mistake here: it is not understood in this dialect.

    Raises: DialectMistakes, all of them with their lines
    """
    dialect, mistakes = _read(folder)
    if mistakes:
        raise DialectMistakes(mistakes)
    return dialect


def check(folder: Path) -> tuple[Mistake, ...]:
    """What is wrong in the folder of a dialect, and which services and wishes it has no words for."""
    dialect, mistakes = _read(folder)
    gaps = [
        Mistake(_shown(folder, FILES[1]), 0, f"`{key}:` is missing") for key in GLOBALS if key not in dialect.globals
    ]
    gaps += [
        Mistake(_shown(folder, FILES[2]), 0, f"`{key}:` is missing") for key in SERVICES if key not in dialect.services
    ]
    return (*mistakes, *gaps)


@lru_cache(maxsize=16)
def dialect_of(dialect_id: str, root: Path = FOLDER) -> Dialect:
    """A dialect by its id, with all that Mandarin says beside it; read once, which takes some ten milliseconds.

    Raises: DialectMistakes, also where there is none
    """
    if not _ID.fullmatch(dialect_id):
        raise DialectMistakes((Mistake(str(root), 0, "there is no such dialect"),))
    dialect = load(root / dialect_id)
    return dialect if dialect_id == MANDARIN else beside(dialect, dialect_of(MANDARIN, root))


def beside(dialect: Dialect, mandarin: Dialect) -> Dialect:
    """A dialect with Mandarin's phrases behind its own: people mix them. Where they disagree the dialect is right."""
    return replace(
        dialect,
        globals=_joined(dialect.globals, mandarin.globals),
        services=_joined(dialect.services, mandarin.services),
    )


def _joined(own: Mapping[str, tuple[str, ...]], more: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    taken = {phrase for phrases in own.values() for phrase in phrases}
    return {
        key: (*own.get(key, ()), *(phrase for phrase in more.get(key, ()) if phrase not in taken))
        for key in dict.fromkeys((*own, *more))
    }


def _read(folder: Path) -> tuple[Dialect, tuple[Mistake, ...]]:
    about, everywhere, asked = (Sheet(folder / name, _shown(folder, name)) for name in FILES)
    facts = DialectSheet(about)
    dialect = Dialect(
        id=folder.name,
        name=facts.one("name"),
        english=facts.one("english"),
        choose=facts.phrases("choose"),
        greeting=facts.one("greeting"),
        engines=facts.engines(),
        voice=facts.voice(),
        lexicon=facts.lexicon(),
        confusions=facts.confusions(),
        globals=_phrase_lists(everywhere, GLOBALS),
        services=_phrase_lists(asked, SERVICES),
    )
    facts.nothing_else()
    wishes = {key: said for key, said in dialect.globals.items() if key not in {*YES_AND_NO, *ENTRY_WORDS, "leave"}}
    for sheet, lists in (
        (everywhere, wishes),
        (everywhere, {key: dialect.globals.get(key, ()) for key in YES_AND_NO}),
        (everywhere, {key: dialect.globals.get(key, ()) for key in ENTRY_WORDS}),
        (asked, {**wishes, **dialect.services}),
    ):
        _each_means_one_thing(sheet, lists)
    return dialect, tuple(mistake for sheet in (about, everywhere, asked) for mistake in sheet.mistakes)


def _phrase_lists(sheet: Sheet, keys: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for key, (line, node) in sheet.rows().items():
        if key not in keys:
            sheet.wrong(line, f"nobody knows `{key}`; there are {', '.join(keys)}")
        else:
            room = MOST_PHRASES - sum(map(len, found.values()))
            found[key] = phrases_of(sheet, sheet.words(node), room)
    return found


def _each_means_one_thing(sheet: Sheet, lists: Mapping[str, tuple[str, ...]]) -> None:
    meant: dict[str, str] = {}
    lines = {key: line for key, (line, _) in sheet.rows().items()}
    for key, phrases in lists.items():
        for phrase in phrases:
            if meant.setdefault(phrase, key) != key:
                sheet.wrong(lines.get(key, 0), f"`{phrase}` stands under `{meant[phrase]}` and under `{key}`")


def _shown(folder: Path, name: str) -> str:
    return f"{folder.name}/{name}"
