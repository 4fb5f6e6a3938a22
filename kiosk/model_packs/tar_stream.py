"""Reads a tar from front to back, and knows plain files and folders alone: what else a tar can hold is an error.

The standard library's reader believes an archive's word for how much to hold in memory, and knows links and devices.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

SECTOR = 512
# Headers that go before a file (long names, dates); real ones have some hundred bytes.
LONGEST_HEADER = 64 * 1024
_FILE, _OLD_FILE, _FOLDER, _PAX, _PAX_ALL, _LONG_NAME = b"0", b"\0", b"5", b"x", b"g", b"L"


class TarError(Exception):
    """The tar is `damaged`, or it holds what is not wanted."""

    def __init__(self, message: str, *, damaged: bool) -> None:
        super().__init__(message)
        self.damaged = damaged


class Stream(Protocol):
    """Where it is read from."""

    def read(self, size: int) -> bytes:
        """The next bytes, fewer than asked for perhaps; none at the end."""
        ...


@dataclass(frozen=True, slots=True)
class Member:
    """A file or a folder; `content` can be read until the next member is asked for."""

    name: str
    is_file: bool
    content: Iterator[bytes]


def files_of_tar(stream: Stream) -> Iterator[Member]:
    """Every member, in order.

    Raises: TarError
    """
    long_name = ""
    while (header := _exactly(stream, SECTOR)).strip(b"\0"):
        size, kind = _checked(header), header[156:157]
        if kind in (_PAX, _PAX_ALL, _LONG_NAME):
            body = _header_body(stream, size)
            if kind == _LONG_NAME:
                long_name = _text(body.rstrip(b"\0"))
            elif kind == _PAX:
                long_name = _pax_path(body) or long_name
            continue
        name, long_name = long_name or _name(header), ""
        if kind not in (_FILE, _OLD_FILE, _FOLDER):
            raise TarError(f"{name[:80]!a} is a link or a device", damaged=False)
        # Very old tars mark a folder by the slash at the end of its name.
        is_file = kind != _FOLDER and not name.endswith("/")
        content = _content(stream, size)
        yield Member(name, is_file, content)
        for _ in content:
            pass
        _exactly(stream, -size % SECTOR)


def _exactly(stream: Stream, size: int) -> bytes:
    found = bytearray()
    while len(found) < size:
        block = stream.read(size - len(found))
        if not block:
            raise TarError("cut short", damaged=True)
        found += block
    return bytes(found)


def _content(stream: Stream, size: int) -> Iterator[bytes]:
    while size:
        block = stream.read(size)
        if not block:
            raise TarError("cut short", damaged=True)
        size -= len(block)
        yield block


def _checked(header: bytes) -> int:
    """The size that a header tells, once its own sum is right."""
    told = _octal(header[148:156])
    if told != sum(header[:148]) + 8 * ord(" ") + sum(header[156:]):
        raise TarError("a header is damaged", damaged=True)
    return _octal(header[124:136])


def _octal(field: bytes) -> int:
    try:
        number = int(field.strip(b" \0") or b"0", 8)
    except ValueError:
        raise TarError("a header holds no number where one belongs", damaged=True) from None
    if number < 0:
        raise TarError("a header holds a negative number", damaged=True)
    return number


def _header_body(stream: Stream, size: int) -> bytes:
    if size > LONGEST_HEADER:
        raise TarError("a header is longer than any real one", damaged=False)
    return _exactly(stream, size + -size % SECTOR)[:size]


def _pax_path(body: bytes) -> str:
    """The path of a pax header, whose records are a length, a key and a value; a size of its own is not believed."""
    path = ""
    while body:
        length, _, _ = body.partition(b" ")
        if not (length.isdigit() and len(length) < 6 and len(length) < int(length) <= len(body)):
            raise TarError("a header is damaged", damaged=True)
        key, _, value = body[len(length) + 1 : int(length)].rstrip(b"\n").partition(b"=")
        if key == b"path":
            path = _text(value)
        elif key in (b"size", b"linkpath") or key.startswith(b"GNU.sparse"):
            raise TarError(f"a header has a {_text(key)} of its own", damaged=False)
        body = body[int(length) :]
    return path


def _name(header: bytes) -> str:
    name = _text(header[:100].split(b"\0")[0])
    prefix = _text(header[345:500].split(b"\0")[0]) if header[257:263] == b"ustar\0" else ""
    return f"{prefix}/{name}" if prefix else name


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise TarError("a name is not UTF-8", damaged=False) from None
