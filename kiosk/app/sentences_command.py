"""`kiosk voice check`: what is wrong in the files of a dialect, by file and line, for somebody who is no programmer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kiosk.model_packs.manifest import manifest
from kiosk.understanding.dialects import FOLDER, Dialect
from kiosk.understanding.own_words import dialects_in, hall_dialect, is_dialect, no_folder
from kiosk.understanding.sheets import Mistake

WELL, UNWELL = 0, 1


@dataclass(frozen=True, slots=True)
class Checked:
    """One dialect: what was counted in it, how much of that is the hall's own, and what is wrong, a line each."""

    id: str
    name: str
    services: int
    wishes: int
    phrases: int
    own: int
    mistakes: tuple[str, ...]

    def as_row(self) -> dict[str, Any]:
        """For a program."""
        return {
            "dialect": self.id,
            "name": self.name,
            "services": self.services,
            "globals": self.wishes,
            "phrases": self.phrases,
            "own_phrases": self.own,
            "mistakes": list(self.mistakes),
        }


def check_all(folder: Path | None = None, own: Path | None = None) -> tuple[Checked, ...]:
    """The dialects of a folder such as the hall's own, or the one dialect whose own folder it is; joined with ours.

    Without one: all that the terminal has, ours and those of the hall's `own` folder. Empty: there is no dialect.
    """
    if folder is None:
        return tuple(_checked(id_, own) for id_ in dict.fromkeys((*dialects_in(FOLDER), *dialects_in(own))))
    # A folder given as `.` or with a blank behind it still has its own name.
    folder = folder.resolve()
    if is_dialect(folder):
        return (_checked(folder.name, folder.parent),)
    return tuple(_checked(id_, folder) for id_ in dialects_in(folder))


def root_of(folder: Path) -> Path:
    """The folder of dialects, also where somebody names one dialect in it."""
    folder = folder.resolve()
    return folder.parent if is_dialect(folder) else folder


def folder_mistakes(own: Path | None) -> tuple[str, ...]:
    """What is wrong with the place of the hall's own words itself."""
    return tuple(map(str, no_folder(own)))


def tell_all(found: Sequence[Checked], tell: Callable[[str], None]) -> int:
    """Say what was found, a line each; the status of the command."""
    for one in found:
        for mistake in one.mistakes:
            tell(mistake)
        mistakes = _mistakes(len(one.mistakes))
        if not one.phrases:
            tell(f"{one.id}: {mistakes}")
            continue
        counted = f"{one.services} services, {one.wishes} globals, {one.phrases} phrases"
        counted += f" ({one.own} of the hall)" if one.own else ""
        tell(f"{one.id} {one.name}: {counted}, {mistakes}")
    return UNWELL if any(one.mistakes for one in found) else WELL


def _mistakes(count: int) -> str:
    if count == 0:
        return "no mistakes"
    return "1 mistake" if count == 1 else f"{count} mistakes"


def _checked(id: str, own: Path | None) -> Checked:  # noqa: A002 - as everywhere
    read = hall_dialect(id, own)
    told: tuple[Mistake, ...] = (*read.mistakes, *read.clashes, *read.gaps)
    dialect = read.dialect
    if dialect is None or read.mistakes:
        return Checked(id, "", 0, 0, 0, 0, tuple(map(str, told)))
    phrases = sum(len(said) for lists in (dialect.globals, dialect.services) for said in lists.values())
    return Checked(
        dialect.id,
        dialect.name,
        len(dialect.services),
        len(dialect.globals),
        phrases,
        read.added,
        (*map(str, told), *_unknown_engines(dialect)),
    )


def _unknown_engines(dialect: Dialect) -> tuple[str, ...]:
    """An engine that no manifest has is never chosen, and nobody would notice."""
    known = {model.id for model in manifest()}
    return tuple(
        f"{dialect.id}/dialect.yaml: there is no model `{engine}`; `kiosk models list` names them"
        for engine in dialect.engines
        if engine not in known
    )
