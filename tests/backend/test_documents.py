import base64
import json
from typing import Any

import httpx
import pytest

from backend.telephones.service import draw_phone_code
from tests.backend.hall import Hall, Terminal, problem

SLIP = {
    "id": "0123456789abcdef0123456789abcdef",
    "kind": "insurance_summary",
    "issued_at": "2026-11-21T01:40:00Z",
    "expires_at": "2027-02-19T01:40:00Z",
    "subject_masked": "王*芳",
    "sha256": "ab" * 32,
}


def _signature(terminal: Terminal, slip: dict[str, Any]) -> bytes:
    """From docs/wire.md: context line, then the members and `terminal`, sorted, without spaces."""
    text = json.dumps(slip | {"terminal": terminal.id}, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return terminal.key.sign(b"linli-slip-v1\n" + text.encode())


def _register(terminal: Terminal, login: str = "", **other: str) -> tuple[httpx.Response, str]:
    slip = SLIP | other
    signature = _signature(terminal, slip)
    body = slip | {"signature": base64.b64encode(signature).decode()}
    answer = terminal.post("/v1/documents", body, **({"Linli-Session": login} if login else {}))
    return answer, base64.urlsafe_b64encode(signature).decode().rstrip("=")


def _verify(hall: Hall, code: str, document: str = SLIP["id"], **headers: str) -> httpx.Response:
    return hall.client.get(f"/v1/verify/{document}", params={"s": code}, headers=headers)


def test_a_slip_is_genuine_until_it_expires(hall: Hall) -> None:
    answer, code = _register(hall.terminal())
    assert (answer.status_code, answer.json()) == (201, {"id": SLIP["id"]})
    found = _verify(hall, code).json()
    assert found == {
        "state": "valid",
        "kind": "insurance_summary",
        "issued_at": SLIP["issued_at"],
        "expires_at": SLIP["expires_at"],
        "subject_masked": "王*芳",
    }
    hall.clock.turn(days=90)
    assert _verify(hall, code).json() == found | {"state": "expired"}


def test_unknown_and_wrongly_signed_look_the_same(hall: Hall) -> None:
    _, code = _register(hall.terminal())
    wrong = code[:-2] + ("AA" if code[-2:] != "AA" else "BA")
    answers = [
        _verify(hall, wrong),
        _verify(hall, ""),
        _verify(hall, "!!!"),
        _verify(hall, code, "f" * 32),
        _verify(hall, code, "mangled"),
    ]
    assert {answer.status_code for answer in answers} == {200}
    assert {answer.content for answer in answers} == {answers[0].content}
    assert answers[0].json()["state"] == "unknown"
    assert answers[0].json()["subject_masked"] is None


def test_a_browser_gets_a_page(hall: Hall) -> None:
    _, code = _register(hall.terminal())
    page = _verify(hall, code, Accept="text/html,application/xhtml+xml,*/*;q=0.8")
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "default-src 'none'" in page.headers["content-security-policy"]
    for words in ("这张凭证是真的", "社保情况凭条", "王*芳", "2026年11月21日 09:40"):
        assert words in page.text
    unknown = _verify(hall, "x", Accept="text/html")
    assert "没有查到这张凭证" in unknown.text
    assert "王" not in unknown.text


def test_a_page_cannot_be_written_into(hall: Hall) -> None:
    _, code = _register(hall.terminal(), subject_masked="<script>*")
    page = _verify(hall, code, Accept="text/html").text
    assert "<script>" not in page
    assert "&lt;script&gt;*" in page


def test_asking_too_often_is_refused(hall: Hall) -> None:
    statuses = [_verify(hall, "x").status_code for _ in range(32)]
    assert statuses == [200] * 30 + [429] * 2


def test_only_the_terminal_that_printed_can_register(hall: Hall) -> None:
    first, second = hall.terminal(), hall.terminal()
    signature = base64.b64encode(_signature(first, SLIP)).decode()
    assert problem(second.post("/v1/documents", SLIP | {"signature": signature})) == (422, "not-genuine")
    changed = SLIP | {"signature": signature, "subject_masked": "李*"}
    assert problem(first.post("/v1/documents", changed)) == (422, "not-genuine")


def test_the_same_slip_twice_is_fine_another_with_its_id_is_not(hall: Hall) -> None:
    terminal = hall.terminal()
    assert _register(terminal)[0].status_code == 201
    assert _register(terminal)[0].status_code == 201
    assert problem(_register(terminal, subject_masked="李*")[0]) == (409, "conflict")
    assert problem(_register(hall.terminal())[0]) == (409, "conflict")


def _surer(hall: Hall, terminal: Terminal, login: str) -> str:
    """The same login with the code that her telephone shows."""
    with hall.house.database.transaction() as session:
        code = draw_phone_code(hall.house, session, "seed-wang-guifang")[4:-2]
    answer = terminal.post("/v1/login/qr", {"token": code}, **({"Linli-Session": login} if login else {}))
    return str(answer.json()["token"])


def test_a_certificate_needs_her_card_and_a_second_proof(hall: Hall) -> None:
    terminal, kind = hall.terminal(), "insurance_certificate"
    assert problem(_register(terminal, kind=kind)[0]) == (403, "level-too-low")
    assert problem(_register(terminal, _surer(hall, terminal, ""), kind=kind)[0]) == (403, "level-too-low")
    card = terminal.session()
    refused, code = _register(terminal, card, kind=kind)
    assert problem(refused) == (403, "level-too-low")
    assert _verify(hall, code).json()["state"] == "unknown"
    sure = _surer(hall, terminal, card)
    assert problem(_register(terminal, card, kind=kind)[0]) == (401, "session-over"), "the login before it"
    assert problem(_register(hall.terminal(), sure, kind=kind)[0]) == (401, "session-over"), "of another terminal"
    answer, code = _register(terminal, sure, kind=kind)
    assert answer.status_code == 201, answer.text
    assert _verify(hall, code).json()["kind"] == kind


FOREIGN = [
    {"subject_masked": "王桂芳"},
    {"subject_masked": "王*芳 690101"},
    {"subject_masked": "王*\n芳"},
    {"id": "0" * 31},
    {"kind": "passport"},
    {"sha256": "AB" * 32},
    {"issued_at": "2026-11-21 01:40:00"},
    {"expires_at": "2026-02-30T01:40:00Z"},
    {"extra": "member"},
]


def test_a_slip_is_read_strictly(hall: Hall, subtests: pytest.Subtests) -> None:
    terminal = hall.terminal()
    for other in FOREIGN:
        with subtests.test(other=other):
            answer, _ = _register(terminal, **other)
            assert problem(answer) == (422, "malformed")
            assert "王桂芳" not in answer.text
