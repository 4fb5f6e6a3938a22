"""The camera's promises, kept by each stand-in that can be tried here: a folder of pictures, and a film through Qt."""

import asyncio
import contextlib
import itertools
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from hardware.attended import Patience, Sense
from hardware.camera import drivers
from hardware.camera.child_camera import ChildCamera
from hardware.camera.contract import Camera, CameraReason, Frame, Pixels, View
from hardware.camera.frames import heed_frames
from hardware.camera.shape import Shape
from hardware.camera.trials import look
from hardware.configuration import ConfigError, DeviceConfig, Option
from hardware.emulators.camera import CameraEmulator, drawn, film, jpeg
from hardware.errors import DeviceError
from hardware.status import Condition, DeviceState
from hardware.supervisor import Timing
from hardware.transport.child_wire import pack_head

PATIENCE_S = 20.0
FPS = 15  # the film has twice as many
HASTY = Timing(retry_s=(0.05,), probe_s=0.1, misses=2)
PATIENT = Patience(settled_s=15.0, stalled_s=1.0, again_s=0.3, idle_first_s=60.0, idle_again_s=60.0)


def until(true: Callable[[], bool], why: str = "it did not come to pass") -> None:
    ends = time.monotonic() + PATIENCE_S
    while not true():
        assert time.monotonic() < ends, why
        time.sleep(0.01)


