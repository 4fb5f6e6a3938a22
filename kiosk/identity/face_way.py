"""The face as a way in: always against a claim, never alone for more than the first level, never the only way.

A claim is the picture of the card that was just read, or what names a template that she left in this hall. Templates
are opened for one look and not kept. Loop thread; the disk is asked in threads.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from kiosk.backend_client.identity import FaceClaim
from kiosk.faces.contract import Outcome, Portrait, Stake, Template, Verdict
from kiosk.foundation.errors import Fault
from kiosk.identity.shown import Shown
from kiosk.identity.templates import ClaimKind, Kept, TemplateClaim, TemplateStore
from kiosk.visit.text import Text
from kiosk.visit.visit import Visit

CLAIMS = {
    ClaimKind.NUMBER: FaceClaim.NUMBER,
    ClaimKind.HALL_CARD: FaceClaim.HALL_CARD,
    ClaimKind.PHONE_TAIL_BUILDING: FaceClaim.PHONE_TAIL_BUILDING,
}


class FaceChecking(Protocol):
    """`kiosk.identity.face_check.FaceCheck`, as far as a login needs it."""

    def resting(self) -> Text:
        """Why nobody can be looked at now."""
        ...

    async def against(
        self,
        visit: Visit,
        references: Sequence[Portrait | Template],
        stake: Stake,
        failed: Callable[[Outcome], bool] = ...,
    ) -> Verdict:
        """Is she one of these?"""
        ...


@dataclass(frozen=True, slots=True, repr=False)
class Known:
    """What her face can be compared with: the picture of the card in `shown`, or templates that lie here."""

    claim: FaceClaim
    key: str  # by what her failures are counted
    kept: tuple[Kept, ...] = ()

    @property
    def one(self) -> bool:
        """Is it one person?"""
        return len(self.kept) <= 1


@dataclass(frozen=True, slots=True)
class Outdated:
    """A face of hers is kept, and an earlier engine made it: only a new one could be compared with."""


class FaceWay:
    """Camera, engine and the templates of this hall together. `model` is what the engine calls its templates now."""

    def __init__(self, check: FaceChecking, store: TemplateStore | None, model: Callable[[], str]) -> None:
        self.check = check
        self._store = store
        self._model = model

    def resting(self) -> Text:
        """Why nobody can be looked at now."""
        return self.check.resting()

    async def of(self, shown: Shown) -> Known | Outdated | None:
        """What there is to compare her with who has shown a card; None: nothing.

        Raises: Fault (the store cannot be used, or all that it has of her is spoilt)
        """
        if shown.portrait is not None:
            # Not counted with what is said of her number by others, who may have copied it.
            return Known(FaceClaim.CARD_PHOTO, f"photo {shown.number}")
        known = await self.named(TemplateClaim.number(shown.number)) if shown.number else None
        if shown.hall_card and not isinstance(known, Known):
            known = await self.named(TemplateClaim.hall_card(shown.hall_card)) or known
        return known

    async def named(self, claim: TemplateClaim) -> Known | Outdated | None:
        """Whom a claim names, of those whom the present engine can compare with.

        Raises: Fault
        """
        if self._store is None:
            return None
        kept = await asyncio.to_thread(self._store.named, claim)
        model = self._model()
        fitting = tuple(one for one in kept if one.model == model)
        if fitting:
            return Known(CLAIMS[claim.kind], claim.value, fitting)
        return Outdated() if kept and model else None

    async def look(self, visit: Visit, known: Known, shown: Shown, failed: Callable[[Outcome], bool]) -> Verdict:
        """Look at her once. More than one is only a proposal, and is decided more gently.

        Raises: Fault, Back
        """
        stake = Stake.STRICT if known.one else Stake.LIGHT
        return await self.check.against(visit, await self._references(known, shown), stake, failed)

    async def _references(self, known: Known, shown: Shown) -> tuple[Portrait | Template, ...]:
        if known.claim is FaceClaim.CARD_PHOTO:
            if shown.portrait is None:
                raise Fault("face.no_reference")
            return (shown.portrait,)
        if self._store is None:
            raise Fault("face.no_reference")
        return tuple([await asyncio.to_thread(self._store.open, one) for one in known.kept])
