"""The devices of the demo beside reader, printer and keypad: each emulated at the far end of its wire, or a reason."""

import logging
import os
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from hardware.emulators.cabinet_door import DoorEmulator
from hardware.emulators.camera import CameraEmulator
from hardware.emulators.chip_cards import hall
from hardware.emulators.code_scanner import SerialScannerEmulator
from hardware.emulators.cupsd import Cupsd, CupsMissing
from hardware.emulators.document_printer import DocumentPrinterEmulator
from hardware.emulators.gempc_twin import GemPcTwinEmulator
from hardware.emulators.handles import Handled
from hardware.emulators.headphone_jack import HeadphoneJackEmulator
from hardware.emulators.lights import LightBoardEmulator
from hardware.emulators.locker.bench import LockerEmulator
from hardware.emulators.locker.cupboard import EmulatedBoard
from hardware.emulators.microphone import MicrophoneEmulator
from hardware.emulators.payment_terminal import PaymentTerminalEmulator
from hardware.emulators.pcscd import Pcscd, PcscdUnavailable
from hardware.emulators.presence_sensor import RadarEmulator
from hardware.emulators.ups import UpsEmulator
from hardware.emulators.watchdog import KeeperEmulator
from kiosk.app.models_place import SET_UP
from kiosk.foundation.config import Device

_log = logging.getLogger(__name__)

ASTRONAUT = SET_UP / "astronaut" / "astronaut.png"
"""What the head before the camera is made of; `make setup` fetches it."""
CELLS = 12
_NO_DAEMON = "Only the demo with a workbench starts the {daemon} that it stands behind."


@dataclass(frozen=True, slots=True)
class Missing:
    """A device that cannot be emulated on this machine, or not in this run; `why` is for whoever sits in front."""

    title: str
    why: str


@dataclass(frozen=True, slots=True)
class Shelved:
    """A device on the shelf, how the terminal is told of it (None: not at all), and what lies on the workbench."""

    name: str
    device: Device | None
    emulator: Handled | Missing


@dataclass(frozen=True, slots=True)
class Board:
    """Where the emulators stand: a folder for their wires, and what puts them away.

    `daemons`: pcscd and cupsd may be started. `page_s`: what a printer takes for a page. `handset`: the sound input
    that somebody speaks into (empty: the default one); None: a file stands in for the microphone. `cards`: pcscd may be
    started, whatever `daemons` says.
    """

    folder: Path
    stack: ExitStack
    daemons: bool
    page_s: float
    handset: str | None = None
    cards: bool = False


def shelve(board: Board) -> tuple[Shelved, ...]:
    """Plug in every device that this machine can emulate; they are put away with the board's stack."""
    return tuple(made(board) for made in _DEVICES)


def _card_reader(board: Board) -> Shelved:
    """The real pcscd reads the emulated reader; cards of the hall are known by invented keys."""
    title, name = GemPcTwinEmulator.title, "cards"
    if not (board.daemons or board.cards):
        return Shelved(name, None, Missing(title, _NO_DAEMON.format(daemon="pcscd")))
    reader = board.stack.enter_context(GemPcTwinEmulator(board.folder / "twin"))
    try:
        board.stack.enter_context(Pcscd({"Linli Twin": reader.device_name}))
    except (PcscdUnavailable, OSError) as error:
        return Shelved(name, None, Missing(title, str(error)))
    system = hall.SYSTEM.decode()
    keys = _private_file(
        board.folder / "hall-keys.toml",
        f'master_key = "{hall.MASTER_KEY.hex()}"\nsystem = "{system}"\napplication = "{hall.APPLICATION:06x}"\n',
    )
    options: dict[str, str | int | float | bool] = {"hall_keys": str(keys)}
    device = Device(id=name, kind="card_reader", driver="pcsc", port="Linli Twin", options=options)
    return Shelved(name, device, reader)


def _document_printer(board: Board) -> Shelved:
    """The real cupsd prints on the emulated printer."""
    title, name = DocumentPrinterEmulator.title, "pages"
    if not board.daemons:
        return Shelved(name, None, Missing(title, _NO_DAEMON.format(daemon="cupsd")))
    printer = board.stack.enter_context(DocumentPrinterEmulator(page_s=board.page_s))
    try:
        server = board.stack.enter_context(Cupsd())
        server.add_queue("linli", printer.uri)
    except (CupsMissing, OSError) as error:
        return Shelved(name, None, Missing(title, str(error)))
    options: dict[str, str | int | float | bool] = {"queue": "linli"}
    device = Device(
        id=name, kind="document_printer", driver="cups", host=server.host, port=str(server.port), options=options
    )
    return Shelved(name, device, printer)


def _code_scanner(board: Board) -> Shelved:
    scanner = board.stack.enter_context(SerialScannerEmulator(board.folder / "scanner"))
    device = Device(id="scanner", kind="code_scanner", driver="scanner_serial", port=str(scanner.path))
    return Shelved("scanner", device, scanner)


