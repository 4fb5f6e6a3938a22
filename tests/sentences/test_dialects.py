"""Every service and every wish in every dialect, as text: what is understood, asked back, taken for something else.

The sayings are those of invented residents; that a recogniser would write them so is not shown here. The way from
words to meaning is the terminal's own, on its own pages.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
import yaml

from kiosk.recognition.contract import Heard
from kiosk.understanding.candidates import candidates
from kiosk.understanding.dialects import (
    ENTRY_WORDS,
    FOLDER,
    GLOBALS,
    SERVICES,
    WIDER,
    YES_AND_NO,
    Dialect,
    dialect_of,
    load,
)
from kiosk.understanding.meanings import (
    Candidate,
    Finished,
    Meaning,
    NotHere,
    Speaks,
    Sure,
    Typed,
    Unsure,
    Wanted,
)
from kiosk.understanding.resolve import decide, gives_leave, understand
from kiosk.visit.modes import Tongue
from kiosk.visit.prompts import AnyPrompt, Choose, Confirm, EnterText, Layout, Option
from kiosk.visit.text import text
from tests.helpers.hall import ENTRIES

HERE = Path(__file__).parent
DIALECTS = ("mandarin", "sichuan", "shanghai", "suzhou", "cantonese", "hakka", "minnan")
DRAFT = "王小"
RESOLVED, ACCEPTED, LEAST_SAYINGS, LEAST_UNRELATED = 0.98, 0.05, 6, 40
LONGEST_GREETING = 25
TASKS = frozenset(SERVICES)


@dataclass(frozen=True)
class Saying:
    say: str
    means: str
    line: str


@dataclass(frozen=True)
class Outcome:
    """What became of a saying: `meant` is the key of its meaning, `asked` whether it is asked back first."""

    saying: Saying
    meant: str
    asked: bool

    @property
    def right(self) -> bool:
        """What was meant, or the service of this hall that does it among other things."""
        return self.meant in (self.saying.means, WIDER.get(self.saying.means))

    @property
    def resolved(self) -> bool:
        """It was understood, and done at once."""
        return self.right and not self.asked

    @property
    def accepted(self) -> bool:
        """Something was done at once."""
        return self.meant != "nothing" and not self.asked

    @property
    def crossed(self) -> bool:
        """A service was taken for another one, without a question."""
        return {self.meant, self.saying.means} <= TASKS and not self.right and not self.asked

    def __str__(self) -> str:
        said = self.saying
        return f"{said.line} {said.say}: {said.means}, and not {self.meant}{' ?' if self.asked else ''}"


@cache
def sayings(dialect: str) -> tuple[Saying, ...]:
    """What stands in tests/sentences/<dialect>; every word is a word, also no and yes."""
    return tuple(
        Saying(row["say"], row["means"], f"{path.relative_to(HERE)}:{number}")
        for path in sorted((HERE / dialect).glob("*.yaml"))
        for number, row in _rows(path)
    )


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    assert isinstance(root, yaml.SequenceNode)
    for node in root.value:
        yield node.start_mark.line + 1, {key.value: value.value for key, value in node.value}


@cache
def everybody() -> tuple[Dialect, ...]:
    return tuple(map(dialect_of, DIALECTS))


def page_for(key: str) -> AnyPrompt:
    """Where somebody says this: at home with the services that this hall really has, or where yes or digits are due."""
    if key in YES_AND_NO:
        return Confirm(headline=text("打印这张凭条吗？"))
    if key in ENTRY_WORDS:
        return EnterText(headline=text("您找谁？"))
    tiles = tuple(Option(entry.id, entry.title, entry.detail, phrases=entry.phrases) for entry in ENTRIES)
    return Choose(headline=text("您要办什么？"), options=tiles, layout=Layout.TILES)


@cache
def among(dialect: str, kind: str) -> tuple[Candidate, ...]:
    prompt = next(page for page in map(page_for, ("yes", "finish", "home")) if type(page).__name__ == kind)
    return candidates(prompt, dialect=dialect_of(dialect), draft=DRAFT, dialects=everybody())


def meaning_of(say: str, prompt: AnyPrompt, dialect: str) -> Meaning:
    """As the terminal does it: the exact and safe rules first, then the best fit of all candidates."""
    known = dialect_of(dialect)
    plain = understand(say, prompt, DRAFT, dialect=known)
    if not isinstance(plain, Unsure) or plain.guesses:
        return plain
    return decide(Heard(say, dialect=dialect), among(dialect, type(prompt).__name__), {}, dialect=known)


def key_of(meaning: object) -> str:
    """The key under which a meaning stands in our files."""
    match meaning:
        case Sure(bool(answer)):
            return "yes" if answer else "no"
        case Sure(str(answer)) | NotHere(answer) | str(answer):
            return answer
        case Wanted(wish):
            return wish.value
        case Speaks():
            return "choose"
        case Finished():
            return "finish"
        case Typed(draft):
            return {"": "clear", DRAFT[:-1]: "erase"}.get(draft, "nothing")
    return "nothing"


def outcome(saying: Saying, dialect: str) -> Outcome:
    if saying.means == "leave":
        allowed = gives_leave(saying.say, Tongue.CHINESE, dialect=dialect_of(dialect))
        return Outcome(saying, "leave" if allowed else "nothing", asked=False)
    meaning = meaning_of(saying.say, page_for(saying.means), dialect)
    if isinstance(meaning, Unsure):
        return Outcome(
            saying, key_of(meaning.guesses[0]) if meaning.guesses else "nothing", asked=bool(meaning.guesses)
        )
    return Outcome(saying, key_of(meaning), asked=False)


@cache
def outcomes(dialect: str) -> tuple[Outcome, ...]:
    return tuple(outcome(saying, dialect) for saying in sayings(dialect))


def share(some: int, of_all: int) -> str:
    return f"{some}/{of_all} ({100 * some / of_all:.1f} %)"


def table(dialect: str, meant: list[Outcome], unrelated: list[Outcome]) -> str:
    at_once = sum(one.resolved for one in meant)
    first = sum(one.right for one in meant)
    return (
        f"{dialect:<10} at once {share(at_once, len(meant))}, with its first question {share(first, len(meant))}, "
        f"another service {sum(one.crossed for one in meant)}; unrelated: "
        f"accepted {share(sum(one.accepted for one in unrelated), len(unrelated))}, "
        f"asked back {sum(one.asked for one in unrelated)}"
    )


@pytest.mark.parametrize("dialect", DIALECTS)
def test_what_is_said_is_understood(dialect: str, capsys: pytest.CaptureFixture[str]) -> None:
    meant = [one for one in outcomes(dialect) if one.saying.means != "nothing"]
    unrelated = [one for one in outcomes(dialect) if one.saying.means == "nothing"]
    missed = [one for one in meant if not one.resolved]
    with capsys.disabled():
        print(f"\n{table(dialect, meant, unrelated)}")  # noqa: T201  the table is the result
        for one in (*missed, *(one for one in unrelated if one.accepted)):
            print(f"    {one}")  # noqa: T201
    assert [str(one) for one in meant if one.crossed] == []
    assert 1 - len(missed) / len(meant) >= RESOLVED
    assert sum(one.accepted for one in unrelated) / len(unrelated) <= ACCEPTED


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_yes_is_never_taken_out_of_a_no(dialect: str) -> None:
    for saying in sayings(dialect):
        if saying.means in YES_AND_NO:
            one = outcome(saying, dialect)
            assert one.asked or one.meant in (saying.means, "nothing"), str(one)


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize(
    "say", ["好吗", "好不好", "要不要", "是不是啊", "可不可以", "行不行啊", "好像不是", "要多少钱", "我想想", "对不起"]
)
def test_a_question_is_no_yes(dialect: str, say: str) -> None:
    assert key_of(meaning_of(say, page_for("yes"), dialect)) != "yes"


@pytest.mark.parametrize("dialect", DIALECTS)
def test_everything_can_be_asked_for_in_six_ways(dialect: str) -> None:
    counts = Counter(saying.means for saying in sayings(dialect))
    assert set(counts) == {*GLOBALS, *SERVICES, "choose", "nothing"}
    assert {key: count for key, count in counts.items() if count < LEAST_SAYINGS} == {}
    assert counts["nothing"] >= LEAST_UNRELATED


@pytest.mark.parametrize("dialect", DIALECTS)
def test_no_saying_is_a_phrase_word_by_word(dialect: str) -> None:
    """Or the table would only show that a file can be read. Plain yes and no, and the words of an entry, are short."""
    known = load(FOLDER / dialect)
    short = {*YES_AND_NO, *ENTRY_WORDS, "leave"}
    phrases = {phrase for said in (*known.globals.values(), *known.services.values(), known.choose) for phrase in said}
    assert [saying for saying in sayings(dialect) if saying.means not in short and saying.say in phrases] == []


@pytest.mark.parametrize("dialect", DIALECTS)
def test_nothing_is_said_twice(dialect: str) -> None:
    counts = Counter(
        (saying.say, page_for(saying.means).headline) for saying in sayings(dialect) if saying.means != "leave"
    )
    assert [say for say, count in counts.items() if count > 1] == []


def test_every_service_of_the_hall_can_be_asked_for() -> None:
    assert {entry.id for entry in ENTRIES} <= set(SERVICES)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_dialect_is_asked_for_from_every_other(dialect: str) -> None:
    """Somebody who does not speak Mandarin asks for her dialect while the terminal still listens in another."""
    for heard_in in DIALECTS:
        for saying in sayings(dialect):
            if saying.means == "choose":
                meaning = meaning_of(saying.say, page_for("home"), heard_in)
                assert not isinstance(meaning, Speaks) or meaning.dialect == dialect, (heard_in, saying)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_greeting_is_short_and_warm(dialect: str) -> None:
    greeting = load(FOLDER / dialect).greeting
    assert 0 < sum(character.isalpha() for character in greeting) <= LONGEST_GREETING
