"""After a face was left, used and deleted: nothing of it lies on the disk, in the log or on the line.

Real drivers, the real engine and its models, the real backend; the run has a folder of its own for what is temporary.
What an identity card says goes to the office when she logs in with it, and nowhere else: see docs/wire.md.
"""

import asyncio
import logging
import os
import shlex
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from hardware.camera.contract import Frame
from hardware.emulators import photo_program
from hardware.emulators.head.emulator import HeadEmulator
from hardware.emulators.head.photograph import Photograph
from hardware.id_card_reader.photo import read_bitmap
from kiosk.app.demo.obeying import order_in, standing_there
from kiosk.app.demo.shelf import ASTRONAUT
from kiosk.app.demo.tray import WANG, card_of, telephone_of
from kiosk.app.models_place import models_folder
from kiosk.app.network import NetworkWatch
from kiosk.app.wiring import Terminal
from kiosk.foundation.clock import SystemClock
from kiosk.foundation.config import Device, Settings, Voice
from kiosk.identity.sealed_key import face_key
from kiosk.identity.templates import FILE, TemplateClaim, TemplateStore
from kiosk.visit.modes import Modes
from tests.helpers.visitor import ScriptedVisitor
from tests.journeys.conftest import Place, settings_of

NAME, NUMBER = "王桂芳", "690101195503180027"
LOOKED_AT_S = 80.0
PIECE = 24
"""So many bytes of a face's row, or of a vector, come by no accident."""
PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n", b"BM\x36\x10\x0e\x00", b"BM\xce\x97\x00\x00")
"""How a JPEG, a PNG, a bitmap of 640 x 480 and one of a card's photo begin."""


def spellings(words: str) -> tuple[bytes, ...]:
    return words.encode(), words.encode("utf-16-le"), words.encode("utf-16-be"), words.encode("gb18030")


def pieces(octets: bytes, apart: int = PIECE) -> set[bytes]:
    """Pieces of it that have something in them."""
    cut = (octets[at : at + PIECE] for at in range(0, len(octets) - PIECE, apart))
    return {piece for piece in cut if len(set(piece)) > 4}


class Seen:
    """Pieces of rows through her face, from the camera's own pictures."""

    def __init__(self) -> None:
        self.pieces: set[bytes] = set()
        self.frames = 0
        self.limits: dict[str, str] = {}

    def take(self, frame: Frame) -> None:
        self.frames += 1
        row = frame.width * 3
        for y in (180, 220, 260):
            self.pieces |= pieces(bytes(frame.data[y * row + 250 * 3 : y * row + 390 * 3]))


def settings_with_face(place: Place, head: HeadEmulator, photos: Path) -> Settings:
    (photos / photo_program.name_of(card_of(WANG).photo)).write_bytes(head.card_photo())
    words = [sys.executable, "-I", "-S", str(photo_program.__file__), "--photos", str(photos)]
    plain = settings_of(place)
    reader = plain.devices[0].model_copy(update={"options": {"photo_program": shlex.join(words)}})
    camera = Device(id="camera", kind="camera", driver="camera_pictures", port=str(head.path))
    devices = (reader, *plain.devices[1:], camera)
    return plain.model_copy(update={"devices": devices, "voice": Voice(models=models_folder())})


@pytest.fixture
def head(tmp_path: Path) -> Iterator[HeadEmulator]:
    emulator = HeadEmulator(tmp_path / "camera", Photograph(ASTRONAUT))
    yield emulator
    emulator.close()


@contextmanager
def written_down(path: Path) -> Iterator[None]:
    """Everything that anybody logs, whatever its level."""
    handler, root = logging.FileHandler(path, encoding="utf-8"), logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        yield
    finally:
        root.setLevel(before)
        root.removeHandler(handler)
        handler.close()


async def has(visitor: ScriptedVisitor, words: str) -> None:
    """As `sees`, with the patience that looks at a face take."""
    async with asyncio.timeout(2 * LOOKED_AT_S):
        while words not in visitor.scene.prompt.headline.shown():
            await asyncio.sleep(0.1)


