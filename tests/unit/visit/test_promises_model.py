"""A resumed run asks the same questions as the original: random services, stopped anywhere, as often as one likes.

The model is the service run to its end without a stop; what is lived through in pieces must come to the same.
"""

import asyncio
from dataclasses import dataclass, field

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.visit.promises import can_be_promised
from kiosk.visit.prompts import AnyPrompt, Choose, Confirm, EnterDigits, EnterText, Option, Tell
from kiosk.visit.text import text
from kiosk.visit.visit import Visit, step_name
from tests.unit.visit.test_pausing import Drawer, a_hall, goes_on, stops

OPTIONS = (Option("one", text("一")), Option("two", text("二")), Option("three", text("三")))
PROMPTS: dict[str, AnyPrompt] = {
    "choose": Choose(headline=text("选哪个？"), options=OPTIONS),
    "digits": EnterDigits(headline=text("几号？"), shortest=1, longest=3),
    "secret": EnterDigits(headline=text("密码？"), shortest=1, longest=3, hidden=True),
    "words": EnterText(headline=text("什么字？")),
    "sure": Confirm(headline=text("要吗？")),
    "tell": Tell(headline=text("看一看"), actions=OPTIONS),
}
KINDS = st.sampled_from([*PROMPTS, "work"])
Branch = list[str]


@dataclass(frozen=True)
class Plan:
    """A service: parts in a row; after each `choose` answered with "two" the detour is taken as well."""

    parts: Branch
    detour: Branch


@dataclass
class Lived:
    """What one run of the service was answered, and what was worked in all."""

    plan: Plan
    runs: list[list[tuple[str, object]]] = field(default_factory=list)

    async def serve(self, visit: Visit) -> None:
        run: list[tuple[str, object]] = []
        self.runs.append(run)
        for kind in self.plan.parts:
            answer = await self._live(visit, run, kind)
            if answer == "two":
                for other in self.plan.detour:
                    await self._live(visit, run, other)

    async def _live(self, visit: Visit, run: list[tuple[str, object]], kind: str) -> object:
        if kind == "work":
            answer: object = await visit.work(text("煮"), lambda: "cooked")
        else:
            answer = await visit.ask(PROMPTS[kind])  # type: ignore[arg-type]  # whatever the plan says
        run.append((kind, answer))
        return answer


def an_answer(prompt: AnyPrompt, number: int) -> object:
    """Always the same to the same question at the same place."""
    match prompt:
        case Confirm():
            return bool(number % 2)
        case Choose() | Tell():
            return OPTIONS[number % 3].id
        case _:
            return str(number % 10)


async def through(plan: Plan, stop_at: list[int]) -> tuple[Lived, list[str], int]:
    """Live through a service, stopping before each of these answers; what was asked live, in order, and the stops."""
    drawer, lived, asked = Drawer(), Lived(plan), list[str]()
    going_on, stopped, over = False, 0, False
    while not over:
        async with a_hall(drawer, lived.serve) as visitor:
            if going_on:
                await goes_on(visitor)
            else:
                visitor.says("tea")
            while True:
                await visitor.until(
                    lambda: (
                        visitor.desk.presenter.waiting
                        and visitor.scene.title.shown() == "喝茶"
                        and (visitor.scene.can_pause or "办好了" in visitor.scene.prompt.headline.shown())
                    )
                )
                prompt = visitor.scene.prompt
                if not visitor.scene.can_pause:
                    over = True
                    break
                place = sum(kind != "work" for kind, _ in lived.runs[-1])
                if stop_at and place >= stop_at[0]:
                    stop_at.pop(0)
                    stopped += 1
                    going_on = True
                    await stops(visitor)
                    break
                asked.append(step_name(prompt))
                before = visitor.scene.id
                visitor.says(an_answer(prompt, place))
                await visitor.until(lambda: visitor.scene.id > before)  # noqa: B023  awaited within this turn
    return lived, asked, stopped


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.builds(Plan, st.lists(KINDS, min_size=1, max_size=6), st.lists(KINDS, max_size=2)),
    st.lists(st.integers(0, 7), max_size=3),
)
def test_what_is_lived_in_pieces_is_the_same(plan: Plan, stop_at: list[int]) -> None:
    whole, asked_whole, _ = asyncio.run(through(plan, []))
    pieces, asked_in_pieces, stopped = asyncio.run(through(plan, stop_at))
    assert pieces.runs[-1] == whole.runs[-1]
    promised = [name for name in asked_in_pieces if name in NAMES_PROMISED]
    assert promised == [name for name in asked_whole if name in NAMES_PROMISED], "what is promised is asked once"
    if not stopped:
        assert asked_in_pieces == asked_whole


NAMES_PROMISED = {step_name(prompt) for prompt in PROMPTS.values() if can_be_promised(prompt)}
