"""Commands to a chip card and their answers, as bytes (ISO/IEC 7816-4, short form)."""

from dataclasses import dataclass

DONE = 0x9000
DATA_MOST = 255
ANSWER_MOST = 4096


class AnswerDamaged(ValueError):
    """What a card answered is no answer."""


@dataclass(frozen=True, slots=True, repr=False)
class Apdu:
    """A command; `expects` is whether data may come back."""

    cla: int
    ins: int
    p1: int
    p2: int
    data: bytes = b""
    expects: bool = True

    def __repr__(self) -> str:
        return f"<Apdu {self.cla:02X}{self.ins:02X}>"

    def encode(self, *, byte_wise: bool, length: int = 0) -> bytes:
        """As it goes over the wire; T=0 (`byte_wise`) has no room for a length behind data."""
        if len(self.data) > DATA_MOST:
            raise ValueError("the data is too long for a short command")
        head = bytes([self.cla, self.ins, self.p1, self.p2])
        tail = bytes([length]) if self.expects else b""
        if not self.data:
            return head + (tail or (b"\0" if byte_wise else b""))
        return head + bytes([len(self.data)]) + self.data + (b"" if byte_wise else tail)


@dataclass(frozen=True, slots=True, repr=False)
class Answer:
    """What came back: data, which may be personal, and a status word."""

    data: bytes
    status: int

    def __repr__(self) -> str:
        return f"<Answer {self.status:04X}, {len(self.data)} bytes withheld>"

    @property
    def done(self) -> bool:
        """Whether the card did it."""
        return self.status == DONE

    @property
    def more(self) -> int:
        """How many bytes wait to be fetched (61xx; 0 stands for 256); -1 when none."""
        return self.status & 0xFF if self.status >> 8 == 0x61 else -1

    @property
    def right_length(self) -> int:
        """The length that should have been asked for (6Cxx); -1 when it was right."""
        return self.status & 0xFF if self.status >> 8 == 0x6C else -1


def decode(answer: bytes) -> Answer:
    """Take a card's answer apart; raises AnswerDamaged."""
    if not 2 <= len(answer) <= ANSWER_MOST:
        raise AnswerDamaged("length")
    status = int.from_bytes(answer[-2:], "big")
    if status >> 12 not in {6, 9}:
        raise AnswerDamaged("status")
    return Answer(answer[:-2], status)


def select(name: bytes) -> Apdu:
    """SELECT an application by its name."""
    return Apdu(0x00, 0xA4, 0x04, 0x00, name)


def select_file(identifier: int) -> Apdu:
    """SELECT a file under the application."""
    return Apdu(0x00, 0xA4, 0x02, 0x00, identifier.to_bytes(2, "big"))


def read_record(number: int) -> Apdu:
    """READ a RECORD of the selected file."""
    return Apdu(0x00, 0xB2, number, 0x04)


def get_response() -> Apdu:
    """Fetch what a T=0 card holds ready."""
    return Apdu(0x00, 0xC0, 0x00, 0x00)


UID = Apdu(0xFF, 0xCA, 0x00, 0x00)
