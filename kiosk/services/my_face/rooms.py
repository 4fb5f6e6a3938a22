"""What 我的人脸 needs of the house."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from kiosk.documents.issue import Issuer
from kiosk.documents.slip_desk import SlipDesk
from kiosk.faces.contract import Template
from kiosk.identity.consent import Granted
from kiosk.identity.keeping import Mine
from kiosk.identity.login import Login
from kiosk.identity.templates import Kept
from kiosk.visit.person import Person
from kiosk.visit.text import Text
from kiosk.visit.visit import Visit


class Faces(Protocol):
    """Where faces are kept (`kiosk.identity.keeping.FaceKeeping`). Its methods block: they are called from a thread.

    Raises: Fault
    """

    @property
    def days(self) -> int:
        """For how long a face is kept."""
        ...

    @property
    def can_keep(self) -> bool:
        """Can another face be kept here now?"""
        ...

    def mine(self, person: Person) -> tuple[Mine, ...]:
        """Her faces, those of this terminal first."""
        ...

    def give(self, person: Person, template: Template) -> Granted:
        """Record her consent and keep her face."""
        ...

    def renew(self, person: Person, kept: Kept) -> Kept:
        """Keep it for as long again."""
        ...

    def delete(self, consent_id: str) -> None:
        """Delete it, now, whether the line works or not."""
        ...

    def withdraw_elsewhere(self, person: Person, consent_id: str) -> None:
        """Withdraw a consent whose face lies at another terminal."""
        ...


class Check(Protocol):
    """Who looks her in the face (`kiosk.identity.face_check.FaceCheck`)."""

    def resting(self) -> Text:
        """Why nobody can be looked at now; empty: she can be."""
        ...

    async def take(self, visit: Visit) -> Template:
        """Her face.

        Raises: Fault (`face.another_way` where she would rather not), Back
        """
        ...


@dataclass(frozen=True, slots=True)
class Rooms:
    """`hall` is who keeps the faces; `model` names the engine's templates (empty: it rests); `today` is the hall's.

    `check` is None where there is neither camera nor engine: she can still see and delete.
    """

    login: Login
    faces: Faces
    check: Check | None
    issuer: Issuer
    desk: SlipDesk
    hall: str
    model: Callable[[], str]
    today: Callable[[], date]
