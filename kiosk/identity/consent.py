"""Consent to keep a face, as the office records it: no picture, no template, and nothing that either was made of."""

from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from kiosk.identity.templates import TemplateClaim
from kiosk.visit.person import Person


@dataclass(frozen=True, slots=True)
class Granted:
    """A consent that was just given, its last day, and what this terminal may find her by. Shows nothing of her."""

    consent_id: str
    expires_on: date
    masked: str = field(repr=False)
    claims: tuple[TemplateClaim, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Consent:
    """One of her consents. `hall` is the name of the hall in which she gave it."""

    id: str
    given_on: date
    expires_on: date
    hall: str


@dataclass(frozen=True, slots=True)
class Count:
    """How many people left a face in this hall, and from how many on it must be filed with the authority."""

    people: int
    filing_threshold: int


class Consents(Protocol):
    """The office, as it knows consents. Every method blocks and raises BackendError: called from threads."""

    def give(self, person: Person, model: str, days: int, key: str) -> Granted:
        """She consents; asked again with the same `key` it is one consent.

        Raises: BackendError (also UNDER_14, UNDER_18)
        """
        ...

    def renew(self, person: Person, consent_id: str, model: str, days: int) -> date:
        """She consents anew; the last day."""
        ...

    def withdraw(self, consent_id: str, person: Person | None = None) -> None:
        """She consents no more; one that is over already is no fault. For one given here nobody need be logged in."""
        ...

    def of(self, person: Person) -> tuple[Consent, ...]:
        """Those of hers that hold, in every hall."""
        ...

    def live(self) -> frozenset[str]:
        """Those that hold and were given at this terminal."""
        ...

    def count(self) -> Count:
        """How many there are in the hall."""
        ...
