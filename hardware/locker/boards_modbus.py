"""Relay and lock boards that speak Modbus RTU, through pymodbus; imported when such a locker is made."""

import contextlib
import logging
import time
from collections.abc import Callable

from pymodbus import FramerType
from pymodbus.client.base import ModbusBaseSyncClient
from pymodbus.exceptions import ModbusException
from pymodbus.pdu import ModbusPDU
from pymodbus.transport import CommParams, CommType

from hardware.errors import Completion, DeviceError, DeviceReason
from hardware.locker.boards import Boards, Make, Reading
from hardware.locker.places import Board
from hardware.locker.talk import Talk
from hardware.transport.wire import drain
from hardware.worker import Command

MAKE_MODBUS = Make(range(1, 248), 64, lamps=True, coils=True, most_inputs=256, presence_inputs=True)

_READ_COILS, _READ_INPUTS, _REFUSED = 0x01, 0x02, 0x80
_WRITE_S = 1.0
_SLICE_S = 0.2
_OFF_TRIES = 3
_SILENCE_S = 0.004  # a frame begins after a silence of 3.5 characters, at 9600 baud


class _Bus(ModbusBaseSyncClient):
    """pymodbus's framing and checking over our own wire: it must neither open a port nor ask twice.

    Its own serial client wakes every millisecond while it waits, and cannot be cancelled.
    """

    def __init__(self, talk: Talk) -> None:
        parameters = CommParams(comm_type=CommType.SERIAL, comm_name="locker", timeout_connect=talk.pace.answer_s)
        super().__init__(FramerType.RTU, 0, parameters, None, None, None)
        self._wire = talk.wire
        self._sent = b""
        self._ends = 0.0
        self._look: Callable[[], None] = lambda: None
        self._heard_at = 0.0
        self.heard = False
        self.echoes: bool | None = None

    def begin(self, within_s: float, look: Callable[[], None]) -> None:
        """The next request has so much time, and `look` may end it earlier by raising."""
        self._ends = time.monotonic() + within_s
        self._look = look
        self.heard = False

    def connect(self) -> bool:
        """The wire is opened elsewhere."""
        return True

    def send(self, request: bytes, addr: tuple[object, ...] | None = None) -> int:
        """One request, after all that came before it was thrown away."""
        del addr
        time.sleep(max(0.0, self._heard_at + _SILENCE_S - time.monotonic()))
        drain(self._wire)
        self._sent = request
        self._wire.write(request, _WRITE_S)
        return len(request)

    def recv(self, size: int | None) -> bytes:
        """What has come, without our own echo; nothing when the time is over."""
        del size
        received = b""
        while (left := self._ends - time.monotonic()) > 0:
            self._look()
            received = self._without_echo(received + self._wire.read(min(left, _SLICE_S)))
            if received and not self._sent:
                self.heard = True
                self._heard_at = time.monotonic()
                return received
        return b""

    def _without_echo(self, received: bytes) -> bytes:
        """A coil's answer is the very bytes of its request, so the questions before must have told about echoes."""
        if not (self.echoes or self._is_question) or not self._sent.startswith(received[: len(self._sent)]):
            self._sent = b""
        elif self._sent and len(received) >= len(self._sent):
            received, self._sent, self.echoes = received[len(self._sent) :], b"", True
        return received

    @property
    def _is_question(self) -> bool:
        return self._sent[1:2] in {b"\x01", b"\x02"}


