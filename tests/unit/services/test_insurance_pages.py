"""Whatever the office may say of a resident, the pages stand: true, short, speakable, and a chart that can be read."""

import re
from dataclasses import asdict, replace
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.backend_client.insurance import (
    Contribution,
    ContributionRecords,
    Insurance,
    InsuranceKind,
    InsuranceStatus,
    InsuranceSummary,
)
from kiosk.services.social_insurance import pages, slip
from kiosk.visit.blocks import Bars, Block, Facts, Figure, Mark, Meter, Table
from kiosk.visit.items import items_of
from kiosk.visit.person import Level, Person
from kiosk.visit.prompts import Choose, Option, Tell
from kiosk.visit.text import NOTHING, text

HANZI = re.compile("[\u3400-\u9fff]")
NAMES = st.text(st.sampled_from("杏花街道社区服务有限公司幸福里东"), min_size=1, max_size=12)
MONTHS = st.dates(date(1970, 1, 1), date(2030, 12, 31)).map(lambda d: d.replace(day=1))
FEN = st.one_of(st.just(0), st.integers(0, 10**6), st.integers(0, 10**13))
TODAY = date(2026, 11, 21)


def insurance(kind: InsuranceKind) -> st.SearchStrategy[Insurance]:
    return st.builds(
        Insurance,
        kind=st.just(kind),
        status=st.sampled_from(InsuranceStatus),
        place=NAMES,
        unit=NAMES,
        first_month=MONTHS,
        months_paid=st.one_of(st.integers(0, 40), st.integers(0, 10_000)),
        base_fen=FEN,
        personal_account_fen=st.none() | FEN,
    )


SUMMARIES = st.lists(st.sampled_from(InsuranceKind), unique=True, min_size=1, max_size=5).flatmap(
    lambda kinds: st.builds(InsuranceSummary, as_of=MONTHS, insurances=st.tuples(*(insurance(kind) for kind in kinds)))
)


def contribution(month: date, kind: InsuranceKind, paid: bool, fen: int = 10_000) -> Contribution:
    return Contribution(month, kind, fen if paid else 0, fen if paid else 0, fen if paid else 0, paid)


RECORDS = st.builds(
    ContributionRecords,
    months=st.just(24),
    records=st.lists(
        st.builds(contribution, MONTHS, st.sampled_from(InsuranceKind), st.booleans(), FEN), max_size=60
    ).map(tuple),
)


def every_month(paid: list[bool], kind: InsuranceKind = InsuranceKind.PENSION) -> ContributionRecords:
    """Consecutive months up to this one, the last of the list is now."""
    line = []
    for back, was_paid in enumerate(reversed(paid)):
        years, month = divmod(TODAY.year * 12 + TODAY.month - 1 - back, 12)
        line.append(contribution(date(years, month + 1, 1), kind, was_paid))
    return ContributionRecords(24, tuple(line))


def all_pages(summary: InsuranceSummary, records: ContributionRecords) -> list[Tell | Choose]:
    return [
        pages.nothing_there(),
        pages.overview(summary, records, TODAY, NOTHING),
        pages.certificate(summary, NOTHING),
        pages.which_insurance(summary),
        *(pages.one_insurance(i) for i in summary.insurances),
        *(pages.months(records, kind) for kind in InsuranceKind),
    ]


def labels(bars: Bars) -> list[int]:
    return [n for n, bar in enumerate(bars.bars) if bar.label]


def crowded(bars: Bars) -> bool:
    at = labels(bars)
    return any(b - a < pages.LABEL_BARS for a, b in pairwise(at))


@given(SUMMARIES, RECORDS)
def test_every_page_is_short_private_and_speakable(summary: InsuranceSummary, records: ContributionRecords) -> None:
    for page in all_pages(summary, records):
        assert page.personal
        for words in (page.headline, page.hint):
            for sentence in re.split("[。！？；]", words.shown()):
                assert len(HANZI.findall(sentence)) <= 25, words.shown()
        assert not re.search("[0-9]", page.said), page.said
        for elder in (False, True):
            for item in items_of(page, elder=elder):
                assert not re.search("[0-9]", item.aloud), item.aloud
                assert item.aloud.strip()
        if isinstance(page, Choose):
            assert 1 <= len(page.options) <= 6


@given(SUMMARIES, RECORDS)
def test_no_chart_is_empty_and_no_label_is_written_over_another(
    summary: InsuranceSummary, records: ContributionRecords
) -> None:
    page = pages.overview(summary, records, TODAY, NOTHING)
    for block in (*page.blocks, *page.essentials):
        if isinstance(block, Bars):
            assert 1 <= len(block.bars) <= pages.CHART_MONTHS
            assert not crowded(block)
        if isinstance(block, Facts | Table):
            assert block.rows


