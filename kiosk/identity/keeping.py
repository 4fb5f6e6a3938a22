"""Keeping faces: the office's consent, the template here, and the audit, so that none stays without the others.

The order decides what a power cut leaves. Given: consent, template, audit; a consent without a template is withdrawn
by `kiosk.identity.retention`. Deleted: what the office is owed, template, audit; a template whose consent is over or
owed is deleted there again. So a face never stays without a consent that holds.
"""

import logging
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime

from kiosk.backend_client.errors import BackendError, BackendKey
from kiosk.faces.contract import Template
from kiosk.foundation.errors import Fault
from kiosk.identity.audit import Audit, Event
from kiosk.identity.consent import Consent, Consents, Granted
from kiosk.identity.shown import shown_by
from kiosk.identity.templates import Enrolled, Kept, TemplateClaim, TemplateStore
from kiosk.store.withdrawals import Withdrawals
from kiosk.visit.person import Person

_log = logging.getLogger(__name__)

_LINE_DOWN = frozenset({BackendKey.UNREACHABLE, BackendKey.SLOW, BackendKey.BROKEN, BackendKey.NONSENSE})


@dataclass(frozen=True, slots=True)
class Mine:
    """One face of hers. `kept` is the template where it lies at this terminal and opens; `elsewhere` is a hall's name.

    `consent` is None where the office could not be asked. `used` are the times when it was looked up here.
    """

    id: str
    kept: Kept | None
    consent: Consent | None
    used: tuple[datetime, ...] = ()
    here: bool = True


class FaceKeeping:
    """What can be done with a resident's own face. Methods block on disk and line: call them from a thread."""

    def __init__(
        self, store: TemplateStore, consents: Consents, audit: Audit, withdrawals: Withdrawals, days: int
    ) -> None:
        self.store = store
        self.consents = consents
        self.audit = audit
        self.withdrawals = withdrawals
        self.days = days
        self._lock = threading.Lock()
        self._begun = self._going_on = 0
        self._owing: Callable[[], None] = lambda: None

    @property
    def can_keep(self) -> bool:
        """Is there a key to keep another face under?"""
        return self.store.has_key

    def when_owing(self, told: Callable[[], None]) -> None:
        """Have `told` called, from any thread, when the office is to be told something."""
        self._owing = told

    def mine(self, person: Person) -> tuple[Mine, ...]:
        """Her faces; those of this terminal first, and where the office is silent those alone.

        Raises: Fault
        """
        try:
            known = {consent.id: consent for consent in self.consents.of(person)}
        except BackendError as error:
            if error.kind not in _LINE_DOWN:
                raise
            return tuple(self._mine(kept.consent_id, kept, None) for kept in self._by_what_she_showed(person))
        owed = frozenset(self.withdrawals.owed())
        here = self.store.ids()
        opened = {kept.consent_id: kept for kept in self.store.of_consents(here & known.keys())}
        found = (
            self._mine(each, opened.get(each), consent, here=each in here)
            for each, consent in known.items()
            if each not in owed
        )
        return tuple(sorted(found, key=lambda one: not one.here))

    def give(self, person: Person, template: Template) -> Granted:
        """Have her consent recorded, and keep her face. A Fault says that for certain nothing was kept.

        Each call is a consent of its own: one whose answer was lost has no face, and is withdrawn for that.

        Raises: Fault
        """
        with self._giving():
            granted = self._granted(person, template)
            try:
                self._keep(person, template, granted)
            except BaseException:
                self._undo(granted.consent_id)
                raise
        return granted

    def renew(self, person: Person, kept: Kept) -> Kept:
        """Keep it for as long again, from today.

        Raises: Fault
        """
        until = self.consents.renew(person, kept.consent_id, kept.model, self.days)
        self.store.renew(kept.consent_id, until)
        self.audit.note(Event.RENEWED, way="face", consent_id=kept.consent_id)
        return Kept(kept.consent_id, kept.model, until, kept.masked)

    def delete(self, consent_id: str) -> None:
        """Delete the face here, now, whether the line works or not; the office is told as soon as it answers.

        Raises: Fault: it could not be deleted
        """
        with suppress(Fault):  # a full disk: the face goes all the same, and retention finds the consent without one
            self.withdrawals.owe(consent_id)
        self.store.delete(consent_id)
        self._note(Event.WITHDRAWN, consent_id)
        self._owing()

    def withdraw_elsewhere(self, person: Person, consent_id: str) -> None:
        """Withdraw a consent whose face lies at another terminal, which deletes it when it next asks the office.

        Raises: Fault
        """
        self.consents.withdraw(consent_id, person)

    def begun(self) -> int | None:
        """How many consents were asked for since the start; None while one is being given."""
        with self._lock:
            return None if self._going_on else self._begun

    def _granted(self, person: Person, template: Template) -> Granted:
        try:
            return self.consents.give(person, template.model, self.days, secrets.token_hex(16))
        except BackendError:
            self._owing()
            raise

    def _keep(self, person: Person, template: Template, granted: Granted) -> None:
        shown = shown_by(person)
        claims = list(granted.claims)
        claims += [TemplateClaim.number(shown.number)] if shown.number else []
        claims += [TemplateClaim.hall_card(shown.hall_card)] if shown.hall_card else []
        self.store.keep(
            Enrolled(granted.consent_id, template, granted.masked, granted.expires_on, tuple(claims)),
        )
        self.audit.note(Event.GIVEN, way="face", consent_id=granted.consent_id)

    def _undo(self, consent_id: str) -> None:
        """Without the audit no face, without a face no consent. What cannot be undone now, retention undoes."""
        for undo in (self.withdrawals.owe, self.store.delete):
            with suppress(Fault):
                undo(consent_id)
        self._owing()

    def _note(self, event: Event, consent_id: str) -> None:
        try:
            self.audit.note(event, way="face", consent_id=consent_id)
        except Fault as fault:  # deleting must not hang on the writing of it
            _log.error("audit: %s could not be noted: %s", event, fault)

    def _by_what_she_showed(self, person: Person) -> tuple[Kept, ...]:
        shown = shown_by(person)
        found = self.store.named(TemplateClaim.number(shown.number)) if shown.number else ()
        if not found and shown.hall_card:
            found = self.store.named(TemplateClaim.hall_card(shown.hall_card))
        return found

    def _mine(self, consent_id: str, kept: Kept | None, consent: Consent | None, *, here: bool = True) -> Mine:
        return Mine(consent_id, kept, consent, self.audit.uses(consent_id), here)

    @contextmanager
    def _giving(self) -> Iterator[None]:
        with self._lock:
            self._begun += 1
            self._going_on += 1
        try:
            yield
        finally:
            with self._lock:
                self._going_on -= 1
