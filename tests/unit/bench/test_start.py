"""The race to the first frame: settings that are written down, turns that are taken, medians and ratios."""

import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path

import pytest
from pydantic import HttpUrl

from bench import chromium_start, start
from bench.chromium_start import PageServer
from bench.contestant import BenchError, Start
from bench.process_tree import Memory
from bench.terminal_start import as_toml
from kiosk.foundation.config import Backend, Device, Screen, Settings, load


class Runner:
    """A contestant whose starts are known beforehand."""

    def __init__(self, name: str, times: list[float], order: list[str]) -> None:
        self.name = name
        self._times = iter(times)
        self._order = order

    def start(self, environment: Mapping[str, str]) -> Start:
        self._order.append(f"{self.name} on {environment['DISPLAY']}")
        return Start(next(self._times), Memory(100.0 if self.name == "terminal" else 400.0, 500.0, 3))


def test_settings_are_read_back_as_they_were(tmp_path: Path) -> None:
    device = Device(
        id="keys",
        kind="keypad",
        driver="evdev",
        port='/dev/input/"odd"',
        options={"ok": "28 96", "up": 103, "strict": True},
    )
    settings = Settings(
        site_name="杏花社区便民服务馆",
        data=tmp_path,
        screen=Screen(orientation="landscape", fullscreen=False),
        backend=Backend(url=HttpUrl("http://127.0.0.1:8123")),
        devices=(device, Device(id="slip", kind="receipt_printer", driver="escpos_tcp", host="127.0.0.1", port="9100")),
    )
    path = tmp_path / "kiosk.toml"
    path.write_text(as_toml(settings), encoding="utf-8")
    assert load(path) == settings


def test_they_start_in_turns_and_the_first_round_does_not_count() -> None:
    order: list[str] = []
    said: list[str] = []
    runners = [Runner("terminal", [9000, 300, 310, 350], order), Runner("chromium", [9000, 900, 1000, 990], order)]
    starts = start.race(runners, 3, {"DISPLAY": ":7"}, said.append)
    assert order == ["terminal on :7", "chromium on :7"] * 4
    assert start.report(starts) == {
        "terminal": {"first_frame_ms": 310, "pss_mb": 100.0, "rss_mb": 500.0},
        "chromium": {"first_frame_ms": 990, "pss_mb": 400.0, "rss_mb": 500.0},
        "ratio": {"first_frame": 0.313, "pss": 0.25},
    }
    assert "warming up" in said[0]
    assert "run 3 of 3" in said[-1]


def test_alone_there_is_no_ratio() -> None:
    starts = start.race([Runner("terminal", [1, 2], [])], 1, {"DISPLAY": ":7"}, lambda _line: None)
    assert list(start.report(starts)) == ["terminal"]


def test_an_unknown_peer_is_refused() -> None:
    with pytest.raises(BenchError, match="netscape"):
        start.measure("netscape")


def test_without_chromium_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chromium_start, "PROGRAM", "no-such-chromium")
    with pytest.raises(BenchError, match="apt-get install chromium"):
        chromium_start.installed()


def test_the_page_is_served_and_its_paint_is_noted_once() -> None:
    server = PageServer()
    server.open()
    try:
        page = read(server.url)
        assert "轻触屏幕开始" in page.decode()
        assert read(server.url.replace("attract.html", "phosphor.ttf"))[:4] == b"\0\1\0\0"
        assert not server.painted.is_set()
        for _ in range(2):
            assert read(server.url.replace("attract.html", "painted"), data=b"") == b""
            first = server.painted_at
        assert server.painted.is_set()
        assert server.painted_at == first
        with pytest.raises(urllib.error.HTTPError) as refused:
            read(server.url.replace("attract.html", "../../secret"))
        assert refused.value.code == 404
        refused.value.close()
    finally:
        server.close()


def test_the_command_ends_with_the_reason(tmp_path: Path) -> None:
    words = [sys.executable, "-m", "kiosk", "bench", "start", "--against", "netscape", "--json"]
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 1
    assert done.stdout == ""
    assert "netscape" in done.stderr


def read(url: str, data: bytes | None = None) -> bytes:
    with urllib.request.urlopen(url, data=data, timeout=5) as answer:
        content: bytes = answer.read()
    return content
