"""Puts one scene at a time before all modalities and waits for its one answer. Loop thread only.

This is the one edge of translation: scene and draft stay as the service made them, in Chinese, and modalities are told
the same in the tongue of the visit. So a replay, an answer and a renewed prompt never meet a translated word.
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace

from kiosk.visit.answers import objection
from kiosk.visit.modes import Modes
from kiosk.visit.prompts import AnyPrompt, EnterDigits, EnterText
from kiosk.visit.replay import Back, Pause
from kiosk.visit.stage import Gone, IdleWarning, Modality, Notice, Scene
from kiosk.visit.translation import translated

_log = logging.getLogger(__name__)

Answered = Callable[[object | None], None]


@dataclass(frozen=True, slots=True, repr=False)
class _Underneath:
    """The question that waits while an aside stands, and who wants to know how that was answered."""

    scene: Scene
    answer: "asyncio.Future[object]"
    draft: str
    notice: Notice | None
    answered: Answered


class Presenter:
    """The scene that stands now, what has been typed into it, and who is told."""

    def __init__(self) -> None:
        self._modalities: list[Modality] = []
        self._answer: asyncio.Future[object] | None = None
        self._number = 0
        self.scene: Scene | None = None
        self.draft = ""
        self.modes = Modes()
        self._notice: Notice | None = None
        self._underneath: _Underneath | None = None

    def join(self, modality: Modality) -> None:
        """Let a modality hold the prompts from now on."""
        self._modalities.append(modality)

    @property
    def waiting(self) -> bool:
        """Is a question open?"""
        return self._answer is not None and not self._answer.done()

    def put(self, scene: Scene, draft: str = "") -> "asyncio.Future[object]":
        """Show a scene under a new number; the future is its answer, or Back."""
        if self._underneath is not None and self._answer is not None:
            self._answer.cancel()
        self._underneath = None
        return self._show(scene, draft)

    def ask_aside(self, prompt: AnyPrompt, answered: Answered) -> None:
        """Ask something of the house before the open question goes on (which of these did you mean?).

        The open question waits as it stands, with its number and draft, and comes back before `answered` is told the
        answer, or None: she went back. If the question goes away meanwhile, so does the aside, and nobody is told.
        """
        if self.scene is None or self._answer is None or self._answer.done():
            return
        under = self._underneath or _Underneath(self.scene, self._answer, self.draft, self._notice, answered)
        self._underneath = replace(under, answered=answered)
        aside = replace(under.scene, prompt=prompt, can_go_back=True, can_pause=False)
        self._show(aside)

    def change(self, prompt: AnyPrompt) -> None:
        """The same question in other words (a service has come to rest): same number."""
        if self._underneath is not None:
            waits = replace(self._underneath.scene, prompt=prompt)
            self._underneath = replace(self._underneath, scene=waits)
        elif self.scene is not None:
            self.scene = replace(self.scene, prompt=prompt)
            self._tell_scene()

    def answer(self, scene_id: int, value: object) -> None:
        """Take an answer; one that comes late is dropped, one that cannot be is answered with a notice."""
        scene = self.scene
        if scene is None or scene.id != scene_id or self._answer is None or self._answer.done():
            return
        reason = objection(scene.prompt, value)
        if reason:
            self.notice(Notice(reason, attention=True))
        elif self._underneath is not None:
            self._end_aside(self._underneath, value)
        else:
            self._answer.set_result(value)

    def go_back(self) -> None:
        """Answer the open question with Back, if there is somewhere to go."""
        if self._underneath is not None:
            self._end_aside(self._underneath, None)
        elif self.scene is not None and self.scene.can_go_back and self.waiting and self._answer is not None:
            self._answer.set_exception(Back())

    def pause(self) -> None:
        """Answer the open question with Pause, if she may stop here."""
        if self.scene is not None and self.scene.can_pause and self._answer is not None and not self._answer.done():
            self._answer.set_exception(Pause())

    def edit(self, scene_id: int, draft: str) -> None:
        """Replace the draft and tell everybody."""
        scene = self.scene
        if scene is None or scene.id != scene_id or not isinstance(scene.prompt, EnterDigits | EnterText):
            return
        self.draft = draft[: scene.prompt.longest]
        self._each(lambda m: m.edit(scene_id, self.draft))

    def focus(self, scene_id: int, item_id: str) -> None:
        """Show where the keypad stands."""
        if self.scene is not None and self.scene.id == scene_id:
            self._each(lambda m: m.focus(scene_id, item_id))

    def set_modes(self, modes: Modes) -> None:
        """Show the scene again in other modes; nothing typed is lost."""
        if modes == self.modes:
            return
        turned_tongue = modes.tongue is not self.modes.tongue
        self.modes = modes
        if self.scene is not None:
            if turned_tongue and self._notice is not None:
                self.notice(self._notice)  # before the scene: it is to be read again, and not to cut into what is said
            self._tell_scene()
            self._tell_draft()

    def notice(self, notice: Notice) -> None:
        """Say something about the scene."""
        self._notice = notice
        told = translated(notice, self.modes.tongue)
        self._each(lambda m: m.notice(told))

    def caption(self, words: str) -> None:
        """Write down what is being said."""
        self._each(lambda m: m.caption(words))

    def warn_idle(self, warning: IdleWarning) -> None:
        """Ask whether somebody is still here."""
        self._each(lambda m: m.warn_idle(warning))

    def clear(self, gone: Gone) -> None:
        """Nobody is here: forget all."""
        if self._answer is not None:
            self._answer.cancel()
        if self._underneath is not None:
            self._underneath.answer.cancel()
        self._answer, self.scene, self.draft, self.modes, self._notice = None, None, "", Modes(), None
        self._underneath = None
        self._each(lambda m: m.clear(gone))

    def _show(self, scene: Scene, draft: str = "") -> "asyncio.Future[object]":
        """Show a scene under a new number."""
        self._number += 1
        self.scene = replace(scene, id=self._number)
        self.draft = draft
        self._notice = None
        answer = self._answer = asyncio.get_running_loop().create_future()
        self._tell_scene()
        self._tell_draft()
        return answer

    def _end_aside(self, under: _Underneath, value: object | None) -> None:
        """The question that waited stands again; what `answered` does with it may answer it at once, unseen."""
        if self._answer is not None:
            self._answer.cancel()
        self._underneath = None
        self.scene, self._answer = under.scene, under.answer
        self.draft, self._notice = under.draft, under.notice
        try:
            under.answered(value)
        finally:  # whoever stumbles over it must not leave an aside on the screen that nobody asks any more
            if self.scene is under.scene and self.waiting:
                self._tell_scene()
                self._tell_draft()

    def _tell_draft(self) -> None:
        if self.scene is not None and self.draft:
            number, draft = self.scene.id, self.draft
            self._each(lambda m: m.edit(number, draft))

    def _tell_scene(self) -> None:
        if self.scene is not None:
            scene, modes = translated(self.scene, self.modes.tongue), self.modes
            self._each(lambda m: m.show(scene, modes))

    def _each(self, tell: Callable[[Modality], None]) -> None:
        for modality in self._modalities:
            try:
                tell(modality)
            except Exception:  # noqa: BLE001  one broken modality must not silence the others
                _log.exception("modality failed: %s", type(modality).__name__)
