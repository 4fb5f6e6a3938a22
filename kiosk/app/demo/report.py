"""What the journeys came to: report.json for machines, report.html with every picture for people."""

import json
from collections.abc import Sequence
from html import escape
from pathlib import Path

from kiosk.app.demo.journey import Outcome, Step

_PAGE = """<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>Linli Kiosk: journeys</title>
<style>
body {{ font-family: "Noto Sans CJK SC", sans-serif; background: #FBF7F0; color: #1C2B2D; margin: 2rem }}
h2 {{ margin-top: 2.5rem }} .trouble {{ color: #B5401E }}
.steps {{ display: flex; flex-wrap: wrap; gap: 1rem }} figure {{ margin: 0; width: 216px }}
img {{ width: 100%; border: 1px solid #857B6A }} figcaption {{ font-size: .85rem }}
</style><h1>邻里自助终端：走一遍</h1><p>{summary}</p>
<p>🗣 说的 · 👂 听成的 · 没有记号：终端说的 · ✎ 说明</p>{journeys}</html>
"""


def write_report(outcomes: list[Outcome], folder: Path) -> bool:
    """Write both; True if every journey went well and there was at least one."""
    report = {"journeys": [outcome.to_json() for outcome in outcomes]}
    (folder / "report.json").write_text(json.dumps(report, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    well = sum(outcome.ok for outcome in outcomes)
    summary = f"{well} of {len(outcomes)} journeys went well."
    page = _PAGE.format(summary=summary, journeys="".join(_journey(outcome) for outcome in outcomes))
    (folder / "report.html").write_text(page, encoding="utf-8")
    return bool(outcomes) and well == len(outcomes)


def _journey(outcome: Outcome) -> str:
    mark = "✓" if outcome.ok else "✗"
    head = f"<h2>{mark} {escape(outcome.name)} · {escape(outcome.mode)} · {outcome.seconds:.1f} s</h2>"
    trouble = f'<p class="trouble">{escape(outcome.trouble)}</p>' if outcome.trouble else ""
    again = f"<p>有 {outcome.said_again} 句话不是一遍就听懂的，下面写明了。</p>" if outcome.said_again else ""
    steps = "".join(map(_step, outcome.steps))
    papers = "".join(_figure(paper, "凭条") for paper in outcome.papers)
    return f'{head}{trouble}{again}<div class="steps">{steps}{papers}</div>'


def _step(step: Step) -> str:
    spoken = step.spoken
    lines = [f"🗣 {words}" for words in spoken.said] + [f"👂 {words}" for words in spoken.recognised]
    remarks = [f"✎ {remark}" for remark in spoken.remarks]
    return _figure(step.picture, f"{step.name} ({step.seconds:.1f} s)", lines + step.heard + remarks)


def _figure(picture: str, caption: str, heard: Sequence[str] = ()) -> str:
    """A picture, and under it what was heard: of a dark screen the picture says little."""
    link = f'<a href="{picture}"><img src="{picture}" alt="{escape(caption)}"></a>'
    said = "".join(f"<li>{escape(sentence)}</li>" for sentence in heard)
    return f"<figure>{link}<figcaption>{escape(caption)}<ul>{said}</ul></figcaption></figure>"
