"""Consents to keep a face, and what a terminal's word about a face is worth."""

import json
from datetime import date

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import select

from backend.faces.models import Consent
from backend.faces.service import FILING_THRESHOLD, forget_old
from backend.identity.models import Resident
from backend.kiosks.service import add_hall, make_enrolment_code
from backend.telephones.service import draw_phone_code
from tests.backend.hall import Hall, Terminal, problem

LI = {"number": "690102198411020034", "name": "李𠮷", "kind": "resident", "valid_until": "2038-04-20"}
WANG_HALL_CARD = {"number": "690000123456", "kind": "hall_card"}
WANG_SOCIAL = {"number": "690101195503180027", "name": "王桂芳", "kind": "social_security"}
MODEL = "mobilefacenet-expo+faceplugin-feature"


def with_session(token: str) -> dict[str, str]:
    return {"Linli-Session": token} if token else {}


def give(terminal: Terminal, token: str, **other: object) -> httpx.Response:
    return terminal.post(
        "/v1/consents", {"purpose": "log_in", "model": MODEL, "days": 90} | other, **with_session(token)
    )


def sure(terminal: Terminal, resident: str = "seed-wang-guifang", **card: object) -> str:
    """A login by card and telephone."""
    token, house = terminal.log_in(**card).json()["token"], terminal.hall.house
    with house.database.transaction() as session:
        shown = draw_phone_code(house, session, resident)[4:-2]
    answer = terminal.post("/v1/login/qr", {"token": shown}, **with_session(token))
    assert answer.json()["level"] == 3
    return str(answer.json()["token"])


def given(terminal: Terminal, **other: object) -> str:
    """A consent of Wang; her login is over then."""
    token = sure(terminal)
    answer = give(terminal, token, **other)
    assert answer.status_code == 201, answer.text
    terminal.delete("/v1/sessions/current", token)
    return str(answer.json()["id"])


def withdraw(terminal: Terminal, consent: str, token: str = "") -> httpx.Response:
    target = f"/v1/consents/{consent}"
    return terminal.hall.client.delete(target, headers=terminal.headers("DELETE", target) | with_session(token))


def renew(terminal: Terminal, consent: str, token: str, **other: object) -> httpx.Response:
    target, body = f"/v1/consents/{consent}", json.dumps({"model": MODEL, "days": 90} | other).encode()
    headers = terminal.headers("PUT", target, body) | with_session(token) | {"Content-Type": "application/json"}
    return terminal.hall.client.put(target, content=body, headers=headers)


def face(terminal: Terminal, claim: str, consent: str | None, token: str = "") -> httpx.Response:
    content = {"outcome": "same", "claim": claim, "consent_id": consent}
    return terminal.post("/v1/login/face-result", content, **with_session(token))


def count(terminal: Terminal) -> dict[str, int]:
    content: dict[str, int] = terminal.get("/v1/consents/count").json()
    return content


def born(hall: Hall, day: date, resident: str = "seed-wang-guifang") -> None:
    with hall.house.database.transaction() as session:
        one = session.get(Resident, resident)
        assert one is not None
        one.birth = day


@pytest.fixture
def elsewhere(hall: Hall) -> Terminal:
    """A terminal of another hall."""
    with hall.house.database.transaction() as session:
        add_hall(session, "elsewhere", "别处便民服务馆")
        code = make_enrolment_code(hall.house, session, "elsewhere")
    key = Ed25519PrivateKey.generate()
    return Terminal(hall, hall.enrol_with(code, key).json()["terminal_id"], key)


def test_a_consent_says_until_when_and_how_to_find_her_template_again(hall: Hall) -> None:
    terminal = hall.terminal()
    content = give(terminal, sure(terminal)).json()
    assert content["expires_at"] == "2027-02-19T01:42:00Z"
    claims = {"masked_name": "王**", "phone_tail": "1001", "building": 3, "has_hall_card": True}
    assert content["claims"] == claims


def test_nothing_is_kept_for_longer_than_a_year_whatever_is_asked(hall: Hall) -> None:
    terminal = hall.terminal()
    token = sure(terminal)
    assert give(terminal, token, days=730).json()["expires_at"] == "2027-11-21T01:42:00Z"
    for days in (0, -1, 731, 1.5, "90", True):
        assert problem(give(terminal, token, days=days)) == (422, "malformed")
    assert problem(give(terminal, token, purpose="advertising")) == (422, "malformed")
    assert problem(give(terminal, token, picture="AAAA")) == (422, "malformed")


def test_whoever_is_not_sure_enough_agrees_to_nothing(hall: Hall) -> None:
    terminal = hall.terminal()
    claim = terminal.post("/v1/login/card", WANG_HALL_CARD).json()["token"]
    assert problem(give(terminal, claim)) == (403, "level-too-low")
    assert problem(terminal.get("/v1/consents", claim)) == (403, "level-too-low")
    assert problem(give(terminal, terminal.session())) == (403, "level-too-low"), "a card may be a found one"
    assert problem(give(terminal, "")) == (401, "session-over")


