"""What nobody expected of a channel, or of what it said: no answer, and an alarm; never a way to stop the clerk."""

import traceback
from collections.abc import Callable
from typing import TypeVar

import structlog
from sqlalchemy.exc import OperationalError

from backend.payments.channel import ChannelError
from backend.payments.outcomes import Moved

log = structlog.get_logger("backend")
T = TypeVar("T")


class Stumbled(ChannelError):
    """An exception that stands in no contract; what it said stays out of the log, for it may quote a person."""


def tried(act: Callable[[], T]) -> T:
    """Do it. A database that is away, and a row that moved, are as before: the lease runs out, and it is done again.

    Raises: ChannelError, Stumbled among them
    """
    try:
        return act()
    except (ChannelError, Moved, OperationalError):
        raise
    except Exception as error:  # noqa: BLE001 (a channel's edge)
        log.error("payments", stumbled=type(error).__name__, frames=traceback.format_tb(error.__traceback__))
    raise Stumbled