@given(st.lists(st.booleans(), min_size=1, max_size=30))
def test_labels_never_crowd_and_the_first_missed_month_is_named(paid: list[bool]) -> None:
    months = pages.of_kind(every_month(paid), InsuranceKind.PENSION)
    bars = pages.chart(InsuranceKind.PENSION, months)
    assert not crowded(bars)
    assert labels(bars)
    shown = paid[-pages.CHART_MONTHS :]
    if not all(shown):
        assert "未缴" in bars.bars[shown.index(False)].label.shown()


@given(SUMMARIES, st.lists(st.booleans(), max_size=30))
def test_what_is_said_of_this_year_is_true(summary: InsuranceSummary, paid: list[bool]) -> None:
    records = every_month(paid)
    page = pages.overview(summary, records, TODAY, NOTHING)
    pension = any(i.kind is InsuranceKind.PENSION for i in summary.insurances)
    this_year = [r for r in records.records if r.month.year == TODAY.year] if pension else []
    hint = page.hint.shown()
    if "每个月都缴了" in hint:
        assert this_year
        assert all(r.paid for r in this_year)
    missed = sum(not r.paid for r in this_year)
    assert (f"少缴 {missed} 个月" in hint) == (missed > 0)


@pytest.mark.parametrize("kind", list(InsuranceKind))
def test_no_month_is_not_every_month(kind: InsuranceKind) -> None:
    page = pages.months(ContributionRecords(24), kind)
    assert "每个月都缴了" not in page.hint.shown()
    assert "0 个月" not in page.headline.shown()
    assert "零个月" not in page.said


@given(st.integers(1, 24), st.integers(0, 24))
def test_the_months_page_counts_right(count: int, missed: int) -> None:
    paid = [n >= missed for n in range(count)]
    page = pages.months(every_month(paid), InsuranceKind.PENSION)
    gone = paid.count(False)
    assert ("每个月都缴了" in page.hint.shown()) == (gone == 0)
    assert gone == 0 or f"{gone} 个月未缴" in page.hint.shown()
    table = page.blocks[0]
    assert isinstance(table, Table)
    assert len(table.rows) == count


def one(kind: InsuranceKind, account: int | None = 100) -> Insurance:
    return Insurance(kind, InsuranceStatus.ACTIVE, "杏花市", "杏花公司", date(2010, 1, 1), 12, 100, account)


def titles(blocks: tuple[Block, ...]) -> list[str]:
    return [block.label.shown() for block in blocks if isinstance(block, Figure)]


def test_who_has_no_pension_is_not_told_of_a_pension_account() -> None:
    summary = InsuranceSummary(date(2026, 10, 1), (one(InsuranceKind.MEDICAL), one(InsuranceKind.INJURY, None)))
    page = pages.overview(summary, every_month([True] * 5, InsuranceKind.MEDICAL), TODAY, NOTHING)
    shown = titles(page.essentials)
    assert "养老个人账户" not in shown
    assert len(set(shown)) == len(shown)
    assert all("养老" not in title for title in shown)


def test_the_months_that_the_overview_leads_to_are_those_that_it_shows() -> None:
    medical = InsuranceSummary(date(2026, 10, 1), (one(InsuranceKind.MEDICAL),))
    both = InsuranceSummary(date(2026, 10, 1), (one(InsuranceKind.MEDICAL), one(InsuranceKind.PENSION)))
    assert pages.foremost(medical).kind is InsuranceKind.MEDICAL
    assert pages.foremost(both).kind is InsuranceKind.PENSION


def test_a_printer_that_rests_says_so_on_its_key() -> None:
    summary = InsuranceSummary(date(2026, 10, 1), (one(InsuranceKind.PENSION),))
    page = pages.overview(summary, every_month([True]), TODAY, text("打印机没纸了"))
    resting = {option.id: option for option in page.actions if isinstance(option, Option)}["print"]
    assert not resting.can_be_chosen


@given(SUMMARIES)
def test_the_certificate_is_seen_before_it_is_printed(summary: InsuranceSummary) -> None:
    """Line by line, beside whose it is: that nobody sees on the screen."""
    said = str([asdict(line) for line in slip.certificate(Person(Level.CARD, "王**", "6****7"), summary)])
    (facts,) = pages.certificate(summary, NOTHING).blocks
    (short,) = pages.certificate(summary, NOTHING).essentials
    assert isinstance(facts, Facts)
    assert isinstance(short, Facts)
    assert len(facts.rows) == len(summary.insurances) + 1
    assert all(row.label.shown() in said and row.value.shown() in said for row in (*facts.rows, *short.rows))
    for insurance, row in zip(summary.insurances, facts.rows, strict=False):
        assert insurance.place in row.note.shown()
    assert "王" in said


