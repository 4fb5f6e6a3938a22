"""Everything around the terminal, on this machine: devices at the end of their wires, the office, the line to it."""

import contextlib
import shlex
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Self, TypeVar

from pydantic import HttpUrl

from hardware.emulators import photo_program
from hardware.emulators.code_scanner import SerialScannerEmulator
from hardware.emulators.gempc_twin import GemPcTwinEmulator
from hardware.emulators.id_card_reader import IdCardReaderEmulator
from hardware.emulators.keypad import KeypadEmulator
from hardware.emulators.payment_terminal import PaymentTerminalEmulator
from hardware.emulators.receipt_printer import ReceiptPrinterEmulator
from kiosk.app.demo.line import Line
from kiosk.app.demo.office import EmbeddedOffice
from kiosk.app.demo.payer_phone import PayerPhone
from kiosk.app.demo.payment_providers import PaymentProviders
from kiosk.app.demo.payment_sandbox import PaymentSandbox
from kiosk.app.demo.shelf import Board, Shelved, shelve
from kiosk.app.demo.telephone import Telephone
from kiosk.app.demo.tray import WANG, card_of
from kiosk.app.enrolment import enrol_terminal
from kiosk.app.models_place import models_folder
from kiosk.foundation.config import Backend, Device, Screen, Settings, Voice
from kiosk.model_packs.installed import installed

if TYPE_CHECKING:
    from hardware.emulators.head.emulator import HeadEmulator

D = TypeVar("D")
RESIDENTS = 2000
NAME = "演示终端"
Say = Callable[[str], None]


class Desk:
    """The emulated devices of one terminal, without an office. A context manager."""

    def __init__(
        self,
        folder: Path,
        *,
        daemons: bool = False,
        cards: bool = False,
        brisk: bool = False,
        handset: str | None = None,
    ) -> None:
        """`daemons`: start the real pcscd and cupsd for the devices that stand behind them; `cards`: pcscd alone.

        `brisk`: the devices take no time for what real ones take it for, such as reading a card. `handset`: the sound
        input that somebody speaks into (empty: the default one); None: a file stands in for the microphone.
        """
        self._handset = handset
        self._stack = ExitStack()
        self._page_s = 0.0 if brisk else 0.5
        self._daemons = daemons
        self._cards = cards
        self.folder = folder
        self.reader = IdCardReaderEmulator(folder / "id-card-reader", read_s=0.0 if brisk else 0.4)
        self.printer = ReceiptPrinterEmulator.tcp()
        self.keypad = KeypadEmulator(folder / "keypad")
        self.shelf: tuple[Shelved, ...] = ()

    def __enter__(self) -> Self:
        self._stack.enter_context(self.reader)
        self._stack.enter_context(self.printer)
        self._stack.callback(self.keypad.close)
        try:
            self.shelf = shelve(
                Board(self.folder, self._stack, self._daemons, self._page_s, self._handset, self._cards)
            )
        except BaseException:
            self._stack.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def _photo_program(self) -> str:
        """What opens the photos of cards: Mrs Wang's is the face that can step before the camera, others are drawn."""
        photos = self.folder / "photos"
        photos.mkdir(exist_ok=True)
        with contextlib.suppress(LookupError):
            (photos / photo_program.name_of(card_of(WANG).photo)).write_bytes(self.head.card_photo())
        return shlex.join([sys.executable, "-I", "-S", photo_program.__file__, "--photos", str(photos)])

    @property
    def head(self) -> "HeadEmulator":
        """Who stands before the camera. Raises LookupError where the photograph that she is made of was not fetched."""
        from hardware.emulators.head.emulator import HeadEmulator

        return self._on_the_shelf(HeadEmulator, "nobody can stand before the camera: run `make setup`")

    @property
    def card_reader(self) -> GemPcTwinEmulator:
        """The reader of chip cards. Raises LookupError where no pcscd runs that it could stand behind."""
        return self._on_the_shelf(GemPcTwinEmulator, "the reader of chip cards stands behind a pcscd that does not run")

    @property
    def scanner(self) -> SerialScannerEmulator:
        """The scanner of codes."""
        return self._on_the_shelf(SerialScannerEmulator, "there is no scanner")

    @property
    def payment_terminal(self) -> PaymentTerminalEmulator:
        """The terminal for cards."""
        return self._on_the_shelf(PaymentTerminalEmulator, "there is no payment terminal")

    def _on_the_shelf(self, kind: type[D], why: str) -> D:
        for shelved in self.shelf:
            if isinstance(shelved.emulator, kind):
                return shelved.emulator
        raise LookupError(why)

    def devices(self) -> tuple[Device, ...]:
        """How the terminal is told of them: real drivers, real ports."""
        return (
            Device(
                id="id-card",
                kind="id_card_reader",
                driver="ga467_serial",
                port=str(self.reader.path),
                options={"photo_program": self._photo_program()},
            ),
            Device(
                id="slip",
                kind="receipt_printer",
                driver="escpos_tcp",
                host=self.printer.host,
                port=self.printer.port,
            ),
            Device(id="keys", kind="keypad", driver="evdev", port=str(self.keypad.path)),
            Device(id="speaker", kind="speaker", driver="qt"),
            *(shelved.device for shelved in self.shelf if shelved.device is not None),
        )


