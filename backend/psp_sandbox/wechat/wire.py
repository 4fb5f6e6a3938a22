"""WeChat Pay v3 on the wire: who asks for what, with a good signature or none; each answer signed."""

import json
import re
from collections.abc import Callable
from urllib.parse import parse_qsl

from backend.psp_sandbox.exchange import Answer, Call
from backend.psp_sandbox.faults import Fault, FaultKind, is_kind
from backend.psp_sandbox.folder import Folder
from backend.psp_sandbox.ledger import Ledger
from backend.psp_sandbox.settings import Settings
from backend.psp_sandbox.texts import rfc3339
from backend.psp_sandbox.wechat.bills import Bills
from backend.psp_sandbox.wechat.callbacks import tampered
from backend.psp_sandbox.wechat.refusals import Refusal
from backend.psp_sandbox.wechat.signing import NotSigned, sealed, signed_headers, signer_for, verify
from backend.psp_sandbox.wechat.trades import CHANNEL, Question, Trades

_NUMBER = r"/([0-9A-Za-z_\-|*@]{1,64})"
_TRADE = r"/v3/pay/transactions/out-trade-no" + _NUMBER
_ROUTES = [
    ("GET", re.compile(r"/v3/certificates()"), "certificates"),
    ("POST", re.compile(r"/v3/pay/transactions/native()"), "native"),
    ("POST", re.compile(r"/v3/pay/transactions/codepay()"), "codepay"),
    ("GET", re.compile(_TRADE), "query"),
    ("POST", re.compile(_TRADE + "/close"), "close"),
    ("POST", re.compile(_TRADE + "/reverse"), "reverse"),
    ("POST", re.compile(r"/v3/refund/domestic/refunds()"), "refund"),
    ("GET", re.compile(r"/v3/refund/domestic/refunds" + _NUMBER), "query_refund"),
    ("GET", re.compile(r"/v3/bill/tradebill()"), "bill"),
    ("GET", re.compile(r"/v3/billdownload/file()"), "download"),
]
_UNKNOWN = {FaultKind.SYSTEM_ERROR: "SYSTEM_ERROR", FaultKind.BUSINESS_UNKNOWN: "BANKERROR"}
_JSON = "application/json; charset=utf-8"


class WeChatWire:
    """Every path of it under /v3."""

    def __init__(self, ledger: Ledger, folder: Folder, settings: Settings, host: str) -> None:
        self._folder, self._settings = folder, settings
        trades = Trades(ledger, settings.refund_s)
        bills = Bills(ledger, host, at_once=settings.bills_at_once)
        self._do: dict[str, Callable[[Question], dict[str, object] | bytes | None]] = {
            "certificates": self._certificates,
            "native": trades.native,
            "codepay": trades.codepay,
            "query": trades.query,
            "close": trades.close,
            "reverse": trades.reverse,
            "refund": trades.refund,
            "query_refund": trades.query_refund,
            "bill": bills.ask,
            "download": bills.download,
        }

    def operation(self, call: Call) -> str:
        """Which it is; empty for what is not ours."""
        found = _found(call)
        return f"{CHANNEL}.{found[0]}" if found else ""

    def answer(self, call: Call, fault: Fault | None, now: float) -> Answer:
        """Verify, do, tell, sign."""
        status, said = self._said(call, fault, now)
        if isinstance(said, bytes):  # a bill: unsigned
            return Answer(status, tampered(said) if is_kind(fault, FaultKind.TAMPERED) else said, "text/plain")
        if fault is not None and fault.kind in _UNKNOWN:
            status, said = 500, Refusal(500, _UNKNOWN[fault.kind], "系统异常, 请用相同参数重新调用").said
        body = b"" if said is None else json.dumps(said, ensure_ascii=False).encode()
        return self._signed(status, body, call, fault, now)

    def _said(
        self, call: Call, fault: Fault | None, now: float
    ) -> tuple[int, dict[str, object] | dict[str, str] | bytes | None]:
        found = _found(call)
        try:
            verify(call, self._folder, now)
            if found is None:
                raise Refusal(404, "RESOURCE_NOT_EXISTS", "接口不存在")
            operation, name = found
            query = dict(parse_qsl(call.query, keep_blank_values=True))
            said = self._do[operation](Question(name, query, call.body, fault, now))
        except NotSigned as wrong:
            return 401, {"code": "SIGN_ERROR", "message": f"签名错误: {wrong.why}"}
        except Refusal as refusal:
            return refusal.status, refusal.said
        return (204 if said is None else 200), said

    def _signed(self, status: int, body: bytes, call: Call, fault: Fault | None, now: float) -> Answer:
        if is_kind(fault, FaultKind.RUBBISH):
            body = b"\xff\x00 rubbish"
        skew = fault.seconds if fault and fault.kind is FaultKind.CLOCK_SKEW else 0.0
        signer = signer_for(self._folder, self._settings.signs_with, call.headers.get("wechatpay-serial", ""))
        headers = signed_headers(signer, body, now - skew)
        if is_kind(fault, FaultKind.TAMPERED) and body:
            body = tampered(body)
        elif is_kind(fault, FaultKind.TAMPERED):
            headers["Wechatpay-Nonce"] = headers["Wechatpay-Nonce"][::-1]
        return Answer(status, body, _JSON, headers)

    def _certificates(self, _question: Question) -> dict[str, object]:
        def entry(number: int) -> dict[str, object]:
            certified = self._folder.platforms[number]
            return {
                "serial_no": certified.serial,
                "effective_time": rfc3339(certified.certificate.not_valid_before_utc.timestamp()),
                "expire_time": rfc3339(certified.certificate.not_valid_after_utc.timestamp()),
                "encrypt_certificate": sealed(self._folder.apiv3_key, certified.pem, "certificate"),
            }

        return {"data": [entry(number) for number in range(len(self._folder.platforms))]}


def _found(call: Call) -> tuple[str, str] | None:
    for method, path, operation in _ROUTES:
        match = path.fullmatch(call.path)
        if match and method == call.method:
            return operation, match[1]
    return None