async def leave_and_use_a_face(visitor: ScriptedVisitor, terminal: Terminal, place: Place, head: HeadEmulator) -> Seen:
    """我的人脸: her card, her consent, her face against the card's photo, and once more to be kept."""
    seen, camera = Seen(), terminal.rooms.devices.camera
    assert camera is not None

    def told() -> list[str]:
        return [notice for notice in visitor.notices if order_in(notice) is not None][-1:]

    with standing_there(head, told):
        view = await camera.open_view(seen.take)
        await visitor.meets("今天办什么事", "my_face")
        await visitor.sees("请放身份证")
        place.lays_card()
        await visitor.meets("这里没有存您的人脸", "leave")
        await visitor.meets("您同意留下人脸吗", True)
        await visitor.meets("请再用一种办法确认是您", "face")
        await has(visitor, "您的人脸留好了")
        seen.limits = core_limits()  # while the camera's child runs
        view.close()
    return seen


def template_pieces(data: Path, terminal: Terminal) -> set[bytes]:
    """What lies sealed in the store, opened by its own key."""
    known = terminal.rooms.transport.credentials
    assert known is not None
    store = TemplateStore(data / FILE, face_key(data), known.terminal_id, SystemClock())
    try:
        (kept,) = store.named(TemplateClaim.number(NUMBER))
        return pieces(store.open(kept).vectors, 4)
    finally:
        store.close()


def found(octets: bytes, needles: dict[str, set[bytes]]) -> set[str]:
    return {what for what, parts in needles.items() if any(part in octets for part in parts)}


def core_limits() -> dict[str, str]:
    """The most that each child of this process, and their children, may write down of themselves when they crash."""
    limits, ahead = {}, [os.getpid()]
    while ahead:
        pid = ahead.pop()
        for task in Path(f"/proc/{pid}/task").glob("*/children"):
            ahead += [int(child) for child in task.read_text().split()]
        words = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        line = next(line for line in Path(f"/proc/{pid}/limits").read_text().splitlines() if "core file" in line)
        limits[words] = line.split()[4]
    return limits


@pytest.mark.desktop  # it needs no screen, but nobody else at the processor: the engine of faces has the lowest rank
@pytest.mark.anyio
@pytest.mark.timeout(300)
async def test_nothing_of_a_face_is_left_anywhere(
    place: Place, head: HeadEmulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("tmp", "photos"):
        (tmp_path / name).mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    line = place.line.record()
    with written_down(tmp_path / "log"):
        terminal = place.terminal = Terminal(settings_with_face(place, head, tmp_path / "photos"), SystemClock())
        visitor = ScriptedVisitor(terminal.conversation)
        terminal.start()
        rooms = terminal.rooms
        terminal.watch_network(
            NetworkWatch(rooms.transport, rooms.directory, rooms.conditions, SystemClock(), lambda: None)
        )
        terminal.conversation.begin()
        await visitor.sees("今天办什么事")
        terminal.conversation.set_modes(Modes(keypad=True))  # by ear there is more time
        try:
            async with asyncio.timeout(LOOKED_AT_S):
                while any(o.resting for o in visitor.scene.prompt.options) or not terminal.rooms.faces.model():  # type: ignore[union-attr]
                    await asyncio.sleep(0.05)
            seen = await leave_and_use_a_face(visitor, terminal, place, head)
            vectors = await asyncio.to_thread(template_pieces, place.data, terminal)
        finally:
            await terminal.close()
    photo = read_bitmap(head.card_photo()).rgb
    needles = {
        "the camera's pictures": seen.pieces,
        "the card's photo": pieces(photo[40 * 306 : 90 * 306]),
        "the embedding": vectors,
        "a picture": set(PICTURES),
    }
    named = {"her name": set(spellings(NAME)), "her number": set(spellings(NUMBER))}
    named["her telephone"] = set(spellings(telephone_of(WANG)))
    assert all(needles.values())
    assert seen.frames > 20
    for file in [tmp_path / "log", *(tmp_path / "tmp").rglob("*"), *place.data.rglob("*")]:
        if file.is_file():
            assert found(file.read_bytes(), needles | named) == set(), file
    sent = b"".join(line)
    assert len(sent) > 2000
    assert found(sent, needles) == set()
    # She logged in with her card: once her number went to the office, and her name there and back.
    told = [piece for piece in line if found(piece, named)]
    assert len([piece for piece in told if b'"number"' in piece]) == 1
    assert all(b'"number"' in piece or b'"display_name"' in piece for piece in told)
    assert not any(found(piece, {"her telephone": named["her telephone"]}) for piece in told)
    engines = [
        limit for words, limit in seen.limits.items() if "faces.engine_process" in words or "pictures_process" in words
    ]
    assert len(engines) == 2
    assert set(engines) == {"0"}
