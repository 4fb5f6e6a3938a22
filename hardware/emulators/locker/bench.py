"""A locker's bus on a pseudo terminal, with its boards, its furniture and its faults; it can lie on the workbench."""

import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Self

from hardware.emulators.ends import Hangup, PtyEnd
from hardware.emulators.handles import Handle
from hardware.emulators.locker.cupboard import Cupboard, EmulatedBoard
from hardware.emulators.locker.faults import LockerFaults
from hardware.emulators.locker.makes import MAKES, EmulatedMake, MakeWkly, wrongly

_FAULTS: Mapping[str, tuple[str, LockerFaults]] = MappingProxyType(
    {
        "mute": ("boards say nothing", LockerFaults(mute=True)),
        "late": ("answers come late", LockerFaults(late_s=0.8)),
        "torn": ("answers come in pieces", LockerFaults(chunk=2)),
        "noise": ("noise on the line", LockerFaults(noise=b"\x00\xfe\x57\x02")),
        "damaged": ("wrong checksums", LockerFaults(damaged=-1)),
        "one_behind": ("answers the last question", LockerFaults(one_behind=True)),
        "lost_pulses": ("locks get no current", LockerFaults(lost_pulses=True)),
        "mute_after_pulse": ("falls silent after a pulse", LockerFaults(mute_after_pulse=True)),
        "cut_after_pulse": ("power cut at a pulse", LockerFaults(cut_after_pulse=True)),
        "lamp_stuck": ("lamps do not switch", LockerFaults(lamp_stuck=True)),
    }
)
_DRAWN = 4


