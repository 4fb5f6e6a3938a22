"""Commands: serve, migrate, seed, and what staff and the demo ask for. Their yield is on stdout, the rest on stderr."""

import json
import logging
import sys
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import structlog
import typer
from pydantic import TypeAdapter, ValidationError

from backend.app import open_house
from backend.errors import NotFound
from backend.house import House
from backend.identity.service import find_resident
from backend.kiosks.service import HallMistake, add_hall, make_enrolment_code
from backend.migrations.run import migrate
from backend.payments.merchants import BadMerchant
from backend.settings import Settings
from backend.telephones.embedded_gateway import EmbeddedSmsGateway
from backend.telephones.service import draw_phone_code

# A plain traceback: the pretty one quotes values, and those may be personal.
app = typer.Typer(
    no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help="The office that terminals phone."
)

DatabaseOption = Annotated[
    str, typer.Option("--database", envvar="LINLI_DATABASE", help="postgresql://… or the path of a SQLite file")
]
KeysOption = Annotated[
    Path | None,
    typer.Option("--key-folder", envvar="LINLI_KEY_FOLDER", help="by default `keys` beside the SQLite file"),
]
HERE = "backend.sqlite3"


def main() -> None:
    """The `backend` command."""
    _log_to_stderr()
    app()


@app.command()
def serve(
    host: str = "127.0.0.1",
    port: Annotated[int, typer.Option(help="0 picks a free one")] = 8600,
    database: DatabaseOption = HERE,
    key_folder: KeysOption = None,
    ready_file: Annotated[Path | None, typer.Option(help='gets {"port": …} once it listens')] = None,
    settings_file: Annotated[Path | None, typer.Option("--settings", help="JSON with more settings")] = None,
) -> None:
    """Migrate the database and answer terminals until SIGTERM or SIGINT."""
    # Not needed by the other commands, and it takes a third of a second.
    from backend.serving import PortTaken, run

    try:
        run(settings_of(database, key_folder, settings_file), host=host, port=port, ready_file=ready_file)
    except PortTaken:
        typer.echo(f"port {port} of {host} is taken", err=True)
        raise typer.Exit(1) from None
    except BadMerchant as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None


@app.command("migrate")
def migrate_command(database: DatabaseOption = HERE, key_folder: KeysOption = None) -> None:
    """Bring the database to the newest shape."""
    house = open_house(settings_of(database, key_folder))
    migrate(house.database)
    house.database.close()


@app.command()
def seed(
    database: DatabaseOption = HERE,
    key_folder: KeysOption = None,
    residents: Annotated[int, typer.Option(min=10, max=20_000)] = 2000,
    today: Annotated[str | None, typer.Option(help="YYYY-MM-DD; by default the day in China")] = None,
) -> None:
    """Fill a migrated database with the synthetic hall; again, it does nothing until a month has passed."""
    from backend.seed import seed as fill  # reads word lists that the other commands do not need

    house = open_house(settings_of(database, key_folder))
    migrate(house.database)
    with house.database.transaction() as session:
        done = fill(house, session, residents=residents, today=date.fromisoformat(today) if today else house.today())
    house.database.close()
    print("seeded" if done else "was there already", file=sys.stderr)  # noqa: T201 (a command speaks)


@app.command("add-hall")
def add_hall_command(
    hall_id: Annotated[str, typer.Argument(metavar="ID", help="small letters, digits and -; for `enrol-code --site`")],
    name: Annotated[str, typer.Argument(metavar="NAME", help="how people call the hall")],
    database: DatabaseOption = HERE,
    key_folder: KeysOption = None,
) -> None:
    """Add a real hall, with nobody in it; a hall that is there gets this name."""
    house = open_house(settings_of(database, key_folder))
    try:
        migrate(house.database)
        with house.database.transaction() as session:
            new = add_hall(session, hall_id, name)
    except HallMistake as mistake:
        typer.echo(str(mistake), err=True)
        raise typer.Exit(1) from None
    finally:
        house.database.close()
    typer.echo("added" if new else "was there already", err=True)


@app.command()
def enrol_code(
    site: Annotated[str, typer.Option(help="the id of the hall")],
    database: DatabaseOption = HERE,
    key_folder: KeysOption = None,
) -> None:
    """Print a fresh one-time code with which a terminal of this hall can enrol."""
    house = open_house(settings_of(database, key_folder))
    try:
        migrate(house.database)  # on a new database there is no hall, and no table of halls either
        with house.database.transaction() as session:
            code = make_enrolment_code(house, session, site)
    except NotFound:
        typer.echo(f"there is no hall {site!r}; `backend add-hall ID NAME` adds one", err=True)
        raise typer.Exit(1) from None
    finally:
        house.database.close()
    typer.echo(code)


