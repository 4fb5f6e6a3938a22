"""Tells whoever started the terminal how far it is, as sd_notify(3) describes: systemd, or the benchmark."""

import os
import socket

FIRST_FRAME = "READY=1\nSTATUS=first frame"
OPEN = "STATUS=open"


def tell_starter(state: str) -> None:
    """Send a state to the socket in NOTIFY_SOCKET; where there is none, or nobody listens, nothing. Any thread."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return
    if address.startswith("@"):  # Linux's abstract sockets
        address = "\0" + address[1:]
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as wire:
        wire.setblocking(False)
        try:
            wire.sendto(state.encode(), address)
        except OSError:
            return
