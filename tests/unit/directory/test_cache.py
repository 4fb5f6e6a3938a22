"""The kept directory: genuine or not used, renewed or left, on a disk that may refuse."""

import base64
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.backend_client.errors import BackendError, BackendKey
from kiosk.backend_client.transport import Answer, Transport
from kiosk.directory.cache import DirectoryCache, required
from kiosk.foundation.errors import Fault

KEY = Ed25519PrivateKey.generate()
PUBLIC = KEY.public_key().public_bytes_raw()
EARLY, LATE = datetime(2026, 11, 20, tzinfo=UTC), datetime(2026, 11, 21, tzinfo=UTC)


def bundle(at: datetime, key: Ed25519PrivateKey = KEY) -> str:
    """What the office answers, as it stands on the wire."""
    moment = f"{at:%Y-%m-%dT%H:%M:%SZ}"
    text = json.dumps(
        {
            "version": 1,
            "site": {"id": "xinghua", "name": "杏花社区"},
            "issued_at": moment,
            "valid_until": moment,
            "buildings": [],
            "contacts": [],
            "emergency": [{"name": "报警", "number": "110"}],
            "notices": [],
        }
    )
    signature = base64.b64encode(key.sign(text.encode())).decode()
    return json.dumps({"bundle": text, "signature": signature, "key_id": "k1"})


class PaperTransport(Transport):
    """Answers with what a test wrote down; counts what was asked with which etag."""

    def __init__(self, *answers: Answer | BackendError) -> None:
        super().__init__("http://127.0.0.1:9")
        self.answers = list(answers)
        self.etags: list[str | None] = []

    def get(self, path: str, *, session: str | None = None, etag: str | None = None) -> Answer:
        assert path == "/v1/directory/bundle"
        self.etags.append(etag)
        answer = self.answers.pop(0)
        if isinstance(answer, BackendError):
            raise answer
        return answer


def whole(at: datetime, etag: str = "e1", key: Ed25519PrivateKey = KEY) -> Answer:
    return Answer(200, bundle(at, key).encode(), etag)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "directory.json"


def test_what_was_fetched_is_kept_and_found_again_after_a_restart(path: Path) -> None:
    first = DirectoryCache(path, PUBLIC)
    first.load()
    assert first.current is None
    first.refresh(PaperTransport(whole(EARLY)))
    again = DirectoryCache(path, PUBLIC)
    again.load()
    assert again.current == first.current
    line = PaperTransport(Answer(304, b"", None))
    again.refresh(line)
    assert line.etags == ["e1"]
    assert required(lambda: again.current).emergency[0].number == "110"


def test_an_older_bundle_is_not_taken_and_a_newer_one_is(path: Path) -> None:
    cache = DirectoryCache(path, PUBLIC)
    cache.refresh(PaperTransport(whole(LATE)))
    cache.refresh(PaperTransport(whole(EARLY, "e0")))
    assert cache.current is not None
    assert cache.current.issued_at == LATE
    kept = DirectoryCache(path, PUBLIC)
    kept.load()
    assert kept.current == cache.current


def test_a_forged_bundle_is_refused_and_ours_stays(path: Path) -> None:
    cache = DirectoryCache(path, PUBLIC)
    cache.refresh(PaperTransport(whole(EARLY)))
    with pytest.raises(BackendError) as caught:
        cache.refresh(PaperTransport(whole(LATE, key=Ed25519PrivateKey.generate())))
    assert caught.value.kind is BackendKey.NONSENSE
    assert cache.current is not None
    assert cache.current.issued_at == EARLY


@pytest.mark.parametrize("damage", ["letter", "half", "garbage", "empty", "other key", "bytes", "list", "folder"])
def test_a_file_that_was_tampered_with_is_not_used_and_not_deleted(path: Path, damage: str) -> None:
    DirectoryCache(path, PUBLIC).refresh(PaperTransport(whole(EARLY)))
    kept = path.read_text(encoding="utf-8")
    key = PUBLIC
    match damage:
        case "letter":
            path.write_text(kept.replace("110", "119"), encoding="utf-8")
        case "half":
            path.write_text(kept[: len(kept) // 2], encoding="utf-8")
        case "garbage":
            path.write_bytes(b"\x00" * 500)
        case "empty":
            path.write_text("", encoding="utf-8")
        case "other key":
            key = Ed25519PrivateKey.generate().public_key().public_bytes_raw()
        case "bytes":
            path.write_bytes(b"\xff\xfe\xff")
        case "list":
            path.write_text("[" * 3000, encoding="utf-8")
        case "folder":
            path.unlink()
            path.mkdir()
    cache = DirectoryCache(path, key)
    cache.load()
    assert cache.current is None
    assert path.exists()
    with pytest.raises(Fault, match=r"directory\.missing"):
        required(lambda: cache.current)


def test_a_terminal_that_is_not_enrolled_has_no_directory_and_no_stumble(path: Path) -> None:
    DirectoryCache(path, PUBLIC).refresh(PaperTransport(whole(EARLY)))
    cache = DirectoryCache(path, b"")
    cache.load()
    assert cache.current is None


@pytest.mark.parametrize("obstacle", ["a file for the folder", "a folder for the file", "a folder for the draft"])
def test_a_bundle_that_cannot_be_kept_is_used_from_memory(path: Path, obstacle: str) -> None:
    match obstacle:
        case "a file for the folder":
            path.parent.write_text("here I am", encoding="utf-8")
        case "a folder for the file":
            path.mkdir(parents=True)
        case "a folder for the draft":
            path.with_suffix(".new").mkdir(parents=True)
    cache = DirectoryCache(path, PUBLIC)
    cache.refresh(PaperTransport(whole(EARLY)))
    assert cache.current is not None


def test_nothing_but_the_public_bundle_is_kept(path: Path) -> None:
    DirectoryCache(path, PUBLIC).refresh(PaperTransport(whole(EARLY)))
    assert set(json.loads(path.read_text(encoding="utf-8"))) == {"bundle", "signature", "key_id", "etag"}
    assert [p.name for p in path.parent.iterdir()] == [path.name]
