"""An A4 printer on the network: IPP over HTTP, paper in a tray, faults on demand; what was printed can be looked at.

Answers enough for `lpadmin -m everywhere`. Every page takes its time and a sheet; a job waits where paper, a jam or the
cover stop it, and goes on when that is mended. Thread-safe.
"""

import contextlib
import re
import threading
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import IntEnum
from typing import Self

from hardware.emulators import ipp
from hardware.emulators.handles import Handle
from hardware.emulators.ipp import Asked, Attributes, Nonsense
from hardware.emulators.ipp_capabilities import CAPABILITIES
from hardware.emulators.ipp_server import IppServer

_PATH = "/ipp/print"
_REMEMBERED = 50
_OK, _BAD, _NOT_FOUND, _NOT_POSSIBLE, _UNSUPPORTED, _BUSY = 0, 0x0400, 0x0406, 0x0404, 0x0501, 0x0507


class Stage(IntEnum):
    """The state of a job, by its number in RFC 8011."""

    PENDING = 3
    PROCESSING = 5
    STOPPED = 6
    CANCELLED = 7
    ABORTED = 8
    COMPLETED = 9


@dataclass(frozen=True, slots=True)
class PagePrinterFaults:
    """What is wrong with the printer right now; nothing, unless told."""

    cover_open: bool = False
    jam_after: int = -1  # the paper jams when so many pages of a job are out
    out_after: int = -1  # the tray is empty when so many pages of a job are out
    page_s: float = -1.0  # a page takes so long
    stuck: bool = False  # takes jobs and never prints them, and says nothing about it
    lies: bool = False  # says that a job is done of which nothing was printed
    mute: bool = False  # takes connections and never answers
    garbage: bytes = b""  # answers this instead of IPP
    refuses: int = 0  # answers every print job with this IPP status
    aborts: bool = False  # gives up every job
    keeps_to_itself: bool = False  # tells of no jobs
    answers_last: bool = False  # every answer is to the question before
    late_s: float = 0.0  # every answer comes so late
    says: tuple[str, ...] = ()  # these printer-state-reasons too


@dataclass(slots=True)
class PrintedJob:
    """One job as the printer has it: the document that came, and how many of its pages are out."""

    number: int
    name: str
    user: str
    copies: int
    document: bytes = field(default=b"", repr=False)
    stage: Stage = Stage.PENDING
    pages: int = 0
    out: int = 0
    whole: bool = False

    @property
    def over(self) -> bool:
        """Whether nothing more will come of it."""
        return self.stage >= Stage.CANCELLED


