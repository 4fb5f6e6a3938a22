"""The drivers of chip card readers."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from hardware.configuration import ConfigError, DeviceConfig, Row
from hardware.status import Device
from hardware.supervisor import Timing

_CARD_S = (0.1, 60.0)


def _pcsc(config: DeviceConfig, timing: Timing) -> Device:
    # pyscard and cryptography are slow to load, and many terminals have no such reader.
    from hardware.card_reader.conversation import Knowledge
    from hardware.card_reader.hall_keys import HallKeysUnusable, load
    from hardware.card_reader.pcsc import PcscReader
    from hardware.card_reader.pcsc_line import PcscSettings

    keys = str(config.options.get("hall_keys", ""))
    try:
        hall_keys = load(Path(keys)) if keys else None
    except HallKeysUnusable as error:
        raise ConfigError(f"{config.id}: hall_keys: {error}") from None
    digits = config.options.get("bank_card_digits", False)
    if not isinstance(digits, bool):
        raise ConfigError(f"{config.id}: bank_card_digits must be true or false")
    knowledge = Knowledge(hall_keys, bank_card_digits=digits)
    settings = PcscSettings(config.port, _slots(config), knowledge, _card_s(config))
    return PcscReader(config.id, config.driver, settings, timing)


def _card_s(config: DeviceConfig) -> float:
    value = config.options.get("card_s", 10)
    if isinstance(value, (str, bool)) or not _CARD_S[0] <= value <= _CARD_S[1]:
        raise ConfigError(f"{config.id}: card_s must be from {_CARD_S[0]:g} to {_CARD_S[1]:g}")
    return float(value)


def _slots(config: DeviceConfig) -> frozenset[int]:
    words = str(config.options.get("slots", "")).replace(",", " ").split()
    if not set(words) <= set(map(str, range(16))):
        raise ConfigError(f"{config.id}: slots must be numbers from 0 to 15, such as 0,1")
    return frozenset(int(word) for word in words)


ROWS: Mapping[str, Row] = MappingProxyType(
    {"pcsc": Row("card_reader", _pcsc, frozenset({"slots", "hall_keys", "bank_card_digits", "card_s"}))}
)
