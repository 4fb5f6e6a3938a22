"""The drivers of lockers, one for each make of boards."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from hardware.configuration import SERIAL_OPTIONS, DeviceConfig, Row, number, serial_line, text, whole, wrong
from hardware.locker.boards import Boards, Boards8A80, BoardsCu16, BoardsWkly
from hardware.locker.cabinet import LockerPace
from hardware.locker.locker import BusLocker
from hardware.locker.map_file import read_map
from hardware.locker.talk import BusPace, Talk
from hardware.status import Device
from hardware.supervisor import Timing

_OPTIONS = SERIAL_OPTIONS | {"map", "gap_ms", "door_s", "poll_s", "answer_ms"}
_GAP_MS = (300, 1000)
_POLL_S = (0.1, 10.0)
_DOOR_S = (0.5, 8.0)
_ANSWER_MS = (50.0, 2000.0)
_LATE_TIMES = 3  # an answer that was given up may come so many times later than it should


def boards_of(config: DeviceConfig) -> Boards:
    """The boards behind a configured line, not yet opened; raises ConfigError. Also for commissioning."""
    make, baud = _MAKERS[config.driver]
    answer_s = number(config, "answer_ms", 400, *_ANSWER_MS) / 1000
    return make(Talk(serial_line(config, baud), BusPace(answer_s=answer_s, owed_s=_LATE_TIMES * answer_s)))


def map_path(config: DeviceConfig) -> Path:
    """Where the map of a configured locker is, or will be; raises ConfigError."""
    path = text(config, "map")
    if not path:
        raise wrong(config, "map", "must name the file of the locker's cells")
    # The terminal starts in another folder than the installer: a relative path would mean another file there.
    if not Path(path).is_absolute():
        raise wrong(config, "map", f"is a whole path, beginning with /, not {path!r}")
    return Path(path)


def _locker(config: DeviceConfig, timing: Timing) -> Device:
    boards = boards_of(config)
    path = map_path(config)
    locker = read_map(path, boards.make)
    pace = LockerPace(
        gap_s=whole(config, "gap_ms", 500, *_GAP_MS) / 1000,
        door_s=number(config, "door_s", 3.0, *_DOOR_S),
        poll_s=number(config, "poll_s", 0.5, *_POLL_S),
    )
    return BusLocker(config.id, config.driver, boards, locker, timing, pace, map_file=str(path))


def _modbus(talk: Talk) -> Boards:
    from hardware.locker.boards_modbus import BoardsModbus  # pymodbus takes its time

    return BoardsModbus(talk)


_MAKERS: Mapping[str, tuple[Callable[[Talk], Boards], int]] = MappingProxyType(
    {
        "locker_8a80": (Boards8A80, 9600),
        "locker_wkly": (BoardsWkly, 9600),
        "locker_cu16": (BoardsCu16, 19200),
        "locker_modbus": (_modbus, 9600),
    }
)

ROWS: Mapping[str, Row] = MappingProxyType({name: Row("locker", _locker, _OPTIONS) for name in _MAKERS})
