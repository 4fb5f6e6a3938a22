from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.backend.hall import Hall, problem


def test_card_opens_a_session_at_level_2(hall: Hall) -> None:
    answer = hall.terminal().log_in()
    assert answer.status_code == 201
    content = answer.json()
    assert (content["level"], content["display_name"], content["expires_at"]) == (2, "王桂芳", "2026-11-21T01:57:00Z")
    assert len(content["token"]) == 43


MISFITS: dict[str, dict[str, str]] = {
    "other name": {"name": "王桂方"},
    "a space more": {"name": "王桂芳 "},
    "unknown number": {"number": "690101195503180203"},
    "other kind": {"kind": "hmt_permit"},
    "card expired": {"valid_until": "2026-11-20"},
}


def test_whatever_does_not_fit_gets_the_same_answer(hall: Hall, subtests: pytest.Subtests) -> None:
    terminal = hall.terminal()
    for case, other in MISFITS.items():
        with subtests.test(case):
            answer = terminal.log_in(**other)
            assert problem(answer) == (404, "not-found")
            assert set(answer.json()) == {"type", "title", "status"}


def test_a_locked_resident_looks_like_an_unknown_one(hall: Hall) -> None:
    terminal = hall.terminal()
    unknown = terminal.log_in(number="690101195503180203")
    with hall.house.database.transaction() as session:
        from backend.identity.models import Resident

        resident = session.get(Resident, "seed-wang-guifang")
        assert resident is not None
        resident.locked = True
    locked = terminal.log_in()
    assert locked.content == unknown.content
    assert locked.status_code == unknown.status_code == 404


def test_a_decomposed_name_is_the_same_name(hall: Hall) -> None:
    foreigner = {"number": "969250197902140028", "kind": "foreigner_2023", "valid_until": "2034-03-15"}
    assert hall.terminal().log_in(name="莫可蕾", **foreigner).status_code == 201
    assert hall.terminal().log_in(name="MOREAU CLAIRE HELENE", **foreigner).status_code == 201
    assert hall.terminal().log_in(name="MOREAU", **foreigner).status_code == 404


def test_a_wrong_check_digit_is_not_looked_up(hall: Hall) -> None:
    answer = hall.terminal().log_in(number="690101195503180021")
    assert problem(answer) == (422, "malformed")
    assert "690101" not in answer.text


def test_a_session_ends_with_its_time(hall: Hall) -> None:
    terminal = hall.terminal()
    token = terminal.session()
    assert terminal.get("/v1/insurance/summary", token).status_code == 200
    hall.clock.turn(minutes=15)
    assert problem(terminal.get("/v1/insurance/summary", token)) == (401, "session-over")


def test_a_session_ends_with_the_log_out_and_twice_is_fine(hall: Hall) -> None:
    terminal = hall.terminal()
    token = terminal.session()
    assert terminal.delete("/v1/sessions/current", token).status_code == 204
    assert terminal.delete("/v1/sessions/current", token).status_code == 204
    assert problem(terminal.get("/v1/insurance/summary", token)) == (401, "session-over")


def test_a_session_is_bound_to_its_terminal(hall: Hall) -> None:
    first, second = hall.terminal(), hall.terminal()
    token = first.session()
    assert problem(second.get("/v1/insurance/summary", token)) == (401, "session-over")
    second.delete("/v1/sessions/current", token)
    assert first.get("/v1/insurance/summary", token).status_code == 200


def test_the_next_login_at_a_terminal_ends_the_one_before(hall: Hall) -> None:
    terminal = hall.terminal()
    before, after = terminal.session(), terminal.session()
    assert problem(terminal.get("/v1/insurance/summary", before)) == (401, "session-over")
    assert terminal.get("/v1/insurance/summary", after).status_code == 200


def test_without_a_session_nothing_personal(hall: Hall) -> None:
    assert problem(hall.terminal().get("/v1/insurance/records?months=3")) == (401, "session-over")


def test_look_ups_of_one_number_run_out_and_come_back(hall: Hall) -> None:
    terminal = hall.terminal()
    allowance = hall.house.settings.lookups_per_subject
    answers = [terminal.log_in(name="王桂方").status_code for _ in range(allowance.burst)]
    assert set(answers) == {404}
    refused = terminal.log_in()
    assert problem(refused) == (429, "too-many")
    wait = int(refused.headers["Retry-After"])
    assert 0 < wait <= allowance.seconds_each
    assert problem(hall.terminal().log_in()) == (429, "too-many"), "another terminal does not help"
    hall.clock.turn(seconds=wait)
    assert terminal.log_in().status_code == 201


def test_a_number_that_is_nobodys_runs_out_just_the_same(hall: Hall) -> None:
    terminal = hall.terminal()
    statuses = [terminal.log_in(number="690101195503180203").status_code for _ in range(12)]
    assert statuses == [404] * 10 + [429] * 2


def test_look_ups_at_once_count_one_by_one(hall: Hall) -> None:
    terminal = hall.terminal()
    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(lambda _: terminal.log_in(name="王桂方").status_code, range(16)))
    assert sorted(statuses) == [404] * 10 + [429] * 6


def test_look_ups_of_one_terminal_run_out(hall: Hall) -> None:
    from backend.identity.numbers import check_letter

    terminal = hall.terminal()
    burst = hall.house.settings.lookups_per_terminal.burst
    numbers = [f"6901011980010{place:04d}" for place in range(burst + 1)]
    statuses = [terminal.log_in(number=first + check_letter(first)).status_code for first in numbers]
    assert statuses == [404] * burst + [429]
    assert hall.terminal().log_in().status_code == 201


def test_the_database_keeps_neither_token_nor_number(hall: Hall) -> None:
    from sqlalchemy import select

    from backend.identity.models import CardSession, Resident
    from backend.kiosks.models import GivenAnswer

    token = hall.terminal().session()
    with hall.house.database.open_session(writes=False) as session:
        sessions = session.execute(select(CardSession.token_hash)).scalars().all()
        sealed = session.execute(select(GivenAnswer.sealed)).scalars().all()
        digests = session.execute(select(Resident.number_digest)).scalars().all()
    assert len(sessions) == 1
    assert token not in sessions
    assert all(row is not None and token.encode() not in row and "王桂芳".encode() not in row for row in sealed)
    assert all("690101195503180027" not in digest for digest in digests)
