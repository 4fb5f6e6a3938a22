"""What every request can reach: settings, database, keys, the time. Built once, by `backend.app`."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone

from backend.database import Database
from backend.keys import Keys
from backend.payments.desk import PaymentDesk
from backend.settings import Settings
from backend.sms import SmsDesk

CHINA_TIME = timezone(timedelta(hours=8))


@dataclass(frozen=True, slots=True)
class House:
    """The backend's parts. `now` gives the moment in UTC; without `sms` no messages are sent."""

    settings: Settings
    database: Database
    keys: Keys
    now: Callable[[], datetime]
    sms: SmsDesk | None = None
    payments: PaymentDesk = field(default_factory=PaymentDesk)

    def close(self) -> None:
        """Send the messages that wait, and give the connections back."""
        if self.sms is not None:
            self.sms.close()
        self.database.close()

    def today(self) -> date:
        """The day in China."""
        return self.now().astimezone(CHINA_TIME).date()


def system_now() -> datetime:
    """The machine's clock, in UTC."""
    return datetime.now(UTC)
