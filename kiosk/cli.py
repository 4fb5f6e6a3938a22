"""The `kiosk` command. Each command imports what it needs, so that `kiosk run` shows its first frame soon."""

import json
import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kiosk.app.crawl.services import SERVICES
from kiosk.app.first_sight import NO_SETTINGS, has_display, settings_file

if TYPE_CHECKING:
    from kiosk.app.device_look import EventLine
    from kiosk.foundation.config import Settings
    from kiosk.model_packs.manifest import Model

# Plain tracebacks: the pretty ones can show local variables, and those can be personal.
app = typer.Typer(
    no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help="Linli Kiosk 邻里自助终端"
)
bench = typer.Typer(no_args_is_help=True, help="Measure against peers, in the same run.")
app.add_typer(bench, name="bench")
devices = typer.Typer(add_completion=False, help="Every device with its state.")
app.add_typer(devices, name="devices")

models = typer.Typer(no_args_is_help=True, help="What it listens and speaks with: docs/model-packs.md.")
app.add_typer(models, name="models")
voice = typer.Typer(no_args_is_help=True, help="What it understands: docs/dialects.md, docs/voice-accuracy.md.")
app.add_typer(voice, name="voice")

TERMINAL_RUNS = 3  # the exit status of a look at devices that the running terminal holds
OLD_CODE = "the code is unknown, used, or older than 24 hours"

ConfigOption = Annotated[Path | None, typer.Option("--config", help="the settings; by default kiosk.toml")]
JsonOption = Annotated[bool, typer.Option("--json", help="one JSON object on stdout")]


def main() -> None:
    """The entry point."""
    app()


@app.command()
def run(config: ConfigOption = None) -> None:
    """The terminal, with its settings."""
    from kiosk.app.run import run as run_terminal
    from kiosk.foundation.log import set_up

    set_up()
    path = settings_file(config)
    if path is None:
        _tell(NO_SETTINGS)
        raise typer.Exit(2)
    raise typer.Exit(run_terminal(path))


@app.command()
def enrol(code: str, config: ConfigOption = None) -> None:
    """Make this box a terminal of a hall, with the one-time code that `backend enrol-code` prints."""
    from kiosk.app.data_folder import OWNERS_ALONE
    from kiosk.app.enrolment import enrol_terminal
    from kiosk.backend_client.errors import BackendError, BackendKey

    settings = _settings(config)
    url = str(settings.backend.url)
    os.umask(OWNERS_ALONE)
    try:
        enrolment = enrol_terminal(settings.data, url, code, settings.terminal_name)
    except (BackendError, OSError, ValueError) as error:
        refused = isinstance(error, BackendError) and error.kind is BackendKey.REFUSED_NOT_FOUND
        _tell(f"not enrolled at {url}: {error}{f' ({OLD_CODE})' if refused else ''}")
        raise typer.Exit(1) from None
    _tell(f"enrolled as {enrolment.terminal_id} at {enrolment.site.name}")


@app.command()
def demo(
    headless: Annotated[bool, typer.Option("--headless", help="under Xvfb, playing the journeys")] = False,
    out: Annotated[Path, typer.Option(help="where pictures and the report go")] = Path("build/demo"),
    only: Annotated[str, typer.Option(help="play only the journeys whose name and mode hold this")] = "",
    landscape: Annotated[bool, typer.Option("--landscape", help="1920x1080 instead of 1080x1920")] = False,
    elder: Annotated[bool, typer.Option("--elder", help="with large type from the first page on")] = False,
) -> None:
    """Emulators, backend and terminal on this machine; without a screen, the journeys and a report."""
    from kiosk.app.demo.main import Plan, demonstrate
    from kiosk.foundation.log import set_up

    set_up()
    plan = Plan(headless=headless or not has_display(), out=out, only=only, landscape=landscape, elder=elder)
    raise typer.Exit(demonstrate(plan, _tell))


@app.command()
def crawl(
    mode: Annotated[str, typer.Option(help="touch, keypad or voice")] = "touch",
    service: Annotated[str, typer.Option(help=f"only this service: {', '.join(SERVICES)}")] = "",
    landscape: Annotated[bool, typer.Option("--landscape", help="1920x1080 instead of 1080x1920")] = False,
    as_json: JsonOption = False,
) -> None:
    """Walk every service from its prompts alone, in one mode, trying every prompt; under Xvfb, on emulators."""
    from kiosk.app.crawl.main import MODES, Plan, walk_through
    from kiosk.app.demo.screen import NoScreenError
    from kiosk.foundation.log import set_up

    set_up()
    if mode not in MODES:
        raise typer.BadParameter(f"one of {', '.join(MODES)}", param_hint="--mode")
    if service and service not in SERVICES:
        raise typer.BadParameter(f"one of {', '.join(SERVICES)}", param_hint="--service")
    try:
        report = walk_through(Plan(mode, service, landscape), _tell)
    except NoScreenError as error:
        _tell(str(error))
        raise typer.Exit(2) from None
    for finding in report.findings:
        _tell(f"  {finding}")
    _print(report.to_json(), pretty=not as_json)
    raise typer.Exit(0 if report.well else 1)


