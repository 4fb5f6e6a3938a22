"""Where speech begins and ends, from probabilities alone."""

import pytest

from kiosk.recognition.contract import LONGEST_S, Asked
from kiosk.recognition.endpoint import BLOCK_S, Endpoint, Judgement


def turns(likelies: list[float], asked: Asked | None = None) -> list[tuple[int, Judgement]]:
    endpoint = Endpoint(asked or Asked())
    told = [(at, endpoint.take(likely)) for at, likely in enumerate(likelies, 1)]
    return [(at, turn) for at, turn in told if turn is not Judgement.NOTHING]


def test_a_click_is_no_beginning() -> None:
    assert turns([0.0, 1.0, 1.0, 0.0, 1.0, 0.0] * 5) == []


def test_speech_begins_with_its_first_block_and_ends_after_the_pause() -> None:
    endpoint = Endpoint(Asked(pause_s=0.8))
    for likely in [0.0] * 4 + [0.9] * 10:
        endpoint.take(likely)
    assert (endpoint.began, endpoint.last) == (4, 14)
    assert [turn for _, turn in turns([0.0] * 4 + [0.9] * 10 + [0.0] * 25)] == [
        Judgement.BEGAN,
        Judgement.HUSHED,
        Judgement.ENDED,
    ]


@pytest.mark.parametrize("pause_s", [0.1, 0.3, 0.8, 1.5])
def test_the_pause_is_as_long_as_asked(pause_s: float) -> None:
    told = turns([0.9] * 10 + [0.0] * 60, Asked(pause_s=pause_s))
    ended = next(at for at, turn in told if turn is Judgement.ENDED)
    assert (ended - 10) * BLOCK_S == pytest.approx(pause_s, abs=BLOCK_S)


def test_who_goes_on_after_a_breath_has_not_ended() -> None:
    told = turns([0.9] * 10 + [0.0] * 15 + [0.9] * 10 + [0.0] * 40)[:5]
    assert [turn for _, turn in told] == [
        Judgement.BEGAN,
        Judgement.HUSHED,
        Judgement.RESUMED,
        Judgement.HUSHED,
        Judgement.ENDED,
    ]


def test_soft_sounds_go_on_but_do_not_begin() -> None:
    assert turns([0.4] * 60) == []
    assert Judgement.ENDED not in {turn for _, turn in turns([0.9] * 5 + [0.4] * 100)}


def test_patience_ends_what_never_began() -> None:
    assert turns([0.1] * 200, Asked(patience_s=2.0))[0] == (round(2.0 / BLOCK_S), Judgement.SILENT)


def test_speech_that_never_ends_is_too_long() -> None:
    at, turn = turns([0.9] * 600)[1]
    assert turn is Judgement.TOO_LONG
    assert at * BLOCK_S == pytest.approx(LONGEST_S, abs=0.1)
