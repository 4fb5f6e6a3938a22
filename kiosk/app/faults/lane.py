"""One lane of the matrix: an office, a gateway, a line, two devices and a terminal, run after run.

Office and gateway live on from run to run, as in a hall, unless a run kills them; each run has a terminal of its own,
with a fresh journal. One thread a lane.
"""

import shutil
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from hardware.emulators.code_scanner import SerialScannerEmulator
from hardware.emulators.payment_terminal import PaymentTerminalEmulator
from hardware.emulators.zvt.duties import Card
from kiosk.app.demo.line import Line, LineState
from kiosk.app.enrolment import ENROLMENT_FILE, KEY_FILE, enrol_terminal
from kiosk.app.faults.ledgers import OfficeBooks, codes_of, journal_rows, lines_of, told_of, trades_of
from kiosk.app.faults.plan import Conduct, Cue, Kill, Plan, Who
from kiosk.app.faults.processes import SITE, Daemon, Gateway, HurriedOffice, Nurseries, TerminalProcess, command
from kiosk.app.faults.resident import Resident
from kiosk.app.faults.rival import Rival
from kiosk.app.faults.shared_clock import SharedClock
from kiosk.app.faults.truths import ENDS, ORDER_ENDS, Booked, Books, violations
from kiosk.store.database import FILE

LOOK_S = 0.015
VISIT_S = 8.0
"""A visit that is not over then is walked away from."""
QUIET_S = 60.0
"""What has no end then, by the machine's clock, with every leap that there is, will never have one."""
CALLBACKS_S = 15.0
"""So long callbacks are waited for: one signed before a leap is stale ever after, and the office asks anyway."""
KINDS_OF_BILLS = "123"
FIRST_NUMBER = 2_718_400  # as the seed counts households
MOST_LOG = 400
_FURTHEST_LEAP_S = 25 * 3600.0


@dataclass
class Run:
    """What became of one."""

    plan: Plan
    kills: Counter[str] = field(default_factory=Counter)
    violations: list[str] = field(default_factory=list)
    outcomes: list[str] = field(default_factory=list)
    orders: int = 0
    seconds: float = 0.0
    rivals: int = 0
    unrest: str = ""
    ledgers: dict[str, Any] = field(default_factory=dict)


