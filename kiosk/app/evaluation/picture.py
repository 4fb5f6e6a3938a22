"""The figures as a picture: a bar for each condition, drawn as SVG by ourselves, to be opened in any browser."""

from collections.abc import Sequence
from html import escape

from kiosk.app.evaluation.figures import Row

_WIDTH, _LABEL, _BAR, _ROW, _TOP = 900, 300, 420, 62, 70
_RIGHT, _ASKED, _FALSE, _INK, _PAPER, _TRACK = "#2f6f5e", "#a8cfc0", "#b4442f", "#22302c", "#fbf8f1", "#e8e2d4"


def picture(rows: Sequence[Row]) -> str:
    """The whole SVG."""
    height = _TOP + _ROW * len(rows) + 30
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" font-family="sans-serif">',
        f'<rect width="{_WIDTH}" height="{height}" fill="{_PAPER}"/>',
        *_legend(),
        *(line for place, row in enumerate(rows) for line in _row(row, _TOP + place * _ROW)),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _legend() -> list[str]:
    lines = [_text(20, 32, "What was understood", size=22)]
    told = ((_RIGHT, "right at once"), (_ASKED, "right after one question"), (_FALSE, "taken for something else"))
    for place, (colour, words) in enumerate(told):
        at = _LABEL + place * 190
        lines += [f'<rect x="{at}" y="20" width="14" height="14" fill="{colour}"/>', _text(at + 20, 32, words)]
    return lines


def _row(row: Row, top: int) -> list[str]:
    told = f"{row.n} commands, {row.n_unrelated} unrelated; half heard in {row.latency_p50_ms:.0f} ms"
    return [
        _text(20, top + 14, f"{row.dialect}, {row.condition}"),
        _text(20, top + 32, f"{row.engine}: {told}", size=10),
        *_bar(top, 16, [(row.second_guess_accuracy, _ASKED), (row.accuracy, _RIGHT)]),
        *_bar(top + 20, 8, [(row.false_accepts, _FALSE)]),
        _text(_LABEL + _BAR + 10, top + 13, f"{_percent(row.accuracy)} / {_percent(row.second_guess_accuracy)}"),
        _text(_LABEL + _BAR + 10, top + 29, f"{_percent(row.false_accepts)} of what asked for nothing", size=10),
    ]


def _bar(top: int, height: int, shares: list[tuple[float | None, str]]) -> list[str]:
    parts = [f'<rect x="{_LABEL}" y="{top}" width="{_BAR}" height="{height}" fill="{_TRACK}"/>']
    for share, colour in shares:
        width = _BAR * (share or 0.0)
        parts.append(f'<rect x="{_LABEL}" y="{top}" width="{width:.1f}" height="{height}" fill="{colour}"/>')
    return parts


def _text(x: int, y: int, words: str, size: int = 14) -> str:
    return f'<text x="{x}" y="{y}" font-size="{size}" fill="{_INK}">{escape(words)}</text>'


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{share * 100:.0f} %"
