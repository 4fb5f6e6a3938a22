"""What a resident does in front of the terminal beside answering it: lays cards down, is looked at, takes slips."""

import contextlib
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from types import MappingProxyType

from hardware.emulators.chip_cards.hall import HallChip
from hardware.emulators.head.actor import Cast
from kiosk.app.crawl.payer import PayerHands
from kiosk.app.crawl.witness import Witness
from kiosk.app.demo.obeying import order_in, standing_there
from kiosk.app.demo.tray import WANG, card_of, hall_card_of
from kiosk.app.demo.world import World
from kiosk.app.run import Run
from kiosk.backend_client.errors import BackendError
from kiosk.backend_client.pauses import Stopped, seal
from kiosk.identity.phone_pages import SAMPLE_PHONE, enter_code
from kiosk.payments.claiming import enter_claim
from kiosk.services import contacts

CLAIM_SAMPLE = enter_claim("", scans=False).sample
_LOOK = b"\x20\x01"  # the terminal's question whether a card lies there (GA/T 467)
_LOOKS = 5  # the terminal knows after three that a card went; one may be under way, and one begins the wait for a card
SEEN_GONE_S = 3.0


class DeskHands:
    """Implements `kiosk.app.crawl.trials.Hands` on the emulated devices of a world."""

    def __init__(self, world: World, run: Run, witness: Witness) -> None:
        self._world = world
        self._run = run
        self._witness = witness
        self._card = card_of(WANG)
        with contextlib.suppress(LookupError):
            world.desk.head.come()
        self._laid = ExitStack()
        self._looks = -_LOOKS
        """How often the reader had been asked when her card was lifted."""
        self._ways: MappingProxyType[str, Callable[[], None]] = MappingProxyType(
            {
                "id_card": self._lay_id_card,
                "chip_card": self._lay_hall_card,
                "phone_code": self._hold_up_code,
                "face": self._show_face,
            }
        )
        self._payer = PayerHands(world, run, witness)

    def lays(self, way: str) -> bool:
        """Lay down, or show, what the way names."""
        if way in self._payer.ways:
            return self._payer.pays(way)
        if way not in self._ways:
            return False
        self.lifts()
        try:
            self._ways[way]()
        except LookupError:  # no such reader runs here
            return False
        return True

    def lifts(self) -> None:
        """Take it away."""
        self._laid.close()

    def comes(self) -> None:
        """Stand before the terminal as if nobody had paid a bill before."""
        self._payer.owes_again()

    def knows(self, sample: str) -> str:
        """Her number, the code that was sent to it, the code of a slip; for whatever else the sample will do."""
        if sample == CLAIM_SAMPLE:
            return self._payer.claim_code() or sample
        if sample == SAMPLE_PHONE:
            return self._world.phone.number
        if sample != enter_code().sample:
            return sample
        try:
            return self._world.phone.code_other_than("")
        except LookupError:
            return sample

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
        return len(self._world.desk.printer.slips)

    def wait_for_slips(self, count: int, timeout_s: float) -> bool:
        """Wait until so many lie there."""
        return self._world.desk.printer.wait_for_slips(count, timeout_s)

    def walk_away(self) -> None:
        """End the visit."""
        if self._run.terminal is not None:
            self._run.on_loop(self._run.terminal.conversation.end)

    def _lay_id_card(self) -> None:
        self._wait_until_seen_gone()
        self._card.lay_on(self._world.desk.reader)
        self._laid.callback(self._lift_id_card)

    def _lift_id_card(self) -> None:
        self._world.desk.reader.lift_card()
        self._looks = self._world.desk.reader.commands.count(_LOOK)

    def _wait_until_seen_gone(self) -> None:
        """No person is back with her card before the reader has seen it go; the terminal would ask her to lift it."""
        ends = time.monotonic() + SEEN_GONE_S
        while self._world.desk.reader.commands.count(_LOOK) < self._looks + _LOOKS and time.monotonic() < ends:
            time.sleep(0.02)

    def _lay_hall_card(self) -> None:
        reader = self._world.desk.card_reader
        reader.put_card(HallChip(hall_card_of(WANG)))
        self._laid.callback(reader.pull_card)

    def _hold_up_code(self) -> None:
        # The terminal may leave the page meanwhile; the office takes a second for the code.
        threading.Thread(target=self._world.phone.hold_up_code, name="her telephone", daemon=True).start()

    def _show_face(self) -> None:
        """She does what she is told from now on; she stands there at all times, or the page would be over before."""

        def told() -> Sequence[str]:
            said = [notice.text.shown() for notice in self._witness.notices]
            return [sentence for sentence in said if order_in(sentence) is not None][-1:]

        self._laid.enter_context(standing_there(self._world.desk.head, told, afterwards=Cast.RESIDENT))