class DocumentPrinterEmulator:
    """A printer at `uri`; give it paper, open it, break it, unplug it."""

    title = "A4 printer"

    def __init__(self, *, page_s: float = 0.0, paper: int = 250, port: int = 0) -> None:
        self.port = port
        self._page_s = page_s
        self._paper = paper
        self._faults = PagePrinterFaults()
        self._changed = threading.Condition()
        self._closing = False
        self._server: IppServer | None = None
        self._mechanism = threading.Thread(target=self._print, name="emulated pages", daemon=True)
        self.jobs: list[PrintedJob] = []
        self.asked: list[int] = []

    def __enter__(self) -> Self:
        self.plug()
        self._mechanism.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._closing = True
        self.unplug()
        self._wake()
        self._mechanism.join(5)

    @property
    def uri(self) -> str:
        """Where it is, for `lpadmin -v`."""
        return f"ipp://127.0.0.1:{self.port}{_PATH}"

    @property
    def printed(self) -> list[PrintedJob]:
        """The jobs of which paper is out, also those that stopped half way."""
        with self._changed:
            return [job for job in self.jobs if job.out]

    def load_paper(self, sheets: int) -> None:
        """So many sheets are in the tray now."""
        with self._changed:
            self._paper = sheets
            self._changed.notify_all()

    @property
    def paper(self) -> int:
        """The sheets in the tray."""
        return self._paper

    def break_with(self, faults: PagePrinterFaults) -> None:
        """Have these faults from now on; `PagePrinterFaults()` mends everything."""
        with self._changed:
            self._faults = faults
            self._changed.notify_all()

    def plug(self) -> None:
        """Be on the network, at the same port as before."""
        if self._server is None:
            self._server = IppServer(self.port, self._respond)
            self.port = self._server.server_address[1]
            threading.Thread(target=self._server.serve_forever, args=(0.1,), name="emulated IPP", daemon=True).start()

    def unplug(self) -> None:
        """Vanish from the network, with whatever was on its way; the paper inside goes on."""
        server, self._server = self._server, None
        if server is not None:
            server.hang_up()

    def cancel_job(self) -> None:
        """Press the key at the panel that stops what is being printed."""
        with self._changed:
            for job in self.jobs:
                if not job.over:
                    job.stage = Stage.CANCELLED
            self._changed.notify_all()

    def handles(self) -> tuple[Handle, ...]:
        """What hands can do."""
        return (
            Handle("Load 100 sheets", lambda: self.load_paper(100)),
            Handle("Take the paper out", lambda: self.load_paper(0)),
            Handle("Cancel at the panel", self.cancel_job),
            Handle("Close cover" if self._faults.cover_open else "Open cover", self._swing_cover),
        )

    def faults(self) -> Mapping[str, str]:
        """How it can fail."""
        return {key: label for key, (label, _) in _BENCH_FAULTS.items()}

    def break_with_fault(self, key: str) -> None:
        """Have one of `faults`; "" mends it."""
        self.break_with(_BENCH_FAULTS[key][1] if key else PagePrinterFaults())

    def looks(self) -> str:
        """What is seen of it."""
        with self._changed:
            waiting = sum(not job.over for job in self.jobs)
            out = sum(job.out for job in self.jobs)
        lid = ", cover open" if self._faults.cover_open else ""
        return f"{self._paper} sheets, {out} pages out, {waiting} jobs waiting{lid}"

    def _swing_cover(self) -> None:
        self.break_with(replace(self._faults, cover_open=not self._faults.cover_open))

    def _wake(self) -> None:
        with self._changed:
            self._changed.notify_all()

    # The paper

    def _print(self) -> None:
        with self._changed:
            while not self._closing:
                job = next((job for job in self.jobs if job.whole and not job.over), None)
                if job is None or not self._step(job):
                    self._changed.wait(0.2)

    def _step(self, job: PrintedJob) -> bool:
        """One page of `job`, or why not; whether anything moved."""
        faults = self._faults
        job.stage = Stage.PROCESSING
        if faults.aborts or faults.lies:
            job.stage = Stage.ABORTED if faults.aborts else Stage.COMPLETED
            return True
        if faults.stuck or self._stops():
            return False
        page_s = faults.page_s if faults.page_s >= 0 else self._page_s
        if page_s:
            self._changed.wait_for(lambda: self._closing or job.over or self._faults is not faults, page_s)
        if job.over or self._faults is not faults:
            return True
        self._paper -= 1
        job.out += 1
        if job.out >= job.pages * job.copies:
            job.stage = Stage.COMPLETED
        return True

    def _stops(self) -> tuple[str, ...]:
        """What keeps the paper from moving, in the words of printer-state-reasons."""
        job = next((job for job in self.jobs if job.whole and not job.over), None)
        faults, out = self._faults, 0 if job is None else job.out
        reasons: tuple[str, ...] = ()
        if faults.cover_open:
            reasons += ("cover-open-error",)
        if 0 <= faults.jam_after <= out and (job is not None or not faults.jam_after):
            reasons += ("media-jam-error",)
        if self._paper <= 0 or (0 <= faults.out_after <= out and (job is not None or not faults.out_after)):
            reasons += ("media-empty-error", "media-needed")
        return reasons

    # The conversation

    def _respond(self, body: bytes) -> bytes | None:
        """The answer to one request; None is silence."""
        with self._changed:
            if self._faults.mute:
                return None
            if self._faults.garbage:
                return self._faults.garbage
            try:
                asked = ipp.read_request(body)
            except Nonsense:
                return ipp.answer(Asked(b"\x02\x00", 0, 0, {}, b""), _BAD)
            self.asked.append(asked.operation)
            if self._faults.late_s:
                self._changed.wait(self._faults.late_s)
            if self._faults.answers_last:
                asked = replace(asked, number=asked.number - 1)
            does = _OPERATIONS.get(asked.operation)
            answer = does(self, asked) if does else ipp.answer(asked, _UNSUPPORTED)
            self._changed.notify_all()
            return answer

    def _print_job(self, asked: Asked) -> bytes:
        if self._faults.refuses:
            return ipp.answer(asked, self._faults.refuses)
        job = self._new_job(asked)
        self._take(job, asked.document)
        return self._about_job(asked, job)

    def _validate(self, asked: Asked) -> bytes:
        return ipp.answer(asked, _OK)

    def _create(self, asked: Asked) -> bytes:
        if self._faults.refuses:
            return ipp.answer(asked, self._faults.refuses)
        return self._about_job(asked, self._new_job(asked))

    def _send(self, asked: Asked) -> bytes:
        job = self._find(asked)
        if job is None or job.whole or job.over:
            return ipp.answer(asked, _NOT_FOUND if job is None else _NOT_POSSIBLE)
        self._take(job, asked.document)
        return self._about_job(asked, job)

    def _cancel(self, asked: Asked) -> bytes:
        job = self._find(asked)
        if job is None or job.over:
            return ipp.answer(asked, _NOT_FOUND if job is None else _NOT_POSSIBLE)
        job.stage = Stage.CANCELLED
        return ipp.answer(asked, _OK)

    def _job(self, asked: Asked) -> bytes:
        job = self._find(asked)
        return ipp.answer(asked, _NOT_FOUND) if job is None else self._about_job(asked, job)

    def _list(self, asked: Asked) -> bytes:
        if self._faults.keeps_to_itself:
            return ipp.answer(asked, _UNSUPPORTED)
        over = asked.text("which-jobs") == "completed"
        chosen = [job for job in self.jobs if job.over is over]
        return ipp.answer(asked, _OK, [(ipp.JOB, self._job_attributes(job)) for job in chosen])

    def _printer(self, asked: Asked) -> bytes:
        return ipp.answer(asked, _OK, [(ipp.PRINTER, self._wanted(asked, self._printer_attributes()))])

    def _wanted(self, asked: Asked, attributes: Attributes) -> Attributes:
        wanted = set(asked.texts("requested-attributes"))
        if not wanted or wanted & {"all", "printer-description", "job-template", "media-col-database"}:
            return attributes
        return {name: values for name, values in attributes.items() if name in wanted}

    def _new_job(self, asked: Asked) -> PrintedJob:
        user, copies = asked.text("requesting-user-name"), asked.number_of("copies", 1)
        job = PrintedJob(len(self.jobs) + 1, asked.text("job-name"), user, min(max(copies, 1), 99))
        self.jobs.append(job)
        for old in self.jobs[:-_REMEMBERED]:
            old.document = b""
        return job

    def _take(self, job: PrintedJob, document: bytes) -> None:
        job.document, job.pages, job.whole = document, max(1, count_pages(document)), True

    def _find(self, asked: Asked) -> PrintedJob | None:
        number = asked.number_of("job-id", 0)
        if not number:
            tail = asked.text("job-uri").rpartition("/")[2]
            number = int(tail) if tail.isdecimal() else 0
        return next((job for job in self.jobs if job.number == number), None)

    def _about_job(self, asked: Asked, job: PrintedJob) -> bytes:
        return ipp.answer(asked, _OK, [(ipp.JOB, self._job_attributes(job))])

    def _job_attributes(self, job: PrintedJob) -> Attributes:
        return {
            "job-id": ipp.integers(job.number),
            "job-uri": ipp.uris(f"{self.uri}/{job.number}"),
            "job-name": ipp.names(job.name),
            "job-originating-user-name": ipp.names(job.user),
            "job-state": ipp.enums(job.stage),
            "job-state-reasons": ipp.keywords("none"),
            "job-impressions": ipp.integers(job.pages),
            "job-impressions-completed": ipp.integers(job.out),
            "job-media-sheets-completed": ipp.integers(job.out),
        }

    def _printer_attributes(self) -> Attributes:
        stops = self._stops()
        busy = any(not job.over for job in self.jobs)
        state = 5 if stops else 4 if busy else 3
        return {
            **CAPABILITIES,
            "printer-uri-supported": ipp.uris(self.uri),
            "printer-more-info": ipp.uris(f"http://127.0.0.1:{self.port}/"),
            "printer-state": ipp.enums(state),
            "printer-state-reasons": ipp.keywords(*(stops + self._faults.says or ("none",))),
            "queued-job-count": ipp.integers(sum(not job.over for job in self.jobs)),
        }


