"""The frames of "WKLY" boards: bytes in and out, no wire. 9600 baud, XOR at the end.

57 4B 4C 59, length of the whole frame, board, command, data, XOR of all before it. Sources: docs/devices/locker.md.
"""

from dataclasses import dataclass
from enum import IntEnum
from functools import reduce
from operator import xor

MOST_LOCKS = 24
MARK = b"WKLY"
_HEAD = 7
_SHORTEST, _LONGEST = 8, 64
_DONE = 0x00
_BITS = {0: False, 1: True}


class WklyCommand(IntEnum):
    """The commands that we send or understand; those that open several locks at once are left out on purpose."""

    OPEN = 0x82
    STATE = 0x83
    ALL_STATES = 0x84
    DOOR_NOTICE = 0x85  # comes unasked; its layout is not sure, so it is let pass: polling sees more
    HOLD = 0x88
    RELEASE = 0x89


@dataclass(frozen=True, slots=True)
class Frame:
    """A whole frame, checked."""

    board: int
    command: int
    data: bytes


def encode(board: int, command: WklyCommand, data: bytes = b"") -> bytes:
    """The frame that asks a board."""
    frame = MARK + bytes([_HEAD + len(data) + 1, board, command]) + data
    return frame + bytes([reduce(xor, frame)])


def frames(received: bytes) -> list[Frame]:
    """All whole frames, whatever stands before, between and after them; a damaged one costs no other."""
    found = []
    at = received.find(MARK)
    while at >= 0:
        frame = _whole(received, at)
        if frame is not None:
            found.append(Frame(frame[5], frame[6], frame[_HEAD:-1]))
        at = received.find(MARK, at + (len(frame) if frame else 1))
    return found


def _whole(received: bytes, at: int) -> bytes | None:
    length = received[at + 4] if at + 4 < len(received) else 0
    frame = received[at : at + length]
    if not _SHORTEST <= length <= _LONGEST or len(frame) < length or reduce(xor, frame):
        return None
    return frame


def one_state(received: bytes, board: int, lock: int) -> bool | None:
    """The raw state in the answer to STATE, None until it has come."""
    for frame in _answers(received, board, WklyCommand.STATE):
        if len(frame.data) == 3 and frame.data[:2] == bytes([_DONE, lock]) and frame.data[2] in _BITS:
            return _BITS[frame.data[2]]
    return None


def all_states(received: bytes, board: int, channels: int) -> tuple[bool, ...] | None:
    """The raw states of the first `channels` in the answer to ALL_STATES, None until it has come.

    The answer tells how many the board has, and all of them.
    """
    for frame in _answers(received, board, WklyCommand.ALL_STATES):
        states = frame.data[2:]
        whole = frame.data[:2] == bytes([_DONE, len(states)]) and len(states) >= channels
        if whole and set(states) <= set(_BITS):
            return tuple(_BITS[state] for state in states[:channels])
    return None


def acknowledged(received: bytes, board: int, command: WklyCommand, lock: int) -> bool | None:
    """Whether the board says of OPEN, HOLD or RELEASE that it was done; None until it answers."""
    for frame in _answers(received, board, command):
        if (command is not WklyCommand.OPEN and len(frame.data) == 1) or frame.data[1:2] == bytes([lock]):
            return frame.data[0] == _DONE
    return None


def _answers(received: bytes, board: int, command: WklyCommand) -> list[Frame]:
    return [frame for frame in frames(received) if (frame.board, frame.command) == (board, command)]
