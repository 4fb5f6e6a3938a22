"""Alipay's gateway on the wire: one address, the method among signed parameters, each answer signed."""

from collections.abc import Callable
from urllib.parse import parse_qsl

from backend.psp_sandbox.alipay import bills
from backend.psp_sandbox.alipay.asked import Question, content_of
from backend.psp_sandbox.alipay.refusals import Refusal
from backend.psp_sandbox.alipay.signing import as_alipay_writes, is_signed, sign, text_of
from backend.psp_sandbox.alipay.trades import CHANNEL, Trades
from backend.psp_sandbox.exchange import Answer, Call
from backend.psp_sandbox.faults import Fault, FaultKind, is_kind
from backend.psp_sandbox.folder import ALIPAY_APP_ID, Folder
from backend.psp_sandbox.ledger import Ledger
from backend.psp_sandbox.settings import Settings

_OPERATIONS = {
    "alipay.trade.precreate": "precreate",
    "alipay.trade.pay": "pay",
    "alipay.trade.query": "query",
    "alipay.trade.close": "close",
    "alipay.trade.cancel": "cancel",
    "alipay.trade.refund": "refund",
    "alipay.trade.fastpay.refund.query": "query_refund",
    "alipay.data.dataservice.bill.downloadurl.query": "bill",
}
_UNKNOWN: dict[FaultKind, dict[str, object]] = {
    FaultKind.SYSTEM_ERROR: {
        "code": "20000",
        "msg": "Service Currently Unavailable",
        "sub_code": "isp.unknow-error",
        "sub_msg": "系统繁忙",
    },
    FaultKind.BUSINESS_UNKNOWN: Refusal("ACQ.SYSTEM_ERROR", "系统异常").said,
}
_HTML = "text/html;charset=utf-8"


class AlipayWire:
    """`/gateway.do`, by GET or POST, and the addresses of bills."""

    def __init__(self, ledger: Ledger, folder: Folder, settings: Settings, host: str) -> None:
        self._folder = folder
        trades = Trades(ledger)
        self._bills = bills.Bills(ledger, host, at_once=settings.bills_at_once)
        self._do: dict[str, Callable[[Question], dict[str, object]]] = {
            "precreate": trades.precreate,
            "pay": trades.pay,
            "query": trades.query,
            "close": trades.close,
            "cancel": trades.cancel,
            "refund": trades.refund,
            "query_refund": trades.query_refund,
            "bill": self._bills.ask,
        }

    def operation(self, call: Call) -> str:
        """Which it is; empty for what is not ours."""
        if call.path.startswith(bills.PATH):
            return f"{CHANNEL}.download"
        name = _OPERATIONS.get(_parameters(call).get("method", ""), "")
        return f"{CHANNEL}.{name}" if name else ""

    def answer(self, call: Call, fault: Fault | None, now: float) -> Answer:
        """Verify, do, tell, sign."""
        if call.path.startswith(bills.PATH):
            packed = self._bills.archive(call.path.removeprefix(bills.PATH), now)
            return Answer(404, b"", _HTML) if packed is None else Answer(200, packed, "application/zip")
        parameters = _parameters(call)
        name = parameters.get("method", "")
        try:
            self._verify(parameters)
        except Refusal as refusal:
            return self._signed("error_response", refusal.said, None)
        raw = parameters.get("biz_content", "")
        try:
            question = Question(content_of(raw), raw, parameters.get("notify_url", ""), fault, now)
            said = self._do[_OPERATIONS[name]](question)
        except Refusal as refusal:
            said = refusal.said
        if fault is not None and fault.kind in _UNKNOWN:
            said = _UNKNOWN[fault.kind]
        return self._signed(f"{name.replace('.', '_')}_response", said, fault)

    def _verify(self, parameters: dict[str, str]) -> None:
        if parameters.get("app_id") != ALIPAY_APP_ID:
            raise Refusal("isv.invalid-app-id", "无效的AppID参数", "40002")
        if parameters.get("sign_type") != "RSA2":
            raise Refusal("isv.invalid-signature-type", "无效签名类型", "40002")
        if not is_signed(self._folder.alipay_app, text_of(parameters, "sign"), parameters.get("sign", "")):
            raise Refusal("isv.invalid-signature", "验签出错", "40002")
        if parameters.get("method", "") not in _OPERATIONS:
            raise Refusal("isv.invalid-method", "不存在的方法名", "40002")
        missing = {"timestamp", "version", "charset"} - set(parameters)
        if missing or parameters["charset"].lower() not in ("utf-8", "utf8"):
            raise Refusal("isv.missing-parameter", "timestamp, version, charset", "40001")

    def _signed(self, name: str, said: dict[str, object], fault: Fault | None) -> Answer:
        if is_kind(fault, FaultKind.RUBBISH):
            return Answer(200, b"\xff\x00 rubbish", _HTML)
        text = as_alipay_writes(said)
        signature = sign(self._folder.alipay, text.encode())
        if is_kind(fault, FaultKind.TAMPERED):
            text = text.replace("{", '{"amended":"1",', 1)
        return Answer(200, f'{{"{name}":{text},"sign":"{signature}"}}'.encode(), _HTML)


def _parameters(call: Call) -> dict[str, str]:
    found = parse_qsl(call.query, keep_blank_values=True)
    if call.method == "POST":
        try:
            found += parse_qsl(call.body.decode(), keep_blank_values=True, max_num_fields=100)
        except ValueError:
            return {}
    return dict(found)
