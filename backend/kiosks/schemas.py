"""Bodies of the room."""

from typing import Annotated

from pydantic import StringConstraints

from backend.fields import Key, Line, Moment, PublicKey, Wire

Code = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z -]{8,32}$")]


class EnrolRequest(Wire):
    """A terminal presents itself with the code that the staff gave it."""

    code: Code
    public_key: PublicKey
    name: Line


class SiteOut(Wire):
    """A hall."""

    id: str
    name: str


class EnrolAnswer(Wire):
    """Who the terminal is from now on."""

    terminal_id: str
    site: SiteOut
    bundle_key: str
    bundle_key_id: str


class StaffCallRequest(Wire):
    """A call for a person; keys only, so nothing personal can be in it."""

    reason: Key
    service_id: Key | None = None


class StaffCallMade(Wire):
    """The call was heard."""

    id: str


class StaffCallOut(Wire):
    """An open call."""

    id: str
    terminal_id: str
    terminal_name: str
    reason: str
    service_id: str | None
    called_at: Moment


class OpenStaffCalls(Wire):
    """The open calls of a hall, oldest first."""

    calls: list[StaffCallOut]
