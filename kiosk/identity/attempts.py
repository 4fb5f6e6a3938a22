"""How often somebody may try: three failures lead to another way, and nobody can shut out a neighbour.

A failure counts against one claim in one way at this terminal: who tries a neighbour's face by her telephone number may
not go on, but her face beside her own card, and every other way of hers, are asked as before. What is counted is kept
by a digest under a key that dies with the process; nothing of it is written down. Loop thread.
"""

import hashlib
import secrets
from collections import OrderedDict, deque
from dataclasses import dataclass, field

from kiosk.foundation.clock import Clock


@dataclass(frozen=True, slots=True)
class Claim:
    """Who somebody says she is, and how she says it; `way` is that of `kiosk.visit.prompts.Way`. Shows nothing."""

    way: str
    value: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Rules:
    """So many failures, and how long it rests after them, in seconds."""

    most: int = 3
    rest_s: float = 15 * 60
    longest_rest_s: float = 4 * 3600
    most_at_terminal: int = 20
    terminal_s: float = 10 * 60
    remembered: int = 1000


RULES = Rules()


@dataclass(slots=True)
class _Count:
    failures: int = 0
    rests: int = 0
    rests_until: float = 0.0


class Attempts:
    """Failures at this terminal."""

    def __init__(self, clock: Clock, rules: Rules = RULES) -> None:
        self._clock = clock
        self._rules = rules
        self._key = secrets.token_bytes(32)
        self._counts: OrderedDict[bytes, _Count] = OrderedDict()
        self._lately: dict[str, deque[float]] = {}

    def may_try(self, claim: Claim) -> bool:
        """May this claim be tried now in this way?"""
        count = self._counts.get(self._digest(claim))
        rests = count is not None and self._clock.monotonic() < count.rests_until
        return not rests and not self.way_rests(claim.way)

    def way_rests(self, way: str) -> bool:
        """Did this way fail so often lately, for whomever, that somebody is trying one name after another?"""
        lately, now = self._lately.get(way, deque()), self._clock.monotonic()
        while lately and now - lately[0] > self._rules.terminal_s:
            lately.popleft()
        return len(lately) >= self._rules.most_at_terminal

    def failed(self, claim: Claim) -> None:
        """It was not she, or could not be shown."""
        now, rules = self._clock.monotonic(), self._rules
        self._lately.setdefault(claim.way, deque(maxlen=rules.most_at_terminal)).append(now)
        digest = self._digest(claim)
        count = self._counts.setdefault(digest, _Count())
        self._counts.move_to_end(digest)
        count.failures += 1
        if count.failures >= rules.most:
            count.failures = 0
            count.rests_until = now + min(rules.longest_rest_s, rules.rest_s * 2**count.rests)
            count.rests += 1
        while len(self._counts) > rules.remembered:
            self._counts.popitem(last=False)

    def succeeded(self, claim: Claim) -> None:
        """It was she: what was counted against this claim is forgotten."""
        self._counts.pop(self._digest(claim), None)

    def _digest(self, claim: Claim) -> bytes:
        return hashlib.blake2b(f"{claim.way}\0{claim.value}".encode(), key=self._key, digest_size=16).digest()
