"""A supply behind upsd, the server of Network UPS Tools, asked over TCP."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

from hardware.errors import Completion, DeviceError, DeviceReason
from hardware.events import EventSource
from hardware.status import Condition, DeviceState, StatusChanged
from hardware.supervisor import SupervisedDevice, Supervisor, Timing
from hardware.transport.wire import Wire, drain
from hardware.ups.contract import Power, Ups, UpsListener, UpsReading, UpsReason
from hardware.ups.lines import Lines, NutGarbled, line
from hardware.ups.power import StatusUnknown, reading
from hardware.worker import Command

_log = logging.getLogger(__name__)
_WRITE_S = 1.0
_SLICE_S = 0.25
_LINES_MOST = 256  # of one answer, or before it: more is no server of supplies

_REASONS = {
    DeviceReason.ABSENT: UpsReason.ABSENT,
    DeviceReason.SILENT: UpsReason.SILENT,
    DeviceReason.GARBLED: UpsReason.GARBLED,
    DeviceReason.DEADLINE: UpsReason.DEADLINE,
    DeviceReason.CANCELLED: UpsReason.CANCELLED,
}
_REFUSALS = {
    "DATA-STALE": UpsReason.STALE,
    "DRIVER-NOT-CONNECTED": UpsReason.DRIVER_LOST,
    "UNKNOWN-UPS": UpsReason.UNKNOWN_UPS,
    "ACCESS-DENIED": UpsReason.REFUSED,
    "USERNAME-REQUIRED": UpsReason.REFUSED,
    "PASSWORD-REQUIRED": UpsReason.REFUSED,
    "INVALID-USERNAME": UpsReason.REFUSED,
    "INVALID-PASSWORD": UpsReason.REFUSED,
}
_STATES = {
    UpsReason.STALE: DeviceState.POWER_OFF,
    UpsReason.DRIVER_LOST: DeviceState.POWER_OFF,
    UpsReason.UNKNOWN_UPS: DeviceState.NO_DEVICE,
}


@dataclass(frozen=True, slots=True)
class Login:
    """Whom upsd shall take us for; only if it is configured so. The password is in no repr."""

    username: str
    password: str

    def __repr__(self) -> str:
        return "Login(...)"


class NutRefused(Exception):
    """upsd answered ERR; `reason` is what that means, `word` its own word."""

    def __init__(self, reason: UpsReason, word: str) -> None:
        super().__init__(word)
        self.reason = reason
        self.word = word


class NutUps(SupervisedDevice, Ups):
    """The power of the terminal, read again every few seconds."""

    def __init__(
        self,
        id: str,  # noqa: A002
        wire: Wire,
        timing: Timing,
        *,
        ups: str = "",
        login: Login | None = None,
        answer_s: float = 1.5,
    ) -> None:
        """`ups`: its name in upsd; none means the only one that upsd has."""
        self._upsd = Upsd(wire, ups, login, answer_s, self._tell)
        self._reading: UpsReading | None = None
        self._events: EventSource[UpsReading | None] = EventSource(f"the power of {id}", keep=16)
        super().__init__(Supervisor(id, "ups", "ups_nut", self._upsd, timing))
        self._supervisor.subscribe(self._forget_when_lost)

    @property
    def reading(self) -> UpsReading | None:
        """The newest reading."""
        return self._reading

    async def read(self, deadline_s: float) -> UpsReading:
        """Ask now; DeviceError with an UpsReason."""
        try:
            return await self._supervisor.run(self._read, deadline_s)
        except DeviceError as error:
            if isinstance(error.reason, DeviceReason):
                raise DeviceError(error.completion, _REASONS[error.reason]) from error
            raise

    def listen(self, listener: UpsListener) -> Callable[[], None]:
        """Tell `listener`, on the device's thread, of every change."""
        return self._events.listen(listener)

    def _read(self, command: Command) -> UpsReading:
        self._supervisor.report(self._upsd.probe(command))
        if self._upsd.refused is not None:
            raise DeviceError(Completion.DEVICE_NOT_READY, self._upsd.refused)
        assert self._reading is not None, "probe tells what it read"
        return self._reading

    def _tell(self, new: UpsReading | None) -> None:
        old, self._reading = self._reading, new
        if _matter(old) == _matter(new):
            return
        if new is not None and new.power is not Power.MAINS and (old is None or old.power is Power.MAINS):
            self._supervisor.counters.count("outages")
        self._events.tell(new)

    def _forget_when_lost(self, change: StatusChanged) -> None:
        if not change.new.usable:
            self._tell(None)


def _matter(known: UpsReading | None) -> object:
    """What is worth an event: not each per cent, not each minute."""
    return None if known is None else (known.power, known.words, known.warnings)


