"""upsd of Network UPS Tools at the far end of a TCP line, with one supply and faults on demand. Thread-safe."""

import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Self

from hardware.emulators.ends import Hangup, TcpEnd
from hardware.emulators.handles import Handle


@dataclass(frozen=True, slots=True)
class UpsFaults:
    """What is wrong right now; nothing, unless told."""

    mute: bool = False
    error: str = ""  # ERR and this word instead of every variable: DATA-STALE, DRIVER-NOT-CONNECTED ...
    chunk: int = 0  # answers go out in pieces of so many bytes
    garbage: bytes = b""  # this instead of every answer
    flood: int = 0  # so many lines before every answer
    stray: bytes = b""  # lines of something else before every answer
    previous: bool = False  # the answer to the question before
    drop: bool = False  # hangs up instead of answering
    late_s: float = 0.0


_FAULTS = {
    "mute": ("says nothing", UpsFaults(mute=True)),
    "stale": ("lost its supply (DATA-STALE)", UpsFaults(error="DATA-STALE")),
    "driver": ("its driver is gone", UpsFaults(error="DRIVER-NOT-CONNECTED")),
    "unknown": ("knows no such supply", UpsFaults(error="UNKNOWN-UPS")),
    "denied": ("denies access", UpsFaults(error="ACCESS-DENIED")),
    "garbage": ("answers rubbish", UpsFaults(garbage=b'VAR "\x00\xff\n')),
    "torn": ("answers in pieces", UpsFaults(chunk=3)),
    "flood": ("floods the line", UpsFaults(flood=100_000)),
    "stray": ("tells what nobody asked", UpsFaults(stray=b'VAR other ups.status "OB LB"\n')),
    "previous": ("answers the question before", UpsFaults(previous=True)),
    "drop": ("hangs up", UpsFaults(drop=True)),
}


class UpsEmulator:
    """A server that is asked for the power of a hall; the mains are on. A context manager."""

    def __init__(
        self, *, names: tuple[str, ...] = ("hall",), users: Mapping[str, str] | None = None, tells_charge: bool = True
    ) -> None:
        """`users`: with some, nothing is told before USERNAME and PASSWORD."""
        self.title = "Power supply"
        self._end = TcpEnd(self)
        self._lock = threading.Lock()
        self._names = names
        self._users = dict(users or {})
        self._tells_charge = tells_charge
        self._faults = UpsFaults()
        self._flags, self._charge, self._runtime = "OL", 100, 1800
        self._input = b""
        self._user = ""
        self._logged_in = not self._users
        self._before = b""
        self.asked: list[str] = []

    def __enter__(self) -> Self:
        self._end.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.__exit__()

    @property
    def host(self) -> str:
        """Where it listens."""
        return self._end.host

    @property
    def port(self) -> str:
        """Where it listens, as a configuration has it."""
        return str(self._end.port)

    def set(self, flags: str, charge: int, runtime: int) -> None:
        """Any state: the words of ups.status, per cent, seconds."""
        with self._lock:
            self._flags, self._charge, self._runtime = flags, charge, runtime

    def break_with(self, faults: UpsFaults) -> None:
        """Have these faults from now on; `UpsFaults()` mends everything."""
        with self._lock:
            self._faults = faults

    def handles(self) -> tuple[Handle, ...]:
        """The mains, the battery."""
        return (
            Handle("Mains fail", lambda: self.set("OB DISCHRG", 80, 900)),
            Handle("Battery low", lambda: self.set("OB DISCHRG LB", 8, 60)),
            Handle("Mains return", lambda: self.set("OL CHRG", 40, 500)),
            Handle("Battery full", lambda: self.set("OL", 100, 1800)),
            Handle("Battery worn out", lambda: self.set("OL RB", 100, 300)),
        )

    def faults(self) -> Mapping[str, str]:
        """How it can fail."""
        return {key: label for key, (label, _) in _FAULTS.items()}

    def break_with_fault(self, key: str) -> None:
        """Have this fault."""
        self.break_with(_FAULTS[key][1] if key else UpsFaults())

    def looks(self) -> str:
        """Mains or battery, and how full."""
        return f"{self._flags}, {self._charge} %"

    def plug(self) -> None:
        """Start the server."""
        self._end.plug()

    def unplug(self) -> None:
        """Stop the server."""
        self._end.unplug()

    @property
    def takes_bytes(self) -> bool:
        """Always."""
        return True

    def hung_up(self) -> None:
        """Forget half a question and who logged in."""
        with self._lock:
            self._forget()

    def receive(self, data: bytes) -> Iterator[tuple[float, bytes]]:
        """Answer each line."""
        with self._lock:
            *questions, self._input = (self._input + data).split(b"\n")
        for question in questions:
            with self._lock:
                faults, answer = self._faults, self._answer(question.decode(errors="replace"))
                if faults.previous:
                    answer, self._before = self._before, answer
            if faults.drop:
                raise Hangup
            if faults.mute:
                continue
            out = b"UPS x y\n" * faults.flood + faults.stray + (faults.garbage or answer)
            step = faults.chunk or len(out) or 1
            for start in range(0, len(out), step):
                yield (faults.late_s if start == 0 else 0.001), out[start : start + step]

    def _forget(self) -> None:
        self._input, self._user, self._logged_in = b"", "", not self._users

    def _answer(self, question: str) -> bytes:
        self.asked.append(question)
        match [word.strip('"') for word in question.split(" ")]:
            case ["USERNAME", name]:
                self._user = name
                return b"OK\n"
            case ["PASSWORD", word]:
                self._logged_in = self._users.get(self._user) == word
                return b"OK\n" if self._logged_in else b"ERR ACCESS-DENIED\n"
            case _ if not self._logged_in:
                return b"ERR ACCESS-DENIED\n"
            case ["LIST", "UPS"]:
                rows = "".join(f'UPS {name} "A \\"back\\\\up\\" of power"\n' for name in self._names)
                return f"BEGIN LIST UPS\n{rows}END LIST UPS\n".encode()
            case ["GET", "VAR", name, variable]:
                return self._variable(name, variable)
        return b"ERR UNKNOWN-COMMAND\n"

    def _variable(self, name: str, variable: str) -> bytes:
        if self._faults.error:
            return f"ERR {self._faults.error}\n".encode()
        if name not in self._names:
            return b"ERR UNKNOWN-UPS\n"
        values = {"ups.status": self._flags}
        if self._tells_charge:
            values |= {"battery.charge": f"{self._charge}", "battery.runtime": f"{self._runtime}"}
        if variable not in values:
            return b"ERR VAR-NOT-SUPPORTED\n"
        return f'VAR {name} {variable} "{values[variable]}"\n'.encode()
