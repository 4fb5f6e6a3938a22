"""The drivers of chip card readers."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from hardware.configuration import DeviceConfig, Row, flag, number, text, wrong
from hardware.status import Device
from hardware.supervisor import Timing

_CARD_S = (0.1, 60.0)


def _pcsc(config: DeviceConfig, timing: Timing) -> Device:
    # pyscard and cryptography are slow to load, and many terminals have no such reader.
    from hardware.card_reader.conversation import Knowledge
    from hardware.card_reader.hall_keys import HallKeysUnusable, load
    from hardware.card_reader.pcsc import PcscReader
    from hardware.card_reader.pcsc_line import PcscSettings

    keys = text(config, "hall_keys")
    # The terminal starts in another folder than the installer: a relative path would mean another file there.
    if keys and not Path(keys).is_absolute():
        raise wrong(config, "hall_keys", f"is a whole path, beginning with /, not {keys!r}")
    try:
        hall_keys = load(Path(keys)) if keys else None
    except HallKeysUnusable as error:
        raise wrong(config, "hall_keys", f"cannot be used: {error}") from None
    knowledge = Knowledge(hall_keys, bank_card_digits=flag(config, "bank_card_digits", False))
    settings = PcscSettings(config.port, _slots(config), knowledge, number(config, "card_s", 10, *_CARD_S))
    return PcscReader(config.id, config.driver, settings, timing)


def _slots(config: DeviceConfig) -> frozenset[int]:
    words = str(config.options.get("slots", "")).replace(",", " ").split()
    if not set(words) <= set(map(str, range(16))):
        raise wrong(config, "slots", 'is numbers from 0 to 15, such as "0,1"')
    return frozenset(int(word) for word in words)


ROWS: Mapping[str, Row] = MappingProxyType(
    {"pcsc": Row("card_reader", _pcsc, frozenset({"slots", "hall_keys", "bank_card_digits", "card_s"}))}
)