class Lane:
    """Implements `kiosk.app.faults.resident.Surroundings`. A context manager."""

    def __init__(self, folder: Path, seeded: Path, nurseries: Nurseries) -> None:
        self._folder = folder
        shutil.copytree(seeded, folder)
        (folder / "terminal").mkdir(mode=0o700)
        self._clock = SharedClock.make(folder / "clock")
        self._nurseries = nurseries
        self._gateway = Gateway(folder, nurseries.gateway)
        self._office = HurriedOffice(folder, nurseries.office, folder / "clock", self._gateway.folder)
        self._books = OfficeBooks(self._office.database)
        self._stack = ExitStack()
        self._scanner = SerialScannerEmulator(folder / "scanner")
        self._pay = PaymentTerminalEmulator.tcp()
        self._household = 0
        self._well_since = 0.0
        self._later: list[threading.Timer] = []
        self._cued: set[Cue] = set()
        self._awake = False
        self._reviving = threading.Lock()

    def __enter__(self) -> Self:
        for daemon in (self._gateway, self._office):
            self._stack.callback(daemon.kill)
        self._gateway.start()
        self._office.start()
        self._line = self._stack.enter_context(Line(self._office.port))
        url = f"http://127.0.0.1:{self._office.port}"
        enrol_terminal(self._folder / "terminal", url, self._enrol_code(), "试验终端")
        self._rival = Rival(self._folder / "rival", url, self._enrol_code(), self._clock)
        self._stack.enter_context(self._scanner)
        self._stack.enter_context(self._pay)
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def _enrol_code(self) -> str:
        return command(self._office.database, "enrol-code", "--site", SITE).strip()

    # What she can touch.

    def touch(self, **what: object) -> None:
        """The screen."""
        self._terminal.answer(**what)

    def phone(self, resource: str, **content: object) -> dict[str, object] | None:
        """Her phone."""
        return self._gateway.ask(resource, "GET" if resource == "ledger" else "POST", **content)

    def hold_up(self, code: str) -> None:
        """A code before the scanner."""
        self._scanner.scan(code)

    def present(self, card: Card) -> None:
        """A card to the payment terminal, and a PIN."""
        self._pay.present_card(card)
        self._pay.enter_pin(right=True)
        self.cue(Cue.PAID)

    def later(self, seconds: float, act: Callable[[], object]) -> None:
        """Something after a while."""
        timer = threading.Timer(seconds, act)
        timer.daemon = True
        self._later.append(timer)
        timer.start()

    def cue(self, cue: Cue) -> None:
        """She came so far: what waits for it is set off, once."""
        if cue in self._cued:
            return
        self._cued.add(cue)
        for kill in self._run.plan.kills:
            if kill.cue is cue and not kill.at_step:
                self.later(kill.delay_s, lambda kill=kill: self._kill(kill))  # type: ignore[misc]
        rival = self._run.plan.rival
        if rival is not None and rival.cue is cue:
            self.later(rival.delay_s, self._rival_pays)
        cut = self._run.plan.cut
        if cut is not None and cut.cue is cue:
            self.later(cut.delay_s, lambda: self._line.become(cut.state))
            self.later(cut.delay_s + cut.for_s, lambda: self._line.become(LineState.WHOLE))

    # A run.

    def run(self, plan: Plan) -> Run:
        """One run, from the first page until all is quiet; what was found is in it."""
        begun = time.monotonic()
        self._run = Run(plan)
        before, booked = self._books.orders(), len(self._pay.journal)
        self._set_up(plan)
        resident = Resident(plan, self)
        self._visit(resident)
        self._settle(before)
        if plan.conduct is Conduct.PAYS_TWICE and self._pays_again(resident):
            self._settle(before)
        self._judge(before, booked)
        self._terminal.close()
        self._run.seconds = time.monotonic() - begun
        return self._run

    def _set_up(self, plan: Plan) -> None:
        """A terminal with a fresh journal at the same place, and the faults of the plan."""
        self._cued, self._later, self._offset, self._mourned = set(), [], 0, False
        data = self._folder / "runs" / str(plan.seed)
        shutil.rmtree(data, ignore_errors=True)
        data.mkdir(parents=True, mode=0o700)
        for name in (KEY_FILE, ENROLMENT_FILE):
            shutil.copy(self._folder / "terminal" / name, data / name)
        self._data = data
        words: dict[str, object] = {
            "data": str(data),
            "url": f"http://127.0.0.1:{self._line.port}",
            "clock": str(self._folder / "clock"),
            "scanner": str(self._scanner.path),
            "pay_host": self._pay.host,
            "pay_port": self._pay.port,
            "most_bills": plan.most_bills,
        }
        self._terminal = TerminalProcess(data, self._nurseries.terminal, words)
        self._pay.customer = None
        self._pay.break_with_fault(plan.tap_fault)
        for one in plan.faults:
            self._gateway.ask("faults", operation=one.operation, kind=one.kind, times=one.times, seconds=one.seconds)
        place, kind = divmod(self._household, len(KINDS_OF_BILLS))
        self._household += 1
        self._number = f"69{KINDS_OF_BILLS[kind]}{FIRST_NUMBER + place}"

    def _visit(self, resident: Resident) -> None:
        """She comes, does what she does, and goes; who dies meanwhile comes back."""
        at_step = next((f"{kill.at_step}:1" for kill in self._run.plan.kills if kill.at_step), "")
        self._start_terminal(at_step)
        ends, began = time.monotonic() + VISIT_S, False
        while time.monotonic() < ends and not resident.gone:
            if not self._terminal.lives:
                self._count_death()
                self._start_terminal()
                began = False
                if not resident.comes_again:
                    break
            self._mourn_office()
            if self._awake and not began:
                began = True
                resident.begin()
            self._read(resident)
            time.sleep(LOOK_S)
        self.cue(Cue.LEFT)
        for timer in self._later:  # what was under way when she went still happens, and what comes of it
            timer.join()

    def _read(self, resident: Resident | None) -> None:
        lines, self._offset = lines_of(self._terminal.told, self._offset)
        for line in lines:
            if line["kind"] == "awake":
                self._awake = True
            elif line["kind"] == "settled":
                self._run.outcomes.append(line["outcome"])
            if resident is not None:
                resident.read(line)

    def _start_terminal(self, kill_at: str = "") -> None:
        self._awake = False
        self._terminal.start(self._number, kill_at)

    def _count_death(self) -> None:
        plan = self._run.plan
        step = next((kill.at_step for kill in plan.kills if kill.who is Who.TERMINAL and kill.at_step), "")
        self._run.kills[f"terminal at {step}" if step else "terminal"] += 1

    def _mourn_office(self) -> None:
        """It died at a commit: somebody starts it anew."""
        fatal = next((kill for kill in self._run.plan.kills if kill.who is Who.OFFICE and kill.commits), None)
        if fatal is not None and not self._mourned and not self._office.lives:
            self._mourned = True
            self._run.kills["office at a commit"] += 1
            self.later(fatal.back_after_s, lambda: self._revive(self._office))

    def _rival_pays(self) -> None:
        self._run.rivals += 1
        self._rival.pays(self._number, self._run.plan.most_bills, self.phone)

    def _kill(self, kill: Kill) -> None:
        """At a moment, or soon: at a commit of the office."""
        match kill.who:
            case Who.TERMINAL:
                self._terminal.kill()
            case Who.OFFICE if kill.commits:
                self._clock.light_fuse(kill.commits)
            case Who.OFFICE:
                self._kill_daemon(self._office, kill)
            case Who.GATEWAY:
                self._kill_daemon(self._gateway, kill)

    def _kill_daemon(self, daemon: Daemon, kill: Kill) -> None:
        daemon.kill()
        self._run.kills[kill.who.value] += 1
        self.later(kill.back_after_s, lambda: self._revive(daemon))

    def _revive(self, daemon: Daemon) -> None:
        """Start it where it was, if it is dead."""
        with self._reviving:
            if not daemon.lives:
                daemon.start()

    def _revive_all(self) -> None:
        for daemon in (self._gateway, self._office):
            self._revive(daemon)

    # Afterwards.

    def _settle(self, before: set[str]) -> None:
        """Everything is well again and started anew; time leaps until nothing is open any more."""
        self._clock.light_fuse(0)
        self._line.become(LineState.WHOLE)
        self._pay.break_with_fault("")
        self._pay.plug()
        self._mourn_office()
        self._revive_all()
        self._gateway.ask("faults", "DELETE")
        self._well_since = time.monotonic()
        ends, quiet, unrest = self._well_since + QUIET_S, 0, ""
        while time.monotonic() < ends and quiet < 2:  # once may be between two things
            self._revive_all()  # a fuse may have burnt down while it was put out
            if not self._terminal.lives:
                self._count_death()
                self._start_terminal()
            self._read(None)
            unrest = self._unrest(before)
            quiet = 0 if unrest else quiet + 1
            if unrest:
                self._clock.leap(self._next_leap())
            time.sleep(0.1)
        self._run.unrest = unrest

    def _unrest(self, before: set[str]) -> str:
        """What is still going on; empty: all is quiet."""
        try:
            books = self._gather(before, booked=0)
            callbacks, planned = self._books.waiting_callbacks(), self._books.next_act(0)
        except sqlite3.OperationalError:  # it is being opened
            return "a database cannot be read"
        ledger = self._gateway.ask("ledger", "GET")
        if ledger is None or not self._awake:
            return "somebody does not answer"
        waited = time.monotonic() - self._well_since > CALLBACKS_S
        if (ledger["callbacks_to_come"] and not waited) or ledger["payments_to_come"] or callbacks:
            return "callbacks or payments are to come"
        open_ones = (
            ("journal", [row.order for row in books.rows if not row.ended]),
            ("orders", [sale.id for sale in books.sales if sale.state not in ORDER_ENDS]),
            ("attempts", [one.number for one in books.tries if one.state not in ENDS]),
            ("acts", ["to come"] if planned is not None else []),
            ("refunds", [one.attempt for one in books.refunds if one.state != "done"]),
        )
        return "; ".join(f"{name} {', '.join(open_)}" for name, open_ in open_ones if open_)

    def _next_leap(self) -> float:
        """As far as the next thing that the office means to do, and no further."""
        wait = self._books.next_act(self._clock.now().timestamp())
        return min(max(wait, 1.0), _FURTHEST_LEAP_S) if wait is not None else 10.0

    def _pays_again(self, resident: Resident) -> bool:
        """She pays what she had scanned before it was closed; whether there was such a code."""
        ledger = self._gateway.ask("ledger", "GET") or {"trades": []}
        trades = ledger["trades"]
        assert isinstance(trades, list)
        mine = [one for one in trades if one["code"] in resident.codes and not one["succeeded"]]
        for one in mine:
            self._gateway.ask("pay", code=one["code"], even_closed=True)
        return bool(mine)

    def _gather(self, before: set[str], booked: int) -> Books:
        """What all ledgers say of this run."""
        sales = [sale for sale in self._books.sales() if sale.id not in before]
        mine = {sale.id for sale in sales}
        tries = [one for one in self._books.tries() if one.order in mine]
        rows = journal_rows(self._data / FILE)
        return Books(
            rival=self._rival.terminal,
            tries=tries,
            sales=sales,
            refunds=[one for one in self._books.refunds() if one.order in mine],
            rows=rows,
            booked=[
                Booked(entry.fen, entry.receipt, entry.taken_back)
                for entry in self._pay.journal[booked:]
                if entry.kind == "payment"
            ],
        )

    def _judge(self, before: set[str], booked: int) -> None:
        """Hold the ledgers against each other; what does not fit is kept with all that they say."""
        books = self._gather(before, booked)
        mine = {sale.id for sale in books.sales}
        numbers = {one.number for one in self._books.tries()} - {one.number for one in books.tries}
        ledger = self._gateway.ask("ledger", "GET")
        assert ledger is not None, "the gateway was started anew"
        lines, _ = lines_of(self._terminal.told)
        books.trades = [one for one in trades_of(ledger) if one.attempt not in numbers]
        books.postings = [one for one in self._books.postings() if one.order in mine]
        books.held = [one for one in self._books.held() if one[1] in mine]
        books.told, books.codes, books.late = told_of(lines), codes_of(ledger), self._books.late()
        self._run.orders = len(mine)
        self._run.violations = violations(books)
        if self._run.unrest:
            self._run.violations.append(f"it never grew quiet: {self._run.unrest}")
        log = (self._data / "terminal.log").read_text("utf-8", "replace").splitlines()[-MOST_LOG:]
        self._run.ledgers = {"log": log, "books": books, "alarms": self._books.alarms(), "told": lines}
