"""Somebody of the same household who stands at another terminal, and pays the same bills at the same time.

Of his terminal there is only the line to the office: his orders are in the office's books, and in no journal.
"""

import time
from collections.abc import Callable
from pathlib import Path

from kiosk.app.enrolment import credentials, enrol_terminal
from kiosk.app.faults.shared_clock import SharedClock
from kiosk.backend_client import bills, orders
from kiosk.backend_client.errors import BackendError
from kiosk.backend_client.orders import PayChannel
from kiosk.backend_client.transport import Transport

TRIES, PAUSE_S = 6, 0.25
Phone = Callable[..., dict[str, object] | None]


class Rival:
    """One thread at a time; every call blocks."""

    def __init__(self, folder: Path, url: str, code: str, clock: SharedClock) -> None:
        enrolled = enrol_terminal(folder, url, code, "隔壁终端")
        self._line = Transport(url, credentials=credentials(folder, enrolled), clock=clock)
        self.terminal = enrolled.terminal_id

    def pays(self, household: str, most_bills: int, phone: Phone) -> None:
        """Open an order as soon as nobody else has the bills, and pay it; whatever is refused, he tries a few times."""
        for _ in range(TRIES):
            try:
                if self._pays_once(household, most_bills, phone):
                    return
            except BackendError:  # somebody has the bills, or the office is away
                time.sleep(PAUSE_S)

    def _pays_once(self, household: str, most_bills: int, phone: Phone) -> bool:
        found = bills.find_by_household(self._line, household)
        owed = [bill.id for account in found for bill in account.unpaid if not bill.busy][:most_bills]
        if not owed:
            time.sleep(PAUSE_S)
            return False
        order = orders.open_order(self._line, owed)
        news = orders.show_code(self._line, order.id, PayChannel.WECHAT)
        for _ in range(TRIES):
            live = news.order.live
            if live is not None and live.code is not None:
                return phone("pay", code=live.code) is not None
            news = orders.wait_for_news(self._line, order.id, news.tag, 1) or news
        return False
