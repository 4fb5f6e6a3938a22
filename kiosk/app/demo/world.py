"""Everything around the terminal, on this machine: devices at the end of their wires, the office, the line to it."""

import shutil
import tempfile
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from types import MappingProxyType
from typing import Self

from pydantic import HttpUrl

from hardware.emulators.id_card_reader import IdCardReaderEmulator
from hardware.emulators.keypad import KeypadEmulator
from hardware.emulators.receipt_printer import ReceiptPrinterEmulator
from kiosk.app.demo.line import Line
from kiosk.app.demo.office import EmbeddedOffice
from kiosk.app.demo.shelf import Board, Shelved, shelve
from kiosk.app.enrolment import enrol_terminal
from kiosk.app.models_place import models_folder
from kiosk.foundation.config import Backend, Device, Screen, Settings, Voice

RESIDENTS = 2000
NAME = "演示终端"
Say = Callable[[str], None]


class Desk:
    """The emulated devices of one terminal, without an office. A context manager."""

    def __init__(self, folder: Path, *, daemons: bool = False, brisk: bool = False, handset: str | None = None) -> None:
        """`daemons`: start the real pcscd and cupsd for the devices that stand behind them.

        `brisk`: the devices take no time for what real ones take it for, such as reading a card. `handset`: the sound
        input that somebody speaks into (empty: the default one); None: a file stands in for the microphone.
        """
        self._handset = handset
        self._stack = ExitStack()
        self._page_s = 0.0 if brisk else 0.5
        self._daemons = daemons
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
            self.shelf = shelve(Board(self.folder, self._stack, self._daemons, self._page_s, self._handset))
        except BaseException:
            self._stack.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def devices(self) -> tuple[Device, ...]:
        """How the terminal is told of them: real drivers, real ports."""
        return (
            Device(id="id-card", kind="id_card_reader", driver="ga467_serial", port=str(self.reader.path)),
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
        brisk: bool = False,
        office: Mapping[str, object] = MappingProxyType({}),
        handset: str | None = None,
        words_only: bool = False,
    ) -> None:
        """`brisk` and `handset` as in `Desk`; `office`: settings of the backend, as how often one resident may ask.

        `words_only`: the plain voice and no ears, for who goes by captions: sound costs most of the processor's time.
        """
        self._words_only = words_only
        self._say = say
        self._residents = residents
        self._stack = ExitStack()
        self._folder = Path(tempfile.mkdtemp(prefix="linli-demo-"))
        self._stack.callback(shutil.rmtree, self._folder, ignore_errors=True)
        self.desk = Desk(self._folder, daemons=daemons, brisk=brisk, handset=handset)
        self.office = EmbeddedOffice(self._folder / "office", office)
        self.data = self._folder / "terminal"

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
            voice=Voice(models=self._folder / "models" if self._words_only else models_folder()),
            devices=self.desk.devices(),
        )

    @property
    def url(self) -> str:
        """Where the terminal phones: the line, which leads to the office unless it is cut."""
        return f"http://127.0.0.1:{self.line.port}"

    def _open(self) -> None:
        self._say(f"making a hall of {self._residents} invented residents")
        self.office.seed(self._residents)
        self._say("starting the backend")
        self._stack.callback(self.office.close)
        self.office.open()
        self.line = self._stack.enter_context(Line(self.office.port))
        self._say("enrolling the terminal")
        self.data.mkdir(parents=True)
        enrol_terminal(self.data, self.url, self.office.enrolment_code(), NAME)
        self._say("plugging in the emulated devices")
        self._stack.enter_context(self.desk)
