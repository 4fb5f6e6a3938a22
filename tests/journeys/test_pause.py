"""不着急 with everything real but the screen: two terminals of one hall, one backend, and each thing that can break."""

import asyncio
import base64
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from hardware.code_scanner.hall_codes import read
from hardware.emulators.receipt_printer import PrinterFaults
from kiosk.app.demo.line import LineState
from kiosk.app.demo.office import EmbeddedOffice
from kiosk.visit.blocks import Figure
from kiosk.visit.prompts import Tell
from kiosk.visit.stage import Scene
from tests.helpers.visitor import ScriptedVisitor
from tests.journeys.conftest import OpenTerminal, Place

pytestmark = pytest.mark.anyio

ROOT = Path(__file__).parents[2]
WORDS = "龘靐齉龗麤"  # nobody is called so, and no file holds it by chance


async def to_the_building(visitor: ScriptedVisitor, typed: str = "") -> Scene:
    """Into 找网格员, as far as the question for the building, with something typed."""
    visitor.says("contacts")
    await visitor.meets("您找谁", "building")
    scene = await visitor.sees("请输入楼号")
    if typed:
        visitor.desk.edit(scene.id, typed)
    return scene


async def stops(visitor: ScriptedVisitor) -> Scene:
    """Stop at the page that is seen; the page with the code."""
    visitor.desk.pause()
    await visitor.meets("先停一停吗", True)
    return await visitor.sees("请记下这个码")


def code_on(scene: Scene) -> str:
    assert isinstance(scene.prompt, Tell)
    (figure,) = [block for block in scene.prompt.blocks if isinstance(block, Figure)]
    return re.sub(r"\D", "", figure.value.shown())


async def leaves(visitor: ScriptedVisitor) -> None:
    gone = len(visitor.cleared)
    visitor.says("done")
    await visitor.until(lambda: len(visitor.cleared) > gone)


async def goes_on(visitor: ScriptedVisitor, code: str) -> None:
    visitor.says("resume")
    await visitor.meets("请输入接着办的码", code)


async def test_stopped_here_slip_in_hand_gone_on_there(
    open_terminal: OpenTerminal, place: Place, open_second: OpenTerminal
) -> None:
    async with open_terminal() as visitor:
        await to_the_building(visitor, "3")
        scene = await stops(visitor)
        assert scene.prompt.personal
        assert not scene.can_go_back
        code = code_on(scene)
        visitor.says("print")
        await visitor.meets("打印接着办的凭条吗", True)
        await visitor.meets("请取走凭条", "taken")
        await visitor.sees("请记下这个码")
        await leaves(visitor)
        visitor.desk.begin()  # the place is free: the next resident finds nothing of it
        assert (await visitor.sees("今天办什么事")).who == ""
    (slip,) = place.printer.slips
    assert code in re.sub(r"\D", "", slip.text)
    (picture,) = slip.codes
    scanned = read(picture)
    assert scanned is not None
    assert scanned.token.endswith(code)
    for personal in ("网格", "楼", "contacts", "3 栋"):
        assert personal not in slip.text

    async with open_second() as visitor:
        await goes_on(visitor, code)
        scene = await visitor.sees("请输入楼号")
        assert visitor.desk.presenter.draft == "3"
        assert scene.title.shown() == "找网格员"
        visitor.says("3")
        await visitor.sees("3 栋归")
        visitor.desk.home()
        await visitor.sees("今天办什么事")
        await goes_on(visitor, code)
        scene = await visitor.sees("这个码找不到")
        visitor.says("again")
        await visitor.sees("请输入接着办的码")
        assert visitor.desk.presenter.draft == code, "the digits are kept, to be set right"


