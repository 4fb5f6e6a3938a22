"""The light of the place where something is to be done, and no other, however fast the pages change."""

import asyncio

import pytest

from hardware.lights.contract import Colour, FlashRate, Light
from kiosk.foundation.money import Money
from kiosk.modalities.slot_lights import SlotLights
from kiosk.visit.modes import Modes
from kiosk.visit.prompts import Act, AnyPrompt, Option, Pay, Present, Tell, Way
from kiosk.visit.stage import Gone, Scene
from kiosk.visit.text import text

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


DONE = Option("done", text("好了"))
SHOW_CARD = Present(
    headline=text("请放证件"),
    ways=(
        Way("id_card", text("身份证"), "identification-card", place="id_card_reader"),
        Way("social_card", text("社保卡"), "cardholder", text("读卡器在休息"), place="card_reader"),
    ),
)
TAKE_SLIP = Act(headline=text("请取走凭条"), icon="receipt", options=(DONE,), place="receipt_printer")
READ = Tell(headline=text("看一看"), actions=(DONE,))


class Board:
    """Lights that take a moment; it keeps what burns, and all that was asked."""

    def __init__(self) -> None:
        self.burning: set[Light] = set()
        self.asked: list[tuple[Light, FlashRate]] = []
        self.quick = asyncio.Event()
        self.quick.set()

    async def show(self, light: Light, rate: FlashRate, _colour: Colour | None = None) -> bool:
        self.asked.append((light, rate))
        await self.quick.wait()
        (self.burning.discard if rate is FlashRate.OFF else self.burning.add)(light)
        return True


class Hall:
    def __init__(self) -> None:
        self.board = Board()
        self.lights = SlotLights(asyncio.get_running_loop(), self.board)  # type: ignore[arg-type]
        self._pages = 0

    def show(self, prompt: AnyPrompt) -> None:
        self._pages += 1
        self.lights.show(Scene(self._pages, prompt), Modes())

    async def settles(self, burning: set[Light]) -> None:
        async with asyncio.timeout(5):
            while self.board.burning != burning:
                await asyncio.sleep(0)


async def test_the_reader_that_waits_blinks_and_one_that_rests_does_not() -> None:
    hall = Hall()
    hall.show(SHOW_CARD)
    await hall.settles({Light.CARD_READER})
    assert hall.board.asked == [(Light.CARD_READER, FlashRate.MEDIUM)]


async def test_the_next_page_moves_the_light() -> None:
    hall = Hall()
    hall.show(SHOW_CARD)
    await hall.settles({Light.CARD_READER})
    hall.show(TAKE_SLIP)
    await hall.settles({Light.RECEIPT_PRINTER})


@pytest.mark.parametrize("leave", [lambda hall: hall.show(READ), lambda hall: hall.lights.clear(Gone.WAITING)])
async def test_nothing_burns_where_nothing_is_to_be_done(leave: object) -> None:
    hall = Hall()
    hall.show(SHOW_CARD)
    await hall.settles({Light.CARD_READER})
    leave(hall)  # type: ignore[operator]
    await hall.settles(set())


async def test_pages_that_change_faster_than_the_board_end_in_the_right_light() -> None:
    hall = Hall()
    hall.board.quick.clear()
    for prompt in (SHOW_CARD, READ, TAKE_SLIP, SHOW_CARD, TAKE_SLIP):
        hall.show(prompt)
        await asyncio.sleep(0)
    hall.board.quick.set()
    await hall.lights.close()
    assert hall.board.burning == set()
    hall.show(TAKE_SLIP)
    await hall.settles({Light.RECEIPT_PRINTER})


async def test_the_light_beside_the_lens_burns_while_the_camera_looks_whatever_the_page_says() -> None:
    hall = Hall()
    hall.show(SHOW_CARD)
    await hall.settles({Light.CARD_READER})
    await asyncio.to_thread(hall.lights.watching, True)
    await hall.settles({Light.CARD_READER, Light.CAMERA})
    assert hall.board.asked[-1] == (Light.CAMERA, FlashRate.CONTINUOUS)
    hall.lights.clear(Gone.WAITING)
    await hall.settles({Light.CAMERA})
    await asyncio.to_thread(hall.lights.watching, False)
    await hall.settles(set())


async def test_closing_leaves_no_light_on() -> None:
    hall = Hall()
    hall.show(TAKE_SLIP)
    await hall.lights.close()
    assert hall.board.burning == set()


async def test_what_may_be_paid_already_has_no_light() -> None:
    pay = Pay(
        headline=text("请出示付款码"),
        ways=(
            Way("payment_code", text("付款码"), "qr-code", place="code_scanner"),
            Way("payment_terminal", text("刷卡"), "credit-card", place="payment_terminal"),
        ),
        amount=Money(8640),
        payee=text("服务馆"),
        seconds=60,
    )
    hall = Hall()
    hall.show(pay)
    await hall.settles({Light.SCANNER, Light.PIN_PAD})
    hall.show(pay.in_doubt())
    await hall.settles(set())
