"""The services of the hall: what each is called, what it needs, and whether it can be used now."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from kiosk.visit.person import Level
from kiosk.visit.prompts import Option
from kiosk.visit.text import NOTHING, Text, text

if TYPE_CHECKING:
    from kiosk.visit.visit import Visit


@dataclass(frozen=True, slots=True)
class Entry:
    """A service as the catalogue knows it.

    `phrases` are its spoken names, `level` the login it asks for, `strongest` the highest that something in the middle
    of it asks for beyond that, `needs` the kinds of device without which it
    cannot be used, `network` and `staffed` whether it needs the backend and a person in the hall. `can_pause`: a
    resident may stop in the middle of it and go on another time.
    """

    id: str
    title: Text
    detail: Text
    icon: str
    tint: str
    phrases: tuple[str, ...]
    level: Level = Level.NOBODY
    needs: tuple[str, ...] = ()
    network: bool = False
    staffed: bool = False
    can_pause: bool = True
    strongest: Level = Level.NOBODY

    @property
    def levels(self) -> frozenset[Level]:
        """Every login that it can come to ask for."""
        return frozenset({self.level, self.strongest} - {Level.NOBODY})


@dataclass(frozen=True, slots=True)
class Service:
    """An entry with the conversation behind it."""

    entry: Entry
    serve: "Callable[[Visit], Awaitable[None]]"


class Conditions(Protocol):
    """How the terminal is at this moment. Called on the loop thread; answers at once."""

    def device_works(self, kind: str) -> bool:
        """Is there a device of this kind that works?"""
        ...

    def network_works(self) -> bool:
        """Did the backend answer lately?"""
        ...

    def staff_is_here(self) -> bool:
        """Is it within the hours of the staff?"""
        ...


DEVICE_NAMES = {
    "camera": text("摄像头"),
    "card_reader": text("插卡的读卡器"),
    "code_scanner": text("扫码器"),
    "document_printer": text("文件打印机"),
    "headphone_jack": text("耳机孔"),
    "id_card_reader": text("身份证读卡器"),
    "keypad": text("按键"),
    "locker": text("柜子"),
    "microphone": text("话筒"),
    "payment_terminal": text("付款机"),
    "receipt_printer": text("打印机"),
    "speaker": text("喇叭"),
}


class Catalogue:
    """The only list of services."""

    def __init__(self, services: tuple[Service, ...], conditions: Conditions) -> None:
        self._services = {service.entry.id: service for service in services}
        self._conditions = conditions

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All services in the order of the home page."""
        return tuple(service.entry for service in self._services.values())

    def service(self, service_id: str) -> Service:
        """The service of that id."""
        return self._services[service_id]

    def find(self, service_id: str) -> Service | None:
        """The service of that id, if the hall offers it."""
        return self._services.get(service_id)

    def resting(self, entry: Entry) -> Text:
        """Why a service cannot be used now; NOTHING if it can."""
        for kind in entry.needs:
            if not self._conditions.device_works(kind):
                return text("{device}在休息，请找工作人员", device=DEVICE_NAMES[kind])
        if entry.network and not self._conditions.network_works():
            return text("网络不通，暂时办不了")
        if entry.staffed and not self._conditions.staff_is_here():
            return text("要等工作人员上班")
        return NOTHING

    def options(self) -> tuple[Option, ...]:
        """The home page's choices."""
        return tuple(
            Option(
                id=entry.id,
                label=entry.title,
                detail=entry.detail,
                icon=entry.icon,
                tint=entry.tint,
                phrases=entry.phrases,
                resting=self.resting(entry),
            )
            for entry in self.entries
        )
