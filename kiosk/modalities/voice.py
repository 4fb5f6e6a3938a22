"""Operation by words: what recognition hears is held against the prompt, and answered to the desk.

Sound is not recognised here: `kiosk.modalities.ears` brings what was said and what it means (`VoiceModality.told`), a
transcript alone comes by `listen`. Speaking is `kiosk.voice.talker`.
"""

import asyncio
from collections.abc import Callable
from dataclasses import fields, replace
from functools import partial

from kiosk.modalities import keypad_words as keys
from kiosk.modalities import voice_words as own
from kiosk.modalities.keypad import KeypadModality
from kiosk.modalities.keypad_page import KeypadPage
from kiosk.modalities.voice_asides import MORE, MOST_CHOICES, Guess, guesses_of, is_it, which_dialect, which_of
from kiosk.modalities.voice_mind import Mind
from kiosk.modalities.voice_question import still_asked
from kiosk.modalities.voice_repair import Repair, takes_back
from kiosk.modalities.voice_trouble import Trouble
from kiosk.modalities.voice_wishes import Wishes
from kiosk.recognition.contract import Heard
from kiosk.understanding.meanings import Finished, Meaning, NotHere, Speaks, Sure, Typed, Unsure, Wanted
from kiosk.understanding.resolve import gives_leave
from kiosk.understanding.vocabulary import Wish
from kiosk.visit.modes import Modes, Tongue
from kiosk.visit.prompts import Confirm
from kiosk.visit.stage import Desk, Gone, IdleWarning, Notice, Scene
from kiosk.visit.text import NOTHING, text


