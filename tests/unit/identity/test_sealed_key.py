"""The key of the faces: from the platform, else from a file of its own; and never seen."""

from pathlib import Path

import pytest

from kiosk.foundation.errors import Fault
from kiosk.identity.sealed_key import CREDENTIAL, KEY_FILE, SealedKey, face_key
from kiosk.visit.sentences import SENTENCES


def handed_over(folder: Path, raw: bytes = b"s" * 32, mode: int = 0o400) -> dict[str, str]:
    folder.mkdir()
    (folder / CREDENTIAL).write_bytes(raw)
    (folder / CREDENTIAL).chmod(mode)
    return {"CREDENTIALS_DIRECTORY": str(folder)}


def test_without_a_platform_it_is_made_once(tmp_path: Path) -> None:
    assert face_key(tmp_path, {}) == face_key(tmp_path, {})
    assert (tmp_path / KEY_FILE).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("mode", [0o400, 0o440])  # by owner, or by an access list
def test_what_systemd_hands_over_is_taken_and_no_file_is_made(tmp_path: Path, mode: int) -> None:
    assert face_key(tmp_path / "data", handed_over(tmp_path / "given", mode=mode)) == SealedKey(b"s" * 32)
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(("raw", "mode"), [(b"s" * 31, 0o400), (b"s" * 32, 0o444), (b"", 0o400)])
def test_a_bad_credential_is_not_replaced_by_another_key(tmp_path: Path, raw: bytes, mode: int) -> None:
    with pytest.raises(Fault) as refused:
        face_key(tmp_path / "data", handed_over(tmp_path / "given", raw, mode))
    assert refused.value.key in SENTENCES
    assert not (tmp_path / "data").exists()


def test_other_credentials_of_the_unit_do_not_matter(tmp_path: Path) -> None:
    (tmp_path / "given").mkdir()
    assert len(face_key(tmp_path, {"CREDENTIALS_DIRECTORY": str(tmp_path / "given")}).raw) == 32


def test_a_key_that_others_may_read_is_refused(tmp_path: Path) -> None:
    face_key(tmp_path, {})
    (tmp_path / KEY_FILE).chmod(0o644)
    with pytest.raises(Fault, match=r"templates\.no_key"):
        face_key(tmp_path, {})


def test_it_shows_nothing_and_each_purpose_has_its_own() -> None:
    key = SealedKey(b"secret-secret-secret-secret-1234")
    assert "secret" not in f"{key!r} {key}"
    assert key.made_for(b"one") != key.made_for(b"other")
    assert len(key.made_for(b"one")) == 32
    assert key.raw not in key.made_for(b"one")
