"""The search for kept words and sound finds them where they are: one that never finds anything proves nothing."""

import array
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from tests.helpers.sounds import chirp, silence
from tests.helpers.traces import (
    files_being_written,
    kept_in,
    moment,
    sound_as_bytes,
    told_at_start,
    words_as_bytes,
    written_since,
)

WORDS = "西红柿炒鸡蛋"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "gb18030"])
def test_words_in_a_file_are_found(tmp_path: Path, encoding: str) -> None:
    since = moment()
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "log").write_bytes(b"12:00 heard: " + WORDS.encode(encoding))
    (tmp_path / "other").write_text("nothing")
    found = [path.name for path in written_since(since, [tmp_path]) if kept_in(path, words_as_bytes(WORDS))]
    assert found == ["log"]


def test_a_piece_of_a_recording_is_found_as_samples_and_as_numbers(tmp_path: Path) -> None:
    pcm = chirp(2.0).pcm
    samples = array.array("h", pcm)
    (tmp_path / "part.wav").write_bytes(b"RIFF" + pcm[8_000:30_000])
    (tmp_path / "part.npy").write_bytes(struct.pack(f"<{len(samples)}f", *(sample / 32_768 for sample in samples)))
    (tmp_path / "another").write_bytes(chirp(2.0, high=2_900.0).pcm)
    wanted = sound_as_bytes(pcm)
    assert wanted
    assert sorted(p.name for p in written_since(0, [tmp_path]) if kept_in(p, wanted)) == ["part.npy", "part.wav"]


def test_silence_is_no_trace() -> None:
    assert sound_as_bytes(silence(2.0).pcm) == ()


def test_what_was_written_before_does_not_count(tmp_path: Path) -> None:
    (tmp_path / "old").write_text(WORDS)
    assert list(written_since(moment() + 60, [tmp_path])) == []


def test_a_file_without_a_name_and_an_argument_are_seen() -> None:
    body = "import sys, tempfile; f = tempfile.TemporaryFile(); print('up', flush=True); sys.stdin.read()"
    with subprocess.Popen([sys.executable, "-c", body, WORDS], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        child.stdout.readline()
        assert files_being_written(child.pid)
        assert WORDS.encode() in told_at_start(child.pid)
