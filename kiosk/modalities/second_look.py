"""When the same sound is looked at again, and what counts then: the first look stands unless the second one settles it.

A second look costs a second or two, so it is only for her who would be asked back otherwise: that takes longer.
"""

from dataclasses import replace

from kiosk.modalities.keypad_page import KeypadPage
from kiosk.modalities.voice_mind import Mind
from kiosk.recognition.contract import Heard
from kiosk.understanding.meanings import Meaning, Sure, Unsure
from kiosk.visit.prompts import Confirm, EnterDigits

CLEARLY_HEARD = -0.25
"""Likelier words were heard well, whatever they mean: 0 of 23 such `dev` clips were settled, 9 of 119 others."""


def is_worth_it(mind: Mind, heard: Heard, meaning: Meaning, page: KeypadPage) -> bool:
    """Is it worth looking again? It is in doubt, and the doubt is of the ears: 社区 of two places stays what it is."""
    doubtful = isinstance(meaning, Unsure) and heard.likely <= CLEARLY_HEARD
    return doubtful and not mind.means_two_things(heard, page)


def beside(first: Heard, again: Heard, page: KeypadPage) -> Heard:
    """Both looks: what the second one read are further guesses beside the words of the first.

    Digits are read from the first guess alone, and there were none in the first look, so there the second leads.
    """
    lead, rest = (again, first) if isinstance(page.prompt, EnterDigits) else (first, again)
    others = dict.fromkeys((*lead.others, rest.words, *rest.others))
    return replace(lead, dialect=first.dialect, others=tuple(words for words in others if words != lead.words))


def settled(first: Meaning, second: Meaning, page: KeypadPage) -> Meaning:
    """The second look's meaning where it knows more; a yes is one at first sight or none."""
    if isinstance(page.prompt, Confirm) and second == Sure(True):
        return first
    return first if isinstance(second, Unsure) and not second.guesses else second
