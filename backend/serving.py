"""The web server around the app."""

import json
import os
import socket
import sys
from pathlib import Path

import uvicorn

from backend.app import create_app
from backend.migrations.run import migrate
from backend.settings import Settings

MOST_CONNECTIONS = 256  # above that uvicorn answers 503 by itself


class PortTaken(Exception):
    """Somebody else listens there, or we may not."""


def run(settings: Settings, *, host: str, port: int, ready_file: Path | None) -> None:
    """Migrate, listen, say so, and serve until a signal. Raises PortTaken."""
    app = create_app(settings)
    migrate(app.state.house.database)
    listener = _listen(host, port)
    # Our edge logs requests without personal data; uvicorn's access log would write paths with codes in them.
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        lifespan="on",
        timeout_graceful_shutdown=5,
        ws="none",
        limit_concurrency=MOST_CONNECTIONS,
    )
    _Server(config, ready_file, host, listener.getsockname()[1]).run(sockets=[listener])


class _Server(uvicorn.Server):
    """A server that says when it listens."""

    def __init__(self, config: uvicorn.Config, ready_file: Path | None, host: str, port: int) -> None:
        super().__init__(config)
        self._ready_file = ready_file
        self._host = f"[{host}]" if ":" in host else host
        self._port = port

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen and say where, then write the ready file whole, so that nobody reads half of it."""
        await super().startup(sockets=sockets)
        if self.started:
            where = f"http://{self._host}:{self._port}"
            print(f"the backend listens on {where}", file=sys.stderr, flush=True)  # noqa: T201 (a command speaks)
        if self._ready_file is not None and self.started:
            draft = self._ready_file.with_name(f".{self._ready_file.name}.{os.getpid()}")
            draft.write_text(json.dumps({"port": self._port}))
            draft.replace(self._ready_file)


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio switches Nagle off only where it sees that protocol named; else each answer waits 40 ms for an ACK.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise PortTaken from error
    listener.listen(128)
    listener.set_inheritable(False)
    return listener
