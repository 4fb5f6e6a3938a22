"""Which output is played to and who hears it, against a real sound server; and what `pactl` may tell."""

import json
import os
import queue
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.configuration import ConfigError, DeviceConfig
from hardware.speaker.contract import Route, Sound
from hardware.speaker.drivers import ROWS
from hardware.speaker.qt import QtSpeaker
from hardware.speaker.routes import route_of
from hardware.status import DeviceState
from hardware.supervisor import Timing
from tests.helpers.pulse import SoundServer, listening, sound_server
from tests.helpers.speaker_process import tone

PATIENCE_S = 20.0
HASTY = Timing(retry_s=(0.1,), probe_s=0.2)
sound = pytest.mark.desktop  # a sound server of its own


def until(true: Callable[[], bool]) -> None:
    ends = time.monotonic() + PATIENCE_S
    while not true():
        assert time.monotonic() < ends, "it did not come to pass"
        time.sleep(0.02)


class Hall:
    """A sound server with two outputs: the hall's loudspeaker and a USB handset, as their form factors say."""

    def __init__(self, server: SoundServer) -> None:
        self._server = server
        for name, kind in (("cabinet", "speaker"), ("handset", "handset")):
            properties = f"sink_properties='device.description={name.title()} device.form_factor={kind}'"
            self.pactl("load-module", "module-null-sink", f"sink_name={name}", properties)

    def pactl(self, *words: str) -> str:
        return subprocess.run(
            ["pactl", "-s", self._server.address, *words], check=True, capture_output=True, text=True
        ).stdout

    def corked(self) -> list[bool]:
        """Which streams rest."""
        return [stream["corked"] for stream in json.loads(self.pactl("-f", "json", "list", "sink-inputs"))]

    def move_streams_to(self, sink: str) -> None:
        for stream in json.loads(self.pactl("-f", "json", "list", "sink-inputs")):
            self.pactl("move-sink-input", str(stream["index"]), sink)


@pytest.fixture(scope="module")
def server() -> Iterator[SoundServer]:
    with sound_server() as server:
        yield server


@pytest.fixture(scope="module")
def hall(server: SoundServer) -> Hall:
    return Hall(server)


@pytest.fixture
def started(server: SoundServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], QtSpeaker]]:
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)
    speakers: list[QtSpeaker] = []

    def start(device: str) -> QtSpeaker:
        speaker = QtSpeaker("speaker", HASTY, device=device, try_again_s=0.5)
        speakers.append(speaker)
        speaker.start()
        return speaker

    yield start
    for speaker in speakers:
        speaker.close()


@sound
@pytest.mark.parametrize("name", ["handset", "Handset"], ids=["by id", "by description"])
def test_the_output_that_is_configured_is_the_one_that_sounds(
    started: Callable[[str], QtSpeaker], hall: Hall, server: SoundServer, name: str
) -> None:
    with listening(server, "handset") as right, listening(server, "cabinet") as wrong:
        speaker = started(name)
        until(lambda: speaker.status.state is DeviceState.ONLINE)
        speaker.play(Sound(tone(1.0), 22_050))
        until(lambda: right.last_sound() is not None)
        assert wrong.last_sound() is None
    until(lambda: speaker.route is Route.HEADPHONES)


@sound
def test_an_output_that_is_not_there_is_said_so(started: Callable[[str], QtSpeaker], hall: Hall) -> None:
    speaker = started("bluetooth")
    until(lambda: speaker.status.detail == "unknown_device")
    assert (speaker.status.state, speaker.route) == (DeviceState.NO_DEVICE, Route.UNKNOWN)


@sound
def test_a_route_that_changes_is_told(started: Callable[[str], QtSpeaker], hall: Hall, server: SoundServer) -> None:
    speaker = started("cabinet")
    told: queue.SimpleQueue[tuple[int, Route]] = queue.SimpleQueue()
    speaker.listen(lambda event: told.put((event.seq, event.value)))
    assert told.get(timeout=PATIENCE_S) == (1, Route.LOUDSPEAKER)
    hall.move_streams_to("handset")
    assert told.get(timeout=PATIENCE_S) == (2, Route.HEADPHONES)
    hall.move_streams_to("hall")  # an output that says nothing of itself
    assert told.get(timeout=PATIENCE_S) == (3, Route.UNKNOWN)
    hall.move_streams_to("cabinet")
    assert told.get(timeout=PATIENCE_S) == (4, Route.LOUDSPEAKER)
    child = speaker._desk._child
    assert child is not None
    watching = _watching(child._child.pid)
    os.kill(watching, signal.SIGKILL)
    assert told.get(timeout=PATIENCE_S) == (5, Route.UNKNOWN), "nobody watches"
    assert told.get(timeout=PATIENCE_S) == (6, Route.LOUDSPEAKER), "another one does"
    watching = _watching(child._child.pid)
    speaker.close()
    assert speaker.route is Route.UNKNOWN
    until(lambda: not Path(f"/proc/{watching}").exists())


