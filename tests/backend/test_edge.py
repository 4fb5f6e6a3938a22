"""Hostile requests, and what is said and written when something breaks inside."""

from collections.abc import Iterator

import pytest
import structlog
from structlog.testing import CapturingLogger

from backend.app import create_app
from backend.identity import service
from backend.settings import Settings
from tests.backend.asgi import client_of
from tests.backend.hall import WANG, Hall, problem

SECRET = "王桂芳 690101195503180027"


@pytest.fixture
def written() -> Iterator[CapturingLogger]:
    """All that is logged meanwhile, as it would be written."""
    before = structlog.get_config()
    logger = CapturingLogger()
    structlog.configure(
        processors=[structlog.processors.add_log_level, structlog.processors.JSONRenderer(ensure_ascii=False)],
        logger_factory=lambda *_: logger,
        cache_logger_on_first_use=False,
    )
    yield logger
    structlog.configure(**before)


def _break(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_arguments: object) -> None:
        raise RuntimeError(f"SELECT secret FROM residents WHERE {SECRET}")

    monkeypatch.setattr(service, "log_in_by_card", broken)


def test_what_breaks_inside_stays_inside(hall: Hall, monkeypatch: pytest.MonkeyPatch, written: CapturingLogger) -> None:
    terminal = hall.terminal()
    _break(monkeypatch)
    answer = terminal.log_in()
    assert problem(answer) == (500, "internal")
    assert set(answer.json()) == {"type", "title", "status", "request"}
    for leaked in ("SELECT", "RuntimeError", "Traceback", "王桂芳", "6901", "backend/"):
        assert leaked not in answer.text
    lines = "\n".join(call.args[0] for call in written.calls)
    assert answer.json()["request"] in lines
    assert "RuntimeError" in lines, "the log says where and what kind"
    assert "test_edge.py" in lines
    assert "王桂芳" not in lines
    assert "6901" not in lines


def test_after_a_break_the_key_is_free_and_the_transaction_gone(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = hall.terminal()
    with monkeypatch.context() as broken:
        _break(broken)
        assert terminal.post("/v1/login/card", WANG, key="k" * 20).status_code == 500
    assert terminal.post("/v1/login/card", WANG, key="k" * 20).status_code == 201


def test_the_log_of_a_day_holds_nobody(hall: Hall, written: CapturingLogger) -> None:
    terminal = hall.terminal()
    token = terminal.session()
    terminal.get("/v1/insurance/summary", token)
    terminal.log_in(name="王桂方")
    terminal.log_in(number="690101195503180021")
    terminal.post("/v1/login/card", WANG | {"name": ["王桂芳"]})
    hall.client.get("/v1/verify/0123456789abcdef0123456789abcdef?s=topsecret")
    lines = "\n".join(call.args[0] for call in written.calls)
    assert lines.count('"event": "request"') >= 7
    for personal in ("王桂", "69010119", token, "topsecret", "0123456789abcdef0123456789abcdef"):
        assert personal not in lines
    assert "/v1/verify/{document_id}" in lines


def test_a_body_has_a_limit(hall: Hall) -> None:
    terminal = hall.terminal()
    assert problem(terminal.post("/v1/staff-calls", b" " * (64 * 1024 + 1))) == (413, "too-large")


FOREIGN = [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 30_000, b'{"reason": "asked", "x": 1}', b'{"reason": NaN}',
           b'{"reason": "\\ud800"}', b'{"reason": "asked\\u0000"}']  # fmt: skip


def test_a_foreign_body_is_refused(hall: Hall, subtests: pytest.Subtests) -> None:
    terminal = hall.terminal()
    for body in FOREIGN:
        with subtests.test(body=body[:30]):
            assert problem(terminal.post("/v1/staff-calls", body)) in {(422, "malformed"), (400, "malformed")}


def test_a_foreign_address_or_method_is_refused(hall: Hall) -> None:
    assert problem(hall.client.get("/v2/nothing")) == (404, "not-found")
    assert problem(hall.client.put("/healthz")) == (405, "method-not-allowed")
    assert problem(hall.client.get("/docs")) == (404, "not-found")


def test_health_and_headers(hall: Hall) -> None:
    answer = hall.client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"state": "ok"})
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_without_its_database_it_says_so(settings: Settings, written: CapturingLogger) -> None:
    gone = settings.model_copy(update={"database_url": "postgresql://nobody@/none?host=/nowhere&connect_timeout=1"})
    app = create_app(gone)
    with client_of(app) as client:
        assert problem(client.get("/healthz")) == (503, "unavailable")
        answer = client.get("/v1/verify/x")
    assert problem(answer) == (500, "internal")
    assert "nowhere" not in answer.text
    assert "nowhere" not in "\n".join(call.args[0] for call in written.calls)


def test_many_at_once_are_all_answered(hall: Hall) -> None:
    from concurrent.futures import ThreadPoolExecutor

    terminal = hall.terminal()
    calls = [{"reason": "asked", "service_id": f"s{place}"} for place in range(40)]
    with ThreadPoolExecutor(20) as pool:
        statuses = list(pool.map(lambda call: terminal.post("/v1/staff-calls", call).status_code, calls))
    assert statuses == [201] * 40
    assert len(terminal.get("/v1/staff-calls/open").json()["calls"]) == 40
