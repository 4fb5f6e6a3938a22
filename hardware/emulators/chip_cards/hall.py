"""A hall card: a DESFire EV1 with AES keys of its own, and one file that holds its number.

The cryptography is done by hand, block by block, so that it shares nothing with the driver's.
"""

import secrets
from dataclasses import dataclass

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from hardware.emulators.chip_cards.chip import CONTACTLESS_ATR, DONE, UNKNOWN_CLASS, CardFaults, ChipCard, body

MASTER_KEY = bytes.fromhex("6900112233445566778899AABBCCDDEE")
SYSTEM = b"LINLI-1"
APPLICATION = 0x4C4E01
_READ = 0xBD


@dataclass(frozen=True, slots=True)
class HallFaults:
    """How a hall card can lie."""

    wrong_proof: bool = False  # answers our challenge as one who does not know the key
    wrong_mac: bool = False  # changes what it says after it was authenticated
    wrong_length: bool = False


class HallChip(ChipCard):
    """A contactless card of the community."""

    atr = CONTACTLESS_ATR
    label = "a hall card"

    def __init__(
        self,
        number: str = "690000123456",
        *,
        uid: bytes = bytes.fromhex("04690102030405"),
        master_key: bytes = MASTER_KEY,
        lies: HallFaults | None = None,
        faults: CardFaults | None = None,
    ) -> None:
        super().__init__(faults)
        self._uid = uid
        self.lies = lies or HallFaults()
        self._key = _diversified(master_key, uid)
        self.content = _file(number, uid, master_key)
        self.forget()

    def forget(self) -> None:
        """Nobody is authenticated, nothing is selected."""
        self._application = 0
        self._challenge = b""
        self._session = b""
        self._iv = bytes(16)

    def play(self, command: bytes) -> bytes:
        """The few commands that a reader of hall cards needs."""
        if command[:5] == b"\xff\xca\x00\x00\x00":
            return self._uid + DONE
        if command[0] != 0x90:
            return UNKNOWN_CLASS if command[0] else b"\x6a\x82"
        data = body(command)
        if command[1] == 0x5A:
            return self._select(data)
        if command[1] == 0xAA and data == b"\x00" and self._application == APPLICATION:
            return self._begin()
        if command[1] == 0xAF and len(data) == 32 and self._challenge:
            return self._finish(data)
        if command[1] == _READ and len(data) == 7:
            return self._read(data)
        return b"\x91\x1c"

    def _select(self, data: bytes) -> bytes:
        self.forget()
        self._application = int.from_bytes(data, "little")
        return b"\x91\x00" if self._application == APPLICATION else b"\x91\xa0"

    def _begin(self) -> bytes:
        self._challenge = secrets.token_bytes(16)
        self._iv = _chain(self._key, bytes(16), self._challenge)
        return self._iv + b"\x91\xaf"

    def _finish(self, data: bytes) -> bytes:
        first, second = data[:16], data[16:]
        theirs = _xor(_unblock(self._key, first), self._iv)
        turned = _xor(_unblock(self._key, second), first)
        challenge, self._challenge = self._challenge, b""
        if turned != challenge[1:] + challenge[:1]:
            return b"\x91\xae"
        proof = _chain(self._key, second, theirs[1:] + theirs[:1])
        self._session = theirs[:4] + challenge[:4] + theirs[12:] + challenge[12:]
        self._iv = bytes(16)
        return (secrets.token_bytes(16) if self.lies.wrong_proof else proof) + b"\x91\x00"

    def _read(self, data: bytes) -> bytes:
        if not self._session:
            return b"\x91\xae"
        self._iv = _mac(self._session, self._iv, bytes([_READ]) + data)
        start, size = int.from_bytes(data[1:4], "little"), int.from_bytes(data[4:7], "little")
        if data[0] != 1 or start + size > len(self.content):
            return b"\x91\xbe"
        content = self.content[start : start + size] if size else self.content[start:]
        self._iv = _mac(self._session, self._iv, content + b"\x00")
        mac = self._iv[:8]
        if self.lies.wrong_mac:
            content = bytes([content[0], content[1], content[2] ^ 1]) + content[3:]
        if self.lies.wrong_length:
            mac = mac[:5]
        return content + mac + b"\x91\x00"


def _file(number: str, uid: bytes, master_key: bytes) -> bytes:
    said = (bytes([1, len(number)]) + number.encode("ascii")).ljust(24, b"\0")
    return said + _mac(master_key, bytes(16), b"\x02" + uid + APPLICATION.to_bytes(3, "little") + SYSTEM + said)[:8]


def _diversified(master_key: bytes, uid: bytes) -> bytes:
    return _mac(master_key, bytes(16), b"\x01" + uid + APPLICATION.to_bytes(3, "little") + SYSTEM)


def _mac(key: bytes, iv: bytes, message: bytes) -> bytes:
    half = _double(_block(key, bytes(16)))
    whole, rest = divmod(len(message), 16)
    if rest or not message:
        message, mask = message + b"\x80" + bytes(15 - rest), _double(half)
    else:
        whole, mask = whole - 1, half
    for place in range(0, whole * 16, 16):
        iv = _chain(key, iv, message[place : place + 16])
    return _chain(key, iv, _xor(message[whole * 16 :], mask))


def _double(block: bytes) -> bytes:
    number = int.from_bytes(block, "big") * 2
    return ((number ^ 0x87) if number >> 128 else number).to_bytes(17, "big")[-16:]


def _chain(key: bytes, iv: bytes, block: bytes) -> bytes:
    return _block(key, _xor(iv, block))


def _xor(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))


def _block(key: bytes, block: bytes) -> bytes:
    return Cipher(algorithms.AES(key), modes.ECB()).encryptor().update(block)  # noqa: S305 - one block


def _unblock(key: bytes, block: bytes) -> bytes:
    return Cipher(algorithms.AES(key), modes.ECB()).decryptor().update(block)  # noqa: S305 - one block
