"""What is tried at every prompt without leaving it: hear it again, help, a person, silence, answers that cannot be."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol

from kiosk.app.crawl.body import Body, Choice, Lost
from kiosk.app.crawl.clock import LeapingClock
from kiosk.app.crawl.findings import Finding, Report, Rule
from kiosk.app.crawl.rules import complaints_about, notice_complaint
from kiosk.app.crawl.spots import Move, Spot, Way
from kiosk.app.crawl.witness import Witness
from kiosk.visit.answers import offered
from kiosk.visit.prompts import Confirm, EnterDigits, EnterText, Pay, Present
from kiosk.visit.stage import Notice, Scene
from kiosk.visit.text import Text

SOON_S = 5.0
CODE_OF_A_SLIP = "the code of a slip"  # for a prompt without a sample: what the terminal itself handed out before
UNKNOWN_WORDS = "呵呵"
REFUSED = " refused"
"""What is added to the id of a way to pay where what is presented will not do: no money, no permission."""
_CAN_BE_REFUSED = frozenset({"payment_code", "payment_terminal"})  # a telephone that does not pay tells nobody


@dataclass(frozen=True, slots=True)
class Limits:
    """After how much silence the terminal asks whether anybody is here, and how long it waits for an answer."""

    silence_s: float = 60.0
    silence_by_keys_s: float = 90.0
    warning_s: float = 25.0


class Hands(Protocol):
    """What can be done in front of the terminal beside answering it. From the crawler's thread."""

    def lays(self, way: str) -> bool:
        """Present oneself in that way (`kiosk.visit.prompts.Way.id`); False: there is nothing to do it with."""
        ...

    def lifts(self) -> None:
        """Take away what was laid down."""
        ...

    def comes(self) -> None:
        """Begin: whatever was done before, a visit finds everything as the first one did."""
        ...

    def knows(self, sample: str) -> str:
        """What this resident types where the prompt gives `sample`: her own telephone number, the code sent to it."""
        ...

    def code_of_a_slip(self) -> str:
        """A code that a slip of this terminal says and that was not used yet; empty: there is no such slip."""
        ...

    def slips(self) -> int:
        """How many slips came out so far."""
        ...

    def wait_for_slips(self, count: int, timeout_s: float) -> bool:
        """Wait until so many slips came out."""
        ...

    def walk_away(self) -> None:
        """End the visit from outside, whatever stands there."""
        ...


