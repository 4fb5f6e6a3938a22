"""The process that holds the camera: `python -m hardware.camera.qt_process camera|video|look TARGET W H FPS PIXELS`.

`camera` takes the device whose id, node or description is TARGET, the default one if it is empty; `video` plays a film
in its place, again and again; `look` only says, by its exit code (`ChildExit`), whether there is such a camera.
"""

import os
import sys
import time
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QRect, Qt, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import (
    QCamera,
    QCameraDevice,
    QCameraFormat,
    QMediaCaptureSession,
    QMediaDevices,
    QMediaPlayer,
    QVideoFrame,
    QVideoFrameFormat,
    QVideoSink,
)

from hardware.camera.contract import Pixels
from hardware.camera.outlet import Outlet
from hardware.camera.shape import Shape
from hardware.transport.child_mouth import Mouth, end_with_driver, live_with_driver
from hardware.transport.child_process import ChildExit

_LOOK_MS = 500
_LARGEST = 4096
_PLANAR = {
    QVideoFrameFormat.PixelFormat.Format_YUV420P,
    QVideoFrameFormat.PixelFormat.Format_YUV422P,
    QVideoFrameFormat.PixelFormat.Format_NV12,
    QVideoFrameFormat.PixelFormat.Format_Y8,
}


class Eye(QObject):
    """Keeps the newest picture and gives it when it is asked for; on the Qt thread."""

    asked = Signal(int)

    def __init__(self, outlet: Outlet) -> None:
        super().__init__()
        self._outlet = outlet
        self._newest: QVideoFrame | None = None
        self._at = 0.0
        self._seq = 0
        self.sink = QVideoSink(self)
        self.sink.videoFrameChanged.connect(self.see)
        self.asked.connect(self.give, Qt.ConnectionType.QueuedConnection)

    @Slot(QVideoFrame)
    def see(self, frame: QVideoFrame) -> None:
        """A picture has come."""
        if not frame.isValid():
            return  # the end of a film, before it begins again
        if not (0 < frame.width() <= _LARGEST and 0 < frame.height() <= _LARGEST):
            os._exit(ChildExit.BROKEN)
        self._seq += 1
        self._newest, self._at = QVideoFrame(frame), time.monotonic()
        self._let_go()

    @Slot(int)
    def give(self, times: int) -> None:
        """The driver is ready for another."""
        self._outlet.ask(times)
        self._let_go()

    def _let_go(self) -> None:
        if self._newest is not None and self._outlet.wants:
            frame, self._newest = self._newest, None
            self._outlet.tell(pixels_of(frame, self._outlet.shape), self._seq, self._at)


