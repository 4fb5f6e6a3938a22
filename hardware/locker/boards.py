"""What every make of lock board can be asked, and the makes that speak frames of their own over the bus."""

from dataclasses import dataclass
from typing import Protocol

from hardware.locker import frames_8a80, frames_cu16, frames_wkly
from hardware.locker.frames_wkly import WklyCommand
from hardware.locker.places import Board
from hardware.locker.talk import Talk
from hardware.worker import Command


@dataclass(frozen=True, slots=True)
class Reading:
    """The raw inputs of a board, from number 1 on, and its own infrared sensors if it has them."""

    inputs: tuple[bool, ...]
    items: tuple[bool, ...] = ()


@dataclass(frozen=True, slots=True)
class Make:
    """What is possible with a make of boards; a locker's map is checked against it.

    `most_inputs`: above 0, inputs behind those of the locks can be read for what else there is.
    """

    addresses: range
    most_locks: int
    lamps: bool = False
    infrared: bool = False
    coils: bool = False
    most_inputs: int = 0
    presence_inputs: bool = False


class Boards(Protocol):
    """The boards on one bus; on the locker's worker thread only.

    Reading raises DeviceError (SILENT, GARBLED, or the command's own) or OSError; it may be repeated.
    """

    @property
    def make(self) -> Make:
        """What is possible with them."""

    @property
    def talk(self) -> Talk:
        """The bus that they are on."""

    def read(self, board: Board, command: Command) -> Reading:
        """All inputs that the map says are in use, in one answer."""

    def read_alone(self, board: Board, lock: int, command: Command) -> bool:
        """One lock's raw input in an answer of another form, which no late answer to `read` can be taken for."""

    def pulse(self, board: Board, lock: int) -> None:
        """Give one pulse; returns when the board has said something to it or had time to, which proves nothing."""

    def set_lamp(self, board: Board, channel: int, *, on: bool) -> None:
        """Ask for a lamp; its sensor tells what came of it."""

    def at_rest(self, board: Board, command: Command) -> None:
        """Let no lock's coil stay under current, where the board does not see to it."""


MAKE_8A80 = Make(range(1, 64), frames_8a80.MOST_LOCKS)
MAKE_WKLY = Make(range(32), frames_wkly.MOST_LOCKS, lamps=True, most_inputs=frames_wkly.MOST_LOCKS)
MAKE_CU16 = Make(range(frames_cu16.MOST_BOARD + 1), frames_cu16.MOST_LOCKS, infrared=True)


class _Framed(Boards):
    """What the makes with frames of their own share."""

    def __init__(self, talk: Talk) -> None:
        self._talk = talk

    @property
    def talk(self) -> Talk:
        """The bus that they are on."""
        return self._talk

    def set_lamp(self, board: Board, channel: int, *, on: bool) -> None:
        """Never called where it is not overridden: the map refuses lamps on such boards."""
        raise NotImplementedError

    def at_rest(self, board: Board, command: Command) -> None:
        """These boards time their pulses themselves."""


class Boards8A80(_Framed):
    """Boards with locks only."""

    @property
    def make(self) -> Make:
        """Up to 32 locks, nothing else."""
        return MAKE_8A80

    def read(self, board: Board, command: Command) -> Reading:
        """All locks."""
        address = board.address
        return self._talk.ask(
            address, frames_8a80.ask_all(address), lambda came: _reading(came, address, board.locks), command
        )

    def read_alone(self, board: Board, lock: int, command: Command) -> bool:
        """One lock; its answer has five bytes and the lock's number."""
        address = board.address
        return self._talk.ask(
            address,
            frames_8a80.ask_one(address, lock),
            lambda came: frames_8a80.one_state(came, address, lock),
            command,
        )

    def pulse(self, board: Board, lock: int) -> None:
        """One pulse."""
        self._talk.tell(
            frames_8a80.open_one(board.address, lock), lambda came: frames_8a80.opened(came, board.address, lock)
        )


def _reading(came: bytes, address: int, locks: int) -> Reading | None:
    states = frames_8a80.all_states(came, address, locks)
    return None if states is None else Reading(states)


class BoardsWkly(_Framed):
    """Boards whose channels can also be held, for a lamp; the lamp's sensor is a channel's input."""

    @property
    def make(self) -> Make:
        """Up to 24 channels, some of which may hold lamps."""
        return MAKE_WKLY

    def read(self, board: Board, command: Command) -> Reading:
        """All channels in use; the board tells of all that it has."""
        address = board.address

        def answered(came: bytes) -> Reading | None:
            states = frames_wkly.all_states(came, address, board.width)
            return None if states is None else Reading(states)

        return self._talk.ask(address, frames_wkly.encode(address, WklyCommand.ALL_STATES), answered, command)

    def read_alone(self, board: Board, lock: int, command: Command) -> bool:
        """One channel; its answer carries another command and the channel's number."""
        address = board.address
        return self._talk.ask(
            address,
            frames_wkly.encode(address, WklyCommand.STATE, bytes([lock])),
            lambda came: frames_wkly.one_state(came, address, lock),
            command,
        )

    def pulse(self, board: Board, lock: int) -> None:
        """One pulse."""
        self._order(board.address, WklyCommand.OPEN, lock)

    def set_lamp(self, board: Board, channel: int, *, on: bool) -> None:
        """Hold the channel, or let it go."""
        self._order(board.address, WklyCommand.HOLD if on else WklyCommand.RELEASE, channel)

    def _order(self, address: int, what: WklyCommand, channel: int) -> None:
        self._talk.tell(
            frames_wkly.encode(address, what, bytes([channel])),
            lambda came: True if frames_wkly.acknowledged(came, address, what, channel) is not None else None,
        )


class BoardsCu16(_Framed):
    """Boards of sixteen locks with infrared sensors; they do not answer an opening."""

    @property
    def make(self) -> Make:
        """Sixteen locks with infrared sensors."""
        return MAKE_CU16

    def read(self, board: Board, command: Command) -> Reading:
        """All hooks and sensors, asked in the name of lock 1."""
        return self._ask(board, 1, command)

    def read_alone(self, board: Board, lock: int, command: Command) -> bool:
        """All hooks again, in the name of another lock than 1: the answer carries it, if this board repeats it."""
        return self._ask(board, (max(2, lock) if board.echoes_lock else 1), command).inputs[lock - 1]

    def pulse(self, board: Board, lock: int) -> None:
        """One pulse; nothing is waited for."""
        self._talk.send(frames_cu16.open_one(board.address, lock))

    def _ask(self, board: Board, lock: int, command: Command) -> Reading:
        address = board.address

        def answered(came: bytes) -> Reading | None:
            states = frames_cu16.states(came, address, lock)
            return None if states is None else Reading(states.hooks[: board.locks], states.items[: board.locks])

        return self._talk.ask(address, frames_cu16.ask(address, lock), answered, command)
