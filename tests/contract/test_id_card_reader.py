"""The contract of an identity card reader, held by every driver against the far end of its own wire."""

import asyncio
import logging
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from hardware.configuration import ConfigError, DeviceConfig
from hardware.emulators import photo_program
from hardware.emulators.cards import (
    card_number,
    foreigner_2017_card,
    foreigner_2023_card,
    permit_card,
    resident_card,
)
from hardware.emulators.id_card_reader import IdCardReaderEmulator, ReaderFaults
from hardware.errors import Completion, DeviceError, DeviceReason
from hardware.id_card_reader.cards import CardKind, ResidentCard
from hardware.id_card_reader.contract import IdCardReader, Lift, ReaderReason
from hardware.id_card_reader.dialogue import Dialogue
from hardware.id_card_reader.drivers import ROWS
from hardware.id_card_reader.frames import ReaderCommand
from hardware.id_card_reader.ga467 import Ga467Reader
from hardware.id_card_reader.photo import PhotoDecoder
from hardware.id_card_reader.photo_process import PhotoProcess
from hardware.id_card_reader.security_module import ReaderPace
from hardware.id_card_reader.trials import TRIALS
from hardware.status import DeviceState, Health
from hardware.supervisor import Timing
from hardware.transport.serial_line import SerialLine, SerialSettings
from hardware.worker import Command

TIMING = Timing(retry_s=(0.02, 0.04), probe_s=0.1)
PACE = ReaderPace(poll_s=0.02, answer_s=0.25, read_s=2.0, quiet_s=0.02)


@dataclass(frozen=True)
class Bench:
    """A reader and what is at the other end of its wire."""

    reader: IdCardReader
    device: IdCardReaderEmulator


def ga467_serial(path: Path, photos: PhotoDecoder | None = None, bauds: tuple[int, ...] = (115200,)) -> IdCardReader:
    wires = [SerialLine(SerialSettings(str(path), baud)) for baud in bauds]
    return Ga467Reader("id-1", "ga467_serial", wires, TIMING, PACE, photos)


DRIVERS = [ga467_serial]


def until(true: Callable[[], bool], seconds: float = 8) -> None:
    ends = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < ends, "it did not come about"
        time.sleep(0.005)


@pytest.fixture(params=DRIVERS, ids=lambda driver: driver.__name__)
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bench]:
    with IdCardReaderEmulator(tmp_path / "reader") as device:
        reader = request.param(device.path)
        reader.start()
        try:
            until(lambda: reader.status.usable)
            yield Bench(reader, device)
        finally:
            reader.close()


def read(bench: Bench, seconds: float = 5) -> ResidentCard:
    card = asyncio.run(bench.reader.read_card(seconds))
    assert isinstance(card, ResidentCard)
    return card


def refused(bench: Bench, seconds: float = 5) -> DeviceError:
    with pytest.raises(DeviceError) as caught:
        asyncio.run(bench.reader.read_card(seconds))
    assert isinstance(caught.value.reason, ReaderReason)
    return caught.value


def test_a_reader_is_online_and_names_itself(bench: Bench) -> None:
    status = bench.reader.status
    assert (status.kind, status.state, status.health) == ("id_card_reader", DeviceState.ONLINE, Health.HEALTHY)
    assert asyncio.run(bench.reader.sam_id()) == "05.01-20130905-0001000000-0000000042"


@pytest.mark.parametrize(
    ("text", "kind", "name", "number"),
    [
        (resident_card(), CardKind.RESIDENT, "林小满", "690104195605200024"),
        (permit_card(), CardKind.PERMIT, "陈嘉欣", "810000198809170037"),
        (foreigner_2017_card(), CardKind.FOREIGNER_2017, "EXAMPLE, MARIA ANN", "CAN110480092701"),
        (foreigner_2023_card(), CardKind.FOREIGNER_2023, "安小河", card_number("91102719790304007")),
    ],
)
def test_every_layout_is_read(bench: Bench, text: bytes, kind: CardKind, name: str, number: str) -> None:
    bench.device.put_card(text)
    card = asyncio.run(bench.reader.read_card(5))
    assert (card.kind, card.name, card.number) == (kind, name, number)


