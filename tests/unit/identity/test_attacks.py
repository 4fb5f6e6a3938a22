"""Who is not her, and tries to get in as her all the same; and who would shut her out."""

import asyncio
import threading
from dataclasses import replace

import pytest

from kiosk.backend_client.errors import BackendError, BackendKey
from kiosk.faces.contract import Outcome, Portrait, Template, Verdict
from kiosk.identity import card_place, phone_codes
from kiosk.identity.attempts import Claim
from kiosk.identity.face_check import FaceCheck
from kiosk.identity.face_way import FaceWay, Known
from kiosk.identity.shown import Shown
from kiosk.identity.templates import TemplateClaim
from kiosk.visit.person import Level, Person, Proof
from kiosk.visit.visit import Visit
from tests.helpers.face_scene import ScriptedCamera, ScriptedEngine
from tests.helpers.visitor import ScriptedVisitor
from tests.unit.identity import test_face_check as looking
from tests.unit.identity.scripted_ways import MODEL, Hall, PaperStore, ScriptedFace, kept
from tests.unit.identity.test_login import CARD
from tests.unit.identity.test_ways_in import PHONE, PHOTOGRAPHED, leaves, offered, types_the_code

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(card_place, "LOOK_AGAIN_S", 0.005)
    monkeypatch.setattr(phone_codes, "LOOK_AGAIN_S", 0.005)


# An engine that says what cannot be.


@pytest.mark.parametrize("which", [1, 7, -1])
async def test_an_engine_that_names_one_whom_nobody_asked_for_names_nobody(which: int) -> None:
    hall = looking.Hall(ScriptedCamera(), ScriptedEngine((Verdict(Outcome.SAME, which=which),)))
    async with hall.visited() as visitor:
        await visitor.sees("再问一句")
    assert hall.met == ["face.broken"]


async def test_an_engine_that_finds_her_the_same_where_nothing_was_compared_keeps_no_face() -> None:
    async def take(check: FaceCheck, visit: Visit) -> object:
        return await check.take(visit)

    engine = ScriptedEngine((Verdict(Outcome.SAME, which=0, template=Template("m", b"v")),))
    hall = looking.Hall(ScriptedCamera(), engine, take)
    async with hall.visited() as visitor:
        await visitor.sees("再问一句")
    assert hall.met == ["face.broken"]


# An office that says more than was shown.


async def test_no_login_is_surer_than_what_was_shown_here() -> None:
    hall = Hall(Level.STRONG)
    opened = hall.office.log_in

    def generous(card: object, person: Person | None = None) -> Person:
        person = opened(card, person)  # type: ignore[arg-type]
        return replace(person, level=Level.STRONG, proofs=person.proofs | {Proof.FACE})

    hall.office.log_in = generous  # type: ignore[method-assign]
    async with hall as visitor:
        await visitor.sees("请放身份证")
        hall.reader.lay(CARD)
        await visitor.until(lambda: hall.desk.presenter.waiting and "请放身份证" not in _headline(visitor))
        assert hall.known == []
        assert not hall.office.open_sessions


def _headline(visitor: ScriptedVisitor) -> str:
    return visitor.scene.prompt.headline.shown()


# A neighbour who would shut her out.


async def test_wrong_codes_for_her_telephone_do_not_close_it_beside_her_own_card() -> None:
    hall = Hall(Level.STRONG)
    async with hall as visitor:
        for _ in range(3):
            hall.attempts.failed(Claim("sms", PHONE))
        await visitor.sees("请放身份证")
        hall.reader.lay(CARD)
        await visitor.meets("请再用一种办法", "sms")
        await types_the_code(visitor)
        await visitor.sees("几号茶")
    assert hall.known[-1].level is Level.STRONG


