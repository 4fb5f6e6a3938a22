"""What was laid into a model's folder (pack.json beside it), and the digests seen at first (digests.json)."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

RECORD = "pack.json"
DIGESTS = "digests.json"
UNWELL = ".unwell"
LARGEST = 1 << 20
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Laid:
    """A file as it was laid: bytes and sha256."""

    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Record:
    """Where a model came from, and each of its files."""

    id: str
    came_from: str
    files: Mapping[str, Laid]


def write_record(folder: Path, record: Record) -> None:
    """Lay the record into the model's folder."""
    files = {path: [laid.bytes, laid.sha256] for path, laid in sorted(record.files.items())}
    text = json.dumps({"id": record.id, "came_from": record.came_from, "files": files}, ensure_ascii=False, indent=1)
    (folder / RECORD).write_text(text + "\n", encoding="utf-8")


def read_record(folder: Path) -> Record | None:
    """The record of a model's folder; None where there is none that can be read."""
    try:
        found = _json(folder / RECORD)
        files = {str(path): Laid(int(size), str(digest)) for path, (size, digest) in found["files"].items()}
        return Record(str(found["id"]), str(found["came_from"]), files)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def mark(folder: Path, wrong: Sequence[str]) -> None:
    """Keep in the model's folder what reading every byte of it told; laying it anew takes the mark away.

    Where the folder cannot be written nothing is kept: whoever asked was told.
    """
    with suppress(OSError):
        if wrong:
            (folder / UNWELL).write_text("\n".join(wrong), encoding="utf-8")
        else:
            (folder / UNWELL).unlink(missing_ok=True)


def marked(folder: Path) -> tuple[str, ...]:
    """What was wrong with it when it was last read."""
    try:
        with (folder / UNWELL).open("rb") as stream:
            return tuple(stream.read(LARGEST).decode("utf-8", "replace").splitlines())
    except OSError:
        return ()


def read_digests(folder: Path) -> dict[str, str]:
    """The sha256 of what was fetched here before, by the name of the archive or of the file in its model.

    Raises: ValueError where the file is there and cannot be read: it is what later downloads are held to
    """
    try:
        found = _json(folder / DIGESTS)
    except FileNotFoundError:
        return {}
    if not isinstance(found, dict):
        raise ValueError(f"{folder / DIGESTS}: not a JSON object")
    return {str(name): str(digest) for name, digest in found.items()}


def write_digests(folder: Path, digests: Mapping[str, str]) -> None:
    """Lay them down whole, or leave the old ones."""
    beside = folder / f".{DIGESTS}"
    beside.write_text(json.dumps(dict(sorted(digests.items())), indent=1) + "\n", encoding="utf-8")
    beside.replace(folder / DIGESTS)


def sha256_of(path: Path) -> str:
    """The sha256 of a file."""
    with path.open("rb") as stream:
        return sha256_of_stream(stream)


def sha256_of_stream(stream: IO[bytes]) -> str:
    """The sha256 of what is left of a stream."""
    digest = hashlib.sha256()
    while block := stream.read(_BLOCK):
        digest.update(block)
    return digest.hexdigest()


def _json(path: Path) -> Any:
    with path.open("rb") as stream:
        raw = stream.read(LARGEST + 1)
    if len(raw) > LARGEST:
        raise ValueError(f"{path}: larger than any real one")
    try:
        return json.loads(raw)
    except RecursionError:
        raise ValueError(f"{path}: nested too deep") from None
