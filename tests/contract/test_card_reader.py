"""The contract of a chip card reader: its driver, the real pcscd, and an emulated reader at the far end of the wire."""

import asyncio
import gc
import logging
import os
import signal
import threading
import time
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from pathlib import Path

import pytest

from hardware.card_reader.cards import (
    Access,
    BankCard,
    BankNetwork,
    Card,
    HallCard,
    SocialSecurityCard,
    UnknownContactless,
)
from hardware.card_reader.contract import CardInserted, CardMoved, CardReaderReason, CardRemoved
from hardware.emulators.cards import card_number
from hardware.emulators.chip_cards.bank import BankChip
from hardware.emulators.chip_cards.chip import CONTACTLESS_ATR, CardFaults, ChipCard
from hardware.emulators.chip_cards.contactless import ContactChip, ContactlessChip
from hardware.emulators.chip_cards.hall import HallChip, HallFaults
from hardware.emulators.chip_cards.social_security import Holder, SocialSecurityChip
from hardware.emulators.gempc_twin import GemPcTwinEmulator, TwinFaults
from hardware.emulators.pcscd import Pcscd, only_one
from hardware.errors import Completion, DeviceError
from hardware.events import Event
from hardware.gb_codes import Sex
from hardware.status import DeviceState, Health
from tests.helpers.pcscd_bench import Bench, card_bench, card_reader, until

pytestmark = [pytest.mark.xdist_group("pcscd")] if only_one() else []

UPSIDE_DOWN = CardFaults(upside_down=True)
LONG_NAME = "阿卜杜热合曼·买买提艾力·吐尔逊江·艾合买提"


@pytest.fixture(params=["pcsc"])
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Bench]:
    with card_bench(tmp_path) as made:
        until(lambda: made.reader.status.usable)
        yield made


def read(bench: Bench, seconds: float = 20) -> Card:
    return asyncio.run(bench.reader.read(seconds))


def read_social(bench: Bench) -> SocialSecurityCard:
    card = read(bench)
    assert isinstance(card, SocialSecurityCard)
    return card


def refused(bench: Bench, seconds: float = 20) -> DeviceError:
    with pytest.raises(DeviceError) as caught:
        asyncio.run(bench.reader.read(seconds))
    assert isinstance(caught.value.reason, CardReaderReason)
    return caught.value


def removed(bench: Bench, slot: int = 0) -> None:
    bench.device.pull_card(slot)
    assert asyncio.run(bench.reader.wait_until_removed(20))


def test_a_reader_is_online_and_the_service_names_it(bench: Bench) -> None:
    status = bench.reader.status
    assert (status.kind, status.state, status.health) == ("card_reader", DeviceState.ONLINE, Health.HEALTHY)
    assert asyncio.run(bench.reader.readers()) == ("Kiosk Twin 00 00",)


def test_a_social_security_card_is_read(bench: Bench) -> None:
    bench.device.put_card(SocialSecurityChip())
    card = read_social(bench)
    assert (card.access, card.number, card.name) == (Access.OPEN, "690104195605200024", "林小满")
    assert (card.sex, card.birth, card.nation_code) == (Sex.FEMALE, date(1956, 5, 20), "01")
    assert (card.card_number, card.region, card.version) == ("A69012345", "690104", "3.00")
    assert (card.issued, card.valid_until) == (date(2019, 3, 11), date(2029, 3, 10))


def test_a_social_security_card_keeps_some_things_to_itself(bench: Bench) -> None:
    chip = SocialSecurityChip(Holder(long_name=LONG_NAME))
    bench.device.put_card(chip)
    assert read_social(bench).name == LONG_NAME, "a name goes on in the next record, torn in the midst of a character"
    removed(bench)
    for needs, access in (("pin", Access.NEED_PIN), ("sam", Access.NEED_SAM)):
        bench.device.put_card(SocialSecurityChip(needs=needs))
        card = read_social(bench)
        assert (card.access, card.name, card.number, card.names_its_holder) == (access, None, None, False)
        assert card.card_number == "A69012345", "what could be read is told"
        removed(bench)
    chip = SocialSecurityChip(needs="card sam")
    bench.device.put_card(chip)
    card = read_social(bench)
    assert (card.access, card.card_number, card.names_its_holder) == (Access.OPEN, None, True)
    assert all(command[1] in {0xA4, 0xB2, 0xC0} for command in chip.asked), "no PIN is ever tried"


