"""The whole backend against the sandbox that speaks the providers' real wires: two ways to pay, and the day's books."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import unquote_to_bytes

import pytest
from sqlalchemy import select

from backend.app import create_app
from backend.payments.channel import Callback, ChannelName
from backend.payments.merchants import open_channels
from backend.payments.models import ProviderCallback
from backend.payments.reconciliation import reconcile
from backend.payments.sweeper import Sweeper
from backend.settings import Settings
from tests.backend.asgi import client_of
from tests.backend.hall import Hall, Terminal, TurnableClock, problem
from tests.channels.payer import Door, Payer, door, sandbox

PATIENCE_S = 20
SHE_STANDS_THERE_S = 5


@pytest.fixture
def engine() -> str:
    return "sqlite"


class RealClock(TurnableClock):
    """Providers do not turn theirs."""

    def now(self) -> datetime:
        return datetime.now(UTC)


@dataclass
class Street:
    """A hall, a provider across the street, and whoever pays."""

    hall: Hall
    terminal: Terminal
    payer: Payer
    door: Door
    name: str

    def order(self, household: int) -> dict[str, Any]:
        found = self.terminal.post(
            "/v1/bills/find", {"by": "household", "number": f"691{2_718_400 + household}"}
        ).json()
        bills = [bill["id"] for account in found["accounts"] for bill in account["unpaid"]]
        made = self.terminal.post("/v1/orders", {"bills": bills})
        assert made.status_code == 201, made.text
        return dict(made.json())

    def hear(self, callback: Callback) -> None:
        """As the provider does: again, where it is refused because its certificate is not here yet."""
        ends, target = time.monotonic() + PATIENCE_S, f"/v1/psp/{self.name}/notify"
        while True:
            answer = self.hall.client.post(target, content=callback.body, headers=dict(callback.headers))
            if answer.status_code in (200, 204):
                return
            assert time.monotonic() < ends, answer.text
            time.sleep(0.05)

    def until(self, order: dict[str, Any], **wanted: str) -> dict[str, Any]:
        """Wait, as a terminal does, until order (`state`) or newest attempt (`attempt`) is so far."""
        tag, ends = "", time.monotonic() + PATIENCE_S
        while time.monotonic() < ends:
            answer = self.terminal.get(f"/v1/orders/{order['id']}?wait=2", None, **{"If-None-Match": tag})
            if answer.status_code == 304:
                continue
            tag, now = answer.headers["ETag"], answer.json()
            found = {"state": now["state"], "attempt": now["attempts"][-1]["state"]}
            if all(found[name] == state for name, state in wanted.items()):
                return dict(now)
        now = self.terminal.get(f"/v1/orders/{order['id']}").text
        raise AssertionError(f"not {wanted} in time: {now}")


@pytest.fixture(params=["wechat", "alipay"])
def street(request: pytest.FixtureRequest, settings: Settings, tmp_path: Path) -> Iterator[Street]:
    clock = RealClock()
    (tmp_path / "merchant").mkdir(mode=0o700)
    with sandbox(tmp_path / "merchant") as payer, door() as opened:
        app = create_app(settings, clock.now, open_channels(tmp_path / "merchant", opened.url, clock.now))
        with client_of(app) as client:
            hall = Hall(client, app, app.state.house, clock)
            sweeper = Sweeper(hall.house)
            yield Street(hall, hall.terminal(), payer, opened, request.param)
            sweeper.close()
        app.state.house.close()


def test_a_code_on_the_screen_a_code_of_hers_and_the_books_of_the_day(street: Street) -> None:
    shown = street.order(0)
    street.terminal.post(f"/v1/orders/{shown['id']}/attempts", {"way": "show_code", "channel": street.name})
    code = street.until(shown, attempt="pending")["attempts"][-1]["code"]
    street.payer.do("POST", "pay", code=code)
    (callback, *_) = street.door.wait()
    street.hear(callback)
    assert street.until(shown, state="paid")["receipt"]["number"] == 1

    hers = street.order(1)
    taken = {"way": "take_code", "code": street.payer.code(street.name)}
    assert street.terminal.post(f"/v1/orders/{hers['id']}/attempts", taken).status_code == 201
    street.until(hers, state="paid", attempt="success")

    given_up = street.order(2)
    taken = {"way": "take_code", "code": street.payer.code(street.name, "password")}
    street.terminal.post(f"/v1/orders/{given_up['id']}/attempts", taken)
    street.until(given_up, attempt="pending")
    street.terminal.post(f"/v1/orders/{given_up['id']}/cancel", {})
    ended = street.until(given_up, state="ended")
    assert ended["attempts"][-1]["state"] in ("revoked", "closed")
    books = reconcile(street.hall.house, ChannelName(street.name), street.hall.house.today())
    assert [one.kind.value for one in books] == []


@pytest.mark.parametrize("given_up", ["attempt", "order"])
def test_a_code_that_nobody_scanned_is_over_as_soon_as_it_is_given_up(street: Street, given_up: str) -> None:
    order = street.order(0)
    street.terminal.post(f"/v1/orders/{order['id']}/attempts", {"way": "show_code", "channel": street.name})
    number = street.until(order, attempt="pending")["attempts"][-1]["number"]
    what = f"attempts/{number}/close" if given_up == "attempt" else "cancel"
    began = time.monotonic()
    street.terminal.post(f"/v1/orders/{order['id']}/{what}", {})
    street.until(order, attempt="closed")
    if given_up == "order":
        street.until(order, state="ended")
    assert time.monotonic() - began < SHE_STANDS_THERE_S
    assert not street.payer.succeeded(number)


def test_callbacks_from_anywhere_with_anything_change_nothing(street: Street) -> None:
    """What the provider really sent with one byte changed, to the other's door, a day old; and rubbish."""
    order = street.order(0)
    street.terminal.post(f"/v1/orders/{order['id']}/attempts", {"way": "show_code", "channel": street.name})
    code = street.until(order, attempt="pending")["attempts"][-1]["code"]
    street.payer.do("POST", "pay", code=code)
    (good, *_) = street.door.wait()
    own, other = f"/v1/psp/{street.name}/notify", f"/v1/psp/{'alipay' if street.name == 'wechat' else 'wechat'}/notify"
    rng = Random(7)
    tried = [(other, dict(good.headers), good.body)]
    for _ in range(30):
        flipped = bytearray(good.body)
        flipped[rng.randrange(len(flipped))] ^= 1 << rng.randrange(8)
        if unquote_to_bytes(bytes(flipped)) != unquote_to_bytes(good.body):  # %2C and %2c are the same
            tried.append((own, dict(good.headers), bytes(flipped)))
        tried.append((rng.choice([own, other]), {}, rng.randbytes(rng.randrange(400))))
    signed = ("wechatpay-signature", "wechatpay-timestamp", "wechatpay-nonce", "wechatpay-serial")
    without = [{key: value for key, value in good.headers.items() if key != name} for name in signed]
    tried += [(own, headers, good.body) for headers in without if len(headers) < len(good.headers)]
    for target, headers, body in tried:
        answer = street.hall.client.post(target, content=body, headers=_sent(headers))
        assert problem(answer) == (422, "not-genuine"), (target, body[:40])
    with street.hall.house.database.open_session(writes=False) as session:
        assert session.execute(select(ProviderCallback)).first() is None
    for _ in range(2):
        street.hear(Callback(_sent(dict(good.headers)), good.body))
    with street.hall.house.database.open_session(writes=False) as session:
        assert len(session.execute(select(ProviderCallback)).all()) == 1


def _sent(headers: dict[str, str]) -> dict[str, str]:
    """Of another connection: its length is not that of this one."""
    return {name: value for name, value in headers.items() if name not in ("content-length", "host", "connection")}
