"""Looking somebody in the face: camera, engine and mirror together, for exactly as long as one page stands.

The answer is a verdict about a face and decides no login. Whoever would rather do something else chooses it on the
page; whatever goes wrong ends in a Fault whose sentence leads there. Loop thread.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Sequence

from hardware.camera.contract import Camera, CameraReason
from hardware.errors import DeviceError
from hardware.status import Health
from kiosk.faces.contract import (
    Asked,
    EngineState,
    FaceEngine,
    Outcome,
    Portrait,
    Seen,
    Stake,
    Template,
    Verdict,
)
from kiosk.foundation.clock import Clock
from kiosk.foundation.errors import Fault
from kiosk.identity.face_guidance import Guidance
from kiosk.identity.looking import Looking
from kiosk.visit.mirror import Mirror
from kiosk.visit.modes import Modes
from kiosk.visit.prompts import Option, Present, Way
from kiosk.visit.sentences import explain
from kiosk.visit.text import NOTHING, Text, text
from kiosk.visit.visit import Visit

_log = logging.getLogger(__name__)

ANOTHER_WAY = "face.another_way"
"""The key of the Fault that says: she would rather not be looked at."""
MOST_TRIES = 3
OPEN_S = 10.0
SILENT_S = 3.0
"""So long the camera may give no picture; then it is said, and she takes another way."""
TRY_S = 180.0
"""No try lasts longer, whatever the engine does: by ear it waits 45 s for her, then 15 s for each thing it asks."""
BREATH_S = 2.5
"""Between two tries, for her to hear or read what to do better."""
INTRODUCTION_S = 6.0
"""By ear the page is said first; what is asked meanwhile would not be heard."""
_LOOK_S = 0.1
_TO_NO_END = frozenset({Outcome.NO_REFERENCE, Outcome.BROKEN})

Failed = Callable[[Outcome], bool]
"""Told each try that failed, once; may she try again? (`kiosk.identity.attempts` counts for one claim)."""

OTHERWISE = Option("another_way", text("换一种办法"), icon="key", phrases=("换个办法", "不刷脸", "别的办法"))
NO_THANKS = Option("no_thanks", text("先不留了"), icon="x", phrases=("不留了", "算了"))


def by_ear(modes: Modes) -> bool:
    """Is she guided by words alone?"""
    return modes.keypad or modes.curtain or modes.headphones


class FaceCheck:
    """The page on which somebody is looked at. One at a time; the camera runs while it stands and at no other time."""

    def __init__(self, camera: Camera | None, engine: FaceEngine, mirror: Mirror, clock: Clock) -> None:
        self._camera = camera
        self._engine = engine
        self._mirror = mirror
        self._clock = clock

    def resting(self) -> Text:
        """Why nobody can be looked at now; empty: she can be."""
        if self._camera is None or self._camera.status.health in {Health.ABSENT, Health.FAILED}:
            return explain(Fault("camera.absent")).what
        if self._engine.state is EngineState.STARTING:
            return text("摄像头还在准备，请稍等")
        return NOTHING if self._engine.state is EngineState.READY else explain(Fault("face.broken")).what

    async def against(
        self,
        visit: Visit,
        references: Sequence[Portrait | Template],
        stake: Stake,
        failed: Failed = lambda _outcome: True,
    ) -> Verdict:
        """Is she one of these? The verdict's outcome is SAME, and its `which` says whom; `failed` is told each failure.

        Raises: Fault (`face.<outcome>` after the last try, `face.another_way`, `camera.<reason>`), Back (let it pass)
        """
        if not references:
            raise ValueError("nobody to compare with")
        verdict = await self._ask(visit, Asked(tuple(references), stake), OTHERWISE, failed)
        if verdict.which is None or not 0 <= verdict.which < len(references):
            raise Fault(f"face.{Outcome.BROKEN}")
        return verdict

    async def take(self, visit: Visit) -> Template:
        """Her face as the engine sees it, to be kept after she has agreed to it. Consent is the caller's business.

        Raises: as `against`; `face.another_way` where she would rather not
        """
        verdict = await self._ask(visit, Asked(), NO_THANKS, lambda _outcome: True)
        if verdict.template is None or verdict.which is not None:
            raise Fault(f"face.{Outcome.BROKEN}")
        return verdict.template

    async def _ask(self, visit: Visit, asked: Asked, instead: Option, failed: Failed) -> Verdict:
        answer = await visit.ask(face_page(instead), lambda: self._look(visit, asked, failed))
        if not isinstance(answer, Verdict):
            raise Fault(ANOTHER_WAY)
        return answer

    async def _look(self, visit: Visit, asked: Asked, failed: Failed) -> Verdict:
        """Try until it is she, or it is enough. However this ends, the camera is closed and the mirror dark."""
        if self._camera is None:
            raise Fault(f"camera.{CameraReason.ABSENT}")
        if by_ear(visit.modes):
            await self._clock.sleep(INTRODUCTION_S)
        with contextlib.ExitStack() as held:
            looking = Looking(self._mirror, self._clock.monotonic)
            held.callback(looking.close)
            try:
                view = await self._camera.open_view(looking.take, OPEN_S)
            except DeviceError as error:
                raise Fault(f"camera.{error.reason}") from None
            held.callback(view.close)
            return await self._tries(visit, asked, failed, looking)

    async def _tries(self, visit: Visit, asked: Asked, failed: Failed, looking: Looking) -> Verdict:
        for nth in range(1, MOST_TRIES + 1):
            ear = by_ear(visit.modes)
            verdict = await self._one(visit, Asked(asked.references, asked.stake, ear), looking)
            outcome = verdict.outcome
            _log.info("face: try %d: %s", nth, outcome)
            if outcome is Outcome.SAME:
                return verdict
            again = failed(outcome)
            if nth == MOST_TRIES or outcome in _TO_NO_END or not again:
                break
            visit.notice(explain(Fault(f"face.{outcome}")).all, attention=True)
            await self._clock.sleep(BREATH_S)
        raise Fault(f"face.{outcome}")

    async def _one(self, visit: Visit, asked: Asked, looking: Looking) -> Verdict:
        """One try, from the engine's first picture to its verdict."""
        guidance = Guidance(visit.notice, self._clock.monotonic, patient=asked.by_ear)
        watcher = _Watcher(guidance, looking, visit.still_here)
        attempt = self._engine.begin(asked, watcher)
        looking.feed(attempt)
        try:
            async with asyncio.timeout(TRY_S):
                while not watcher.verdict.done():
                    self._refuse_blindness(looking)
                    await asyncio.wait({watcher.verdict}, timeout=_LOOK_S)
        except TimeoutError:
            return Verdict(Outcome.BROKEN)
        finally:
            looking.feed(None)
            if not watcher.verdict.done():
                watcher.verdict.cancel()
                attempt.cancel()
        return watcher.verdict.result()

    def _refuse_blindness(self, looking: Looking) -> None:
        """A camera that was pulled out, or gives nothing any more, is no reason to wait."""
        assert self._camera is not None
        if self._camera.status.health in {Health.ABSENT, Health.FAILED}:
            raise Fault(f"camera.{CameraReason.ABSENT}")
        if looking.blind_for() > SILENT_S:
            raise Fault(f"camera.{CameraReason.SILENT}")


