"""Bodies of the room. Nothing in them shows itself."""

from typing import Annotated

from pydantic import Field, StringConstraints

from backend.fields import Moment, Wire

Phone = Annotated[str, StringConstraints(pattern=r"^[0-9]{11}$")]
"""A telephone as a resident types it."""
Code = Annotated[str, StringConstraints(pattern=r"^[0-9]{6}$")]
Token = Annotated[str, StringConstraints(pattern=r"^[0-9A-HJKMNP-TV-Z]{16,64}$")]
"""What a hall code of the kind LOGIN carries."""


class SmsWanted(Wire):
    """Somebody wants a code sent to a telephone."""

    phone: Phone = Field(repr=False)


class SmsAsked(Wire):
    """The answer to everybody, whether the number is known or not."""

    good_until: Moment
    again_after_s: int


class SmsLogin(Wire):
    """The code that came."""

    phone: Phone = Field(repr=False)
    code: Code = Field(repr=False)


class PhoneCodeLogin(Wire):
    """A code that was scanned from a phone."""

    token: Token = Field(repr=False)
