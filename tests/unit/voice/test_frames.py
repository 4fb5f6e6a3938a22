"""The wires to the child processes: what goes in comes out, and nonsense is refused."""

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hardware.speaker import wire
from kiosk.visit.modes import Tongue
from kiosk.voice import frames

NUMBERS = st.integers(0, 2**32 - 1)


@settings(deadline=None)  # a busy machine is no fault
@given(NUMBERS, st.integers(500, 2000), st.text(max_size=200), st.sampled_from(Tongue))
def test_a_request_comes_out_as_it_went_in(number: int, thousandths: int, words: str, tongue: Tongue) -> None:
    request = frames.Request(number, thousandths / 1000, words, tongue)
    packed = frames.pack_request(request)
    assert frames.checked_length(packed[:4], frames.LONGEST_REQUEST) == len(packed) - 4
    assert frames.unpack_request(packed[4:]) == request


@settings(deadline=None)  # a busy machine is no fault
@given(NUMBERS, st.sampled_from(frames.Outcome), NUMBERS, st.binary(max_size=100))
def test_a_reply_comes_out_as_it_went_in(number: int, outcome: frames.Outcome, rate: int, body: bytes) -> None:
    reply = frames.Reply(number, outcome, rate, body)
    assert frames.unpack_reply(frames.pack_reply(reply)[4:]) == reply


@settings(deadline=None)  # a busy machine is no fault
@given(st.binary(max_size=60))
def test_nonsense_is_refused_by_name_and_by_nothing_else(octets: bytes) -> None:
    with contextlib.suppress(frames.FrameBroken):
        frames.unpack_request(octets)
    with contextlib.suppress(frames.FrameBroken):
        frames.unpack_reply(octets)
    with contextlib.suppress(wire.WireBroken):
        wire.unpack_order(octets)
    with contextlib.suppress(wire.WireBroken):
        wire.unpack_event(octets)


def test_a_tongue_that_nobody_has_is_refused() -> None:
    packed = frames.pack_request(frames.Request(1, 1.0, "hello", Tongue.ENGLISH))
    with pytest.raises(frames.FrameBroken):
        frames.unpack_request(packed[4:].replace(b"en", b"xx", 1))


def test_a_length_is_bounded_before_it_is_believed() -> None:
    with pytest.raises(frames.FrameBroken):
        frames.checked_length(b"\xff\xff\xff\xff", frames.LONGEST_REPLY)
    with pytest.raises(wire.WireBroken):
        wire.order_length(b"\xff\xff\xff\xff")


def test_neither_repr_tells_what_is_said() -> None:
    request, reply = frames.Request(1, 1.0, "秘密"), frames.Reply(1, frames.Outcome.SPOKEN, 8000, b"secret")
    assert "秘密" not in repr(request) + repr(reply)
    assert "secret" not in repr(reply)


def test_words_that_are_no_text_are_refused_without_repeating_them() -> None:
    with pytest.raises(frames.FrameBroken) as refused:
        frames.unpack_request(b"\0\0\0\1\3\xe8\xff\xfe")
    assert refused.value.__cause__ is None
    assert refused.value.__suppress_context__


@settings(deadline=None)  # a busy machine is no fault
@given(NUMBERS, NUMBERS, st.binary(max_size=100), st.sampled_from(wire.OrderKind))
def test_an_order_comes_out_as_it_went_in(number: int, value: int, pcm: bytes, kind: wire.OrderKind) -> None:
    order = wire.Order(kind, number, value, pcm)
    packed = wire.pack_order(order)
    assert wire.order_length(packed[:4]) == len(packed) - 4
    assert wire.unpack_order(packed[4:]) == order


@settings(deadline=None)  # a busy machine is no fault
@given(NUMBERS, st.sampled_from(wire.EventKind))
def test_an_event_comes_out_as_it_went_in(number: int, kind: wire.EventKind) -> None:
    packed = wire.pack_event(wire.Event(kind, number))
    assert len(packed) == wire.EVENT_SIZE
    assert wire.unpack_event(packed) == wire.Event(kind, number)
