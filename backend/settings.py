"""What can be set, with its meaning beside it. Read once in `backend.cli`, passed in, never imported as values."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Positive = Annotated[float, Field(gt=0)]


class SmsGatewayKind(StrEnum):
    """Who carries text messages. Real gateways have their row here once one was tried."""

    NONE = "none"
    EMBEDDED = "embedded"  # sends nothing: keeps the newest for the workbench, the demo and tests


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
    sms_gateway: SmsGatewayKind = SmsGatewayKind.NONE
    sms_minutes: Annotated[int, Field(gt=0, le=60)] = 5  # how long a code that was sent is good
    sms_tries: Annotated[int, Field(gt=0, le=10)] = 5  # of typing it
    sms_again: Allowance = Allowance(burst=1, seconds_each=60)
    sms_per_terminal: Allowance = Allowance(burst=10, seconds_each=60)
    sms_per_hall: Allowance = Allowance(burst=60, seconds_each=10)
    sms_per_telephone: Allowance = Allowance(burst=3, seconds_each=3600)  # by whoever types the number: 27 in a day
    sms_per_resident: Allowance = Allowance(burst=5, seconds_each=600)  # by herself, who has logged in before
    phone_code_s: Annotated[int, Field(gt=0, le=600)] = 90  # how long a code on a phone is good
    consent_days: Annotated[int, Field(gt=0, le=730)] = 365  # no face is kept for longer without being asked again
    consent_record_days: Annotated[int, Field(gt=0)] = 1095  # how long it stays provable that she had agreed
    consents_per_resident: Allowance = Allowance(burst=10, seconds_each=3600)
    merchant_folder: Path | None = None  # merchant.json and the keys it names, 0600; without it nothing is paid here
    public_url: str = "http://127.0.0.1:8600"  # where providers find us with their callbacks
    order_minutes: Annotated[int, Field(gt=0, le=60)] = 30  # how long bills are held for who wants to pay them
    orders_per_terminal: Allowance = Allowance(burst=30, seconds_each=10)
    attempts_per_terminal: Allowance = Allowance(burst=60, seconds_each=5)
    claims_per_terminal: Allowance = Allowance(burst=10, seconds_each=120)  # docs/decisions/0014 has the arithmetic
    callback_days: Annotated[int, Field(gt=0)] = 30  # how long callbacks of providers are kept as they came
    enrolments_per_address: Allowance = Allowance(burst=10, seconds_each=30)
    requests_at_once: Annotated[int, Field(gt=0)] = 12  # fewer than threads and connections, so neither can run out
