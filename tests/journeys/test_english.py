"""Both services in English, with everything real but the screen: no sentence of ours is told in Chinese."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

import pytest

from kiosk.app.demo.line import LineState
from kiosk.visit.modes import Modes, Tongue
from kiosk.visit.prompts import Choose
from kiosk.visit.text import Text
from kiosk.visit.translation import needs_translation
from tests.helpers.visitor import ScriptedVisitor
from tests.journeys.conftest import OpenTerminal, Place

pytestmark = pytest.mark.anyio


def texts(thing: object) -> Iterator[Text]:
    """Every sentence in a scene."""
    if isinstance(thing, Text):
        yield thing
    if isinstance(thing, tuple):
        for part in thing:
            yield from texts(part)
    elif is_dataclass(thing) and not isinstance(thing, type):
        for field in fields(thing):
            yield from texts(getattr(thing, field.name))


def chinese(visitor: ScriptedVisitor) -> set[str]:
    """The templates of all that was told in Chinese since the tongue turned."""
    since = next(n for n, modes in enumerate(visitor.modes) if modes.tongue is Tongue.ENGLISH)
    told = (sentence for scene in visitor.scenes[since:] for sentence in texts(scene))
    return {sentence.template for sentence in told if needs_translation(sentence.template)}


async def test_insurance_is_read_and_printed_in_english(open_terminal: OpenTerminal, place: Place) -> None:
    async with open_terminal() as visitor:
        visitor.desk.set_modes(Modes(tongue=Tongue.ENGLISH))
        await visitor.meets("What do you need today", "social_insurance")
        await visitor.sees("Please place your ID card")
        place.lays_card()
        await visitor.hears("Reading your card")
        await visitor.meets("Pension paid for 18 years 4 months", "months")
        await visitor.meets("the last 24 months", "overview")
        await visitor.meets("18 years", "details")
        await visitor.meets("Which insurance", "medical")
        await visitor.meets("Medical: Active", "overview")
        await visitor.meets("18 years", "print")
        await visitor.meets("Print your insurance slip?", True)
        await visitor.meets("Please take your slip", "taken")
        await visitor.meets("18 years", "done")
        await visitor.sees("All done")
        assert chinese(visitor) == set()
        assert "养老保险" in place.printer.slips[0].text  # the hall's windows read it
        visitor.says("end")
        await visitor.until(lambda: len(visitor.cleared) == 2)


async def test_people_are_found_in_english_and_troubles_told_so_too(open_terminal: OpenTerminal, place: Place) -> None:
    async with open_terminal() as visitor:
        visitor.desk.set_modes(Modes(tongue=Tongue.ENGLISH))
        await visitor.meets("What do you need today", "contacts")
        await visitor.meets("Whom do you need", "emergency")
        await visitor.meets("Emergency", "another")
        await visitor.meets("Whom do you need", "police")
        prompt = (await visitor.sees("Which of these")).prompt
        assert isinstance(prompt, Choose)
        visitor.says(prompt.options[0].id)
        await visitor.meets("Community police:", "another")
        await visitor.meets("Whom do you need", "words")
        await visitor.meets("Enter a name or address", "没有这个人")
        await visitor.meets("No such name", "another")
        await visitor.sees("Whom do you need")
        visitor.desk.home()
        place.line.become(LineState.CUT)
        await visitor.meets("What do you need today", "social_insurance")
        await visitor.sees("Please place your ID card")
        place.lays_card()
        await visitor.sees("There is no network")
        assert chinese(visitor) == set()
