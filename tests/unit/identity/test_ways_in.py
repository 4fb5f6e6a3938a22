"""Every way in and every level, with cards, codes and faces that a script plays."""

import asyncio
import itertools
import threading
from collections.abc import Sequence
from dataclasses import replace

import pytest

from hardware.card_reader.cards import Access, BankCard, BankNetwork, SocialSecurityCard
from hardware.card_reader.contract import CardReaderReason
from hardware.code_scanner.codes import CodeKind
from hardware.code_scanner.contract import ScannerReason
from hardware.code_scanner.hall_codes import write
from hardware.id_card_reader.photo import Photo
from hardware.status import DeviceState
from kiosk.backend_client.errors import BackendError, BackendKey
from kiosk.faces.contract import Outcome, Portrait, Stake, Template
from kiosk.foundation.errors import Fault
from kiosk.identity import card_place, phone_codes, ways
from kiosk.identity.shown import Shown, present_id_card, shown_by
from kiosk.identity.templates import ClaimKind, TemplateClaim
from kiosk.identity.ways import WayIn
from kiosk.visit.person import SECOND_PROOFS, Level, Person, Proof, level_of
from kiosk.visit.prompts import Choose, Confirm, EnterDigits, Layout, Present
from kiosk.visit.sentences import SENTENCES
from kiosk.visit.text import text
from tests.helpers.visitor import ScriptedVisitor
from tests.unit.identity.scripted_ways import HALL, SOCIAL, Hall, kept
from tests.unit.identity.test_login import CARD

pytestmark = pytest.mark.anyio

PHOTOGRAPHED = replace(CARD, photo=Photo(bytes(102 * 126 * 3)))
LOGIN_CODE = write(CodeKind.LOGIN, "G00DG00DG00DG00D")
PHONE = "00000000001"


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(card_place, "LOOK_AGAIN_S", 0.005)
    monkeypatch.setattr(phone_codes, "LOOK_AGAIN_S", 0.005)


async def types_the_code(visitor: ScriptedVisitor, code: str = "246810") -> None:
    await visitor.meets("请输入您的手机号", PHONE)
    await visitor.meets("短信发出去了", "enter")
    await visitor.meets("请输入短信里的验证码", code)


async def leaves(visitor: ScriptedVisitor) -> None:
    before = len(visitor.cleared)
    visitor.desk.end()
    await visitor.until(lambda: len(visitor.cleared) > before)


def offered(visitor: ScriptedVisitor) -> list[str]:
    prompt = visitor.scene.prompt
    assert isinstance(prompt, Choose)
    return [option.id for option in prompt.options if option.can_be_chosen]


def resting(visitor: ScriptedVisitor, way: str) -> str:
    prompt = visitor.scene.prompt
    assert isinstance(prompt, Choose)
    return next(option.resting.shown() for option in prompt.options if option.id == way)


# The rule of levels.


@pytest.mark.parametrize("proofs", [set(some) for n in range(7) for some in itertools.combinations(Proof, n)])
def test_the_level_of_any_set_of_proofs(proofs: set[Proof]) -> None:
    level = level_of(proofs)
    if not proofs:
        assert level is Level.NOBODY
    if level >= Level.CARD:
        assert proofs - {Proof.FACE}, "a face alone is never more than a claim"
        assert proofs & {Proof.ID_CARD, Proof.HALL_CARD, Proof.SOCIAL_SECURITY}
    if level is Level.STRONG:
        assert Proof.ID_CARD in proofs
        assert proofs & SECOND_PROOFS
    assert all(level_of(proofs | {more}) >= level for more in Proof), "one proof more never makes less certain"


@pytest.mark.parametrize("level", [Level.CLAIM, Level.CARD, Level.STRONG])
def test_no_level_has_the_face_as_its_only_way_and_each_has_two_without_it(level: Level) -> None:
    routes = ways.routes(level)
    assert len([route for route in routes if Proof.FACE not in route]) >= 2
    for route in routes:
        if Proof.FACE in route and len(route) > 1:
            for other in (Proof.SMS, Proof.PHONE_CODE):
                assert route - {Proof.FACE} | {other} in routes


@pytest.mark.parametrize("level", [Level.CARD, Level.STRONG])
def test_whatever_was_proved_there_is_a_way_on(level: Level) -> None:
    for number in range(7):
        for some in itertools.combinations(Proof, number):
            proofs, steps = frozenset(some), 0
            while level_of(proofs) < level:
                nexts = ways.next_ways(proofs, level)
                assert set(nexts) != {WayIn.FACE}
                proofs |= {next(iter(sorted(ways.proofs_of(nexts[0]))))}
                steps += 1
            assert steps <= 2


