"""Lays a model's files out of archives or a plain folder into an empty folder of ours."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kiosk.model_packs.faults import PackFault, Trouble
from kiosk.model_packs.manifest import Model, Source
from kiosk.model_packs.mending import mend
from kiosk.model_packs.origins import Origin
from kiosk.model_packs.record import RECORD, Laid, sha256_of
from kiosk.model_packs.telling import Step, Tell
from kiosk.model_packs.unpacking import BLOCK, MOST_MEMBERS, Bounds, safe_name, unpack

_PARTS = ".parts"
_DEEPEST = 4


def lay(model: Model, origin: Origin, made: Path, tell: Tell) -> dict[str, Laid]:
    """Lay the model's files into `made`, which is empty; gives what was laid. Known sizes and digests are right then.

    Raises: PackFault, OSError
    """
    layer = _Layer(model, made, origin.source, tell)
    if origin.folder is not None:
        _copy(origin.folder, layer)
    for archive in origin.archives:
        tell(Step(f"{model.id}: {archive.name}"))
        try:
            unpack(archive, Bounds(model.most_unpacked), layer.take)
        except PackFault as fault:
            raise PackFault(fault.trouble, archive.name, fault.why) from None
    layer.join()
    laid = {path: _checked(model, path, made, tell) for path in sorted(_laid(made))}
    _all_there(model, origin, laid)
    for file in model.files:
        if file.mend:
            tell(Step(f"{model.id}: mending {file.path}"))
            mend(file.mend, made / file.path)
            laid[file.path] = _measured(made / file.path)
    return laid


@dataclass(frozen=True, slots=True)
class _Layer:
    """Decides of each file of an archive whether it belongs to the model, and where it goes."""

    model: Model
    made: Path
    source: Source | None
    tell: Tell

    def take(self, name: str, content: Iterator[bytes]) -> None:
        if (path := self._path(name)) is None:
            return
        target = self.made / path
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._write(target, content)
        except (FileExistsError, NotADirectoryError):
            raise PackFault(Trouble.REFUSED, name, "two files of the archive would go to one place") from None

    def _write(self, target: Path, content: Iterator[bytes]) -> None:
        known = next(
            (f.bytes for f in self.model.files if not f.mend and f.path == str(target.relative_to(self.made))), None
        )
        done = 0
        with target.open("xb") as stream:
            for block in content:
                done += len(block)
                if known is not None and done > known:
                    raise PackFault(Trouble.TOO_LARGE, target.name, f"more than the {known} bytes that were stated")
                stream.write(block)
                self.tell(Step(f"{self.model.id}: {target.name}", done, known))

    def _path(self, name: str) -> str | None:
        """Where a file of the archive goes below `made`; None: it is left behind."""
        for file in self.model.files:
            if name in file.parts:
                return file.path if len(file.parts) == 1 else f"{_PARTS}/{file.path}.{file.parts.index(name)}"
        for path in self._short(name):
            if any(path == file.path for file in self.model.files) or self.model.keeps(path):
                return path
        return None

    def _short(self, name: str) -> tuple[str, ...]:
        """The name within the model: archives have a folder around it, the name of which nobody knows for sure."""
        if self.source is not None and self.source.inside:
            below = f"{self.source.inside}/"
            return (name.removeprefix(below),) if name.startswith(below) else ()
        return (name, name.partition("/")[2])

    def join(self) -> None:
        """Put the parts of a file together."""
        for file in self.model.files:
            parts = [self.made / _PARTS / f"{file.path}.{number}" for number in range(len(file.parts))]
            if len(parts) > 1 and all(part.exists() for part in parts):
                with (self.made / file.path).open("xb") as whole:
                    for part in parts:
                        with part.open("rb") as stream:
                            shutil.copyfileobj(stream, whole, BLOCK)
                        part.unlink()
        shutil.rmtree(self.made / _PARTS, ignore_errors=True)


def _copy(folder: Path, layer: _Layer) -> None:
    """Copy the model's files out of a plain folder; what is no plain file there is refused."""
    names = [file.path for file in layer.model.files]
    names += [name for name in _names_below(folder) if name not in names and layer.model.keeps(name)]
    for name in names:
        path = folder / safe_name(name)
        if any(p.is_symlink() for p in (path, *path.parents) if p.is_relative_to(folder) and p != folder):
            raise PackFault(Trouble.REFUSED, name, "a link is no model file")
        with path.open("rb") as stream:
            layer.take(name, iter(lambda s=stream: s.read(BLOCK), b""))  # type: ignore[misc]


def _names_below(folder: Path) -> Iterator[str]:
    for number, path in enumerate(sorted(folder.rglob("*"))):
        name = path.relative_to(folder).as_posix()
        if number > MOST_MEMBERS:
            raise PackFault(Trouble.TOO_LARGE, folder.name, f"more than {MOST_MEMBERS} files")
        if path.is_file() and name.count("/") < _DEEPEST and name != RECORD:
            yield name


def _laid(made: Path) -> Iterator[str]:
    yield from (p.relative_to(made).as_posix() for p in made.rglob("*") if p.is_file())


def _measured(path: Path) -> Laid:
    return Laid(path.stat().st_size, sha256_of(path))


def _checked(model: Model, path: str, made: Path, tell: Tell) -> Laid:
    """The file as it lies, which is what the manifest says it is."""
    tell(Step(f"{model.id}: checking {path}"))
    laid = _measured(made / path)
    file = next((f for f in model.files if f.path == path and not f.mend), None)
    if not laid.bytes and file is not None:
        raise PackFault(Trouble.DAMAGED, path, "it is empty")
    if file is not None and file.bytes not in (None, laid.bytes):
        raise PackFault(Trouble.DAMAGED, path, f"{laid.bytes} bytes instead of {file.bytes}")
    if file is not None and file.sha256 not in (None, laid.sha256):
        raise PackFault(Trouble.WRONG_DIGEST, path, f"sha256 {laid.sha256} instead of {file.sha256}")
    return laid


def _all_there(model: Model, origin: Origin, laid: dict[str, Laid]) -> None:
    missing = [file.path for file in model.files if file.path not in laid]
    if missing:
        raise PackFault(Trouble.DAMAGED, f"{model.id} out of {origin.told}", f"it lacks {', '.join(missing)}")
