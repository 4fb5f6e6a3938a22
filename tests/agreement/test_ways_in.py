"""Every way in and every step up, by the terminal's own client at the real backend, over a real wire."""

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from backend.identity.models import Resident
from backend.sms import SmsDesk
from backend.telephones.embedded_gateway import EmbeddedSmsGateway
from backend.telephones.service import draw_phone_code
from hardware.code_scanner.codes import CodeKind
from hardware.code_scanner.hall_codes import read
from kiosk.backend_client.consents import (
    count_consents,
    give_consent,
    my_consents,
    renew_consent,
    withdraw_consent,
)
from kiosk.backend_client.enrolment import enrol
from kiosk.backend_client.errors import BackendError, BackendKey
from kiosk.backend_client.identity import (
    AttestedFace,
    FaceClaim,
    Proof,
    ShownSocialSecurityCard,
    ask_for_sms,
    current_standing,
    log_in_by_card,
    log_in_by_face,
    log_in_by_hall_card,
    log_in_by_phone_code,
    log_in_by_sms,
    log_in_by_social_security_card,
    log_out,
)
from kiosk.backend_client.insurance import fetch_summary
from kiosk.backend_client.signing import Credentials
from kiosk.backend_client.transport import Transport
from tests.agreement.conftest import WANG, Enrolled, Office

WANG_PHONE, WANG_HALL_CARD = "00005561001", "690000123456"
SOCIAL = ShownSocialSecurityCard(WANG.number, WANG.name)
ANOTHER = replace(WANG, number="690103200408250046", name="古丽娜尔·艾山", valid_until=date(2032, 9, 1))
MODEL = "two engines"
PATIENCE_S = 30.0


def refused(kind: BackendKey) -> "pytest.RaisesExc[BackendError]":
    return pytest.raises(BackendError, match=f"^{kind.value}$")


@pytest.fixture
def gateway(office: Office) -> Iterator[EmbeddedSmsGateway]:
    """The telephones of this hall, for one test; the hall has no gateway otherwise."""
    made = EmbeddedSmsGateway(office.house.database, office.house.keys)
    desk = SmsDesk(made, head_start_s=0)
    object.__setattr__(office.house, "sms", desk)
    yield made
    object.__setattr__(office.house, "sms", None)
    desk.close()


def sent_to(gateway: EmbeddedSmsGateway, phone: str) -> str:
    """The code that this telephone shows, as soon as it does."""
    until = time.monotonic() + PATIENCE_S
    while (words := gateway.newest(phone)) is None:
        assert time.monotonic() < until
        time.sleep(0.02)
    found = re.search("[0-9]{6}", words)
    assert found is not None
    return found[0]


def phone_shows(office: Office, resident: str = "seed-wang-guifang") -> str:
    """The token of the code on her phone, read by the terminal's own scanner."""
    with office.house.database.transaction() as session:
        text = draw_phone_code(office.house, session, resident)
    code = read(text)
    assert code is not None
    assert code.kind is CodeKind.LOGIN
    return code.token


def test_both_ends_write_the_code_on_a_phone_alike(office: Office) -> None:
    assert len({phone_shows(office) for _ in range(50)}) == 50


def test_a_hall_card_then_her_phone_then_her_card(office: Office, enrolled: Enrolled) -> None:
    claim = log_in_by_hall_card(enrolled.transport, WANG_HALL_CARD)
    assert (claim.level, claim.proofs, claim.of_age) == (1, frozenset({Proof.HALL_CARD}), True)
    with refused(BackendKey.LEVEL_TOO_LOW):
        fetch_summary(enrolled.transport, claim)
    sure = log_in_by_phone_code(enrolled.transport, phone_shows(office), claim)
    assert sure.level == 2
    with refused(BackendKey.SESSION_OVER):
        current_standing(enrolled.transport, claim)
    assert fetch_summary(enrolled.transport, sure).insurances
    strong = log_in_by_card(enrolled.transport, WANG, sure)
    standing = current_standing(enrolled.transport, strong)
    assert (standing.level, standing.proofs) == (3, frozenset({Proof.HALL_CARD, Proof.PHONE_CODE, Proof.ID_CARD}))
    assert (standing.level, standing.expires_at) == (strong.level, strong.expires_at)
    log_out(enrolled.transport, strong)
    with refused(BackendKey.SESSION_OVER):
        log_in_by_card(enrolled.transport, WANG, strong)


def test_a_card_that_can_be_copied_and_the_code_that_was_sent(enrolled: Enrolled, gateway: EmbeddedSmsGateway) -> None:
    claim = log_in_by_social_security_card(enrolled.transport, SOCIAL)
    assert (claim.level, claim.display_name) == (1, "王桂芳")
    asked = ask_for_sms(enrolled.transport, WANG_PHONE, claim)
    assert asked.again_after_s == 60
    assert timedelta(minutes=4) < asked.good_until - datetime.now(UTC) <= timedelta(minutes=5)
    code = sent_to(gateway, WANG_PHONE)
    with refused(BackendKey.REFUSED_NOT_FOUND):
        log_in_by_sms(enrolled.transport, WANG_PHONE, f"{(int(code) + 1) % 1_000_000:06}", claim)
    assert log_in_by_sms(enrolled.transport, WANG_PHONE, code, claim).level == 2
    with refused(BackendKey.TOO_MANY) as caught:
        ask_for_sms(enrolled.transport, WANG_PHONE, log_in_by_social_security_card(enrolled.transport, SOCIAL))
    assert caught.value.params["retry_after_s"] in range(1, 61)


