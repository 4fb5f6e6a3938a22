"""A head has depth, and a sheet of paper has none, however it is held."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.faces.flatness import LEAST_DEPTH, LEAST_TURN, depth, homography, mapped, turned_by
from tests.unit.faces.heads import bent, flat, head, seen, turned

ANGLES = st.floats(-25, 25)


@pytest.mark.parametrize("yaw", [20, 25, 30, -20, -25, -30])
def test_a_head_that_turns_has_depth(yaw: float) -> None:
    front, side = seen(head(), 0.5, 1), seen(turned(head(), yaw, pitch=4, roll=-3), 0.5, 2)
    assert abs(turned_by(front, side)) >= LEAST_TURN
    assert depth(front, side) >= LEAST_DEPTH


@given(yaw=st.floats(-60, 60), pitch=ANGLES, roll=ANGLES, held=st.floats(-15, 15))
def test_a_print_has_none_however_it_is_held(yaw: float, pitch: float, roll: float, held: float) -> None:
    """Also one that was never held straight."""
    sheet = flat(head())
    front, side = seen(turned(sheet, held)), seen(turned(sheet, yaw, pitch, roll))
    assert depth(front, side) < LEAST_DEPTH / 3


@given(radius=st.floats(2, 20), yaw=st.floats(-45, 45))
def test_a_bent_print_is_too_flat_or_does_not_turn_far_enough(radius: float, yaw: float) -> None:
    sheet = bent(head(), radius)
    front, side = seen(sheet), seen(turned(sheet, yaw))
    assert depth(front, side) < LEAST_DEPTH or abs(turned_by(front, side)) < LEAST_TURN


@given(st.lists(st.floats(-0.2, 0.2), min_size=8, max_size=8))
def test_a_homography_is_found_again(parts: list[float]) -> None:
    points = seen(head()).rigid / 300
    wanted = np.append(np.eye(3).ravel()[:8] + np.array(parts), 1.0).reshape(3, 3)
    if abs(np.linalg.det(wanted)) < 0.1:
        return
    goal = mapped(wanted, points)
    assert mapped(homography(points, goal), points) == pytest.approx(goal, abs=1e-6)
