"""What a resident does in front of the terminal beside answering it: lays cards down, takes slips, walks away."""

from hardware.emulators.id_card_reader import IdCardReaderEmulator
from kiosk.app.demo.tray import load_tray
from kiosk.app.demo.world import Desk
from kiosk.app.run import Run
from kiosk.backend_client.errors import BackendError
from kiosk.backend_client.pauses import Stopped, seal
from kiosk.services import contacts

WHOSE = "wang-guifang"


class DeskHands:
    """Implements `kiosk.app.crawl.trials.Hands` on the emulated devices of a world."""

    def __init__(self, desk: Desk, run: Run) -> None:
        self._printer = desk.printer
        self._run = run
        self._reader: IdCardReaderEmulator = desk.reader
        self._chip = next(card.chip for card in load_tray() if card.id == WHOSE)
        self._laid = False

    def lays(self, way: str) -> bool:
        """Lay down what the way names."""
        if way != "id_card":
            return False
        self.lifts()
        self._reader.put_card(self._chip)
        self._laid = True
        return True

    def lifts(self) -> None:
        """Take it away."""
        if self._laid:
            self._reader.lift_card()
        self._laid = False

    def code_of_a_slip(self) -> str:
        """The code of a service that somebody stopped (先停一停), fresh from the backend: each is good once."""
        if self._run.terminal is None:
            return ""
        try:
            return seal(self._run.terminal.rooms.transport, Stopped(contacts.ENTRY.id, (), None), None).code
        except BackendError:
            return ""

    def slips(self) -> int:
        """How many slips lie in the tray."""
        return len(self._printer.slips)

    def wait_for_slips(self, count: int, timeout_s: float) -> bool:
        """Wait until so many lie there."""
        return self._printer.wait_for_slips(count, timeout_s)

    def walk_away(self) -> None:
        """End the visit."""
        if self._run.terminal is not None:
            self._run.on_loop(self._run.terminal.conversation.end)