def test_every_way_is_offered_at_the_same_size() -> None:
    for page in (ways.choose_way(dict.fromkeys(WayIn, text(""))), ways.choose_second(dict.fromkeys(WayIn, text("")))):
        assert page.layout is Layout.TILES
        assert not any(option.primary for option in page.options)
        assert len({option.tint for option in page.options}) == 1
        assert all(option.label and option.detail and option.icon and option.phrases for option in page.options)


# Cards.


async def test_a_hall_card_asks_for_a_second_proof_and_then_is_as_good_as_an_identity_card() -> None:
    hall = Hall(Level.CARD)
    async with hall as visitor:
        await visitor.sees("请放身份证")
        hall.chips.lay(HALL)
        await visitor.sees("请再用一种办法")
        assert offered(visitor) == ["id_card", "sms", "phone_code"]
        visitor.says("sms")
        await types_the_code(visitor)
        await visitor.sees("几号茶")
    (person,) = hall.known
    assert person.level is Level.CARD
    assert person.proofs == {Proof.HALL_CARD, Proof.SMS}
    assert hall.audit.rows == [("used", "hall_card", "", ""), ("used", "sms", "", "")]


async def test_the_identity_card_may_follow_a_social_security_card() -> None:
    hall = Hall(Level.CARD)
    async with hall as visitor:
        await visitor.sees("请放身份证")
        hall.chips.lay(SOCIAL)
        await visitor.meets("请再用一种办法", "id_card")
        await visitor.sees("请放身份证")
        hall.reader.lay(CARD)
        await visitor.sees("几号茶")
    assert hall.known[-1].level is Level.CARD


async def test_where_no_chip_card_can_be_read_none_is_asked_for() -> None:
    hall = Hall(Level.CARD, chips=False)
    async with hall as visitor:
        prompt = (await visitor.sees("请放身份证")).prompt
        assert isinstance(prompt, Present)
        assert [way.id for way in prompt.ways] == ["id_card"]
        assert prompt.hint.shown() == "平放在屏幕右下方的读卡区。先不要拿开。"


@pytest.mark.parametrize(
    ("card", "key"),
    [
        (BankCard(BankNetwork.UNIONPAY), "card_unknown"),
        (SocialSecurityCard(access=Access.NEED_PIN), "card_closed"),
        (replace(SOCIAL, valid_until=CARD.birth), "card_expired"),
        (CardReaderReason.CARD_MUTE, "card_mute"),
        (CardReaderReason.READER_ABSENT, ""),
    ],
)
async def test_a_chip_card_that_names_nobody_is_explained_and_the_next_is_read(card: object, key: str) -> None:
    hall = Hall(Level.CARD)
    async with hall as visitor:
        await visitor.sees("请放身份证")
        hall.chips.lay(card)  # type: ignore[arg-type]
        hall.chips.lay(HALL)
        await visitor.sees("请再用一种办法")
        told = [SENTENCES[f"card_reader.{key}"].all.shown()] if key else []
        assert visitor.notices == told


async def test_an_unknown_hall_card_is_told_and_an_identity_card_does() -> None:
    hall = Hall(Level.CARD)
    hall.office.fails = [BackendError(BackendKey.REFUSED_NOT_FOUND)]
    async with hall as visitor:
        await visitor.sees("请放身份证")
        hall.chips.lay(HALL)
        await visitor.meets("没有查到您的登记信息", "another_way")
        await visitor.sees("请放身份证")
        hall.reader.lay(CARD)
        await visitor.sees("几号茶")


# Stepping up.


async def test_stepping_up_asks_only_for_what_is_missing_and_goes_on_where_it_was() -> None:
    hall = Hall(Level.CARD, Level.STRONG)
    async with hall as visitor:
        hall.reader.lay(CARD)
        await visitor.meets("几号茶", "3")
        await visitor.sees("请再用一种办法")
        assert offered(visitor) == ["sms", "phone_code"]
        visitor.says("sms")
        await types_the_code(visitor)
        await visitor.sees("加几块糖")
    assert [person.level for person in hall.known] == [Level.CARD, Level.STRONG]
    assert hall.known[0].shown is hall.known[1].shown
    assert not hall.office.open_sessions, "the first session is replaced, the second is logged out"


