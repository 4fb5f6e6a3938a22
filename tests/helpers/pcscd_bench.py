"""A chip card reader on a bench: the driver, the real pcscd, and the emulated reader at the far end."""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from hardware.card_reader.contract import CardReader
from hardware.card_reader.drivers import ROWS
from hardware.configuration import DeviceConfig, Option
from hardware.emulators.chip_cards.hall import APPLICATION, MASTER_KEY, SYSTEM
from hardware.emulators.gempc_twin import GemPcTwinEmulator
from hardware.emulators.pcscd import Pcscd
from hardware.supervisor import Timing

READER = "Kiosk Twin"
TIMING = Timing(retry_s=(0.02, 0.04, 0.1), probe_s=0.05)


@dataclass(frozen=True)
class Bench:
    """A reader and what is at the other end of its wire."""

    reader: CardReader
    device: GemPcTwinEmulator
    service: Pcscd


def until(true: Callable[[], bool], seconds: float = 20) -> None:
    ends = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < ends, "it did not come about"
        time.sleep(0.005)


def key_file(folder: Path, master_key: bytes = MASTER_KEY) -> Path:
    """The keys of the emulated hall cards, as a terminal keeps them."""
    path = folder / "hall-keys.toml"
    path.write_text(
        f'master_key = "{master_key.hex()}"\nsystem = "{SYSTEM.decode()}"\napplication = "{APPLICATION:06X}"\n'
    )
    path.chmod(0o600)
    return path


def card_reader(options: Mapping[str, Option], port: str = READER, timing: Timing = TIMING) -> CardReader:
    """The driver, as a configuration makes it."""
    config = DeviceConfig("card-1", "card_reader", "pcsc", port, options=options)
    return cast("CardReader", ROWS["pcsc"].make(config, timing))


@contextmanager
def card_bench(
    folder: Path, *, slots: int = 1, port: str = READER, keys: bool = True, options: Mapping[str, Option] | None = None
) -> Iterator[Bench]:
    """All of it, started; `keys`: whether the keys of hall cards are configured."""
    known = {"hall_keys": str(key_file(folder))} if keys else {}
    with (
        GemPcTwinEmulator(folder / "reader", slots=slots) as device,
        Pcscd({READER: device.device_name}) as service,
    ):
        reader = card_reader({**known, **(options or {})}, port)
        reader.start()
        try:
            yield Bench(reader, device, service)
        finally:
            reader.close()
