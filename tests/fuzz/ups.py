"""What the fuzzer feeds the codec of upsd's lines with."""

import contextlib

from hardware.ups.lines import Lines, NutGarbled
from tests.fuzz.target import Target


def _lines(data: bytes) -> None:
    lines = Lines()
    for half in (data[: len(data) // 2], data[len(data) // 2 :]):
        with contextlib.suppress(NutGarbled):
            lines.feed(half)


TARGETS: tuple[Target, ...] = (
    Target("ups_nut", _lines, (b'VAR hall ups.status "OL CHRG"\n', b'UPS hall "Hall \\"A\\" back\\\\slash"\n')),
)
