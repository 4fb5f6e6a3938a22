"""A terminal in a process of its own, to be killed between the seal and the slip: python -m ... DATA PORT WORDS.

It stops a search for WORDS half-way and writes `sealed` when the code is on the screen; then it waits for its end.
"""

import asyncio
import sys
from pathlib import Path

from pydantic import HttpUrl

from kiosk.app.network import NetworkWatch
from kiosk.app.wiring import Terminal
from kiosk.foundation.clock import SystemClock
from kiosk.foundation.config import Backend, Settings
from tests.helpers.visitor import ScriptedVisitor


async def stop_and_wait(data: Path, port: int, words: str) -> None:
    settings = Settings(site_name="杏花社区", data=data, backend=Backend(url=HttpUrl(f"http://127.0.0.1:{port}")))
    terminal = Terminal(settings, SystemClock())
    visitor, rooms = ScriptedVisitor(terminal.conversation), terminal.rooms
    terminal.start()
    watch = NetworkWatch(rooms.transport, rooms.directory, rooms.conditions, SystemClock(), lambda: None)
    terminal.watch_network(watch)
    terminal.conversation.begin()
    await visitor.sees("今天办什么事")
    async with asyncio.timeout(60):
        while not rooms.conditions.network_works() or rooms.directory.current is None:
            await asyncio.sleep(0.02)
    visitor.says("contacts")
    await visitor.meets("您找谁", "words")
    await visitor.meets("请输入名字或地址", words)
    await visitor.sees("没有找到")
    visitor.desk.pause()
    await visitor.meets("先停一停吗", True)
    await visitor.sees("请记下这个码")
    sys.stdout.write("sealed\n")
    sys.stdout.flush()
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(stop_and_wait(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]))
