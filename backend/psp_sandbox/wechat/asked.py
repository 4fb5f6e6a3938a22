"""What a merchant may ask of WeChat, field by field; what is not named here is not looked at."""

from datetime import datetime
from typing import Annotated, Literal, TypeVar

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from backend.psp_sandbox.wechat.refusals import wrong_parameter

Number = Annotated[str, Field(pattern=r"^[0-9A-Za-z_\-|*]{6,32}$")]
RefundNumber = Annotated[str, Field(pattern=r"^[0-9A-Za-z_\-|*@]{1,64}$")]
Address = Annotated[str, Field(pattern=r"^https?://[^?\s]+$", max_length=255)]
Subject = Annotated[str, Field(min_length=1, max_length=127)]
M = TypeVar("M", bound="Asked")


class Asked(BaseModel):
    """Numbers are numbers and words are words."""

    model_config = ConfigDict(strict=True, extra="ignore")


class Amount(Asked):
    """Fen."""

    total: Annotated[int, Field(ge=1, le=100_000_000_00)]
    currency: Literal["CNY"] = "CNY"


class Order(Asked):
    """What both ways of paying have."""

    appid: str
    mchid: str
    description: Subject
    out_trade_no: Number
    amount: Amount


class Native(Order):
    """An order that is paid by a code on our screen."""

    notify_url: Address
    time_expire: Annotated[AwareDatetime, Field(strict=False)] | None = None

    @property
    def until(self) -> datetime | None:
        """How long it can be paid."""
        return self.time_expire


class Payer(Asked):
    """The code on her phone."""

    auth_code: Annotated[str, Field(pattern=r"^[0-9]{18}$")]


class Store(Asked):
    """One of the two is enough."""

    id: str = ""
    out_id: str = ""


class Scene(Asked):
    """Where it is paid."""

    store_info: Store


class Codepay(Order):
    """An order that is paid by a code on her phone."""

    payer: Payer
    scene_info: Scene


class Close(Asked):
    """Whose order it is."""

    mchid: str


class Reverse(Asked):
    """Whose order it is."""

    appid: str
    mchid: str


class RefundAmount(Asked):
    """Fen."""

    refund: Annotated[int, Field(ge=1)]
    total: Annotated[int, Field(ge=1)]
    currency: Literal["CNY"]


class RefundOrder(Asked):
    """Money to go back."""

    out_trade_no: Number | None = None
    transaction_id: str | None = None
    out_refund_no: RefundNumber
    amount: RefundAmount
    notify_url: Address | None = None
    reason: Annotated[str, Field(max_length=80)] | None = None


def read(kind: type[M], body: bytes) -> M:
    """The request. Raises Refusal, with the name of the first field that is wrong and never its content."""
    try:
        return kind.model_validate_json(body)
    except ValidationError as error:
        places = error.errors(include_input=False, include_url=False, include_context=False)
        where = "/".join(str(step) for step in places[0]["loc"])
    raise wrong_parameter(where or "body")
