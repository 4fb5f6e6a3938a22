"""Blocks as the driver hears them from its child, in the order they were recorded."""

from collections.abc import Callable

from hardware.microphone.contract import BLOCK_BYTES, Block
from hardware.transport.child_process import ChildProcess
from hardware.transport.child_wire import HEAD_SIZE, unpack_head


def heed_blocks(child: ChildProcess, tell: Callable[[Block], None]) -> None:
    """Tell blocks until the child is gone; the one buffer is wiped in the end."""
    head, buffer = bytearray(HEAD_SIZE), bytearray(BLOCK_BYTES)
    try:
        while True:
            child.read_into(memoryview(head))
            told = unpack_head(head, BLOCK_BYTES)
            child.read_into(memoryview(buffer))
            tell(Block(bytes(buffer), told.seq, told.at))
    finally:
        buffer[:] = bytes(BLOCK_BYTES)
