"""What was said to the terminal, and what it made of that, stands in the report whether they agree or not."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import cast

import pytest

from hardware.emulators.keypad import KeypadEmulator
from kiosk.app.demo import mouth_and_ears
from kiosk.app.demo.journey import Outcome, Step
from kiosk.app.demo.mouth_and_ears import MouthAndEars, Spoken, told_of
from kiosk.app.demo.report import write_report
from kiosk.app.demo.resident_voice import ResidentVoice
from kiosk.app.demo.sayings import sayings
from kiosk.app.senses import Ears, JourneyError


def test_what_was_misheard_is_in_both_reports(tmp_path: Path) -> None:
    spoken = Spoken(("查社保",), ("插瘦薄",), ("一遍就听懂了。",), (1,))
    step = Step("说“查社保”", 1.0, "a.png", heard=["请放身份证。"], spoken=spoken)
    silent = Step("放身份证", 1.0, "b.png")
    well = write_report([Outcome("insurance", "voice", True, 2.0, [step, silent])], tmp_path)
    (journey,) = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))["journeys"]
    assert well
    assert journey["steps"][0]["said"] == ["查社保"]
    assert journey["steps"][0]["recognised"] == ["插瘦薄"]
    assert journey["said_again"] == 0
    assert "said" not in journey["steps"][1]
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert all(words in page for words in ("查社保", "插瘦薄", "请放身份证。", "一遍就听懂了。"))
    assert "不是一遍就听懂" not in page


def test_what_was_understood_only_later_is_told_so(tmp_path: Path) -> None:
    remark = told_of(["打印", "打印", "好的"], asked_back=True)
    assert "“打印”没听懂" in remark
    assert "换成“好的”" in remark
    assert "3 遍" in remark
    assert "反问" in remark
    step = Step("说“打印”", 1.0, "a.png", spoken=Spoken(("打印", "打印", "好的"), (), (remark,), (3,)))
    write_report([Outcome("insurance", "voice", True, 2.0, [step])], tmp_path)
    (journey,) = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))["journeys"]
    assert journey["said_again"] == 1
    assert journey["steps"][0]["tries"] == [3]
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "有 1 句话不是一遍就听懂的" in page
    assert remark in page


def test_the_same_words_again_are_counted() -> None:
    assert told_of(["打印", "打印"], asked_back=False) == "“打印”说到第 2 遍才听懂。"
    assert told_of(["打印"]) == "一遍就听懂了。"
    assert "听成了“打硬”" in told_of(["打印"], "打硬")


@pytest.mark.parametrize("dialect", ["cantonese", "sichuan"])
@pytest.mark.parametrize("means", ["choose", "social_insurance", "contacts", "home", "back", "leave", "yes", "end"])
def test_a_journey_in_dialect_has_what_it_says(dialect: str, means: str) -> None:
    assert len(sayings(dialect, means)) >= 6


def test_what_no_table_says_is_told() -> None:
    with pytest.raises(JourneyError):
        sayings("klingon", "yes")


@pytest.fixture
def speaker(request: pytest.FixtureRequest) -> MouthAndEars:
    """Somebody whose terminal answers with the sentences of the test, saying by saying."""
    ears = Ears()
    answers = iter(request.param)

    class Answered(MouthAndEars):
        def says(self, words: str, *, pace: float = 1.0) -> None:
            self.said.append(words)
            self._since = ears.count
            for sentence in next(answers):
                ears.caption(sentence)

        def hears_one_of(self, choices: Sequence[str], patience_s: float = 0.5) -> str:
            return super().hears_one_of(choices, patience_s)

    # It says nothing aloud and presses nothing here.
    keypad, voice = cast(KeypadEmulator, None), cast(ResidentVoice, None)
    return Answered(keypad, ears, voice, lambda: False, lambda _words: None, lambda: True)


@pytest.mark.parametrize("speaker", [[["没有听懂。"], ["没有听懂。"], ["请取走凭条。"]]], indirect=True)
def test_another_way_is_told(speaker: MouthAndEars) -> None:
    speaker.gets("请取走凭条", "打印", "好的")
    assert speaker.so_far().tries == (3,)
    assert speaker.remarks == ["说“打印”没听懂；换成“好的”，才听懂。一共说了 3 遍。"]


@pytest.mark.parametrize("speaker", [[["您是说“打印”吗？"], ["请取走凭条。"]]], indirect=True)
def test_a_question_back_is_told(speaker: MouthAndEars, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mouth_and_ears, "HEARS_OUT_S", 0.0)
    speaker.gets("请取走凭条", "打印")
    assert speaker.said == ["打印", "是的"]
    assert "反问" in speaker.remarks[0]


@pytest.mark.parametrize("speaker", [[["您好，今天办什么事？"], ["请取走凭条。"]]], indirect=True)
def test_who_is_led_home_unasked_does_not_simply_try_again(speaker: MouthAndEars) -> None:
    with pytest.raises(JourneyError):
        speaker.gets("请取走凭条", "打印")
    assert speaker.said == ["打印"]


@pytest.mark.parametrize("speaker", [[]], indirect=True)
def test_a_transcript_cannot_be_misheard(speaker: MouthAndEars) -> None:
    speaker.recognised.append("别的话")
    speaker.brings("我要走了")
    assert speaker.misheard() == ""
