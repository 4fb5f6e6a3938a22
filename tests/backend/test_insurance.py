from datetime import date

import pytest

from backend.insurance.months import month_before, months_before
from tests.backend.hall import Hall, problem

STUDENT = {"number": "690103200408250046", "name": "古丽娜尔·艾山", "valid_until": "2032-09-01"}


def test_the_five_at_a_glance(hall: Hall) -> None:
    terminal = hall.terminal()
    content = terminal.get("/v1/insurance/summary", terminal.session()).json()
    assert content["as_of"] == "2026-10"
    kinds = [one["kind"] for one in content["insurances"]]
    assert kinds == ["pension", "medical", "unemployment", "injury", "maternity"]
    assert content["insurances"][0] == {
        "kind": "pension",
        "status": "active",
        "place": "云川市杏花区",
        "unit": "灵活就业",
        "first_month": "2008-06",
        "months_paid": 220,
        "base_fen": 425000,
        "personal_account_fen": 8641250,
    }
    assert content["insurances"][2]["months_paid"] == 110
    assert content["insurances"][2]["personal_account_fen"] is None


def test_month_by_month(hall: Hall) -> None:
    terminal = hall.terminal()
    content = terminal.get("/v1/insurance/records", terminal.session()).json()
    assert content["months"] == 24
    assert len(content["records"]) == 24 * 5
    assert content["records"][0]["month"] == "2026-10"
    assert content["records"][-1]["month"] == "2024-11"
    pension = [one for one in content["records"] if one["kind"] == "pension"]
    assert [one["month"] for one in pension if not one["paid"]] == ["2026-07", "2025-07"][:1]
    july = next(one for one in pension if one["month"] == "2026-07")
    assert (july["base_fen"], july["person_fen"], july["unit_fen"]) == (0, 0, 0)
    assert (pension[0]["person_fen"], pension[0]["unit_fen"]) == (34000, 68000)


def test_a_resident_without_a_record_has_none(hall: Hall) -> None:
    terminal = hall.terminal()
    token = terminal.log_in(**STUDENT).json()["token"]
    assert terminal.get("/v1/insurance/summary", token).json()["insurances"] == []
    assert terminal.get("/v1/insurance/records?months=60", token).json()["records"] == []


def test_one_to_sixty_months(hall: Hall, subtests: pytest.Subtests) -> None:
    terminal = hall.terminal()
    token = terminal.session()
    for months in (1, 60):
        content = terminal.get(f"/v1/insurance/records?months={months}", token).json()
        assert len({one["month"] for one in content["records"]}) == months
    for refused in ("0", "61", "x", "1e1", "-1", ""):
        with subtests.test(months=refused):
            answer = terminal.get(f"/v1/insurance/records?months={refused}", token)
            assert problem(answer) == (422, "malformed")


def test_one_month_paid_more_is_one_month_more(hall: Hall) -> None:
    from backend.insurance.models import Contribution

    terminal = hall.terminal()
    with hall.house.database.transaction() as session:
        july = session.get(Contribution, ("seed-wang-guifang", date(2026, 7, 1), "pension"))
        assert july is not None
        july.paid = True
    content = terminal.get("/v1/insurance/summary", terminal.session()).json()
    assert content["insurances"][0]["months_paid"] == 221


def test_counting_months_over_years() -> None:
    assert months_before(date(2026, 1, 1), 1) == date(2025, 12, 1)
    assert months_before(date(2026, 3, 1), 27) == date(2023, 12, 1)
    assert month_before(date(2026, 1, 31)) == date(2025, 12, 1)
