"""An invented head of 68 points in space, and what a camera or a sheet of paper makes of it.

Unit: the distance between the eyes. x to the right of the picture, y down, z towards the camera. Nobody was measured.
"""

import numpy as np
from numpy.typing import NDArray

from kiosk.faces.landmarks import Landmarks

Space = NDArray[np.float64]

AWAY = 9.5  # 60 cm at 63 mm between the eyes
PIXELS = 1_000.0
MIDDLE = (320.0, 240.0)


def _eye(x: float, openness: float, outer: int) -> list[tuple[float, float, float]]:
    width, lid = 0.21, 0.21 * openness
    corners = {-1: -0.12 if outer == -1 else 0.0, 1: -0.12 if outer == 1 else 0.0}
    return [
        (x - width, 0.0, corners[-1]),
        (x - width / 3, -lid, 0.0),
        (x + width / 3, -lid, 0.0),
        (x + width, 0.0, corners[1]),
        (x + width / 3, lid, 0.0),
        (x - width / 3, lid, 0.0),
    ]


def head(openness: float = 0.3) -> Space:
    """(68, 3): jaw, brows, nose, eyes and mouth of a plain face that looks into the camera."""
    turns = np.linspace(-np.pi / 2, np.pi / 2, 17)
    jaw = [(1.15 * np.sin(t), 0.2 + 1.6 * np.cos(t) ** 2, -0.9 + 0.7 * np.cos(t)) for t in turns]
    brows = [(side * (0.5 + 0.16 * n), -0.38, 0.05) for side in (-1, 1) for n in (-2, -1, 0, 1, 2)]
    nose = [(0.0, 0.05, 0.12), (0.0, 0.25, 0.28), (0.0, 0.45, 0.44), (0.0, 0.62, 0.6)]
    nose += [(0.12 * n, 0.76 - 0.02 * abs(n), 0.34 - 0.07 * abs(n)) for n in (-2, -1, 0, 1, 2)]
    eyes = _eye(-0.5, openness, -1) + _eye(0.5, openness, 1)
    ring = np.linspace(np.pi, -np.pi, 12, endpoint=False)
    mouth = [(0.4 * np.cos(t), 1.2 - 0.15 * np.sin(t), 0.28 - 0.16 * abs(np.cos(t))) for t in ring]
    inner = [(0.3 * np.cos(t), 1.2 - 0.06 * np.sin(t), 0.26) for t in np.linspace(np.pi, -np.pi, 8, endpoint=False)]
    return np.array(jaw + brows + nose + eyes + mouth + inner)


def flat(front: Space) -> Space:
    """A print of that head: everything in one plane."""
    return np.asarray(front * np.array([1.0, 1.0, 0.0]))


def bent(front: Space, radius: float) -> Space:
    """The print bent round an upright pipe of that radius."""
    angle = front[:, 0] / radius
    return np.column_stack([radius * np.sin(angle), front[:, 1], radius * (np.cos(angle) - 1)])


def turned(points: Space, yaw: float = 0.0, pitch: float = 0.0, roll: float = 0.0) -> Space:
    """The same turned, degrees: yaw to the right of the picture, pitch down, roll with the clock."""
    y, p, r = np.radians([yaw, pitch, roll])
    about_y = np.array([[np.cos(y), 0, np.sin(y)], [0, 1, 0], [-np.sin(y), 0, np.cos(y)]])
    about_x = np.array([[1, 0, 0], [0, np.cos(p), np.sin(p)], [0, -np.sin(p), np.cos(p)]])
    about_z = np.array([[np.cos(r), -np.sin(r), 0], [np.sin(r), np.cos(r), 0], [0, 0, 1]])
    return np.asarray(points @ (about_z @ about_x @ about_y).T)


def seen(points: Space, noise: float = 0.0, seed: int = 1, away: float = AWAY) -> Landmarks:
    """What a camera in front sees, with `noise` pixels of error at each point."""
    scale = PIXELS / (away - points[:, 2:])
    places = points[:, :2] * scale + np.array(MIDDLE)
    return Landmarks(places + np.random.default_rng(seed).normal(0, noise, places.shape))
