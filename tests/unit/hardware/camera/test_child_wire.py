"""The wire between a sense's driver and its child."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.transport.child_process import ChildBroken
from hardware.transport.child_wire import HEAD_SIZE, SEQ_END, pack_head, unpack_head


@given(st.integers(0, 2**40), st.floats(0, 1e9), st.integers(0, 2**32 - 1))
def test_a_head_comes_out_as_it_went_in(seq: int, at: float, length: int) -> None:
    packed = pack_head(seq, at, length)
    assert len(packed) == HEAD_SIZE
    head = unpack_head(packed, length)
    assert head.seq == seq % SEQ_END
    assert head.at == pytest.approx(at, abs=1e-6)


@given(st.binary(max_size=40), st.integers(0, 2**32))
def test_nonsense_is_refused_by_name_and_by_nothing_else(octets: bytes, length: int) -> None:
    with contextlib.suppress(ChildBroken):
        assert len(octets) == HEAD_SIZE or unpack_head(octets, length) is None


def test_a_golden_head() -> None:
    golden = bytes.fromhex("01 00000007 0000000059682F00 00000400")
    assert pack_head(7, 1.5, 1024) == golden
    assert (unpack_head(golden, 1024).seq, unpack_head(golden, 1024).at) == (7, 1.5)
    for length in (1023, 1025, 0):
        with pytest.raises(ChildBroken):
            unpack_head(golden, length)
