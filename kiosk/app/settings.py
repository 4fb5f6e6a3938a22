"""The settings with the devices in them checked: `kiosk.foundation` may not know of drivers."""

from pathlib import Path

from hardware.configuration import DeviceConfig
from hardware.registry import build
from kiosk.foundation.config import ConfigError, Settings, load


def load_checked(path: Path) -> Settings:
    """Read the settings; no wire is touched.

    Raises: ConfigError, with a line for every mistake
    """
    settings = load(path)
    try:
        build([DeviceConfig(**device.model_dump()) for device in settings.devices]).close()
    except (ValueError, TypeError, OverflowError) as error:  # the registry's, or a driver's: `baud = "fast"`
        faults = str(error).split("; ")
        raise ConfigError("\n".join(f"{path}: devices: {fault}" for fault in faults)) from None
    return settings
