"""The lights beside the slots: the one where something is to be done now blinks, all others are dark.

They only help to find the place: each page says it in words as well, for eyes and for ears. The one beside the camera
says something else, and does not blink: it burns exactly while the camera looks.
"""

import asyncio
import contextlib

from hardware.lights.contract import FlashRate, Light, Lights
from kiosk.visit.modes import Modes
from kiosk.visit.prompts import Act, AnyPrompt, Present
from kiosk.visit.stage import Gone, IdleWarning, Notice, Scene

_PLACES = {
    "id_card_reader": Light.CARD_READER,
    "card_reader": Light.CARD_READER_2,
    "code_scanner": Light.SCANNER,
    "payment_terminal": Light.PIN_PAD,
    "receipt_printer": Light.RECEIPT_PRINTER,
    "document_printer": Light.DOCUMENT_PRINTER,
}


class SlotLights:
    """A modality that says nothing and takes no answer. Loop thread."""

    def __init__(self, loop: asyncio.AbstractEventLoop, lights: Lights) -> None:
        self._loop = loop
        self._lights = lights
        self._places: frozenset[Light] = frozenset()
        self._watched = False
        self._burning: frozenset[Light] = frozenset()
        self._task: asyncio.Task[None] | None = None

    def show(self, scene: Scene, _modes: Modes) -> None:
        """Light the places of this prompt."""
        self._light(frozenset(_PLACES[place] for place in _places(scene.prompt) if place in _PLACES))

    def clear(self, _gone: Gone) -> None:
        """Nobody is here."""
        self._light(frozenset())

    def watching(self, looks: bool) -> None:
        """The camera began or ended to look; from any thread."""
        with contextlib.suppress(RuntimeError):  # the loop has ended before the camera
            self._loop.call_soon_threadsafe(self._watch, looks)

    def edit(self, scene_id: int, draft: str) -> None:
        """Nothing to light."""

    def focus(self, scene_id: int, item_id: str) -> None:
        """Nothing to light."""

    def notice(self, notice: Notice) -> None:
        """Nothing to light."""

    def caption(self, words: str) -> None:
        """Nothing to light."""

    def warn_idle(self, warning: IdleWarning) -> None:
        """Nothing to light."""

    async def close(self) -> None:
        """Put out what burns."""
        self._watched = False
        self._light(frozenset())
        if self._task is not None:
            await asyncio.gather(self._task, return_exceptions=True)

    def _light(self, places: frozenset[Light]) -> None:
        self._places = places
        self._burn()

    def _watch(self, looks: bool) -> None:
        self._watched = looks
        self._burn()

    @property
    def _wanted(self) -> frozenset[Light]:
        return self._places | {Light.CAMERA} if self._watched else self._places

    def _burn(self) -> None:
        if self._wanted != self._burning and (self._task is None or self._task.done()):
            self._task = self._loop.create_task(self._follow(), name="slot lights")

    async def _follow(self) -> None:
        """Make the lights as they are wanted; what changes meanwhile is followed too."""
        while self._burning != self._wanted:
            wanted = self._wanted
            for light in self._burning - wanted:
                await self._lights.show(light, FlashRate.OFF)
            for light in wanted - self._burning:
                await self._lights.show(light, FlashRate.CONTINUOUS if light is Light.CAMERA else FlashRate.MEDIUM)
            self._burning = wanted


def _places(prompt: AnyPrompt) -> tuple[str, ...]:
    if isinstance(prompt, Present):
        return tuple(way.place for way in prompt.ways if not way.resting)
    return (prompt.place,) if isinstance(prompt, Act) else ()
