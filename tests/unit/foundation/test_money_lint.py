"""packaging/money.py finds each way in which a float comes near money, and nothing else."""

import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
_spec = importlib.util.spec_from_file_location("money_lint", ROOT / "packaging" / "money.py")
assert _spec is not None
assert _spec.loader is not None
money = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(money)


@pytest.mark.parametrize(
    "source",
    [
        "fen = 1.0",
        "fen = 1e2",
        "yuan = fen / 100",
        "fen /= 2",
        "fen = float('1')",
        "def f(fen: float) -> int: ...",
        "fee = 10 ** -2",
        "import math",
        "from math import floor",
        "fen = wait.total_seconds()",
        "def f(x: list[float]): ...",
    ],
)
def test_a_float_is_found(source: str) -> None:
    assert [line for line, _ in money.floats_in(f"\n{source}")] == [2]


@pytest.mark.parametrize(
    "source",
    [
        "fen = 100 * 3 // 7 % 5",
        "yuan = Decimal('1.05')",
        "text = '1.0'",
        "fen = 10 ** 2",
        "path = folder / 'a'  # not money: a path",
        "# 1.0 in words",
    ],
)
def test_what_is_no_float_is_let_through(source: str) -> None:
    assert list(money.floats_in(source)) == []


def test_the_folders_of_money_are_looked_at() -> None:
    seen = {path.relative_to(ROOT).as_posix() for path in money.files(ROOT)}
    assert all((ROOT / name).is_file() for name in money.EXCUSED), "an excuse for nothing"
    assert not seen & set(money.EXCUSED)
    assert {"kiosk/foundation/money.py", "backend/bills/tariffs.py", "backend/payments/outcomes.py"} <= seen
