"""不着急: a resident stops at a question and goes on another time. The contract; `kiosk.services.pause` fills it."""

from typing import Protocol

from kiosk.visit.promises import Kept
from kiosk.visit.prompts import Farewell, Work
from kiosk.visit.stage import Scene
from kiosk.visit.text import NOTHING, Text, text
from kiosk.visit.visit import Visit

NOT_BEGUN = text("还没有开始办，不用停。您可以直接走。")
NOT_HERE = text("这一页不用停。")
AT_WORK = text("正在办，请稍等。")
DONE_ALREADY = text("刚才的一步已经办了，不能停在这里。")
NOT_KEPT = text("这台机器还不能留着接着办。")


class Pausing(Protocol):
    """Keeps what was answered for another visit. Loop thread."""

    def resting(self) -> Text:
        """Why nobody can stop now; NOTHING if she can."""
        ...

    async def stop(self, visit: Visit, kept: Kept) -> bool:
        """Ask, keep the answers, hand out the code. True: they are kept, and she leaves.

        Raises: Back (she stays), Fault (nothing was kept; she stays)
        """
        ...


def why_not(scene: Scene, *, closed: bool) -> Text:
    """Why she cannot stop at this scene. `closed`: something irreversible was done in its service."""
    if scene.can_pause:
        return NOTHING
    if isinstance(scene.prompt, Work):
        return AT_WORK
    if not scene.title:
        return NOT_BEGUN
    return DONE_ALREADY if closed and not isinstance(scene.prompt, Farewell) else NOT_HERE