def pixels_of(frame: QVideoFrame, shape: Shape) -> bytes:
    """The frame's bytes as they are told."""
    if shape.pixels is Pixels.LUMA and (frame.width(), frame.height()) == (shape.width, shape.height):
        luma = _first_plane(frame)
        if luma is not None:
            return luma
    grey = shape.pixels is Pixels.LUMA
    image = frame.toImage()
    if image.isNull():
        os._exit(ChildExit.BROKEN)
    image = _fitted(image, shape).convertToFormat(
        QImage.Format.Format_Grayscale8 if grey else QImage.Format.Format_RGB888
    )
    return _without_gaps(bytes(image.constBits()), image.bytesPerLine(), shape.size // shape.height, shape.height)


def _first_plane(frame: QVideoFrame) -> bytes | None:
    """The brightness as it lies in the frame: a quarter of the work of a picture."""
    if frame.pixelFormat() not in _PLANAR or not frame.map(QVideoFrame.MapMode.ReadOnly):
        return None
    try:
        plane = bytes(frame.bits(0)[: frame.bytesPerLine(0) * frame.height()])
        return _without_gaps(plane, frame.bytesPerLine(0), frame.width(), frame.height())
    finally:
        frame.unmap()


def _without_gaps(octets: bytes, step: int, width: int, height: int) -> bytes:
    if step == width:
        return octets[: width * height]
    return b"".join(octets[row * step : row * step + width] for row in range(height))


def _fitted(image: QImage, shape: Shape) -> QImage:
    """Scaled until it covers the shape, and cut to it from its middle."""
    if (image.width(), image.height()) == (shape.width, shape.height):
        return image
    covering = image.scaled(
        shape.width,
        shape.height,
        Qt.AspectRatioMode.KeepAspectRatioByExpanding,
        Qt.TransformationMode.SmoothTransformation,
    )
    left, top = (covering.width() - shape.width) // 2, (covering.height() - shape.height) // 2
    return covering.copy(QRect(left, top, shape.width, shape.height))


def named(target: str, devices: list[QCameraDevice]) -> QCameraDevice:
    """The device that is meant; the process ends when there is none."""
    if not devices:
        os._exit(ChildExit.NO_DEVICE)
    if not target:
        return QMediaDevices.defaultVideoInput()
    # A name under /dev/v4l/by-id leads to the node that Qt knows.
    wanted = {target, str(Path(target).resolve())} if target.startswith("/") else {target}
    for device in devices:
        if wanted & {bytes(device.id().data()).decode(errors="replace"), device.description()}:
            return device
    os._exit(ChildExit.UNKNOWN_DEVICE)


def nearest(formats: list[QCameraFormat], shape: Shape) -> QCameraFormat | None:
    """The format that covers the shape with the fewest pixels to spare, fast enough if there is one."""

    def cost(given: QCameraFormat) -> tuple[bool, bool, int]:
        size = given.resolution()
        small = size.width() < shape.width or size.height() < shape.height
        return small, given.maxFrameRate() < shape.fps, abs(size.width() * size.height() - shape.width * shape.height)

    return min(formats, key=cost, default=None)


class CameraSource(QObject):
    """A camera of this machine."""

    def __init__(self, target: str, eye: Eye, shape: Shape) -> None:
        super().__init__()
        self._devices = QMediaDevices(self)
        self._target = target
        device = named(target, QMediaDevices.videoInputs())
        self._devices.videoInputsChanged.connect(self.look)
        self._camera = QCamera(device, self)
        chosen = nearest(device.videoFormats(), shape)
        if chosen is not None:
            self._camera.setCameraFormat(chosen)
        self._camera.errorOccurred.connect(lambda *_: os._exit(ChildExit.BROKEN))
        self._session = QMediaCaptureSession(self)
        self._session.setCamera(self._camera)
        self._session.setVideoSink(eye.sink)
        self._camera.start()

    @Slot()
    def look(self) -> None:
        """A camera came or went."""
        named(self._target, QMediaDevices.videoInputs())


class VideoSource(QObject):
    """A film in place of a camera."""

    def __init__(self, target: str, eye: Eye) -> None:
        super().__init__()
        self._path = Path(target)
        self._file = self._identity()
        self._player = QMediaPlayer(self)
        self._player.setVideoSink(eye.sink)
        self._player.setLoops(QMediaPlayer.Loops.Infinite)
        self._player.errorOccurred.connect(lambda *_: os._exit(ChildExit.BROKEN))
        self._player.mediaStatusChanged.connect(self.judge)
        self._watch = QTimer(self)
        self._watch.timeout.connect(self.look)
        self._watch.start(_LOOK_MS)
        self._player.setSource(QUrl.fromLocalFile(str(self._path)))
        self._player.play()

    @Slot()
    def look(self) -> None:
        """A film that was taken away is a camera that was pulled out."""
        if self._identity() != self._file:
            os._exit(ChildExit.NO_DEVICE)

    @Slot(QMediaPlayer.MediaStatus)
    def judge(self, status: QMediaPlayer.MediaStatus) -> None:
        """A film without pictures is none."""
        loaded = status is QMediaPlayer.MediaStatus.LoadedMedia and not self._player.hasVideo()
        if loaded or status is QMediaPlayer.MediaStatus.InvalidMedia:
            os._exit(ChildExit.BROKEN)

    def _identity(self) -> tuple[int, int]:
        try:
            told = self._path.stat()
        except OSError:
            os._exit(ChildExit.NO_DEVICE)
        return told.st_dev, told.st_ino


def main(kind: str, target: str, *words: str) -> int:
    """Look until the driver is gone."""
    mouth = Mouth()
    application = QCoreApplication([])
    if kind == "look":
        named(target, QMediaDevices.videoInputs())
        os._exit(ChildExit.DONE)
    shape = Shape.of_words(words)
    eye = Eye(Outlet(shape, mouth))
    end_with_driver(eye.asked.emit)
    source = CameraSource(target, eye, shape) if kind == "camera" else VideoSource(target, eye)
    source.setParent(eye)
    return application.exec()


if __name__ == "__main__":
    live_with_driver()
    sys.exit(main(*sys.argv[1:]))
