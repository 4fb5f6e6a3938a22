"""How long recognition is given, and how much memory, before it is taken for lost."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Watch:
    """How patient the watchdog is, in seconds and bytes; a test makes it impatient.

    A child that works is slow, one that stands still hangs (`kiosk.foundation.at_work`): `load_s`, `answer_s` and
    `hang_s` are how long it may stand still without the answer, `work_s` is how much processor time an answer may take.
    """

    start_s: float = 20.0
    load_s: float = 60.0
    # From the end of speech to its words, and from a question to its scores.
    answer_s: float = 8.0
    # The slowest engine (vosk-ko) takes 1.2 s for each second of sound, thus 20 s for the longest utterance.
    work_s: float = 40.0
    # Nobody waits longer than this for words. Then the utterance is broken, but a child at work is not ended.
    late_s: float = 30.0
    # The microphone: to its first block, and between two.
    first_sound_s: float = 12.0
    sound_s: float = 3.0
    # The reading thread's answer, behind whatever sound is on its way.
    hang_s: float = 8.0
    tick_s: float = 0.25
    retry_s: tuple[float, ...] = (0.5, 1, 2, 5, 10, 30)
    most_growth: int = 500 << 20
    """Beyond what the child held when its engine was loaded."""
