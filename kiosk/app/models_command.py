"""`kiosk models`: list, install, verify and remove packs, with a word about each for the one who installs."""

import shlex
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kiosk.model_packs.faults import PackFault, Trouble
from kiosk.model_packs.installed import lacking
from kiosk.model_packs.installing import Order, Outcome, install, remove, verify
from kiosk.model_packs.manifest import Model, find, manifest
from kiosk.model_packs.origins import from_stick, wanted_on_stick
from kiosk.model_packs.record import mark, marked
from kiosk.model_packs.telling import Step, Tell

WELL, UNWELL = 0, 1
NOTHING = "-"


def chosen(ids: Sequence[str]) -> tuple[Model, ...]:
    """The models of these ids.

    Raises: PackFault
    """
    models = manifest()
    for id in ids:  # noqa: A001  the manifest's own word
        if find(id, models) is None:
            raise PackFault(Trouble.UNKNOWN_MODEL, id, "there is no such model in the manifest")
    return tuple(model for model in models if model.id in ids)


def default_pack() -> tuple[Model, ...]:
    """What makes a terminal listen and speak Mandarin."""
    return tuple(model for model in manifest() if model.default)


def here_or_default(folder: Path) -> tuple[Model, ...]:
    """The models that something lies there of, and those of the default pack."""
    return tuple(model for model in manifest() if model.default or state_of(model, folder) != NOTHING)


def wanted(ids: Sequence[str], stick: Path | None) -> tuple[Model, ...]:
    """What is to be installed: these ids, or else all that lies on the stick, or else the default pack.

    Raises: PackFault
    """
    if stick is not None and not stick.is_dir():
        raise PackFault(Trouble.NO_STICK, str(stick), "there is no such folder")
    if ids:
        return chosen(ids)
    return default_pack() if stick is None else on_stick(stick)


def on_stick(stick: Path) -> tuple[Model, ...]:
    """The models that lie on a stick.

    Raises: PackFault where there is none, with the files that would be needed
    """
    models = manifest()
    found = tuple(model for model in models if _lies_in(stick, model))
    if not found:
        needed = "\n".join(f"  {model.id}: {wanted_on_stick(model)}" for model in models)
        raise PackFault(
            Trouble.NOT_FOUND, str(stick), f"no model of the manifest lies there. What would be needed:\n{needed}"
        )
    return found


def listing(folder: Path) -> list[dict[str, Any]]:
    """Every model of the manifest, and how it is here."""
    return [
        {
            "id": model.id,
            "kind": model.kind,
            "runtime": model.runtime,
            "dialects": list(model.dialects),
            "licence": model.licence + (" (evaluation only)" if model.evaluation_only else ""),
            "megabytes": model.megabytes,
            "default": model.default,
            "state": state_of(model, folder),
            "note": model.note,
        }
        for model in manifest()
    ]


def state_of(model: Model, folder: Path) -> str:
    """`installed`, `incomplete: ...` by its sizes, `damaged: ...` by the last verify, or `-` where there is nothing."""
    if not (folder / model.id).is_dir():
        return NOTHING
    wrong = "; ".join(lacking(model, folder / model.id))
    if wrong:
        return f"incomplete: {wrong}"
    found = "; ".join(marked(folder / model.id))
    return f"damaged: {found}" if found else "installed"


def remedy(id: str, folder: Path) -> str:  # noqa: A002
    """What to type for a model that lacks or is not well."""
    return f"kiosk models install {id} --models {shlex.quote(str(folder))}"


def tell_outcome(model: Model, outcome: Outcome) -> Iterator[str]:
    """What an installer should know afterwards."""
    if outcome.was_there:
        yield f"{model.id}: it is installed already, and well"
        return
    for line in outcome.mended:
        yield f"{model.id}: it was not well, and is laid anew: {line}"
    yield f"{model.id}: installed from {outcome.came_from}. Licence: {model.licence}"
    if model.evaluation_only:
        yield f"{model.id}: FOR EVALUATION ONLY: a corpus behind it is not free for commercial use, as far as known"
    for name, digest in outcome.first_seen.items():
        yield f"{model.id}: seen for the first time, and held to from now on: {name} sha256 {digest}"


def install_all(models: Sequence[Model], order: Order, say: Any) -> int:
    """Install one after the other; `order` is the first one's. One that cannot be installed does not stop the rest."""
    status = WELL
    with progress() as tell:
        for model in models:
            one = Order(model, order.folder, order.stick, order.mirror, order.again)
            try:
                for line in tell_outcome(model, install(one, tell)):
                    say(line)
            except PackFault as fault:
                there = state_of(model, order.folder) != NOTHING
                say(f"{model.id}: {'left as it was' if there else 'not installed'}: {fault}")
                status = UNWELL
    return status


def verify_all(models: Sequence[Model], folder: Path, say: Any) -> int:
    """Read every byte of these packs, with a line about each, and what to do next."""
    status = WELL
    with progress() as tell:
        for model in models:
            there = state_of(model, folder) != NOTHING
            wrong = verify(model, folder, tell) if there else ()
            if there:
                mark(folder / model.id, wrong)
            if there and not wrong:
                say(f"{model.id}: well")
                continue
            status = UNWELL
            say(f"{model.id}: {'NOT WELL' if there else 'not installed'}")
            for line in wrong:
                say(f"  {line}")
            say(f"  -> {remedy(model.id, folder)}{', which lays it anew' if there else ''}")
    return status


def remove_all(models: Sequence[Model], folder: Path, say: Any) -> int:
    """Remove packs."""
    for model in models:
        say(f"{model.id}: {'removed' if remove(model, folder) else 'it was not installed'}")
    return WELL


@contextmanager
def progress() -> Iterator[Tell]:
    """A bar that follows the steps; on a terminal alone, so that a log of `make setup` stays short."""
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=None)
        said = ""

        def tell(step: Step) -> None:
            nonlocal said
            if step.what != said:
                said = step.what
                bar.reset(task, description=said, total=step.total)
            bar.update(task, completed=step.done, total=step.total)

        yield tell


def _lies_in(stick: Path, model: Model) -> bool:
    try:
        from_stick(model, stick)
    except PackFault:
        return False
    return True