CHILDREN = {
    "thirteen": (date(2013, 1, 1), "under-14"),
    "fourteen today": (date(2012, 11, 21), "under-14"),
    "fourteen since yesterday": (date(2012, 11, 20), "under-18"),
    "eighteen today": (date(2008, 11, 21), "under-18"),
}


@pytest.mark.parametrize("case", CHILDREN)
def test_no_childs_face_is_kept_or_counts(hall: Hall, case: str) -> None:
    day, refusal = CHILDREN[case]
    terminal = hall.terminal()
    consent = given(terminal)  # as if the office had learnt of her birth only later
    born(hall, day)
    token = sure(terminal)
    assert terminal.get("/v1/sessions/current", token).json()["of_age"] is False
    assert problem(give(terminal, token)) == (403, refusal)
    assert problem(renew(terminal, consent, token)) == (403, refusal)
    assert problem(face(terminal, "card_photo", None, token)) == (403, "under-18")
    assert problem(face(terminal, "number", consent, token)) == (403, "under-18")
    assert problem(face(terminal, "phone_tail_building", consent)) == (403, "under-18")
    assert withdraw(terminal, consent, token).status_code == 204


def test_who_is_eighteen_since_yesterday_may(hall: Hall) -> None:
    born(hall, date(2008, 11, 20))
    terminal = hall.terminal()
    assert give(terminal, sure(terminal)).status_code == 201


def test_the_cards_photo_makes_a_card_strong_and_nothing_else(hall: Hall) -> None:
    terminal = hall.terminal()
    answer = face(terminal, "card_photo", None, terminal.session()).json()
    assert (answer["level"], answer["proofs"]) == (3, ["face", "id_card"])
    social = terminal.post("/v1/login/card", WANG_SOCIAL).json()["token"]
    assert problem(face(terminal, "card_photo", None, social)) == (403, "level-too-low")
    assert problem(face(terminal, "card_photo", None)) == (403, "level-too-low")


def test_a_template_that_a_claim_named_counts_as_far_as_the_claim_goes(hall: Hall) -> None:
    terminal = hall.terminal()
    consent = given(terminal)
    alone = face(terminal, "phone_tail_building", consent).json()
    assert (alone["level"], alone["proofs"]) == (1, ["face"])
    for card, claim, level in ((WANG_HALL_CARD, "hall_card", 2), (WANG_SOCIAL, "number", 2)):
        token = terminal.post("/v1/login/card", card).json()["token"]
        assert face(terminal, claim, consent, token).json()["level"] == level
    assert face(terminal, "number", consent, terminal.session()).json()["level"] == 3


def test_a_claim_by_a_card_wants_that_card_in_the_login(hall: Hall) -> None:
    terminal = hall.terminal()
    consent = given(terminal)
    held = {"hall_card": WANG_HALL_CARD, "number": WANG_SOCIAL}
    for claim, other in (("number", "hall_card"), ("hall_card", "number")):
        assert problem(face(terminal, claim, consent)) == (403, "level-too-low")
        token = terminal.post("/v1/login/card", held[other]).json()["token"]
        assert problem(face(terminal, claim, consent, token)) == (403, "level-too-low")


def test_a_consent_that_does_not_hold_is_relied_on_nowhere(hall: Hall, elsewhere: Terminal) -> None:
    terminal = hall.terminal()
    withdrawn, kept, short = given(terminal), given(terminal), given(terminal, days=1)
    assert withdraw(terminal, withdrawn).status_code == 204
    hall.clock.turn(days=1)
    answers = [face(terminal, "phone_tail_building", one) for one in (withdrawn, short, "ab" * 16)]
    answers.append(face(elsewhere, "phone_tail_building", kept))
    assert {problem(answer) for answer in answers} == {(404, "not-found")}
    assert len({answer.content for answer in answers}) == 1
    assert face(hall.terminal(), "phone_tail_building", kept).status_code == 201, "another terminal of this hall"


def test_anothers_face_adds_nothing_to_her_login(hall: Hall) -> None:
    terminal = hall.terminal()
    consent = given(terminal)
    li = terminal.log_in(**LI).json()["token"]
    assert problem(face(terminal, "number", consent, li)) == (403, "another-resident")
    assert problem(face(terminal, "phone_tail_building", consent, li)) == (403, "another-resident")
    assert terminal.get("/v1/sessions/current", li).json()["proofs"] == ["id_card"]


def test_a_consent_is_renewed_by_her_alone_here_and_in_time(hall: Hall, elsewhere: Terminal) -> None:
    terminal = hall.terminal()
    consent, other = given(terminal), given(terminal)
    hall.clock.turn(days=80)
    answer = renew(terminal, consent, terminal.session(), model="another engine")
    assert (answer.status_code, answer.json()["expires_at"]) == (200, "2027-05-10T01:42:00Z")
    withdraw(terminal, other)
    tries = [
        renew(terminal, consent, terminal.log_in(**LI).json()["token"]),
        renew(elsewhere, consent, elsewhere.session()),
        renew(terminal, other, terminal.session()),
        renew(terminal, "ab" * 16, terminal.session()),
    ]
    hall.clock.turn(days=90)
    tries.append(renew(terminal, consent, terminal.session()))
    assert {problem(answer) for answer in tries} == {(404, "not-found")}
    assert problem(renew(terminal, consent, "")) == (401, "session-over")


