"""Asks the backend for news again and again, and so knows whether the network works."""

import asyncio
import logging
from collections.abc import Callable

from kiosk.app.conditions import TerminalConditions
from kiosk.backend_client.errors import BackendError
from kiosk.backend_client.transport import Transport
from kiosk.directory.cache import DirectoryCache
from kiosk.foundation.clock import Clock

_log = logging.getLogger(__name__)

EVERY_S = 10.0
WHEN_LOST_S = 2.0


class NetworkWatch:
    """Refreshes the directory; logs once on loss and once on return. Loop thread."""

    def __init__(
        self,
        transport: Transport,
        directory: DirectoryCache,
        conditions: TerminalConditions,
        clock: Clock,
        changed: Callable[[], None],
    ) -> None:
        self._transport = transport
        self._directory = directory
        self._conditions = conditions
        self._clock = clock
        self._changed = changed

    async def run(self) -> None:
        """Ask for ever."""
        works: bool | None = None
        while True:
            now_works = await self.ask()
            if now_works != works:
                _log.info("network: %s", "works" if now_works else "lost")
            works = now_works
            self._conditions.set_network(works)
            self._changed()
            await self._clock.sleep(EVERY_S if works else WHEN_LOST_S)

    async def ask(self) -> bool:
        """Ask once."""
        try:
            await asyncio.to_thread(self._directory.refresh, self._transport)
        except BackendError as error:
            _log.debug("network: %s", error)
            return False
        except Exception:  # noqa: BLE001  the watch must outlive whatever it meets, or the services rest for ever
            _log.exception("network: the directory stumbled")
            return False
        return True
