"""She who pays: reads what the terminal tells, touches it, and has a phone and a card. She does what the plan says.

She lives in the process of the matrix, so that no death of the terminal is hers.
"""

from collections.abc import Callable
from random import Random
from typing import Any, Protocol

from hardware.emulators.zvt.duties import Card
from kiosk.app.faults.plan import Conduct, Cue, Means, Plan

CARDS = {"pays": Card.GOOD, "password": Card.GOOD, "poor": Card.POOR}
LATER_S = 0.3
TRIES = 6
PAGES_WORTH_A_TRY = 25
"""Whoever was led in circles for so long goes home."""
NOT_NOW = "later"
BY_SCANNER, BY_CARD = "payment_code", "payment_terminal"


class Surroundings(Protocol):
    """What she can touch, and who is told what she does."""

    def touch(self, **what: object) -> None:
        """The screen."""
        ...

    def phone(self, resource: str, **content: object) -> dict[str, object] | None:
        """Her phone; None: it says no."""
        ...

    def hold_up(self, code: str) -> None:
        """A code before the scanner."""
        ...

    def present(self, card: Card) -> None:
        """A card to the payment terminal."""
        ...

    def later(self, seconds: float, act: Callable[[], object]) -> None:
        """Something she does after a while, wherever she is then."""
        ...

    def cue(self, cue: Cue) -> None:
        """She came so far."""
        ...