class BoardsModbus(Boards):
    """Locks on coils (FC 05), their switches on discrete inputs (FC 02), in the same order."""

    def __init__(self, talk: Talk) -> None:
        # It logs an error for each silence of a board; what a silence means is told by our status, once.
        logging.getLogger("pymodbus.logging").setLevel(logging.CRITICAL)
        self._talk = talk
        self._bus = _Bus(talk)
        self._held: set[tuple[int, int]] = set()

    @property
    def make(self) -> Make:
        """As many locks as the board has coils, and what else hangs on its inputs and coils."""
        return MAKE_MODBUS

    @property
    def talk(self) -> Talk:
        """The bus that they are on."""
        return self._talk

    def read(self, board: Board, command: Command) -> Reading:
        """All inputs in use; a coil that could not be let go is told again first, for a lock burns under current."""
        for coil in [coil for address, coil in self._held if address == board.address]:
            self._let_go(board.address, coil, 1)
        return Reading(self._inputs(board, board.first_input, board.width, command))

    def read_alone(self, board: Board, lock: int, command: Command) -> bool:
        """One input, after a question about coils: no late answer to either can pass for the other's."""
        coil = board.first_coil + lock - 1
        self._ask(
            board,
            lambda: self._bus.read_coils(coil, count=1, device_id=board.address),
            lambda answer: answer.function_code & ~_REFUSED == _READ_COILS,  # without FC 01 it says so: as good
            command,
        )
        return self._inputs(board, board.first_input + lock - 1, 1, command)[0]

    def pulse(self, board: Board, lock: int) -> None:
        """One pulse: the board ends it, or we do."""
        coil = board.first_coil + lock - 1
        try:
            self._order(board.address, coil, on=True)
            time.sleep(board.pulse_ms / 1000)
        finally:  # also on Ctrl-C: a lock burns under current
            if board.pulse_ms:
                self._let_go(board.address, coil)

    def set_lamp(self, board: Board, channel: int, *, on: bool) -> None:
        """Its coil."""
        if on:
            self._order(board.address, board.first_coil + channel - 1, on=True)
        else:
            self._let_go(board.address, board.first_coil + channel - 1)

    def at_rest(self, board: Board, command: Command) -> None:
        """On relay boards a coil may still be on from before a power cut of ours."""
        if not board.pulse_ms:
            return
        coils = self._ask(
            board,
            lambda: self._bus.read_coils(board.first_coil, count=board.locks, device_id=board.address),
            lambda answer: _tells(answer, _READ_COILS, board.locks),
            command,
        )
        for lock, on in enumerate(coils.bits[: board.locks]):
            if on:
                self._let_go(board.address, board.first_coil + lock)

    def _inputs(self, board: Board, first: int, count: int, command: Command) -> tuple[bool, ...]:
        answer = self._ask(
            board,
            lambda: self._bus.read_discrete_inputs(first, count=count, device_id=board.address),
            lambda answer: _tells(answer, _READ_INPUTS, count),
            command,
        )
        return tuple(bool(bit) for bit in answer.bits[:count])

    def _order(self, address: int, coil: int, *, on: bool) -> bool:
        """Write a coil once; whether the board confirmed it."""
        self._bus.begin(self._talk.pace.acknowledge_s, lambda: None)
        try:
            answer = self._bus.write_coil(coil, on, device_id=address)
        except ModbusException:
            return False
        return not answer.isError()

    def _let_go(self, address: int, coil: int, tries: int = _OFF_TRIES) -> None:
        """Switching off may be said again, and must not be missed."""
        self._held.add((address, coil))
        with contextlib.suppress(TimeoutError):
            for _ in range(tries):
                if self._order(address, coil, on=False):
                    self._held.discard((address, coil))
                    return

    def _ask(
        self, board: Board, asked: Callable[[], ModbusPDU], fits: Callable[[ModbusPDU], bool], command: Command
    ) -> ModbusPDU:
        self._talk.settle(board.address, command)
        self._bus.begin(self._talk.pace.answer_s, command.check)
        try:
            answer = self._answer(asked)
            if not fits(answer):
                raise DeviceError(Completion.HARDWARE_ERROR, DeviceReason.GARBLED)
        except DeviceError:
            self._talk.owes(board.address)
            raise
        return answer

    def _answer(self, asked: Callable[[], ModbusPDU]) -> ModbusPDU:
        try:
            return asked()
        except ModbusException as error:
            reason = DeviceReason.GARBLED if self._bus.heard else DeviceReason.SILENT
            raise DeviceError(Completion.TIME_OUT, reason) from error


def _tells(answer: ModbusPDU, function: int, count: int) -> bool:
    """Whether it is of the function and the size that were asked: pymodbus does not compare them."""
    return answer.function_code == function and count <= len(answer.bits) <= count + 7
