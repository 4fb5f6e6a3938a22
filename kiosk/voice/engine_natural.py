"""The natural Mandarin voice: FastSpeech2 and MB-MelGAN by LiteRT, on one thread, 24 kHz.

Its pace is the length of its phones (`speed_ratios`), so a slow voice is as deep as a quick one. It loads while the
other engines speak already; until then they speak instead. Licence and figures: docs/voice.md.
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
# The vocoder speaks in windows of one size: of a size of its own, each sentence would cost memory for good (950 MB
# after one of 90 characters), and time. It looks 20 frames to each side, so with those the seams are exact.
_WINDOW, _SEEN = 128, 20
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
        self._acoustics, self._vocoder = (
            Interpreter(model_path=_readable(folder / name), num_threads=1) for name in (ACOUSTICS, VOCODER)
        )
        window = self._vocoder.get_input_details()[0]["index"]
        self._vocoder.resize_tensor_input(window, [1, _WINDOW, _BANDS])
        self._vocoder.allocate_tensors()

    def speak(self, units: Sequence[str], pace: float) -> Iterator[bytes]:
        """16-bit samples of pinyin units, about a second at a time."""
        np = self._np
        spectrum = self._spectrum(self._phones.numbers(units), _SLOWER / min(2.0, max(0.5, pace)))
        step = _WINDOW - 2 * _SEEN
        frames = np.arange(-_SEEN, _WINDOW - _SEEN)
        for at in range(0, spectrum.shape[1], step):
            wave = self._wave(spectrum[:, np.clip(frames + at, 0, spectrum.shape[1] - 1)])
            samples = wave[_SEEN * _HOP : (_SEEN + min(step, spectrum.shape[1] - at)) * _HOP]
            yield (np.clip(samples, -1, 1) * _LOUDEST).astype("<i2").tobytes()

    def _spectrum(self, phones: Sequence[int], longer: float) -> "Samples":
        """1 x frames x 80, of phones `longer` times as long as the voice's own."""
        np = self._np
        inputs = (
            np.array([phones], np.int32),
            np.array([0], np.int32),
            *(np.array([ratio], np.float32) for ratio in (longer, 1.0, 1.0)),
        )
        return self._run(self._acoustics, inputs)[1]

    def _wave(self, window: "Samples") -> "Samples":
        details = self._vocoder.get_input_details()[0]
        self._vocoder.set_tensor(details["index"], window)
        self._vocoder.invoke()
        wave: Samples = self._vocoder.get_tensor(self._vocoder.get_output_details()[0]["index"])[0, :, 0]
        return wave

    @staticmethod
    def _run(network: "Interpreter", inputs: Sequence["NDArray[np.generic]"]) -> list["Samples"]:
        details = network.get_input_details()
        network.resize_tensor_input(details[0]["index"], inputs[0].shape)
        network.allocate_tensors()
        for detail, value in zip(details, inputs, strict=True):
            network.set_tensor(detail["index"], value)
        network.invoke()
        return [network.get_tensor(detail["index"]) for detail in network.get_output_details()]


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
