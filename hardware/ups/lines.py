r"""The lines of NUT's network protocol (RFC 9271): words, of which those with spaces stand in "quotes".

Within quotes \" is a quote and \\ a backslash. Everything is bounded; what is not a line raises NutGarbled and nothing
else.
"""

import re

LINE_MOST = 1024
_BUFFER_MOST = 64 * 1024
_WORDS_MOST = 16
_WORD = re.compile(r'"((?:[^"\\]|\\.)*)"|([^\s"\\]+)')


class NutGarbled(ValueError):
    """What came is no line of this protocol; the text never holds what came."""


class Lines:
    """Cuts a stream into lines."""

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, received: bytes) -> list[tuple[str, ...]]:
        """The words of each line that is complete now."""
        if len(received) > _BUFFER_MOST:
            raise NutGarbled("too much at once")
        *whole, self._rest = (self._rest + received).split(b"\n")
        if len(self._rest) > LINE_MOST:
            self._rest = b""
            raise NutGarbled("a line without an end")
        return [words(line.removesuffix(b"\r")) for line in whole]


def words(line: bytes) -> tuple[str, ...]:
    """The words of one line."""
    if len(line) > LINE_MOST:
        raise NutGarbled("a line is too long")
    # Names and models come from the supply's firmware, in any encoding: a wrong letter in them does no harm.
    text = line.decode("utf-8", "replace")
    found: list[str] = []
    at = 0
    while at < len(text):
        if text[at] == " ":
            at += 1
            continue
        match = _WORD.match(text, at)
        if match is None or len(found) == _WORDS_MOST or not match.group().isprintable():
            raise NutGarbled("a line is no row of words")
        quoted, plain = match.groups()
        found.append(plain if quoted is None else re.sub(r"\\(.)", r"\1", quoted))
        at = match.end()
        if at < len(text) and text[at] != " ":
            raise NutGarbled("two words stand together")
    return tuple(found)


def line(*asked: str) -> bytes:
    """One line to send; ValueError for a word that could be more than a word."""
    for word in asked:
        if not word or not word.isprintable():
            raise ValueError("a word is printable and not empty")
    return " ".join(_quoted(word) for word in asked).encode() + b"\n"


def _quoted(word: str) -> str:
    if re.fullmatch(r"[A-Za-z0-9._@:-]+", word):
        return word
    return '"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"'
