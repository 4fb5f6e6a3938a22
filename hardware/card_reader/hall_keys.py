"""Where the keys of hall cards come from: a file that only the terminal can read; never the code, never a log.

Each card has a key of its own, diversified from the master key by its UID (NXP AN10922), so that one opened card
opens no other.
"""

import os
import re
import stat
import tomllib
from dataclasses import dataclass
from pathlib import Path

from hardware.card_reader.desfire import cmac

UID_BYTES = 7
_FILE_MOST = 4096
_SYSTEM_BYTES = range(6, 22)  # with UID and application, AN10922's message is then 17 to 32 bytes: plain CMAC


class HallKeysUnusable(ValueError):
    """The key file cannot be used; the text says why, and nothing of its content."""


@dataclass(frozen=True, slots=True, repr=False)
class HallKeys:
    """What is needed to know a hall card: where its number lies, and how its key is made."""

    master_key: bytes
    system: bytes
    application: int
    key_number: int = 0
    file_number: int = 1

    def __repr__(self) -> str:
        return "<HallKeys, content withheld>"

    def card_key(self, uid: bytes) -> bytes:
        """The AES key of the card with this UID."""
        if len(uid) != UID_BYTES or len(self.system) not in _SYSTEM_BYTES:
            raise ValueError("a diversified key needs a UID of 7 bytes and a system identifier of 6 to 21")
        return cmac(self.master_key, b"\x01" + uid + self.application.to_bytes(3, "little") + self.system)

    def seal(self, uid: bytes, sealed: bytes) -> bytes:
        """What the hall writes behind the first 24 bytes of a card's file, 8 bytes; only the master key can make it.

        Card keys begin their message with 01 and seals with 02, so that neither tells anything of the other.
        """
        return cmac(self.master_key, b"\x02" + uid + self.application.to_bytes(3, "little") + self.system + sealed)[:8]


def load(path: Path) -> HallKeys:
    """Read the key file; raises HallKeysUnusable, also when others than its owner could have read or written it."""
    try:
        # Not blocking: a FIFO in the file's place must not hold the start of the terminal.
        with open(os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as file:  # noqa: PTH123
            _guard(os.fstat(file.fileno()))
            content = file.read(_FILE_MOST + 1)
        fields = tomllib.loads(content.decode("utf-8")) if len(content) <= _FILE_MOST else {}
    except OSError as error:
        raise HallKeysUnusable(f"{path}: {error.strerror}") from None
    except ValueError as error:
        if isinstance(error, HallKeysUnusable):
            raise HallKeysUnusable(f"{path}: {error}") from None
        raise HallKeysUnusable(f"{path}: is not TOML") from None  # the parser's text may quote a key
    return _keys(path, fields)


def _guard(status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        raise HallKeysUnusable("is not a plain file")
    if status.st_mode & 0o077:
        raise HallKeysUnusable("others can read or write it (chmod 600)")
    if status.st_uid not in {0, os.getuid()}:
        raise HallKeysUnusable("belongs to somebody else")


def _keys(path: Path, fields: dict[str, object]) -> HallKeys:
    strangers = sorted(set(fields) - {"master_key", "system", "application", "key_number", "file_number"})
    if strangers:
        raise HallKeysUnusable(f"{path}: there is no field {', '.join(strangers)}")
    system = str(fields.get("system", "")).encode("utf-8")
    if len(system) not in _SYSTEM_BYTES:
        raise HallKeysUnusable(f"{path}: system must have 6 to 21 bytes")
    return HallKeys(
        _hex(path, fields, "master_key", 16),
        system,
        int.from_bytes(_hex(path, fields, "application", 3), "big"),
        _small(path, fields, "key_number", 0, 13),
        _small(path, fields, "file_number", 1, 31),
    )


def _hex(path: Path, fields: dict[str, object], name: str, size: int) -> bytes:
    text = str(fields.get(name, ""))
    if re.fullmatch(rf"[0-9A-Fa-f]{{{2 * size}}}", text) is None:
        raise HallKeysUnusable(f"{path}: {name} must be {2 * size} hexadecimal digits")
    return bytes.fromhex(text)


def _small(path: Path, fields: dict[str, object], name: str, usual: int, most: int) -> int:
    number = fields.get(name, usual)
    if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number <= most:
        raise HallKeysUnusable(f"{path}: {name} must be a number from 0 to {most}")
    return number
