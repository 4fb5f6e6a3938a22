"""找网格员: by building, by name, by initials, by role; with the network cut; with nothing found."""

import pytest

from kiosk.app.demo.line import LineState
from kiosk.visit.blocks import BuildingMap, QrPicture
from kiosk.visit.prompts import Choose, Tell
from tests.journeys.conftest import OpenTerminal, Place

pytestmark = pytest.mark.anyio


async def test_by_building_to_a_large_number_on_paper(open_terminal: OpenTerminal, place: Place) -> None:
    async with open_terminal() as visitor:
        visitor.says("contacts")
        scene = await visitor.sees("您找谁")
        assert "110" in scene.prompt.hint.shown()
        visitor.says("building")
        await visitor.meets("请输入楼号", "3")
        scene = await visitor.sees("3 栋归")
        assert isinstance(scene.prompt, Tell)
        (drawn,) = scene.prompt.blocks
        assert isinstance(drawn, BuildingMap)
        assert [plot.number for plot in drawn.plots if plot.mine] == [3]
        visitor.says("worker")
        page = (await visitor.sees("网格员")).prompt
        assert isinstance(page, Tell)
        (code,) = [block for block in page.blocks if isinstance(block, QrPicture)]
        assert code.data.startswith("tel:")
        visitor.says("print")
        await visitor.meets("打印这个电话吗", True)
        await visitor.sees("请取走凭条")
        digits = "".join(c for c in place.printer.slips[0].text if c.isdigit())
        assert code.data.removeprefix("tel:") in digits


async def test_by_building_to_somebody_else(open_terminal: OpenTerminal) -> None:
    async with open_terminal() as visitor:
        visitor.says("contacts")
        await visitor.meets("您找谁", "building")
        await visitor.meets("请输入楼号", "12")
        await visitor.meets("12 栋归", "others")
        prompt = (await visitor.sees("您找哪一位")).prompt
        assert isinstance(prompt, Choose)
        police = next(option for option in prompt.options if "民警" in option.detail.shown())
        visitor.says(police.id)
        assert "民警" in (await visitor.sees("社区民警")).prompt.headline.shown()


async def test_a_building_that_is_not_there_is_told_which_are(open_terminal: OpenTerminal) -> None:
    async with open_terminal() as visitor:
        visitor.says("contacts")
        await visitor.meets("您找谁", "building")
        await visitor.meets("请输入楼号", "99")
        scene = await visitor.sees("没有找到 99 栋")
        assert "12 栋" in scene.prompt.hint.shown()
        visitor.says("another")
        await visitor.sees("您找谁")


async def test_by_name_and_by_the_initials_of_the_same_name(open_terminal: OpenTerminal, place: Place) -> None:
    from kiosk.directory.initials import initials

    async with open_terminal() as visitor:
        assert place.terminal is not None
        directory = place.terminal.rooms.directory.current
        assert directory is not None
        wanted = directory.contacts[0]
        for words in (wanted.name, "".join(letters[0] for letters in initials(wanted.name)).upper()):
            visitor.says("contacts")
            await visitor.meets("您找谁", "words")
            await visitor.meets("请输入名字或地址", words)
            await visitor.until(lambda: not visitor.scene.prompt.headline.shown().startswith("请输入"))
            scene = visitor.scene
            if isinstance(scene.prompt, Choose):
                visitor.says(wanted.id)
            await visitor.sees(wanted.name)
            visitor.desk.home()
            await visitor.sees("今天办什么事")


async def test_nobody_of_that_name(open_terminal: OpenTerminal) -> None:
    async with open_terminal() as visitor:
        visitor.says("contacts")
        await visitor.meets("您找谁", "words")
        await visitor.meets("请输入名字或地址", "龘龘龘")
        await visitor.sees("没有找到")


async def test_with_the_network_cut_since_before_the_start(open_terminal: OpenTerminal, place: Place) -> None:
    async with open_terminal():
        pass
    place.line.become(LineState.CUT)
    assert (place.data / "directory.json").exists()
    async with open_terminal(awake=False) as visitor:
        visitor.says("social_insurance")
        await visitor.until(lambda: bool(visitor.notices))
        visitor.says("contacts")
        await visitor.meets("您找谁", "police")
        prompt = (await visitor.sees("您找哪一位")).prompt
        assert isinstance(prompt, Choose)
        visitor.says(prompt.options[0].id)
        await visitor.sees("民警：")


async def test_a_bundle_that_was_tampered_with_is_not_used(open_terminal: OpenTerminal, place: Place) -> None:
    async with open_terminal():
        pass
    place.line.become(LineState.CUT)
    kept = place.data / "directory.json"
    kept.write_text(kept.read_text(encoding="utf-8").replace("110", "666"), encoding="utf-8")
    async with open_terminal(awake=False) as visitor:
        visitor.says("contacts")
        scene = await visitor.sees("通讯录还没有下载")
        assert "110" in scene.prompt.hint.shown()
