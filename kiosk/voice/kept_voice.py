"""The voice with its fixed sentences made ahead: those are heard at once, all others as soon as they are made."""

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from pathlib import Path

from hardware.speaker.contract import Sound
from kiosk.voice.child_voice import NATURAL, ChildVoice
from kiosk.voice.contract import AS_USUAL, How, VoiceFault, VoiceState
from kiosk.voice.engine import joined
from kiosk.voice.sound_store import FixedPhrase, SoundStore, recipe_of

_log = logging.getLogger(__name__)

IDLE_S = 20.0
_REST_S = 0.5
_TRIES = 10
_HERE = Path(__file__).parent
# How a sentence becomes sound: when one of these changes, what was made before is made again.
_MAKERS = (
    *(_HERE / name for name in ("engine.py", "engine_natural.py", "phones.py")),
    *_HERE.with_name("pinyin").glob("*.py"),
    *_HERE.parents[1].glob("assets/pinyin/*.txt"),
)


class KeptVoice:
    """Implements `kiosk.voice.contract.Voice` around a child. Loop thread only."""

    def __init__(
        self, child: ChildVoice, model: Path, folder: Path, fixed: Sequence[FixedPhrase], idle_s: float = IDLE_S
    ) -> None:
        """`model`: the natural voice's folder; `folder`: where sounds are kept; `fixed`: what is made ahead."""
        self._child = child
        self._model = model
        self._folder = folder
        self._fixed = {phrase.words: phrase for phrase in fixed}
        self._idle_s = idle_s
        self._store: SoundStore | None = None
        self._asked_at = time.monotonic()
        self._making: asyncio.Task[None] | None = None

    @property
    def state(self) -> VoiceState:
        """How the voice is now."""
        return self._child.state

    async def warm(self) -> None:
        """Start the child, and make what is missing whenever nobody speaks."""
        await self._child.warm()
        if self._making is None:
            self._making = asyncio.get_running_loop().create_task(self._make_ahead(), name="sounds")

    async def parts(self, sentence: str, how: How = AS_USUAL) -> AsyncGenerator[Sound, None]:
        """A sentence from the disk, or else from the child."""
        self._asked_at = time.monotonic()
        fixed = self._fixed.get(sentence)
        if fixed and self._store and how == How(how.pace):  # Mandarin is what was kept
            kept = await asyncio.to_thread(self._store.get, fixed, how.pace)
            if kept is not None:
                yield kept
                return
        async with aclosing(self._child.parts(sentence, how)) as parts:
            async for sound in parts:
                yield sound

    async def close(self) -> None:
        """End the child, and what was being made."""
        if self._making is not None:
            self._making.cancel()
            await asyncio.gather(self._making, return_exceptions=True)
        await self._child.close()

    async def _make_ahead(self) -> None:
        try:
            recipe = await asyncio.to_thread(_recipe, self._model)
        except OSError:
            _log.info("no sentence is made ahead: the voice cannot be read")
            return
        self._store = store = SoundStore(self._folder, recipe)
        waiting = [p for p in self._fixed.values() if await asyncio.to_thread(store.get, p, AS_USUAL.pace) is None]
        tries = 0
        while waiting and tries < _TRIES:
            await self._nobody_speaks()
            made = await self._made(store, waiting[0])
            waiting, tries = (waiting[1:], 0) if made else (waiting, tries + 1)
            await asyncio.sleep(_REST_S)

    async def _made(self, store: SoundStore, phrase: FixedPhrase) -> bool:
        """Make one; False: somebody began to speak, or the natural voice did not do it, and it is tried again."""
        begun, made = time.monotonic(), list[Sound]()
        with contextlib.suppress(VoiceFault):
            async with aclosing(self._child.told_parts(phrase.words)) as parts:
                async for sound, by in parts:
                    if by != NATURAL or self._asked_at > begun:
                        self._asked_at = time.monotonic()
                        return False
                    made.append(sound)
            await asyncio.to_thread(store.put, phrase, AS_USUAL.pace, joined(made))
            return True
        self._asked_at = time.monotonic()
        return False

    async def _nobody_speaks(self) -> None:
        while (left := self._asked_at + self._idle_s - time.monotonic()) > 0:
            await asyncio.sleep(left)


def _recipe(model: Path) -> str:
    """Raises OSError."""
    return recipe_of(NATURAL, sorted((*model.iterdir(), *_MAKERS)))
