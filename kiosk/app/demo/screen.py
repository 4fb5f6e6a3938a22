"""A screen, a loudspeaker and a handset for machines that have none: Xvfb, and a PulseAudio whose sinks are nothing."""

import contextlib
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

START_S = 20.0
HANDSET = "Handset"
MOUTHPIECE = "mouthpiece"
"""What is played to the sink `MOUTHPIECE` the microphone `HANDSET` hears; of the loudspeaker it hears nothing."""


class NoScreenError(RuntimeError):
    """Xvfb could not be started."""


@contextlib.contextmanager
def virtual_screen(wide: int, tall: int) -> Iterator[str]:
    """An X screen; the name for DISPLAY. Xvfb picks a free number itself.

    Raises: NoScreenError
    """
    program = shutil.which("Xvfb")
    if program is None:
        raise NoScreenError("Xvfb is not installed: run `make setup`")
    read_end, write_end = os.pipe()
    words = ["-displayfd", str(write_end), "-screen", "0", f"{wide}x{tall}x24", "-nolisten", "tcp", "-noreset"]
    server = subprocess.Popen(
        [program, *words], pass_fds=(write_end,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    os.close(write_end)
    try:
        with os.fdopen(read_end) as number:
            display = number.readline().strip()
        if not display:
            raise NoScreenError("Xvfb did not start")
        yield f":{display}"
    finally:
        _stop(server)


@contextlib.contextmanager
def virtual_loudspeaker() -> Iterator[dict[str, str]]:
    """A private PulseAudio with a null sink and a handset; the environment that leads there. Without it: nothing."""
    program = shutil.which("pulseaudio")
    if program is None:
        yield {}
        return
    with tempfile.TemporaryDirectory(prefix="linli-sound-") as folder:
        environment = {"XDG_RUNTIME_DIR": folder, "PULSE_SERVER": f"unix:{folder}/pulse.sock"}
        Path(folder).chmod(0o700)
        words = ["--system=false", "--daemonize=no", "-n", "--exit-idle-time=-1", "--disallow-exit"]
        socket = f"module-native-protocol-unix auth-anonymous=1 socket={folder}/pulse.sock"
        modules = (socket, "module-null-sink sink_name=hall rate=48000", *_HANDSET_MODULES)
        words += [word for module in modules for word in ("-L", module)]
        server = subprocess.Popen(
            [program, *words],
            env={**os.environ, "XDG_RUNTIME_DIR": folder, "HOME": folder, "DBUS_SESSION_BUS_ADDRESS": "disabled:"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _wait_for(Path(folder) / "pulse.sock", server)
            yield environment
        finally:
            _stop(server)


_HANDSET_MODULES = (
    f"module-null-sink sink_name={MOUTHPIECE} rate=48000",
    f"module-remap-source source_name=handset master={MOUTHPIECE}.monitor"
    f" source_properties=device.description={HANDSET}",
)


def _wait_for(path: Path, server: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + START_S
    while not path.exists() and server.poll() is None and time.monotonic() < until:
        time.sleep(0.05)


def _stop(server: "subprocess.Popen[bytes]") -> None:
    server.terminate()
    try:
        server.wait(timeout=5)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
