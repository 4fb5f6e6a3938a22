"""Migrations, secrets and the seed."""

import re
import stat
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import func, inspect, select, text, update

from backend.app import open_house
from backend.database import Database, Instant
from backend.house import House
from backend.identity.models import CardSession, Resident
from backend.identity.numbers import check_letter, is_well_formed
from backend.insurance.models import Contribution, Participation
from backend.keys import load_or_make_keys
from backend.migrations.run import migrate, take_back
from backend.pauses.models import Pause
from backend.seed import demo_residents, seed
from backend.seeding.people import crowd
from backend.settings import Settings
from backend.tables import METADATA
from tests.backend.conftest import RESIDENTS
from tests.backend.hall import START, Hall


def test_migrations_make_what_the_models_say(empty_url: str) -> None:
    database = Database(empty_url)
    migrate(database)
    with database.engine.begin() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []
    migrate(database)
    assert set(inspect(database.engine).get_table_names()) == {*METADATA.tables, "alembic_version"}
    take_back(database)
    assert set(inspect(database.engine).get_table_names()) == {"alembic_version"}
    database.close()


def test_what_the_release_before_wrote_is_still_worth_what_it_was(empty_url: str) -> None:
    """Logins and pauses of level 2 by an identity card, which was all there was; and the way back loses no more."""
    database = Database(empty_url)
    migrate(database, "0002")
    moment = {"at": START.replace(tzinfo=None)}
    with database.engine.begin() as connection:
        for statement in (
            "INSERT INTO sites VALUES ('s', '馆')",
            "INSERT INTO terminals VALUES ('t', 's', '一号机', 'k', :at, NULL)",
            "INSERT INTO residents VALUES ('r', 'd', '某某', NULL, 'resident', '1990-01-01', NULL, NULL, NULL, false)",
            "INSERT INTO card_sessions VALUES ('h', 't', 'r', 2, :at)",
            "INSERT INTO pauses VALUES ('c', 's', 'd', 'x', :at)",
        ):
            connection.execute(text(statement), moment)
    migrate(database)
    with database.open_session(writes=False) as session:
        login, pause = session.execute(select(CardSession)).scalar_one(), session.execute(select(Pause)).scalar_one()
    assert (login.proofs, login.sure_to, pause.level) == ("id_card", 2, 2)
    with database.transaction() as session:
        session.add(
            CardSession(token_hash="w", terminal_id="t", resident_id="r", level=1, proofs="sms", expires_at=START)
        )
    take_back(database, "0002")
    with database.engine.begin() as connection:
        assert connection.execute(text("SELECT token_hash FROM card_sessions")).scalars().all() == ["h"]
        assert connection.execute(text("SELECT code_digest FROM pauses")).scalars().all() == ["c"]
    database.close()


def test_starts_at_once_migrate_once(empty_url: str, tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "backend",
        "migrate",
        "--database",
        empty_url,
        "--key-folder",
        str(tmp_path / "keys"),
    ]
    children = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    ends = [(child.communicate(timeout=60)[1], child.returncode) for child in children]
    assert ends == [("", 0)] * 3
    database = Database(empty_url)
    assert "terminals" in inspect(database.engine).get_table_names()
    database.close()


def test_only_files_and_postgresql_are_databases() -> None:
    for url in ("sqlite://", "sqlite:///:memory:", "mysql://nowhere/x"):
        with pytest.raises(ValueError, match="SQLite file or a PostgreSQL"):
            Database(url)


def test_a_moment_needs_a_zone(hall: Hall) -> None:
    with pytest.raises(ValueError, match="without a zone"):
        Instant().process_bind_param(datetime(2026, 1, 1), hall.house.database.engine.dialect)  # noqa: DTZ001 (the point)


def test_an_exception_does_not_quote_what_was_bound(hall: Hall) -> None:
    from sqlalchemy.exc import SQLAlchemyError

    with hall.house.database.open_session(writes=False) as session, pytest.raises(SQLAlchemyError) as caught:
        session.execute(text("SELECT * FROM nowhere WHERE name = :name"), {"name": "王桂芳"})
    assert "王桂芳" not in str(caught.value)


def test_the_files_are_for_their_owner_alone(tmp_path: Path) -> None:
    house = open_house(Settings(database_url=f"sqlite:///{tmp_path}/a.sqlite3", key_folder=tmp_path / "keys"))
    migrate(house.database)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) >= 3
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    house.database.close()


def test_secrets_are_made_once(tmp_path: Path) -> None:
    first, second = load_or_make_keys(tmp_path), load_or_make_keys(tmp_path)
    assert first.secret == second.secret
    assert first.bundle_public_key == second.bundle_public_key
    assert first.digest("a", "x") == second.digest("a", "x")
    assert first.digest("a", "x") != first.digest("b", "x")
    assert repr(first) == "Keys()"


def test_damaged_or_open_secrets_are_refused(tmp_path: Path) -> None:
    load_or_make_keys(tmp_path)
    secret = tmp_path / "lookup.secret"
    secret.chmod(0o644)
    with pytest.raises(ValueError, match="readable by others"):
        load_or_make_keys(tmp_path)
    secret.chmod(0o600)
    secret.write_text("YWJj")
    with pytest.raises(ValueError, match="does not hold"):
        load_or_make_keys(tmp_path)


def _counts(house: House) -> list[int]:
    with house.database.open_session(writes=False) as session:
        return [
            session.execute(select(func.count()).select_from(table)).scalar_one() for table in (Resident, Contribution)
        ]


def _seed(house: House, today: date, residents: int = RESIDENTS) -> bool:
    with house.database.transaction() as session:
        return seed(house, session, residents=residents, today=today)


