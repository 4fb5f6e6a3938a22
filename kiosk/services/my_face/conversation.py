"""The conversation: what is kept, and what she wants to do with it. Nothing is kept without her plain yes to it."""

from collections.abc import Callable
from functools import partial

from hardware.receipt_printer.slip import SlipLine
from kiosk.backend_client.errors import BackendKey
from kiosk.foundation.errors import Fault
from kiosk.identity.consent import Granted
from kiosk.identity.face_check import ANOTHER_WAY
from kiosk.identity.keeping import Mine
from kiosk.identity.shown import age_on, shown_by
from kiosk.services.my_face import pages, slip
from kiosk.services.my_face.rooms import Rooms
from kiosk.visit.catalogue import Entry
from kiosk.visit.person import Level, Person
from kiosk.visit.prompts import Tell
from kiosk.visit.sentences import explain
from kiosk.visit.text import NOTHING, Text, text
from kiosk.visit.visit import Visit

ENTRY = Entry(
    id="my_face",
    title=text("我的人脸"),
    detail=text("留下 · 续期 · 删除"),
    icon="user",
    tint="rose",
    phrases=("我的人脸", "人脸", "留下人脸", "删掉人脸", "删除人脸", "人脸续期"),
    level=Level.CARD,
    strongest=Level.STRONG,
    needs=("id_card_reader",),
    network=True,
    can_pause=False,
)
GROWN_UP, OWN_CONSENT = 18, 14


async def serve(visit: Visit, rooms: Rooms) -> None:
    """Show what is kept, and do with it what she wants, until she has done."""
    person = await rooms.login.require(visit, Level.CARD)
    while True:
        mine = await visit.work(text("正在查您留的人脸"), rooms.faces.mine, person)
        match await visit.tell(partial(_overview, rooms, mine)):
            case "leave":
                person = await _leave(visit, rooms, person)
            case "renew":
                await _renew(visit, rooms, person, mine[0])
            case "delete":
                await _delete(visit, rooms, person, mine)
            case _:
                return


def _overview(rooms: Rooms, mine: tuple[Mine, ...]) -> Tell:
    """As it is at this moment, for a camera comes and goes; those of this terminal are the first."""
    return pages.overview(mine, _leaving_rests(rooms), _renewing_rests(rooms, mine[0]) if mine else NOTHING)


def _leaving_rests(rooms: Rooms) -> Text:
    if not rooms.faces.can_keep:
        return explain(Fault("templates.no_key")).what
    return rooms.check.resting() if rooms.check is not None else explain(Fault("camera.absent")).what


def _renewing_rests(rooms: Rooms, one: Mine) -> Text:
    """A face that does not open, or that an earlier engine made, would be kept for nothing."""
    if one.kept is None:
        return text("请删掉，重新留一次")
    model = rooms.model()
    return text("程序换了，请删掉重新留") if model and model != one.kept.model else NOTHING


async def _leave(visit: Visit, rooms: Rooms, person: Person) -> Person:
    """Consent on a page of its own, certainty that it is she, then her face; who she is, as it is known from then on.

    A card alone may be a found one: whoever could leave a face with it would be taken for her for a year.
    """
    if await _is_too_young(visit, rooms, person):
        return person
    if not await visit.confirm(pages.consent(rooms.hall, rooms.today(), rooms.faces.days)):
        return person
    person = await rooms.login.require(visit, Level.STRONG)
    if await _is_too_young(visit, rooms, person):  # her identity card may have told it only now
        return person
    try:
        granted = await _taken_and_kept(visit, rooms, person)
    except Fault as fault:
        await _not_kept(visit, fault)
        return person
    visit.close_back()
    body = slip.given(rooms.hall, person.masked, granted.expires_on, granted.consent_id)
    await _hand_out(visit, rooms, partial(pages.kept, granted.expires_on), body)
    return person


async def _is_too_young(visit: Visit, rooms: Rooms, person: Person) -> bool:
    """Then it is told kindly, before anybody looks at her."""
    age = _age_if_too_young(rooms, person)
    if age is not None:
        await visit.tell(pages.too_young(age))
    return age is not None


async def _taken_and_kept(visit: Visit, rooms: Rooms, person: Person) -> Granted:
    if rooms.check is None:
        raise Fault("camera.absent")
    template = await rooms.check.take(visit)
    return await visit.work(text("正在收好您的人脸"), rooms.faces.give, person, template, held=True)


async def _not_kept(visit: Visit, fault: Fault) -> None:
    """Who would rather not is asked nothing more; who is too young is told kindly.

    Raises: Fault, any other
    """
    if fault.key in _TOO_YOUNG:
        await visit.tell(pages.too_young(_TOO_YOUNG[fault.key]))
    elif fault.key != ANOTHER_WAY:
        raise fault


def _age_if_too_young(rooms: Rooms, person: Person) -> int | None:
    """Her age, where it is not enough: as her card tells it, or the office, which says only that she is not of age."""
    shown = shown_by(person)
    if shown.birth is None:
        return GROWN_UP - 1 if shown.of_age is False else None
    age = age_on(shown.birth, rooms.today())
    return age if age < GROWN_UP else None


_TOO_YOUNG = {BackendKey.UNDER_14.value: OWN_CONSENT - 1, BackendKey.UNDER_18.value: GROWN_UP - 1}


async def _renew(visit: Visit, rooms: Rooms, person: Person, here: Mine) -> None:
    if here.kept is None or not await visit.confirm(pages.sure_to_renew(here.kept.expires_on, rooms.faces.days)):
        return
    renewed = await visit.work(text("正在续期"), rooms.faces.renew, person, here.kept, held=True)
    visit.close_back()
    body = slip.given(rooms.hall, person.masked, renewed.expires_on, renewed.consent_id)
    await _hand_out(visit, rooms, partial(pages.renewed, renewed.expires_on), body)


async def _delete(visit: Visit, rooms: Rooms, person: Person, mine: tuple[Mine, ...]) -> None:
    one = mine[0]
    if len(mine) > 1:
        chosen = await visit.choose(pages.which(mine))
        one = next(each for each in mine if each.id == chosen)
    if not await visit.confirm(pages.sure_to_delete(one)):
        return
    if one.here:
        await visit.work(text("正在删除您的人脸"), rooms.faces.delete, one.id, held=True)
    else:
        await visit.work(text("正在告诉那边的终端"), rooms.faces.withdraw_elsewhere, person, one.id, held=True)
    visit.close_back()
    body = slip.deleted(rooms.hall, person.masked, rooms.today(), one.id)
    await _hand_out(visit, rooms, partial(pages.deleted, one), body)


async def _hand_out(visit: Visit, rooms: Rooms, page: Callable[[Text], Tell], body: tuple[SlipLine, ...]) -> None:
    """What was done, with paper for who wants it; what was done stays done if there is none."""
    trouble = NOTHING

    def now() -> Tell:
        return page(trouble or rooms.desk.resting())

    while await visit.tell(now) == "print":
        try:
            await rooms.desk.print_slip(visit, text("打印凭条吗？"), rooms.issuer.plain(slip.TITLE, body))
        except Fault as fault:
            trouble = explain(fault).what