async def test_back_over_a_step_up_does_not_lead_into_a_code_that_is_used_up_and_it_stays_proved() -> None:
    hall = Hall(Level.CARD, Level.STRONG)
    async with hall as visitor:
        hall.reader.lay(CARD)
        await visitor.meets("几号茶", "3")
        await visitor.meets("请再用一种办法", "sms")
        await types_the_code(visitor)
        await visitor.sees("加几块糖")
        visitor.desk.back()
        await visitor.meets("几号茶", "4")
        await visitor.sees("加几块糖")
    assert [person.session for person in hall.known] == ["session-0", "session-1", "session-1", "session-1"]
    assert len(hall.office.told("sms")) == 1


async def test_back_from_the_first_page_of_a_step_up_leads_to_the_service() -> None:
    hall = Hall(Level.CARD, Level.STRONG)
    async with hall as visitor:
        hall.reader.lay(CARD)
        await visitor.meets("几号茶", "3")
        await visitor.sees("请再用一种办法")
        visitor.desk.back()
        assert isinstance((await visitor.sees("几号茶")).prompt, EnterDigits)
        visitor.says("3")
        await visitor.meets("请再用一种办法", "sms")
        await visitor.sees("请输入您的手机号")
        visitor.desk.back()
        await visitor.sees("请再用一种办法")
    assert hall.office.told("id_card") == [("id_card", CARD.number)]


async def test_back_within_a_text_message_sends_none_a_second_time() -> None:
    hall = Hall(Level.STRONG)
    async with hall as visitor:
        hall.reader.lay(CARD)
        await visitor.meets("请再用一种办法", "sms")
        await visitor.meets("请输入您的手机号", PHONE)
        await visitor.meets("短信发出去了", "enter")
        await visitor.sees("请输入短信里的验证码")
        visitor.desk.back()
        await visitor.meets("短信发出去了", "enter")
        await visitor.meets("请输入短信里的验证码", "111111")
        await visitor.meets("验证码没有对上", "enter")
        await visitor.sees("请输入短信里的验证码")
        visitor.desk.back()
        await visitor.sees("验证码没有对上")
        assert hall.office.told("ask_for_sms") == [("ask_for_sms", PHONE)]
        visitor.says("again")
        await visitor.meets("又发了一条短信", "enter")
        await visitor.meets("请输入短信里的验证码", "246810")
        await visitor.sees("几号茶")
    assert len(hall.office.told("sms")) == 2, "a wrong code is not tried again by a Back"
    assert [row[:2] for row in hall.audit.rows] == [("used", "id_card"), ("refused", "sms"), ("used", "sms")]


async def test_a_later_service_finds_what_an_earlier_one_has_proved() -> None:
    hall = Hall(Level.STRONG, Level.STRONG)
    async with hall as visitor:
        hall.reader.lay(CARD)
        await visitor.meets("请再用一种办法", "phone_code")
        await visitor.sees("请扫手机上的登录码")
        hall.scanner.hold(LOGIN_CODE, CodeKind.LOGIN)
        await visitor.meets("几号茶", "1")
        await visitor.sees("加几块糖")
        visitor.desk.home()
        await visitor.meets("今天", "tea")
        await visitor.meets("几号茶", "2")
        await visitor.sees("加几块糖")
    assert {person.session for person in hall.known} == {"session-1"}
    assert len(hall.known) == 4


async def test_what_is_typed_in_a_step_up_is_told_nobody_when_she_stops() -> None:
    from kiosk.visit.promises import Kept

    hall = Hall(Level.CARD, Level.STRONG)
    stopped: list[Kept] = []

    class Stopping:
        def resting(self) -> object:
            return text("")

        async def stop(self, visit: object, kept: Kept) -> bool:
            stopped.append(kept)
            return True

    hall.desk._pausing = hall.desk._course._pausing = Stopping()  # type: ignore[assignment]
    async with hall as visitor:
        hall.reader.lay(CARD)
        await visitor.meets("几号茶", "3")
        await visitor.meets("请再用一种办法", "sms")
        await visitor.sees("请输入您的手机号")
        visitor.desk.edit(visitor.scene.id, "0000000")
        visitor.desk.pause()
        await visitor.until(lambda: bool(stopped))
    (kept_for_later,) = stopped
    assert [promise.value for promise in kept_for_later.answers] == ["3"]
    assert kept_for_later.standing is not None
    assert kept_for_later.standing.value == ""


