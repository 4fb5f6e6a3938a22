"""How a card speaks to its reader: T=0, byte by byte, and T=1, in blocks (ISO/IEC 7816-3)."""

from hardware.emulators.chip_cards.chip import ChipCard

_GET_RESPONSE = 0xC0
_SHORTEST_BLOCK = 4


class ByteProtocol:
    """T=0: five bytes and perhaps data; what a card has to say after data must be asked for."""

    def __init__(self, card: ChipCard) -> None:
        self._card = card
        self._held = b""

    def receive(self, command: bytes) -> bytes | None:
        """The answer to one command; None is silence."""
        if len(command) < 5:
            command = command.ljust(5, b"\0")
        if command[1] == _GET_RESPONSE and self._held:
            return self._hand_over(command[4])
        self._held = b""
        answer = self._card.ask(command)
        if answer is None:
            return None
        content, status = answer[:-2], answer[-2:]
        if not content or status[0] == 0x6C:
            return status
        if len(command) > 5:
            self._held = answer
            return bytes([0x61, min(len(content), 255)])
        if command[4] != len(content) % 256:
            return bytes([0x6C, len(content) % 256])
        return answer

    def _hand_over(self, wanted: int) -> bytes:
        content, status = self._held[:-2], self._held[-2:]
        taken = content[: wanted or 256]
        rest = content[len(taken) :]
        self._held = rest + status if rest else b""
        return taken + (bytes([0x61, min(len(rest), 255)]) if rest else status)


class BlockProtocol:
    """T=1: numbered blocks with a checksum, chained when they are too long for one."""

    def __init__(self, card: ChipCard) -> None:
        self._card = card
        self._ours = 0  # the number of our next block
        self._theirs = 0  # ... and of the reader's
        self._room = 32  # what fits into a block to the reader
        self._heard = b""
        self._to_send = b""
        self._last = b""

    def receive(self, block: bytes) -> bytes | None:
        """The block that answers one block; None is silence."""
        if len(block) < _SHORTEST_BLOCK or _xor(block) or block[2] != len(block) - 4:
            return self._say(0x81 | self._theirs << 4)
        control, inside = block[1], block[3:-1]
        if control & 0xC0 == 0xC0:
            return self._supervise(control, inside)
        if control & 0x80:
            return self._acknowledged(control)
        return self._take(control, inside)

    def _supervise(self, control: int, inside: bytes) -> bytes | None:
        if control == 0xE3:  # the time that we asked for: ask again, as long as the card stalls
            return self._wait_or_answer()
        if control == 0xC0:
            self._ours = self._theirs = 0
        if control == 0xC1 and inside:
            self._room = inside[0]
        return self._say(control | 0x20, inside)

    def _take(self, control: int, inside: bytes) -> bytes | None:
        if control >> 6 & 1 != self._theirs:
            return self._last
        self._theirs ^= 1
        self._heard += inside
        if control & 0x20:
            return self._say(0x80 | self._theirs << 4)
        return self._wait_or_answer()

    def _wait_or_answer(self) -> bytes | None:
        if self._card.faults.stalls:
            return self._say(0xC3, b"\x01")
        command, self._heard = self._heard, b""
        answer = self._card.ask(command)
        if answer is None:
            return None
        self._to_send = answer
        return self._next()

    def _acknowledged(self, control: int) -> bytes:
        if control >> 4 & 1 != self._ours or not self._to_send:
            return self._last
        return self._next()

    def _next(self) -> bytes:
        piece, self._to_send = self._to_send[: self._room], self._to_send[self._room :]
        control = self._ours << 6 | (0x20 if self._to_send else 0)
        self._ours ^= 1
        return self._say(control, piece)

    def _say(self, control: int, inside: bytes = b"") -> bytes:
        block = bytes([0, control, len(inside)]) + inside
        self._last = block + bytes([_xor(block)])
        return self._last


def _xor(data: bytes) -> int:
    total = 0
    for byte in data:
        total ^= byte
    return total
