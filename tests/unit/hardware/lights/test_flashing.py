"""When lamps burn: by a clock that the test moves."""

from hypothesis import given
from hypothesis import strategies as st

from hardware.lights.contract import Colour, FlashRate, Light
from hardware.lights.flashing import BEAT_S, Flashing, Wish

LAMPS = (Light.CARD_READER, Light.SCANNER, Light.STATUS_GOOD)


def lit_beats(rate: FlashRate, beats: int) -> str:
    flashing = Flashing(LAMPS)
    flashing.wish(Light.SCANNER, Wish(rate))
    return "".join("#" if flashing.burning(beat * BEAT_S) else "." for beat in range(beats))


def test_the_rates() -> None:
    assert lit_beats(FlashRate.OFF, 8) == "........"
    assert lit_beats(FlashRate.CONTINUOUS, 8) == "########"
    assert lit_beats(FlashRate.QUICK, 8) == "#.#.#.#."
    assert lit_beats(FlashRate.MEDIUM, 8) == "##..##.."
    assert lit_beats(FlashRate.SLOW, 16) == "####....####...."


def test_a_late_look_hurries_nothing() -> None:
    flashing = Flashing(LAMPS)
    flashing.wish(Light.SCANNER, Wish(FlashRate.QUICK))
    assert flashing.burning(0.0)
    assert not flashing.burning(7.0)
    assert not flashing.burning(7.1)
    assert flashing.burning(7.25)


Asked = st.lists(
    st.tuples(
        st.floats(0, 0.6), st.sampled_from(LAMPS), st.sampled_from(list(FlashRate)), st.sampled_from([None, *Colour])
    ),
    max_size=80,
)


@given(Asked)
def test_whatever_is_asked_no_lamp_is_lit_or_recoloured_more_than_twice_a_second(
    asked: list[tuple[float, Light, FlashRate, Colour | None]],
) -> None:
    flashing, now = Flashing(LAMPS), 0.0
    lit_at: dict[Light, float] = {}
    before: dict[Light, Colour | None] = {}
    for pause, lamp, rate, colour in asked:
        now += pause
        flashing.wish(lamp, Wish(rate, colour))
        burning = dict(flashing.burning(now))
        for lit, shade in burning.items():
            if lit not in before or before[lit] is not shade:
                assert now - lit_at.get(lit, -1.0) >= 0.5
                lit_at[lit] = now
        before = burning


@given(st.lists(st.floats(0, 0.4), max_size=100))
def test_lamps_of_all_rates_together_flash_no_more_than_twice_a_second(pauses: list[float]) -> None:
    flashing, now = Flashing(LAMPS), 0.0
    for lamp, rate in zip(LAMPS, (FlashRate.SLOW, FlashRate.MEDIUM, FlashRate.QUICK), strict=True):
        flashing.wish(lamp, Wish(rate))
    last, before = -1.0, set[Light]()
    for pause in pauses:
        now += pause
        burning = set(flashing.burning(now))
        if burning - before:
            assert now - last >= 0.5 - 1e-9
            last = now
        before = burning


def test_what_was_put_off_comes_when_it_may() -> None:
    flashing = Flashing(LAMPS)
    for at, rate in [(0.0, FlashRate.CONTINUOUS), (0.1, FlashRate.OFF), (0.2, FlashRate.CONTINUOUS)]:
        flashing.wish(Light.SCANNER, Wish(rate))
        burning = flashing.burning(at)
    assert burning == {}
    assert flashing.burning(0.5) == {Light.SCANNER: None}