class Trials:
    """Tries a prompt that stands before a body, and says which moves there are."""

    def __init__(self, body: Body, witness: Witness, clock: LeapingClock, limits: Limits, report: Report) -> None:
        self._body = body
        self._witness = witness
        self._clock = clock
        self._limits = limits
        self._report = report
        self._service = ""
        self._spot = ""

    def try_all(self, service: str, spot: Spot, scene: Scene) -> list[Move]:
        """Try everything that leaves the prompt where it is; returns the moves that were found."""
        self._service, self._spot = service, spot.label
        body = self._body
        if ends_by_itself(scene):
            return self._look_in_passing(scene)
        for complaint in (*complaints_about(scene.prompt), *body.looks(scene)):
            self._complain(*complaint)
        self._note(Rule.REPEAT, self._done(lambda: body.asks_again(scene)))
        choices = self._choices(scene)
        self._answer_wrongly(scene, choices)
        self._half_type(scene)
        self._note(Rule.ANSWERED, self._done(body.says_nonsense))
        self._note(Rule.HELP, self._done(body.asks_for_help))
        self._note(Rule.STAFF, self._done(self._call_staff))
        if not isinstance(scene.prompt, Pay):  # there she is busy with her telephone: silence lets its time run out
            self._note(Rule.WARNING, self._done(self._be_silent))
        return [*self._answers(scene), *(Move(Way.CHOOSE, choice) for choice, resting in choices if not resting)]

    def _look_in_passing(self, scene: Scene) -> list[Move]:
        """At a page that may be gone in the midst of it: what was missed then is no fault of the page."""
        for complaint in complaints_about(scene.prompt):
            self._complain(*complaint)
        number, before = self._witness.standing.number, list(self._report.findings)
        for complaint in self._body.looks(scene):
            self._complain(*complaint)
        choices = [Move(Way.CHOOSE, choice) for choice, _ in self._choices(scene)]
        if self._witness.standing.number != number:
            self._report.findings[:] = before
        return [*self._answers(scene), *choices]

    def silence_s(self) -> float:
        """How long the terminal waits before it asks."""
        return self._limits.silence_by_keys_s if self._witness.modes.keypad else self._limits.silence_s

    # Choices.

    def _choices(self, scene: Scene) -> list[tuple[Choice, bool]]:
        """The choices that were perceived, each with whether it rests; and a word about those that were not."""
        perceived = self._body.perceive(scene)
        for complaint in perceived.complaints:
            self._complain(*complaint)
        left = list(perceived.choices)
        found = []
        for option_id, label, resting in _options(scene):
            choice = next((c for c in left if self._is(c, option_id, label)), None)
            if choice is None:
                perceived_instead = "；".join(c.words for c in perceived.choices)
                self._complain(Rule.OFFERED, f"{label.shown() or option_id} (perceived: {perceived_instead})")
                continue
            left.remove(choice)
            found.append((replace(choice, option=option_id, key=self._key(choice, label, scene)), resting))
        return found

    def _key(self, choice: Choice, label: Text, scene: Scene) -> str:
        """By ear it is known again by its label: the sum of a basket or whether a bill is picked will change.

        Where another choice begins with the same words, all that was heard is needed.
        """
        words = label.spoken().rstrip("。")
        alike = sum(other.spoken().startswith(words) for _, other, _ in _options(scene))
        return words if self._body.by_ear and alike == 1 else choice.key

    def _is(self, choice: Choice, option_id: str, label: Text) -> bool:
        if self._body.by_ear:
            return bool(label) and choice.words.startswith(label.spoken().rstrip("。"))
        return choice.key == option_id

    def _answers(self, scene: Scene) -> list[Move]:
        prompt = scene.prompt
        if isinstance(prompt, Present):
            shown = [Choice(w.id, w.label.shown()) for w in prompt.ways if not w.resting]
            if not isinstance(prompt, Pay):
                return [Move(Way.PRESENT, choice) for choice in shown]
            refused = [Choice(one.key + REFUSED, one.words + REFUSED) for one in shown if one.key in _CAN_BE_REFUSED]
            by_scanner = any(one.key == "payment_code" for one in shown)  # it waits by a watch that does not leap
            over = [Move(Way.RUN_OUT)] if prompt.seconds and not prompt.unsure and not by_scanner else []
            return [*(Move(Way.PRESENT, choice) for choice in (*refused, *shown)), *over]
        if not isinstance(prompt, EnterDigits | EnterText):
            return []
        digits = isinstance(prompt, EnterDigits)
        known = prompt.sample or (CODE_OF_A_SLIP if digits else "")
        if not known:
            self._complain(Rule.LEADS, "the prompt names no sample answer")
        unknown = "9" * prompt.longest if digits else UNKNOWN_WORDS
        return [
            Move(Way.ENTER, Choice(sample, words))
            for sample, words in ((known, "an answer"), (unknown, "an answer that nobody knows"))
            if sample
        ]

    # What cannot be answered with.

    def _half_type(self, scene: Scene) -> None:
        """Begin an entry, so that the trials that follow would lose something."""
        prompt = scene.prompt
        if isinstance(prompt, EnterDigits | EnterText) and prompt.sample and not self._witness.draft:
            self._note(Rule.LEADS, self._done(partial(self._body.types, prompt.sample[:1], scene)))
            if not self._witness.until(lambda: bool(self._witness.draft), SOON_S):
                self._complain(Rule.LEADS, "what is typed does not come in")

    def _answer_wrongly(self, scene: Scene, choices: list[tuple[Choice, bool]]) -> None:
        for choice, resting in choices:
            if resting:
                self._expect_an_answer(partial(self._body.chooses, choice))
        if isinstance(scene.prompt, EnterDigits | EnterText) and not self._witness.draft:
            self._expect_an_answer(partial(self._body.submits, scene))

    def _expect_an_answer(self, act: Callable[[], object]) -> None:
        """Do what cannot be done; a key that rests and cannot be pressed is an answer, too."""
        before = self._witness.standing.number, self._witness.draft
        told, heard = len(self._witness.notices), self._witness.count
        try:
            if act() is False:
                return
        except Lost:
            return
        self._witness.until(lambda: len(self._witness.notices) > told or any(self._witness.heard(heard)), SOON_S)
        notices = self._witness.notices[told:]
        if not notices and not self._witness.heard(heard):
            self._complain(Rule.ANSWERED, "nothing is said")
        self._weigh(notices)
        if (self._witness.standing.number, self._witness.draft) != before:
            self._complain(Rule.DRAFT, "a wrong answer changed the page or what was typed")

    # Asking for somebody; saying nothing.

    def _call_staff(self) -> str:
        told = len(self._witness.notices)
        self._body.calls_staff()
        if not self._witness.until(lambda: len(self._witness.notices) > told, SOON_S):
            return "nobody answers"
        notices = self._witness.notices[told:]
        self._weigh(notices, next_step=False)
        return ""

    def _weigh(self, notices: tuple[Notice, ...], *, next_step: bool = True) -> None:
        for notice in notices:
            self._note(Rule.NEXT_STEP, notice_complaint(notice) if next_step else "")
            if not self._body.perceives(notice.text.spoken() if self._body.by_ear else notice.text.shown()):
                self._complain(Rule.ANSWERED, f"not perceived: {notice.text.template}")

    def _be_silent(self) -> str:
        witness = self._witness
        before = witness.standing.number, witness.draft
        self._clock.leap(self.silence_s() + 1)
        if not witness.until(lambda: witness.warned is not None, SOON_S):
            return "nobody asks whether anybody is here"
        if not self._body.perceives_warning():
            return "the question whether anybody is here is not perceived"
        self._body.stays()
        if not witness.until(lambda: witness.warned is None, SOON_S):
            return "saying that one is here changes nothing"
        if (witness.standing.number, witness.draft) != before:
            self._complain(Rule.DRAFT, "saying that one is here changed the page or what was typed")
        return ""

    # Telling.

    def _done(self, act: Callable[[], object]) -> str:
        """Do something; what was wrong, also if it could not be done."""
        try:
            said = act()
        except Lost as lost:
            return str(lost)
        return said if isinstance(said, str) else ""

    def _note(self, rule: Rule, detail: str) -> None:
        if detail:
            self._complain(rule, detail)

    def _complain(self, rule: str, detail: str) -> None:
        self._report.add(Finding(self._service, self._spot, str(rule), detail))


def ends_by_itself(scene: Scene) -> bool:
    """Who is looked at is not waited for as long as anything else: nothing is tried there that takes its time.

    Silence least of all. The clock would leap, and the camera would seem to have been blind for so long. Where nobody
    knows yet whether it was paid, the page is gone as soon as somebody does.
    """
    prompt = scene.prompt
    return isinstance(prompt, Present) and (prompt.mirror or (isinstance(prompt, Pay) and prompt.unsure))


def _options(scene: Scene) -> list[tuple[str, Text, bool]]:
    """What the prompt offers, in truth: id, label, whether it rests."""
    prompt = scene.prompt
    if isinstance(prompt, Confirm):
        return [("yes", prompt.yes, False), ("no", prompt.no, False)]
    return [(option.id, option.label, bool(option.resting)) for option in offered(prompt)]
