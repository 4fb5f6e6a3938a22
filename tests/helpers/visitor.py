"""A resident made of a script: a modality with no Qt and no sound, for tests of services and of the conversation."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from kiosk.visit.conversation import Conversation
from kiosk.visit.modes import Modes
from kiosk.visit.stage import Gone, IdleWarning, Notice, Scene

PATIENCE_S = 10.0


@dataclass
class ScriptedVisitor:
    """Sees what is shown and answers it, as a finger, a voice or a key would: by scene number."""

    desk: Conversation
    scenes: list[Scene] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    warnings: list[int | None] = field(default_factory=list)
    drafts: list[str] = field(default_factory=list)
    modes: list[Modes] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    cleared: list[Gone] = field(default_factory=list)
    _changed: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.desk.presenter.join(self)

    # What the conversation tells it.

    def show(self, scene: Scene, modes: Modes) -> None:
        self.scenes.append(scene)
        self.modes.append(modes)
        self._changed.set()

    def edit(self, scene_id: int, draft: str) -> None:
        self.drafts.append(draft)

    def focus(self, scene_id: int, item_id: str) -> None:
        pass

    def notice(self, notice: Notice) -> None:
        self.notices.append(notice.text.shown())
        self._changed.set()

    def caption(self, words: str) -> None:
        self.captions.append(words)

    def warn_idle(self, warning: IdleWarning) -> None:
        self.warnings.append(warning.seconds_left)
        self._changed.set()

    def clear(self, gone: Gone) -> None:
        self.cleared.append(gone)
        self._changed.set()

    # What it does.

    @property
    def scene(self) -> Scene:
        return self.scenes[-1]

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait for an effect; a test that waits in vain fails here."""
        async with asyncio.timeout(PATIENCE_S):
            while not condition():
                self._changed.clear()
                await self._changed.wait()

    async def sees(self, words: str) -> Scene:
        """Wait for an unanswered page whose headline holds the words."""
        await self.until(
            lambda: bool(self.scenes) and words in self.scene.prompt.headline.shown() and self.desk.presenter.waiting
        )
        return self.scene

    async def hears(self, words: str) -> None:
        """Wait for a notice."""
        await self.until(lambda: any(words in notice for notice in self.notices))

    def says(self, value: object) -> None:
        """Answer the page that is seen."""
        self.desk.answer(self.scene.id, value)

    async def meets(self, words: str, value: object) -> None:
        """See a page and answer it."""
        await self.sees(words)
        self.says(value)
