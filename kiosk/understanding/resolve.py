"""What recognised words mean to a prompt: pure, with no sound, no page and no desk.

`understand` takes the words as they are written: what they fit alone is sure. Where that does not help, `shortlist`
says which phrases are worth scoring against the sound, and `decide` takes words and sound together. Whatever fits
twice, or not well, is asked back (`Unsure`); and before money, print or a door only a plain yes is one.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from kiosk.understanding import slots, weights
from kiosk.understanding.candidates import candidates, is_home
from kiosk.understanding.chinese import CHINESE, is_no_yes, without_fillers
from kiosk.understanding.dialects import Dialect
from kiosk.understanding.english import ENGLISH
from kiosk.understanding.joining import (
    guess_of,
    is_contested,
    is_sure,
    may_be_sure,
    settled,
    sound_of,
    told_of,
    weighed,
)
from kiosk.understanding.meanings import Candidate, Finished, Meaning, Speaks, Sure, Typed, Unsure, Wanted
from kiosk.understanding.notation import slots_in
from kiosk.understanding.ranking import Match, Transcript, best_of_each, ranked
from kiosk.understanding.romanised import in_hanzi
from kiosk.understanding.sounds import Sounds
from kiosk.understanding.vocabulary import Vocabulary, Wish
from kiosk.visit.answers import answerable, offered
from kiosk.visit.modes import Tongue
from kiosk.visit.prompts import AnyPrompt, Confirm, EnterDigits, EnterText, Option

_LONGEST_BUILDING = 3
_CARRYING_OFF = frozenset({Wanted(Wish.STAFF), Wanted(Wish.PAUSE), Wanted(Wish.END)})
_FEW = 3


@dataclass(frozen=True, slots=True, repr=False)
class SaidNumber:
    """What an engine heard that was bound to digits, and how likely: a mean logarithm. Personal: no repr."""

    digits: str
    likely: float


def understand(
    words: str,
    prompt: AnyPrompt,
    draft: str = "",
    tongue: Tongue = Tongue.CHINESE,
    *,
    dialect: Dialect | None = None,
    number: SaidNumber | None = None,
) -> Meaning:
    """What the words mean here: an exact answer first, then a wish, then an answer that is part of what was said.

    The prompt is in the tongue that is spoken. With a `dialect` its own words count too, and at home nothing but what
    is exact: there `decide` knows all services, also those that this hall does not offer. `number` is what the same
    sound is as digits alone.
    """
    known = _vocabulary(tongue, dialect)
    if known is not ENGLISH and not isinstance(prompt, Confirm | EnterText):  # a yes is one as written; a name is typed
        words = in_hanzi(words)
    said = known.plain(words)
    exact = _exact(said, prompt, draft, known)
    if exact is not None:
        return Unsure() if isinstance(prompt, Confirm) and exact == Sure(True) and is_no_yes(words) else exact
    if said in known.wishes:
        return Wanted(known.wishes[said])
    if dialect is not None and tongue is Tongue.CHINESE:
        if is_home(prompt):
            return Unsure()
        if isinstance(prompt, EnterText) and (key := _entry_key_by_sound(words, prompt, draft, dialect)):
            return key
    if number is not None and isinstance(prompt, EnterDigits) and known is not ENGLISH:
        return _number(number, _loose(words, prompt, draft, known), prompt, draft)
    return _loose(words, prompt, draft, known)


def _number(number: SaidNumber, free: Meaning, prompt: EnterDigits, draft: str) -> Meaning:
    """The number if it is sure, or if the free words agree: a wrong digit costs more than a question.

    Where they do not, digits were said all the same: the number is asked back, and nothing else is guessed.
    """
    typed = Typed((draft + number.digits)[: prompt.longest])
    if number.likely >= weights.SURE_NUMBER or free == typed:
        return typed
    return Unsure((typed,)) if isinstance(free, Typed) else free


def _vocabulary(tongue: Tongue, dialect: Dialect | None) -> Vocabulary:
    if tongue is Tongue.ENGLISH:
        return ENGLISH
    return CHINESE if dialect is None else _spoken_in(dialect)


@lru_cache(maxsize=16)
def _spoken_in(dialect: Dialect) -> Vocabulary:
    """Mandarin's vocabulary and the dialect's, whose own words come first; 停 is what says 停, not 停一下."""
    said = {key: frozenset(map(CHINESE.plain, phrases)) for key, phrases in dialect.globals.items()}
    wishes = {words: wish for wish in Wish for words in said.get(wish.value, ())}
    wishes |= {words: wish for wish in Wish for words in dialect.globals.get(wish.value, ()) if words in wishes}
    return replace(
        CHINESE,
        wishes={**CHINESE.wishes, **wishes},
        yes=(CHINESE.yes | said.get("yes", frozenset())) - said.get("no", frozenset()),
        no=(CHINESE.no | said.get("no", frozenset())),
        finish=CHINESE.finish | said.get("finish", frozenset()),
        clear=CHINESE.clear | said.get("clear", frozenset()),
        erase=CHINESE.erase | said.get("erase", frozenset()),
        leave=CHINESE.leave | said.get("leave", frozenset()),
    )


def is_faint_yes(heard: Transcript) -> bool:
    """Is what was heard too unlikely to be a yes? In noise 不 is written 好: a single syllable needs more."""
    short = len(without_fillers(CHINESE.plain(heard.words))) <= 1
    least = weights.FAINT_YES if short else weights.TOO_UNLIKELY
    return math.isfinite(heard.likely) and heard.likely < least


def _entry_key_by_sound(words: str, prompt: EnterText, draft: str, dialect: Dialect) -> Meaning | None:
    """A key of the entry that is all that was said; a name that only sounds like one is typed."""
    keys = ranked(_Words(words), candidates(prompt, dialect=dialect, draft=draft), _sounds(dialect), dialect.lexicon)
    return keys[0].candidate.meaning if keys and keys[0].lack <= weights.NESTED and keys[0].alone else None


def gives_leave(words: str, tongue: Tongue, *, dialect: Dialect | None = None) -> bool:
    """Do the words allow the terminal to say personal things aloud?"""
    known = _vocabulary(tongue, dialect)
    return known.plain(words) in known.leave


def _exact(said: str, prompt: AnyPrompt, draft: str, known: Vocabulary) -> Meaning | None:
    if isinstance(prompt, Confirm):
        return _yes_or_no(said, prompt, known)
    if isinstance(prompt, EnterDigits | EnterText):
        return _entry_key(said, draft, known)
    options = offered(prompt)
    chosen = [option for option in answerable(prompt) if said and said in _names(option, known)]
    if len(chosen) == 1:
        return Sure(chosen[0].id)
    if 0 < (place := known.place(said)) <= len(options):
        return Sure(options[place - 1].id)
    return Unsure(tuple(option.id for option in chosen)) if chosen else None


def _yes_or_no(said: str, prompt: Confirm, known: Vocabulary) -> Meaning | None:
    """Nothing but a plain yes is a yes: before money, print or a door no guess will do."""
    once = without_fillers(said) if known is not ENGLISH else said  # 对对对 is 对
    if {said, once} & (known.no | {known.plain(prompt.no.spoken())}):
        return Sure(False)
    return Sure(True) if {said, once} & (known.yes | {known.plain(prompt.yes.spoken())}) else None


def _entry_key(said: str, draft: str, known: Vocabulary) -> Meaning | None:
    if said in known.finish:
        return Finished()
    if said in known.clear:
        return Typed("")
    return Typed(draft[:-1]) if said in known.erase else None


def _loose(words: str, prompt: AnyPrompt, draft: str, known: Vocabulary) -> Meaning:
    said = known.plain(words)
    if isinstance(prompt, Confirm) or not said:
        return Unsure()
    if isinstance(prompt, EnterDigits):
        return _digits_or_wish(words, prompt, draft, known)
    if isinstance(prompt, EnterText):
        meant = slots.names(words, prompt.names, _sounds(None)) if known is not ENGLISH else ()
        return Typed((meant[0] if meant else known.entry(words))[: prompt.longest])
    return _choice(said, answerable(prompt), known)


def _digits_or_wish(words: str, prompt: EnterDigits, draft: str, known: Vocabulary) -> Meaning:
    """Digits as they are written, then a wish, then digits that are only heard: 散 is 三 where nothing else fits."""
    doubt = slots.perhaps_tens(slots.as_building(words)) if _asks_building(prompt) and known is not ENGLISH else ()
    if doubt:
        either = (f"{draft}{number}" for number in doubt)
        return Unsure(tuple(Typed(meant) for meant in either if len(meant) <= prompt.longest))
    digits = _digits(words, prompt, known)
    wish = Unsure() if digits else _wish_in(known.plain(words), known)
    if not digits and not isinstance(wish, Wanted) and known is not ENGLISH:
        digits = _digits_by_sound(words, prompt.longest - len(draft), building=_asks_building(prompt))
    return Typed((draft + digits)[: prompt.longest]) if digits else wish


def _digits_by_sound(words: str, most: int, *, building: bool) -> str:
    """More than there is room for were not digits at all: nothing is cut off of what is only heard."""
    digits = slots.building_by_sound(words) if building else slots.digits_by_sound(words)
    return digits if len(digits) <= most else ""


def _digits(words: str, prompt: EnterDigits, known: Vocabulary) -> str:
    """Where a building's number is asked for, 三栋二单元 is 3; a longer number names no building."""
    if not _asks_building(prompt) or known is ENGLISH:
        return known.digits(words)
    home = slots.building(words := slots.as_building(words))
    return str(home.building) if home is not None else known.digits(words)


