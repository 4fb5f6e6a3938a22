import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import uvicorn
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import delete

from backend.app import Channels, create_app
from backend.house import House
from backend.kiosks.models import AllowanceUse
from backend.kiosks.service import make_enrolment_code
from backend.migrations.run import migrate
from backend.seed import seed
from backend.settings import Allowance, Settings
from kiosk.backend_client.enrolment import Enrolment, enrol
from kiosk.backend_client.identity import CardKind, ShownCard
from kiosk.backend_client.signing import Credentials
from kiosk.backend_client.transport import Transport

WANG = ShownCard("690101195503180027", "王桂芳", CardKind.RESIDENT, None)


@dataclass(frozen=True)
class Office:
    """The real backend, listening on loopback."""

    url: str
    house: House

    def code(self) -> str:
        with self.house.database.transaction() as session:
            return make_enrolment_code(self.house, session, "xinghua")

    def make_allowances_whole(self) -> None:
        """Forget how often one resident was looked up: all tests have the same few."""
        with self.house.database.transaction() as session:
            session.execute(delete(AllowanceUse))


@dataclass(frozen=True)
class Enrolled:
    """The real terminal side, enrolled."""

    transport: Transport
    enrolment: Enrolment
    credentials: Credentials


@contextmanager
def open_office(folder: Path, channels: Channels | None = None) -> Iterator[Office]:
    """The real backend with twenty invented residents; with `channels`, its clerk works too."""
    settings = Settings(
        database_url=f"sqlite:///{folder}/office.sqlite3",
        key_folder=folder / "keys",
        enrolments_per_address=Allowance(burst=1000, seconds_each=1),
    )
    app = create_app(settings, channels=channels)
    house: House = app.state.house
    migrate(house.database)
    with house.database.transaction() as session:
        seed(house, session, residents=20, today=house.today())
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False, lifespan="on", ws="none"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    yield Office(f"http://127.0.0.1:{listener.getsockname()[1]}", house)
    server.should_exit = True
    thread.join(15)
    assert not thread.is_alive()
    listener.close()


@pytest.fixture(scope="session")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    with open_office(tmp_path_factory.mktemp("office")) as opened:
        yield opened


@pytest.fixture
def transports() -> Iterator[Callable[[Transport], Transport]]:
    """Closes what is handed in."""
    opened: list[Transport] = []

    def keep(transport: Transport) -> Transport:
        opened.append(transport)
        return transport

    yield keep
    for transport in opened:
        transport.close()


@pytest.fixture
def credentials() -> Credentials:
    """Of a terminal that nobody knows."""
    return Credentials("t-nobody", Ed25519PrivateKey.generate())


@pytest.fixture
def enrolled(office: Office, transports: Callable[[Transport], Transport]) -> Enrolled:
    office.make_allowances_whole()
    key = Ed25519PrivateKey.generate()
    transport = transports(Transport(office.url))
    enrolment = enrol(transport, code=office.code(), key=key, name="一号机")
    known = Credentials(enrolment.terminal_id, key)
    return Enrolled(transport.with_credentials(known), enrolment, known)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"
