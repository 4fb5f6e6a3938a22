"""The drivers of identity card readers."""

import shlex
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from hardware.configuration import SERIAL_OPTIONS, DeviceConfig, Row, number, serial_line, text, wrong
from hardware.id_card_reader.ga467 import Ga467Reader
from hardware.id_card_reader.photo import PhotoDecoder
from hardware.id_card_reader.photo_process import PhotoProcess
from hardware.id_card_reader.security_module import ReaderPace
from hardware.status import Device
from hardware.supervisor import Timing
from hardware.transport.wire import Wire

# What a module can be set to (command 60 of GA/T 467, which we never send).
_POLL_S = (0.01, 10.0)
BAUDS = (115200, 57600, 38400, 19200, 9600)


def _ga467(config: DeviceConfig, timing: Timing) -> Device:
    pace = ReaderPace(poll_s=number(config, "poll_s", 0.4, *_POLL_S))
    return Ga467Reader(config.id, config.driver, _wires(config), timing, pace, _photos(config))


def _wires(config: DeviceConfig) -> list[Wire]:
    """One a baud rate that the configuration names; none is ever tried that it does not."""
    words = str(config.options.get("baud", BAUDS[0])).split()
    if not words or set(words) - {str(baud) for baud in BAUDS} or len(set(words)) < len(words):
        raise wrong(config, "baud", f"is one of {', '.join(map(str, BAUDS))}, or several, each once")
    each = (replace(config, options={**config.options, "baud": int(word)}) for word in words)
    return [serial_line(one, baud=BAUDS[0]) for one in each]


def _photos(config: DeviceConfig) -> PhotoDecoder | None:
    program = text(config, "photo_program")
    try:
        words = shlex.split(program)
    except ValueError:
        raise wrong(config, "photo_program", "has a quotation mark too few") from None
    if not words:
        return None
    if not Path(words[0]).is_absolute():
        raise wrong(config, "photo_program", f"begins with a path from the root, not {words[0]!r}")
    return PhotoProcess(words)


_OPTIONS = SERIAL_OPTIONS | {"poll_s", "photo_program"}

ROWS: Mapping[str, Row] = MappingProxyType({"ga467_serial": Row("id_card_reader", _ga467, _OPTIONS)})
