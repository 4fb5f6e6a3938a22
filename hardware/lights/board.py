"""Lights on a board of outputs: what all boards share."""

import contextlib
import logging
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Protocol

from hardware.errors import DeviceError
from hardware.lights.contract import Colour, FlashRate, Light, Lights
from hardware.lights.flashing import BEAT_S, Flashing, Wish
from hardware.lights.wiring import Lamp
from hardware.status import Condition, DeviceState
from hardware.supervisor import SupervisedDevice, Supervisor, Timing
from hardware.worker import Command

_log = logging.getLogger(__name__)
_DEADLINE_S = 1.0

Clock = Callable[[], float]


class Board(Protocol):
    """Outputs that are on or off; on the worker's thread. OSError when lost, DeviceError when it does not obey."""

    def open(self) -> None:
        """Open the wire to it."""

    def close(self) -> None:
        """Close it; never raises."""

    def set(self, levels: Mapping[int, bool]) -> None:
        """Switch these outputs."""

    def read(self) -> Mapping[int, bool]:
        """How the outputs stand, of those that are wired."""


class BoardLights(SupervisedDevice, Lights):
    """Lights whose flashing is made here, beat by beat: no board's own flashing needs to be trusted."""

    def __init__(
        self,
        id: str,  # noqa: A002
        driver: str,
        board: Board,
        lamps: Mapping[Light, Lamp],
        timing: Timing,
        clock: Clock = time.monotonic,
    ) -> None:
        self._lamps = lamps
        self._line = LightsLine(board, lamps, timing.probe_s, clock)
        super().__init__(Supervisor(id, "lights", driver, self._line, replace(timing, probe_s=BEAT_S)))

    @property
    def known(self) -> frozenset[Light]:
        """The lights that are wired."""
        return frozenset(self._lamps)

    async def show(self, light: Light, rate: FlashRate, colour: Colour | None = None) -> bool:
        """Have it burn so; whether it does. Never raises for a device's sake."""
        lamp = self._lamps.get(light)
        if lamp is None or colour not in lamp.outputs:
            return False
        self._line.wish({light: Wish(rate, colour)})
        return await self._applied()

    async def all_off(self) -> bool:
        """Put all of them out."""
        self._line.wish({light: Wish() for light in self._lamps})
        return await self._applied()

    async def _applied(self) -> bool:
        if self.status.usable:  # else nobody waits: the supervisor looks for the board
            try:
                await self._supervisor.run(self._line.apply, _DEADLINE_S)
            except DeviceError as error:
                _log.debug("%s: a light is not as wished: %s", self.status.id, error)
            else:
                return True
        self._supervisor.counters.count("not_shown")
        return False


class LightsLine:
    """The board at the other end; `wish` from any thread, the rest on the worker's."""

    def __init__(self, board: Board, lamps: Mapping[Light, Lamp], verify_s: float, clock: Clock) -> None:
        self._board = board
        self._lamps = lamps
        self._verify_s = verify_s
        self._clock = clock
        self._lock = threading.Lock()
        self._flashing = Flashing(lamps)
        self._outputs = frozenset(
            output for lamp in lamps.values() for outputs in lamp.outputs.values() for output in outputs
        )
        self._levels: dict[int, bool] = {}
        self._obeys = False
        self._verify_at = 0.0

    def wish(self, wishes: Mapping[Light, Wish]) -> None:
        """Remember how lamps shall burn; kept while the board is away."""
        with self._lock:
            for light, wish in wishes.items():
                self._flashing.wish(light, wish)

    def open(self, command: Command) -> Condition:
        """Open the board; whatever it showed, it shows what is wished now."""
        command.check()
        self._board.open()
        self._levels = {}
        self._verify_at = 0.0
        return self.probe(command)

    def probe(self, command: Command) -> Condition:
        """One beat; now and then look whether the board shows what it was told, for it may have restarted."""
        self.apply(command)
        if self._clock() >= self._verify_at:
            self._verify_at = self._clock() + self._verify_s
            shown = self._board.read()
            wrong = [output for output, level in shown.items() if self._levels.get(output, level) is not level]
            if wrong:
                _log.info("the board had %d outputs otherwise than it was told", len(wrong))
                self._levels = {}
                self.apply(command)
        return Condition(DeviceState.ONLINE)

    def apply(self, command: Command) -> None:
        """Switch what is not yet as it shall be."""
        command.check()
        with self._lock:
            burning = self._flashing.burning(self._clock())
        on = {output for light, colour in burning.items() for output in self._lamps[light].outputs[colour]}
        self._switch({output: output in on for output in self._outputs})

    def close(self) -> None:
        """All off, if the board still obeys, and let it go."""
        if self._obeys:
            with contextlib.suppress(OSError, DeviceError):
                self._switch(dict.fromkeys(self._outputs, False))
        self._obeys = False
        self._board.close()

    def _switch(self, levels: Mapping[int, bool]) -> None:
        changed = {output: on for output, on in levels.items() if self._levels.get(output) is not on}
        if not changed:
            return
        self._obeys = False
        # Until the board has obeyed, nobody knows how these outputs stand.
        for output in changed:
            self._levels.pop(output, None)
        self._board.set(changed)
        self._levels.update(changed)
        self._obeys = True
