import base64
import json
from typing import Any

import httpx
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from tests.backend.hall import Hall

TARGET = "/v1/directory/bundle"


def _opened(hall: Hall, answer: httpx.Response) -> dict[str, Any]:
    envelope = answer.json()
    key = Ed25519PublicKey.from_public_bytes(hall.house.keys.bundle_public_key)
    key.verify(base64.b64decode(envelope["signature"]), envelope["bundle"].encode())
    content: dict[str, Any] = json.loads(envelope["bundle"])
    return content


def test_the_bundle_is_signed_dated_and_whole(hall: Hall) -> None:
    content = _opened(hall, hall.terminal().get(TARGET))
    assert content["version"] == 1
    assert content["site"] == {"id": "xinghua", "name": "杏花社区便民服务馆"}
    assert (content["issued_at"], content["valid_until"]) == ("2026-11-21T01:00:00Z", "2026-11-28T01:00:00Z")
    assert [building["number"] for building in content["buildings"]] == list(range(1, 13))
    assert [one["number"] for one in content["emergency"]] == ["110", "119", "120"]
    assert {contact["role"] for contact in content["contacts"]} == {
        "grid_worker",
        "police",
        "property",
        "clinic",
        "hall",
    }
    assert len(content["notices"]) == 4
    assert content["notices"] == sorted(content["notices"], key=lambda notice: notice["date"], reverse=True)


def test_every_building_has_a_grid_worker_and_a_policeman(hall: Hall) -> None:
    content = _opened(hall, hall.terminal().get(TARGET))
    for building in content["buildings"]:
        serving = [one["role"] for one in content["contacts"] if building["id"] in one["buildings"]]
        assert sorted(serving) == ["grid_worker", "police", "property"]


def test_the_bundle_is_spelt_canonically(hall: Hall) -> None:
    text = hall.terminal().get(TARGET).json()["bundle"]
    assert json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True, separators=(",", ":")) == text


def test_who_has_it_already_gets_no_second_one(hall: Hall) -> None:
    terminal = hall.terminal()
    etag = terminal.get(TARGET).headers["ETag"]
    hall.clock.turn(minutes=10)
    again = terminal.get(TARGET, **{"If-None-Match": etag})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", etag)
    assert terminal.get(TARGET, **{"If-None-Match": '"other"'}).status_code == 200


def test_a_new_notice_makes_a_new_bundle(hall: Hall) -> None:
    from backend.directory.models import Notice

    terminal = hall.terminal()
    etag = terminal.get(TARGET).headers["ETag"]
    with hall.house.database.transaction() as session:
        notice = session.get(Notice, "flu")
        assert notice is not None
        notice.title = "流感疫苗今天开始接种"
    answer = terminal.get(TARGET, **{"If-None-Match": etag})
    assert answer.status_code == 200
    assert _opened(hall, answer)["notices"][0]["title"] == "流感疫苗今天开始接种"


def test_the_date_of_the_bundle_moves_on(hall: Hall) -> None:
    terminal = hall.terminal()
    etag = terminal.get(TARGET).headers["ETag"]
    hall.clock.turn(hours=1)
    answer = terminal.get(TARGET, **{"If-None-Match": etag})
    assert _opened(hall, answer)["issued_at"] == "2026-11-21T02:00:00Z"
