"""Back by replay: a service is run again from its start, with what happened so far taken from the record.

A record is a line of steps, each either a question that a person answered or a piece of work that was done.
Going back cuts the line just before the last question. Nothing in front of the cut happens twice.
"""

from dataclasses import dataclass
from enum import Enum, auto

from kiosk.foundation.errors import Fault
from kiosk.visit.promises import Promise, Promises


class Back(Exception):
    """The person went one question back; unwinds the service to be run again."""


class Pause(Exception):
    """The person wants to stop here and go on another time; unwinds the service like `Back`."""


class StepKind(Enum):
    """What a step was."""

    ASKED = auto()
    WORKED = auto()


@dataclass(frozen=True, slots=True)
class Step:
    """What came out of one step. `name` tells whether a replay has met the same step again.

    `exact` is a fingerprint of all that was asked, where an answer counts for nothing else (a sum to confirm).
    `promised`: the answer may be given again at another visit.
    """

    kind: StepKind
    name: str
    outcome: object
    exact: int = 0
    promised: bool = False

    def result(self) -> object:
        """The answer or the result; a fault that was met is met again.

        Raises: Fault
        """
        if isinstance(self.outcome, Fault):
            raise self.outcome
        return self.outcome

    def __repr__(self) -> str:
        return f"Step({self.kind.name}, {self.name})"


class Record:
    """The steps of one run of a service, and how far a replay has come.

    `within` is the record of the conversation that this one was begun in (`Visit.aside`).
    """

    def __init__(self, promises: Promises | None = None, within: "Record | None" = None) -> None:
        self.promises = promises or Promises()
        self.within = within
        self._steps: list[Step] = []
        self._next = 0
        self._floor = 0
        self._doubt = False

    def rewind(self) -> None:
        """Begin a replay."""
        self._next = 0

    def take(self, kind: StepKind, name: str, exact: int = 0) -> Step | None:
        """The remembered step, or None where the record ends and life goes on.

        A service that takes another turn than before (it looked at a clock, a device) leaves the rest of the
        record without meaning: it is cut there, unless that would undo something irreversible.
        """
        if self._next >= len(self._steps):
            return None
        step = self._steps[self._next]
        if (step.kind, step.name) != (kind, name):
            if self._next < self._floor:
                raise RuntimeError(f"a replay came to {name} where {step.name} cannot be undone")
            del self._steps[self._next :]
            return None
        if step.exact != exact and self._next >= self._floor:
            del self._steps[self._next :]
            return None
        self._next += 1
        return step

    def keep(self, kind: StepKind, name: str, outcome: object, exact: int = 0, *, promised: bool = False) -> None:
        """Remember a step that was just lived through."""
        self._steps.append(Step(kind, name, outcome, exact, promised))
        self._next = len(self._steps)

    def close_back(self, *, doubt: bool = False) -> None:
        """Something irreversible happened, or may have (`doubt`): nothing before it can be taken back.

        Nor is anything promised behind it: whoever stopped had not come so far, so what is left was said before it.
        """
        self.promises.drop()
        if self.within is not None:
            self.within.close_back(doubt=doubt)
        # Up to here and no further: a replay comes by with steps ahead of it that can still be taken back.
        self._floor = max(self._floor, self._next)
        self._doubt = self._doubt or doubt

    @property
    def can_go_back(self) -> bool:
        """Is there a question to go back to?"""
        here = any(step.kind is StepKind.ASKED for step in self._steps[self._floor :])
        return here or (self._floor == 0 and self.within is not None and self.within.can_go_back)

    @property
    def depth(self) -> int:
        """In how many conversations this one was begun."""
        return 0 if self.within is None else self.within.depth + 1

    @property
    def closed(self) -> bool:
        """Was something irreversible done in this service?"""
        return self._floor > 0 or self._doubt or (self.within is not None and self.within.closed)

    def answers(self) -> tuple[Promise, ...]:
        """What can be promised to another visit: the answers so far, and those that were promised to this one."""
        given = (Promise(s.name, s.outcome) for s in self._steps if s.promised and isinstance(s.outcome, str))
        return (*given, *self.promises.left)

    def go_back(self) -> Step | None:
        """Cut before the last question and return it, with its old answer; None where there is none.

        Who goes back means to answer otherwise, so nothing is promised any more.
        """
        self.promises.drop()
        for index in range(len(self._steps) - 1, self._floor - 1, -1):
            if self._steps[index].kind is StepKind.ASKED:
                step = self._steps[index]
                del self._steps[index:]
                return step
        return None

    def drop_fault(self) -> None:
        """Forget the work that has just failed, so that a replay tries it again.

        Only the last step can be it: a fault further up was met by the service itself, and what followed it stands.
        """
        if self._steps and isinstance(self._steps[-1].outcome, Fault):
            self._steps.pop()
            self._floor = min(self._floor, len(self._steps))
