"""What can be tried on each kind of device: one line a kind."""

from collections.abc import Mapping
from types import MappingProxyType

from hardware.code_scanner import trials as code_scanner
from hardware.presence_sensor import trials as presence_sensor
from hardware.trial import Trial
from hardware.ups import trials as ups

TRIALS: Mapping[str, Mapping[str, Trial]] = MappingProxyType(
    {
        "code_scanner": code_scanner.TRIALS,
        "presence_sensor": presence_sensor.TRIALS,
        "ups": ups.TRIALS,
    }
)