def _asks_building(prompt: EnterDigits) -> bool:
    return prompt.longest <= _LONGEST_BUILDING


def _choice(said: str, options: tuple[Option, ...], known: Vocabulary) -> Meaning:
    """What fits alone is chosen; what only shares a word with what was said is a guess."""
    fitting = [option for option in options if _is_part(said, option, known)]
    named = {word for option in fitting for word in _shared(said, option, known)}
    others = [option for option in options if option not in fitting and _shared(said, option, known) - named]
    if len(fitting) == 1 and not others:
        return Sure(fitting[0].id)
    wish = Unsure() if fitting else _wish_in(said, known)
    guesses = tuple(option.id for option in options if option in fitting or option in others)
    return wish if isinstance(wish, Wanted) else Unsure(guesses)


def _wish_in(said: str, known: Vocabulary) -> Meaning:
    wishes = {wish for words, wish in known.wishes.items() if len(words) > 1 and known.is_in(said, words)}
    return Wanted(wishes.pop()) if len(wishes) == 1 else Unsure()


def _is_part(said: str, option: Option, known: Vocabulary) -> bool:
    names = _names(option, known)
    return any(name and (known.is_in(said, name) or (known.names(said) and known.is_in(name, said))) for name in names)


def _shared(said: str, option: Option, known: Vocabulary) -> set[str]:
    return {word for name in _names(option, known) for word in known.shared(said, name)}