async def test_the_telephone_of_somebody_else_adds_nothing() -> None:
    hall = Hall(Level.CARD, Level.STRONG)
    async with hall as visitor:
        hall.reader.lay(CARD)
        await visitor.meets("几号茶", "3")
        hall.office.fails = [BackendError(BackendKey.ANOTHER_RESIDENT)]
        await visitor.meets("请再用一种办法", "phone_code")
        await visitor.sees("请扫手机上的登录码")
        hall.scanner.hold(LOGIN_CODE, CodeKind.LOGIN)
        await visitor.meets("这和前面登录的不是同一位", "another_way")
        await visitor.meets("请再用一种办法", "sms")
        await types_the_code(visitor)
        await visitor.sees("加几块糖")


async def test_a_session_that_is_over_asks_for_the_card_again() -> None:
    hall = Hall(Level.CARD, Level.STRONG)
    async with hall as visitor:
        hall.reader.lay(CARD)
        await visitor.meets("几号茶", "3")
        hall.office.fails = [BackendError(BackendKey.SESSION_OVER)]
        await visitor.meets("请再用一种办法", "phone_code")
        await visitor.sees("请扫手机上的登录码")
        hall.scanner.hold(LOGIN_CODE, CodeKind.LOGIN)
        await visitor.meets("登录时间到了", "again")
        await visitor.sees("请放身份证")


# The telephone.


async def test_three_wrong_codes_rest_this_way_and_offer_another() -> None:
    hall = Hall(Level.STRONG)
    async with hall as visitor:
        hall.reader.lay(CARD)
        await visitor.meets("请再用一种办法", "sms")
        await visitor.meets("请输入您的手机号", PHONE)
        for headline in ("短信发出去了", "验证码没有对上", "验证码没有对上"):
            await visitor.meets(headline, "enter")
            await visitor.meets("请输入短信里的验证码", "000000")
        await visitor.meets("这个办法试了几次", "another_way")
        await visitor.sees("请再用一种办法")
        assert offered(visitor) == ["phone_code"]
        visitor.says("phone_code")
        await visitor.sees("请扫手机上的登录码")
        hall.scanner.hold(LOGIN_CODE, CodeKind.LOGIN)
        await visitor.sees("几号茶")


async def test_a_cut_line_is_told_and_the_same_code_may_be_tried_again() -> None:
    hall = Hall(Level.STRONG)
    async with hall as visitor:
        hall.reader.lay(CARD)
        await visitor.meets("请再用一种办法", "phone_code")
        await visitor.sees("请扫手机上的登录码")
        hall.office.fails = [BackendError(BackendKey.UNREACHABLE)]
        hall.scanner.hold(LOGIN_CODE, CodeKind.LOGIN)
        await visitor.meets("网络不通", "again")
        await visitor.sees("几号茶")
    assert hall.known[-1].level is Level.STRONG


async def test_a_line_cut_while_the_message_is_sent_or_the_code_is_checked_loses_nothing() -> None:
    hall = Hall(Level.STRONG)
    async with hall as visitor:
        hall.reader.lay(CARD)
        await visitor.meets("请再用一种办法", "sms")
        await visitor.sees("请输入您的手机号")
        hall.office.fails = [BackendError(BackendKey.SLOW)]
        visitor.says(PHONE)
        await visitor.meets("办事系统很慢", "again")
        await visitor.meets("短信发出去了", "enter")
        await visitor.sees("请输入短信里的验证码")
        hall.office.fails = [BackendError(BackendKey.UNREACHABLE)]
        visitor.says("246810")
        await visitor.meets("网络不通", "enter")
        await visitor.meets("请输入短信里的验证码", "246810")
        await visitor.sees("几号茶")


async def test_too_many_messages_are_held_back_kindly() -> None:
    hall = Hall(Level.STRONG)
    async with hall as visitor:
        hall.reader.lay(CARD)
        await visitor.meets("请再用一种办法", "sms")
        await visitor.meets("请输入您的手机号", PHONE)
        await visitor.sees("短信发出去了")
        hall.office.fails = [BackendError(BackendKey.TOO_MANY, retry_after_s=40)]
        visitor.says("again")
        await visitor.sees("短信刚刚发过")


async def test_without_the_line_the_telephone_rests_and_says_why() -> None:
    hall = Hall(Level.STRONG)
    async with hall as visitor:
        hall.network = False
        hall.reader.lay(CARD)
        await visitor.sees("请再用一种办法")
        assert offered(visitor) == []
        assert "网络不通" in resting(visitor, "sms")
        hall.network = True
        visitor.desk.conditions_changed()
        await visitor.until(lambda: offered(visitor) == ["sms", "phone_code"])


