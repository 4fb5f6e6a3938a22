"""Who we are to Alipay: numbers, keys, and where it is asked."""

from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey

API_HOST = "https://openapi.alipay.com"
BILL_HOST = "https://dwbillcenter.alipay.com"


@dataclass(frozen=True, slots=True)
class AlipayMerchant:
    """One merchant, by its own key and Alipay's public key (not by certificates). `seller` is the number 2088...."""

    app: str
    seller: str
    notify_url: str
    key: RSAPrivateKey = field(repr=False)
    alipay_key: RSAPublicKey = field(repr=False)
    host: str = API_HOST
    bill_host: str = BILL_HOST
