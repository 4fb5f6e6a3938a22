"""Merchants from a folder: what is missing, open to others or nonsense is said without a key in it."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from backend.payments.channel import ChannelName
from backend.payments.merchants import FILE, BadMerchant, open_channels
from tests.helpers.rsa_keys import rsa_key

WECHAT = {
    "mchid": "1900000109",
    "appid": "wxd678efh567hg6787",
    "serial": "5157F09EFDC096DE15EBE81A47057A7232F1B8E1",
    "private_key": "ours.pem",
    "apiv3_key": "apiv3_key",
    "public_key": "theirs.pem",
    "public_key_id": "PUB_KEY_ID_01",
}
ALIPAY = {
    "app_id": "2014072300007148",
    "seller_id": "2088102146225135",
    "private_key": "ours.pem",
    "alipay_public_key": "theirs.pem",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    ours = rsa_key("merchant").private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    theirs = rsa_key("wechat").public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    for name, content in {"ours.pem": ours, "theirs.pem": theirs, "apiv3_key": b"0123456789abcdef" * 2}.items():
        (tmp_path / name).touch(0o600)
        (tmp_path / name).write_bytes(content)
    return tmp_path


def names(folder: Path, content: object) -> list[str]:
    (folder / FILE).write_text(json.dumps(content))
    channels = open_channels(folder, "https://office.example/", lambda: datetime.now(UTC))
    for channel in channels.values():
        channel.close_line()
    return [name.value for name in channels]


def test_nobody(folder: Path) -> None:
    assert open_channels(folder, "https://office.example", lambda: datetime.now(UTC)) == {}
    assert names(folder, {}) == []


def test_both_either_and_what_is_for_others(folder: Path) -> None:
    assert names(folder, {"wechat": WECHAT, "alipay": ALIPAY, "payer": {"token": "x"}}) == ["wechat", "alipay"]
    assert names(folder, {"alipay": ALIPAY}) == [ChannelName.ALIPAY]
    assert names(folder, {"wechat": {**WECHAT, "public_key": None, "host": "http://127.0.0.1:1"}}) == ["wechat"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ({"wechat": {}}, "wechat.mchid"),
        ({"wechat": {**WECHAT, "mchid": 'x"y'}}, "wechat.mchid"),
        ({"wechat": {**WECHAT, "host": "http://far.example"}}, "https"),
        ({"wechat": {**WECHAT, "apiv3_key": "theirs.pem"}}, "32 bytes"),
        ({"wechat": {**WECHAT, "private_key": "theirs.pem"}}, "theirs.pem"),
        ({"wechat": {**WECHAT, "public_key": "ours.pem"}}, "ours.pem"),
        ({"wechat": {**WECHAT, "public_key_id": "3A1B"}}, "PUB_KEY_ID_"),
        ({"wechat": {**WECHAT, "private_key": "nowhere.pem"}}, "nowhere.pem"),
        ({"alipay": {**ALIPAY, "gateway": "http://far.example/gateway.do"}}, "https"),
        ({"alipay": {**ALIPAY, "bill_host": "ftp://far.example"}}, "https"),
        ([], "merchant.json"),
    ],
)
def test_merchants_that_cannot_be(folder: Path, content: object, reason: str) -> None:
    with pytest.raises(BadMerchant) as bad:
        names(folder, content)
    assert reason in str(bad.value)
    assert "0123456789abcdef" not in str(bad.value)
    assert "PRIVATE" not in str(bad.value)


@pytest.mark.parametrize("name", ["ours.pem", "apiv3_key"])
def test_keys_that_others_can_read(folder: Path, name: str) -> None:
    (folder / name).chmod(0o640)
    with pytest.raises(BadMerchant, match="readable by others"):
        names(folder, {"wechat": WECHAT})
