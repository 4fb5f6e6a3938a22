"""A service that was stopped: sealed, for one opening, for the same person, in the same hall, for a day."""

import logging
from pathlib import Path
from typing import Any

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import select

from backend.app import create_app
from backend.kiosks.service import add_hall, make_enrolment_code
from backend.pauses.models import Pause
from backend.pauses.service import forget_expired
from backend.settings import Allowance, Settings
from tests.backend.asgi import client_of
from tests.backend.hall import Hall, Terminal, TurnableClock, problem

WORDS = "槐树街九百九十九号"
STOPPED: dict[str, Any] = {
    "service_id": "contacts",
    "answers": [{"name": "Choose:您找谁？", "value": "words"}, {"name": "EnterText:请输入名字或地址", "value": WORDS}],
    "standing": {"name": "EnterDigits:请输入楼号", "value": "31415"},
}
LI = {"number": "690102198411020034", "name": "李𠮷", "kind": "resident", "valid_until": "2038-04-20"}


def seal(terminal: Terminal, token: str = "", **other: object) -> httpx.Response:
    return terminal.post("/v1/pauses", STOPPED | other, **({"Linli-Session": token} if token else {}))


def go_on(terminal: Terminal, code: str, token: str = "") -> httpx.Response:
    return terminal.post("/v1/pauses/open", {"code": code}, **({"Linli-Session": token} if token else {}))


def rows(hall: Hall) -> list[Pause]:
    with hall.house.database.transaction() as session:
        return list(session.execute(select(Pause)).scalars())


def test_what_was_stopped_is_gone_on_with_at_another_terminal_and_only_once(hall: Hall) -> None:
    made = seal(hall.terminal())
    assert made.status_code == 201, made.text
    code = made.json()["code"]
    assert (len(code), made.json()["good_until"]) == (10, "2026-11-22T01:42:00Z")
    other = hall.terminal()
    opened = go_on(other, code)
    assert (opened.status_code, opened.json()) == (200, STOPPED)
    assert problem(go_on(other, code)) == (404, "not-found")
    assert rows(hall) == []


def test_unknown_expired_and_of_another_hall_look_the_same(hall: Hall) -> None:
    terminal = hall.terminal()
    code = seal(terminal).json()["code"]
    unknown = go_on(terminal, "0000000000" if code != "0000000000" else "1111111111")
    with hall.house.database.transaction() as session:
        add_hall(session, "elsewhere", "别处便民服务馆")
    elsewhere = _terminal_of(hall, "elsewhere")
    away = go_on(elsewhere, code)
    hall.clock.turn(hours=24)
    expired = go_on(terminal, code)
    assert {problem(answer) for answer in (unknown, away, expired)} == {(404, "not-found")}
    assert {answer.content for answer in (unknown, away, expired)} == {unknown.content}


def _terminal_of(hall: Hall, site: str) -> Terminal:
    with hall.house.database.transaction() as session:
        code = make_enrolment_code(hall.house, session, site)
    key = Ed25519PrivateKey.generate()
    return Terminal(hall, hall.enrol_with(code, key).json()["terminal_id"], key)


def test_who_was_logged_in_logs_in_again_and_nobody_else_gets_anything(hall: Hall) -> None:
    first, second = hall.terminal(), hall.terminal()
    code = seal(first, first.session()).json()["code"]
    assert problem(go_on(second, code)) == (403, "level-too-low")
    somebody_else = second.log_in(**LI).json()["token"]
    assert problem(go_on(second, code, somebody_else)) == (404, "not-found")
    assert len(rows(hall)) == 1, "a stranger's attempt takes nothing from her"
    assert go_on(second, code, second.session()).json() == STOPPED


def test_what_a_sure_login_stopped_no_weaker_one_opens(hall: Hall) -> None:
    first, second = hall.terminal(), hall.terminal()
    hall_card = {"number": "690000123456", "kind": "hall_card"}
    code = seal(first, first.session()).json()["code"]
    claim = second.post("/v1/login/card", hall_card).json()["token"]
    assert problem(go_on(second, code, claim)) == (403, "level-too-low")
    assert len(rows(hall)) == 1
    assert go_on(second, code, second.session()).json() == STOPPED
    code = seal(first, first.post("/v1/login/card", hall_card).json()["token"]).json()["code"]
    claim = second.post("/v1/login/card", hall_card).json()["token"]
    assert go_on(second, code, claim).json() == STOPPED


