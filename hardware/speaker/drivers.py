"""The drivers of speakers."""

from collections.abc import Mapping
from types import MappingProxyType

from hardware.configuration import ConfigError, DeviceConfig, Row
from hardware.status import Device
from hardware.supervisor import Timing


def _qt(config: DeviceConfig, timing: Timing) -> Device:
    # Here and not above: a terminal without a speaker does not need it.
    from hardware.speaker.qt import REST_S, QtSpeaker

    try:
        rest_s = float(config.options.get("rest_s", REST_S))
    except ValueError:
        rest_s = -1.0
    if not 0 <= rest_s <= 3600:
        raise ConfigError(f"{config.id}: rest_s is 0 (never) to 3600")
    return QtSpeaker(config.id, timing, device=str(config.options.get("device", "")), rest_s=rest_s)


ROWS: Mapping[str, Row] = MappingProxyType({"qt": Row("speaker", _qt, frozenset({"device", "rest_s"}), has_port=False)})
