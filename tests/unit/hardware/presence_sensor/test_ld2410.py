"""Reports of the radar: golden frames of public sources, and any bytes at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.presence_sensor.ld2410 import Report, Reports

# Examples of Hi-Link's paper and of users' traces, as public sources quote them: docs/devices/presence_sensor.md.
PAPER = bytes.fromhex("F4F3F2F1 0D00 02AA 02 5100 00 0000 3B 0000 5500 F8F7F6F5")
NOBODY = bytes.fromhex("F4F3F2F1 0D00 02AA 00 4500 3E 0000 3A 0000 5500 F8F7F6F5")
MOVING = bytes.fromhex("F4F3F2F1 0D00 02AA 03 4F00 64 4C00 64 3200 5500 F8F7F6F5")
ENGINEERING = bytes.fromhex(
    "F4F3F2F1 2300 01AA 03 1E00 3C 0000 39 0000 0808 3C22050303040306 05 000039101306060804 6001 5500 F8F7F6F5"
)


@pytest.mark.parametrize(
    ("frame", "report"),
    [
        (PAPER, Report(True, 0)),  # rests: the distance of what rests counts, not that of an old movement
        (NOBODY, Report(False, None)),
        (MOVING, Report(True, 0x4F)),
        (ENGINEERING, Report(True, 30)),
        (PAPER.replace(b"\x02\xaa\x02", b"\x02\xaa\x05"), Report(None, None)),
    ],
    ids=["paper", "nobody", "moving", "engineering", "measures itself"],
)
def test_golden(frame: bytes, report: Report) -> None:
    reports = Reports()
    assert reports.feed(frame) == [report]
    assert reports.skipped == 0


@pytest.mark.parametrize("at", [0, 6, 7, 17, 19, 22])
def test_a_damaged_report_is_dropped_and_the_next_is_read(at: int) -> None:
    damaged = bytearray(MOVING)
    damaged[at] ^= 0x10
    assert Reports().feed(bytes(damaged) + NOBODY) == [Report(False, None)]


def test_a_length_that_cannot_be_holds_nothing_up() -> None:
    assert Reports().feed(b"\xf4\xf3\xf2\xf1\xff\xff" + MOVING) == [Report(True, 0x4F)]


@given(st.integers(1, 23), st.binary(max_size=30))
def test_torn_anywhere_and_behind_any_noise(step: int, noise: bytes) -> None:
    noise = noise.replace(b"\xf1", b"\x00")  # no head in it: that may well swallow what follows
    reports, stream, found = Reports(), noise + MOVING + NOBODY, []
    for start in range(0, len(stream), step):
        found += reports.feed(stream[start : start + step])
    assert found == [Report(True, 0x4F), Report(False, None)]
    assert reports.skipped == len(noise)


@given(st.lists(st.one_of(st.binary(max_size=80), st.sampled_from([PAPER, MOVING, b"\xf4\xf3\xf2\xf1\x0d\x00"]))))
def test_any_bytes_are_borne_and_the_memory_is_bounded(pieces: list[bytes]) -> None:
    reports, count = Reports(), 0
    for piece in pieces:
        count += len(reports.feed(piece))
        assert len(reports._rest) < 80
    assert count * 23 + reports.skipped <= sum(map(len, pieces))


def test_a_flood_of_heads_costs_no_more_than_its_length() -> None:
    reports = Reports()
    assert reports.feed(b"\xf4\xf3\xf2\xf1" * 60_000) == []
    assert reports.feed(NOBODY) == [Report(False, None)]
