"""Installs, checks and removes packs. A pack is there whole or not at all: it is made beside its place, and renamed."""

import fcntl
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from kiosk.model_packs.faults import PackFault, Trouble
from kiosk.model_packs.installed import lacking
from kiosk.model_packs.laying import lay
from kiosk.model_packs.manifest import MEGABYTE, Model
from kiosk.model_packs.origins import Origin, from_network, from_stick
from kiosk.model_packs.record import (
    DIGESTS,
    RECORD,
    UNWELL,
    Laid,
    Record,
    read_digests,
    read_record,
    sha256_of,
    write_digests,
    write_record,
)
from kiosk.model_packs.telling import Step, Tell

INCOMING = ".incoming"
_LOCK = ".lock"
_NO_SPACE = 28  # ENOSPC


@dataclass(frozen=True, slots=True)
class Order:
    """What to install and where; `stick` shuts the network out, `again` lays anew what is there."""

    model: Model
    folder: Path
    stick: Path | None = None
    mirror: str = ""
    again: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it. `first_seen` are digests that nobody knew before: they are held to from now on.

    `mended` tells what was wrong, a line each, with the one that lay there before.
    """

    came_from: str = ""
    first_seen: Mapping[str, str] = field(default_factory=dict)
    was_there: bool = False
    mended: tuple[str, ...] = ()


def install(order: Order, tell: Tell) -> Outcome:
    """Install one pack; one that is installed is read through first, and laid anew if it is not well.

    Raises: PackFault, and then everything is as it was but for what was fetched already
    """
    model, folder = order.model, order.folder
    with _accessible(folder), locked(folder):
        wrong = verify(model, folder, tell) if (folder / model.id).is_dir() and not order.again else ()
        if not wrong and not order.again and (folder / model.id).is_dir():
            return Outcome(was_there=True)
        work = folder / INCOMING / model.id
        fetched = work / "fetched"
        fetched.mkdir(parents=True, exist_ok=True)
        _room_for(order)
        if order.stick is not None:
            origin = from_stick(model, order.stick)
        else:
            origin = from_network(model, order.mirror, fetched, tell)
        outcome = _lay_down(order, origin, work, tell)
        shutil.rmtree(work, ignore_errors=True)
        return replace(outcome, mended=wrong)


def _lay_down(order: Order, origin: Origin, work: Path, tell: Tell) -> Outcome:
    model, made = order.model, work / "made"
    known = _digests(order.folder)
    seen = _check_archives(model, origin, known, work, tell)
    shutil.rmtree(made, ignore_errors=True)
    made.mkdir()
    try:
        laid = lay(model, origin, made, tell)
        seen |= _check_files(model, laid, known)
        write_record(made, Record(model.id, origin.told, laid))
        _settle(made)
        if seen:
            write_digests(order.folder, known | seen)
        _publish(made, order.folder / model.id, work / "old")
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return Outcome(origin.told, seen)


def _check_archives(model: Model, origin: Origin, known: Mapping[str, str], work: Path, tell: Tell) -> dict[str, str]:
    """Hold the archives to the manifest, or to what was seen at first; gives what nobody knew."""
    seen = {}
    stated = origin.source.digests if origin.source else ()
    for number, archive in enumerate(origin.archives):
        tell(Step(f"{model.id}: checking {archive.name}"))
        most = model.most_fetched(origin.source) if origin.source else model.most_unpacked
        if archive.stat().st_size > most:
            raise PackFault(
                Trouble.TOO_LARGE, archive.name, f"{archive.stat().st_size} bytes, at most {most} were stated"
            )
        digest = sha256_of(archive)
        wanted = stated[number] if stated else known.get(archive.name)
        if wanted not in (None, digest):
            if archive.is_relative_to(work):
                archive.unlink()  # it would be found wrong again at every further attempt
            raise PackFault(Trouble.WRONG_DIGEST, archive.name, _unlike(digest, wanted, stated=bool(stated)))
        if wanted is None:
            seen[archive.name] = digest
    return seen


def _check_files(model: Model, laid: Mapping[str, Laid], known: Mapping[str, str]) -> dict[str, str]:
    """Hold the files whose digest the manifest does not know to what was seen at first."""
    seen = {}
    for file in model.files:
        name, digest = f"{model.id}/{file.path}", laid[file.path].sha256
        if file.sha256 is not None or file.mend:
            continue
        if known.get(name, digest) != digest:
            raise PackFault(Trouble.WRONG_DIGEST, name, _unlike(digest, known[name], stated=False))
        if name not in known:
            seen[name] = digest
    return seen


def _unlike(digest: str, wanted: str | None, *, stated: bool) -> str:
    whose = (
        "the manifest says" if stated else f"{DIGESTS} holds since the first time (take its line out if it is meant)"
    )
    return f"sha256 {digest}, and {whose} {wanted}"


def _digests(folder: Path) -> dict[str, str]:
    try:
        return read_digests(folder)
    except ValueError as error:
        raise PackFault(Trouble.DAMAGED, str(folder / DIGESTS), str(error)) from None


def _settle(made: Path) -> None:
    """Everybody may read it, and it is on the disk before it is in its place."""
    for path in sorted(made.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
        if path.is_file():
            with path.open("rb") as stream:
                os.fsync(stream.fileno())
    made.chmod(0o755)


def _publish(made: Path, place: Path, old: Path) -> None:
    """Rename it into its place; who reads the old one goes on reading it."""
    shutil.rmtree(old, ignore_errors=True)
    if os.path.lexists(place):
        place.rename(old)
    try:
        made.rename(place)
    except OSError:
        if old.exists():
            old.rename(place)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _room_for(order: Order) -> None:
    """Whether the disk takes it: the archive, the files, and the parts that they are joined of."""
    copies = 1.1 + (order.stick is None) + any(len(file.parts) > 1 for file in order.model.files)
    needed = int(order.model.size * copies)
    free = shutil.disk_usage(order.folder).free
    if free < needed:
        raise PackFault(
            Trouble.NO_SPACE,
            order.model.id,
            f"{needed // MEGABYTE} MB are needed in {order.folder}, and {free // MEGABYTE} MB are free",
        )


@contextmanager
def _accessible(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        trouble = Trouble.NO_SPACE if error.errno == _NO_SPACE else Trouble.NO_ACCESS
        raise PackFault(trouble, str(error.filename or folder), error.strerror or type(error).__name__) from None


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Alone with the folder of models.

    Raises: PackFault
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / _LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise PackFault(Trouble.BUSY, str(folder), "models are being installed or removed there") from None
        yield


def remove(model: Model, folder: Path) -> bool:
    """Remove a pack, and what was fetched of it; gives whether there was any.

    Raises: PackFault
    """
    with _accessible(folder), locked(folder):
        shutil.rmtree(folder / INCOMING / model.id, ignore_errors=True)
        place = folder / model.id
        if not place.is_dir():
            return False
        gone = folder / INCOMING / f"{model.id}.gone"
        gone.parent.mkdir(exist_ok=True)
        shutil.rmtree(gone, ignore_errors=True)
        if place.is_symlink():
            place.unlink()  # it leads to another disk, where it may be wanted yet
            return True
        place.rename(gone)
        shutil.rmtree(gone)
        return True


def verify(model: Model, folder: Path, tell: Tell) -> tuple[str, ...]:
    """Read every byte of a pack; gives what is wrong with it, a line each."""
    place = folder / model.id
    wrong = list(lacking(model, place))
    record = read_record(place)
    files = dict(record.files) if record else {}
    stated = {file.path: file.sha256 for file in model.files if file.sha256 and not file.mend}
    for path in sorted({*files, *stated}):
        if not os.path.isfile(place / path):  # noqa: PTH113  Path's own raises where a folder is closed to us
            wrong += [f"{path}: it is gone"] if not any(line.startswith(f"{path}:") for line in wrong) else []
            continue
        tell(Step(f"{model.id}: {path}"))
        wanted = stated.get(path) or files[path].sha256
        try:
            digest = sha256_of(place / path)
        except OSError as error:  # a bad block of the disk, or a file that belongs to somebody else
            wrong.append(f"{path}: cannot be read ({error.strerror})")
            continue
        if digest != wanted:
            wrong.append(f"{path}: sha256 {digest} instead of {wanted}")
    return (*wrong, *_strangers(place, files)) if record else (*wrong,)


def _strangers(place: Path, files: Mapping[str, Laid]) -> Iterator[str]:
    for path in sorted(place.rglob("*")):
        name = path.relative_to(place).as_posix()
        if not os.path.isdir(path) and name not in files and name not in (RECORD, UNWELL):  # noqa: PTH112
            yield f"{name}: nobody laid it there"