def test_a_session_that_is_over_stops_nothing_and_opens_nothing(hall: Hall) -> None:
    terminal = hall.terminal()
    token = terminal.session()
    code = seal(terminal, token).json()["code"]
    hall.clock.turn(minutes=15)
    assert problem(seal(terminal, token)) == (401, "session-over")
    assert problem(go_on(terminal, code, token)) == (401, "session-over")
    assert len(rows(hall)) == 1


def test_neither_the_database_nor_the_keys_nor_both_hold_the_answers(
    hall: Hall, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    terminal = hall.terminal()
    made = seal(terminal, terminal.session())
    code = made.json()["code"]
    (row,) = rows(hall)
    kept = repr(vars(row)) + caplog.text
    for secret in (WORDS, "31415", code, "contacts"):
        assert secret not in kept
        assert secret.encode() not in row.sealed
    if hall.house.database.engine.dialect.name == "sqlite":
        folder = Path(str(hall.house.database.engine.url.database)).parent
        for file in (path for path in folder.rglob("*") if path.is_file()):
            whole = file.read_bytes()
            assert WORDS.encode() not in whole, file.name
            assert code.encode() not in whole, file.name


def test_a_seal_fits_no_other_code_hall_or_row(hall: Hall) -> None:
    terminal = hall.terminal()
    codes = [seal(terminal).json()["code"] for _ in range(2)]
    with hall.house.database.transaction() as session:
        one, two = session.execute(select(Pause)).scalars()
        one.sealed, two.sealed = two.sealed, one.sealed
    assert [problem(go_on(terminal, code)) for code in codes] == [(404, "not-found")] * 2
    assert rows(hall) == []


def test_nobody_comes_back_and_it_is_deleted(hall: Hall) -> None:
    seal(hall.terminal())
    hall.clock.turn(hours=23, minutes=59)
    forget_expired(hall.house)
    assert len(rows(hall)) == 1
    hall.clock.turn(minutes=1)
    forget_expired(hall.house)
    assert rows(hall) == []


def test_codes_are_not_to_be_guessed(hall: Hall) -> None:
    """Right code or wrong, with a login wanted or not: each attempt counts, over terminals and restarts alike."""
    terminal = hall.terminal()
    code = seal(terminal, terminal.session()).json()["code"]
    other = hall.terminal()
    statuses = [go_on(other, code if n % 2 else f"{n:010}").status_code for n in range(12)]
    assert statuses == [404, 403] * 5 + [429] * 2
    hall.clock.turn(minutes=2)
    assert [go_on(other, "0000000000").status_code for _ in range(2)] == [404, 429]


@pytest.mark.parametrize("engine", ["sqlite"])
def test_the_same_request_again_gets_the_same_answer(settings: Settings) -> None:
    """The line broke after the answer: it is not lost with the row."""
    clock = TurnableClock()
    app = create_app(
        settings.model_copy(update={"resumes_per_terminal": Allowance(burst=1, seconds_each=9)}), clock.now
    )
    with client_of(app) as client:
        terminal = Hall(client, app, app.state.house, clock).terminal()
        code = seal(terminal).json()["code"]
        answers = [terminal.post("/v1/pauses/open", {"code": code}, key="k" * 32) for _ in range(2)]
        assert [answer.json() for answer in answers] == [STOPPED] * 2
    app.state.house.database.close()


FOREIGN: list[dict[str, Any]] = [
    {"service_id": "Contacts!"},
    {"answers": [{"name": "a", "value": 7}]},
    {"answers": [{"name": "", "value": "x"}]},
    {"answers": [{"name": "a", "value": "x" * 201}]},
    {"answers": [{"name": "a", "value": "x\ny"}]},
    {"answers": [{"name": "a", "value": "x"}] * 301},
    {"standing": "here"},
    {"person": "王桂芳"},
]


def test_a_stopped_service_is_read_strictly(hall: Hall, subtests: pytest.Subtests) -> None:
    terminal = hall.terminal()
    for other in FOREIGN:
        with subtests.test(other=str(other)[:60]):
            answer = seal(terminal, **other)
            assert problem(answer) == (422, "malformed")
            assert WORDS not in answer.text
    assert problem(terminal.post("/v1/pauses/open", {"code": "12345"})) == (422, "malformed")
