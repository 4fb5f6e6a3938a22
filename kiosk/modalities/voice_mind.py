"""What words and sound mean to a page: `kiosk.understanding`, with the dialects that this hall offers."""

from collections.abc import Mapping, Sequence

from kiosk.modalities.keypad_page import KeypadPage
from kiosk.recognition.contract import Heard
from kiosk.understanding.candidates import candidates, to_listen_for
from kiosk.understanding.dialects import Dialect
from kiosk.understanding.going_on import may_go_on
from kiosk.understanding.meanings import Candidate, Meaning, Sure, Typed, Unsure, Wanted
from kiosk.understanding.resolve import SaidNumber, decide, is_faint_yes, shortlist, understand
from kiosk.visit.modes import MANDARIN, Tongue
from kiosk.visit.prompts import Confirm, EnterDigits, EnterText
from kiosk.voice.contract import Reading

MOST_SCORED = 24
"""Candidates that are held against the sound: about 26 ms each on two busy cores, and she waits for it."""
MOST_TOLD = 400
FEWEST_OF_A_NUMBER = 4
"""Shorter ones are said as numbers (十二栋), not digit by digit."""
MOST_DIGITS = 99


class Mind:
    """Holds what was heard against a page. Pure but for the dialects, which come once they are read. Loop thread."""

    def __init__(self) -> None:
        self._dialects: dict[str, Dialect] = {}

    def know(self, dialects: Sequence[Dialect]) -> None:
        """These are offered here, in this order, each with what is said in Mandarin as well."""
        self._dialects = {dialect.id: dialect for dialect in dialects}

    @property
    def dialects(self) -> tuple[Dialect, ...]:
        """What is offered here."""
        return tuple(self._dialects.values())

    def dialect(self, id: str) -> Dialect | None:  # noqa: A002 - as everywhere
        """The dialect of an id, Mandarin for one that is not known; None before any was read."""
        return self._dialects.get(id) or self._dialects.get(MANDARIN)

    def reading(self, dialect: str) -> Reading:
        """Which of our voices answers a dialect; Mandarin where there is none for it."""
        known = self.dialect(dialect)
        voices = {reading.value: reading for reading in Reading}
        return voices.get(known.voice if known is not None else "", Reading.MANDARIN)

    def candidates(self, page: KeypadPage, dialect: str) -> tuple[Candidate, ...]:
        """All that is likely to be said to a page; nothing before the dialects were read."""
        if not self._dialects:
            return ()
        return candidates(
            page.prompt,
            dialect=self._heard_in(page, dialect),
            tongue=page.tongue,
            draft=page.draft,
            dialects=self.dialects,
        )

    def likely_words(self, among: Sequence[Candidate]) -> tuple[str, ...]:
        """What an engine can be told beforehand that is likely to be said."""
        return to_listen_for(among)[:MOST_TOLD]

    def digits_wanted(self, page: KeypadPage) -> tuple[int, int]:
        """How many digits may be said to a page that asks for a long number, at least and at most; else 0 and 0."""
        prompt = page.prompt
        if not isinstance(prompt, EnterDigits) or prompt.longest < FEWEST_OF_A_NUMBER:
            return 0, 0
        most = min(max(0, prompt.longest - len(page.draft)), MOST_DIGITS)
        return min(max(0, prompt.shortest - len(page.draft)), most), most

    def worth_scoring(self, heard: Heard, page: KeypadPage, among: Sequence[Candidate]) -> tuple[str, ...]:
        """The phrases that are worth holding against the sound."""
        if self._plainly(heard, page) is not None:
            return ()
        return shortlist(heard, among, MOST_SCORED, dialect=self._heard_in(page, heard.dialect))

    def means_two_things(self, heard: Heard, page: KeypadPage) -> bool:
        """Were the words clear, and fit twice? Then it is no doubt of the ears."""
        return isinstance(self._plainly(heard, page), Unsure)

    def meaning(
        self, heard: Heard, page: KeypadPage, among: Sequence[Candidate], scores: Mapping[str, float]
    ) -> Meaning:
        """What was heard means here: the exact and safe rules first, then the best fit of all candidates."""
        plain = self._plainly(heard, page)
        if plain is not None:
            return plain
        if not among:
            return Unsure()
        meant = decide(heard, among, scores, dialect=self._heard_in(page, heard.dialect))
        return _without_entries(meant) if isinstance(meant, Unsure) else meant

    def is_whole(self, words: str, page: KeypadPage, among: Sequence[Candidate], dialect: str) -> bool:
        """Can words be acted on before the pause is over? They are sure, and nothing else begins with them.

        Never where something is typed, for digits go on; never a yes, before which she may still say "no"; and not in
        English, whose candidates have no sounds to compare.
        """
        if page.tongue is not Tongue.CHINESE or isinstance(page.prompt, EnterDigits | EnterText):
            return False
        meant = self.meaning(Heard(words, dialect=dialect), page, among, {})
        if not isinstance(meant, Sure | Wanted) or (isinstance(page.prompt, Confirm) and meant == Sure(True)):
            return False
        return not may_go_on(words, meant, among)

    def _plainly(self, heard: Heard, page: KeypadPage) -> Meaning | None:
        """What the words alone say for certain, or what they fit twice."""
        known = self._heard_in(page, heard.dialect)
        number = SaidNumber(heard.number, heard.number_likely) if heard.number else None
        plain = understand(heard.words, page.prompt, page.draft, page.tongue, dialect=known, number=number)
        if isinstance(page.prompt, Confirm) and plain == Sure(True) and is_faint_yes(heard):
            return None
        return None if isinstance(plain, Unsure) and not plain.guesses else plain

    def _heard_in(self, page: KeypadPage, dialect: str) -> Dialect | None:
        return self.dialect(dialect) if page.tongue is Tongue.CHINESE else None


def _without_entries(doubt: Unsure) -> Unsure:
    """What an entry would hold is no guess of the sound alone: 不 is like 五."""
    return Unsure(tuple(guess for guess in doubt.guesses if not isinstance(guess, Typed)))