class Resident:
    """One of them. All in the lane's thread but what was put off."""

    def __init__(self, plan: Plan, around: Surroundings) -> None:
        self._plan, self._around = plan, around
        self._rng = Random(plan.seed * 2 + 1)  # noqa: S311 (it is to be foretold)
        self._means = plan.means
        self._visits = 2 if plan.again else 1
        self._pages = self._page = 0
        self._acted: set[str] = set()
        self.codes: list[str] = []
        self.gone = False

    def begin(self) -> None:
        """She comes to the terminal, for the first time or again."""
        self._visits -= 1
        self._pages = 0
        self._acted.discard("home")
        self.gone = False
        self._around.touch(do="begin")

    @property
    def comes_again(self) -> bool:
        """Whether she would try once more."""
        return self._visits > 0

    def read(self, line: dict[str, Any]) -> None:
        """What the terminal tells."""
        if self.gone or (line["kind"] == "gone" and not self._pages):
            return
        if line["kind"] == "gone":
            self._leave()
        if line["kind"] != "page":
            return
        self._pages += 1
        self._page = line["id"]
        if self._pages > PAGES_WORTH_A_TRY:
            self._leave()
        elif not line["service"]:
            self._at_home(line)
        else:
            self._in_service(line)

    def _at_home(self, line: dict[str, Any]) -> None:
        if "pay" in line["options"] and "home" not in self._acted:
            self._acted.add("home")
            self._answer(line, "pay")
        else:
            self._leave()

    def _in_service(self, line: dict[str, Any]) -> None:
        match line["type"]:
            case "Confirm":
                self._answer(line, self._plan.conduct is not Conduct.SAYS_NO)
                self._around.cue(Cue.CONFIRMED)
            case "Pay":
                self._at_the_till(line)
            case "Choose":
                self._choose(line)
            case "Work":
                return
            case _ if line["options"]:
                self._answer(line, self._rng.choice(line["options"]))
            case _:
                self._around.touch(do="back")

    def _choose(self, line: dict[str, Any]) -> None:
        """How to pay, or what next."""
        wanted = MEANS_BY_OPTION.get(self._means, "")
        if self._plan.conduct is Conduct.REGRETS and "back" in self._acted and NOT_NOW in line["options"]:
            self._answer(line, NOT_NOW)
            self._around.later(self._rng.uniform(0, LATER_S), self._pay_all_the_same)
        elif wanted in line["options"]:
            self._answer(line, wanted)
            self._around.cue(Cue.CHOSEN)
        elif line["options"]:
            self._answer(line, self._rng.choice(line["options"]))
        else:
            self._around.touch(do="home")

    def _at_the_till(self, line: dict[str, Any]) -> None:
        """It can be paid, or it may have been paid already."""
        if line["unsure"]:
            self._wait_in_doubt(line)
            return
        self._around.cue(Cue.COULD_PAY)
        if line["code"]:
            self.codes.append(line["code"])
        match self._plan.conduct:
            case Conduct.PAYS_LATE:
                self._around.touch(do="home")
                self._around.later(LATER_S, self._pay_all_the_same)
                self._leave()
            case Conduct.PAYS_AND_GOES_BACK:
                self._present(line)
                self._around.later(self._rng.uniform(0, 0.1), lambda: self._around.touch(do="back"))
            case Conduct.GOES_BACK | Conduct.REGRETS if "back" not in self._acted:
                self._once_back()
            case Conduct.CHANGES_HER_MIND | Conduct.PAYS_TWICE if "back" not in self._acted:
                self._means = self._plan.other_means
                self._once_back()
            case Conduct.PRESSES_HOME:
                self._around.touch(do="home")
            case Conduct.WALKS_AWAY:
                self._leave()
            case _:
                self._present(line)

    def _once_back(self) -> None:
        self._acted.add("back")
        self._around.touch(do="back")

    def _wait_in_doubt(self, line: dict[str, Any]) -> None:
        """She has patience, or takes the slip and goes."""
        if line["options"] and self._rng.random() < 0.3:
            answer = line["options"][0]
            self._around.later(self._rng.uniform(0, 0.5), lambda: self._answer(line, answer))

    def _present(self, line: dict[str, Any]) -> None:
        """What this page waits for: her phone before our code, her code before the scanner, or her card."""
        later = self._rng.uniform(0, 0.15)
        if line["code"]:
            self._around.later(later, lambda: self._pay_code(line["code"]))
        elif BY_CARD in line["ways"]:
            self._around.later(later, lambda: self._around.present(CARDS[self._plan.manner]))
        elif BY_SCANNER in line["ways"]:
            channel = self._means.channel if self._means in (Means.WECHAT_HERS, Means.ALIPAY_HERS) else "wechat"
            self._around.later(later, lambda: self._show_code(channel, line["id"], TRIES))

    def _pay_code(self, code: str) -> None:
        """She scans ours."""
        if self._plan.conduct is Conduct.REFUSES:
            if self._around.phone("pay", code=code, password_later=True) is not None:
                self._around.phone("refuse", code=code)
            self._around.later(LATER_S, lambda: self._around.touch(do="back"))
            return
        if self._plan.manner == "password":
            self._around.phone("pay", code=code, password_later=True)
            self._around.later(LATER_S, lambda: self._paid(code=code))
            return
        self._paid(code=code)

    def _pay_all_the_same(self) -> None:
        """What was under way when the code was closed."""
        for code in self.codes[:1]:
            self._paid(code=code, even_closed=True)

    def _paid(self, **what: object) -> None:
        if self._around.phone("pay", **what) is not None:
            self._around.cue(Cue.PAID)

    def _show_code(self, channel: str, page: int, tries: int) -> None:
        """She holds up hers, until it was seen; where it asks for a password she types it a little later."""
        if self._page != page or not tries:
            return
        shown = self._around.phone("payment-code", channel=channel, manner=self._plan.manner)
        if shown is not None:
            self._around.hold_up(str(shown["code"]))
        if self._plan.manner != "pays":
            self._around.later(LATER_S * 2, self._type_password)
        self._around.later(LATER_S * 2, lambda: self._show_code(channel, page, tries - 1))

    def _type_password(self) -> None:
        """On every trade that asks for one."""
        found = self._around.phone("ledger")
        trades = found["trades"] if found else []
        assert isinstance(trades, list)
        for trade in trades:
            if trade["asks_password"]:
                resource = "refuse" if self._plan.conduct is Conduct.REFUSES else "pay"
                if self._around.phone(resource, channel=trade["channel"], attempt=trade["attempt"]) is not None:
                    self._around.cue(Cue.PAID)

    def _answer(self, line: dict[str, Any], value: object) -> None:
        self._around.touch(do="answer", id=line["id"], value=value)

    def _leave(self) -> None:
        """She says nothing more."""
        if not self.gone:
            self.gone = True
            self._around.cue(Cue.LEFT)


MEANS_BY_OPTION = {
    Means.WECHAT_CODE: "wechat",
    Means.ALIPAY_CODE: "alipay",
    Means.WECHAT_HERS: "payer_code",
    Means.ALIPAY_HERS: "payer_code",
    Means.TAP: "tap",
}
"""The options of the page that asks how to pay."""
