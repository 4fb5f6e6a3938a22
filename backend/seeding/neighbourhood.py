"""The hall, its buildings, whom to turn to, and what it tells. All invented; the telephone numbers lead nowhere."""

from datetime import date, timedelta

from backend.database import Base
from backend.directory.models import Building, Contact, ContactGrid, EmergencyNumber, Notice
from backend.kiosks.models import Site

SITE_ID = "xinghua"
SITE_NAME = "杏花社区便民服务馆"
PLACE = "云川市杏花区"
GRIDS = ("杏花第一网格", "杏花第二网格", "杏花第三网格", "杏花第四网格")
# Entrances and floors of the twelve buildings, three to a grid.
BUILDINGS = ((3, 6), (3, 6), (3, 6), (2, 11), (2, 11), (2, 11), (2, 18), (2, 18), (4, 6), (4, 6), (2, 18), (1, 26))
_WEEKDAYS = "一二三四五六日"
WORKDAYS = "周一至周五 8:30—17:30"


def building_id(number: int) -> str:
    """The id of the building with this number."""
    return f"b{number:02d}"


def rows(today: date) -> list[Base]:
    """All rows, parents first."""
    return [Site(id=SITE_ID, name=SITE_NAME), *_buildings(), *_contacts(), *_emergency(), *_notices(today)]


def _buildings() -> list[Base]:
    return [
        Building(
            id=building_id(number),
            site_id=SITE_ID,
            number=number,
            name=f"杏花苑 {number} 栋",
            address=f"{PLACE}杏花路8号杏花苑{number}栋",
            units=units,
            grid=GRIDS[(number - 1) // 3],
        )
        for number, (units, _floors) in enumerate(BUILDINGS, 1)
    ]


def _contacts() -> list[Base]:
    people = [
        ("grid-1", "周晓燕", "grid_worker", "网格员", "0101", WORKDAYS, "杏花苑 2 栋一楼网格站", GRIDS[:1]),
        ("grid-2", "贺建平", "grid_worker", "网格员", "0102", WORKDAYS, "杏花苑 5 栋一楼网格站", GRIDS[1:2]),
        ("grid-3", "卓玛·央金", "grid_worker", "网格员", "0103", WORKDAYS, "杏花苑 8 栋一楼网格站", GRIDS[2:3]),
        ("grid-4", "吕翀", "grid_worker", "网格员", "0104", WORKDAYS, "杏花苑 11 栋一楼网格站", GRIDS[3:]),
        ("police-1", "石永刚", "police", "社区民警", "0201", "每天 8:00—20:00", "杏花社区警务室", GRIDS[:2]),
        ("police-2", "孟静", "police", "社区民警", "0202", "每天 8:00—20:00", "杏花社区警务室", GRIDS[2:]),
        ("property-1", "杏花苑物业服务中心", "property", "物业值班", "0301", "全天有人", "杏花苑东门", GRIDS[:3]),
        ("property-2", "杏花苑北区物业", "property", "物业值班", "0302", "全天有人", "杏花苑北门", GRIDS[3:]),
        ("clinic", "杏花社区卫生服务站", "clinic", "家庭医生", "0401", "每天 8:00—18:00", "杏花路10号", ()),
        ("hall-desk", "服务馆咨询台", "hall", "咨询", "0501", WORKDAYS, "服务馆一楼大厅", ()),
        ("hall-insurance", "社保窗口", "hall", "社保业务", "0502", WORKDAYS, "服务馆一楼 3 号窗口", ()),
    ]
    contacts: list[Base] = []
    for id_, name, role, title, line, hours, place, grids in people:
        contacts.append(
            Contact(
                id=id_,
                site_id=SITE_ID,
                name=name,
                role=role,
                title=title,
                phone=f"0000-555{line}",
                hours=hours,
                place=place,
            )
        )
        contacts.extend(ContactGrid(contact_id=id_, grid=grid) for grid in grids)
    return contacts


def _emergency() -> list[Base]:
    numbers = (("110", "报警"), ("119", "火警"), ("120", "急救"))
    return [EmergencyNumber(site_id=SITE_ID, number=number, name=name) for number, name in numbers]


def _notices(today: date) -> list[Base]:
    dry = _workday_from(today + timedelta(days=2))
    weekday = f"周{_WEEKDAYS[dry.weekday()]}"
    told = (
        (
            "flu",
            1,
            "流感疫苗免费接种",
            "六十岁以上的居民可以免费接种。\n请带身份证到卫生服务站。",
            "杏花社区卫生服务站",
        ),
        (
            "water",
            2,
            f"{weekday}上午停水",
            f"{dry.month} 月 {dry.day} 日{weekday}，9 点到 12 点检修水管。\n1 到 3 栋停水，请您提前存一些水。",
            "杏花苑物业服务中心",
        ),
        (
            "insurance",
            9,
            "居民医保开始缴费",
            "明年的居民医保可以缴费了。\n在本机和社保窗口都能查询。",
            "服务馆社保窗口",
        ),
        ("class", 14, "手机课每周三开讲", "志愿者教您用手机挂号和视频通话。\n周三下午两点，服务馆二楼。", "杏花社区"),
    )
    return [
        Notice(id=id_, site_id=SITE_ID, title=title, body=body, date=today - timedelta(days=days), source=source)
        for id_, days, title, body, source in told
    ]


def _workday_from(day: date) -> date:
    """The day itself, or the Monday after it."""
    return day + timedelta(days=7 - day.weekday() if day.weekday() >= 5 else 0)
