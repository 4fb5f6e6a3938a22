"""Keeps assets/translations/linli_en.ts in step with the source: `make translations`, then pyside6-linguist.

Chinese is read from text("...") and _told("...") of kiosk/**.py and from qsTr("...") of ui/**.qml. What is there keeps
its translation, what is new comes unfinished, what is gone goes. `--check` only says what would change.
"""

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / "assets/translations/linli_en.ts"
# Samples, and words for the people who run the terminal: residents never see them.
NOT_FOR_RESIDENTS = (
    "kiosk/app/demo/",
    "kiosk/app/gallery/",
    "kiosk/app/faults/",
    "kiosk/app/crawl/",
    "kiosk/app/inspection/",
    "ui/workbench/",
)
CHINESE = re.compile("[\u3000-\u303f\u3400-\u9fff\uff00-\uffef“”]")
MAKERS = frozenset({"text", "_told"})
_QSTR = re.compile(r'\bqsTr\(\s*("(?:[^"\\]|\\.)*")')
_COMMENT = re.compile(r"(?m)^\s*//.*$")


@dataclass(slots=True)
class Message:
    """One source in one room, with its English; empty: not yet."""

    source: str
    files: list[str] = field(default_factory=list)
    english: str = ""


Rooms = dict[str, dict[str, Message]]


def found() -> Rooms:
    """Every source, by its room."""
    rooms: Rooms = {}
    for path in [*sorted((ROOT / "kiosk").rglob("*.py")), *sorted((ROOT / "ui").rglob("*.qml"))]:
        name = path.relative_to(ROOT).as_posix()
        if name.startswith(NOT_FOR_RESIDENTS):
            continue
        room = (
            ".".join(path.relative_to(ROOT).parts[:-1])
            if path.suffix == ".py"
            else path.parent.relative_to(ROOT).as_posix()
        )
        for source in of_python(path) if path.suffix == ".py" else of_page(path):
            if CHINESE.search(source):
                message = rooms.setdefault(room, {}).setdefault(source, Message(source))
                if name not in message.files:
                    message.files.append(name)
    return dict(sorted(rooms.items()))


def of_python(path: Path) -> Iterator[str]:
    """The sources of a Python file; a module's own constants are put in where a sentence is joined of them."""
    module = ast.parse(path.read_text(encoding="utf-8"))
    named = {
        node.targets[0].id: node.value.value
        for node in module.body
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, ast.Constant)
    }
    for node in sorted(ast.walk(module), key=_place):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MAKERS:
            yield from (source for argument in node.args if (source := _joined(argument, named)))


def of_page(path: Path) -> Iterator[str]:
    """The sources of a page."""
    for literal in _QSTR.findall(_COMMENT.sub("", path.read_text(encoding="utf-8"))):
        yield str(ast.literal_eval(literal))


def _place(node: ast.AST) -> tuple[int, int]:
    return (getattr(node, "lineno", 0), getattr(node, "col_offset", 0))


def _joined(node: ast.expr, named: dict[str, object]) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.Name):
        return str(named.get(node.id, ""))
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return _joined(node.left, named) + _joined(node.right, named)
    return ""


def kept(file: Path = FILE) -> Rooms:
    """What the file holds."""
    rooms: Rooms = {}
    tree = ET.fromstring(file.read_text(encoding="utf-8"))  # noqa: S314 - our own file, not one from outside
    for context in tree.iter("context"):
        room = rooms.setdefault(context.findtext("name") or "", {})
        for node in context.iter("message"):
            source = node.findtext("source") or ""
            translation = node.find("translation")
            done = translation is not None and translation.get("type") is None
            files = [(at.get("filename") or "").removeprefix("../../") for at in node.iter("location")]
            room[source] = Message(source, files, (translation.text or "") if done and translation is not None else "")
    return rooms


def merged(sources: Rooms, before: Rooms) -> Rooms:
    """The sources with what is known of them; a source that another room has translated is taken from there."""
    anywhere = {m.source: m.english for room in before.values() for m in room.values() if m.english}
    for room in sources.values():
        for message in room.values():
            message.english = anywhere.get(message.source, "")
    return sources


def written(rooms: Rooms) -> str:
    """The file as Qt Linguist would write it, but for line numbers, which would change with every commit."""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        "<!DOCTYPE TS>",
        '<TS version="2.1" language="en" sourcelanguage="zh_CN">',
    ]
    for name, room in rooms.items():
        lines += ["<context>", f"    <name>{name}</name>"]
        for message in room.values():
            lines.append("    <message>")
            lines += [f'        <location filename="../../{file}"/>' for file in message.files]
            lines.append(f"        <source>{escape(message.source)}</source>")
            state = "" if message.english else ' type="unfinished"'
            lines.append(f"        <translation{state}>{escape(message.english)}</translation>")
            lines.append("    </message>")
        lines.append("</context>")
    return "\n".join([*lines, "</TS>", ""])


def main(arguments: list[str]) -> int:
    """Bring the file up to date; 1 if something has no English yet, or with --check if the file would change."""
    rooms = merged(found(), kept())
    new = written(rooms)
    stale = new != FILE.read_text(encoding="utf-8")
    open_ones = [(name, m.source) for name, room in rooms.items() for m in room.values() if not m.english]
    for name, source in open_ones:
        sys.stderr.write(f"not in English yet, {name}: {source}\n")
    if "--check" in arguments:
        if stale:
            sys.stderr.write("linli_en.ts is not in step with the source: make translations\n")
        return int(stale or bool(open_ones))
    if stale:
        FILE.write_text(new, encoding="utf-8")
    return int(bool(open_ones))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
