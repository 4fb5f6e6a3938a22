"""`kiosk bench payments`: the real backend on PostgreSQL, the sandbox of the providers, and terminals, on one machine.

All processes share its cores: backend, PostgreSQL, sandbox, and this one, in which the terminals are. There is no
network between them but loopback. Everybody in it is invented, and so is the money.
"""

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench.figures import load
from bench.payments.office_under_test import OfficeUnderTest, Say, office_under_test
from bench.payments.on_screen import on_screen
from bench.payments.terminal import Ledger
from bench.payments.throughput import TERMINALS, throughput
from bench.start import stage

RESIDENTS = 600


def measure(
    runs: int = 3,
    seconds: float = 8.0,
    samples: int = 40,
    terminals: Sequence[int] = TERMINALS,
    residents: int = RESIDENTS,
    say: Say = lambda _line: None,
) -> dict[str, object]:
    """The report. Takes `runs` x 1.4 `seconds` for each number of terminals, and 4 s for each of the `samples`.

    Raises: BenchError
    """
    with tempfile.TemporaryDirectory(prefix="linli-bench-") as folder, office_under_test(say, residents) as office:
        ledger = Ledger(office.owed())
        rows = throughput(office, ledger, terminals, runs, seconds, say)
        return {
            "orders_per_second": rows[-1]["orders_per_second"],
            **screened(office, ledger, Path(folder), samples, say),
            "terminals": rows,
            "measured": load(),
        }


def screened(office: OfficeUnderTest, ledger: Ledger, folder: Path, samples: int, say: Say) -> dict[str, object]:
    """The part with the window, on a screen of its own."""
    with stage(1080, 1920) as environment:
        os.environ.update(environment, QT_QPA_PLATFORM="xcb")
        # Qt reads the environment when it is loaded, so it is loaded here.
        from kiosk.app.window import open_application, prepare_environment

        prepare_environment()
        application = open_application()
        try:
            return dict(on_screen(office, ledger, folder, samples, say))
        finally:
            del application
