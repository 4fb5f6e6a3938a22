"""Back by replay against a model of what a resident sees: random services, random keys, and never a thing done twice.

The model knows no records and no replays. It is a list of what has been lived through, cut by Back.
"""

import asyncio
from dataclasses import dataclass, field

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.foundation.clock import SystemClock
from kiosk.foundation.errors import Fault
from kiosk.visit.catalogue import Catalogue, Entry, Service
from kiosk.visit.conversation import Conversation
from kiosk.visit.idle import Idle
from kiosk.visit.prompts import EnterDigits
from kiosk.visit.text import Text, text
from kiosk.visit.visit import Visit
from tests.helpers.visitor import ScriptedVisitor
from tests.unit.visit.conftest import AllWell


@dataclass(frozen=True)
class Ask:
    """A question; of equal names there may be several."""

    name: str


@dataclass(frozen=True)
class Toil:
    """Work that fails the first `fails` times; `caught`: the service meets the fault itself and goes on."""

    name: str
    held: bool
    fails: int
    caught: bool


@dataclass(frozen=True)
class Close:
    """The service closes Back itself."""


Part = Ask | Toil | Close
PARTS = st.lists(
    st.one_of(
        st.builds(Ask, st.sampled_from(["一", "二", "三"])),
        st.builds(Toil, st.sampled_from(["煮", "烧"]), st.booleans(), st.integers(0, 2), st.booleans()),
        st.just(Close()),
    ),
    min_size=1,
    max_size=7,
)
KEYS = st.lists(st.sampled_from(["answer", "answer", "answer", "back", "home"]), min_size=3, max_size=16)


@dataclass
class World:
    """What really happened, in the order in which it happened."""

    parts: list[Part]
    done: list[int] = field(default_factory=list)  # indices of work that was done to its end
    tried: dict[int, int] = field(default_factory=dict)
    heard: list[list[tuple[int, object]]] = field(default_factory=list)  # what each run of the service was answered

    async def serve(self, visit: Visit) -> None:
        run: list[tuple[int, object]] = []
        self.heard.append(run)
        for index, part in enumerate(self.parts):
            match part:
                case Ask(name):
                    run.append((index, await visit.ask(question(name))))
                case Toil():
                    run.append((index, await self._toil(visit, index, part)))
                case Close():
                    visit.close_back()

    async def _toil(self, visit: Visit, index: int, part: Toil) -> object:
        try:
            return await visit.work(text("{name}", name=part.name), self._work, index, part, held=part.held)
        except Fault:
            if part.caught:
                return "fault"
            raise

    async def _work(self, index: int, part: Toil) -> str:
        self.tried[index] = self.tried.get(index, 0) + 1
        if self.tried[index] <= part.fails:
            raise Fault("backend.slow")
        self.done.append(index)
        return f"done {len(self.done)}"


@dataclass
class Life:
    """What the resident has lived through: questions answered and work done, and where she stands."""

    parts: list[Part]
    at: int = 0
    closed: int = 0  # nothing before this part can be taken back
    irreversible: bool = False
    answers: dict[int, object] = field(default_factory=dict)
    failed: dict[int, int] = field(default_factory=dict)
    worked: list[int] = field(default_factory=list)
    settled: set[int] = field(default_factory=set)
    page: str = "running"

    def go_on(self) -> None:
        """Until the next page that waits."""
        while self.at < len(self.parts):
            part = self.parts[self.at]
            if isinstance(part, Ask):
                if self.at not in self.answers:
                    self.page = f"ask {part.name}"
                    return
            elif isinstance(part, Close):
                self._close()
            elif not self._works(part):
                self.page = "fault"
                return
            self.at += 1
        self.page = "goodbye"

    def _works(self, part: Toil) -> bool:
        if self.at in self.settled:
            return True
        fails = self.failed.get(self.at, 0) < part.fails
        if fails:
            self.failed[self.at] = self.failed.get(self.at, 0) + 1
            if not part.caught:
                return False
        else:
            self.worked.append(self.at)
        self.settled.add(self.at)
        if part.held and not fails:
            self.closed, self.irreversible = self.at + 1, True
        return True

    def _lived(self, index: int) -> bool:
        return index in self.answers or index in self.settled

    def _close(self) -> None:
        if any(self._lived(i) for i in range(self.at)):
            self.closed, self.irreversible = max(self.closed, self.at), True

    @property
    def question_before(self) -> int | None:
        behind = [i for i in self.answers if self.closed <= i < self.at]
        return max(behind) if behind else None

    @property
    def back_leads_somewhere(self) -> bool:
        return self.page != "goodbye" and (self.question_before is not None or not self.irreversible)

    def answer(self, value: str) -> None:
        if self.page.startswith("ask"):
            self.answers[self.at] = value
            self.go_on()
        elif self.page == "fault":
            self.go_on()

    def back(self) -> bool:
        """False: home."""
        before = self.question_before
        if before is None:
            return False
        self.answers = {i: a for i, a in self.answers.items() if i < before}
        self.settled = {i for i in self.settled if i < before}
        self.at = before
        self.go_on()
        return True


