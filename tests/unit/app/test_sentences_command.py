"""`kiosk voice check`: the first reader of what a hall wrote must name the line, and never say that all is well."""

import json
import re
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kiosk.app.evaluation.as_text import Said
from kiosk.cli import app
from kiosk.understanding.dialects import FOLDER, GLOBALS, SERVICES


@pytest.fixture
def sichuan(tmp_path: Path) -> Path:
    """A copy that a hall may spoil."""
    return Path(shutil.copytree(FOLDER / "sichuan", tmp_path / "sentences" / "sichuan"))


def check(*words: str | Path) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["voice", "check", *map(str, words)])
    return result.exit_code, result.output


def spoil(path: Path, old: str, new: str) -> int:
    """Put `new` for the first `old`; the line where it stands."""
    written = path.read_text(encoding="utf-8")
    at = written.index(old)
    path.write_text(written[:at] + new + written[at + len(old) :], encoding="utf-8")
    return written[:at].count("\n") + 1


def test_our_own_dialects_have_no_mistakes() -> None:
    status, said = check()
    assert status == 0
    lines = said.splitlines()
    assert len(lines) == 7
    assert all(line.endswith("no mistakes") for line in lines)
    assert all(f" {len(SERVICES)} services, {len(GLOBALS)} globals, " in line for line in lines)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("services.yaml", "(交|缴|查|看)水费", "(交|缴|查|看水费"),
        ("services.yaml", "{building}", "{house}"),
        ("services.yaml", "water:", "watter:"),
        ("globals.yaml", "- 搞快些", "  搞快些: 快"),
        ("dialect.yaml", "cost: 0.05", "cost: 5"),
        ("dialect.yaml", "[n, l]", "[n, in]"),
        ("dialect.yaml", "voice: mandarin", "voice: sichuan"),
    ],
)
def test_a_slip_is_told_with_its_line(sichuan: Path, file: str, old: str, new: str) -> None:
    line = spoil(sichuan / file, old, new)
    status, said = check(sichuan)
    assert status == 1
    told = [row for row in said.splitlines() if row.startswith(f"sichuan/{file}:")]
    # YAML notices some slips only on the next line.
    assert any(int(row.split(":")[1]) in (line, line + 1) for row in told if row.split(":")[1].strip().isdigit()), said


def test_the_same_words_for_two_services_are_told(sichuan: Path) -> None:
    spoil(sichuan / "services.yaml", "- 水表", "- 电表")
    status, said = check(sichuan)
    assert status == 1
    assert "电表" in said


def test_a_service_that_nobody_can_ask_for_is_told(sichuan: Path) -> None:
    """Where the hall's words stand alone; otherwise ours has it."""
    services = sichuan / "services.yaml"
    services.write_text(re.sub(r"\nwater:\n(  .*\n)+", "\n", services.read_text(encoding="utf-8")), encoding="utf-8")
    assert check(sichuan)[0] == 0
    spoil(sichuan / "dialect.yaml", "name:", "alone: yes\nname:")
    status, said = check(sichuan)
    assert status == 1
    assert "sichuan/services.yaml: `water:` is missing" in said


def test_an_engine_that_no_manifest_has_is_told(sichuan: Path) -> None:
    spoil(sichuan / "dialect.yaml", "  - firered2-ctc", "  - fierred2-ctc")
    status, said = check(sichuan)
    assert status == 1
    assert "fierred2-ctc" in said


def test_a_folder_of_dialects_is_checked_one_by_one(sichuan: Path) -> None:
    shutil.copytree(FOLDER / "hakka", sichuan.parent / "hakka")
    spoil(sichuan / "services.yaml", "(交|缴|查|看)水费", "(交|缴|查|看水费")
    status, said = check(sichuan.parent, "--json")
    rows = {row["dialect"]: row for row in json.loads(said)["dialects"]}
    assert status == 1
    assert rows["hakka"]["mistakes"] == []
    assert len(rows["sichuan"]["mistakes"]) >= 1


def test_no_dialect_at_all_is_not_well(tmp_path: Path) -> None:
    status, said = check(tmp_path / "nothing")
    assert status == 2
    assert "no dialect" in said


