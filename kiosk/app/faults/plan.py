"""What happens in one run, drawn from its seed alone: how she pays, what breaks, who dies when."""

from dataclasses import dataclass
from enum import StrEnum
from random import Random

from kiosk.app.demo.line import LineState
from kiosk.payments.journal import Step

MOST_DELAY_S = 0.4
"""Between what sets a thing off and the thing."""


class Means(StrEnum):
    """How it is to be paid."""

    WECHAT_CODE = "wechat_code"  # on our screen
    ALIPAY_CODE = "alipay_code"
    WECHAT_HERS = "wechat_hers"  # her own code, before the scanner
    ALIPAY_HERS = "alipay_hers"
    TAP = "tap"

    @property
    def channel(self) -> str:
        """Whose it is."""
        return "card" if self is Means.TAP else self.value.partition("_")[0]


class Conduct(StrEnum):
    """What the resident does when she could pay."""

    PAYS = "pays"
    PAYS_LATE = "pays_late"  # when the page has gone
    REFUSES = "refuses"  # her phone, or the bank, says no
    WALKS_AWAY = "walks_away"
    GOES_BACK = "goes_back"
    CHANGES_HER_MIND = "changes_her_mind"  # back, and in another way
    PAYS_AND_GOES_BACK = "pays_and_goes_back"  # at one moment
    PAYS_TWICE = "pays_twice"  # back, in another way, and in the end what she had scanned first
    REGRETS = "regrets"  # back, not now; and her phone pays all the same, a moment later
    SAYS_NO = "says_no"  # to the sum
    PRESSES_HOME = "presses_home"


class Cue(StrEnum):
    """What sets something off."""

    CONFIRMED = "confirmed"
    CHOSEN = "chosen"
    COULD_PAY = "could_pay"
    PAID = "paid"
    LEFT = "left"


class Who(StrEnum):
    """Who is killed."""

    TERMINAL = "terminal"
    OFFICE = "office"
    GATEWAY = "gateway"


@dataclass(frozen=True, slots=True)
class Kill:
    """SIGKILL. At a step of the terminal's journal, at a step of the office's database, or a while after a cue."""

    who: Who
    cue: Cue
    delay_s: float
    back_after_s: float
    at_step: str = ""
    commits: int = 0


@dataclass(frozen=True, slots=True)
class Cut:
    """The line between terminal and office."""

    state: LineState
    cue: Cue
    delay_s: float
    for_s: float


@dataclass(frozen=True, slots=True)
class RivalComes:
    """Somebody of her household at another terminal, who wants to pay the same bills."""

    cue: Cue
    delay_s: float


@dataclass(frozen=True, slots=True)
class GatewayFault:
    """One of the sandbox's (docs/payments-sandbox.md)."""

    operation: str
    kind: str
    times: int | None
    seconds: float


@dataclass(frozen=True, slots=True)
class Plan:
    """One run. `manner` is that of her code or of her card; `again`: she tries again when the terminal is back."""

    seed: int
    means: Means
    other_means: Means
    conduct: Conduct
    manner: str
    most_bills: int
    again: bool
    kills: tuple[Kill, ...]
    cut: Cut | None
    faults: tuple[GatewayFault, ...]
    tap_fault: str
    rival: RivalComes | None

    @property
    def title(self) -> str:
        """In a few words."""
        dies = ", ".join(f"{kill.who.value}@{kill.at_step or kill.commits or kill.cue.value}" for kill in self.kills)
        faults = ", ".join(f"{one.operation}:{one.kind}" for one in self.faults)
        cut = f"{self.cut.state.value}@{self.cut.cue.value}" if self.cut else "-"
        how = f"{self.means.value}/{self.manner} {self.conduct.value}"
        rival = f"; rival@{self.rival.cue.value}" if self.rival else ""
        return f"{how}; dies: {dies or '-'}; line: {cut}; faults: {faults or self.tap_fault or '-'}{rival}"