@app.command()
def gallery(
    out: Annotated[
        Path | None, typer.Option(help="write pictures and index.html here; by default to leaf through")
    ] = None,
    only: Annotated[str, typer.Option(help="only the pictures whose name holds this")] = "",
    as_json: JsonOption = False,
) -> None:
    """Every page in every palette, size and shape, inspected: in a window, or as pictures. Status 1: violations."""
    # Qt reads its environment when it is loaded, so it is loaded by this command alone.
    from kiosk.app.gallery.main import exhibit, open_gallery
    from kiosk.foundation.log import set_up

    set_up(logging.ERROR)
    if out is None and not as_json and has_display():
        raise typer.Exit(open_gallery(_tell))
    exhibition = exhibit(out or Path("build/gallery"), only, _tell)
    if as_json:
        _print(exhibition.report)
    raise typer.Exit(exhibition.status)


@app.command()
def selftest(config: ConfigOption = None, as_json: JsonOption = False) -> None:
    """Look at every part of the terminal, in a second or so."""
    from kiosk.app.selftest import examine
    from kiosk.foundation.log import set_up

    set_up(logging.ERROR)
    with _for_a_look(config) as settings:
        report = examine(settings)
    if as_json:
        _print(report)
    else:
        for part in report["parts"]:
            _print_text(f"{part['state']:>10}  {part['name']:<18} {part['detail']}".rstrip())
    raise typer.Exit(0 if report["ok"] else 1)


@devices.callback(invoke_without_command=True)
def look_at_devices(
    context: typer.Context,
    config: ConfigOption = None,
    as_json: JsonOption = False,
    watch: Annotated[bool, typer.Option("--watch", help="one line for each change, until Ctrl-C")] = False,
) -> None:
    """Every device with its state."""
    if context.invoked_subcommand is not None:
        return
    from kiosk.app import device_look
    from kiosk.foundation.log import set_up

    set_up(logging.ERROR)
    with _for_a_look(config) as settings:
        if watch:
            with suppress(KeyboardInterrupt):
                device_look.watch_devices(settings, _print_line if as_json else _print_event)
            return
        found = device_look.look_at_devices(settings)
    if as_json:
        _print({"devices": found})
        return
    for device in found:
        _print_text(f"{device['state']:>14}  {device['name']:<16} {device['driver']:<20} {device['detail']}".rstrip())


@devices.command("commission")
def commission_devices(
    names: Annotated[list[str] | None, typer.Argument(metavar="[NAME]...", help="these; by default all")] = None,
    board: Annotated[list[str] | None, typer.Option(help="a locker's board, address:locks, such as 1:24")] = None,
    config: ConfigOption = None,
) -> None:
    """Go through a new box device by device: try each, learn keypads and lockers."""
    from kiosk.app.device_look import commission_devices
    from kiosk.foundation.log import set_up

    set_up(logging.ERROR)
    _settings(config)  # the demo's devices, which a look without settings takes, are commissioned by nobody
    with _for_a_look(config) as settings:
        if settings is not None:
            raise typer.Exit(commission_devices(settings, names or [], board or [], _ask, _print_text))


@app.command(context_settings={"ignore_unknown_options": True})
def device(
    name: Annotated[str, typer.Argument(help="its id in kiosk.toml")],
    words: Annotated[list[str] | None, typer.Argument(metavar="[TRIAL [ARGUMENTS]...]")] = None,
    config: ConfigOption = None,
) -> None:
    """Try something on one device: print a test page, read a card, open a cell. Without a trial: what there is."""
    from kiosk.app.device_look import try_device
    from kiosk.foundation.log import set_up

    set_up(logging.ERROR)
    with _for_a_look(config) as settings:
        raise typer.Exit(try_device(settings, name, words or [], _print_text))


@bench.command("start")
def bench_start(
    against: Annotated[str, typer.Option(help="`chromium` measures it on an equal page in the same run")] = "",
    runs: Annotated[int, typer.Option(min=1, max=50)] = 5,
    as_json: JsonOption = False,
) -> None:
    """Spawn to first frame, and memory."""
    from bench.start import measure

    _print(measure(against=against, runs=runs, say=_tell), pretty=not as_json)


