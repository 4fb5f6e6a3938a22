"""What the first frame needs of the settings, without the library that checks them: it takes as long as all of Qt."""

import os
import tomllib
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.foundation.config import Settings

PLACES = (Path("kiosk.toml"), Path("/etc/linli-kiosk/kiosk.toml"))
NO_SETTINGS = "there is no kiosk.toml; see packaging/kiosk.example.toml, or try `kiosk demo`"
NO_SCREEN = "there is no screen: neither DISPLAY nor WAYLAND_DISPLAY is set; try `kiosk demo --headless`"


def has_display() -> bool:
    """Whether there is a display server."""
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def has_screen() -> bool:
    """Whether Qt can draw: on a display server, or on a platform that needs none, such as eglfs."""
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    return has_display() or (bool(platform) and not platform.startswith(("xcb", "wayland")))


@dataclass(frozen=True, slots=True)
class FirstSight:
    """What is seen before the settings are checked. The defaults are those of `Settings`."""

    site_name: str = "社区便民服务馆"
    orientation: str = "portrait"
    fullscreen: bool = True
    mm_per_px: float = 0.248
    lowest_edge_mm: float = 850.0
    dim_from: time = time(21)
    dim_until: time = time(6)


def settings_file(named: Path | None) -> Path | None:
    """The file that was named, or that of LINLI_CONFIG, or the first that is in its place; None where there is none."""
    if named is None and "LINLI_CONFIG" in os.environ:
        named = Path(os.environ["LINLI_CONFIG"])
    return named or next((place for place in PLACES if place.exists()), None)


def glance(path: Path) -> FirstSight:
    """Look at a settings file. Mistakes in it are passed over: `kiosk.foundation.config.load` tells them all."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return FirstSight()
    screen = table.get("screen")
    screen = screen if isinstance(screen, dict) else {}
    seen = FirstSight()
    return FirstSight(
        site_name=str(table.get("site_name", seen.site_name)),
        orientation=str(screen.get("orientation", seen.orientation)),
        fullscreen=screen.get("fullscreen", seen.fullscreen) is not False,
        mm_per_px=_plausible(screen.get("mm_per_px"), seen.mm_per_px, 0.05, 2),
        lowest_edge_mm=_plausible(screen.get("lowest_edge_mm"), seen.lowest_edge_mm, 199, 1201),
        dim_from=_hour(screen.get("dim_from"), seen.dim_from),
        dim_until=_hour(screen.get("dim_until"), seen.dim_until),
    )


def seen_in(settings: "Settings") -> FirstSight:
    """The same of settings that are known already."""
    screen = settings.screen
    return FirstSight(
        settings.site_name,
        screen.orientation,
        screen.fullscreen,
        screen.mm_per_px,
        screen.lowest_edge_mm,
        screen.dim_from,
        screen.dim_until,
    )


def _plausible(given: object, otherwise: float, above: float, below: float) -> float:
    """A size that a page can be drawn by; what is refused later must not break the first frame."""
    if isinstance(given, int | float) and given is not True and above < given < below:
        return float(given)
    return otherwise


def _hour(given: object, otherwise: time) -> time:
    """A time of day, as TOML's own or in quotation marks."""
    if isinstance(given, time):
        return given
    try:
        return time.fromisoformat(given) if isinstance(given, str) else otherwise
    except ValueError:
        return otherwise
