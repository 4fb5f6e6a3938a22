"""The process that holds the sound device: `python -m hardware.speaker.sound_process RATE [DEVICE [REST_S]]`.

One Qt stream that never ends, so that a word is heard, and silenced, at once: a new stream is heard after 1 to 1.7 s,
a running one after 0.07 s (measured on PulseAudio, docs/devices/speaker.md). In a process of its own, because
QtMultimedia looks for its sound server once in a process's life, and ends the process when that server has died.

DEVICE is the id or the description of an output, the default one if it is left out. After REST_S of silence the stream
rests, for it costs 2.5 % of a core; it is heard again as soon as one that ran, which one that was closed is not.

Exits with NO_DEVICE when sound is not, or no longer, taken, UNKNOWN_DEVICE when there is no such output; the driver
then tries again.
"""

import os
import sys
import threading
import time
from typing import BinaryIO

from PySide6.QtCore import QCoreApplication, QIODevice, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtMultimedia import QAudioDevice, QAudioFormat, QAudioSink, QMediaDevices, QtAudio

from hardware.speaker.contract import Sound
from hardware.speaker.routes import RouteWatch
from hardware.speaker.sounds import SoundQueue
from hardware.speaker.wire import (
    LENGTH,
    ROUTES,
    Event,
    EventKind,
    Order,
    OrderKind,
    WireBroken,
    order_length,
    pack_event,
    unpack_order,
)
from hardware.transport.child_mouth import live_with_driver
from hardware.transport.child_process import ChildExit

_BUFFER_S = 0.04
_PIECE_S = 0.02
# What lies between a read and the ear: our buffer and about as much in the sound server.
_LAG_MS = 70
_WARM_UP_S = 3.0
_STALLED_S = 1.5
_STEADY_S = 0.2
_BEAT_MS = 200
_RESTING_BEAT_MS = 1000


