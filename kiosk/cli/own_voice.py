"""`kiosk voice say`: the terminal's own voice into a file."""

from pathlib import Path
from typing import Annotated

import typer

from kiosk.cli.models import ModelsOption, models_folder
from kiosk.cli.output import tell
from kiosk.cli.settings import ConfigOption


def say(
    words: Annotated[str, typer.Argument(help="one sentence")],
    file: Annotated[Path, typer.Argument(help="the WAV to be written: 16 kHz, mono, as `evaluate` takes it")],
    reading: Annotated[
        str, typer.Option(help="how hanzi are read: mandarin, or cantonese (by espeak-ng)")
    ] = "mandarin",
    pace: Annotated[float, typer.Option(min=0.5, max=2.0, help="how fast; 1 is as usual")] = 1.0,
    models: ModelsOption = None,
    config: ConfigOption = None,
) -> None:
    """Say a sentence with the terminal's own voice into a WAV, to try `evaluate` with."""
    import asyncio

    from kiosk.app.say_command import sound_of, write_wav
    from kiosk.voice.contract import LONGEST_SENTENCE, How, Reading, VoiceFault

    if file.suffix.lower() != ".wav" or reading not in set(Reading):
        tell(f"wanted: words, then a file that ends in .wav; --reading is one of {', '.join(Reading)}")
        raise typer.Exit(2)
    try:
        sound, engine = asyncio.run(sound_of(words, models_folder(models, config), How(pace, reading=Reading(reading))))
        write_wav(sound, file)
    except VoiceFault as fault:
        why = f"a sentence has 1 to {LONGEST_SENTENCE} characters" if fault.reason == "length" else fault.reason
        tell(f"it cannot be said: {why}")
        raise typer.Exit(1) from None
    except OSError as error:
        tell(f"{file}: {error.strerror}")
        raise typer.Exit(1) from None
    tell(f"{file}: {sound.seconds:.1f} s, said by {engine}")
