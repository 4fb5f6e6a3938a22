"""The office as the login sees it: what is handed over, what comes back, and the end of the session."""

import json
import threading
from collections.abc import Callable
from dataclasses import replace

import pytest

from hardware.id_card_reader.cards import CardKind
from kiosk.backend_client.errors import BackendError, BackendKey
from kiosk.backend_client.identity import Session
from kiosk.backend_client.transport import Answer, Transport
from kiosk.identity.office import KINDS, BackendOffice
from kiosk.visit.person import Level, mask_name, mask_number
from tests.unit.identity.test_login import CARD

TOKEN = "t" * 43


class PaperTransport(Transport):
    """A line on which every call is answered from paper."""

    def __init__(self, level: int = 2) -> None:
        super().__init__("http://127.0.0.1:9")
        self.level = level
        self.said: list[dict[str, object]] = []
        self.deleted = threading.Event()
        self.refuse: BackendError | None = None

    def post(
        self,
        path: str,
        body: bytes,
        *,
        session: str | None = None,
        idempotency_key: str | None = None,
        signed: bool = True,
    ) -> Answer:
        self.said.append(json.loads(body))
        answer = {
            "token": TOKEN,
            "level": self.level,
            "display_name": "林**",
            "expires_at": "2026-11-21T02:00:00Z",
        }
        return Answer(200, json.dumps(answer).encode(), None)

    def delete(self, path: str, *, session: str | None = None) -> None:
        assert (path, session) == ("/v1/sessions/current", TOKEN)
        self.deleted.set()
        if self.refuse is not None:
            raise self.refuse


@pytest.fixture
def line() -> PaperTransport:
    return PaperTransport()


def test_a_card_is_traded_for_a_session_and_the_screen_sees_a_masked_name(line: PaperTransport) -> None:
    person = BackendOffice(line).log_in(CARD)
    assert line.said == [{"number": CARD.number, "name": CARD.name, "kind": "resident", "valid_until": None}]
    assert (person.level, person.masked, person.masked_number) == (Level.CARD, "林**", "6****************X")
    assert isinstance(person.session, Session)
    assert TOKEN not in repr(person)
    assert TOKEN not in repr(person.session)


def test_the_session_is_ended_when_the_visit_is_over_and_nobody_waits_for_it(line: PaperTransport) -> None:
    person = BackendOffice(line).log_in(CARD)
    assert person.log_out is not None
    person.log_out()
    assert line.deleted.wait(5)


def test_a_session_that_cannot_be_ended_is_left_to_end_by_itself(line: PaperTransport) -> None:
    line.refuse = BackendError(BackendKey.UNREACHABLE)
    person = BackendOffice(line).log_in(CARD)
    assert person.log_out is not None
    person.log_out()
    assert line.deleted.wait(5)


@pytest.mark.parametrize("level", [-1, 4, 99])
def test_a_level_that_does_not_exist_is_nonsense(level: int) -> None:
    with pytest.raises(BackendError) as caught:
        BackendOffice(PaperTransport(level)).log_in(CARD)
    assert caught.value.kind is BackendKey.NONSENSE


@pytest.mark.parametrize("kind", list(CardKind))
def test_every_kind_of_card_has_a_name_at_the_office(kind: CardKind, line: PaperTransport) -> None:
    BackendOffice(line).log_in(replace(CARD, kind=kind))
    assert line.said[0]["kind"] == KINDS[kind].value


@pytest.mark.parametrize(
    ("mask", "of", "masked"),
    [
        (mask_name, "王桂芳", "王**"),
        (mask_name, " 王芳", "王**"),
        (mask_name, "古丽娜尔·买买提", "古**"),
        (mask_name, "", "**"),
        (mask_number, "690101195503180027", "6****************7"),
        (mask_number, "12", "**"),
        (mask_number, "", ""),
    ],
)
def test_masks(mask: Callable[[str], str], of: str, masked: str) -> None:
    assert mask(of) == masked