async def test_another_code_is_no_login_and_a_scanner_that_is_pulled_out_leads_to_another_way() -> None:
    hall = Hall(Level.STRONG)
    async with hall as visitor:
        hall.reader.lay(CARD)
        await visitor.meets("请再用一种办法", "phone_code")
        await visitor.sees("请扫手机上的登录码")
        hall.scanner.hold("6901234567892", CodeKind.PRODUCT)
        await visitor.hears("这不是登录码")
        hall.scanner.state = DeviceState.NO_DEVICE
        hall.scanner.fail(ScannerReason.SCANNER_ABSENT)
        await visitor.meets("扫码器断开了", "another_way")
        await visitor.sees("请再用一种办法")
        assert offered(visitor) == ["sms"]
        assert "扫码器断开" in resting(visitor, "phone_code")
        assert hall.scanner.open == 0


async def test_leaving_in_the_middle_ends_what_came_late() -> None:
    hall = Hall(Level.CARD, Level.STRONG)
    go = threading.Event()
    async with hall as visitor:
        hall.reader.lay(CARD)
        await visitor.meets("几号茶", "3")
        await visitor.meets("请再用一种办法", "phone_code")
        await visitor.sees("请扫手机上的登录码")
        hall.office.on_the_way_back = lambda: go.wait(10)
        hall.scanner.hold(LOGIN_CODE, CodeKind.LOGIN)
        await visitor.sees("正在核对")
        await leaves(visitor)
        go.set()
        async with asyncio.timeout(10):
            while hall.office.open_sessions or len(hall.office.sessions) < 2:
                await asyncio.sleep(0.005)


# The face.


def picture(references: Sequence[Portrait | Template]) -> Portrait:
    (one,) = references
    assert isinstance(one, Portrait)
    return one


async def test_her_face_beside_the_picture_of_her_card_is_a_second_proof_and_the_picture_is_forgotten() -> None:
    hall = Hall(Level.STRONG, face=True)
    hall.face.sees = [0]
    async with hall as visitor:
        hall.reader.lay(PHOTOGRAPHED)
        await visitor.sees("请再用一种办法")
        assert offered(visitor) == ["sms", "phone_code", "face"]
        visitor.says("face")
        await visitor.sees("几号茶")
        ((references, stake),) = hall.face.looked
        assert stake is Stake.STRICT
        assert (picture(references).width, picture(references).height) == (102, 126)
        assert shown_by(hall.known[-1]).portrait is None
    assert hall.known[-1].proofs == {Proof.ID_CARD, Proof.FACE}
    assert hall.office.told("face") == [("face", "card_photo", "")]


async def test_the_face_of_somebody_else_is_refused_three_times_and_then_another_way_is_offered() -> None:
    hall = Hall(Level.STRONG, face=True)
    hall.face.sees = [Outcome.OTHER, Outcome.OTHER, Outcome.FLAT]
    async with hall as visitor:
        hall.reader.lay(PHOTOGRAPHED)
        await visitor.meets("请再用一种办法", "face")
        await visitor.meets("这个办法试了几次", "another_way")
        await visitor.sees("请再用一种办法")
        assert offered(visitor) == ["sms", "phone_code"]
        assert not hall.office.told("face")
        visitor.says("sms")
        await types_the_code(visitor)
        await visitor.sees("几号茶")
    outcomes = [row[2] for row in hall.audit.rows if row[0] == "refused"]
    assert outcomes == ["face.other", "face.other", "face.flat"]
    assert hall.known[-1].proofs == {Proof.ID_CARD, Proof.SMS}


async def test_her_refused_face_does_not_shut_out_her_neighbour() -> None:
    hall = Hall(Level.STRONG, face=True)
    hall.face.sees = [Outcome.OTHER] * 3
    neighbour = replace(PHOTOGRAPHED, number="690104195605200038")
    async with hall as visitor:
        hall.reader.lay(PHOTOGRAPHED)
        await visitor.meets("请再用一种办法", "face")
        await visitor.sees("这个办法试了几次")
        await leaves(visitor)
        hall.desk.begin()
        await visitor.meets("今天", "tea")
        hall.reader.lay(neighbour)
        await visitor.sees("请再用一种办法")
        assert "face" in offered(visitor)


