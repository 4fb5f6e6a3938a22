"""What is shown and said of social insurance: the answer in the headline, the picture, the rows."""

from datetime import date

from kiosk.backend_client.insurance import (
    Contribution,
    ContributionRecords,
    Insurance,
    InsuranceKind,
    InsuranceStatus,
    InsuranceSummary,
)
from kiosk.foundation.money import Money
from kiosk.visit.blocks import Bar, Bars, Block, Fact, Facts, Figure, Mark, Meter, Paragraph, Row, Table
from kiosk.visit.pictures import WHOLE
from kiosk.visit.prompts import Choose, Option, Tell
from kiosk.visit.text import NOTHING, Text, text
from kiosk.visit.values import Count, Month, Months, SeenOnly, Yuan, YuanCell

CHART_MONTHS = 24
PENSION_MONTHS = (
    180  # what a pension needs at least, for who retires before 2030; it grows by half a year each year then
)
LABEL_BARS = 5  # so many bars are as broad as a label
LARGE_TYPE_MONTHS = 6  # of each month only whether it was paid: a page of large type holds few rows, at worst one
MOST_NAMED = 6  # missed months that are named one by one

NAMES = {
    InsuranceKind.PENSION: text("养老保险"),
    InsuranceKind.MEDICAL: text("医疗保险"),
    InsuranceKind.UNEMPLOYMENT: text("失业保险"),
    InsuranceKind.INJURY: text("工伤保险"),
    InsuranceKind.MATERNITY: text("生育保险"),
}
STATUSES = {
    InsuranceStatus.ACTIVE: text("正常参保"),
    InsuranceStatus.PAUSED: text("暂停缴费"),
    InsuranceStatus.ENDED: text("已经终止"),
    InsuranceStatus.RECEIVING: text("正在领取"),
}
MARKS = {InsuranceStatus.PAUSED: Mark.ATTENTION, InsuranceStatus.ENDED: Mark.ATTENTION}

PRINT_CERTIFICATE = ("打印", "打印证明", "参保证明")
BACK_TO_OVERVIEW = Option("overview", text("看总览"), icon="list-bullets", phrases=("总览", "返回总览"), primary=True)
DONE = Option("done", text("看好了"), icon="check-circle", phrases=("好了", "完成", "不看了"))


def nothing_there() -> Tell:
    """She is known, and has no record: not a fault of hers."""
    return Tell(
        headline=text("没有查到您的参保记录"),
        hint=text("可能在别的城市参保。可以到窗口问一问。"),
        personal=True,
        actions=(DONE,),
    )


def overview(summary: InsuranceSummary, records: ContributionRecords, today: date, print_rests: Text) -> Tell:
    """The answer first: how long the pension has been paid for."""
    pension = foremost(summary)
    months = of_kind(records, pension.kind)
    picture: tuple[Block, ...] = (*years_needed(pension), *((chart(pension.kind, months),) if months else ()))
    return Tell(
        headline=text("{name}已缴 {time}", name=NAMES[pension.kind], time=Months(pension.months_paid)),
        hint=_account_and_gap(pension, months, today),
        personal=True,
        blocks=(*picture, Facts(tuple(_line(i, told=i is pension) for i in summary.insurances))),
        essentials=_essentials(summary, pension),
        actions=(
            Option("print", text("打印凭条"), icon="printer", phrases=("打印",), primary=True, resting=print_rests),
            Option("months", text("看每月明细"), icon="list-bullets", phrases=("明细", "每个月")),
            Option("details", text("看各项参保"), icon="shield-check", phrases=("详细", "五险")),
            DONE,
        ),
    )


def certificate(summary: InsuranceSummary, print_rests: Text) -> Tell:
    """What the certificate will say: the same lines as on the paper."""
    as_of = Fact(text("数据截止"), text("{month}", month=Month(summary.as_of.year, summary.as_of.month)))
    return Tell(
        headline=text("参保证明上会写这些"),
        hint=text("打印前，再确认一次是您。"),
        personal=True,
        blocks=(Facts((*(_certified(insurance) for insurance in summary.insurances), as_of)),),
        essentials=(Facts(tuple(_certified(insurance, short=True) for insurance in summary.insurances)),),
        actions=(
            Option(
                "print",
                text("打印参保证明"),
                icon="printer",
                phrases=PRINT_CERTIFICATE,
                primary=True,
                resting=print_rests,
            ),
            DONE,
        ),
    )


def _certified(insurance: Insurance, *, short: bool = False) -> Fact:
    paid = Months(insurance.months_paid)
    note = NOTHING if short else text("已缴 {time}，{place}", time=paid, place=insurance.place)
    return Fact(NAMES[insurance.kind], STATUSES[insurance.status], note, MARKS.get(insurance.status, Mark.GOOD))


