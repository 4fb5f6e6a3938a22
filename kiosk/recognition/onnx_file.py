"""Looks into an ONNX file without a library: whether it is whole, and what its makers noted in it.

sherpa-onnx ends the process that loads a model which lacks a note it wants, or which is cut short. So that is looked
at first, by walking over the file's outermost fields; the weights themselves are jumped over.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import IO

_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5
_GRAPH, _NOTES = 7, 14
_KEY, _VALUE = 1, 2
_KNOWN = frozenset({1, 2, 3, 4, 5, 6, 7, 8, 14, 20, 25, 26})  # the fields that ONNX gives its outermost record
LONGEST_NOTE = 4 << 20


class OnnxError(ValueError):
    """It is no whole ONNX file."""


def notes(path: Path) -> dict[str, str]:
    """The notes of a model ("metadata_props").

    Raises: OnnxError, OSError
    """
    found: dict[str, str] = {}
    graphs = 0
    size = path.stat().st_size
    with path.open("rb") as stream:
        for number, length in _fields(stream, size):
            graphs += number == _GRAPH and length > 0
            if number == _NOTES:
                if length > LONGEST_NOTE:
                    raise OnnxError("a note is longer than any real one")
                key, value = _note(stream.read(length))
                found[key] = value
            else:
                stream.seek(length, 1)
    if graphs != 1:
        raise OnnxError("there is no network in it")
    return found


def _fields(stream: IO[bytes], size: int) -> Iterator[tuple[int, int]]:
    """Each field's number and length; the caller reads or jumps over so many bytes."""
    while stream.tell() < size:
        tag = _varint(stream)
        number, kind = tag >> 3, tag & 7
        if number not in _KNOWN:
            raise OnnxError("not an ONNX file")
        if kind == _VARINT:
            _varint(stream)
            length = 0
        elif kind == _BYTES:
            length = _varint(stream)
        elif kind in (_FIXED64, _FIXED32):
            length = 8 if kind == _FIXED64 else 4
        else:
            raise OnnxError("not an ONNX file")
        if stream.tell() + length > size:
            raise OnnxError("it is cut short")
        yield number, length


def _varint(stream: IO[bytes]) -> int:
    value = 0
    for shift in range(0, 64, 7):
        byte = stream.read(1)
        if not byte:
            raise OnnxError("it is cut short")
        value |= (byte[0] & 0x7F) << shift
        if byte[0] < 0x80:
            return value
    raise OnnxError("not an ONNX file")


def _note(raw: bytes) -> tuple[str, str]:
    """A record of two texts, of which either may be left out."""
    texts = {_KEY: "", _VALUE: ""}
    place = 0
    while place < len(raw):
        tag, length, place = raw[place], 0, place + 1
        for shift in range(0, 35, 7):
            if place >= len(raw):
                raise OnnxError("a note is damaged")
            length |= (raw[place] & 0x7F) << shift
            place += 1
            if raw[place - 1] < 0x80:
                break
        if tag & 7 != _BYTES or tag >> 3 not in texts or place + length > len(raw):
            raise OnnxError("a note is damaged")
        texts[tag >> 3] = raw[place : place + length].decode("utf-8", errors="replace")
        place += length
    return texts[_KEY], texts[_VALUE]
