"""Dialects as data: what a folder of assets/sentences says, checked line by line. docs/dialects.md tells the format."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType

from kiosk.understanding.confusions import Confusion
from kiosk.understanding.dialect_sheet import MOST_PHRASES, VOICES, DialectSheet, phrases_of
from kiosk.understanding.evidence import Evidence, Learned
from kiosk.understanding.notation import around_slots
from kiosk.understanding.sayings import HALLS_TIMES, SAYINGS, Sayings
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
    "social_insurance", "contacts", "resume", "my_face", "insurance_certificate", "pay_bills", "payment_help", "water",
    "power", "gas", "property_fee", "parcel_pick_up", "parcel_drop_off", "medical_insurance", "pension_proof",
    "residence_permit", "disability", "elder_meals", "bus_card", "hall_guide", "appointment", "complaint", "rating",
    "certificate",
)  # fmt: skip
"""The services that people ask for, whether this hall offers them or not."""
WIDER: Mapping[str, str] = MappingProxyType({"water": "pay_bills", "power": "pay_bills", "gas": "pay_bills"})
"""The service that does this among other things: what is asked for is offered, or is missing, under its name."""
WISHES = tuple(wish.value for wish in Wish)
_TOLD_APART = (YES_AND_NO, ENTRY_WORDS, (*WISHES, *SERVICES))
"""Words of one page: the same words under two of these keys would be taken for either."""

LEAST_SIGNS = 2
"""Of a phrase for a service, slots apart."""
_ID = re.compile(r"[a-z][a-z0-9_]{0,31}")


@dataclass(frozen=True, slots=True, eq=False)
class Dialect:
    """What is said in a dialect. `globals` and `services` hold every phrase whole; `engines` are ids, best first.

    `voice` is which of our voices answers, `lexicon` its words and the Mandarin ones. `learned` is what its sayings
    have in common, `evidence` the same beside Mandarin's; `with_learned` makes both.
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
    learned: tuple[Learned, ...] = field(default=(), repr=False)
    evidence: Evidence = field(default=Evidence(), repr=False)


class DialectMistakes(Exception):
    """A dialect that cannot be used as it is written."""

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        super().__init__("\n".join(str(mistake) for mistake in mistakes))
        self.mistakes = mistakes


@dataclass(frozen=True, slots=True, eq=False)
class Written:
    """The folder of a dialect as it was read. `places`: where each phrase of each key stands.

    `alone`: it wants nothing of ours beside it. `gaps`: the services and wishes that it has no words for.
    """

    dialect: Dialect
    mistakes: tuple[Mistake, ...]
    gaps: tuple[Mistake, ...]
    places: Mapping[tuple[str, str], str]
    alone: bool


def load(folder: Path) -> Dialect:
    """The dialect of a folder, whose name is its id.

    What it does not say at all is no mistake here: it is not understood in this dialect.

    Raises: DialectMistakes, all of them with their lines
    """
    written = read(folder)
    if written.mistakes:
        raise DialectMistakes(written.mistakes)
    return written.dialect


def check(folder: Path) -> tuple[Mistake, ...]:
    """What is wrong in the folder of a dialect, and which services and wishes it has no words for."""
    written = read(folder)
    return (*written.mistakes, *written.gaps)


@lru_cache(maxsize=16)
def dialect_of(dialect_id: str, root: Path = FOLDER) -> Dialect:
    """A dialect by its id, with all that Mandarin says beside it; read once, Mandarin in a second.

    Raises: DialectMistakes, also where there is none
    """
    if not _ID.fullmatch(dialect_id):
        raise DialectMistakes((Mistake(str(root), 0, "there is no such dialect"),))
    dialect = load(root / dialect_id)
    return dialect if dialect_id == MANDARIN else beside(dialect, dialect_of(MANDARIN, root))


def beside(dialect: Dialect, mandarin: Dialect) -> Dialect:
    """A dialect with Mandarin's phrases behind its own: people mix them. Where they disagree the dialect is right."""
    both = replace(
        dialect,
        globals=_joined(dialect.globals, mandarin.globals),
        services=_joined(dialect.services, mandarin.services),
    )
    return with_learned(both, (*dialect.learned, *mandarin.learned))


def with_learned(dialect: Dialect, learned: tuple[Learned, ...]) -> Dialect:
    """The dialect with what sayings tell in it."""
    return replace(dialect, learned=learned, evidence=Evidence(learned, dialect.lexicon))