class VoiceModality:
    """Holds a prompt by words; implements `kiosk.visit.stage.Modality`. Loop thread.

    It speaks with the keypad's voice, so that what may be heard aloud is judged once. While she answers by words, every
    page says what may be said to it. Join it after the keypad.
    """

    def __init__(
        self, desk: Desk, keypad: KeypadModality, listening: Callable[[bool], None], mind: Mind | None = None
    ) -> None:
        """`listening` is told when the ears open and close, for whoever shows it."""
        self._desk = desk
        self._keypad = keypad
        self._speech = keypad.speech
        self._listening = listening
        self.mind = mind or Mind()
        self._speech.reading_of = self.mind.reading
        self.modes = Modes()
        self.page: KeypadPage | None = None
        self.on_dialect: Callable[[str], bool] = lambda _dialect: True
        """Told the dialect that she chose; False: nothing here hears it as well as Mandarin."""
        self.on_gone: Callable[[], None] = lambda: None
        """Told when the visit is over."""
        self.on_words: Callable[[str], None] = lambda _words: None
        """Told what was recognised: for a demo that shows what was misheard. What it is told is personal."""
        self._arrivals: list[asyncio.Future[KeypadPage]] = []
        self._repair = Repair()
        self._asking = False
        self._always_by_words = False
        self._trouble = Trouble(self._speech)
        self._warned = False
        self._wishes = Wishes(desk, self._speech, lambda: self.modes, self.ask_dialect)

    # The ears.

    def open_ears(self) -> None:
        """From now on words count, and pages say what may be said."""
        self._always_by_words = True
        self.by_words()
        self._listening(True)

    def listens(self, open_: bool) -> None:
        """Somebody is listened to now, or no more."""
        self._listening(open_)

    def still_here(self) -> None:
        """She did something."""
        self._desk.active()

    def close_ears(self) -> None:
        """Nobody listens any more."""
        self._always_by_words = False
        self._speech.by_keys()
        self._listening(False)

    def by_words(self) -> None:
        """She answers by speaking: pages are opened in these words from now on."""
        self._speech.by_words(own.opening, own.MAY_I_SPEAK)

    def by_hand(self) -> None:
        """She went on with a key or a finger: what was asked by words alone is not asked any more."""
        self._wishes.ending = False

    async def addressed(self) -> KeypadPage:
        """Somebody wants to speak: speech is on; from the attract page this begins a visit. The page that stands then.

        A terminal that rests brings no page; the caller waits no longer than is good.
        """
        self.by_words()
        self._warned = False  # the key was the answer to that; what she says now is meant
        if self.page is not None and not self.modes.keypad:
            self._keypad.wake()
        return await self.somebody(self._keypad.wake)

    async def somebody(self, begin: Callable[[], None] | None = None) -> KeypadPage:
        """The page that stands; from the attract page this begins a visit, and waits for its first page."""
        if self.page is not None:
            self._desk.active()
            return self.page
        (begin or self._desk.begin)()
        arrival: asyncio.Future[KeypadPage] = asyncio.get_running_loop().create_future()
        self._arrivals.append(arrival)
        return await arrival

    # From the conversation.

    def show(self, scene: Scene, modes: Modes) -> None:
        """A new prompt, or the same one again; the keypad's voice says it."""
        page = self.page
        if page is None or page.scene.id != scene.id:
            page = self.page = KeypadPage(scene, elder=modes.elder, tongue=modes.tongue)
            self._wishes.ending = False
            self._arrived(page)
        else:
            page.change(scene, elder=modes.elder, tongue=modes.tongue)
        self.modes = modes

    def _arrived(self, page: KeypadPage) -> None:
        """Another page: what went wrong on the one before is over, unless this is what the house asked about it."""
        self._repair.shown(page)
        if not self._asking:
            self._trouble.arrived(page)
        arrivals, self._arrivals = self._arrivals, []
        for arrival in arrivals:
            if not arrival.done():
                arrival.set_result(page)

    def edit(self, scene_id: int, draft: str) -> None:
        """What has been typed so far, by whichever modality."""
        if self.page is not None and self.page.scene.id == scene_id:
            self.page.draft = draft
            self._repair.typed(draft)

    def focus(self, scene_id: int, item_id: str) -> None:
        """Words need no focus."""

    def notice(self, notice: Notice) -> None:
        """The keypad's voice says it."""

    def caption(self, words: str) -> None:
        """Our own words, come back."""

    def warn_idle(self, warning: IdleWarning) -> None:
        """The keypad's voice asks; any words are an answer."""
        self._warned = warning.seconds_left is not None

    def clear(self, gone: Gone) -> None:  # noqa: ARG002  resting or waiting, nobody is here
        """The visit is over: forget everything."""
        self.page, self.modes = None, Modes()
        self._warned = self._wishes.ending = False
        self._trouble = Trouble(self._speech)
        self._repair = Repair()
        if not self._always_by_words:
            self._speech.by_keys()
        self.on_gone()

    # From recognition.

    def unsure(self, scene_id: int, guesses: tuple[object, ...]) -> None:
        """Ask back, with what it could be. Before money, print or a door no guess is named: only a plain yes counts."""
        page = self.page
        if page is None or not self._stands(scene_id):
            return
        among = () if isinstance(page.prompt, Confirm) else guesses_of(page, guesses, self.mind.dialects)
        if among:
            self._ask_back(page, among)
        else:
            self._trouble.missed(page)

    def listen(self, scene_id: int | None, words: str) -> None:
        """A transcript, with no sound behind it, of what was said to a scene (None: nobody was here)."""
        page = self.page
        if page is None or page.scene.id != scene_id:
            self._late(scene_id)
        elif not self.modes.keypad:
            self._desk.active()
            self._keypad.wake()
        else:
            heard = Heard(words, dialect=self.modes.dialect)
            among = self.mind.candidates(page, self.modes.dialect)
            self.told(page.scene.id, words, self.mind.meaning(heard, page, among, {}))

    def takes(self, begun: Scene) -> KeypadPage | None:
        """The page that takes words which were begun at a scene; None: what was asked there is asked no more."""
        page = self.page
        return page if page is not None and still_asked(begun, page.scene) else None

    def late(self, words: str) -> None:
        """Words were recognised, but what they were begun at is asked no more."""
        self.on_words(words)
        if self.page is not None:
            self._ask_again(self.page)

    def told(self, scene_id: int, words: str, meaning: Meaning, *, cut: bool = False, was_heard: bool = False) -> None:
        """Words were recognised: do what they mean at a scene, if it still stands.

        `cut`: she spoke longer than is listened to; what is not understood then, was too long. `was_heard`: she had
        heard the page when she began, though it may not be said aloud now, for she has laid the handset down.
        """
        self.on_words(words)
        page = self.page
        if page is None or page.scene.id != scene_id:
            self._late(scene_id)
            return
        was_warned, was_ending = self._warned, self._wishes.ending
        self._desk.active()  # takes the warning away
        self._wishes.ending = False
        if was_warned:
            self._speech.focus(page, before=keys.GO_ON)  # who says "I am here" has not chosen anything yet
        elif self._speech.gated(page) and not was_heard and self._is_about_leave(words, page, meaning):
            self._ask_leave(words, page)
        elif takes_back(words, page) and self._repair.can_take_back(page):
            self._take_back(page)
        else:
            self._wishes.ending = was_ending and meaning == Wanted(Wish.END)  # whatever else she says is no yes to it
            if cut and isinstance(meaning, Unsure):
                self._speech.of_page(page, own.TOO_LONG, own.AGAIN)
            else:
                self._do(page, meaning)

    def silent(self, scene_id: int) -> None:
        """The microphone was open, and nobody said anything: a short word, then examples, then a person (A11Y-24)."""
        page = self.page
        if page is None or not self._stands(scene_id):
            return
        self._wishes.ending = False
        self._trouble.silent(page)

    def _late(self, scene_id: int | None) -> None:
        """What was said to a page that is gone means nothing to this one, and must never bring a visit to life."""
        if self.page is not None:
            self._ask_again(self.page)
        elif scene_id is None:
            self._keypad.wake()

    def _ask_again(self, page: KeypadPage) -> None:
        self._desk.active()
        self._desk.say(page.say(own.AGAIN))

    def _stands(self, scene_id: int) -> bool:
        return self.page is not None and self.page.scene.id == scene_id

    def _do(self, page: KeypadPage, meaning: Meaning) -> None:
        number = page.scene.id
        match meaning:
            case Wanted(wish):
                self._grant(page, wish)
            case Sure(value):
                self._repair.answered(page)
                self._desk.answer(number, value)
            case Typed(draft):
                self._repair.changed(page, self._retyper(number, page.draft), draft)
                self._desk.edit(number, draft)
                self._speech.of_page(page, *own.typed(page))
            case Finished():
                self._repair.answered(page)
                self._desk.answer(number, page.draft)
            case NotHere():
                self._speech.public(page, own.NOT_DONE_HERE)
            case Speaks(dialect):
                self.speak(dialect)
            case Unsure(guesses):
                self.unsure(number, guesses)

    def _grant(self, page: KeypadPage, wish: Wish) -> None:
        before = self.modes
        if wish in {Wish.HOME, Wish.BACK}:
            self._repair.answered(page)
        self._wishes.grant(page, wish)
        now = self.modes
        if now != before:
            # This alone: what a hand or a plug has changed until then (who may hear it!) stays as it is.
            theirs = {
                f.name: getattr(before, f.name)
                for f in fields(Modes)
                if getattr(before, f.name) != getattr(now, f.name)
            }
            self._repair.changed(page, lambda: self._desk.set_modes(replace(self.modes, **theirs)))

    # What went wrong.

    def _ask_back(self, page: KeypadPage, guesses: tuple[Guess, ...]) -> None:
        """One confirmation for what is unsure; of several the best three, as keys and in speech."""
        self._trouble.asks(page)
        self._asking = True
        if len(guesses) == 1:
            self._desk.ask_aside(is_it(page, guesses[0]), lambda yes: self._chosen(page, guesses[0] if yes else None))
        else:
            self._desk.ask_aside(which_of(page, guesses), lambda key: self._chosen(page, _nth(guesses, key)))
        self._asking = False

    def _chosen(self, page: KeypadPage, guess: Guess | None) -> None:
        if guess is not None:
            self._wishes.ending = guess.meaning == Wanted(Wish.END)  # she was asked whether that is what she wants
            self._do(page, guess.meaning)
        else:
            self._trouble.guessed_wrong()
            self._speech.preface(own.AGAIN)

    def _take_back(self, page: KeypadPage) -> None:
        """不是: what she was heard to say was not it."""
        undo = self._repair.undo()
        if undo is not None:
            undo()
            self._speech.of_page(page, own.SORRY, own.AGAIN)
            return
        self._speech.preface(own.SORRY, own.AGAIN)
        if page.scene.can_go_back:
            self._desk.back()
        else:
            self._desk.home()

    def _retyper(self, number: int, draft: str) -> Callable[[], None]:
        return lambda: self._desk.edit(number, draft)

    # Dialects.

    def ask_dialect(self, skip: int = 0) -> None:
        """Let her choose what she speaks; `skip` dialects were offered already."""
        page, known = self.page, self.mind.dialects
        if page is None or len(known) < 2:
            self._speech.aside(own.NOT_HERE)
            return
        self._trouble.asks(page)
        self._asking = True
        self._desk.ask_aside(which_dialect(known, self.modes.dialect, skip), partial(self._dialect_chosen, skip))
        self._asking = False

    def _dialect_chosen(self, skip: int, chosen: object | None) -> None:
        if chosen == MORE:
            self.ask_dialect(skip + MOST_CHOICES - 1)
        elif chosen is not None:
            self.speak(str(chosen))

    def speak(self, dialect: str) -> None:
        """From now on she is heard, and greeted, in this dialect."""
        known, page = self.mind.dialect(dialect), self.page
        if known is None or known.id != dialect or page is None:
            return
        heard_well = self.on_dialect(dialect)
        greeting = text("{greeting}", greeting=known.greeting) if known.greeting else NOTHING
        caution = NOTHING if heard_well else own.heard_as_mandarin(known.name)
        self._speech.preface(greeting, caution)
        self._desk.set_modes(replace(self.modes, dialect=dialect, tongue=Tongue.CHINESE))
        if self._stands(page.scene.id) and not self._asking:
            self._speech.open(page)

    # Personal pages.

    def _is_about_leave(self, words: str, page: KeypadPage, meaning: Meaning) -> bool:
        """The very words of a yes to what the page has just asked come first, whatever else they are near to."""
        return self._gives_leave(words, page) or not _may_be_said_unheard(meaning)

    def _gives_leave(self, words: str, page: KeypadPage) -> bool:
        return gives_leave(words, page.tongue, dialect=self.mind.dialect(self.modes.dialect))

    def _ask_leave(self, words: str, page: KeypadPage) -> None:
        if self._gives_leave(words, page) and self._speech.take_leave():
            self._speech.open(page)
        else:
            self._speech.ask_leave()


def _may_be_said_unheard(meaning: Meaning) -> bool:
    """Of a personal page that was not said yet nothing may be chosen; but it can be left, and help be asked for."""
    return isinstance(meaning, Speaks | NotHere) or (
        isinstance(meaning, Wanted) and meaning.wish not in {Wish.REPEAT, Wish.READ}
    )


def _nth(guesses: tuple[Guess, ...], key: object) -> Guess | None:
    return guesses[int(key)] if isinstance(key, str) and key.isdecimal() and int(key) < len(guesses) else None
