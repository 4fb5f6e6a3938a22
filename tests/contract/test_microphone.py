"""The microphone's promises, kept by a file that stands in for one, and by Qt with a sound server of the test's own."""

import array
import asyncio
import itertools
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hardware.attended import Patience
from hardware.configuration import ConfigError, DeviceConfig
from hardware.emulators.microphone import MicrophoneEmulator, wav
from hardware.errors import DeviceError
from hardware.microphone import drivers
from hardware.microphone.child_microphone import ChildMicrophone, Source
from hardware.microphone.contract import BLOCK_BYTES, BLOCK_SAMPLES, RATE, Block, Microphone, MicrophoneReason, OpenEar
from hardware.microphone.trials import level
from hardware.status import Condition, DeviceState, Health
from hardware.supervisor import Timing
from hardware.transport.child_wire import pack_head
from hardware.transport.traces import identity
from tests.helpers.pulse import SoundServer, listening, sound_server
from tests.helpers.speaker_process import tone

PATIENCE_S = 20.0
HASTY = Timing(retry_s=(0.05,), probe_s=0.1, misses=2)
PATIENT = Patience(settled_s=15.0, stalled_s=1.5, again_s=0.3, idle_first_s=60.0, idle_again_s=60.0)
sound = pytest.mark.desktop  # a sound server of its own


def until(true: Callable[[], bool], why: str = "it did not come to pass") -> None:
    ends = time.monotonic() + PATIENCE_S
    while not true():
        assert time.monotonic() < ends, why
        time.sleep(0.01)


def listening_to(microphone: Microphone, listener: Callable[[Block], None]) -> OpenEar:
    return asyncio.run(microphone.open_ear(listener, PATIENCE_S))


def made(driver: str, port: str = "", device: str = "", after: str = "loop") -> ChildMicrophone:
    if driver == "qt_microphone":
        config = DeviceConfig("m", "microphone", driver, options={"device": device})
        microphone = drivers.qt_microphone(config, HASTY, PATIENT)
    else:
        config = DeviceConfig("m", "microphone", driver, port, options={"after": after})
        microphone = drivers.file(config, HASTY, PATIENT)
    assert isinstance(microphone, ChildMicrophone)
    return microphone


class Seat:
    """Somebody before a microphone that is a file."""

    def __init__(self, folder: Path) -> None:
        self.stand_in = MicrophoneEmulator(folder / "room.wav")
        self.microphone = made("microphone_file", str(self.stand_in.path))
        self.heard: list[Block] = []
        self.light: list[bool] = []
        self.microphone.listen(lambda event: self.light.append(event.value))
        self.microphone.start()

    def listen(self) -> OpenEar:
        return listening_to(self.microphone, self.heard.append)

    def hears_more(self, blocks: int = 3) -> None:
        before = len(self.heard)
        until(lambda: len(self.heard) >= before + blocks, "no more blocks came")

    def becomes(self, state: DeviceState) -> None:
        until(lambda: self.microphone.status.state is state, f"it stays {self.microphone.status}")

    @property
    def pid(self) -> int:
        child = self.microphone._attention._child
        assert child is not None
        return child.pid

    def close(self) -> None:
        self.microphone.close()
        self.stand_in.close()


@pytest.fixture
def seat(tmp_path: Path) -> Iterator[Seat]:
    seat = Seat(tmp_path)
    yield seat
    seat.close()


def pitch(blocks: list[Block]) -> float:
    """How often a second the sound goes up through zero."""
    samples = array.array("h", b"".join(block.pcm for block in blocks))
    risen = sum(a < 0 <= b for a, b in itertools.pairwise(samples))
    return risen * RATE / len(samples)


def test_blocks_come_whole_in_order_and_in_their_own_time(seat: Seat) -> None:
    seat.stand_in.sound("tone")
    begun = time.monotonic()
    ear = seat.listen()
    seat.hears_more(40)
    ear.close()
    lasted = time.monotonic() - begun
    assert [block.seq for block in seat.heard] == list(range(1, len(seat.heard) + 1))
    assert len(seat.heard) * BLOCK_SAMPLES / RATE <= lasted + 1
    assert pitch(seat.heard[1:-1]) == pytest.approx(440, rel=0.03)


