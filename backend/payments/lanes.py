"""Whom each thing that is due waits for: one provider that hangs does not keep the other waiting, nor her codes."""

from collections.abc import Mapping, Sequence

from backend.house import House
from backend.payments.repository import PaymentsRepository

Job = tuple[str, str]
OURS = "ours"
"""What waits for nobody outside."""


def lanes_of(house: House, jobs: Sequence[Job]) -> Mapping[Job, str]:
    """The lane of each job, by its channel and what it does there; her codes have lanes of their own."""
    named: dict[str, list[str]] = {}
    for kind, subject in jobs:
        named.setdefault(kind, []).append(subject)
    with house.database.open_session(writes=False) as session:
        channels = {
            (kind, subject): channel
            for kind, subjects in named.items()
            for subject, channel in PaymentsRepository(session).channels_of(kind, subjects)
        }
    return {job: _lane(house, job, channels.get(job)) for job in jobs}


def _lane(house: House, job: Job, channel: str | None) -> str:
    if channel is None:
        return OURS
    kind, subject = job
    return f"{channel} {'her code' if house.payments.has_code(subject) else kind}"
