"""The drivers of lockers, one for each make of boards."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from hardware.configuration import SERIAL_OPTIONS, ConfigError, DeviceConfig, Row, serial_line
from hardware.locker.boards import Boards, Boards8A80, BoardsCu16, BoardsWkly
from hardware.locker.cabinet import LockerPace
from hardware.locker.locker import BusLocker
from hardware.locker.map_file import read_map
from hardware.locker.talk import BusPace, Talk
from hardware.status import Device
from hardware.supervisor import Timing

_OPTIONS = SERIAL_OPTIONS | {"map", "gap_ms", "door_s", "poll_s", "answer_ms"}
_GAP_MS = range(300, 1001)
_POLL_S = (0.1, 10.0)
_DOOR_S = (0.5, 8.0)
_ANSWER_MS = (50.0, 2000.0)
_LATE_TIMES = 3  # an answer that was given up may come so many times later than it should


def boards_of(config: DeviceConfig) -> Boards:
    """The boards behind a configured line, not yet opened; raises ConfigError. Also for commissioning."""
    make, baud = _MAKERS[config.driver]
    answer_s = _number(config, "answer_ms", 400, *_ANSWER_MS) / 1000
    return make(Talk(serial_line(config, baud), BusPace(answer_s=answer_s, owed_s=_LATE_TIMES * answer_s)))


def map_path(config: DeviceConfig) -> Path:
    """Where the map of a configured locker is, or will be; raises ConfigError."""
    path = config.options.get("map", "")
    if not isinstance(path, str) or not path:
        raise ConfigError(f"{config.id}: the option map must name the file of the locker's cells")
    return Path(path)


def _locker(config: DeviceConfig, timing: Timing) -> Device:
    boards = boards_of(config)
    locker = read_map(map_path(config), boards.make)
    gap_ms = config.options.get("gap_ms", 500)
    if gap_ms not in _GAP_MS:
        raise ConfigError(f"{config.id}: gap_ms must be from {_GAP_MS.start} to {_GAP_MS.stop - 1}")
    pace = LockerPace(
        gap_s=float(gap_ms) / 1000,
        door_s=_number(config, "door_s", 3.0, *_DOOR_S),
        poll_s=_number(config, "poll_s", 0.5, *_POLL_S),
    )
    return BusLocker(config.id, config.driver, boards, locker, timing, pace)


def _number(config: DeviceConfig, option: str, usual: float, least: float, most: float) -> float:
    value = config.options.get(option, usual)
    if isinstance(value, (str, bool)) or not least <= value <= most:
        raise ConfigError(f"{config.id}: {option} must be from {least:g} to {most:g}")
    return float(value)


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
