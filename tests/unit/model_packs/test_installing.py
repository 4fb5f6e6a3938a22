"""A pack is there whole or not at all, whatever is on the stick."""

import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from kiosk.model_packs import installing
from kiosk.model_packs.faults import PackFault, Trouble
from kiosk.model_packs.installed import installed, lacking
from kiosk.model_packs.installing import INCOMING, Order, Outcome, install, locked, remove, verify
from kiosk.model_packs.manifest import MEGABYTE, Model, ModelFile, Source, manifest
from kiosk.model_packs.record import DIGESTS, RECORD, read_digests, sha256_of
from kiosk.model_packs.telling import Step
from tests.helpers.archives import oddity, write_tar, write_zip

ARCHIVE = "sherpa-onnx-tones-2026-01-01.tar.bz2"
FILES = {"model.int8.onnx": b"network" * 300, "tokens.txt": b"<blk> 0\n"}
MODEL = Model(
    id="tones",
    kind="recognition",
    runtime="sherpa-onnx/from_wenet_ctc",
    dialects=("mandarin",),
    licence="Apache-2.0",
    megabytes=1,
    files=tuple(ModelFile(path=path) for path in FILES),
    keep=("README.md",),
    sources=(Source(url=f"https://models.example/{ARCHIVE}"),),
)


def silently(_: Step) -> None:
    """Nobody looks at the bar."""


def stick_with(stick: Path, files: Mapping[str, bytes] = FILES, folder: str = "sherpa-onnx-tones-2026-01-01") -> Path:
    stick.mkdir(exist_ok=True)
    write_tar(stick / ARCHIVE, {f"{folder}/{path}": content for path, content in files.items()})
    return stick


def put(models: Path, stick: Path, model: Model = MODEL, *, again: bool = False) -> Outcome:
    return install(Order(model, models, stick, again=again), silently)


def refused(models: Path, stick: Path, model: Model = MODEL, *, again: bool = False) -> PackFault:
    """The fault; and nothing of the model is half there."""
    before = _tree(models / model.id)
    with pytest.raises(PackFault) as caught:
        put(models, stick, model, again=again)
    assert _tree(models / model.id) == before
    assert not (models / INCOMING / model.id / "made").exists()
    told = str(caught.value)
    assert caught.value.what in told
    assert caught.value.why
    assert "->" in told
    return caught.value


