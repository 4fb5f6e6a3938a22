"""The conversation with a hall card: DESFire EV1 commands in ISO dress, AES authentication both ways, checked reads.

No I/O. Only selecting, authenticating and reading are here: nothing that changes a card, nothing with a value.
Sources: docs/devices/card_reader.md.
"""

import hmac
import secrets

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from hardware.card_reader.apdu import Answer, Apdu

BLOCK = 16
_MAC_BYTES = 8
_OK, _MORE = 0x9100, 0x91AF
_AUTHENTICATE, _CONTINUE, _SELECT, _READ = 0xAA, 0xAF, 0x5A, 0xBD


class ProofFailed(ValueError):
    """The card could not prove that it knows the key, or that what it said came from it."""


def select_application(identifier: int) -> Apdu:
    """Select one of our applications."""
    return _wrapped(_SELECT, identifier.to_bytes(3, "little"))


def selected(answer: Answer) -> bool:
    """Whether the application is on the card."""
    return answer.status == _OK and not answer.data


class Authentication:
    """One mutual authentication: `begin`, `respond` to what comes, `finish` with what comes then."""

    def __init__(self, key: bytes, key_number: int, ours: bytes | None = None) -> None:
        """`ours` is our challenge: random, unless a test needs it to be known."""
        self._key = key
        self._key_number = key_number
        self._ours = ours or secrets.token_bytes(BLOCK)
        self._theirs = b""
        self._iv = bytes(BLOCK)

    def begin(self) -> Apdu:
        """Ask the card for its challenge."""
        return _wrapped(_AUTHENTICATE, bytes([self._key_number]))

    def respond(self, answer: Answer) -> Apdu:
        """Answer the card's challenge and put ours; raises ProofFailed when it gave none."""
        if answer.status != _MORE or len(answer.data) != BLOCK:
            raise ProofFailed("challenge")
        self._theirs = _decrypt(self._key, bytes(BLOCK), answer.data)
        sent = _encrypt(self._key, answer.data, self._ours + _turned(self._theirs))
        self._iv = sent[-BLOCK:]
        return _wrapped(_CONTINUE, sent)

    def finish(self, answer: Answer) -> "Session":
        """Check the card's answer to our challenge; raises ProofFailed when it does not know the key."""
        if answer.status != _OK or len(answer.data) != BLOCK:
            raise ProofFailed("refused")
        proof = _decrypt(self._key, self._iv, answer.data)
        if not hmac.compare_digest(proof, _turned(self._ours)):
            raise ProofFailed("proof")
        ours, theirs = self._ours, self._theirs
        return Session(ours[:4] + theirs[:4] + ours[12:] + theirs[12:])


class Session:
    """What both sides share after an authentication: a key, and a chain of checksums over all that is said."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._iv = bytes(BLOCK)

    @property
    def key(self) -> bytes:
        """The session key."""
        return self._key

    def read(self, file: int, size: int) -> Apdu:
        """Read the first `size` bytes of a file whose communication is plain or MACed."""
        command = _wrapped(_READ, bytes([file]) + bytes(3) + size.to_bytes(3, "little"))
        self._iv = cmac(self._key, bytes([_READ]) + command.data, self._iv)
        return command

    def content(self, answer: Answer, size: int) -> bytes:
        """The bytes that the card sent, if it was this card that sent them; raises ProofFailed."""
        if answer.status != _OK or len(answer.data) != size + _MAC_BYTES:
            raise ProofFailed("read")
        content, mac = answer.data[:size], answer.data[size:]
        self._iv = cmac(self._key, content + bytes([answer.status & 0xFF]), self._iv)
        if not hmac.compare_digest(mac, self._iv[:_MAC_BYTES]):
            raise ProofFailed("mac")
        return content


def cmac(key: bytes, message: bytes, iv: bytes = bytes(BLOCK)) -> bytes:
    """AES-CMAC (NIST SP 800-38B) that goes on from `iv`, as EV1 wants it and libraries do not offer it."""
    first = _doubled(_encrypt(key, bytes(BLOCK), bytes(BLOCK)))
    if message and len(message) % BLOCK == 0:
        mask = first
    else:
        mask = _doubled(first)
        message = padded(message, len(message) // BLOCK * BLOCK + BLOCK)
    last = bytes(a ^ b for a, b in zip(message[-BLOCK:], mask, strict=True))
    return _encrypt(key, iv, message[:-BLOCK] + last)[-BLOCK:]


def padded(message: bytes, size: int) -> bytes:
    """`message`, a one bit, and zeros up to `size` bytes."""
    return (message + b"\x80").ljust(size, b"\0")


def _wrapped(instruction: int, data: bytes) -> Apdu:
    return Apdu(0x90, instruction, 0x00, 0x00, data)


def _turned(block: bytes) -> bytes:
    return block[1:] + block[:1]


def _doubled(block: bytes) -> bytes:
    number = int.from_bytes(block, "big") << 1
    return ((number & ((1 << 128) - 1)) ^ (0x87 if number >> 128 else 0)).to_bytes(BLOCK, "big")


def _encrypt(key: bytes, iv: bytes, data: bytes) -> bytes:
    worker = Cipher(algorithms.AES(key), modes.CBC(iv)).encryptor()
    return worker.update(data) + worker.finalize()


def _decrypt(key: bytes, iv: bytes, data: bytes) -> bytes:
    worker = Cipher(algorithms.AES(key), modes.CBC(iv)).decryptor()
    return worker.update(data) + worker.finalize()
