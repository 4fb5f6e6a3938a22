"""Frames as the driver hears them from its child, one at a time: each asked for when the last one was taken."""

import contextlib
from collections.abc import Callable

from hardware.camera.contract import Frame
from hardware.camera.shape import Shape
from hardware.transport.child_process import ChildProcess
from hardware.transport.child_wire import HEAD_SIZE, unpack_head

NEXT = b"."


def heed_frames(shape: Shape, child: ChildProcess, tell: Callable[[Frame], None]) -> None:
    """Ask for frames and tell them, until the child is gone; the one buffer is wiped in the end."""
    head, buffer = bytearray(HEAD_SIZE), bytearray(shape.size)
    try:
        while True:
            child.send(NEXT)
            child.read_into(memoryview(head))
            told = unpack_head(head, shape.size)
            child.read_into(memoryview(buffer))
            data = memoryview(buffer).toreadonly()
            tell(Frame(shape.width, shape.height, shape.pixels, data, told.seq, told.at))
            with contextlib.suppress(BufferError):  # a listener made something of it that still looks in
                data.release()
    finally:
        buffer[:] = bytes(shape.size)
