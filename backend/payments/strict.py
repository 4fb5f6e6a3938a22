"""Reading what a provider wrote: strictly, and without quoting any of it. Everything here raises NotGenuine."""

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import NoReturn, TypeVar

from backend.payments.channel import NotGenuine

CHINA_TIME = timezone(timedelta(hours=8))
T = TypeVar("T")


def octets(text: str) -> bytes:
    """What is in base64, in its one spelling: padding and spare bits as they must be."""
    try:
        raw = base64.b64decode(text.encode("ascii"), validate=True)
    except (UnicodeEncodeError, binascii.Error):
        raise NotGenuine("no base64") from None
    if base64_of(raw) != text:
        raise NotGenuine("no base64")
    return raw


def base64_of(raw: bytes) -> str:
    """Bytes in base64."""
    return base64.b64encode(raw).decode("ascii")


def utf8(raw: bytes) -> str:
    """Text in UTF-8."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise NotGenuine("no UTF-8") from None


def _once(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a member twice")
    return members


def _no_constant(_: str) -> NoReturn:
    raise ValueError("no number")


STRICT_JSON = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_no_constant, parse_float=Decimal)
"""Each member once, no NaN, and never a float."""


@dataclass(frozen=True, slots=True)
class Fields:
    """The members of a JSON object or a form, read by name and kind; what is absent or of another kind is refused."""

    members: Mapping[str, object] = field(repr=False)

    def text(self, name: str) -> str:
        """A text that is there and not empty."""
        return self._of(name, str) or self._refuse(name)

    def text_if_any(self, name: str) -> str:
        """A text, empty if absent."""
        return "" if self.members.get(name) is None else self._of(name, str)

    def whole(self, name: str) -> int:
        """A whole number, zero or more."""
        number = self._of(name, int)
        return number if type(number) is int and number >= 0 else self._refuse(name)

    def inner(self, name: str) -> "Fields":
        """An object."""
        return Fields(self._of(name, dict))

    def inners(self, name: str) -> "list[Fields]":
        """A list of objects."""
        found = self._of(name, list)
        if not all(isinstance(item, dict) for item in found):
            self._refuse(name)
        return [Fields(item) for item in found]

    def must_be(self, name: str, value: str) -> None:
        """Refuse any other value: an answer about something or somebody else."""
        if self.text(name) != value:
            self._refuse(name)

    def _of(self, name: str, kind: type[T]) -> T:
        found = self.members.get(name)
        return found if isinstance(found, kind) else self._refuse(name)

    def _refuse(self, name: str) -> NoReturn:
        raise NotGenuine(f"{name} is not what it must be")


def json_object(raw: bytes) -> Fields:
    """The members of a JSON object that is all there is."""
    try:
        value = STRICT_JSON.decode(utf8(raw))
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict):
        raise NotGenuine("no JSON object")
    return Fields(value)


def moment_of(text: str) -> datetime:
    """A moment as WeChat writes it: 2018-06-08T10:34:56+08:00."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise NotGenuine("no moment") from None
    if moment.tzinfo is None:
        raise NotGenuine("a moment without its zone")
    return moment


def china_moment_of(text: str) -> datetime:
    """A moment as Alipay writes it: 2014-11-27 15:45:57, by the clock of China."""
    try:
        return datetime.strptime(text[:19], "%Y-%m-%d %H:%M:%S").replace(tzinfo=CHINA_TIME)
    except ValueError:
        raise NotGenuine("no moment") from None
