"""The drivers of speakers."""

from collections.abc import Mapping
from types import MappingProxyType

from hardware.configuration import DeviceConfig, Row
from hardware.status import Device
from hardware.supervisor import Timing


def _qt(config: DeviceConfig, timing: Timing) -> Device:
    # Here and not above: QtMultimedia is slow to load, and a terminal without a speaker does not need it.
    from hardware.speaker.qt import QtSpeaker

    return QtSpeaker(config.id, timing, device=str(config.options.get("device", "")))


ROWS: Mapping[str, Row] = MappingProxyType({"qt": Row("speaker", _qt, frozenset({"device"}), has_port=False)})