def _record(tag: int, value: bytes) -> bytes:
    return bytes([tag, len(value)]) + value


UNREADABLE = {
    "another tag": {("ef06", 1): _record(0x09, b"690104195605200024")},
    "too long": {("ef06", 1): _record(0x08, b"690104195605200024" * 10)},
    "longer than it says": {("ef06", 2): b"\x09\x04" + b"A" * 30},
    "shorter than it says": {("ef06", 2): b"\x09\x1eABC"},
    "one byte": {("ef06", 4): b"\x0a"},
}
WRONG = {
    "no name": {("ef06", 2): _record(0x09, bytes(30))},
    "half a character": {("ef06", 2): _record(0x09, "林小".encode("gbk") + b"\xc2")},
    "not GBK": {("ef06", 2): _record(0x09, b"\xff\xfe\xff\xfe")},
    "a control character": {("ef06", 2): _record(0x09, b"\x1b[2J")},
    "check digit": {("ef06", 1): _record(0x08, b"690104195605200027")},
    "letters": {("ef06", 1): _record(0x08, b"69010419560520002?")},
    "no such day": {("ef06", 7): _record(0x0D, bytes.fromhex("19561341"))},
    "not BCD": {("ef06", 7): _record(0x0D, bytes.fromhex("195A0520"))},
    "another birth": {("ef06", 7): _record(0x0D, bytes.fromhex("19560521"))},
    "sex": {("ef06", 4): _record(0x0A, b"3")},
    "nation": {("ef06", 5): _record(0x0B, b"\xaa")},
    "card number": {("ef05", 7): _record(0x07, b"A690!2345")},
    "issued": {("ef05", 5): _record(0x05, bytes.fromhex("20190230"))},
    "region": {("ef05", 1): _record(0x01, b"\xaa" * 16)},
}


def test_every_record_is_checked(bench: Bench) -> None:
    """Garbage in every record: refused, each time, and the next card is read."""
    chip = SocialSecurityChip()
    bench.device.put_card(chip)
    for reason, cases in ((CardReaderReason.CARD_UNREADABLE, UNREADABLE), (CardReaderReason.CARD_DATA_WRONG, WRONG)):
        for case, records in cases.items():
            chip.become(Holder(records=records))
            error = refused(bench)
            assert (error.completion, error.reason) == (Completion.INVALID_DATA, reason), case
    chip.become(Holder())
    assert read_social(bench).name == "林小满"


def test_a_hall_card_is_read_only_after_both_sides_proved_themselves(bench: Bench) -> None:
    chip = HallChip("690000123456")
    bench.device.put_card(chip)
    card = read(bench)
    assert isinstance(card, HallCard)
    assert card.number == "690000123456"
    asked = {command[1] for command in chip.asked if command[0] == 0x90}
    assert asked == {0x5A, 0xAA, 0xAF, 0xBD}, "nothing with a value is ever asked of it"
    removed(bench)
    bench.device.put_card(HallChip("690000123457", uid=bytes.fromhex("0469AABBCCDDEE")))
    assert read(bench) == HallCard("690000123457"), "another card has another key"


def test_a_hall_card_that_cannot_prove_itself_is_refused(bench: Bench) -> None:
    chip = HallChip()
    bench.device.put_card(chip)
    for lies in (HallFaults(wrong_proof=True), HallFaults(wrong_mac=True), HallFaults(wrong_length=True)):
        chip.lies = lies
        error = refused(bench)
        assert (error.completion, error.reason) == (Completion.INVALID_DATA, CardReaderReason.CARD_NOT_OURS), lies
    chip.lies = HallFaults()
    for content in (bytes(32), b"\x01\x06" + b"12345x" + bytes(24), b"\x01\x1f" + b"1" * 30):
        chip.content = content
        assert refused(bench).reason is CardReaderReason.CARD_DATA_WRONG
    neighbour = HallChip("690000123457", uid=bytes.fromhex("0469AABBCCDDEE"))
    chip.content = neighbour.content
    assert refused(bench).reason is CardReaderReason.CARD_NOT_OURS, "a neighbour's number on a card of one's own"
    removed(bench)
    bench.device.put_card(HallChip(master_key=bytes(16)))
    assert refused(bench).reason is CardReaderReason.CARD_NOT_OURS, "the key of another system"


