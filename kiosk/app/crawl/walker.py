"""Walks a service from its prompts alone: each choice once, Back, Home and silence everywhere. Crawler's thread."""

import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from kiosk.app.crawl.asides import Asides
from kiosk.app.crawl.body import PATIENCE_S, Body, Lost
from kiosk.app.crawl.clock import LeapingClock
from kiosk.app.crawl.findings import Finding, Report, Rule
from kiosk.app.crawl.rules import complaints_about
from kiosk.app.crawl.spots import NOBODY, Atlas, Move, Spot, Visited, Way, spot_of
from kiosk.app.crawl.trials import CODE_OF_A_SLIP, SOON_S, Hands, Limits, Trials, ends_by_itself
from kiosk.app.crawl.witness import Standing, Witness
from kiosk.visit.answers import answerable, offered
from kiosk.visit.house_prompts import LEAVE, OTHERS
from kiosk.visit.prompts import Act, AnyPrompt, Choose, Confirm, EnterDigits, EnterText, Pay, Work
from kiosk.visit.stage import Scene

MOST_MOVES = 1500
_BEGIN = Move(Way.BEGIN)
_HOME = Move(Way.HOME)
_BACK = Move(Way.BACK)
_PAUSE = Move(Way.PAUSE)
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Passed:
    """A question that was come by: what was typed into the one before it, and in how many conversations it stands."""

    spot: Spot
    typed: str
    depth: int


class Stuck(Exception):
    """Nothing leads away from what stands there: the crawl is over."""


