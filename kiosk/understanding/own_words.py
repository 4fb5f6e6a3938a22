"""What a hall says: our dialects, and what it wrote itself. The one place where both are read. docs/dialects.md."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kiosk.understanding.dialects import (
    FILES,
    FOLDER,
    Dialect,
    Written,
    beside,
    mean_two_things,
    read,
    with_learned,
)
from kiosk.understanding.sayings import SAYINGS
from kiosk.understanding.sheets import Mistake
from kiosk.visit.modes import MANDARIN


@dataclass(frozen=True, slots=True, eq=False)
class HallDialect:
    """One dialect as this hall speaks it; None: neither the hall's words nor ours can be used.

    `mistakes` keep the hall's words out, and ours are taken. `clashes`: what the hall and we understand otherwise; the
    hall is right. `gaps`: what nobody can ask for. `added`: how many phrases are the hall's own.
    """

    id: str
    dialect: Dialect | None
    mistakes: tuple[Mistake, ...] = ()
    clashes: tuple[Mistake, ...] = ()
    gaps: tuple[Mistake, ...] = ()
    added: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class HallWords:
    """What is understood here: `dialects` with Mandarin beside each; what is to be mended as in HallDialect."""

    dialects: tuple[Dialect, ...]
    mistakes: tuple[Mistake, ...]
    clashes: tuple[Mistake, ...]


def hall_words(ids: Sequence[str], own: Path | None = None) -> HallWords:
    """These dialects in this order, with the words of the hall's own folder; reads files, Mandarin in a second.

    Nothing is raised: what cannot be used is told, and leaves the terminal open.
    """
    known = {id_: hall_dialect(id_, own) for id_ in dict.fromkeys((*ids, MANDARIN))}
    mandarin = known[MANDARIN].dialect
    found = [dialect for id_ in ids if (dialect := known[id_].dialect) is not None]
    return HallWords(
        tuple(one if mandarin is None or one.id == MANDARIN else beside(one, mandarin) for one in found),
        (*no_folder(own), *(mistake for one in known.values() for mistake in one.mistakes)),
        tuple(clash for one in known.values() for clash in one.clashes),
    )


def no_folder(own: Path | None) -> tuple[Mistake, ...]:
    """A folder that is named and is not there: the hall thinks that its words are used."""
    if own is None or own.is_dir():
        return ()
    return (Mistake(str(own), 0, "there is no such folder; `[voice] sentences` in kiosk.toml names it"),)


def dialects_in(root: Path | None) -> tuple[str, ...]:
    """The ids of the folders there in which something is written."""
    if root is None or not root.is_dir():
        return ()
    return tuple(sorted(place.name for place in root.iterdir() if is_dialect(place)))


def is_dialect(folder: Path) -> bool:
    """Is anything written there?"""
    return folder.is_dir() and any(folder.glob("*.y*ml"))


def hall_dialect(id: str, own: Path | None = None) -> HallDialect:  # noqa: A002 - as everywhere
    """One dialect: ours with the hall's words before it, or the hall's alone."""
    ours = read(FOLDER / id) if (FOLDER / id).is_dir() else None
    if own is None or own.resolve() == FOLDER.resolve() or not (own / id).is_dir():
        return _ours(id, ours)
    theirs = read(own / id, adds=ours is not None)
    wrong = (*theirs.mistakes, *_unread_files(own / id))
    if wrong:
        return replace(_ours(id, ours), mistakes=(*wrong, *_stranger(id, ours)))
    added = len(theirs.places)
    if ours is None or ours.mistakes or theirs.alone:
        return HallDialect(id, theirs.dialect, gaps=theirs.gaps, added=added)
    clashes = tuple(_clashes(theirs, ours))
    return HallDialect(id, _joined(theirs.dialect, ours.dialect), clashes=clashes, gaps=ours.gaps, added=added)


def _ours(id: str, ours: Written | None) -> HallDialect:  # noqa: A002 - as everywhere
    if ours is None:
        return HallDialect(id, None, mistakes=(Mistake(id, 0, f"there is no such dialect; {_there_are()}"),))
    return HallDialect(id, None if ours.mistakes else ours.dialect, mistakes=ours.mistakes, gaps=ours.gaps)


def _stranger(id: str, ours: Written | None) -> tuple[Mistake, ...]:  # noqa: A002 - as everywhere
    """Most often a folder whose name was meant to be one of ours."""
    if ours is not None:
        return ()
    return (Mistake(id, 0, f"is none of our dialects, so it needs {', '.join(FILES)}; {_there_are()}"),)


def _there_are() -> str:
    return f"there are {', '.join(dialects_in(FOLDER))}"


def _unread_files(folder: Path) -> tuple[Mistake, ...]:
    """A file that is called otherwise is never read, and nobody would notice."""
    strange = sorted(path.name for path in folder.glob("*.y*ml") if path.name not in (*FILES, SAYINGS))
    files = ", ".join((*FILES, SAYINGS))
    return tuple(Mistake(f"{folder.name}/{name}", 0, f"is not read; there are {files}") for name in strange)


def _clashes(own: Written, ours: Written) -> Iterator[Mistake]:
    meant = _keys_of(own.dialect)
    for (key, phrase), place in ours.places.items():
        for mine in meant.get(phrase, ()):
            if mean_two_things(mine, key):
                file, _, line = own.places[mine, phrase].rpartition(":")
                told = (
                    f"`{phrase}` stands under `{mine}` here, and in ours under `{key}` ({place}); here it is `{mine}`"
                )
                yield Mistake(file, int(line), told)


def _joined(own: Dialect, ours: Dialect) -> Dialect:
    """The hall's words before ours; what it does not say of a dialect is as ours."""
    meant = _keys_of(own)
    both = replace(
        ours,
        name=own.name or ours.name,
        english=own.english or ours.english,
        choose=tuple(dict.fromkeys((*own.choose, *ours.choose))),
        greeting=own.greeting or ours.greeting,
        engines=own.engines or ours.engines,
        voice=own.voice or ours.voice,
        lexicon={**ours.lexicon, **own.lexicon},
        confusions=(*own.confusions, *ours.confusions),
        globals=_together(own.globals, ours.globals, meant),
        services=_together(own.services, ours.services, meant),
    )
    return with_learned(both, (*own.learned, *ours.learned))


def _together(
    own: Mapping[str, tuple[str, ...]], ours: Mapping[str, tuple[str, ...]], meant: Mapping[str, Sequence[str]]
) -> dict[str, tuple[str, ...]]:
    def stays(key: str, phrase: str) -> bool:
        return not any(mean_two_things(mine, key) for mine in meant.get(phrase, ()))

    return {
        key: tuple(dict.fromkeys((*own.get(key, ()), *(said for said in ours.get(key, ()) if stays(key, said)))))
        for key in dict.fromkeys((*ours, *own))
    }


def _keys_of(dialect: Dialect) -> dict[str, list[str]]:
    """Under which keys each phrase stands."""
    found: dict[str, list[str]] = {}
    for lists in (dialect.globals, dialect.services):
        for key, said in lists.items():
            for phrase in said:
                found.setdefault(phrase, []).append(key)
    return found