def _joined(own: Mapping[str, tuple[str, ...]], more: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    taken = {phrase for phrases in own.values() for phrase in phrases}
    return {
        key: (*own.get(key, ()), *(phrase for phrase in more.get(key, ()) if phrase not in taken))
        for key in dict.fromkeys((*own, *more))
    }


def mean_two_things(one: str, other: str) -> bool:
    """Would words under these two keys be taken for either? A `yes` is not asked for where a name is typed."""
    return one != other and any(one in keys and other in keys for keys in _TOLD_APART)


def read(folder: Path, *, adds: bool = False) -> Written:
    """The folder of a dialect with all its mistakes; `adds`: its files may leave out what ours say."""
    about = Sheet(folder / FILES[0], _shown(folder, FILES[0]), optional=adds)
    facts = DialectSheet(about, adds=adds)
    adds = adds and not facts.alone
    everywhere, asked = (Sheet(folder / name, _shown(folder, name), optional=adds) for name in FILES[1:])
    globals_, services = _phrase_lists(everywhere, GLOBALS), _phrase_lists(asked, SERVICES)
    sayings = Sayings(folder / SAYINGS, _shown(folder, SAYINGS), (*SERVICES, *WISHES))
    _enough_to_go_by(asked, services)
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
        globals={key: tuple(said) for key, said in globals_.items()},
        services={key: tuple(said) for key, said in services.items()},
    )
    facts.nothing_else()
    for keys in _TOLD_APART:
        _each_means_one_thing([(everywhere, globals_), (asked, services)], keys)
    sheets = ((everywhere, globals_, GLOBALS), (asked, services, SERVICES))
    # The phrases of another dialect would count too much: its small words (喺边, 唔好) stand nowhere else.
    phrases = {**dialect.globals, **dialect.services} if dialect.id == MANDARIN else {}
    return Written(
        dialect=with_learned(dialect, (sayings.learned(phrases, HALLS_TIMES if adds else 1),)),
        mistakes=tuple(mistake for sheet in (about, everywhere, asked, sayings.sheet) for mistake in sheet.mistakes),
        gaps=() if adds else tuple(gap for sheet, lists, keys in sheets for gap in _gaps(sheet, lists, keys)),
        places={
            **{place: f"{sayings.sheet.shown}:{line}" for place, line in sayings.places.items()},
            **{
                (key, phrase): f"{sheet.shown}:{line}"
                for sheet, lists, _ in sheets
                for key, said in lists.items()
                for phrase, line in said.items()
            },
        },
        alone=facts.alone,
    )


def _gaps(sheet: Sheet, lists: Mapping[str, object], keys: tuple[str, ...]) -> tuple[Mistake, ...]:
    """Of a file that could not be read at all, nothing else is told."""
    return tuple(Mistake(sheet.shown, 0, f"`{key}:` is missing") for key in keys if sheet.is_read and key not in lists)


def _phrase_lists(sheet: Sheet, keys: tuple[str, ...]) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for key, (line, node) in sheet.rows().items():
        if key not in keys:
            sheet.wrong(line, f"nobody knows `{key}`; there are {', '.join(keys)}")
        else:
            room = MOST_PHRASES - sum(map(len, found.values()))
            found[key] = phrases_of(sheet, sheet.words(node), room)
    return found


def _enough_to_go_by(sheet: Sheet, lists: Mapping[str, Mapping[str, int]]) -> None:
    """A single sign is a part of so much else that a service would be heard in everything."""
    for said in lists.values():
        for phrase, line in said.items():
            if len("".join(around_slots(phrase))) < LEAST_SIGNS:
                sheet.wrong(line, f"`{phrase}` is too short: {LEAST_SIGNS} signs are the least for a service")


def _each_means_one_thing(
    sheets: Sequence[tuple[Sheet, Mapping[str, Mapping[str, int]]]], keys: tuple[str, ...]
) -> None:
    meant: dict[str, tuple[str, str]] = {}
    for sheet, lists in sheets:
        for key, said in lists.items():
            for phrase, line in said.items() if key in keys else ():
                first, place = meant.setdefault(phrase, (key, f"{sheet.shown}:{line}"))
                if first != key:
                    sheet.wrong(line, f"`{phrase}` stands under `{first}` ({place}) and under `{key}`")


def _shown(folder: Path, name: str) -> str:
    return f"{folder.name}/{name}"
