"""我的人脸, without camera and office: nothing is kept without a plain yes, and everything can be taken back."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from hardware.receipt_printer.slip import Field, TextLine
from kiosk.backend_client.errors import BackendError, BackendKey
from kiosk.backend_client.transport import Transport
from kiosk.documents.issue import SlipIssuer
from kiosk.documents.slip_desk import SlipDesk
from kiosk.faces.contract import Template
from kiosk.foundation.clock import SystemClock
from kiosk.foundation.errors import Fault
from kiosk.identity.consent import Consent, Granted
from kiosk.identity.face_check import ANOTHER_WAY
from kiosk.identity.keeping import Mine
from kiosk.identity.shown import Shown, shown_by
from kiosk.identity.templates import Kept
from kiosk.services.my_face import ENTRY, Rooms, pages, serve, slip
from kiosk.store.database import Database
from kiosk.store.journal import Journal
from kiosk.visit.catalogue import Catalogue, Service
from kiosk.visit.conversation import Conversation
from kiosk.visit.idle import Idle
from kiosk.visit.items import items_of
from kiosk.visit.person import Level, Person
from kiosk.visit.prompts import Confirm, Tell
from kiosk.visit.text import NOTHING, Text, text
from kiosk.visit.visit import Visit
from tests.helpers.visitor import ScriptedVisitor
from tests.unit.visit.conftest import AllWell

pytestmark = pytest.mark.anyio

TODAY = date(2026, 11, 21)
UNTIL = date(2027, 11, 20)
FACE = Template("expo+fr-1", b"v" * 64)
A, B = "a" * 32, "b" * 32
HERE = Mine(A, Kept(A, "expo+fr-1", UNTIL, "林**"), Consent(A, TODAY, UNTIL, "杏花社区"))
AWAY = Mine(B, None, Consent(B, TODAY, UNTIL, "桃园社区"), here=False)
SPOILT = Mine(A, None, Consent(A, TODAY, UNTIL, "杏花社区"))


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@dataclass
class Drawer:
    """Where faces are kept, as a drawer; it writes down what was asked of it."""

    held: list[Mine] = field(default_factory=list)
    refuses: list[Fault] = field(default_factory=list)
    did: list[str] = field(default_factory=list)
    asked_by: list[Level] = field(default_factory=list)
    days: int = 365
    can_keep: bool = True

    def mine(self, person: Person) -> tuple[Mine, ...]:
        self.asked_by.append(person.level)
        return tuple(self.held)

    def give(self, person: Person, template: Template) -> Granted:
        assert person.level is Level.STRONG, "who has found a card could leave a face"
        if self.refuses:
            raise self.refuses.pop(0)
        assert template == FACE
        self.did.append("give")
        self.held.append(HERE)
        return Granted(A, UNTIL, "林**", ())

    def renew(self, person: Person, kept: Kept) -> Kept:
        self.did.append("renew")
        return Kept(kept.consent_id, kept.model, UNTIL + timedelta(days=1), kept.masked)

    def delete(self, consent_id: str) -> None:
        self.did.append(f"delete {consent_id[0]}")
        self.held = [one for one in self.held if one.id != consent_id]

    def withdraw_elsewhere(self, person: Person, consent_id: str) -> None:
        self.did.append(f"withdraw {consent_id[0]}")
        self.held = [one for one in self.held if one.id != consent_id]


@dataclass
class Look:
    """Looks her in the face: a template, or what a script says instead."""

    script: list[Fault] = field(default_factory=list)
    looks: int = 0
    rests: Text = NOTHING

    def resting(self) -> Text:
        return self.rests

    async def take(self, visit: Visit) -> Template:
        self.looks += 1
        if self.script:
            raise self.script.pop(0)
        return FACE


@dataclass
class Known:
    """She is logged in."""

    birth: date | None = date(1956, 5, 20)
    of_age: bool | None = None
    refuses: list[Fault] = field(default_factory=list)
    asked: list[Level] = field(default_factory=list)

    async def require(self, visit: Visit, level: Level) -> Person:
        self.asked.append(level)
        if level is Level.STRONG and self.refuses:
            raise self.refuses.pop(0)
        shown = shown_by(visit.person) if visit.person else Shown("69010419560520002X", "", self.birth, self.of_age)
        before = visit.person.level if visit.person else Level.NOBODY
        person = Person(max(level, before), "林**", shown=shown)
        visit.log_in(person)
        return person


@asynccontextmanager
async def a_hall(
    folder: Path, drawer: Drawer, look: Look | None, known: Known | None = None, journal: Journal | None = None
) -> AsyncIterator[ScriptedVisitor]:
    clock = SystemClock()
    rooms = Rooms(
        login=known or Known(),  # type: ignore[arg-type]  # it can require, and that is enough
        faces=drawer,
        check=look,
        issuer=SlipIssuer(Transport("http://127.0.0.1:9"), clock, "杏花社区", "http://127.0.0.1:9"),
        desk=SlipDesk(None, journal or Journal(Database(folder / "t.sqlite"), clock)),
        hall="杏花社区",
        model=lambda: "expo+fr-1",
        today=lambda: TODAY,
    )

    async def my_face(visit: Visit) -> None:
        await serve(visit, rooms)

    async def nobody(_service: str) -> Text:
        return text("好")

    conversation = Conversation(Catalogue((Service(ENTRY, my_face),), AllWell()), clock, Idle(), nobody)
    visitor = ScriptedVisitor(conversation)
    running = asyncio.create_task(conversation.run())
    try:
        conversation.begin()
        await visitor.sees("今天办什么事")
        visitor.says("my_face")
        yield visitor
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


def ids(prompt: object) -> list[str]:
    assert isinstance(prompt, Tell)
    return [action.id for action in prompt.actions]


async def test_she_agrees_is_looked_at_and_it_is_kept(tmp_path: Path) -> None:
    drawer, look = Drawer(), Look()
    async with a_hall(tmp_path, drawer, look) as visitor:
        await visitor.meets("这里没有存您的人脸", "leave")
        await visitor.meets("您同意留下人脸吗", True)
        scene = await visitor.sees("您的人脸留好了")
        assert "2027 年 11 月 20 日" in scene.prompt.hint.shown()
        visitor.says("done")
        scene = await visitor.sees("这里存着您的人脸")
        assert ids(scene.prompt) == ["renew", "delete", "done"]
        visitor.says("done")
        await visitor.sees("办好了")
    assert (drawer.did, look.looks) == (["give"], 1)


async def test_who_has_only_a_card_leaves_no_face(tmp_path: Path) -> None:
    drawer, look, known = Drawer(), Look(), Known(refuses=[Fault("login.way_rests")])
    async with a_hall(tmp_path, drawer, look, known) as visitor:
        await visitor.meets("这里没有存您的人脸", "leave")
        await visitor.meets("您同意留下人脸吗", True)
        await visitor.sees("这个办法试了几次")
    assert known.asked[-1] is Level.STRONG
    assert (drawer.did, look.looks) == ([], 0)


async def test_after_a_second_proof_it_is_the_new_login_that_asks(tmp_path: Path) -> None:
    """The session that she had before is over by then."""
    drawer = Drawer()
    async with a_hall(tmp_path, drawer, Look()) as visitor:
        await visitor.meets("这里没有存您的人脸", "leave")
        await visitor.meets("您同意留下人脸吗", True)
        await visitor.meets("您的人脸留好了", "done")
        await visitor.sees("这里存着您的人脸")
    assert drawer.asked_by == [Level.CARD, Level.STRONG]


async def test_a_child_by_the_books_of_the_office_is_not_looked_at(tmp_path: Path) -> None:
    drawer, look = Drawer(), Look()
    async with a_hall(tmp_path, drawer, look, Known(None, of_age=False)) as visitor:
        await visitor.meets("这里没有存您的人脸", "leave")
        await visitor.sees("您还小")
    assert (drawer.did, look.looks) == ([], 0)


async def test_a_no_is_enough_and_nobody_is_looked_at(tmp_path: Path) -> None:
    drawer, look = Drawer(), Look()
    async with a_hall(tmp_path, drawer, look) as visitor:
        await visitor.meets("这里没有存您的人脸", "leave")
        await visitor.meets("您同意留下人脸吗", False)
        await visitor.sees("这里没有存您的人脸")
    assert (drawer.did, look.looks) == ([], 0)


async def test_who_turns_away_from_the_camera_is_asked_nothing_more(tmp_path: Path) -> None:
    drawer, look = Drawer(), Look([Fault(ANOTHER_WAY)])
    async with a_hall(tmp_path, drawer, look) as visitor:
        await visitor.meets("这里没有存您的人脸", "leave")
        await visitor.meets("您同意留下人脸吗", True)
        await visitor.sees("这里没有存您的人脸")
    assert drawer.did == []


@pytest.mark.parametrize("key", ["face.flat", "camera.absent", "backend.unreachable", "disk.full"])
async def test_whatever_goes_wrong_is_said_and_nothing_is_kept(tmp_path: Path, key: str) -> None:
    from kiosk.visit.sentences import SENTENCES

    drawer, look = Drawer(), Look()
    (look.script if key.startswith(("face", "camera")) else drawer.refuses).append(Fault(key))
    async with a_hall(tmp_path, drawer, look) as visitor:
        await visitor.meets("这里没有存您的人脸", "leave")
        await visitor.meets("您同意留下人脸吗", True)
        await visitor.sees(SENTENCES[key].what.shown())
    assert drawer.did == []


@pytest.mark.parametrize(
    ("birth", "words"),
    [
        (date(2012, 11, 22), "家长同意"),
        (date(2012, 11, 21), "满十八岁"),  # fourteen today
        (date(2008, 11, 22), "满十八岁"),
    ],
)
async def test_a_child_is_refused_kindly_before_anything_is_asked(tmp_path: Path, birth: date, words: str) -> None:
    drawer, look = Drawer(), Look()
    async with a_hall(tmp_path, drawer, look, Known(birth)) as visitor:
        await visitor.meets("这里没有存您的人脸", "leave")
        scene = await visitor.sees("您还小")
        assert words in scene.prompt.hint.shown()
        assert ("呼叫人工" in scene.prompt.hint.shown()) == (words == "家长同意")
        visitor.says("done")
        await visitor.sees("这里没有存您的人脸")
    assert (drawer.did, look.looks) == ([], 0)


async def test_who_is_eighteen_today_is_asked(tmp_path: Path) -> None:
    async with a_hall(tmp_path, Drawer(), Look(), Known(date(2008, 11, 21))) as visitor:
        await visitor.meets("这里没有存您的人脸", "leave")
        await visitor.sees("您同意留下人脸吗")


@pytest.mark.parametrize("kind", [BackendKey.UNDER_14, BackendKey.UNDER_18])
async def test_a_child_whose_age_the_card_does_not_tell_is_refused_by_the_office(
    tmp_path: Path, kind: BackendKey
) -> None:
    drawer = Drawer(refuses=[BackendError(kind)])
    async with a_hall(tmp_path, drawer, Look(), Known(None)) as visitor:
        await visitor.meets("这里没有存您的人脸", "leave")
        await visitor.meets("您同意留下人脸吗", True)
        await visitor.sees("您还小")
    assert drawer.held == []


@pytest.mark.parametrize("look", [None, Look(rests=text("摄像头断开了"))])
async def test_without_a_camera_she_can_still_delete(tmp_path: Path, look: Look | None) -> None:
    drawer = Drawer([HERE])
    async with a_hall(tmp_path, drawer, look) as visitor:
        await visitor.meets("这里存着您的人脸", "delete")
        await visitor.meets("现在删掉您的人脸吗", True)
        await visitor.meets("您的人脸删掉了", "done")
        scene = await visitor.sees("这里没有存您的人脸")
        assert isinstance(scene.prompt, Tell)
        assert not scene.prompt.actions[0].can_be_chosen
    assert drawer.did == ["delete a"]


async def test_without_the_key_she_is_not_asked_for_what_could_not_be_kept(tmp_path: Path) -> None:
    async with a_hall(tmp_path, Drawer(can_keep=False), Look()) as visitor:
        scene = await visitor.sees("这里没有存您的人脸")
        assert isinstance(scene.prompt, Tell)
        assert "钥匙" in scene.prompt.actions[0].resting.shown()


async def test_what_was_deleted_cannot_be_brought_back_by_going_back(tmp_path: Path) -> None:
    drawer = Drawer([HERE])
    async with a_hall(tmp_path, drawer, Look()) as visitor:
        await visitor.meets("这里存着您的人脸", "delete")
        await visitor.meets("现在删掉您的人脸吗", True)
        await visitor.sees("您的人脸删掉了")
        visitor.desk.back()
        await asyncio.sleep(0)
        visitor.says("done")
        await visitor.sees("这里没有存您的人脸")
    assert drawer.did == ["delete a"]


async def test_a_no_to_deleting_deletes_nothing(tmp_path: Path) -> None:
    drawer = Drawer([HERE])
    async with a_hall(tmp_path, drawer, Look()) as visitor:
        await visitor.meets("这里存着您的人脸", "delete")
        await visitor.meets("现在删掉您的人脸吗", False)
        await visitor.sees("这里存着您的人脸")
    assert drawer.did == []


async def test_it_is_kept_for_longer_only_after_another_yes(tmp_path: Path) -> None:
    drawer = Drawer([HERE])
    async with a_hall(tmp_path, drawer, Look()) as visitor:
        await visitor.meets("这里存着您的人脸", "renew")
        await visitor.meets("再存", False)
        await visitor.meets("这里存着您的人脸", "renew")
        await visitor.meets("再存", True)
        await visitor.sees("续好了，存到 2027 年 11 月 21 日")
    assert drawer.did == ["renew"]


@pytest.mark.parametrize("one", [SPOILT, Mine(A, Kept(A, "expo-0", UNTIL, "林**"), None)])
async def test_one_that_is_no_good_any_more_is_not_renewed(tmp_path: Path, one: Mine) -> None:
    async with a_hall(tmp_path, Drawer([one]), Look()) as visitor:
        scene = await visitor.sees("这里存着您的人脸")
        assert isinstance(scene.prompt, Tell)
        assert "重新留" in scene.prompt.actions[0].resting.shown()


async def test_of_two_she_chooses_which_and_the_other_terminal_is_told(tmp_path: Path) -> None:
    drawer = Drawer([HERE, AWAY])
    async with a_hall(tmp_path, drawer, Look()) as visitor:
        await visitor.meets("这里存着您的人脸", "delete")
        scene = await visitor.sees("删哪一处的人脸")
        assert "桃园社区" in "".join(option.label.shown() for option in scene.prompt.options)  # type: ignore[union-attr]
        visitor.says(B)
        await visitor.meets("现在删掉您的人脸吗", True)
        await visitor.meets("已经告诉那边的终端", "done")
        await visitor.sees("这里存着您的人脸")
    assert drawer.did == ["withdraw b"]


async def test_one_that_lies_elsewhere_alone_leaves_room_for_one_here(tmp_path: Path) -> None:
    async with a_hall(tmp_path, Drawer([AWAY]), Look()) as visitor:
        scene = await visitor.sees("别处存着您的人脸")
        assert ids(scene.prompt) == ["leave", "delete", "done"]


# What is said and printed.


def words_of(page: Confirm) -> str:
    return page.said + "".join(item.aloud for item in items_of(page))


async def test_the_consent_says_all_that_the_law_wants_to_the_eye_and_to_the_ear() -> None:
    page = pages.consent("杏花社区", TODAY, 365)
    rows = "".join(item.aloud for item in items_of(page))
    for said in (page.said, f"{page.hint.spoken()}{rows}"):
        for must in ("杏花社区", "登录", "不存照片", "这台终端", "不传出去", "二零二七年十一月二十日", "删", "证件"):
            assert must in said
    assert page.yes != page.no
    assert page.personal


async def test_nothing_of_it_is_promised_to_another_visit() -> None:
    assert not ENTRY.can_pause
    assert "camera" not in ENTRY.needs


async def test_a_slip_names_no_number_and_no_whole_name() -> None:
    lines = slip.given("杏花社区", "林**", UNTIL, A) + slip.deleted("杏花社区", "林**", TODAY, A)
    printed = "".join(f"{line.label}{line.value}" for line in lines if isinstance(line, Field))
    printed += "".join(line.text for line in lines if isinstance(line, TextLine))
    assert "林**" in printed
    assert A not in printed
    assert "2027 年 11 月 20 日" in printed
    for said in ("登录", "删", "不存照片"):
        assert said in printed


async def test_an_overview_tells_how_often_it_was_used() -> None:
    used = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)  # the 21st in the hall
    page = pages.overview((Mine(A, HERE.kept, HERE.consent, (used, used)),), NOTHING, NOTHING)
    heard = "".join(item.aloud for item in items_of(page))
    assert "两次" in heard
    assert "十一月二十一日" in heard
