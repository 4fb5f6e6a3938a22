"""先停一停 by ear and keys alone: the help tells how, and no other key does it by accident."""

import pytest

from hardware.keypad.contract import Key
from kiosk.modalities import keypad_words as own
from tests.unit.modalities.conftest import Hall
from tests.unit.modalities.test_keypad import BREWS, asking, begun
from tests.unit.visit.test_pausing import Drawer

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


async def test_help_and_then_home_stops_however_long_she_listens(hall: Hall) -> None:
    serve, _ = asking(BREWS)
    drawer = Drawer()
    async with hall(serve, pausing=drawer) as resident:
        await begun(resident)
        heard = await resident.press(Key.HELP)
        assert heard.index(own.HELP_AGAIN.spoken()) < heard.index(own.PAUSE.spoken())
        assert "先停一停吗" in await resident.press(Key.HOME)
        await resident.choose("yes")
        await resident.settles()
        assert "收好了" in resident.heard
    assert len(drawer.kept) == 1


async def test_home_alone_and_home_after_another_key_lead_home(hall: Hall) -> None:
    serve, _ = asking(BREWS)
    async with hall(serve, pausing=Drawer()) as resident:
        await begun(resident)
        await resident.press(Key.HELP, Key.DOWN)
        assert "今天办什么事" in await resident.press(Key.HOME)


async def test_where_she_cannot_stop_the_help_does_not_speak_of_it(hall: Hall) -> None:
    serve, _ = asking(BREWS)
    async with hall(serve, pausing=Drawer()) as resident:
        await resident.press(Key.DOWN)
        assert own.PAUSE.spoken() not in await resident.press(Key.HELP)
        assert await resident.press(Key.HOME) == own.AT_HOME.spoken()
