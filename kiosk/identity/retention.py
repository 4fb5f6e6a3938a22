"""Nothing is kept for longer than it may be: what is over is deleted here at once, and the office told till it answers.

Also the other way round: a consent that was withdrawn elsewhere (a window, another terminal) takes its template with
it, and a consent whose template does not lie here (a power cut between the two, a new disk) is withdrawn.
"""

import asyncio
import logging
from dataclasses import dataclass

from kiosk.backend_client.errors import BackendError, BackendKey
from kiosk.foundation.clock import Clock
from kiosk.foundation.errors import Fault
from kiosk.identity.audit import Event
from kiosk.identity.consent import Count
from kiosk.identity.keeping import FaceKeeping

_log = logging.getLogger(__name__)

EVERY_S = 3600.0
AGAIN_S = 60.0
NEAR = 0.8  # of the threshold: time to write the filing


@dataclass(frozen=True, slots=True)
class Kept:
    """What staff see: faces at this terminal, and people in the hall where the office told."""

    here: int
    hall: Count | None

    @property
    def to_be_filed(self) -> bool:
        """Must (or soon must) the hall file with the authority?"""
        return self.hall is not None and self.hall.people >= NEAR * self.hall.filing_threshold


class Retention:
    """The job. `run` on the loop; `once` blocks and is run in a thread, one at a time."""

    def __init__(self, keeping: FaceKeeping, clock: Clock) -> None:
        self._keeping = keeping
        self._clock = clock
        self._wanted = asyncio.Event()
        self._filed: bool | None = None
        self._trouble = ""

    async def run(self) -> None:
        """Now, every hour, and whenever something is owed; a minute later where it could not be done."""
        loop = asyncio.get_running_loop()

        def wake() -> None:
            """Something is owed; from any thread."""
            loop.call_soon_threadsafe(self._wanted.set)

        self._keeping.when_owing(wake)
        while True:
            self._wanted.clear()
            done = await asyncio.to_thread(self._whole)
            rest = asyncio.ensure_future(self._clock.sleep(EVERY_S if done else AGAIN_S))
            wanted = asyncio.ensure_future(self._wanted.wait())
            try:
                await asyncio.wait({rest, wanted}, return_when=asyncio.FIRST_COMPLETED)
            finally:
                rest.cancel()
                wanted.cancel()

    def once(self) -> Kept:
        """Delete, tell, compare.

        Raises: Fault: the disk or the line; what was done stays done
        """
        self.delete_what_is_over()
        self._tell_the_office()
        self._compare()
        kept = Kept(self._keeping.store.count(), self._keeping.consents.count())
        self._say(kept)
        return kept

    def delete_what_is_over(self) -> None:
        """Delete what expired, is owed, or was noted as ended and came back with an old file. Needs no line.

        Raises: Fault
        """
        keeping = self._keeping
        for consent_id in keeping.store.expired():
            self._end(consent_id, Event.EXPIRED)
        left = keeping.store.ids()
        for consent_id in left & (keeping.audit.ended() | frozenset(keeping.withdrawals.owed())):
            keeping.withdrawals.owe(consent_id)
            keeping.store.delete(consent_id)

    def _tell_the_office(self) -> None:
        for consent_id in self._keeping.withdrawals.owed():
            try:
                self._keeping.consents.withdraw(consent_id)
            except BackendError as error:
                if error.kind is not BackendKey.REFUSED_NOT_FOUND:  # not known there, so nothing is owed
                    raise
            self._keeping.withdrawals.told(consent_id)

    def _compare(self) -> None:
        """Templates are looked at before the office is asked, and consents after it, for one may be given meanwhile."""
        keeping = self._keeping
        before, begun = keeping.store.ids(), keeping.begun()
        live = keeping.consents.live()
        for consent_id in before - live:
            if keeping.store.delete(consent_id):
                keeping.audit.note(Event.WITHDRAWN, way="face", outcome="office", consent_id=consent_id)
        if begun is None or keeping.begun() != begun:
            return
        orphans = live - keeping.store.ids()
        for consent_id in orphans:
            keeping.withdrawals.owe(consent_id)
        if orphans:
            _log.warning("retention: %d consents had no face here; they are withdrawn", len(orphans))
            self._tell_the_office()

    def _end(self, consent_id: str, event: Event) -> None:
        """The face first: what a full disk or a power cut leaves undone behind it is found by comparing."""
        self._keeping.store.delete(consent_id)
        self._keeping.withdrawals.owe(consent_id)
        self._keeping.audit.note(event, way="face", consent_id=consent_id)

    def _whole(self) -> bool:
        trouble = ""
        try:
            self.once()
        except Fault as fault:
            trouble = fault.key
        except Exception:  # noqa: BLE001  the job must outlive whatever it meets, or faces stay for ever
            _log.exception("retention stumbled")
            return False
        if trouble != self._trouble:
            self._trouble = trouble
            _log.info("retention: %s", trouble or "all is told")
        return not trouble

    def _say(self, kept: Kept) -> None:
        if kept.to_be_filed != self._filed and kept.hall is not None:
            self._filed = kept.to_be_filed
            say = _log.warning if kept.to_be_filed else _log.info
            say("faces: %d people in this hall; filing from %d on", kept.hall.people, kept.hall.filing_threshold)
