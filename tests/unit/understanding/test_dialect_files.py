"""The files of a dialect: what they stand for, and what is told of a mistake in them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.understanding import dialect_sheet
from kiosk.understanding.dialects import FILES, FOLDER, DialectMistakes, beside, check, dialect_of, load
from kiosk.understanding.dialects import SERVICES as SERVICE_IDS
from kiosk.understanding.notation import LONGEST, MOST, NotationMistake, expanded
from kiosk.understanding.sheets import MOST_MISTAKES

ABOUT = """name: 四川话
english: Sichuanese
choose: [四川话]
greeting: 您好。
engines: [paraformer-chuan]
voice: mandarin
lexicon: {啥子: 什么}
confusions:
- {between: [n, l], cost: 0.1}
"""
EVERYWHERE = "back: [转去]\nno: [莫]\n"
SERVICES = 'water:\n- "[我要]交水费"\n- 水费\n'
EACH_20 = "(" + "|".join("一二三四五六七八九十百千万亿零甲乙丙丁戊") + ")"
MANY = "\n".join(f'- "{first}{EACH_20}{EACH_20}"' for first in "天地玄黄宇宙洪荒日月盈昃辰宿列张")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "sichuan"
    made.mkdir()
    for name, written in zip(FILES, (ABOUT, EVERYWHERE, SERVICES), strict=True):
        (made / name).write_text(written, encoding="utf-8")
    return made


def test_a_dialect_is_read_as_it_is_written(folder: Path) -> None:
    dialect = load(folder)
    assert (dialect.id, dialect.name, dialect.lexicon) == ("sichuan", "四川话", {"啥子": "什么"})
    assert dialect.globals["no"] == ("莫",)  # to YAML itself this key is False
    assert dialect.services["water"] == ("交水费", "我要交水费", "水费")
    assert any("`power:` is missing" in str(gap) for gap in check(folder))


@pytest.mark.parametrize(
    ("file", "before", "after", "line", "told"),
    [
        ("dialect.yaml", "voice: mandarin", "voice: korean", 6, "no voice `korean`"),
        ("dialect.yaml", "voice: mandarin", "voise: mandarin", 6, "nobody knows `voise`"),
        ("dialect.yaml", "cost: 0.1", "cost: much", 9, "a cost is a number"),
        ("dialect.yaml", "[n, l]", "[n, in]", 9, "two initials"),
        ("dialect.yaml", "什么", "what", 7, "hanzi stand on both sides"),
        ("globals.yaml", "no: [莫]", "nope: [莫]", 2, "nobody knows `nope`"),
        (
            "globals.yaml",
            "no: [莫]",
            "home: [转去]",
            2,
            "stands under `back` (sichuan/globals.yaml:1) and under `home`",
        ),
        ("services.yaml", "- 水费", '- "(水费"', 3, "needs its `)`"),
        ("services.yaml", "- 水费", '- "{bilding}的水费"', 3, "no slot {bilding}"),
        ("services.yaml", "- 水费", "- [我要]交水费", 3, "quotation marks"),
        ("services.yaml", "- 水费", "- 转去", 3, "stands under `back` (sichuan/globals.yaml:1) and under `water`"),
        ("services.yaml", "- 水费", "- 水费\nwater: [水]", 4, "second time"),
        ("services.yaml", "- 水费", "-水费", 3, "a blank stands behind the hyphen"),
        ("services.yaml", "- 水费", "- 水费\n  -水钱", 4, "a blank stands behind the hyphen"),
        ("services.yaml", "- 水费", "\t- 水费", 3, "no tab"),
        ("services.yaml", "- 水费", "- 水", 3, "too short"),
        ("services.yaml", "- 水费", '- "{building}的"', 3, "too short"),
        ("services.yaml", "water:", "water：", 1, "colon of the English keyboard"),
        ("services.yaml", SERVICES, "", 0, "is empty"),
        ("services.yaml", SERVICES, "[" * 100_000, 1, "within each other"),
        ("services.yaml", SERVICES, "water: &a [水费]\npower: *a\n", 2, "written out"),
        ("services.yaml", "- 水费", MANY, 12, "more than 4000 phrases"),
        ("dialect.yaml", "[四川话]", "\n" + MANY, 14, "more than 4000 phrases"),
    ],
)
def test_a_mistake_is_told_with_its_line(
    folder: Path, file: str, before: str, after: str, line: int, told: str
) -> None:
    path = folder / file
    path.write_text(path.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")
    with pytest.raises(DialectMistakes) as caught:
        load(folder)
    assert (f"sichuan/{file}", line) in [(mistake.file, mistake.line) for mistake in caught.value.mistakes]
    assert told in str(caught.value)


def test_all_mistakes_are_told_at_once(folder: Path) -> None:
    (folder / "globals.yaml").write_bytes(b"back: [\xff]\n")
    (folder / "services.yaml").unlink()
    with pytest.raises(DialectMistakes) as caught:
        load(folder)
    assert {mistake.file for mistake in caught.value.mistakes} == {"sichuan/globals.yaml", "sichuan/services.yaml"}


def test_of_endless_mistakes_the_first_are_told_and_the_others_counted(folder: Path) -> None:
    (folder / "globals.yaml").write_text("".join(f"k{n}: [去]\n" for n in range(500)), encoding="utf-8")
    with pytest.raises(DialectMistakes) as caught:
        load(folder)
    told = str(caught.value).splitlines()
    assert len(told) == MOST_MISTAKES + 1
    assert told[-1] == f"sichuan/globals.yaml: and {500 - MOST_MISTAKES} more"


def test_a_mistake_is_no_longer_than_somebody_reads(folder: Path) -> None:
    (folder / "globals.yaml").write_text("? " + "去" * 50_000 + "\n: [去]\n", encoding="utf-8")
    with pytest.raises(DialectMistakes) as caught:
        load(folder)
    assert len(str(caught.value)) < 1000


def test_lines_that_stand_for_millions_are_not_worked_out(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    worked_out: list[str] = []

    def counted(written: str) -> tuple[str, ...]:
        worked_out.append(written)
        return expanded(written)

    monkeypatch.setattr(dialect_sheet, "expanded", counted)
    lists = [f"{key}:\n" + "\n".join(f'- "{key}{n}{EACH_20}{EACH_20}"' for n in range(20)) for key in SERVICE_IDS]
    (folder / "services.yaml").write_text("\n".join(lists), encoding="utf-8")
    with pytest.raises(DialectMistakes):
        load(folder)
    assert len(worked_out) < 50


@pytest.mark.parametrize(
    ("file", "written"),
    [
        ("services.yaml", "water:\n\t- 水费\n"),
        ("services.yaml", "water:\n- 水费\n-水钱\n"),
        ("services.yaml", "water:\n- [我要]交水费\n"),
        ("globals.yaml", "back：\n- 转去\n"),
        ("globals.yaml", None),
        ("dialect.yaml", "name: [\n"),
    ],
)
def test_one_slip_is_one_message(folder: Path, file: str, written: str | None) -> None:
    for name in FILES[1:]:  # nothing else is wrong
        (folder / name).write_text((FOLDER / "sichuan" / name).read_text(encoding="utf-8"), encoding="utf-8")
    if written is None:
        (folder / file).unlink()
    else:
        (folder / file).write_text(written, encoding="utf-8")
    assert len(check(folder)) == 1, check(folder)


def test_a_file_saved_as_gbk_is_one_message(folder: Path) -> None:
    words = (FOLDER / "sichuan" / "globals.yaml").read_text(encoding="utf-8")
    (folder / "globals.yaml").write_text(words, encoding="utf-8")
    (folder / "services.yaml").write_bytes(SERVICES.encode("gbk"))
    assert [str(mistake) for mistake in check(folder)] == [
        "sichuan/services.yaml:2: is not written in UTF-8; save it as UTF-8"
    ]


def test_what_a_chinese_keyboard_types_is_read_as_brackets() -> None:
    assert expanded("［我要｜我想］（交｜缴）水费") == expanded("[我要|我想](交|缴)水费")
    assert expanded("｛building｝归哪个管") == ("{building}归哪个管",)


@given(st.text("[]()|{}我要查社保building ", max_size=60))
def test_any_line_is_read_or_refused(written: str) -> None:
    try:
        phrases = expanded(written)
    except NotationMistake:
        return
    assert 0 < len(phrases) <= MOST
    assert all(phrase and len(phrase) <= LONGEST + 20 for phrase in phrases)
    assert not any(sign in phrase for phrase in phrases for sign in "[]()|")


def test_the_first_phrase_of_brackets_is_the_shortest() -> None:
    assert expanded("[我想|我要](查|看)社保")[:2] == ("查社保", "看社保")
    with pytest.raises(NotationMistake, match="more than"):
        expanded("[一|二|三|四|五|六|七|八|九]" * 3)


@pytest.mark.parametrize("folder", sorted(FOLDER.iterdir()), ids=lambda folder: folder.name)
def test_our_own_dialects_have_no_mistake_and_no_gap(folder: Path) -> None:
    assert [str(mistake) for mistake in check(folder)] == []


def test_a_dialect_has_mandarin_beside_it_and_is_right_where_they_disagree() -> None:
    mandarin, sichuan = dialect_of("mandarin"), load(FOLDER / "sichuan")
    both = beside(sichuan, mandarin)
    assert set(mandarin.services["water"]) - {p for ps in sichuan.services.values() for p in ps} <= set(
        both.services["water"]
    )
    meant = {phrase: key for key, phrases in sichuan.services.items() for phrase in phrases}
    assert all(
        meant.get(phrase, key) == key or phrase in sichuan.services.get(key, ())
        for key, phrases in both.services.items()
        for phrase in phrases
    )


@pytest.mark.parametrize("dialect", ["../mandarin", "", "nowhere", "Mandarin"])
def test_a_dialect_that_is_not_there_is_told(dialect: str) -> None:
    with pytest.raises(DialectMistakes):
        dialect_of(dialect)
