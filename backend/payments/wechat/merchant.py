"""Who we are to WeChat Pay: numbers, keys, and where it is asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey

API_HOST = "https://api.mch.weixin.qq.com"
PUBLIC_KEY_PREFIX = "PUB_KEY_ID_"
SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class WechatMerchant:
    """One merchant. `serial` names the certificate of `key`; `secret` is the APIv3 key, which seals what is sent to us.

    `public_keys` are WeChat's, by their PUB_KEY_ID_...: accounts since 2024-09 have one and no platform certificates,
    older ones may have both for a while. `store` is the number of the hall's store, which codepay wants.
    """

    mchid: str
    appid: str
    serial: str
    notify_url: str
    store: str
    key: RSAPrivateKey = field(repr=False)
    secret: bytes = field(repr=False)
    public_keys: Mapping[str, RSAPublicKey] = field(default_factory=dict, repr=False)
    host: str = API_HOST

    def __post_init__(self) -> None:
        if len(self.secret) != SECRET_BYTES:
            raise ValueError("an APIv3 key has 32 bytes")
        if len(self.public_keys) > 1 or not all(name.startswith(PUBLIC_KEY_PREFIX) for name in self.public_keys):
            raise ValueError("at most one public key, by its PUB_KEY_ID_")
