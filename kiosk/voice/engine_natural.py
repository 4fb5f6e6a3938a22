"""The natural Mandarin voice: FastSpeech2 and MB-MelGAN by LiteRT, on one thread, 24 kHz.

Its pace is the length of its phones (`speed_ratios`), so a slow voice is as deep as a quick one. It loads while the
other engines speak already; until then they speak instead. Licence and figures: docs/speaking.md.
"""

import json
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from hardware.speaker.contract import Sound
from kiosk.pinyin.spelling import sounds
from kiosk.visit.modes import Tongue
from kiosk.voice.contract import Reading
from kiosk.voice.engine import WARMING, EngineFault, joined
from kiosk.voice.phones import PAUSES, Phones

if TYPE_CHECKING:
    import numpy as np
    from ai_edge_litert.interpreter import Interpreter
    from numpy.typing import NDArray

    Samples = NDArray[np.float32]

ACOUSTICS, VOCODER, MAPPER = "fastspeech2.tflite", "mb_melgan.tflite", "baker_mapper.json"
FILES = (ACOUSTICS, VOCODER, MAPPER)
RATE = 24_000
_HOP = 300  # samples a frame of the spectrum
_BANDS = 80
# The vocoder speaks in windows of two sizes: in one of its own, each sentence would cost memory for good (950 MB after
# one of 90 characters), and time. It looks 20 frames to each side, so with those the seams are exact. The first window
# is short, to be heard soon: 48 frames are 0.6 s, in which the next one is made.
_FIRST, _WINDOW, _SEEN = 68, 128, 20
# The loudest band of a frame, on the network's own scale: an f begins at -0.4, silence lies below -0.8, and what stays
# below 0 at the end of a phrase is not heard.
_SOFT, _QUIET = -0.5, 0.0
_BEFORE, _BEHIND, _SILENCE = 2, 2, 6  # frames
_MOST_UNITS = 40  # a phrase longer than this is spoken in pieces
# How much longer than its own way of speaking the voice is at pace 1: 215 hanzi a minute, pauses included (A11Y-11).
_SLOWER = 1.3
_LOUDEST = 32_767


class Natural:
    """One voice for the life of the process."""

    name = "natural"

    def __init__(self, folder: Path, *, wait: bool = False) -> None:
        """Begin to load; `wait` for it. What is wrong with the folder is told by `speak`."""
        self._folder = folder
        self._model: _Model | None = None
        self._reason = WARMING
        self._loading = threading.Thread(target=self._load, name="natural", daemon=True)
        self._loading.start()
        if wait:
            self._loading.join()

    def speak(
        self, words: str, pace: float, tongue: Tongue = Tongue.CHINESE, reading: Reading = Reading.MANDARIN
    ) -> Sound:
        """All of the sound at once."""
        return joined(list(self.parts(words, pace, tongue, reading)))

    def parts(
        self, words: str, pace: float, tongue: Tongue = Tongue.CHINESE, reading: Reading = Reading.MANDARIN
    ) -> Iterator[Sound]:
        """Speak Mandarin; raises EngineFault for all else, and `warming` until the model is loaded."""
        if tongue is not Tongue.CHINESE or reading is not Reading.MANDARIN:
            raise EngineFault("mandarin_only")
        if self._model is None:
            raise EngineFault(self._reason)
        units = sounds(words)
        if all(unit in PAUSES for unit in units):
            raise EngineFault("unsayable")
        for piece in _pieces(units):
            yield from (Sound(pcm, RATE) for pcm in self._model.speak(piece, pace))

    def _load(self) -> None:
        try:
            model = _Model(self._folder)
            any(model.speak(["ni2", "hao3"], 1.0))  # the first time is three times as slow
        except Exception as error:  # noqa: BLE001 - the edge of a thread: a broken model is one engine less
            self._reason = "no_model" if isinstance(error, OSError) else "broken_model"
        else:
            self._model = model


