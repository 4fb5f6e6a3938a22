"""Operation by tactile keys and speech alone: every prompt, with the screen dark."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Protocol, TypeVar

from hardware.keypad.contract import Key
from kiosk.modalities import keypad_words as own
from kiosk.modalities.keypad_inbox import KeypadInbox
from kiosk.modalities.keypad_page import KeypadPage
from kiosk.modalities.keypad_speech import KeypadSpeech
from kiosk.visit.items import Item, ItemKind
from kiosk.visit.modes import Modes
from kiosk.visit.prompts import Work
from kiosk.visit.stage import Desk, Gone, IdleWarning, Notice, Scene
from kiosk.visit.text import NOTHING
from kiosk.voice.talker import Talker

T = TypeVar("T", int, float)

PACES = (0.5, 0.75, 1.0, 1.25, 1.5, 1.75, 2.0)
VOLUMES = tuple(range(10, 101, 10))
HELP_AGAIN_S = 10.0
SOON_OVER_S = 10
_OF_THE_PAGE = frozenset({Key.UP, Key.DOWN, Key.LEFT, Key.RIGHT, Key.OK, Key.REPEAT})


class TalkKey(Protocol):
    """Who listens when the key to speak is pressed. Loop thread."""

    def press(self) -> None:
        """The key, or a button on the screen, went down."""
        ...

    def release(self) -> None:
        """It was let go."""
        ...

    def break_off(self) -> None:
        """She presses something else: what she was saying is not wanted any more."""
        ...

    def move_plug(self) -> None:
        """A plug moved: what she is saying is broken off, what she has said already counts."""
        ...


class KeypadModality:
    """Holds a prompt by keys and speech. Methods are called on the loop thread, but `press`.

    `modes.keypad` means that speech is on. Each key silences what is being said before it does anything else.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, desk: Desk, talker: Talker) -> None:
        self._loop = loop
        self._desk = desk
        self._talker = talker
        self._speech = KeypadSpeech(loop, talker)
        self._inbox = KeypadInbox(loop, self._act)
        self._modes = Modes()
        self._page: KeypadPage | None = None
        self._gone = Gone.WAITING
        self._plugged = False
        self._warned = False
        self._soon_over = False
        self._helped_at = -HELP_AGAIN_S
        self._last_key = Key.OK
        self.talk_key: TalkKey | None = None
        self._acts: dict[Key, Callable[[KeypadPage], None]] = {
            Key.UP: lambda page: self._move(page, -1),
            Key.DOWN: lambda page: self._move(page, 1),
            Key.LEFT: self._left,
            Key.RIGHT: self._right,
            Key.OK: self._ok,
            Key.BACK: self._back,
            Key.HOME: self._home,
            Key.HELP: self._help,
            Key.REPEAT: self._speech.repeat,
            Key.VOLUME_UP: lambda _page: self._turn_volume(1),
            Key.VOLUME_DOWN: lambda _page: self._turn_volume(-1),
        }

    @property
    def speech(self) -> KeypadSpeech:
        """The voice of this terminal, for whoever else has something to say."""
        return self._speech

    def wake(self) -> None:
        """Somebody wants speech on: from the attract page this begins a visit. Loop thread."""
        if self._page is None:
            self._begin()
        else:
            self._desk.set_modes(self._by_keys())

    # From the conversation.

    def show(self, scene: Scene, modes: Modes) -> None:
        """A new prompt, or the same one in other modes or words."""
        page = self._page
        new = page is None or page.scene.id != scene.id
        turned_on, turned_off = modes.keypad and not self._modes.keypad, self._modes.keypad and not modes.keypad
        new_tongue = modes.tongue is not self._modes.tongue
        self._modes = modes
        self._speech.take_modes(modes)
        if page is None or new:
            page = self._page = KeypadPage(scene, elder=modes.elder, tongue=modes.tongue, now=self._loop.time)
        else:
            page.change(scene, elder=modes.elder, tongue=modes.tongue)
        if new or turned_off or new_tongue:
            self._speech.stop()
        if modes.keypad and (new or turned_on or new_tongue):
            self._speech.open(page)
        if turned_off or (modes.keypad and (new or turned_on)):
            self._report_focus(page)

    def edit(self, scene_id: int, draft: str) -> None:
        """What has been typed so far, by whichever modality."""
        if self._page is not None and self._page.scene.id == scene_id:
            self._page.draft = draft

    def focus(self, scene_id: int, item_id: str) -> None:
        """Our own focus, come back."""

    def notice(self, notice: Notice) -> None:
        """Say a sentence about the present scene, if speech is on."""
        if self._page is not None and self._modes.keypad:
            self._speech.notice(self._page, notice)

    def caption(self, words: str) -> None:
        """Our own caption, come back: this is being heard now."""
        self._speech.heard(words)

    def warn_idle(self, warning: IdleWarning) -> None:
        """Ask aloud, in every mode, whether somebody is still here: at first, and once more near the end."""
        left = warning.seconds_left
        if left is None:
            self._warned = self._soon_over = False
        elif not self._warned:
            self._warned, self._soon_over = True, False
            self._speech.aside(own.STILL_THERE if self._modes.keypad else own.STILL_THERE_TOUCH)
        elif left <= SOON_OVER_S and not self._soon_over:
            self._soon_over = True
            self._speech.aside(own.SOON_OVER if self._modes.keypad else own.STILL_THERE_TOUCH)

    def clear(self, gone: Gone) -> None:
        """The visit is over: forget everything but whether a plug is in the jack."""
        self._page, self._gone, self._modes = None, gone, Modes()
        self._warned = self._soon_over = False
        self._helped_at = -HELP_AGAIN_S
        self._last_key = Key.OK
        self._speech.forget()
        self._speech.take_modes(self._modes)

    # From the touch page.

    def repeat(self) -> None:
        """Say the present page once, also when keypad mode is off (the button 再说一遍)."""
        if self._page is not None:
            self._speech.read_page(self._page)

    # From the keypad.

    def press(self, key: Key) -> None:
        """A key was pressed: silence first, then act on the loop. From any thread (the keypad's listener)."""
        if key is not Key.TALK_UP:
            self._talker.hush()
        self._inbox.put(key)

    def _act(self, key: Key) -> None:
        if key in {Key.TALK, Key.TALK_UP}:
            self.talk(down=key is Key.TALK)
            return
        if key in {Key.JACK_IN, Key.JACK_OUT}:
            self._move_plug(plugged=key is Key.JACK_IN)
            return
        if self.talk_key is not None:
            self.talk_key.break_off()
        self._talker.stop()
        if self._page is None:
            self._begin()
        else:
            self._act_on(self._page, key)

    def talk(self, *, down: bool) -> None:
        """The key to speak, of the pad or on the screen, went down or was let go. Loop thread."""
        if not down:
            if self.talk_key is not None:
                self.talk_key.release()
            return
        self._talker.stop()
        if self.talk_key is not None:
            self.talk_key.press()
        elif self._page is None:
            self._begin()
        else:
            self._desk.active()
            self._speech.aside(own.NO_EARS)

    def _act_on(self, page: KeypadPage, key: Key) -> None:
        was_warned = self._warned
        self._desk.active()
        if self.talk_key is not None:
            self._speech.by_keys()  # who speaks again is answered for words again
        if not self._modes.keypad:
            self._desk.set_modes(self._by_keys())
        elif was_warned:
            # Whoever says "I am here" has not chosen anything yet.
            self._speech.focus(page, before=own.GO_ON)
        elif self._speech.gated(page) and key in _OF_THE_PAGE:
            self._answer_gate(page, key)
        else:
            self._acts[key](page)
        self._last_key = key

    def _begin(self) -> None:
        if self._gone is Gone.RESTING:
            self._speech.aside(own.RESTING_TERMINAL)
            return
        self._desk.begin()
        self._desk.set_modes(self._by_keys())

    def _by_keys(self) -> Modes:
        """Speech on. With headphones in, what she hears is hers alone, so the public screen goes dark as well."""
        return replace(self._modes, keypad=True, headphones=self._plugged, curtain=self._plugged)

    def _answer_gate(self, page: KeypadPage, key: Key) -> None:
        if key is Key.OK and self._speech.take_leave():
            self._speech.open(page)
            self._report_focus(page)
        else:
            self._speech.ask_leave()

    def _move_plug(self, *, plugged: bool) -> None:
        """Headphones in: speech begins. Out: it stops, and what was private is private again."""
        if self.talk_key is not None:
            self.talk_key.move_plug()
        self._talker.stop()
        self._plugged = plugged
        self._speech.jack_moved()
        page, was_on = self._page, self._modes.keypad
        if page is None:
            if plugged:
                self._begin()
            return
        self._desk.active()
        self._desk.set_modes(self._by_keys() if plugged else replace(self._modes, headphones=False, curtain=False))
        if plugged and was_on:
            self._speech.open(page, before=own.HEADPHONES_IN)
            self._report_focus(page)

    def _report_focus(self, page: KeypadPage) -> None:
        """Show where the focus stands: soon and not now, for other modalities may be shown this scene after us."""
        reachable = self._modes.keypad and not self._speech.gated(page)
        focused = page.focused if reachable else None
        self._loop.call_soon(self._desk.focus, page.scene.id, focused.id if focused else "")

    # What the keys do.

    def _move(self, page: KeypadPage, step: int) -> None:
        page.move(step)
        self._report_focus(page)
        self._speech.focus(page)

    def _ok(self, page: KeypadPage) -> None:
        focused = page.focused
        if focused is None:
            self._speech.of_page(page, own.CHOOSE_FIRST if page.items else NOTHING, page.opening())
        elif focused.resting:
            self._speech.of_page(page, *own.resting(focused))
        else:
            self._do(page, focused)

    def _do(self, page: KeypadPage, item: Item) -> None:
        match item.kind:
            case ItemKind.READ:
                self._speech.focus(page)
            case ItemKind.ANSWER:
                self._desk.answer(page.scene.id, item.value)
            case ItemKind.SUBMIT:
                self._desk.answer(page.scene.id, page.draft)
            case ItemKind.TYPE:
                self._type(page, str(item.value))
            case ItemKind.ERASE:
                self._erase(page)

    def _type(self, page: KeypadPage, character: str) -> None:
        if page.full:
            self._speech.aside(own.FULL)
            return
        self._desk.edit(page.scene.id, page.draft + character)
        self._speech.of_page(page, own.typed(character, len(page.draft), hidden=page.hidden))

    def _erase(self, page: KeypadPage) -> None:
        gone = page.draft[-1:]
        if not gone:
            self._speech.aside(own.NOTHING_TYPED)
            return
        self._desk.edit(page.scene.id, page.draft[:-1])
        self._speech.of_page(page, *own.erased(gone, len(page.draft), hidden=page.hidden))

    def _left(self, page: KeypadPage) -> None:
        if page.typing:
            self._erase(page)
        else:
            self._turn_pace(-1)

    def _right(self, page: KeypadPage) -> None:
        if page.typing:
            self._speech.of_page(page, own.draft(page.draft, hidden=page.hidden))
        else:
            self._turn_pace(1)

    def _turn_pace(self, step: int) -> None:
        before, pace = self._modes.spoken_rate, rung(PACES, self._modes.spoken_rate, step)
        self._desk.set_modes(replace(self._modes, spoken_rate=pace))
        moved, end = (own.FASTER, own.FASTEST) if step > 0 else (own.SLOWER, own.SLOWEST)
        self._speech.aside(end if pace == before else moved)

    def _turn_volume(self, step: int) -> None:
        before, volume = self._modes.volume, rung(VOLUMES, self._modes.volume, step)
        self._desk.set_modes(replace(self._modes, volume=volume))
        end = own.LOUDEST if step > 0 else own.QUIETEST
        self._speech.aside(end if volume == before else own.volume(volume))

    def _back(self, page: KeypadPage) -> None:
        if _held(page):
            self._speech.aside(own.HELD)
        elif page.scene.can_go_back:
            self._desk.back()
        else:
            self._speech.aside(own.NO_WAY_BACK)

    def _home(self, page: KeypadPage) -> None:
        if _held(page):
            self._speech.aside(own.HELD)
        elif page.scene.can_pause and self._last_key is Key.HELP:
            self._desk.pause()
        elif page.scene.can_go_home:
            self._desk.home()
        else:
            self._speech.aside(own.AT_HOME)

    def _help(self, page: KeypadPage) -> None:
        now = self._loop.time()
        if now - self._helped_at < HELP_AGAIN_S:
            self._helped_at = -HELP_AGAIN_S
            self._speech.aside(own.CALLING_STAFF)
            self._desk.call_staff()
            return
        self._helped_at = now
        stop = (own.PAUSE,) if page.scene.can_pause else ()
        keys = (own.HELP_AGAIN, *stop, own.KEYS_TYPING if page.typing else own.KEYS)
        title = page.scene.title.spoken()
        if self._speech.gated(page):
            self._speech.public(page, *own.where(title, ""), *keys)
        else:
            self._speech.of_page(page, *own.where(title, page.prompt.headline.spoken()), *keys)


def _held(page: KeypadPage) -> bool:
    return isinstance(page.prompt, Work) and page.prompt.held


def rung(ladder: tuple[T, ...], now: T, step: int) -> T:
    """The next rung of a ladder, up or down; where it ends, stay."""
    rungs = [rung for rung in ladder if (rung > now if step > 0 else rung < now)]
    return (rungs[0] if step > 0 else rungs[-1]) if rungs else now
