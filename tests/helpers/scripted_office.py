"""An office that a script plays: it knows everybody, adds proof to proof as the backend does, and can refuse."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from hardware.card_reader.cards import HallCard, SocialSecurityCard
from hardware.id_card_reader.cards import IdCard
from kiosk.backend_client.errors import BackendError, BackendKey
from kiosk.backend_client.identity import FaceClaim
from kiosk.identity.shown import Shown
from kiosk.visit.person import Level, Person, Proof


def grade(proofs: frozenset[Proof]) -> Level:
    """What such an office thinks of so many proofs."""
    more = len(proofs & {Proof.SMS, Proof.PHONE_CODE, Proof.FACE}) > 0
    if Proof.ID_CARD in proofs:
        return Level(2 + more)
    return Level(1 + (more and len(proofs & {Proof.HALL_CARD, Proof.SOCIAL_SECURITY}) > 0))


@dataclass
class ScriptedOffice:
    """`right_code` is the only one that fits; `fails` are raised one after the other before anything else happens.

    `on_the_way_back` is called when a session is open, before its answer has come.
    """

    right_code: str = "246810"
    name: str = "林**"
    of_age: bool = True
    fails: list[BackendError] = field(default_factory=list)
    asked: list[tuple[str, ...]] = field(default_factory=list)
    sessions: list[Person] = field(default_factory=list)
    ended: list[object] = field(default_factory=list)
    on_the_way_back: Callable[[], object] = lambda: None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def log_in(self, card: IdCard, person: Person | None = None) -> Person:
        return self._open(Proof.ID_CARD, person, card.number)

    def log_in_by_chip(self, card: SocialSecurityCard | HallCard, person: Person | None = None) -> Person:
        proof = Proof.HALL_CARD if isinstance(card, HallCard) else Proof.SOCIAL_SECURITY
        return self._open(proof, person, card.number or "")

    def ask_for_sms(self, phone: str, person: Person | None = None) -> int:
        self._note("ask_for_sms", phone)
        return 60

    def log_in_by_sms(self, phone: str, code: str, person: Person | None = None) -> Person:
        return self._open(Proof.SMS, person, phone, right=code == self.right_code)

    def log_in_by_phone_code(self, token: str, person: Person | None = None) -> Person:
        return self._open(Proof.PHONE_CODE, person, token, right=token.startswith("G00D"))

    def log_in_by_face(self, claim: FaceClaim, consent_id: str, person: Person | None = None) -> Person:
        return self._open(Proof.FACE, person, claim.value, consent_id)

    def told(self, way: str) -> list[tuple[str, ...]]:
        """What was asked of the office in this way."""
        return [words for words in self.asked if words[0] == way]

    def _note(self, *words: str) -> None:
        self.asked.append(words)
        if self.fails:
            raise self.fails.pop(0)

    def _open(self, proof: Proof, person: Person | None, *words: str, right: bool = True) -> Person:
        self._note(proof.value, *words)
        if not right:
            raise BackendError(BackendKey.REFUSED_NOT_FOUND)
        if person is not None and person.session in self.ended:
            raise BackendError(BackendKey.SESSION_OVER)
        proofs = frozenset({proof}) | (person.proofs if person else frozenset())
        with self._lock:
            if person is not None:
                self.ended.append(person.session)
            token = f"session-{len(self.sessions)}"
        new = Person(
            grade(proofs),
            self.name,
            session=token,
            log_out=lambda: self.ended.append(token),
            proofs=proofs,
            shown=Shown(of_age=self.of_age),
        )
        self.sessions.append(new)
        self.on_the_way_back()
        return new

    @property
    def open_sessions(self) -> set[object]:
        """Those that nobody has ended."""
        return {one.session for one in self.sessions} - set(self.ended)
