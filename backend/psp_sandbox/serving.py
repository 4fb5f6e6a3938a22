"""The server around the door: one that can hang up, and says where it listens."""

import asyncio
import json
import os
import socket
from pathlib import Path
from typing import Any

import uvicorn
from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from backend.psp_sandbox.alipay.callbacks import AlipayCaller
from backend.psp_sandbox.alipay.wire import AlipayWire
from backend.psp_sandbox.door import HANG_UP, Door
from backend.psp_sandbox.exchange import Caller
from backend.psp_sandbox.faults import FaultBook
from backend.psp_sandbox.folder import Folder
from backend.psp_sandbox.ledger import Ledger
from backend.psp_sandbox.payer import Payer, payer_app
from backend.psp_sandbox.post import Post
from backend.psp_sandbox.settings import Settings
from backend.psp_sandbox.wechat.callbacks import WeChatCaller
from backend.psp_sandbox.wechat.wire import WeChatWire

HOST = "127.0.0.1"


class HangingUp(H11Protocol):
    """HTTP, with an extension by which an app drops the connection without an answer."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Remember the line of this connection."""
        super().connection_made(transport)
        app = self.app

        async def with_line(scope: Scope, receive: Receive, send: Send) -> None:
            extensions: dict[str, Any] = scope.setdefault("extensions", {})
            extensions[HANG_UP] = transport.abort
            await app(scope, receive, send)

        self.app = with_line


class _Server(uvicorn.Server):
    """A server that says when it listens."""

    def __init__(self, config: uvicorn.Config, ready_file: Path | None, told: dict[str, object]) -> None:
        super().__init__(config)
        self._ready_file, self._told = ready_file, told

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Listen, write the ready file whole, then say so on stdout."""
        await super().startup(sockets=sockets)
        if not self.started:
            return
        line = json.dumps(self._told)
        if self._ready_file is not None:
            draft = self._ready_file.with_name(f".{self._ready_file.name}.{os.getpid()}")
            draft.write_text(line)
            draft.replace(self._ready_file)
        print(line, flush=True)  # noqa: T201 (a command speaks)


def run(folder_path: Path, port: int, ready_file: Path | None, settings: Settings) -> None:
    """Serve until a signal. Port 0 takes a free one. Raises OSError where the port is taken."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # named, so Nagle is off
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((HOST, port))
    listener.listen(128)
    own_port = listener.getsockname()[1]
    url = f"http://{HOST}:{own_port}"
    folder = Folder(folder_path)
    folder.describe(url)
    ledger = Ledger(folder_path / "ledger.sqlite3")
    faults = FaultBook()
    callers: dict[str, Caller] = {"wechat": WeChatCaller(folder, settings.signs_with), "alipay": AlipayCaller(folder)}
    post = Post(ledger, faults, callers, settings.pace)
    wechat, alipay = WeChatWire(ledger, folder, settings, url), AlipayWire(ledger, folder, settings, url)
    payer = payer_app(Payer(ledger, folder, faults), folder.payer_token)
    door = Door(wechat, alipay, payer, faults, post)
    config = uvicorn.Config(
        door,
        http=HangingUp,
        log_config=None,
        access_log=False,
        server_header=False,
        lifespan="off",
        ws="none",
        timeout_graceful_shutdown=1,
    )
    told: dict[str, object] = {"port": own_port, "merchant": str(folder_path / "merchant.json")}
    post.start()
    try:
        _Server(config, ready_file, told).run(sockets=[listener])
    finally:
        post.stop()
        ledger.close()
