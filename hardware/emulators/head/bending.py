"""The head in space: which piece of the photograph is seen where when it turns."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from hardware.emulators.head.points import FACE, SIZE, SKULL

Array = NDArray[np.float64]
Box = tuple[int, int, int, int]
Quad = Sequence[float]
Piece = tuple[Box, Quad]
"""A box of the picture to come, and the four corners of what is seen there: as Pillow's MESH wants them."""

AXIS = (225.0, -48.0)  # what the head turns about: x of the neck, and how deep it lies behind the eyes
NOD = (168.0, -48.0)  # y and depth of what it nods about
AWAY = 420.0  # from the camera to the eyes, in pixels of the photograph: some 60 cm
Forward = Callable[[Array], Array]
"""Where points (2, ...) of the photograph are seen."""
_STEP = 4  # the depth is kept for every fourth pixel
_ROUNDS = 8
_PRINT_MIDDLE = 43.0  # a print turns about its own middle, which lies so far above the neck
_NECK = (178.0, 226.0)  # above it the head turns as a whole, below it nothing does


@dataclass(frozen=True, slots=True)
class Pose:
    """How the head is held. Degrees: `yaw` to the right of the picture, `pitch` down, `roll` with the clock.

    `depth` makes her nose longer or flatter than the points say: people differ.
    """

    yaw: float = 0.0
    pitch: float = 0.0
    roll: float = 0.0
    depth: float = 1.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """How a sheet of paper is held, in the same degrees; `radius` of its bend in pixels of the photograph, 0: none."""

    yaw: float = 0.0
    pitch: float = 0.0
    roll: float = 0.0
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class Place:
    """Where the photograph lies in the picture: `scale` pixels for each of its own, its point `of` at `at`."""

    scale: float
    at: tuple[float, float]
    of: tuple[float, float]


def pieces(forward: Forward, place: Place, box: Box, cell: int, finer: float) -> list[Piece]:
    """How to fill `box` of the picture with what `forward` makes of the photograph. Some milliseconds.

    `finer`: so many times larger than the photograph is what the pieces are cut from.
    """
    columns, rows = _ends(box[0], box[2], cell), _ends(box[1], box[3], cell)
    x, y = np.meshgrid(np.asarray(columns, float), np.asarray(rows, float))
    wanted = np.stack([(x - place.at[0]) / place.scale + place.of[0], (y - place.at[1]) / place.scale + place.of[1]])
    return quads(np.moveaxis(seen_at(forward, wanted), 0, -1) * finer, columns, rows)


def quads(corners: Array, columns: Sequence[int], rows: Sequence[int]) -> list[Piece]:
    """`corners` (rows, columns, 2): what is seen at each crossing of the lines, as pieces between them."""
    # Pillow wants them from the upper left against the clock.
    around = np.concatenate([corners[:-1, :-1], corners[1:, :-1], corners[1:, 1:], corners[:-1, 1:]], axis=2).tolist()
    return [
        ((left, top, right, bottom), around[row][column])
        for row, (top, bottom) in enumerate(pairwise(rows))
        for column, (left, right) in enumerate(pairwise(columns))
    ]


def seen_at(forward: Forward, wanted: Array) -> Array:
    """Which points (2, ...) of the photograph are seen at the points `wanted` (2, ...), where `forward` moves them.

    Looked for in rounds: what was seen there a round before says how far the point has moved.
    """
    found = wanted.copy()
    for _ in range(_ROUNDS):
        found += 0.7 * (wanted - forward(found))
    return found


def moved(pose: Pose, points: Array) -> Array:
    """Where points (2, ...) of the photograph are seen when the head is held like this."""
    x, y = points
    z = _depth(x, y) * pose.depth
    share = np.clip((_NECK[1] - y) / (_NECK[1] - _NECK[0]), 0.0, 1.0)
    yaw, pitch, roll = (np.radians(angle) * share for angle in (pose.yaw, pose.pitch, pose.roll))
    across, deep = x - AXIS[0], z - AXIS[1]
    across, deep = across * np.cos(yaw) + deep * np.sin(yaw), deep * np.cos(yaw) - across * np.sin(yaw)
    down, deep = y - NOD[0], deep + AXIS[1] - NOD[1]
    down, deep = down * np.cos(pitch) + deep * np.sin(pitch), deep * np.cos(pitch) - down * np.sin(pitch)
    across, down = across * np.cos(roll) - down * np.sin(roll), down * np.cos(roll) + across * np.sin(roll)
    nearer = (AWAY - z) / (AWAY - (deep + NOD[1]))  # held straight, it is seen as in the photograph
    middle = (AXIS[0], NOD[0])
    return np.stack([middle[0] + across * nearer, middle[1] + down * nearer])


