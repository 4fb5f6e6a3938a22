import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.psp_gateway import Gateway, MerchantDoor, merchant_door, running
from tests.psp_sandbox.both import AlipayTill, Till, WeChatTill
from tests.psp_sandbox.public_sdks import alipay_sdk, wechat_sdk


@pytest.fixture(scope="session")
def one_gateway(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    with running(tmp_path_factory.mktemp("psp"), "--pace", "0.001", "--refund-s", "0.05", "--bills-at-once") as gateway:
        yield gateway


@pytest.fixture
def gateway(one_gateway: Gateway) -> Gateway:
    """The one of this run, without the faults of the test before."""
    one_gateway.ask("faults", "DELETE")
    return one_gateway


@pytest.fixture
def door() -> Iterator[MerchantDoor]:
    with merchant_door() as opened:
        yield opened


@pytest.fixture
def attempt() -> str:
    return f"H1{secrets.token_hex(12)}"


@pytest.fixture(params=["wechat", "alipay"])
def till(request: pytest.FixtureRequest, gateway: Gateway, tmp_path: Path, door: MerchantDoor) -> Till:
    if request.param == "wechat":
        return WeChatTill(wechat_sdk(gateway, tmp_path / "certificates", door.url))
    return AlipayTill(alipay_sdk(gateway, door.url))
