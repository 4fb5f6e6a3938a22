"""What was heard in a turn means to a page: its words, and how well its sound fits what is likely to be said."""

import asyncio
import contextlib

from kiosk.modalities.ears_turn import TalkTurn
from kiosk.modalities.keypad_page import KeypadPage
from kiosk.modalities.second_look import beside, is_worth_it, settled
from kiosk.modalities.voice_mind import Mind
from kiosk.recognition.contract import Heard, RecognitionFault
from kiosk.understanding.meanings import Candidate, Meaning

SCORE_S = 2.5  # she waits for it: then the words alone must do
LOOK_S = 4.0  # the same for a second look: then she is asked back


async def meant(mind: Mind, turn: TalkTurn, heard: Heard, page: KeypadPage) -> Meaning:
    """The meaning of her words for a page, which may have been told anew since she began."""
    among = turn.among
    if turn.begun is None or page.prompt != turn.begun.prompt:
        among = mind.candidates(page, heard.dialect)
    first = await _at_a_look(mind, turn, heard, page, among)
    if not await asyncio.to_thread(is_worth_it, mind, heard, first, page):
        return first
    again = await _look_again(turn)
    if again is None:
        return first
    return settled(first, await _at_a_look(mind, turn, beside(heard, again, page), page, among), page)


async def _at_a_look(
    mind: Mind, turn: TalkTurn, heard: Heard, page: KeypadPage, among: tuple[Candidate, ...]
) -> Meaning:
    scores = await _scores(mind, turn, heard, page, among)
    # A long sentence against two thousand phrases takes a tenth of a second, in which keys must be heard.
    return await asyncio.to_thread(mind.meaning, heard, page, among, scores)


async def _look_again(turn: TalkTurn) -> Heard | None:
    """What a second look at the sound gives; None where the engine has none, or not in time."""
    if turn.utterance is None:
        return None
    turn.looks_again = True
    try:
        async with asyncio.timeout(LOOK_S):
            return await turn.utterance.look_again()
    except (TimeoutError, RecognitionFault):
        return None
    finally:
        turn.looks_again = False


async def _scores(
    mind: Mind, turn: TalkTurn, heard: Heard, page: KeypadPage, among: tuple[Candidate, ...]
) -> dict[str, float]:
    """How well the sound fits what is likely to be said; nothing where the engine cannot tell, or not in time."""
    phrases = await asyncio.to_thread(mind.worth_scoring, heard, page, among)
    if not phrases or turn.utterance is None:
        return {}
    with contextlib.suppress(TimeoutError, RecognitionFault):
        async with asyncio.timeout(SCORE_S):
            return dict(zip(phrases, await turn.utterance.score(phrases), strict=False))
    return {}
