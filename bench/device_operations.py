"""One operation a device, over its wire, again and again: the seconds of each."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from bench.emulated_desk import EmulatedDesk
from hardware.receipt_printer.contract import PrintResult
from hardware.receipt_printer.slip import Field, Rule, Slip, TextLine
from hardware.registry import Devices

T = TypeVar("T")
_PATIENCE_S = 15.0


class NotHere(Exception):
    """The operation cannot be measured on this machine; the text says why."""


@dataclass(frozen=True, slots=True)
class Bench:
    """The devices, and who moves things at their far ends."""

    devices: Devices
    desk: EmulatedDesk

    def need(self, device: T | None, name: str) -> T:
        """The device, usable; or why not."""
        found = self.devices.named(name)
        if device is None or found is None:
            raise NotHere(self.desk.missing.get(name, "it is not emulated"))
        if not found.status.usable:
            raise NotHere(f"{found.status.state.value} {found.status.detail}".rstrip())
        return device


Listen = Callable[[Callable[[object], None]], Callable[[], None]]


def anything(_news: object) -> bool:
    """Whatever comes first."""
    return True


async def first_after(listen: Listen, act: Callable[[], float], wanted: Callable[[object], bool] = anything) -> float:
    """From the moment that `act` returns until a listener, on the device's thread, hears what is wanted."""
    loop, heard = asyncio.get_running_loop(), asyncio.Event()
    moments: list[float] = []

    def hear(news: object) -> None:
        if wanted(news) and not moments:
            moments.append(time.monotonic())
            loop.call_soon_threadsafe(heard.set)

    stop = listen(hear)
    try:
        began = await asyncio.to_thread(act)
        await asyncio.wait_for(heard.wait(), _PATIENCE_S)
    finally:
        stop()
    return moments[0] - began


async def id_card_read(bench: Bench) -> list[float]:
    """A card lies there: find, select, read, parse."""
    reader = bench.need(bench.devices.id_card_reader, "id-card")
    times = []
    for _ in range(20):
        bench.desk.hand("everyday", "put_card")
        began = time.monotonic()
        await reader.read_card(_PATIENCE_S)
        times.append(time.monotonic() - began)
        bench.desk.hand("everyday", "lift_card")
    return times


async def slip_of_30_lines(bench: Bench) -> list[float]:
    """From the call to the printer's proof that it has worked through all of it."""
    printer = bench.need(bench.devices.receipt_printer, "slip")
    lines = tuple(Field(f"第{number}项", f"{number * 137}.00 元") for number in range(28))
    slip = Slip((TextLine("社保凭条"), Rule(), *lines))
    times = []
    for number in range(20):
        began = time.monotonic()
        outcome = await printer.print_slip(f"bench-{number}", slip, _PATIENCE_S)
        times.append(time.monotonic() - began)
        if outcome.result is not PrintResult.PRINTED:
            raise NotHere(f"a slip was {outcome.result.value}: {outcome.reason}")
    return times


async def key_to_event(bench: Bench) -> list[float]:
    """From the write into the key's wire to the listener."""
    keypad = bench.need(bench.devices.keypad, "keys")
    times = []
    for _ in range(30):
        times.append(await first_after(keypad.listen, partial(bench.desk.hand, "everyday", "key")))
        await asyncio.sleep(0.1)
    return times


async def scan_to_event(bench: Bench) -> list[float]:
    """From the code held up to the listener, with the end of the code proven by its suffix."""
    scanner = bench.need(bench.devices.code_scanner, "scanner")
    times = []
    await scanner.enable(120)
    try:
        for number in range(20):
            label = ("Parcel QR", "Identity number", "Something else")[number % 3]
            times.append(await first_after(scanner.listen, partial(bench.desk.hand, "scanner", label)))
            await asyncio.sleep(0.5)
    finally:
        scanner.disable()
    return times


Operation = Callable[[Bench], Awaitable[list[float]]]

OPERATIONS: dict[str, Operation] = {
    "id_card_read": id_card_read,
    "slip_of_30_lines": slip_of_30_lines,
    "key_to_event": key_to_event,
    "scan_to_event": scan_to_event,
}
