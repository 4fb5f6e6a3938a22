"""docs/wire.md is true: its examples come out of the code, and both ends use the same words."""

from datetime import UTC, datetime
from itertools import chain, combinations
from pathlib import Path
from typing import get_args

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

import backend.bills.schemas
import backend.bills.tariffs
import backend.canonical_json
import backend.documents.schemas
import backend.errors
import backend.faces.schemas
import backend.identity.levels
import backend.identity.schemas
import backend.insurance.schemas
import backend.pauses.service
import backend.payments.callbacks
import backend.payments.channel
import backend.payments.codes
import backend.payments.endpoints
import backend.payments.numbers
import backend.payments.schemas
import backend.payments.service
import backend.payments.truths
import kiosk.backend_client.bills
import kiosk.backend_client.consents
import kiosk.backend_client.documents
import kiosk.backend_client.identity
import kiosk.backend_client.insurance
import kiosk.backend_client.orders
import kiosk.foundation.canonical_json
import kiosk.visit.person
from backend.kiosks.gate import SignedRequest
from kiosk.backend_client.documents import DocumentKind, Slip, sign_slip
from kiosk.backend_client.errors import BackendKey, ForeignPurse
from kiosk.backend_client.signing import Credentials, public_key_text, request_headers

PAGE = (Path(__file__).parents[2] / "docs" / "wire.md").read_text("utf-8")
CREDENTIALS = Credentials("t-0123456789abcdef", Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner, max_size=4)
    ),
    max_leaves=20,
)


def test_the_signed_request_of_the_page() -> None:
    body = b'{"reason":"asked","service_id":null}'
    nonce = "00112233445566778899aabbccddeeff"
    headers = request_headers(
        CREDENTIALS, method="POST", target="/v1/staff-calls?x=1", body=body, unix_time=1795225320, nonce=nonce
    )
    assert public_key_text(CREDENTIALS.key) in PAGE
    assert f"signature  {headers['Linli-Signature']}\n" in PAGE
    theirs = SignedRequest("t", "1795225320", nonce, "", "POST", "/v1/staff-calls?x=1", body).signed_bytes()
    assert f"```text\n{theirs.decode()}\nbody       {body.decode()}\n" in PAGE


def test_the_slip_of_the_page() -> None:
    issued, expires = datetime(2026, 11, 21, 1, 40, tzinfo=UTC), datetime(2027, 2, 19, 1, 40, tzinfo=UTC)
    slip = Slip("0123456789abcdef" * 2, DocumentKind.INSURANCE_SUMMARY, issued, expires, "王*芳", "ab" * 32)
    assert f"```text\n{slip.canonical(CREDENTIALS.terminal_id).decode()}\n" in PAGE
    assert f"QR  {sign_slip(slip, CREDENTIALS).verify_url('https://office.example')}\n" in PAGE


@given(JSON)
def test_canonical_json_is_spelt_the_same_at_both_ends(value: kiosk.foundation.canonical_json.Json) -> None:
    assert backend.canonical_json.canonical_json(value) == kiosk.foundation.canonical_json.canonical_json(value)


@pytest.mark.parametrize("value", [1.0, {"a": [0.5]}, {1: "a"}, {"a": ({"b": float("nan")},)}])
def test_canonical_json_refuses_what_has_no_one_spelling(value: object) -> None:
    for room in (backend.canonical_json, kiosk.foundation.canonical_json):
        with pytest.raises(TypeError):
            room.canonical_json(value)


