"""The embedded office of the demo, as a resident with a telephone meets it: its own process, its own settings."""

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from hardware.code_scanner.hall_codes import read
from kiosk.app.demo.office import EmbeddedOffice
from kiosk.backend_client.enrolment import enrol
from kiosk.backend_client.identity import (
    ask_for_sms,
    log_in_by_hall_card,
    log_in_by_phone_code,
    log_in_by_sms,
)
from kiosk.backend_client.signing import Credentials
from kiosk.backend_client.transport import Transport

WANG_PHONE = "00005561001"
PATIENCE_S = 40.0


@pytest.fixture
def office(tmp_path: Path) -> Iterator[EmbeddedOffice]:
    made = EmbeddedOffice(tmp_path / "office")
    made.seed(12)
    made.open()
    yield made
    made.close()


def _message_other_than(before: str, office: EmbeddedOffice, transport: Transport) -> str:
    ask_for_sms(transport, WANG_PHONE)
    until = time.monotonic() + PATIENCE_S
    while (words := office.newest_sms(WANG_PHONE)) == before:
        assert time.monotonic() < until
        time.sleep(0.05)
    return words


def test_messages_and_codes_are_read_where_a_person_would_read_them(office: EmbeddedOffice) -> None:
    transport, key = Transport(f"http://127.0.0.1:{office.port}"), Ed25519PrivateKey.generate()
    enrolment = enrol(transport, code=office.enrolment_code(), key=key, name="一号机")
    transport = transport.with_credentials(Credentials(enrolment.terminal_id, key))
    assert office.newest_sms(WANG_PHONE) == ""
    first = _message_other_than("", office, transport)
    second = _message_other_than(first, office, transport)  # a demo may ask as often as it likes
    found = re.search("[0-9]{6}", second)
    assert found is not None
    assert log_in_by_sms(transport, WANG_PHONE, found[0]).level == 1
    code = read(office.phone_code("wang-guifang"))
    assert code is not None
    assert log_in_by_phone_code(transport, code.token, log_in_by_hall_card(transport, "690000123456")).level == 2
    with pytest.raises(RuntimeError, match="no such resident"):
        office.phone_code("nobody")
    transport.close()
    log = (office.folder / "office.log").read_bytes()
    assert b"request" in log
    for personal in (WANG_PHONE.encode(), b"690000123456", code.token.encode(), "王".encode()):
        assert personal not in log
