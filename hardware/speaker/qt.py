"""A speaker on Qt Multimedia: one stream that never ends, so that a word is heard, and silenced, at once.

Measured on PulseAudio (docs/devices/speaker.md): a new stream is heard after 1 to 1.7 s, a running one after 0.07 s.
Needs a QCoreApplication; its own QThread does the rest.
"""

import errno
import threading
import time
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QIODevice, QObject, Qt, QThread, QTimer, Signal, Slot
from PySide6.QtMultimedia import QAudioDevice, QAudioFormat, QAudioSink, QMediaDevices, QtAudio

from hardware.speaker.contract import Sound, Speaker, unasked
from hardware.speaker.sounds import SoundQueue
from hardware.status import Condition, DeviceState
from hardware.supervisor import SupervisedDevice, Supervisor, Timing
from hardware.worker import Command

RATE = 22_050
_BUFFER_S = 0.04
_PIECE_S = 0.02
# What lies between a read and the ear: our buffer and about as much in the sound server.
_LAG_MS = 70
_WARM_UP_S = 3.0
_STALLED_S = 1.5
_OPEN_S = 5.0
_CLOSE_MS = 5000


class QtSpeaker(SupervisedDevice, Speaker):
    """The machine's default sound output."""

    def __init__(self, id: str, timing: Timing, *, rate: int = RATE) -> None:  # noqa: A002
        self._queue = SoundQueue(rate)
        self._line = QtSoundLine(self._queue)
        super().__init__(Supervisor(id, "speaker", "qt", self._line, timing))

    def play(
        self, sound: Sound, *, started: Callable[[], None] = unasked, finished: Callable[[bool], None] = unasked
    ) -> None:
        """Queue a sound; the calls come on the speaker's thread."""
        self._queue.put(sound, started, finished)

    def stop(self) -> None:
        """Let the stream go on in silence, from its next piece of 20 ms."""
        self._queue.clear()

    def set_volume(self, volume: int) -> None:
        """Set the loudness from 0 to 100."""
        self._line.set_volume(min(100, max(0, volume)))

    def close(self) -> None:
        """Silence, and end the threads."""
        self._queue.clear()
        super().close()


class QtSoundLine:
    """Starts the sound thread and asks it how it is; on the speaker's worker thread, but `set_volume`."""

    def __init__(self, queue: SoundQueue) -> None:
        self._queue = queue
        self._thread: QThread | None = None
        self._stream: _Stream | None = None
        self._volume = 70

    def open(self, command: Command) -> Condition:
        """Start the thread; that there is no sound device is a condition and no reason to try again."""
        if QCoreApplication.instance() is None:
            raise OSError(errno.ENODEV, "Qt is not running")
        thread = QThread()
        thread.setObjectName("speaker")
        stream = _Stream(self._queue, self._volume)
        stream.moveToThread(thread)
        thread.started.connect(stream.open)
        thread.start()
        self._thread, self._stream = thread, stream
        stream.opened.wait(min(_OPEN_S, command.remaining()))
        return self.probe(command)

    def probe(self, command: Command) -> Condition:
        """Look whether the stream is being heard; a dead one is opened anew."""
        command.check()
        stream = self._stream
        if stream is None:
            raise OSError(errno.ENODEV, "the sound thread is gone")
        if not stream.alive():
            stream.open_wanted.emit()
        if stream.has_device:
            return Condition(DeviceState.ONLINE)
        return Condition(DeviceState.NO_DEVICE, (), "no_sound_device")

    def close(self) -> None:
        """End the thread."""
        thread, self._thread = self._thread, None
        stream, self._stream = self._stream, None
        if thread is not None and stream is not None:
            stream.close_wanted.emit()
            thread.wait(_CLOSE_MS)

    def set_volume(self, volume: int) -> None:
        """Set the loudness; from any thread."""
        self._volume = volume
        if self._stream is not None:
            self._stream.volume_wanted.emit(volume)


