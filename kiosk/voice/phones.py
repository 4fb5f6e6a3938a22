"""Pinyin to the phones of the natural voice: an initial and a final with its tone for each syllable.

What the voice knows stands in its own file (`symbol_to_id`, and `pinyin_dict`: a syllable's initial and final, such as
zhi -> zh, iii). A syllable that is not there is put together of an initial and a final that are.
"""

from collections.abc import Iterable, Mapping

PAUSES = frozenset(",.?")
# The names of letters, as a newsreader says them in the middle of Chinese.
LETTERS = {
    "A": "ei1", "B": "bi4", "C": "sei1", "D": "di4", "E": "yi4", "F": "ai2 fu5", "G": "ji4", "H": "ei2 chi5",
    "I": "ai4", "J": "zhei4", "K": "kei4", "L": "ai2 lou5", "M": "ai2 mu5", "N": "en1", "O": "ou1", "P": "pi4",
    "Q": "qiu1", "R": "a2 er5", "S": "ai2 si5", "T": "ti4", "U": "you1", "V": "wei1", "W": "da2 bu5 liu5",
    "X": "ai2 ke5 si5", "Y": "wai4", "Z": "zei4",
}  # fmt: skip
# Rare syllables, most of them sounds of surprise: what is nearest among those that the voice was taught.
_NEAREST = {"ê": "ei", "hm": "en", "hng": "en", "m": "en", "n": "en", "ng": "en", "yo": "you", "nun": "lun",
            "wong": "weng"}  # fmt: skip
_START, _BESIDE, _PAUSE = "sil", "#0", "#3"
_END = ("sil", "eos")


class UnknownPhone(ValueError):
    """A model's file that lacks what is needed."""


class Phones:
    """The numbers of phones, as one model counts them."""

    def __init__(self, symbols: Mapping[str, int], syllables: Mapping[str, tuple[str, str]]) -> None:
        """`symbols`: phone -> number; `syllables`: syllable without tone -> initial (`^`: none) and final.

        Raises: UnknownPhone
        """
        self._symbols = dict(symbols)
        self._syllables = {name: (initial, final) for name, (initial, final) in syllables.items()}
        self._initials = sorted({initial for initial, _ in self._syllables.values()} - {"^"}, key=len, reverse=True)
        finals = (f"{final}1" for _, final in self._syllables.values())
        missing = {_START, *_END, _BESIDE, _PAUSE, "^", *self._initials, *finals} - set(self._symbols)
        if missing or not self._syllables:
            raise UnknownPhone(f"{len(missing)} phones are missing")

    def numbers(self, units: Iterable[str]) -> list[int]:
        """The phones of what `kiosk.pinyin.spelling.sounds` gives, from the first silence to the last."""
        said = [_START]
        for syllable in (part for unit in units for part in LETTERS.get(unit, unit).split()):
            if syllable in PAUSES:
                said[-1:] = [_PAUSE]
            else:
                said += [*self.phones(syllable), _BESIDE]
        said[-1:] = [_PAUSE]  # without a pause the last syllable is cut short, or hums after its end
        return [self._symbols[phone] for phone in (*said, *_END)]

    def phones(self, syllable: str) -> tuple[str, str]:
        """Initial and final with its tone; what cannot be said is heard as a short en."""
        name, tone = syllable[:-1], syllable[-1]
        initial, final = self._parted(_NEAREST.get(name, name))
        if f"{final}{tone}" not in self._symbols:
            tone = "1"
        return initial, f"{final}{tone}"

    def _parted(self, name: str) -> tuple[str, str]:
        if name in self._syllables:
            return self._syllables[name]
        for initial in self._initials:
            final = name.removeprefix(initial)
            if final != name and f"{final}1" in self._symbols:
                return initial, final
        return self._syllables.get("en", ("^", "en"))
