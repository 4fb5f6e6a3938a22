"""A TCP socket."""

import select
import socket

from hardware.transport.wire import READ_MOST

_CONNECT_S = 2.0


class TcpSocket:
    """A connection to a device in the cabinet."""

    def __init__(self, host: str, port: int) -> None:
        self._address = (host, port)
        self._socket: socket.socket | None = None

    def open(self) -> None:
        """Connect; raises OSError when nobody answers."""
        self.close()
        connected = socket.create_connection(self._address, _CONNECT_S)
        if connected.getsockname() == connected.getpeername():
            # Where nobody listens at a port of this machine, TCP may join the asking socket to itself.
            connected.close()
            raise ConnectionRefusedError("nobody listens there but we ourselves")
        connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connected.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        self._socket = connected

    def close(self) -> None:
        """Close the connection."""
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def write(self, data: bytes, timeout_s: float) -> None:
        """Send all of `data`; TCP's buffer may take it although the device does not."""
        connected = self._need()
        connected.settimeout(max(timeout_s, 0.001))  # 0 would mean "do not wait", not "no time"
        connected.sendall(data)

    def read(self, timeout_s: float) -> bytes:
        """Receive what has come; raises ConnectionResetError when the other side hung up."""
        connected = self._need()
        ready, _, _ = select.select([connected], [], [], timeout_s)
        if not ready:
            return b""
        data = connected.recv(READ_MOST)
        if not data:
            raise ConnectionResetError("the device hung up")
        return data

    def _need(self) -> socket.socket:
        if self._socket is None:
            raise OSError("the connection is not open")
        return self._socket
