"""English: every word that residents meet is translated, with its values, briefly; Qt Linguist can open the file."""

import ast
import importlib.util
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from kiosk.modalities import keypad_words as own
from kiosk.visit import english, values
from kiosk.visit.english import _COUNTED, _NUMBERED
from kiosk.visit.modes import Tongue
from kiosk.visit.sentences import SENTENCES
from kiosk.visit.translation import english_words, needs_translation, said

ROOT = Path(__file__).parents[2]
# “ and ” are as broad as a Hanzi in our typeface; English has its own.
HANZI = re.compile("[“”\u3400-\u9fff\u3001\u3002\uff00-\uffef]")
BLAMES = re.compile(r"(?i)\b(error|invalid|illegal|fail\w*|wrong|must)\b")
MOST_WORDS = 14


def _tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("translations", ROOT / "packaging/translations.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["translations"] = module  # its dataclasses ask for it
    spec.loader.exec_module(module)
    return module


TOOL = _tool()
MESSAGES = [(room, message) for room, messages in TOOL.kept().items() for message in messages.values()]


def test_every_source_is_there_and_nothing_else() -> None:
    sources = {(room, source) for room, messages in TOOL.found().items() for source in messages}
    kept = {(room, message.source) for room, message in MESSAGES}
    assert sources - kept == set(), "run `make translations` and translate what is new"
    assert kept - sources == set(), "run `make translations`: these are obsolete"


def test_the_extraction_sees_words_of_every_kind() -> None:
    sources = {message.source for _, message in MESSAGES}
    assert "{name}已缴 {time}" in sources  # text("...")
    assert "请不要走开，请按“呼叫人工”，有人来帮您。" in sources  # a sentence with a constant in it
    assert "您还在吗？" in sources  # qsTr("...")
    assert any("\n" in source for source in sources)  # lines of one qsTr
    told = {part.template for each in SENTENCES.values() for part in (each.what, each.next)}
    assert told <= sources


def test_every_translation_is_finished() -> None:
    assert [(room, m.source) for room, m in MESSAGES if not m.english] == []


def test_every_translation_has_the_values_and_lines_of_its_source() -> None:
    def marks(words: str) -> tuple[list[str], int]:
        return sorted(re.findall(r"\{\w+\}|%n|%[1-9]", words)), words.count("\n")

    assert [m.source for _, m in MESSAGES if m.english and marks(m.source) != marks(m.english)] == []


def test_a_source_has_the_same_english_everywhere() -> None:
    """Words are found without their room."""
    assert [m.source for _, m in MESSAGES if m.english and english_words().get(m.source) != m.english] == []


def test_english_is_english_short_and_plain() -> None:
    assert [m.english for _, m in MESSAGES if HANZI.search(m.english)] == []
    sentences = [s for _, m in MESSAGES for s in re.split(r"[.?!;:]\s|\n", m.english)]
    assert [sentence for sentence in sentences if len(sentence.split()) > MOST_WORDS] == []
    assert [m.english for _, m in MESSAGES if BLAMES.search(m.english)] == []


def test_a_headline_stays_a_headline_and_a_sentence_a_sentence() -> None:
    """Sentences are joined to one another: a stop too many or too few would be heard."""
    wrong = [
        (m.source, m.english)
        for _, m in MESSAGES
        if m.english and m.source.endswith(("。", "？", "！")) != m.english.endswith((".", "?", "!"))
    ]
    assert wrong == []


def test_qt_linguist_can_open_it(tmp_path: Path) -> None:
    lrelease = Path(sys.executable).with_name("pyside6-lrelease")
    words = [lrelease, TOOL.FILE, "-qm", tmp_path / "en.qm"]
    done = subprocess.run(words, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "en.qm").stat().st_size > 10_000


# Values.

SHOWN = [
    kind
    for kind in vars(values).values()
    if getattr(kind, "__module__", "") == values.__name__ and hasattr(kind, "shown")
]


@pytest.mark.parametrize("kind", SHOWN)
def test_every_kind_of_value_has_its_english(kind: type) -> None:
    assert kind is values.Value or kind in english.shown.registry


def measure_words(*makers: str) -> set[str]:
    """What is written out as the measure word of a Count or an Ordinal."""
    found = set()
    for path in (ROOT / "kiosk").rglob("*.py"):
        if path.relative_to(ROOT).as_posix().startswith(TOOL.NOT_FOR_RESIDENTS):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in makers:
                found |= {str(a.value) for a in node.args[1:2] if isinstance(a, ast.Constant)}
    return found


def test_every_measure_word_is_known_in_english() -> None:
    assert measure_words("Count") - {"点", "分"} <= set(_COUNTED)  # of the hour, of a span: inside a value
    assert measure_words("Ordinal") <= set(_NUMBERED)
    assert measure_words("Count") > {"个月"}


def test_what_has_nothing_chinese_in_it_needs_no_translation() -> None:
    assert not needs_translation("{name}")
    assert not needs_translation("—")
    assert needs_translation("{a}，{b}")
    assert needs_translation("“{a}”")


def test_who_is_asked_for_leave_hears_the_words_that_count_as_the_question() -> None:
    """`KeypadSpeech.heard` knows the question by a few of its words, in every tongue."""
    for tongue in Tongue:
        assert said(own.CONSENT_ASKED, tongue) in said(own.MAY_I_SPEAK, tongue)
