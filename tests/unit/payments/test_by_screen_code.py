"""She scans the code on the screen, or turns away from it at any moment."""

import pytest

from kiosk.backend_client.orders import AttemptState, OrderState
from kiosk.foundation.errors import Fault
from kiosk.foundation.money import Money
from kiosk.payments import by_screen_code, sale
from kiosk.payments.contract import Outcome, Settlement
from kiosk.payments.journal import Step
from kiosk.visit.prompts import Confirm, Pay
from tests.unit.payments.conftest import Bench, code_by, hall, number_of, only, shown_code, until_no_row

pytestmark = pytest.mark.anyio


async def test_a_code_on_the_screen_is_paid(bench: Bench) -> None:
    async with hall(bench, bench.basket()) as visitor:
        page = await shown_code(visitor)
        bench.pay(number_of(page))
        await visitor.sees("结果")
        settled = await only(bench)
        assert settled.outcome is Outcome.PAID
        assert settled.order.state is OrderState.PAID
        assert settled.order.receipt is not None
        assert settled.claim_code
        assert settled.claim_code not in repr(settled)
        await until_no_row(bench)
    assert bench.journal.steps == [Step.INTENDED, Step.OPENED, Step.ATTEMPT_INTENDED, Step.ENDED]


async def test_nothing_is_sent_before_it_is_on_the_disk(bench: Bench) -> None:
    basket = bench.basket()
    seen: list[tuple[str, tuple[Step, ...], int]] = []
    bench.line.before = lambda path: seen.append((path, tuple(bench.journal.steps), bench.open_rows()))
    async with hall(bench, basket) as visitor:
        await shown_code(visitor)
    opening = next(one for one in seen if one[0] == "/v1/orders")
    assert opening[1:] == ((Step.INTENDED,), 1)
    attempt = next(one for one in seen if one[0].endswith("/attempts"))
    assert attempt[1] == (Step.INTENDED, Step.OPENED, Step.ATTEMPT_INTENDED)


async def test_the_code_is_waited_for_from_the_first_question_on(bench: Bench) -> None:
    basket = bench.basket()
    bench.line.before = lambda path: bench.line.waited.clear() if path.endswith("/attempts") else None
    async with hall(bench, basket) as visitor:
        await shown_code(visitor)
        assert bench.line.waited[0]


@pytest.mark.parametrize("full_at", [0, 2])
async def test_a_disk_that_is_full_sends_nothing(bench: Bench, full_at: int) -> None:
    basket = bench.basket()
    bench.journal.full = full_at == 0
    bench.line.asked.clear()
    async with hall(bench, basket) as visitor:
        if full_at:
            await visitor.sees("好吗")
            bench.journal.full = True
            visitor.says(True)
            await visitor.meets("您想怎么付", "wechat")
        await visitor.sees("机器的存储满了")
        (fault,) = bench.settled
        assert isinstance(fault, Fault)
        assert not any(path.endswith("/attempts") for path in bench.line.asked)
        if not full_at:
            assert bench.line.asked == []
        bench.journal.full = False


async def test_the_sum_and_the_payee_are_asked_for_aloud_and_a_new_sum_is_told(bench: Bench) -> None:
    basket, before = bench.basket(off_by=7), {attempt for _, attempt in bench.channel.calls}
    async with hall(bench, basket) as visitor:
        prompt = (await visitor.sees("好吗")).prompt
        assert isinstance(prompt, Confirm)
        due = Money(basket.amount.fen - 7)
        assert str(due) in prompt.headline.shown()
        assert "金额变了" in prompt.said
        assert "杏花社区便民服务馆" in prompt.said
        visitor.says(False)
        await visitor.sees("结果")
        assert (await only(bench)).outcome is Outcome.NOT_PAID
        await until_no_row(bench)
        assert bench.order().state is OrderState.ENDED
        # What earlier tests began is still asked after; of this order the provider never heard.
        assert {attempt for _, attempt in bench.channel.calls} == before


async def test_another_way_first_ends_the_code_that_stands(bench: Bench) -> None:
    async with hall(bench, bench.basket()) as visitor:
        first = await shown_code(visitor)
        visitor.says("other")
        second = await code_by(visitor)
        assert first.code != second.code
        states = [one.state for one in bench.order().attempts]
        assert states == [AttemptState.CLOSED, AttemptState.PENDING]
        assert not bench.channel.pay(number_of(first))
        bench.pay(number_of(second))
        await visitor.sees("结果")
        assert (await only(bench)).outcome is Outcome.PAID


async def test_back_ends_the_code_again_and_again_and_leads_to_the_ways(bench: Bench) -> None:
    async with hall(bench, bench.basket()) as visitor:
        await shown_code(visitor)
        for live in range(1, 4):
            leads_back = visitor.scene.can_go_back
            assert leads_back
            visitor.desk.back()
            await visitor.sees("您想怎么付")
            assert not visitor.scene.can_go_back, "money may have moved: the sum is not asked for anew"
            assert [one.state for one in bench.order().attempts] == [AttemptState.CLOSED] * live
            await code_by(visitor)
        visitor.says("later")
        await visitor.sees("结果")
        assert (await only(bench)).outcome is Outcome.NOT_PAID
        await until_no_row(bench)