def test_seeding_again_changes_nothing(hall: Hall) -> None:
    before = _counts(hall.house)
    assert before[0] == RESIDENTS
    assert _seed(hall.house, START.date()) is False
    assert _counts(hall.house) == before


def test_a_seed_without_telephones_is_made_anew(hall: Hall) -> None:
    """As an earlier release left it: the same day, the same people, and no way in but a card."""
    with hall.house.database.transaction() as session:
        session.execute(update(Resident).values(telephone_digest=None, telephone_tail=None, hall_card_digest=None))
    assert _seed(hall.house, START.date()) is True
    with hall.house.database.open_session(writes=False) as session:
        wang = session.get(Resident, "seed-wang-guifang")
    assert wang is not None
    assert (wang.telephone_tail, wang.hall_card_digest is None) == ("1001", False)


def test_a_month_later_the_books_go_one_month_further(hall: Hall) -> None:
    token_before = hall.terminal().session()
    assert token_before
    assert _seed(hall.house, date(2026, 12, 1)) is True
    with hall.house.database.open_session(writes=False) as session:
        assert session.execute(select(func.max(Contribution.month))).scalar_one() == date(2026, 11, 1)
    assert _counts(hall.house)[0] == RESIDENTS
    assert hall.terminal().log_in().status_code == 201


def test_the_seed_leaves_others_alone(hall: Hall) -> None:
    with hall.house.database.transaction() as session:
        session.add(
            Resident(
                id="real-1", number_digest="d", name="某某", card_kind="resident", birth=date(1990, 1, 1), locked=False
            )
        )
    assert _seed(hall.house, date(2026, 12, 1), residents=12) is True
    assert _counts(hall.house)[0] == 13


def test_the_seed_is_the_same_every_time(tmp_path: Path) -> None:
    seen = []
    for name in ("a", "b"):
        settings = Settings(database_url=f"sqlite:///{tmp_path}/{name}.sqlite3", key_folder=tmp_path / name)
        house = open_house(settings)
        migrate(house.database)
        _seed(house, START.date(), residents=60)
        with house.database.open_session(writes=False) as session:
            people = session.execute(select(Resident.id, Resident.name, Resident.birth).order_by(Resident.id)).all()
            books = session.execute(
                select(Participation.resident_id, Participation.base_fen, Participation.first_month)
            ).all()
            paid = session.execute(select(func.sum(Contribution.person_fen), func.count(Contribution.paid))).all()
        seen.append((people, sorted(books), paid))
        house.database.close()
    assert seen[0] == seen[1]


def test_a_crowd_of_two_thousand_is_varied_and_cannot_be_real() -> None:
    from random import Random

    people = list(crowd(Random(20261121), 2000))
    assert len({person.number for person in people}) == 2000
    assert all(is_well_formed(person.number) and person.number.startswith("69") for person in people)
    assert {person.building for person in people} == set(range(1, 13))
    names = "".join(person.name for person in people)
    assert "·" in names
    assert "𠮷" in names
    assert "㛃" in names
    assert sum(person.locked for person in people) == 10
    telephones = [person.telephone for person in people if person.telephone]
    assert len(set(telephones)) == len(telephones) > 1700
    assert all(len(one) == 11 and one.startswith("0000") for one in telephones)


def test_the_fixed_residents_are_whole_and_cannot_be_real() -> None:
    residents = {one.id: one for one in demo_residents()}
    assert set(residents) == {"wang-guifang", "li-ji", "gulinaer", "claire-moreau", "chan-kaman"}
    for one in residents.values():
        assert is_well_formed(one.number)
        assert one.number[:2] == "69" or one.number[:3] == "969" or one.number[14:17] == "000"
        assert one.birth.strftime("%Y%m%d") in one.number
        assert (int(one.number[16]) % 2 == 1) is (one.sex == "male")
        assert len(one.address or "") <= 35
        assert one.valid_until is None or one.valid_until > date(2026, 12, 31)
        assert one.telephone is None or re.fullmatch("0000[0-9]{7}", one.telephone), "0000 leads nowhere"
        assert one.hall_card is None or one.hall_card.startswith("69")
    assert "𠮷" in residents["li-ji"].name
    assert residents["gulinaer"].insurance == ()
    assert residents["wang-guifang"].insurance[0].months_paid == 18 * 12 + 4


@pytest.mark.parametrize("today", ["2026-01-15", "2026-07-31", "2026-08-01", "2027-03-01"])
def test_the_missed_july_is_the_last_one_in_the_books(tmp_path: Path, today: str) -> None:
    settings = Settings(database_url=f"sqlite:///{tmp_path}/a.sqlite3", key_folder=tmp_path / "keys")
    house = open_house(settings)
    migrate(house.database)
    day = date.fromisoformat(today)
    _seed(house, day, residents=10)
    with house.database.open_session(writes=False) as session:
        pension = (Contribution.resident_id == "seed-wang-guifang", Contribution.kind == "pension")
        missed = session.execute(select(Contribution.month).where(*pension, ~Contribution.paid)).scalars().all()
        kept = session.execute(select(func.count()).where(*pension, Contribution.paid)).scalar_one()
        earlier = session.get(Participation, ("seed-wang-guifang", "pension"))
    house.database.close()
    assert missed == [date(day.year if day >= date(day.year, 8, 1) else day.year - 1, 7, 1)]
    assert earlier is not None
    assert earlier.months_paid_earlier + kept == 220


def test_check_letters() -> None:
    # The worked example of GB 11643: 11010519491231002 has X.
    assert check_letter("11010519491231002") == "X"
    assert is_well_formed("11010519491231002X")
    assert not is_well_formed("110105194912310021")
    assert is_well_formed("FRA123456789012")
    for foreign in ("", "1" * 17, "１" * 18, "FRA12345678901", "12A123456789012"):
        assert not is_well_formed(foreign)
