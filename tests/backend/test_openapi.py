"""Thousands of ways to misspeak, made from our own OpenAPI document: never a 500, always a documented answer."""

import secrets
from datetime import timedelta
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from backend.app import create_app
from backend.settings import Allowance, Settings, SmsGatewayKind
from tests.backend.asgi import client_of
from tests.backend.hall import Hall, Terminal, TurnableClock
from tests.backend.paying import channels_of
from tests.helpers.scripted_channel import ScriptedChannel

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
OFTEN = Allowance(burst=100_000, seconds_each=1)
OURS = {"content-type", "content-length", "host", "transfer-encoding", "idempotency-key"}


def _plain(name: str, value: object) -> bool:
    text = f"{name}{value}"
    ours = name.lower() in OURS or name.lower().startswith("linli-")
    return not ours and text.isascii() and text.isprintable() and name.replace("-", "").isalnum()


def _send(terminal: Terminal, case: "schemathesis.Case[Any]", session: str) -> httpx.Response:
    """What the case says, signed as a terminal of ours would."""
    client = terminal.hall.client
    wanted = case.as_transport_kwargs(base_url="http://127.0.0.1")
    content = wanted.get("data") or b""
    kwargs = (
        {"json": wanted["json"]} if "json" in wanted else {"content": content if isinstance(content, bytes) else b"x"}
    )
    headers = {name: str(value) for name, value in (wanted.get("headers") or {}).items() if _plain(name, value)}
    request = client.build_request(case.method, wanted["url"], params=wanted.get("params"), headers=headers, **kwargs)
    target = request.url.raw_path.decode()
    request.headers.update(terminal.headers(case.method.upper(), target, request.read()))
    # Nobody logs out, and nobody's login gets through: the one session there is stays for all of it.
    if "/login/" not in target:
        request.headers["Linli-Session"] = session if "consents" in target or case.method.upper() == "GET" else "t" * 43
    request.headers["Idempotency-Key"] = secrets.token_hex(16)
    if request.content:
        request.headers["Content-Type"] = "application/json"
    answer = client.send(request)
    answer.elapsed = timedelta(0)  # no wire was crossed
    return answer


@pytest.mark.parametrize("engine", ["sqlite"])
def test_no_answer_is_a_surprise(settings: Settings) -> None:
    clock = TurnableClock()
    app = create_app(
        settings.model_copy(
            update={
                "lookups_per_terminal": OFTEN,
                "lookups_per_subject": OFTEN,
                "pauses_per_terminal": OFTEN,
                "resumes_per_terminal": OFTEN,
                "verifications_per_address": OFTEN,
                "enrolments_per_address": OFTEN,
                "sms_gateway": SmsGatewayKind.EMBEDDED,
                "sms_again": OFTEN,
                "sms_per_terminal": OFTEN,
                "sms_per_hall": OFTEN,
                "sms_per_telephone": OFTEN,
                "sms_per_resident": OFTEN,
                "consents_per_resident": OFTEN,
                "orders_per_terminal": OFTEN,
                "attempts_per_terminal": OFTEN,
                "claims_per_terminal": OFTEN,
            }
        ),
        clock.now,
        channels_of(ScriptedChannel(clock.now)),
    )
    schema = schemathesis.openapi.from_dict(app.openapi())
    operations = [operation.ok() for operation in schema.get_all_operations() if isinstance(operation, Ok)]
    assert len(operations) == 39
    cases = st.one_of([one.as_strategy(generation_mode=mode) for one in operations for mode in GenerationMode])
    statuses: set[int] = set()
    with client_of(app) as client:
        terminal = Hall(client, app, app.state.house, clock).terminal()
        same = {"outcome": "same", "claim": "card_photo", "consent_id": None}  # a consent wants more than a card
        sure = terminal.post("/v1/login/face-result", same, **{"Linli-Session": terminal.session()})
        session = str(sure.json()["token"])

        @hypothesis_settings(max_examples=160, deadline=None, suppress_health_check=list(HealthCheck))
        @given(cases)
        def speak(case: "schemathesis.Case[Any]") -> None:
            answer = _send(terminal, case, session)
            statuses.add(answer.status_code)
            case.validate_response(answer, checks=CHECKS)

        speak()
    app.state.house.close()
    assert {200, 201} <= statuses, "it must also get through"
    assert statuses & {404, 422}
