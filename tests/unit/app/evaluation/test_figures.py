from dataclasses import replace

import pytest

from kiosk.app.evaluation.figures import Row, Trial, edits, p95, rows_of
from kiosk.app.evaluation.picture import picture
from kiosk.app.evaluation.table import print_missed, print_table

RIGHT = Trial("e", "mandarin", "clean", "交水费", "water", "交水费", "water", (), 0.5, 0.2)


def one_row(*trials: Trial) -> Row:
    (row,) = rows_of(trials, 300.0)
    return row


def test_edits() -> None:
    assert [edits("", "水费"), edits("水费", "水费"), edits("交税费", "水费"), edits("费水", "水费")] == [2, 0, 2, 2]


def test_a_question_with_the_right_thing_second_counts_only_as_asked() -> None:
    asked = replace(RIGHT, meant="", guesses=("power", "water"))
    late = replace(RIGHT, meant="", guesses=("power", "gas", "water"))
    row = one_row(RIGHT, asked, late, replace(RIGHT, meant="power"))
    assert (row.n, row.accuracy, row.second_guess_accuracy, row.wrong_accepts) == (4, 0.25, 0.5, 0.25)


def test_what_asks_for_nothing_counts_apart() -> None:
    nothing = replace(RIGHT, expected="", meant="")
    row = one_row(RIGHT, nothing, replace(nothing, meant="water"), replace(nothing, guesses=("water",)))
    assert (row.n, row.n_unrelated, row.accuracy, row.false_accepts) == (1, 3, 1.0, 0.3333)
    assert row.false_questions == 0.3333


def test_traditional_characters_sound_the_same() -> None:
    row = one_row(replace(RIGHT, said="社会保险", heard="社會保險"))
    assert (row.cer, row.ser) == (0.5, 0.0)


def test_unknown_words_count_no_errors() -> None:
    assert one_row(replace(RIGHT, said="")).cer is None


def test_each_condition_has_its_row() -> None:
    rows = rows_of([RIGHT, replace(RIGHT, condition="pink5"), RIGHT], 1.0)
    assert [(row.condition, row.n) for row in rows] == [("clean", 2), ("pink5", 1)]


def test_p95() -> None:
    assert p95(range(1, 101)) == 95
    assert p95([3.0]) == 3.0


def test_a_picture_and_a_table_of_rows_with_gaps(capsys: pytest.CaptureFixture[str]) -> None:
    rows = rows_of([RIGHT, replace(RIGHT, dialect="<b>", expected="", meant="")], 1.0)
    drawn = picture(rows)
    assert drawn.startswith("<svg")
    assert "<b>" not in drawn
    print_table(rows)
    assert "100.0 %" in capsys.readouterr().out


def test_the_table_is_whole_at_80_columns(capsys: pytest.CaptureFixture[str]) -> None:
    asked = replace(RIGHT, expected="", meant="")
    worst = replace(RIGHT, dialect="cantonese", engine="zipformer-cantonese", condition="reverb+babble10")
    slow = replace(worst, waited_s=123.4, worked_s=123.4)
    print_table(rows_of([*[slow] * 1000, *[replace(asked, condition=worst.condition)] * 1000, RIGHT, asked], 1234.0))
    out = capsys.readouterr().out
    assert "…" not in out
    assert all(len(line) <= 80 for line in out.splitlines())
    assert all(word in out for word in ("zipformer-cantonese", "reverb+babble10", "or asked", "unrelated", "CPU s"))
    assert all(f"\n{word}" in out for word in ("right  ", "wrong  ", "unrelated  ", "CER, SER  ", "p50, p95  "))


def test_what_went_wrong_is_named_and_what_was_heard_only_when_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    wrong = replace(RIGHT, file="[a].wav", line=7, meant="power", heard="交税费")
    asked = replace(wrong, file="b.wav", meant="", guesses=("gas", "water"))
    taken = replace(wrong, file="c.wav", expected="")
    assert [trial.well for trial in (RIGHT, wrong, asked, taken, replace(taken, meant=""))] == [1, 0, 0, 0, 1]
    print_missed([wrong, asked, taken])
    out = capsys.readouterr().out
    assert "  [a].wav (line 7, mandarin): expected water, meant power\n" in out
    assert "  b.wav (line 7, mandarin): expected water, asked back gas or water\n" in out
    assert "  c.wav (line 7, mandarin): expected nothing, meant power\n" in out
    assert "税" not in out
    print_missed([wrong], words=True)
    assert "heard 交税费" in capsys.readouterr().out
