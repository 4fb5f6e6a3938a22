"""She holds her own code to the scanner."""

import asyncio
from collections.abc import Iterator

import pytest

from hardware.code_scanner.codes import CodeKind, CodeTaken
from hardware.code_scanner.contract import ScannerReason
from hardware.status import DeviceState
from kiosk.backend_client.errors import BackendError, BackendKey
from kiosk.backend_client.orders import AttemptState, OrderState, PayWay
from kiosk.payments import by_payer_code
from kiosk.payments.contract import Outcome
from kiosk.payments.journal import Step
from kiosk.visit.modes import Modes
from kiosk.visit.prompts import Choose, Pay
from tests.helpers import scripted_channel
from tests.helpers.visitor import ScriptedVisitor
from tests.unit.payments.conftest import Bench, hall, only, until_no_row

pytestmark = pytest.mark.anyio

_NUMBERS = iter(range(700, 999))


def fresh() -> str:
    """A code of hers that nobody has used."""
    return f"130000000000000{next(_NUMBERS)}"


@pytest.fixture(autouse=True)
def new_books(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Codes that nobody has used, also those that the provider knows for what they do."""
    bench.channel.codes_seen.clear()
    for name in ("PASSWORD", "REFUSES", "FUNDS"):
        monkeypatch.setattr(scripted_channel, name, fresh())
    yield
    bench.channel.lose_replies.clear()


async def asks_for_a_code(visitor: ScriptedVisitor) -> Pay:
    await visitor.meets("好吗", value=True)
    await visitor.meets("您想怎么付", "payer_code")
    prompt = (await visitor.sees("请出示付款码")).prompt
    assert isinstance(prompt, Pay)
    assert prompt.code == ""
    return prompt


async def test_her_code_is_taken_once_and_written_nowhere(
    bench: Bench, caplog: pytest.LogCaptureFixture, tmp_path: object
) -> None:
    digits = fresh()
    async with hall(bench, bench.basket()) as visitor:
        await asks_for_a_code(visitor)
        code = bench.scanner.show_code(digits)
        await visitor.sees("结果")
        assert (await only(bench)).outcome is Outcome.PAID
        with pytest.raises(CodeTaken):
            code.take()
        await until_no_row(bench)
    assert bench.channel.codes_seen == [digits]
    assert bench.journal.steps[2:] == [Step.ATTEMPT_INTENDED, Step.ENDED]
    assert digits not in caplog.text
    with bench.database.transaction() as connection:
        assert digits not in str(connection.execute("SELECT * FROM payments").fetchall())


async def test_nothing_of_a_code_is_sent_before_the_attempt_is_on_the_disk(bench: Bench) -> None:
    steps: list[tuple[Step, ...]] = []

    def before(path: str) -> None:
        if path.endswith("/attempts"):
            steps.append(tuple(bench.journal.steps))

    bench.line.before = before
    async with hall(bench, bench.basket()) as visitor:
        await asks_for_a_code(visitor)
        bench.scanner.show_code(fresh())
        await visitor.sees("结果")
    assert steps == [(Step.INTENDED, Step.OPENED, Step.ATTEMPT_INTENDED)]


@pytest.mark.parametrize(
    ("digits", "kind", "said"),
    [
        ("6212345678901234567", CodeKind.UNIONPAY, "这个码在这里付不了"),
        ("0112345678901234567", CodeKind.ECNY, "这个码在这里付不了"),
    ],
)
async def test_a_purse_that_is_not_taken_is_told_and_nothing_is_sent(
    bench: Bench, digits: str, kind: CodeKind, said: str
) -> None:
    async with hall(bench, bench.basket()) as visitor:
        await asks_for_a_code(visitor)
        code = bench.scanner.show_code(digits, kind)
        await visitor.hears(said)
        with pytest.raises(CodeTaken):
            code.take()
        assert not any(path.endswith("/attempts") for path in bench.line.asked)
        bench.scanner.show_code(fresh())
        await visitor.sees("结果")
        assert (await only(bench)).outcome is Outcome.PAID


async def test_what_is_no_payment_code_is_told(bench: Bench) -> None:
    async with hall(bench, bench.basket()) as visitor:
        await asks_for_a_code(visitor)
        bench.scanner.hold("6901234567892", CodeKind.PRODUCT)
        await visitor.hears("这不是付款码")
        bench.scanner.fail(ScannerReason.CODE_UNREADABLE)
        await visitor.hears("这个码没有读出来")
        assert not any(path.endswith("/attempts") for path in bench.line.asked)


async def test_a_code_that_was_used_is_told_and_another_one_pays(bench: Bench) -> None:
    digits = fresh()
    async with hall(bench, bench.basket()) as visitor:
        await asks_for_a_code(visitor)
        bench.scanner.show_code(digits)
        await visitor.sees("结果")
        await until_no_row(bench)
    bench.settled.clear()
    async with hall(bench, bench.basket()) as visitor:
        await asks_for_a_code(visitor)
        bench.scanner.show_code(digits)
        await visitor.meets("这个付款码用过一次了", "again")
        await visitor.sees("请出示付款码")
        bench.scanner.show_code(fresh())
        await visitor.sees("结果")
        assert (await only(bench)).outcome is Outcome.PAID


async def test_a_code_that_is_refused_for_sure_has_taken_nothing(bench: Bench) -> None:
    async with hall(bench, bench.basket()) as visitor:
        await asks_for_a_code(visitor)
        bench.scanner.show_code(scripted_channel.REFUSES)
        await visitor.meets("没有付成，没有扣款", "later")
        await visitor.sees("结果")
        assert (await only(bench)).outcome is Outcome.NOT_PAID
        await until_no_row(bench)


async def test_a_password_is_waited_for_and_it_is_said_where_to_look(bench: Bench) -> None:
    async with hall(bench, bench.basket()) as visitor:
        await asks_for_a_code(visitor)
        bench.scanner.show_code(scripted_channel.PASSWORD)
        page = (await visitor.sees("正在确认，请不要再付")).prompt
        await visitor.until(lambda: "看看手机" in visitor.scene.prompt.hint.shown())
        assert isinstance(page, Pay)
        assert page.unsure
        assert not visitor.scene.can_go_back
        attempt = bench.order().attempts[-1]
        assert attempt.way is PayWay.TAKE_CODE
        bench.pay(attempt.number)
        await visitor.sees("结果")
        assert (await only(bench)).outcome is Outcome.PAID


async def test_a_password_that_never_comes_is_taken_back_and_only_then_told(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(by_payer_code, "CONFIRM_S", 1.0)
    async with hall(bench, bench.basket()) as visitor:
        await asks_for_a_code(visitor)
        bench.scanner.show_code(scripted_channel.PASSWORD)
        await visitor.sees("付款码到时间了，没有扣款")
        assert bench.order().attempts[-1].state is AttemptState.REVOKED


async def test_who_takes_her_slip_early_may_still_pay(bench: Bench) -> None:
    async with hall(bench, bench.basket()) as visitor:
        await asks_for_a_code(visitor)
        bench.scanner.show_code(scripted_channel.PASSWORD)
        await visitor.until(lambda: "看看手机" in visitor.scene.prompt.hint.shown())
        visitor.says("slip")
        await visitor.sees("结果")
        settled = await only(bench)
        assert settled.outcome is Outcome.UNSURE
        assert settled.claim_code
        bench.pay(settled.order.attempts[-1].number)
        await until_no_row(bench)
        assert bench.order().state is OrderState.PAID


async def test_an_answer_that_is_lost_is_asked_again_with_the_same_key(bench: Bench) -> None:
    digits = fresh()
    async with hall(bench, bench.basket()) as visitor:
        await asks_for_a_code(visitor)
        bench.line.lose_answers.append("/attempts")
        bench.scanner.show_code(digits)
        await visitor.sees("结果")
        assert (await only(bench)).outcome is Outcome.PAID
    assert bench.channel.codes_seen == [digits]
    assert len(bench.order().attempts) == 1


@pytest.mark.parametrize("refused", [BackendKey.TOO_MANY, BackendKey.NOT_ENROLLED, BackendKey.CLOCK_WRONG])
async def test_asked_again_too_early_it_is_still_in_doubt(bench: Bench, refused: BackendKey) -> None:
    """The first answer was lost, and what the office says of the second asking says nothing of the first."""
    digits, asked = fresh(), list[str]()

    def refuse_the_second(path: str) -> None:
        if path.endswith("/attempts"):
            asked.append(path)
            if len(asked) == 2:
                raise BackendError(refused)

    case = bench.till.begin(bench.basket()).open()
    bench.line.lose_answers.append("/attempts")
    bench.line.before = refuse_the_second
    case.take(digits, 10)
    assert (case.at_risk, case.nothing_taken) == (True, False)
    while case.outcome is None:
        case.listen(1)
    assert (case.outcome, len(case.order.attempts)) == (Outcome.PAID, 1)


async def test_a_network_that_goes_when_the_code_is_sent_is_doubt_and_then_paid(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(by_payer_code, "ANSWER_S", 0.3)
    digits = fresh()

    def cut(path: str) -> None:
        bench.line.cut = bench.line.cut or path.endswith("/attempts")

    async with hall(bench, bench.basket()) as visitor:
        await asks_for_a_code(visitor)
        bench.line.before = cut
        bench.scanner.show_code(digits)
        await visitor.sees("正在确认，请不要再付")
        await visitor.hears("网络断了，正在重连")
        bench.line.before = lambda _path: None
        bench.line.cut = False
        await visitor.sees("结果")
        assert (await only(bench)).outcome is Outcome.PAID
    assert bench.channel.codes_seen == [digits]
    assert not any("没有扣款" in scene.prompt.headline.shown() for scene in visitor.scenes)


async def test_the_provider_loses_its_answer_and_it_is_being_found_out(bench: Bench) -> None:
    async with hall(bench, bench.basket()) as visitor:
        await asks_for_a_code(visitor)
        bench.channel.lose_replies.append("take_code")
        bench.scanner.show_code(scripted_channel.FUNDS)
        await visitor.sees("结果")
        assert (await only(bench)).outcome is Outcome.PAID


async def test_home_while_the_code_is_charged_waits_and_the_order_finds_its_end(bench: Bench) -> None:
    async with hall(bench, bench.basket()) as visitor:
        await asks_for_a_code(visitor)
        bench.scanner.show_code(scripted_channel.PASSWORD)
        await visitor.sees("正在确认，请不要再付")
        visitor.desk.home()
        await until_no_row(bench)
        order = bench.order()
        assert order.state is OrderState.ENDED
        assert order.attempts[-1].state is AttemptState.REVOKED


async def test_without_a_scanner_it_rests_with_the_reason_and_one_that_goes_is_told(bench: Bench) -> None:
    bench.scanner.state = DeviceState.NO_DEVICE
    async with hall(bench, bench.basket()) as visitor:
        await visitor.meets("好吗", value=True)
        prompt = (await visitor.sees("您想怎么付")).prompt
        assert isinstance(prompt, Choose)
        (option,) = [one for one in prompt.options if one.id == "payer_code"]
        assert option.resting.shown() == "扫码器断开了"


async def test_in_the_dark_her_own_code_comes_first(bench: Bench) -> None:
    async with hall(bench, bench.basket()) as visitor:
        visitor.desk.set_modes(Modes(keypad=True, curtain=True))
        await visitor.meets("好吗", value=True)
        prompt = (await visitor.sees("您想怎么付")).prompt
        assert isinstance(prompt, Choose)
        assert prompt.options[0].id == "payer_code"


async def test_back_before_anything_was_scanned_leads_to_the_ways_and_closes_the_window(bench: Bench) -> None:
    async with hall(bench, bench.basket()) as visitor:
        await asks_for_a_code(visitor)
        visitor.desk.back()
        await visitor.sees("您想怎么付")
        async with asyncio.timeout(5):
            while bench.scanner.scanning:
                await asyncio.sleep(0.01)
        assert visitor.scene.can_go_back
