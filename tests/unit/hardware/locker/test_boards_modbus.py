"""What pymodbus lets through and we do not: an answer of another function, of the right size and checksum."""

import pytest

from hardware.errors import DeviceError, DeviceReason
from hardware.locker.boards_modbus import BoardsModbus
from hardware.locker.places import Board
from hardware.locker.talk import BusPace, Talk
from hardware.worker import Command


class Wire:
    """Answers every question with the same bytes."""

    def __init__(self, answer: str) -> None:
        self._answer = bytes.fromhex(answer)
        self._coming = b""

    def open(self) -> None: ...

    def close(self) -> None: ...

    def write(self, data: bytes, timeout_s: float) -> None:
        del data, timeout_s
        self._coming = self._answer

    def read(self, timeout_s: float) -> bytes:
        del timeout_s
        came, self._coming = self._coming, b""
        return came


BOARD = Board(1, 8, 1, 1)


def boards(answer: str) -> BoardsModbus:
    return BoardsModbus(Talk(Wire(answer), BusPace(answer_s=0.05, owed_s=0, acknowledge_s=0.05)))


def test_an_answer_about_coils_is_none_about_doors() -> None:
    assert boards("010201ffe1c8").read(BOARD, Command(5)).inputs == (True,) * 8
    with pytest.raises(DeviceError) as caught:
        boards("010101ff11c8").read(BOARD, Command(5))
    assert caught.value.reason is DeviceReason.GARBLED
