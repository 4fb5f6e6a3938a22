"""How soon devices answer over their wires, and what the whole hardware layer costs while nobody is there.

Real drivers in this process; the emulators, the real pcscd and the real cupsd in another one, which is not counted.
Pseudo terminals know no baud rate: what a real serial line adds (a card of 1.3 kB at 115200 baud: 0.11 s) comes on top.
"""

import asyncio
import os
import threading
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import TypedDict

from bench.device_operations import OPERATIONS, Bench, NotHere
from bench.emulated_desk import EmulatedDesk
from bench.figures import load, middle, p95
from bench.process_tree import Process, members
from hardware.configuration import DeviceConfig
from hardware.registry import Devices, build
from hardware.status import DeviceState

SETTLE_S = 20.0
CALM_S = 8.0
IDLE_S = 20.0
_TICKS = os.sysconf("SC_CLK_TCK")
Say = Callable[[str], None]


class Idle(TypedDict):
    """What the layer uses while nothing happens, in per cent of one core; helpers are processes of drivers.

    `cpu_percent` is all of it; `threads` are parts of this process, to a resolution of a clock tick.
    """

    cpu_percent: float
    helpers: Mapping[str, float]
    seconds: float
    threads: Mapping[str, float]
    devices: Mapping[str, str]


def measure(say: Say = lambda _line: None) -> dict[str, object]:
    """The report of `kiosk bench devices`. Takes about a minute."""
    with ExitStack() as stack:
        say("starting the emulated devices, pcscd and cupsd")
        desk = stack.enter_context(EmulatedDesk())
        devices = build([DeviceConfig(**device.model_dump()) for device in desk.settings.devices])
        stack.callback(devices.close)
        devices.start()
        _settle(devices)
        latency = asyncio.run(_operations(Bench(devices, desk), say))
        say(f"idle for {IDLE_S:.0f} s")
        idle = _idle(devices, desk.process.pid)
        say(f"idle: {idle['cpu_percent']} % of one core, of which helpers {dict(idle['helpers'])}; {load()}")
        return {"latency": latency, "idle": idle, "missing": desk.missing, "busy": load()}


async def _operations(bench: Bench, say: Say) -> dict[str, object]:
    report: dict[str, object] = {}
    for name, operation in OPERATIONS.items():
        report[name] = await _figures(operation(bench))
        say(f"{name}: {report[name]}")
    return report


async def _figures(operation: Awaitable[list[float]]) -> Mapping[str, object]:
    """What could not be measured is said and not dropped."""
    try:
        times = [seconds * 1000 for seconds in await operation]
    except NotHere as error:
        return {"not_run": str(error)}
    except Exception as error:  # noqa: BLE001  one device that fails must not hide the others' figures
        return {"not_run": f"{type(error).__name__}: {error}"}
    return {"median_ms": middle(times, 2), "p95_ms": p95(times, 2), "n": len(times)}


def _settle(devices: Devices) -> None:
    until = time.monotonic() + SETTLE_S
    while time.monotonic() < until and any(d.status.state is DeviceState.STARTING for d in devices.all):
        time.sleep(0.05)


def _idle(devices: Devices, emulators: int) -> Idle:
    time.sleep(CALM_S)
    began, own, helpers, threads = time.monotonic(), time.process_time(), _helpers(emulators), _threads()
    time.sleep(IDLE_S)
    seconds = time.monotonic() - began
    own = time.process_time() - own
    by_helper, by_thread = _since(helpers, _helpers(emulators)), _since(threads, _threads())
    return Idle(
        cpu_percent=round(100 * (own + sum(by_helper.values())) / seconds, 2),
        helpers={name: round(100 * spent / seconds, 2) for name, spent in by_helper.items()},
        seconds=round(seconds, 1),
        threads={name: round(100 * spent / seconds, 2) for name, spent in by_thread.items()},
        devices={device.status.id: device.status.state.value for device in devices.all},
    )


def _since(before: Mapping[str, float], now: Mapping[str, float]) -> dict[str, float]:
    return {name: spent - before.get(name, 0.0) for name, spent in sorted(now.items()) if spent > before.get(name, 0.0)}


def _helpers(emulators: int) -> dict[str, float]:
    """Seconds of CPU of each of our children, but the emulators and what they started."""
    not_ours = {process.pid for process in members(emulators)} | {os.getpid()}
    ours = [process for process in members(os.getpid()) if process.pid not in not_ours]
    spent: dict[str, float] = {}
    for process in ours:
        if _descends(process, {found.pid: found for found in ours}):
            name = _name(process.pid)
            spent[name] = spent.get(name, 0.0) + _spent(Path(f"/proc/{process.pid}/stat"))
    return spent


def _descends(process: Process, known: Mapping[int, Process]) -> bool:
    """Whether it is a child of ours, or of a child: `members` also finds who merely shares our session."""
    while process.parent in known:
        process = known[process.parent]
    return process.parent == os.getpid()


def _name(pid: int) -> str:
    """The module that a helper runs."""
    try:
        words = Path(f"/proc/{pid}/cmdline").read_text(encoding="utf-8", errors="replace").split("\0")
    except OSError:  # it ended while we looked
        return "?"
    return words[words.index("-m") + 1] if "-m" in words[:-1] else words[0]


def _threads() -> dict[str, float]:
    """Seconds of CPU of each named thread of this process."""
    return {t.name: _spent(Path(f"/proc/self/task/{t.native_id}/stat")) for t in threading.enumerate()}


def _spent(stat: Path) -> float:
    try:
        words = stat.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except OSError:  # it ended while we looked
        return 0.0
    return (int(words[11]) + int(words[12])) / _TICKS