_ANYWHERE = ("slow", "slow_reply", "lost_request", "lost_reply", "bad_gateway", "system_error", "business_unknown")
_LIES = ("rubbish", "tampered")
_BEGINNINGS = {
    Means.WECHAT_CODE: "wechat.native",
    Means.ALIPAY_CODE: "alipay.precreate",
    Means.WECHAT_HERS: "wechat.codepay",
    Means.ALIPAY_HERS: "alipay.pay",
}
_ENDINGS = {
    Means.WECHAT_CODE: "wechat.close",
    Means.ALIPAY_CODE: "alipay.cancel",
    Means.WECHAT_HERS: "wechat.reverse",
    Means.ALIPAY_HERS: "alipay.cancel",
}
_TAP_FAULTS = ("", "", "power_cut", "lost", "bank_away", "mute", "torn")
_CUTS = (LineState.CUT, LineState.SILENT, LineState.BROKEN, LineState.NONSENSE, LineState.ONE_WAY)


def draw(seed: int) -> Plan:
    """The run of a seed: always the same."""
    rng = Random(seed)  # noqa: S311 (it is to be foretold)
    means, conduct = rng.choice(tuple(Means)), _conduct(rng)
    by_phone = means is not Means.TAP
    return Plan(
        seed=seed,
        means=means,
        other_means=rng.choice([one for one in Means if one is not means]),
        conduct=conduct,
        manner=_manner(rng, conduct),
        most_bills=rng.choice((1, 2)),
        again=rng.random() < 0.7,
        kills=_kills(rng, means),
        cut=_cut(rng) if rng.random() < 0.35 else None,
        faults=tuple(_fault(rng, means) for _ in range(rng.choice((0, 0, 1, 1, 2)))) if by_phone else (),
        tap_fault="" if by_phone else rng.choice(_TAP_FAULTS),
        rival=RivalComes(rng.choice(tuple(Cue)), rng.uniform(0, MOST_DELAY_S)) if rng.random() < 0.25 else None,
    )


def _conduct(rng: Random) -> Conduct:
    """Most pay."""
    return Conduct.PAYS if rng.random() < 0.4 else rng.choice(tuple(Conduct))


def _manner(rng: Random, conduct: Conduct) -> str:
    if conduct is Conduct.REFUSES:
        return rng.choice(("poor", "password"))
    return rng.choice(("pays", "pays", "password"))


def _kills(rng: Random, means: Means) -> tuple[Kill, ...]:
    chances = ((Who.TERMINAL, 0.6), (Who.OFFICE, 0.4), (Who.GATEWAY, 0.2))
    return tuple(_kill(rng, who, means) for who, chance in chances if rng.random() < chance)


def _kill(rng: Random, who: Who, means: Means) -> Kill:
    cue, exact = rng.choice(tuple(Cue)), rng.random() < 0.7
    steps = [step.value for step in Step if means is Means.TAP or not step.startswith("tap")]
    steps += steps[2:]  # what money may hang on comes twice as often
    return Kill(
        who=who,
        cue=cue,
        delay_s=rng.uniform(0, MOST_DELAY_S),
        back_after_s=rng.uniform(0, 0.5),
        at_step=rng.choice(steps) if who is Who.TERMINAL and exact else "",
        commits=rng.randrange(1, 30) if who is Who.OFFICE and exact else 0,
    )


def _cut(rng: Random) -> Cut:
    return Cut(rng.choice(_CUTS), rng.choice(tuple(Cue)), rng.uniform(0, MOST_DELAY_S), rng.uniform(0.2, 2.0))


def _fault(rng: Random, means: Means) -> GatewayFault:
    """One that means something to this way of paying."""
    channel = means.channel
    operation = rng.choice(
        (_BEGINNINGS[means], _ENDINGS[means], f"{channel}.query", f"{channel}.query", f"{channel}.notify")
    )
    kinds: tuple[str, ...] = (*_ANYWHERE, *_LIES)
    if operation.endswith(".notify"):
        kinds = (
            "slow",
            "lost_request",
            "lost_reply",
            "tampered",
            "duplicate",
            "out_of_order",
            "rubbish",
            "wrong_amount",
        )
        kinds = (*kinds, "clock_skew") if channel == "wechat" else kinds
    elif operation == _ENDINGS[means]:
        kinds = (*kinds, "late_success", "late_success", *(("ask_again",) if operation == "alipay.cancel" else ()))
    elif channel == "wechat":
        kinds = (*kinds, "clock_skew")
    kind = rng.choice(kinds)
    return GatewayFault(operation, kind, rng.choice((1, 1, 2, 3)), _seconds(rng, kind))


def _seconds(rng: Random, kind: str) -> float:
    """How long what takes long takes, by the machine's clock."""
    return 600.0 if kind == "clock_skew" else rng.uniform(0.1, 1.2)
