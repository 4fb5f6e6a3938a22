"""The drivers of speakers."""

from collections.abc import Mapping
from types import MappingProxyType

from hardware.configuration import DeviceConfig, Row, number, text
from hardware.status import Device
from hardware.supervisor import Timing


def _qt(config: DeviceConfig, timing: Timing) -> Device:
    # Here and not above: a terminal without a speaker does not need it.
    from hardware.speaker.qt import REST_S, QtSpeaker

    rest_s = number(config, "rest_s", REST_S, 0, 3600)  # 0: never
    return QtSpeaker(config.id, timing, device=text(config, "device"), rest_s=rest_s)


ROWS: Mapping[str, Row] = MappingProxyType({"qt": Row("speaker", _qt, frozenset({"device", "rest_s"}), has_port=False)})
