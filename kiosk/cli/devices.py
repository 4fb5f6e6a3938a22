"""`kiosk devices` and `kiosk device`: what hangs on the terminal, and trying it."""

import logging
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated

import typer

from kiosk.cli.output import JsonOption, ask, print_json, print_line, print_text
from kiosk.cli.settings import ConfigOption, for_a_look, settings_of

if TYPE_CHECKING:
    from kiosk.app.device_look import EventLine

commands = typer.Typer(add_completion=False, help="Every device with its state.")


@commands.callback(invoke_without_command=True)
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
    with for_a_look(config) as settings:
        if watch:
            with suppress(KeyboardInterrupt):
                device_look.watch_devices(settings, print_line if as_json else _print_event)
            return
        found = device_look.look_at_devices(settings)
    if as_json:
        print_json({"devices": found})
        return
    for device in found:
        print_text(f"{device['state']:>14}  {device['name']:<16} {device['driver']:<20} {device['detail']}".rstrip())


@commands.command("commission")
def commission_devices(
    names: Annotated[list[str] | None, typer.Argument(metavar="[NAME]...", help="these; by default all")] = None,
    board: Annotated[list[str] | None, typer.Option(help="a locker's board, address:locks, such as 1:24")] = None,
    config: ConfigOption = None,
) -> None:
    """Go through a new box device by device: try each, learn keypads and lockers."""
    from kiosk.app.device_look import commission_devices
    from kiosk.foundation.log import set_up

    set_up(logging.ERROR)
    settings_of(config)  # the demo's devices, which a look without settings takes, are commissioned by nobody
    with for_a_look(config) as settings:
        if settings is not None:
            raise typer.Exit(commission_devices(settings, names or [], board or [], ask, print_text))


def device(
    name: Annotated[str, typer.Argument(help="its id in kiosk.toml")],
    words: Annotated[list[str] | None, typer.Argument(metavar="[TRIAL [ARGUMENTS]...]")] = None,
    config: ConfigOption = None,
) -> None:
    """Try something on one device: print a test page, read a card, open a cell. Without a trial: what there is."""
    from kiosk.app.device_look import try_device
    from kiosk.foundation.log import set_up

    set_up(logging.ERROR)
    with for_a_look(config) as settings:
        raise typer.Exit(try_device(settings, name, words or [], print_text))


def _print_event(event: "EventLine") -> None:
    name, kind = event["name"], event["kind"]
    print_text(
        f"{event['seq']:>4} {event['at']}  {name:<16} {kind:<18} {event['state']:<14} {event['detail']}".rstrip()
    )
