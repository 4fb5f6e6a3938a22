"""Yuan and fen: exact both ways, and nothing that only looks like an amount."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.payments.channel import MOST_FEN, NotGenuine
from backend.payments.yuan import checked, fen_of, yuan_of


@given(st.integers(1, MOST_FEN))
def test_every_amount_comes_back(fen: int) -> None:
    assert fen_of(yuan_of(fen)) == fen
    assert yuan_of(fen) == f"{fen // 100}.{fen % 100:02d}"


@pytest.mark.parametrize(
    ("yuan", "fen"),
    [("88.88", 8888), ("0.01", 1), ("0.1", 10), ("7", 700), ("-1.42", -142), ("0.00", 0), ("100.20", 10020)],
)
def test_what_providers_write(yuan: str, fen: int) -> None:
    assert fen_of(yuan) == fen


@pytest.mark.parametrize(
    "yuan",
    [
        "",
        " 1.00",
        "1.00 ",
        "1.001",
        "1e3",
        "+1.00",
        "01.00",
        ".50",
        "1.",
        "1,000.00",
        "NaN",
        "１.００",
        "--1",
        "1.00\n",
        "9" * 10,
    ],
)
def test_no_other_spelling(yuan: str) -> None:
    with pytest.raises(NotGenuine):
        fen_of(yuan)


@given(st.text(max_size=20))
def test_any_text_is_an_amount_or_refused(text: str) -> None:
    try:
        fen = fen_of(text)
    except NotGenuine:
        return
    assert type(fen) is int


@pytest.mark.parametrize("fen", [0, -1, MOST_FEN + 1, True, 1.0, "1", None])
def test_amounts_that_we_never_ask_for(fen: object) -> None:
    with pytest.raises(ValueError, match="1 to MOST_FEN"):
        checked(fen)  # type: ignore[arg-type]
