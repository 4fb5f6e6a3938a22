"""Stopping at one terminal and going on at another, the real client speaking to the real backend."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

import backend.pauses.schemas
import backend.pauses.service
import kiosk.backend_client.pauses
from kiosk.backend_client.enrolment import enrol
from kiosk.backend_client.errors import BackendError, BackendKey
from kiosk.backend_client.identity import log_in_by_card
from kiosk.backend_client.pauses import Answered, Stopped, open_once, seal
from kiosk.backend_client.signing import Credentials
from kiosk.backend_client.transport import Transport
from tests.agreement.conftest import WANG, Enrolled, Office
from tests.agreement.rough_server import http, rough_server, says

ANOTHER = replace(WANG, number="690103200408250046", name="古丽娜尔·艾山", valid_until=date(2032, 9, 1))
STOPPED = Stopped(
    "contacts",
    (Answered("Choose:您找谁？", "words"), Answered("EnterText:请输入名字或地址", "槐树街𠮷 & “一”")),
    Answered("EnterDigits:请输入楼号", ""),
)


CODE = "3071628495"


def refused(kind: BackendKey) -> "pytest.RaisesExc[BackendError]":
    return pytest.raises(BackendError, match=f"^{kind.value}$")


@pytest.fixture
def another(office: Office, transports: Callable[[Transport], Transport]) -> Transport:
    """The second terminal of the hall."""
    key, transport = Ed25519PrivateKey.generate(), transports(Transport(office.url))
    enrolment = enrol(transport, code=office.code(), key=key, name="二号机")
    return transport.with_credentials(Credentials(enrolment.terminal_id, key))


def test_what_is_stopped_here_goes_on_there_once(enrolled: Enrolled, another: Transport) -> None:
    made = seal(enrolled.transport, STOPPED, None)
    assert timedelta(hours=23) < made.good_until - datetime.now(UTC) <= timedelta(hours=24)
    assert open_once(another, made.code, None) == STOPPED
    for transport in (another, enrolled.transport):
        with refused(BackendKey.REFUSED_NOT_FOUND):
            open_once(transport, made.code, None)


def test_only_the_same_person_goes_on(enrolled: Enrolled, another: Transport) -> None:
    made = seal(enrolled.transport, STOPPED, log_in_by_card(enrolled.transport, WANG))
    with refused(BackendKey.LEVEL_TOO_LOW):
        open_once(another, made.code, None)
    with refused(BackendKey.REFUSED_NOT_FOUND):
        open_once(another, made.code, log_in_by_card(another, ANOTHER))
    assert open_once(another, made.code, log_in_by_card(another, WANG)) == STOPPED


@pytest.mark.parametrize("until", ["9999-12-31T23:59:59Z", "2126-01-01T00:00:00Z"])
def test_a_code_that_is_good_for_ever_is_nonsense(until: str, transports: Callable[[Transport], Transport]) -> None:
    """The hall's own time of the last second there is cannot even be reckoned."""
    made = json.dumps({"code": CODE, "good_until": until}).encode()
    answer = says(http("201 Created", made, "Content-Type: application/json"))
    with rough_server(answer) as server, refused(BackendKey.NONSENSE):
        transport = Transport(server.url, credentials=Credentials("t1", Ed25519PrivateKey.generate()))
        seal(transports(transport), STOPPED, None)


def test_trying_codes_is_soon_over(another: Transport) -> None:
    for number in range(10):
        with refused(BackendKey.REFUSED_NOT_FOUND):
            open_once(another, f"{number:010}", None)
    with refused(BackendKey.TOO_MANY) as caught:
        open_once(another, "0000000011", None)
    assert caught.value.params["retry_after_s"] in range(1, 121)


def test_nothing_that_was_answered_shows_itself(enrolled: Enrolled) -> None:
    made = seal(enrolled.transport, STOPPED, None)
    shown = f"{STOPPED!r} {STOPPED.answers!r} {made!r} {made}"
    for secret in ("words", "槐树街", "contacts", made.code):
        assert secret not in shown


def test_both_ends_mean_the_same_bounds() -> None:
    theirs, ours = backend.pauses.schemas, kiosk.backend_client.pauses
    assert (theirs.MOST_ANSWERS, theirs.LONGEST_VALUE) == (ours.MOST_ANSWERS, ours.LONGEST_VALUE)
    assert backend.pauses.service.CODE_DIGITS == ours.CODE_DIGITS
