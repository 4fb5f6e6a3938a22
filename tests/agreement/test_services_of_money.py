"""What the two services of money ask of the office, asked of the real one."""

import pytest

from kiosk.backend_client import orders
from kiosk.backend_client.errors import BackendError, BackendKey
from kiosk.backend_client.identity import log_in_by_card
from kiosk.services.pay_bills import BackendBooks
from kiosk.services.pay_bills.finding_pages import SAMPLE
from kiosk.services.pay_bills.owed import payable
from kiosk.services.payment_help import BackendLedger
from kiosk.visit.person import Level, Person
from tests.agreement.conftest import WANG
from tests.agreement.test_orders import Till, takes_money, till  # noqa: F401  fixtures

NOBODYS = "1" * 12


def test_a_household_of_the_seed_is_found_paid_for_and_found_again_by_its_slip(till: Till) -> None:  # noqa: F811
    books, ledger = BackendBooks(till.transport), BackendLedger(till.transport)
    found = books.by_household(SAMPLE)
    assert found
    assert books.again(found) == found
    assert books.history(found[0])
    opened = orders.open_order(till.transport, [one.bill.id for one in payable(found)[:1]])
    again = books.by_receipt(opened.claim_code)
    assert [one.id for one in again] == [found[0].id]
    assert any(one.busy for one in again[0].unpaid)
    claimed = ledger.by_claim(opened.claim_code)
    assert claimed is not None
    assert ledger.again(claimed).id == opened.id
    orders.cancel_order(till.transport, opened.id)


def test_a_code_that_nobody_has_finds_nothing_and_is_no_fault(till: Till) -> None:  # noqa: F811
    assert BackendBooks(till.transport).by_receipt(NOBODYS) == ()
    assert BackendLedger(till.transport).by_claim(NOBODYS) is None


def test_what_is_hers_needs_a_session(till: Till) -> None:  # noqa: F811
    books, ledger = BackendBooks(till.transport), BackendLedger(till.transport)
    person = Person(Level.CARD, "王**", session=log_in_by_card(till.transport, WANG))
    assert books.of(person)
    assert ledger.of(person) == ()
    for ask in (books.of, ledger.of):
        with pytest.raises(BackendError) as refused:
            ask(Person(Level.CARD, "王**"))
        assert refused.value.kind is BackendKey.SESSION_OVER