def _locker(board: Board) -> Shelved:
    driver = "locker_8a80"
    locker = board.stack.enter_context(LockerEmulator(board.folder / "locker", driver, (EmulatedBoard(1, CELLS),)))
    cells = "\n".join(
        f'[[cell]]\nname = "{lock:02}"\nboard = 1\nlock = {lock}\n'
        f"row = {1 + (lock - 1) // 4}\ncolumn = {1 + (lock - 1) % 4}"
        for lock in range(1, CELLS + 1)
    )
    written = _private_file(
        board.folder / "locker.toml",
        f"[[board]]\naddress = 1\nlocks = {CELLS}\nclosed = 1\nclosed_alone = 1\n{cells}\n",
    )
    options: dict[str, str | int | float | bool] = {"map": str(written)}
    device = Device(id="locker", kind="locker", driver=driver, port=str(locker.path), options=options)
    return Shelved("locker", device, locker)


def _payment_terminal(board: Board) -> Shelved:
    terminal = board.stack.enter_context(PaymentTerminalEmulator.tcp())
    device = Device(id="pay", kind="payment_terminal", driver="zvt_tcp", host=terminal.host, port=terminal.port)
    return Shelved("pay", device, terminal)


def _camera(board: Board) -> Shelved:
    camera = _somebody_before(board.folder / "camera")
    board.stack.callback(camera.close)
    device = Device(id="camera", kind="camera", driver="camera_pictures", port=str(camera.path))
    return Shelved("camera", device, camera)


def _somebody_before(folder: Path) -> CameraEmulator:
    """A camera that somebody can step before; a plain one where the photograph that she is made of was not fetched."""
    # Loaded here and not above: numpy takes a while, and the terminal is to be seen before.
    from hardware.emulators.head.emulator import HeadEmulator
    from hardware.emulators.head.photograph import Photograph, PhotographMissing

    try:
        return HeadEmulator(folder, Photograph(ASTRONAUT))
    except PhotographMissing as error:
        _log.info("nobody can stand before the camera: %s", error)
        return CameraEmulator(folder)


def _microphone(board: Board) -> Shelved:
    if board.handset is not None:
        told = Missing(MicrophoneEmulator.title, "You speak into a real one: press the key to speak.")
        options: dict[str, str | int | float | bool] = {"device": board.handset}
        return Shelved("ear", Device(id="ear", kind="microphone", driver="qt_microphone", options=options), told)
    microphone = MicrophoneEmulator(board.folder / "microphone.wav")
    board.stack.callback(microphone.close)
    device = Device(id="ear", kind="microphone", driver="microphone_file", port=str(microphone.path))
    return Shelved("ear", device, microphone)


def _headphone_jack(board: Board) -> Shelved:
    jack = HeadphoneJackEmulator(board.folder / "jack")
    board.stack.callback(jack.close)
    device = Device(id="jack", kind="headphone_jack", driver="jack_evdev", port=str(jack.path))
    return Shelved("jack", device, jack)


def _presence_sensor(board: Board) -> Shelved:
    radar = board.stack.enter_context(RadarEmulator(board.folder / "radar"))
    device = Device(id="radar", kind="presence_sensor", driver="presence_ld2410", port=str(radar.path))
    return Shelved("radar", device, radar)


def _ups(board: Board) -> Shelved:
    ups = board.stack.enter_context(UpsEmulator())
    device = Device(id="ups", kind="ups", driver="ups_nut", host=ups.host, port=ups.port)
    return Shelved("ups", device, ups)


def _cabinet_door(board: Board) -> Shelved:
    door = board.stack.enter_context(DoorEmulator(board.folder / "door"))
    device = Device(id="door", kind="cabinet_door", driver="door_evdev", port=str(door.path))
    return Shelved("door", device, door)


def _lights(board: Board) -> Shelved:
    places = ("cardReader", "cardReader2", "scanner", "receiptPrinter", "documentPrinter", "pinPad", "statusGood")
    lights = board.stack.enter_context(LightBoardEmulator(board.folder / "lights", names=dict(enumerate(places))))
    options: dict[str, str | int | float | bool] = {place: str(coil) for coil, place in enumerate(places)}
    device = Device(id="lights", kind="lights", driver="lights_modbus", port=str(lights.path), options=options)
    return Shelved("lights", device, lights)


def _watchdog(board: Board) -> Shelved:
    """The keeper stands in the environment of this process, so only one that is a whole terminal has it."""
    if not board.daemons:
        return Shelved("watchdog", None, Missing("Watchdog", _NO_DAEMON.format(daemon="keeper")))
    keeper = board.stack.enter_context(KeeperEmulator(board.folder / "notify", watchdog_s=30.0))
    before = {name: os.environ.get(name) for name in keeper.environment()}
    os.environ.update(keeper.environment())
    board.stack.callback(_restore, before)
    return Shelved("watchdog", Device(id="watchdog", kind="watchdog", driver="watchdog_sd"), keeper)


def _restore(environment: Mapping[str, str | None]) -> None:
    for name, value in environment.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value


def _private_file(path: Path, text: str) -> Path:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
    return path


_DEVICES: tuple[Callable[[Board], Shelved], ...] = (
    _card_reader,
    _document_printer,
    _code_scanner,
    _locker,
    _payment_terminal,
    _camera,
    _microphone,
    _headphone_jack,
    _presence_sensor,
    _ups,
    _cabinet_door,
    _lights,
    _watchdog,
)