class Walker:
    """One crawl with one body."""

    def __init__(
        self,
        body: Body,
        witness: Witness,
        hands: Hands,
        clock: LeapingClock,
        limits: Limits,
        say: Say,
        patience_s: float = PATIENCE_S,
    ) -> None:
        self.report = Report(body.mode)
        self._body = body
        self._witness = witness
        self._hands = hands
        self._clock = clock
        self._limits = limits
        self._say = say
        self._patience_s = patience_s
        self._trials = Trials(body, witness, clock, limits, self.report)
        self._found: dict[Spot, list[Move]] = {}
        self._asides = Asides()
        self._twins: set[Spot] = set()
        self._services: tuple[str, ...] = ()
        self._service = ""
        self._atlas = Atlas()
        self._trail: list[Passed] = []
        self._title: str | None = None
        self._typed = ""
        self._farewell = False
        self._moves = 0

    def crawl(self, only: Collection[str] = ()) -> Report:
        """Walk every service that is offered, or these; the report."""
        began = time.monotonic()
        try:
            self._crawl(only)
        finally:
            self.report.seconds = time.monotonic() - began
        return self.report

    def _crawl(self, only: Collection[str]) -> None:
        self._walk_away()
        self._body.begin()
        self._witness.until(lambda: self._witness.standing.scene is not None, self._patience_s)
        scene = self._witness.standing.scene
        if scene is None or not isinstance(scene.prompt, Choose):
            self.report.add(Finding("", NOBODY.label, Rule.LEADS, "there is no first page"))
            return
        self._services = tuple(o.id for o in answerable(scene.prompt) if o.id not in {LEAVE.id, OTHERS.id})
        try:
            for service in self._services:
                if not only or service in only:
                    self._crawl_service(service)
            self._walk_away()
        except Stuck:
            self.report.services[self._service] = False

    # One service.

    def _crawl_service(self, service: str) -> None:
        self._service, self._atlas, self._farewell, self._moves = service, Atlas(), False, 0
        self._title, self._twins = None, set()
        before = len(self.report.findings)
        self._walk_away()
        self._atlas.spots[NOBODY] = Visited.done([_BEGIN])
        while self._moves < MOST_MOVES and self._go_on():
            pass
        self.report.passed_through += self._asides.learn(self._atlas.spots)
        if self._moves >= MOST_MOVES:
            self._complain(Rule.COMPLETED, f"no end after {MOST_MOVES} moves")
        if not self._farewell:
            self._complain(Rule.COMPLETED, "its farewell was not reached")
        self.report.services[service] = self._farewell and self._moves < MOST_MOVES
        wrong = len(self.report.findings) - before
        prompts = len(self._atlas.spots) - 1
        self._say(f"{service} by {self._body.mode}: {prompts} prompts, {self._moves} moves, {wrong} violations")

    def _go_on(self) -> bool:
        """Go where something is left to try, and try it; False: all is done."""
        path = self._atlas.way_to_pending(self._here)
        if path is None:
            if self._here == NOBODY:
                return False
            self._walk_away()
            return True
        for move in path:
            expected = self._atlas.spots[self._here].leads.get(move)
            if self._make(move) != expected:
                return True  # the map is right again; look anew
        here = self._here
        self._try_something(self._atlas.spots[here])
        if here != NOBODY and not self._atlas.spots[here].pending:
            self._say(f"{self._service}: {here.label}: done, {self._moves} moves so far")
        return True

    def _try_something(self, known: Visited) -> None:
        scene = self._witness.standing.scene
        if scene is not None:  # after a print there is no way back from where there was one before
            known.back_tried |= not scene.can_go_back
            known.pause_tried |= not scene.can_pause
        if not known.back_tried:
            known.back_tried = True
            self._try_back()
        elif known.to_make:
            self._make(known.to_make.pop(0))
        elif not known.pause_tried:
            known.pause_tried = True
            self._try_pause()
        elif not known.home_tried:
            known.home_tried = True
            self._try_home()
        elif not known.silence_tried:
            known.silence_tried = True
            self._try_silence()

    @property
    def _here(self) -> Spot:
        return spot_of(self._witness.standing.scene)

    # Moves.

    def _make(self, move: Move) -> Spot:
        """Make a move and note where it leads."""
        self._moves += 1
        self.report.moves += 1
        before, origin = self._witness.standing, self._here
        told, works = len(self._witness.notices), self._witness.held_works
        slips = self._hands.slips()
        try:
            self._do(move, before.scene)
        except Lost as lost:
            self._complain(Rule.LEADS, f"{move}: {lost}", origin)
            return self._recover(move, origin)
        after = self._settle(before.number)
        if after.number == before.number and move.way is Way.PRESENT:
            # A reader that finds each card once may have found hers while it asked whether the last one went. She
            # lifts it and lays it down again, as anybody would and as the terminal mostly tells her.
            self._hands.lays(move.choice.key)
            after = self._settle(before.number)
        if after.number == before.number and _rests(after.scene, move):
            self._walk_away()  # it did not when it was met first: after three wrong codes a way rests for this visit
            return NOBODY
        begins_anew = move.way is Way.RUN_OUT and after.number > before.number
        if begins_anew and isinstance(_prompt_of(after), Pay):
            self._stay()
        here = self._arrive(move, after)
        self._atlas.spots[origin].leads[move] = here
        if _leads_nowhere(before, after) and not begins_anew and len(self._witness.notices) == told:
            self._complain(Rule.LEADS, f"{move} leads nowhere", origin)
            self._atlas.spots[origin].leads.pop(move)
        if self._witness.held_works > works and after.scene is None:
            self._complain(Rule.HELD, "the visit ended in the middle of held work", origin)
        self._count_slips(after, self._witness.held_works - works, slips, origin)
        return here

    def _stay(self) -> None:
        """So long a time is silence, too: who pays again says that she is here, or her next answer would say it."""
        if self._witness.until(lambda: self._witness.warned is not None, SOON_S):
            self._body.stays()
            self._witness.until(lambda: self._witness.warned is None, SOON_S)

    def _do(self, move: Move, scene: Scene | None) -> None:
        body = self._body
        match move.way:
            case Way.BEGIN:
                self._hands.comes()
                body.begin()
            case Way.CHOOSE:
                body.chooses(move.choice)
            case Way.PRESENT:
                if not self._hands.lays(move.choice.key):
                    raise Lost(f"there is nothing to present as {move.choice.key}")
            case Way.RUN_OUT:
                assert scene is not None
                assert isinstance(scene.prompt, Pay)
                self._clock.leap(scene.prompt.seconds + 1)
            case Way.ENTER:
                assert scene is not None
                body.types(self._answer(move), scene)
                self._typed = self._witness.draft
                if not body.submits(scene):
                    raise Lost("the entry cannot be finished")
            case Way.HOME | Way.BACK | Way.PAUSE:
                {Way.HOME: body.goes_home, Way.BACK: body.goes_back, Way.PAUSE: body.pauses}[move.way]()

    def _answer(self, move: Move) -> str:
        if move.choice.key != CODE_OF_A_SLIP:
            return self._hands.knows(move.choice.key)
        code = self._hands.code_of_a_slip()
        if not code:
            raise Lost("the prompt names no sample answer, and no slip says one")
        return code

    def _recover(self, move: Move, origin: Spot) -> Spot:
        """What could not be done is not tried again; begin anew."""
        self._atlas.spots[origin].leads.pop(move, None)
        self._walk_away()
        return NOBODY

    def _settle(self, number: int) -> Standing:
        """Wait until another page stands that can be answered; work is waited for."""
        witness = self._witness

        def stands() -> bool:
            now = witness.standing
            return now.number > number and not (now.scene is not None and isinstance(now.scene.prompt, Work))

        witness.until(stands, self._patience_s)
        now = witness.standing
        if now.scene is not None and isinstance(now.scene.prompt, Work):
            rule = Rule.DEAD_END if now.scene.prompt.held else Rule.LEADS
            self._complain(rule, "work does not end", spot_of(now.scene))
            self._walk_away()
        return witness.standing

    def _arrive(self, move: Move, after: Standing) -> Spot:
        """Know where we are; try what was never seen before."""
        here, scene = spot_of(after.scene), after.scene
        if move.way is Way.PRESENT:
            self._hands.lifts()
        self._keep_trail(move, here, scene.depth if scene is not None else 0)
        for work in self._witness.take_works():
            spot = f"{type(work).__name__} “{work.headline.template}”"
            for rule, detail in complaints_about(work):
                self.report.add(Finding(self._service, spot, rule, detail))
        if scene is None:
            return here
        self.report.prompts.add(f"{here.title}/{here.kind}/{here.template}/{here.options}")
        self._farewell |= here.is_farewell
        passed = self._asides.only_passed(here) and scene.depth == 0  # it is a page of this service as well
        if here not in self._atlas.spots or passed:
            self._atlas.spots[here] = self._meet(here, scene)
        return here

    def _meet(self, here: Spot, scene: Scene) -> Visited:
        """What is to be tried at a page that was never seen before."""
        if self._handed_over(here):
            self._farewell = True
            return Visited.done([])
        if scene.depth > 0 and (ways_out := self._asides.enter(here)) is not None:
            return Visited.done(ways_out)
        self._asides.try_after_all(here)
        if here not in self._found:
            self._found[here] = self._trials.try_all(self._service, here, scene)
        if not (self._found[here] or scene.can_go_back or scene.can_go_home):
            self._complain(Rule.DEAD_END, "there is nothing to choose, and no way back", here)
        ends = ends_by_itself(scene) or isinstance(scene.prompt, Pay)
        known = Visited(
            self._moves_from(here),
            home_tried=not scene.can_go_home,
            back_tried=not scene.can_go_back,
            silence_tried=ends,
            pause_tried=not scene.can_pause,
        )
        self._spare_a_twin(here, known)
        return known

    def _spare_a_twin(self, here: Spot, known: Visited) -> None:
        """The same page with and without a login: what leads away from any page is tried on the first of both."""
        twin = replace(here, logged_in=False)
        if twin in self._twins:
            known.home_tried = known.pause_tried = known.silence_tried = True
        self._twins.add(twin)

    def _handed_over(self, here: Spot) -> bool:
        """Did this service lead into the midst of another one (接着办)? That one is walked by itself."""
        if not here.title:
            return False
        if self._title is None:
            self._title = here.title
        return here.title != self._title

    def _moves_from(self, spot: Spot) -> list[Move]:
        """At home, only this service and what is no service."""
        others = set(self._services) - {self._service}
        return [move for move in self._found[spot] if not (spot.is_home and move.choice.option in others)]

    def _keep_trail(self, move: Move, here: Spot, depth: int) -> None:
        """The questions of this service so far; those of a conversation aside are out of reach when it is over."""
        if move.way is Way.PAUSE and self._trail:
            depth = self._trail[-1].depth  # to stop is asked beside any conversation, and Back goes on with that one
        if here == NOBODY or here.is_home:
            self._trail = []
        elif move.way is Way.BACK:
            self._trail = self._trail[:-1]
        else:
            if self._trail and self._trail[-1].spot.title != here.title:
                self._trail = []
            typed = self._typed if move.way is Way.ENTER else ""
            while self._trail and self._trail[-1].depth > depth:
                typed = self._trail.pop().typed
            self._trail.append(Passed(here, typed, depth))

    # Leaving.

    def _try_back(self) -> None:
        """Back leads to the question before, with what was typed into it."""
        origin, typed = self._here, self._trail[-1].typed if self._trail else ""
        expected = self._trail[-2].spot if len(self._trail) > 1 else None
        here = self._make(_BACK)
        if expected is None:
            if not here.is_home:
                self._complain(Rule.BACK, f"leads from the first question to {here.label}", origin)
        elif here != expected:
            self._complain(Rule.BACK, f"leads to {here.label} instead of {expected.label}", origin)
        elif typed and not self._draft_is(typed):
            self._complain(Rule.DRAFT, "what was typed before is gone after Back", here)

    def _draft_is(self, typed: str) -> bool:
        scene = self._witness.standing.scene
        if scene is None or _hidden(scene.prompt):
            return True
        return self._witness.until(lambda: self._witness.draft.casefold() == typed.casefold(), SOON_S)

    def _try_pause(self) -> None:
        """先停一停 leads to a question of its own, from which there is a way back."""
        origin = self._here
        if self._make(_PAUSE) == origin:
            self._complain(Rule.PAUSE, "is not answered by a page", origin)

    def _try_home(self) -> None:
        origin = self._here
        here = self._make(_HOME)
        if not here.is_home:
            self._complain(Rule.HOME, f"leads to {here.label}", origin)

    def _try_silence(self) -> None:
        """Silence ends the visit and wipes it."""
        origin, number = self._here, self._witness.standing.number
        self._clock.leap(self._trials.silence_s() + self._limits.warning_s + 2)
        if not self._witness.until(lambda: self._witness.standing.number > number, SOON_S):
            self._complain(Rule.TIME_OUT, "silence does not end the visit", origin)
            self._walk_away()
        elif self._witness.standing.scene is not None or self._witness.draft:
            self._complain(Rule.TIME_OUT, "something is left after the visit", origin)
        self._trail = []
        self._hands.lifts()

    def _walk_away(self) -> None:
        """Begin anew, whatever stands there; a trial of nothing."""
        self._hands.lifts()
        self._hands.walk_away()
        if not self._witness.until(lambda: self._witness.standing.scene is None, self._patience_s):
            self._complain(Rule.DEAD_END, "the visit cannot be ended")
            raise Stuck
        self._trail = []

    # Paper.

    def _count_slips(self, after: Standing, works: int, before: int, origin: Spot) -> None:
        """A slip that was announced has come out, once; nothing comes out by itself."""
        prompt = after.scene.prompt if after.scene else None
        announced = works > 0 and isinstance(prompt, Act) and prompt.place == "receipt_printer"
        if announced and not self._hands.wait_for_slips(before + 1, SOON_S):
            self._complain(Rule.PRINTED, "the slip that is announced did not come out", origin)
        printed = self._hands.slips() - before
        if printed > (1 if announced else works):
            self._complain(Rule.PRINTED, f"{printed} slips came out", origin)

    def _complain(self, rule: Rule, detail: str, spot: Spot | None = None) -> None:
        self.report.add(Finding(self._service, (spot or self._here).label, rule, detail))


def _prompt_of(standing: Standing) -> AnyPrompt | None:
    return standing.scene.prompt if standing.scene is not None else None


def _leads_nowhere(before: Standing, after: Standing) -> bool:
    """Nothing happened, or the very same page came again."""
    if after.number == before.number:
        return True
    both = before.scene is not None and after.scene is not None
    return both and before.scene.prompt == after.scene.prompt  # type: ignore[union-attr]


def _rests(scene: Scene | None, move: Move) -> bool:
    """Is what was chosen one of the choices that rest now?"""
    if scene is None or move.way is not Way.CHOOSE or isinstance(scene.prompt, Confirm):
        return False
    return any(option.id == move.choice.option and option.resting for option in offered(scene.prompt))


def _hidden(prompt: AnyPrompt) -> bool:
    return (isinstance(prompt, EnterDigits) and prompt.hidden) or not isinstance(prompt, EnterDigits | EnterText)
