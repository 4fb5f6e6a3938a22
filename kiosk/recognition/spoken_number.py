"""A number that was said, out of what an engine read when it could write nothing but digits. Pure.

Free words are a bad witness of digits: Whisper writes 7447 as 清色水漆, and drops every tenth digit. Bound to digits it
is right far more often, and it knows when it is not (docs/voice-accuracy.md, "Numbers").
"""

import math
from collections.abc import Mapping, Sequence

UNREAD = 1.0
"""What a number that one reading does not have loses beside the worst that it has, in log-probability."""
LONGER = 0.5
"""What each digit counts: digits are lost more often than found."""
FILLS = 4.0
"""What a number counts that fills just what is missing, where that is one length only."""

Reading = Mapping[str, float]
"""Numbers in digits, each with the logarithm of its probability."""


def likeliest(readings: Sequence[Reading], fewest: int, most: int) -> tuple[str, float]:
    """The number that all readings together find likeliest, and how likely the first one finds each of its signs.

    That is a mean logarithm, end included; -inf where the first reading does not have it. Empty: no number fits.
    """
    wanted = {number for reading in readings for number in reading if 0 < len(number) <= most}
    if not wanted:
        return "", -math.inf

    def together(number: str) -> float:
        read = sum(reading.get(number, min(reading.values(), default=0.0) - UNREAD) for reading in readings)
        fills = FILLS if fewest == most == len(number) else 0.0
        return read + LONGER * len(number) + fills

    best = max(sorted(wanted), key=together)
    return best, readings[0].get(best, -math.inf) / (len(best) + 1)
