"""The frames of GA/T 467 between the terminal and a reader's security module: bytes in, values out, no wire.

Host: preamble, length (2 bytes, big endian, from the command to the checksum), command, checksum.
Reader: preamble, length, SW1 SW2 SW3, data, checksum. The checksum is the XOR of everything between them.
"""

from dataclasses import dataclass
from enum import Enum
from functools import reduce
from operator import xor

PREAMBLE = bytes.fromhex("AAAAAA9669")
_HEAD = len(PREAMBLE) + 2
_SHORTEST = 4
# The longest answer to a command that we send is a card's text and photo: 3 + 4 + 256 + 1024 + 1.
_LONGEST = 1288
_NOISE_MOST = 8192


class ReaderCommand(Enum):
    """The commands that we send."""

    CHECK = bytes.fromhex("11FF")
    SAM_ID = bytes.fromhex("12FF")
    FIND = bytes.fromhex("2001")
    SELECT = bytes.fromhex("2002")
    READ = bytes.fromhex("3001")


@dataclass(frozen=True, slots=True, repr=False)
class Answer:
    """What a reader answered: its status word's last byte and the data, which may be personal."""

    status: int
    data: bytes

    def __repr__(self) -> str:
        return f"<Answer {self.status:02X}, {len(self.data)} bytes withheld>"


class FrameDamaged(ValueError):
    """What came cannot be an answer; the wire must be emptied and the question asked anew."""


def encode(command: ReaderCommand) -> bytes:
    """The frame that asks a reader to do `command`."""
    length = len(command.value) + 1
    body = length.to_bytes(2, "big") + command.value
    return PREAMBLE + body + bytes([reduce(xor, body)])


class Decoder:
    """Finds the frames in what comes, however it is cut into pieces and whatever stands before it."""

    def __init__(self) -> None:
        self._waiting = bytearray()
        self._skipped = 0

    def feed(self, data: bytes) -> list[Answer]:
        """Take in bytes and give out the answers that are whole now.

        Raises FrameDamaged at a bad length or checksum, or after 8 KB without a frame; the decoder is of no use
        then, for what follows a damaged frame may be its inside.
        """
        self._waiting += data
        answers = []
        while (answer := self._next()) is not None:
            answers.append(answer)
        return answers

    def _next(self) -> Answer | None:
        self._skip_noise()
        if len(self._waiting) < _HEAD:
            return None
        length = int.from_bytes(self._waiting[len(PREAMBLE) : _HEAD], "big")
        if not _SHORTEST <= length <= _LONGEST:
            raise FrameDamaged("length")
        if len(self._waiting) < _HEAD + length:
            return None
        frame = bytes(self._waiting[len(PREAMBLE) : _HEAD + length])
        del self._waiting[: _HEAD + length]
        if reduce(xor, frame):
            raise FrameDamaged("checksum")
        if frame[2:4] != b"\x00\x00":
            raise FrameDamaged("status")
        return Answer(frame[4], frame[5:-1])

    def _skip_noise(self) -> None:
        start = self._waiting.find(PREAMBLE)
        # The end of the noise may be the beginning of a preamble that has not all come.
        noise = start if start >= 0 else max(0, len(self._waiting) - len(PREAMBLE) + 1)
        del self._waiting[:noise]
        self._skipped += noise
        if self._skipped > _NOISE_MOST:
            raise FrameDamaged("noise")
