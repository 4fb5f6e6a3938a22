"""A request that came, an answer that goes, a callback that goes; and what a wire has to be able to do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from backend.psp_sandbox.faults import Fault
from backend.psp_sandbox.ledger import Books
from backend.psp_sandbox.records import Deed


@dataclass(frozen=True, slots=True)
class Call:
    """A request as it came: `target` with its query, header names in lower case, the bytes of the body."""

    method: str
    target: str
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)

    @property
    def path(self) -> str:
        """The target without its query."""
        return self.target.partition("?")[0]

    @property
    def query(self) -> str:
        """What stands after the question mark."""
        return self.target.partition("?")[2]


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back, as it goes."""

    status: int
    body: bytes = b""
    content_type: str = "application/json; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Letter:
    """A callback, ready to be sent."""

    url: str
    headers: Mapping[str, str]
    body: bytes


class Wire(Protocol):
    """One provider's way of being asked. Called from several threads."""

    def operation(self, call: Call) -> str:
        """Which it is, for faults; empty where there is no such operation."""
        ...

    def answer(self, call: Call, fault: Fault | None, now: float) -> Answer:
        """Do it and tell. Faults of the line (lost, slow, 502) are not its business."""
        ...


class Caller(Protocol):
    """One provider's way of calling a merchant."""

    @property
    def waits(self) -> Sequence[float]:
        """Seconds before each repetition."""
        ...

    def letter(self, books: Books, deed: Deed, fault: Fault | None, now: float) -> Letter | None:
        """The callback; None where there is nothing to tell any more."""
        ...

    def heard(self, status: int, body: bytes, /) -> bool:
        """Whether the merchant's answer means that it need not be sent again."""
        ...
