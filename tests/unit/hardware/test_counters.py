"""Counters survive a restart; a file that is damaged costs the numbers and nothing else."""

import json
import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hardware.counter_file import CounterFile
from hardware.counters import Counters


def opened(path: Path, *, kind: str = "printer", every_s: float = 60.0) -> tuple[CounterFile, Counters]:
    file, counters = CounterFile(path, every_s), Counters()
    file.restore("slip", kind, counters)
    file.start()
    return file, counters


def test_they_are_there_after_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "counters.json"
    for round_ in range(1, 4):
        file, counters = opened(path)
        counters.count("slips")
        counters.count("cuts", 2)
        file.close()
        assert counters.snapshot() == {"slips": round_, "cuts": 2 * round_}
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_an_id_given_to_another_kind_begins_anew(tmp_path: Path) -> None:
    file, counters = opened(tmp_path / "c.json")
    counters.count("slips")
    file.close()
    file, counters = opened(tmp_path / "c.json", kind="scanner")
    file.close()
    assert counters.snapshot() == {}


def test_a_device_that_is_not_configured_for_a_while_keeps_its_numbers(tmp_path: Path) -> None:
    path = tmp_path / "c.json"
    file, counters = opened(path)
    counters.count("slips", 7)
    file.close()
    other, numbers = CounterFile(path), Counters()
    other.restore("reader", "reader", numbers)
    other.start()
    numbers.count("opens")
    other.close()
    file, counters = opened(path)
    file.close()
    assert counters.snapshot() == {"slips": 7}


def test_without_news_nothing_is_written(tmp_path: Path) -> None:
    path = tmp_path / "c.json"
    file, counters = opened(path, every_s=0.01)
    time.sleep(0.05)
    counters.count("slips")
    ends = time.monotonic() + 10
    while not path.exists():
        assert time.monotonic() < ends
        time.sleep(0.005)
    written = path.stat().st_mtime_ns, path.stat().st_ino
    time.sleep(0.1)
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == written
    file.close()


def test_one_that_was_never_started_writes_nothing(tmp_path: Path) -> None:
    file, counters = CounterFile(tmp_path / "c.json"), Counters()
    file.restore("slip", "printer", counters)
    counters.count("slips")
    file.close()
    assert list(tmp_path.iterdir()) == []


WELL = {"format": 1, "devices": {"slip": {"kind": "printer", "numbers": {"slips": 3}}}}


@pytest.mark.parametrize(
    "octets",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b"[" * 100_000,
        b" " * 1_000_001,
        b'{"format": 2, "devices": {}}',
        b'{"format": 1, "devices": []}',
        b'{"format": 1, "devices": {"slip": []}}',
        b'{"format": 1, "devices": {"slip": {"kind": "printer"}}}',
        b'{"format": 1, "devices": {"slip": {"kind": "printer", "numbers": {"slips": -1}}}}',
        b'{"format": 1, "devices": {"slip": {"kind": "printer", "numbers": {"slips": true}}}}',
        b'{"format": 1, "devices": {"slip": {"kind": "printer", "numbers": {"slips": 1e9}}}}',
        b'{"format": 1, "devices": {"slip": {"kind": "printer", "numbers": {"slips": 9223372036854775808}}}}',
        b'{"format": 1, "devices": {"slip": {"kind": 5, "numbers": {}}}}',
        b'{"format": 1, "devices": {"../slip": {"kind": "printer", "numbers": {}}}}',
    ],
)
def test_a_damaged_file_is_put_aside_and_told(octets: bytes, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "c.json"
    path.write_bytes(octets)
    file, counters = opened(path)
    assert counters.snapshot() == {}
    assert (tmp_path / "c.damaged").read_bytes() == octets
    assert "begin anew" in caplog.text
    counters.count("slips")
    file.close()
    assert json.loads(path.read_text())["devices"]["slip"]["numbers"] == {"slips": 1}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(data=st.binary(max_size=300), at=st.integers(0, 200))
def test_any_damage_is_survived(data: bytes, at: int, tmp_path: Path) -> None:
    whole = json.dumps(WELL).encode()
    path = tmp_path / "c.json"
    path.write_bytes(whole[:at] + data + whole[at + len(data) :])
    file, counters = opened(path)
    file.close()
    assert all(number >= 0 for number in counters.snapshot().values())


def test_a_disk_that_refuses_is_told_once_and_costs_nothing(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    file, counters = opened(tmp_path / "missing" / "c.json", every_s=0.01)
    for _ in range(5):
        counters.count("slips")
        time.sleep(0.03)
    file.close()
    assert caplog.text.count("cannot be written") == 1


KILLED = """
import sys, time
from pathlib import Path
from hardware.counter_file import CounterFile
from hardware.counters import Counters
file, counters = CounterFile(Path(sys.argv[1]), 0.01), Counters()
file.restore("slip", "printer", counters)
file.start()
while True:
    counters.count("slips")
    counters.count("cuts")
    time.sleep(0.0005)
"""


def test_killed_in_the_middle_the_file_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "c.json"
    last = 0
    for _ in range(5):
        child = subprocess.Popen([sys.executable, "-c", KILLED, str(path)])
        ends = time.monotonic() + 30
        while not path.exists() or json.loads(path.read_text())["devices"]["slip"]["numbers"]["slips"] < last + 20:
            assert time.monotonic() < ends
            time.sleep(0.005)
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
        numbers = json.loads(path.read_text())["devices"]["slip"]["numbers"]
        assert numbers["slips"] >= last + 20
        last = numbers["slips"]
