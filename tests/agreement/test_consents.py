"""Keeping a face, from the terminal's rooms to the real backend: given, listed, renewed, withdrawn, compared."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from kiosk.backend_client import consents
from kiosk.backend_client.errors import BackendError
from kiosk.backend_client.identity import AttestedFace, FaceClaim, log_in_by_card, log_in_by_face
from kiosk.faces.contract import Template
from kiosk.foundation.clock import SystemClock, hall_time
from kiosk.identity.audit import Audit
from kiosk.identity.consent_office import BackendConsents
from kiosk.identity.keeping import FaceKeeping
from kiosk.identity.retention import Retention
from kiosk.identity.sealed_key import SealedKey
from kiosk.identity.shown import Shown
from kiosk.identity.templates import TemplateClaim, TemplateStore
from kiosk.store.database import Database
from kiosk.store.withdrawals import Withdrawals
from kiosk.visit.person import Level, Person
from tests.agreement.conftest import WANG, Enrolled

FACE = Template("expo+fr-1", b"v" * 2816)


def test_a_face_lives_as_long_as_its_consent(enrolled: Enrolled, tmp_path: Path) -> None:
    clock = SystemClock()
    database = Database(tmp_path / "terminal.sqlite")
    store = TemplateStore(tmp_path / "faces.sqlite", SealedKey(b"k" * 32), enrolled.credentials.terminal_id, clock)
    audit, office = Audit(database, clock), BackendConsents(enrolled.transport)
    keeping = FaceKeeping(store, office, audit, Withdrawals(database, clock), 30)
    retention = Retention(keeping, clock)
    card = log_in_by_card(enrolled.transport, WANG)
    session = log_in_by_face(enrolled.transport, AttestedFace(FaceClaim.CARD_PHOTO), card)
    her = Person(Level.STRONG, "王**", session=session, shown=Shown(number=WANG.number))
    today: date = hall_time(clock.now()).date()

    given = keeping.give(her, FACE)
    (kept,) = store.named(TemplateClaim.number(WANG.number))
    assert (kept.consent_id, kept.masked) == (given.consent_id, "王**")
    assert today + timedelta(days=28) <= kept.expires_on <= today + timedelta(days=30)
    for claim in given.claims:
        assert store.named(claim) == (kept,)
    (mine,) = keeping.mine(her)
    assert mine.here
    assert mine.consent is not None
    assert mine.consent.given_on == today
    assert office.live() == {given.consent_id}
    looked = retention.once()
    assert looked.hall is not None
    assert (looked.here, looked.hall.people, looked.to_be_filed) == (1, 1, False)

    keeping.renew(her, kept)
    consents.withdraw_consent(enrolled.transport, given.consent_id)  # as at a window
    retention.once()
    assert store.count() == 0
    assert keeping.mine(her) == ()

    lost = keeping.give(her, FACE)
    store.delete(lost.consent_id)  # as a new disk
    assert office.live() == {lost.consent_id}
    retention.once()
    assert office.live() == frozenset()
    with pytest.raises(BackendError):
        office.renew(her, lost.consent_id, FACE.model, 30)
    store.close()
    database.close()