def _tree(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def knowing(model: Model, **of_each: object) -> Model:
    """The model, with sizes or digests that the manifest would know."""
    files = tuple(file.model_copy(update=of_each) for file in model.files)
    return model.model_copy(update={"files": files})


def test_an_archive_of_a_stick_is_laid_without_what_nobody_needs(tmp_path: Path) -> None:
    stick = stick_with(tmp_path / "stick", {**FILES, "README.md": b"card", "test_wavs/0.wav": b"RIFF"})
    outcome = put(tmp_path / "models", stick)
    found = _tree(tmp_path / "models" / "tones")
    assert set(found) == {*FILES, "README.md", RECORD}
    assert found["model.int8.onnx"] == FILES["model.int8.onnx"]
    assert outcome.first_seen[ARCHIVE] == sha256_of(stick / ARCHIVE)
    assert [pack.id for pack in installed(tmp_path / "models", (MODEL,))] == ["tones"]
    assert verify(MODEL, tmp_path / "models", silently) == ()
    assert not (tmp_path / "models" / INCOMING / "tones").exists()


def test_a_second_time_it_is_left_alone_and_again_lays_it_anew(tmp_path: Path) -> None:
    stick = stick_with(tmp_path / "stick")
    put(tmp_path / "models", stick)
    inode = (tmp_path / "models/tones/tokens.txt").stat().st_ino
    assert put(tmp_path / "models", stick).was_there
    assert (tmp_path / "models/tones/tokens.txt").stat().st_ino == inode
    assert not put(tmp_path / "models", stick, again=True).was_there
    assert (tmp_path / "models/tones/tokens.txt").stat().st_ino != inode


@pytest.mark.parametrize("name", ["tones", "sherpa-onnx-tones-2026-01-01", "."])
def test_a_plain_folder_of_a_stick_is_laid(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "stick" / name
    folder.mkdir(parents=True)
    for path, content in FILES.items():
        (folder / path).write_bytes(content)
    put(tmp_path / "models", tmp_path / "stick")
    assert verify(MODEL, tmp_path / "models", silently) == ()


def test_a_half_folder_on_a_stick_says_what_it_lacks(tmp_path: Path) -> None:
    (tmp_path / "stick/tones").mkdir(parents=True)
    (tmp_path / "stick/tones/tokens.txt").write_bytes(b"<blk> 0\n")
    fault = refused(tmp_path / "models", tmp_path / "stick")
    assert fault.trouble is Trouble.DAMAGED
    assert "model.int8.onnx" in fault.why


def test_a_link_in_a_plain_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "stick/tones").mkdir(parents=True)
    (tmp_path / "secret").write_bytes(b"secret")
    (tmp_path / "stick/tones/tokens.txt").symlink_to(tmp_path / "secret")
    (tmp_path / "stick/tones/model.int8.onnx").write_bytes(b"network")
    assert "tokens.txt: not a plain file" in refused(tmp_path / "models", tmp_path / "stick").why
    assert not list(tmp_path.glob("models/**/tokens.txt"))


def test_a_link_beside_the_files_that_are_needed_is_refused(tmp_path: Path) -> None:
    (tmp_path / "stick/tones").mkdir(parents=True)
    for path, content in FILES.items():
        (tmp_path / "stick/tones" / path).write_bytes(content)
    (tmp_path / "stick/tones/README.md").symlink_to("/etc/passwd")
    assert refused(tmp_path / "models", tmp_path / "stick").trouble is Trouble.REFUSED


def test_a_stick_without_the_model_says_which_file_is_wanted(tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    fault = refused(tmp_path / "models", tmp_path / "stick")
    assert fault.trouble is Trouble.NOT_FOUND
    assert ARCHIVE in fault.why
    assert refused(tmp_path / "models", tmp_path / "nowhere").trouble is Trouble.NO_STICK


def test_what_was_seen_at_first_is_held_to(tmp_path: Path) -> None:
    put(tmp_path / "models", stick_with(tmp_path / "stick"))
    remove(MODEL, tmp_path / "models")
    other = stick_with(tmp_path / "other", {**FILES, "tokens.txt": b"<blk> 0\nevil 1\n"})
    fault = refused(tmp_path / "models", other)
    assert fault.trouble is Trouble.WRONG_DIGEST
    assert DIGESTS in fault.why
    assert not put(tmp_path / "models", tmp_path / "stick").first_seen


def test_a_plain_folder_is_held_to_what_an_archive_brought_at_first(tmp_path: Path) -> None:
    put(tmp_path / "models", stick_with(tmp_path / "stick"))
    remove(MODEL, tmp_path / "models")
    (tmp_path / "usb/tones").mkdir(parents=True)
    for path in FILES:
        (tmp_path / "usb/tones" / path).write_bytes(b"other")
    assert refused(tmp_path / "models", tmp_path / "usb").trouble is Trouble.WRONG_DIGEST


def test_a_record_of_digests_that_cannot_be_read_stops_it(tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / DIGESTS).write_text("{", encoding="utf-8")
    assert refused(tmp_path / "models", stick_with(tmp_path / "stick")).trouble is Trouble.DAMAGED


def test_a_fault_leaves_what_was_installed_before(tmp_path: Path) -> None:
    put(tmp_path / "models", stick_with(tmp_path / "stick"))
    write_tar(tmp_path / "stick" / ARCHIVE, {"m/tokens.txt": b"x"}, [oddity("m/model.int8.onnx", b"2", "/etc/passwd")])
    (tmp_path / "models" / DIGESTS).unlink()
    assert refused(tmp_path / "models", tmp_path / "stick", again=True).trouble is Trouble.REFUSED
    assert verify(MODEL, tmp_path / "models", silently) == ()


def test_two_folders_of_an_archive_that_would_meet_are_refused(tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    write_tar(tmp_path / "stick" / ARCHIVE, {"a/tokens.txt": b"1", "b/tokens.txt": b"2", "a/model.int8.onnx": b"3"})
    assert refused(tmp_path / "models", tmp_path / "stick").trouble is Trouble.REFUSED


def test_a_disk_without_room_is_told_before_anything_is_fetched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(tmp_path)._replace(free=MEGABYTE // 2)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    fault = refused(tmp_path / "models", stick_with(tmp_path / "stick"))
    assert fault.trouble is Trouble.NO_SPACE
    assert "MB" in fault.why


def test_two_at_once_do_not_meet(tmp_path: Path) -> None:
    with locked(tmp_path / "models"):
        assert refused(tmp_path / "models", stick_with(tmp_path / "stick")).trouble is Trouble.BUSY


def test_a_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "models").write_bytes(b"")
    with pytest.raises(PackFault) as caught:
        put(tmp_path / "models", stick_with(tmp_path / "stick"))
    assert caught.value.trouble is Trouble.NO_ACCESS


def test_verify_tells_a_changed_a_missing_and_a_strange_file(tmp_path: Path) -> None:
    put(tmp_path / "models", stick_with(tmp_path / "stick"))
    folder = tmp_path / "models/tones"
    (folder / "model.int8.onnx").write_bytes(b"NETWORK" * 300)
    (folder / "tokens.txt").unlink()
    (folder / "extra.so").write_bytes(b"x")
    told = verify(MODEL, tmp_path / "models", silently)
    assert len(told) == 3
    assert all(any(name in line for line in told) for name in ("model.int8.onnx", "tokens.txt", "extra.so"))


def test_a_file_that_the_disk_does_not_give_any_more_is_a_line_and_the_rest_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path / "models", stick_with(tmp_path / "stick"))

    def broken(path: Path) -> str:
        if path.name == "model.int8.onnx":
            raise OSError(5, "Input/output error", str(path))
        return sha256_of(path)

    monkeypatch.setattr(installing, "sha256_of", broken)
    (tmp_path / "models/tones/tokens.txt").write_bytes(b"<blk> 1\n")
    told = verify(MODEL, tmp_path / "models", silently)
    assert [line.split(":")[0] for line in told] == ["model.int8.onnx", "tokens.txt"]
    assert "cannot be read" in told[0]


def test_what_is_changed_but_for_its_size_is_laid_anew_and_told(tmp_path: Path) -> None:
    put(tmp_path / "models", stick_with(tmp_path / "stick"))
    (tmp_path / "models/tones/tokens.txt").write_bytes(b"<blk> 1\n")
    outcome = put(tmp_path / "models", tmp_path / "stick")
    assert [line.split(":")[0] for line in outcome.mended] == ["tokens.txt"]
    assert _tree(tmp_path / "models/tones")["tokens.txt"] == FILES["tokens.txt"]
    assert put(tmp_path / "models", tmp_path / "stick").was_there


@pytest.mark.parametrize("spoil", ["{", "[]", '{"files": {"a": 1}}', '{"files": 3}', "\x00" * 10, "[" * 100_000])
def test_a_spoilt_record_is_none_and_the_model_is_judged_by_the_manifest(spoil: str, tmp_path: Path) -> None:
    put(tmp_path / "models", stick_with(tmp_path / "stick"))
    (tmp_path / "models/tones" / RECORD).write_text(spoil, encoding="utf-8")
    assert list(lacking(MODEL, tmp_path / "models/tones")) == []


def test_a_pack_cut_short_after_it_was_laid_is_not_whole(tmp_path: Path) -> None:
    put(tmp_path / "models", stick_with(tmp_path / "stick"))
    network = tmp_path / "models/tones/model.int8.onnx"
    network.write_bytes(network.read_bytes()[:-1])
    assert installed(tmp_path / "models", (MODEL,)) == ()


def test_remove_takes_it_all_and_keeps_what_was_seen_at_first(tmp_path: Path) -> None:
    put(tmp_path / "models", stick_with(tmp_path / "stick"))
    assert remove(MODEL, tmp_path / "models")
    assert not (tmp_path / "models/tones").exists()
    assert not remove(MODEL, tmp_path / "models")
    assert ARCHIVE in read_digests(tmp_path / "models")


def test_everybody_may_read_it(tmp_path: Path) -> None:
    old = os.umask(0o077)
    try:
        put(tmp_path / "models", stick_with(tmp_path / "stick"))
    finally:
        os.umask(old)
    assert (tmp_path / "models/tones").stat().st_mode & 0o777 == 0o755
    assert (tmp_path / "models/tones/tokens.txt").stat().st_mode & 0o777 == 0o644


def test_the_record_tells_where_it_came_from(tmp_path: Path) -> None:
    put(tmp_path / "models", stick_with(tmp_path / "stick"))
    told = json.loads((tmp_path / "models/tones" / RECORD).read_text(encoding="utf-8"))
    assert told["came_from"] == ARCHIVE
    assert set(told["files"]) == set(FILES)


# ---- every row of the manifest ----


def stand_in(row: Model) -> dict[str, bytes]:
    """Small files in the places of the row's own."""
    return {file.path: file.path.encode() * 3 for file in row.files}


def small(row: Model) -> Model:
    """The row as it is, but that sizes and digests of its real files are not known, nor are its files mended."""
    files = [file.model_copy(update={"bytes": None, "sha256": None, "mend": ""}) for file in row.files]
    sources = [source.model_copy(update={"bytes": None, "sha256": None}) for source in row.sources]
    return row.model_copy(update={"files": tuple(files), "sources": tuple(sources), "megabytes": 1})


def lay_on_stick(row: Model, stick: Path, files: Mapping[str, bytes]) -> list[Path]:
    """The archives of the row's first source, with these files in them."""
    stick.mkdir(parents=True, exist_ok=True)
    source = row.sources[0]
    if source.url:
        name = source.names[0]
        inside = {f"{name.split('.')[0]}/{path}": content for path, content in files.items()}
        return [(write_tar if "tar" in name else write_zip)(stick / name, inside)]
    packages: list[dict[str, bytes]] = [{} for _ in source.names]
    for file in row.files:
        if file.path not in files:
            continue
        for number, part in enumerate(file.parts or (f"{source.inside}/{file.path}",)):
            packages[number if len(file.parts) > 1 else 0][part] = files[file.path]
    names = [wheel.replace("-", "_").replace("==", "-") + "-py3-none-any.whl" for wheel in source.wheels]
    names += [package.replace("@", "-") + ".tgz" for package in source.npm]
    write = write_tar if source.npm else write_zip
    return [write(stick / name, inside) for name, inside in zip(names, packages, strict=True)]


each_row = pytest.mark.parametrize("row", manifest(), ids=lambda row: row.id)


@each_row
def test_a_row_is_laid_from_its_archives(row: Model, tmp_path: Path) -> None:
    lay_on_stick(row, tmp_path / "stick", stand_in(row))
    put(tmp_path / "models", tmp_path / "stick", small(row))
    found = _tree(tmp_path / "models" / row.id)
    assert set(found) == {file.path for file in row.files} | {RECORD}
    for file in row.files:
        assert found[file.path] == stand_in(row)[file.path] * max(1, len(file.parts))


@each_row
def test_a_row_whose_archive_lacks_a_file_is_not_laid(row: Model, tmp_path: Path) -> None:
    for gone in [file.path for file in row.files][:3]:
        stick = tmp_path / gone.replace("/", "-")
        lay_on_stick(row, stick, {path: raw for path, raw in stand_in(row).items() if path != gone})
        fault = refused(tmp_path / "models", stick, small(row))
        assert fault.trouble is Trouble.DAMAGED
        assert gone in fault.why


@each_row
def test_a_row_whose_archive_is_cut_short_is_not_laid(row: Model, tmp_path: Path) -> None:
    archives = lay_on_stick(row, tmp_path / "stick", stand_in(row))
    archives[-1].write_bytes(archives[-1].read_bytes()[:-30])
    assert refused(tmp_path / "models", tmp_path / "stick", small(row)).trouble is Trouble.DAMAGED


@each_row
def test_a_row_does_not_take_other_files_than_its_own(row: Model, tmp_path: Path) -> None:
    """The row exactly as it is: what it knows of its archive, its sizes and its digests is not what lies here."""
    lay_on_stick(row, tmp_path / "stick", stand_in(row))
    known = row.sources[0].digests or any(file.bytes or file.sha256 for file in row.files) or row.sources[0].bytes
    model = row.model_copy(update={"megabytes": 1, "unpacked_megabytes": row.megabytes})
    if known and not (row.sources[0].bytes and not row.sources[0].digests):
        fault = refused(tmp_path / "models", tmp_path / "stick", model)
        assert fault.trouble in (Trouble.WRONG_DIGEST, Trouble.DAMAGED, Trouble.TOO_LARGE)
    else:
        put(tmp_path / "models", tmp_path / "stick", model)


@each_row
def test_a_row_with_wrong_digests_of_its_files_is_not_laid(row: Model, tmp_path: Path) -> None:
    lay_on_stick(row, tmp_path / "stick", stand_in(row))
    fault = refused(tmp_path / "models", tmp_path / "stick", knowing(small(row), sha256="0" * 64))
    assert fault.trouble is Trouble.WRONG_DIGEST
    assert "0" * 64 in fault.why


@each_row
def test_a_row_whose_files_are_longer_than_stated_is_not_laid(row: Model, tmp_path: Path) -> None:
    lay_on_stick(row, tmp_path / "stick", stand_in(row))
    fault = refused(tmp_path / "models", tmp_path / "stick", knowing(small(row), bytes=5))
    assert fault.trouble in (Trouble.TOO_LARGE, Trouble.DAMAGED)


def test_a_pack_that_is_a_link_to_another_disk_is_removed_and_what_it_leads_to_stays(tmp_path: Path) -> None:
    models, disk = tmp_path / "models", tmp_path / "disk"
    put(models, stick_with(tmp_path / "stick"))
    (models / MODEL.id).rename(disk)
    (models / MODEL.id).symlink_to(disk)
    assert remove(MODEL, models)
    assert not os.path.lexists(models / MODEL.id)
    assert not list((models / INCOMING).iterdir())
    assert (disk / "tokens.txt").exists()
