"""The natural voice with its real model: length, pace without a change of pitch, ends, memory, and what is broken."""

import array
import json
import threading
import time
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from hardware.speaker.contract import Sound
from kiosk.pinyin.table import FOLDER
from kiosk.visit.modes import Tongue
from kiosk.voice.contract import Reading
from kiosk.voice.engine import EngineChain, EngineFault, paused
from kiosk.voice.engine_natural import FILES, RATE, Natural
from kiosk.voice.engine_process import load
from kiosk.voice.phones import LETTERS, Phones, UnknownPhone
from tests.helpers.models import laid_voice

SENTENCES = (
    "您好，今天办什么事？",
    "您的养老保险已缴十八年零四个月，",
    "个人账户八万六千四百一十二元五角，",
    "共六项。",
)


@pytest.fixture(scope="module")
def natural() -> Natural:
    return Natural(laid_voice(), wait=True)


@pytest.fixture(scope="module")
def phones() -> Phones:
    mapper = json.loads((laid_voice() / "baker_mapper.json").read_text(encoding="utf-8"))
    return Phones(mapper["symbol_to_id"], mapper["pinyin_dict"])


def pitch(sound: Sound) -> float:
    """The median pitch in Hz of the loud parts, by autocorrelation."""
    samples = np.frombuffer(sound.pcm, "<i2").astype(np.float64)
    window = RATE // 20
    found = []
    for at in range(0, len(samples) - window, window // 2):
        part = samples[at : at + window]
        if np.abs(part).max() > 4_000:
            spectrum = np.fft.rfft(part - part.mean(), 2 * window)
            alike = np.fft.irfft(np.abs(spectrum) ** 2)[: RATE // 80]
            lag = RATE // 800 + int(alike[RATE // 800 :].argmax())
            if alike[lag] > 0.5 * alike[0]:
                found.append(RATE / lag)
    return float(np.median(found))


def hanzi_a_minute(natural: Natural, pace: float, sentences: tuple[str, ...] = SENTENCES) -> float:
    seconds = sum(paused(natural.speak(part, pace), part, pace).seconds for part in sentences)
    return sum("一" <= c <= "鿿" for part in sentences for c in part) / seconds * 60


def test_the_default_pace_is_between_200_and_240_hanzi_a_minute(natural: Natural) -> None:
    assert 200 <= hanzi_a_minute(natural, 1.0) <= 240


@pytest.mark.parametrize("pace", [0.5, 0.75, 1.5, 2.0])
def test_a_pace_is_a_length_and_not_a_pitch(natural: Natural, pace: float) -> None:
    words = SENTENCES[0]
    usual = hanzi_a_minute(natural, 1.0, (words,))
    assert hanzi_a_minute(natural, pace, (words,)) / usual == pytest.approx(pace, rel=0.18)
    assert pitch(natural.speak(words, pace)) == pytest.approx(pitch(natural.speak(words, 1.0)), rel=0.12)


def test_the_ruler_of_pitch_would_see_a_chipmunk(natural: Natural) -> None:
    sound = natural.speak(SENTENCES[1], 1.0)
    chipmunk = Sound(np.frombuffer(sound.pcm, "<i2")[::2].tobytes(), RATE)
    assert pitch(chipmunk) > 1.6 * pitch(sound)


@pytest.mark.parametrize("words", ["好的", "办事", "打印", "不用", "上传。", "福建省，", "是", "五。"])
def test_a_short_phrase_begins_soon_and_ends_in_silence(natural: Natural, words: str) -> None:
    samples = array.array("h", natural.speak(words, 1.0).pcm)
    loud = [n for n, sample in enumerate(samples) if abs(sample) > 400]
    assert loud[0] / RATE < 0.2
    assert (len(samples) - loud[-1]) / RATE < 0.15
    assert max(map(abs, samples[-240:])) < 800
    assert 0.15 < (loud[-1] - loud[0]) / RATE < 1.6


def test_its_sound_begins_before_all_of_it_is_made_and_has_no_seams(natural: Natural) -> None:
    parts = list(natural.parts(SENTENCES[1], 1.0, Tongue.CHINESE, Reading.MANDARIN))
    assert len(parts) > 2
    assert parts[0].seconds < 0.7
    for before, after in pairwise(parts):
        left, right = (array.array("h", part.pcm) for part in (before, after))
        assert abs(left[-1] - right[0]) < 6_000


def test_what_stands_in_pieces_is_said_to_its_end(natural: Natural) -> None:
    long, short = "您的养老保险已缴十八年零四个月" * 3, "您的养老保险已缴十八年零四个月"
    assert natural.speak(long, 2.0).seconds == pytest.approx(3 * natural.speak(short, 2.0).seconds, rel=0.25)


@pytest.mark.parametrize(
    ("tongue", "reading"), [(Tongue.ENGLISH, Reading.MANDARIN), (Tongue.CHINESE, Reading.CANTONESE)]
)
def test_it_speaks_mandarin_only(natural: Natural, tongue: Tongue, reading: Reading) -> None:
    with pytest.raises(EngineFault, match="mandarin_only"):
        natural.speak("120", 1.0, tongue, reading)


@pytest.mark.parametrize("words", ["……", "", "，。", "😀"])
def test_what_has_no_sound_is_a_fault(natural: Natural, words: str) -> None:
    with pytest.raises(EngineFault, match="unsayable"):
        natural.speak(words, 1.0)


@pytest.mark.parametrize(
    "words", ["请按OK键。", "𠮷先生", "WiFi密码", "嗯，好", "哪儿", "绿女略虐", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
)
def test_odd_words_are_spoken_all_the_same(natural: Natural, words: str) -> None:
    assert natural.speak(words, 1.0).seconds > 0.3


def test_every_syllable_of_the_table_and_every_letter_has_phones_of_its_own(phones: Phones) -> None:
    syllables = {line.split(" ")[0] for line in (FOLDER / "readings.txt").read_text(encoding="utf-8").splitlines()}
    said = {syllable: phones.phones(syllable) for syllable in syllables}
    odd = {s for s, (initial, final) in said.items() if final[:-1] == "en" and not s[:-1].endswith("en")}
    assert {s[:-1] for s in odd} <= {"hm", "hng", "m", "n", "ng"}
    assert set(LETTERS) == set("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    for syllable in " ".join(LETTERS.values()).split():
        assert phones.phones(syllable)[1].rstrip("12345") != "en" or syllable.startswith("en")


def test_tones_are_heard_apart(phones: Phones) -> None:
    assert len({phones.phones(f"ma{tone}") for tone in range(1, 6)}) == 5
    assert phones.phones("zhi4") == ("zh", "iii4")
    assert phones.phones("xu3") == ("x", "v3")
    assert phones.phones("wang2") == ("^", "uang2")


def test_a_file_that_lacks_phones_is_refused() -> None:
    with pytest.raises(UnknownPhone):
        Phones({"sil": 1}, {"ma": ("m", "a")})
    with pytest.raises(UnknownPhone):
        Phones({}, {})


def _copy(tmp_path: Path) -> Path:
    folder = tmp_path / "voice"
    folder.mkdir()
    laid = laid_voice()
    for name in FILES:
        (folder / name).symlink_to(laid / name)
    return folder


@pytest.mark.parametrize(
    ("name", "spoil"),
    [(FILES[0], "torn"), (FILES[0], "missing"), (FILES[1], "empty"), (FILES[1], "other"), (FILES[2], "torn"),
     (FILES[2], "other")],
)  # fmt: skip
def test_a_broken_model_is_one_engine_less_and_told(tmp_path: Path, name: str, spoil: str) -> None:
    folder = _copy(tmp_path)
    (folder / name).unlink()
    octets = {"empty": b"", "torn": (laid_voice() / name).read_bytes()[:9_000], "other": b"{}" * 50}.get(spoil)
    if octets is not None:
        (folder / name).write_bytes(octets)
    broken = Natural(folder, wait=True)
    with pytest.raises(EngineFault, match="no_model" if octets is None else "broken_model"):
        broken.speak("您好", 1.0)


def test_while_it_loads_another_engine_speaks() -> None:
    before = threading.active_count()
    chain = load([f"natural={laid_voice()}", "espeak"])
    assert isinstance(chain, EngineChain)
    spoken = list(chain.parts("您好。", 1.0))
    deadline = time.monotonic() + 50
    while spoken[0].engine != "natural":
        assert (spoken[0].engine, spoken[0].instead) == ("espeak", "warming")
        assert time.monotonic() < deadline
        spoken = list(chain.parts("您好。", 1.0))
    assert spoken[-1].last
    assert spoken[0].instead == ""
    assert threading.active_count() < before + 6, "each sentence did not begin another loading"


def test_the_longest_sentences_do_not_cost_memory_for_good(natural: Natural) -> None:
    def resident() -> int:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * 4096

    natural.speak("您的养老保险已缴十八年零四个月" * 3, 1.0)
    before = resident()
    natural.speak("您的养老保险已缴十八年零四个月" * 6, 1.0)
    assert resident() - before < 60 << 20
