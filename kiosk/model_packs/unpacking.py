"""Archives from outside, taken apart without trust: plain files under plain names, within bounds, or not at all.

Nothing is written here: content is handed to the caller, who decides where it goes.
"""

import bz2
import errno
import gzip
import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from kiosk.model_packs.faults import PackFault, Trouble
from kiosk.model_packs.tar_stream import TarError, files_of_tar

MOST_MEMBERS = 10_000
LONGEST_NAME = 400
A_ROW = 200
"""Bytes of a zip's list of contents for each file, on an average: 46, its name, and what dates it."""
BLOCK = 1 << 20

Take = Callable[[str, Iterator[bytes]], None]
"""Called for each file with its name in the archive and its content; content that is not asked for is passed over."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The most that an archive may unpack to."""

    bytes: int
    members: int = MOST_MEMBERS


class _Excess(Exception):
    """More came out of it than it may hold."""


def unpack(archive: Path, bounds: Bounds, take: Take) -> None:
    """Hand out every file of a zip, wheel, tar.bz2 or tar.gz.

    Raises: PackFault (refused, damaged, too large), and what `take` raises
    """
    with _understood(archive):
        if archive.name.endswith((".zip", ".whl")):
            _zip(archive, bounds, take)
        elif archive.name.endswith((".tar.bz2", ".tar.gz", ".tgz")):
            _tar(archive, bounds, take)
        else:
            raise PackFault(Trouble.REFUSED, archive.name, "neither zip, wheel, tar.bz2 nor tar.gz")


@contextmanager
def _understood(archive: Path) -> Iterator[None]:
    """What the decoders raise, as faults that name the archive."""
    try:
        yield
    except _Excess as error:
        raise PackFault(Trouble.TOO_LARGE, archive.name, str(error)) from None
    except TarError as error:
        raise PackFault(Trouble.DAMAGED if error.damaged else Trouble.REFUSED, archive.name, str(error)) from None
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        EOFError,
        zlib.error,
        gzip.BadGzipFile,
        struct.error,
        UnicodeDecodeError,
        NotImplementedError,
    ) as error:
        raise PackFault(Trouble.DAMAGED, archive.name, f"cut short or damaged ({error})") from None
    except OSError as error:
        # bz2 has no error of its own: what it cannot decode is an OSError without a number. A place before the
        # beginning of the file, which a damaged zip may name, is an argument that the system does not take.
        if error.errno in (None, errno.EINVAL):
            raise PackFault(Trouble.DAMAGED, archive.name, f"cut short or damaged ({error})") from None
        raise


def safe_name(name: str) -> str:
    """The name, without a leading `./`; a PackFault if it could lead anywhere but down from where it is put."""
    plain = name.removeprefix("./")
    parts = plain.rstrip("/").split("/")
    if (
        not plain
        or len(plain) > LONGEST_NAME
        or not plain.isprintable()
        or any(c in plain for c in '\\:*?"<>|')
        or any(part in ("", ".", "..") for part in parts)
    ):
        raise PackFault(Trouble.REFUSED, "the archive", f"it names a path that is not allowed: {name[:80]!a}")
    return plain


class _Tally:
    """Counts what comes out, and remembers the names: two files of one name are one too many."""

    def __init__(self, bounds: Bounds) -> None:
        self._bounds, self._bytes, self._members = bounds, 0, 0
        self._names: set[str] = set()

    def member(self, name: str) -> str:
        self._members += 1
        if self._members > self._bounds.members:
            raise _Excess(f"more than {self._bounds.members} files")
        return safe_name(name) if name not in (".", "./") else ""

    def file(self, name: str) -> None:
        # Two spellings that one file system takes for the same would overwrite each other on another machine.
        if name.casefold() in self._names:
            raise PackFault(Trouble.REFUSED, "the archive", f"it holds {name[:80]!a} twice")
        self._names.add(name.casefold())

    def count(self, size: int) -> None:
        self._bytes += size
        if self._bytes > self._bounds.bytes:
            raise _Excess(f"it unpacks to more than {self._bounds.bytes} bytes")


def _tar(archive: Path, bounds: Bounds, take: Take) -> None:
    tally = _Tally(bounds)
    with bz2.BZ2File(archive) if archive.name.endswith(".bz2") else gzip.GzipFile(archive) as stream:
        counted = _Counted(stream, tally)
        for member in files_of_tar(counted):
            name = tally.member(member.name)
            if member.is_file:
                tally.file(name)
                take(name, member.content)
        while counted.read(BLOCK):  # the sum of all that is compressed stands behind the last file
            pass


class _Counted:
    """A stream that is counted as it is read, so that a bomb ends as soon as it has grown too large."""

    def __init__(self, stream: bz2.BZ2File | gzip.GzipFile, tally: _Tally) -> None:
        self._stream, self._tally = stream, tally

    def read(self, size: int) -> bytes:
        block = self._stream.read(min(size, BLOCK))
        self._tally.count(len(block))
        return block


def _zip(archive: Path, bounds: Bounds, take: Take) -> None:
    tally = _Tally(bounds)
    with _Bounded(archive, bounds.members * A_ROW) as raw, zipfile.ZipFile(raw) as opened:
        raw.most = None
        for info in opened.infolist():
            name = tally.member(info.filename)
            _refuse_oddities(info)
            if info.is_dir():
                continue
            tally.file(name)
            with opened.open(info) as stream:
                content = _blocks(stream, tally)
                take(name, content)
                for _ in content:  # what nobody asked for is counted and checked as well
                    pass


class _Bounded(io.BufferedReader):
    """A zip, whose list of contents `zipfile` reads in one piece and keeps whole before anybody can count it.

    Where that list is, and how long it says it is, is left to `zipfile`, so that both look at the same record.
    """

    def __init__(self, archive: Path, most: int) -> None:
        super().__init__(io.FileIO(archive))
        self.most: int | None = most

    def read(self, size: int | None = -1, /) -> bytes:
        """As ever, but no more than `most` in one piece while there is a `most`."""
        if self.most is not None and size is not None and size > self.most:
            raise _Excess(f"its list of contents has {size} bytes, and {self.most} at most were expected")
        return super().read(size)


def _refuse_oddities(info: zipfile.ZipInfo) -> None:
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise PackFault(Trouble.REFUSED, "the archive", f"{info.filename[:80]!a} is a link or a device")
    if info.flag_bits & 0x1:
        raise PackFault(Trouble.REFUSED, "the archive", f"{info.filename[:80]!a} is encrypted")


def _blocks(stream: IO[bytes], tally: _Tally) -> Iterator[bytes]:
    while block := stream.read(BLOCK):
        tally.count(len(block))
        yield block