@app.command()
def phone_code(
    resident: Annotated[str, typer.Argument(metavar="RESIDENT", help="an id, such as wang-guifang of the seed")],
    database: DatabaseOption = HERE,
    key_folder: KeysOption = None,
) -> None:
    """Print what the phone of a resident would show now: a code that logs her in once within 90 s. There is no app yet.

    What it prints opens a login: it is for the demo, and for an app that will fetch it over a line of its own.
    """
    house = open_house(settings_of(database, key_folder))
    try:
        migrate(house.database)
        code = _code_of(house, resident)
    finally:
        house.close()
    if code is None:
        typer.echo("there is no such resident", err=True)
        raise typer.Exit(1)
    typer.echo(code)


@app.command()
def telephones(database: DatabaseOption = HERE, key_folder: KeysOption = None) -> None:
    """Be all telephones of the demo, until stdin ends: `sms NUMBER` and `code RESIDENT` get a line each.

    The answer to `sms` is the newest message that the embedded gateway keeps, to `code` what the phone would show;
    an empty line is nothing. A number is no argument of a process, for everybody sees those.
    """
    house = open_house(settings_of(database, key_folder))
    try:
        migrate(house.database)
        gateway = EmbeddedSmsGateway(house.database, house.keys)
        for line in sys.stdin:
            what, _, which = line.strip().partition(" ")
            answer = gateway.newest(which) if what == "sms" else _code_of(house, which) if what == "code" else None
            print(answer or "", flush=True)  # noqa: T201 (a command speaks)
    finally:
        house.close()


@app.command()
def reconcile(
    day: Annotated[str, typer.Argument(metavar="DAY", help="YYYY-MM-DD in China; ready after ten the next morning")],
    database: DatabaseOption = HERE,
    key_folder: KeysOption = None,
    settings_file: Annotated[Path | None, typer.Option("--settings", help="JSON with more settings")] = None,
) -> None:
    """Hold a day of the providers against ours, a line of JSON a difference. 3: one stays; 1: no books came."""
    from backend.payments.channel import ChannelError  # not needed by the other commands
    from backend.payments.reconciliation import Difference  # likewise
    from backend.payments.reconciliation import reconcile as compare

    try:
        when = date.fromisoformat(day)
    except ValueError:
        raise typer.BadParameter("a day is YYYY-MM-DD") from None
    try:
        house = open_house(settings_of(database, key_folder, settings_file))
    except BadMerchant as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    try:
        migrate(house.database)
        if not house.payments.channels:
            typer.echo("no provider is set up here", err=True)
            raise typer.Exit(1)
        differences: list[Difference] = []
        missing = False
        for name in sorted(house.payments.channels):
            try:
                differences += compare(house, name, when)
            except ChannelError as error:
                missing = True
                typer.echo(f"the books of {name} did not come: {type(error).__name__} {error}", err=True)
    finally:
        house.close()
    for one in differences:
        print(json.dumps(asdict(one)), flush=True)  # noqa: T201 (a command speaks)
    if missing or any(not one.mended for one in differences):
        raise typer.Exit(1 if missing else 3)


@app.command()
def alarms(
    database: DatabaseOption = HERE,
    key_folder: KeysOption = None,
    seen: Annotated[list[str] | None, typer.Option(metavar="ID", help="mark this one as seen; again for more")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="a line of JSON each")] = False,
    with_seen: Annotated[bool, typer.Option("--all", help="also those that were seen")] = False,
) -> None:
    """What staff must look at about payments, newest first. With --seen it marks, and shows what is left."""
    from backend.payments.alarms import alarms as listed  # not needed by the other commands
    from backend.payments.alarms import mark_seen  # likewise

    house = open_house(settings_of(database, key_folder))
    try:
        migrate(house.database)
        with house.database.transaction() as session:
            unknown = [one for one in seen or () if not mark_seen(house, session, one)]
            found = listed(session, with_seen=with_seen)
    finally:
        house.close()
    for one in found:
        if as_json:
            print(json.dumps(asdict(one), default=datetime.isoformat), flush=True)  # noqa: T201 (a command speaks)
            continue
        about = f" [{one.hall}, order {one.order}, {one.channel}, {one.fen} fen]" if one.order else ""
        print(f"{one.raised_at:%Y-%m-%d %H:%M}Z {one.id}: {one.what}{about}", flush=True)  # noqa: T201 (likewise)
    for missing in unknown:
        typer.echo(f"there is no alarm {missing!r}", err=True)
    if unknown:
        raise typer.Exit(1)


