"""Rubbish at every door of the money: a 4xx in its one form, nothing changed in the books, nothing told or logged.

The doors of providers are tried with the real channels, whose merchant the sandbox made.
"""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, assume, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from schemathesis.core.result import Ok
from schemathesis.generation import GenerationMode
from sqlalchemy import select

from backend.app import create_app
from backend.bills.models import Bill, BillPosting, Receipt
from backend.database import Base
from backend.payments.channel import Callback
from backend.payments.clerk import Clerk
from backend.payments.merchants import open_channels
from backend.payments.models import Alarm, Attempt, Order, PayerCode, ProviderCallback, Refund
from backend.settings import Allowance, Settings
from tests.backend.asgi import client_of
from tests.backend.hall import Hall, problem
from tests.backend.test_openapi import CHECKS, _send
from tests.backend.test_payments_over_the_wire import RealClock
from tests.channels.payer import door, sandbox

OFTEN = Allowance(burst=100_000, seconds_each=1)
BOOKS: list[type[Base]] = [Order, Attempt, Refund, ProviderCallback, Alarm, PayerCode, Bill, BillPosting, Receipt]
SECRET = "wang-guifang-6212345678901234567"
MONEY = ("/v1/orders", "/v1/bills", "/v1/psp")
RUNS = {"wechat": 25, "alipay": 40}
quickly = hypothesis_settings(deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture
def engine() -> str:
    return "sqlite"


@dataclass
class Doors:
    """A hall with both real channels, and a genuine callback of each that nobody has handed in yet."""

    hall: Hall
    genuine: dict[str, Callback]

    def books(self) -> list[str]:
        with self.hall.house.database.open_session(writes=False) as session:
            rows = [row for table in BOOKS for row in session.execute(select(table)).scalars()]
            return [repr({name: value for name, value in vars(row).items() if name[0] != "_"}) for row in rows]

    def knock(self, name: str, body: bytes, headers: dict[str, str]) -> httpx.Response:
        raw = [(key.encode(), value.encode("latin-1")) for key, value in headers.items()]
        return self.hall.client.post(f"/v1/psp/{name}/notify", content=body, headers=raw)


@pytest.fixture
def doors(settings: Settings, tmp_path: Path) -> Iterator[Doors]:
    clock = RealClock()
    often = dict.fromkeys(("orders_per_terminal", "attempts_per_terminal", "claims_per_terminal"), OFTEN)
    often["lookups_per_terminal"] = OFTEN
    (tmp_path / "merchant").mkdir(mode=0o700)
    with sandbox(tmp_path / "merchant") as payer, door() as opened:
        channels = open_channels(tmp_path / "merchant", opened.url, clock.now)
        app = create_app(settings.model_copy(update=often), clock.now, channels)
        with client_of(app) as client:
            hall = Hall(client, app, app.state.house, clock)
            terminal, genuine = hall.terminal(), dict[str, Callback]()
            for place, name in enumerate(("wechat", "alipay")):
                found = terminal.post("/v1/bills/find", {"by": "household", "number": f"691{2_718_400 + place}"}).json()
                bills = [bill["id"] for account in found["accounts"] for bill in account["unpaid"]]
                order = terminal.post("/v1/orders", {"bills": bills}).json()
                terminal.post(f"/v1/orders/{order['id']}/attempts", {"way": "show_code", "channel": name})
                Clerk(hall.house).work_off()
                code = terminal.get(f"/v1/orders/{order['id']}").json()["attempts"][-1]["code"]
                payer.do("POST", "pay", code=code)
                genuine[name] = opened.wait(place + 1)[place]
            yield Doors(hall, genuine)
        app.state.house.close()


def _said(name: str, body: bytes) -> bytes:
    """Forms spell one thing in several ways; whichever it is, the signature is over what is said."""
    return unquote_to_bytes(body.replace(b"+", b" ")) if name == "alipay" else body


def check_refused(doors: Doors, answer: httpx.Response, before: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    status, _ = problem(answer)
    assert 400 <= status < 500
    assert doors.books() == before
    told = capsys.readouterr()
    assert SECRET not in answer.text + str(answer.headers) + told.out + told.err


HEADER = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=60).map(
    lambda one: (one + SECRET).strip()
)


@pytest.mark.parametrize("name", ["wechat", "alipay"])
def test_what_is_not_the_providers_changes_nothing(
    doors: Doors, name: str, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    before, names = doors.books(), sorted(doors.genuine[name].headers)

    @hypothesis_settings(quickly, max_examples=RUNS[name])
    @given(st.binary(max_size=600), st.dictionaries(st.sampled_from(names), HEADER, max_size=4))
    def knock(body: bytes, headers: dict[str, str]) -> None:
        other = {key: value for key, value in headers.items() if key not in ("content-length", "host")}
        check_refused(doors, doors.knock(name, body + SECRET.encode(), other), before, capsys)

    knock()
    assert SECRET not in caplog.text


@pytest.mark.parametrize("name", ["wechat", "alipay"])
def test_a_genuine_callback_with_one_byte_bent_changes_nothing(
    doors: Doors, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    good, before = doors.genuine[name], doors.books()
    plain = {key: value for key, value in good.headers.items() if key not in ("content-length", "host")}

    @hypothesis_settings(quickly, max_examples=RUNS[name])
    @given(st.integers(0, len(good.body) - 1), st.integers(1, 255), st.sampled_from(["bend", "cut", "double", "pad"]))
    def knock(place: int, by: int, how: str) -> None:
        body = {
            "bend": good.body[:place] + bytes([good.body[place] ^ by]) + good.body[place + 1 :],
            "cut": good.body[:place],
            "double": good.body + good.body,
            "pad": good.body + SECRET.encode() * by,
        }[how]
        assume(_said(name, body) != _said(name, good.body))
        answer = doors.knock(name, body, plain)
        check_refused(doors, answer, before, capsys)

    knock()
    assert doors.knock(name, good.body, plain).status_code in (200, 204), "the good one still is"


def test_bad_orders_change_nothing(doors: Doors, capsys: pytest.CaptureFixture[str]) -> None:
    schema = schemathesis.openapi.from_dict(doors.hall.app.openapi())
    operations = [one.ok() for one in schema.get_all_operations() if isinstance(one, Ok)]
    operations = [one for one in operations if one.path.startswith(MONEY)]
    assert len(operations) == 15
    cases = st.one_of([one.as_strategy(generation_mode=mode) for one in operations for mode in GenerationMode])
    terminal, statuses = doors.hall.terminal(), set[int]()

    @hypothesis_settings(quickly, max_examples=60)
    @given(cases)
    def speak(case: "schemathesis.Case[Any]") -> None:
        before = doors.books()
        answer = _send(terminal, case, secrets.token_hex(21) + "x")
        statuses.add(answer.status_code)
        case.validate_response(answer, checks=CHECKS)
        if answer.status_code >= 400:
            check_refused(doors, answer, before, capsys)

    speak()
    assert statuses & {404, 422}
    assert 200 in statuses, "it must also get through"


def test_raw_bytes_at_the_orders_change_nothing(doors: Doors, capsys: pytest.CaptureFixture[str]) -> None:
    terminal = doors.hall.terminal()
    before = doors.books()
    for tail in (
        "",
        f"/{'0' * 32}/attempts",
        f"/{'0' * 32}/attempts/A1/outcome",
        f"/{'0' * 32}/attempts/A1/taken-back",
    ):
        for body in (b"", b"\x00", b"[" * 5000, b'{"bills":' * 1000, b"\xff\xfe", b"1e400", b"NaN"):
            answer = terminal.post(f"/v1/orders{tail}", body + SECRET.encode())
            check_refused(doors, answer, before, capsys)
