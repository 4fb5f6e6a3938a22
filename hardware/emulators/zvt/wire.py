"""ZVT's bytes at the terminal's end: plain over TCP, in frames over a serial line. Shares nothing with the driver."""

import binascii
from dataclasses import dataclass
from typing import Protocol


class Skin(Protocol):
    """How messages are wrapped on the wire."""

    def unwrap(self, data: bytes, refuse: int) -> "Heard":
        """What is in `data`, with the next `refuse` frames taken for damaged."""

    def wrap(self, message: bytes, *, damaged: bool) -> bytes:
        """A message as it goes on the wire."""

    def forget(self) -> None:
        """The wire was cut."""


@dataclass(slots=True)
class Heard:
    """Messages, what is answered at once, how many frames were refused, and what was said to our own frames."""

    messages: list[bytes]
    said: bytes = b""
    refused: int = 0
    signals: bytes = b""


class TcpSkin:
    """Messages one behind the other."""

    def __init__(self) -> None:
        self._rest = b""

    def unwrap(self, data: bytes, refuse: int) -> Heard:
        """The whole messages."""
        del refuse
        self._rest += data
        messages = []
        while len(self._rest) >= 3:
            head, size = (
                (5, self._rest[3] + 256 * self._rest[4])
                if self._rest[2] == 255 and len(self._rest) > 4
                else (3, self._rest[2])
            )
            if len(self._rest) < head + size:
                break
            messages.append(self._rest[: head + size])
            self._rest = self._rest[head + size :]
        return Heard(messages)

    def wrap(self, message: bytes, *, damaged: bool) -> bytes:
        """The message as it is."""
        del damaged
        return message

    def forget(self) -> None:
        """Drop what came by half."""
        self._rest = b""


class SerialSkin:
    """Messages in frames with a checksum, each answered with ACK or NAK."""

    def __init__(self) -> None:
        self._rest = b""

    def unwrap(self, data: bytes, refuse: int) -> Heard:
        """The whole frames, and the signals between them."""
        self._rest += data
        heard = Heard([])
        while True:
            while self._rest[:1] in {b"\x06", b"\x15"}:
                heard.signals += self._rest[:1]
                self._rest = self._rest[1:]
            found = self._frame()
            if found is None:
                return heard
            if not found or heard.refused < refuse:
                heard.refused += bool(found)
                heard.said += b"\x15"
            else:
                heard.said += b"\x06"
                heard.messages.append(found)

    def _frame(self) -> bytes | None:
        """The first whole frame's content; empty when it is damaged, None when there is none yet."""
        start = self._rest.find(b"\x10\x02")
        if start < 0:
            self._rest = self._rest[-1:]
            return None
        content, at = bytearray(), start + 2
        while at + 1 < len(self._rest):
            pair = self._rest[at : at + 2]
            if pair == b"\x10\x03":
                if at + 4 > len(self._rest):
                    return None
                told = self._rest[at + 2 : at + 4]
                self._rest = self._rest[at + 4 :]
                return bytes(content) if _crc(bytes(content) + b"\x03") == told else b""
            content.append(pair[0])
            at += 2 if pair == b"\x10\x10" else 1
        return None

    def wrap(self, message: bytes, *, damaged: bool) -> bytes:
        """The message in a frame."""
        check = _crc(message + b"\x03")
        if damaged:
            check = bytes([check[0] ^ 0x40, check[1]])
        return b"\x10\x02" + message.replace(b"\x10", b"\x10\x10") + b"\x10\x03" + check

    def forget(self) -> None:
        """Drop what came by half."""
        self._rest = b""


def message_of(name: int, data: bytes = b"") -> bytes:
    """A message with its two control bytes and its length."""
    size = bytes([len(data)]) if len(data) < 255 else bytes([255, len(data) % 256, len(data) // 256])
    return bytes([name // 256, name % 256]) + size + data


def block(*lines: str) -> bytes:
    """The content of a 06 D3 with these lines."""
    texts = b"".join(b"\x07" + bytes([len(line)]) + line.encode() for line in lines)
    inside = b"\x1f\x07\x01\x01" + b"\x25" + bytes([len(texts)]) + texts
    return b"\x06" + bytes([len(inside)]) + inside


def digits(number: int, size: int) -> bytes:
    """A number as decimal digits, two a byte."""
    return bytes.fromhex(f"{number:0{size * 2}}")


def _crc(data: bytes) -> bytes:
    """The check of PA00P016: CCITT with every byte, and the result, read backwards."""
    turned = bytes(int(f"{byte:08b}"[::-1], 2) for byte in data)
    value = int(f"{binascii.crc_hqx(turned, 0):016b}"[::-1], 2)
    return bytes([value & 255, value >> 8])