@bench.command("frames")
def bench_frames(
    busy: Annotated[str, typer.Option(help="`voice`: somebody speaks and is answered all the while")] = "",
    as_json: JsonOption = False,
) -> None:
    """Frame times of transitions and of a long list, and touch to painted response."""
    from bench.frames import measure

    _print(measure(say=_tell, busy=busy), pretty=not as_json)


@bench.command("voice")
def bench_voice(
    heard_before: Annotated[bool, typer.Option("--heard-before", help="only what was heard before: seconds")] = False,
    share: Annotated[float, typer.Option(min=0.01, max=1.0, help="this share of the clips")] = 1.0,
    as_json: JsonOption = False,
) -> None:
    """How well it understands a synthetic command set, beside exact, rapidfuzz, plain pinyin and plain phonetics."""
    from bench.voice.measure import measure
    from kiosk.foundation.log import set_up

    set_up(logging.ERROR)
    _print(measure(_tell, heard_before=heard_before, share=share), pretty=not as_json)


@bench.command("voice-latency")
def bench_voice_latency(
    turns: Annotated[int, typer.Option(min=1, max=1000)] = 40,
    as_json: JsonOption = False,
) -> None:
    """End of speech to action, first sound and silence of what is said, memory of the children that hear and speak."""
    from bench.voice_latency import measure

    _print(measure(turns, say=_tell), pretty=not as_json)


@bench.command("visits")
def bench_visits(
    visits: Annotated[int, typer.Option(min=1, max=1_000_000)] = 1000,
    as_json: JsonOption = False,
) -> None:
    """Memory after 50 visits and after many, through the real window in changing modes."""
    from bench.visits import measure

    _print(measure(visits, say=_tell), pretty=not as_json)


@bench.command("devices")
def bench_devices(as_json: JsonOption = False) -> None:
    """What each device's operation takes over its wire, and what the whole hardware layer uses while idle."""
    from bench.devices import measure
    from kiosk.foundation.log import set_up

    set_up(logging.ERROR)
    _print(measure(say=_tell), pretty=not as_json)


ModelsOption = Annotated[Path | None, typer.Option("--models", help="their folder; by default that of kiosk.toml")]
ModelIds = Annotated[list[str] | None, typer.Argument(metavar="[ID]...")]


@models.command("list")
def list_models(folder: ModelsOption = None, config: ConfigOption = None, as_json: JsonOption = False) -> None:
    """Every model that there is, and which of them are installed."""
    from kiosk.app.models_command import listing

    found = listing(_models_folder(folder, config))
    if as_json:
        _print({"models": found})
        return
    for row in found:
        dialects = ",".join(row["dialects"])
        _print_text(f"{row['state']:>9}  {row['id']:<24} {row['megabytes']:>5} MB  {dialects:<34} {row['licence']}")


@models.command("install")
def install_models(
    ids: ModelIds = None,
    folder: ModelsOption = None,
    stick: Annotated[Path | None, typer.Option("--from", help="a stick or folder; no network is used then")] = None,
    again: Annotated[bool, typer.Option("--again", help="lay anew what is installed")] = False,
    config: ConfigOption = None,
) -> None:
    """Install models; without ids: all that lie on the stick, or else the default pack."""
    from kiosk.app.models_command import chosen, default_pack, install_all, on_stick
    from kiosk.model_packs.faults import PackFault
    from kiosk.model_packs.installing import Order

    try:
        wanted = chosen(ids) if ids else on_stick(stick) if stick else default_pack()
    except PackFault as fault:
        _tell(str(fault))
        raise typer.Exit(2) from None
    settings = _settings_or_none(config)
    mirror = str(settings.voice.mirror or "") if settings else ""
    order = Order(wanted[0], _models_folder(folder, config), stick, mirror, again)
    raise typer.Exit(install_all(wanted, order, _tell))


@models.command("verify")
def verify_models(ids: ModelIds = None, folder: ModelsOption = None, config: ConfigOption = None) -> None:
    """Read every byte of what is installed; status 1 where something is wrong."""
    from kiosk.app.models_command import verify_all

    place = _models_folder(folder, config)
    raise typer.Exit(verify_all(_models_here(ids, place), place, _tell))


@models.command("remove")
def remove_models(
    ids: Annotated[list[str], typer.Argument(metavar="ID...")], folder: ModelsOption = None, config: ConfigOption = None
) -> None:
    """Remove models."""
    from kiosk.app.models_command import remove_all
    from kiosk.model_packs.faults import PackFault

    place = _models_folder(folder, config)
    try:
        raise typer.Exit(remove_all(_models_here(ids, place), place, _tell))
    except PackFault as fault:
        _tell(str(fault))
        raise typer.Exit(1) from None


