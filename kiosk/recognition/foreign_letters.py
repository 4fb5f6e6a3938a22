"""Which tokens of Whisper are no Chinese: it writes Latin letters for Mandarin now and then, which sound like nothing.

In the tokenizer's own spelling each character stands for a byte of UTF-8, so a token may hold parts of letters.
"""

import re
from collections.abc import Callable

# Latin letters; bytes C2 to E1, which begin every alphabet before the kana; E3 81 to E3 87, kana and the like;
# EA to ED, hangul.
_FOREIGN = re.compile("[A-Za-zÂ-áê-í]|ã[ģ-ĩ]")


def foreign_tokens(spelling: Callable[[int], str | None], count: int) -> tuple[int, ...]:
    """The tokens, of the first `count`, that hold a letter or a part of one which is no hanzi; figures are kept."""
    return tuple(token for token in range(count) if _FOREIGN.search(spelling(token) or ""))