def count_pages(document: bytes) -> int:
    """How many pages a PDF has, as the root of its tree of pages tells, packed or not."""
    packed = re.findall(rb"stream\r?\n(.*?)endstream", document, re.DOTALL)
    plain = [document]
    for piece in packed:
        with contextlib.suppress(zlib.error):
            plain.append(zlib.decompressobj().decompress(piece, 4 << 20))
    trees = [tree for piece in plain for tree in re.findall(rb"<<([^<>]*/Type\s*/Pages\b[^<>]*)>>", piece)]
    return max((int(count) for tree in trees for count in re.findall(rb"/Count\s+(\d{1,5})", tree)), default=0)


_OPERATIONS: Mapping[int, Callable[[DocumentPrinterEmulator, Asked], bytes]] = {
    0x0002: DocumentPrinterEmulator._print_job,
    0x0004: DocumentPrinterEmulator._validate,
    0x0005: DocumentPrinterEmulator._create,
    0x0006: DocumentPrinterEmulator._send,
    0x0008: DocumentPrinterEmulator._cancel,
    0x0009: DocumentPrinterEmulator._job,
    0x000A: DocumentPrinterEmulator._list,
    0x000B: DocumentPrinterEmulator._printer,
}

_BENCH_FAULTS = {
    "out_mid_job": ("no paper after one page", PagePrinterFaults(out_after=1)),
    "jam": ("paper jams after one page", PagePrinterFaults(jam_after=1)),
    "cover": ("cover open", PagePrinterFaults(cover_open=True)),
    "slow": ("five seconds a page", PagePrinterFaults(page_s=5)),
    "stuck": ("takes jobs, prints nothing", PagePrinterFaults(stuck=True)),
    "lies": ("says done, prints nothing", PagePrinterFaults(lies=True)),
    "mute": ("silent", PagePrinterFaults(mute=True)),
    "garbage": ("answers garbage", PagePrinterFaults(garbage=b"\xff" * 64)),
    "aborts": ("gives up every job", PagePrinterFaults(aborts=True)),
    "toner_low": ("toner low", PagePrinterFaults(says=("toner-low-warning",))),
    "toner_empty": ("toner empty", PagePrinterFaults(says=("toner-empty-error",))),
}