def test_without_keys_a_hall_card_is_as_strange_as_any(tmp_path: Path) -> None:
    with card_bench(tmp_path, keys=False) as bench:
        chip = HallChip()
        bench.device.put_card(chip)
        assert read(bench) == UnknownContactless()
        assert not any(command[1] == 0xAA for command in chip.asked)


@pytest.mark.parametrize(
    "chip", [ContactlessChip(), ContactlessChip(uid=b"", atr=CONTACTLESS_ATR)], ids=["tag", "phone"]
)
def test_a_uid_is_never_a_credential(bench: Bench, chip: ContactlessChip) -> None:
    bench.device.put_card(chip)
    card = read(bench)
    assert card == UnknownContactless()
    assert not any(hasattr(card, name) for name in ("uid", "number", "__dict__"))


def test_a_bank_card_is_recognised_and_asked_for_nothing(bench: Bench) -> None:
    chip = BankChip(application=bytes.fromhex("A0000000031010"))
    bench.device.put_card(chip)
    assert read(bench) == BankCard(BankNetwork.VISA)
    assert not any(command[1] in {0xA8, 0xB2} for command in chip.asked), "its number is not even read"


def test_a_bank_card_in_the_contact_slot_is_recognised_too(bench: Bench) -> None:
    bench.device.put_card(BankChip(contact=True))
    assert read(bench) == BankCard(BankNetwork.UNIONPAY)


