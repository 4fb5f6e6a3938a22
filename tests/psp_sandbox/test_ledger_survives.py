"""Whoever kills the gateway loses no money of it, and nothing that it had yet to tell."""

import json
import secrets
import sqlite3
import threading
from pathlib import Path

import pytest
import requests

from backend.psp_sandbox.ledger import Ledger
from tests.helpers.psp_gateway import Gateway, MerchantDoor, running
from tests.psp_sandbox.public_sdks import alipay_sdk, wechat_sdk


@pytest.fixture
def folder(one_gateway: Gateway, tmp_path: Path) -> Path:
    """A folder with the keys of the one that runs, for keys take their time."""
    for name in ("own", "merchant"):
        (tmp_path / "psp" / name).mkdir(parents=True)
        for file in (one_gateway.folder / name).iterdir():
            (tmp_path / "psp" / name / file.name).write_bytes(file.read_bytes())
    return tmp_path / "psp"


def test_a_callback_that_was_not_heard_comes_after_a_power_cut(
    folder: Path, tmp_path: Path, attempt: str, door: MerchantDoor
) -> None:
    with running(folder, "--pace", "0.01") as gateway:
        sdk = wechat_sdk(gateway, tmp_path / "certificates", door.url)
        code = json.loads(sdk.pay("水费", attempt, {"total": 7, "currency": "CNY"})[1])["code_url"]
        gateway.break_with("wechat.notify", "lost_request", times=None)
        gateway.pay(code)
        gateway.kill()
        gateway.start()
        trade = gateway.trade(attempt)
        assert trade is not None
        assert (trade["state"], trade["succeeded"], trade["fen"]) == ("paid", True, 7)
        heard = door.next()
        assert sdk.callback(heard.headers, heard.body)["resource"]["out_trade_no"] == attempt
        assert json.loads(sdk.query(out_trade_no=attempt)[1])["trade_state"] == "SUCCESS"


def test_what_was_told_as_paid_is_paid_after_a_power_cut(folder: Path, attempt: str) -> None:
    with running(folder) as gateway:
        sdk = alipay_sdk(gateway)
        told: list[str] = []
        enough = threading.Event()

        def pay_on_and_on() -> None:
            while True:
                each = f"{attempt}{secrets.token_hex(6)}"
                try:
                    code = gateway.payment_code("alipay")
                    answer = sdk.api_alipay_trade_pay(each, "bar_code", code, "水费", total_amount="0.01")
                except (OSError, requests.RequestException):
                    return
                assert answer["code"] == "10000"
                told.append(each)
                if len(told) == 10:
                    enough.set()

        thread = threading.Thread(target=pay_on_and_on)
        thread.start()
        assert enough.wait(20)
        gateway.kill()
        thread.join(20)
        gateway.start()
        ledger = gateway.ask("ledger")["trades"]
        assert set(told) <= {trade["attempt"] for trade in ledger if trade["succeeded"]}
        assert len(ledger) - len(told) in (0, 1)


def test_each_commit_is_on_the_disk(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger.sqlite3")
    assert ledger._connection.execute("PRAGMA synchronous").fetchone()[0] == 2
    ledger.close()


def test_what_fails_half_way_did_not_happen(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "ledger.sqlite3")

    def half() -> None:
        with ledger.open() as books:
            books.burn("wechat", "H1")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        half()
    with ledger.open() as books:
        assert not books.is_burned("wechat", "H1")
    ledger.close()
    with sqlite3.connect(tmp_path / "ledger.sqlite3") as raw:
        assert raw.execute("SELECT count(*) FROM burned").fetchone() == (0,)
    raw.close()


def test_keys_are_for_their_owner_alone_and_stay_the_same(one_gateway: Gateway, folder: Path) -> None:
    private = [file for name in ("own", "merchant") for file in (one_gateway.folder / name).iterdir()]
    assert len(private) > 8
    assert {oct(file.stat().st_mode & 0o777) for file in [*private, one_gateway.folder / "payer_token"]} == {"0o600"}
    with running(folder) as gateway:
        assert gateway.read("wechat", "private_key") == one_gateway.read("wechat", "private_key")
        assert gateway.merchant["wechat"]["serial"] == one_gateway.merchant["wechat"]["serial"]
