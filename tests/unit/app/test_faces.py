"""What a terminal makes of faces: all of it or no trace; and what lies there is deleted in its time."""

from contextlib import closing
from pathlib import Path

import pytest

from hardware.camera.contract import Camera
from kiosk.app.faces import Faces, Ground
from kiosk.backend_client.errors import BackendError
from kiosk.backend_client.transport import Transport
from kiosk.faces.contract import Template
from kiosk.foundation.clock import SystemClock
from kiosk.foundation.config import Face as FaceSettings
from kiosk.identity.retention import Retention
from kiosk.identity.sealed_key import KEY_FILE, face_key
from kiosk.identity.templates import FILE, Enrolled, TemplateClaim, TemplateStore
from kiosk.store.database import Database
from kiosk.visit.mirror import Mirror
from tests.helpers.face_scene import ScriptedCamera
from tests.helpers.hands import TurnedClock

NOBODY = "http://127.0.0.1:9"


def ground(data: Path, camera: Camera | None = None, terminal_id: str = "t-1") -> Ground:
    clock = SystemClock()
    database, transport = Database(data / "terminal.sqlite"), Transport(NOBODY)
    return Ground(data, data / "models", camera, Mirror(), database, transport, terminal_id, clock)


def an_old_face(data: Path) -> None:
    long_ago = TurnedClock().now().date().replace(year=2020)
    with closing(TemplateStore(data / FILE, face_key(data), "t-1", TurnedClock())) as store:
        store.keep(Enrolled("a" * 32, Template("m", b"v" * 64), "林**", long_ago, (TemplateClaim.number("1"),)))


@pytest.mark.parametrize(
    ("settings", "camera"), [(FaceSettings(offered=False), ScriptedCamera()), (FaceSettings(), None)]
)
def test_where_no_face_is_offered_there_is_no_trace_of_it(
    tmp_path: Path, settings: FaceSettings, camera: Camera | None
) -> None:
    faces = Faces(settings, ground(tmp_path, camera))
    assert (faces.engine, faces.check, faces.way, faces.kept_here, faces.model()) == (None, None, None, None, "")


def test_without_models_the_camera_alone_is_no_way(tmp_path: Path) -> None:
    faces = Faces(FaceSettings(), ground(tmp_path, ScriptedCamera()))
    assert (faces.engine, faces.way, faces.kept_here) == (None, None, None)


def test_what_lies_here_is_shown_and_deleted_where_faces_are_not_offered_any_more(tmp_path: Path) -> None:
    an_old_face(tmp_path)
    faces = Faces(FaceSettings(offered=False), ground(tmp_path))
    assert faces.kept_here is not None
    assert faces.way is None


@pytest.mark.parametrize("key", ["open to others", "cut short"])
def test_a_key_that_cannot_be_had_keeps_no_face_for_ever(tmp_path: Path, key: str) -> None:
    an_old_face(tmp_path)
    if key == "cut short":
        (tmp_path / KEY_FILE).write_bytes(b"k")
    else:
        (tmp_path / KEY_FILE).chmod(0o644)
    faces = Faces(FaceSettings(), ground(tmp_path))
    assert faces.keeping is not None
    with pytest.raises(BackendError):  # nobody answers there; what needs no line is done before
        Retention(faces.keeping, SystemClock()).once()
    assert faces.keeping.store.count() == 0