def test_a_bank_card_shows_its_last_digits_where_they_are_asked_for(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with card_bench(tmp_path, options={"bank_card_digits": True}) as bench:
        for in_record in (False, True):
            bench.device.put_card(BankChip("6999001234567890128", in_record=in_record))
            assert read(bench) == BankCard(BankNetwork.UNIONPAY, "***************0128")
            removed(bench)
    assert "699900" not in caplog.text


def test_a_chip_that_knows_none_of_ours(bench: Bench) -> None:
    bench.device.put_card(ContactChip())
    error = refused(bench)
    assert (error.completion, error.reason) == (Completion.INVALID_DATA, CardReaderReason.CARD_UNKNOWN)


def test_a_card_that_comes_later_is_waited_for_and_one_that_is_left_is_told(bench: Bench) -> None:
    told: list[int] = []

    async def story() -> Card:
        laid = threading.Timer(0.2, bench.device.put_card, [HallChip()])
        laid.start()
        card = await bench.reader.read(20, progress=lambda: told.append(threading.get_ident()))
        laid.join()
        return card

    assert isinstance(asyncio.run(story()), HallCard)
    assert told == [threading.get_ident()], "progress is called once, on the calling loop"
    assert not asyncio.run(bench.reader.wait_until_removed(0.2)), "it was left in the reader"
    threading.Timer(0.2, bench.device.pull_card).start()
    assert asyncio.run(bench.reader.wait_until_removed(20))


def test_no_card_by_the_deadline(bench: Bench) -> None:
    error = refused(bench, 0.2)
    assert (error.completion, error.reason) == (Completion.TIME_OUT, CardReaderReason.NO_CARD)
    assert asyncio.run(bench.reader.wait_until_removed(0.1))


def test_quick_insertions_lose_no_event(bench: Bench) -> None:
    """The listener keeps the watching thread from looking while cards come and go: none of them gets lost."""
    events: list[Event[CardMoved]] = []

    def slow(event: Event[CardMoved]) -> None:
        events.append(event)
        if event.seq == 1:
            time.sleep(2)

    bench.reader.listen(slow)
    for _ in range(4):
        bench.device.put_card(HallChip())
        until(bench.device.powered)
        bench.device.pull_card()
        seen = bench.device.polls
        until(lambda seen=seen: bench.device.polls > seen + 1)  # type: ignore[misc]  # it looks twice
    until(lambda: len(events) == 8)
    assert [event.value for event in events] == [CardInserted(0), CardRemoved(0)] * 4
    assert [event.seq for event in events] == list(range(1, 9))


def test_a_card_pulled_while_it_is_read(bench: Bench) -> None:
    for chip, commands in ((SocialSecurityChip, 1), (HallChip, 3), (SocialSecurityChip, 9)):
        bench.device.put_card(chip(faults=CardFaults(pulled_after=commands)))
        error = refused(bench)
        assert (error.completion, error.reason) == (Completion.USER_ERROR, CardReaderReason.CARD_REMOVED)
        removed(bench)
        seen = bench.device.polls
        until(lambda seen=seen: bench.device.polls > seen + 1)  # type: ignore[misc]  # nobody changes cards as fast
    bench.device.put_card(HallChip())
    assert isinstance(read(bench), HallCard), "put in again, it is read"


def test_a_card_that_falls_mute_or_never_spoke(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hardware.card_reader.pcsc_line._GONE_S", 0.1)  # it was not pulled: nothing to wait for
    mute = CardFaults(mute_after=2)
    for chip in (SocialSecurityChip(faults=mute), HallChip(faults=mute), HallChip(faults=UPSIDE_DOWN)):
        bench.device.put_card(chip)
        error = refused(bench)
        assert (error.completion, error.reason) == (Completion.INVALID_DATA, CardReaderReason.CARD_MUTE)
        assert bench.reader.status.usable
        removed(bench)
    bench.device.put_card(HallChip())
    assert isinstance(read(bench), HallCard)


@pytest.mark.parametrize("chip", [SocialSecurityChip, HallChip])
def test_a_card_that_answers_the_last_question_instead_of_this_one(bench: Bench, chip: type[ChipCard]) -> None:
    bench.device.put_card(chip(faults=CardFaults(stale=True)))
    said = [what_is_said(bench) for _ in range(3)]
    assert set(said) <= {CardReaderReason.CARD_UNREADABLE, CardReaderReason.CARD_UNKNOWN, UnknownContactless()}, said


def what_is_said(bench: Bench) -> Card | StrEnum:
    """A card, or the reason why there is none."""
    try:
        return read(bench)
    except DeviceError as error:
        return error.reason


HOSTILE = {CardReaderReason.CARD_UNREADABLE, CardReaderReason.CARD_UNKNOWN, CardReaderReason.CARD_NOT_OURS,
           CardReaderReason.CARD_DATA_WRONG, CardReaderReason.CARD_MUTE}  # fmt: skip


@pytest.mark.parametrize("chip", [SocialSecurityChip, HallChip, BankChip])
def test_a_card_that_babbles_is_nobody_and_harms_nothing(bench: Bench, chip: type[ChipCard]) -> None:
    card = chip()
    bench.device.put_card(card)
    for faults in [
        *(CardFaults(garbage=seed) for seed in range(1, 21)),
        *(CardFaults(overlong=b"\xff" * size) for size in (1, 40, 200)),
        *(CardFaults(status=bytes.fromhex(word)) for word in ("6100", "6C00", "61FF", "6CFF", "9000", "9100", "91AF")),
        *(CardFaults(status=bytes.fromhex(word)) for word in ("6982", "6985", "6A82", "6F00", "0000", "FFFF")),
    ]:
        card.break_with(faults)
        said = what_is_said(bench)
        assert said in HOSTILE or isinstance(said, UnknownContactless | BankCard), (faults, said)
    card.break_with(CardFaults())
    assert isinstance(read(bench), SocialSecurityCard | HallCard | BankCard), "the reader serves on"


@pytest.mark.parametrize("chip", [SocialSecurityChip, HallChip], ids=["T=0", "T=1"])
def test_a_card_that_makes_us_wait_for_ever_holds_nobody(tmp_path: Path, chip: type[ChipCard]) -> None:
    with card_bench(tmp_path, options={"card_s": 0.5}) as bench:
        bench.device.put_card(chip(faults=CardFaults(stalls=True)))
        error = refused(bench)
        assert (error.completion, error.reason) == (Completion.TIME_OUT, CardReaderReason.CARD_SLOW)
        until(lambda: bench.reader.status.state is DeviceState.DEVICE_BUSY)
        assert bench.reader.status.detail == "card_slow"
        assert refused(bench).reason is CardReaderReason.CARD_SLOW
        removed(bench)
        until(lambda: bench.reader.status.state is DeviceState.ONLINE)
        bench.device.put_card(HallChip())
        assert isinstance(read(bench), HallCard)


def test_a_reader_that_is_held_on_and_on_is_out_of_order_until_it_is_let_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hardware.card_reader.pcsc_line._STUCK_S", 0.2)
    with card_bench(tmp_path, options={"card_s": 0.3}) as bench:
        bench.device.put_card(HallChip(faults=CardFaults(stalls=True)))
        assert refused(bench).reason is CardReaderReason.CARD_SLOW
        until(lambda: bench.reader.status.state is DeviceState.HARDWARE_ERROR)
        assert bench.reader.status.detail == "reader_silent"
        bench.device.pull_card()
        until(lambda: bench.reader.status.state is DeviceState.ONLINE)


def test_a_bad_line_does_not_matter(bench: Bench) -> None:
    """Byte by byte, torn and late, and with more time asked for."""
    bench.device.break_with(TwinFaults(chunk=1))
    bench.device.put_card(HallChip())
    assert isinstance(read(bench), HallCard)
    for faults in (TwinFaults(chunk=7, late_s=0.02), TwinFaults(extensions=1)):
        bench.device.break_with(faults)
        assert isinstance(read(bench), HallCard), faults


@pytest.mark.parametrize(
    "faults",
    [TwinFaults(damaged=3), TwinFaults(refuses=3)],
    ids=["wrong checksums", "says that it misheard"],
)
def test_a_reader_that_stumbles_serves_again_when_it_is_well(bench: Bench, faults: TwinFaults) -> None:
    bench.device.put_card(HallChip())
    assert isinstance(read(bench), HallCard)
    bench.device.break_with(faults)
    said = what_is_said(bench)
    assert isinstance(said, HallCard | CardReaderReason), said
    bench.device.break_with(TwinFaults())
    bench.device.pull_card()
    until(lambda: is_empty(bench), 60)
    bench.device.put_card(HallChip())
    assert isinstance(read(bench), HallCard)


@pytest.mark.parametrize(
    "faults",
    [TwinFaults(stale=True), TwinFaults(overlong=200)],
    ids=["answers the last question", "claims more than it sends"],
)
def test_a_reader_out_of_step_with_pcscd_holds_nobody_and_pcscd_anew_mends_it(
    tmp_path: Path, faults: TwinFaults
) -> None:
    """Libccid does not find its step again by itself: it waits for minutes, or stays one answer behind."""
    with card_bench(tmp_path, options={"card_s": 0.5}) as bench:
        bench.device.put_card(HallChip())
        assert isinstance(read(bench), HallCard)
        bench.device.break_with(faults)
        for _ in range(2):
            refused(bench)
        bench.device.break_with(TwinFaults())
        bench.service.kill()
        until(lambda: bench.reader.status.detail == "service_absent")
        bench.service.start()
        until(lambda: bench.reader.status.state is DeviceState.ONLINE)
        assert isinstance(read(bench), HallCard)


def is_empty(bench: Bench) -> bool:
    """Whether the reader is there and holds no card; pcscd takes its time to trust a reader again."""
    try:
        return asyncio.run(bench.reader.wait_until_removed(1))
    except DeviceError:
        return False


def test_a_mute_reader_is_absent_until_it_speaks_again(bench: Bench) -> None:
    bench.device.break_with(TwinFaults(mute=True))
    until(lambda: bench.reader.status.health is Health.ABSENT, 60)
    assert bench.reader.status.detail == "reader_absent"
    assert refused(bench).reason is CardReaderReason.READER_ABSENT
    bench.device.break_with(TwinFaults())
    until(lambda: bench.reader.status.usable, 60)
    bench.device.put_card(HallChip())
    assert isinstance(read(bench), HallCard)


def test_pcscd_killed_and_restarted(bench: Bench) -> None:
    bench.device.put_card(HallChip())
    read(bench)
    events: list[CardMoved] = []
    bench.reader.listen(lambda event: events.append(event.value))
    bench.service.kill()
    until(lambda: bench.reader.status.health is Health.ABSENT)
    assert bench.reader.status.detail == "service_absent"
    assert events == [CardRemoved(0)], "nobody can see the card any more"
    assert refused(bench).reason is CardReaderReason.SERVICE_ABSENT
    bench.service.start()
    until(lambda: bench.reader.status.usable)
    assert isinstance(read(bench), HallCard)
    assert events == [CardRemoved(0), CardInserted(0)]


def test_pcscd_killed_while_a_card_is_awaited(bench: Bench) -> None:
    threading.Timer(0.1, bench.service.kill).start()
    assert refused(bench).reason in {CardReaderReason.READER_ABSENT, CardReaderReason.SERVICE_ABSENT}


def test_pcscd_killed_in_the_midst_of_a_card(bench: Bench) -> None:
    bench.device.put_card(HallChip(faults=CardFaults(stalls=True)))

    async def story() -> DeviceError:
        begun = asyncio.Event()
        reading = asyncio.create_task(bench.reader.read(20, progress=begun.set))
        await begun.wait()
        bench.service.kill()
        with pytest.raises(DeviceError) as caught:
            await reading
        return caught.value

    assert asyncio.run(story()).reason in {CardReaderReason.READER_ABSENT, CardReaderReason.SERVICE_ABSENT}
    bench.device.put_card(HallChip())
    # An answer to the dead pcscd that reaches the new one makes libccid give the reader up.
    until(lambda: not bench.device.busy)
    bench.service.start()
    until(lambda: isinstance(what_is_said(bench), HallCard))


def test_pcscd_that_hangs_holds_nobody(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stopped, not killed: calls into it never come back."""
    monkeypatch.setattr("hardware.card_reader.slot_watch._SLICE_S", 0.2)
    monkeypatch.setattr("hardware.card_reader.slot_watch._STUCK_S", 1.0)
    os.kill(bench.service.pid, signal.SIGSTOP)
    try:
        until(lambda: bench.reader.status.health is Health.ABSENT, 60)
        assert refused(bench).reason in {CardReaderReason.READER_ABSENT, CardReaderReason.READER_SILENT}
    finally:
        os.kill(bench.service.pid, signal.SIGCONT)
    until(lambda: bench.reader.status.usable, 60)
    bench.device.put_card(HallChip())
    assert isinstance(read(bench), HallCard)


def test_unplugged_and_plugged_in_again(bench: Bench) -> None:
    """As far as a serial reader can: pcscd finds it again only when it starts anew."""
    bench.device.unplug()
    until(lambda: bench.reader.status.health is Health.ABSENT, 60)
    assert refused(bench).reason is CardReaderReason.READER_ABSENT
    bench.service.stop()
    until(lambda: bench.reader.status.detail == "service_absent")
    bench.service.start()
    until(lambda: bench.reader.status.detail == "reader_absent")
    assert asyncio.run(bench.reader.readers()) == ()
    bench.service.stop()
    bench.device.plug()
    bench.service.start()
    until(lambda: bench.reader.status.state is DeviceState.ONLINE)
    bench.device.put_card(HallChip())
    assert isinstance(read(bench), HallCard)


def test_waiting_for_a_card_can_be_cancelled_and_the_reader_serves_the_next(bench: Bench) -> None:
    async def story() -> Card:
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(bench.reader.read(60), 0.1)
        bench.device.put_card(HallChip())
        return await bench.reader.read(20)

    assert isinstance(asyncio.run(story()), HallCard)


def test_reading_can_be_cancelled_in_the_midst(tmp_path: Path) -> None:
    with card_bench(tmp_path, options={"card_s": 60}) as bench:
        bench.device.put_card(SocialSecurityChip(faults=CardFaults(stalls=True)))

        async def story() -> None:
            begun = asyncio.Event()
            reading = asyncio.create_task(bench.reader.read(60, progress=begun.set))
            await begun.wait()
            reading.cancel()
            with pytest.raises(asyncio.CancelledError):
                await reading

        asyncio.run(story())
        removed(bench)
        bench.device.put_card(HallChip())
        assert isinstance(read(bench), HallCard)


def test_closing_ends_what_waits(bench: Bench) -> None:
    threading.Timer(0.1, bench.reader.close).start()
    assert refused(bench).reason is CardReaderReason.CANCELLED


def test_of_two_slots_the_newest_card_is_read(tmp_path: Path) -> None:
    with card_bench(tmp_path, slots=2) as bench:
        events: list[CardMoved] = []
        bench.reader.listen(lambda event: events.append(event.value))
        until(lambda: bench.reader.status.usable)
        bench.device.put_card(SocialSecurityChip(), slot=1)
        assert isinstance(read(bench), SocialSecurityCard)
        bench.device.put_card(HallChip(), slot=0)
        until(lambda: events == [CardInserted(1), CardInserted(0)])
        assert isinstance(read(bench), HallCard)
        bench.device.pull_card(0)
        until(lambda: events[2:] == [CardRemoved(0)])
        assert isinstance(read(bench), SocialSecurityCard)
        removed(bench, 1)


def test_a_slot_that_is_not_configured_is_not_read(tmp_path: Path) -> None:
    """Such as the one inside, in which a security module always sits."""
    with card_bench(tmp_path, slots=2, options={"slots": "0"}) as bench:
        until(lambda: bench.reader.status.usable)
        bench.device.put_card(SocialSecurityChip(), slot=1)
        until(lambda: bench.device.powered(1))
        assert refused(bench, 0.5).reason is CardReaderReason.NO_CARD


def test_another_reader_is_never_taken_for_the_configured_one(tmp_path: Path) -> None:
    with card_bench(tmp_path, port="Some Other Reader") as bench:
        bench.device.put_card(HallChip())
        until(lambda: bench.reader.status.detail == "reader_absent")
        assert refused(bench).reason is CardReaderReason.READER_ABSENT
        assert asyncio.run(bench.reader.readers()) == ("Kiosk Twin 00 00",)


def test_of_two_readers_with_the_name_none_is_taken(tmp_path: Path) -> None:
    with (
        GemPcTwinEmulator(tmp_path / "one") as one,
        GemPcTwinEmulator(tmp_path / "two") as two,
        Pcscd({"Twin one": one.device_name, "Twin two": two.device_name}),
    ):
        reader = card_reader({}, "Twin")
        reader.start()
        try:
            until(lambda: reader.status.detail == "reader_ambiguous")
            assert reader.status.health is Health.FAILED
            with pytest.raises(DeviceError) as caught:
                asyncio.run(reader.read(5))
            assert caught.value.reason is CardReaderReason.READER_AMBIGUOUS
        finally:
            reader.close()


def test_nothing_personal_is_logged_or_shown(bench: Bench, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    chip = SocialSecurityChip()
    bench.device.put_card(chip)
    shown = repr(read(bench)) + str(read(bench))
    chip.become(Holder(number=card_number("69010419560520002")[:-1] + "7"))
    error = refused(bench)
    removed(bench)
    bench.device.put_card(HallChip())
    shown += repr(read(bench)) + repr(error) + str(error) + caplog.text
    for secret in ("林小满", "69010419560520002", "A69012345", "690000123456", "04690102030405"):
        assert secret not in shown
    assert "number" in caplog.text, "the field that was wrong is told"


def test_what_a_card_said_is_not_kept(bench: Bench) -> None:
    before = {id(thing) for thing in kept()}
    chip = SocialSecurityChip()
    bench.device.put_card(chip)
    assert isinstance(read(bench), SocialSecurityCard)
    chip.become(Holder(number="690104195605200027"))
    refused(bench)
    until(lambda: all(id(thing) in before for thing in kept()), 5)  # once the reader's thread has put its job down


def kept() -> list[object]:
    """Cards, and errors, in whose frames a card may still lie."""
    gc.collect()
    # By type and not by isinstance, which asks the dead things behind other libraries' weak references.
    return [thing for thing in gc.get_objects() if issubclass(type(thing), SocialSecurityCard | DeviceError)]
