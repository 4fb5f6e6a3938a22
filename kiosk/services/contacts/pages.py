"""What is shown and said of contacts: the number first, large; emergency numbers always in sight."""

from dataclasses import dataclass
from functools import reduce

from kiosk.backend_client.directory import Building, Contact, ContactRole, Directory
from kiosk.foundation.clock import hall_time
from kiosk.services.contacts.plan import plan
from kiosk.visit.blocks import Block, Fact, Facts, Figure, Mark, Paragraph, QrPicture
from kiosk.visit.prompts import Choose, EnterDigits, EnterText, Option, Tell
from kiosk.visit.text import NOTHING, Text, text
from kiosk.visit.values import Count, Day, HallWord, Ordinal, Phone

ICONS = {
    ContactRole.GRID_WORKER: "users-three",
    ContactRole.POLICE: "police-car",
    ContactRole.PROPERTY: "buildings",
    ContactRole.CLINIC: "first-aid",
    ContactRole.HALL: "house",
}
ANOTHER = Option("another", text("再找一位"), icon="magnifying-glass", phrases=("再找", "换一个"))
DONE = Option("done", text("找到了"), icon="check-circle", phrases=("好了", "完成"))


@dataclass(frozen=True, slots=True)
class Headline:
    """A question with its warm line."""

    question: Text
    hint: Text


CHOOSE_CONTACT = Headline(text("您找哪一位？"), text("点一下，就能看到电话。"))


def people_of(building: Building) -> Headline:
    """The question after a building was found."""
    name = text("{number}", number=Ordinal(building.number, "栋"))
    return Headline(text("{building}，您找哪一位？", building=name), text("{address}", address=building.address))


def emergency_line(directory: Directory) -> Text:
    """`急事请打：报警 110，火警 119，急救 120。` on every first page."""
    numbers = [text("{name} {number}", name=HallWord(e.name), number=Phone(e.number)) for e in directory.emergency[:3]]
    if not numbers:
        return NOTHING
    line = reduce(lambda before, following: text("{a}，{b}", a=before, b=following), numbers)
    return text("急事请打：{numbers}。", numbers=line)


def whom(directory: Directory) -> Choose:
    """The first question; the numbers for an emergency are on it already."""
    return Choose(
        headline=text("您找谁？"),
        hint=emergency_line(directory),
        options=(
            Option(
                "building", text("按楼栋找网格员"), icon="buildings", phrases=("按楼找", "网格员", "我们楼的网格员")
            ),
            Option("police", text("社区民警"), icon="police-car", phrases=("民警", "片警", "警察")),
            Option("property", text("物业"), icon="house", phrases=("物业", "修水管", "物管")),
            Option("clinic", text("社区诊所"), icon="first-aid", phrases=("诊所", "医生", "看病")),
            Option("words", text("按名字或地址找"), icon="magnifying-glass", phrases=("按名字", "按地址")),
            Option("emergency", text("紧急电话"), icon="warning", phrases=("报警", "急救", "火警", "救命")),
        ),
    )


def emergency(directory: Directory) -> Tell:
    """The numbers that are always there, as large as can be."""
    return Tell(
        headline=text("紧急电话，免费拨打"),
        hint=text("说清地点：{hall}。", hall=directory.site.name),
        blocks=tuple(
            Figure(text("{name}", name=HallWord(e.name)), text("{n}", n=Phone(e.number))) for e in directory.emergency
        ),
        actions=(ANOTHER, DONE),
    )


def building_number(directory: Directory) -> EnterDigits:
    """Which building; the largest number tells how many digits."""
    largest = max((b.number for b in directory.buildings), default=99)
    return EnterDigits(
        headline=text("请输入楼号"),
        hint=text("比如 {building}，就按 {number}，再按确定。", building=Ordinal(3, "栋"), number=Ordinal(3)),
        aloud=text("请输入楼号。比如三栋，就输入三。"),
        shortest=1,
        longest=len(str(largest)),
        sample="3",
    )