def question(name: str) -> EnterDigits:
    return EnterDigits(headline=text("{name}？", name=name), shortest=1, longest=4)


async def nobody(_service: str) -> Text:
    return text("好")


class Play:
    """Plays keys on the real conversation and on the model, and compares after each."""

    def __init__(self, parts: list[Part]) -> None:
        self.world, self.life = World(parts), Life(parts)
        entry = Entry("tea", text("喝茶"), text("一杯"), "drop", "jade", ("喝茶",))
        self.desk = Conversation(
            Catalogue((Service(entry, self.world.serve),), AllWell()), SystemClock(), Idle(), nobody
        )
        self.visitor = ScriptedVisitor(self.desk)
        self.number = 0

    async def run(self, keys: list[str]) -> None:
        running = asyncio.create_task(self.desk.run())
        try:
            self.desk.begin()
            await self.visitor.meets("今天", "tea")
            self.life.go_on()
            await self.compare()
            for key in keys:
                if not await self.press(key):
                    return
                await self.compare()
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)

    async def press(self, key: str) -> bool:
        """False when the service has been left."""
        if key == "home":
            self.desk.home()
            return await self.at_home()
        if key == "back":
            return await self.press_back()
        if self.life.page == "goodbye":
            return False
        self.number += 1
        self.visitor.says(f"{self.number}" if self.life.page.startswith("ask") else "again")
        self.life.answer(f"{self.number}")
        return True

    async def press_back(self) -> bool:
        leads, before = self.life.back_leads_somewhere, self.visitor.scene.id
        self.desk.back()
        if not leads:
            await asyncio.sleep(0)
            assert self.visitor.scene.id == before
            assert self.desk.presenter.waiting
            return True
        if self.life.back():
            return True
        return await self.at_home()

    async def at_home(self) -> bool:
        await self.visitor.sees("今天")
        assert self.world.done == self.life.worked
        return False

    async def compare(self) -> None:
        life = self.life
        await self.visitor.until(self.stands)
        assert self.visitor.scene.can_go_back == life.back_leads_somewhere
        assert self.world.done == life.worked
        held = [i for i in self.world.done if isinstance(p := life.parts[i], Toil) and p.held]
        assert len(set(held)) == len(held), "an irreversible act was done twice"
        answers = {i: a for i, a in self.world.heard[-1] if isinstance(life.parts[i], Ask)}
        assert answers == {i: a for i, a in life.answers.items() if i < life.at}

    def stands(self) -> bool:
        """Is the page there that the model expects?"""
        if not self.desk.presenter.waiting:
            return False
        prompt = self.visitor.scene.prompt
        if self.life.page.startswith("ask"):
            return isinstance(prompt, EnterDigits) and prompt.headline.shown() == f"{self.life.page[4:]}？"
        headline = "办事系统很慢" if self.life.page == "fault" else "办好了"
        return headline in prompt.headline.shown()


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(PARTS, KEYS)
def test_a_random_service_under_random_keys_is_what_the_model_says(parts: list[Part], keys: list[str]) -> None:
    asyncio.run(Play(parts).run(keys))
