"""What words and their likelihood mean to a page that asks before money: the modality's way into understanding."""

import pytest

from kiosk.modalities.keypad_page import KeypadPage
from kiosk.modalities.voice_asides import guesses_of
from kiosk.modalities.voice_mind import Mind
from kiosk.recognition.contract import Heard
from kiosk.understanding.dialects import dialect_of
from kiosk.understanding.meanings import Meaning, Sure, Typed, Unsure
from kiosk.visit.prompts import AnyPrompt, Confirm, EnterDigits
from kiosk.visit.stage import Scene
from kiosk.visit.text import NOTHING, text

PAY = Confirm(headline=text("付三元吗？"), yes=text("付钱"), no=text("先不付"))


@pytest.fixture(scope="module")
def mind() -> Mind:
    known = Mind()
    known.know([dialect_of("mandarin"), dialect_of("hakka")])
    return known


def meaning(mind: Mind, heard: Heard, prompt: AnyPrompt = PAY) -> Meaning:
    page = KeypadPage(Scene(1, prompt, NOTHING, "", "", "", False, True, False), elder=False)
    return mind.meaning(heard, page, mind.candidates(page, heard.dialect), {})


@pytest.mark.parametrize("words", ["好", "對", "要", "嗯好", "是。"])
def test_a_faint_yes_of_one_syllable_is_asked_for_again(mind: Mind, words: str) -> None:
    """Whisper writes 不 in noise so: five of sixteen, and 要 for 不要."""
    assert meaning(mind, Heard(words, likely=-1.4)) != Sure(True)
    assert meaning(mind, Heard(words, likely=-0.9)) == Sure(True)
    assert meaning(mind, Heard(words)) == Sure(True)  # an engine that cannot say how likely it is


@pytest.mark.parametrize("words", ["好的", "是的", "付钱", "可以"])
def test_a_yes_of_two_syllables_may_be_fainter(mind: Mind, words: str) -> None:
    assert meaning(mind, Heard(words, likely=-2.0)) == Sure(True)
    assert meaning(mind, Heard(words, likely=-3.0)) != Sure(True)


def test_a_faint_no_is_a_no(mind: Mind) -> None:
    assert meaning(mind, Heard("不", likely=-2.3)) == Sure(False)


@pytest.mark.parametrize(
    ("hidden", "draft", "offered"), [(False, "12", ["9458"]), (False, "", ["1294 58"]), (True, "12", [])]
)
def test_a_number_that_is_not_sure_is_asked_back_but_never_a_secret_one(
    hidden: bool, draft: str, offered: list[str]
) -> None:
    prompt = EnterDigits(headline=text("请输入户号"), shortest=6, longest=10, hidden=hidden)
    page = KeypadPage(Scene(1, prompt, NOTHING, "", "", "", False, True, False), elder=False)
    page.draft = draft
    guesses = guesses_of(page, (Typed("129458"),), ())
    assert [guess.option.label.shown() for guess in guesses] == offered


def test_sound_alone_guesses_no_digits(mind: Mind) -> None:
    """不 is like 五: 不对 is no number to be asked back."""
    prompt = EnterDigits(headline=text("请输入楼号"), shortest=1, longest=4)
    meant = meaning(mind, Heard("不对"), prompt)
    assert not isinstance(meant, Unsure) or not any(isinstance(guess, Typed) for guess in meant.guesses)
