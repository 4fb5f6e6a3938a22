"""Asks a print server, or a printer itself, by IPP: one question at a time, each with a limit."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from hardware.document_printer.ipp import (
    Answer,
    Attribute,
    Group,
    GroupTag,
    IppNonsense,
    Operation,
    Tag,
    question,
    read_answer,
)
from hardware.document_printer.post import Address, own_name, post
from hardware.errors import Completion, DeviceError, DeviceReason

_PIECE = 64 << 10
_MOST_JOBS = 50
NOT_FOUND = 0x0406
_NOT_ALLOWED = {0x0401, 0x0402, 0x0403}


class Trouble(StrEnum):
    """Why the print server or the printer could not be asked; for staff."""

    SPOOLER_ABSENT = "spooler_absent"
    SPOOLER_SILENT = "spooler_silent"
    QUEUE_MISSING = "queue_missing"
    PRINTER_UNREACHABLE = "printer_unreachable"
    NOT_ALLOWED = "not_allowed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Told:
    """A job as somebody tells of it."""

    number: int
    name: str


class Asker:
    """Whoever speaks IPP at an address, about one printer or queue of his."""

    def __init__(self, address: Address, uri: str, limit_s: float, absent: Trouble, silent: Trouble) -> None:
        self._address = address
        self._uri = uri
        self._limit_s = limit_s
        self._absent = absent
        self._silent = silent
        self._number = 0

    def ask(
        self,
        operation: Operation,
        attributes: Sequence[Attribute] = (),
        more: Mapping[GroupTag, Sequence[Attribute]] | None = None,
        document: bytes = b"",
        limit_s: float | None = None,
    ) -> Answer:
        """The answer, well or not; raises DeviceError when none came."""
        self._number = self._number % 0x7FFFFFFF + 1
        who = (
            Attribute(Tag.URI, "printer-uri", (self._uri,)),
            Attribute(Tag.NAME, "requesting-user-name", (own_name(),)),
        )
        asked = question(operation, self._number, {GroupTag.OPERATION: (*who, *attributes), **(more or {})})
        try:
            octets = post(
                self._address,
                _pieces(asked, document),
                len(asked) + len(document),
                self._limit_s if limit_s is None else limit_s,
            )
            answer = read_answer(octets)
        except TimeoutError as error:
            raise DeviceError(Completion.TIME_OUT, self._silent) from error
        except PermissionError as error:
            raise DeviceError(Completion.DEVICE_NOT_READY, Trouble.NOT_ALLOWED) from error
        except OSError as error:
            raise DeviceError(Completion.DEVICE_NOT_READY, self._absent) from error
        except IppNonsense as error:
            raise DeviceError(Completion.HARDWARE_ERROR, DeviceReason.GARBLED) from error
        if answer.number != self._number:  # the answer to another question proves nothing
            raise DeviceError(Completion.HARDWARE_ERROR, DeviceReason.GARBLED)
        return answer

    def printer(self, *wanted: str) -> Group:
        """Attributes of the printer or queue; raises DeviceError, also when it is not known."""
        answer = self.ask(Operation.GET_PRINTER, (Attribute(Tag.KEYWORD, "requested-attributes", wanted),))
        if answer.status == NOT_FOUND:
            raise DeviceError(Completion.DEVICE_NOT_READY, Trouble.QUEUE_MISSING)
        return need(answer).first(GroupTag.PRINTER)

    def job(self, number: int, *wanted: str) -> Group | None:
        """Attributes of a job; None when nobody knows it any more."""
        which = (Attribute(Tag.INTEGER, "job-id", (number,)), Attribute(Tag.KEYWORD, "requested-attributes", wanted))
        answer = self.ask(Operation.GET_JOB, which)
        return None if answer.status == NOT_FOUND else need(answer).first(GroupTag.JOB)

    def jobs(self, prefix: str, *, over: bool = False) -> tuple[Told, ...]:
        """The jobs whose name begins with `prefix`, of those that wait or of the latest that are `over`."""
        which = (
            Attribute(Tag.INTEGER, "limit", (_MOST_JOBS,)),
            Attribute(Tag.KEYWORD, "which-jobs", ("completed" if over else "not-completed",)),
            Attribute(Tag.KEYWORD, "requested-attributes", ("job-id", "job-name")),
        )
        told = need(self.ask(Operation.GET_JOBS, which)).all(GroupTag.JOB)
        return tuple(Told(job.number("job-id") or 0, job.word("job-name")) for job in told if _named(job, prefix))

    def cancel(self, number: int, *, purge: bool = False) -> bool:
        """Cancel a job, and with `purge` drop its files; False when it is over, or not ours to cancel."""
        words: tuple[Attribute, ...] = (Attribute(Tag.INTEGER, "job-id", (number,)),)
        if purge:
            words += (Attribute(Tag.BOOLEAN, "purge-job", (True,)),)
        return self.ask(Operation.CANCEL_JOB, words).well


def _named(job: Group, prefix: str) -> bool:
    return job.word("job-name").startswith(prefix) and job.number("job-id") is not None


def need(answer: Answer) -> Answer:
    """The answer, if it is well; else raises DeviceError."""
    if answer.well:
        return answer
    if answer.status in _NOT_ALLOWED:
        raise DeviceError(Completion.DEVICE_NOT_READY, Trouble.NOT_ALLOWED)
    raise DeviceError(Completion.INVALID_DATA, Trouble.REFUSED)


def _pieces(asked: bytes, document: bytes) -> Iterator[bytes]:
    yield asked
    for start in range(0, len(document), _PIECE):
        yield document[start : start + _PIECE]
