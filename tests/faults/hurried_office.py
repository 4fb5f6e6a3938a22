"""The whole backend as a process whose clock is that of a lane of the crash matrix.

Nothing of the product knows of it. House and clerk live by the lane's clock; the channels live by the machine's, for
the gateway does. Deadlines of a channel are as much shorter as the clock is faster, so that a lease outlives a step. It
kills itself where the lane's fuse says so: before or after one of its commits.
"""

import argparse
import json
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from sqlalchemy.orm import Session

from backend import routes, serving
from backend.app import create_app
from backend.database import Database
from backend.database import commit as plain_commit
from backend.house import system_now
from backend.payments import sweeper
from backend.payments.channel import Callback, ChannelName
from backend.payments.line import Deadlines
from backend.payments.merchants import open_channels
from backend.settings import Settings
from kiosk.app.faults.shared_clock import SharedClock

DEADLINES = Deadlines(connect=0.5, read=1.0, whole=1.5)
LOOK_EVERY_S = 0.1


class _OfToday:
    """A channel that judges the freshness of a callback by the machine's clock, as the gateway stamps it."""

    def __init__(self, channel: Any) -> None:
        self._channel = channel

    def __getattr__(self, name: str) -> Any:
        return getattr(self._channel, name)

    def hear(self, callback: Callback, _now: datetime, *, waits: bool = False) -> Any:
        return self._channel.hear(callback, system_now(), waits=waits)


def main() -> None:
    words = argparse.ArgumentParser()
    for name in ("settings", "clock", "ready-file"):
        words.add_argument(f"--{name}", type=Path, required=True)
    words.add_argument("--port", type=int, required=True)
    said = words.parse_args()
    clock, settings = SharedClock(said.clock), Settings(**json.loads(said.settings.read_text("utf-8")))
    sweeper.LOOK_EVERY_S = LOOK_EVERY_S  # type: ignore[assignment]
    _lay_fuse(clock)

    def hurried(settings: Settings) -> FastAPI:
        assert settings.merchant_folder is not None
        opened = open_channels(settings.merchant_folder, settings.public_url, system_now, deadlines=DEADLINES)
        channels: dict[ChannelName, Any] = {name: _OfToday(channel) for name, channel in opened.items()}
        return create_app(settings, clock.now, channels)

    serving.create_app = hurried  # type: ignore[assignment,attr-defined]
    serving.run(settings, host="127.0.0.1", port=said.port, ready_file=said.ready_file)


def _lay_fuse(clock: SharedClock) -> None:
    plain = Database.transaction

    def step() -> None:
        if clock.burn():
            os.kill(os.getpid(), signal.SIGKILL)

    @contextmanager
    def breakable(self: Database) -> Iterator[Session]:
        with plain(self) as session:
            yield session
            step()
        step()

    def commit(session: Session) -> None:
        step()
        plain_commit(session)
        step()

    Database.transaction = breakable  # type: ignore[method-assign]
    routes.commit = commit  # type: ignore[attr-defined]


if __name__ == "__main__":
    main()
