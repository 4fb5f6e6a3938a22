"""The devices of a terminal, looked at or tried by hand while the terminal itself rests; or those of the demo."""

import queue
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TypedDict

from hardware.configuration import DeviceConfig
from hardware.counter_file import kept_numbers
from hardware.events import Event
from hardware.probe.attempt import Ended, try_out
from hardware.probe.commissioning import Ask, commission
from hardware.probe.trials import TRIALS
from hardware.registry import Devices
from hardware.status import DeviceState, DeviceStatus, StatusChanged
from kiosk.foundation.config import Settings

SETTLE_S = 2.0
GLANCE_S = 0.02
Say = Callable[[str], None]


class DeviceLine(TypedDict):
    """One device; `counters` are the terminal's, as it last wrote them down."""

    name: str
    kind: str
    driver: str
    state: str
    health: str
    detail: str
    emulated: bool
    counters: Mapping[str, int]


class EventLine(TypedDict):
    """One change of one device."""

    seq: int
    at: str
    name: str
    kind: str
    state: str
    health: str
    detail: str


def look_at_devices(settings: Settings | None) -> list[DeviceLine]:
    """Open every device, wait until each has said how it is, and close them again."""
    from kiosk.app.wiring import COUNTERS_FILE

    with _devices(settings) as devices:
        _let_settle(devices)
        kept = {} if settings is None else kept_numbers(settings.data / COUNTERS_FILE)
        counters = {id: counted.numbers for id, counted in kept.items()}  # noqa: A001 - as in hardware
        return [
            _line(device.status, counters.get(device.status.id, {}), emulated=settings is None)
            for device in devices.all
        ]


def watch_devices(settings: Settings | None, tell: Callable[[EventLine], None]) -> None:
    """Tell every change from the first on, in the caller's thread, until she is interrupted (KeyboardInterrupt)."""
    news: queue.SimpleQueue[Event[StatusChanged]] = queue.SimpleQueue()
    with _devices(settings, listener=news.put):
        while True:
            tell(_event_line(news.get()))


def try_device(settings: Settings | None, name: str, words: Sequence[str], say: Say) -> Ended:
    """Try something on one device; only this one is opened."""
    with ExitStack() as stack:
        if settings is None:
            settings = stack.enter_context(_emulated())
        known = {device.id: device for device in settings.devices}
        if name not in known:
            say(f"there is no device {name!r}; there are {', '.join(known) or 'none'}")
            return Ended.MISUSED
        found = _wire(settings.model_copy(update={"devices": (known[name],)}))
        return try_out(found, found.all[0], TRIALS.get(known[name].kind, {}), words, say)


def commission_devices(settings: Settings, names: Sequence[str], boards: Sequence[str], ask: Ask, say: Say) -> Ended:
    """Go through the devices of these names, or through all of them, with the installer."""
    known = {device.id: DeviceConfig(**device.model_dump()) for device in settings.devices}
    strangers = [name for name in names if name not in known]
    if strangers:
        say(f"there is no device {', '.join(strangers)}; there are {', '.join(known) or 'none'}")
        return Ended.MISUSED
    return commission([known[name] for name in names or known], boards, ask, say)


@contextmanager
def _devices(
    settings: Settings | None, listener: Callable[[Event[StatusChanged]], None] | None = None
) -> Iterator[Devices]:
    """The configured devices, started; without settings, those of the demo."""
    with ExitStack() as stack:
        if settings is None:
            settings = stack.enter_context(_emulated())
        found = _wire(settings)
        if listener is not None:
            found.events.listen(listener)
        stack.callback(found.close)
        found.start()
        yield found


def _wire(settings: Settings) -> Devices:
    """The devices without a file of counters: that one belongs to the terminal."""
    from kiosk.app.wiring import devices

    return devices(settings)


@contextmanager
def _emulated() -> Iterator[Settings]:
    """The demo's devices, for as long as the look lasts."""
    # Only a box without settings has emulators, so only here are they imported.
    from kiosk.app.demo.world import Desk

    with tempfile.TemporaryDirectory(prefix="linli-look-") as folder, Desk(Path(folder)) as desk:
        yield Settings(data=Path(folder), devices=desk.devices())


def _let_settle(devices: Devices) -> None:
    until = time.monotonic() + SETTLE_S
    while time.monotonic() < until and any(d.status.state is DeviceState.STARTING for d in devices.all):
        time.sleep(GLANCE_S)


def _line(status: DeviceStatus, counters: Mapping[str, int], *, emulated: bool) -> DeviceLine:
    return DeviceLine(
        name=status.id,
        kind=status.kind,
        driver=status.driver,
        state=status.state,
        health=status.health,
        detail=_detail(status),
        emulated=emulated,
        counters=counters,
    )


def _event_line(event: Event[StatusChanged]) -> EventLine:
    status = event.value.new
    return EventLine(
        seq=event.seq,
        at=event.at.astimezone().isoformat(timespec="milliseconds"),
        name=status.id,
        kind=status.kind,
        state=status.state,
        health=status.health,
        detail=_detail(status),
    )


def _detail(status: DeviceStatus) -> str:
    return ", ".join((*([status.detail] if status.detail else []), *status.warnings))
