"""The log never quotes an exception, an argument or a source line: any of them could hold a name or a number."""

import io
import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.foundation import log
from kiosk.foundation.log import FORMAT, FramesOnly

SECRET = "690101195503180027"
ROOT = Path(__file__).parents[3]


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """What a logger of this test writes through the house's formatter."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(FramesOnly(FORMAT))
    logger = logging.getLogger("kiosk.test")
    logger.addHandler(handler)
    yield stream
    logger.removeHandler(handler)


def choke(name: str) -> None:
    raise ValueError(f"cannot read {name}")


def test_a_traceback_names_types_and_frames_and_quotes_nothing(written: io.StringIO) -> None:
    try:
        try:
            choke(SECRET)
        except ValueError as error:
            raise KeyError(SECRET) from error
    except KeyError:
        logging.getLogger("kiosk.test").exception("it failed")
    said = written.getvalue()
    assert SECRET not in said
    assert "cannot read" not in said
    for word in ("it failed", "KeyError", "ValueError", "test_log.py", "choke"):
        assert word in said


@pytest.mark.parametrize("shape", ["context", "group", "notes", "syntax"])
def test_chained_grouped_and_annotated_exceptions_quote_nothing(written: io.StringIO, shape: str) -> None:
    try:
        match shape:
            case "context":
                try:
                    choke(SECRET)
                except ValueError:
                    raise RuntimeError(SECRET)  # noqa: B904  the implicit chain is what is looked at
            case "group":
                raise ExceptionGroup(SECRET, [ValueError(SECRET), OSError(SECRET)])
            case "notes":
                error = ValueError(SECRET)
                error.add_note(SECRET)
                raise error
            case "syntax":
                compile(f"x = {SECRET}abc", SECRET, "exec")
    except Exception:
        logging.getLogger("kiosk.test").exception("it failed")
    assert SECRET not in written.getvalue()
    assert "it failed" in written.getvalue()


def test_an_exception_that_is_its_own_cause_is_written_once(written: io.StringIO) -> None:
    first, second = ValueError(SECRET), KeyError(SECRET)
    first.__cause__, second.__cause__ = second, first
    logging.getLogger("kiosk.test").error("round", exc_info=first)
    assert written.getvalue().count("ValueError") == 1


def test_a_traceback_that_another_formatter_wrote_down_first_is_not_taken_over(written: io.StringIO) -> None:
    early = logging.StreamHandler(io.StringIO())
    logger = logging.getLogger("kiosk.test")
    logger.handlers.insert(0, early)
    try:
        choke(SECRET)
    except ValueError:
        logger.exception("it failed")
    finally:
        logger.removeHandler(early)
    assert SECRET not in written.getvalue()


def run_python(code: str) -> str:
    """What a process with the house's log leaves on stderr."""
    head = "import logging\nfrom kiosk.foundation.log import set_up\nset_up()\n"
    ran = subprocess.run(
        [sys.executable, "-c", head + code], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    return ran.stderr


def test_a_log_line_that_cannot_be_put_together_does_not_print_its_arguments() -> None:
    said = run_python(f"logging.getLogger('kiosk').error('%d years', '{SECRET}')\n")
    assert SECRET not in said


def test_urllib_says_nothing_of_paths() -> None:
    said = run_python("logging.getLogger('urllib3.connectionpool').warning('/v1/records/secret')\n")
    assert "secret" not in said


def test_set_up_leaves_one_handler_which_is_ours() -> None:
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    urllib3 = logging.getLogger("urllib3")
    urllib3_level, loud = urllib3.level, logging.raiseExceptions
    try:
        log.set_up()
        assert [type(handler.formatter) for handler in root.handlers] == [FramesOnly]
    finally:
        root.handlers[:] = before
        root.setLevel(level)
        urllib3.setLevel(urllib3_level)
        logging.raiseExceptions = loud
