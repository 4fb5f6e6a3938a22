"""What the crawler finds, and what it tells of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum


class Rule(StrEnum):
    """What every prompt of every service must keep, in every mode; the numbers are those of docs/ACCESSIBILITY.md.

    In touch mode the rules of `kiosk.app.inspection` stand beside these in a report.
    """

    COMPLETED = "service is completed"  # A11Y-07
    LEADS = "a choice leads on"
    DEAD_END = "no dead end"
    OFFERED = "every choice is offered"  # A11Y-08: seen, or heard
    COUNTED = "the number of choices is said"  # A11Y-08
    ORDER = "order of focus"  # A11Y-22
    BACK = "back"
    HOME = "home"
    PAUSE = "stop and go on later"
    DRAFT = "what was typed is kept"  # A11Y-20
    HELP = "help"
    REPEAT = "repeat"  # A11Y-10
    STAFF = "a person"  # A11Y-21
    WARNING = "idle warning"  # A11Y-14
    TIME_OUT = "time-out"  # A11Y-14
    HELD = "held work is never cut off"  # A11Y-15
    ANSWERED = "a wrong answer is answered"  # A11Y-20
    PRINTED = "printed once"
    DARK = "the screen is dark"  # A11Y-08
    PRIVATE = "personal words in private"  # A11Y-13
    SENTENCE = "sentence"  # A11Y-19
    CHOICES = "choices"  # A11Y-19
    SAID = "choice has words"
    NEXT_STEP = "says what next"  # A11Y-20


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong at one prompt of one service. It may quote what people who are invented see."""

    service: str
    prompt: str
    rule: str
    detail: str = ""

    def to_json(self) -> dict[str, str]:
        """For the report."""
        return {"service": self.service, "prompt": self.prompt, "rule": self.rule, "detail": self.detail}

    def __str__(self) -> str:
        return f"{self.service}: {self.prompt}: {self.rule}{f' ({self.detail})' if self.detail else ''}"


@dataclass
class Report:
    """One crawl in one mode."""

    mode: str
    services: dict[str, bool] = field(default_factory=dict)
    prompts: set[str] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)
    frames: dict[str, dict[str, float]] = field(default_factory=dict)
    moves: int = 0
    passed_through: int = 0
    """How many pages of conversations aside were not tried again: another service had led into them before."""
    seconds: float = 0.0

    def add(self, finding: Finding) -> None:
        """Note a thing that is wrong, once."""
        if finding not in self.findings:
            self.findings.append(finding)

    def extend(self, findings: Iterable[Finding]) -> None:
        """Note several."""
        for finding in findings:
            self.add(finding)

    @property
    def well(self) -> bool:
        """Was every service completed, with nothing wrong?"""
        return bool(self.services) and all(self.services.values()) and not self.findings

    def to_json(self) -> dict[str, object]:
        """The shape that scripts read."""
        told: dict[str, object] = {
            "mode": self.mode,
            "services": [{"id": name, "completed": done} for name, done in self.services.items()],
            "prompts": len(self.prompts),
            "moves": self.moves,
            "passed_through": self.passed_through,
            "seconds": round(self.seconds, 1),
            "violations": [finding.to_json() for finding in self.findings],
        }
        return told | ({"frames": self.frames} if self.frames else {})
