"""What may be said on every page is granted: back, home, louder, a person, the end."""

from collections.abc import Callable
from dataclasses import replace

from kiosk.modalities import keypad_words as keys
from kiosk.modalities import voice_words as own
from kiosk.modalities.keypad import PACES, VOLUMES, rung
from kiosk.modalities.keypad_page import KeypadPage
from kiosk.modalities.keypad_speech import KeypadSpeech
from kiosk.understanding.vocabulary import Wish
from kiosk.visit.modes import Mode, Modes, turned
from kiosk.visit.prompts import Work
from kiosk.visit.stage import Desk
from kiosk.visit.text import Text


class Wishes:
    """Grants them. Loop thread."""

    def __init__(
        self, desk: Desk, speech: KeypadSpeech, modes: Callable[[], Modes], ask_dialect: Callable[[], None]
    ) -> None:
        """`modes`: how she has it now; `ask_dialect` lets her choose what she speaks."""
        self._desk = desk
        self._speech = speech
        self._modes = modes
        self.ending = False
        """Was she asked whether she wants to leave? Whatever else she does takes that back."""
        self._grants: dict[Wish, Callable[[KeypadPage], None]] = {
            Wish.BACK: self._back,
            Wish.HOME: self._home,
            Wish.REPEAT: speech.repeat,
            Wish.READ: self._read,
            Wish.HELP: lambda page: speech.public(page, own.HELP),
            Wish.STAFF: self._staff,
            Wish.LOUDER: lambda _page: self._turn_volume(1),
            Wish.SOFTER: lambda _page: self._turn_volume(-1),
            Wish.SLOWER: lambda _page: self._turn_pace(-1),
            Wish.FASTER: lambda _page: self._turn_pace(1),
            Wish.QUIET: lambda _page: speech.stop(),
            Wish.SIZE: lambda _page: desk.set_modes(turned(self._modes(), Mode.SIZE)),
            Wish.PAUSE: self._pause,
            Wish.END: self._end,
            Wish.DIALECT: lambda _page: ask_dialect(),
        }

    def grant(self, page: KeypadPage, wish: Wish) -> None:
        """Do it, or say why not here."""
        self._grants[wish](page)

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
        elif self.ending:
            self._desk.end()
        else:
            self.ending = True
            self._speech.aside(own.END_NOW)

    def _turn_volume(self, step: int) -> None:
        now = self._modes()
        volume = rung(VOLUMES, now.volume, step)
        end: Text = keys.LOUDEST if step > 0 else keys.QUIETEST
        same = volume == now.volume
        self._desk.set_modes(replace(now, volume=volume))
        self._speech.aside(end if same else keys.volume(volume))

    def _turn_pace(self, step: int) -> None:
        now = self._modes()
        pace = rung(PACES, now.spoken_rate, step)
        moved, end = (keys.FASTER, keys.FASTEST) if step > 0 else (keys.SLOWER, keys.SLOWEST)
        same = pace == now.spoken_rate
        self._desk.set_modes(replace(now, spoken_rate=pace))
        self._speech.aside(end if same else moved)


def _held(page: KeypadPage) -> bool:
    return isinstance(page.prompt, Work) and page.prompt.held
