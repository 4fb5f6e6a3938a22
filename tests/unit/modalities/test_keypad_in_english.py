"""English for who has only keys and ears: the same page, the same keys, other words."""

import pytest

from hardware.keypad.contract import Key
from kiosk.modalities import keypad_words as own
from kiosk.visit.modes import Mode, Tongue, turned
from kiosk.visit.prompts import Choose, EnterDigits, EnterText, Option, Script, Tell
from kiosk.visit.text import Text, text
from kiosk.visit.translation import said
from kiosk.visit.visit import Visit
from tests.unit.modalities.conftest import BlindResident, Hall

pytestmark = pytest.mark.anyio

WHOM = Choose(
    headline=text("您找谁？"),
    options=(
        Option("police", text("社区民警")),
        Option("words", text("紧急电话"), resting=text("网络不通，暂时办不了")),
        Option("more", text("更多")),
    ),
)


async def in_english(resident: BlindResident) -> str:
    """The service is open and speech is on; the tongue turns. What is heard then."""
    await resident.press(Key.DOWN)
    await resident.choose("tea")
    before = len(resident.speaker.heard)
    resident.desk.set_modes(turned(resident.seen.modes[-1], Mode.TONGUE))
    await resident.settles()
    return " ".join(resident.speaker.heard[before:])


async def press(resident: BlindResident, *keys: Key) -> str:
    """As `resident.press`, phrase by phrase: English has blanks between them."""
    before = len(resident.speaker.heard)
    await resident.press(*keys)
    return " ".join(resident.speaker.heard[before:])


async def test_the_page_is_said_again_in_english_and_all_its_keys_work(hall: Hall) -> None:
    answers: list[object] = []

    async def serve(visit: Visit) -> None:
        answers.append(await visit.ask(WHOM))

    async with hall(serve) as resident:
        opened = await in_english(resident)
        assert opened == "Whom do you need? Choices: 3. Local police. Press Down for the next one."
        assert await press(resident, Key.DOWN) == "Emergency numbers. Not available now."
        assert await press(resident, Key.OK) == "Not available now. No network, not possible now."
        assert await press(resident, Key.DOWN) == "More. Last one."
        assert await press(resident, Key.VOLUME_UP) == "Volume 80."
        assert await press(resident, Key.RIGHT) == "Faster."
        assert "You are in: 喝茶" in await press(resident, Key.HELP)
        assert resident.voice.tongues[-1] is Tongue.ENGLISH
        await resident.press(Key.OK)
    assert answers == ["more"]


async def test_digits_and_letters_are_echoed_in_english(hall: Hall) -> None:
    async def serve(visit: Visit) -> None:
        await visit.ask(EnterDigits(headline=text("请输入楼号"), shortest=1, longest=2))
        await visit.ask(EnterText(headline=text("请输入名字或地址"), script=Script.INITIALS))

    async with hall(serve) as resident:
        assert (await in_english(resident)).startswith("Enter the building number. Pick a digit with Down,")
        assert await press(resident, Key.OK) == "Typed 1."
        assert await press(resident, Key.RIGHT) == "Typed 1."
        assert await press(resident, Key.UP) == "Done."
        assert (await press(resident, Key.OK)).startswith("Enter a name or address.")
        assert await press(resident, Key.OK) == "Typed A, as in apple."
        assert await press(resident, Key.LEFT) == "Deleted A, as in apple."
        assert await press(resident, Key.LEFT) == "Nothing typed yet."


async def test_personal_words_are_asked_for_in_english_too(hall: Hall) -> None:
    secret = Tell(headline=text("没有查到您的参保记录"), personal=True, actions=(Option("done", text("看好了")),))

    async def serve(visit: Visit) -> None:
        await visit.ask(secret)

    async with hall(serve) as resident:
        asked = await in_english(resident)
        assert asked == said(own.MAY_I_SPEAK, Tongue.ENGLISH)
        assert (await press(resident, Key.OK)).startswith("We found no insurance record of yours.")


async def test_every_word_of_the_keypad_is_english() -> None:
    words = [word for name, word in vars(own).items() if name.isupper() and isinstance(word, Text)]
    assert len(words) > 30
    assert [word.template for word in words if not said(word, Tongue.ENGLISH).isascii()] == []
