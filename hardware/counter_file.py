"""The counters of a terminal's devices, kept in one file over restarts; numbers and names of devices only.

What is counted after the last writing is lost when the machine dies: at most `EVERY_S` seconds of it.
"""

import contextlib
import json
import logging
import os
import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hardware.counters import Counters

_log = logging.getLogger(__name__)

EVERY_S = 30.0
_JOIN_S = 5.0
_MOST_BYTES = 1_000_000
_MOST_STRANGERS = 50
_MOST_DEVICES = 200
_MOST_NUMBER = 1 << 62
_NAME = re.compile(r"[a-z][a-z0-9_-]{0,63}")


class Damaged(ValueError):
    """The file does not hold what we write; its content is not quoted."""


@dataclass(frozen=True, slots=True)
class Counted:
    """The numbers of one device; they belong to a kind, for an id can be given to another device."""

    kind: str
    numbers: Mapping[str, int] = field(default_factory=dict)


def kept_numbers(path: Path) -> Mapping[str, Counted]:
    """What a terminal counted, for a look from outside; nothing where there is no file, or none to be used."""
    try:
        return _read(path)
    except (OSError, Damaged):
        return {}


class CounterFile:
    """Gives the counters what they had, and writes them now and then; a file that cannot be used costs only them."""

    def __init__(self, path: Path, every_s: float = EVERY_S) -> None:
        self._path = path
        self._every_s = every_s
        self._counters: dict[str, tuple[str, Counters]] = {}
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._live, name="counters", daemon=True)
        self._kept: dict[str, Counted] = {}
        self._refused = False

    def restore(self, id: str, kind: str, counters: Counters) -> None:  # noqa: A002 - as everywhere
        """Let a device count on from where it was; before `start`."""
        if not self._counters:
            self._kept = self._read()
        self._counters[id] = (kind, counters)
        known = self._kept.get(id)
        if known is not None and known.kind == kind:
            counters.restore(known.numbers)

    def start(self) -> None:
        """Start to write, on a thread of its own."""
        self._thread.start()

    def close(self) -> None:
        """Write once more and end the thread; twice does no harm."""
        self._over.set()
        if self._thread.ident is not None:
            self._thread.join(_JOIN_S)
            if not self._thread.is_alive():
                self._write_news()

    def _live(self) -> None:
        while not self._over.wait(self._every_s):
            self._write_news()

    def _write_news(self) -> None:
        """Write if something was counted since the last time; a full disk is told once."""
        now = self._strangers()
        for id, (kind, counters) in self._counters.items():  # noqa: A001
            numbers = {name: number for name, number in counters.snapshot().items() if _NAME.fullmatch(name)}
            if numbers:
                now[id] = Counted(kind, numbers)
        if now == self._kept:
            return
        try:
            _write(self._path, now)
        except OSError as error:
            if not self._refused:
                _log.error("the counters cannot be written: %s", error.strerror)
            self._refused = True
        else:
            self._kept, self._refused = now, False

    def _strangers(self) -> dict[str, Counted]:
        """Devices that were configured before, and may be again; the latest of them."""
        known = [(id, counted) for id, counted in self._kept.items() if id not in self._counters]  # noqa: A001
        return dict(known[-_MOST_STRANGERS:])

    def _read(self) -> dict[str, Counted]:
        try:
            return _read(self._path)
        except FileNotFoundError:
            return {}
        except Damaged as error:
            self._put_aside(str(error))
        except OSError as error:
            self._put_aside(error.strerror or "it cannot be read")
        return {}

    def _put_aside(self, why: str) -> None:
        aside = self._path.with_suffix(".damaged")
        with contextlib.suppress(OSError):
            self._path.replace(aside)
        _log.error("the counters begin anew: %s was not to be used (%s); it is kept as %s", self._path, why, aside.name)


def _read(path: Path) -> dict[str, Counted]:
    with path.open("rb") as file:
        return _parse(file.read(_MOST_BYTES + 1))


def _write(path: Path, devices: Mapping[str, Counted]) -> None:
    """Whole or not at all, whatever happens meanwhile."""
    table = {id: {"kind": counted.kind, "numbers": counted.numbers} for id, counted in devices.items()}  # noqa: A001
    draft = path.with_suffix(".new")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        json.dump({"format": 1, "devices": table}, file, indent=1, sort_keys=True)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def _parse(octets: bytes) -> dict[str, Counted]:
    if len(octets) > _MOST_BYTES:
        raise Damaged("it is too long")
    try:
        table = json.loads(octets)
    except (ValueError, RecursionError):
        raise Damaged("it is no JSON") from None
    if not isinstance(table, dict) or table.get("format") != 1 or not isinstance(table.get("devices"), dict):
        raise Damaged("it has another form")
    if len(table["devices"]) > _MOST_DEVICES:
        raise Damaged("it has too many devices")
    return {_name(id): _counted(entry) for id, entry in table["devices"].items()}  # noqa: A001


def _counted(entry: Any) -> Counted:
    if not isinstance(entry, dict) or not isinstance(entry.get("numbers"), dict):
        raise Damaged("a device has another form")
    return Counted(_name(entry.get("kind")), {_name(name): _number(value) for name, value in entry["numbers"].items()})


def _name(value: object) -> str:
    if not isinstance(value, str) or _NAME.fullmatch(value) is None:
        raise Damaged("a name is none")
    return value


def _number(value: object) -> int:
    if type(value) is not int or not 0 <= value < _MOST_NUMBER:
        raise Damaged("a number is none")
    return value
