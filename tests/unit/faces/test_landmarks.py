"""What is measured on the points of a face."""

import numpy as np
import pytest

from kiosk.faces.alignment import SIDE, TEMPLATE, aligned, sampled, similarity
from kiosk.faces.landmarks import COUNT, Landmarks, NoFaceShape
from tests.unit.faces.heads import head, seen, turned


def test_the_nose_goes_where_the_head_turns() -> None:
    assert abs(seen(head()).asymmetry) < 0.01
    assert seen(turned(head(), yaw=20)).asymmetry > 0.2
    assert seen(turned(head(), yaw=-20)).asymmetry < -0.2


@pytest.mark.parametrize("roll", [-40, -15, 15, 40])
def test_a_tilted_head_has_not_turned(roll: float) -> None:
    assert abs(seen(turned(head(), roll=roll)).asymmetry) < 0.02


def test_closed_eyes_are_less_open_however_far_away() -> None:
    near, far = seen(head(0.3)), seen(head(0.3), away=15)
    assert near.openness == pytest.approx(far.openness, rel=0.02)
    assert seen(head(0.05)).openness < 0.5 * near.openness


@pytest.mark.parametrize(
    "points",
    [
        np.zeros((COUNT, 2)),
        np.full((COUNT, 2), np.nan),
        np.full((COUNT, 2), np.inf),
        np.zeros((5, 2)),
        np.ones((68, 3)),
    ],
)
def test_points_that_are_no_face_are_refused(points: np.ndarray) -> None:
    with pytest.raises(NoFaceShape):
        Landmarks(points)


def test_nothing_of_a_face_is_told_by_its_repr() -> None:
    assert "array" not in repr(seen(head()))


@pytest.mark.parametrize("roll", [0, 25, -70])
def test_the_five_points_come_where_models_look_for_them(roll: float) -> None:
    face = seen(turned(head(), roll=roll))
    turn, shift = similarity(face.five, TEMPLATE)
    placed = face.five @ turn.T + shift
    assert np.linalg.norm(placed - TEMPLATE, axis=1).max() < 8
    assert np.linalg.det(turn) > 0  # never mirrored


def test_a_similarity_finds_the_turn_the_size_and_the_place_again() -> None:
    angle = np.radians(33)
    turn = 1.7 * np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    found, shift = similarity(TEMPLATE, TEMPLATE @ turn.T + [5, -9])
    assert found == pytest.approx(turn)
    assert shift == pytest.approx([5, -9])


def test_what_lies_under_the_points_lies_there_afterwards() -> None:
    """A red dot on the nose tip of the picture is on the nose tip of the aligned face."""
    face = seen(turned(head(), roll=12))
    picture = np.full((480, 640, 3), 90, np.uint8)
    x, y = np.rint(face.five[2]).astype(int)
    picture[y - 2 : y + 3, x - 2 : x + 3] = [255, 0, 0]
    small = aligned(picture, face)
    assert small.shape == (SIDE, SIDE, 3)
    rows, columns = np.nonzero(small[..., 0] > 150)
    turn, shift = similarity(face.five, TEMPLATE)
    assert [columns.mean(), rows.mean()] == pytest.approx(turn @ face.five[2] + shift, abs=1.0)


def test_outside_the_picture_it_is_black() -> None:
    picture = np.full((4, 4, 3), 200, np.uint8)
    places = np.array([[-0.6, 1.0], [1.0, 3.4], [1.5, 1.5], [3.0, 3.0]])
    assert sampled(picture, places)[:, 0].tolist() == [0, 0, 200, 200]
