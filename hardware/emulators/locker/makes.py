"""How four makes of boards hear and speak, written from the protocols; nothing here is shared with the drivers."""

from collections.abc import Callable, Iterator
from typing import Protocol

from hardware.emulators.locker.cupboard import Cupboard


class EmulatedMake(Protocol):
    """One make: cuts what comes into orders, and answers an order."""

    def orders(self, heard: bytes) -> tuple[list[bytes], bytes]:
        """The whole orders in what was heard, and the rest."""

    def board(self, order: bytes) -> int:
        """Whom an order is for."""

    def pulls(self, order: bytes) -> bool:
        """Whether it opens a door."""

    def obey(self, order: bytes, *, idle: bool, speak_as: int) -> bytes:
        """Do what it says (not if `idle`), and answer in the name of a board; no bytes for no answer."""


class Make8A80(EmulatedMake):
    """The boards that hear 8A and 80."""

    def __init__(self, cupboard: Cupboard) -> None:
        self._cupboard = cupboard

    def orders(self, heard: bytes) -> tuple[list[bytes], bytes]:
        """Five bytes, told by their first and their check."""
        found = []
        while len(heard) >= 5:
            frame = heard[:5]
            if frame[0] in (0x8A, 0x80) and _xor(frame[:4]) == frame[4]:
                found.append(frame)
                heard = heard[5:]
            else:
                heard = heard[1:]
        return found, heard

    def board(self, order: bytes) -> int:
        """The second byte."""
        return order[1]

    def pulls(self, order: bytes) -> bool:
        """8A."""
        return order[0] == 0x8A

    def obey(self, order: bytes, *, idle: bool, speak_as: int) -> bytes:
        """Open, tell one, tell all, or the address."""
        board, lock = order[1], order[2]
        locks = self._cupboard.boards[board].locks
        if order[0] == 0x8A and order[3] == 0x11:
            for number in range(1, locks + 1) if lock == 0 else [lock]:
                if number <= locks and not idle:
                    self._cupboard.pull(board, number)
            return _closed_xor([0x8A, speak_as, lock, self._status(board, max(1, lock))])
        if order[3] == 0x99:
            return _closed_xor([0x80, 1, board, 0x99])
        if order[3] != 0x33 or lock > locks:
            return b""
        if lock:
            return _closed_xor([0x80, speak_as, lock, self._status(board, lock)])
        value = 0
        for place, bit in enumerate(self._cupboard.bits(board)[:locks]):
            value |= bit << place
        return _closed_xor([0x80, speak_as, *value.to_bytes(4 if locks > 24 else 3, "big"), 0x33])

    def _status(self, board: int, lock: int) -> int:
        return 0x11 if self._cupboard.alone(board, lock) else 0x00


class MakeWkly(EmulatedMake):
    """The boards whose frames begin with WKLY."""

    def __init__(self, cupboard: Cupboard) -> None:
        self._cupboard = cupboard

    def orders(self, heard: bytes) -> tuple[list[bytes], bytes]:
        """From the mark on, as long as the fifth byte says."""
        found: list[bytes] = []
        while True:
            start = heard.find(b"\x57\x4b\x4c\x59")
            if start < 0:
                return found, heard[-3:]
            heard = heard[start:]
            if len(heard) < 5 or len(heard) < heard[4]:
                return found, heard
            size = max(heard[4], 5)
            frame, heard = heard[:size], heard[size:]
            if _xor(frame[:-1]) == frame[-1]:
                found.append(frame)

    def board(self, order: bytes) -> int:
        """The sixth byte."""
        return order[5]

    def pulls(self, order: bytes) -> bool:
        """All commands that open."""
        return order[6] in (0x80, 0x82, 0x86, 0x87)

    def obey(self, order: bytes, *, idle: bool, speak_as: int) -> bytes:
        """Open, tell one, tell all, hold, let go."""
        board, command, data = order[5], order[6], order[7:-1]
        cells = self._cupboard
        locks = cells.boards[board].locks
        channel = data[0] if data else 0
        if command in (0x80, 0x82, 0x86, 0x87):
            for number in range(1, locks + 1) if command == 0x86 else data:
                if not idle:
                    cells.pull(board, number)
            if command != 0x82:
                return self._say(speak_as, command, [0])
        if command in (0x82, 0x83):
            if not 1 <= channel <= locks:
                return self._say(speak_as, command, [0xFF, channel, 0])
            return self._say(speak_as, command, [0, channel, int(cells.alone(board, channel))])
        if command == 0x84:
            return self._say(speak_as, command, [0, locks, *map(int, cells.bits(board)[:locks])])
        if command in (0x88, 0x89):
            cells.switch(board, channel, on=command == 0x88)
            return self._say(speak_as, command, [0, channel])
        return b""

    def notice(self, board: int, channel: int) -> bytes:
        """What a board says unasked when a door moves."""
        return self._say(board, 0x85, [0, channel, int(self._cupboard.alone(board, channel))])

    def _say(self, board: int, command: int, data: list[int]) -> bytes:
        return _closed_xor([0x57, 0x4B, 0x4C, 0x59, 8 + len(data), board, command, *data])


