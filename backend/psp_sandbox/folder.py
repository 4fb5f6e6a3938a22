"""The folder of a sandbox: its own keys, and what one merchant is given. Made once, the same ever after."""

import json
import os
import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import NameOID

MCHID = "1900067890"
APPID = "wx5a1d0c0ffee0b0a7"
ALIPAY_APP_ID = "2021009876543210"
SELLER_ID = "2088009876543210"


@dataclass(frozen=True, slots=True)
class Certified:
    """A key and the certificate over it."""

    key: rsa.RSAPrivateKey = field(repr=False)
    certificate: x509.Certificate

    @property
    def serial(self) -> str:
        """As it stands in headers: hexadecimal, large letters."""
        return f"{self.certificate.serial_number:X}"

    @property
    def pem(self) -> bytes:
        """The certificate alone."""
        return self.certificate.public_bytes(Encoding.PEM)


class Folder:
    """Keys in files that only their owner reads."""

    def __init__(self, path: Path) -> None:
        self.path = path
        (path / "own").mkdir(parents=True, exist_ok=True)
        (path / "merchant").mkdir(exist_ok=True)
        for private in (path, path / "own", path / "merchant"):
            private.chmod(0o700)
        self.merchant = self._certified("merchant/wechat_merchant")
        self.wechat_public = self._key("own/wechat_public")
        self.wechat_public_id = f"PUB_KEY_ID_0{MCHID}{self.merchant.serial[:12]}"
        self.alipay = self._key("own/alipay")
        self.alipay_app = self._key("merchant/alipay_app")
        self.apiv3_key = self._word("merchant/apiv3_key", 32)
        self.payer_token = self._word("payer_token", 32)
        self.platforms = [self._certified(f"own/{name}") for name in self._platform_names()]
        self._write("merchant/wechat_public_key.pem", public_pem(self.wechat_public))
        self._write("merchant/alipay_public_key.pem", public_pem(self.alipay))
        self._write("merchant/wechat_platform.pem", self.platforms[-1].pem)

    def renew_certificate(self) -> None:
        """A new platform certificate, which signs from now on; those before it stay good."""
        self.platforms.append(self._certified(f"own/platform_{len(self.platforms) + 1}"))

    def describe(self, url: str) -> None:
        """Write merchant.json: what a merchant's backend has to know, with the paths of its keys."""
        merchant = self.path / "merchant"
        wechat = {
            "host": url,
            "mchid": MCHID,
            "appid": APPID,
            "serial": self.merchant.serial,
            "private_key": str(merchant / "wechat_merchant.pem"),
            "apiv3_key": str(merchant / "apiv3_key"),
            "platform_certificate": str(merchant / "wechat_platform.pem"),
            "platform_serial": self.platforms[-1].serial,
            "public_key": str(merchant / "wechat_public_key.pem"),
            "public_key_id": self.wechat_public_id,
        }
        alipay = {
            "gateway": f"{url}/gateway.do",
            "app_id": ALIPAY_APP_ID,
            "seller_id": SELLER_ID,
            "private_key": str(merchant / "alipay_app.pem"),
            "alipay_public_key": str(merchant / "alipay_public_key.pem"),
        }
        payer = {"url": f"{url}/payer", "token": str(self.path / "payer_token")}
        self._write(
            "merchant.json", json.dumps({"wechat": wechat, "alipay": alipay, "payer": payer}, indent=2).encode()
        )

    def _platform_names(self) -> list[str]:
        found = len(list((self.path / "own").glob("platform_*.crt")))
        return [f"platform_{number}" for number in range(1, max(1, found) + 1)]

    def _certified(self, name: str) -> Certified:
        key, file = self._key(name), self.path / f"{name}.crt"
        if not file.exists():
            self._write(f"{name}.crt", _certificate_over(key, Path(name).name).public_bytes(Encoding.PEM))
        return Certified(key, x509.load_pem_x509_certificate(file.read_bytes()))

    def _key(self, name: str) -> rsa.RSAPrivateKey:
        file = self.path / f"{name}.pem"
        if not file.exists():
            made = rsa.generate_private_key(65537, 2048)
            self._write(f"{name}.pem", made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        key = load_pem_private_key(file.read_bytes(), None)
        if not isinstance(key, rsa.RSAPrivateKey):
            raise TypeError(name)
        return key

    def _word(self, name: str, length: int) -> str:
        file = self.path / name
        if not file.exists():
            self._write(name, secrets.token_hex(length // 2).encode())
        return file.read_text()

    def _write(self, name: str, content: bytes) -> None:
        """Whole or not at all: whoever kills us leaves no half key."""
        file = self.path / name
        draft = file.with_name(f".{file.name}.{os.getpid()}")
        draft.touch(0o600)
        draft.write_bytes(content)
        draft.replace(file)


def public_pem(key: rsa.RSAPrivateKey) -> bytes:
    """The public half."""
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def _certificate_over(key: rsa.RSAPrivateKey, name: str) -> x509.Certificate:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"Linli sandbox {name}")])
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(int.from_bytes(b"\x4c" + secrets.token_bytes(19)))  # 40 digits, none of them a leading 0
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1825))
        .sign(key, hashes.SHA256())
    )
