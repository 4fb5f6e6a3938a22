"""No float near money: neither written, nor named, nor made by dividing. Run by packaging/lint.sh.

Money is whole fen, and yuan from outside are read with Decimal. ruff cannot say so for some folders alone. A line that
has nothing to do with money may say why behind `# not money:`.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

WHERE = (
    "backend/payments",
    "backend/bills",
    "kiosk/payments",
    "kiosk/foundation/money.py",
    "kiosk/backend_client/bills.py",
    "kiosk/backend_client/orders.py",
)
EXCUSE = "# not money:"
EXCUSED = {
    "backend/payments/line.py": "deadlines in seconds; it carries bytes and reads no amount",
    "backend/payments/time_limit.py": "likewise",
    "backend/payments/merchants.py": "paths are joined with /; it reads keys and no amount",
}
MAKERS = {"fsum", "sqrt", "uniform", "total_seconds"}
"""What gives a float without looking like one."""


def main() -> int:
    """Print what is wrong, a line each; 1 if anything is."""
    root = Path(__file__).parents[1]
    found = [
        f"{path.relative_to(root)}:{line}: {what}"
        for path in sorted(files(root))
        for line, what in floats_in(path.read_text("utf-8"))
    ]
    sys.stdout.write("".join(f"{one}\n" for one in found))
    return 1 if found else 0


def files(root: Path) -> Iterator[Path]:
    """The files that touch money."""
    for name in WHERE:
        place = root / name
        for path in [place] if place.is_file() else place.rglob("*.py"):
            if path.relative_to(root).as_posix() not in EXCUSED:
                yield path


def floats_in(source: str) -> Iterator[tuple[int, str]]:
    """Line and kind of each float, but for those that are excused."""
    lines = source.splitlines()
    for node in ast.walk(ast.parse(source)):
        what = _float_of(node)
        if what is None:
            continue
        line = getattr(node, "lineno", 1)
        if EXCUSE not in lines[line - 1]:
            yield line, what


def _float_of(node: ast.AST) -> str | None:
    match node:
        case ast.Constant(value=float() | complex()):
            return "a float is written"
        case ast.Name(id="float") | ast.Name(id="complex"):
            return "float is named"
        case ast.BinOp(op=ast.Div()) | ast.AugAssign(op=ast.Div()):
            return "a division that makes a float: // and a rule for what is left over"
        case ast.BinOp(op=ast.Pow(), right=ast.UnaryOp()):
            return "a power that makes a float"
        case ast.Attribute(attr=name) | ast.Name(id=name) if name in MAKERS:
            return f"{name} makes a float"
        case ast.ImportFrom(module="math") | ast.ImportFrom(module="statistics"):
            return "a module of floats"
        case ast.Import(names=names) if any(one.name in ("math", "statistics", "numpy") for one in names):
            return "a module of floats"
        case _:
            return None


if __name__ == "__main__":
    sys.exit(main())