def _models_folder(folder: Path | None, config: Path | None) -> Path:
    """Where the models are: as asked for, as the settings say, or where settings would say by default."""
    from kiosk.foundation.config import Voice

    if folder is not None:
        return folder
    settings = _settings_or_none(config)
    return (settings.voice if settings else Voice()).models


def _models_here(ids: "list[str] | None", folder: Path) -> "tuple[Model, ...]":
    """The models of these ids; without any, those that something lies there of."""
    from kiosk.app.models_command import chosen, state_of
    from kiosk.model_packs.faults import PackFault
    from kiosk.model_packs.manifest import manifest

    if not ids:
        return tuple(model for model in manifest() if state_of(model, folder) != "-")
    try:
        return chosen(ids)
    except PackFault as fault:
        _tell(str(fault))
        raise typer.Exit(2) from None


@voice.command("evaluate")
def evaluate_recordings(
    folder: Annotated[Path, typer.Argument(help="recordings with manifest.tsv: file, dialect, text, expected")],
    engine: Annotated[str, typer.Option(help="only this model; by default the dialect's best")] = "",
    dialect: Annotated[str, typer.Option(help="only the recordings of this dialect")] = "",
    models: ModelsOption = None,
    picture: Annotated[Path | None, typer.Option(help="draw the figures into this SVG")] = None,
    config: ConfigOption = None,
    as_json: JsonOption = False,
) -> None:
    """How well it understands your own residents: errors, accuracy, false accepts, time. docs/voice-accuracy.md."""
    from kiosk.app.evaluation.main import EvaluationImpossible, Plan, evaluate
    from kiosk.app.evaluation.table import print_table
    from kiosk.foundation.log import set_up

    set_up(logging.ERROR)
    plan = Plan(folder, _models_folder(models, config), engine, dialect, picture)
    try:
        report = evaluate(plan, _tell)
    except EvaluationImpossible as impossible:
        _tell(str(impossible))
        raise typer.Exit(2) from None
    if as_json:
        _print(report.as_json())
    else:
        print_table(report.rows)


@voice.command("check")
def check_sentences(
    folder: Annotated[Path | None, typer.Argument(help="a dialect, or a folder of them; by default ours")] = None,
    as_json: JsonOption = False,
) -> None:
    """Read the sentences of the dialects, and tell what is wrong in them: file, line, what to change."""
    from kiosk.app.sentences_command import check_all, tell_all

    found = check_all(folder) if folder else check_all()
    if not found:
        _tell(f"there is no dialect in {folder}: its folder holds dialect.yaml, globals.yaml and services.yaml")
        raise typer.Exit(2)
    if as_json:
        _print({"dialects": [one.as_row() for one in found]})
        raise typer.Exit(int(any(one.mistakes for one in found)))
    raise typer.Exit(tell_all(found, _print_text))


@contextmanager
def _for_a_look(config: Path | None) -> "Iterator[Settings | None]":
    """The settings, while no terminal holds their devices; None, and a word about it, where there are none."""
    from kiosk.app.data_folder import Occupied, quiet_terminal

    settings = _settings_or_none(config)
    if settings is None:
        _tell("there is no kiosk.toml: these are the emulated devices of the demo")
        yield None
        return
    try:
        with quiet_terminal(settings.data):
            yield settings
    except Occupied:
        _tell("the terminal is running: stop it first, for it holds the devices")
        raise typer.Exit(TERMINAL_RUNS) from None


def _settings(config: Path | None) -> "Settings":
    """The settings, or an end with every mistake in them."""
    settings = _settings_or_none(config)
    if settings is None:
        _tell(NO_SETTINGS)
        raise typer.Exit(2)
    return settings


def _settings_or_none(config: Path | None) -> "Settings | None":
    from kiosk.app.settings import load_checked
    from kiosk.foundation.config import ConfigError

    path = settings_file(config)
    if path is None:
        return None
    try:
        return load_checked(path)
    except ConfigError as error:
        _tell(str(error))
        raise typer.Exit(2) from None


def _print(report: Any, *, pretty: bool = False) -> None:
    print(json.dumps(report, ensure_ascii=False, indent=1 if pretty else None))  # noqa: T201  a command speaks


def _print_line(report: Any) -> None:
    print(json.dumps(report, ensure_ascii=False), flush=True)  # noqa: T201  a command speaks


def _print_event(event: "EventLine") -> None:
    name, kind = event["name"], event["kind"]
    _print_text(
        f"{event['seq']:>4} {event['at']}  {name:<16} {kind:<18} {event['state']:<14} {event['detail']}".rstrip()
    )


def _ask(question: str) -> str:
    return input(f"{question} ")


def _print_text(line: str) -> None:
    print(line, flush=True)  # noqa: T201  a command speaks


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)  # noqa: T201  notes and mistakes go to stderr
