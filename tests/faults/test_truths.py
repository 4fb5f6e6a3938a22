"""The judge of the ledgers: a true one passes, and each cooked one is found."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from kiosk.app.faults.ledgers import told_of
from kiosk.app.faults.truths import Booked, Books, GoingBack, Posting, Row, Sale, Told, Trade, Try, violations

ORDER, BILL = "order", "bill"


def paid() -> Books:
    """Paid at the second try; the first was closed."""
    return Books(
        trades=[Trade("A", 500, succeeded=False, back=0), Trade("B", 500, succeeded=True, back=0)],
        tries=[Try("A", ORDER, "wechat", "closed", 10, 20), Try("B", ORDER, "alipay", "success", 30, 40)],
        sales=[Sale(ORDER, "paid", 500, "", ((BILL, 500),), receipts=1)],
        postings=[Posting(BILL, ORDER, 500)],
        rows=[Row("key", ORDER, ended=True)],
        told=[
            Told("code", ORDER, 11, "code of A"),
            Told("nothing_taken", ORDER, 25, "没有扣款"),
            Told("code", ORDER, 31, "code of B"),
            Told("paid", ORDER, 41),
        ],
        codes={"code of A": "A", "code of B": "B"},
    )


def by_card() -> Books:
    """Tapped, and paid."""
    books = paid()
    books.trades, books.told, books.codes = [], [Told("paid", ORDER, 41)], {}
    books.tries = [Try("B", ORDER, "card", "success", 30, 40)]
    books.booked = [Booked(500, 1, taken_back=False)]
    return books


def ended() -> Books:
    """Paid too late: it went back."""
    books = paid()
    books.sales = [Sale(ORDER, "refunded", 500, "", ((BILL, 500),), receipts=0)]
    books.postings, books.told = [], [Told("nothing_taken", ORDER, 50), Told("unsure", ORDER, 51, claim=True)]
    books.trades = [Trade("B", 500, succeeded=True, back=500)]
    books.refunds = [GoingBack(ORDER, "B", 500, "after_end", "done")]
    return books


def rivals() -> Books:
    """Paid at another terminal, whose journal is not here."""
    books = paid()
    books.sales = [Sale(ORDER, "paid", 500, "", ((BILL, 500),), receipts=1, terminal="T1")]
    books.rows, books.told, books.rival = [], [], "T1"
    return books


def late() -> Books:
    """Closed; she was told so, and then her phone paid all the same, while the order could still be paid."""
    books = paid()
    books.trades = [Trade("B", 500, succeeded=True, back=0)]
    books.tries = [Try("B", ORDER, "alipay", "success", 30, 40)]
    books.told, books.late = [Told("nothing_taken", ORDER, 45)], {"B": 50.0}
    return books


@pytest.mark.parametrize("books", [paid, by_card, ended, rivals, late, Books])
def test_a_true_ledger_passes(books: Callable[[], Books]) -> None:
    assert violations(books()) == []


def _put(name: str, *values: object) -> Callable[[Books], None]:
    return lambda books: setattr(books, name, list(values))


def _add(name: str, *values: object) -> Callable[[Books], None]:
    return lambda books: setattr(books, name, [*getattr(books, name), *values])


def _sale(**change: object) -> Callable[[Books], None]:
    return lambda books: setattr(books, "sales", [replace(books.sales[0], **change)])  # type: ignore[arg-type]


OVERLAPPING = Try("B", ORDER, "alipay", "success", 15, 40)
COOKED: list[tuple[Callable[[], Books], Callable[[Books], None], str]] = [
    (paid, _put("trades", Trade("B", 500, succeeded=False, back=0)), "providers keep 0 fen, 500 are posted"),
    (paid, _add("trades", Trade("X", 500, succeeded=True, back=0)), "the office knows nothing"),
    (paid, _put("trades", Trade("A", 500, True, 0), Trade("B", 500, True, 0)), "keep 1000 fen, 500 are posted"),
    (paid, _put("trades", Trade("B", 500, True, 600)), "more went back"),
    (paid, _put("postings"), "0 are posted"),
    (paid, _add("postings", Posting(BILL, ORDER, 500)), "posted 2 times"),
    (paid, _sale(state="open"), "has no end"),
    (paid, _sale(live="B"), "has no end"),
    (paid, _sale(state="ended"), "bills are posted"),
    (paid, _sale(receipts=0), "0 receipts"),
    (paid, _sale(receipts=2), "2 receipts"),
    (paid, _put("tries", Try("B", ORDER, "alipay", "unknown", 30, None)), "attempt B has no end"),
    (paid, _put("tries", Try("A", ORDER, "wechat", "closed", 10, 20), OVERLAPPING), "two live attempts"),
    (paid, _add("refunds", GoingBack(ORDER, "A", 500, "paid_twice", "stuck")), "is stuck"),
    (paid, _put("held", (BILL, ORDER)), "still held"),
    (paid, _put("rows", Row("key", ORDER, ended=False)), "journal has no end"),
    (paid, _put("rows"), "stands in no row"),
    (rivals, _put("sales", Sale(ORDER, "paid", 500, "", ((BILL, 500),), 1, "T2")), "stands in no row"),
    (paid, _add("told", Told("nothing_taken", ORDER, 35)), "B of order was taken and is kept"),
    (paid, _put("told", Told("code", ORDER, 11, "code of A"), Told("nothing_taken", ORDER, 15)), "had its end"),
    (paid, _put("told", Told("unsure", ORDER, 35)), "no claim code"),
    (paid, _put("told", Told("code", ORDER, 11, "code of A"), Told("code", ORDER, 19, "code of B")), "could still"),
    (late, _put("told", Told("nothing_taken", ORDER, 55)), "taken and is kept"),
    (late, _put("tries", Try("B", ORDER, "alipay", "success", 30, 47)), "taken and is kept"),
    (late, lambda books: books.late.clear(), "taken and is kept"),
    (ended, _put("told", Told("paid", ORDER, 41)), "told as paid"),
    (ended, _put("trades", Trade("B", 500, succeeded=True, back=0)), "keep 500 fen, 0 are posted"),
    (by_card, _put("booked"), "keeps 0 fen, 500 are posted as paid by card"),
    (by_card, _add("booked", Booked(500, 2, taken_back=False)), "keeps 1000 fen"),
    (by_card, _put("booked", Booked(500, 1, taken_back=True)), "keeps 0 fen"),
    (by_card, _add("told", Told("nothing_taken", ORDER, 35)), "taken and is kept"),
]


@pytest.mark.parametrize(("books", "cook", "found"), COOKED)
def test_a_cooked_ledger_is_found(books: Callable[[], Books], cook: Callable[[Books], None], found: str) -> None:
    cooked = books()
    cook(cooked)
    assert any(found in one for one in violations(cooked)), violations(cooked)


def test_what_was_told_is_read_from_pages_notices_and_the_end() -> None:
    lines = [
        {"kind": "page", "at": 1, "words": ["没有扣款"], "code": ""},  # of no order
        {"kind": "step", "at": 2, "step": "opened", "order": ORDER},
        {"kind": "page", "at": 3, "words": ["请扫这个码"], "code": "weixin://x"},
        {"kind": "notice", "at": 4, "words": ["网络断了，正在重连"]},
        {"kind": "page", "at": 5, "words": ["付款码到时间了，没有扣款"], "code": ""},
        {"kind": "settled", "at": 6, "outcome": "unsure", "order": ORDER, "claim": True},
    ]
    told = [(one.what, one.at) for one in told_of(lines)]
    assert told == [("code", 3.0), ("nothing_taken", 5.0), ("unsure", 6.0)]
