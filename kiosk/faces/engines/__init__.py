"""What can look at faces: an engine for each set of packs. A vendor's SDK is a row of `ENGINES`; nothing else changes.

`FaceModel.runtime` of a pack is `ENGINE/ROLE`. The first engine of which every role lies here is taken. Nothing heavy
is imported before `open_eye` is called, which only the child and `kiosk face` do.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.faces.models import FaceModel

if TYPE_CHECKING:
    from kiosk.faces.eye import Eye

Roles = Mapping[str, FaceModel]


class EyeFault(Exception):
    """The models cannot be used; `reason` is a short key in ASCII: no_engine, missing, damaged, no_library, broken."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Engine:
    """What an engine is made of, by role, and how."""

    roles: frozenset[str]
    make: "Callable[[Roles], Eye]"


def _open(roles: Roles) -> "Eye":
    from kiosk.faces.engines.open_models import OpenEye  # dlib, LiteRT and onnxruntime

    return OpenEye(roles)


ENGINES: Mapping[str, Engine] = {"open": Engine(frozenset({"dlib", "litert", "onnx"}), _open)}
"""By the first part of a pack's runtime; the best first."""


def whole_engine(models: Sequence[FaceModel]) -> tuple[FaceModel, ...]:
    """The packs of the first engine that lies here whole; empty: there is none."""
    for name, engine in ENGINES.items():
        found = _roles(models, name)
        if engine.roles <= found.keys():
            return tuple(found[role] for role in sorted(engine.roles))
    return ()


def open_eye(models: Sequence[FaceModel]) -> "Eye":
    """Load the first engine that is whole; a second or two. Raises EyeFault, also where one byte is not right."""
    chosen = whole_engine(models)
    if not chosen:
        raise EyeFault("no_engine")
    name = chosen[0].runtime.partition("/")[0]
    try:
        return ENGINES[name].make(_roles(chosen, name))
    except ImportError:
        raise EyeFault("no_library") from None
    except FileNotFoundError:
        raise EyeFault("missing") from None
    except (OSError, RuntimeError, ValueError, MemoryError):  # the libraries' own words may hold anything
        raise EyeFault("broken") from None


def _roles(models: Sequence[FaceModel], engine: str) -> dict[str, FaceModel]:
    split = [(model.runtime.partition("/"), model) for model in models]
    return {role: model for (name, _, role), model in split if name == engine}
