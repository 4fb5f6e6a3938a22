"""A conversation with a card on a thread of its own, so that a card that keeps its reader waiting holds nobody else.

A blocked PC/SC call cannot be ended from outside. What can be done is to walk away: the thread ends by itself when
the card is taken out.
"""

import logging
import threading
import time
from collections.abc import Callable

from hardware.card_reader.cards import Card
from hardware.card_reader.contract import CardReaderReason
from hardware.card_reader.conversation import Chip
from hardware.errors import Completion, DeviceError
from hardware.transport.pcsc import PcscContext
from hardware.worker import Command

_log = logging.getLogger(__name__)
_LOOK_S = 0.1
Identify = Callable[[Chip, Callable[[], None]], Card]


class HeldTalk:
    """Power the card in `reader` and have `identify` talk with it; once."""

    def __init__(self, reader: str, identify: Identify, longest_s: float) -> None:
        self._reader = reader
        self._identify = identify
        self._ends = time.monotonic() + longest_s
        self._given_up = threading.Event()
        self._done = threading.Event()
        self._card: Card | None = None
        self._error: Exception | None = None
        self._thread = threading.Thread(target=self._live, name="card talk", daemon=True)

    @property
    def over(self) -> bool:
        """Whether its thread has ended."""
        return not self._thread.is_alive()

    @property
    def overdue_s(self) -> float:
        """How long it has been since the card should have been read."""
        return time.monotonic() - self._ends

    def result(self, command: Command) -> Card:
        """Begin, and wait for the card; walks away with CARD_SLOW, or when the command ends."""
        self._thread.start()
        try:
            while not self._done.wait(_LOOK_S):
                command.check()
                if time.monotonic() > self._ends:
                    raise DeviceError(Completion.TIME_OUT, CardReaderReason.CARD_SLOW)
            self._thread.join()
            if self._error is not None:
                raise self._error
            assert self._card is not None
            return self._card
        finally:
            # What a card said is not kept here, neither as a card nor in the frames of an error.
            self._given_up.set()
            self._card = self._error = None

    def _live(self) -> None:
        try:
            with PcscContext() as context, context.connect(self._reader) as chip:
                self._card = self._identify(chip, self._check)
        except (OSError, DeviceError) as error:
            self._error = error
        except Exception as error:  # noqa: BLE001 - the edge of a device's thread
            _log.exception("talking with a card broke")
            self._error = error
        finally:
            self._done.set()
            if self._given_up.is_set():
                self._card = self._error = None

    def _check(self) -> None:
        if self._given_up.is_set() or time.monotonic() > self._ends:
            raise DeviceError(Completion.TIME_OUT, CardReaderReason.CARD_SLOW)
