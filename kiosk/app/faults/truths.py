"""What must be true after every run, whatever died in it: judged from the ledgers alone. Pure.

The gateway's ledger is the payer's truth, the payment terminal's journal that of her card, the office's database ours;
the terminal's journal and what the person was told must not contradict them.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

ENDS = frozenset({"success", "closed", "revoked"})
ORDER_ENDS = frozenset({"paid", "ended", "refunded"})


@dataclass(frozen=True, slots=True)
class Trade:
    """An attempt in the books of a provider: whether money came, and how much went back."""

    attempt: str
    fen: int
    succeeded: bool
    back: int

    @property
    def kept(self) -> int:
        """What the merchant has of it."""
        return (self.fen if self.succeeded else 0) - self.back


@dataclass(frozen=True, slots=True)
class Try:
    """An attempt in the office's books; moments are seconds of the lane's clock."""

    number: str
    order: str
    channel: str
    state: str
    created_at: float
    ended_at: float | None
    hers: bool = False  # by a code of hers


@dataclass(frozen=True, slots=True)
class Sale:
    """An order in the office's books."""

    id: str
    state: str
    fen: int
    live: str
    bills: tuple[tuple[str, int], ...]
    receipts: int
    terminal: str = ""


@dataclass(frozen=True, slots=True)
class GoingBack:
    """A refund in the office's books."""

    order: str
    attempt: str
    fen: int
    reason: str
    state: str


@dataclass(frozen=True, slots=True)
class Posting:
    """A bill that the office noted as paid."""

    bill: str
    order: str
    fen: int


@dataclass(frozen=True, slots=True)
class Booked:
    """Money at the payment terminal."""

    fen: int
    receipt: int
    taken_back: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the terminal's journal."""

    key: str
    order: str
    ended: bool


@dataclass(frozen=True, slots=True)
class Told:
    """What a person was told of an order, and when. `what`: paid, nothing_taken, unsure, code (with its content)."""

    what: str
    order: str
    at: float
    words: str = ""
    claim: bool = False


@dataclass(slots=True)
class Books:
    """All ledgers, when everything is quiet; of orders, those of this run."""

    trades: Sequence[Trade] = ()
    tries: Sequence[Try] = ()
    sales: Sequence[Sale] = ()
    refunds: Sequence[GoingBack] = ()
    postings: Sequence[Posting] = ()
    held: Sequence[tuple[str, str]] = ()
    booked: Sequence[Booked] = ()
    rows: Sequence[Row] = ()
    told: Sequence[Told] = ()
    rival: str = ""  # a terminal whose journal is not here
    codes: dict[str, str] = field(default_factory=dict)  # what was shown: which attempt it was
    late: dict[str, float] = field(default_factory=dict)  # attempts that were paid after their end: when that was known

    def kept_of(self, order: str) -> int:
        """What providers have of an order."""
        mine = {one.number for one in self.tries if one.order == order}
        return sum(one.kept for one in self.trades if one.attempt in mine)

    def tries_of(self, order: str) -> list[Try]:
        """The attempts of an order, oldest first."""
        return sorted((one for one in self.tries if one.order == order), key=lambda one: one.created_at)


def violations(books: Books) -> list[str]:
    """Everything that is not as it must be, a sentence each."""
    judges = (_money, _postings, _ends, _journal, _told)
    return [found for judge in judges for found in judge(books)]


def _money(books: Books) -> Iterator[str]:
    """What is kept is what was posted, order by order and in all."""
    known = {one.number for one in books.tries}
    for trade in books.trades:
        if trade.attempt not in known:
            yield f"the provider has {trade.fen} fen of {trade.attempt}, of which the office knows nothing"
        if trade.kept < 0:
            yield f"more went back of {trade.attempt} than came: {trade.back} of {trade.fen}"
    posted = Counter[str]()
    for one in books.postings:
        posted[one.order] += one.fen
    cards = sum(one.fen for one in books.booked if not one.taken_back)
    by_card = 0
    for sale in books.sales:
        kept, wanted = books.kept_of(sale.id), posted[sale.id]
        paid_by_card = any(one.channel == "card" and one.state == "success" for one in books.tries_of(sale.id))
        if paid_by_card:
            by_card += wanted - kept
        elif kept != wanted:
            yield f"order {sale.id} ({sale.state}): providers keep {kept} fen, {wanted} are posted"
    if cards != by_card:
        yield f"the payment terminal keeps {cards} fen, {by_card} are posted as paid by card"


