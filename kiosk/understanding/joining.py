"""Where services are chosen: the fit of phrases, what whole sayings tell, and the sound, in one sum a meaning."""

import math
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter

from kiosk.understanding import weights
from kiosk.understanding.dialects import WIDER, Dialect
from kiosk.understanding.evidence import NOTHING
from kiosk.understanding.meanings import Candidate, Meaning, NotHere, Speaks, Sure, Unsure, Wanted
from kiosk.understanding.phonetics import goes_in_circles
from kiosk.understanding.ranking import Match, Transcript, best_of_each
from kiosk.understanding.romanised import in_hanzi
from kiosk.understanding.spoken import spoken
from kiosk.understanding.vocabulary import Wish
from kiosk.visit.modes import MANDARIN


@dataclass(frozen=True, slots=True)
class Told:
    """What there is beside the phrases. `shares`: of the sayings; `heard`: was the sound asked too?

    `native`: were the sayings written in this dialect? Where they were not, its own phrases come first. `doubtful`: the
    engine is not sure of its words, and only words and sound together do something at once.
    """

    shares: Mapping[str, float]
    heard: bool
    native: bool
    doubtful: bool


def told_of(
    heard: Transcript, among: Sequence[Candidate], matches: Sequence[Match], dialect: Dialect | None, *, scored: bool
) -> Told | None:
    """What whole sayings tell of what was heard; None where they tell nothing, or where no services are chosen.

    Of an answer that no saying was written for (a hall's own service) they know nothing. What was refused is not meant,
    whatever its words tell; and 不要查社保 is no wish for silence.
    """
    if dialect is None or not any(key_of(candidate.meaning) in dialect.services for candidate in among):
        return None
    readings = [words for words in (heard.words, *heard.others[: weights.GUESSES]) if _is_said(words)]
    shares = _as_offered(dialect.evidence.shares(readings), {key_of(candidate.meaning) for candidate in among})
    if not shares or _is_unlearned(matches, shares):
        return None
    said = {match.candidate.meaning for match in matches if match.fit > 0 and match.lack <= weights.NESTED}
    denied = {match.candidate.meaning for match in matches if match.denied} - said
    if denied:
        silent = {Wish.QUIET.value, *map(key_of, denied)}
        shares = {key: share for key, share in shares.items() if key not in silent}
    doubtful = math.isfinite(heard.likely) and heard.likely < weights.DOUBTFUL
    return Told(shares, heard=scored, native=dialect.id == MANDARIN, doubtful=doubtful)


def _as_offered(shares: Mapping[str, float], meant: AbstractSet[str]) -> Mapping[str, float]:
    """What is told of a part is told of the service that does it."""
    found: dict[str, float] = {}
    for key, share in shares.items():
        offered = key if key in meant else WIDER.get(key, key)
        found[offered] = found.get(offered, 0.0) + share
    return found


def _is_unlearned(matches: Sequence[Match], shares: Mapping[str, float]) -> bool:
    """Do phrases fit best an answer of which no saying tells? A saying known word for word is told of alone."""
    first = max(matches, key=attrgetter("fit"), default=None)
    if first is None or first.fit <= 0 or not isinstance(first.candidate.meaning, Sure):
        return False
    return len(shares) > 1 and key_of(first.candidate.meaning) not in shares


def key_of(meaning: Meaning) -> str:
    """The key of a meaning in the files of sentences; empty: it has none."""
    match meaning:
        case Sure(value=str(service)) | NotHere(service=service):
            return service
        case Wanted(wish=wish):
            return wish.value
    return ""


def weighed(
    matches: Sequence[Match], among: Sequence[Candidate], told: Told, scores: Mapping[str, float]
) -> tuple[Match, ...]:
    """The best of each meaning, best first; `fit` is the sum of all witnesses, from about -1 to 2.5."""
    shares = told.shares
    against = weights.AGAINST * shares.get(NOTHING, 0.0) + weights.DOUBT * told.doubtful
    each = [match for match in best_of_each(matches) if match.fit > 0 and not match.denied]
    taken = {match.candidate.meaning for match in each}
    for meaning, phrases in groupby(among, key=attrgetter("meaning")):
        if shares.get(key_of(meaning), 0.0) >= weights.LEAST_SHARE and meaning not in taken:
            taken.add(meaning)
            each.append(Match(next(phrases), weights.UNFOUND))
    summed = (_summed(match, shares, against, scores) for match in each)
    return tuple(sorted(summed, key=lambda match: -match.fit))


def settled(by_phrases: Meaning, matches: Sequence[Match], each: Sequence[Match], told: Told) -> Meaning:
    """What is done: what all witnesses together say, or what phrases say and sayings do not contradict."""
    contested = is_contested(matches)
    if contested and (told.heard or not told.doubtful):
        return by_phrases
    sure = is_sure(each) and not contested
    if _stands(by_phrases, matches, told) and not (sure and told.native):
        return by_phrases
    if sure:
        return each[0].candidate.meaning
    near = [match.candidate.meaning for match in each[: weights.GUESSES] if match.fit >= weights.ASK_TOGETHER]
    if near == [Wanted(Wish.QUIET)]:
        return Unsure()  # who wants silence is not asked a question
    return Unsure(tuple(map(guess_of, near)))


def _stands(by_phrases: Meaning, matches: Sequence[Match], told: Told) -> bool:
    """Is what phrases say done although all witnesses together are not sure?"""
    if isinstance(by_phrases, Unsure) or (told.doubtful and not told.heard):
        return False
    plainly = max((m.fit for m in matches if m.candidate.meaning == by_phrases), default=0.0) >= weights.PLAIN
    talk = told.shares.get(NOTHING, 0.0)
    if not told.native:
        return plainly or talk < weights.NOTHING_ABROAD
    others = (share for key, share in told.shares.items() if key not in (NOTHING, key_of(by_phrases)))
    contradicted = max(others, default=0.0) >= weights.CONTRADICTED or talk >= weights.NOTHING_AT_MOST
    return (plainly or told.heard) and not contradicted


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
    fit = max(match.fit, least) + weights.TOLD * share - against + weights.SOUND_TOGETHER * sound_of(match, scores)
    return replace(match, fit=fit)


def sound_of(match: Match, scores: Mapping[str, float]) -> float:
    """What the sound says of a match, from 0 to 1; `scores` are those of the shortlist, at least one."""
    score = scores.get(match.candidate.phrase)
    return weights.UNSCORED if score is None else max(0.0, 1 + (score - max(scores.values())) / weights.SOUND_SPAN)


def _is_said(words: str) -> bool:
    return bool(words) and not goes_in_circles(spoken(in_hanzi(words))[1])
