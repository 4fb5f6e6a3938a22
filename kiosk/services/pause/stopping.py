"""Stopping: asked, sealed at the backend, and the code handed out; on the screen first, for paper can run out."""

from kiosk.documents.slip_desk import SlipDesk
from kiosk.foundation.errors import Fault
from kiosk.services.pause import pages, slip
from kiosk.services.pause.rooms import Rooms, Ticket
from kiosk.visit.promises import Kept
from kiosk.visit.prompts import Tell
from kiosk.visit.sentences import explain
from kiosk.visit.text import NOTHING, Text, text
from kiosk.visit.visit import Visit


class Stopping:
    """Implements `kiosk.visit.pausing.Pausing`."""

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms

    def resting(self) -> Text:
        """Without the office nothing can be kept."""
        return NOTHING if self._rooms.network() else text("网络不通，现在停不了。您填的都还在。")

    async def stop(self, visit: Visit, kept: Kept) -> bool:
        """Ask, keep, hand out the code; False: she does not want to stop.

        Raises: Back (let it pass), Fault (nothing was kept)
        """
        if not await visit.confirm(pages.sure()):
            return False
        ticket = await visit.work(text("正在收好您填的"), self._rooms.pauses.seal, kept, visit.person)
        visit.close_back()
        await self._hand_out(visit, self._rooms.desk, ticket)
        return True

    async def _hand_out(self, visit: Visit, desk: SlipDesk, ticket: Ticket) -> None:
        """The code's page, again after each print, until she says that she has it."""
        trouble = NOTHING

        def page() -> Tell:
            return pages.code(ticket, trouble or desk.resting())

        while await visit.tell(page) == "print":
            try:
                made = self._rooms.issuer.plain(slip.TITLE, slip.body(ticket))
                await desk.print_slip(visit, text("打印接着办的凭条吗？"), made)
            except Fault as fault:  # the code is what counts, and it is on the screen
                trouble = explain(fault).what
