"""A hall for long runs: four scripted services that together pose every kind of prompt. Everybody here is invented."""

import asyncio
from collections.abc import Awaitable, Callable

from bench.scenes import ANSWER, long_table
from kiosk.foundation.clock import SystemClock
from kiosk.visit.blocks import Fact, Facts, Figure, QrPicture
from kiosk.visit.catalogue import Catalogue, Entry, Service
from kiosk.visit.conversation import Conversation
from kiosk.visit.idle import Idle
from kiosk.visit.person import Level, Person
from kiosk.visit.prompts import Act, Choose, Confirm, EnterDigits, EnterText, Option, Present, Script, Tell, Way
from kiosk.visit.text import Text, text
from kiosk.visit.values import Phone
from kiosk.visit.visit import Visit

_CODE = EnterDigits(headline=text("请输入 4 位取件码"), shortest=4, longest=4)
_NAME = EnterText(headline=text("请输入姓名"), hint=text("点字母拼音，再点汉字。"), personal=True)
_INITIALS = EnterText(headline=text("请输入姓名的拼音首字母"), script=Script.INITIALS)
_CARD = Present(
    headline=text("请把身份证放在读卡区"),
    hint=text("放平，不要移动，听到提示再拿走。"),
    ways=(Way("id_card", text("身份证：放在右下方的读卡区"), "identification-card"),),
    others=(Option("phone", text("用手机号"), icon="phone"),),
)
_PRINT = Confirm(
    headline=text("要打印这张凭条吗？"),
    hint=text("纸上只有打过星号的姓名和号码。"),
    yes=text("打印"),
    no=text("先不打印"),
    blocks=(Facts((Fact(text("姓名"), text("王*芳")), Fact(text("内容"), text("五项社会保险参保情况")))),),
)
_TAKE = Act(headline=text("请取走您的凭条"), icon="receipt", options=(Option("taken", text("已经取走"), primary=True),))
_PEOPLE = Choose(
    headline=text("您想找哪一位？"),
    options=tuple(Option(f"person-{n}", text(f"{n} 号楼的网格员")) for n in range(1, 6)),
)
_PHONE = Tell(
    headline=text("一号楼的网格员"),
    blocks=(
        Figure(text("电话"), text("{phone}", phone=Phone("13800138000"))),
        QrPicture("tel:13800138000", text("用手机扫一扫，直接拨打。")),
    ),
    actions=(Option("done", text("办完了"), primary=True),),
    personal=True,
)


async def _look_up() -> str:
    await asyncio.sleep(0)
    return "found"


async def _slow_look_up() -> str:
    """Long enough for the page of waiting to come on."""
    await asyncio.sleep(0.4)
    return "found"


async def _insurance(visit: Visit) -> None:
    await visit.ask(_CARD)
    visit.log_in(Person(Level.CARD, "王**"))
    await visit.work(text("正在查您的社保"), _look_up)
    while await visit.tell(ANSWER) == "months":
        await visit.tell(long_table(60))
    if await visit.confirm(_PRINT):
        await visit.ask(_TAKE)


async def _parcels(visit: Visit) -> None:
    await visit.ask(_CODE)
    await visit.work(text("正在找您的快递"), _slow_look_up)


async def _contacts(visit: Visit) -> None:
    await visit.ask(_INITIALS)
    await visit.ask(_PEOPLE)
    await visit.tell(_PHONE)


async def _feedback(visit: Visit) -> None:
    await visit.ask(_NAME)


_SERVICES: tuple[tuple[str, str, str, str, Callable[[Visit], Awaitable[None]]], ...] = (
    ("insurance", "查社保", "shield-check", "jade", _insurance),
    ("parcels", "取快递", "package", "persimmon", _parcels),
    ("contacts", "找网格员", "users-three", "indigo", _contacts),
    ("feedback", "提意见", "chat-circle-text", "plum", _feedback),
)
NAMES = tuple(name for name, *_ in _SERVICES)


class _Fine:
    """Everything works."""

    def device_works(self, kind: str) -> bool:  # noqa: ARG002
        return True

    def network_works(self) -> bool:
        return True

    def staff_is_here(self) -> bool:
        return True


async def _told(_service: str) -> Text:
    return text("已经告诉值班台，请等一等。")


def conversation() -> Conversation:
    """The real conversation with the scripted services. Loop thread."""
    services = tuple(
        Service(Entry(name, text(title), text("点一下"), icon, tint, ()), serve)
        for name, title, icon, tint, serve in _SERVICES
    )
    clock = SystemClock()
    return Conversation(Catalogue(services, _Fine()), clock, Idle(), _told)