class _Watcher:
    """Hears the engine: guidance for her, and the verdict."""

    def __init__(self, guidance: Guidance, looking: Looking, still_here: Callable[[], None]) -> None:
        self._guidance = guidance
        self._looking = looking
        self._still_here = still_here
        self.verdict: asyncio.Future[Verdict] = asyncio.get_running_loop().create_future()

    def seen(self, seen: Seen) -> None:
        """A picture was looked at."""
        if not self.verdict.done():
            if self._guidance.seen(seen):
                self._still_here()  # a poster does nothing that is asked of it
            self._looking.cue, self._looking.done = self._guidance.cue, self._guidance.done

    def ended(self, verdict: Verdict) -> None:
        """The try is over."""
        if not self.verdict.done():
            self.verdict.set_result(verdict)


def face_page(instead: Option) -> Present:
    """The page; `instead` leaves it. Its words may be heard by all: the mirror, which alone is personal, says none."""
    return Present(
        headline=text("请面向摄像头"),
        hint=text("摄像头在屏幕上方正中。画面不保存。"),
        aloud=text("请面向摄像头。它在屏幕上方正中。听我一步一步说，不着急。"),
        ways=(Way("face", text("摄像头正看着您，看完就关"), "camera", place="camera"),),
        others=(instead,),
        mirror=True,
    )
