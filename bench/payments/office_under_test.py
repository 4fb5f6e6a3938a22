"""The real backend on PostgreSQL and the sandbox of the providers, each a process. Everybody here is invented."""

import json
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import select

from backend.app import open_house
from backend.bills.models import Bill
from backend.house import House
from backend.kiosks.service import make_enrolment_code
from backend.payments import callbacks
from backend.payments.channel import Report
from backend.payments.models import ProviderCallback
from backend.settings import Settings
from bench.contestant import BenchError
from bench.payments.terminal import Owed
from kiosk.backend_client.enrolment import enrol
from kiosk.backend_client.signing import Credentials
from kiosk.backend_client.transport import Transport
from tests.backend import postgresql

PATIENCE_S = 60.0
SITE = "xinghua"
_OFTEN = {"burst": 1_000_000, "seconds_each": 0.001}
"""A terminal here does in seconds what a hall does in weeks."""
_ALLOWANCES = (
    *("lookups_per_terminal", "lookups_per_subject", "orders_per_terminal", "attempts_per_terminal"),
    *("claims_per_terminal", "enrolments_per_address"),
)
Say = Callable[[str], None]


@dataclass(frozen=True)
class OfficeUnderTest:
    """Where it listens, and where the payer's telephone finds the providers."""

    url: str
    payer_url: str
    payer_token: str
    _settings: Settings

    def terminal(self, name: str) -> Transport:
        """The line of a newly enrolled terminal; close it."""
        with self._opened() as house, house.database.transaction() as session:
            code = make_enrolment_code(house, session, SITE)
        key, transport = Ed25519PrivateKey.generate(), Transport(self.url)
        enrolment = enrol(transport, code=code, key=key, name=name)
        return transport.with_credentials(Credentials(enrolment.terminal_id, key))

    def owed(self) -> list[Owed]:
        """What every account owes, as the books have it; terminals would ask for it for minutes."""
        bills: dict[str, list[str]] = {}
        with self._opened() as house, house.database.open_session(writes=False) as session:
            for bill in session.scalars(select(Bill).where(Bill.paid_at.is_(None), Bill.fen > 0).order_by(Bill.period)):
                bills.setdefault(bill.account_id, []).append(bill.id)
        return [Owed(account, tuple(ids)) for account, ids in bills.items()]

    def called_back(self) -> dict[str, datetime]:
        """When the first callback about each attempt that was paid came in, as the backend noted it."""
        came: dict[str, datetime] = {}
        with self._opened() as house:
            with house.database.open_session(writes=False) as session:
                rows = session.scalars(select(ProviderCallback).order_by(ProviderCallback.received_at)).all()
            for row in rows:
                report = callbacks.read(house, row)
                if isinstance(report, Report):
                    came.setdefault(report.attempt, row.received_at)
        return came

    @contextmanager
    def _opened(self) -> Iterator[House]:
        """Its database, looked into from here, between what is measured."""
        house = open_house(self._settings)
        try:
            yield house
        finally:
            house.close()


@contextmanager
def office_under_test(say: Say, residents: int) -> Iterator[OfficeUnderTest]:
    """All of it, gone afterwards. Raises: BenchError"""
    if postgresql.binaries() is None:
        raise BenchError("PostgreSQL is not installed: run `make setup`")
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="linli-bench-")))
        database = stack.enter_context(postgresql.server(durable=True)).format(database="postgres")
        commands = ("--database", database, "--key-folder", str(folder / "keys"))
        say(f"seeding {residents} invented residents into PostgreSQL ...")
        _run("seed", "--residents", str(residents), *commands)
        port = _free_port()
        url = f"http://127.0.0.1:{port}"
        _sandbox(stack, folder)
        merchant = folder / "sandbox"
        more: dict[str, object] = {
            **dict.fromkeys(_ALLOWANCES, _OFTEN),
            "merchant_folder": str(merchant),
            "public_url": url,
        }
        settings = Settings.model_validate({"database_url": database, "key_folder": folder / "keys", **more})
        _backend(stack, folder, port, commands, more)
        payer = json.loads((merchant / "merchant.json").read_text())["payer"]
        yield OfficeUnderTest(url, payer["url"], Path(payer["token"]).read_text(), settings)


def _backend(stack: ExitStack, folder: Path, port: int, commands: Sequence[str], more: dict[str, object]) -> None:
    settings, ready = folder / "settings.json", folder / "backend-ready.json"
    settings.write_text(json.dumps(more))
    words = ["backend", "serve", "--port", str(port), "--ready-file", str(ready), "--settings", str(settings)]
    _started(stack, [*words, *commands], ready, folder / "backend.log")


def _sandbox(stack: ExitStack, folder: Path) -> None:
    ready = folder / "sandbox-ready.json"
    words = ["backend.psp_sandbox", "--folder", str(folder / "sandbox"), "--ready-file", str(ready)]
    _started(stack, words, ready, folder / "sandbox.log")


def _started(stack: ExitStack, words: Sequence[str], ready: Path, log: Path) -> None:
    with log.open("wb") as written:
        child = subprocess.Popen([sys.executable, "-m", *words], stdout=written, stderr=written)
    stack.callback(_end, child)
    until = time.monotonic() + PATIENCE_S
    while not ready.exists():
        if child.poll() is not None or time.monotonic() > until:
            raise BenchError(f"{words[0]} does not start: {log.read_text()[-500:]}")
        time.sleep(0.02)


def _end(child: "subprocess.Popen[bytes]") -> None:
    child.terminate()
    try:
        child.wait(PATIENCE_S)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def _run(*words: str) -> str:
    done = subprocess.run([sys.executable, "-m", "backend", *words], capture_output=True, text=True, check=False)
    if done.returncode:
        raise BenchError(f"backend {words[0]}: {done.stderr[-500:]}")
    return done.stdout


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