@sound
def test_a_silent_stream_rests_and_is_heard_again(
    server: SoundServer, hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)
    speaker = QtSpeaker("speaker", HASTY, device="cabinet", rest_s=0.5, try_again_s=0.5)
    speaker.start()
    with listening(server, "cabinet") as ear:
        try:
            until(lambda: speaker.status.state is DeviceState.ONLINE)
            for _ in range(2):
                until(lambda: hall.corked() == [True])
                ended: queue.SimpleQueue[bool] = queue.SimpleQueue()
                since = time.monotonic()
                speaker.play(Sound(tone(0.4), 22_050), finished=ended.put)
                assert ended.get(timeout=PATIENCE_S) is True
                until(lambda since=since: ear.first_sound(since) is not None)  # type: ignore[misc]
            time.sleep(4)  # longer than a process that rests may be silent before it is taken for dead
            assert speaker.status.state is DeviceState.ONLINE
        finally:
            speaker.close()


@sound
def test_a_sound_server_that_dies_while_the_stream_rests_costs_no_conversation(monkeypatch: pytest.MonkeyPatch) -> None:
    with sound_server() as server:
        for name, value in server.environment.items():
            monkeypatch.setenv(name, value)
        hall = Hall(server)
        speaker = QtSpeaker("speaker", HASTY, rest_s=0.5, try_again_s=0.5)
        speaker.start()
        try:
            until(lambda: speaker.status.state is DeviceState.ONLINE)
            until(lambda: hall.corked() == [True])
            server.kill()
            ended: queue.SimpleQueue[bool] = queue.SimpleQueue()
            speaker.play(Sound(tone(0.4), 22_050), finished=ended.put)
            assert ended.get(timeout=PATIENCE_S) is True
            until(lambda: speaker.status.state is DeviceState.NO_DEVICE)
        finally:
            speaker.close()


def _watching(pid: int) -> int:
    """The one of its children that waits for notices; one that only asks comes and goes."""
    words = ["pgrep", "-P", str(pid), "-f", "subscribe"]
    return int(subprocess.run(words, check=True, capture_output=True, text=True).stdout)


# What pactl may tell. A null sink has no ports; what a card's sink tells is written here from pactl's source.


def streams(pid: int = 7, sink: int = 3) -> str:
    return json.dumps([{"index": 1, "sink": sink, "properties": {"application.process.id": str(pid)}}])


def sink(active: str | None, *ports: tuple[str, str], factor: str = "internal", index: int = 3) -> str:
    found: dict[str, Any] = {"index": index, "active_port": active, "properties": {"device.form_factor": factor}}
    return json.dumps([found | {"ports": [{"name": name, "type": kind} for name, kind in ports]}])


HEADPHONES, SPEAKER = ("analog-output-headphones", "Headphones"), ("analog-output-speaker", "Speaker")


def test_the_active_port_goes_before_what_the_card_is() -> None:
    assert route_of(streams(), sink(HEADPHONES[0], SPEAKER, HEADPHONES), 7) is Route.HEADPHONES
    assert route_of(streams(), sink(SPEAKER[0], SPEAKER, HEADPHONES, factor="headset"), 7) is Route.LOUDSPEAKER


def test_an_older_server_tells_the_port_by_its_name() -> None:
    assert route_of(streams(), sink(HEADPHONES[0], (HEADPHONES[0], "Analog")), 7) is Route.HEADPHONES


@pytest.mark.parametrize(
    ("told", "of"),
    [
        ("", sink(*HEADPHONES[:1], HEADPHONES)),
        (streams(pid=8), sink(HEADPHONES[0], HEADPHONES)),
        (streams(sink=4), sink(HEADPHONES[0], HEADPHONES)),
        (streams(), sink("analog-output", ("analog-output", "Analog"))),
        (streams(), "[" * 100_000),
        (streams(), '{"index": 3}'),
    ],
    ids=["no answer", "not our stream", "no such sink", "a port that could be either", "nested without end", "no list"],
)
def test_what_is_not_certain_is_unknown(told: str, of: str) -> None:
    assert route_of(told, of, 7) is Route.UNKNOWN


@given(
    st.recursive(
        st.none() | st.integers() | st.text(max_size=9),
        lambda s: (
            st.lists(s)
            | st.dictionaries(
                st.sampled_from(["index", "sink", "properties", "ports", "active_port", "name", "type"]), s
            )
        ),
        max_leaves=12,
    )
)
def test_nothing_that_pactl_could_say_breaks_it(told: object) -> None:
    words = json.dumps(told)
    assert route_of(words, words, 7) in Route


@pytest.mark.parametrize("rest_s", ["soon", -1, 4000])
def test_a_rest_that_cannot_be_is_refused(rest_s: str | int) -> None:
    with pytest.raises(ConfigError):
        ROWS["qt"].make(DeviceConfig("s", "speaker", "qt", options={"rest_s": rest_s}), HASTY)
