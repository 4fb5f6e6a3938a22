"""Operation by tactile keys and speech alone: every prompt, with the screen dark."""

import asyncio

from hardware.keypad.contract import Key
from kiosk.visit.modes import Modes
from kiosk.visit.stage import Desk, Gone, IdleWarning, Notice, Scene
from kiosk.voice.talker import Talker


class KeypadModality:
    """Holds a prompt by keys and speech. Methods are called on the loop thread, but `press`."""

    def __init__(self, loop: asyncio.AbstractEventLoop, desk: Desk, talker: Talker) -> None:
        self._loop = loop
        self._desk = desk
        self._talker = talker

    def press(self, key: Key) -> None:
        """A key was pressed: silence first, then act on the loop. From any thread (the keypad's listener)."""
        raise NotImplementedError

    def repeat(self) -> None:
        """Say the present page once, also when keypad mode is off (the 再说一遍 button)."""
        raise NotImplementedError

    def show(self, scene: Scene, modes: Modes) -> None:
        """A new prompt, or the same one in other modes."""
        raise NotImplementedError

    def edit(self, scene_id: int, draft: str) -> None:
        """What has been typed so far."""
        raise NotImplementedError

    def focus(self, scene_id: int, item_id: str) -> None:
        """Our own focus, come back."""
        raise NotImplementedError

    def notice(self, notice: Notice) -> None:
        """A sentence about the present scene."""
        raise NotImplementedError

    def caption(self, words: str) -> None:
        """Our own caption, come back."""
        raise NotImplementedError

    def warn_idle(self, warning: IdleWarning) -> None:
        """Ask whether somebody is still here."""
        raise NotImplementedError

    def clear(self, gone: Gone) -> None:
        """The visit is over."""
        raise NotImplementedError
