"""查社保 with everything real but the screen: the good way, and each thing that can break on it."""

import asyncio
import logging
from pathlib import Path

import pytest

from hardware.emulators.id_card_reader import ReaderFaults
from hardware.emulators.receipt_printer import PrinterFaults
from kiosk.app.demo.line import LineState
from kiosk.foundation.errors import Fault
from kiosk.store.journal import ActState, Journal
from kiosk.visit.prompts import Tell
from tests.helpers.visitor import ScriptedVisitor
from tests.journeys.conftest import OpenTerminal, Place

pytestmark = pytest.mark.anyio

SECRETS = ("王桂芳", "690101195503180027", "3栋2单元501")


async def log_in(visitor: ScriptedVisitor, place: Place, whose: str = "wang-guifang") -> None:
    visitor.says("social_insurance")
    await visitor.sees("请放身份证")
    place.lays_card(whose)


async def print_slip(visitor: ScriptedVisitor) -> None:
    await visitor.meets("18 年 4 个月", "print")
    await visitor.meets("打印社保凭条吗", True)


async def test_reads_and_prints_with_identity_masked(open_terminal: OpenTerminal, place: Place) -> None:
    async with open_terminal() as visitor:
        await log_in(visitor, place)
        scene = await visitor.sees("养老保险已缴 18 年 4 个月")
        assert scene.who == "王**"
        assert scene.prompt.personal
        assert "少缴 1 个月（7 月）" in scene.prompt.hint.shown()
        visitor.says("months")
        await visitor.meets("最近 24 个月", "overview")
        await visitor.meets("18 年 4 个月", "details")
        await visitor.meets("看哪一项", "medical")
        await visitor.meets("医疗保险：正常参保", "overview")
        await print_slip(visitor)
        scene = await visitor.sees("请取走凭条")
        assert not any(secret in place.printer.slips[0].text for secret in SECRETS)
        assert "王**" in place.printer.slips[0].text
        visitor.says("taken")
        assert not (await visitor.sees("18 年 4 个月")).can_go_back
        visitor.says("done")
        await visitor.meets("办好了", "end")
        await visitor.until(lambda: len(visitor.cleared) == 2)
    assert len(place.printer.slips) == 1


@pytest.mark.parametrize(
    ("whose", "words"),
    [
        ("li-ji", "已缴 15 年 7 个月"),
        ("gulinaer", "没有查到您的参保记录"),
        ("claire-moreau", "已缴 3 年 5 个月"),
        ("chan-kaman", "已缴 4 年 4 个月"),
    ],
)
async def test_every_card_of_the_tray_logs_in(
    open_terminal: OpenTerminal, place: Place, whose: str, words: str
) -> None:
    async with open_terminal() as visitor:
        await log_in(visitor, place, whose)
        await visitor.sees(words)


@pytest.mark.parametrize(
    ("state", "words"),
    [(LineState.CUT, "网络不通"), (LineState.BROKEN, "正在维修"), (LineState.NONSENSE, "看不懂")],
)
async def test_a_backend_that_fails_is_explained_and_the_card_need_not_be_shown_again(
    open_terminal: OpenTerminal, place: Place, state: LineState, words: str
) -> None:
    async with open_terminal() as visitor:
        visitor.says("social_insurance")
        await visitor.sees("请放身份证")
        place.line.become(state)
        place.lays_card()
        scene = await visitor.sees(words)
        assert scene.prompt.hint
        place.reader.lift_card()
        place.line.become(LineState.WHOLE)
        visitor.says("again")
        await visitor.sees("18 年 4 个月")


async def test_a_silent_backend_is_slow_work_that_can_be_left(open_terminal: OpenTerminal, place: Place) -> None:
    async with open_terminal() as visitor:
        visitor.says("social_insurance")
        await visitor.sees("请放身份证")
        place.line.become(LineState.SILENT)
        place.lays_card()
        await visitor.sees("正在核对您的身份")
        visitor.desk.home()
        await visitor.sees("今天办什么事")


@pytest.mark.parametrize(
    ("faults", "words"),
    [
        (ReaderFaults(damaged=1), "请拿起证件"),
        (ReaderFaults(pulled=True), "拿开得早"),
        (ReaderFaults(status=0x37, status_for=b"\x30\x01"), "没有读出来"),
        (ReaderFaults(status=0x31, status_for=b"\x20\x02"), "不认这张证件"),
    ],
)
async def test_a_bad_read_is_said_and_the_next_try_goes_on(
    open_terminal: OpenTerminal, place: Place, faults: ReaderFaults, words: str
) -> None:
    async with open_terminal() as visitor:
        visitor.says("social_insurance")
        await visitor.sees("请放身份证")
        place.reader.break_with(faults)
        place.lays_card()
        await visitor.hears(words)
        place.reader.break_with(ReaderFaults())
        place.lays_card()
        await visitor.sees("18 年 4 个月")


