"""`python -m backend.psp_sandbox --folder D`."""

import logging
import sys
from pathlib import Path
from typing import Annotated

import typer

from backend.psp_sandbox.serving import run
from backend.psp_sandbox.settings import Settings, SignsWith

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def main(
    folder: Annotated[Path, typer.Option(help="keys and the ledger; made where it is missing")],
    port: Annotated[int, typer.Option(help="0 picks a free one")] = 0,
    ready_file: Annotated[Path | None, typer.Option(help='gets {"port": …, "merchant": …} once it listens')] = None,
    pace: Annotated[float, typer.Option(help="multiplies the waits before a callback is repeated")] = 1.0,
    refund_s: Annotated[float, typer.Option(help="how long a refund is under way at WeChat")] = 1.0,
    bills_at_once: Annotated[bool, typer.Option(help="the bill of a day is there on that day")] = False,
    signs_with: Annotated[SignsWith, typer.Option(help="whose signature WeChat's callbacks have")] = (
        SignsWith.CERTIFICATE
    ),
) -> None:
    """Be WeChat Pay and Alipay, at loopback, until SIGTERM or SIGINT. No money is in it."""
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(levelname)s %(name)s %(message)s")
    settings = Settings(pace=pace, refund_s=refund_s, bills_at_once=bills_at_once, signs_with=signs_with)
    try:
        run(folder.absolute(), port, ready_file, settings)
    except OSError as error:
        typer.echo(f"cannot listen at port {port}: {error.strerror}", err=True)
        raise typer.Exit(1) from None


app(prog_name="python -m backend.psp_sandbox")
