"""The backend as the login sees it."""

import logging
import threading

from hardware.id_card_reader.cards import CardKind as ReadKind
from hardware.id_card_reader.cards import IdCard
from kiosk.backend_client.errors import BackendError, BackendKey
from kiosk.backend_client.identity import CardKind, Session, ShownCard, log_in_by_card, log_out
from kiosk.backend_client.transport import Transport
from kiosk.visit.person import Level, Person, mask_name, mask_number

_log = logging.getLogger(__name__)

KINDS = {
    ReadKind.RESIDENT: CardKind.RESIDENT,
    ReadKind.PERMIT: CardKind.HMT_PERMIT,
    ReadKind.FOREIGNER_2017: CardKind.FOREIGNER_2017,
    ReadKind.FOREIGNER_2023: CardKind.FOREIGNER_2023,
}


class BackendOffice:
    """Opens and ends sessions at the backend. Blocks; called from threads of the loop."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def log_in(self, card: IdCard) -> Person:
        """Trade a card for a session.

        Raises: BackendError
        """
        shown = ShownCard(number=card.number, name=card.name, kind=KINDS[card.kind], valid_until=card.valid_until)
        session = log_in_by_card(self._transport, shown)
        if session.level not in set(Level):
            raise BackendError(BackendKey.NONSENSE)
        level = Level(session.level)

        def leave() -> None:
            # The visit is over and must not wait for the network.
            threading.Thread(target=self._log_out, args=(session,), name="log out", daemon=True).start()

        return Person(
            level=level,
            masked=mask_name(card.name),
            masked_number=mask_number(card.number),
            session=session,
            log_out=leave,
        )

    def _log_out(self, session: Session) -> None:
        """Without a network the session ends by itself after 15 minutes."""
        try:
            log_out(self._transport, session)
        except BackendError as error:
            _log.info("log out: %s", error)
