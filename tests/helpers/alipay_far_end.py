"""Alipay's side of its wire for tests: signs answers and notices. Shares no code with what it tests."""

import base64
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl, quote_plus

from backend.payments.alipay.merchant import AlipayMerchant
from backend.payments.channel import Callback
from tests.helpers.rsa_keys import rsa_key, rsa_signature
from tests.helpers.scripted_host import Heard, Reply

NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
ATTEMPT, REFUND = "A0HALL0000000000000000000001", "R0HALL0000000000000000000001"
APP, SELLER = "2014072300007148", "2088102146225135"


def merchant(host: str = "https://far.example", bill_host: str = "https://bills.example") -> AlipayMerchant:
    """The merchant that we are."""
    return AlipayMerchant(
        app=APP,
        seller=SELLER,
        notify_url="https://office.example/v1/psp/alipay/notify",
        key=rsa_key("merchant"),
        alipay_key=rsa_key("alipay").public_key(),
        host=host,
        bill_host=bill_host,
    )


def sign(text: str) -> str:
    """Alipay's signature over a text."""
    return base64.b64encode(rsa_signature(rsa_key("alipay"), text.encode())).decode()


def response(name: str, content: Mapping[str, object]) -> bytes:
    """The body of an answer: a member, and the signature over its characters."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return f'{{"{name}":{text},"sign":"{sign(text)}"}}'.encode()


def form(heard: Heard) -> dict[str, str]:
    """What was asked."""
    return dict(parse_qsl(heard.target.partition("?")[2]) + parse_qsl(heard.body.decode()))


def says(heard: Heard, content: Mapping[str, object]) -> Reply:
    """A signed answer to the method that was asked."""
    return Reply(200, response(form(heard)["method"].replace(".", "_") + "_response", content))


def good(**more: object) -> dict[str, object]:
    """It worked."""
    return {"code": "10000", "msg": "Success", "out_trade_no": ATTEMPT} | more


def failed(sub_code: str) -> dict[str, object]:
    """A business failure."""
    return {"code": "40004", "msg": "Business Failed", "sub_code": sub_code, "sub_msg": "不行"}


def trade(status: str, **more: object) -> dict[str, object]:
    """A trade as a query tells it."""
    told = good(trade_no="2013112011001004330000121536", trade_status=status, total_amount="88.88")
    return told | {"buyer_user_id": "2088101117955611"} | more


def notice(at: datetime = NOW, more: Mapping[str, str] | None = None) -> Callback:
    """A notice as it comes to our door."""
    fields = {
        "app_id": APP,
        "seller_id": SELLER,
        "charset": "utf-8",
        "notify_time": (at + timedelta(hours=8)).strftime("%Y-%m-%d %H:%M:%S"),
        "notify_id": "ac05099524730693a8b330c5ecf72da9786",
        "out_trade_no": ATTEMPT,
        "trade_no": "2013112011001004330000121536",
        "trade_status": "TRADE_SUCCESS",
        "total_amount": "88.88",
        "subject": "水费 2 笔",
        "body": "",
        "gmt_payment": "2026-11-22 11:59:58",
        "buyer_id": "2088101117955611",
    } | dict(more or {})
    text = "&".join(f"{name}={fields[name]}" for name in sorted(fields))
    fields |= {"sign": sign(text), "sign_type": "RSA2"}
    body = "&".join(f"{quote_plus(name)}={quote_plus(value)}" for name, value in fields.items())
    return Callback({"content-type": "application/x-www-form-urlencoded; charset=utf-8"}, body.encode())


HEAD = (
    "支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,订单金额（元）,"
    "商家实收（元）,支付宝红包（元）,集分宝（元）,支付宝优惠（元）,商家优惠（元）,券核销金额（元）,券名称,商家红包消费金额（元）,"
    "卡消费金额（元）,退款批次号/请求号,服务费（元）,分润（元）,备注"
)


def bill_row(attempt: str, kind: str, yuan: str, number: str = "") -> str:
    """A line of a bill."""
    trade = [
        "2013112011001004330000121536\t",
        f"{attempt}\t",
        kind,
        "水费",
        "2026-11-21 10:00:00",
        "2026-11-21 10:00:30",
    ]
    shop = ["", "", "", "", "b***@example.com"]
    reductions = ["0.00", "0.00", "0.00", "0.00", "0.00", "", "0.00", "0.00"]
    return ",".join([*trade, *shop, yuan, yuan, *reductions, f"{number}\t", "-0.12", "0.00", ""])


def bill(rows: Sequence[str]) -> bytes:
    """A bill: the lines and the sums, each a text in GBK."""
    mark = "#-----------------------------------------业务明细列表"
    lines = ["#支付宝业务明细查询", "#账号：[20881021462251350156]", mark, HEAD, *rows, mark + "结束", ""]
    sums = ["#支付宝业务汇总查询", "门店编号,门店名称,交易订单总笔数", "合计,,1", ""]
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("sums.csv", "\r\n".join(sums).encode("gbk"))
        archive.writestr("lines.csv", "\r\n".join(lines).encode("gbk"))
    return file.getvalue()
