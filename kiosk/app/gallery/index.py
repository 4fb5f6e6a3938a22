"""What the gallery came to: index.html with every thumbnail for people, violations.json for machines."""

import json
from collections import Counter
from collections.abc import Iterable
from html import escape
from itertools import groupby
from pathlib import Path

from kiosk.app.gallery.sheets import Sheet
from kiosk.app.gallery.studio import Photograph

_PAGE = """<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>Linli Kiosk: gallery</title>
<style>
body {{ font-family: "Noto Sans SC", "Noto Sans CJK SC", sans-serif; margin: 2rem }}
body {{ background: #FBF7F0; color: #1C2B2D }}
h2 {{ margin-top: 2.5rem }} .wrong {{ color: #B5401E }} td, th {{ text-align: left; padding: .1rem 1rem .1rem 0 }}
.row {{ display: flex; flex-wrap: wrap; gap: .75rem; align-items: flex-start }}
figure {{ margin: 0; width: 182px }} img {{ border: 1px solid #857B6A }}
figcaption {{ font-size: .75rem; overflow-wrap: anywhere }}
</style><h1>邻里自助终端：每一页，每个样子</h1><p>{summary}</p>{rules}{sections}</html>
"""
Report = dict[str, object]


def report_of(photographs: list[Photograph]) -> Report:
    """The list for machines."""
    found = [{"picture": one.file, **violation.to_json()} for one in photographs for violation in one.violations]
    return {"pictures": len(photographs), "violations": len(found), "list": found}


def write_index(photographs: list[Photograph], sheets: Iterable[Sheet], folder: Path) -> None:
    """Write both."""
    report = json.dumps(report_of(photographs), ensure_ascii=False, indent=1)
    (folder / "violations.json").write_text(report + "\n", encoding="utf-8")
    groups = groupby(photographs, key=lambda one: f"{one.plate.page} {one.plate.state}".removesuffix(" plain"))
    sections = [_section(name, [_photograph(one) for one in those]) for name, those in groups]
    drawn = [_figure(f"sheets/{one.name}.png", f"thumbs/{one.name}.jpg", one.name, "") for one in sheets]
    sections.append(_section("design system", drawn) if drawn else "")
    page = _PAGE.format(summary=_summary(photographs), rules=_rules(photographs), sections="".join(sections))
    (folder / "index.html").write_text(page, encoding="utf-8")


def _summary(photographs: list[Photograph]) -> str:
    wrong = sum(1 for one in photographs if one.violations)
    return f"{len(photographs)} pictures; {wrong} with something wrong in them."


def _rules(photographs: list[Photograph]) -> str:
    counts = Counter(violation.rule for one in photographs for violation in one.violations)
    rows = "".join(f"<tr><th>{escape(rule)}<td>{count}" for rule, count in counts.most_common())
    return f'<table class="wrong">{rows}</table>' if rows else ""


def _section(name: str, figures: list[str]) -> str:
    return f'<h2>{escape(name)}</h2><div class="row">{"".join(figures)}</div>'


def _photograph(one: Photograph) -> str:
    name = one.plate.name.removeprefix(f"{one.plate.page}_")
    wrong = "".join(f"<li>{escape(str(violation))}" for violation in one.violations)
    return _figure(one.file, one.thumb, name, f'<ul class="wrong">{wrong}</ul>' if wrong else "")


def _figure(file: str, thumb: str, name: str, more: str) -> str:
    link = f'<a href="{file}"><img loading="lazy" width="180" src="{thumb}" alt="{escape(name)}"></a>'
    return f"<figure>{link}<figcaption>{escape(name)}{more}</figcaption></figure>"
