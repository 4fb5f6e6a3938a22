"""The crawler finds nothing where nothing is wrong, and each fault that is planted, by ear alone."""

import asyncio
from dataclasses import replace

import pytest

from kiosk.app.crawl.findings import Report, Rule
from kiosk.modalities.keypad import KeypadModality
from kiosk.modalities.keypad_page import KeypadPage
from kiosk.modalities.voice import VoiceModality
from kiosk.visit.prompts import Act, Choose, Confirm, EnterDigits, Option, Tell
from kiosk.visit.replay import Back
from kiosk.visit.text import NOTHING, Text, text
from kiosk.visit.visit import Visit
from tests.crawler.hall import Hall, Serve

both_ears = pytest.mark.parametrize("mode", ["voice", "keypad"])
GREEN, RED = Option("green", text("绿茶")), Option("red", text("红茶"), resting=text("红茶卖完了，请明天再来。"))
WHITE = Option("white", text("白茶"))
BREWS = Choose(headline=text("喝哪一种？"), options=(GREEN, RED, WHITE))
CUPS = EnterDigits(headline=text("要几杯？"), shortest=1, longest=2, sample="3")
POUR = Confirm(headline=text("现在倒茶吗？"), yes=text("倒茶"), no=text("先不倒"))
TAKE = Act(
    headline=text("请取走凭条"), icon="receipt", options=(Option("taken", text("拿好了")),), place="receipt_printer"
)
DRUNK = Tell(headline=text("喝好了吗？"), actions=(Option("done", text("喝好了")), Option("more", text("再来一杯"))))


async def tea_house(visit: Visit) -> None:
    """A service with nothing wrong."""
    while True:
        brew = await visit.ask(BREWS)
        if brew == "green":
            await visit.ask(CUPS)
        if not await visit.confirm(POUR):
            continue
        await visit.work(text("正在倒茶"), asyncio.sleep, 0.01)
        if await visit.tell(DRUNK) == "done":
            return


def found(report: Report) -> set[tuple[str, str]]:
    """Which rule was broken at which prompt."""
    return {(str(finding.rule), finding.prompt) for finding in report.findings}


@both_ears
def test_nothing_is_found_where_nothing_is_wrong(mode: str) -> None:
    report = Hall(tea_house, mode).crawl()
    assert [str(finding) for finding in report.findings] == []
    assert report.services == {"tea": True}
    assert report.well
    assert report.moves > len(report.prompts)
    assert report.seconds > 0
    # home, brews, cups, confirm, drunk, farewell
    assert len(report.prompts) == 6


def test_each_prompt_that_is_done_is_told_once_with_the_moves_so_far() -> None:
    hall = Hall(tea_house)
    hall.crawl()
    done = [line for line in hall.said if ": done, " in line]
    assert all(line.startswith("tea: ") and line.endswith(" moves so far") for line in done)
    assert len(done) == len({line.rpartition(": done")[0] for line in done}) == 6
    moves = [int(line.split()[-4]) for line in done]
    assert moves == sorted(moves)


def one_page(page: Tell | Choose) -> Serve:
    """A service of one page."""

    async def serve(visit: Visit) -> None:
        await visit.ask(page)

    return serve


LEADS_ON = Option("on", text("接着来"))


async def leads_nowhere(visit: Visit) -> None:
    page = Choose(headline=text("去哪里？"), options=(Option("nowhere", text("哪也不去")), LEADS_ON))
    while await visit.ask(page) == "nowhere":
        pass


async def swallows_back(visit: Visit) -> None:
    await visit.ask(BREWS)
    while True:
        try:
            await visit.ask(DRUNK)
        except Back:
            continue
        return


async def never_ends(visit: Visit) -> None:
    await visit.ask(BREWS)
    await visit.work(text("正在烧水"), asyncio.sleep, 3600, held=True, deadline_s=3600)


async def works_on_and_on(visit: Visit) -> None:
    await visit.ask(BREWS)
    await visit.work(text("正在烧水"), asyncio.sleep, 3600, deadline_s=3600)


async def works_in_long_words(visit: Visit) -> None:
    await visit.work(LONG, asyncio.sleep, 0.01, held=True)


async def asks_without_a_sample(visit: Visit) -> None:
    await visit.ask(replace(CUPS, sample=""))


async def stumbles(visit: Visit) -> None:
    await visit.ask(BREWS)
    raise RuntimeError("a service that was not finished")


async def has_no_end(visit: Visit) -> None:
    while True:
        await visit.ask(BREWS)
        await visit.ask(CUPS)


SEVEN = tuple(Option(f"tea-{n}", text("{name}", name=name)) for n, name in enumerate("甲乙丙丁戊己庚"))
LONG = text("这一句话实在是太长了谁也听不完它更记不住它所以应当分成两句")
FAULTS: dict[str, tuple[Rule, str, Serve]] = {
    "a choice without words": (
        Rule.OFFERED,
        "Choose “喝哪一种？”",
        one_page(replace(BREWS, options=(GREEN, Option("mute", NOTHING, icon="drop")))),
    ),
    "two choices of the same words": (
        Rule.SAID,
        "Choose “喝哪一种？”",
        one_page(replace(BREWS, options=(GREEN, Option("other", text("绿茶"))))),
    ),
    "seven choices": (
        Rule.CHOICES,
        "Choose “喝哪一种？”",
        one_page(
            replace(BREWS, options=tuple(Option(f"n{n}", text("{n}", n=w)) for n, w in enumerate("甲乙丙丁戊己庚")))
        ),
    ),
    "a sentence of 29 hanzi": (Rule.SENTENCE, "Choose “喝哪一种？”", one_page(replace(BREWS, hint=LONG))),
    "a choice that leads nowhere": (Rule.LEADS, "Choose “去哪里？”", leads_nowhere),
    "Back swallowed": (Rule.BACK, "Tell “喝好了吗？”", swallows_back),
    "a dead end": (Rule.DEAD_END, "Work “正在烧水”", never_ends),
    "work that does not end": (Rule.LEADS, "Work “正在烧水”", works_on_and_on),
    "long words beside work": (Rule.SENTENCE, f"Work “{LONG.template}”", works_in_long_words),
    "no sample answer": (Rule.LEADS, "EnterDigits “要几杯？”", asks_without_a_sample),
    "no farewell": (Rule.COMPLETED, "attract page", has_no_end),
}


