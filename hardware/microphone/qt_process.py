"""The process that holds the microphone: `python -m hardware.microphone.qt_process hear|look DEVICE`.

DEVICE is the id or the description of a sound input, the default one if it is empty. `look` only says, by its exit code
(`ChildExit`), whether it is there. In a process of its own because libpulse ends the one whose sound server has died.
"""

import os
import sys
import time

from PySide6.QtCore import QCoreApplication, QIODevice, QObject, QTimer, Slot
from PySide6.QtMultimedia import QAudioDevice, QAudioFormat, QAudioSource, QMediaDevices, QtAudio

from hardware.microphone.contract import BLOCK_BYTES, RATE
from hardware.microphone.outlet import PIPE_BYTES, Outlet
from hardware.transport.child_mouth import Mouth, end_with_driver, live_with_driver
from hardware.transport.child_process import ChildExit

_LOOK_MS = 500
_STALLED_S = 2.0


class Ear(QObject):
    """The running stream, on the Qt thread."""

    def __init__(self, device: QAudioDevice, outlet: Outlet) -> None:
        super().__init__()
        self._outlet = outlet
        shape = QAudioFormat()
        shape.setSampleRate(RATE)
        shape.setChannelCount(1)
        shape.setSampleFormat(QAudioFormat.SampleFormat.Int16)
        self._source = QAudioSource(device, shape, self)
        self._source.setBufferSize(4 * BLOCK_BYTES)
        self._heard_at: float | None = None
        self._stream: QIODevice = self._source.start()
        if self._source.error() != QtAudio.Error.NoError:
            os._exit(ChildExit.BROKEN)
        self._stream.readyRead.connect(self.hear)
        self._watch = QTimer(self)
        self._watch.timeout.connect(self.look)
        self._watch.start(_LOOK_MS)

    @Slot()
    def hear(self) -> None:
        """Sound has come."""
        received = bytes(self._stream.readAll().data())
        if received:
            self._heard_at = time.monotonic()
            self._outlet.put(received)

    @Slot()
    def look(self) -> None:
        """Does it still come? A source whose server has died reports no error at all."""
        if self._heard_at is not None and time.monotonic() - self._heard_at > _STALLED_S:
            os._exit(ChildExit.NO_DEVICE)


def named(wanted: str) -> QAudioDevice:
    """The device that is meant; the process ends when there is none."""
    devices = QMediaDevices.audioInputs()
    if not devices:
        os._exit(ChildExit.NO_DEVICE)
    if not wanted:
        return QMediaDevices.defaultAudioInput()
    for device in devices:
        if wanted in {bytes(device.id().data()).decode(errors="replace"), device.description()}:
            return device
    os._exit(ChildExit.UNKNOWN_DEVICE)


def main(kind: str, wanted: str) -> int:
    """Hear until the driver is gone."""
    mouth = Mouth(PIPE_BYTES)
    # Players of files and films are plug-ins of 10 MB; a stream of samples needs none.
    QCoreApplication.setLibraryPaths([])
    application = QCoreApplication([])
    device = named(wanted)
    if kind == "look":
        os._exit(ChildExit.DONE)
    end_with_driver(lambda _: None)
    ear = Ear(device, Outlet(mouth))
    ear.setObjectName("ear")
    return application.exec()


if __name__ == "__main__":
    live_with_driver()
    sys.exit(main(*sys.argv[1:]))