class LockerEmulator:
    """A bus at `path`; hands work on `cupboard`."""

    title = "Locker"

    def __init__(
        self,
        path: Path,
        protocol: str,
        boards: tuple[EmulatedBoard, ...] = (EmulatedBoard(1, 24),),
        *,
        echo: bool = False,
        lock_s: float = 0.0,
        make: EmulatedMake | None = None,
    ) -> None:
        """`protocol` is a driver's name, such as locker_8a80; `echo`: the adapter hears its own words."""
        self.cupboard = Cupboard(boards, lock_s)
        self.make = make or MAKES[protocol](self.cupboard)
        self._end = PtyEnd(path, self)
        self._lock = threading.Lock()
        self._echo = echo
        self._faults = LockerFaults()
        self._fault_key = ""
        self._heard = b""
        self._held = b""
        self._unasked: list[bytes] = []
        self.deaf_after_pulse = False  # the line is torn off behind a pulse: boards hear nothing more
        self._deaf = False
        self.orders: list[bytes] = []
        self.pulses_at: list[float] = []

    def remake(self, make: EmulatedMake) -> None:
        """Have other boards on the same furniture."""
        self.make = make

    def __enter__(self) -> Self:
        self._end.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.__exit__()

    @property
    def path(self) -> Path:
        """Where the bus appears."""
        return self._end.path

    def break_with(self, faults: LockerFaults) -> None:
        """Have these faults from now on; `LockerFaults()` mends everything."""
        with self._lock:
            self._faults = faults
            self._held = b""
        self.cupboard.lamp_stuck = faults.lamp_stuck

    @property
    def faulty(self) -> LockerFaults:
        """What is wrong now."""
        return self._faults

    def close_door(self, board: int, lock: int) -> None:
        """A hand closes a door; boards that tell of it by themselves do."""
        self.cupboard.close(board, lock)
        self._tell(board, lock)

    def open_by_hand(self, board: int, lock: int) -> None:
        """The mechanical key opens a door."""
        self.cupboard.open_by_hand(board, lock)
        self._tell(board, lock)

    def unplug(self) -> None:
        """Pull the adapter, or cut the power."""
        self._end.unplug()

    def plug(self) -> None:
        """The bus is there again, at the same path."""
        self._end.plug()

    # What the workbench draws.

    def handles(self) -> tuple[Handle, ...]:
        """The first closed doors can be opened with the key, all open ones closed, filled and emptied."""
        return tuple(self._handles())

    def faults(self) -> Mapping[str, str]:
        """How it can fail."""
        return {key: label for key, (label, _) in _FAULTS.items()}

    def break_with_fault(self, key: str) -> None:
        """Have this fault; "" is well again."""
        self.break_with(_FAULTS[key][1] if key else LockerFaults())
        self._fault_key = key

    def looks(self) -> str:
        """Which doors stand open, which locks jam."""
        cells = self.cupboard
        opened = [_spoken(*at) for at in self._all() if cells.is_open(*at)]
        jammed = [_spoken(*at) for at in self._all() if cells.is_jammed(*at)]
        said = f"open: {', '.join(opened)}" if opened else "all doors closed"
        return said + (f"; jammed: {', '.join(jammed)}" if jammed else "")

    def _all(self) -> Iterator[tuple[int, int]]:
        for board in self.cupboard.boards.values():
            for lock in range(1, board.locks + 1):
                yield board.address, lock

    def _handles(self) -> Iterator[Handle]:
        cells, closed = self.cupboard, 0
        for board, lock in self._all():
            name = _spoken(board, lock)
            if cells.is_open(board, lock):
                yield Handle(f"Close door {name}", lambda b=board, c=lock: self.close_door(b, c))  # type: ignore[misc]
                if cells.has_item(board, lock):
                    yield Handle(f"Take out of {name}", lambda b=board, c=lock: cells.take(b, c))  # type: ignore[misc]
                else:
                    yield Handle(f"Put into {name}", lambda b=board, c=lock: cells.put(b, c))  # type: ignore[misc]
            elif closed < _DRAWN:
                closed += 1
                yield Handle(f"Open door {name} by hand", lambda b=board, c=lock: self.open_by_hand(b, c))  # type: ignore[misc]
                stuck = cells.is_jammed(board, lock)
                yield Handle(
                    f"{'Free' if stuck else 'Jam'} lock {name}",
                    lambda b=board, c=lock, j=not stuck: cells.jam(b, c, jammed=j),  # type: ignore[misc]
                )

    # What the wire's thread asks.

    @property
    def takes_bytes(self) -> bool:
        """Always: orders are short."""
        return True

    def hung_up(self) -> None:
        """Forget half an order."""
        with self._lock:
            self._heard, self._held = b"", b""
            self._unasked.clear()

    def receive(self, data: bytes) -> Iterator[tuple[float, bytes]]:
        """Obey each whole order."""
        with self._lock:
            orders, self._heard = self.make.orders(self._heard + data)
            unasked, self._unasked = self._unasked, []
        if self._echo and data:
            yield 0.0, data
        for notice in unasked:
            yield 0.0, notice
        for order in orders:
            yield from self._obey(order)

    def _obey(self, order: bytes) -> Iterator[tuple[float, bytes]]:
        self.orders.append(order)
        with self._lock:
            faults, board = self._faults, self.make.board(order)
        self._deaf = self._deaf and self.deaf_after_pulse
        if board not in self.cupboard.boards or self._deaf:
            return
        pulls = self.make.pulls(order)
        if pulls:
            self._deaf = self.deaf_after_pulse
            self.pulses_at.append(time.monotonic())
            if faults.cut_before_pulse:
                raise Hangup
        answer = self.make.obey(order, idle=faults.lost_pulses, speak_as=board + faults.wrong_board)
        if pulls and faults.cut_after_pulse:
            raise Hangup
        if pulls and faults.mute_after_pulse:
            self.break_with(replace(faults, mute=True))
            return
        if not faults.mute and board not in faults.silent_boards:
            yield from self._say(answer, faults)

    def _say(self, answer: bytes, faults: LockerFaults) -> Iterator[tuple[float, bytes]]:
        if faults.one_behind:
            with self._lock:
                answer, self._held = self._held, answer
        if not answer:
            return
        if faults.damaged:
            answer = bytes(wrongly(answer))
            with self._lock:
                self._faults = replace(self._faults, damaged=max(-1, faults.damaged - 1) if faults.damaged > 0 else -1)
        answer = bytes(0x55 ^ at & 0xFF for at in range(faults.flood)) + faults.noise + answer
        step = faults.chunk or len(answer)
        for start in range(0, len(answer), step):
            yield (faults.late_s if start == 0 else 0.0005), answer[start : start + step]

    def _tell(self, board: int, lock: int) -> None:
        if isinstance(self.make, MakeWkly):
            with self._lock:
                self._unasked.append(self.make.notice(board, lock))
            self._end.wake()


def _spoken(board: int, lock: int) -> str:
    return f"{board}/{lock}"