async def test_a_film_of_her_that_turns_the_wrong_way_is_tried_three_times_and_no_more() -> None:
    hall = Hall(Level.CLAIM, face=True)
    hall.store.by_claim = {TemplateClaim.phone_tail("0001", 8): (kept(1),)}
    hall.face.sees = [Outcome.TOO_SLOW, Outcome.LOST, Outcome.TOO_SLOW, 0]
    async with hall as visitor:
        await visitor.meets("您想怎么告诉我您是谁", "face")
        await visitor.meets("请输入手机号的最后四位", "0001")
        await visitor.meets("您住几号楼", "8")
        await visitor.meets("这个办法试了几次", "another_way")
        await visitor.sees("您想怎么告诉我您是谁")
    assert hall.known == []
    assert hall.audit.rows[0] == ("refused", "face", "face.too_slow", f"{1:032x}")


async def test_a_face_that_only_proposes_is_written_down_as_used() -> None:
    hall = Hall(Level.CLAIM, face=True)
    hall.store.by_claim = {TemplateClaim.phone_tail("0001", 8): (kept(1), kept(2))}
    hall.face.sees = [1]
    async with hall as visitor:
        await visitor.meets("您想怎么告诉我您是谁", "face")
        await visitor.meets("请输入手机号的最后四位", "0001")
        await visitor.meets("您住几号楼", "8")
        await visitor.sees("是您吗")
    assert hall.audit.rows == [("used", "face", "face.proposed", f"{2:032x}")]


async def test_a_copied_card_does_not_close_the_face_beside_her_own() -> None:
    store = PaperStore({TemplateClaim.number(CARD.number): (kept(1),)})
    way = FaceWay(ScriptedFace(), store, lambda: MODEL)  # type: ignore[arg-type]
    by_photo = await way.of(Shown(number=CARD.number, portrait=Portrait(102, 126, bytes(102 * 126 * 3))))
    by_template = await way.of(Shown(number=CARD.number))
    assert isinstance(by_photo, Known)
    assert isinstance(by_template, Known)
    assert by_photo.key != by_template.key


# A verdict is good for the one time that it was asked for.


async def test_a_verdict_that_the_line_lost_is_not_taken_again_after_a_back() -> None:
    hall = Hall(Level.STRONG, face=True)
    hall.face.sees = [0, 0]
    async with hall as visitor:
        hall.reader.lay(PHOTOGRAPHED)
        await visitor.sees("请再用一种办法")
        hall.office.fails = [BackendError(BackendKey.UNREACHABLE)]
        visitor.says("face")
        await visitor.sees("网络不通")
        visitor.desk.back()
        await visitor.meets("请再用一种办法", "face")
        await visitor.sees("几号茶")
    assert len(hall.face.looked) == 2


async def test_a_face_that_is_attested_too_late_raises_nobody() -> None:
    hall = Hall(Level.CARD, Level.STRONG, face=True)
    hall.face.sees = [0]
    go, begun = threading.Event(), threading.Event()
    async with hall as visitor:
        hall.reader.lay(PHOTOGRAPHED)
        await visitor.meets("几号茶", "3")
        await visitor.sees("请再用一种办法")

        def wait() -> None:
            begun.set()
            go.wait(10)

        hall.office.on_the_way_back = wait
        visitor.says("face")
        await visitor.sees("正在核对")
        await asyncio.to_thread(begun.wait, 10)
        visitor.desk.back()
        await visitor.sees("请再用一种办法")
        go.set()
        async with asyncio.timeout(10):
            while hall.office.open_sessions:
                await asyncio.sleep(0.005)
    assert [person.level for person in hall.known] == [Level.CARD]


async def test_a_second_visitor_finds_nothing_of_what_the_first_has_shown() -> None:
    hall = Hall(Level.STRONG, face=True)
    hall.face.sees = [0]
    async with hall as visitor:
        hall.reader.lay(PHOTOGRAPHED)
        await visitor.meets("请再用一种办法", "face")
        await visitor.sees("几号茶")
        await leaves(visitor)
        assert not hall.office.open_sessions
        visitor.desk.begin()
        await visitor.meets("今天", "tea")
        await visitor.sees("请放身份证")
        hall.reader.lay(CARD)  # of which the chip gave no picture
        await visitor.sees("请再用一种办法")
        assert offered(visitor) == ["sms", "phone_code"]
