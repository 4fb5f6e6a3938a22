"""A way to log in is chosen by voice: in its own words, and nothing of it is taken for a service."""

import pytest

from kiosk.identity.ways import WayIn, choose_second, choose_way
from kiosk.understanding.candidates import candidates
from kiosk.understanding.dialects import dialect_of
from kiosk.understanding.meanings import Meaning, NotHere, Sure, Unsure
from kiosk.understanding.resolve import decide, understand
from kiosk.visit.prompts import Choose
from kiosk.visit.text import NOTHING
from tests.unit.understanding.test_yes import Words

ALL = choose_way(dict.fromkeys(WayIn, NOTHING))
SECOND = choose_second(dict.fromkeys((WayIn.SMS, WayIn.PHONE_CODE, WayIn.FACE), NOTHING))


def meaning(words: str, prompt: Choose) -> Meaning:
    known = dialect_of("mandarin")
    plain = understand(words, prompt, dialect=known)
    if not isinstance(plain, Unsure) or plain.guesses:
        return plain
    return decide(Words(words), candidates(prompt, dialect=known), dialect=known)


@pytest.mark.parametrize(
    ("words", "way"),
    [
        ("刷脸", "face"),
        ("我要刷脸", "face"),
        ("用人脸", "face"),
        ("手机验证码", "sms"),
        ("发短信", "sms"),
        ("发个验证码吧", "sms"),
        ("手机上的码", "phone_code"),
        ("扫码", "phone_code"),
        ("第一个", "sms"),
    ],
)
def test_a_second_way_is_chosen_in_its_own_words(words: str, way: str) -> None:
    assert meaning(words, SECOND) == Sure(way)


@pytest.mark.parametrize(
    ("words", "way"), [("身份证", "id_card"), ("用身份证", "id_card"), ("社保卡", "chip_card"), ("邻里卡", "chip_card")]
)
def test_a_card_is_chosen_in_its_own_words(words: str, way: str) -> None:
    assert meaning(words, ALL) == Sure(way)


@pytest.mark.parametrize("prompt", [ALL, SECOND])
def test_no_service_is_listened_for_among_ways(prompt: Choose) -> None:
    among = candidates(prompt, dialect=dialect_of("mandarin"))
    assert not any(isinstance(candidate.meaning, NotHere) for candidate in among)
