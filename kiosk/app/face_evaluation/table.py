"""The figures as tables in a terminal of 80 columns, and the photos that are in none of them."""

from collections.abc import Sequence
from functools import partial

from rich.console import Console
from rich.table import Table

from kiosk.app.face_evaluation.figures import RATES, Row
from kiosk.app.face_evaluation.liveness import LivenessReport
from kiosk.app.face_evaluation.main import Report

WIDTH = 80
_MOST_NAMED = 20
_FURTHEST = 3.0  # the veto alone keeps the rate
LEGEND = """\
FMR        the share of pairs of two people that would be taken for one person;
           1e-3 is one in a thousand; taken: how many that were
FNMR       of 100 pairs of one person, how many would not be taken; at that FMR.
           An empty cell: too few pairs to say
+ misses   the same with photos in which no face was found counted as not taken
with veto  dlib may say no to what the mean takes; it never says yes
A pair shares its people with other pairs: real uncertainty is far wider than
the number of pairs suggests, and other people give other figures."""
LIVE_LEGEND = """\
APCER      of 100 attacks of a kind, how many passed for a living face
BPCER      of 100 living people, how many were refused"""


def print_report(report: Report, width: int = WIDTH) -> None:
    """On stdout: what is reached at each rate, what ships, the curve, the times."""
    console = Console(width=width, highlight=False)
    say = partial(console.print, markup=False)
    first = report.rows[0]
    say(f"\n{report.photos} photos: {first.n_genuine} pairs of one person, {first.n_impostor} of two")
    say(f"no face found in {len(report.missed)}; unreadable {len(report.unreadable)}")
    console.print(_table(("FNMR", "FMR 1e-3", "+ misses", "FMR 1e-4"), [_reached(row) for row in report.rows]))
    say("\nat fixed distances")
    columns = ("engine", "for", "at", "FMR", "taken", "FNMR")
    console.print(_table(columns, [line for row in report.rows for line in _fixed(row)]))
    say("\nthe curve: FNMR in percent (distance)")
    console.print(_table(("FMR", *(f"{rate:.0e}" for rate in RATES)), [_curve(row) for row in report.rows]))
    times = ", ".join(f"{stage} {ms:.0f}" for stage, ms in report.milliseconds.items())
    say(f"\nmilliseconds a photo, median: {times}\n\n{LEGEND}")
    _print_left_out(report)


def print_liveness(report: LivenessReport, width: int = WIDTH) -> None:
    """On stdout: how many of each kind passed, and how the clips ended."""
    console = Console(width=width, highlight=False)
    rows = [(kind.kind, str(kind.n), str(kind.passed), _percent(kind.apcer), kind.told) for kind in report.attacks]
    console.print(_table(("attack", "n", "accepted", "APCER", "ended as"), rows))
    live = report.live
    if live.n:
        refused = (("live", str(live.n), str(live.n - live.passed), _percent(live.bpcer), live.told),)
        console.print(_table(("people", "n", "rejected", "BPCER", "ended as"), refused))
    console.print(f"\n{LIVE_LEGEND}", markup=False)


def _print_left_out(report: Report) -> None:
    # Names of files are never cut, whatever stands in them.
    say = partial(Console(highlight=False).print, markup=False, soft_wrap=True)
    for title, files in (("no face found in", report.missed), ("unreadable", [one.file for one in report.unreadable])):
        if files:
            say(f"\n{title}:")
        for file in files[:_MOST_NAMED]:
            say(f"  {file}")
        if len(files) > _MOST_NAMED:
            say(f"  ... and {len(files) - _MOST_NAMED} more (--json names all)")


def _reached(row: Row) -> tuple[str, ...]:
    found = (row.fnmr_at(1e-3), row.fnmr_with_misses_at(1e-3), row.fnmr_at(1e-4))
    return row.name, *map(_percent, found)


def _fixed(row: Row) -> list[tuple[str, ...]]:
    return [
        (row.name, one.named, f"{one.at:.2f}", _rate(one.fmr), str(one.false_matches), _percent(one.fnmr))
        for one in row.fixed
    ]


def _curve(row: Row) -> tuple[str, ...]:
    points = {point.fmr: f"{point.fnmr * 100:.2f} ({_at(point.at)})" for point in row.points}
    return row.name, *(points.get(rate, "") for rate in RATES)


def _at(distance: float) -> str:
    return "any" if distance > _FURTHEST else f"{distance:.2f}"


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False)
    table.add_column(columns[0], no_wrap=True)
    for column in columns[1:]:
        table.add_column(column, justify="right" if column != "ended as" else "left")
    for row in rows:
        table.add_row(*row)
    return table


def _percent(share: float | None) -> str:
    return "" if share is None else f"{share * 100:.2f} %"


def _rate(share: float | None) -> str:
    return "" if share is None else f"{share:.1e}" if share else "0"
