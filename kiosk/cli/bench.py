"""`kiosk bench`: figures beside those of peers."""

import logging
from typing import Annotated

import typer

from kiosk.cli.output import JsonOption, print_json, tell

commands = typer.Typer(no_args_is_help=True, help="Measure against peers, in the same run.")


@commands.command("start")
def bench_start(
    against: Annotated[str, typer.Option(help="`chromium` measures it on an equal page in the same run")] = "",
    runs: Annotated[int, typer.Option(min=1, max=50)] = 5,
    as_json: JsonOption = False,
) -> None:
    """Spawn to first frame, and memory."""
    from bench.start import measure

    print_json(measure(against=against, runs=runs, say=tell), pretty=not as_json)


@commands.command("frames")
def bench_frames(
    busy: Annotated[
        str, typer.Option(help="`voice`: somebody speaks all the while; `face`: somebody is looked at")
    ] = "",
    as_json: JsonOption = False,
) -> None:
    """Frame times of transitions and of a long list, and touch to painted response."""
    from bench.frames import measure

    print_json(measure(say=tell, busy=busy), pretty=not as_json)


@commands.command("voice")
def bench_voice(
    heard_before: Annotated[bool, typer.Option("--heard-before", help="only what was heard before: seconds")] = False,
    share: Annotated[float, typer.Option(min=0.01, max=1.0, help="this share of the clips")] = 1.0,
    as_json: JsonOption = False,
) -> None:
    """How well it understands a synthetic command set, beside exact, rapidfuzz, plain pinyin and plain phonetics."""
    from bench.voice.foreign import VoicesMissing
    from bench.voice.measure import measure
    from kiosk.foundation.log import set_up

    set_up(logging.ERROR)
    try:
        report = measure(tell, heard_before=heard_before, share=share)
    except VoicesMissing as missing:
        tell(str(missing))
        raise typer.Exit(2) from None
    print_json(report, pretty=not as_json)


@commands.command("voice-latency")
def bench_voice_latency(
    turns: Annotated[int, typer.Option(min=1, max=1000)] = 40,
    as_json: JsonOption = False,
) -> None:
    """End of speech to action, first sound and silence of what is said, memory of the children that hear and speak."""
    from bench.voice_latency import measure

    print_json(measure(turns, say=tell), pretty=not as_json)


@commands.command("face")
def bench_face(
    tries: Annotated[int, typer.Option(min=1, max=1000)] = 20,
    as_json: JsonOption = False,
) -> None:
    """Picture to answer, whole tries of a head that obeys at once, memory of the child that looks."""
    from bench.face.tries import measure

    print_json(measure(tries, say=tell), pretty=not as_json)


@commands.command("visits")
def bench_visits(
    visits: Annotated[int, typer.Option(min=1, max=1_000_000)] = 1000,
    as_json: JsonOption = False,
) -> None:
    """Memory after 50 visits and after many, through the real window in changing modes."""
    from bench.visits import measure

    print_json(measure(visits, say=tell), pretty=not as_json)


@commands.command("devices")
def bench_devices(as_json: JsonOption = False) -> None:
    """What each device's operation takes over its wire, and what the whole hardware layer uses while idle."""
    from bench.devices import measure
    from kiosk.foundation.log import set_up

    set_up(logging.ERROR)
    print_json(measure(say=tell), pretty=not as_json)


@commands.command("payments")
def bench_payments(
    runs: Annotated[int, typer.Option(min=1, max=50)] = 3,
    seconds: Annotated[float, typer.Option(min=0.5, max=120, help="of each run")] = 8.0,
    samples: Annotated[int, typer.Option(min=2, max=1000, help="payments at the screen")] = 40,
    as_json: JsonOption = False,
) -> None:
    """Orders a second at the office, beside plain calls; how soon a code and the paid page stand on the screen."""
    from bench.payments.measure import measure
    from kiosk.foundation.log import set_up

    set_up(logging.ERROR)
    print_json(measure(runs, seconds, samples, say=tell), pretty=not as_json)
