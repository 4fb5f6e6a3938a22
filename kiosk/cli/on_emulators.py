"""What needs no hall: the demo, the crawl and the gallery, on emulators."""

import logging
from pathlib import Path
from typing import Annotated

import typer

from kiosk.app.crawl.services import SERVICES
from kiosk.app.first_sight import has_display
from kiosk.cli.output import JsonOption, print_json, tell


def demo(
    headless: Annotated[bool, typer.Option("--headless", help="under Xvfb, playing the journeys")] = False,
    out: Annotated[Path, typer.Option(help="where pictures and the report go")] = Path("build/demo"),
    only: Annotated[
        str,
        typer.Option(help="play only the journeys whose name and mode hold these words (!word: do not; a comma: or)"),
    ] = "",
    landscape: Annotated[bool, typer.Option("--landscape", help="1920x1080 instead of 1080x1920")] = False,
    elder: Annotated[bool, typer.Option("--elder", help="with large type from the first page on")] = False,
) -> None:
    """Emulators, backend and terminal on this machine; without a screen, the journeys and a report."""
    from kiosk.app.demo.main import Plan, demonstrate
    from kiosk.foundation.log import set_up

    set_up()
    plan = Plan(headless=headless or not has_display(), out=out, only=only, landscape=landscape, elder=elder)
    raise typer.Exit(demonstrate(plan, tell))


def crawl(
    mode: Annotated[str, typer.Option(help="touch, keypad or voice")] = "touch",
    service: Annotated[
        list[str] | None, typer.Option(help=f"only this service (may be said again): {', '.join(SERVICES)}")
    ] = None,
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
    if not set(service or ()) <= set(SERVICES):
        raise typer.BadParameter(f"one of {', '.join(SERVICES)}", param_hint="--service")
    try:
        report = walk_through(Plan(mode, tuple(service or ()), landscape), tell)
    except NoScreenError as error:
        tell(str(error))
        raise typer.Exit(2) from None
    for finding in report.findings:
        tell(f"  {finding}")
    print_json(report.to_json(), pretty=not as_json)
    raise typer.Exit(0 if report.well else 1)


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
        raise typer.Exit(open_gallery(tell))
    exhibition = exhibit(out or Path("build/gallery"), only, tell)
    if as_json:
        print_json(exhibition.report)
    raise typer.Exit(exhibition.status)