def test_a_card_that_comes_later_is_waited_for_and_its_finding_is_told(bench: Bench) -> None:
    told: list[int] = []

    async def story() -> str:
        laid = threading.Timer(0.2, bench.device.put_card, [resident_card()])
        laid.start()
        card = await bench.reader.read_card(8, progress=lambda: told.append(threading.get_ident()))
        laid.join()
        return card.name

    assert asyncio.run(story()) == "林小满"
    assert told == [threading.get_ident()], "progress is called once, on the calling loop"


def test_no_card_by_the_deadline(bench: Bench) -> None:
    error = refused(bench, 0.2)
    assert (error.completion, error.reason) == (Completion.TIME_OUT, ReaderReason.NO_CARD)


def test_one_after_the_other(bench: Bench) -> None:
    for name in ("林小满", "周安", "买买提·艾力"):
        bench.device.put_card(resident_card(name=name))
        assert read(bench).name == name
        bench.device.lift_card()


@pytest.mark.parametrize(
    "faults",
    [
        ReaderFaults(chunk=1),
        ReaderFaults(chunk=17),
        ReaderFaults(noise=b"\x00\xff\xaa\xaa\x96"),
        ReaderFaults(noise=b"\xaa\xaa", chunk=3),
        ReaderFaults(late_s=0.1),
    ],
    ids=["byte by byte", "torn", "noise", "noise and torn", "late"],
)
def test_a_bad_line_does_not_matter(bench: Bench, faults: ReaderFaults) -> None:
    bench.device.break_with(faults)
    bench.device.put_card(resident_card())
    assert read(bench).number == "690104195605200024"


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (0x10, ReaderReason.READER_GARBLED),
        (0x11, ReaderReason.READER_GARBLED),
        (0x21, ReaderReason.READER_INCOMPATIBLE),
        (0x23, ReaderReason.READER_NOT_AUTHORISED),
        (0x24, ReaderReason.READER_BROKEN),
        (0x31, ReaderReason.CARD_REFUSED),
        (0x32, ReaderReason.CARD_REFUSED),
        (0x33, ReaderReason.CARD_REFUSED),
        (0x34, ReaderReason.CARD_LIFTED),
        (0x37, ReaderReason.CARD_UNREADABLE),
        (0x3F, ReaderReason.READER_GARBLED),
        (0x40, ReaderReason.CARD_UNKNOWN),
        (0x41, ReaderReason.CARD_LIFTED),
        (0x47, ReaderReason.READER_BROKEN),
        (0x50, ReaderReason.READER_BROKEN),
        (0x60, ReaderReason.READER_BROKEN),
        (0x61, ReaderReason.READER_NOT_AUTHORISED),
        (0x66, ReaderReason.READER_NOT_AUTHORISED),
        (0x80, ReaderReason.CARD_LIFTED),
        (0x81, ReaderReason.CARD_LIFTED),
        (0x91, ReaderReason.CARD_UNREADABLE),
        (0x05, ReaderReason.READER_GARBLED),
    ],
)
def test_every_status_byte_has_its_reason(bench: Bench, status: int, reason: ReaderReason) -> None:
    bench.device.break_with(ReaderFaults(status=status, status_for=b"\x30\x01"))
    bench.device.put_card(resident_card())
    assert refused(bench).reason is reason


@pytest.mark.parametrize("status", [0x80, 0x34])
def test_nothing_found_is_no_trouble(bench: Bench, status: int) -> None:
    bench.device.break_with(ReaderFaults(status=status, status_for=b"\x20\x01"))
    assert refused(bench, 0.2).reason is ReaderReason.NO_CARD


def test_a_card_pulled_while_it_is_read(bench: Bench) -> None:
    bench.device.break_with(ReaderFaults(pulled=True))
    bench.device.put_card(resident_card())
    error = refused(bench)
    assert (error.completion, error.reason) == (Completion.USER_ERROR, ReaderReason.CARD_LIFTED)
    bench.device.break_with(ReaderFaults())
    bench.device.put_card(resident_card())
    assert read(bench).name == "林小满", "put on again, it is read"


def test_an_answer_that_ends_half_way(bench: Bench) -> None:
    bench.device.break_with(ReaderFaults(cut_after=600))
    bench.device.put_card(resident_card())
    assert refused(bench).reason is ReaderReason.READER_GARBLED
    bench.device.break_with(ReaderFaults())
    bench.device.put_card(resident_card(name="周安"))
    assert read(bench).name == "周安", "the stump of the first answer does no harm to the next"


