"""The `kiosk` command. Each command imports what it needs, so that `kiosk run` shows its first frame soon."""

import typer

from kiosk.cli import bench, devices, face, faults, models, on_emulators, own_voice, terminal, voice

# Plain tracebacks: the pretty ones can show local variables, and those can be personal.
app = typer.Typer(
    no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help="Linli Kiosk 邻里自助终端"
)
for command in (
    terminal.run,
    terminal.enrol,
    on_emulators.demo,
    on_emulators.crawl,
    on_emulators.gallery,
    terminal.selftest,
):
    app.command()(command)
app.command(context_settings={"ignore_unknown_options": True})(devices.device)
app.add_typer(bench.commands, name="bench")
app.add_typer(devices.commands, name="devices")
app.add_typer(face.commands, name="face")
app.add_typer(faults.commands, name="faults")
app.add_typer(models.commands, name="models")
voice.commands.command("say")(own_voice.say)
app.add_typer(voice.commands, name="voice")


def main() -> None:
    """The entry point."""
    app()