def years_needed(insurance: Insurance) -> tuple[Meter, ...]:
    """How much of the time is paid that a pension needs at least; nothing for who gets one already, or another kind."""
    if insurance.kind is not InsuranceKind.PENSION or insurance.status is InsuranceStatus.RECEIVING:
        return ()
    paid, whole = insurance.months_paid, max(insurance.months_paid, PENSION_MONTHS)
    years = Count(PENSION_MONTHS // 12, "年")
    reached = paid >= PENSION_MONTHS
    so_far = text("{time}，已经缴满了", time=Months(paid))
    if not reached:
        so_far = text("{time}，还差 {missing}", time=Months(paid), missing=Months(PENSION_MONTHS - paid))
    return (
        Meter(
            label=text("领养老金要满 {years}", years=years),
            value=so_far,
            permille=WHOLE * paid // whole,
            goal=text("{years}", years=years),
            goal_permille=WHOLE * PENSION_MONTHS // whole,
            mark=Mark.GOOD if reached else Mark.PLAIN,
        ),
    )


def foremost(summary: InsuranceSummary) -> Insurance:
    """The insurance that people come for: the pension, or the first where there is none."""
    return next((i for i in summary.insurances if i.kind is InsuranceKind.PENSION), summary.insurances[0])


def of_kind(records: ContributionRecords, kind: InsuranceKind) -> tuple[Contribution, ...]:
    """The months of one insurance, oldest first."""
    return tuple(sorted((r for r in records.records if r.kind is kind), key=lambda r: r.month))


def chart(kind: InsuranceKind, months: tuple[Contribution, ...]) -> Bars:
    """A picture of what was paid each month, and what one would see in it."""
    shown = months[-CHART_MONTHS:]
    missed = [m for m in shown if not m.paid]
    bars = tuple(
        Bar(m.person_fen + m.unit_fen, _bar_label(shown, n), Mark.PLAIN if m.paid else Mark.ATTENTION)
        for n, m in enumerate(shown)
    )
    title = text("{name}最近 {count}缴费", name=NAMES[kind], count=Count(len(shown), "个月"))
    return Bars(title, bars, _chart_aloud(len(shown), missed))


def which_insurance(summary: InsuranceSummary) -> Choose:
    """Choose one of the five to look into."""
    return Choose(
        headline=text("看哪一项？"),
        personal=True,
        options=tuple(
            Option(i.kind, NAMES[i.kind], detail=STATUSES[i.status], icon="shield-check", tint="jade")
            for i in summary.insurances
        ),
    )


def one_insurance(insurance: Insurance) -> Tell:
    """All that is known of one insurance."""
    rows = [
        Fact(text("参保状态"), STATUSES[insurance.status], mark=MARKS.get(insurance.status, Mark.GOOD)),
        Fact(text("累计缴费"), text("{time}", time=Months(insurance.months_paid))),
        Fact(text("参保地"), text("{place}", place=insurance.place)),
        Fact(text("单位"), text("{unit}", unit=insurance.unit)),
        Fact(text("首次参保"), text("{month}", month=Month(insurance.first_month.year, insurance.first_month.month))),
        Fact(text("缴费基数"), text("{base}", base=Yuan(Money(insurance.base_fen)))),
    ]
    if insurance.personal_account_fen is not None:
        rows.append(Fact(text("个人账户"), text("{sum}", sum=Yuan(Money(insurance.personal_account_fen)))))
    return Tell(
        headline=text("{name}：{status}", name=NAMES[insurance.kind], status=STATUSES[insurance.status]),
        personal=True,
        blocks=(Facts(tuple(rows)),),
        actions=(
            BACK_TO_OVERVIEW,
            Option("months", text("看每月明细"), icon="list-bullets", phrases=("明细", "每个月")),
        ),
    )


def months(records: ContributionRecords, kind: InsuranceKind) -> Tell:
    """Month by month, newest first."""
    lines = tuple(reversed(of_kind(records, kind)))
    if not lines:
        return Tell(
            headline=text("{name}最近没有缴费记录", name=NAMES[kind]),
            hint=text("有疑问，可以到窗口问一问。"),
            personal=True,
            actions=(BACK_TO_OVERVIEW,),
        )
    missed = sum(not line.paid for line in lines)
    paid = text("其中 {missed}未缴。", missed=Count(missed, "个月")) if missed else text("每个月都缴了。")
    return Tell(
        headline=text("{name}最近 {count}", name=NAMES[kind], count=Count(len(lines), "个月")),
        hint=paid,
        personal=True,
        blocks=(Table(IN_YUAN, MONTH_COLUMNS, tuple(_month_row(line) for line in lines), aloud=paid),),
        essentials=(*_missed(lines), _paid_or_not(lines[:LARGE_TYPE_MONTHS])),
        actions=(BACK_TO_OVERVIEW,),
    )


# The unit stands over the table: in each heading there is no room for it beside the rest.
IN_YUAN = text("每月缴费{unit}", unit=SeenOnly("（元）"))
MONTH_COLUMNS = (text("月份"), text("个人缴"), text("单位缴"), text("状态"))


def _missed(lines: tuple[Contribution, ...]) -> tuple[Block, ...]:
    """The months without a payment, newest first, and what can be done; nothing where there are none."""
    missed = [line for line in lines if not line.paid]
    if not missed:
        return ()
    rows = [Fact(_month(line), text("未缴"), mark=Mark.ATTENTION) for line in missed[:MOST_NAMED]]
    if earlier := len(missed[MOST_NAMED:]):
        rows.append(Fact(text("更早"), text("还有 {count}未缴", count=Count(earlier, "个月")), mark=Mark.ATTENTION))
    return (Facts(tuple(rows)), Paragraph(text("有疑问，可以到窗口问一问。")))


def _paid_or_not(lines: tuple[Contribution, ...]) -> Table:
    title = text("最近 {count}", count=Count(len(lines), "个月"))
    return Table(title, (MONTH_COLUMNS[0], MONTH_COLUMNS[-1]), tuple(_short_row(line) for line in lines))


def _short_row(line: Contribution) -> Row:
    month, *_, state = _month_row(line).cells
    return Row((month, state), _month_row(line).mark)


def _month(line: Contribution) -> Text:
    return text("{month}", month=Month(line.month.year, line.month.month))


def _month_row(line: Contribution) -> Row:
    month = _month(line)
    if not line.paid:
        return Row((month, text("—"), text("—"), text("未缴")), Mark.ATTENTION)
    person, unit = (text("{sum}", sum=YuanCell(Money(fen))) for fen in (line.person_fen, line.unit_fen))
    return Row((month, person, unit, text("已缴")), Mark.GOOD)


def _line(insurance: Insurance, *, told: bool) -> Fact:
    """One insurance in a row; how long it was paid for only where the headline has not `told` it."""
    paid = insurance.months_paid and not told
    note = text("已缴 {time}", time=Months(insurance.months_paid)) if paid else NOTHING
    return Fact(NAMES[insurance.kind], STATUSES[insurance.status], note, MARKS.get(insurance.status, Mark.GOOD))


def _essentials(summary: InsuranceSummary, pension: Insurance) -> tuple[Block, ...]:
    """What people come for, beside the time in the headline: the account, and whether the clinic will take the card."""
    medical = next((i for i in summary.insurances if i.kind is InsuranceKind.MEDICAL), None)
    figures = []
    if pension.personal_account_fen is not None:
        figures.append(Figure(_account_name(pension), text("{sum}", sum=Yuan(Money(pension.personal_account_fen)))))
    if medical is not None:
        mark = MARKS.get(medical.status, Mark.GOOD)
        figures.append(Figure(NAMES[medical.kind], STATUSES[medical.status], mark))
    return tuple(figures)


def _account_name(insurance: Insurance) -> Text:
    if insurance.kind is InsuranceKind.PENSION:
        return text("养老个人账户")
    return text("{name}个人账户", name=NAMES[insurance.kind])


def _account_and_gap(pension: Insurance, months: tuple[Contribution, ...], today: date) -> Text:
    this_year = [m for m in months if m.month.year == today.year]
    missed = [m.month for m in this_year if not m.paid]
    account = pension.personal_account_fen
    money = text("个人账户 {sum}", sum=Yuan(Money(account))) if account is not None else NOTHING
    if not this_year:
        return text("{money}，今年还没有缴费记录。", money=money) if money else text("今年还没有缴费记录。")
    if not missed:
        return text("{money}，今年每个月都缴了。", money=money) if money else text("今年每个月都缴了。")
    gap = text("今年少缴 {count}", count=Count(len(missed), "个月"))
    if len(missed) == 1:
        gap = text("{gap}（{month}）", gap=gap, month=Month(missed[0].year, missed[0].month, this_year=True))
    return text("{money}，{gap}。", money=money, gap=gap) if money else text("{gap}。", gap=gap)


def _bar_label(shown: tuple[Contribution, ...], number: int) -> Text:
    """Missed months are named, and the ends where no missed month is near enough to write over them."""
    line, last = shown[number], len(shown) - 1
    month = Month(line.month.year, line.month.month, this_year=True)
    if not line.paid:
        crowded = any(not m.paid for m in shown[max(0, number - LABEL_BARS) : number])
        return NOTHING if crowded else text("{month}未缴", month=month)
    if number == 0 and all(m.paid for m in shown[:LABEL_BARS]):
        return text("{month}", month=Month(line.month.year, line.month.month))
    if number == last >= LABEL_BARS and all(m.paid for m in shown[-LABEL_BARS:]):
        return text("{month}", month=month)
    return NOTHING


def _chart_aloud(count: int, missed: list[Contribution]) -> Text:
    shown = Count(count, "个月")
    if not missed:
        return text("最近 {count}，每个月都缴了。", count=shown)
    if len(missed) == 1:
        line = missed[0]
        return text("最近 {count}里，只有 {month}没有缴。", count=shown, month=Month(line.month.year, line.month.month))
    return text("最近 {count}里，有 {missed}没有缴。", count=shown, missed=Count(len(missed), "个月"))