def test_nothing_runs_while_nobody_listens(seat: Seat) -> None:
    seat.becomes(DeviceState.ONLINE)
    assert (seat.microphone.listening, seat.microphone.level, seat.light) == (False, None, [])
    ear = seat.listen()
    pid = seat.pid
    assert (seat.microphone.listening, seat.light) == (True, [True])
    assert seat.microphone.level is not None
    ear.close()
    ear.close()
    assert (seat.microphone.listening, seat.light) == (False, [True, False])
    until(lambda: seat.microphone.level is None)
    assert not Path(f"/proc/{pid}").exists()


def test_the_level_tells_a_tone_from_a_quiet_room(seat: Seat) -> None:
    seat.listen()
    seat.hears_more()
    quiet = seat.microphone.level
    seat.stand_in.sound("tone")
    until(lambda: (seat.microphone.level or -100) > -20)
    assert quiet is not None
    assert -75 < quiet < -50


def test_a_dead_microphone_is_degraded_until_it_is_heard(seat: Seat, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hardware.microphone.meter._DEAD_BLOCKS", 10)
    seat.stand_in.break_with_fault("dead")
    ear = seat.listen()
    until(lambda: seat.microphone.status.warnings == ("silent",))
    assert seat.microphone.status.health is Health.DEGRADED
    ear.close()
    seat.stand_in.break_with_fault("")
    seat.listen()
    until(lambda: seat.microphone.status.health is Health.HEALTHY)


def test_sound_that_is_torn_at_its_edges_is_warned_of(seat: Seat) -> None:
    seat.stand_in.break_with_fault("clipping")
    seat.listen()
    until(lambda: seat.microphone.status.warnings == ("clipping",))
    assert seat.microphone.status.usable


def test_who_is_slower_than_sound_loses_the_oldest_and_can_see_it(seat: Seat) -> None:
    told: list[tuple[int, float]] = []

    def slow(block: Block) -> None:
        if len(told) == 1:
            time.sleep(1.6)
        told.append((block.seq, time.monotonic() - block.at))

    listening_to(seat.microphone, slow)
    until(lambda: len(told) >= 45)
    steps = [later - earlier for (earlier, _), (later, _) in itertools.pairwise(told)]
    assert max(steps) > 5
    assert told[-1][1] < 1, "it never caught up"


def test_unplugged_while_somebody_listens_and_plugged_in_again(seat: Seat) -> None:
    seat.listen()
    seat.stand_in.unplug()
    seat.becomes(DeviceState.POWER_OFF)
    until(lambda: not seat.microphone.listening)
    seat.stand_in.plug()
    seat.becomes(DeviceState.ONLINE)
    seat.hears_more()
    assert seat.light == [True, False, True]


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSTOP], ids=["killed", "stuck"])
def test_a_microphone_process_that_dies_or_hangs_is_replaced(seat: Seat, how: signal.Signals) -> None:
    seat.listen()
    pid = seat.pid
    os.kill(pid, how)
    until(lambda: not Path(f"/proc/{pid}").exists())
    seat.hears_more()


@pytest.mark.parametrize("fault", ["garbage", "other_rate"])
def test_a_file_that_is_no_such_sound_is_broken_and_well_again_when_it_is(seat: Seat, fault: str) -> None:
    seat.becomes(DeviceState.ONLINE)
    seat.stand_in.break_with_fault(fault)
    with pytest.raises(DeviceError) as refused:
        seat.listen()
    assert refused.value.reason is MicrophoneReason.BROKEN
    seat.becomes(DeviceState.HARDWARE_ERROR)
    seat.stand_in.break_with_fault("")
    seat.becomes(DeviceState.ONLINE)


def test_after_its_end_a_file_may_be_still(tmp_path: Path) -> None:
    emulator = MicrophoneEmulator(tmp_path / "once.wav")
    emulator.sound("tone")
    microphone = made("microphone_file", str(emulator.path), after="once")
    levels: list[float] = []
    microphone.start()
    try:
        listening_to(microphone, lambda _: levels.append(microphone.level or 0.0))
        until(lambda: levels[-1:] == [-100.0])
        assert levels[0] > -20
        assert len(levels) > 30
        emulator.sound("tone")  # another file in its place is heard from its beginning
        until(lambda: levels[-1] > -20)
    finally:
        microphone.close()


