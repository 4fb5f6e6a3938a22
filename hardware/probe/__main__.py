"""`python -m hardware.probe`: one device on a bench, with neither a terminal nor a configuration file."""

import argparse
import logging
import sys
from collections.abc import Sequence

from hardware.configuration import ConfigError, DeviceConfig, Word
from hardware.probe.attempt import Ended, try_out
from hardware.probe.trials import TRIALS
from hardware.registry import DRIVERS, build, unknown_driver

_NO_DRIVER = "say --driver NAME; --list shows the drivers with their options, --help how they are used"
_HELP = """examples:
  python -m hardware.probe --list
  python -m hardware.probe --driver escpos_tcp --host 192.168.1.50 --port 9100
  python -m hardware.probe --driver ga467_serial --port /dev/ttyUSB0 --option baud=115200 read
"""


def main(words: Sequence[str] | None = None) -> int:
    """Read the command line, try, and return the exit status."""
    given = _parser().parse_args(words)
    logging.basicConfig(level=logging.DEBUG if given.verbose else logging.WARNING, stream=sys.stderr)
    if given.list:
        _list()
        return Ended.DONE
    row = DRIVERS.get(given.driver)
    if row is None:
        _say(unknown_driver(given.driver) if given.driver else _NO_DRIVER)
        return Ended.MISUSED
    try:
        options = dict(_option(text) for text in given.option)
        config = DeviceConfig("device", row.kind, given.driver, given.port, given.host, options)
        devices = build([config])
    except ConfigError as error:
        for mistake in error.mistakes:
            _say(mistake.text)
        return Ended.MISUSED
    return try_out(devices, devices.all[0], TRIALS.get(row.kind, {}), given.words, _say)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m hardware.probe",
        description="Tries one device. Without a trial: how it is, and what can be tried.",
        epilog=_HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--list", action="store_true", help="all drivers with their options, all trials")
    parser.add_argument("--driver", default="", help="a row of the driver table")
    parser.add_argument("--port", default="", help="a path such as /dev/serial/by-id/..., or a TCP port")
    parser.add_argument("--host", default="", help="the address of a network device")
    parser.add_argument("--option", action="append", default=[], metavar="K=V", help="an option of the driver")
    parser.add_argument("--verbose", action="store_true", help="everything that the driver logs")
    parser.add_argument("words", nargs="*", metavar="trial", help="what to try, with its arguments")
    return parser


def _option(text: str) -> tuple[str, Word]:
    """`baud=9600`, `password=000000`: text still; the driver's reader of that option knows what it shall be."""
    name, equals, value = text.partition("=")
    if not (name and equals):
        raise ConfigError(f"--option {text}: say NAME=VALUE")
    return name, Word(value)


def _list() -> None:
    for kind in sorted({row.kind for row in DRIVERS.values()}):
        _say(kind)
        for name, row in DRIVERS.items():
            if row.kind == kind:
                options = f"options: {', '.join(sorted(row.options))}" if row.options else ""
                _say(f"  driver {name:<25} {options}".rstrip())
        for name, trial in TRIALS.get(kind, {}).items():
            _say(f"  trial  {' '.join((name, *trial.arguments)):<25} {trial.summary}")


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201  a command speaks


if __name__ == "__main__":
    sys.exit(main())
