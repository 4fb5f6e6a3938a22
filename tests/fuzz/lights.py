"""What the fuzzer feeds the lights' own codec with: the wiring words. The frames of Modbus are pymodbus's to read."""

import contextlib

from hardware.lights.wiring import WiringError, wiring
from tests.fuzz.target import Target


def _wiring(data: bytes) -> None:
    with contextlib.suppress(WiringError):
        wiring({"cardReader": data.decode("latin-1")})


TARGETS: tuple[Target, ...] = (Target("lights_wiring", _wiring, (b"3", b"green:4 red:5 yellow:4+5")),)
