"""The drivers of chip card readers."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from hardware.configuration import ConfigError, DeviceConfig, Row
from hardware.status import Device
from hardware.supervisor import Timing


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
    digits = config.options.get("bank_card_digits", False) is True
    knowledge = Knowledge(hall_keys, bank_card_digits=digits)
    card_s = float(config.options.get("card_s", 10))
    settings = PcscSettings(config.port, _slots(config), knowledge, card_s)
    return PcscReader(config.id, config.driver, settings, timing)


def _slots(config: DeviceConfig) -> frozenset[int]:
    words = str(config.options.get("slots", "")).replace(",", " ").split()
    if not all(word.isascii() and word.isdecimal() and int(word) < 16 for word in words):
        raise ConfigError(f"{config.id}: slots must be numbers from 0 to 15, such as 0,1")
    return frozenset(int(word) for word in words)


ROWS: Mapping[str, Row] = MappingProxyType(
    {"pcsc": Row("card_reader", _pcsc, frozenset({"slots", "hall_keys", "bank_card_digits", "card_s"}))}
)