@app.command()
def end_tap(
    number: Annotated[str, typer.Argument(metavar="NUMBER", help="of the attempt, as its alarm names it")],
    database: DatabaseOption = HERE,
    key_folder: KeysOption = None,
    not_taken: Annotated[bool, typer.Option("--not-taken", help="its books have no such payment")] = False,
    fen: Annotated[int, typer.Option(help="or what its books have, in fen")] = 0,
    receipt: Annotated[int, typer.Option(help="its receipt number")] = 0,
    trace: Annotated[int, typer.Option(help="its trace number")] = 0,
    terminal: Annotated[str, typer.Option(help="its name")] = "",
) -> None:
    """End a tap of which nobody tells any more, by the books of the payment terminal. 1: there is none, or it ended."""
    from backend.payments.schemas import OutcomeTold  # not needed by the other commands
    from backend.payments.taps import OutcomeDisputed, end_by_hand  # likewise

    if not_taken is (fen > 0):
        raise typer.BadParameter("either --not-taken, or --fen with what was booked")
    house = open_house(settings_of(database, key_folder))
    try:
        migrate(house.database)
        result = "not_taken" if not_taken else "approved"
        told = OutcomeTold.model_validate(
            {"result": result, "fen": fen, "receipt": receipt, "trace": trace, "terminal": terminal}
        )
        with house.database.transaction() as session:
            order = end_by_hand(house, session, number, told)
    except ValidationError:
        raise typer.BadParameter("no numbers of a payment terminal") from None
    except NotFound:
        typer.echo(f"there is no tap {number!r}", err=True)
        raise typer.Exit(1) from None
    except OutcomeDisputed:
        typer.echo("it had another end before; nothing was changed", err=True)
        raise typer.Exit(1) from None
    finally:
        house.close()
    back = sum(one.fen for one in order.refunds if one.attempt == number)
    typer.echo(f"order {order.id} is {order.state.value}; {back} fen of it go back")


@app.command()
def undo_posting(
    order: Annotated[str, typer.Argument(metavar="ORDER", help="as its alarm names it")],
    reason: Annotated[str, typer.Option(help="why, for the books; nobody's name")],
    database: DatabaseOption = HERE,
    key_folder: KeysOption = None,
    settings_file: Annotated[Path | None, typer.Option("--settings", help="JSON with more settings")] = None,
) -> None:
    """Have the bills of a paid order owed again whose money went back; its receipt is void. 1: nothing was changed."""
    from backend.payments.channel import ChannelError  # not needed by the other commands
    from backend.payments.undoing import PostingStays  # likewise
    from backend.payments.undoing import undo_posting as undo

    try:
        house = open_house(settings_of(database, key_folder, settings_file))
    except BadMerchant as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
    try:
        migrate(house.database)
        number = undo(house, order, reason)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None
    except PostingStays as stays:
        typer.echo(f"nothing was changed: {stays}", err=True)
        raise typer.Exit(1) from None
    except ChannelError as error:
        typer.echo(f"nothing was changed, the provider did not answer: {type(error).__name__} {error}", err=True)
        raise typer.Exit(1) from None
    finally:
        house.close()
    typer.echo(f"order {order}: its bills are owed again, reversal {number} voids its receipt")


def _code_of(house: House, resident: str) -> str | None:
    """A fresh code; the seed's prefix may be left out."""
    from backend.seed import PREFIX  # reads word lists that the other commands do not need

    with house.database.transaction() as session:
        known = resident if find_resident(session, resident) else PREFIX + resident
        return draw_phone_code(house, session, known) if find_resident(session, known) else None


def settings_of(database: str, key_folder: Path | None, more: Path | None = None) -> Settings:
    """The settings of a command line; those of a file (JSON) may be any but the database and the keys."""
    url = database if "://" in database else f"sqlite:///{Path(database).absolute()}"
    folder = key_folder or (Path("keys") if "://" in database else Path(database).absolute().parent / "keys")
    further = TypeAdapter(dict[str, Any]).validate_json(more.read_bytes()) if more else {}
    return Settings.model_validate(further | {"database_url": url, "key_folder": folder})


def _log_to_stderr() -> None:
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(levelname)s %(name)s %(message)s")
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


if __name__ == "__main__":
    main()
