"""Operation by words: what recognition hears is held against the prompt, and answered to the desk.

Sound is not recognised here: words come in as text (`VoiceModality.listen`), or as values (`Hearing`). The voice issue
brings the ears; speaking is `kiosk.voice.talker`.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from kiosk.modalities import keypad_words as keys
from kiosk.modalities import voice_words as own
from kiosk.modalities.keypad import PACES, VOLUMES, KeypadModality, rung
from kiosk.modalities.keypad_page import KeypadPage
from kiosk.understanding.meanings import Finished, Meaning, NotHere, Speaks, Sure, Typed, Unsure, Wanted
from kiosk.understanding.resolve import gives_leave, understand
from kiosk.understanding.vocabulary import Wish
from kiosk.visit.modes import Mode, Modes, turned
from kiosk.visit.prompts import Confirm, Work
from kiosk.visit.stage import Desk, Gone, IdleWarning, Notice, Scene
from kiosk.visit.text import Text


class Hearing(Protocol):
    """What recognition tells the voice modality. All methods are called on the loop thread."""

    def partial(self, scene_id: int, words: str) -> None:
        """Words as they are being heard, for the caption only."""
        ...

    def heard(self, scene_id: int, value: object) -> None:
        """A sure answer to the prompt of a scene, of the type that the prompt asks for."""
        ...

    def unsure(self, scene_id: int, guesses: tuple[object, ...]) -> None:
        """Best guesses first, to be asked back; empty: something was said and not understood."""
        ...


class VoiceModality:
    """Holds a prompt by words; implements `Hearing` and `kiosk.visit.stage.Modality`. Loop thread.

    It speaks with the keypad's voice, so that what may be heard aloud is judged once. While its ears are open, every
    page says what may be said to it. Join it after the keypad.
    """

    def __init__(self, desk: Desk, keypad: KeypadModality, listening: Callable[[bool], None]) -> None:
        """`listening` is told when the ears open and close, for whoever shows it."""
        self._desk = desk
        self._keypad = keypad
        self._speech = keypad.speech
        self._listening = listening
        self._modes = Modes()
        self._page: KeypadPage | None = None
        self._warned = False
        self._ending = False
        self._wishes: dict[Wish, Callable[[KeypadPage], None]] = {
            Wish.BACK: self._back,
            Wish.HOME: self._home,
            Wish.REPEAT: self._speech.repeat,
            Wish.READ: self._read,
            Wish.HELP: lambda page: self._speech.public(page, own.HELP),
            Wish.STAFF: self._staff,
            Wish.LOUDER: lambda _page: self._turn_volume(1),
            Wish.SOFTER: lambda _page: self._turn_volume(-1),
            Wish.SLOWER: lambda _page: self._turn_pace(-1),
            Wish.FASTER: lambda _page: self._turn_pace(1),
            Wish.SIZE: lambda _page: self._desk.set_modes(turned(self._modes, Mode.SIZE)),
            Wish.PAUSE: self._pause,
            Wish.END: self._end,
            Wish.DIALECT: lambda _page: self._speech.aside(own.NOT_HERE),
        }

    # The ears.

    def open_ears(self) -> None:
        """From now on words count, and pages say what may be said."""
        self._speech.by_words(own.opening, own.MAY_I_SPEAK)
        self._listening(True)

    def close_ears(self) -> None:
        """Nobody listens any more."""
        self._speech.by_keys()
        self._listening(False)

    # From the conversation.

    def show(self, scene: Scene, modes: Modes) -> None:
        """A new prompt, or the same one again; the keypad's voice says it."""
        page = self._page
        if page is None or page.scene.id != scene.id:
            self._page = KeypadPage(scene, elder=modes.elder, tongue=modes.tongue)
            self._ending = False
        else:
            page.change(scene, elder=modes.elder, tongue=modes.tongue)
        self._modes = modes

    def edit(self, scene_id: int, draft: str) -> None:
        """What has been typed so far, by whichever modality."""
        if self._page is not None and self._page.scene.id == scene_id:
            self._page.draft = draft

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
        self._page, self._modes = None, Modes()
        self._warned = self._ending = False

    # From recognition.

    def partial(self, scene_id: int, words: str) -> None:
        """Caption what is being heard; digits that are hidden when typed are hidden when said."""
        if self._page is not None and self._stands(scene_id) and not self._page.hidden:
            self._desk.say(words)

    def heard(self, scene_id: int, value: object) -> None:
        """Answer the prompt."""
        if self._stands(scene_id):
            self._desk.answer(scene_id, value)

    def unsure(self, scene_id: int, guesses: tuple[object, ...]) -> None:
        """Ask back, with what was offered. Before money, print or a door no guess is named: only a plain yes counts."""
        page = self._page
        if page is None or not self._stands(scene_id):
            return
        among = () if isinstance(page.prompt, Confirm) else guesses
        self._speech.of_page(page, own.WHICH if among else own.NOT_UNDERSTOOD, *own.offer(page, among))

    def listen(self, scene_id: int | None, words: str) -> None:
        """Words were recognised: do what they mean at the scene where speech began, if it still stands.

        None: speech began with nobody here; it begins a visit.
        """
        page = self._page
        if page is None or page.scene.id != scene_id:
            self._late(scene_id)
            return
        was_warned, was_ending = self._warned, self._ending
        self._desk.active()  # takes the warning away
        self._ending = False
        if not self._modes.keypad:
            self._keypad.wake()
        elif was_warned:
            self._speech.focus(page, before=keys.GO_ON)  # who says "I am here" has not chosen anything yet
        elif self._speech.gated(page) and not self._may_be_said_unheard(words, page):
            self._ask_leave(words, page)
        else:
            self._ending = was_ending
            self._do(page, understand(words, page.prompt, page.draft, page.tongue))

    def _late(self, scene_id: int | None) -> None:
        """What was said to a page that is gone means nothing to this one, and must never bring a visit to life."""
        if self._page is not None:
            self._desk.active()
            self._desk.say(self._page.say(own.AGAIN))
        elif scene_id is None:
            self._keypad.wake()

    def _stands(self, scene_id: int) -> bool:
        return self._page is not None and self._page.scene.id == scene_id

    def _do(self, page: KeypadPage, meaning: Meaning) -> None:
        number = page.scene.id
        match meaning:
            case Wanted(wish):
                self._wishes[wish](page)
            case Sure(value):
                self._desk.answer(number, value)
            case Typed(draft):
                self._desk.edit(number, draft)
                self._speech.of_page(page, *own.typed(page))
            case Finished():
                self._desk.answer(number, page.draft)
            case Unsure(guesses):
                self.unsure(number, guesses)
            case NotHere() | Speaks():
                self.unsure(number, ())

    # Personal pages.

    def _may_be_said_unheard(self, words: str, page: KeypadPage) -> bool:
        """Of a personal page that was not said yet nothing may be chosen; but it can be left, and help be asked for."""
        meaning = understand(words, page.prompt, page.draft, page.tongue)
        return isinstance(meaning, Wanted) and meaning.wish not in {Wish.REPEAT, Wish.READ}

    def _ask_leave(self, words: str, page: KeypadPage) -> None:
        if gives_leave(words, page.tongue) and self._speech.take_leave():
            self._speech.open(page)
        else:
            self._speech.ask_leave()

    # What may be said on every page.

    def _back(self, page: KeypadPage) -> None:
        if _held(page):
            self._speech.aside(keys.HELD)
        elif page.scene.can_go_back:
            self._desk.back()
        else:
            self._speech.aside(keys.NO_WAY_BACK)

    def _home(self, page: KeypadPage) -> None:
        if _held(page):
            self._speech.aside(keys.HELD)
        elif page.scene.can_go_home:
            self._desk.home()
        else:
            self._speech.aside(keys.AT_HOME)

    def _read(self, page: KeypadPage) -> None:
        self._speech.of_page(page, page.reading())

    def _staff(self, _page: KeypadPage) -> None:
        self._speech.aside(keys.CALLING_STAFF)
        self._desk.call_staff()

    def _pause(self, page: KeypadPage) -> None:
        if page.scene.can_pause:
            self._desk.pause()
        else:
            self._speech.aside(own.NOT_HERE)

    def _end(self, page: KeypadPage) -> None:
        """Leaving is asked back once: everything is wiped after it."""
        if _held(page):
            self._speech.aside(keys.HELD)
        elif self._ending:
            self._desk.end()
        else:
            self._ending = True
            self._speech.aside(own.END_NOW)

    def _turn_volume(self, step: int) -> None:
        volume = rung(VOLUMES, self._modes.volume, step)
        end: Text = keys.LOUDEST if step > 0 else keys.QUIETEST
        same = volume == self._modes.volume
        self._desk.set_modes(replace(self._modes, volume=volume))
        self._speech.aside(end if same else keys.volume(volume))

    def _turn_pace(self, step: int) -> None:
        pace = rung(PACES, self._modes.spoken_rate, step)
        moved, end = (keys.FASTER, keys.FASTEST) if step > 0 else (keys.SLOWER, keys.SLOWEST)
        same = pace == self._modes.spoken_rate
        self._desk.set_modes(replace(self._modes, spoken_rate=pace))
        self._speech.aside(end if same else moved)


def _held(page: KeypadPage) -> bool:
    return isinstance(page.prompt, Work) and page.prompt.held
