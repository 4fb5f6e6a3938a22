"""Reading the YAML of assets/sentences as it was written: every word with the line where it stands.

YAML itself would read the key `no` as False and 110 as a number; here a word is a word. What does not fit is told
with file and line, in words for somebody who is no programmer.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from yaml.composer import ComposerError

LARGEST = 256 * 1024
DEEPEST = 8
"""Lists and fields within each other; ours have three."""
MOST_MISTAKES = 20
"""Told of one file: who has mended so many looks again."""
_LONGEST_MISTAKE = 400
_HINT = (
    "a phrase that begins with [ or {, or that holds a colon, stands in quotation marks; "
    "lines of one list begin at the same column"
)
_SLIPS = (
    (re.compile(r"\s*-[^\s-]"), "a blank stands behind the hyphen: `  - 水费`"),
    (re.compile(r"\s*[－—–]"), "a line of a list begins with the short hyphen of the English keyboard: `  - 水费`"),
    (re.compile(r" *[\t\u3000][\s]*[^\s#]"), "only plain blanks stand before a line, no tab and no Chinese blank"),
    (re.compile(r"[a-z_]+："), "behind a key stands the colon of the English keyboard: `water:`"),
)
"""What YAML takes for something else, or tells of a later line."""


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """What is wrong in a file of sentences, and where; line 0 is the file as a whole."""

    file: str
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}" if self.line else f"{self.file}: {self.what}"


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a phrase of a file, and its line."""

    words: str
    line: int


class Sheet:
    """One file. It collects mistakes instead of stopping at the first, so that somebody mends them all at once."""

    def __init__(self, path: Path, shown: str, *, optional: bool = False) -> None:
        """`optional`: it may be empty, or not be there."""
        self.shown = shown
        self._optional = optional
        self._mistakes: dict[Mistake, None] = {}
        self._more = 0
        root = self._read(path)
        self._rows = {} if root is None else self.fields(root)
        self.is_read = root is not None
        """Was there anything to be read? If not, that is the one thing to tell of it."""

    @property
    def mistakes(self) -> tuple[Mistake, ...]:
        """The first ones, by their lines, and how many more there are."""
        more = (Mistake(self.shown, 0, f"and {self._more} more"),) if self._more else ()
        return (*sorted(self._mistakes), *more)

    def wrong(self, line: int, what: str) -> None:
        """Note a mistake."""
        mistake = Mistake(self.shown, line, what[:_LONGEST_MISTAKE])
        if mistake not in self._mistakes and len(self._mistakes) == MOST_MISTAKES:
            self._more += 1
        else:
            self._mistakes[mistake] = None

    def rows(self) -> dict[str, tuple[int, yaml.Node]]:
        """What stands behind each key at the left edge, with the key's line."""
        return self._rows

    def pairs(self, node: yaml.Node) -> dict[str, Word]:
        """`key: word` for each line of a node."""
        found = {key: self.word(value) for key, (_, value) in self.fields(node).items()}
        return {key: word for key, word in found.items() if word is not None}

    def word(self, node: yaml.Node) -> Word | None:
        """The one word of a node."""
        if not isinstance(node, yaml.ScalarNode):
            self.wrong(line_of(node), f"one word or phrase was expected here; {_HINT}")
            return None
        words = " ".join(node.value.split())
        if not words:
            self.wrong(line_of(node), "nothing stands here")
        return Word(words, line_of(node)) if words else None

    def words(self, node: yaml.Node) -> tuple[Word, ...]:
        """The words of a list."""
        return tuple(word for item in self.items(node) if (word := self.word(item)) is not None)

    def items(self, node: yaml.Node) -> Iterator[yaml.Node]:
        """The lines of a list."""
        if isinstance(node, yaml.SequenceNode):
            yield from node.value
        else:
            self.wrong(line_of(node), "a list was expected here: each line begins with `- `")

    def fields(self, node: yaml.Node) -> dict[str, tuple[int, yaml.Node]]:
        """What stands behind each key of a node, with the key's line."""
        if not isinstance(node, yaml.MappingNode):
            self.wrong(line_of(node), "`key: ...` was expected here")
            return {}
        found: dict[str, tuple[int, yaml.Node]] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self.wrong(line_of(key), f"a key is one word; {_HINT}")
            elif key.value in found:
                self.wrong(line_of(key), f"`{key.value}` stands here for the second time")
            else:
                found[key.value] = (line_of(key), value)
        return found

    def _read(self, path: Path) -> yaml.Node | None:
        try:
            raw = path.read_bytes()[: LARGEST + 1]
        except OSError as fault:
            if not (self._optional and isinstance(fault, FileNotFoundError)):
                self.wrong(0, f"cannot be read ({fault.strerror})")
            return None
        if len(raw) > LARGEST:
            self.wrong(0, f"larger than {LARGEST // 1024} KB")
            return None
        try:
            written = raw.decode("utf-8-sig")
        except UnicodeDecodeError as fault:
            self.wrong(raw[: fault.start].count(b"\n") + 1, "is not written in UTF-8; save it as UTF-8")
            return None
        slips = self._slips(written)
        root = self._composed(written, told=slips)
        # What was a slip is no phrase, even where YAML takes it for the end of the line before.
        return None if slips else root

    def _slips(self, written: str) -> bool:
        """Are there lines that a hand wrote otherwise than it meant? They are told, and not what follows from them."""
        found = False
        for number, line in enumerate(written.splitlines(), 1):
            what = next((told for pattern, told in _SLIPS if pattern.match(line)), "") if line != "---" else ""
            if what:
                self.wrong(number, what)
                found = True
        return found

    def _composed(self, written: str, *, told: bool) -> yaml.Node | None:
        try:
            root = yaml.compose(written, Loader=_Loader)
        except yaml.MarkedYAMLError as fault:
            mark = fault.problem_mark or fault.context_mark
            if not told:
                self.wrong(mark.line + 1 if mark else 0, f"the form is not right ({fault.problem}); {_HINT}")
        except (yaml.YAMLError, RecursionError):
            if not told:
                self.wrong(0, "the form is not right, or a sign is in it that nobody can see")
        else:
            if root is None and not self._optional and not told:
                self.wrong(0, "is empty")
            return root
        return None


class _Loader(yaml.SafeLoader):
    """YAML without what makes much of little: nodes that stand for others, and lists within lists within lists."""

    _depth = 0

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        """One node; raises ComposerError."""
        mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]  # its stub tells no types
        if self.check_event(yaml.AliasEvent):
            raise ComposerError(None, None, "what stands elsewhere is written out here once more, without `*`", mark)
        if self._depth == DEEPEST:
            raise ComposerError(None, None, f"more than {DEEPEST} brackets or lists within each other", mark)
        self._depth += 1
        try:
            return super().compose_node(parent, index)
        finally:
            self._depth -= 1


def line_of(node: yaml.Node) -> int:
    """The line where a node begins, from 1."""
    return int(node.start_mark.line) + 1