def _names(option: Option, known: Vocabulary) -> tuple[str, ...]:
    """All that it is called; further ways to say it are Chinese in every tongue, and do no harm in another."""
    return (known.plain(option.label.spoken()), known.plain(option.label.shown()), *option.phrases)


@dataclass(frozen=True, slots=True, repr=False)
class _Words:
    """Words without any sound behind them."""

    words: str
    others: tuple[str, ...] = ()
    likely: float = float("-inf")


def shortlist(
    heard: Transcript, among: Sequence[Candidate], most: int = 12, *, dialect: Dialect | None = None
) -> tuple[str, ...]:
    """The phrases worth scoring against the sound, at most so many; none where the words alone are clear."""
    matches = _ranked(heard, among, dialect)
    if told := told_of(heard, among, matches, dialect, scored=False):
        each = weighed(matches, among, told, {})
        if not is_contested(matches) and (is_sure(each) or not may_be_sure(each)):
            return ()
    elif (each := best_of_each(matches)) and _is_clear(each):
        return ()
    each, matches = _without_slots(each), _without_slots(matches)
    worth = [match for match in (*each, *matches) if match.fit >= weights.WORTH_SCORING]
    return tuple(dict.fromkeys(match.candidate.phrase for match in worth))[:most]


def _without_slots(matches: Sequence[Match]) -> tuple[Match, ...]:
    return tuple(match for match in matches if not slots_in(match.candidate.phrase))


def decide(
    heard: Transcript,
    among: Sequence[Candidate],
    scores: Mapping[str, float] | None = None,
    *,
    dialect: Dialect | None = None,
) -> Meaning:
    """What was said, by syllables and sound: `scores` are those of the shortlist.

    A yes only if it is said plainly, in the engine's best guess: a next one may be what the engine was told to expect
    (a grammar's best path is one of the prompt's phrases, whatever was said).
    """
    meant = _decided(heard, among, scores or {}, dialect)
    if meant == Sure(True) and heard.others:
        return _decided(_Words(heard.words, likely=heard.likely), among, scores or {}, dialect)
    return meant


def _decided(
    heard: Transcript, among: Sequence[Candidate], scores: Mapping[str, float], dialect: Dialect | None
) -> Meaning:
    matches = _without_doubtful_yes(heard.words, _ranked(heard, among, dialect), dialect)
    if heard.likely < weights.TOO_UNLIKELY and math.isfinite(heard.likely):
        return Unsure()
    meant = _by_phrases(matches, scores)
    if told := told_of(heard, among, matches, dialect, scored=bool(scores)):
        return settled(meant, matches, weighed(matches, among, told, scores), told)
    return meant


