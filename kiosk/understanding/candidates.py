"""The closed set first: all that is likely to be said to a prompt, each with what it would mean."""

from collections.abc import Iterable, Iterator, Sequence

from kiosk.understanding.chinese import CHINESE, ORDINALS
from kiosk.understanding.dialects import SERVICES, WIDER, Dialect
from kiosk.understanding.english import ENGLISH
from kiosk.understanding.meanings import Candidate, Finished, Meaning, NotHere, Speaks, Sure, Typed, Wanted
from kiosk.understanding.notation import slots_in
from kiosk.understanding.syllables import phrase_syllables, syllables
from kiosk.understanding.vocabulary import Vocabulary, Wish
from kiosk.visit.answers import answerable, offered
from kiosk.visit.modes import Tongue
from kiosk.visit.numerals import number_aloud
from kiosk.visit.prompts import AnyPrompt, Choose, Confirm, EnterDigits, EnterText, Layout, Option

_MOST_NUMBERS = 2  # digits of a number that is short enough for each to be a candidate
_BUILDINGS = ("", "栋", "号楼")


def candidates(
    prompt: AnyPrompt,
    *,
    dialect: Dialect | None = None,
    tongue: Tongue = Tongue.CHINESE,
    draft: str = "",
    dialects: Sequence[Dialect] = (),
) -> tuple[Candidate, ...]:
    """The answers to a prompt, at home the services, and what may be said everywhere, in a dialect or in English.

    The prompt is in the tongue that is spoken. `draft` is what has been typed so far, `dialects` are those that can be
    asked for.
    """
    if tongue is Tongue.ENGLISH:
        return _each_once(_answers(prompt, ENGLISH, None, draft), _english_wishes())
    answers = _answers(prompt, CHINESE, dialect, draft)
    return _each_once(answers, (*_wishes(dialect), *_dialects(dialects)))


def to_listen_for(among: Iterable[Candidate]) -> tuple[str, ...]:
    """The phrases as somebody would say them, each once: what an engine can be told beforehand."""
    return tuple(dict.fromkeys(candidate.phrase for candidate in among if not slots_in(candidate.phrase)))


def is_home(prompt: AnyPrompt) -> bool:
    """Is it the page where services are chosen? Other things are chosen by tiles too, such as a way to log in."""
    tiles = isinstance(prompt, Choose) and prompt.layout is Layout.TILES
    return tiles and any(option.id in SERVICES for option in answerable(prompt))


def _each_once(answers: Iterable[Candidate], everywhere: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """What answers the prompt comes before what could be said anywhere; a phrase with two answers stays ambiguous."""
    first = dict.fromkeys(answers)
    taken = {candidate.phrase for candidate in first}
    return (*first, *dict.fromkeys(c for c in everywhere if c.phrase not in taken))


def _answers(prompt: AnyPrompt, known: Vocabulary, dialect: Dialect | None, draft: str) -> Iterator[Candidate]:
    if isinstance(prompt, Confirm):
        yield from _confirmation(prompt, known, dialect)
    elif isinstance(prompt, EnterDigits | EnterText):
        yield from _entry(prompt, known, dialect, draft)
    else:
        yield from _options(offered(prompt), known)
        yield from _elsewhere(prompt, known)
        if dialect is not None and is_home(prompt):
            yield from _services(answerable(prompt), dialect)


def _confirmation(prompt: Confirm, known: Vocabulary, dialect: Dialect | None) -> Iterator[Candidate]:
    for meaning, key, label, said in (
        (Sure(True), "yes", prompt.yes, known.yes),
        (Sure(False), "no", prompt.no, known.no),
    ):
        yield _of_page(known.plain(label.spoken()), meaning, known)
        yield from _meaning(meaning, (*sorted(said), *_said_for(key, dialect)))


def _entry(
    prompt: EnterDigits | EnterText, known: Vocabulary, dialect: Dialect | None, draft: str
) -> Iterator[Candidate]:
    yield from _meaning(Finished(), (*sorted(known.finish), *_said_for("finish", dialect)))
    yield from _meaning(Typed(""), (*sorted(known.clear), *_said_for("clear", dialect)))
    yield from _meaning(Typed(draft[:-1]), (*sorted(known.erase), *_said_for("erase", dialect)))
    if isinstance(prompt, EnterDigits) and prompt.longest - len(draft) <= _MOST_NUMBERS and known is CHINESE:
        for number in range(1, 10 ** max(0, prompt.longest - len(draft))):
            yield from _meaning(Typed(f"{draft}{number}"), (number_aloud(number) + what for what in _BUILDINGS))


def _options(options: tuple[Option, ...], known: Vocabulary) -> Iterator[Candidate]:
    for place, option in enumerate(options, 1):
        yield from _named(option, known)
        if known is CHINESE and place <= len(ORDINALS):
            yield from _meaning(Sure(option.id), (ORDINALS[place - 1],))


def _elsewhere(prompt: AnyPrompt, known: Vocabulary) -> Iterator[Candidate]:
    """What stands on another page can be named, and has no place to be counted to."""
    for option in answerable(prompt)[len(offered(prompt)) :]:
        yield from _named(option, known)


def _named(option: Option, known: Vocabulary) -> Iterator[Candidate]:
    names = (known.plain(option.label.spoken()), known.plain(option.label.shown()))
    more = option.phrases if known is CHINESE else ()
    for name in dict.fromkeys(name for name in (*names, *more) if name):
        yield _of_page(name, Sure(option.id), known)


def _services(options: tuple[Option, ...], dialect: Dialect) -> Iterator[Candidate]:
    """What this hall does not offer is a candidate too, or its words would be taken for the next best service."""
    here = {option.id for option in options}
    for service, phrases in dialect.services.items():
        offered_as = service if service in here else WIDER.get(service, service)
        yield from _meaning(Sure(offered_as) if offered_as in here else NotHere(offered_as), phrases)


def _wishes(dialect: Dialect | None) -> Iterator[Candidate]:
    for phrase, wish in CHINESE.wishes.items():
        yield from _meaning(Wanted(wish), (phrase,))
    for wish in Wish:
        yield from _meaning(Wanted(wish), _said_for(wish.value, dialect))


def _english_wishes() -> Iterator[Candidate]:
    return (Candidate(phrase, Wanted(wish)) for phrase, wish in ENGLISH.wishes.items())


def _dialects(dialects: Sequence[Dialect]) -> Iterator[Candidate]:
    for dialect in dialects:
        yield from _meaning(Speaks(dialect.id), (dialect.name, *dialect.choose))


def _said_for(key: str, dialect: Dialect | None) -> tuple[str, ...]:
    return dialect.globals.get(key, ()) if dialect is not None else ()


def _of_page(name: str, meaning: Meaning, known: Vocabulary) -> Candidate:
    """What a page calls something may be personal: nothing of it is remembered."""
    return Candidate(name, meaning, syllables(name) if known is CHINESE else ())


def _meaning(meaning: Meaning, phrases: Iterable[str]) -> Iterator[Candidate]:
    """Our own phrases: their syllables are remembered."""
    return (Candidate(phrase, meaning, phrase_syllables(phrase)) for phrase in phrases)
