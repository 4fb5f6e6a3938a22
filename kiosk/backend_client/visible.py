"""Words from elsewhere without what cannot be seen but changes how they are read: invisible signs, turned lines.

A name with a right-to-left override shows another name; a zero-width joiner makes two equal names differ; a heap of
accents grows over the lines above. What is taken away is not needed in any Chinese or English sentence.
"""

import re

# By Unicode's own categories: format characters (Cf) and separators of lines and paragraphs (Zl, Zp), letters that are
# drawn as nothing (Hangul and Khmer fillers, the grapheme joiner), tags, and code points that mean nothing to anybody.
_UNSEEN = re.compile(
    "[\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\uffff\U000e0000-\U000e0fff\ue000-\uf8ff\U000f0000-\U0010ffff]"
)
_MARKS = "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u064b-\u065f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_HEAP = re.compile(f"([{_MARKS}]{{2}})[{_MARKS}]+")


def visible(value: object) -> object:
    """A text with only what can be seen, and no more than two accents on a letter; anything else as it is."""
    if not isinstance(value, str):
        return value
    return _HEAP.sub(r"\1", _UNSEEN.sub("", value))
