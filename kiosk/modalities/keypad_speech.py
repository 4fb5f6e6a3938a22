"""What is said of a page, when, and to whom: the speaking half of the keypad modality. Loop thread only."""

import asyncio
from collections.abc import Callable
from functools import partial

from kiosk.modalities import keypad_words as own
from kiosk.modalities.keypad_page import KeypadPage, tells_somebody
from kiosk.visit.items import ItemKind
from kiosk.visit.modes import Modes, Tongue
from kiosk.visit.prompts import Pay, Present, Work
from kiosk.visit.stage import Notice
from kiosk.visit.text import NOTHING, Text, in_a_row
from kiosk.visit.translation import said
from kiosk.voice.contract import Reading
from kiosk.voice.talker import Talker, Utterance

PATIENCE_S = 8.0
_FIXED = frozenset({ItemKind.TYPE, ItemKind.ERASE, ItemKind.SUBMIT})


class KeypadSpeech:
    """Says pages. Personal words go into headphones only, or aloud after an explicit yes (A11Y-13)."""

    def __init__(self, loop: asyncio.AbstractEventLoop, talker: Talker) -> None:
        self._loop = loop
        self._talker = talker
        self._headphones = False
        self._curtain = False
        self._tongue = Tongue.CHINESE
        self._allowed_aloud = False
        self._asked = False
        self._welcomed = False
        self._patience: asyncio.TimerHandle | None = None
        self.reading_of: Callable[[str], Reading] = lambda _dialect: Reading.MANDARIN
        """Which of our voices answers a dialect."""
        self._listening = False
        self._withheld: Callable[[], None] | None = None
        self._withheld_notices: list[Utterance] = []
        self._preface: tuple[Text, ...] = ()
        self._opening: Callable[[KeypadPage], str] = KeypadPage.opening
        self._may_i_speak = own.MAY_I_SPEAK

    def by_words(self, opening: Callable[[KeypadPage], str], may_i_speak: Text) -> None:
        """Pages are opened in these words from now on: somebody answers by speaking."""
        self._opening, self._may_i_speak = opening, may_i_speak

    def by_keys(self) -> None:
        """Pages are opened for whoever answers by keys."""
        self._opening, self._may_i_speak = KeypadPage.opening, own.MAY_I_SPEAK

    def take_modes(self, modes: Modes) -> None:
        """Speak as this resident wants it."""
        self._headphones = modes.headphones
        self._curtain = modes.curtain
        self._tongue = modes.tongue
        self._talker.pace = modes.spoken_rate
        self._talker.reading = self.reading_of(modes.dialect)
        self._talker.set_volume(modes.volume)
        self._know_who_listens()

    def stop(self) -> None:
        """Silence: something else is going on now."""
        self._talker.stop()
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None

    def listen(self) -> None:
        """Somebody is about to speak: silence, and nothing is said until `go_on`."""
        self.stop()
        self._listening, self._withheld = True, None

    def go_on(self, *, unheard: bool) -> None:
        """She has spoken. `unheard`: nothing came of it, so what would have been said meanwhile is said now.

        A notice that came meanwhile is said in any case.
        """
        withheld, self._withheld, self._listening = self._withheld, None, False
        notices, self._withheld_notices = self._withheld_notices, []
        if unheard and withheld is not None:
            withheld()
        for notice in notices:
            self._add(notice)

    def meanwhile(self, words: Text) -> None:
        """Say something of our own between her last sound and the answer; what is withheld is so still."""
        self._talker.say(self._own(words), memorable=False)

    def preface(self, *words: Text) -> None:
        """Say this before the page that is opened next."""
        self._preface = words

    def _say(self, *utterances: Utterance, memorable: bool = True) -> None:
        if self._listening:
            self._withheld = partial(self._talker.say, *utterances, memorable=memorable)
        else:
            self._talker.say(*utterances, memorable=memorable)

    def _add(self, utterance: Utterance) -> None:
        if self._listening:
            stale = utterance.passing
            kept = [u for u in self._withheld_notices if not (stale and u.passing)]
            self._withheld_notices = [*kept, utterance]
        elif utterance.passing:
            self._talker.add_newest(utterance)
        else:
            self._talker.add(utterance)

    def forget(self) -> None:
        """The visit is over."""
        self.stop()
        self._listening, self._withheld, self._preface = False, None, ()
        self._withheld_notices.clear()
        self._talker.forget()
        self._headphones = self._allowed_aloud = self._asked = self._welcomed = False
        self._know_who_listens()

    # Who may hear it.

    def gated(self, page: KeypadPage) -> bool:
        """Must she be asked before this page may be said?"""
        return page.private and not self._talker.private

    def ask_leave(self) -> None:
        """Ask whether personal words may be said aloud; an OK counts once the question is being heard."""
        self._asked = False
        self._say(self._own(self._may_i_speak))

    def heard(self, words: str) -> None:
        """Notice when the question itself is heard; told by the caption."""
        if any(said(asked, self._tongue) in words for asked in (own.CONSENT_ASKED, own.CONSENT_ASKED_BY_WORDS)):
            self._asked = True

    def take_leave(self) -> bool:
        """She pressed OK: was she asked?"""
        if self._asked:
            self._allowed_aloud = True
            self._know_who_listens()
        return self._asked

    def jack_moved(self) -> None:
        """In or out: what was allowed before was allowed in another situation."""
        self._allowed_aloud = self._headphones = False
        self._know_who_listens()

    def _know_who_listens(self) -> None:
        self._talker.private = self._headphones or self._allowed_aloud

    # What is said.

    def open(self, page: KeypadPage, before: Text = NOTHING) -> None:
        """Say what this page is: at the first time, also how to repeat, how to change the volume, how to stop."""
        first = self._own(NOTHING if self._welcomed else own.WELCOME, *self._preface, before)
        self._welcomed, self._preface = True, ()
        if self.gated(page):
            self._asked = False
            self._say(first, self._own(self._may_i_speak))
        else:
            self._say(first, self._opened(page))
        if isinstance(page.prompt, Work):
            self._wait_patiently(page)

    def focus(self, page: KeypadPage, before: Text = NOTHING) -> None:
        """Say the item that has the focus."""
        item = page.focused
        if self.gated(page):
            self._say(self._own(before), self._own(self._may_i_speak))
        elif item is None:
            self._say(self._own(before), self._opened(page))
        else:
            fixed = item.kind in _FIXED and not page.private
            words = page.say(*own.item(item), page.edge())
            self._say(self._own(before), Utterance(words, page.private, fixed, page.tongue))

    def of_page(self, page: KeypadPage, *words: Text | str) -> None:
        """Say something that belongs to a page, and is as personal as it."""
        self._say(self._of(page, *words))

    def aside(self, words: Text) -> None:
        """Say something of our own; `repeat` still repeats what was said before it."""
        self._say(self._own(words), memorable=False)

    def public(self, page: KeypadPage, *words: Text | str) -> None:
        """Say something about a page that everybody may hear."""
        self._say(Utterance(page.say(*words), tongue=page.tongue))

    def notice(self, page: KeypadPage, notice: Notice) -> None:
        """Say a sentence about the page; one that matters at once cuts in.

        Guidance before a mirror goes stale, and so does how it stands with a payment.
        """
        personal = page.private and tells_somebody(notice.text)
        follows = isinstance(page.prompt, Pay) or (isinstance(page.prompt, Present) and page.prompt.mirror)
        passing = follows and not notice.attention
        utterance = Utterance(notice.text.spoken(), personal, passing=passing, tongue=notice.text.tongue)
        if passing and isinstance(page.prompt, Pay):
            page.news = notice.text
        if notice.attention and not self._listening:
            self._say(utterance)
        else:
            self._add(utterance)

    def read_page(self, page: KeypadPage) -> None:
        """Say the whole page; of a personal one first ask, the second time is the yes."""
        if self.gated(page):
            if not self._asked:
                self._asked = True
                self._say(self._own(own.MAY_I_SPEAK_TOUCH))
                return
            self.take_leave()
        self._say(self._of(page, page.reading()))

    def repeat(self, page: KeypadPage) -> None:
        """Say the last thing again, or else the page; of a payment the news, and how much time is left by now."""
        if isinstance(page.prompt, Pay) and page.focused is None:
            self._say(self._opened(page, page.news))
        elif self._talker.can_repeat:
            self._talker.repeat()
        else:
            self.open(page)

    def _opened(self, page: KeypadPage, news: Text = NOTHING) -> Utterance:
        """The page as it is opened; who sits behind a curtain hears that it is lifted for her telephone."""
        lit = own.SCREEN_LIT if self._curtain and page.photographed else NOTHING
        return self._of(page, news, lit, self._opening(page))

    def _of(self, page: KeypadPage, *words: Text | str) -> Utterance:
        return Utterance(page.say(*words), personal=page.private, tongue=page.tongue)

    def _own(self, *words: Text) -> Utterance:
        return Utterance(in_a_row((said(w, self._tongue) for w in words), self._tongue), keep=True, tongue=self._tongue)

    def _wait_patiently(self, page: KeypadPage) -> None:
        self._patience = self._loop.call_later(PATIENCE_S, self._still_working, page)

    def _still_working(self, page: KeypadPage) -> None:
        if not self._talker.speaking:
            self.aside(own.STILL_WORKING)
        self._wait_patiently(page)
