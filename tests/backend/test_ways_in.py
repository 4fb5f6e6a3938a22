"""Every way in, stepping up, and who tries to get in by them without being her."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event, select

from backend.app import create_app
from backend.identity.ages import full_years
from backend.identity.levels import OTHER_CARDS, SECOND, Proof, level_of
from backend.identity.models import CardSession, Resident
from backend.settings import Settings, SmsGatewayKind
from backend.sms import Sms
from backend.telephones.models import PhoneCode, SmsCode
from backend.telephones.service import draw_phone_code, forget_expired
from tests.backend.asgi import client_of
from tests.backend.hall import Hall, Terminal, TurnableClock, problem

WANG_PHONE, LI_PHONE, NOBODYS = "00005561001", "00005561002", "00005559999"
LI = {"number": "690102198411020034", "name": "李𠮷", "kind": "resident", "valid_until": "2038-04-20"}
WANG_SOCIAL = {"number": "690101195503180027", "name": "王桂芳", "kind": "social_security"}
WANG_HALL_CARD = {"number": "690000123456", "kind": "hall_card"}


class Pocket:
    """Every telephone there is: what was sent to it, oldest first."""

    def __init__(self) -> None:
        self.sent: list[Sms] = []

    def post(self, message: Sms) -> None:
        self.sent.append(message)

    def close(self) -> None:
        """Nothing waits."""

    def code(self, phone: str) -> str:
        words = [one.words for one in self.sent if one.phone == phone][-1]
        found = re.search(r"\b[0-9]{6}\b", words)
        assert found is not None
        return found[0]


@pytest.fixture
def pocket() -> Pocket:
    return Pocket()


@pytest.fixture
def hall(settings: Settings, pocket: Pocket) -> Iterator[Hall]:
    clock = TurnableClock()
    app = create_app(settings.model_copy(update={"sms_gateway": SmsGatewayKind.EMBEDDED}), clock.now)
    app.state.house.sms.close()
    object.__setattr__(app.state.house, "sms", pocket)
    with client_of(app) as client:
        yield Hall(client, app, app.state.house, clock)
    app.state.house.close()


def post(terminal: Terminal, way: str, content: object, token: str = "", key: str | None = None) -> httpx.Response:
    return terminal.post(f"/v1/login/{way}", content, key, **({"Linli-Session": token} if token else {}))


def opened(answer: httpx.Response) -> tuple[str, int, list[str]]:
    assert answer.status_code == 201, answer.text
    content = answer.json()
    return content["token"], content["level"], content["proofs"]


def ask(terminal: Terminal, phone: str = WANG_PHONE, token: str = "") -> httpx.Response:
    return post(terminal, "sms/codes", {"phone": phone}, token)


def by_sms(terminal: Terminal, code: str, phone: str = WANG_PHONE, token: str = "") -> httpx.Response:
    return post(terminal, "sms", {"phone": phone, "code": code}, token)


def phone_code(hall: Hall, resident: str = "seed-wang-guifang") -> str:
    with hall.house.database.transaction() as session:
        return draw_phone_code(hall.house, session, resident)[4:-2]


def other_than(code: str, steps: int = 1) -> str:
    return f"{(int(code) + steps) % 1_000_000:06}"


# Levels


@given(st.frozensets(st.sampled_from(list(Proof))))
def test_the_level_is_what_the_table_says(proofs: frozenset[Proof]) -> None:
    second = bool(proofs & SECOND)
    if Proof.ID_CARD in proofs:
        assert level_of(proofs) == (3 if second else 2)
    elif proofs & OTHER_CARDS:
        assert level_of(proofs) == (2 if second else 1)
    else:
        assert level_of(proofs) == bool(proofs)


@given(st.frozensets(st.sampled_from(list(Proof))), st.sampled_from(list(Proof)))
def test_one_more_proof_never_takes_anything_away_and_a_face_is_worth_a_telephone(
    proofs: frozenset[Proof], more: Proof
) -> None:
    assert level_of(proofs) <= level_of(proofs | {more})
    assert level_of(proofs | {Proof.FACE}) == level_of(proofs | {Proof.SMS}) == level_of(proofs | {Proof.PHONE_CODE})
    assert level_of(proofs) < 3 or Proof.ID_CARD in proofs
    assert level_of(proofs) < 2 or proofs - SECOND, "without a card nobody is sure"


@pytest.mark.parametrize(
    ("birth", "today", "years"),
    [
        (date(2012, 11, 21), date(2026, 11, 21), 13),  # full on the day after
        (date(2012, 11, 21), date(2026, 11, 22), 14),
        (date(2008, 2, 29), date(2026, 2, 28), 17),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(2026, 11, 21), date(2026, 11, 21), -1),
    ],
)
def test_years_are_full_on_the_day_after_the_birthday(birth: date, today: date, years: int) -> None:
    assert full_years(birth, today) == years


# Cards


def test_cards_that_can_be_copied_or_found_are_a_claim(hall: Hall) -> None:
    for card, proof in ((WANG_SOCIAL, "social_security"), (WANG_HALL_CARD, "hall_card")):
        terminal = hall.terminal()
        token, level, proofs = opened(post(terminal, "card", card))
        assert (level, proofs) == (1, [proof])
        assert problem(terminal.get("/v1/insurance/summary", token)) == (403, "level-too-low")


MISFITS: list[dict[str, str]] = [
    WANG_SOCIAL | {"name": "王桂方"},
    WANG_SOCIAL | {"number": "690101195503180203"},
    WANG_SOCIAL | {"valid_until": "2026-11-20"},
    WANG_HALL_CARD | {"number": "690000999999"},
]


def test_whatever_does_not_fit_gets_the_same_answer(hall: Hall) -> None:
    terminal = hall.terminal()
    answers = [post(terminal, "card", card) for card in MISFITS]
    with hall.house.database.transaction() as session:
        wang = session.get(Resident, "seed-wang-guifang")
        assert wang is not None
        wang.locked = True
    answers += [post(terminal, "card", card) for card in (WANG_SOCIAL, WANG_HALL_CARD)]
    answers.append(post(terminal, "qr", {"token": phone_code(hall)}))
    assert {problem(answer) for answer in answers} == {(404, "not-found")}
    assert len({answer.content for answer in answers}) == 1


FOREIGN: list[tuple[str, dict[str, object]]] = [
    ("card", {"number": "690000123456", "kind": "hall_card", "name": "王桂芳"}),
    ("card", {"number": "12345", "kind": "hall_card"}),
    ("card", {"number": "690101195503180021", "name": "王桂芳", "kind": "social_security"}),
    ("card", {"number": "690101195503180027", "name": "王桂芳", "kind": "social_security", "level": 3}),
    ("card", {"number": "690101195503180027", "name": "王桂芳", "kind": "library"}),
    ("card", {"number": "690101195503180027", "name": "王桂芳"}),
    ("sms/codes", {"phone": "+8600005561001"}),
    ("sms/codes", {"phone": "０００05561001"}),
    ("sms/codes", {"phone": 5561001}),
    ("sms", {"phone": WANG_PHONE, "code": "12345"}),
    ("sms", {"phone": WANG_PHONE, "code": 123456}),
    ("qr", {"token": "LL1L"}),
    ("qr", {"token": "I" * 26}),
    ("face-result", {"outcome": "other", "claim": "card_photo"}),
    ("face-result", {"outcome": "same", "claim": "card_photo", "consent_id": "ab" * 16}),
    ("face-result", {"outcome": "same", "claim": "hall_card"}),
    ("face-result", {"outcome": "same", "claim": "card_photo", "vectors": "AAAA"}),
]


def test_all_of_it_is_read_strictly(hall: Hall, subtests: pytest.Subtests) -> None:
    terminal = hall.terminal()
    for way, content in FOREIGN:
        with subtests.test(way=way, content=str(content)[:70]):
            answer = post(terminal, way, content)
            assert problem(answer) == (422, "malformed")
            assert "桂芳" not in answer.text
            assert "5561001" not in answer.text


# Stepping up


def test_a_second_proof_makes_the_login_surer_in_the_same_call_and_ends_the_old_token(
    hall: Hall, pocket: Pocket
) -> None:
    terminal = hall.terminal()
    before = terminal.session()
    ask(terminal, token=before)
    hall.clock.turn(minutes=4)
    answer = by_sms(terminal, pocket.code(WANG_PHONE), token=before)
    after, level, proofs = opened(answer)
    assert (level, proofs) == (3, ["id_card", "sms"])
    assert (after != before, answer.json()["expires_at"]) == (True, "2026-11-21T02:01:00Z")
    assert problem(terminal.get("/v1/insurance/summary", before)) == (401, "session-over")
    assert terminal.get("/v1/insurance/summary", after).status_code == 200
    standing = {"level": 3, "proofs": proofs, "of_age": True, "expires_at": "2026-11-21T02:01:00Z"}
    assert terminal.get("/v1/sessions/current", after).json() == standing


def test_two_claims_in_any_order_come_to_the_same(hall: Hall) -> None:
    for first, second in ((0, 1), (1, 0)):
        terminal = hall.terminal()
        ways: list[tuple[str, object]] = [("card", WANG_HALL_CARD), ("qr", {"token": phone_code(hall)})]
        token, level, _ = opened(post(terminal, *ways[first]))
        assert level == 1
        _, level, proofs = opened(post(terminal, *ways[second], token))
        assert (level, proofs) == (2, ["hall_card", "phone_code"])


def test_second_proofs_alone_never_make_anybody_sure(hall: Hall, pocket: Pocket) -> None:
    terminal = hall.terminal()
    ask(terminal)
    token, level, _ = opened(by_sms(terminal, pocket.code(WANG_PHONE)))
    assert level == 1
    _, level, proofs = opened(post(terminal, "qr", {"token": phone_code(hall)}, token))
    assert (level, proofs) == (1, ["phone_code", "sms"])


def test_anothers_proof_is_refused_and_her_login_stays_as_it_was(hall: Hall, pocket: Pocket) -> None:
    terminal = hall.terminal()
    token = terminal.session()
    ask(terminal, LI_PHONE)  # somebody asked without a login, and holds the code
    tries = [
        post(terminal, "card", LI, token),
        by_sms(terminal, pocket.code(LI_PHONE), LI_PHONE, token),
        post(terminal, "qr", {"token": phone_code(hall, "seed-li-ji")}, token),
    ]
    assert {problem(answer) for answer in tries} == {(403, "another-resident")}
    standing = terminal.get("/v1/sessions/current", token).json()
    assert (standing["level"], standing["proofs"]) == (2, ["id_card"])


def test_a_session_that_is_over_foreign_or_invented_is_never_added_to_nor_replaced(hall: Hall) -> None:
    """Session fixation: no token that somebody brought becomes a login, and nothing is tried under it."""
    terminal, other = hall.terminal(), hall.terminal()
    elsewhere = other.session()
    over = terminal.session()
    terminal.delete("/v1/sessions/current", over)
    token = phone_code(hall)
    for brought in ("t" * 43, elsewhere, over):
        assert problem(post(terminal, "card", WANG_HALL_CARD, brought)) == (401, "session-over")
        assert problem(post(terminal, "qr", {"token": token}, brought)) == (401, "session-over")
    assert opened(post(terminal, "qr", {"token": token}))[2] == ["phone_code"], "the code was not used up by that"
    assert other.get("/v1/insurance/summary", elsewhere).status_code == 200


def test_who_comes_after_adds_nothing_to_the_login_that_was_left_behind(hall: Hall) -> None:
    terminal = hall.terminal()
    left = opened(post(terminal, "card", WANG_HALL_CARD))[0]
    assert problem(post(terminal, "card", LI, left)) == (403, "another-resident")
    mine, _, proofs = opened(post(terminal, "card", LI))
    assert proofs == ["id_card"]
    assert problem(terminal.get("/v1/sessions/current", left)) == (401, "session-over")
    assert terminal.get("/v1/sessions/current", mine).status_code == 200


def test_of_two_steps_at_once_one_is_taken(hall: Hall) -> None:
    terminal = hall.terminal()
    token = opened(post(terminal, "card", WANG_HALL_CARD))[0]
    bodies: list[object] = [WANG_SOCIAL] * 6
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda body: post(terminal, "card", body, token), bodies))
    assert sorted(answer.status_code for answer in answers) == [201] + [401] * 5
    with hall.house.database.open_session(writes=False) as session:
        assert len(session.execute(select(CardSession)).scalars().all()) == 1


def test_a_step_whose_answer_was_lost_is_answered_again(hall: Hall) -> None:
    terminal = hall.terminal()
    token = opened(post(terminal, "card", WANG_HALL_CARD))[0]
    code = {"token": phone_code(hall)}
    answers = [post(terminal, "qr", code, token, "k" * 32) for _ in range(2)]
    assert answers[0].content == answers[1].content
    assert terminal.get("/v1/sessions/current", answers[1].json()["token"]).json()["level"] == 2


def test_a_login_of_the_release_before_is_one_by_card(hall: Hall) -> None:
    terminal = hall.terminal()
    token = terminal.session()
    with hall.house.database.transaction() as session:
        row = session.execute(select(CardSession)).scalar_one()
        columns = {"token_hash": row.token_hash, "terminal_id": row.terminal_id, "resident_id": row.resident_id}
        told = columns | {"level": 2, "expires_at": row.expires_at}
        session.delete(row)
        session.flush()
        session.execute(CardSession.__table__.insert().values(**told))  # type: ignore[attr-defined]
    assert terminal.get("/v1/sessions/current", token).json()["proofs"] == ["id_card"]


# Text messages


def test_the_code_that_was_sent_opens_once(hall: Hall, pocket: Pocket) -> None:
    terminal = hall.terminal()
    asked = ask(terminal)
    assert asked.json() == {"good_until": "2026-11-21T01:47:00Z", "again_after_s": 60}
    code = pocket.code(WANG_PHONE)
    assert opened(by_sms(terminal, code))[1:] == (1, ["sms"])
    assert problem(by_sms(terminal, code)) == (404, "not-found")


def test_wrong_late_foreign_and_replaced_codes_look_the_same(hall: Hall, pocket: Pocket) -> None:
    first, second = hall.terminal(), hall.terminal()
    ask(first)
    old = pocket.code(WANG_PHONE)
    answers = [by_sms(second, old), by_sms(first, other_than(old)), by_sms(first, old, NOBODYS)]
    hall.clock.turn(minutes=1)
    ask(first)
    new = pocket.code(WANG_PHONE)
    if new != old:
        answers.append(by_sms(first, old))
    hall.clock.turn(minutes=5)
    answers.append(by_sms(first, new))
    assert {problem(answer) for answer in answers} == {(404, "not-found")}
    assert len({answer.content for answer in answers}) == 1


def test_five_tries_and_then_not_even_the_right_code(hall: Hall, pocket: Pocket) -> None:
    terminal = hall.terminal()
    ask(terminal)
    code = pocket.code(WANG_PHONE)
    assert [by_sms(terminal, other_than(code, n)).status_code for n in range(1, 6)] == [404] * 5
    assert problem(by_sms(terminal, code)) == (404, "not-found")


def test_tries_at_once_count_one_by_one(hall: Hall, pocket: Pocket) -> None:
    terminal = hall.terminal()
    ask(terminal)
    code = pocket.code(WANG_PHONE)
    guesses = [other_than(code, n) for n in range(1, 13)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda guess: by_sms(terminal, guess), guesses))
    with hall.house.database.open_session(writes=False) as session:
        assert session.execute(select(SmsCode.tries_left)).scalars().all() == [0]


def _work_of(hall: Hall, terminal: Terminal, phone: str) -> tuple[list[str], bytes, dict[str, str]]:
    """Statements that asking takes, the answer, and its headers."""
    said: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        said.append(statement)

    engine = hall.house.database.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        answer = ask(terminal, phone)
    finally:
        event.remove(engine, "before_cursor_execute", note)
    headers = {name: value for name, value in answer.headers.items() if name != "linli-request"}
    return said, answer.content, headers


def test_asking_tells_nothing_known_or_not(hall: Hall, pocket: Pocket) -> None:
    """The same answer after the same work: the message itself goes out later, from elsewhere."""
    with hall.house.database.transaction() as session:
        li = session.get(Resident, "seed-li-ji")
        assert li is not None
        li.locked = True
    ask(hall.terminal(), "00005559998")  # the hall's own allowance is there from now on
    known, unknown, locked = (_work_of(hall, hall.terminal(), phone) for phone in (WANG_PHONE, NOBODYS, LI_PHONE))
    assert known == unknown == locked
    assert [one.phone for one in pocket.sent] == [WANG_PHONE]


def test_what_runs_out_tells_nothing_either(hall: Hall) -> None:
    def course(phone: str) -> list[tuple[int, str | None]]:
        terminal, seen = hall.terminal(), []
        for wait in (0, 0, 60, 60, 60, 3600):
            hall.clock.turn(seconds=wait)
            answer = ask(terminal, phone)
            seen.append((answer.status_code, answer.headers.get("Retry-After")))
        return seen

    known = course(WANG_PHONE)
    hall.clock.turn(hours=1)
    assert known == course(NOBODYS)
    assert [status for status, _ in known] == [201, 429, 201, 201, 429, 201]


def test_a_neighbours_phone_is_not_rung_all_day_and_she_still_gets_in(hall: Hall, pocket: Pocket) -> None:
    """Somebody types her number every minute, at four terminals, for a day."""
    terminals = [hall.terminal() for _ in range(4)]
    for minute in range(24 * 60):
        hall.clock.turn(minutes=1)
        if minute % 10 == 0:
            ask(terminals[minute // 10 % 4])
    assert len(pocket.sent) <= 27
    mine = hall.terminal()
    token = mine.session()
    assert ask(mine, token=token).status_code == 201
    assert opened(by_sms(mine, pocket.code(WANG_PHONE), token=token))[1] == 3


def test_a_terminal_that_rings_everybody_is_stopped(hall: Hall, pocket: Pocket) -> None:
    terminal = hall.terminal()
    statuses = [ask(terminal, f"000056{place:05d}").status_code for place in range(12)]
    assert statuses == [201] * 10 + [429] * 2
    assert len(pocket.sent) <= 10


def test_with_a_login_only_her_own_telephone_rings(hall: Hall, pocket: Pocket) -> None:
    terminal = hall.terminal()
    token = terminal.session()
    foreign, own = ask(terminal, LI_PHONE, token), ask(terminal, WANG_PHONE, token)
    assert foreign.content == own.content
    assert [one.phone for one in pocket.sent] == [WANG_PHONE]
    assert problem(by_sms(terminal, "000000", LI_PHONE, token)) == (404, "not-found")


def test_a_telephone_that_two_share_names_neither_but_seconds_both(hall: Hall, pocket: Pocket) -> None:
    with hall.house.database.transaction() as session:
        wang, li = session.get(Resident, "seed-wang-guifang"), session.get(Resident, "seed-li-ji")
        assert wang is not None
        assert li is not None
        li.telephone_digest = wang.telephone_digest
    terminal = hall.terminal()
    ask(terminal)
    assert pocket.sent == []
    token = opened(post(terminal, "card", LI))[0]
    ask(terminal, token=token)
    assert opened(by_sms(terminal, pocket.code(WANG_PHONE), token=token))[1:] == (3, ["id_card", "sms"])


def test_neither_telephone_nor_code_is_kept_or_logged(
    hall: Hall, pocket: Pocket, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    from pathlib import Path

    terminal = hall.terminal()
    ask(terminal)
    code = pocket.code(WANG_PHONE)
    with hall.house.database.open_session(writes=False) as session:
        kept = repr([vars(row) for row in session.execute(select(SmsCode)).scalars()])
    by_sms(terminal, other_than(code))
    captured = capsys.readouterr()
    said = kept + caplog.text + captured.out + captured.err + repr(pocket.sent)
    assert WANG_PHONE not in said
    assert code not in said
    if hall.house.database.engine.dialect.name == "sqlite":
        folder = Path(str(hall.house.database.engine.url.database)).parent
        for file in (path for path in folder.rglob("*") if path.is_file()):
            assert WANG_PHONE.encode() not in file.read_bytes(), file.name


def test_an_office_without_a_gateway_says_so(hall: Hall) -> None:
    object.__setattr__(hall.house, "sms", None)
    assert problem(ask(hall.terminal())) == (403, "no-sms")


def test_a_code_that_was_not_kept_is_not_sent(hall: Hall, pocket: Pocket, monkeypatch: pytest.MonkeyPatch) -> None:
    from backend.kiosks.answers import Claim

    def broken(_claim: Claim, _answer: object) -> None:
        raise RuntimeError("the disk is full")

    terminal = hall.terminal()
    monkeypatch.setattr(Claim, "settle", broken)
    assert ask(terminal).status_code == 500
    assert pocket.sent == []


# Codes that a phone shows


def test_a_code_from_a_phone_opens_once_within_90_seconds(hall: Hall) -> None:
    terminal = hall.terminal()
    used, late = phone_code(hall), phone_code(hall, "seed-li-ji")
    assert opened(post(terminal, "qr", {"token": used}))[1:] == (1, ["phone_code"])
    hall.clock.turn(seconds=90)
    replaced = phone_code(hall)
    phone_code(hall)
    answers = [post(terminal, "qr", {"token": token}) for token in (used, late, replaced, "0" * 26)]
    assert {problem(answer) for answer in answers} == {(404, "not-found")}
    assert len({answer.content for answer in answers}) == 1


def test_of_two_who_show_the_same_code_at_once_one_gets_in(hall: Hall) -> None:
    terminals, token = [hall.terminal() for _ in range(4)], phone_code(hall)
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda terminal: post(terminal, "qr", {"token": token}), terminals))
    assert sorted(answer.status_code for answer in answers) == [201, 404, 404, 404]


def test_guesses_run_out(hall: Hall) -> None:
    terminal = hall.terminal()
    burst = hall.house.settings.lookups_per_terminal.burst
    statuses = [post(terminal, "qr", {"token": f"{n:026}"}).status_code for n in range(burst + 1)]
    assert statuses == [404] * burst + [429]


def test_codes_are_forgotten(hall: Hall) -> None:
    ask(hall.terminal())
    phone_code(hall)
    hall.clock.turn(minutes=5)
    forget_expired(hall.house)
    with hall.house.database.open_session(writes=False) as session:
        assert session.execute(select(SmsCode)).first() is None
        assert session.execute(select(PhoneCode)).first() is None
