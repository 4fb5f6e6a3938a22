"""The drivers of microphones: one of this machine, and a file that stands in for it."""

import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from hardware.attended import PATIENCE, Patience, look_by_child
from hardware.configuration import DeviceConfig, Row, one_of, text
from hardware.microphone.child_microphone import ChildMicrophone, Source
from hardware.status import Condition, Device, DeviceState
from hardware.supervisor import Timing
from hardware.transport.traces import identity, sound_traces
from hardware.worker import Command

_QT = (sys.executable, "-m", "hardware.microphone.qt_process")
_FILE = (sys.executable, "-m", "hardware.microphone.file_process")


def qt_microphone(config: DeviceConfig, timing: Timing, patience: Patience = PATIENCE) -> Device:
    """A microphone of this machine, by QtMultimedia."""
    device = text(config, "device")

    def look(command: Command) -> Condition:
        return look_by_child("microphone", (*_QT, "look", device), command)

    return ChildMicrophone(
        config.id, timing, Source(config.driver, (*_QT, "hear", device), sound_traces, look), patience
    )


def file(config: DeviceConfig, timing: Timing, patience: Patience = PATIENCE) -> Device:
    """A WAV file in place of a microphone."""
    path, after = Path(config.port).absolute(), one_of(config, "after", "loop", ("loop", "once"))

    def look(command: Command) -> Condition:
        command.check()
        return Condition(DeviceState.ONLINE)

    source = Source(config.driver, (*_FILE, str(path), after), lambda: identity(path), look)
    return ChildMicrophone(config.id, timing, source, patience)


ROWS: Mapping[str, Row] = MappingProxyType(
    {
        "qt_microphone": Row("microphone", qt_microphone, frozenset({"device"}), has_port=False),
        "microphone_file": Row("microphone", file, frozenset({"after"})),
    }
)