class _Model:
    """The two networks. One thread at a time."""

    def __init__(self, folder: Path) -> None:
        import numpy as np  # heavy, and of use to this child only
        from ai_edge_litert.interpreter import Interpreter

        self._np = np
        mapper = json.loads((folder / MAPPER).read_text(encoding="utf-8"))
        self._phones = Phones(mapper["symbol_to_id"], mapper["pinyin_dict"])
        self._acoustics, self._first, self._vocoder = (
            Interpreter(model_path=_readable(folder / name), num_threads=1) for name in (ACOUSTICS, VOCODER, VOCODER)
        )
        for network, frames in ((self._first, _FIRST), (self._vocoder, _WINDOW)):
            network.resize_tensor_input(network.get_input_details()[0]["index"], [1, frames, _BANDS])
            network.allocate_tensors()

    def speak(self, units: Sequence[str], pace: float) -> Iterator[bytes]:
        """16-bit samples of pinyin units, about a second at a time."""
        spectrum = self._spectrum(self._phones.numbers(units), _SLOWER / min(2.0, max(0.5, pace)))
        length, begun = spectrum.shape[1], _FIRST - _SEEN
        yield self._wave(self._first, spectrum, range(_FIRST), range(min(begun, length)))
        for at in range(begun, length, _WINDOW - 2 * _SEEN):
            heard = range(at, min(at + _WINDOW - 2 * _SEEN, length))
            yield self._wave(self._vocoder, spectrum, range(at - _SEEN, at - _SEEN + _WINDOW), heard)

    def _spectrum(self, phones: Sequence[int], longer: float) -> "Samples":
        """1 x frames x 80, of phones `longer` times as long as the voice's own."""
        np = self._np
        inputs = (
            np.array([phones], np.int32),
            np.array([0], np.int32),
            *(np.array([ratio], np.float32) for ratio in (longer, 1.0, 1.0)),
        )
        _, spectrum, lengths, *_ = self._run(self._acoustics, inputs)
        heard = _heard(spectrum[0].max(axis=1).tolist(), pause=int(lengths[0][-3:].sum()))
        return spectrum[:, heard.start : heard.stop]

    def _wave(self, vocoder: "Interpreter", spectrum: "Samples", window: range, heard: range) -> bytes:
        """16-bit samples of the frames `heard`, which lie in a window of frames that may reach over the end."""
        np = self._np
        frames = np.clip(np.arange(window.start, window.stop), 0, spectrum.shape[1] - 1)
        vocoder.set_tensor(vocoder.get_input_details()[0]["index"], spectrum[:, frames])
        vocoder.invoke()
        wave = vocoder.get_tensor(vocoder.get_output_details()[0]["index"])[0, :, 0]
        samples = wave[(heard.start - window.start) * _HOP : (heard.stop - window.start) * _HOP]
        spoken: bytes = (np.clip(samples, -1, 1) * _LOUDEST).astype("<i2").tobytes()
        return spoken

    @staticmethod
    def _run(network: "Interpreter", inputs: Sequence["NDArray[np.generic]"]) -> list["Samples"]:
        details = network.get_input_details()
        network.resize_tensor_input(details[0]["index"], inputs[0].shape)
        network.allocate_tensors()
        for detail, value in zip(details, inputs, strict=True):
            network.set_tensor(detail["index"], value)
        network.invoke()
        return [network.get_tensor(detail["index"]) for detail in network.get_output_details()]


def _heard(peaks: Sequence[float], pause: int) -> range:
    """The frames that are heard, by the loudest band of each: a phrase begins with up to 0.4 s of silence.

    It ends in a pause of `pause` frames, in which the network sometimes hums when all is said: the first silence of
    some length there is the end.
    """
    first = next((n for n, peak in enumerate(peaks) if peak > _SOFT), 0)
    last = len(peaks)
    quiet = 0
    for n in range(max(first, last - pause), last):
        quiet = quiet + 1 if peaks[n] <= _QUIET else 0
        if quiet == _SILENCE:
            last = n + 1 - quiet
            break
    while last > first + 1 and peaks[last - 1] <= _QUIET:
        last -= 1
    return range(max(0, first - _BEFORE), min(len(peaks), last + _BEHIND))


def _readable(file: Path) -> str:
    """The path of a file that is there; LiteRT itself would say ValueError for a missing one."""
    if not file.is_file():
        raise FileNotFoundError
    return str(file)


def _pieces(units: Sequence[str]) -> list[Sequence[str]]:
    """Units in pieces that a small machine has the memory for, cut at a pause where there is one."""
    pieces: list[Sequence[str]] = []
    while len(units) > _MOST_UNITS:
        pauses = [at + 1 for at in range(_MOST_UNITS) if units[at] in PAUSES]
        cut = pauses[-1] if pauses else _MOST_UNITS
        pieces.append(units[:cut])
        units = units[cut:]
    return [piece for piece in (*pieces, units) if any(unit not in PAUSES for unit in piece)]
