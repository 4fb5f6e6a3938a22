"""Code scanners at the far end of a wire, with faults on demand: one on a serial line, one that types. Thread-safe."""

import queue
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Self

from hardware.emulators.ends import PtyEnd
from hardware.emulators.handles import Handle
from hardware.emulators.input_fifo import REPORT, InputFifo, event

TRIGGER_ON = b"\x16T\r"
TRIGGER_OFF = b"\x16U\r"


@dataclass(frozen=True, slots=True)
class ScannerFaults:
    """What is wrong with the scanner right now; nothing, unless told."""

    mute: bool = False  # sees nothing
    chunk: int = 0  # codes go out in pieces of so many bytes ...
    pause_s: float = 0.0005  # ... with so long between two
    noise: bytes = b""  # comes before each code, which a keyboard has no way to send
    no_suffix: bool = False  # nothing stands behind a code
    cut_after: int = 0  # codes end after so many characters, without a suffix
    repeats: int = 1  # each code is sent so many times
    encoding: str = "utf-8"
    flood: int = 0  # so many characters without an end instead of each code
    babble: int = 0  # so many different codes instead of each
    key_pause_s: float = 0.0  # a keyboard's keys come so far apart
    lost_key: int = -1  # at this character a keyboard's kernel says that it lost some


_WELL = ScannerFaults()
_SHARED = {
    "mute": ("sees nothing", ScannerFaults(mute=True)),
    "torn": ("sends in pieces of 3", ScannerFaults(chunk=3, pause_s=0.005)),
    "no_suffix": ("sends no suffix", ScannerFaults(no_suffix=True)),
    "cut": ("codes break off after 7", ScannerFaults(cut_after=7)),
    "repeats": ("sends each code 5 times", ScannerFaults(repeats=5)),
    "flood": ("sends 20,000 characters without an end", ScannerFaults(flood=20_000)),
    "babble": ("sends 60 codes at once", ScannerFaults(babble=60)),
}
_OF_SERIAL = _SHARED | {
    "noise": ("noise before each code", ScannerFaults(noise=b"\x00\xff\xfe")),
    "encoding": ("sends Latin letters in UTF-16", ScannerFaults(encoding="utf-16-le")),
}
_OF_WEDGE = _SHARED | {
    "slow": ("types as slowly as a hand", ScannerFaults(key_pause_s=0.12)),
    "lost": ("the kernel loses keys", ScannerFaults(lost_key=4)),
}
# Invented; none of them was ever a code of anybody's.
CODES: Mapping[str, str] = MappingProxyType(
    {
        "WeChat payment code": "134500000000000017",
        "Alipay payment code": "286600000000000029",
        "UnionPay payment code": "6240000000000000013",
        "Parcel QR": "LL1P7QK2M4XB9T3A5WCDCP",
        "Identity number": "690104195605200024",
        "Something else": "WIFI:S:linli;T:nopass;;",
    }
)


class _ScannerEmulator:
    """What both scanners share: codes to hold up, and faults to have."""

    title = "Code scanner"
    _faults_known: Mapping[str, tuple[str, ScannerFaults]] = MappingProxyType({})

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._faults = _WELL
        self._seen = 0
        self._plugged = False

    def scan(self, text: str) -> None:
        """Hold a code before the scanner."""
        with self._lock:
            self._seen += 1
            faults = self._faults
        if not faults.mute:
            self._send(text, faults)

    def break_with(self, faults: ScannerFaults) -> None:
        """Have these faults from now on; `ScannerFaults()` mends everything."""
        with self._lock:
            self._faults = faults

    def handles(self) -> tuple[Handle, ...]:
        """One a code that can be held up."""
        return tuple(Handle(label, self._holder(text)) for label, text in CODES.items())

    def faults(self) -> Mapping[str, str]:
        """How it can fail."""
        return {key: label for key, (label, _) in self._faults_known.items()}

    def break_with_fault(self, key: str) -> None:
        """Have the fault of this name."""
        self.break_with(self._faults_known[key][1] if key else _WELL)

    def looks(self) -> str:
        """Its cable, and how many codes it was shown."""
        return f"{'plugged in' if self._plugged else 'unplugged'}, {self._seen} codes shown"

    def _holder(self, text: str) -> Callable[[], None]:
        return lambda: self.scan(text)

    def _send(self, text: str, faults: ScannerFaults) -> None:
        raise NotImplementedError


