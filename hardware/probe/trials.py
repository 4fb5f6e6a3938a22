"""What can be tried on each kind of device: one line a kind."""

from collections.abc import Mapping
from types import MappingProxyType

from hardware.trial import Trial

TRIALS: Mapping[str, Mapping[str, Trial]] = MappingProxyType({})
