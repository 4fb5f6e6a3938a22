from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.app.face_evaluation.comparing import lost_pairs, pairs_of, ways
from kiosk.app.face_evaluation.figures import Distances, Pairs, curve, row
from kiosk.app.face_evaluation.looking import Seen
from kiosk.app.face_evaluation.people import People
from kiosk.faces.decision import Embedding, distance


def floats(*values: float) -> Distances:
    return np.array(values, np.float32)


def units(count: int, size: int) -> Distances:
    rows = np.random.default_rng(size).normal(size=(count, size)).astype(np.float32)
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True))


def seen(count: int = 6, places: tuple[int, ...] | None = None, misses: tuple[int, ...] = ()) -> Seen:
    vectors = (units(count, 192), units(count, 512))
    return Seen(places or tuple(range(count)), vectors, units(count, 128), misses, (), {})


def people(*who: str) -> People:
    return People(tuple(Path(f"{n}.png") for n in range(len(who))), who)


def test_the_threshold_takes_no_more_strangers_than_the_rate_allows() -> None:
    strangers = floats(*(number / 1000 for number in range(1000)))
    points = {point.fmr: point for point in curve(Pairs(floats(0.0, 0.05, 0.5), strangers))}
    assert set(points) == {1e-1, 1e-2, 1e-3}, "a thousand pairs cannot show one in ten thousand"
    assert int((strangers <= points[1e-2].at).sum()) == 10
    assert points[1e-2].fnmr == pytest.approx(2 / 3, abs=1e-4)
    assert points[1e-1].fnmr == pytest.approx(1 / 3, abs=1e-4)


@given(st.lists(st.integers(0, 50), min_size=10, max_size=300), st.lists(st.integers(0, 50), min_size=1, max_size=50))
def test_ties_are_never_taken_in_part(strangers: list[int], hers: list[int]) -> None:
    pairs = Pairs(floats(*hers), floats(*strangers))
    for point in curve(pairs):
        taken = float((pairs.impostor <= point.at).mean())
        assert taken <= point.fmr
        assert point.fnmr == pytest.approx(float((pairs.genuine > point.at).mean()), abs=1e-5)


def test_a_threshold_that_ships_counts_what_lies_on_it() -> None:
    fixed = row("mean", Pairs(floats(0.5, 0.95), floats(0.75, 0.8, 1.2)), (("strict", 0.75),)).fixed[0]
    assert (fixed.fmr, fixed.fnmr, fixed.false_matches) == (0.333, 0.5, 1)


def test_without_pairs_nothing_is_claimed() -> None:
    nothing = row("mean", Pairs(floats(), floats(0.3)), (("strict", 0.9),))
    assert nothing.as_json()["fnmr_at_fmr_1e-3"] is None
    assert nothing.fixed[0].fnmr is None
    assert row("mean", Pairs(floats(0.1), floats()), (("strict", 0.9),)).fixed[0].fmr is None


def test_a_photo_without_a_face_counts_against_the_engine() -> None:
    pairs = Pairs(np.full(90, 0.1, np.float32), np.full(2000, 1.2, np.float32))
    found = row("mean", pairs, (), misses=1, lost_genuine=10)
    assert found.fnmr_at(1e-3) == 0
    assert found.fnmr_with_misses_at(1e-3) == pytest.approx(0.1)


def test_the_mean_is_what_the_terminal_decides_by() -> None:
    looked, who = seen(), people("a", "a", "b", "b", "c", "c")
    found = ways(looked, who, ("expo", "fr"), veto_beyond=0.6)
    assert list(found) == ["dlib", "expo", "fr", "mean", "mean with veto"]
    ones, others = pairs_of(looked, who)[0]
    for number, (one, other) in enumerate(zip(ones, others, strict=True)):
        pair = [Embedding(tuple(rows[place] for rows in looked.vectors)) for place in (one, other)]
        assert found["mean"].genuine[number] == pytest.approx(distance(*pair), abs=1e-6)


def test_the_veto_says_no_and_never_yes() -> None:
    looked, who = seen(), people("a", "a", "b", "b", "c", "c")
    looked.veto[1] = looked.veto[0]
    found = ways(looked, who, ("expo", "fr"), veto_beyond=0.6)
    vetoed, plain = found["mean with veto"].impostor, found["mean"].impostor
    assert np.isinf(vetoed).any()
    assert (vetoed >= plain).all()
    assert found["mean with veto"].genuine[0] == found["mean"].genuine[0]


def test_every_pair_once() -> None:
    (one, other), (her, stranger) = pairs_of(seen(4), people("a", "b", "a", "c"))
    assert list(zip(one.tolist(), other.tolist(), strict=True)) == [(0, 2)]
    assert set(zip(her.tolist(), stranger.tolist(), strict=True)) == {(0, 1), (0, 3), (1, 2), (1, 3), (2, 3)}


def test_a_list_compares_only_its_pairs_that_were_seen() -> None:
    listed = People(tuple(Path(f"{n}") for n in range(4)), ("",) * 4, ((0, 1, True), (1, 2, False), (3, 0, True)))
    looked = seen(3, places=(0, 1, 2), misses=(3,))
    (one, other), (her, stranger) = pairs_of(looked, listed)
    assert (one.tolist(), other.tolist(), her.tolist(), stranger.tolist()) == ([0], [1], [1], [2])
    assert lost_pairs(looked, listed) == 1


def test_lost_pairs_of_a_folder() -> None:
    assert lost_pairs(seen(3, places=(0, 1, 3), misses=(2,)), people("a", "a", "a", "b")) == 2


def test_far_too_many_strangers_are_drawn_by_chance(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.app.face_evaluation.comparing.MOST_STRANGERS", 500)
    looked = seen(80)
    _, (ones, _) = pairs_of(looked, people(*map(str, range(80))))
    assert 300 < len(ones) < 700
