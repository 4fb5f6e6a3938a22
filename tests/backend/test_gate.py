"""Who may speak: signatures, clocks, nonces."""

from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.backend.hall import Hall, Terminal, problem

TARGET = "/v1/staff-calls/open"
Spoil = Callable[[Terminal, dict[str, str]], dict[str, str]]


def _with_other_key(terminal: Terminal, _headers: dict[str, str]) -> dict[str, str]:
    return Terminal(terminal.hall, terminal.id, Ed25519PrivateKey.generate()).headers("GET", TARGET)


SPOILT: dict[str, Spoil] = {
    "no headers": lambda _terminal, _headers: {},
    "unknown terminal": lambda terminal, _headers: Terminal(terminal.hall, "t-unknown", terminal.key).headers(
        "GET", TARGET
    ),
    "other key": _with_other_key,
    "other method": lambda terminal, _headers: terminal.headers("POST", TARGET),
    "other path": lambda terminal, _headers: terminal.headers("GET", "/v1/directory/bundle"),
    "other query": lambda terminal, _headers: terminal.headers("GET", TARGET + "?a=1"),
    "other body": lambda terminal, _headers: terminal.headers("GET", TARGET, b"{}"),
    "time changed": lambda _terminal, headers: headers | {"Linli-Time": str(int(headers["Linli-Time"]) + 1)},
    "time with a sign": lambda _terminal, headers: headers | {"Linli-Time": "+" + headers["Linli-Time"]},
    "time in other digits": lambda _terminal, headers: headers | {"Linli-Time": "9" * 30},
    "nonce changed": lambda _terminal, headers: headers | {"Linli-Nonce": "0" * 32},
    "nonce short": lambda terminal, _headers: terminal.headers("GET", TARGET, nonce="abc"),
    "nonce in capitals": lambda terminal, _headers: terminal.headers("GET", TARGET, nonce="A" * 32),
    "signature is no base64": lambda _terminal, headers: headers | {"Linli-Signature": "!" * 88},
    "signature short": lambda _terminal, headers: headers | {"Linli-Signature": "AAAA"},
    "unsigned stale time": lambda _terminal, headers: headers | {"Linli-Time": "1000"},
}


def test_one_answer_to_all_who_are_not_ours(hall: Hall, subtests: pytest.Subtests) -> None:
    terminal = hall.terminal()
    for case, spoil in SPOILT.items():
        with subtests.test(case):
            headers = spoil(terminal, terminal.headers("GET", TARGET))
            answer = hall.client.get(TARGET, headers=headers)
            assert problem(answer) == (401, "unauthorised")
            assert set(answer.json()) == {"type", "title", "status"}


def test_a_good_request_passes_once(hall: Hall) -> None:
    terminal = hall.terminal()
    headers = terminal.headers("GET", TARGET)
    assert hall.client.get(TARGET, headers=headers).status_code == 200
    replay = hall.client.get(TARGET, headers=headers)
    assert problem(replay) == (401, "unauthorised")
    assert replay.json() == hall.client.get(TARGET).json(), "a replay looks like a stranger"


def test_a_nonce_is_burnt_even_if_its_request_is_refused(hall: Hall) -> None:
    terminal = hall.terminal()
    headers = terminal.headers("GET", "/v1/insurance/summary")
    assert problem(hall.client.get("/v1/insurance/summary", headers=headers)) == (401, "session-over")
    assert problem(hall.client.get("/v1/insurance/summary", headers=headers)) == (401, "unauthorised")


def test_two_terminals_may_use_one_nonce(hall: Hall) -> None:
    nonce = "5" * 32
    for terminal in (hall.terminal(), hall.terminal()):
        assert hall.client.get(TARGET, headers=terminal.headers("GET", TARGET, nonce=nonce)).status_code == 200


def test_five_minutes_are_allowed(hall: Hall, subtests: pytest.Subtests) -> None:
    terminal = hall.terminal()
    now = int(hall.clock.now().timestamp())
    for off in (-300, 300):
        with subtests.test(off=off):
            assert (
                hall.client.get(TARGET, headers=terminal.headers("GET", TARGET, moment=str(now + off))).status_code
                == 200
            )
    for off in (-301, 301):
        with subtests.test(off=off):
            answer = hall.client.get(TARGET, headers=terminal.headers("GET", TARGET, moment=str(now + off)))
            assert problem(answer) == (401, "clock-skew")
            assert answer.json()["server_time"] == now


def test_old_nonces_are_forgotten_when_they_no_longer_matter(hall: Hall) -> None:
    from sqlalchemy import func, select

    from backend.kiosks.models import Nonce

    terminal = hall.terminal()
    for _ in range(3):
        assert terminal.get(TARGET).status_code == 200
    hall.clock.turn(seconds=700)
    headers = terminal.headers("GET", TARGET, nonce="00" + "1" * 30)
    assert hall.client.get(TARGET, headers=headers).status_code == 200
    with hall.house.database.open_session(writes=False) as session:
        assert session.execute(select(func.count()).select_from(Nonce)).scalar_one() == 1


def test_a_revoked_terminal_is_a_stranger(hall: Hall) -> None:
    from backend.kiosks.models import Terminal as Row

    terminal = hall.terminal()
    with hall.house.database.transaction() as session:
        row = session.get(Row, terminal.id)
        assert row is not None
        row.revoked_at = hall.clock.now()
    assert problem(terminal.get(TARGET)) == (401, "unauthorised")


def test_every_address_but_five_is_signed(hall: Hall) -> None:
    """Asked of the OpenAPI document, so that a new address cannot forget its lock."""
    document = hall.client.get("/openapi.json").json()
    public = {("get", "/healthz"), ("post", "/v1/devices/enrol"), ("get", "/v1/verify/{document_id}"),
              ("post", "/v1/psp/wechat/notify"), ("post", "/v1/psp/alipay/notify")}  # fmt: skip
    seen = set()
    for path, operations in document["paths"].items():
        for method in operations:
            seen.add((method, path))
            if (method, path) not in public:
                answer = hall.client.request(method, path, headers={"Idempotency-Key": "k" * 32})
                assert problem(answer) == (401, "unauthorised"), (method, path)
    assert public < seen
    assert len(seen) >= 10
