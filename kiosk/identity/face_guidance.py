"""What she is told while she is looked at: one sentence at a time, when it is new, no faster than one can heed.

Left and right are hers. Pure but for the stopwatch. Loop thread.
"""

from collections.abc import Callable, Mapping

from kiosk.faces.contract import Advice, Seen, Step
from kiosk.visit.mirror import Cue
from kiosk.visit.text import NOTHING, Text, text

APART_S = 2.5
"""Advice does not follow faster; only the next thing to do is said at once, for she waits for it."""
STEADY_S = 0.6
"""A single picture proves nothing: what is wrong with the pictures is told when it stays."""
AGAIN_S = 8.0
"""By ear a sentence that was not heeded is said again."""
MORE_S = {False: 3.5, True: 7.0}
"""What is not seen by then was too little, or has not begun: she is asked for it once more; by ear (True) later."""
PARTS = 4
"""Look here, two things in turn, and the verdict (`kiosk.faces.challenge`)."""

ADVICE: Mapping[Advice, Text] = {
    Advice.NOBODY: text("还没看到您的脸，请面向屏幕上方"),
    Advice.SEVERAL: text("请只留一个人在镜头前"),
    Advice.TOO_FAR: text("请靠近一点"),
    Advice.TOO_CLOSE: text("请退后一点"),
    Advice.AT_THE_EDGE: text("请往中间站一点"),
    Advice.TOO_DARK: text("光线太暗，请面向亮的地方"),
    Advice.TOO_BRIGHT: text("光线太亮，请避开直射的光"),
    Advice.BLURRED: text("画面有点糊，请慢一点动"),
}
FIRST = text("请看着镜头")
"""What is asked before anything else."""
ASKED: Mapping[Step, Text] = {
    Step.FRONT: text("好，请转回来"),
    Step.LEFT: text("好，请向左慢慢转一点"),
    Step.RIGHT: text("好，请向右慢慢转一点"),
    Step.BLINK: text("好，请闭上眼睛，数一二，再睁开"),
}
ONCE_MORE: Mapping[Step, Text] = {
    Step.LEFT: text("再向左慢慢转一点"),
    Step.RIGHT: text("再向右慢慢转一点"),
    Step.BLINK: text("请再闭上眼睛，数一二，再睁开"),
}
_CUES: Mapping[Step, Cue] = {Step.LEFT: Cue.LEFT, Step.RIGHT: Cue.RIGHT, Step.BLINK: Cue.BLINK}


class Guidance:
    """One try's sentences. `cue` and `done` are what the mirror shows of it."""

    def __init__(self, tell: Callable[[Text], None], stopwatch: Callable[[], float], *, patient: bool) -> None:
        """`patient`: she only hears, and is told again what she did not heed."""
        self._tell = tell
        self._now = stopwatch
        self._patient = patient
        self._step: Step | None = None
        self._steps = 0
        self._asked: set[str] = set()
        self._anew = False
        self._asked_at = 0.0
        self._wanted = NOTHING
        self._wanted_since = 0.0
        self._told = NOTHING
        self._told_at = float("-inf")

    @property
    def cue(self) -> Cue:
        """What she is to do now."""
        return _CUES.get(self._step, Cue.NONE) if self._step is not None else Cue.NONE

    @property
    def done(self) -> float:
        """How much of what is asked is done, 0 to 1."""
        left = self._asked - {_task(self._step)}
        return min(1 + len(left), PARTS - 1) / PARTS if self._asked else 0.0

    def seen(self, seen: Seen) -> bool:
        """A picture was looked at: say what follows from it, if it is time to. Has she done what was asked before?"""
        now = self._now()
        if went_on := seen.step is not self._step:
            self._step = seen.step
            self._steps += 1
            self._asked_at = now
            self._anew = self._is_asked_anew(seen.step)
            if seen.advice is None or self._steps > 1:
                self._say(self._to_do(now), now)
                return self._steps > 1
        wanted = self._to_do(now) if seen.advice is None else ADVICE[seen.advice]
        if wanted != self._wanted:
            self._wanted, self._wanted_since = wanted, now
        if self._is_time(wanted, now):
            self._say(wanted, now)
        return went_on and self._steps > 1

    def _is_time(self, wanted: Text, now: float) -> bool:
        since = now - self._told_at
        if wanted == self._told:
            return self._patient and since >= AGAIN_S
        return since >= APART_S and now - self._wanted_since >= STEADY_S

    def _say(self, sentence: Text, now: float) -> None:
        self._wanted, self._wanted_since = sentence, now
        self._told, self._told_at = sentence, now
        self._tell(sentence)

    def _is_asked_anew(self, step: Step) -> bool:
        """Note what is asked; a turn that did not count is asked for again."""
        task = _task(step)
        anew = task in self._asked and step in ONCE_MORE
        if task:
            self._asked.add(task)
        return anew

    def _to_do(self, now: float) -> Text:
        """What she is to do, as far as time has come."""
        if self._step is None or self._steps == 1:
            return FIRST
        late = now - self._asked_at >= MORE_S[self._patient]
        again = ONCE_MORE.get(self._step, NOTHING) if late or self._anew else NOTHING
        return again or ASKED[self._step]


def _task(step: Step | None) -> str:
    """What is to be done beside looking here: a turn, to whichever side, or a blink."""
    if step is None or step is Step.FRONT:
        return ""
    return "blink" if step is Step.BLINK else "turn"
