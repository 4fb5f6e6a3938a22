"""What a merchant may ask of Alipay in `biz_content`; amounts are yuan, as words or as numbers of JSON."""

import json
import re
from dataclasses import dataclass

from backend.psp_sandbox.alipay.refusals import Refusal, wrong_parameter
from backend.psp_sandbox.faults import Fault, FaultKind, is_kind
from backend.psp_sandbox.texts import fen_of, moment_of

_ATTEMPT = re.compile(r"[0-9A-Za-z_]{1,64}")
_CODE = re.compile(r"(?:2[5-9]|30)[0-9]{14,22}")
_SHORT = re.compile(r"(\d{1,5})([mhd])")
_SECONDS = {"m": 60.0, "h": 3600.0, "d": 86400.0}
MOST_FEN = 100_000_000_00


@dataclass(frozen=True, slots=True)
class Question:
    """One verified request."""

    content: dict[str, str]
    raw: str
    notify_url: str
    fault: Fault | None
    now: float

    @property
    def more_fen(self) -> int:
        """By how much the amount that we tell is wrong."""
        return 1 if is_kind(self.fault, FaultKind.WRONG_AMOUNT) else 0

    @property
    def attempt(self) -> str:
        """The merchant's number of the trade. Raises Refusal."""
        return self._matching("out_trade_no", _ATTEMPT)

    @property
    def auth_code(self) -> str:
        """The code on her phone. Raises Refusal."""
        return self._matching("auth_code", _CODE)

    @property
    def subject(self) -> str:
        """What the payer reads. Raises Refusal."""
        subject = self.content.get("subject", "")
        if not subject or len(subject) > 256 or set(subject) & set("/=&"):
            raise wrong_parameter("subject")
        return subject

    @property
    def until(self) -> float | None:
        """How long it can be paid. Raises Refusal."""
        if "time_expire" in self.content:
            moment = moment_of(self.content["time_expire"])
            if moment is None:
                raise wrong_parameter("time_expire")
            return moment
        match = _SHORT.fullmatch(self.content.get("timeout_express", self.content.get("qr_code_timeout_express", "")))
        return self.now + int(match[1]) * _SECONDS[match[2]] if match else None

    def fen(self, field: str) -> int:
        """An amount. Raises Refusal."""
        fen = fen_of(self.content.get(field, ""))
        if fen is None or not 1 <= fen <= MOST_FEN:
            raise wrong_parameter(field)
        return fen

    def _matching(self, field: str, pattern: re.Pattern[str]) -> str:
        value = self.content.get(field, "")
        if not pattern.fullmatch(value):
            raise wrong_parameter(field)
        return value


def content_of(raw: str) -> dict[str, str]:
    """`biz_content`, flat; no number of it is ever a float. Raises Refusal."""
    try:
        content = json.loads(raw, parse_float=str, parse_int=str)
    except (ValueError, RecursionError):
        content = None
    if not isinstance(content, dict):
        raise Refusal("isv.invalid-parameter", "biz_content", "40002")
    return {name: value for name, value in content.items() if isinstance(value, str)}
