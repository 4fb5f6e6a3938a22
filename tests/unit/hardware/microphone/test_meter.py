"""Levels, warnings, and cutting sound into blocks."""

import array
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.microphone.contract import BLOCK_BYTES, BLOCK_SAMPLES, RATE, Block
from hardware.microphone.meter import DEAD_S, Meter, dbfs
from hardware.microphone.outlet import Cutter
from hardware.microphone.trials import shown

SECOND = round(RATE / BLOCK_SAMPLES)


def block(*samples: int) -> Block:
    return Block(array.array("h", (samples * BLOCK_SAMPLES)[:BLOCK_SAMPLES]).tobytes(), 1, 0.0)


def test_levels_that_are_known() -> None:
    sine = array.array("h", (round(32_767 * math.sin(2 * math.pi * n / 16)) for n in range(BLOCK_SAMPLES)))
    assert dbfs(array.array("h", [32_767, -32_767])) == pytest.approx(0, abs=0.001)
    assert dbfs(sine) == pytest.approx(-3.01, abs=0.01)
    assert dbfs(array.array("h", [3277] * 9)) == pytest.approx(-20, abs=0.01)
    assert dbfs(array.array("h", [0] * 9)) == dbfs(array.array("h")) == -100


@given(st.lists(st.integers(-32_768, 32_767), max_size=600))
def test_a_level_is_always_one(samples: list[int]) -> None:
    assert -100 <= dbfs(array.array("h", samples)) <= 0.001


def test_zeros_are_dead_only_after_a_while_and_one_sample_revives() -> None:
    meter = Meter()
    for _ in range(round(DEAD_S * SECOND) - 2):
        meter.take(block(0))
    assert meter.warnings() == ()
    for _ in range(4):
        meter.take(block(0))
    assert meter.warnings() == ("silent",)
    meter.rest()
    assert meter.warnings() == ("silent",), "nobody has heard it since"
    assert meter.level is None
    meter.take(block(*[0] * 511, 1))
    assert meter.warnings() == ()


def test_short_listening_adds_up_to_no_dead_microphone() -> None:
    meter = Meter()
    for _ in range(20):
        for _ in range(SECOND):
            meter.take(block(0))
        meter.rest()
    assert meter.warnings() == ()


def test_a_single_bang_is_no_clipping_and_shouting_is() -> None:
    meter = Meter()
    for _ in range(4):
        meter.take(block(32_767, -32_768))
    assert meter.warnings() == ()
    for _ in range(10):
        meter.take(block(32_767, -32_768))
    assert meter.warnings() == ("clipping",)
    for _ in range(20 * SECOND):
        meter.take(block(100, -100))
    assert meter.warnings() == ()


@given(st.lists(st.binary(max_size=3000), max_size=12))
def test_any_tearing_gives_the_same_blocks(pieces: list[bytes]) -> None:
    cutter, found = Cutter(), list[tuple[int, bytes]]()
    for piece in pieces:
        found += cutter.cut(piece)
    stream = b"".join(pieces)
    assert [seq for seq, _ in found] == list(range(1, len(stream) // BLOCK_BYTES + 1))
    assert b"".join(octets for _, octets in found) == stream[: len(found) * BLOCK_BYTES]


def test_a_level_is_shown_as_a_bar() -> None:
    assert shown(-100.0).count("#") == 0
    assert shown(0.0).count("#") == 30
    assert shown(None) == "no sound comes"
