"""The settings of one terminal, read once from TOML and passed on. packaging/kiosk.example.toml shows them all."""

import difflib
import re
import tomllib
from datetime import time
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, HttpUrl, ValidationError


class ConfigError(ValueError):
    """The settings cannot be used; the text names every mistake at once, with its line."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Screen(_Strict):
    """The panel: millimetres a pixel decide how large a letter is, so measure them (21.5 inch at 1080x1920: 0.248).

    `lowest_edge_mm` is how high its lower edge stands above the floor: who sits reaches by it (A11Y-06). Between
    `dim_from` and `dim_until` the colours are those for low light.
    """

    orientation: Literal["portrait", "landscape"] = "portrait"
    mm_per_px: Annotated[float, Field(gt=0.05, lt=2)] = 0.248
    fullscreen: bool = True
    lowest_edge_mm: Annotated[float, Field(ge=200, le=1200)] = 850.0
    dim_from: time = time(21)
    dim_until: time = time(6)


class Backend(_Strict):
    """Where the office is. `public_url` is what the code on a slip points at."""

    url: HttpUrl = HttpUrl("http://127.0.0.1:8600")
    public_url: HttpUrl | None = None


class Visits(_Strict):
    """Seconds of silence before the terminal asks whether somebody is still there; nobody can be hurried (A11Y-14)."""

    silence_s: Annotated[float, Field(ge=20, le=600)] = 60.0
    silence_by_keys_s: Annotated[float, Field(ge=20, le=600)] = 90.0
    warning_s: Annotated[float, Field(ge=20, le=300)] = 25.0


class Voice(_Strict):
    """Speech in and out. `models` is where `kiosk models install` puts the model packs.

    `mirror` is the address of a folder of archives that it asks before their makers.

    `sentences` is the hall's own folder of dialects, whose words are added to ours. `dialects` are those
    that residents are offered, in this order; `pause_s` of silence end what is said to the terminal, `pause_elder_s`
    in large type.
    """

    models: Path = Path("/var/lib/linli-kiosk/models")
    mirror: HttpUrl | None = None
    sentences: Path | None = None
    dialects: tuple[str, ...] = ("mandarin", "sichuan", "shanghai", "suzhou", "cantonese", "hakka", "minnan")
    pause_s: Annotated[float, Field(ge=0.4, le=3)] = 0.8
    pause_elder_s: Annotated[float, Field(ge=0.4, le=3)] = 1.3


class Face(_Strict):
    """Logging in by face, where the hall offers it: it is never the only way.

    A face that somebody left here is deleted after `keep_days`, if she does not renew it. Its models lie beside those
    of the voice.
    """

    offered: bool = True
    keep_days: Annotated[int, Field(ge=1, le=730)] = 365


class Payments(_Strict):
    """Paying bills, where the hall's office has a merchant's account."""

    offered: bool = True


def _number_as_text(port: object) -> object:
    """`port = 9100` is what everybody writes first, and it means what it says."""
    return str(port) if type(port) is int else port


class Device(_Strict):
    """One device: `driver` is a row of hardware.registry; ports by /dev/serial/by-id, never guessed."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_-]{0,31}$")]
    kind: str
    driver: str
    port: Annotated[str, BeforeValidator(_number_as_text)] = ""
    host: str = ""
    options: dict[str, str | int | float | bool] = {}


class Settings(_Strict):
    """All of it."""

    site_name: Annotated[str, Field(min_length=1, max_length=40)] = "社区便民服务馆"
    terminal_name: Annotated[str, Field(min_length=1, max_length=60)] = "自助终端"
    data: Path = Path("/var/lib/linli-kiosk")
    screen: Screen = Screen()
    backend: Backend = Backend()
    visits: Visits = Visits()
    voice: Voice = Voice()
    face: Face = Face()
    payments: Payments = Payments()
    devices: tuple[Device, ...] = ()


def load(path: Path) -> Settings:
    """Read the settings.

    Raises: ConfigError, with a line for every mistake
    """
    return load_with_source(path)[0]


def load_with_source(path: Path) -> tuple[Settings, str]:
    """Read the settings, and the text that they were read from: `line_of` finds its lines.

    Raises: ConfigError, with a line for every mistake
    """
    try:
        source = path.read_text(encoding="utf-8")
        return Settings.model_validate(tomllib.loads(source)), source
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ConfigError(f"{path}: {error}") from None
    except ValidationError as error:
        lines = [_mistake(path, source, e["loc"], e["msg"], e["type"]) for e in error.errors()]
        raise ConfigError("\n".join(lines)) from None
    except ValueError as error:  # tomllib's, for a number of thousands of digits
        raise ConfigError(f"{path}: {error}") from None


def _mistake(path: Path, source: str, where: tuple[int | str, ...], message: str, kind: str) -> str:
    name = ".".join(str(part) for part in where)
    if kind == "extra_forbidden":
        message = f"there is no such setting{_suggestion(where)}"
    elif kind == "string_pattern_mismatch":
        message = "a small letter, then small letters, digits, - and _, 32 in all at most"
    return f"{path}:{line_of(source, where)}: {name}: {message}"


def line_of(source: str, where: tuple[int | str, ...]) -> int:
    """The line of a setting; of the table around it where it is missing or stands in one line with others."""
    lines, names = _lines(source), tuple(str(part) for part in where)
    return next((lines[names[:n]] for n in range(len(names), 0, -1) if names[:n] in lines), 1)


def _lines(source: str) -> dict[tuple[str, ...], int]:
    """Where each table and each key stands; the tables of a list are numbered as they come."""
    found: dict[tuple[str, ...], int] = {}
    table: tuple[str, ...] = ()
    newest: dict[str, int] = {}
    for number, line in enumerate(source.splitlines(), start=1):
        if header := _HEADER.match(line):
            first, *rest = _names(header["names"])
            newest |= {first: newest.get(first, -1) + 1} if header["list"] else {}
            table = (first, *([str(newest[first])] if first in newest else []), *rest)
            for depth in range(1, len(table) + 1):
                found.setdefault(table[:depth], number)
        elif key := _KEY.match(line):
            names = _names(key["names"])
            for depth in range(1, len(names) + 1):
                found.setdefault((*table, *names[:depth]), number)
    return found


def _names(dotted: str) -> list[str]:
    return [name.strip(" \t\"'") for name in dotted.split(".")]


_HEADER = re.compile(r"\s*\[(?P<list>\[)?(?P<names>[^\]#]+)\]")
_KEY = re.compile(r"\s*(?P<names>[\w.\-\"' ]+?)\s*=")


_TABLES: dict[str, type[BaseModel]] = {
    "screen": Screen,
    "backend": Backend,
    "visits": Visits,
    "voice": Voice,
    "face": Face,
    "devices": Device,
}


def _suggestion(where: tuple[int | str, ...]) -> str:
    table = _TABLES.get(str(where[0]), Settings) if len(where) > 1 else Settings
    near = difflib.get_close_matches(str(where[-1]), table.model_fields, n=1)
    if near:
        return f" (did you mean {near[0]}?)"
    return " of every device; one of a driver belongs into options = { … }" if table is Device else ""
