"""The frames of Kerong CU16 boards: bytes in and out, no wire. 19200 baud, the sum of all bytes at the end.

02, address (board in the high half, lock in the low one, both from 0), command, data, 03, sum & FF. A state answer
tells of all sixteen locks and of their infrared sensors. Sources: docs/devices/locker.md.
"""

from dataclasses import dataclass

MOST_LOCKS = 16
MOST_BOARD = 14  # F in the high half would mean every board
_START, _END = 0x02, 0x03
_ASK, _UNLOCK, _STATES = 0x30, 0x31, 0x35
_ANSWER = 9


@dataclass(frozen=True, slots=True)
class Cu16States:
    """The raw hooks and infrared sensors of one board, from lock 1 on."""

    hooks: tuple[bool, ...]
    items: tuple[bool, ...]


def open_one(board: int, lock: int) -> bytes:
    """Ask for a pulse on one lock, numbered from 1; no address of this means all locks."""
    return _asked(_address(board, lock), _UNLOCK)


def ask(board: int, lock: int) -> bytes:
    """Ask for the states of a board, in the name of one of its locks."""
    return _asked(_address(board, lock), _ASK)


def states(received: bytes, board: int, lock: int) -> Cu16States | None:
    """The answer to `ask` in the name of the same lock, None until it has come."""
    address = _address(board, lock)
    for start in range(len(received) - _ANSWER + 1):
        frame = received[start : start + _ANSWER]
        framed = frame[:3] == bytes([_START, address, _STATES]) and frame[7] == _END
        if framed and sum(frame[:-1]) & 0xFF == frame[-1]:
            return Cu16States(_bits(frame[3:5]), _bits(frame[5:7]))
    return None


def _bits(two: bytes) -> tuple[bool, ...]:
    bits = int.from_bytes(two, "little")
    return tuple(bool(bits >> lock & 1) for lock in range(MOST_LOCKS))


def _asked(address: int, command: int) -> bytes:
    frame = bytes([_START, address, command, _END])
    return frame + bytes([sum(frame) & 0xFF])


def _address(board: int, lock: int) -> int:
    if not (0 <= board <= MOST_BOARD and 1 <= lock <= MOST_LOCKS):
        raise ValueError("no such lock")
    return board << 4 | lock - 1
