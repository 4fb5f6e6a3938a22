"""What a driver keeps of the pictures and the sound that it passes on."""

from typing import cast

import pytest

from hardware.camera.contract import Pixels
from hardware.camera.frames import heed_frames
from hardware.camera.shape import Shape
from hardware.microphone.blocks import heed_blocks
from hardware.microphone.contract import BLOCK_BYTES
from hardware.transport.child_process import ChildProcess
from hardware.transport.child_wire import HEAD_SIZE, pack_head

SHAPE = Shape(16, 16, 10, Pixels.LUMA)


class OnePiece:
    """A child that tells one piece and is gone."""

    def __init__(self, length: int) -> None:
        self._left = [pack_head(1, 1.0, length), b"\x5a" * length]
        self.buffers: list[memoryview] = []

    def send(self, _octets: bytes) -> None:
        """It heeds nothing."""

    def read_into(self, into: memoryview) -> None:
        if not self._left:
            raise EOFError
        self.buffers.append(into)
        into[:] = self._left.pop(0)


def test_nothing_of_the_last_picture_is_kept() -> None:
    child, seen = OnePiece(SHAPE.size), list[bytes]()
    with pytest.raises(EOFError):
        heed_frames(SHAPE, cast(ChildProcess, child), lambda frame: seen.append(bytes(frame.data)))
    assert seen == [b"\x5a" * SHAPE.size]
    assert [len(buffer) for buffer in child.buffers] == [HEAD_SIZE, SHAPE.size]
    assert bytes(child.buffers[1]) == bytes(SHAPE.size)


def test_nothing_of_the_last_sound_is_kept() -> None:
    child, heard = OnePiece(BLOCK_BYTES), list[bytes]()
    with pytest.raises(EOFError):
        heed_blocks(cast(ChildProcess, child), lambda block: heard.append(block.pcm))
    assert heard == [b"\x5a" * BLOCK_BYTES]
    assert bytes(child.buffers[1]) == bytes(BLOCK_BYTES)