async def test_who_would_rather_not_be_looked_at_goes_on_without_a_word() -> None:
    hall = Hall(Level.STRONG, face=True)
    async with hall as visitor:
        hall.reader.lay(PHOTOGRAPHED)
        await visitor.meets("请再用一种办法", "face")
        await visitor.meets("请面向摄像头", "another_way")
        await visitor.sees("请再用一种办法")
        assert hall.face.looking == 0
        assert "face" in offered(visitor)


@pytest.mark.parametrize("key", ["camera.absent", "camera.silent", "face.broken", "face.frozen", "face.too_slow"])
async def test_whatever_ails_the_camera_leads_to_another_way_and_never_in(key: str) -> None:
    hall = Hall(Level.STRONG, face=True)
    hall.face.sees = [Fault(key)]
    async with hall as visitor:
        hall.reader.lay(PHOTOGRAPHED)
        await visitor.meets("请再用一种办法", "face")
        await visitor.meets(SENTENCES[key].what.shown(), "another_way")
        await visitor.meets("请再用一种办法", "sms")
        await visitor.sees("请输入您的手机号")
        visitor.desk.back()
        await visitor.sees("请再用一种办法")
        assert len(hall.face.looked) == 1, "a Back does not switch the camera on again"
    assert not hall.office.told("face")


async def test_without_a_picture_on_the_card_the_template_that_she_left_is_taken() -> None:
    hall = Hall(Level.STRONG, face=True)
    hall.store.by_claim = {TemplateClaim.number(CARD.number): (kept(7),)}
    hall.face.sees = [0]
    async with hall as visitor:
        hall.reader.lay(CARD)
        await visitor.meets("请再用一种办法", "face")
        await visitor.sees("几号茶")
    assert hall.office.told("face") == [("face", "number", f"{7:032x}")]
    assert ("used", "face", "", f"{7:032x}") in hall.audit.rows


@pytest.mark.parametrize("by", [TemplateClaim.number(CARD.number), TemplateClaim.hall_card(HALL.number)])
async def test_a_face_that_an_earlier_engine_made_rests_and_is_to_be_left_anew(by: TemplateClaim) -> None:
    hall = Hall(Level.CARD, face=True)
    hall.level = Level.STRONG if by.kind is ClaimKind.NUMBER else Level.CARD
    hall.store.by_claim = {by: (kept(7, model="another"),)}
    async with hall as visitor:
        if by.kind is ClaimKind.NUMBER:
            hall.reader.lay(CARD)
        else:
            hall.chips.lay(HALL)
        await visitor.sees("请再用一种办法")
        assert "face" not in offered(visitor)
        assert resting(visitor, "face") == "程序换了，请到“我的人脸”重新留"
        visitor.says("sms")
        await visitor.sees("请输入您的手机号")
        visitor.desk.back()
        await visitor.sees("请再用一种办法")
        assert resting(visitor, "face") == "程序换了，请到“我的人脸”重新留", "also after Back"


async def test_while_no_engine_is_there_no_face_is_called_outdated() -> None:
    hall = Hall(Level.STRONG, face=True, model="")
    hall.store.by_claim = {TemplateClaim.number(CARD.number): (kept(7),)}
    async with hall as visitor:
        hall.reader.lay(CARD)
        await visitor.sees("请再用一种办法")
        assert resting(visitor, "face") == "证件里没有照片，您也没有留过"


async def test_without_a_picture_and_without_a_template_the_face_rests_and_says_why() -> None:
    hall = Hall(Level.STRONG, face=True)
    async with hall as visitor:
        hall.reader.lay(CARD)
        await visitor.sees("请再用一种办法")
        assert offered(visitor) == ["sms", "phone_code"]
        assert resting(visitor, "face") == "证件里没有照片，您也没有留过"


async def test_a_store_that_cannot_be_used_closes_the_face_alone() -> None:
    hall = Hall(Level.STRONG, face=True)
    hall.store.broken = Fault("templates.spoilt")
    async with hall as visitor:
        hall.reader.lay(CARD)
        await visitor.sees("请再用一种办法")
        assert offered(visitor) == ["sms", "phone_code"]


async def test_a_hall_card_names_a_template() -> None:
    hall = Hall(Level.CARD, face=True)
    hall.store.by_claim = {TemplateClaim.hall_card(HALL.number): (kept(3),)}
    hall.face.sees = [0]
    async with hall as visitor:
        await visitor.sees("请放身份证")
        hall.chips.lay(HALL)
        await visitor.meets("请再用一种办法", "face")
        await visitor.sees("几号茶")
    assert hall.known[-1].proofs == {Proof.HALL_CARD, Proof.FACE}
    assert hall.office.told("face") == [("face", "hall_card", f"{3:032x}")]


