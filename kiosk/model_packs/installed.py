"""Which packs lie whole on this machine. Cheap: sizes are looked at; `kiosk models verify` reads every byte."""

import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.model_packs.manifest import Kind, Model, manifest
from kiosk.model_packs.record import read_record


@dataclass(frozen=True, slots=True)
class Pack:
    """A model that lies here whole. `licence` tells whether it is for evaluation only."""

    id: str
    kind: Kind
    runtime: str
    folder: Path
    dialects: tuple[str, ...]
    licence: str
    evaluation_only: bool = False
    options: Mapping[str, str | int | float | bool] = field(default_factory=dict)


def installed(folder: Path, models: tuple[Model, ...] | None = None) -> tuple[Pack, ...]:
    """The packs in the folder that are whole, in the manifest's order; what is half there is none of them."""
    rows = manifest() if models is None else models
    return tuple(_pack(row, folder / row.id) for row in rows if not any(lacking(row, folder / row.id)))


def lacking(model: Model, folder: Path) -> Iterator[str]:
    """What is wrong with a model's folder, a line for each file, by looking at sizes alone."""
    record = read_record(folder)
    laid = {path: of.bytes for path, of in record.files.items()} if record else {}
    for file in model.files:
        try:
            found = (folder / file.path).lstat()
        except OSError as error:
            yield f"{file.path}: {error.strerror}"
            continue
        # A mended file's size is known to the record alone.
        wanted = laid.get(file.path) if file.mend else file.bytes or laid.get(file.path)
        if not stat.S_ISREG(found.st_mode):
            yield f"{file.path}: not a plain file"
        elif found.st_size == 0 or (wanted is not None and found.st_size != wanted):
            yield f"{file.path}: {found.st_size} bytes instead of {wanted or 'some'}"


def _pack(model: Model, folder: Path) -> Pack:
    return Pack(
        id=model.id,
        kind=model.kind,
        runtime=model.runtime,
        folder=folder,
        dialects=model.dialects,
        licence=model.licence,
        evaluation_only=model.evaluation_only,
        options=model.options,
    )
