"""Which output of the board is which light: a few words of configuration.

`receiptPrinter = "3"`: one output. `statusGood = "green:4 red:5 yellow:4+5"`: one output, or several, for each colour;
the first colour is the one that burns when none is asked for.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from hardware.lights.contract import Colour, Light

OUTPUT_MOST = 255
_WORD = re.compile(r"(?:([a-z]+):)?([0-9]{1,3}(?:\+[0-9]{1,3})*)")


class WiringError(ValueError):
    """Wiring that cannot work; the text is for whoever writes the configuration, `option` is the one at fault."""

    def __init__(self, told: str, option: str = "") -> None:
        super().__init__(told)
        self.option = option


@dataclass(frozen=True, slots=True)
class Lamp:
    """The outputs of one light, by colour; `None` stands for "no colour asked"."""

    outputs: Mapping[Colour | None, frozenset[int]]


def wiring(options: Mapping[str, object]) -> Mapping[Light, Lamp]:
    """Read the options that name a light; others are let pass."""
    lamps = {light: _lamp(light, str(options[light.value])) for light in Light if light.value in options}
    if not lamps:
        raise WiringError(f"no light is wired; there are {', '.join(light.value for light in Light)}")
    owners: dict[int, Light] = {}
    for light, lamp in lamps.items():
        for output in frozenset[int]().union(*lamp.outputs.values()):
            if owners.setdefault(output, light) is not light:
                raise WiringError(f"output {output} is both {owners[output].value} and {light.value}", light.value)
    return MappingProxyType(lamps)


def _lamp(light: Light, text: str) -> Lamp:
    outputs: dict[Colour | None, frozenset[int]] = {}
    for word in text.split():
        match = _WORD.fullmatch(word)
        if match is None or (match[1] is not None and match[1] not in set(Colour)):
            raise WiringError(f"{light.value}: outputs are like 3 or green:4 or yellow:4+5, not {word!r}", light.value)
        numbers = frozenset(int(number) for number in match[2].split("+"))
        colour = Colour(match[1]) if match[1] else None
        if max(numbers) > OUTPUT_MOST or colour in outputs or (colour is None and outputs):
            raise WiringError(f"{light.value}: {word!r} is one too many, or above {OUTPUT_MOST}", light.value)
        outputs[colour] = numbers
        outputs.setdefault(None, numbers)
    if not outputs:
        raise WiringError(f"{light.value}: no output is named", light.value)
    return Lamp(MappingProxyType(outputs))