async def test_back_from_the_ways_and_the_sum_leads_to_the_service_and_the_order_is_ended(bench: Bench) -> None:
    basket = bench.basket()
    async with hall(bench, basket) as visitor:
        await visitor.meets("好吗", value=True)
        await visitor.sees("您想怎么付")
        visitor.desk.back()
        await visitor.sees("好吗")
        visitor.desk.back()
        await visitor.meets("付这几笔账单吗", "go")
        page = await shown_code(visitor)  # the bills are free again
        bench.pay(number_of(page))
        await visitor.sees("结果")
        assert (await only(bench)).outcome is Outcome.PAID
        await until_no_row(bench)


async def test_who_turns_away_just_after_she_paid_is_told_so(bench: Bench) -> None:
    async with hall(bench, bench.basket()) as visitor:
        page = await shown_code(visitor)
        assert bench.channel.pay(number_of(page))  # and no callback comes
        visitor.says("other")
        await visitor.meets("已经付好了", "well")
        await visitor.sees("结果")
        assert (await only(bench)).outcome is Outcome.PAID


async def test_a_code_whose_time_is_over_is_closed_before_anything_is_told(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(by_screen_code, "LIFE_S", 2)
    async with hall(bench, bench.basket()) as visitor:
        page = await shown_code(visitor)
        await visitor.sees("付款码到时间了，没有扣款")
        assert [one.state for one in bench.order().attempts] == [AttemptState.CLOSED]
        assert not bench.channel.pay(number_of(page))
        assert not visitor.scene.can_go_back
        visitor.says("again")
        again = (await visitor.sees("请用微信扫这个码")).prompt
        assert isinstance(again, Pay)
        assert again.code != page.code


async def test_without_a_proof_it_is_no_failure(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(by_screen_code, "LIFE_S", 2)
    monkeypatch.setattr(sale, "TAKE_BACK_S", 1.0)
    async with hall(bench, bench.basket()) as visitor:
        page = await shown_code(visitor)
        bench.line.cut = True
        await visitor.sees("结果")
        assert (await only(bench)).outcome is Outcome.UNSURE
        said = [scene.prompt.headline.shown() for scene in visitor.scenes]
        assert not any("没有扣款" in words for words in said)
        assert bench.open_rows() == 1
        bench.line.cut = False
        bench.pay(number_of(page))
        await until_no_row(bench)
        assert bench.order().state is OrderState.PAID


async def test_the_network_goes_and_comes_while_she_pays(bench: Bench) -> None:
    async with hall(bench, bench.basket()) as visitor:
        page = await shown_code(visitor)
        bench.line.cut = True
        await visitor.hears("网络断了，正在重连")
        bench.pay(number_of(page))
        assert visitor.scene.prompt == page
        bench.line.cut = False
        await visitor.sees("结果")
        assert (await only(bench)).outcome is Outcome.PAID
        assert visitor.notices.count("网络断了，正在重连") == 1


@pytest.mark.parametrize("leave", ["home", "end"])
async def test_who_leaves_with_a_code_on_the_screen_leaves_no_code_behind(bench: Bench, leave: str) -> None:
    async with hall(bench, bench.basket()) as visitor:
        page = await shown_code(visitor)
        getattr(visitor.desk, leave)()
        await until_no_row(bench)
        assert bench.order().state is OrderState.ENDED
        assert not bench.channel.pay(number_of(page))
        assert bench.settled == []


async def test_a_lost_answer_to_the_attempt_is_asked_again_and_is_one_attempt(bench: Bench) -> None:
    async with hall(bench, bench.basket()) as visitor:
        bench.line.lose_answers.append("/attempts")
        await shown_code(visitor)
        assert len(bench.order().attempts) == 1
        assert sum(path.endswith("/attempts") for path in bench.line.asked) == 2


async def test_a_code_that_cannot_be_had_is_told_and_had_later(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(by_screen_code, "MAKE_S", 0.2)
    async with hall(bench, bench.basket()) as visitor:
        await visitor.sees("好吗")
        bench.line.cut = True
        visitor.says(True)
        await visitor.meets("您想怎么付", "wechat")
        await visitor.sees("网络不通")
        bench.line.cut = False
        visitor.says("again")
        await visitor.sees("请用微信扫这个码")
        assert len(bench.order().attempts) == 1


async def test_a_channel_that_is_not_taken_rests_from_then_on(bench: Bench) -> None:
    async with hall(bench, bench.basket()) as visitor:
        await visitor.meets("好吗", value=True)
        await visitor.meets("您想怎么付", "alipay")
        await visitor.meets("这里还没有开通这种付法", "other")
        options = {one.id: one for one in (await visitor.sees("您想怎么付")).prompt.options}  # type: ignore[union-attr]
        assert options["alipay"].resting
        assert not options["wechat"].resting
        assert options["tap"].resting


async def test_an_opening_whose_answer_is_lost_is_not_told_as_a_payment(bench: Bench) -> None:
    basket = bench.basket()
    bench.line.lose_answers.append("/v1/orders")
    async with hall(bench, basket) as visitor:
        await visitor.meets("办事系统很慢", "again")
        page = await shown_code(visitor)
        bench.pay(number_of(page))
        await visitor.sees("结果")
        assert isinstance(bench.settled[-1], Settlement)
        assert bench.settled[-1].outcome is Outcome.PAID
        await until_no_row(bench)
