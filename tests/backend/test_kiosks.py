"""Enrolment, answers given again, calls for staff."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import func, select

from backend.kiosks.models import EnrolmentCode, StaffCall
from backend.kiosks.models import Terminal as TerminalRow
from tests.backend.hall import Hall, Terminal, problem

CALL = {"reason": "asked", "service_id": "contacts"}


def _count(hall: Hall, table: type) -> int:
    with hall.house.database.open_session(writes=False) as session:
        return session.execute(select(func.count()).select_from(table)).scalar_one()


def test_a_code_becomes_an_identity(hall: Hall) -> None:
    answer = hall.enrol_with(hall.code(), Ed25519PrivateKey.generate())
    assert answer.status_code == 201
    content = answer.json()
    assert content["site"] == {"id": "xinghua", "name": "杏花社区便民服务馆"}
    assert content["bundle_key_id"] == hall.house.keys.bundle_key_id


def test_a_code_may_be_typed_in_small_letters_without_dashes(hall: Hall) -> None:
    answer = hall.enrol_with(hall.code().lower().replace("-", " "), Ed25519PrivateKey.generate())
    assert answer.status_code == 201


def test_a_code_works_once(hall: Hall) -> None:
    code = hall.code()
    assert hall.enrol_with(code, Ed25519PrivateKey.generate()).status_code == 201
    assert problem(hall.enrol_with(code, Ed25519PrivateKey.generate())) == (404, "not-found")
    assert _count(hall, TerminalRow) == 1


def test_a_lost_answer_to_an_enrolment_is_given_again(hall: Hall) -> None:
    code, key = hall.code(), Ed25519PrivateKey.generate()
    first = hall.enrol_with(code, key, "a" * 32)
    again = hall.enrol_with(code, key, "a" * 32)
    assert again.json() == first.json()
    assert _count(hall, TerminalRow) == 1


def test_of_many_at_once_one_gets_the_code(hall: Hall) -> None:
    code = hall.code()
    with ThreadPoolExecutor(6) as pool:
        keys = [Ed25519PrivateKey.generate() for _ in range(6)]
        statuses = sorted(pool.map(lambda key: hall.enrol_with(code, key).status_code, keys))
    assert statuses == [201, 404, 404, 404, 404, 404]
    assert _count(hall, TerminalRow) == 1


def test_unknown_used_and_expired_codes_look_the_same(hall: Hall) -> None:
    used, expired = hall.code(), hall.code()
    hall.enrol_with(used, Ed25519PrivateKey.generate())
    answers = [
        hall.enrol_with(used, Ed25519PrivateKey.generate()),
        hall.enrol_with("2222-2222-2222", Ed25519PrivateKey.generate()),
    ]
    hall.clock.turn(hours=24)
    answers.append(hall.enrol_with(expired, Ed25519PrivateKey.generate()))
    assert {answer.content for answer in answers} == {answers[0].content}
    assert problem(answers[0]) == (404, "not-found")


def test_guessing_codes_ends_soon(hall: Hall) -> None:
    statuses = [hall.enrol_with("2222-2222-2222", Ed25519PrivateKey.generate()).status_code for _ in range(12)]
    assert statuses == [404] * 10 + [429] * 2


def test_codes_are_kept_as_digests(hall: Hall) -> None:
    code = hall.code()
    with hall.house.database.open_session(writes=False) as session:
        digests = session.execute(select(EnrolmentCode.digest)).scalars().all()
    assert len(digests) == 1
    assert code not in digests[0]
    assert len(digests[0]) == 64


def test_a_public_key_is_32_bytes(hall: Hall, subtests: pytest.Subtests) -> None:
    for key in ("", "AAAA", "!" * 44, "A" * 200):
        with subtests.test(key=key):
            body = {"code": "2222-2222-2222", "public_key": key, "name": "一号机"}
            answer = hall.client.post("/v1/devices/enrol", json=body, headers={"Idempotency-Key": "a" * 32})
            assert problem(answer) == (422, "malformed")


def test_the_same_post_again_is_done_once_and_answered_twice(hall: Hall) -> None:
    terminal = hall.terminal()
    first = terminal.post("/v1/staff-calls", CALL, key="k" * 20)
    again = terminal.post("/v1/staff-calls", CALL, key="k" * 20)
    assert first.status_code == again.status_code == 201
    assert (again.content, again.headers["content-type"]) == (first.content, first.headers["content-type"])
    assert _count(hall, StaffCall) == 1


def test_many_equal_posts_at_once_are_done_once(hall: Hall) -> None:
    terminal = hall.terminal()
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda _: terminal.post("/v1/staff-calls", CALL, key="k" * 20), range(6)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert _count(hall, StaffCall) == 1


def test_a_key_belongs_to_one_request(hall: Hall) -> None:
    terminal = hall.terminal()
    terminal.post("/v1/staff-calls", CALL, key="k" * 20)
    other = terminal.post("/v1/staff-calls", CALL | {"reason": "paper_out"}, key="k" * 20)
    assert problem(other) == (422, "idempotency-key-reused")
    assert problem(terminal.post("/v1/login/card", CALL, key="k" * 20)) == (422, "idempotency-key-reused")


def test_a_key_belongs_to_one_terminal(hall: Hall) -> None:
    first, second = hall.terminal(), hall.terminal()
    ids = {terminal.post("/v1/staff-calls", CALL, key="k" * 20).json()["id"] for terminal in (first, second)}
    assert len(ids) == 2


def test_an_old_key_is_free_again(hall: Hall) -> None:
    terminal = hall.terminal()
    first = terminal.post("/v1/staff-calls", CALL, key="k" * 20)
    hall.clock.turn(hours=25)
    later = terminal.post("/v1/staff-calls", CALL, key="k" * 20)
    assert later.status_code == 201
    assert later.json()["id"] != first.json()["id"]


def test_a_refusal_that_counted_is_given_again_too(hall: Hall) -> None:
    terminal = hall.terminal()
    wrong = {"number": "690101195503180027", "name": "王", "kind": "resident", "valid_until": None}
    statuses = [terminal.post("/v1/login/card", wrong, key="k" * 20).status_code for _ in range(15)]
    assert statuses == [404] * 15, "one look-up, however often it is sent"


def test_a_malformed_post_leaves_its_key_free(hall: Hall) -> None:
    terminal = hall.terminal()
    assert problem(terminal.post("/v1/staff-calls", {"reason": "Not A Key"}, key="k" * 20)) == (422, "malformed")
    assert terminal.post("/v1/staff-calls", CALL, key="k" * 20).status_code == 201


def test_every_post_has_a_proper_key(hall: Hall, subtests: pytest.Subtests) -> None:
    terminal = hall.terminal()
    for key in ("", "short", "k" * 65, "has space in it 1"):
        with subtests.test(key=key):
            answer = terminal.post("/v1/staff-calls", CALL, **{"Idempotency-Key": key})
            assert problem(answer) == (400, "idempotency-key-missing")


def test_calls_are_heard_in_the_hall(hall: Hall) -> None:
    terminal = hall.terminal()
    first = terminal.post("/v1/staff-calls", CALL).json()["id"]
    hall.clock.turn(seconds=5)
    second = terminal.post("/v1/staff-calls", {"reason": "printer_out", "service_id": None}).json()["id"]
    calls = hall.terminal().get("/v1/staff-calls/open").json()["calls"]
    assert [call["id"] for call in calls] == [first, second]
    assert calls[0] == {
        "id": first,
        "terminal_id": terminal.id,
        "terminal_name": "一号机",
        "reason": "asked",
        "service_id": "contacts",
        "called_at": "2026-11-21T01:42:00Z",
    }


def test_another_halls_calls_are_not_heard(hall: Hall) -> None:
    from backend.kiosks.models import Site

    hall.terminal().post("/v1/staff-calls", CALL)
    with hall.house.database.transaction() as session:
        session.add(Site(id="elsewhere", name="别处"))
    with hall.house.database.transaction() as session:
        from backend.kiosks.service import make_enrolment_code

        code = make_enrolment_code(hall.house, session, "elsewhere")
    key = Ed25519PrivateKey.generate()

    other = Terminal(hall, hall.enrol_with(code, key).json()["terminal_id"], key)
    assert other.get("/v1/staff-calls/open").json() == {"calls": []}