class MakeCu16(EmulatedMake):
    """Kerong's CU16."""

    def __init__(self, cupboard: Cupboard, *, repeats_lock: bool = True) -> None:
        self._cupboard = cupboard
        self._repeats_lock = repeats_lock

    def orders(self, heard: bytes) -> tuple[list[bytes], bytes]:
        """02, address, command, 03, sum."""
        found = []
        while len(heard) >= 5:
            if heard[0] == 2 and heard[3] == 3 and sum(heard[:4]) % 256 == heard[4]:
                found.append(heard[:5])
                heard = heard[5:]
            else:
                heard = heard[1:]
        return found, heard

    def board(self, order: bytes) -> int:
        """The high half of the address."""
        return order[1] // 16

    def pulls(self, order: bytes) -> bool:
        """Unlock one, unlock all."""
        return order[2] in (0x31, 0x33)

    def obey(self, order: bytes, *, idle: bool, speak_as: int) -> bytes:
        """Unlock without a word, or tell hooks and sensors."""
        board, lock = order[1] // 16, order[1] % 16 + 1
        cells = self._cupboard
        if order[2] in (0x31, 0x33):
            for number in range(1, cells.boards[board].locks + 1) if order[2] == 0x33 else [lock]:
                if not idle and number <= cells.boards[board].locks:
                    cells.pull(board, number)
            return b""
        if order[2] != 0x30:
            return b""
        hooks = items = 0
        for place, bit in enumerate(cells.bits(board)[:16]):
            hooks += bit << place
            items += cells.has_item(board, place + 1) << place
        spoken = speak_as * 16 + (lock - 1 if self._repeats_lock else 0)
        frame = [2, spoken & 0xFF, 0x35, hooks % 256, hooks // 256, items % 256, items // 256, 3]
        return bytes([*frame, sum(frame) % 256])


class MakeModbus(EmulatedMake):
    """A Modbus RTU slave with coils and discrete inputs; to what is not its own it says nothing."""

    def __init__(self, cupboard: Cupboard) -> None:
        self._cupboard = cupboard

    def orders(self, heard: bytes) -> tuple[list[bytes], bytes]:
        """All requests of interest have eight bytes."""
        found = []
        while len(heard) >= 8:
            if _modbus_crc(heard[:6]) == heard[6:8]:
                found.append(heard[:8])
                heard = heard[8:]
            else:
                heard = heard[1:]
        return found, heard

    def board(self, order: bytes) -> int:
        """The unit."""
        return order[0]

    def pulls(self, order: bytes) -> bool:
        """A coil of a lock is switched on."""
        board = self._cupboard.boards.get(order[0])
        coil = int.from_bytes(order[2:4], "big") + 1
        return order[1] == 5 and order[4] == 0xFF and board is not None and coil <= board.locks

    def obey(self, order: bytes, *, idle: bool, speak_as: int) -> bytes:
        """FC 01, 02 and 05; everything else is refused with exception 1."""
        does: dict[int, Callable[[bytes, bool], bytes]] = {1: self._coils, 2: self._inputs, 5: self._write}
        said = does[order[1]](order, idle) if order[1] in does else bytes([order[1] | 0x80, 1])
        frame = bytes([speak_as % 256]) + said
        return frame + _modbus_crc(frame)

    def _coils(self, order: bytes, _: bool) -> bytes:
        board = self._cupboard.boards[order[0]]
        if not board.knows_coils:
            return b"\x81\x01"
        return self._bits(order, [self._cupboard.is_on(order[0], number) for number in range(1, 65)])

    def _inputs(self, order: bytes, _: bool) -> bytes:
        return self._bits(order, self._cupboard.bits(order[0]) + [False] * 8)

    def _bits(self, order: bytes, all_bits: list[bool]) -> bytes:
        first, count = int.from_bytes(order[2:4], "big"), int.from_bytes(order[4:6], "big")
        if count == 0 or first + count > len(all_bits):
            return bytes([order[1] | 0x80, 2])
        packed = bytearray((count + 7) // 8)
        for place, bit in enumerate(all_bits[first : first + count]):
            packed[place // 8] |= bit << place % 8
        return bytes([order[1], len(packed)]) + bytes(packed)

    def _write(self, order: bytes, idle: bool) -> bytes:
        unit, output, on = order[0], int.from_bytes(order[2:4], "big") + 1, order[4] == 0xFF
        board = self._cupboard.boards[unit]
        if output > board.locks and output not in board.lamps:
            return b"\x85\x02"
        if on and output <= board.locks and not idle:
            self._cupboard.pull(unit, output)
        if output in board.lamps or board.holds_coils:
            self._cupboard.switch(unit, output, on=on)
        return order[1:6]


def _xor(data: bytes) -> int:
    value = 0
    for byte in data:
        value ^= byte
    return value


def _closed_xor(values: list[int]) -> bytes:
    frame = bytes(value % 256 for value in values)
    return frame + bytes([_xor(frame)])


def _modbus_crc(data: bytes) -> bytes:
    crc = 0xFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0xA001 if crc & 1 else 0)
    return bytes([crc % 256, crc // 256])


MAKES: dict[str, Callable[[Cupboard], EmulatedMake]] = {
    "locker_8a80": Make8A80,
    "locker_wkly": MakeWkly,
    "locker_cu16": MakeCu16,
    "locker_modbus": MakeModbus,
}


def wrongly(answer: bytes) -> Iterator[int]:
    """An answer with one bit turned, in its last byte but one."""
    for place, byte in enumerate(answer):
        yield byte ^ 0x20 if place == max(0, len(answer) - 2) else byte
