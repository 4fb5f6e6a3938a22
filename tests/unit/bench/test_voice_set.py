import numpy as np
import pytest

from bench.voice import acoustics
from bench.voice.baselines import BASELINES, exact, plain_phonetic
from bench.voice.clips import CONDITIONS, planned
from bench.voice.speakers import phones_of
from kiosk.understanding.dialects import SERVICES

INVENTORY = {"water": ("交水费", "水费"), "power": ("交电费", "电费")}


def tone(seconds: float = 2.0) -> "acoustics.Sound":
    times = np.arange(int(seconds * acoustics.RATE)) / acoustics.RATE
    return acoustics.levelled(np.sin(2 * np.pi * 300 * times).astype(np.float32))


def power(sound: "acoustics.Sound") -> float:
    return float(np.mean(sound.astype(float) ** 2))


@pytest.mark.parametrize("wanted", [10.0, 5.0])
def test_noise_is_as_much_weaker_as_it_is_said_to_be(wanted: float) -> None:
    random = np.random.default_rng(1)
    speech = tone()
    heard = acoustics.mixed(speech, acoustics.pink(10, random), wanted, random)
    assert 10 * np.log10(power(speech) / power(heard - speech)) == pytest.approx(wanted, abs=0.2)


def test_a_room_fades_by_60_db_in_its_time() -> None:
    click = np.zeros(acoustics.RATE * 2, np.float32)
    click[100] = 1.0
    wet = acoustics.in_room(click, np.random.default_rng(1))
    early, late = (power(wet[at : at + 800]) for at in (900, 900 + int(acoustics.RT60_S / 2 * acoustics.RATE)))
    assert 10 * np.log10(early / late) == pytest.approx(30, abs=3)


@pytest.mark.parametrize("rate", [8_000, 22_050, 24_000])
def test_another_rate_keeps_time_and_pitch(rate: int) -> None:
    times = np.arange(rate) / rate
    sound = acoustics.resampled(np.sin(2 * np.pi * 440 * times).astype(np.float32), rate)
    assert len(sound) == acoustics.RATE
    assert int(np.argmax(np.abs(np.fft.rfft(sound)))) == 440


def test_every_service_is_said_in_five_ways_under_every_condition() -> None:
    clips = planned()
    for service in SERVICES:
        for condition in CONDITIONS:
            texts = {c.text for c in clips if (c.wanted, c.split, c.condition) == (service, "test", condition)}
            assert len(texts) >= 5, (service, condition)


def test_nobody_is_tried_with_what_was_tuned_with() -> None:
    texts = {split: {c.text for c in planned() if c.text and c.split == split} for split in ("dev", "test")}
    assert not texts["dev"] & texts["test"]


def test_the_plan_is_the_same_each_time() -> None:
    names = [clip.name for clip in planned()]
    assert names == [clip.name for clip in planned()]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("syllable", "phones"),
    [
        ("zhi1", ("zh", "iii1")),
        ("si4", ("s", "ii4")),
        ("xue2", ("x", "ve2")),
        ("jiu3", ("j", "iou3")),
        ("yuan2", ("^", "van2")),
        ("wu3", ("^", "u3")),
        ("er2", ("^", "er2")),
        ("lü4", ("l", "v4")),
    ],
)
def test_phones_of_the_voice(syllable: str, phones: tuple[str, str]) -> None:
    assert phones_of(syllable) == phones


@pytest.mark.parametrize("matcher", BASELINES.values(), ids=list(BASELINES))
def test_a_baseline_knows_a_phrase_when_it_hears_it(matcher: object) -> None:
    assert callable(matcher)
    assert matcher("我要交水费", INVENTORY)[0][0] == "water"


def test_what_the_baselines_are_told_apart_by() -> None:
    assert exact("我要交睡费", INVENTORY) == []
    assert plain_phonetic("我要交睡费", INVENTORY)[0][0] == "water"
    assert plain_phonetic("水费水费水费水费水费", INVENTORY) == []
