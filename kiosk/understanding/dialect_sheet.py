"""dialect.yaml: what a dialect is called, who hears it, how its words and sounds stand to those of Mandarin."""

import re
from itertools import islice
from typing import TYPE_CHECKING

from kiosk.understanding.confusions import NO_INITIAL, Confusion, is_comparable
from kiosk.understanding.notation import NotationMistake, expanded
from kiosk.understanding.sheets import Sheet, Word, line_of

if TYPE_CHECKING:
    import yaml

VOICES = ("mandarin", "cantonese")
MOST_PHRASES = 4000
"""Of one file: bounded work at every word that is heard."""
_ENGINE = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_HANZI = re.compile(r"[^\x00-\x7f，。！？、；：“”]{1,12}")


def phrases_of(sheet: Sheet, words: tuple[Word, ...], most: int = MOST_PHRASES) -> dict[str, int]:
    """Every phrase that these lines stand for, and its line, or the first `most`; notes what cannot be read."""
    found: dict[str, int] = {}
    for word in words:
        try:
            for phrase in expanded(word.words):
                found.setdefault(phrase, word.line)
        except NotationMistake as mistake:
            sheet.wrong(word.line, f"`{word.words[:40]}`: {mistake}")
        if len(found) > most:
            sheet.wrong(word.line, f"with this line there are more than {MOST_PHRASES} phrases; so many are the most")
            break
    return dict(islice(found.items(), max(0, most)))


class DialectSheet:
    """Each key is asked for once; a key that nobody asks for is a slip of the pen."""

    def __init__(self, sheet: Sheet, *, adds: bool = False) -> None:
        """`adds`: it may leave everything out, but where it says that it stands `alone`."""
        self._sheet = sheet
        self._rows = sheet.rows()
        self._known: list[str] = []
        self.alone = adds and self._alone()
        """Is it all that is said in this dialect, and ours is left out?"""
        self._adds = adds and not self.alone

    def one(self, key: str) -> str:
        """A word or a sentence."""
        row = self._row(key, needed=True)
        word = None if row is None else self._sheet.word(row)
        return word.words if word else ""

    def phrases(self, key: str) -> tuple[str, ...]:
        """A list of phrases, written in our notation."""
        row = self._row(key, needed=True)
        return () if row is None else tuple(phrases_of(self._sheet, self._sheet.words(row)))

    def engines(self) -> tuple[str, ...]:
        """Ids of models, best first."""
        row = self._row("engines")
        words = () if row is None else self._sheet.words(row)
        for word in words:
            if not _ENGINE.fullmatch(word.words):
                self._sheet.wrong(word.line, f"`{word.words}` is no id of a model; `kiosk models list` names them")
        return tuple(word.words for word in words)

    def voice(self) -> str:
        """Which of our voices answers."""
        voice = self.one("voice")
        if voice and voice not in VOICES:
            self._sheet.wrong(self._rows["voice"][0], f"there is no voice `{voice}`; there are {', '.join(VOICES)}")
        return voice

    def lexicon(self) -> dict[str, str]:
        """Words of the dialect, and the Mandarin ones."""
        row = self._row("lexicon")
        pairs = {} if row is None else self._sheet.pairs(row)
        for word, meant in pairs.items():
            if not (_HANZI.fullmatch(word) and _HANZI.fullmatch(meant.words)):
                self._sheet.wrong(meant.line, f"`{word}: {meant.words}`: hanzi stand on both sides, at most 12")
        return {word: meant.words for word, meant in pairs.items()}

    def confusions(self) -> tuple[Confusion, ...]:
        """Sounds that are not kept apart."""
        row = self._row("confusions")
        found = () if row is None else tuple(self._confusion(item) for item in self._sheet.items(row))
        return tuple(one for one in found if one is not None)

    def nothing_else(self) -> None:
        """Note every key that was not asked for."""
        for key, (line, _) in self._rows.items():
            if key not in self._known:
                self._sheet.wrong(line, f"nobody knows `{key}`; there are {', '.join(self._known)}")

    def _alone(self) -> bool:
        row = self._row("alone")
        word = None if row is None else self._sheet.word(row)
        if word is not None and word.words not in ("yes", "no"):
            self._sheet.wrong(word.line, "`alone:` is yes (ours is left out) or no (these words are added to ours)")
        return word is not None and word.words == "yes"

    def _row(self, key: str, *, needed: bool = False) -> "yaml.Node | None":
        self._known.append(key)
        if key in self._rows:
            return self._rows[key][1]
        if needed and not self._adds and self._rows:
            self._sheet.wrong(0, f"`{key}:` is missing")
        return None

    def _confusion(self, node: "yaml.Node") -> Confusion | None:
        fields = self._sheet.fields(node)
        if set(fields) != {"between", "cost"}:
            self._sheet.wrong(line_of(node), "a confusion is written as {between: [n, l], cost: 0.1}")
            return None
        sounds = [word.words for word in self._sheet.words(fields["between"][1])]
        cost = self._cost(fields["cost"][1])
        sounds = [NO_INITIAL if sound in {"w", "y"} else sound for sound in sounds]
        if len(sounds) != 2 or not is_comparable(*sounds):
            self._sheet.wrong(
                line_of(node),
                "between two initials (n, zh; `-`: none), two finals (in, ing), or an initial and one with u (f, hu)",
            )
            return None
        return None if cost is None else Confusion(sounds[0], sounds[1], cost)

    def _cost(self, node: "yaml.Node") -> float | None:
        word = self._sheet.word(node)
        try:
            cost = float(word.words) if word else -1.0
        except ValueError:
            cost = -1.0
        if 0 <= cost <= 1:
            return cost
        self._sheet.wrong(line_of(node), "a cost is a number from 0 (the same sound) to 1 (nothing in common)")
        return None
