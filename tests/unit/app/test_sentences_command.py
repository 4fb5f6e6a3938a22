"""`kiosk voice check`: the first reader of what a hall wrote must name the line, and never say that all is well."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kiosk.cli import app
from kiosk.understanding.dialects import FOLDER


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
    assert all(line.endswith("no mistakes") and "20 services, 20 globals" in line for line in lines)


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
    spoil(sichuan / "services.yaml", "\nwater:\n", "\npower_:\n")
    status, said = check(sichuan)
    assert status == 1
    assert "`water:` is missing" in said


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
