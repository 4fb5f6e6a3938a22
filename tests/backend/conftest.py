import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pytest

from backend.app import create_app, open_house
from backend.migrations.run import migrate
from backend.payments.clerk import Clerk
from backend.seed import seed
from backend.settings import Settings
from tests.backend import postgresql
from tests.backend.asgi import client_of
from tests.backend.hall import START, Hall, TurnableClock
from tests.backend.paying import Paying, channels_of
from tests.helpers.scripted_channel import ScriptedChannel

RESIDENTS = 25
BOTH = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]


@dataclass(frozen=True)
class Template:
    """A seeded database that is copied for each test, with the keys that fit to it."""

    url: str
    keys: Path


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    assert postgresql.binaries() is not None, "PostgreSQL is not installed: run `make setup`"
    with postgresql.server() as url:
        yield url


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    folder = tmp_path_factory.mktemp("template")
    return _made(f"sqlite:///{folder}/hall.sqlite3", folder / "keys")


@pytest.fixture(scope="session")
def postgresql_template(postgresql_server: str, tmp_path_factory: pytest.TempPathFactory) -> Template:
    postgresql.run_sql(postgresql_server.format(database="postgres"), "CREATE DATABASE hall")
    return _made(postgresql_server.format(database="hall"), tmp_path_factory.mktemp("template") / "keys")


def _made(url: str, keys: Path) -> Template:
    house = open_house(Settings(database_url=url, key_folder=keys), lambda: START)
    migrate(house.database)
    with house.database.transaction() as session:
        assert seed(house, session, residents=RESIDENTS, today=house.today())
    house.database.close()
    return Template(url, keys)


@pytest.fixture(params=BOTH)
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def empty_url(request: pytest.FixtureRequest, engine: str, tmp_path: Path) -> Iterator[str]:
    """A database with nothing in it."""
    if engine == "sqlite":
        yield f"sqlite:///{tmp_path}/empty.sqlite3"
        return
    yield from _database(request.getfixturevalue("postgresql_server"), "template0")


@pytest.fixture
def settings(request: pytest.FixtureRequest, engine: str, tmp_path: Path) -> Iterator[Settings]:
    """A copy of the seeded hall."""
    template: Template = request.getfixturevalue(f"{engine}_template")
    shutil.copytree(template.keys, tmp_path / "keys")
    if engine == "sqlite":
        shutil.copy(template.url.removeprefix("sqlite:///"), tmp_path / "hall.sqlite3")
        yield Settings(database_url=f"sqlite:///{tmp_path}/hall.sqlite3", key_folder=tmp_path / "keys")
        return
    for url in _database(request.getfixturevalue("postgresql_server"), "hall"):
        yield Settings(database_url=url, key_folder=tmp_path / "keys")


def _database(server: str, template: str) -> Iterator[str]:
    name = f"t{uuid4().hex}"
    postgresql.run_sql(server.format(database="postgres"), f"CREATE DATABASE {name} TEMPLATE {template}")
    yield server.format(database=name)
    postgresql.run_sql(server.format(database="postgres"), f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def hall(settings: Settings) -> Iterator[Hall]:
    clock = TurnableClock()
    app = create_app(settings, clock.now)
    with client_of(app) as client:
        yield Hall(client, app, app.state.house, clock)
    app.state.house.database.close()


@pytest.fixture
def paying(settings: Settings) -> Iterator[Paying]:
    clock = TurnableClock()
    channel = ScriptedChannel(clock.now)
    app = create_app(settings, clock.now, channels_of(channel))
    with client_of(app) as client:
        hall = Hall(client, app, app.state.house, clock)
        yield Paying(hall, channel, Clerk(hall.house), hall.terminal())
    app.state.house.close()