async def test_a_child_is_not_offered_her_face() -> None:
    hall = Hall(Level.STRONG, face=True)
    async with hall as visitor:
        hall.reader.lay(replace(PHOTOGRAPHED, birth=CARD.birth.replace(year=2015)))
        prompt = (await visitor.sees("请再用一种办法")).prompt
        assert isinstance(prompt, Choose)
        assert [option.id for option in prompt.options] == ["sms", "phone_code"]


async def test_whom_the_office_knows_to_be_a_child_is_not_offered_her_face_by_a_card_without_a_birthday() -> None:
    hall = Hall(Level.CARD, face=True)
    hall.office.of_age = False
    hall.store.by_claim = {TemplateClaim.hall_card(HALL.number): (kept(3),)}
    async with hall as visitor:
        await visitor.sees("请放身份证")
        hall.chips.lay(HALL)
        await visitor.sees("请再用一种办法")
        assert offered(visitor) == ["id_card", "sms", "phone_code"]


async def test_a_face_that_cannot_be_written_down_does_not_count_and_a_code_does() -> None:
    hall = Hall(Level.STRONG, face=True)
    hall.face.sees = [0]
    async with hall as visitor:
        hall.reader.lay(PHOTOGRAPHED)
        await visitor.sees("请再用一种办法")
        hall.audit.full = True
        visitor.says("face")
        await visitor.sees(SENTENCES["disk.full"].what.shown())
    assert Level.STRONG not in {person.level for person in hall.known}
    assert not hall.office.open_sessions


async def test_where_no_face_is_offered_there_is_no_trace_of_it() -> None:
    hall = Hall(Level.CLAIM)
    async with hall as visitor:
        await visitor.meets("您想怎么告诉我", "phone_code")
        await visitor.sees("请扫手机上的登录码")
        hall.scanner.hold(LOGIN_CODE, CodeKind.LOGIN)
        await visitor.sees("几号茶")
    assert not any("脸" in repr(scene.prompt) for scene in visitor.scenes)


# A claim.


async def test_who_claims_may_choose_any_way_or_simply_lay_a_card_down() -> None:
    hall = Hall(Level.CLAIM, face=True)
    async with hall as visitor:
        await visitor.sees("您想怎么告诉我")
        assert offered(visitor) == ["id_card", "chip_card", "sms", "phone_code", "face"]
        hall.chips.lay(HALL)
        await visitor.sees("几号茶")
    assert hall.known[-1].level is Level.CLAIM


async def test_a_tile_of_a_card_asks_for_that_card_and_another_way_leads_back() -> None:
    hall = Hall(Level.CLAIM)
    async with hall as visitor:
        await visitor.meets("您想怎么告诉我", "chip_card")
        await visitor.meets("请放社保卡或者邻里卡", "another_way")
        await visitor.meets("您想怎么告诉我", "id_card")
        await visitor.sees("请放身份证")
        hall.reader.lay(CARD)
        await visitor.sees("几号茶")


async def claims_by_telephone(visitor: ScriptedVisitor, building: str = "8") -> None:
    await visitor.meets("您想怎么告诉我", "face")
    await visitor.meets("请输入手机号的最后四位", "0001")
    await visitor.meets("您住几号楼", building)


HOUSEHOLD = TemplateClaim.phone_tail("0001", 8)


async def test_one_template_behind_a_claim_is_compared_strictly_and_is_a_claim() -> None:
    hall = Hall(Level.CLAIM, face=True)
    hall.store.by_claim = {HOUSEHOLD: (kept(1),)}
    hall.face.sees = [0]
    async with hall as visitor:
        await claims_by_telephone(visitor)
        await visitor.sees("几号茶")
    assert hall.face.looked[0][1] is Stake.STRICT
    assert hall.office.told("face") == [("face", "phone_tail_building", f"{1:032x}")]
    assert hall.known[-1].level is Level.CLAIM


async def test_of_a_household_the_face_only_proposes_and_another_way_makes_certain() -> None:
    hall = Hall(Level.CLAIM, face=True)
    hall.store.by_claim = {HOUSEHOLD: (kept(1, "王**"), kept(2, "林**"))}
    hall.face.sees = [1]
    async with hall as visitor:
        await claims_by_telephone(visitor)
        prompt = (await visitor.sees("是您吗？林**")).prompt
        assert isinstance(prompt, Confirm)
        visitor.says(True)
        await visitor.sees("请再用一种办法")
        assert "face" not in offered(visitor)
        assert hall.known == []
        visitor.says("sms")
        await types_the_code(visitor)
        await visitor.sees("几号茶")
    assert hall.face.looked[0][1] is Stake.LIGHT
    assert not hall.office.told("face"), "a proposal is no proof"
    assert hall.known[-1].proofs == {Proof.SMS}


