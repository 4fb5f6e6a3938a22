"""Sounds on disk: found again, whole or not at all, bounded, and never of anything that has a value in it."""

import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hardware.speaker.contract import Sound
from kiosk.visit.modes import Tongue
from kiosk.visit.text import Text, text
from kiosk.visit.values import Digits
from kiosk.voice.sound_store import FixedPhrase, SoundStore, fixed_phrases, recipe_of

SOUND = Sound(b"\1\2" * 500, 24_000)
HELLO = FixedPhrase("您好。")


def test_a_sound_is_found_again_by_its_words_pace_and_recipe(tmp_path: Path) -> None:
    store = SoundStore(tmp_path / "sounds", "one")
    assert store.get(HELLO, 1.0) is None
    assert store.put(HELLO, 1.0, SOUND)
    assert SoundStore(tmp_path / "sounds", "one").get(HELLO, 1.0) == SOUND
    assert store.get(HELLO, 1.25) is store.get(FixedPhrase("您好"), 1.0) is None
    assert SoundStore(tmp_path / "sounds", "two").get(HELLO, 1.0) is None


@pytest.mark.parametrize(
    "spoil", [lambda b: b[:-2], lambda b: b"", lambda b: b[:60] + b"x" + b[61:], lambda b: b"x" * 9]
)
def test_a_sound_that_is_not_whole_is_none(tmp_path: Path, spoil: Callable[[bytes], bytes]) -> None:
    store = SoundStore(tmp_path, "one")
    store.put(HELLO, 1.0, SOUND)
    (file,) = tmp_path.iterdir()
    file.write_bytes(spoil(file.read_bytes()))
    assert store.get(HELLO, 1.0) is None
    assert store.put(HELLO, 1.0, SOUND)
    assert store.get(HELLO, 1.0) == SOUND


def test_the_folder_is_bounded_and_the_oldest_goes_first(tmp_path: Path) -> None:
    store = SoundStore(tmp_path, "one", most_bytes=3 * 1100)
    (tmp_path / "torn.new").write_bytes(b"x" * 500)
    for n in range(6):
        assert store.put(FixedPhrase(str(n)), 1.0, SOUND)
    assert sum(file.stat().st_size for file in tmp_path.iterdir()) <= 3 * 1100
    assert store.get(FixedPhrase("5"), 1.0) == SOUND
    assert store.get(FixedPhrase("0"), 1.0) is None
    assert not store.put(FixedPhrase("long"), 1.0, Sound(bytes(4000), 24_000))


def test_a_folder_that_cannot_be_written_costs_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    store = SoundStore(tmp_path / "file" / "sounds", "one")
    assert not store.put(HELLO, 1.0, SOUND)
    assert store.get(HELLO, 1.0) is None


def test_another_byte_is_another_recipe(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.write_bytes(b"a")
    other.write_bytes(b"b")
    assert recipe_of("v", [one]) != recipe_of("v", [other]) != recipe_of("w", [other])
    with pytest.raises(OSError):
        recipe_of("v", [tmp_path / "none"])


def test_fixed_phrases_are_those_of_sentences_without_values() -> None:
    texts = (
        text("请稍等。正在打印，马上就好。"),
        text("码是{code}。", code=Digits("1234")),
        text("{code}", code=Digits("1")),
    )
    assert [p.words for p in fixed_phrases(texts)] == ["请稍等。", "正在打印，", "马上就好。"]
    assert fixed_phrases([Text("Please wait.", tongue=Tongue.ENGLISH), Text("您好{x}")]) == ()


@settings(deadline=None)
@given(
    st.text("您的余额是三百元王小明电话，。！", min_size=1, max_size=12), st.text("0123456789", min_size=4, max_size=18)
)
def test_whatever_a_value_says_its_sentence_is_not_fixed(words: str, digits: str) -> None:
    assert fixed_phrases([text(words + "{digits}", digits=Digits(digits)), text("{words}", words=words)]) == ()


def test_no_file_name_tells_what_is_said() -> None:
    with tempfile.TemporaryDirectory() as folder:
        SoundStore(Path(folder), "one").put(HELLO, 1.0, SOUND)
        (file,) = Path(folder).iterdir()
        assert "您" not in file.name
        assert file.stem.isalnum()