def test_a_certificate_that_cannot_be_printed_now_says_so_on_its_key() -> None:
    summary = InsuranceSummary(date(2026, 10, 1), (one(InsuranceKind.PENSION),))
    page = pages.certificate(summary, text("打印机没纸了"))
    assert [(option.id, option.can_be_chosen) for option in page.actions] == [("print", False), ("done", True)]


def test_the_overview_has_so_few_answers_that_its_picture_stays_on_the_first_page() -> None:
    summary = InsuranceSummary(date(2026, 10, 1), (one(InsuranceKind.PENSION),))
    page = pages.overview(summary, every_month([True]), TODAY, NOTHING)
    assert [option.id for option in page.actions] == ["print", "months", "details", "done"]


def test_marks_that_cannot_be_seen_are_left_out_on_paper() -> None:
    odd = replace(one(InsuranceKind.PENSION), place="\ufeff杏花市\u200b", unit="公司\u202e")
    said = str(
        [
            asdict(line)
            for line in slip.body(Person(Level.CARD, "王**"), InsuranceSummary(TODAY, (odd,)), every_month([]))
        ]
    )
    assert "杏花市" in said
    assert "\\u200b" not in said


@given(SUMMARIES)
def test_the_slip_masks_whose_it_is(summary: InsuranceSummary) -> None:
    person = Person(Level.CARD, "王**", "6****************7")
    said = str([asdict(line) for line in slip.body(person, summary, every_month([True, False]))])
    assert "王**" in said
    assert "6****************7" in said


@given(st.integers(1, 24), st.integers(0, 24))
def test_in_large_type_what_was_missed_comes_first_and_no_month_is_lost(count: int, missed: int) -> None:
    gone = min(count, missed)
    page = pages.months(every_month([n >= missed for n in range(count)]), InsuranceKind.PENSION)
    *first, table = page.essentials
    assert isinstance(table, Table)
    assert len(table.rows) == min(count, pages.LARGE_TYPE_MONTHS)
    assert all(len(row.cells) == len(table.columns) == 2 for row in table.rows)
    assert bool(first) == (gone > 0)
    if first:
        facts = first[0]
        assert isinstance(facts, Facts)
        assert all(row.mark is Mark.ATTENTION for row in facts.rows)
        earlier = gone - pages.MOST_NAMED
        assert len(facts.rows) == (gone if earlier <= 0 else pages.MOST_NAMED + 1)
        assert earlier <= 0 or f"还有 {earlier} 个月" in facts.rows[-1].value.shown()


@pytest.mark.parametrize(
    ("missed", "said"),
    [
        (0, ()),
        (1, ("2026 年 11 月",)),
        (3, ("2026 年 11 月", "2026 年 10 月", "2026 年 9 月")),
        (5, ("2026 年 11 月", "2026 年 10 月", "2026 年 9 月", "等 5 个月")),
    ],
)
def test_the_slip_names_the_months_that_were_missed(missed: int, said: tuple[str, ...]) -> None:
    records = every_month([n < 10 - missed for n in range(10)])
    summary = InsuranceSummary(TODAY, (one(InsuranceKind.PENSION), one(InsuranceKind.INJURY, None)))
    lines = [asdict(line) for line in slip.body(Person(Level.CARD, "王**"), summary, records)]
    at = [n for n, line in enumerate(lines) if line.get("label") == "未缴"]
    assert len(at) == bool(missed)  # in the insurance that it is about, and in no other
    found = [line.get("value") or line.get("text") for line in lines[at[0] : at[0] + len(said)]] if at else []
    assert tuple(found) == said


@pytest.mark.parametrize("paid", [0, 133, 179, 180, 181, 220])
def test_the_meter_has_its_own_figure_and_its_words_are_one_short_sentence(paid: int) -> None:
    (meter,) = pages.years_needed(replace(one(InsuranceKind.PENSION), months_paid=paid))
    assert isinstance(meter, Meter)
    years, months = divmod(paid, 12)
    assert f"{years} 年" in meter.value.shown() or not years
    assert f"{months} 个月" in meter.value.shown() or not months
    assert len(HANZI.findall(meter.aloud)) <= 25


def test_how_long_it_was_paid_for_is_not_told_again_under_the_headline() -> None:
    summary = InsuranceSummary(TODAY, (one(InsuranceKind.MEDICAL), one(InsuranceKind.PENSION)))
    page = pages.overview(summary, every_month([True]), TODAY, NOTHING)
    (facts,) = [block for block in page.blocks if isinstance(block, Facts)]
    assert [bool(row.note) for row in facts.rows] == [True, False]