class World:
    """A desk, a seeded office and the line between; enrols the terminal. A context manager, gone without a trace."""

    def __init__(
        self,
        say: Say,
        *,
        residents: int = RESIDENTS,
        daemons: bool = False,
        cards: bool = False,
        brisk: bool = False,
        office: Mapping[str, object] = MappingProxyType({}),
        handset: str | None = None,
        words_only: bool = False,
    ) -> None:
        """`cards`, `brisk`, `handset` as in `Desk`; `office`: settings of the backend, as how often one may ask.

        `words_only`: the plain voice and no ears, for who goes by captions: sound costs most of the processor's time.
        """
        self._words_only = words_only
        self._say = say
        self._residents = residents
        self._stack = ExitStack()
        self._folder = Path(tempfile.mkdtemp(prefix="linli-demo-"))
        self._stack.callback(shutil.rmtree, self._folder, ignore_errors=True)
        self.desk = Desk(self._folder, daemons=daemons, cards=cards, brisk=brisk, handset=handset)
        self.payments = PaymentSandbox(self._folder / "payments")
        merchant: dict[str, object] = {"merchant_folder": str(self.payments.folder)}
        self.office = EmbeddedOffice(self._folder / "office", merchant | dict(office))
        self.data = self._folder / "terminal"
        self.phone = Telephone(self.desk, self.office)
        self.payer = PayerPhone(self.desk, self.payments)

    def __enter__(self) -> Self:
        try:
            self._open()
        except BaseException:
            self._stack.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def settings(self, screen: Screen) -> Settings:
        """The settings of a terminal that stands in this world."""
        return Settings(
            site_name="杏花社区便民服务馆",
            terminal_name=NAME,
            data=self.data,
            screen=screen,
            backend=Backend(url=HttpUrl(self.url)),
            voice=Voice(models=self._without_sound() if self._words_only else models_folder()),
            devices=self.desk.devices(),
        )

    def _without_sound(self) -> Path:
        """A folder of models that has those of faces alone."""
        folder = self._folder / "models"
        folder.mkdir(exist_ok=True)
        for pack in installed(models_folder()):
            if pack.kind == "face" and not (folder / pack.id).exists():
                (folder / pack.id).symlink_to(pack.folder.absolute())
        return folder

    @property
    def url(self) -> str:
        """Where the terminal phones: the line, which leads to the office unless it is cut."""
        return f"http://127.0.0.1:{self.line.port}"

    def _open(self) -> None:
        self._stack.callback(self.payments.close)
        self.payments.start()  # it makes its keys while the hall is made
        self._say(f"making a hall of {self._residents} invented residents")
        self.office.seed(self._residents)
        self._say("starting the backend")
        self._stack.callback(self.office.close)
        self.payments.wait()
        self.office.open()
        self.line = self._stack.enter_context(Line(self.office.port))
        self._say("enrolling the terminal")
        self.data.mkdir(parents=True)
        enrol_terminal(self.data, self.url, self.office.enrolment_code(), NAME)
        self._say("plugging in the emulated devices")
        self._stack.enter_context(self.desk)
        self.desk.shelf += (
            Shelved("telephone", None, self.phone),
            Shelved("payer", None, self.payer),
            Shelved("payments", None, PaymentProviders(self.payments)),
        )