def test_both_ends_use_the_same_words() -> None:
    pairs = [
        (backend.identity.schemas.CardKind, kiosk.backend_client.identity.CardKind),
        (backend.insurance.schemas.InsuranceKind, kiosk.backend_client.insurance.InsuranceKind),
        (backend.insurance.schemas.InsuranceStatus, kiosk.backend_client.insurance.InsuranceStatus),
        (backend.documents.schemas.DocumentKind, kiosk.backend_client.documents.DocumentKind),
        (backend.faces.schemas.FaceClaim, kiosk.backend_client.identity.FaceClaim),
        (backend.faces.schemas.ConsentPurpose, kiosk.backend_client.consents.ConsentPurpose),
        (backend.bills.tariffs.BillKind, kiosk.backend_client.bills.BillKind),
        (backend.bills.tariffs.LineKind, kiosk.backend_client.bills.BillLineKind),
        (backend.payments.channel.ChannelName, kiosk.backend_client.orders.PayChannel),
        (backend.payments.truths.OrderState, kiosk.backend_client.orders.OrderState),
        (backend.payments.truths.AttemptState, kiosk.backend_client.orders.AttemptState),
        (backend.payments.truths.RefundReason, kiosk.backend_client.orders.RefundReason),
        (backend.payments.schemas.RefundState, kiosk.backend_client.orders.RefundState),
    ]
    for theirs, ours in pairs:
        words = [word.value for word in theirs]
        assert words == [word.value for word in ours]
        assert "|".join(words) in PAGE


def test_both_ends_mean_the_same_orders() -> None:
    theirs, ours = backend.payments.schemas, kiosk.backend_client.orders
    ways = get_args(theirs.AttemptOut.model_fields["way"].annotation)
    assert list(ways) == [way.value for way in ours.PayWay]
    assert "|".join(ways) in PAGE
    assert (theirs.MOST_BILLS, backend.payments.endpoints.MOST_WAIT_S) == (ours.MOST_BILLS, ours.MOST_WAIT_S)
    assert backend.payments.numbers.CLAIM_DIGITS == ours.CLAIM_DIGITS
    for state in backend.payments.truths.AttemptState:
        assert state.is_end == ours.AttemptState(state.value).is_end
    foreign = [purse.value for purse in backend.payments.codes.OtherPurse] + ["unknown"]
    assert foreign == [purse.value for purse in ForeignPurse]
    assert all(f"`{purse}`" in PAGE for purse in foreign)


def test_both_ends_look_for_the_same_households() -> None:
    theirs, ours = backend.bills.schemas, kiosk.backend_client.bills
    number = TypeAdapter(theirs.HouseholdNumber)
    for digits in (ours.FEWEST_DIGITS, ours.MOST_DIGITS):
        number.validate_python("1" * digits)
    for digits in (ours.FEWEST_DIGITS - 1, ours.MOST_DIGITS + 1):
        with pytest.raises(ValidationError):
            number.validate_python("1" * digits)
    place = TypeAdapter(theirs.Small)
    place.validate_python(ours.LARGEST_PLACE)
    with pytest.raises(ValidationError):
        place.validate_python(ours.LARGEST_PLACE + 1)


def test_all_ends_mean_the_same_proofs_and_the_same_levels() -> None:
    """The backend decides; what the terminal makes of it for its pages must not differ."""
    theirs, ours = list(backend.identity.levels.Proof), list(kiosk.backend_client.identity.Proof)
    assert [one.value for one in theirs] == [one.value for one in ours]
    assert [one.value for one in theirs] == [one.value for one in kiosk.visit.person.Proof]
    for proofs in chain.from_iterable(combinations(theirs, many) for many in range(len(theirs) + 1)):
        shown = frozenset(kiosk.visit.person.Proof(one.value) for one in proofs)
        assert backend.identity.levels.level_of(set(proofs)) == kiosk.visit.person.level_of(shown)
    assert all(f"`{one.value}`" in PAGE for one in theirs)


def test_a_card_is_read_in_all_its_kinds() -> None:
    kinds = get_args(backend.identity.schemas.IdCardLogin.model_fields["kind"].annotation)
    assert list(kinds) == [kind.value for kind in backend.identity.schemas.CardKind]


def _refusals(kind: type[backend.errors.DomainError]) -> set[tuple[int, str]]:
    own = {(kind.status, kind.key)} if hasattr(kind, "status") else set()
    return own.union(*(_refusals(below) for below in kind.__subclasses__()))


def test_the_page_lists_every_refusal_and_every_key() -> None:
    rows = [line for line in PAGE.splitlines() if line.startswith(("| 4", "| 5"))]
    for status, key in _refusals(backend.errors.DomainError):
        assert any(row.startswith(f"| {status} |") and f"`{key}`" in row for row in rows), (status, key)
    for word in BackendKey:
        assert f"`{word.value}`" in PAGE
