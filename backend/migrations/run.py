"""Bringing a database to the newest shape, from inside the program: no alembic.ini, no working directory."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import text
from sqlalchemy.engine import Connection

from backend.database import Database

MIGRATION_LOCK = 0x4C494E4C49  # any number, always the same: two starts at once on PostgreSQL wait for each other


def migrate(database: Database, revision: str = "head") -> None:
    """Upgrade in one transaction; what is there already is left alone."""
    with database.engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": MIGRATION_LOCK})
        command.upgrade(config(connection), revision)


def take_back(database: Database, revision: str = "base") -> None:
    """Downgrade in one transaction; for tests and for a release that must be taken back."""
    with database.engine.begin() as connection:
        command.downgrade(config(connection), revision)


def config(connection: Connection) -> Config:
    """Alembic's settings for this connection."""
    settings = Config()
    settings.set_main_option("script_location", str(Path(__file__).parent))
    settings.attributes["connection"] = connection
    return settings