def test_a_closed_microphone_leaves_no_process(seat: Seat) -> None:
    seat.listen()
    pid = seat.pid
    seat.microphone.close()
    until(lambda: not Path(f"/proc/{pid}").exists())
    assert seat.microphone.level is None


def test_the_trial_tells_how_loud_it_is(seat: Seat) -> None:
    seat.stand_in.sound("tone")
    said: list[str] = []
    asyncio.run(level(seat.microphone, ("1",), said.append))
    assert any("dBFS ####" in line for line in said)
    assert any(line.endswith("0 lost") for line in said)
    assert not seat.microphone.listening


def test_what_follows_the_end_of_a_file_is_one_of_two(tmp_path: Path) -> None:
    with pytest.raises(ConfigError):
        made("microphone_file", str(tmp_path), after="never")


def test_a_block_tells_nothing_of_what_was_said_and_is_whole() -> None:
    assert repr(Block(b"\1" * BLOCK_BYTES, 7, 0.0)) == "Block(seq 7)"
    with pytest.raises(ValueError):
        Block(b"\1" * 10, 7, 0.0)


BLOCK = f"out = sys.stdout.buffer; out.write({pack_head(1, 1.0, BLOCK_BYTES)!r} + bytes({BLOCK_BYTES})); out.flush()\n"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("import time; time.sleep(60)", MicrophoneReason.SILENT),
        ("import sys; sys.exit(3)", MicrophoneReason.ABSENT),
        ("import sys; sys.exit(5)", MicrophoneReason.BROKEN),
        ("import sys; sys.stdout.buffer.write(b'\\xff' * 3000)", MicrophoneReason.SILENT),
    ],
    ids=["mute", "no device", "broken", "noise"],
)
def test_whatever_the_microphone_process_does_nobody_waits_for_ever(body: str, reason: MicrophoneReason) -> None:
    source = Source("odd", (sys.executable, "-c", body), lambda: None, lambda _: Condition(DeviceState.ONLINE))
    microphone = ChildMicrophone("m", HASTY, source, Patience(settled_s=1.0, stalled_s=0.5, again_s=0.2))
    microphone.start()
    try:
        with pytest.raises(DeviceError) as refused:
            listening_to(microphone, lambda _: None)
        assert refused.value.reason is reason
    finally:
        microphone.close()


SWAP = """
import os, pathlib, sys, time
path = pathlib.Path(sys.argv[1])
if path.read_text() == "broken":
    mended = path.with_name("mended")
    mended.write_text("well")
    os.replace(mended, path)
    sys.exit(5)
"""


def odd(body: str, path: Path, timing: Timing, patience: Patience) -> ChildMicrophone:
    """A microphone whose traces are those of a file."""
    command = (sys.executable, "-c", body, str(path))
    return ChildMicrophone(
        "m", timing, Source("odd", command, lambda: identity(path), lambda _: Condition(DeviceState.ONLINE)), patience
    )


def test_what_is_put_right_while_the_microphone_fails_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "m"
    path.write_text("broken")
    microphone = odd(SWAP, path, HASTY, PATIENT)
    microphone.start()
    try:
        with pytest.raises(DeviceError) as refused:
            listening_to(microphone, lambda _: None)
        assert refused.value.reason is MicrophoneReason.BROKEN
        until(lambda: microphone.status.state is DeviceState.ONLINE, "it is broken though it was mended")
    finally:
        microphone.close()


def test_who_asks_learns_at_once_how_it_is_and_one_that_rests_is_tried(tmp_path: Path) -> None:
    path = tmp_path / "m"
    path.write_text("broken")
    body = SWAP.partition("    mended =")[0] + "    sys.exit(5)\nimport sys\n" + BLOCK + "time.sleep(60)"
    microphone = odd(body, path, Timing(probe_s=60.0), PATIENT)
    microphone.start()
    try:
        until(lambda: microphone.status.state is DeviceState.ONLINE)
        with pytest.raises(DeviceError):
            listening_to(microphone, lambda _: None)
        assert microphone.status.health is Health.FAILED
        path.write_text("well")  # the same file: nothing tells that it is another now
        listening_to(microphone, lambda _: None).close()
        assert microphone.status.state is DeviceState.ONLINE
    finally:
        microphone.close()