async def test_only_the_same_person_goes_on_after_logging_in_again(
    open_terminal: OpenTerminal, place: Place, open_second: OpenTerminal, second_place: Place
) -> None:
    async with open_terminal() as visitor:
        visitor.says("social_insurance")
        await visitor.sees("请放身份证")
        place.lays_card()
        await visitor.meets("18 年 4 个月", "details")
        await visitor.sees("看哪一项")
        code = code_on(await stops(visitor))
        await leaves(visitor)
    async with open_second() as visitor:
        await goes_on(visitor, code)
        await visitor.sees("请放身份证")
        second_place.lays_card("li-ji")
        scene = await visitor.sees("这个码找不到")
        assert "身份证" not in f"{scene.prompt.headline.shown()}{scene.prompt.hint.shown()}"
        visitor.desk.end()
        await visitor.until(lambda: len(visitor.cleared) == 2)
        visitor.desk.begin()
        await visitor.sees("今天办什么事")
        await goes_on(visitor, code)
        await visitor.sees("请放身份证")
        second_place.lays_card()
        scene = await visitor.sees("看哪一项")
        assert scene.who == "王**"
        assert sum("请放身份证" in s.prompt.headline.shown() for s in visitor.scenes) == 2


async def test_the_office_is_out_of_reach_and_she_stands_where_she_stood(
    open_terminal: OpenTerminal, place: Place
) -> None:
    async with open_terminal() as visitor:
        await to_the_building(visitor, "7")
        visitor.desk.pause()
        await visitor.sees("先停一停吗")
        place.line.become(LineState.BROKEN)
        visitor.says(True)
        await visitor.meets("办事系统正在维修", "stay")
        await visitor.sees("请输入楼号")
        assert visitor.desk.presenter.draft == "7"
        place.line.become(LineState.WHOLE)
        code_on(await stops(visitor))


async def test_without_paper_the_code_is_on_the_screen_all_the_same(open_terminal: OpenTerminal, place: Place) -> None:
    async with open_terminal() as visitor:
        await to_the_building(visitor)
        code = code_on(await stops(visitor))
        visitor.says("print")
        await visitor.sees("打印接着办的凭条吗")
        place.printer.break_with(PrinterFaults(paper_out=True))
        visitor.says(True)
        await visitor.meets("没纸了", "skip")
        scene = await visitor.sees("请记下这个码")
        assert code_on(scene) == code
        await visitor.until(
            lambda: "没纸了" in _print_rests(visitor.scene) and "拍照" in visitor.scene.prompt.hint.shown()
        )
        await leaves(visitor)


def _print_rests(scene: Scene) -> str:
    assert isinstance(scene.prompt, Tell)
    return next(option.resting.shown() for option in scene.prompt.actions if option.id == "print")


async def test_the_line_breaks_while_it_is_opened_and_trying_again_brings_it(
    open_terminal: OpenTerminal, place: Place
) -> None:
    async with open_terminal() as visitor:
        await to_the_building(visitor, "5")
        code = code_on(await stops(visitor))
        await leaves(visitor)
        visitor.desk.begin()
        await visitor.sees("今天办什么事")
        visitor.says("resume")
        await visitor.sees("请输入接着办的码")
        place.line.become(LineState.BROKEN)
        visitor.says(code)
        await visitor.sees("办事系统正在维修")
        place.line.become(LineState.WHOLE)
        visitor.says("again")
        await visitor.sees("请输入楼号")
        assert visitor.desk.presenter.draft == "5"


async def test_killed_between_seal_and_slip_nothing_of_her_is_on_any_disk(
    place: Place, open_terminal: OpenTerminal, office: EmbeddedOffice
) -> None:
    command = [sys.executable, "-m", "tests.journeys.stopped_and_killed", str(place.data), str(office.port), WORDS]
    child = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    assert child.stdout is not None
    said = b""
    async with asyncio.timeout(90):
        while b"sealed" not in said:
            line = await child.stdout.readline()
            assert line, said.decode()
            said += line
    child.send_signal(signal.SIGKILL)
    said += await child.stdout.read()
    await child.wait()
    folder = office.folder
    for found in (*_everything_in(place.data), *_everything_in(folder), said):
        for words in (WORDS.encode(), WORDS[:2].encode(), WORDS.encode("utf-16-le"), base64.b64encode(WORDS.encode())):
            assert words not in found
    async with open_terminal() as visitor:
        await to_the_building(visitor)


def _everything_in(folder: Path) -> list[bytes]:
    found = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    assert found
    return found
