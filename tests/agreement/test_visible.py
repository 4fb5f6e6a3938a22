"""Text from the backend before it reaches a page: bounded, and nothing in it that turns or hides the rest."""

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from kiosk.backend_client.errors import BackendError
from kiosk.backend_client.fields import Prose, Text
from kiosk.backend_client.insurance import ContributionRecords
from kiosk.backend_client.transport import parse
from kiosk.backend_client.visible import visible

TEXT: TypeAdapter[str] = TypeAdapter(Text)
PROSE: TypeAdapter[str] = TypeAdapter(Prose)


def read(words: str) -> str:
    return parse(TEXT, json.dumps(words).encode())


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("王小芳", "王小芳"),
        ("阿卜杜热依木·买买提艾力", "阿卜杜热依木·买买提艾力"),
        ("𬭚㛃䶮", "𬭚㛃䶮"),
        ("王\u202e芳小", "王芳小"),  # a line that runs backwards
        ("王\u2066小\u2069芳", "王小芳"),
        ("王\u200b小\u200d芳\ufeff", "王小芳"),
        ("王\u2028小芳", "王小芳"),
        ("王\ue001芳", "王芳"),  # a sign of somebody's own, which no font here draws
        ("e\u0301\u0302\u0303\u0304\u0305\u0306", "e\u0301\u0302"),
        ("a\u00adb", "ab"),
        ("三\u3164栋", "三栋"),
    ],
)
def test_what_is_not_seen_is_taken_away(sent: str, shown: str) -> None:
    assert read(sent) == shown


@pytest.mark.parametrize(
    "sent", ["", " ", "\u200b", "\u3000", "王" * 201, "a\u0007b", "a\nb", "a\tb", "a\x1b[2Jb", "\u009f"]
)
def test_what_is_nothing_or_too_much_or_a_control_is_refused(sent: str) -> None:
    with pytest.raises(BackendError):
        read(sent)


def test_half_of_a_pair_is_refused() -> None:
    with pytest.raises(BackendError):
        parse(TEXT, b'"\\ud86d"')


def test_two_hundred_characters_are_the_most() -> None:
    assert read("王" * 200) == "王" * 200


def test_prose_keeps_its_lines_and_loses_the_rest() -> None:
    assert parse(PROSE, json.dumps("一\n二\u202e三").encode()) == "一\n二三"


@given(st.text(max_size=60))
def test_nothing_invisible_is_left_in_anything(words: str) -> None:
    left = visible(words)
    assert isinstance(left, str)
    assert not [
        c for c in left if unicodedata.category(c) in {"Zl", "Zp", "Co"} or c in "\u202a\u202e\u2066\u200b\u200d"
    ]
    assert visible(left) == left, "once is enough"


def test_ten_thousand_rows_are_refused_before_any_page_sees_them() -> None:
    row = {"month": "2026-07", "kind": "pension", "base_fen": 1, "person_fen": 1, "unit_fen": 1, "paid": True}
    with pytest.raises(BackendError):
        parse(TypeAdapter(ContributionRecords), json.dumps({"months": 24, "records": [row] * 10_000}).encode())
