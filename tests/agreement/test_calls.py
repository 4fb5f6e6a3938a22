"""Every call that the terminal can make, made to the real backend."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.backend_client.directory import ContactRole, SignedBundle, fetch_bundle, open_bundle
from kiosk.backend_client.documents import DocumentKind, Slip, new_slip_id, register_slip, sign_slip
from kiosk.backend_client.enrolment import enrol
from kiosk.backend_client.errors import BackendError, BackendKey
from kiosk.backend_client.identity import (
    AttestedFace,
    CardKind,
    FaceClaim,
    ShownCard,
    log_in_by_card,
    log_in_by_face,
    log_out,
)
from kiosk.backend_client.insurance import InsuranceKind, InsuranceStatus, fetch_records, fetch_summary
from kiosk.backend_client.signing import Credentials, request_headers
from kiosk.backend_client.staff_calls import call_staff, fetch_open_calls
from kiosk.backend_client.transport import Transport
from kiosk.documents.issue import SlipIssuer
from kiosk.foundation.clock import SystemClock
from kiosk.visit.person import Level, Person
from tests.agreement.conftest import WANG, Enrolled, Office


def refused(kind: BackendKey) -> "pytest.RaisesExc[BackendError]":
    return pytest.raises(BackendError, match=f"^{kind.value}$")


def test_a_residents_visit(enrolled: Enrolled) -> None:
    session = log_in_by_card(enrolled.transport, WANG)
    assert (session.level, session.display_name) == (2, "王桂芳")
    assert timedelta(minutes=13) < session.expires_at - datetime.now(UTC) <= timedelta(minutes=15)

    summary = fetch_summary(enrolled.transport, session)
    assert [one.kind for one in summary.insurances] == list(InsuranceKind)
    pension = summary.insurances[0]
    assert (pension.status, pension.months_paid, pension.base_fen) == (InsuranceStatus.ACTIVE, 220, 425_000)
    assert pension.personal_account_fen == 8_641_250
    assert summary.as_of.day == 1

    records = fetch_records(enrolled.transport, session, months=12)
    assert records.months == 12
    assert len(records.records) == 60
    assert records.records[0].month == summary.as_of
    missed = [one for one in records.records if not one.paid]
    assert [(one.month.month, one.kind) for one in missed] == [(7, InsuranceKind.PENSION)]

    log_out(enrolled.transport, session)
    log_out(enrolled.transport, session)
    with refused(BackendKey.SESSION_OVER):
        fetch_summary(enrolled.transport, session)


def test_nothing_personal_shows_itself(enrolled: Enrolled) -> None:
    session = log_in_by_card(enrolled.transport, WANG)
    summary = fetch_summary(enrolled.transport, session)
    shown = f"{WANG!r} {WANG} {session!r} {session} {summary!r} {summary.insurances[0]!r} {enrolled.credentials!r}"
    for personal in ("王桂芳", "6901", session.token, "8641250", "Ed25519PrivateKey"):
        assert personal not in shown


@pytest.mark.parametrize(
    "card",
    [
        replace(WANG, name="王桂方"),
        replace(WANG, number="690101195503180203"),
        replace(WANG, kind=CardKind.HMT_PERMIT),
        replace(WANG, valid_until=date(2020, 1, 1)),
    ],
)
def test_who_is_not_there_is_not_found(enrolled: Enrolled, card: ShownCard) -> None:
    with refused(BackendKey.REFUSED_NOT_FOUND):
        log_in_by_card(enrolled.transport, card)


def test_asking_too_often(enrolled: Enrolled) -> None:
    stranger = replace(WANG, number="690102198411020034")
    for _ in range(10):
        with refused(BackendKey.REFUSED_NOT_FOUND):
            log_in_by_card(enrolled.transport, stranger)
    with refused(BackendKey.TOO_MANY) as caught:
        log_in_by_card(enrolled.transport, stranger)
    wait = caught.value.params["retry_after_s"]
    assert isinstance(wait, int)
    assert 0 < wait <= 30


def test_the_directory(enrolled: Enrolled) -> None:
    bundle = fetch_bundle(enrolled.transport)
    assert bundle is not None
    directory = open_bundle(bundle, enrolled.enrolment.bundle_key)
    assert directory.site == enrolled.enrolment.site
    assert bundle.key_id == enrolled.enrolment.bundle_key_id
    assert {contact.role for contact in directory.contacts} == set(ContactRole)
    assert [one.number for one in directory.emergency] == ["110", "119", "120"]
    assert directory.issued_at <= datetime.now(UTC) < directory.valid_until
    assert SignedBundle.from_json(bundle.to_json()) == bundle


def test_the_directory_is_sent_again_only_when_it_changed(enrolled: Enrolled) -> None:
    first = fetch_bundle(enrolled.transport)
    assert first is not None
    again = fetch_bundle(enrolled.transport, first.etag)
    assert again is None or again.etag != first.etag  # the latter if an hour ended just now


def test_a_changed_bundle_is_not_opened(enrolled: Enrolled) -> None:
    bundle = fetch_bundle(enrolled.transport)
    assert bundle is not None
    key = enrolled.enrolment.bundle_key
    changed = [
        (replace(bundle, text=bundle.text.replace("0000-5550101", "0000-5550102")), key),
        (replace(bundle, text=bundle.text + " "), key),
        (replace(bundle, signature=bytes(64)), key),
        (replace(bundle, signature=b""), key),
        (bundle, Ed25519PrivateKey.generate().public_key().public_bytes_raw()),
        (bundle, b"short"),
    ]
    for spoilt, with_key in changed:
        with refused(BackendKey.NONSENSE):
            open_bundle(spoilt, with_key)


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", '{"bundle": 1}', '{"bundle":"","signature":"!","key_id":"a","etag":null}']
)
def test_a_damaged_file_is_not_a_bundle(text: str) -> None:
    with refused(BackendKey.NONSENSE):
        SignedBundle.from_json(text)


def _slip() -> Slip:
    now = datetime.now(UTC)
    return Slip(new_slip_id(), DocumentKind.INSURANCE_SUMMARY, now, now + timedelta(days=90), "王*芳", "ab" * 32)


def test_a_slip_is_known_once_registered(office: Office, enrolled: Enrolled) -> None:
    signed = sign_slip(_slip(), enrolled.credentials)
    url = signed.verify_url(office.url + "/")
    assert len(url) < 200, "it must fit into a QR code that a phone reads from paper"
    assert requests.get(url, timeout=5).json()["state"] == "unknown"
    register_slip(enrolled.transport, signed)
    register_slip(enrolled.transport, signed)
    known = requests.get(url, timeout=5).json()
    assert (known["state"], known["subject_masked"]) == ("valid", "王*芳")
    page = requests.get(url, timeout=5, headers={"Accept": "text/html"}).text
    assert "这张凭证是真的" in page


def test_anothers_slip_is_not_registered(enrolled: Enrolled) -> None:
    forged = sign_slip(_slip(), Credentials(enrolled.credentials.terminal_id, Ed25519PrivateKey.generate()))
    with refused(BackendKey.NONSENSE):
        register_slip(enrolled.transport, forged)
    with refused(BackendKey.NOT_ENROLLED):
        register_slip(enrolled.transport, replace(forged, terminal_id="t-other"))


def test_a_certificate_is_issued_to_her_alone_and_a_summary_also_when_her_session_is_over(
    office: Office, enrolled: Enrolled
) -> None:
    issuer = SlipIssuer(enrolled.transport, SystemClock(), "星华便民服务馆", office.url)
    card = log_in_by_card(enrolled.transport, WANG)
    her = Person(Level.CARD, "王**", session=card)
    with refused(BackendKey.LEVEL_TOO_LOW):
        issuer.issue(DocumentKind.INSURANCE_CERTIFICATE, "参保证明", (), her)
    sure = log_in_by_face(enrolled.transport, AttestedFace(FaceClaim.CARD_PHOTO), card)
    with refused(BackendKey.SESSION_OVER):
        issuer.issue(DocumentKind.INSURANCE_CERTIFICATE, "参保证明", (), her)
    issuer.issue(DocumentKind.INSURANCE_SUMMARY, "社保情况", (), her)
    issuer.issue(DocumentKind.INSURANCE_CERTIFICATE, "参保证明", (), replace(her, session=sure))
    with refused(BackendKey.LEVEL_TOO_LOW):
        issuer.issue(DocumentKind.INSURANCE_CERTIFICATE, "参保证明", (), replace(her, session=None))


def test_calling_staff(enrolled: Enrolled) -> None:
    made = call_staff(enrolled.transport, reason="asked", service_id="contacts")
    calls = {call.id: call for call in fetch_open_calls(enrolled.transport)}
    assert calls[made].terminal_id == enrolled.enrolment.terminal_id
    assert (calls[made].reason, calls[made].service_id, calls[made].terminal_name) == ("asked", "contacts", "一号机")


def test_a_used_code_enrols_nobody(office: Office, enrolled: Enrolled) -> None:
    code = office.code()
    enrol(enrolled.transport, code=code, key=Ed25519PrivateKey.generate(), name="二号机")
    with refused(BackendKey.REFUSED_NOT_FOUND):
        enrol(enrolled.transport, code=code, key=Ed25519PrivateKey.generate(), name="三号机")


def test_strangers_are_not_enrolled(office: Office, enrolled: Enrolled, credentials: Credentials) -> None:
    enrolled.transport.credentials = credentials
    with refused(BackendKey.NOT_ENROLLED):
        fetch_open_calls(enrolled.transport)
    enrolled.transport.credentials = None
    with refused(BackendKey.NOT_ENROLLED):
        fetch_open_calls(enrolled.transport)


class _WrongClock:
    def __init__(self, off: timedelta) -> None:
        self.off = off

    def now(self) -> datetime:
        return datetime.now(UTC) + self.off

    def monotonic(self) -> float:
        raise NotImplementedError

    async def sleep(self, seconds: float) -> None:
        raise NotImplementedError


@pytest.mark.parametrize("minutes", [-10, 10])
def test_a_wrong_clock_is_told_the_time(office: Office, enrolled: Enrolled, minutes: int) -> None:
    clock = _WrongClock(timedelta(minutes=minutes))
    wrong = Transport(office.url, credentials=enrolled.credentials, clock=clock)
    with refused(BackendKey.CLOCK_WRONG) as caught:
        fetch_open_calls(wrong)
    wrong.close()
    server_time = caught.value.params["server_time"]
    assert isinstance(server_time, int)
    assert abs(server_time - datetime.now(UTC).timestamp()) < 30


def test_a_recorded_request_is_worth_nothing(office: Office, enrolled: Enrolled) -> None:
    target = "/v1/staff-calls/open"
    now = int(datetime.now(UTC).timestamp())
    headers = request_headers(enrolled.credentials, method="GET", target=target, body=b"", unix_time=now)
    assert requests.get(office.url + target, headers=headers, timeout=5).status_code == 200
    assert requests.get(office.url + target, headers=headers, timeout=5).status_code == 401


def test_an_endless_body_is_cut_off(office: Office) -> None:
    answer = requests.post(office.url + "/v1/devices/enrol", data=(b" " * 1024 for _ in range(80)), timeout=5)
    assert answer.status_code == 413
