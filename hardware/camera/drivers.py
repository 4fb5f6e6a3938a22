"""The drivers of cameras: one of this machine, and two stand-ins for it."""

import sys
from collections.abc import Callable, Hashable, Mapping
from functools import partial
from pathlib import Path
from types import MappingProxyType

from hardware.attended import PATIENCE, Patience, Sense, look_by_child
from hardware.camera.child_camera import ChildCamera
from hardware.camera.contract import Frame, Pixels
from hardware.camera.frames import heed_frames
from hardware.camera.shape import Shape
from hardware.configuration import DeviceConfig, Row, one_of, text, whole
from hardware.status import Condition, Device, DeviceState
from hardware.supervisor import Timing
from hardware.transport.traces import identity, video_nodes
from hardware.worker import Command

Traces = Callable[[], Hashable]
Look = Callable[[Command], Condition]

_SHAPE = frozenset({"width", "height", "fps", "pixels"})
_QT = (sys.executable, "-m", "hardware.camera.qt_process")
_PICTURES = (sys.executable, "-m", "hardware.camera.pictures_process")


def qt_camera(config: DeviceConfig, timing: Timing, patience: Patience = PATIENCE) -> Device:
    """A camera of this machine, by QtMultimedia."""
    device = text(config, "device", config.port)

    def traces() -> Hashable:
        return video_nodes(), identity(Path(device)) if device.startswith("/") else None

    def look(command: Command) -> Condition:
        return look_by_child("camera", (*_QT, "look", device), command)

    return _camera(config, (timing, patience), (*_QT, "camera", device), traces, look)


def video(config: DeviceConfig, timing: Timing, patience: Patience = PATIENCE) -> Device:
    """A film in place of a camera, by QtMultimedia."""
    path = Path(config.port).absolute()
    return _camera(config, (timing, patience), (*_QT, "video", str(path)), lambda: identity(path), _there)


def pictures(config: DeviceConfig, timing: Timing, patience: Patience = PATIENCE) -> Device:
    """A folder of pictures in place of a camera, by Pillow."""
    path = Path(config.port).absolute()

    def traces() -> Hashable:
        return identity(path), path.stat().st_mtime_ns  # a picture that is laid in may be the first

    return _camera(config, (timing, patience), (*_PICTURES, str(path)), traces, _there)


def _there(command: Command) -> Condition:
    """A file or folder whose traces could be read is there."""
    command.check()
    return Condition(DeviceState.ONLINE)


def _camera(
    config: DeviceConfig,
    timings: tuple[Timing, Patience],
    command: tuple[str, ...],
    traces: Traces,
    look: Look,
) -> Device:
    shape = _shape(config)
    sense: Sense[Frame] = Sense("camera", (*command, *shape.words()), traces, look, partial(heed_frames, shape))
    timing, patience = timings
    return ChildCamera(config.id, config.driver, timing, sense, patience)


def _shape(config: DeviceConfig) -> Shape:
    usual = Shape()
    return Shape(
        whole(config, "width", usual.width, 16, 1920),
        whole(config, "height", usual.height, 16, 1920),
        whole(config, "fps", usual.fps, 1, 30),
        one_of(config, "pixels", usual.pixels, tuple(Pixels)),
    )


ROWS: Mapping[str, Row] = MappingProxyType(
    {
        "qt_camera": Row("camera", qt_camera, _SHAPE | {"device"}, has_port=False),
        "camera_video": Row("camera", video, _SHAPE),
        "camera_pictures": Row("camera", pictures, _SHAPE),
    }
)
