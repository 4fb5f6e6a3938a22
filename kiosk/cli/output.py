"""What commands print: results to stdout, notes and mistakes to stderr."""

import json
import sys
from typing import Annotated, Any

import typer

JsonOption = Annotated[bool, typer.Option("--json", help="one JSON object on stdout")]


def print_json(report: Any, *, pretty: bool = False) -> None:
    """Print one object: on one line, or indented for people."""
    print(json.dumps(report, ensure_ascii=False, indent=1 if pretty else None))  # noqa: T201  a command speaks


def print_line(report: Any) -> None:
    """Print one object of a stream, at once."""
    print(json.dumps(report, ensure_ascii=False), flush=True)  # noqa: T201  a command speaks


def print_text(line: str) -> None:
    """Print a line for people, at once."""
    print(line, flush=True)  # noqa: T201  a command speaks


def tell(line: str) -> None:
    """Say something beside the result."""
    print(line, file=sys.stderr, flush=True)  # noqa: T201  notes and mistakes go to stderr


def ask(question: str) -> str:
    """Ask whoever sits at the keyboard."""
    return input(f"{question} ")
