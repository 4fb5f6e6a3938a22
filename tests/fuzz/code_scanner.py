"""What the fuzzer feeds the code scanner's codecs."""

from hardware.code_scanner.classify import CodeBook, scanned_code
from hardware.code_scanner.keystrokes import Habits, Keystrokes
from hardware.code_scanner.lines import Lines, Suffix
from hardware.code_scanner.pieces import LONGEST, Piece, Text
from hardware.transport.input_events import EventReader
from tests.fuzz.target import Target

_BOOK = CodeBook("https://hall.example", 19)


def _looked_at(pieces: list[Piece]) -> None:
    for piece in pieces:
        if isinstance(piece, Text):
            assert len(piece.text) <= LONGEST
            assert scanned_code(piece.text, _BOOK).length == len(piece.text)


def _lines(data: bytes) -> None:
    for suffix in Suffix:
        lines = Lines(suffix)
        half = len(data) // 2
        _looked_at(lines.feed(data[:half], 0) + lines.feed(data[half:], 1) + lines.quiet())
        assert not lines.begun


def _keystrokes(data: bytes) -> None:
    keys, reader = Keystrokes(Habits(shortest=1)), EventReader()
    for number, event in enumerate(reader.feed(data)):
        _looked_at(keys.feed(event, number * 0.001))
    _looked_at(keys.quiet())
    assert not keys.begun


def _classify(data: bytes) -> None:
    scanned_code(data.decode("utf-8", "replace"), _BOOK)


def _key(code: int, value: int) -> bytes:
    return bytes(16) + b"\x01\x00" + code.to_bytes(2, "little") + value.to_bytes(4, "little")


_TYPED = b"".join(_key(code, value) + bytes(24) for code in (42, 2, 3, 30, 28) for value in (1, 0))
_CODES = (
    b"134500000000000017",
    b"286600000000000029",
    b"6240000000000000013",
    b"LL1P7QK2M4XB9T3A5WCDCP",
    b"690104195605200024",
    b"RR473124829CN",
    b"73513537",
)

TARGETS: tuple[Target, ...] = (
    Target("code_scanner.lines", _lines, tuple(code + b"\r\n" for code in _CODES)),
    Target("code_scanner.keystrokes", _keystrokes, (_TYPED,)),
    Target("code_scanner.classify", _classify, _CODES),
)