def test_an_office_without_a_gateway_says_so(enrolled: Enrolled) -> None:
    with refused(BackendKey.NO_SMS):
        ask_for_sms(enrolled.transport, WANG_PHONE)


def test_a_proof_of_somebody_else_is_told_apart(office: Office, enrolled: Enrolled) -> None:
    session = log_in_by_card(enrolled.transport, WANG)
    with refused(BackendKey.ANOTHER_RESIDENT):
        log_in_by_card(enrolled.transport, ANOTHER, session)
    with refused(BackendKey.ANOTHER_RESIDENT):
        log_in_by_phone_code(enrolled.transport, phone_shows(office, "seed-li-ji"), session)
    assert current_standing(enrolled.transport, session).proofs == {Proof.ID_CARD}


def test_a_consent_from_beginning_to_end(
    office: Office, enrolled: Enrolled, transports: Callable[[Transport], Transport]
) -> None:
    transport, before = enrolled.transport, count_consents(enrolled.transport)
    assert before.filing_threshold == 100_000
    card = log_in_by_card(transport, WANG)
    with refused(BackendKey.LEVEL_TOO_LOW):
        give_consent(transport, card, model=MODEL, days=90)
    session = log_in_by_phone_code(transport, phone_shows(office, "seed-wang-guifang"), card)
    given = give_consent(transport, session, model=MODEL, days=90)
    claims = given.claims
    assert (claims.phone_tail, claims.building, claims.has_hall_card, claims.masked_name) == ("1001", 3, True, "王**")
    assert count_consents(transport).live == before.live + 1
    (mine,) = [one for one in my_consents(transport, session) if one.id == given.id]
    assert (mine.model, mine.here, mine.expires_at) == (MODEL, True, given.expires_at)

    strong = log_in_by_face(transport, AttestedFace(FaceClaim.NUMBER, given.id), session)
    assert (strong.level, strong.proofs) == (3, frozenset({Proof.ID_CARD, Proof.PHONE_CODE, Proof.FACE}))
    assert renew_consent(transport, strong, given.id, model=MODEL, days=30).expires_at < given.expires_at

    key, beside = Ed25519PrivateKey.generate(), transports(Transport(office.url))
    enrolment = enrol(beside, code=office.code(), key=key, name="二号机")
    beside = beside.with_credentials(Credentials(enrolment.terminal_id, key))
    assert log_in_by_face(beside, AttestedFace(FaceClaim.PHONE_TAIL_BUILDING, given.id)).level == 1

    withdraw_consent(transport, given.id)
    withdraw_consent(transport, given.id, strong)
    with refused(BackendKey.REFUSED_NOT_FOUND):
        log_in_by_face(transport, AttestedFace(FaceClaim.NUMBER, given.id), strong)
    with refused(BackendKey.REFUSED_NOT_FOUND):
        renew_consent(transport, strong, given.id, model=MODEL, days=30)


def test_the_cards_photo_wants_the_card(enrolled: Enrolled) -> None:
    photo = AttestedFace(FaceClaim.CARD_PHOTO)
    with refused(BackendKey.LEVEL_TOO_LOW):
        log_in_by_face(enrolled.transport, photo, log_in_by_hall_card(enrolled.transport, WANG_HALL_CARD))
    assert log_in_by_face(enrolled.transport, photo, log_in_by_card(enrolled.transport, WANG)).level == 3


@pytest.mark.parametrize(
    ("age", "kind"), [(13, BackendKey.UNDER_14), (17, BackendKey.UNDER_18)], ids=["thirteen", "seventeen"]
)
def test_a_childs_face_is_neither_kept_nor_believed(
    office: Office, enrolled: Enrolled, age: int, kind: BackendKey
) -> None:
    with office.house.database.transaction() as session:
        child = session.get(Resident, "seed-gulinaer")
        assert child is not None
        really, child.birth = child.birth, office.house.today() - timedelta(days=366 * age)
    try:
        login = log_in_by_card(enrolled.transport, ANOTHER)
        assert login.of_age is False
        login = log_in_by_phone_code(enrolled.transport, phone_shows(office, "seed-gulinaer"), login)
        with refused(kind):
            give_consent(enrolled.transport, login, model=MODEL, days=90)
        with refused(BackendKey.UNDER_18):
            log_in_by_face(enrolled.transport, AttestedFace(FaceClaim.CARD_PHOTO), login)
    finally:
        with office.house.database.transaction() as session:
            child = session.get(Resident, "seed-gulinaer")
            assert child is not None
            child.birth = really


def test_nothing_personal_shows_itself(office: Office, enrolled: Enrolled) -> None:
    card = log_in_by_card(enrolled.transport, WANG)
    session = log_in_by_phone_code(enrolled.transport, phone_shows(office, "seed-wang-guifang"), card)
    given = give_consent(enrolled.transport, session, model=MODEL, days=1)
    shown = f"{SOCIAL!r} {session!r} {given!r} {given.claims}"
    for personal in ("王", "6901", "1001", session.token):
        assert personal not in shown
    withdraw_consent(enrolled.transport, given.id)