class Film:
    """A film in place of a camera, with the hands of the emulator."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.plug()

    def plug(self) -> None:
        self._put(film([jpeg(drawn("card", n % 4)) for n in range(12)]))

    def unplug(self) -> None:
        self.path.unlink()

    def close(self) -> None:
        self.path.unlink(missing_ok=True)

    def break_with_fault(self, fault: str) -> None:
        assert fault in {"", "garbage"}
        if fault:
            self._put(os.urandom(5000))
        else:
            self.plug()

    def _put(self, octets: bytes) -> None:
        fresh = self.path.with_suffix(".new")
        fresh.write_bytes(octets)
        fresh.replace(self.path)


class Seat:
    """Somebody before the camera: the driver, what stands in for the camera, and what was seen."""

    def __init__(self, kind: str, folder: Path, **options: Option) -> None:
        options.setdefault("fps", FPS)
        self.stand_in = CameraEmulator(folder / "pictures") if kind == "pictures" else Film(folder / "film.avi")
        make = {"pictures": drivers.pictures, "film": drivers.video}[kind]
        camera = make(DeviceConfig("c", "camera", kind, str(self.stand_in.path), options=options), HASTY, PATIENT)
        assert isinstance(camera, ChildCamera)
        self.camera = camera
        self.seen: list[tuple[int, float, float]] = []
        self.light: list[bool] = []
        self.camera.listen(lambda event: self.light.append(event.value))
        self.camera.start()

    def look(self) -> View:
        return looking_at(self.camera, self.see)

    def see(self, frame: Frame) -> None:
        self.seen.append((frame.seq, frame.at, time.monotonic()))

    def sees_more(self, frames: int = 3) -> None:
        """So many more frames come."""
        before = len(self.seen)
        until(lambda: len(self.seen) >= before + frames, "no more frames came")

    def becomes(self, state: DeviceState) -> None:
        until(lambda: self.camera.status.state is state, f"it stays {self.camera.status}")

    @property
    def starts(self) -> int:
        return self.camera._supervisor.counters.snapshot().get("starts", 0)

    @property
    def pid(self) -> int:
        child = self.camera._attention._child
        assert child is not None
        return child.pid

    def close(self) -> None:
        self.camera.close()
        self.stand_in.close()


def looking_at(camera: Camera, listener: Callable[[Frame], None], deadline_s: float = PATIENCE_S) -> View:
    return asyncio.run(camera.open_view(listener, deadline_s))


@pytest.fixture(params=["pictures", "film"])
def seat(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Seat]:
    seat = Seat(request.param, tmp_path)
    yield seat
    seat.close()


@pytest.fixture
def album(tmp_path: Path) -> Iterator[Seat]:
    seat = Seat("pictures", tmp_path)
    yield seat
    seat.close()


def test_frames_come_whole_in_order_in_colour_and_not_too_often(seat: Seat) -> None:
    red: list[bool] = []

    def see(frame: Frame) -> None:
        assert (frame.width, frame.height, frame.pixels) == (640, 480, Pixels.RGB)
        seat.see(frame)
        at = [3 * (250 * 640 + 80 * n + 20) for n in range(4)]  # where the test card's bar can stand
        red.append(any(frame.data[i] > 180 and max(frame.data[i + 1], frame.data[i + 2]) < 110 for i in at))

    view = looking_at(seat.camera, see)
    seat.sees_more(12)
    view.close()
    numbers = [seq for seq, _, _ in seat.seen]
    assert numbers == sorted(set(numbers))
    assert all(red)
    seconds = seat.seen[-1][2] - seat.seen[0][2]
    assert len(seat.seen) <= FPS / 0.8 * seconds + 3, "more than were asked for"


def test_nothing_runs_while_nobody_looks(album: Seat) -> None:
    album.becomes(DeviceState.ONLINE)
    assert (album.camera.looking, album.light, album.starts) == (False, [], 0)
    view = album.look()
    pid = album.pid
    assert (album.camera.looking, album.light) == (True, [True])
    view.close()
    view.close()
    assert (album.camera.looking, album.light) == (False, [True, False])
    assert not Path(f"/proc/{pid}").exists()
    seen = len(album.seen)
    time.sleep(0.3)
    assert len(album.seen) == seen


def test_two_who_look_share_one_camera_and_the_last_one_switches_it_off(album: Seat) -> None:
    others: list[int] = []
    first, second = album.look(), looking_at(album.camera, lambda frame: others.append(frame.seq))
    assert album.starts == 1
    first.close()
    assert album.camera.looking
    seen = len(others)
    until(lambda: len(others) > seen)
    second.close()
    assert not album.camera.looking


def test_who_is_slow_gets_the_newest_frame_and_not_the_one_after(seat: Seat) -> None:
    told: list[tuple[int, float]] = []

    def slow(frame: Frame) -> None:
        told.append((frame.seq, time.monotonic() - frame.at))
        time.sleep(0.35)

    view = looking_at(seat.camera, slow)
    until(lambda: len(told) >= 3)
    view.close()
    numbers = [seq for seq, _ in told]
    assert all(later - earlier >= 3 for earlier, later in itertools.pairwise(numbers)), numbers
    assert all(age < 0.4 for _, age in told[1:]), "a frame had waited for the one before it"


def test_unplugged_while_somebody_looks_and_plugged_in_again(seat: Seat) -> None:
    seat.look()
    seat.stand_in.unplug()
    seat.becomes(DeviceState.POWER_OFF)
    until(lambda: not seat.camera.looking)
    assert seat.light == [True, False]
    assert not seat.camera.status.usable
    seat.stand_in.plug()
    seat.becomes(DeviceState.ONLINE)
    seat.sees_more()
    assert seat.light == [True, False, True]


def test_a_camera_process_that_is_killed_is_replaced(seat: Seat) -> None:
    seat.look()
    pid = seat.pid
    os.kill(pid, signal.SIGKILL)
    until(lambda: not Path(f"/proc/{pid}").exists())
    seat.sees_more()
    assert seat.starts == 2


def test_a_camera_process_that_hangs_is_replaced(album: Seat) -> None:
    album.look()
    pid = album.pid
    os.kill(pid, signal.SIGSTOP)
    until(lambda: not Path(f"/proc/{pid}").exists())
    album.sees_more()


def test_what_is_no_picture_is_broken_and_well_again_when_it_is_one(seat: Seat) -> None:
    seat.becomes(DeviceState.ONLINE)
    seat.stand_in.break_with_fault("garbage")
    with pytest.raises(DeviceError) as refused:
        seat.look()
    assert refused.value.reason is CameraReason.BROKEN
    seat.becomes(DeviceState.HARDWARE_ERROR)
    assert not seat.camera.looking
    seat.stand_in.break_with_fault("")
    seat.becomes(DeviceState.ONLINE)  # by itself: its service rests, so nobody will try
    seat.look().close()


def test_garbage_in_the_middle_ends_the_pictures_and_they_come_back(seat: Seat) -> None:
    seat.look()
    seat.stand_in.break_with_fault("garbage")
    seat.becomes(DeviceState.HARDWARE_ERROR)
    seat.stand_in.break_with_fault("")
    seat.becomes(DeviceState.ONLINE)
    seat.sees_more()


def test_a_torn_picture_between_good_ones_costs_itself(album: Seat) -> None:
    album.stand_in.break_with_fault("torn")
    album.look()
    album.sees_more(8)
    assert album.camera.status.state is DeviceState.ONLINE


def test_a_picture_that_says_it_is_huge_is_none(album: Seat) -> None:
    album.stand_in.break_with_fault("huge")
    with pytest.raises(DeviceError) as refused:
        album.look()
    assert refused.value.reason is CameraReason.BROKEN


def test_a_link_that_leads_to_itself_and_a_pipe_cost_only_themselves(album: Seat) -> None:
    folder = album.stand_in.path
    (folder / "00.png").symlink_to(folder / "00.png")
    (folder / "01.png").symlink_to("/dev/zero")
    os.mkfifo(folder / "02.png")
    album.look()
    album.sees_more()


def test_an_empty_folder_is_no_camera(album: Seat) -> None:
    album.stand_in.break_with_fault("empty")
    with pytest.raises(DeviceError) as refused:
        album.look()
    assert refused.value.reason is CameraReason.ABSENT
    until(lambda: album.camera.status.detail == "no_camera")
    album.stand_in.break_with_fault("")
    album.becomes(DeviceState.ONLINE)


@pytest.mark.parametrize("kind", ["pictures", "film"])
def test_luminance_and_another_size(kind: str, tmp_path: Path) -> None:
    seat = Seat(kind, tmp_path, pixels="luma", width=320, height=320, fps=5)
    try:
        shapes: list[tuple[int, int, int]] = []
        looking_at(seat.camera, lambda frame: shapes.append((frame.width, frame.height, frame.data[320 * 300]))).close()
        width, height, ground = shapes[0]
        assert (width, height) == (320, 320)
        assert 55 <= ground <= 72  # the floor of the hall that was drawn
    finally:
        seat.close()


def test_a_frame_is_gone_when_its_listener_has_returned_and_tells_nothing(album: Seat) -> None:
    kept: list[Frame] = []
    view = looking_at(album.camera, kept.append)
    until(lambda: len(kept) > 2)
    view.close()
    assert repr(kept[0]) == f"Frame(640x480 rgb, seq {kept[0].seq})"
    with pytest.raises(ValueError, match="released"):
        kept[0].data[0]


def test_a_listener_that_breaks_costs_the_others_nothing(album: Seat, caplog: pytest.LogCaptureFixture) -> None:
    def broken(frame: Frame) -> None:
        raise RuntimeError("no")

    looking_at(album.camera, broken)
    album.look()
    album.sees_more()
    assert "a listener of the camera broke" in caplog.text


def test_a_view_may_be_closed_by_its_own_listener(album: Seat) -> None:
    views: list[View] = []
    album.look()

    def once(_frame: Frame) -> None:
        for view in views:
            view.close()

    views.append(looking_at(album.camera, once))
    until(lambda: len(album.camera._attention._attending) == 1)
    album.sees_more()


def test_the_light_is_on_while_the_next_one_looks_however_slowly_the_last_one_leaves(album: Seat) -> None:
    views, left, go = list[View](), threading.Event(), threading.Event()

    def leave_slowly(_frame: Frame) -> None:
        if views:
            views.pop().close()
            left.set()
            go.wait(PATIENCE_S)

    views.append(looking_at(album.camera, leave_slowly))
    assert left.wait(PATIENCE_S)
    threads = [thread for thread in threading.enumerate() if thread.name == "camera child"]
    album.look()
    assert album.light[-1] is True
    go.set()
    for thread in threads:
        thread.join(PATIENCE_S)
    assert album.light[-1] is True, "the light of a camera that looks was switched off by the one before"
    assert album.camera.looking


def test_a_view_that_was_closed_is_told_no_more_however_long_the_one_before_it_takes(album: Seat) -> None:
    slow, go, told = threading.Event(), threading.Event(), list[int]()

    def take_long(_frame: Frame) -> None:
        slow.set()
        go.wait(PATIENCE_S)

    go.set()
    looking_at(album.camera, take_long)
    second = looking_at(album.camera, lambda frame: told.append(frame.seq))
    go.clear()
    slow.clear()
    assert slow.wait(PATIENCE_S)
    second.close()
    before = len(told)
    go.set()
    third: list[int] = []
    looking_at(album.camera, lambda frame: third.append(frame.seq))
    assert third
    assert len(told) == before


def test_a_closed_camera_leaves_no_process_and_no_thread(album: Seat) -> None:
    album.look()
    pid = album.pid
    album.camera.close()
    assert not album.camera.looking
    until(lambda: not Path(f"/proc/{pid}").exists())
    names = [thread.name for thread in threading.enumerate()]
    assert not [name for name in names if name in {"camera child", "device c"}]


# Cameras of this machine. There is none where these tests are run; what can be shown is that this is said.


@pytest.mark.skipif(any(Path("/dev").glob("video*")), reason="this machine has a camera")
@pytest.mark.parametrize("device", ["", "Hall camera"], ids=["any", "by its name"])
def test_a_machine_without_a_camera_says_so(device: str) -> None:
    camera = drivers.qt_camera(DeviceConfig("c", "camera", "qt_camera", options={"device": device}), HASTY, PATIENT)
    assert isinstance(camera, ChildCamera)
    camera.start()
    try:
        until(lambda: (camera.status.state, camera.status.detail) == (DeviceState.NO_DEVICE, "no_camera"))
        with pytest.raises(DeviceError) as refused:
            looking_at(camera, lambda _: None)
        assert refused.value.reason is CameraReason.ABSENT
        assert not camera.looking
    finally:
        camera.close()


def test_a_camera_whose_node_is_not_there_is_not_connected(tmp_path: Path) -> None:
    port = str(tmp_path / "usb-hall-camera-video-index0")
    camera = drivers.qt_camera(DeviceConfig("c", "camera", "qt_camera", port), HASTY, PATIENT)
    camera.start()
    try:
        until(lambda: (camera.status.state, camera.status.detail) == (DeviceState.POWER_OFF, "no_port"))
    finally:
        camera.close()


# A camera process that misbehaves.

SMALL = Shape(16, 16, 10, Pixels.LUMA)
HEAD = f"import sys, time, os; out = sys.stdout.buffer; head = {pack_head(1, 1.0, SMALL.size)!r}\n"
FRAME = HEAD + f"out.write(head + bytes({SMALL.size})); out.flush()\n"


def odd_camera(body: str) -> ChildCamera:
    def look(_command: object) -> Condition:
        return Condition(DeviceState.ONLINE)

    command = (sys.executable, "-c", body)
    sense: Sense[Frame] = Sense("camera", command, lambda: None, look, partial(heed_frames, SMALL))
    camera = ChildCamera("c", "odd", HASTY, sense, Patience(settled_s=0.8, stalled_s=0.3, again_s=0.2))
    camera.start()
    return camera


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("import time; time.sleep(60)", CameraReason.SILENT),
        ("import sys; sys.exit(3)", CameraReason.ABSENT),
        ("import sys; sys.exit(4)", CameraReason.ABSENT),
        ("import sys; sys.exit(5)", CameraReason.BROKEN),
        ("import sys; sys.stdout.buffer.write(b'\\xff' * 900)", CameraReason.SILENT),
        (HEAD + "out.write(head + bytes(9)); out.flush()", CameraReason.SILENT),
        (HEAD + "out.write(head[:7])", CameraReason.SILENT),
    ],
    ids=["mute", "no device", "unknown device", "broken", "noise", "half a frame", "half a head"],
)
def test_whatever_the_camera_process_does_nobody_waits_for_ever(body: str, reason: CameraReason) -> None:
    camera = odd_camera(body)
    try:
        with pytest.raises(DeviceError) as refused:
            looking_at(camera, lambda _: None)
        assert refused.value.reason is reason
        assert not camera._attention._attending
        until(lambda: not camera.looking)
    finally:
        camera.close()


def test_noise_after_the_first_frame_ends_the_process_and_another_is_tried() -> None:
    camera = odd_camera(FRAME + "out.write(b'\\xff' * 90); out.flush(); time.sleep(60)")
    seen: list[int] = []
    try:
        looking_at(camera, lambda frame: seen.append(frame.seq))
        until(lambda: len(seen) >= 3)  # one from each process
        assert camera._supervisor.counters.snapshot()["starts"] >= 3
    finally:
        camera.close()


def test_a_slow_listener_is_not_taken_for_a_camera_that_hangs() -> None:
    camera = odd_camera(FRAME + "sys.stdin.buffer.read(2); out.write(head + bytes(256)); out.flush(); time.sleep(60)")
    told: list[int] = []

    def slow(frame: Frame) -> None:
        told.append(frame.seq)
        time.sleep(0.9)  # three times as long as a camera may be silent

    try:
        looking_at(camera, slow)
        until(lambda: len(told) >= 2)
        assert camera._supervisor.counters.snapshot()["starts"] == 1
    finally:
        camera.close()


def test_who_gives_up_while_the_camera_starts_leaves_it_off() -> None:
    camera = odd_camera("import time; time.sleep(60)")

    async def give_up() -> None:
        task = asyncio.create_task(camera.open_view(lambda _: None, 30))
        async with asyncio.timeout(PATIENCE_S):
            while not camera.looking:
                await asyncio.sleep(0.01)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    try:
        asyncio.run(give_up())
        until(lambda: not camera.looking)
        assert not camera._attention._attending
    finally:
        camera.close()


def test_a_driver_that_is_gone_takes_its_camera_process_with_it(tmp_path: Path) -> None:
    """The terminal itself was killed: a camera must not look on."""
    CameraEmulator(tmp_path / "pictures")
    words = [sys.executable, "-m", "hardware.camera.pictures_process", str(tmp_path / "pictures"), *Shape().words()]
    process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL)
    assert process.stdin is not None
    process.stdin.write(b".")
    process.stdin.close()
    assert process.wait(PATIENCE_S) == 0


@pytest.mark.parametrize("stopped", [False, True])
def test_a_terminal_that_is_killed_takes_its_camera_process_with_it(tmp_path: Path, stopped: bool) -> None:
    """Also one that hangs, and does not see that nobody listens any more; and no core of it is kept."""
    CameraEmulator(tmp_path / "pictures")
    words = [sys.executable, "-m", "hardware.camera.pictures_process", str(tmp_path / "pictures"), *Shape().words()]
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, *words], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, process_group=0
    )
    assert holder.stdout is not None
    child = int(holder.stdout.readline())
    try:
        until(lambda: not _keeps_a_core(child), "it leaves a core")
        if stopped:
            os.kill(child, signal.SIGSTOP)
        holder.kill()
        until(lambda: _ended(child), "it looks on")
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
        holder.kill()
        holder.wait(PATIENCE_S)
        holder.stdout.close()


HOLDER = """
import subprocess, sys
child = subprocess.Popen(sys.argv[1:], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
child.stdin.write(b".")
child.stdin.flush()
child.stdout.read(1)
print(child.pid, flush=True)
child.wait()
"""


def _keeps_a_core(pid: int) -> bool:
    told = Path(f"/proc/{pid}/limits").read_text()
    return next(line for line in told.splitlines() if "core file" in line).split()[4:6] != ["0", "0"]


def _ended(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


# By hand, and by configuration.


def test_the_trial_tells_what_a_picture_is_like(album: Seat) -> None:
    said: list[str] = []
    asyncio.run(look(album.camera, (), said.append))
    assert any(line.startswith("640 x 480 rgb") for line in said)
    assert any(line.startswith("brightness") and "covered" not in line for line in said)
    assert not album.camera.looking


def test_the_trial_notices_a_covered_lens(album: Seat) -> None:
    assert isinstance(album.stand_in, CameraEmulator)
    album.stand_in.show("dark")
    said: list[str] = []
    asyncio.run(look(album.camera, (), said.append))
    assert any("is the lens covered?" in line for line in said)


@pytest.mark.parametrize(
    "options", [{"fps": 0}, {"fps": 60}, {"width": 8}, {"height": 5000}, {"pixels": "yuv"}, {"width": "wide"}]
)
def test_a_shape_that_cannot_be_is_refused(options: dict[str, Option]) -> None:
    with pytest.raises(ConfigError):
        drivers.ROWS["camera_pictures"].make(
            DeviceConfig("c", "camera", "camera_pictures", "/x", options=options), HASTY
        )