def held(sheet: Sheet, points: Array) -> Array:
    """Where points (2, ...) of the photograph are seen when it is a print, held like this."""
    across, down = points[0] - AXIS[0], points[1] - NOD[0] + _PRINT_MIDDLE
    deep = np.zeros_like(across)
    if sheet.radius:
        angle = np.clip(across / sheet.radius, -1.4, 1.4)
        across, deep = sheet.radius * np.sin(angle), sheet.radius * (np.cos(angle) - 1)
    yaw, pitch, roll = np.radians([sheet.yaw, sheet.pitch, sheet.roll])
    across, deep = across * np.cos(yaw) + deep * np.sin(yaw), deep * np.cos(yaw) - across * np.sin(yaw)
    down, deep = down * np.cos(pitch) + deep * np.sin(pitch), deep * np.cos(pitch) - down * np.sin(pitch)
    across, down = across * np.cos(roll) - down * np.sin(roll), down * np.cos(roll) + across * np.sin(roll)
    nearer = AWAY / (AWAY - deep)
    return np.stack([AXIS[0] + across * nearer, NOD[0] - _PRINT_MIDDLE + down * nearer])


def _depth(x: Array, y: Array) -> Array:
    """How deep the photograph's points lie, mixed of the four around."""
    field = _field()
    across = np.clip(x / _STEP, 0, field.shape[1] - 1.001)
    down = np.clip(y / _STEP, 0, field.shape[0] - 1.001)
    column, row = across.astype(np.intp), down.astype(np.intp)
    right, below = across - column, down - row
    above = field[row, column] * (1 - right) + field[row, column + 1] * right
    under = field[row + 1, column] * (1 - right) + field[row + 1, column + 1] * right
    return np.asarray(above * (1 - below) + under * below)


@cache
def _field() -> Array:
    """The depth of every fourth pixel: a thin plate that goes through the points, as good as flat far from them."""
    known = np.array(FACE + SKULL)
    sides = np.array([(x, y, -55.0) for x in (60, 130, 320, 400) for y in (0, 60, 120, 180)])
    known = np.concatenate([known, sides])
    y, x = np.mgrid[0 : SIZE[1] + _STEP : _STEP, 0 : SIZE[0] + _STEP : _STEP].astype(np.float64)
    depth = thin_plate(known[:, :2], known[:, 2:])(np.stack([x.ravel(), y.ravel()], axis=1))
    return np.asarray(np.clip(depth, -60.0, 30.0).reshape(x.shape))


def thin_plate(places: Array, values: Array) -> Callable[[Array], Array]:
    """A smooth sheet over the plane that takes `values` (n, k) at `places` (n, 2); call it with places (m, 2)."""
    count = len(places)
    plane = np.column_stack([np.ones(count), places])
    # A little slack (2 pixels squared): points that lie close together must not fold the sheet.
    bends = _bent(places[:, None], places[None]) + 2.0 * np.eye(count)
    system = np.block([[bends, plane], [plane.T, np.zeros((3, 3))]])
    weights = np.linalg.solve(system, np.concatenate([values, np.zeros((3, values.shape[1]))]))

    def sheet(at: Array) -> Array:
        flat = np.column_stack([np.ones(len(at)), at]) @ weights[count:]
        return np.asarray(_bent(at[:, None], places[None]) @ weights[:count] + flat)

    return sheet


def _bent(places: Array, known: Array) -> Array:
    squared = ((places - known) ** 2).sum(axis=-1) + 1e-9
    return np.asarray(squared * np.log(squared) / 2)


def _ends(begin: int, end: int, cell: int) -> list[int]:
    return [*range(begin, end, cell), end]