def test_one_that_is_away_is_looked_for_ever_more_seldom(tmp_path: Path) -> None:
    looks: list[float] = []

    def look(_command: object) -> Condition:
        looks.append(time.monotonic())
        return Condition(DeviceState.NO_DEVICE, (), "no_microphone")

    patience = Patience(idle_first_s=0.1, idle_again_s=1.6)
    source = Source("odd", (sys.executable, "-c", ""), lambda: None, look)
    microphone = ChildMicrophone("m", Timing(probe_s=0.02), source, patience)
    microphone.start()
    try:
        until(lambda: len(looks) >= 6)
    finally:
        microphone.close()
    pauses = [later - earlier for earlier, later in itertools.pairwise(looks)]
    assert all(pause >= least - 0.01 for pause, least in zip(pauses, (0.1, 0.2, 0.4, 0.8, 1.6), strict=False)), pauses
    assert pauses[0] + pauses[1] < pauses[4]  # but soon at first


# With Qt and a sound server.


def with_handset(server: SoundServer) -> None:
    """An input that hears what is played to the sink `hall`."""
    for words in (
        ("load-module", "module-remap-source", "source_name=handset", "master=hall.monitor",
         "source_properties=device.description=Handset"),
        ("set-default-source", "handset"),
    ):  # fmt: skip
        subprocess.run(["pactl", "-s", server.address, *words], check=True, capture_output=True)


@pytest.fixture(scope="module")
def server() -> Iterator[SoundServer]:
    with sound_server() as server:
        with_handset(server)
        yield server


@pytest.fixture
def at_server(server: SoundServer, monkeypatch: pytest.MonkeyPatch) -> SoundServer:
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)
    return server


@sound
@pytest.mark.parametrize("device", ["", "Handset"], ids=["the default one", "by description"])
def test_a_real_sound_server_is_heard(at_server: SoundServer, device: str, tmp_path: Path) -> None:
    note = tmp_path / "note.wav"
    note.write_bytes(wav(tone(4.0, RATE, 441)))
    microphone = made("qt_microphone", device=device)
    microphone.start()
    heard: list[tuple[float, Block]] = []
    try:
        listening_to(microphone, lambda block: heard.append((time.monotonic(), block)))
        with listening(at_server) as ear:
            words = ["paplay", "-s", at_server.address, "-d", "hall", "--latency-msec=20", str(note)]
            with subprocess.Popen(words) as player:
                until(lambda: (microphone.level or -100) > -20)
                count = len(heard)
                until(lambda: len(heard) >= count + 20)
                player.terminate()
            first = ear.first_sound(0)
        assert pitch([block for _, block in heard[count : count + 20]]) == pytest.approx(441, rel=0.03)
        numbers = [block.seq for _, block in heard]
        assert numbers == sorted(set(numbers))
        loud = next(at for at, block in heard if max(array.array("h", block.pcm)) > 400)
        assert first is not None
        print(f"heard {1000 * (loud - first):.0f} ms after a recorder at the server")  # noqa: T201
    finally:
        microphone.close()


@sound
def test_an_input_that_is_not_there_is_said_so(at_server: SoundServer) -> None:
    microphone = made("qt_microphone", device="bluetooth")
    microphone.start()
    try:
        until(lambda: microphone.status.detail == "unknown_device")
        with pytest.raises(DeviceError) as refused:
            listening_to(microphone, lambda _: None)
        assert refused.value.reason is MicrophoneReason.ABSENT
    finally:
        microphone.close()


@sound
def test_a_sound_server_that_dies_is_found_again_and_the_ear_hears_on(monkeypatch: pytest.MonkeyPatch) -> None:
    with sound_server() as server:
        with_handset(server)
        for name, value in server.environment.items():
            monkeypatch.setenv(name, value)
        microphone = made("qt_microphone")
        microphone.start()
        heard: list[int] = []
        try:
            listening_to(microphone, lambda block: heard.append(block.seq))
            server.kill()
            until(lambda: microphone.status.state is DeviceState.NO_DEVICE)
            until(lambda: not microphone.listening)
            server.start()
            with_handset(server)
            before = len(heard)
            until(lambda: microphone.status.state is DeviceState.ONLINE and len(heard) > before)
        finally:
            microphone.close()
