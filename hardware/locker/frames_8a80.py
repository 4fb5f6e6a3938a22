"""The frames of boards that are sold as "8A/80" boards: bytes in and out, no wire. 9600 baud, XOR at the end.

One lock's status byte is 11 or 00, and a bit of the whole board's answer 1 or 0; which of them means open follows
the lock's switch and is not known here. Sources: docs/devices/locker.md.
"""

from functools import reduce
from operator import xor

MOST_LOCKS = 32
_OPEN, _READ = 0x8A, 0x80
_ASK_OPEN, _ASK_STATE = 0x11, 0x33
_STATUS = {0x00: False, 0x11: True}


def open_one(board: int, lock: int) -> bytes:
    """Ask for a pulse on one lock; lock 0 would open all of them and is refused."""
    return _asked(_OPEN, board, _lock(lock), _ASK_OPEN)


def ask_one(board: int, lock: int) -> bytes:
    """Ask how one lock's switch stands."""
    return _asked(_READ, board, _lock(lock), _ASK_STATE)


def ask_all(board: int) -> bytes:
    """Ask how all switches of a board stand."""
    return _asked(_READ, board, 0, _ASK_STATE)


def opened(received: bytes, board: int, lock: int) -> bool | None:
    """Whether the answer to `open_one` has come; its status proves nothing and is not told."""
    return True if _one(received, _OPEN, board, lock) is not None else None


def one_state(received: bytes, board: int, lock: int) -> bool | None:
    """The raw state in the answer to `ask_one`, None until it has come."""
    return _one(received, _READ, board, lock)


def all_states(received: bytes, board: int, locks: int) -> tuple[bool, ...] | None:
    """The raw states in the answer to `ask_all`, from lock 1 on, None until it has come.

    Boards of up to 24 locks send three bytes and larger ones four; the last holds locks 1 to 8, lowest bit first.
    """
    size = 3 if locks <= 24 else 4
    whole = size + 4
    for start in range(len(received) - whole + 1):
        frame = received[start : start + whole]
        if frame[0] == _READ and frame[1] == board and frame[-2] == _ASK_STATE and not reduce(xor, frame):
            bits = int.from_bytes(frame[2:-2], "big")
            return tuple(bool(bits >> lock & 1) for lock in range(locks))
    return None


def _one(received: bytes, head: int, board: int, lock: int) -> bool | None:
    for start in range(len(received) - 4):
        frame = received[start : start + 5]
        if frame[:3] == bytes([head, board, lock]) and frame[3] in _STATUS and not reduce(xor, frame):
            return _STATUS[frame[3]]
    return None


def _asked(head: int, board: int, lock: int, what: int) -> bytes:
    frame = bytes([head, board, lock, what])
    return frame + bytes([reduce(xor, frame)])


def _lock(lock: int) -> int:
    if not 1 <= lock <= MOST_LOCKS:
        raise ValueError("no such lock")
    return lock
