"""What is said is kept nowhere: not its words, not its sound, in no file, no argument, no log line."""

import logging
import os
import random
import tempfile
from pathlib import Path

import pytest

from hardware.microphone.contract import Block
from kiosk.app.demo.spoken_terminal import SpokenTerminal
from tests.helpers.sounds import chirp
from tests.helpers.traces import (
    family,
    files_being_written,
    kept_in,
    may_dump_core,
    moment,
    sound_as_bytes,
    told_at_start,
    words_as_bytes,
    written_since,
)

pytestmark = [pytest.mark.desktop, pytest.mark.timeout(180)]

# Put together here, another one each time: no checkout and no other run of this test has it in a file.
MARKER = "".join(
    random.choice(parts)
    for parts in (("骆驼", "老虎", "大象"), ("在屋顶", "在海边", "在山上"), ("跳绳", "唱歌", "画画"))
)
LEAST = 4  # hanzi: fewer are four bytes in one encoding, which any large file has by chance
CHILDREN = ("kiosk.recognition.", "kiosk.voice.", "hardware.microphone.")


def searched() -> list[Path]:
    """Where a program could have left something: temporary folders, the checkout's build, home."""
    home = Path.home()
    names = [Path(tempfile.gettempdir()), Path("/var/tmp"), Path("/dev/shm"), Path("build").absolute()]
    return [p for p in (*names, home / ".cache", home / ".config", home / ".local") if p.is_dir()]


def test_a_sentence_leaves_no_trace(terminal: SpokenTerminal, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    since = moment()
    recorded: list[Block] = []
    terminal.press("ok")
    terminal.comes_to("今天办什么事")
    terminal.says("找网格员")
    terminal.comes_to("您找谁")
    terminal.says("按名字找")
    terminal.until(lambda: type(terminal.prompt).__name__ == "EnterText", "she is not asked for a name")
    ear = terminal.listens_beside(recorded.append)
    terminal.says(MARKER)
    terminal.until(lambda: len(terminal.witness.draft) >= LEAST, "nothing was understood")
    heard = terminal.witness.draft
    terminal.says(chirp(2.0))
    ear.close()
    writing = {pid: files for pid in family() if _is_child(pid) and (files := files_being_written(pid))}
    arguments = [pid for pid in family() if any(w in told_at_start(pid) for w in words_as_bytes(heard))]
    wanted = (*words_as_bytes(heard), *words_as_bytes(MARKER), *sound_as_bytes(b"".join(b.pcm for b in recorded)))
    terminal.leaves()
    assert len(recorded) > 60
    kept = [path for path in written_since(since, searched()) if kept_in(path, wanted)]
    assert kept == []
    assert writing == {}
    assert arguments == []
    assert heard not in caplog.text
    assert MARKER not in caplog.text


def test_no_child_that_has_sound_or_words_would_leave_its_memory_behind(terminal: SpokenTerminal) -> None:
    terminal.press("ok")
    terminal.comes_to("今天办什么事")
    terminal.opens_ears()
    there = [pid for pid in family() if _is_child(pid)]
    assert len(there) >= 3
    assert [told_at_start(pid).split(b"\0")[:4] for pid in there if may_dump_core(pid)] == []


def _is_child(pid: int) -> bool:
    return pid != os.getpid() and any(name.encode() in told_at_start(pid) for name in CHILDREN)
