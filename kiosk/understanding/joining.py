"""Where services are chosen: the fit of phrases, what whole sayings tell, and the sound, in one sum a meaning."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from operator import attrgetter

from kiosk.understanding import weights
from kiosk.understanding.dialects import Dialect
from kiosk.understanding.evidence import NOTHING
from kiosk.understanding.meanings import Candidate, Meaning, NotHere, Speaks, Sure, Unsure, Wanted
from kiosk.understanding.phonetics import goes_in_circles
from kiosk.understanding.ranking import Match, Transcript, best_of_each
from kiosk.understanding.romanised import in_hanzi
from kiosk.understanding.spoken import spoken
from kiosk.understanding.vocabulary import Wish


def shares_of(
    heard: Transcript, among: Iterable[Candidate], matches: Sequence[Match], dialect: Dialect | None
) -> Mapping[str, float]:
    """What whole sayings tell of what was heard.

    Nothing on a page where no services are chosen. What was refused is not meant, whatever its words tell; and
    不要查社保 is no wish for silence.
    """
    if dialect is None or not any(key_of(candidate.meaning) in dialect.services for candidate in among):
        return {}
    readings = [words for words in (heard.words, *heard.others[: weights.GUESSES]) if _is_said(words)]
    shares = dialect.evidence.shares(readings) if readings else {}
    said = {match.candidate.meaning for match in matches if match.fit > 0 and match.lack <= weights.NESTED}
    denied = {match.candidate.meaning for match in matches if match.denied} - said
    if not denied:
        return shares
    silent = {Wish.QUIET.value, *map(key_of, denied)}
    return {key: share for key, share in shares.items() if key not in silent}


def key_of(meaning: Meaning) -> str:
    """The key of a meaning in the files of sentences; empty: it has none."""
    match meaning:
        case Sure(value=str(service)) | NotHere(service=service):
            return service
        case Wanted(wish=wish):
            return wish.value
    return ""


def weighed(
    matches: Sequence[Match], among: Sequence[Candidate], shares: Mapping[str, float], scores: Mapping[str, float]
) -> tuple[Match, ...]:
    """The best of each meaning, best first; `fit` is the sum of all witnesses, from about -1 to 2.5."""
    against = weights.AGAINST * shares.get(NOTHING, 0.0)
    each = [match for match in best_of_each(matches) if match.fit > 0 and not match.denied]
    taken = {match.candidate.meaning for match in each}
    for meaning, phrases in groupby(among, key=attrgetter("meaning")):
        if shares.get(key_of(meaning), 0.0) >= weights.LEAST_SHARE and meaning not in taken:
            taken.add(meaning)
            each.append(Match(next(phrases), weights.UNFOUND))
    summed = (_summed(match, shares, against, scores) for match in each)
    return tuple(sorted(summed, key=lambda match: -match.fit))


def settled(
    by_phrases: Meaning, matches: Sequence[Match], each: Sequence[Match], shares: Mapping[str, float], *, native: bool
) -> Meaning:
    """What is done: what all witnesses together say, or what phrases say and sayings do not contradict.

    `native`: were the sayings written in this dialect? Where they were not, its own phrases come first.
    """
    best = max((match.fit for match in matches if match.candidate.meaning == by_phrases), default=0.0)
    against = max((share for key, share in shares.items() if key not in (NOTHING, key_of(by_phrases))), default=0.0)
    if is_contested(matches):
        return by_phrases
    if not isinstance(by_phrases, Unsure):
        if not native and (best >= weights.PLAIN or shares.get(NOTHING, 0.0) < weights.NOTHING_ABROAD):
            return by_phrases
        well = best >= weights.PLAIN and shares.get(NOTHING, 0.0) < weights.NOTHING_AT_MOST
        if well and not is_sure(each) and against < weights.CONTRADICTED:
            return by_phrases
    if is_sure(each):
        return each[0].candidate.meaning
    near = [match.candidate.meaning for match in each[: weights.GUESSES] if match.fit >= weights.ASK_TOGETHER]
    if near == [Wanted(Wish.QUIET)]:
        return Unsure()  # who wants silence is not asked a question
    return Unsure(tuple(map(guess_of, near)))


def is_contested(matches: Sequence[Match]) -> bool:
    """Do phrases of two meanings fit, both well? 其快递 is 取快递 or 寄快递: only the sound tells, or who said it."""
    first, second = (*best_of_each(matches)[:2], None, None)[:2]
    if first is None or second is None or second.fit < weights.PLAIN:
        return False
    return first.fit - second.fit < weights.MARGIN_TOGETHER


def guess_of(meaning: Meaning) -> object:
    """A meaning as a guess that is asked back."""
    return meaning.value if isinstance(meaning, Sure) else meaning


def is_sure(each: Sequence[Match]) -> bool:
    """Is the first done at once?"""
    if not each or each[0].fit < weights.SURE_TOGETHER:
        return False
    return len(each) == 1 or each[0].fit - each[1].fit >= weights.MARGIN_TOGETHER


def may_be_sure(each: Sequence[Match]) -> bool:
    """Could the sound still make something of it?"""
    return bool(each) and each[0].fit + weights.SOUND_TOGETHER >= weights.ASK_TOGETHER


def _summed(match: Match, shares: Mapping[str, float], against: float, scores: Mapping[str, float]) -> Match:
    meaning = match.candidate.meaning
    share = shares.get(key_of(meaning), 0.0)
    if isinstance(meaning, Speaks):  # nobody learned whole sayings for a dialect's name: its phrase is all
        share = float(match.fit >= weights.SURE)
    least = weights.UNFOUND if share >= weights.LEAST_SHARE else 0.0
    fit = max(match.fit, least) + weights.TOLD * share - against + weights.SOUND_TOGETHER * _sound(match, scores)
    return replace(match, fit=fit)


def _sound(match: Match, scores: Mapping[str, float]) -> float:
    score = scores.get(match.candidate.phrase)
    return 0.0 if score is None else max(0.0, 1 + (score - max(scores.values())) / weights.SOUND_SPAN)


def _is_said(words: str) -> bool:
    return bool(words) and not goes_in_circles(spoken(in_hanzi(words))[1])
