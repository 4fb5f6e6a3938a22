"""The desk between answers and the gateway: nobody waits for it, and nothing of a message is told."""

import threading

import pytest

from backend.sms import MOST_WAITING, Sms, SmsDesk, SmsNotSent

WORDS = "您的验证码是 246813"


class Gateway:
    """Holds each message until it is let go; some do not go out."""

    def __init__(self, *raises: Exception) -> None:
        self.sent: list[Sms] = []
        self.reached = threading.Event()
        self.go = threading.Event()
        self._raises = list(raises)

    def send(self, message: Sms) -> None:
        self.reached.set()
        assert self.go.wait(30)
        if self._raises:
            raise self._raises.pop(0)
        self.sent.append(message)


def test_who_leaves_a_message_does_not_wait_for_it() -> None:
    gateway = Gateway()
    desk = SmsDesk(gateway, head_start_s=0)
    for number in range(3):
        desk.post(Sms(f"0000556100{number}", WORDS))
    assert gateway.reached.wait(30)
    assert gateway.sent == []
    gateway.go.set()
    desk.close()
    assert [one.phone[-1] for one in gateway.sent] == ["0", "1", "2"], "what waits is sent before it closes"


def test_a_message_that_is_lost_stops_no_other_and_is_not_told(capsys: pytest.CaptureFixture[str]) -> None:
    gateway = Gateway(SmsNotSent("the gateway is full"), ValueError(f"00005561001 {WORDS}"))
    gateway.go.set()
    desk = SmsDesk(gateway, head_start_s=0)
    for _ in range(3):
        desk.post(Sms("00005561001", WORDS))
    desk.close()
    assert len(gateway.sent) == 1
    said = "".join(capsys.readouterr())
    assert "the gateway is full" in said
    assert "ValueError" in said
    assert "246813" not in said
    assert "5561001" not in said


def test_a_desk_that_is_full_loses_messages_and_holds_nobody_up() -> None:
    gateway = Gateway()
    desk = SmsDesk(gateway, head_start_s=0)
    for _ in range(MOST_WAITING + 50):
        desk.post(Sms("00005561001", WORDS))
    gateway.go.set()
    desk.close()
    assert MOST_WAITING <= len(gateway.sent) <= MOST_WAITING + 1


def test_a_message_shows_nothing_of_itself() -> None:
    assert repr(Sms("00005561001", WORDS)) == "Sms()"