def hall(tmp_path: Path, written: str, file: str = "services.yaml", dialect: str = "sichuan") -> Path:
    """A hall's folder with one file of its own, and a kiosk.toml that names it."""
    own = tmp_path / "own"
    (own / dialect).mkdir(parents=True, exist_ok=True)
    (own / dialect / file).write_text(written, encoding="utf-8")
    settings = tmp_path / "kiosk.toml"
    settings.write_text(f'[voice]\nsentences = "{own}"\n', encoding="utf-8")
    return settings


def test_without_a_folder_the_halls_own_words_are_read_too(tmp_path: Path) -> None:
    status, said = check("--config", hall(tmp_path, "water:\n  - 水钱好多\n  - 水钱咋个缴\n"))
    assert status == 0, said
    (line,) = [line for line in said.splitlines() if line.startswith("sichuan ")]
    assert "(2 of the hall), no mistakes" in line


def test_a_folder_that_is_named_and_not_there_is_told(tmp_path: Path) -> None:
    settings = hall(tmp_path, "")
    shutil.rmtree(tmp_path / "own")
    status, said = check("--config", settings)
    assert status == 1
    assert "there is no such folder" in said


@pytest.mark.parametrize(
    "written", ["water:\n\t- 水钱\n", "water:\n  -水钱好多\n", "water:\n  - [水]钱\n", "watter:\n  - 水钱\n"]
)
def test_one_slip_is_one_message_and_nothing_is_counted(tmp_path: Path, written: str) -> None:
    status, said = check("--config", hall(tmp_path, written))
    assert status == 1
    told = [line for line in said.splitlines() if line.startswith("sichuan")]
    assert len(told) == 2, told
    assert told[0].startswith("sichuan/services.yaml:")
    assert told[1] == "sichuan: 1 mistake"


def test_words_under_two_services_are_told_with_both_lines(tmp_path: Path) -> None:
    ours = (FOLDER / "sichuan" / "services.yaml").read_text(encoding="utf-8").splitlines()
    status, said = check("--config", hall(tmp_path, "water:\n  - 水钱\n  - 电表\n"))
    assert status == 1
    assert "sichuan/services.yaml:3: `电表` stands under `water` here, and in ours under `power` (sichuan/" in said
    assert f"services.yaml:{ours.index('  - 电表') + 1})" in said


def test_a_file_that_nobody_reads_and_a_folder_that_is_no_dialect_are_told(tmp_path: Path) -> None:
    status, said = check("--config", hall(tmp_path, "water:\n  - 水钱\n", file="service.yaml"))
    assert (status, "sichuan/service.yaml: is not read" in said) == (1, True)
    status, said = check("--config", hall(tmp_path, "water:\n  - 水钱\n", dialect="sichaun"))
    assert (status, "sichaun: is none of our dialects" in said) == (1, True)


def test_own_words_are_proven_as_text(tmp_path: Path) -> None:
    settings = hall(tmp_path, "complaint:\n  - 摆一哈龙门阵\n")
    words = ("--dialect", "sichuan", "--say", "我要摆一哈龙门阵", "--say", "我要交水费")
    assert check(*words)[1].splitlines()[0] != check(*words, "--config", settings)[1].splitlines()[0]
    status, said = check(*words, "--config", settings)
    assert status == 0
    assert said.splitlines() == [
        "我要摆一哈龙门阵: complaint (known, and said not to be here)",
        "我要交水费: pay_bills",
    ]
    assert json.loads(check(*words, "--config", settings, "--json")[1])["said"][0]["means"] == "complaint"
    for folder in (tmp_path / "own", tmp_path / "own" / "sichuan"):
        assert check(folder, *words)[1] == said


def test_what_words_would_mean_is_told_in_a_line() -> None:
    told = [Said("话", "water", (), True), Said("话", "", ("gas", "water"), True), Said("话", "", (), True)]
    assert list(map(str, told)) == ["话: water", "话: asked back: gas or water", "话: nothing"]


def test_a_dialect_that_is_not_there_is_told_with_those_that_are() -> None:
    status, said = check("--say", "交水费", "--dialect", "klingon")
    assert status == 2
    assert "klingon: there is no such dialect" in said
    assert "sichuan" in said