class _Stream(QObject):
    """The endless stream, on the sound thread: to the device, or, without one, to nobody at the same speed."""

    open_wanted = Signal()
    close_wanted = Signal()
    volume_wanted = Signal(int)

    def __init__(self, queue: SoundQueue, volume: int) -> None:
        super().__init__()
        self.opened = threading.Event()
        self.has_device = False
        self._queue = queue
        self._volume = volume
        self._sink: QAudioSink | None = None
        self._source: _Source | None = None
        self._unheard: QTimer | None = None
        self._opened_at = 0.0
        self._passed_at = 0.0
        self.open_wanted.connect(self.open, Qt.ConnectionType.QueuedConnection)
        self.close_wanted.connect(self.close, Qt.ConnectionType.QueuedConnection)
        self.volume_wanted.connect(self.set_volume, Qt.ConnectionType.QueuedConnection)

    def alive(self) -> bool:
        """Has the device taken sound lately? From any thread."""
        now = time.monotonic()
        source = self._source
        warming_up = now - self._opened_at < _WARM_UP_S
        return self.has_device and source is not None and (warming_up or now - source.read_at < _STALLED_S)

    @Slot()
    def open(self) -> None:
        self._let_go()
        device = QMediaDevices.defaultAudioOutput()
        self._opened_at = time.monotonic()
        self.has_device = not device.isNull() and self._start_sink(device)
        if not self.has_device:
            self._pass_unheard()
        self.opened.set()

    @Slot()
    def close(self) -> None:
        self._let_go()  # here, for what Qt made on this thread must end on it
        self.thread().quit()

    @Slot(int)
    def set_volume(self, volume: int) -> None:
        self._volume = volume
        if self._sink is not None:
            ear, sample = QtAudio.VolumeScale.LogarithmicVolumeScale, QtAudio.VolumeScale.LinearVolumeScale
            self._sink.setVolume(QtAudio.convertVolume(volume / 100, ear, sample))

    def _start_sink(self, device: QAudioDevice) -> bool:
        shape = QAudioFormat()
        shape.setSampleRate(self._queue.rate)
        shape.setChannelCount(1)
        shape.setSampleFormat(QAudioFormat.SampleFormat.Int16)
        self._source = _Source(self._queue)
        self._sink = QAudioSink(device, shape)
        self._sink.setBufferSize(2 * int(self._queue.rate * _BUFFER_S))
        self.set_volume(self._volume)
        self._sink.start(self._source)
        return self._sink.error() == QtAudio.Error.NoError

    def _let_go(self) -> None:
        if self._unheard is not None:
            self._unheard.stop()
        if self._sink is not None:
            self._sink.stop()
        if self._source is not None:
            self._source.close()
        self._sink = self._source = self._unheard = None

    def _pass_unheard(self) -> None:
        self._passed_at = time.monotonic()
        self._unheard = QTimer()
        self._unheard.setInterval(int(_PIECE_S * 1000))
        self._unheard.timeout.connect(self._pass_piece)
        self._unheard.start()

    @Slot()
    def _pass_piece(self) -> None:
        now = time.monotonic()
        samples = int((now - self._passed_at) * self._queue.rate)
        self._passed_at += samples / self._queue.rate
        for told in self._queue.read(2 * samples)[1]:
            told()


class _Source(QIODevice):
    """What the sink reads from, on the sound thread, in small pieces so that silence comes soon."""

    def __init__(self, queue: SoundQueue) -> None:
        super().__init__()
        self._queue = queue
        self._piece = 2 * int(queue.rate * _PIECE_S)
        self.read_at = 0.0
        self.open(QIODevice.OpenModeFlag.ReadOnly | QIODevice.OpenModeFlag.Unbuffered)

    def readData(self, size: int) -> bytes:  # noqa: N802 - Qt's name
        self.read_at = time.monotonic()
        piece, due = self._queue.read(min(size, self._piece))
        for told in due:
            QTimer.singleShot(_LAG_MS, told)
        return piece

    def bytesAvailable(self) -> int:  # noqa: N802 - Qt's name
        return 1 << 20

    def isSequential(self) -> bool:  # noqa: N802 - Qt's name
        return True

    def writeData(self, _data: object, _size: int) -> int:  # noqa: N802 - Qt's name
        return -1
