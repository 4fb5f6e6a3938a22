"""Whatever breaks, and whenever: the card that is read is one that lay on the reader during that read."""

import asyncio
import random
import threading
from pathlib import Path

import pytest

from hardware.emulators.cards import card_number, resident_card
from hardware.emulators.id_card_reader import IdCardReaderEmulator, ReaderFaults
from hardware.errors import DeviceError
from hardware.id_card_reader.ga467 import Ga467Reader
from hardware.id_card_reader.security_module import ReaderPace
from hardware.supervisor import Timing
from hardware.transport.serial_line import SerialLine, SerialSettings

READS = 40


class Hand:
    """Lays cards on the reader, lifts them, breaks the reader and mends it, at random moments until it is stopped."""

    def __init__(self, device: IdCardReaderEmulator, seed: int) -> None:
        self._device = device
        self._random = random.Random(seed)
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._rage)
        self._numbers: list[str] = []

    def __enter__(self) -> "Hand":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def latest(self) -> int:
        """How many cards were laid so far."""
        with self._lock:
            return len(self._numbers)

    def numbers_since(self, count: int) -> list[str]:
        """The cards that may have been there since `latest` said `count`."""
        with self._lock:
            return self._numbers[max(0, count - 1) :]

    def _rage(self) -> None:
        while not self._stop.wait(self._random.uniform(0, 0.03)):
            number = card_number(f"690104{self._random.randint(1950, 2009)}0101{self._random.randint(0, 999):03}")
            with self._lock:  # named before it lies there, so that no read can be ahead of the list
                self._numbers.append(number)
                self._device.put_card(resident_card(number=number))
            self._device.break_with(self._faults())
            deed = self._random.random()
            if deed < 0.1:
                self._device.lift_card()
            elif deed < 0.15:
                self._device.unplug()
            else:
                self._device.plug()

    def _faults(self) -> ReaderFaults:
        pick = self._random
        return pick.choice(
            [
                ReaderFaults(),
                ReaderFaults(),
                ReaderFaults(chunk=pick.randint(50, 500)),
                ReaderFaults(noise=pick.randbytes(pick.randint(1, 20))),
                ReaderFaults(damaged=1),
                ReaderFaults(mute=True),
                ReaderFaults(late_s=pick.uniform(0, 0.12)),
                ReaderFaults(pulled=True),
                ReaderFaults(behind=pick.randint(1, 4)),
                ReaderFaults(fingerprint=True),
                ReaderFaults(cut_after=pick.randint(1, 1294)),
                ReaderFaults(status=pick.choice([0x80, 0x81, 0x41, 0x31, 0x10])),
            ]
        )


@pytest.mark.parametrize("finds_resting_card", [True, False])
@pytest.mark.parametrize("seed", [1])
def test_no_other_card_is_ever_read(seed: int, finds_resting_card: bool, tmp_path: Path) -> None:
    with IdCardReaderEmulator(tmp_path / "reader", finds_resting_card=finds_resting_card) as device:
        line = SerialLine(SerialSettings(str(device.path), 115200))
        pace = ReaderPace(poll_s=0.005, answer_s=0.05, read_s=0.1, quiet_s=0.01)
        reader = Ga467Reader("r", "ga467_serial", [line], Timing(retry_s=(0.01, 0.02), probe_s=0.05), pace)
        reader.start()

        async def read_many(hand: Hand) -> None:
            for _ in range(READS):
                before = hand.latest()
                try:
                    card = await reader.read_card(0.15)
                except DeviceError:
                    await asyncio.sleep(0.005)
                else:
                    assert card.number in hand.numbers_since(before)

        try:
            with Hand(device, seed) as hand:
                asyncio.run(read_many(hand))
            device.plug()
            device.break_with(ReaderFaults())
            assert asyncio.run(reads_again(reader, device)), "and it is well again"
        finally:
            reader.close()


async def reads_again(reader: Ga467Reader, device: IdCardReaderEmulator) -> bool:
    for _ in range(100):
        device.put_card(resident_card())
        try:
            return (await reader.read_card(0.5)).name == "林小满"
        except DeviceError:  # it may still have been on its way back
            await asyncio.sleep(0.05)
    return False
