"""The terminal itself: run it, enrol it, look it over."""

import logging
import os

import typer

from kiosk.app.first_sight import NO_SETTINGS, settings_file
from kiosk.cli.output import JsonOption, print_json, print_text, tell
from kiosk.cli.settings import ConfigOption, for_a_look, settings_of

OLD_CODE = "the code is unknown, used, or older than 24 hours"


def run(config: ConfigOption = None) -> None:
    """The terminal, with its settings."""
    from kiosk.app.run import run as run_terminal
    from kiosk.foundation.log import set_up

    set_up()
    path = settings_file(config)
    if path is None:
        tell(NO_SETTINGS)
        raise typer.Exit(2)
    raise typer.Exit(run_terminal(path))


def enrol(code: str, config: ConfigOption = None) -> None:
    """Make this box a terminal of a hall, with the one-time code that `backend enrol-code` prints."""
    from kiosk.app.data_folder import OWNERS_ALONE
    from kiosk.app.enrolment import enrol_terminal
    from kiosk.backend_client.errors import BackendError, BackendKey

    settings = settings_of(config)
    url = str(settings.backend.url)
    os.umask(OWNERS_ALONE)
    try:
        enrolment = enrol_terminal(settings.data, url, code, settings.terminal_name)
    except (BackendError, OSError, ValueError) as error:
        refused = isinstance(error, BackendError) and error.kind is BackendKey.REFUSED_NOT_FOUND
        tell(f"not enrolled at {url}: {error}{f' ({OLD_CODE})' if refused else ''}")
        raise typer.Exit(1) from None
    tell(f"enrolled as {enrolment.terminal_id} at {enrolment.site.name}")


def selftest(config: ConfigOption = None, as_json: JsonOption = False) -> None:
    """Look at every part of the terminal, in some seconds."""
    from kiosk.app.selftest import examine
    from kiosk.foundation.log import set_up

    set_up(logging.ERROR)
    with for_a_look(config) as settings:
        report = examine(settings)
    if as_json:
        print_json(report)
    else:
        for part in report["parts"]:
            print_text(f"{part['state']:>10}  {part['name']:<18} {part['detail']}".rstrip())
    raise typer.Exit(0 if report["ok"] else 1)
