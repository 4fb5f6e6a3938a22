"""The `kiosk` command, `python -m kiosk` too. `kiosk run` takes a short cut, for its first frame should be soon."""

import sys
from pathlib import Path


def main() -> None:
    """The entry point. Whatever is not exactly `run` or `run --config FILE` is for `kiosk.cli`."""
    match sys.argv[1:]:
        case ["run"]:
            _run(None)
        case ["run", "--config", file] if not file.startswith("-"):
            _run(Path(file))
        case _:
            from kiosk.cli import main as whole_command

            whole_command()


def _run(named: Path | None) -> None:
    """What `kiosk run` does, without the library that reads command lines: a tenth of the way to the first frame."""
    from kiosk.app.first_sight import NO_SETTINGS, settings_file
    from kiosk.app.unread import leave_sources_unread
    from kiosk.foundation.log import set_up

    set_up()
    path = settings_file(named)
    if path is None:
        sys.exit(_refuse(NO_SETTINGS))
    leave_sources_unread()
    from kiosk.app.run import run

    sys.exit(run(path))


def _refuse(why: str) -> int:
    print(why, file=sys.stderr)  # noqa: T201  a command speaks
    return 2


if __name__ == "__main__":
    main()
