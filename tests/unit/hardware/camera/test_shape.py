"""What pictures are asked for, how often one goes out, which format of a camera is nearest."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.camera.contract import Frame, Pixels, frame_size
from hardware.camera.outlet import Pace
from hardware.camera.shape import Shape
from hardware.camera.trials import described

SHAPES = st.builds(Shape, st.integers(16, 1920), st.integers(16, 1920), st.integers(1, 30), st.sampled_from(Pixels))


@given(SHAPES)
def test_a_shape_comes_out_of_its_words_as_it_went_in(shape: Shape) -> None:
    assert Shape.of_words(shape.words()) == shape
    assert shape.size == shape.width * shape.height * (3 if shape.pixels is Pixels.RGB else 1)


@given(st.integers(1, 30), st.lists(st.floats(0.001, 0.2), min_size=2, max_size=200))
def test_never_more_often_than_it_may_and_never_starved(fps: int, pauses: list[float]) -> None:
    pace, went = Pace(fps), list[float]()
    for now in itertools.accumulate(pauses):
        if pace.due(now):
            pace.went(now)
            went.append(now)
        else:
            assert now - went[-1] < 1 / fps
    assert all(later - earlier >= 0.8 / fps - 1e-9 for earlier, later in itertools.pairwise(went))


def test_a_source_of_thirty_gives_ten_and_not_seven() -> None:
    pace, went = Pace(10), 0
    for n in range(300):
        if pace.due(n / 30 + (n % 3) * 0.004):
            pace.went(n / 30 + (n % 3) * 0.004)
            went += 1
    assert went == 100


@pytest.mark.parametrize("missing", [-1, 1])
def test_a_frame_has_all_of_its_pixels_and_no_more(missing: int) -> None:
    size = frame_size(16, 16, Pixels.RGB)
    with pytest.raises(ValueError):
        Frame(16, 16, Pixels.RGB, memoryview(bytes(size + missing)), 1, 0.0)


@pytest.mark.parametrize("pixels", Pixels)
def test_what_is_said_of_a_picture(pixels: Pixels) -> None:
    size = frame_size(32, 32, pixels)
    dark = described(Frame(32, 32, pixels, memoryview(bytes(size)), 1, 0.0))
    busy = described(Frame(32, 32, pixels, memoryview(bytes([0, 0, 0, 255, 255, 255] * 512)[:size]), 1, 0.0))
    assert "covered" in dark[1]
    assert "blurred" in dark[2]
    assert "covered" not in busy[1]
    assert "blurred" not in busy[2]
