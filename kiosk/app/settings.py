"""The settings with the devices in them checked: `kiosk.foundation` may not know of drivers."""

from pathlib import Path

from hardware import configuration
from hardware.configuration import DeviceConfig, Mistake
from hardware.registry import build
from kiosk.foundation.config import ConfigError, Device, Settings, line_of, load_with_source


def load_checked(path: Path) -> Settings:
    """Read the settings; no wire is touched.

    Raises: ConfigError, with a line for every mistake
    """
    settings, source = load_with_source(path)
    try:
        build([DeviceConfig(**device.model_dump()) for device in settings.devices]).close()
    except configuration.ConfigError as error:
        told = [f"{path}:{line_of(source, _where(mistake))}: {mistake.text}" for mistake in error.mistakes]
        raise ConfigError("\n".join(told)) from None
    return settings


def _where(mistake: Mistake) -> tuple[int | str, ...]:
    place: tuple[int | str, ...] = ("devices",) if mistake.device is None else ("devices", mistake.device)
    if not mistake.key:
        return place
    return (*place, mistake.key) if mistake.key in Device.model_fields else (*place, "options", mistake.key)