def no_such_building(number: int, directory: Directory) -> Tell:
    """Say which there are."""
    numbers = [b.number for b in directory.buildings] or [0]
    return Tell(
        headline=text("没有找到 {number}", number=Ordinal(number, "栋")),
        hint=text("这里是 {first}到 {last}。", first=Ordinal(min(numbers), "栋"), last=Ordinal(max(numbers), "栋")),
        actions=(Option("another", text("重新找"), icon="magnifying-glass", phrases=("再找",), primary=True),),
    )


def building(of: Building, worker: Contact, directory: Directory) -> Tell:
    """Which grid a building belongs to, who cares for it, and where it stands among the others."""
    belongs = text("{number}归{grid}", number=Ordinal(of.number, "栋"), grid=of.grid)
    cares = text("网格员是{name}。", name=worker.name)
    others = [b for b in directory.buildings if b.grid == of.grid]
    together = text("{belongs}，这个网格一共有 {count}楼。", belongs=belongs, count=Count(len(others), "栋"))
    return Tell(
        headline=belongs,
        hint=cares,
        blocks=plan(of, together, directory),
        actions=(
            Option("worker", text("看网格员电话"), icon="phone", phrases=("网格员", "电话"), primary=True),
            Option("others", text("找民警或物业"), icon="users-three", phrases=("别的人", "民警", "物业")),
        ),
    )


def words(names: tuple[str, ...] = ()) -> EnterText:
    """A name, an address, or their pinyin initials. `names` are those that can be found."""
    return EnterText(
        headline=text("请输入名字或地址"),
        hint=text("只打名字的拼音首字母也可以。"),
        aloud=text("请输入名字或地址。也可以输入拼音首字母。"),
        longest=20,
        sample="物业",
        names=names,
    )


def nobody() -> Tell:
    """Nothing was found; what else could be tried."""
    return Tell(
        headline=text("没有找到这样的名字或地址"),
        hint=text("可以少打几个字，或者按楼栋找。"),
        actions=(Option("another", text("重新找"), icon="magnifying-glass", phrases=("再找",), primary=True),),
    )


def choose_contact(found: tuple[Contact, ...], headline: Headline) -> Choose:
    """Which of those found."""
    options = tuple(
        Option(
            c.id,
            text("{name}", name=c.name),
            detail=text("{title}", title=HallWord(c.title)),
            icon=ICONS[c.role],
            tint="indigo",
        )
        for c in found
    )
    return Choose(headline=headline.question, hint=headline.hint, options=options)


def contact(found: Contact, directory: Directory, print_rests: Text) -> Tell:
    """The number first, to read, to hear, to dial from one's own phone, to take along."""
    blocks: list[Block] = [
        Figure(text("电话"), text("{phone}", phone=Phone(found.phone))),
        QrPicture(
            f"tel:{''.join(c for c in found.phone if c in '0123456789+')}",
            text("用手机扫一扫，直接拨号"),
            aloud=text("电话可以再听一遍。") if print_rests else text("电话可以打印出来。"),
        ),
        Facts(
            (
                Fact(text("什么时候在"), text("{hours}", hours=HallWord(found.hours))),
                Fact(text("在哪里"), text("{place}", place=found.place)),
            )
        ),
        Paragraph(emergency_line(directory)),
        *_age(directory),
    ]
    title = HallWord(found.title)
    return Tell(
        headline=text("{title}：{name}", title=title, name=found.name),
        aloud=text(
            "{title}，{name}，电话 {phone}。", title=HallWord(found.title), name=found.name, phone=Phone(found.phone)
        ),
        blocks=tuple(blocks),
        essentials=tuple(blocks[:2]),
        actions=(
            Option("print", text("打印电话"), icon="printer", phrases=("打印",), primary=True, resting=print_rests),
            ANOTHER,
            DONE,
        ),
    )


def _age(directory: Directory) -> tuple[Block, ...]:
    """The date of the bundle, so that nobody trusts an old list unknowingly."""
    issued = Day(hall_time(directory.issued_at).date())
    return (Paragraph(text("通讯录更新于 {day}。", day=issued), Mark.PLAIN),)
