"""WeChat's side of its wire for tests: signs, seals and certifies. Shares no code with what it tests."""

import base64
import json
from collections.abc import Mapping
from datetime import UTC, datetime

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from backend.payments.channel import Callback
from backend.payments.wechat.merchant import WechatMerchant
from tests.helpers.rsa_keys import certificate_pem, rsa_key, rsa_signature
from tests.helpers.scripted_host import Reply

NOW = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
SECRET = b"0123456789abcdef0123456789abcdef"
PUBLIC_KEY = "PUB_KEY_ID_0114232134912410000000000000"
SERIAL = "3A1B2C3D4E5F60718293A4B5C6D7E8F901234567"
ATTEMPT, REFUND = "A0HALL0000000000000000000001", "R0HALL0000000000000000000001"


def merchant(host: str = "https://far.example", *, by_certificates: bool = False) -> WechatMerchant:
    """The merchant that we are."""
    return WechatMerchant(
        mchid="1900000109",
        appid="wxd678efh567hg6787",
        serial="5157F09EFDC096DE15EBE81A47057A7232F1B8E1",
        notify_url="https://office.example/v1/psp/wechat/notify",
        store="hall-1",
        key=rsa_key("merchant"),
        secret=SECRET,
        public_keys={} if by_certificates else {PUBLIC_KEY: rsa_key("wechat").public_key()},
        host=host,
    )


def signed(
    body: bytes, serial: str = PUBLIC_KEY, *, at: datetime = NOW, key: RSAPrivateKey | None = None
) -> dict[str, str]:
    """The headers of an answer or a callback with this body."""
    timestamp, nonce = str(int(at.timestamp())), "fdasflkja484w"
    signature = rsa_signature(key or rsa_key("wechat"), f"{timestamp}\n{nonce}\n".encode() + body + b"\n")
    return {
        "Wechatpay-Timestamp": timestamp,
        "Wechatpay-Nonce": nonce,
        "Wechatpay-Serial": serial,
        "Wechatpay-Signature": base64.b64encode(signature).decode(),
    }


def says(status: int, said: Mapping[str, object] | None, serial: str = PUBLIC_KEY) -> Reply:
    """A signed answer."""
    body = b"" if said is None else json.dumps(said, ensure_ascii=False).encode()
    return Reply(status, body, signed(body, serial))


def sealed(said: bytes, about: str) -> dict[str, str]:
    """A resource under the APIv3 key."""
    nonce = "0123456789ab"
    ciphertext = AESGCM(SECRET).encrypt(nonce.encode(), said, about.encode())
    text = base64.b64encode(ciphertext).decode()
    return {"algorithm": "AEAD_AES_256_GCM", "nonce": nonce, "associated_data": about, "ciphertext": text}


def callback(about: str, said: Mapping[str, object], *, at: datetime = NOW) -> Callback:
    """A notice as it comes to our door."""
    resource = {"original_type": about, **sealed(json.dumps(said).encode(), about)}
    body = json.dumps({"id": "EV-1", "event_type": "X", "resource": resource}).encode()
    return Callback({name.lower(): value for name, value in signed(body, at=at).items()}, body)


def certificates(*serials: str) -> Reply:
    """The answer of /v3/certificates: of each serial the key of that name, signed by the first."""
    pems = {serial: certificate_pem(rsa_key(serial), int(serial, 16)) for serial in serials}
    listed = [{"serial_no": name, "encrypt_certificate": sealed(pem, "certificate")} for name, pem in pems.items()]
    body = json.dumps({"data": listed}).encode()
    return Reply(200, body, signed(body, serials[0], key=rsa_key(serials[0])))


def forged(reply: Reply) -> Reply:
    """The same, signed by a key that is not in it."""
    serial = reply.headers["Wechatpay-Serial"]
    return Reply(reply.status, reply.body, signed(reply.body, serial, key=rsa_key("forger")))


def order(state: str, fen: int = 8888, **more: object) -> dict[str, object]:
    """An order as an answer or a notice tells it."""
    told: dict[str, object] = {
        "appid": "wxd678efh567hg6787",
        "mchid": "1900000109",
        "out_trade_no": ATTEMPT,
        "trade_state": state,
        "amount": {"total": fen, "currency": "CNY"},
    }
    if state in ("SUCCESS", "REFUND"):
        told |= {
            "transaction_id": "4200000925202101284997714292",
            "success_time": "2026-11-22T11:59:58+08:00",
            "payer": {"openid": "oUpF8uMuAJO_M2pxb1Q9zNjWeS6o"},
        }
    return told | more


def refund(state: str, fen: int = 100, **more: object) -> dict[str, object]:
    """A refund as an answer tells it."""
    amount = {"total": 8888, "refund": fen, "currency": "CNY"}
    return {"out_refund_no": REFUND, "out_trade_no": ATTEMPT, "status": state, "amount": amount} | more