class Teller:
    """Writes events; from any thread."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._lock = threading.Lock()

    def tell(self, kind: EventKind, number: int = 0) -> None:
        """Tell one; when nobody listens any more there is no reason to live."""
        try:
            with self._lock:
                self._out.write(pack_event(Event(kind, number)))
                self._out.flush()
        except OSError:
            os._exit(0)


class Stream(QObject):
    """The endless stream, on the Qt thread."""

    volume_wanted = Signal(int)
    sound_wanted = Signal()

    def __init__(self, device: QAudioDevice, queue: SoundQueue, teller: Teller, rest_s: float) -> None:
        super().__init__()
        self._teller = teller
        self._began = time.monotonic()
        self.routes = RouteWatch(os.getpid(), lambda route: teller.tell(EventKind.ROUTE, ROUTES.index(route)))
        self._queue = queue
        self._source = Source(queue)
        self._rest_s = rest_s
        self._resting = False
        self._sounded_at = time.monotonic()
        shape = QAudioFormat()
        shape.setSampleRate(queue.rate)
        shape.setChannelCount(1)
        shape.setSampleFormat(QAudioFormat.SampleFormat.Int16)
        self._sink = QAudioSink(device, shape)
        self._sink.setBufferSize(2 * int(queue.rate * _BUFFER_S))
        self.volume_wanted.connect(self.set_volume, Qt.ConnectionType.QueuedConnection)
        self.sound_wanted.connect(self.wake, Qt.ConnectionType.QueuedConnection)
        self._steady_at = _STEADY_S * 2 * queue.rate
        self._watch = QTimer(self)
        self._watch.timeout.connect(self.look)
        self._watch.start(_BEAT_MS)
        self._sink.start(self._source)

    @Slot(int)
    def set_volume(self, volume: int) -> None:
        """Set the loudness as the ear counts."""
        ear, sample = QtAudio.VolumeScale.LogarithmicVolumeScale, QtAudio.VolumeScale.LinearVolumeScale
        self._sink.setVolume(QtAudio.convertVolume(min(100, volume) / 100, ear, sample))

    @Slot()
    def wake(self) -> None:
        """There is something to play."""
        self._sounded_at = time.monotonic()
        if self._resting:
            self._resting = False
            self._source.read_at = time.monotonic()
            self._watch.start(_BEAT_MS)
            self._sink.resume()

    def _rest_if_silent(self, now: float) -> None:
        if not self._queue.empty:
            self._sounded_at = now
        elif self._rest_s and not self._resting and now - self._sounded_at > self._rest_s:
            self._resting = True
            self._sink.suspend()
            self._watch.start(_RESTING_BEAT_MS)

    @Slot()
    def look(self) -> None:
        """Believe the device once it takes sound steadily: one whose server has died reports no error at all."""
        source, now = self._source, time.monotonic()
        if not source.serving:
            if source.taken > self._steady_at:
                source.serving = True
                self._teller.tell(EventKind.HEARD)
                self.routes.start()
            elif now - self._began > _WARM_UP_S:
                os._exit(ChildExit.NO_DEVICE)
        elif not self._resting and now - source.read_at > _STALLED_S:
            os._exit(ChildExit.NO_DEVICE)
        else:
            self._teller.tell(EventKind.BEAT)
            self._rest_if_silent(now)


class Source(QIODevice):
    """What the sink reads from, on the Qt thread, in small pieces so that silence comes soon."""

    def __init__(self, queue: SoundQueue) -> None:
        super().__init__()
        self._queue = queue
        self._piece = 2 * int(queue.rate * _PIECE_S)
        self.serving = False
        self.taken = 0
        self.read_at = time.monotonic()
        self.open(QIODevice.OpenModeFlag.ReadOnly | QIODevice.OpenModeFlag.Unbuffered)

    def readData(self, size: int) -> bytes:  # noqa: N802 - Qt's name
        """The next piece."""
        size = min(size, self._piece)
        self.read_at = time.monotonic()
        self.taken += size
        if not self.serving:
            return bytes(size)
        piece, due = self._queue.read(size)
        for told in due:
            QTimer.singleShot(_LAG_MS, told)
        return piece

    def bytesAvailable(self) -> int:  # noqa: N802 - Qt's name
        """There is always more."""
        return 1 << 20

    def isSequential(self) -> bool:  # noqa: N802 - Qt's name
        """It cannot be rewound."""
        return True

    def writeData(self, _data: object, _size: int) -> int:  # noqa: N802 - Qt's name
        """It cannot be written."""
        return -1


def obey(orders: BinaryIO, queue: SoundQueue, stream: Stream, teller: Teller) -> None:
    """Carry out orders until the driver closes the pipe; on a thread of its own."""
    try:
        while head := orders.read(LENGTH.size):
            _carry_out(unpack_order(orders.read(order_length(head))), queue, stream, teller)
        code = ChildExit.DONE
    except (WireBroken, OSError, ValueError):
        code = ChildExit.BROKEN
    stream.routes.end()
    os._exit(code)  # at once: whoever could wait for sound to end is gone


def _carry_out(order: Order, queue: SoundQueue, stream: Stream, teller: Teller) -> None:
    number = order.number
    if order.kind is OrderKind.PLAY:
        queue.put(
            Sound(order.pcm, order.value),
            lambda: teller.tell(EventKind.STARTED, number),
            lambda heard: teller.tell(EventKind.ENDED, number) if heard else None,
        )
        stream.sound_wanted.emit()
    elif order.kind is OrderKind.STOP:
        queue.clear()
    else:
        stream.volume_wanted.emit(order.value)


def named(wanted: str) -> QAudioDevice:
    """The output that is meant; the process ends when there is none."""
    devices = QMediaDevices.audioOutputs()
    if not devices:
        os._exit(ChildExit.NO_DEVICE)
    if not wanted:
        return QMediaDevices.defaultAudioOutput()
    for device in devices:
        if wanted in {bytes(device.id().data()).decode(errors="replace"), device.description()}:
            return device
    os._exit(ChildExit.UNKNOWN_DEVICE)


def main(rate: int, device: str = "", rest_s: str = "0") -> int:
    """Play until the driver is gone."""
    events = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # libraries print; that must not look like an event
    # Players of files and films are plug-ins of 10 MB; a stream of samples needs none.
    QCoreApplication.setLibraryPaths([])
    application = QCoreApplication([])
    queue, teller = SoundQueue(rate), Teller(events)
    stream = Stream(named(device), queue, teller, float(rest_s))
    threading.Thread(target=obey, args=(sys.stdin.buffer, queue, stream, teller), daemon=True).start()
    return application.exec()


if __name__ == "__main__":
    live_with_driver()
    sys.exit(main(int(sys.argv[1]), *sys.argv[2:]))