def _by_phrases(matches: Sequence[Match], scores: Mapping[str, float]) -> Meaning:
    if _is_plain_yes(matches):
        return Sure(True)
    joined = best_of_each(sorted((_joined(match, scores) for match in matches), key=lambda m: -m.fit))
    if joined and joined[0].candidate.meaning == Sure(True) and not joined[0].whole:
        return Unsure()  # not plainly a yes, and nothing else either
    allowed = _without_asides([m for m in joined if m.candidate.meaning != Sure(True) or m.whole])
    ask = weights.ASK_BY_SOUND if scores else weights.ASK
    if not allowed or allowed[0].fit < ask:
        return Unsure()
    if _is_alone(allowed, by_sound=bool(scores)) and not _carries_off(allowed[0]):
        return allowed[0].candidate.meaning
    near = [match.candidate.meaning for match in allowed[: weights.GUESSES] if match.fit >= ask]
    if near == [Wanted(Wish.QUIET)]:
        return Unsure()  # who wants silence is not asked a question, and 不要查社保 sounds like 不要吵了
    return Unsure(tuple(guess_of(meaning) for meaning in near if not _is_yes_or_no(meaning)))


def _ranked(heard: Transcript, among: Sequence[Candidate], dialect: Dialect | None) -> tuple[Match, ...]:
    return ranked(heard, among, _sounds(dialect), dialect.lexicon if dialect is not None else None)


def _is_plain_yes(matches: Sequence[Match]) -> bool:
    """A yes is all that was said, sound for sound (大印 for 打印), and nothing else sounds the same."""
    whole = {match.candidate.meaning for match in matches if match.whole}
    return whole == {Sure(True)}


def _without_doubtful_yes(words: str, matches: Sequence[Match], dialect: Dialect | None) -> Sequence[Match]:
    """What asks (是吧) is not the whole of a yes, nor is a word of yes in other tones (可疑, 事实, 这个 for 着个).

    It keeps its place all the same. A yes of one syllable is one as it is written; what a page calls its yes has few
    that sound so: there tones may slip (大印).
    """
    asks, known = is_no_yes(words), _vocabulary(Tongue.CHINESE, dialect)

    def is_plain(match: Match) -> bool:
        phrase = match.candidate.phrase
        by_sound = known.plain(phrase) not in known.yes or (match.toned and len(without_fillers(phrase)) > 1)
        return match.whole and not asks and (by_sound or not match.candidate.sounds)

    yes = Sure(True)
    return [replace(m, whole=is_plain(m)) if m.candidate.meaning == yes else m for m in matches]


@lru_cache(maxsize=16)
def _sounds(dialect: Dialect | None) -> Sounds:
    return Sounds(dialect.confusions if dialect is not None else ())


def _joined(match: Match, scores: Mapping[str, float]) -> Match:
    """Syllables and sound together; without any score of the sound the syllables alone."""
    if not scores:
        return match
    fit = (match.fit + weights.SOUND * sound_of(match, scores)) / (1 + weights.SOUND)
    return replace(match, fit=min(fit, weights.SURE_BY_SOUND - 0.01) if match.mentioned else fit)


def _without_asides(each: list[Match]) -> list[Match]:
    """Who names an answer and says 怎么弄 beside it has answered: the wish is no rival, unless it is all she said."""
    answer = next((match for match in each if not isinstance(match.candidate.meaning, Wanted | Speaks)), None)
    if answer is None or answer.fit < weights.SURE or answer.lack > weights.NESTED:
        return each
    return [m for m in each if not isinstance(m.candidate.meaning, Wanted | Speaks) or m.whole or m.takes(answer)]


def _is_clear(each: Sequence[Match]) -> bool:
    return each[0].fit >= weights.CLEAR and (len(each) == 1 or each[0].fit - each[1].fit >= weights.MARGIN)


def _is_alone(each: Sequence[Match], *, by_sound: bool) -> bool:
    sure = weights.SURE_BY_SOUND if by_sound else weights.SURE
    margin = weights.MARGIN_BY_SOUND if by_sound else weights.MARGIN
    return each[0].fit >= sure and (len(each) == 1 or each[0].fit - each[1].fit >= margin)


def _carries_off(match: Match) -> bool:
    """It calls a person, or leads out of everything, upon a few syllables not all of which are there: 好了 for 喊人."""
    few = len(match.candidate.sounds) <= _FEW
    return match.candidate.meaning in _CARRYING_OFF and few and match.lack > weights.NESTED


def _is_yes_or_no(meaning: Meaning) -> bool:
    """Before money, print or a door nothing is guessed."""
    return isinstance(meaning, Sure) and isinstance(meaning.value, bool)
