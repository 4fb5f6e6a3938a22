"""The public SDKs, as anybody installs them; only the host is ours."""

from pathlib import Path
from typing import Any

from alipay import AliPay
from wechatpayv3 import WeChatPay, WeChatPayType

from tests.helpers.psp_gateway import Gateway

NOWHERE = "http://127.0.0.1:9/notify"


def wechat_sdk(gateway: Gateway, folder: Path, notify_url: str = NOWHERE, *, public_key: bool = False) -> Any:
    """With the platform certificate in its folder of certificates, or in the mode of public keys."""
    wechat = gateway.merchant["wechat"]
    folder.mkdir(exist_ok=True)
    (folder / "platform.pem").write_text(gateway.read("wechat", "platform_certificate"))
    sdk = WeChatPay(
        WeChatPayType.NATIVE,
        wechat["mchid"],
        gateway.read("wechat", "private_key"),
        wechat["serial"],
        wechat["appid"],
        gateway.read("wechat", "apiv3_key"),
        notify_url=notify_url,
        cert_dir=None if public_key else str(folder),
        timeout=(5, 10),
        public_key=gateway.read("wechat", "public_key") if public_key else None,
        public_key_id=wechat["public_key_id"] if public_key else None,
    )
    sdk._core._gate_way = wechat["host"]
    return sdk


def alipay_sdk(gateway: Gateway, notify_url: str = NOWHERE) -> Any:
    """With RSA2 and a public key."""
    alipay = gateway.merchant["alipay"]
    sdk = AliPay(
        alipay["app_id"],
        notify_url,
        gateway.read("alipay", "private_key"),
        gateway.read("alipay", "alipay_public_key"),
        "RSA2",
    )
    sdk._gateway = alipay["gateway"]
    return sdk