class SerialScannerEmulator(_ScannerEmulator):
    """A scanner at `path` on a serial line; with `waits_for_trigger` it sees only what is held up while it is on."""

    _faults_known = MappingProxyType(_OF_SERIAL)

    def __init__(self, path: Path, *, suffix: bytes = b"\r\n", waits_for_trigger: bool = False) -> None:
        super().__init__()
        self._end = PtyEnd(path, self)
        self._suffix = suffix
        self._to_send: deque[tuple[float, bytes]] = deque()
        self._waits_for_trigger = waits_for_trigger
        self._heard = b""
        self.lit = not waits_for_trigger

    def __enter__(self) -> Self:
        self._end.__enter__()
        self._plugged = True
        return self

    def __exit__(self, *_: object) -> None:
        self._end.__exit__()

    @property
    def path(self) -> Path:
        """Where the scanner appears when it is plugged in."""
        return self._end.path

    def send(self, octets: bytes, pause_s: float = 0.0) -> None:
        """Put any bytes on the wire, after a pause."""
        self._to_send.append((pause_s, octets))
        self._end.wake()

    def plug(self) -> None:
        """Put the plug in again, at the same path."""
        self._end.plug()
        self._plugged = True

    def unplug(self) -> None:
        """Pull the plug."""
        self._end.unplug()
        self._plugged = False

    @property
    def takes_bytes(self) -> bool:
        """Always: commands are short."""
        return True

    def hung_up(self) -> None:
        """Forget what was not sent."""
        self._to_send.clear()
        self._heard = b""

    def receive(self, data: bytes) -> Iterator[tuple[float, bytes]]:
        """Obey the trigger, and send what was held up."""
        self._heard = (self._heard + data)[-64:]
        if self._waits_for_trigger:
            on, off = self._heard.rfind(TRIGGER_ON), self._heard.rfind(TRIGGER_OFF)
            if on != off:
                self.lit = on > off
        while self._to_send:
            yield self._to_send.popleft()

    def _send(self, text: str, faults: ScannerFaults) -> None:
        if not self.lit:
            return
        suffix = b"" if faults.no_suffix or faults.cut_after else self._suffix
        if faults.flood:
            self.send(b"7" * faults.flood)
            return
        if faults.babble:
            self.send(b"".join(f"{text}-{number}".encode() + self._suffix for number in range(faults.babble)))
            return
        code = text.encode(faults.encoding)
        frame = faults.noise + (code[: faults.cut_after] if faults.cut_after else code) + suffix
        for _ in range(faults.repeats):
            step = faults.chunk or len(frame)
            for start in range(0, len(frame), step):
                self.send(frame[start : start + step], faults.pause_s if start else 0.0)


_ROWS = {2: "1234567890-=", 16: "qwertyuiop[]", 30: "asdfghjkl;'`", 43: "\\zxcvbnm,./", 57: " "}
_SHIFTED = "!1 @2 #3 $4 %5 ^6 &7 *8 (9 )0 _- += {[ }] :; \"' ~` |\\ <, >. ?/"
_KEYS = {key: first + place for first, keys in _ROWS.items() for place, key in enumerate(keys)}
_UNDER_SHIFT = {pair[0]: pair[1] for pair in _SHIFTED.split()}
_KEYPAD = dict(zip("7894561230", (71, 72, 73, 75, 76, 77, 79, 80, 81, 82), strict=True))
_SHIFT, _ENTER, _KEYPAD_ENTER = 42, 28, 96


class WedgeScannerEmulator(_ScannerEmulator):
    """A scanner that types what it sees, behind a FIFO at `path`; with `keypad` it types digits as the keypad does."""

    _faults_known = MappingProxyType(_OF_WEDGE)

    def __init__(self, path: Path, *, keypad: bool = False) -> None:
        super().__init__()
        self.path = path
        self._keypad = keypad
        self._fifo = InputFifo(path)
        self._to_type: queue.SimpleQueue[tuple[float, bytes] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._type, name="emulated wedge", daemon=True)

    def __enter__(self) -> Self:
        self._plugged = True
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.unplug()
        self._to_type.put(None)
        self._thread.join(5)
        self._fifo.close()

    def plug(self) -> None:
        """Put the plug in."""
        self._fifo.plug()
        self._plugged = True

    def unplug(self) -> None:
        """Pull it out: the reader sees the end of the wire."""
        self._fifo.unplug()
        self._plugged = False

    def send(self, octets: bytes, pause_s: float = 0.0) -> None:
        """Put any bytes on the wire, after a pause."""
        self._to_type.put((pause_s, octets))

    def _send(self, text: str, faults: ScannerFaults) -> None:
        if faults.flood:
            self.send(_strokes("7", keypad=self._keypad) * faults.flood)
            return
        if faults.babble:
            typed = (_strokes(c, keypad=self._keypad) for n in range(faults.babble) for c in (*f"{text}-{n}", "\n"))
            self.send(b"".join(typed))
            return
        characters = list(text[: faults.cut_after] if faults.cut_after else text)
        if not (faults.no_suffix or faults.cut_after):
            characters.append("\n")
        for _ in range(faults.repeats):
            for place, character in enumerate(characters):
                octets = _strokes(character, keypad=self._keypad)
                if place == faults.lost_key:
                    octets = event(0, 3, 0) + octets
                self._send_torn(octets, faults, faults.key_pause_s if place else 0.0)

    def _send_torn(self, octets: bytes, faults: ScannerFaults, pause_s: float) -> None:
        step = faults.chunk or len(octets)
        for start in range(0, len(octets), step):
            self.send(octets[start : start + step], 0.0 if start else pause_s)

    def _type(self) -> None:
        while (order := self._to_type.get()) is not None:
            pause_s, octets = order
            time.sleep(pause_s)
            while octets:
                written = self._fifo.write(octets[:3600])
                octets = octets[written:] if self._fifo.plugged else b""
                if octets and not written:
                    time.sleep(0.002)


def _strokes(character: str, *, keypad: bool = False) -> bytes:
    """The bytes of one character typed, with Shift where it needs it."""
    if character == "\n":
        return _stroke(_KEYPAD_ENTER if keypad else _ENTER)
    if keypad and character in _KEYPAD:
        return _stroke(_KEYPAD[character])
    under = _UNDER_SHIFT.get(character, character.lower() if character.isupper() else "")
    if not under:
        return _stroke(_KEYS[character])
    return event(1, _SHIFT, 1) + REPORT + _stroke(_KEYS[under]) + event(1, _SHIFT, 0) + REPORT


def _stroke(code: int) -> bytes:
    return event(1, code, 1) + REPORT + event(1, code, 0) + REPORT
