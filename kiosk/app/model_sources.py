"""`kiosk models sources`: what an installer puts on a stick, and how she comes by it at a desk with a network."""

from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from kiosk.model_packs.manifest import Model, Source
from kiosk.model_packs.origins import file_name


def files_of(source: Source) -> tuple[str, ...]:
    """The names that its archives have as files."""
    return tuple(file_name(name) for name in source.names)


def as_row(model: Model) -> dict[str, Any]:
    """For a program: each source with all that it consists of."""
    return {
        "id": model.id,
        "megabytes": model.megabytes,
        "licence": model.licence,
        "evaluation_only": model.evaluation_only,
        "sources": [
            [
                {"file": name, "sha256": digest, "get": get}
                for name, digest, get in zip_longest(files_of(source), source.digests, _gets(source))
            ]
            for source in model.sources
        ],
        "files": [{"path": file.path, "bytes": file.bytes, "sha256": file.sha256} for file in model.files],
    }


def lines_of(model: Model) -> Iterator[str]:
    """For a person."""
    licence = model.licence + (" (evaluation only)" if model.evaluation_only else "")
    yield f"{model.id}: {model.megabytes} MB laid; {', '.join(model.dialects) or model.kind}; licence: {licence}"
    for number, source in enumerate(model.sources):
        if number:
            yield "  or:"
        for name, digest, get in zip_longest(files_of(source), source.digests, _gets(source)):
            yield f"  {name}"
            yield f"      sha256 {digest or _unknown(model)}"
            yield f"      {get}"


def _unknown(model: Model) -> str:
    known = sum(file.sha256 is not None for file in model.files)
    inside = f"; {known} of the {len(model.files)} files in it are known and checked" if known else ""
    return f"not known here: compare it with what its maker publishes{inside}"


def _gets(source: Source) -> tuple[str, ...]:
    """The words of the ordinary client; where that looks is the machine's own affair."""
    if source.url:
        return (f"curl --location --remote-name {source.url}",)
    if source.wheels:
        return tuple(f"pip download --no-deps --only-binary :all: {name}" for name in source.wheels)
    return tuple(f"npm pack --ignore-scripts {name}" for name in source.npm)
