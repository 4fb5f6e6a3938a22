"""`kiosk voice check`: what is wrong in the files of a dialect, by file and line, for somebody who is no programmer."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kiosk.model_packs.manifest import manifest
from kiosk.understanding.dialects import FOLDER, Dialect, DialectMistakes, check, load

WELL, UNWELL = 0, 1


@dataclass(frozen=True, slots=True)
class Checked:
    """One dialect: what was counted in it, and what is wrong in it, a line each."""

    id: str
    name: str
    services: int
    wishes: int
    phrases: int
    mistakes: tuple[str, ...]

    def as_row(self) -> dict[str, Any]:
        """For a program."""
        return {
            "dialect": self.id,
            "name": self.name,
            "services": self.services,
            "globals": self.wishes,
            "phrases": self.phrases,
            "mistakes": list(self.mistakes),
        }


def check_all(folder: Path = FOLDER) -> tuple[Checked, ...]:
    """Every dialect in a folder such as assets/sentences, or the one dialect whose own folder it is.

    Empty: there is no dialect.
    """
    places = [folder] if _is_dialect(folder) else sorted(filter(_is_dialect, _inside(folder)))
    return tuple(_checked(place) for place in places)


def tell_all(found: tuple[Checked, ...], tell: Callable[[str], None]) -> int:
    """Say what was found, a line each; the status of the command."""
    for one in found:
        for mistake in one.mistakes:
            tell(mistake)
        counted = f"{one.services} services, {one.wishes} globals, {one.phrases} phrases"
        tell(f"{one.id} {one.name}: {counted}, {_mistakes(len(one.mistakes))}")
    return UNWELL if any(one.mistakes for one in found) else WELL


def _mistakes(count: int) -> str:
    if count == 0:
        return "no mistakes"
    return "1 mistake" if count == 1 else f"{count} mistakes"


def _inside(folder: Path) -> list[Path]:
    return list(folder.iterdir()) if folder.is_dir() else []


def _is_dialect(folder: Path) -> bool:
    return folder.is_dir() and any(folder.glob("*.yaml"))


def _checked(folder: Path) -> Checked:
    # A folder given as `.` or with a blank behind it still has its own name.
    folder = folder.resolve()
    mistakes = tuple(map(str, check(folder)))
    try:
        dialect = load(folder)
    except DialectMistakes:
        return Checked(folder.name, "", 0, 0, 0, mistakes)
    phrases = sum(len(said) for lists in (dialect.globals, dialect.services) for said in lists.values())
    return Checked(
        dialect.id,
        dialect.name,
        len(dialect.services),
        len(dialect.globals),
        phrases,
        (*mistakes, *_unknown_engines(dialect)),
    )


def _unknown_engines(dialect: Dialect) -> tuple[str, ...]:
    """An engine that no manifest has is never chosen, and nobody would notice."""
    known = {model.id for model in manifest()}
    return tuple(
        f"{dialect.id}/dialect.yaml: there is no model `{engine}`; `kiosk models list` names them"
        for engine in dialect.engines
        if engine not in known
    )
