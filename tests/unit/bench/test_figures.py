"""The statistics that the benchmarks print."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.figures import middle, p95, spread

TIMES = st.lists(st.integers(min_value=0, max_value=10**6).map(float), min_size=1, max_size=300)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([7.0], 7.0),
        (range(1, 21), 19.0),
        (range(1, 101), 95.0),
        ([1.0] * 19 + [50.0], 1.0),
        ([1.0] * 18 + [50.0] * 2, 50.0),
    ],
)
def test_p95_is_the_least_value_that_95_in_100_do_not_exceed(values: list[float], expected: float) -> None:
    assert p95(list(values)) == expected


@given(TIMES)
def test_p95_is_one_of_the_values_and_hardly_any_is_above_it(values: list[float]) -> None:
    found = p95(values)
    assert found in values
    assert sum(value > found for value in values) <= 0.05 * len(values)


@given(TIMES)
def test_the_order_does_not_matter(values: list[float]) -> None:
    assert spread(values) == spread(values[::-1])


def test_the_middle_of_two_is_between_them() -> None:
    assert middle([1.0, 2.06], 1) == 1.5