@pytest.mark.parametrize("fault", FAULTS)
@both_ears
def test_a_planted_service_is_found_out(fault: str, mode: str) -> None:
    rule, prompt, serve = FAULTS[fault]
    report = Hall(serve, mode, patience_s=1.5).crawl()
    assert (rule, prompt) in found(report)
    assert not report.well


@both_ears
def test_a_choice_that_is_not_spoken_is_found_out(mode: str) -> None:
    report = Hall(tea_house, mode, mouth=lambda words: "嗯。" if "白茶" in words else words, patience_s=2).crawl()
    assert (Rule.OFFERED, "Choose “喝哪一种？”") in found(report)


def test_a_number_of_choices_that_is_not_said_is_found_out() -> None:
    report = Hall(tea_house, "keypad", mouth=lambda words: words.replace("三个选择", "好些")).crawl()
    assert (Rule.COUNTED, "Choose “喝哪一种？”") in found(report)


def test_a_focus_that_goes_another_way_round_is_found_out() -> None:
    class Backwards(KeypadModality):
        def _move(self, page: KeypadPage, step: int) -> None:
            super()._move(page, -step)

    report = Hall(tea_house, "keypad", keypad=Backwards).crawl()
    assert (Rule.ORDER, "Choose “喝哪一种？”") in found(report)


def without(wish: str) -> type[VoiceModality]:
    """A terminal that is deaf to a wish."""

    class Deaf(VoiceModality):
        def listen(self, scene_id: int | None, words: str) -> None:
            if words != wish:
                super().listen(scene_id, words)

    return Deaf


@pytest.mark.parametrize(
    ("wish", "rule"), [("再说一遍", Rule.REPEAT), ("帮助", Rule.HELP), ("叫工作人员", Rule.STAFF), ("首页", Rule.LEADS)]
)
def test_a_wish_that_is_not_granted_is_found_out(wish: str, rule: Rule, monkeypatch: pytest.MonkeyPatch) -> None:
    for limit in ("kiosk.app.crawl.voice_body.PATIENCE_S", "kiosk.app.crawl.trials.SOON_S"):
        monkeypatch.setattr(limit, 0.5)
    report = Hall(tea_house, "voice", voice=without(wish), patience_s=1.0).crawl()
    assert rule in {finding.rule for finding in report.findings}


def test_a_person_who_is_not_reached_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    async def nobody(_service: str) -> Text:
        return text("没人来。")

    report = Hall(tea_house, staff=nobody).crawl()
    assert report.well  # the crawler asks for an answer, and this is one
    monkeypatch.setattr("kiosk.app.crawl.trials.SOON_S", 0.5)
    report = Hall(tea_house, staff=lambda _service: asyncio.sleep(3600, NOTHING)).crawl()
    assert Rule.STAFF in {finding.rule for finding in report.findings}


def test_a_terminal_that_never_asks_whether_anybody_is_there_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.app.crawl.trials.SOON_S", 0.6)
    monkeypatch.setattr("kiosk.app.crawl.walker.SOON_S", 0.6)
    report = Hall(tea_house, silence_s=1e9).crawl()
    assert {Rule.WARNING, Rule.TIME_OUT} <= {finding.rule for finding in report.findings}


def printing(times: int, printed: list[str]) -> Serve:
    """A service that prints so many slips for one yes."""

    async def serve(visit: Visit) -> None:
        if await visit.confirm(POUR):
            await visit.work(text("正在打印凭条"), _print, times, printed, held=True)
            await visit.ask(TAKE)

    return serve


async def _print(times: int, printed: list[str]) -> None:
    printed.extend(["a slip"] * times)


@pytest.mark.parametrize("times", [0, 1, 2])
def test_a_slip_that_does_not_come_or_comes_twice_is_found_out(times: int) -> None:
    printed: list[str] = []
    report = Hall(printing(times, printed), printed=printed).crawl()
    wrong = [finding for finding in report.findings if finding.rule == Rule.PRINTED]
    assert bool(wrong) is (times != 1)
    assert bool(report.findings) is (times != 1)


def test_held_work_that_silence_cuts_off_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    from kiosk.visit.conversation import Conversation

    def ends(self: Conversation, now: float) -> None:
        if self._idle.state(now, by_keys=False).name == "OVER" and self._visit is not None:
            self._visit.cancel()

    monkeypatch.setattr(Conversation, "_judge_silence", ends)
    monkeypatch.setattr("kiosk.app.crawl.trials.SOON_S", 0.5)
    monkeypatch.setattr("kiosk.app.crawl.walker.SOON_S", 0.5)

    async def serve(visit: Visit) -> None:
        await visit.ask(BREWS)
        await visit.work(text("正在倒茶"), asyncio.sleep, 1.0, held=True)
        await visit.ask(DRUNK)

    report = Hall(serve).crawl()
    assert Rule.HELD in {finding.rule for finding in report.findings}
