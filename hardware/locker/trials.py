"""What can be tried on a locker by hand."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from hardware.locker.contract import CellState, Locker, OpenResult
from hardware.trial import NotDone, Say, Trial

_DEADLINE_S = 10.0


async def _doors(locker: Locker, _: Sequence[str], say: Say) -> None:
    if not locker.cells:
        raise NotDone(f"{locker.map_file} has no cells; write it with: kiosk devices commission {locker.status.id}")
    states = await locker.states(_DEADLINE_S)
    for name, state in states.items():
        say(f"{name}: {_told(state)}")


async def _open(locker: Locker, words: Sequence[str], say: Say) -> None:
    if len(words) != 1:
        raise ValueError("name one cell")
    opening = await locker.open_cell(words[0], _DEADLINE_S)
    reason = "" if opening.reason is None else f", {opening.reason.value}"
    told = f"{opening.cell}: {opening.result.value}{reason}{'' if opening.pulsed else ' (the lock was left alone)'}"
    if opening.result is not OpenResult.OPENED:
        raise NotDone(told)
    say(told)


async def _lamp(locker: Locker, words: Sequence[str], say: Say) -> None:
    if len(words) != 2 or words[1] not in {"on", "off"}:
        raise ValueError("name a cell, and on or off")
    lamp = await locker.set_lamp(words[0], on=words[1] == "on", deadline_s=_DEADLINE_S)
    say(f"{words[0]}: the lamp is {lamp.value}")


def _told(state: CellState) -> str:
    said = [state.door.value]
    if state.occupied is not None:
        said.append("filled" if state.occupied else "empty")
    if state.lamp is not None:
        said.append(f"lamp {state.lamp.value}")
    return ", ".join(said)


TRIALS: Mapping[str, Trial] = MappingProxyType(
    {
        "doors": Trial("read every door now", _doors),
        "open": Trial("open one cell and see its door", _open, ("CELL",)),
        "lamp": Trial("switch a cell's lamp and see its current", _lamp, ("CELL", "on|off")),
    }
)
