"""Many runs, several lanes at once, and what came of them."""

import queue
import shutil
import tempfile
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kiosk.app.faults.lane import Lane, Run
from kiosk.app.faults.plan import draw
from kiosk.app.faults.processes import Nurseries, Programs, command, place_for

LANES = 6
"""Mostly they wait."""
RESIDENTS = 400
Say = Callable[[str], None]


@dataclass
class Report:
    """All runs together."""

    runs: int = 0
    orders: int = 0
    seconds: float = 0.0
    kills: Counter[str] = field(default_factory=Counter)
    outcomes: Counter[str] = field(default_factory=Counter)
    means: Counter[str] = field(default_factory=Counter)
    violations: list[dict[str, Any]] = field(default_factory=list)
    broken: list[int] = field(default_factory=list)
    rivals: int = 0

    @property
    def failed_seeds(self) -> list[int]:
        """Those of runs with violations, and of runs that did not come to their end."""
        return sorted({found["seed"] for found in self.violations} | set(self.broken))

    def to_json(self) -> dict[str, Any]:
        """As the command prints it."""
        return {
            "runs": self.runs,
            "kills": sum(self.kills.values()),
            "violations": len(self.violations),
            "failed_seeds": self.failed_seeds,
            "orders": self.orders,
            "seconds": round(self.seconds, 1),
            "kills_by_kind": dict(sorted(self.kills.items())),
            "outcomes": dict(sorted(self.outcomes.items())),
            "means": dict(sorted(self.means.items())),
            "rivals": self.rivals,
            "found": self.violations,
            "broken": sorted(self.broken),
        }

    def add(self, run: Run) -> None:
        """One more."""
        self.runs += 1
        self.orders += run.orders
        self.rivals += run.rivals
        self.kills += run.kills
        self.outcomes.update(run.outcomes or ["nothing told"])
        self.means[run.plan.means.value] += 1
        self.violations += [{"seed": run.plan.seed, "plan": run.plan.title, "what": one} for one in run.violations]


def run_matrix(
    seeds: Sequence[int],
    say: Say,
    *,
    lanes: int = LANES,
    keep: Path | None = None,
    programs: Programs = Programs(),  # noqa: B008 (it never changes)
) -> Report:
    """Run each of these seeds once. `keep`: where the ledgers after each run are written, a file a seed. Blocks."""
    report, begun = Report(), time.monotonic()
    waiting: queue.SimpleQueue[int] = queue.SimpleQueue()
    for seed in seeds:
        waiting.put(seed)
    folder = Path(tempfile.mkdtemp(prefix="linli-faults-", dir=place_for(None)))
    try:
        say("making a hall")
        seeded = folder / "seeded"
        seeded.mkdir()
        command(seeded / "office.sqlite", "seed", "--residents", str(RESIDENTS))
        with ExitStack() as stack:
            crew = _Crew(report, waiting, say, keep, Nurseries.of(stack, programs))
            threads = [
                threading.Thread(target=crew.work, args=(folder / f"lane{place}", seeded), name=f"lane {place}")
                for place in range(min(lanes, len(seeds)))
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    report.seconds = time.monotonic() - begun
    return report


class _Crew:
    """Those who work off the seeds."""

    def __init__(
        self,
        report: Report,
        waiting: "queue.SimpleQueue[int]",
        say: Say,
        keep: Path | None,
        nurseries: Nurseries,
    ) -> None:
        self._report, self._waiting, self._say, self._keep = report, waiting, say, keep
        self._nurseries = nurseries
        self._lock = threading.Lock()

    def work(self, folder: Path, seeded: Path) -> None:
        """One lane, until no seed is left; a lane that breaks is laid anew."""
        place = 0
        while not self._waiting.empty():
            place += 1
            try:
                with Lane(folder.with_name(f"{folder.name}-{place}"), seeded, self._nurseries) as lane:
                    while (seed := self._next()) is not None:
                        self._note(self._one(lane, seed))
            except Exception:  # noqa: BLE001 (a thread's edge: the others go on)
                self._say(traceback.format_exc())

    def _one(self, lane: Lane, seed: int) -> Run:
        try:
            return lane.run(draw(seed))
        except Exception:
            with self._lock:
                self._report.broken.append(seed)
            raise

    def _next(self) -> int | None:
        try:
            return self._waiting.get_nowait()
        except queue.Empty:
            return None

    def _note(self, run: Run) -> None:
        with self._lock:
            self._report.add(run)
            told = (
                f"{run.plan.seed}: {run.seconds:.1f} s, {run.plan.title} -> {','.join(run.outcomes) or 'nothing told'}"
            )
            self._say(told)
            for found in run.violations:
                self._say(f"  VIOLATION {found}")
            if self._keep is not None:
                self._keep.mkdir(parents=True, exist_ok=True)
                self._write(self._keep / f"{run.plan.seed}.txt", run)

    def _write(self, path: Path, run: Run) -> None:
        lines = [run.plan.title, repr(run.plan), *run.violations, "", *map(str, run.ledgers.get("alarms", ())), ""]
        books = run.ledgers.get("books")
        for name in ("sales", "tries", "refunds", "trades", "postings", "booked", "rows", "told"):
            lines += [f"{name}:", *(f"  {one}" for one in getattr(books, name, ()))]
        lines += ["lines:", *(f"  {line}" for line in run.ledgers.get("told", ()))]
        lines += ["log:", *(f"  {line}" for line in run.ledgers.get("log", ()))]
        path.write_text("\n".join(lines), encoding="utf-8")