def test_taking_it_back_needs_no_login_and_twice_is_fine(hall: Hall, elsewhere: Terminal) -> None:
    terminal = hall.terminal()
    first, second = given(terminal), given(terminal)
    assert withdraw(elsewhere, first).status_code == 204
    assert count(terminal)["live"] == 2, "another hall ends nothing, and learns nothing"
    li = terminal.log_in(**LI).json()["token"]
    assert problem(withdraw(terminal, first, li)) == (404, "not-found")
    assert count(terminal)["live"] == 2
    token = terminal.session()
    assert [withdraw(terminal, first, token).status_code for _ in range(2)] == [204, 204]
    assert [withdraw(terminal, second).status_code for _ in range(2)] == [204, 204]
    assert count(terminal)["live"] == 0
    assert problem(withdraw(terminal, "nonsense")) == (422, "malformed")


def test_she_sees_what_she_agreed_to(hall: Hall, elsewhere: Terminal) -> None:
    terminal = hall.terminal()
    first, gone = given(terminal), given(terminal)
    hall.clock.turn(minutes=1)
    away = given(elsewhere)
    withdraw(terminal, gone)
    rows = terminal.get("/v1/consents", terminal.session()).json()["consents"]
    assert [(row["id"], row["here"], row["hall"]) for row in rows] == [
        (away, False, "别处便民服务馆"),
        (first, True, "杏花社区便民服务馆"),
    ]
    assert {(row["purpose"], row["model"]) for row in rows} == {("log_in", MODEL)}
    assert terminal.get("/v1/consents", terminal.log_in(**LI).json()["token"]).json() == {"consents": []}


def test_a_terminal_learns_which_consents_given_at_it_hold(
    hall: Hall, elsewhere: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal, beside = hall.terminal(), hall.terminal()
    ids = sorted(given(terminal) for _ in range(5))
    given(beside)
    given(elsewhere)
    withdraw(beside, gone := given(terminal))  # at a window, or at the terminal beside it
    given(terminal, days=1)
    hall.clock.turn(days=1)
    assert gone not in terminal.get("/v1/consents/here").json()["ids"]
    assert terminal.get("/v1/consents/here").json() == {"ids": ids}
    monkeypatch.setattr("backend.faces.repository.MOST_IDS", 2)
    assert terminal.get("/v1/consents/here").json() == {"ids": ids[:2]}
    assert terminal.get(f"/v1/consents/here?after={ids[1]}").json() == {"ids": ids[2:4]}
    assert terminal.get(f"/v1/consents/here?after={ids[4]}").json() == {"ids": []}
    assert problem(terminal.get("/v1/consents/here?after=%27")) == (422, "malformed")


def test_staff_see_how_many_people_there_are_towards_the_filing(hall: Hall, elsewhere: Terminal) -> None:
    terminal = hall.terminal()
    given(terminal)
    given(terminal)
    given(terminal, days=1)
    give(terminal, sure(terminal, "seed-li-ji", **LI))
    given(elsewhere)
    hall.clock.turn(days=1)
    assert count(terminal) == {"live": 3, "people": 2, "filing_threshold": FILING_THRESHOLD}


def test_the_same_request_again_is_one_consent(hall: Hall) -> None:
    terminal = hall.terminal()
    token, content = sure(terminal), {"purpose": "log_in", "model": MODEL, "days": 90}
    answers = [terminal.post("/v1/consents", content, "k" * 32, **with_session(token)) for _ in range(2)]
    assert answers[0].content == answers[1].content
    assert count(terminal)["live"] == 1


def test_agreeing_for_ever_runs_out(hall: Hall) -> None:
    terminal = hall.terminal()
    token = sure(terminal)
    assert [give(terminal, token).status_code for _ in range(11)] == [201] * 10 + [429]


def test_that_she_had_agreed_can_be_shown_for_three_years(hall: Hall) -> None:
    terminal = hall.terminal()
    given(terminal)
    withdraw(terminal, given(terminal))

    def rows() -> int:
        forget_old(hall.house)
        with hall.house.database.open_session(writes=False) as session:
            return len(session.execute(select(Consent.id)).all())

    hall.clock.turn(days=1095)
    assert rows() == 2
    hall.clock.turn(days=1)
    assert rows() == 1
    hall.clock.turn(days=90)
    assert rows() == 0


def test_no_picture_and_no_number_is_in_a_record(hall: Hall) -> None:
    consent = given(hall.terminal())
    with hall.house.database.open_session(writes=False) as session:
        row = session.get(Consent, consent)
    assert row is not None
    assert set(Consent.__table__.columns.keys()) == {
        "id", "site_id", "terminal_id", "resident_id", "purpose", "model", "given_at", "expires_at", "withdrawn_at",
    }  # fmt: skip
    for personal in ("王", "6901", "1001", "123456"):
        assert personal not in repr(
            {name: str(value) for name, value in vars(row).items() if name not in {"id", "terminal_id"}}
        )
