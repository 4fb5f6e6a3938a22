"""The backend as the login sees it."""

import logging
import threading
from typing import Protocol

from hardware.card_reader.cards import HallCard, SocialSecurityCard
from hardware.id_card_reader.cards import CardKind as ReadKind
from hardware.id_card_reader.cards import IdCard
from kiosk.backend_client.errors import BackendError, BackendKey
from kiosk.backend_client.identity import (
    AttestedFace,
    CardKind,
    FaceClaim,
    Session,
    ShownCard,
    ShownSocialSecurityCard,
    ask_for_sms,
    log_in_by_card,
    log_in_by_face,
    log_in_by_hall_card,
    log_in_by_phone_code,
    log_in_by_sms,
    log_in_by_social_security_card,
    log_out,
)
from kiosk.backend_client.transport import Transport
from kiosk.identity.shown import Shown
from kiosk.visit.person import Level, Person, Proof, mask_name, mask_number

_log = logging.getLogger(__name__)

KINDS = {
    ReadKind.RESIDENT: CardKind.RESIDENT,
    ReadKind.PERMIT: CardKind.HMT_PERMIT,
    ReadKind.FOREIGNER_2017: CardKind.FOREIGNER_2017,
    ReadKind.FOREIGNER_2023: CardKind.FOREIGNER_2023,
}


class Office(Protocol):
    """The part of the backend that knows residents. Blocks: it is called from threads.

    Every way opens a session, or adds its proof to the one of `person`, which is replaced. What was shown that the
    office knows more of (`Shown.of_age`) comes back in the person's `shown`.

    Raises: Fault (`backend.another_resident` where the proof is of somebody else than `person`)
    """

    def log_in(self, card: IdCard, person: Person | None = None) -> Person:
        """By an identity card."""
        ...

    def log_in_by_chip(self, card: SocialSecurityCard | HallCard, person: Person | None = None) -> Person:
        """By a social-security card that names its holder, or a card of this hall."""
        ...

    def ask_for_sms(self, phone: str, person: Person | None = None) -> int:
        """Have a code sent; after how many seconds another can be."""
        ...

    def log_in_by_sms(self, phone: str, code: str, person: Person | None = None) -> Person:
        """By the code that was sent."""
        ...

    def log_in_by_phone_code(self, token: str, person: Person | None = None) -> Person:
        """By the code that her telephone shows."""
        ...

    def log_in_by_face(self, claim: FaceClaim, consent_id: str, person: Person | None = None) -> Person:
        """By a face that was compared here; `consent_id` is empty for the picture of her card."""
        ...


class BackendOffice:
    """Opens and ends sessions at the backend. Blocks; called from threads of the loop."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def log_in(self, card: IdCard, person: Person | None = None) -> Person:
        """Trade a card for a session.

        Raises: BackendError
        """
        shown = ShownCard(number=card.number, name=card.name, kind=KINDS[card.kind], valid_until=card.valid_until)
        session = log_in_by_card(self._transport, shown, _session(person))
        return self._person(session, mask_number(card.number), person)

    def log_in_by_chip(self, card: SocialSecurityCard | HallCard, person: Person | None = None) -> Person:
        """Trade a chip card for a session.

        Raises: BackendError
        """
        if isinstance(card, HallCard):
            return self._person(log_in_by_hall_card(self._transport, card.number, _session(person)), "", person)
        number, name = card.number or "", card.name or ""
        shown = ShownSocialSecurityCard(number=number, name=name, valid_until=card.valid_until)
        session = log_in_by_social_security_card(self._transport, shown, _session(person))
        return self._person(session, mask_number(number), person)

    def ask_for_sms(self, phone: str, person: Person | None = None) -> int:
        """Have a code sent.

        Raises: BackendError
        """
        return ask_for_sms(self._transport, phone, _session(person)).again_after_s

    def log_in_by_sms(self, phone: str, code: str, person: Person | None = None) -> Person:
        """Trade the code for a session.

        Raises: BackendError
        """
        return self._person(log_in_by_sms(self._transport, phone, code, _session(person)), "", person)

    def log_in_by_phone_code(self, token: str, person: Person | None = None) -> Person:
        """Trade the code for a session.

        Raises: BackendError
        """
        return self._person(log_in_by_phone_code(self._transport, token, _session(person)), "", person)

    def log_in_by_face(self, claim: FaceClaim, consent_id: str, person: Person | None = None) -> Person:
        """Say that it is she.

        Raises: BackendError
        """
        face = AttestedFace(claim, consent_id or None)
        return self._person(log_in_by_face(self._transport, face, _session(person)), "", person)

    def _person(self, session: Session, number: str, before: Person | None) -> Person:
        if session.level not in set(Level):
            raise BackendError(BackendKey.NONSENSE)

        def leave() -> None:
            # The visit is over and must not wait for the network.
            threading.Thread(target=self._log_out, args=(session,), name="log out", daemon=True).start()

        return Person(
            level=Level(session.level),
            masked=mask_name(session.display_name),
            masked_number=number or (before.masked_number if before else ""),
            session=session,
            log_out=leave,
            proofs=frozenset(Proof(proof.value) for proof in session.proofs),
            shown=Shown(of_age=session.of_age),
        )

    def _log_out(self, session: Session) -> None:
        """Without a network the session ends by itself after 15 minutes."""
        try:
            log_out(self._transport, session)
        except BackendError as error:
            _log.info("log out: %s", error)


def _session(person: Person | None) -> Session | None:
    return person.session if person is not None and isinstance(person.session, Session) else None