def _postings(books: Books) -> Iterator[str]:
    """No bill twice; none of a paid order missing but what went back; none of another."""
    for bill, times in Counter(one.bill for one in books.postings).items():
        if times > 1:
            yield f"bill {bill} is posted {times} times"
    for sale in books.sales:
        posted = {one.bill for one in books.postings if one.order == sale.id}
        bills = {bill for bill, _ in sale.bills}
        elsewhere = any(one.order == sale.id and one.reason == "bill_was_paid" for one in books.refunds)
        if sale.state == "paid" and posted != bills and not elsewhere:
            yield f"order {sale.id} is paid, and {len(bills - posted)} of its bills are not posted"
        if sale.state != "paid" and posted:
            yield f"order {sale.id} is {sale.state}, and {len(posted)} bills are posted"
        if sale.receipts != (1 if sale.state == "paid" else 0):
            yield f"order {sale.id} is {sale.state} with {sale.receipts} receipts"


def _ends(books: Books) -> Iterator[str]:
    """Everything has its end."""
    for sale in books.sales:
        if sale.state not in ORDER_ENDS or sale.live:
            yield f"order {sale.id} has no end: {sale.state}, live {sale.live or 'nothing'}"
        yield from _one_at_a_time(books, sale)
    for one in books.tries:
        if one.state not in ENDS or one.ended_at is None:
            yield f"attempt {one.number} has no end: {one.state}"
    for refund in books.refunds:
        if refund.state != "done":
            yield f"a refund of {refund.fen} fen of {refund.attempt} is {refund.state} ({refund.reason})"
    for bill, order in books.held:
        yield f"bill {bill} is still held for {order}"


def _one_at_a_time(books: Books, sale: Sale) -> Iterator[str]:
    spans = sorted((one.created_at, one.ended_at) for one in books.tries_of(sale.id) if one.ended_at is not None)
    if any(begun < ended for (_, ended), (begun, _) in pairwise(spans)):
        yield f"order {sale.id} had two live attempts at once"


def _journal(books: Books) -> Iterator[str]:
    """Each row has its end, and no order is without a row."""
    for row in books.rows:
        if not row.ended:
            yield f"the terminal's journal has no end for {row.order or 'an order that was not opened'}"
    written = {row.order for row in books.rows}
    for sale in books.sales:
        if sale.id not in written and not (books.rival and sale.terminal == books.rival):
            yield f"order {sale.id} stands in no row of the terminal's journal"


def _told(books: Books) -> Iterator[str]:
    """Nobody was told what was not so."""
    states = {sale.id: sale.state for sale in books.sales}
    for told in books.told:
        state = states.get(told.order, "")
        if told.what == "paid" and state != "paid":
            yield f"told as paid ({told.words}), but order {told.order} is {state}"
        if told.what == "nothing_taken":
            yield from _nothing_taken(books, told)
        if told.what == "unsure" and not told.claim:
            yield f"unsure about order {told.order}, and no claim code was given"
    yield from _shown(books)


def _nothing_taken(books: Books, told: Told) -> Iterator[str]:
    """Of what was tried until she was told so, nothing may be kept; and what could be paid had its end by then.

    What she pays after that all the same, though the provider had closed it, goes back, or pays the bill it was for.
    """
    shown = {books.codes.get(one.words, "") for one in books.told if one.what == "code"}
    for one in books.tries_of(told.order):
        open_then = one.created_at <= told.at and (one.ended_at is None or one.ended_at > told.at)
        if open_then and (one.hers or one.channel == "card" or one.number in shown):
            yield f"told that nothing was taken ({told.words}) before {one.number} of {told.order} had its end"
        kept = sum(trade.kept for trade in books.trades if trade.attempt == one.number)
        by_card = one.channel == "card" and one.state == "success"
        after = one.ended_at is not None and one.ended_at <= told.at < books.late.get(one.number, 0.0)
        if one.created_at <= told.at and (kept or by_card) and not after:
            yield f"told that nothing was taken ({told.words}), and {one.number} of {told.order} was taken and is kept"


def _shown(books: Books) -> Iterator[str]:
    """A code is shown only when the one before can be paid no more."""
    seen: dict[str, list[Told]] = {}
    ended = {one.number: one.ended_at for one in books.tries}
    for told in books.told:
        if told.what != "code":
            continue
        number = books.codes.get(told.words, "")
        for before in seen.setdefault(told.order, []):
            other = books.codes.get(before.words, "")
            until = ended.get(other)
            if other != number and (until is None or until > told.at):
                yield f"order {told.order}: {number} was shown while {other} could still be paid"
        seen[told.order].append(told)
