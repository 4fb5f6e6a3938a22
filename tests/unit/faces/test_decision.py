"""When two faces are the same: what is not certain is no."""

import numpy as np
import pytest

from kiosk.faces.contract import Stake
from kiosk.faces.decision import LEAST_PICTURES, Embedding, Vector, distance, same_face


def unit(size: int, angle: float) -> Vector:
    vector = np.zeros(size, np.float32)
    vector[:2] = np.cos(angle), np.sin(angle)
    return vector


def embedding(*angles: float) -> Embedding:
    return Embedding(tuple(unit(size, angle) for size, angle in zip((192, 512), angles, strict=False)))


def test_the_distance_is_the_mean_of_both_engines() -> None:
    assert distance(embedding(0, 0), embedding(0, 0)) == 0
    assert distance(embedding(0, 0), embedding(0, np.pi)) == pytest.approx(1.0)
    assert distance(embedding(0, 0), embedding(np.pi / 2, np.pi / 2)) == pytest.approx(np.sqrt(2))


@pytest.mark.parametrize(
    "other",
    [
        Embedding(()),
        embedding(0),
        Embedding((unit(512, 0), unit(192, 0))),
        Embedding((unit(192, 0) * 2, unit(512, 0))),
        Embedding((unit(192, 0) * np.float32("nan"), unit(512, 0))),
        Embedding((np.zeros(192, np.float32), unit(512, 0))),
    ],
)
def test_what_is_of_another_model_or_damaged_is_no_face(other: Embedding) -> None:
    with pytest.raises(ValueError, match=r"engines|unit"):
        distance(embedding(0, 0), other)
    with pytest.raises(ValueError, match=r"engines|unit"):
        distance(other, embedding(0, 0))


def test_one_lucky_picture_decides_nothing() -> None:
    assert not same_face([0.1] * (LEAST_PICTURES - 1), Stake.LIGHT)
    assert not same_face([0.1, 1.3, 1.3], Stake.LIGHT)
    assert same_face([1.3, 0.8, 0.8], Stake.STRICT)


def test_where_more_is_at_stake_more_is_asked() -> None:
    between = [(Stake.STRICT.value + Stake.LIGHT.value) / 2] * 3
    assert same_face(between, Stake.LIGHT)
    assert not same_face(between, Stake.STRICT)


def test_only_the_newest_pictures_count() -> None:
    """Who was before the camera first does not open it for who comes after."""
    assert not same_face([0.2] * 20 + [1.4] * 5, Stake.LIGHT)


def test_nothing_of_a_face_is_told_by_its_repr() -> None:
    assert "array" not in repr(embedding(0, 0))