class Upsd:
    """The server at the other end; used on the device's worker thread only."""

    def __init__(
        self,
        wire: Wire,
        ups: str,
        login: Login | None,
        answer_s: float,
        tell: Callable[[UpsReading | None], None],
    ) -> None:
        self._wire = wire
        self._configured = ups
        self._ups = ups
        self._login = login
        self._answer_s = answer_s
        self._tell = tell
        self._known: UpsReading | None = None
        self._owes_answers = False
        self.refused: UpsReason | None = None

    def open(self, command: Command) -> Condition:
        """Connect, log in if that is configured, find the supply, and read it."""
        self._owes_answers = True
        self._wire.open()
        self._ups = self._configured
        try:
            if self._login is not None:
                self._ask(command, "USERNAME", self._login.username)
                self._ask(command, "PASSWORD", self._login.password)
            if not self._ups:
                self._ups = self._only_one(command)
        except NutRefused as error:
            return self._refusal(error)
        condition = self._read(command)
        self._owes_answers = False
        return condition

    def probe(self, command: Command) -> Condition:
        """Read the supply; on a new connection where an answer is still owed, for answers carry no number."""
        if self._owes_answers:
            return self.open(command)
        try:
            return self._read(command)
        except DeviceError:
            self._owes_answers = True
            raise

    def _read(self, command: Command) -> Condition:
        try:
            status = self._get(command, "ups.status")
            charge = self._variable(command, "battery.charge")
            runtime = self._variable(command, "battery.runtime")
            self._known = reading(status, charge, runtime, self._known)
        except NutRefused as error:
            return self._refusal(error)
        except StatusUnknown:
            return self._refusal(NutRefused(UpsReason.STALE, "no status yet"))
        self.refused = None
        self._tell(self._known)
        return Condition(DeviceState.ONLINE, self._known.warnings)

    def close(self) -> None:
        """Hang up."""
        self._wire.close()

    def _refusal(self, error: NutRefused) -> Condition:
        if self.refused is not error.reason:
            _log.info("upsd refuses: %s", error.reason.value)
        self.refused = error.reason
        self._tell(None)
        return Condition(_STATES.get(error.reason, DeviceState.HARDWARE_ERROR), (), error.reason.value)

    def _variable(self, command: Command, name: str) -> str | None:
        try:
            return self._get(command, name)
        except NutRefused as error:
            if error.word == "VAR-NOT-SUPPORTED":
                return None
            raise

    def _only_one(self, command: Command) -> str:
        """The name of the only supply that upsd has; with none or several somebody must have configured one."""
        names: list[str] = []
        for words in self._answers(command, "LIST", "UPS"):
            if words[:1] == ("UPS",) and len(words) == 3:
                names.append(words[1])
            if words == ("END", "LIST", "UPS"):
                break
        if len(names) != 1:
            raise NutRefused(UpsReason.UNKNOWN_UPS, f"{len(names)} supplies")
        return names[0]

    def _ask(self, command: Command, *question: str) -> None:
        """Ask for something to be done, and hear OK."""
        for words in self._answers(command, *question):
            if words[:1] == ("OK",):
                return

    def _get(self, command: Command, name: str) -> str:
        """The value of a variable; an answer to another question is let pass."""
        for words in self._answers(command, "GET", "VAR", self._ups, name):
            if len(words) == 4 and words[:3] == ("VAR", self._ups, name):
                return words[3]
        raise AssertionError("answers end by raising")

    def _answers(self, command: Command, *question: str) -> "Answers":
        command.check()
        drain(self._wire)
        self._wire.write(line(*question), _WRITE_S)
        return Answers(self._wire, command, time.monotonic() + self._answer_s)


class Answers:
    """The lines that come, one after the other; raises NutRefused for ERR, DeviceError when no more come in time."""

    def __init__(self, wire: Wire, command: Command, ends: float) -> None:
        self._wire = wire
        self._command = command
        self._ends = ends
        self._lines = Lines()
        self._waiting: list[tuple[str, ...]] = []
        self._count = 0

    def __iter__(self) -> "Answers":
        return self

    def __next__(self) -> tuple[str, ...]:
        while not self._waiting:
            self._receive()
        self._count += 1
        if self._count > _LINES_MOST:
            raise DeviceError(Completion.HARDWARE_ERROR, DeviceReason.GARBLED)
        words = self._waiting.pop(0)
        if words[:1] == ("ERR",) and len(words) > 1:
            raise NutRefused(_REFUSALS.get(words[1], UpsReason.UNSUPPORTED), words[1])
        return words

    def _receive(self) -> None:
        self._command.check()
        left = self._ends - time.monotonic()
        if left <= 0:
            raise DeviceError(Completion.TIME_OUT, DeviceReason.GARBLED if self._count else DeviceReason.SILENT)
        try:
            self._waiting += self._lines.feed(self._wire.read(min(left, _SLICE_S)))
        except NutGarbled as error:
            _log.debug("upsd was not understood: %s", error)
            raise DeviceError(Completion.HARDWARE_ERROR, DeviceReason.GARBLED) from None
