"""The log: by subject, to stderr, and never with personal data.

An exception's message may quote what it choked on (a name, a number), so only its type and its frames are written.
"""

import logging
import sys
import traceback
from types import TracebackType

FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class FramesOnly(logging.Formatter):
    """Formats a traceback as types, files and lines, without messages, values or source."""

    def format(self, record: logging.LogRecord) -> str:
        """The line; a traceback that another formatter has left on the record is not taken over."""
        record.exc_text = None
        return super().format(record)

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802  the name is logging's
        """The chain of exceptions, outermost first; one that leads back into itself ends there."""
        lines: list[str] = []
        error: BaseException | None = ei[1]
        seen: set[int] = set()
        while error is not None and id(error) not in seen:
            seen.add(id(error))
            frames = traceback.extract_tb(error.__traceback__)
            lines.append(type(error).__qualname__)
            lines += [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "\n".join(lines)


def set_up(level: int = logging.INFO) -> None:
    """Send the log to stderr; the system's journal keeps it from there."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(FramesOnly(FORMAT))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    # A line that cannot be put together would be printed with its arguments, and those can be personal.
    logging.raiseExceptions = False
    # urllib3 logs paths, and a warning for each try while the line is cut: kiosk.app.network says it once.
    logging.getLogger("urllib3").setLevel(logging.ERROR)
