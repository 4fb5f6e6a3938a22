"""Cuts the terminal's own font out of Debian's fonts-noto-cjk: build/fonts/NotoSansSC-{Regular,Bold}.otf.

    .venv/bin/python packaging/font.py

In it, as far as the source font has it: all of GB 2312, the 8,105 of 通用规范汉字表 and whatever else a name may hold,
that is the unified ideographs with their extensions; Latin, punctuation, figures; every character of our own sources.
Takes minutes. Noto Sans CJK is under the SIL Open Font Licence 1.1; its notice is written beside the fonts.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.ttCollection import TTCollection

ROOT = Path(__file__).resolve().parents[1]
SOURCE = Path("/usr/share/fonts/opentype/noto")
OUT = ROOT / "build" / "fonts"
FAMILY = "Noto Sans SC"
WEIGHTS = ("Regular", "Bold")
_OURS = ("kiosk", "ui", "assets", "backend", "hardware")
_WRITTEN = frozenset({".py", ".qml", ".ts", ".toml", ".yaml", ".txt", ".html", ".json"})
# Latin with its accents, punctuation, money, arrows, figures in circles, CJK punctuation, full-width forms.
_ALWAYS = (
    (0x20, 0x17F), (0x1CD, 0x1DC), (0x2010, 0x2027), (0x2030, 0x205F), (0x20AC, 0x20AC), (0x2100, 0x214F),
    (0x2150, 0x218B), (0x2190, 0x21FF), (0x2200, 0x22FF), (0x2460, 0x24FF), (0x2500, 0x257F), (0x25A0, 0x2612),
    (0x3000, 0x303F), (0x3105, 0x312F), (0x3220, 0x3247), (0xFF00, 0xFFEF),
)  # fmt: skip
# Every ideograph of Unicode: names are registered with the rarest of them (𬭚 㛃 䶮).
_IDEOGRAPHS = (
    (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x2A6DF), (0x2A700, 0x2EBEF), (0x2F800, 0x2FA1F),
    (0x30000, 0x3134F),
)  # fmt: skip
_LICENCE = """Noto Sans CJK, Copyright 2014-2021 Adobe (http://www.adobe.com/), with Reserved Font Name 'Source'.
This Font Software is licensed under the SIL Open Font License, Version 1.1.
This license is available with a FAQ at: https://openfontlicense.org

These files are subsets of Noto Sans CJK SC of Debian's package fonts-noto-cjk, under the family name Noto Sans SC,
made by packaging/font.py of Linli Kiosk; nothing was drawn anew. The licence's full text stands in Debian's
/usr/share/doc/fonts-noto-cjk/copyright and at the address above.
"""


def gb2312() -> Iterator[str]:
    """All that GB 2312 has: 6,763 hanzi and its signs."""
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            yield bytes((row, cell)).decode("gb2312", "ignore")


def written() -> set[str]:
    """Every character of our own sources that can be drawn."""
    found: set[str] = set()
    for folder in _OURS:
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in _WRITTEN and "pinyin" not in path.parts:  # which tells how all of Unicode is read
                found |= set(path.read_text(encoding="utf-8", errors="ignore"))
    return {character for character in found if character.isprintable()}


def wanted() -> set[int]:
    """The code points of the subset."""
    ranges = (*_ALWAYS, *_IDEOGRAPHS)
    points = {point for first, last in ranges for point in range(first, last + 1)}
    return points | {ord(character) for character in (*"".join(gb2312()), *written())}


def cut(weight: str, points: set[int], out: Path = OUT) -> Path:
    """One weight of the font with these code points; what the source does not have is left out."""
    collection = TTCollection(SOURCE / f"NotoSansCJK-{weight}.ttc")
    font: TTFont = next(font for font in collection if font["name"].getBestFamilyName() == "Noto Sans CJK SC")
    options = Options()
    options.layout_features = ["kern", "palt", "tnum", "pnum", "lnum", "liga", "calt", "ccmp", "locl", "mark"]
    options.hinting = False  # the screen is fine enough, and the hints are a third of the file
    options.desubroutinize = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=points & font.getBestCmap().keys())
    subsetter.subset(font)
    _rename(font, weight)
    path = out / f"NotoSansSC-{weight}.otf"
    font.save(path)
    return path


def _rename(font: TTFont, weight: str) -> None:
    """Give it a family of its own, so that it is never taken for the whole font."""
    said = {1: FAMILY, 2: weight, 3: f"{FAMILY} {weight} subset", 4: f"{FAMILY} {weight}", 6: f"NotoSansSC-{weight}"}
    names = font["name"]
    names.names = [record for record in names.names if record.nameID in {0, 13, 14}]
    for number, words in said.items():
        names.setName(words, number, 3, 1, 0x409)


def main() -> int:
    """Cut both weights; the exit status."""
    if not (SOURCE / "NotoSansCJK-Regular.ttc").exists():
        print("fonts-noto-cjk is not installed: run `make setup`", file=sys.stderr)  # noqa: T201  a command speaks
        return 2
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / "OFL.txt").write_text(_LICENCE, encoding="utf-8")
    points = wanted()
    for weight in WEIGHTS:
        path = cut(weight, points)
        cmap = TTFont(path).getBestCmap()
        print(f"{path.relative_to(ROOT)}: {path.stat().st_size / 1e6:.1f} MB, {len(cmap)} characters")  # noqa: T201
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