def test_a_damaged_read_is_tried_once_more_where_the_reader_finds_the_card_again(tmp_path: Path) -> None:
    with IdCardReaderEmulator(tmp_path / "reader", finds_resting_card=True) as device:
        reader = ga467_serial(device.path)
        reader.start()
        try:
            until(lambda: reader.status.usable)
            device.break_with(ReaderFaults(damaged=1))
            device.put_card(resident_card())
            assert read(Bench(reader, device)).name == "林小满"
            assert device.commands.count(b"\x30\x01") == 2
            device.break_with(ReaderFaults(damaged=2))
            assert refused(Bench(reader, device)).reason is ReaderReason.READER_GARBLED
        finally:
            reader.close()


def test_a_damaged_read_asks_for_the_card_again_where_it_is_found_once_only(bench: Bench) -> None:
    bench.device.break_with(ReaderFaults(damaged=1))
    bench.device.put_card(resident_card())
    assert refused(bench).reason is ReaderReason.READER_GARBLED
    bench.device.put_card(resident_card())
    assert read(bench).name == "林小满"


_WRONG = """check_digit birth no_such_day nation sex name control_character dates for_ever region letters y_check layout
half_character""".split()  # noqa: SIM905 - a list of words


@pytest.mark.parametrize(
    "text",
    [
        resident_card(number="690104195605200027"),
        resident_card(birth="19560521"),
        resident_card(birth="19561341", number=card_number("69010419561341002")),
        resident_card(nation="99"),
        resident_card(sex="3"),
        resident_card(name=""),
        resident_card(name="林\x1b小满"),
        resident_card(end="20150101"),
        resident_card(end="长远"),
        permit_card(number=card_number("69010419880917003")),
        foreigner_2017_card(number="CAN11048009270X"),
        foreigner_2023_card(number="911027197903040073"),
        resident_card()[:248] + "Z".encode("utf-16-le") + resident_card()[250:],
        resident_card()[:2] + b"\x00\xd8" + resident_card()[4:],
    ],
    ids=_WRONG,
)
def test_a_card_that_does_not_agree_with_itself_is_refused(bench: Bench, text: bytes) -> None:
    bench.device.put_card(text)
    error = refused(bench)
    assert (error.completion, error.reason) == (Completion.INVALID_DATA, ReaderReason.CARD_DATA_WRONG)


def test_a_mute_reader_is_told_and_comes_back(bench: Bench) -> None:
    bench.device.break_with(ReaderFaults(mute=True))
    assert refused(bench).reason is ReaderReason.READER_SILENT
    until(lambda: bench.reader.status.health is Health.ABSENT)
    assert refused(bench).reason is ReaderReason.READER_ABSENT
    bench.device.break_with(ReaderFaults())
    until(lambda: bench.reader.status.usable)
    bench.device.put_card(resident_card())
    assert read(bench).name == "林小满"


def test_a_reader_whose_self_test_fails_is_out_of_order_until_it_passes(bench: Bench) -> None:
    bench.device.break_with(ReaderFaults(status=0x60))
    until(lambda: bench.reader.status.state is DeviceState.HARDWARE_ERROR)
    assert bench.reader.status.detail == "reader_broken"
    bench.device.break_with(ReaderFaults())
    until(lambda: bench.reader.status.state is DeviceState.ONLINE)


def test_unplugged_and_plugged_in_again(bench: Bench) -> None:
    bench.device.unplug()
    until(lambda: bench.reader.status.state is DeviceState.POWER_OFF)
    assert refused(bench).completion is Completion.DEVICE_NOT_READY
    bench.device.plug()
    until(lambda: bench.reader.status.state is DeviceState.ONLINE)
    bench.device.put_card(resident_card())
    assert read(bench).name == "林小满"


def test_unplugged_while_a_card_is_awaited(bench: Bench) -> None:
    threading.Timer(0.1, bench.device.unplug).start()
    assert refused(bench, 20).reason is ReaderReason.READER_ABSENT


