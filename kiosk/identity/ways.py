"""The ways to show who one is: how each is called on a page, all of them alike in size.

Which of them lead where is one rule (`kiosk.visit.person.level_of`); what cannot be used now rests and says why.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from kiosk.visit.person import CARDS, Level, Proof, level_of
from kiosk.visit.prompts import Choose, Layout, Option, Present, Way
from kiosk.visit.text import NOTHING, Text, text


class WayIn(StrEnum):
    """What can be chosen; the two kinds of chip card go into the same reader."""

    ID_CARD = "id_card"
    CHIP_CARD = "chip_card"
    SMS = "sms"
    PHONE_CODE = "phone_code"
    FACE = "face"


@dataclass(frozen=True, slots=True)
class Name:
    """How a way is called and drawn; `place` is the kind of device where it happens."""

    label: Text
    detail: Text
    icon: str
    place: str
    phrases: tuple[str, ...]


NAMES: Mapping[WayIn, Name] = {
    WayIn.ID_CARD: Name(
        text("身份证"),
        text("放在读卡区"),
        "identification-card",
        "id_card_reader",
        ("身份证", "用身份证", "刷身份证"),
    ),
    WayIn.CHIP_CARD: Name(
        text("社保卡、邻里卡"),
        text("插进或贴近读卡器"),
        "credit-card",
        "card_reader",
        ("社保卡", "邻里卡", "用社保卡", "用邻里卡"),
    ),
    WayIn.SMS: Name(
        text("手机验证码"),
        text("发一条短信给您"),
        "chat-circle-text",
        "",
        ("验证码", "手机验证码", "发短信", "短信验证码"),
    ),
    WayIn.PHONE_CODE: Name(
        text("手机上的码"),
        text("对着扫码窗扫一扫"),
        "qr-code",
        "code_scanner",
        ("手机上的码", "扫码", "登录码", "扫手机"),
    ),
    WayIn.FACE: Name(
        text("刷脸"),
        text("看一看摄像头"),
        "user",
        "camera",
        ("刷脸", "人脸", "用脸", "看脸"),
    ),
}

TINT = "jade"  # one for all
ANOTHER_WAY = Option("another_way", text("换一种办法"), icon="key", phrases=("换个办法", "别的办法"))

CARD_HINT = text("平放在屏幕右下方的读卡区。先不要拿开。")
CARDS_HINT = text("放身份证，或者插社保卡、邻里卡。先不要拿开。")


def proofs_of(way: WayIn) -> frozenset[Proof]:
    """What a way can show; any one of them."""
    if way is WayIn.CHIP_CARD:
        return frozenset({Proof.SOCIAL_SECURITY, Proof.HALL_CARD})
    return frozenset({Proof(way.value)})


def routes(level: Level) -> frozenset[frozenset[Proof]]:
    """Every smallest set of proofs that reaches a level."""
    single = {frozenset({proof}) for proof in Proof}
    pairs = {one | other for one in single for other in single if one != other}
    enough = [proofs for proofs in single | pairs if level_of(proofs) >= level]
    return frozenset(proofs for proofs in enough if not any(other < proofs for other in enough))


def next_ways(proofs: frozenset[Proof], level: Level) -> tuple[WayIn, ...]:
    """The ways that bring somebody who has shown `proofs` to the level, or to a card that it cannot do without.

    A card first: what is shown beside it is found by it, and the office knows whom it speaks of.
    """
    if level is Level.CLAIM:
        return tuple(WayIn)
    if not proofs & _first(level):
        return tuple(way for way in WayIn if proofs_of(way) & _first(level))
    return tuple(way for way in WayIn if any(level_of(proofs | {one}) >= level for one in proofs_of(way) - proofs))


def _first(level: Level) -> frozenset[Proof]:
    return frozenset({Proof.ID_CARD}) if level is Level.STRONG else CARDS


def option(way: WayIn, resting: Text = NOTHING) -> Option:
    """A way as something to choose. None is ever bigger or brighter than another."""
    name = NAMES[way]
    return Option(way.value, name.label, name.detail, name.icon, TINT, name.phrases, resting)


def choose_way(ways: Mapping[WayIn, Text]) -> Choose:
    """Who are you? Each way with why it rests."""
    return Choose(
        headline=text("您想怎么告诉我您是谁？"),
        hint=text("哪一种都可以，一样方便。放卡也行。"),
        options=tuple(option(way, resting) for way, resting in ways.items()),
        layout=Layout.TILES,
    )


def choose_second(ways: Mapping[WayIn, Text]) -> Choose:
    """One more way, to be certain."""
    return Choose(
        headline=text("请再用一种办法确认是您"),
        hint=text("哪一种都可以，一样方便。"),
        options=tuple(option(way, resting) for way, resting in ways.items()),
        layout=Layout.TILES,
    )


def present_cards(id_rests: Text, chip_rests: Text | None, others: tuple[Option, ...] = ()) -> Present:
    """Please put a card down. `chip_rests` None: only an identity card will do, or there is no other reader."""
    ways = [_waiting(WayIn.ID_CARD, id_rests)]
    if chip_rests is not None:
        ways.append(_waiting(WayIn.CHIP_CARD, chip_rests))
    return Present(
        headline=text("请放身份证"),
        hint=CARD_HINT if chip_rests is None else CARDS_HINT,
        ways=tuple(ways),
        others=others,
    )


def present_chip(rests: Text) -> Present:
    """Please put a social-security card or a hall card in."""
    return Present(
        headline=text("请放社保卡或者邻里卡"),
        hint=text("插进或者贴近读卡器。先不要拿开。"),
        ways=(_waiting(WayIn.CHIP_CARD, rests),),
        others=(ANOTHER_WAY,),
    )


def present_id(rests: Text) -> Present:
    """Please put the identity card down; here it is one way among others."""
    return replace(present_cards(rests, None), others=(ANOTHER_WAY,))


def present_phone_code(rests: Text) -> Present:
    """Please show the code on the telephone."""
    return Present(
        headline=text("请扫手机上的登录码"),
        hint=text("手机屏幕调亮一点，对着扫码窗，离一个手掌远。"),
        ways=(_waiting(WayIn.PHONE_CODE, rests),),
        others=(ANOTHER_WAY,),
    )


def _waiting(way: WayIn, rests: Text) -> Way:
    name = NAMES[way]
    return Way(way.value, name.label, name.icon, rests, place=name.place)
