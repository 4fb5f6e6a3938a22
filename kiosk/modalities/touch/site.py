"""What the hall decides about its terminal, as the screen needs it."""

from dataclasses import dataclass
from datetime import time, tzinfo
from zoneinfo import ZoneInfo

from kiosk.modalities.touch.strikes import DOUBLE_STRIKE_SECONDS
from kiosk.visit.text import Text, text

_ZONE = ZoneInfo("Asia/Shanghai")
_GREETING = text("您好，需要办什么事？")
_INVITATION = text("轻触屏幕开始。不着急，慢慢来。")


@dataclass(frozen=True, slots=True)
class Site:
    """What the hall decides: its name, its screen and its hours. 4.032 px/mm is a 21.5-inch panel of 1080x1920.

    `lowest_edge_mm` is the height of the screen's lower edge above the floor; between `dim_from` and `dim_until` the
    usual colours are those for low light.
    """

    name: str
    pixels_per_mm: float = 4.032
    zone: tzinfo = _ZONE
    greeting: Text = _GREETING
    invitation: Text = _INVITATION
    double_strike_seconds: float = DOUBLE_STRIKE_SECONDS
    lowest_edge_mm: float = 850.0
    dim_from: time = time(21)
    dim_until: time = time(6)