def test_waiting_for_a_card_can_be_cancelled_and_the_reader_serves_the_next(bench: Bench) -> None:
    async def story() -> str:
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(bench.reader.read_card(60), 0.1)
        bench.device.put_card(resident_card())
        return (await bench.reader.read_card(5)).name

    began = time.monotonic()
    assert asyncio.run(story()) == "林小满"
    assert time.monotonic() - began < 10


def test_a_card_that_is_found_while_its_search_is_cancelled_is_the_next_read_s(bench: Bench) -> None:
    """The reader finds each card once, and says so just then."""

    async def story() -> str:
        bench.device.break_with(ReaderFaults(late_s=0.15))
        searching = asyncio.create_task(bench.reader.read_card(60))
        bench.device.commands.clear()
        bench.device.put_card(resident_card())
        while b"\x20\x01" not in bench.device.commands:
            await asyncio.sleep(0.001)
        searching.cancel()
        await asyncio.gather(searching, return_exceptions=True)
        bench.device.break_with(ReaderFaults())
        return (await bench.reader.read_card(2)).name

    assert asyncio.run(story()) == "林小满"
    assert bench.device.commands.count(b"\x30\x01") == 1


def test_a_card_that_lay_there_when_its_owner_went_is_nobody_s(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """It was found in her last moment; who comes a while later is not she."""
    monkeypatch.setattr("hardware.id_card_reader.security_module._UNREAD_S", 0.0)
    bench.device.put_card(resident_card())
    assert asyncio.run(bench.reader.wait_until_lifted(5)) is Lift.STILL_THERE
    assert refused(bench, 0.2).reason is ReaderReason.NO_CARD


def test_a_card_that_was_found_and_lifted_before_it_was_read_is_nobody(bench: Bench) -> None:
    async def story() -> None:
        looking = asyncio.create_task(bench.reader.wait_until_lifted(60))
        bench.device.put_card(resident_card())
        bench.device.commands.clear()
        while b"\x20\x01" not in bench.device.commands:
            await asyncio.sleep(0.001)
        looking.cancel()
        await asyncio.gather(looking, return_exceptions=True)

    asyncio.run(story())
    bench.device.lift_card()
    assert refused(bench, 0.2).reason is ReaderReason.NO_CARD


def test_a_card_that_is_laid_while_the_last_one_s_going_is_looked_for_is_the_next_read_s(bench: Bench) -> None:
    async def story() -> str:
        bench.device.put_card(resident_card())
        await bench.reader.read_card(5)
        bench.device.put_card(resident_card(name="周安"))
        assert await bench.reader.wait_until_lifted(5) is Lift.STILL_THERE, "something was found, once"
        return (await bench.reader.read_card(0.2)).name

    assert asyncio.run(story()) == "周安"
    assert asyncio.run(bench.reader.wait_until_lifted(5)) is Lift.NOT_KNOWN


def test_a_card_of_which_was_said_that_it_went_is_not_read_without_being_found_again(bench: Bench) -> None:
    bench.device.put_card(resident_card())
    assert asyncio.run(bench.reader.wait_until_lifted(5)) is Lift.STILL_THERE
    assert asyncio.run(bench.reader.wait_until_lifted(5)) is Lift.NOT_KNOWN
    assert refused(bench, 0.2).reason is ReaderReason.NO_CARD


def test_closing_ends_what_waits(bench: Bench) -> None:
    threading.Timer(0.1, bench.reader.close).start()
    assert refused(bench, 20).reason is ReaderReason.CANCELLED


def test_a_reader_that_finds_a_card_once_only_does_not_know_of_its_lifting(bench: Bench) -> None:
    bench.device.put_card(resident_card())
    read(bench)
    assert asyncio.run(bench.reader.wait_until_lifted(5)) is Lift.NOT_KNOWN


def test_a_reader_that_finds_a_resting_card_sees_it_lifted(tmp_path: Path) -> None:
    with IdCardReaderEmulator(tmp_path / "reader", finds_resting_card=True) as device:
        reader = ga467_serial(device.path)
        reader.start()
        try:
            until(lambda: reader.status.usable)
            device.put_card(resident_card())
            read(Bench(reader, device))
            assert asyncio.run(reader.wait_until_lifted(0.2)) is Lift.STILL_THERE
            threading.Timer(0.1, device.lift_card).start()
            assert asyncio.run(reader.wait_until_lifted(8)) is Lift.LIFTED
        finally:
            reader.close()


def test_nothing_personal_is_logged_or_shown(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    bench.device.put_card(resident_card())
    shown = repr(read(bench)) + str(read_again(bench))
    bench.device.put_card(resident_card(number="690104195605200027"))
    error = refused(bench)
    shown += repr(error) + str(error) + caplog.text
    for secret in ("林小满", "69010419560520002", "梧桐街", "19560520"):
        assert secret not in shown
    assert "number" in caplog.text, "the field that was wrong is told"


def read_again(bench: Bench) -> ResidentCard:
    bench.device.put_card(resident_card())
    return read(bench)


def test_a_card_whose_finding_got_lost_is_read_all_the_same(bench: Bench) -> None:
    """A reader that finds each card once only has said so into the void: it is asked to select the card."""
    bench.device.break_with(ReaderFaults(mute=True))
    bench.device.put_card(resident_card())

    async def story() -> str:
        reading = asyncio.create_task(bench.reader.read_card(8))
        while b"\x20\x01" not in bench.device.commands:
            await asyncio.sleep(0.001)
        bench.device.break_with(ReaderFaults())
        return (await reading).name

    assert asyncio.run(story()) == "林小满"
    assert b"\x20\x02" in bench.device.commands


# What a device that answers the wrong question must never bring about.


@pytest.mark.parametrize(("behind", "finds_resting_card"), [(1, False), (1, True), (3, True), (4, True)])
def test_a_device_that_answers_the_last_question_instead_of_this_one(
    behind: int, finds_resting_card: bool, tmp_path: Path
) -> None:
    with IdCardReaderEmulator(tmp_path / "reader", finds_resting_card=finds_resting_card) as device:
        pace = ReaderPace(poll_s=0.005, answer_s=0.03, read_s=0.03, quiet_s=0.005)
        reader = Ga467Reader("r", "ga467_serial", [SerialLine(SerialSettings(str(device.path), 115200))], TIMING, pace)
        reader.start()
        bench = Bench(reader, device)

        async def seen(name: str) -> None:
            for _ in range(3):
                device.put_card(resident_card(name=name))
                try:
                    assert (await reader.read_card(0.05)).name == name
                except DeviceError:
                    await asyncio.sleep(0)

        try:
            until(lambda: reader.status.usable)
            asyncio.run(seen("林小满"))
            device.break_with(ReaderFaults(behind=behind))
            for name in ("周安", "陈嘉欣"):
                asyncio.run(seen(name))
            device.break_with(ReaderFaults())
            until(lambda: reader.status.usable)
            device.put_card(resident_card(name="安小河"))
            assert asyncio.run(reads_in_the_end(bench)) == "安小河", "and it is well again"
        finally:
            reader.close()


async def reads_in_the_end(bench: Bench) -> str:
    """The first answers after a repair may still be spoilt, and a card that was found into the void is laid again."""
    for _ in range(100):
        try:
            return (await bench.reader.read_card(0.2)).name
        except DeviceError:
            bench.device.put_card(resident_card(name="安小河"))
    raise AssertionError("it was never well again")


def test_fingerprints_are_never_asked_for_nor_taken(bench: Bench) -> None:
    bench.device.put_card(resident_card())
    read(bench)
    bench.device.break_with(ReaderFaults(fingerprint=True))
    bench.device.put_card(resident_card())
    assert refused(bench).reason is ReaderReason.READER_GARBLED
    assert b"\x30\x10" not in bench.device.commands


# The module's number.


def test_the_number_of_the_module_is_part_of_its_status(bench: Bench) -> None:
    assert bench.reader.status.detail == "05.01-20130905-0001000000-0000000042"


def test_a_module_that_does_not_tell_its_number_reads_all_the_same(tmp_path: Path) -> None:
    with IdCardReaderEmulator(tmp_path / "reader") as device:
        device.break_with(ReaderFaults(status=0x21, status_for=b"\x12\xff"))
        reader = ga467_serial(device.path)
        reader.start()
        try:
            until(lambda: reader.status.usable)
            assert reader.status.detail == ""
            device.put_card(resident_card())
            assert read(Bench(reader, device)).name == "林小满"
        finally:
            reader.close()


# Baud rates: a pseudo terminal sends at any, but keeps what it was set to, and the emulator looks.


@pytest.mark.parametrize(
    ("real", "tried", "order"),
    [(57600, (115200, 57600, 9600), [115200, 57600]), (9600, (9600, 115200), [9600]), (19200, (19200,), [19200])],
)
def test_baud_rates_are_tried_in_the_order_of_the_configuration(
    real: int, tried: tuple[int, ...], order: list[int], tmp_path: Path
) -> None:
    with IdCardReaderEmulator(tmp_path / "reader", baud=real) as device:
        reader = ga467_serial(device.path, bauds=tried)
        reader.start()
        try:
            until(lambda: reader.status.usable)
            device.put_card(resident_card())
            assert read(Bench(reader, device)).name == "林小满"
            assert list(dict.fromkeys(device.baud_changes)) == order
            device.unplug()
            until(lambda: not reader.status.usable)
            device.baud_changes.clear()
            device.plug()
            until(lambda: reader.status.usable)
            assert device.baud_changes[0] == real, "the rate that was right is tried first"
        finally:
            reader.close()


def test_a_rate_that_is_not_configured_is_never_tried(tmp_path: Path) -> None:
    with IdCardReaderEmulator(tmp_path / "reader", baud=9600) as device:
        reader = ga467_serial(device.path, bauds=(115200, 57600))
        reader.start()
        try:
            until(lambda: reader.status.health is Health.ABSENT)
            assert set(device.baud_changes) == {115200, 57600}
        finally:
            reader.close()


# Photos, opened by a program of the hall's own; here a stand-in.

PROGRAM = (sys.executable, str(Path(photo_program.__file__)))


def test_without_a_program_no_photo_is_read(bench: Bench) -> None:
    bench.device.put_card(resident_card())
    assert read(bench).photo is None


def with_program(path: Path, fault: str = "", limit_s: float = 20) -> IdCardReader:
    words = (*PROGRAM, fault) if fault else PROGRAM
    return ga467_serial(path, PhotoProcess(words, limit_s))


def test_a_photo_is_opened_by_the_program_and_shows_nothing_of_itself(tmp_path: Path) -> None:
    with IdCardReaderEmulator(tmp_path / "reader") as device:
        reader = with_program(device.path)
        reader.start()
        try:
            until(lambda: reader.status.usable)
            device.put_card(resident_card(), photo=bytes(range(256)) * 4)
            card = read(Bench(reader, device))
            assert card.photo is not None
            assert len(card.photo.rgb) == 102 * 126 * 3
            assert tuple(card.photo.rgb[:3]) == (235, 235, 230), "red first, from the top row down"
            middle = (126 * 102 - 51) * 3
            assert tuple(card.photo.rgb[middle : middle + 2]) == (60, 90), "the cloth is at the bottom"
            assert repr(card.photo) == "<Photo, content withheld>"
            device.put_card(resident_card(name="周安"), photo=b"")
            assert read(Bench(reader, device)).photo is None, "a card without one"
        finally:
            reader.close()


@pytest.mark.parametrize("fault", sorted(photo_program.FAULTS))
def test_a_program_that_fails_costs_the_photo_and_not_the_card(
    fault: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with IdCardReaderEmulator(tmp_path / "reader") as device:
        reader = with_program(device.path, fault, 0.5 if fault == "hang" else 20)
        reader.start()
        try:
            until(lambda: reader.status.usable)
            for name in ("林小满", "周安"):
                device.put_card(resident_card(name=name))
                card = read(Bench(reader, device), 30)
                assert (card.name, card.photo) == (name, None)
            until(lambda: reader.status.warnings == ("photo_program",))
            assert reader.status.health is Health.DEGRADED
            assert caplog.text.count("photo program") == 1, "told once"
        finally:
            reader.close()


def test_a_program_that_is_not_there(tmp_path: Path) -> None:
    with IdCardReaderEmulator(tmp_path / "reader") as device:
        reader = ga467_serial(device.path, PhotoProcess((str(tmp_path / "nothing"),)))
        reader.start()
        try:
            until(lambda: reader.status.usable)
            device.put_card(resident_card())
            assert read(Bench(reader, device)).photo is None
            until(lambda: reader.status.health is Health.DEGRADED)
        finally:
            reader.close()


# What staff sees and tries.


def test_cards_are_counted(bench: Bench) -> None:
    bench.device.put_card(resident_card())
    read(bench)
    bench.device.put_card(resident_card(number="690104195605200027"))
    refused(bench)
    refused(bench, 0.1)
    counted = bench.reader._supervisor.counters.snapshot()  # type: ignore[attr-defined]
    assert {key: counted[key] for key in ("cards_read", "cards_refused")} == {"cards_read": 1, "cards_refused": 1}


def tried(bench: Bench, trial: str, *words: str) -> list[str]:
    said: list[str] = []

    async def run() -> None:
        await TRIALS[trial].run(bench.reader, words, said.append)

    asyncio.run(run())
    return said


def test_the_trials_mask_what_is_personal(bench: Bench) -> None:
    bench.device.put_card(resident_card())
    said = tried(bench, "read")
    assert said[1:] == [
        "found a card; reading",
        "resident, valid for ever",
        "name 林**",
        "number 6****************4",
        "photo not read",
    ]
    assert tried(bench, "sam") == ["security module 05.01-20130905-0001000000-0000000042"]
    with pytest.raises(ValueError, match="no words"):
        tried(bench, "read", "aloud")


def test_every_handle_and_fault_of_the_workbench_can_be_used(bench: Bench) -> None:
    device = bench.device
    assert device.looks() == "plugged in, no card on it"
    for key in device.faults():
        device.break_with_fault(key)
        assert device.broken_with != ReaderFaults()
    device.break_with_fault("")
    for place in range(len(device.handles())):
        device.handles()[place].act()
        assert device.looks() == "plugged in, a card on it"
        (lift,) = device.handles()
        lift.act()
    device.handles()[0].act()
    assert asyncio.run(reads_in_the_end(bench)) in {"林小满", "安小河"}


@pytest.mark.parametrize(
    ("option", "value", "told"),
    [
        ("baud", 4800, "baud is one of"),
        ("baud", "115200 fast", "baud is one of"),
        ("baud", "9600 9600", "each once"),
        ("baud", "", "baud is one of"),
        ("photo_program", "wlt2bmp", "a path from the root"),
        ("photo_program", "/opt/'wlt", "quotation mark"),
    ],
)
def test_a_wrong_option_is_told(option: str, value: str | int, told: str, tmp_path: Path) -> None:
    config = DeviceConfig("r", "id_card_reader", "ga467_serial", str(tmp_path / "r"), options={option: value})
    with pytest.raises(ConfigError, match=told):
        ROWS["ga467_serial"].make(config, TIMING)


def test_a_row_takes_all_its_options(tmp_path: Path) -> None:
    with IdCardReaderEmulator(tmp_path / "reader", baud=57600) as device:
        options: dict[str, str | float] = {"baud": "115200 57600", "poll_s": 0.02, "photo_program": " ".join(PROGRAM)}
        config = DeviceConfig("r", "id_card_reader", "ga467_serial", str(device.path), options=options)
        assert set(options) <= ROWS["ga467_serial"].options
        reader = ROWS["ga467_serial"].make(config, TIMING)
        assert isinstance(reader, Ga467Reader)
        reader.start()
        try:
            until(lambda: reader.status.usable)
            device.put_card(resident_card())
            assert read(Bench(reader, device)).photo is not None
        finally:
            reader.close()


def test_a_line_that_babbles_costs_no_processor() -> None:
    """It is given up at once as garbled, and not listened to for as long as an answer may take."""

    class Babble:
        taken = 0

        def open(self) -> None:
            """Nothing."""

        def close(self) -> None:
            """Nothing."""

        def write(self, data: bytes, timeout_s: float) -> None:
            """Take it."""

        def read(self, timeout_s: float) -> bytes:
            self.taken += 4096
            return b"\x55" * 4096

    wire = Babble()
    dialogue = Dialogue(wire, answer_s=60, quiet_s=0.06)
    for _ in range(3):
        with pytest.raises(DeviceError) as told:
            dialogue.ask(ReaderCommand.CHECK, Command(5))
        assert told.value.reason is DeviceReason.GARBLED
    assert wire.taken < 4 << 20