async def test_a_proposal_that_the_second_way_does_not_bear_out_opens_nothing() -> None:
    hall = Hall(Level.CLAIM, face=True)
    hall.store.by_claim = {HOUSEHOLD: (kept(1, "王**"), kept(2, "林**"))}
    hall.face.sees = [0]
    async with hall as visitor:
        await claims_by_telephone(visitor)
        await visitor.meets("是您吗？王**", True)
        await visitor.meets("请再用一种办法", "sms")
        await types_the_code(visitor)
        await visitor.sees("这和前面登录的不是同一位")
        assert not hall.office.open_sessions
    assert hall.known == []


async def test_a_household_whose_faces_an_earlier_engine_made_is_told_to_leave_them_anew() -> None:
    hall = Hall(Level.CLAIM, face=True)
    hall.store.by_claim = {HOUSEHOLD: (kept(1, "王**", model="another"), kept(2, "林**", model="another"))}
    async with hall as visitor:
        await claims_by_telephone(visitor)
        await visitor.sees("您留的人脸要重新留")
        assert "我的人脸" in visitor.scene.prompt.hint.shown()
        visitor.says("another_way")
        await visitor.sees("您想怎么告诉我")
        assert hall.face.looked == []
        assert ("refused", "face", "login.template_outdated", "") in hall.audit.rows
        for _ in range(2):
            await claims_by_telephone(visitor)
            await visitor.meets("您留的人脸要重新留", "another_way")
        await claims_by_telephone(visitor)
        await visitor.sees("没有找到留在这里的人脸")  # tried too often: nothing is told any more


async def test_it_is_not_i_leads_to_another_way() -> None:
    hall = Hall(Level.CLAIM, face=True)
    hall.store.by_claim = {HOUSEHOLD: (kept(1, "王**"), kept(2, "林**"))}
    hall.face.sees = [0]
    async with hall as visitor:
        await claims_by_telephone(visitor)
        await visitor.meets("是您吗？王**", False)
        await visitor.sees("您想怎么告诉我")
        assert "face" not in offered(visitor)


async def test_who_tries_one_house_after_the_other_is_held_back() -> None:
    hall = Hall(Level.CLAIM, face=True)
    async with hall as visitor:
        for number in range(20):
            await claims_by_telephone(visitor, building=str(100 + number))
            await visitor.meets("没有找到留在这里的人脸", "another_way")
        await visitor.sees("您想怎么告诉我")
        assert "face" not in offered(visitor)
        assert offered(visitor) == ["id_card", "chip_card", "sms", "phone_code"]


# What is kept, and shown.


def test_what_was_shown_shows_nothing_and_forgets() -> None:
    presented = present_id_card(PHOTOGRAPHED)
    assert presented.card.photo is None
    portrait = presented.shown.portrait
    assert portrait is not None
    assert len(portrait.rgb) == 102 * 126 * 3
    person = Person(Level.CARD, "林**", shown=presented.shown)
    for shown in (repr(presented), repr(presented.shown), repr(person), repr(portrait)):
        for secret in (CARD.number, CARD.name, "1956", "x00"):
            assert secret not in shown
    presented.shown.forget()
    assert (presented.shown.number, presented.shown.portrait, presented.shown.birth) == ("", None, None)


def vars_of(shown: Shown) -> tuple[object, ...]:
    return shown.number, shown.hall_card, shown.birth, shown.of_age, shown.portrait


def test_a_picture_has_one_place_where_it_is_forgotten() -> None:
    first, second = Shown(number="1"), Shown(number="1", portrait=Portrait(1, 1, b"abc"))
    first.add(second)
    assert second.portrait is None
    first.forget_portrait()
    first.add(second)
    assert first.portrait is None


async def test_everything_is_forgotten_when_she_leaves() -> None:
    hall = Hall(Level.CARD)
    async with hall as visitor:
        hall.reader.lay(PHOTOGRAPHED)
        await visitor.sees("几号茶")
        shown = shown_by(hall.known[-1])
        assert shown.portrait is not None
        await leaves(visitor)
        assert vars_of(shown) == ("", "", None, None, None)
