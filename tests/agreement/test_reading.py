"""What the terminal keeps and reads by itself: its key, and answers of any shape."""

import json
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from kiosk.backend_client.bills import Account, Bill, PaidBill
from kiosk.backend_client.consents import ConsentCount, GivenConsent
from kiosk.backend_client.directory import Directory
from kiosk.backend_client.enrolment import Enrolment
from kiosk.backend_client.errors import BackendError, BackendKey
from kiosk.backend_client.fields import Month
from kiosk.backend_client.identity import Session, SmsAsked, Standing
from kiosk.backend_client.insurance import ContributionRecords, InsuranceSummary
from kiosk.backend_client.orders import OpenedOrder, Order
from kiosk.backend_client.problems import refusal
from kiosk.backend_client.signing import load_or_make_key
from kiosk.backend_client.transport import parse

ANSWERS: list[TypeAdapter[Any]] = [
    TypeAdapter(kind)
    for kind in (
        Directory, Enrolment, Session, InsuranceSummary, ContributionRecords, Standing, SmsAsked, GivenConsent,
        ConsentCount, Account, Bill, PaidBill, Order, OpenedOrder,
    )
]  # fmt: skip
SUMMARY = {
    "as_of": "2026-10",
    "insurances": [
        {
            "kind": "pension",
            "status": "active",
            "place": "云川市杏花区",
            "unit": "个人缴费",
            "first_month": "2008-06",
            "months_paid": 220,
            "base_fen": 425000,
            "personal_account_fen": None,
        }
    ],
}
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def test_the_key_is_made_once_and_is_the_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "terminal.key"
    with ThreadPoolExecutor(4) as pool:
        keys = list(pool.map(lambda _: load_or_make_key(path).private_bytes_raw(), range(8)))
    assert len(set(keys)) == 1
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["terminal.key"], "no drafts are left"


def test_a_key_that_others_read_or_that_is_damaged_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "terminal.key"
    load_or_make_key(path)
    path.chmod(0o640)
    with pytest.raises(ValueError, match="readable by others"):
        load_or_make_key(path)
    path.chmod(0o600)
    path.write_bytes(b"short")
    with pytest.raises(ValueError, match="does not hold a key"):
        load_or_make_key(path)


@given(st.binary(max_size=200) | ANYTHING.map(lambda value: json.dumps(value).encode()))
@example(b"[" * 100_000)
def test_foreign_answers_are_nonsense_and_nothing_else(body: bytes) -> None:
    for kind in ANSWERS:
        with pytest.raises(BackendError) as caught:
            parse(kind, body)
        assert caught.value.kind is BackendKey.NONSENSE


@given(st.integers(300, 599), st.sampled_from(["application/problem+json", "text/html", ""]), st.binary(max_size=80))
def test_a_foreign_refusal_is_still_a_key(status: int, media_type: str, body: bytes) -> None:
    error = refusal(status, media_type, body, None)
    assert error.kind is (BackendKey.BROKEN if status >= 500 else BackendKey.NONSENSE)


def _summary(**other: object) -> bytes:
    return json.dumps(SUMMARY | {"insurances": [SUMMARY["insurances"][0] | other]}).encode()  # type: ignore[operator]


def test_a_good_answer_is_read() -> None:
    read = parse(ANSWERS[3], _summary())
    assert read.insurances[0].months_paid == 220
    assert parse(ANSWERS[3], _summary(a_member_of_a_later_backend=1)) == read


@pytest.mark.parametrize(
    "other",
    [
        {"months_paid": "220"},
        {"months_paid": 220.0},
        {"months_paid": True},
        {"months_paid": -1},
        {"base_fen": 4250.5},
        {"base_fen": 10**14},
        {"kind": "life"},
        {"unit": ""},
        {"unit": "a\u0007b"},
        {"unit": "x" * 201},
        {"first_month": "2008-13"},
        {"first_month": "2008-6"},
        {"first_month": "2008-06-01"},
        {"personal_account_fen": "0"},
    ],
)
def test_a_bent_answer_is_not(other: dict[str, object]) -> None:
    with pytest.raises(BackendError, match=r"^backend\.nonsense$"):
        parse(ANSWERS[3], _summary(**other))


@given(st.dates())
def test_a_month_is_its_first_day(day: Any) -> None:
    text = f"{day.year:04d}-{day.month:02d}"
    assert TypeAdapter(Month).validate_python(text) == day.replace(day=1)
