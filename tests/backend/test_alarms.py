"""What staff must look at: listed newest first, seen when somebody says so, and there again when it goes on."""

import json
from datetime import timedelta

import pytest
from typer.testing import CliRunner

from backend.cli import app
from backend.payments.alarms import WHAT, alarms, mark_seen
from backend.payments.outcomes import alarm
from backend.payments.truths import AlarmKind
from tests.backend.paying import Paying
from tests.backend.test_taps import NOT_TAKEN, approved, tapped, tell


@pytest.fixture
def engine() -> str:
    return "sqlite"


def raised(paying: Paying, kind: AlarmKind, subject: str) -> None:
    with paying.hall.house.database.transaction() as session:
        alarm(paying.hall.house, session, kind, subject)


def listed(paying: Paying, *, with_seen: bool = False) -> list[str]:
    with paying.hall.house.database.open_session(writes=False) as session:
        return [one.id for one in alarms(session, with_seen=with_seen)]


def seen(paying: Paying, alarm_id: str) -> bool:
    with paying.hall.house.database.transaction() as session:
        return mark_seen(paying.hall.house, session, alarm_id)


def test_every_kind_has_its_words() -> None:
    assert set(WHAT) == set(AlarmKind)
    assert len(set(WHAT.values())) == len(WHAT)


def test_newest_first_and_what_was_seen_is_gone_until_it_goes_on(paying: Paying) -> None:
    clock = paying.hall.clock
    for subject in ("A1", "A2"):
        raised(paying, AlarmKind.NO_END, subject)
        clock.turn(minutes=1)
    assert listed(paying) == ["no_end:A2", "no_end:A1"]
    assert seen(paying, "no_end:A2")
    assert not seen(paying, "no_end:A3")
    assert not seen(paying, "rubbish")
    raised(paying, AlarmKind.NO_END, "A2")
    assert listed(paying) == ["no_end:A1"], "somebody is at it"
    assert listed(paying, with_seen=True) == ["no_end:A2", "no_end:A1"]
    clock.turn(hours=1, minutes=1)
    raised(paying, AlarmKind.NO_END, "A2")
    assert listed(paying) == ["no_end:A2", "no_end:A1"]


def test_the_command_tells_the_order_and_marks(paying: Paying) -> None:
    order = paying.order()
    number = tapped(paying, order)
    tell(paying, order, number, approved(order["fen"]))
    tell(paying, order, number, NOT_TAKEN)
    paying.hall.clock.turn(minutes=1)
    raised(paying, AlarmKind.NO_MERCHANT, "alipay")
    settings = paying.hall.house.settings
    where = ["alarms", "--database", settings.database_url, "--key-folder", str(settings.key_folder)]
    run = CliRunner().invoke
    first, second = (json.loads(line) for line in run(app, [*where, "--json"]).stdout.splitlines() if line[0] == "{")
    assert (first["kind"], first["order"]) == ("no_merchant", None)
    told = {
        "id": f"disagrees:{number}",
        "order": order["id"],
        "hall": "xinghua",
        "channel": "card",
        "fen": order["fen"],
    }
    assert told.items() <= second.items()
    assert second["raised_at"] == (paying.hall.clock.now() - timedelta(minutes=1)).isoformat()
    shown = run(app, where).stdout
    assert f"disagrees:{number}: told twice" in shown
    done = run(app, [*where, "--seen", f"disagrees:{number}", "--seen", "no_end:A9"])
    assert (done.exit_code, "no_end:A9" in done.output) == (1, True)
    assert listed(paying) == ["no_merchant:alipay"]
