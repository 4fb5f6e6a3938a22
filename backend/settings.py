"""What can be set, with its meaning beside it. Read once in `backend.cli`, passed in, never imported as values."""

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Positive = Annotated[float, Field(gt=0)]


class Allowance(BaseModel):
    """How often something may be done: `burst` times at once, then once every `seconds_each`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    burst: Annotated[int, Field(ge=1)]
    seconds_each: Positive


class Settings(BaseModel):
    """The settings of one backend."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    database_url: str  # sqlite:///file or postgresql://...
    key_folder: Path  # the look-up secret, the keys of bundles and of pauses, 0600; lose it and nobody can be found
    clock_tolerance_s: Annotated[int, Field(gt=0)] = 300  # how far a terminal's clock may be off
    session_minutes: Annotated[int, Field(gt=0)] = 15
    enrolment_code_hours: Annotated[int, Field(gt=0)] = 24
    idempotency_hours: Annotated[int, Field(gt=0)] = 24  # how long an answer is given again
    pause_hours: Annotated[int, Field(gt=0)] = 24  # how long a stopped service can be gone on with
    bundle_days: Annotated[int, Field(gt=0)] = 7  # how long a directory bundle calls itself fresh
    lookups_per_terminal: Allowance = Allowance(burst=60, seconds_each=2)
    lookups_per_subject: Allowance = Allowance(burst=10, seconds_each=30)
    pauses_per_terminal: Allowance = Allowance(burst=30, seconds_each=20)
    resumes_per_terminal: Allowance = Allowance(burst=10, seconds_each=120)  # docs/decisions/0010 has the arithmetic
    verifications_per_address: Allowance = Allowance(burst=30, seconds_each=2)
    enrolments_per_address: Allowance = Allowance(burst=10, seconds_each=30)
    requests_at_once: Annotated[int, Field(gt=0)] = 12  # fewer than threads and connections, so neither can run out