async def test_noise_torn_frames_and_lateness_do_not_matter(open_terminal: OpenTerminal, place: Place) -> None:
    async with open_terminal() as visitor:
        place.reader.break_with(ReaderFaults(noise=b"\x00\xaa\xaa\x17", chunk=17, late_s=0.05))
        await log_in(visitor, place)
        await visitor.sees("18 年 4 个月")


async def test_a_reader_unplugged_and_plugged_in_again_goes_on_by_itself(
    open_terminal: OpenTerminal, place: Place
) -> None:
    async with open_terminal() as visitor:
        visitor.says("social_insurance")
        await visitor.sees("请放身份证")
        place.reader.unplug()
        await visitor.hears("读卡器")
        place.reader.plug()
        await visitor.hears("接好了")
        place.lays_card()
        await visitor.sees("18 年 4 个月")


async def test_an_expired_card_is_refused_with_its_reason(open_terminal: OpenTerminal, place: Place) -> None:
    from hardware.emulators.cards import resident_card

    async with open_terminal() as visitor:
        visitor.says("social_insurance")
        await visitor.sees("请放身份证")
        place.reader.put_card(resident_card(start="20000101", end="20100101"))
        await visitor.hears("过了有效期")


async def test_a_card_that_the_hall_does_not_know_is_told_where_to_go(
    open_terminal: OpenTerminal, place: Place
) -> None:
    from hardware.emulators.cards import resident_card

    async with open_terminal() as visitor:
        visitor.says("social_insurance")
        await visitor.sees("请放身份证")
        place.reader.put_card(resident_card())
        scene = await visitor.sees("没有查到")
        assert "窗口" in scene.prompt.hint.shown()


async def test_paper_that_runs_out_after_the_question_is_said_and_tried_again(
    open_terminal: OpenTerminal, place: Place
) -> None:
    async with open_terminal() as visitor:
        await log_in(visitor, place)
        await visitor.meets("18 年 4 个月", "print")
        await visitor.sees("打印社保凭条吗")
        place.printer.break_with(PrinterFaults(paper_out=True))
        visitor.says(True)
        await visitor.sees("没纸了")
        place.printer.break_with(PrinterFaults())
        visitor.says("again")
        await visitor.sees("请取走凭条")
    assert len(place.printer.slips) == 1


async def test_no_paper_is_said_before_it_is_asked_for(open_terminal: OpenTerminal, place: Place) -> None:
    async with open_terminal() as visitor:
        assert place.terminal is not None
        printer = place.terminal.rooms.devices.receipt_printer
        assert printer is not None
        place.printer.break_with(PrinterFaults(paper_out=True))
        async with asyncio.timeout(10):
            while printer.status.usable:
                await asyncio.sleep(0.02)
        await log_in(visitor, place)
        prompt = (await visitor.sees("18 年 4 个月")).prompt
        assert isinstance(prompt, Tell)
        assert "没纸" in prompt.actions[0].resting.shown()
        visitor.says("print")
        await visitor.hears("没纸")


async def test_a_printer_that_dies_in_mid_job_is_doubt_and_never_a_second_slip(
    open_terminal: OpenTerminal, place: Place
) -> None:
    async with open_terminal() as visitor:
        await log_in(visitor, place)
        await visitor.meets("18 年 4 个月", "print")
        await visitor.sees("打印社保凭条吗")
        place.printer.break_with(PrinterFaults(hang_up_after=400))
        visitor.says(True)
        await visitor.sees("不知道有没有打印好")
        place.printer.break_with(PrinterFaults())
        visitor.says("came_out")
        await visitor.sees("18 年 4 个月")
        assert place.terminal is not None
        assert place.terminal.rooms.journal.count(ActState.UNSURE) == 1
    assert not any("仅供本人参考" in slip.text for slip in place.printer.slips)


def fill(journal: Journal) -> None:
    for _ in range(1000):
        journal.begin("fill")


async def test_a_full_disk_is_said_before_anything_is_printed(open_terminal: OpenTerminal, place: Place) -> None:
    async with open_terminal() as visitor:
        assert place.terminal is not None
        with place.terminal.rooms.database.transaction() as connection:
            connection.execute("PRAGMA max_page_count = 1")
        with pytest.raises(Fault, match=r"disk\.full"):
            fill(place.terminal.rooms.journal)
        await log_in(visitor, place)
        await print_slip(visitor)
        await visitor.sees("存储满了")
    assert place.printer.slips == []


async def test_nothing_personal_is_logged_or_kept(
    open_terminal: OpenTerminal, place: Place, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    caplog.set_level(logging.DEBUG)
    async with open_terminal() as visitor:
        await log_in(visitor, place)
        await print_slip(visitor)
        await visitor.meets("请取走凭条", "taken")
        await visitor.meets("18 年 4 个月", "done")
        await visitor.meets("办好了", "end")
        await visitor.until(lambda: len(visitor.cleared) == 2)
    for secret in SECRETS:
        assert secret not in caplog.text
        kept = [path for path in tmp_path.rglob("*") if path.is_file() and secret.encode() in path.read_bytes()]
        assert kept == []
