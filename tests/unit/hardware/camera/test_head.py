"""The head before the camera does what it is told, and is never still but when its picture is frozen."""

import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from hardware.camera.pictures_process import Album
from hardware.camera.shape import Shape
from hardware.emulators.head.actor import Actor, Cast, Order
from hardware.emulators.head.bending import Pose, moved
from hardware.emulators.head.emulator import HeadEmulator
from hardware.emulators.head.photograph import Photograph, PhotographMissing
from hardware.emulators.head.points import FACE
from hardware.emulators.head.scene import Print, Scene, Somebody, Studio
from hardware.id_card_reader.photo import BMP_BYTES, read_bitmap
from kiosk.app.demo.shelf import ASTRONAUT

PATIENCE_S = 20.0
NOSE, LEFT_EYE, RIGHT_EYE = 30, slice(36, 42), slice(42, 48)


@pytest.fixture(scope="module")
def photograph() -> Photograph:
    return Photograph(ASTRONAUT)


@pytest.fixture
def head(tmp_path: Path, photograph: Photograph) -> Iterator[HeadEmulator]:
    emulator = HeadEmulator(tmp_path / "camera", photograph)
    yield emulator
    emulator.close()


def shown(album: Album, wanted: int) -> list[bytes]:
    """So many different pictures, one after the other; fewer only when they do not come."""
    pictures: list[bytes] = []
    until = time.monotonic() + PATIENCE_S
    while len(pictures) < wanted and time.monotonic() < until:
        picture = album.next()
        if not pictures or picture != pictures[-1]:
            pictures.append(picture)
        time.sleep(0.02)
    return pictures


def asymmetry(points: NDArray[np.float64]) -> float:
    left, right = points[LEFT_EYE].mean(axis=0), points[RIGHT_EYE].mean(axis=0)
    return float((points[NOSE] - (left + right) / 2)[0] / np.linalg.norm(right - left))


def test_the_points_turn_as_a_head_does_and_stay_where_they_are_when_it_does_not() -> None:
    flat = np.array(FACE)[:, :2].T
    front, turned = moved(Pose(), flat).T, moved(Pose(yaw=25), flat).T
    assert np.allclose(front, flat.T, atol=1e-9)
    assert asymmetry(turned) - asymmetry(front) > 0.2
    assert asymmetry(moved(Pose(yaw=-25), flat).T) - asymmetry(front) < -0.2


def test_a_camera_sees_it_breathe(head: HeadEmulator) -> None:
    head.come()
    album = Album(head.path, Shape())
    assert len(shown(album, 6)) == 6


def test_a_frozen_picture_stays_until_the_next_order(head: HeadEmulator) -> None:
    head.come()
    album = Album(head.path, Shape())
    shown(album, 2)
    head.freeze()
    time.sleep(0.3)  # the picture that was on its way
    still = album.next()
    time.sleep(0.5)
    assert album.next() == still
    head.look()
    assert len(shown(album, 3)) == 3


def test_nothing_of_it_is_left_when_it_is_put_away(tmp_path: Path, photograph: Photograph) -> None:
    head = HeadEmulator(tmp_path / "camera", photograph)
    seen = (tmp_path / "camera" / "live.bmp").resolve().parent
    assert list(seen.iterdir())
    head.close()
    assert not seen.exists()
    assert not (tmp_path / "camera").exists()


def test_pulled_out_and_put_in_again_it_shows_pictures_again(head: HeadEmulator) -> None:
    head.come()
    head.unplug()
    assert not head.path.exists()
    head.plug()
    assert shown(Album(head.path, Shape()), 2)


def test_her_eyes_close_when_asked_and_for_a_moment_by_themselves() -> None:
    actor = Actor(Cast.RESIDENT, at=0.0)
    actor.do(Order.BLINK, 1.0)
    lids = [
        thing.lids
        for at in np.arange(0.0, 4.0, 0.05)
        for thing in actor.scene(at).things
        if isinstance(thing, Somebody)
    ]
    assert sum(lid == 1.0 for lid in lids) >= 14  # 0.8 s in steps of a twentieth
    assert lids[0] == lids[-1] == 0.0


def test_a_print_has_no_lids_and_a_film_does_not_obey() -> None:
    paper = Actor(Cast.PRINT_BENT, at=0.0)
    paper.do(Order.LEFT, 0.0)
    (sheet,) = paper.scene(2.0).things
    assert isinstance(sheet, Print)
    assert sheet.sheet.yaw > 30
    film = Actor(Cast.REPLAY, at=0.0)
    film.do(Order.LEFT, 0.0)
    turns = [
        thing.pose.yaw for at in np.arange(0, 8, 0.1) for thing in film.scene(at).things if isinstance(thing, Somebody)
    ]
    assert min(turns) < -20
    assert max(turns) < 5


@pytest.mark.parametrize("cast", Cast)
def test_everything_that_can_be_before_the_lens_makes_a_picture(cast: Cast, photograph: Photograph) -> None:
    studio = Studio(photograph)
    empty = np.asarray(studio.picture(Scene(noise=0.0)), dtype=np.float64)
    picture = np.asarray(studio.picture(Actor(cast).scene(1.0)), dtype=np.float64)
    assert picture.shape == (480, 640, 3)
    assert (np.abs(picture - empty).mean() < 4) == (cast is Cast.NOBODY)


def test_the_photo_of_her_card_is_one_that_the_reader_takes(photograph: Photograph) -> None:
    bitmap = photograph.card_photo()
    assert len(bitmap) == BMP_BYTES
    assert len(read_bitmap(bitmap).rgb) == 102 * 126 * 3


def test_another_picture_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.png"
    other.write_bytes(b"\x89PNG")
    for path in (other, tmp_path / "none.png"):
        with pytest.raises(PhotographMissing, match="make setup"):
            Photograph(path)
