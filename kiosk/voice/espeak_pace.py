"""How espeak-ng's rate, in English words a minute, comes out in hanzi a minute (docs/devices/speaker.md)."""

from itertools import pairwise

from kiosk.visit.modes import Tongue
from kiosk.voice.contract import Reading

HANZI_A_MINUTE = 215.0
WORDS_A_MINUTE = 160  # of English, as a patient reader of the news
_CANTONESE = 0.84  # the voice `yue` is quicker at the same rate
SLOWEST, FASTEST = 0.5, 2.0
# (hanzi a minute without pauses, espeak's rate), espeak-ng 1.51, voice cmn-latn-pinyin.
_MEASURED = ((104, 80), (123, 100), (146, 120), (173, 140), (198, 160), (220, 175), (256, 200), (327, 250), (414, 300),
             (472, 350), (560, 400))  # fmt: skip


def espeak_rate(pace: float, tongue: Tongue = Tongue.CHINESE, reading: Reading = Reading.MANDARIN) -> int:
    """The rate that speaks `pace` times 215 hanzi, or 160 English words, a minute."""
    pace = min(FASTEST, max(SLOWEST, pace))
    if tongue is Tongue.ENGLISH:
        return round(WORDS_A_MINUTE * pace)
    wanted = HANZI_A_MINUTE * pace * (_CANTONESE if reading is Reading.CANTONESE else 1)
    for (slow, low), (fast, high) in pairwise(_MEASURED):
        if wanted <= fast:
            return round(low + (wanted - slow) / (fast - slow) * (high - low))
    return _MEASURED[-1][1]


def seconds_of(syllables: int, pace: float) -> float:
    """About how long so many syllables sound."""
    return syllables * 60 / (HANZI_A_MINUTE * pace)
