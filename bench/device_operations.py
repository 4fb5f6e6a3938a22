"""One operation a device, over its wire, again and again: the seconds of each."""

import asyncio
import os
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from bench.emulated_desk import EmulatedDesk
from hardware.document_printer.contract import DocumentResult
from hardware.document_printer.document import Document, Heading, Paragraph
from hardware.events import Event
from hardware.locker.contract import DoorChanged, DoorState, OpenResult
from hardware.payment_terminal.contract import PaymentResult
from hardware.receipt_printer.contract import PrintResult
from hardware.receipt_printer.slip import Field, Rule, Slip, TextLine
from hardware.registry import Devices

T = TypeVar("T")
_PATIENCE_S = 15.0
_LAY, _LIFT, _KEY = "put_card", "lift_card", "key"
_HALL_CARD, _SOCIAL_SECURITY_CARD, _PULL = "Hall card", "Social-security card", "Pull the card"
_CODES = ("Parcel QR", "Identity number", "Something else")
_CLOSE_DOOR = "Close door 1/{}"

HANDS: Mapping[str, tuple[str, ...]] = {
    "everyday": (_LAY, _LIFT, _KEY),
    "cards": (_HALL_CARD, _SOCIAL_SECURITY_CARD, _PULL),
    "scanner": _CODES,
    "locker": (_CLOSE_DOOR.format(1),),
}
"""Device and labels of the hands that move here; the door has opened itself before it is closed."""


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
        bench.desk.hand("everyday", _LAY)
        began = time.monotonic()
        await reader.read_card(_PATIENCE_S)
        times.append(time.monotonic() - began)
        bench.desk.hand("everyday", _LIFT)
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
        times.append(await first_after(keypad.listen, partial(bench.desk.hand, "everyday", _KEY)))
        await asyncio.sleep(0.1)
    return times


async def scan_to_event(bench: Bench) -> list[float]:
    """From the code held up to the listener, with the end of the code proven by its suffix."""
    scanner = bench.need(bench.devices.code_scanner, "scanner")
    times = []
    await scanner.enable(120)
    try:
        for number in range(20):
            label = _CODES[number % len(_CODES)]
            times.append(await first_after(scanner.listen, partial(bench.desk.hand, "scanner", label)))
            await asyncio.sleep(0.5)
    finally:
        scanner.disable()
    return times


async def card_apdu(bench: Bench) -> list[float]:
    """One command to a chip card and its answer: pyscard, the real pcscd, libccid, T=1 blocks on the wire, and back."""
    bench.need(bench.devices.card_reader, "cards")
    bench.desk.hand("cards", _HALL_CARD)
    # pyscard is loaded by whoever needs it.
    from hardware.transport.pcsc import PcscContext

    def exchange() -> list[float]:
        times = []
        with PcscContext() as context, context.connect(context.readers()[0]) as card:
            for _ in range(100):
                began = time.monotonic()
                card.transmit(bytes.fromhex("FFCA000000"))
                times.append(time.monotonic() - began)
        return times

    device = bench.devices.named("cards")
    assert device is not None
    device.pause()  # nobody else talks to the card meanwhile
    try:
        await asyncio.sleep(2)
        return await asyncio.to_thread(exchange)
    finally:
        device.resume()
        bench.desk.hand("cards", _PULL)
        await asyncio.sleep(2)


async def card_read(bench: Bench) -> list[float]:
    """A social-security card that is in: found, selected, read, parsed."""
    reader = bench.need(bench.devices.card_reader, "cards")
    bench.desk.hand("cards", _SOCIAL_SECURITY_CARD)
    await asyncio.sleep(2)
    times = []
    for _ in range(10):
        began = time.monotonic()
        await reader.read(_PATIENCE_S)
        times.append(time.monotonic() - began)
    bench.desk.hand("cards", _PULL)
    return times


async def open_to_door_event(bench: Bench) -> list[float]:
    """From the call that opens a cell to the event of its door: a look, the pulse, a look, all over the bus."""
    locker = bench.need(bench.devices.locker, "locker")
    await locker.states(_PATIENCE_S)
    times = []
    for number in range(12):
        cell = f"{number % 12 + 1:02}"
        opened: list[OpenResult] = []
        heard: list[float] = []

        def hear(event: Event[DoorChanged], heard: list[float] = heard) -> None:
            if event.value.state.door is DoorState.OPEN:
                heard.append(time.monotonic())

        stop = locker.listen(hear)
        began = time.monotonic()
        try:
            opened.append((await locker.open_cell(cell, _PATIENCE_S)).result)
            until = time.monotonic() + _PATIENCE_S
            while not heard and time.monotonic() < until:
                await asyncio.sleep(0.01)
        finally:
            stop()
        if opened != [OpenResult.OPENED] or not heard:
            raise NotHere(f"a cell was {opened[0].value}")
        times.append(heard[0] - began)
        bench.desk.hand("locker", _CLOSE_DOOR.format(number % 12 + 1))
        await asyncio.sleep(1)  # the bus keeps a gap between two pulses: it is not what is measured
    return times


async def a4_page(bench: Bench) -> list[float]:
    """From the call to CUPS' word that the page is printed; the emulated printer takes no time for it."""
    printer = bench.need(bench.devices.document_printer, "pages")
    document = Document("试印", "便民服务馆", (Heading("试印"), Paragraph("一二三四五六七八九十，" * 60)))
    times = []
    for number in range(5):
        began = time.monotonic()
        outcome = await printer.print_document(f"bench-{number}", document, 1, 60)
        times.append(time.monotonic() - began)
        if outcome.result is not DocumentResult.PRINTED:
            raise NotHere(f"a page was {outcome.result.value}: {outcome.reason}")
    return times


async def pay(bench: Bench) -> list[float]:
    """A payment by a person who has her card ready: authorisation, status, completion."""
    terminal = bench.need(bench.devices.payment_terminal, "pay")
    times = []
    for number in range(10):
        began = time.monotonic()
        outcome = await terminal.pay(f"BENCH-{os.getpid()}-{number}", 100 + number, 60)
        times.append(time.monotonic() - began)
        if outcome.result is not PaymentResult.APPROVED:
            raise NotHere(f"a payment was {outcome.result.value}: {outcome.reason}")
    return times


Operation = Callable[[Bench], Awaitable[list[float]]]

OPERATIONS: dict[str, Operation] = {
    "card_apdu": card_apdu,
    "card_read": card_read,
    "id_card_read": id_card_read,
    "open_to_door_event": open_to_door_event,
    "slip_of_30_lines": slip_of_30_lines,
    "a4_page": a4_page,
    "pay": pay,
    "key_to_event": key_to_event,
    "scan_to_event": scan_to_event,
}
