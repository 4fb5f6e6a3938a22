"""How long the child that sees is given, and how much memory, before it is taken for lost."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Watch:
    """How patient the watchdog is, in seconds and bytes; a test makes it impatient.

    A child that works is slow, one that stands still hangs (`kiosk.foundation.at_work`): `still_s` is how long it may
    stand still without the answer, `work_s` how much processor time an answer may take.
    """

    start_s: float = 30.0
    still_s: float = 8.0
    work_s: float = 20.0  # the models are read and loaded in 3
    silence_s: float = 15.0
    """Of a camera: to its first picture, and between two."""
    tick_s: float = 0.25
    ping_every_s: float = 30.0
    retry_s: tuple[float, ...] = (0.5, 1, 2, 5, 10, 30, 300)
    most_memory: int = 700 << 20
    """It holds 260 MB."""

    def rest_s(self, deaths: int) -> float:
        """How long to rest after so many deaths in a row; after the first not at all."""
        return 0.0 if deaths <= 1 else self.retry_s[min(deaths - 2, len(self.retry_s) - 1)]
