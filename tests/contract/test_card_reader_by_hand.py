"""What hands can do: the emulated reader's handles and faults on the workbench, and the trials of the bench."""

import asyncio
import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from hardware.card_reader.trials import TRIALS
from hardware.emulators.chip_cards.hall import HallChip
from hardware.emulators.chip_cards.social_security import SocialSecurityChip
from hardware.emulators.handles import Handled
from hardware.emulators.pcscd import Pcscd, PcscdUnavailable, only_one
from hardware.errors import DeviceError
from tests.helpers.pcscd_bench import Bench, card_bench, until

pytestmark = [pytest.mark.xdist_group("pcscd")] if only_one() else []

SAID = {
    "Social-security card": "a social-security card, open, version 3.00, valid until 2029",
    "... that wants a PIN": "name kept by the card",
    "Hall card": "number 6**********6",
    "Bank card": "a bank card (unionpay); refused",
    "Unknown contactless": "something contactless that is none of ours; nothing can be opened with it",
}

REFUSED = ("Hall card of elsewhere", "... upside down")


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with card_bench(tmp_path) as made:
        until(lambda: made.reader.status.usable)
        yield made


def tried(bench: Bench, trial: str) -> list[str]:
    said: list[str] = []
    asyncio.run(attempted(bench, trial, [], said))
    return said


async def attempted(bench: Bench, trial: str, words: list[str], said: list[str]) -> None:
    await TRIALS[trial].run(bench.reader, words, said.append)


def test_every_handle_does_what_it_says(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hardware.card_reader.pcsc_line._GONE_S", 0.1)  # nothing is pulled while it is read
    handles = {handle.label: handle.act for handle in bench.device.handles()}
    for label, line in SAID.items():
        handles[label]()
        assert "nothing" not in bench.device.looks()
        said = tried(bench, "read")
        assert line in said, label
        assert not any(secret in " ".join(said) for secret in ("林小满", "690104195605200024", "690000123456"))
        handles["Pull the card"]()
        assert asyncio.run(bench.reader.wait_until_removed(20))
    for label in REFUSED:
        handles[label]()
        with pytest.raises(DeviceError):
            tried(bench, "read")
        handles["Pull the card"]()
        assert asyncio.run(bench.reader.wait_until_removed(20))
    assert set(handles) == {*SAID, *REFUSED, "Pull the card"}


def test_every_fault_can_be_chosen_and_mended(bench: Bench) -> None:
    device: Handled = bench.device
    device.break_with_fault("slow")
    bench.device.put_card(HallChip())
    assert "a hall card that proved itself" in tried(bench, "read"), "slow is not broken"
    for key in (*device.faults(), ""):
        device.break_with_fault(key)
    assert "a hall card that proved itself" in tried(bench, "read")


def test_the_readers_of_the_service_are_told(bench: Bench) -> None:
    assert tried(bench, "readers") == ["Kiosk Twin 00 00"]
    with pytest.raises(ValueError, match="no words"):
        asyncio.run(attempted(bench, "readers", ["x"], []))


def test_cards_are_counted(bench: Bench) -> None:
    bench.device.put_card(SocialSecurityChip())
    tried(bench, "read")
    counted = bench.reader._supervisor.counters.snapshot()  # type: ignore[attr-defined]
    assert (counted["cards_read"], counted["cards_inserted"]) == (1, 1)


def test_a_second_pcscd_in_this_process_is_refused(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    for patience in ("_OURS_S", "_OTHERS_S"):
        monkeypatch.setattr(f"hardware.emulators.pcscd.{patience}", 0.1)
    with pytest.raises(PcscdUnavailable, match="did not end"), Pcscd({}):
        pass
    assert bench.reader.status.usable, "the first one is not disturbed"


def test_what_a_killed_run_left_behind_is_removed_and_nothing_else() -> None:
    gone = subprocess.Popen(["true"])
    gone.wait()
    folders = [Path(tempfile.gettempdir()) / f"linli-pcscd-{os.getuid()}-{pid}" for pid in (gone.pid, os.getppid())]
    for folder in folders:
        (folder / "run").mkdir(parents=True)
    try:
        with Pcscd({}):
            assert [folder.exists() for folder in folders] == [False, True]
    finally:
        (folders[1] / "run").rmdir()
        folders[1].rmdir()
