"""The codecs of lock boards: golden frames of HARDWARE.md, and any bytes at all."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hardware.locker import frames_8a80, frames_cu16, frames_wkly
from hardware.locker.frames_wkly import Frame, WklyCommand

BYTES = st.binary(max_size=600)
MANY = settings(max_examples=100, deadline=None)


def of(text: str) -> bytes:
    return bytes.fromhex(text)


def test_what_an_8a80_board_is_asked() -> None:
    assert frames_8a80.open_one(1, 1) == of("8A0101119B")
    assert frames_8a80.ask_one(1, 1) == of("80010133B3")
    assert frames_8a80.ask_all(1) == of("80010033B2")


@pytest.mark.parametrize("lock", [0, -1, 33])
def test_no_frame_opens_all_doors_of_an_8a80_board(lock: int) -> None:
    with pytest.raises(ValueError):
        frames_8a80.open_one(1, lock)


def test_what_an_8a80_board_answers() -> None:
    assert frames_8a80.all_states(of("8001010101 33B3"), 1, 24) == tuple(at in {0, 8, 16} for at in range(24))
    assert frames_8a80.one_state(of("800101 1191"), 1, 1) is True
    assert frames_8a80.one_state(of("800101 0080"), 1, 1) is False
    assert frames_8a80.opened(of("8A0101119B"), 1, 1) is True
    # 32-way: the last byte has locks 1 to 8.
    assert frames_8a80.all_states(of("80 01 00 00 00 01 33 B3"), 1, 32) == (True, *[False] * 31)


def test_an_8a80_answer_of_another_board_lock_or_form_is_not_ours() -> None:
    assert frames_8a80.one_state(of("8001011191"), 2, 1) is None
    assert frames_8a80.one_state(of("8001011191"), 1, 2) is None
    assert frames_8a80.all_states(of("8001011191"), 1, 24) is None
    assert frames_8a80.one_state(of("800101010133B3"), 1, 1) is None
    assert frames_8a80.one_state(frames_8a80.ask_one(1, 1), 1, 1) is None, "our own question is no answer"
    assert frames_8a80.all_states(frames_8a80.ask_all(1), 1, 24) is None


def test_what_a_wkly_board_is_asked_and_answers() -> None:
    assert frames_wkly.encode(0, WklyCommand.OPEN, b"\x01") == of("574B4C59 09 00 82 01 83")
    assert frames_wkly.frames(of("574B4C59090081 01 80")) == [Frame(0, 0x81, b"\x01")]
    assert frames_wkly.frames(of("574B4C590A0081000183")) == [Frame(0, 0x81, b"\x00\x01")]
    answer = of("574B4C590B008200010081")
    assert frames_wkly.acknowledged(answer, 0, WklyCommand.OPEN, 1) is True
    assert frames_wkly.acknowledged(answer, 0, WklyCommand.OPEN, 2) is None
    assert frames_wkly.one_state(of("574B4C590B008300010181"), 0, 1) is True


def test_a_wkly_frame_is_found_behind_the_beginning_of_another() -> None:
    whole = of("574B4C590B008200010081")
    assert frames_wkly.frames(of("57574B") + whole) == [Frame(0, 0x82, b"\x00\x01\x00")]
    assert frames_wkly.frames(of("574B4C593F00") + whole) == [Frame(0, 0x82, b"\x00\x01\x00")]
    assert frames_wkly.frames(whole[:-1] + b"\x00" + whole + whole[:5]) == [Frame(0, 0x82, b"\x00\x01\x00")]


def test_a_wkly_answer_about_all_must_tell_of_all() -> None:
    answer = frames_wkly.encode(3, WklyCommand.ALL_STATES, bytes([0, 3, 1, 0, 1]))
    assert frames_wkly.all_states(answer, 3, 3) == (True, False, True)
    assert frames_wkly.all_states(answer, 3, 2) == (True, False), "a board may have more than is wired"
    assert frames_wkly.all_states(answer, 3, 4) is None
    short = frames_wkly.encode(3, WklyCommand.ALL_STATES, bytes([0, 4, 1, 0, 1]))
    assert frames_wkly.all_states(short, 3, 3) is None
    assert frames_wkly.all_states(answer, 2, 3) is None
    odd = frames_wkly.encode(3, WklyCommand.ALL_STATES, bytes([0, 3, 1, 7, 1]))
    assert frames_wkly.all_states(odd, 3, 3) is None
    failed = frames_wkly.encode(3, WklyCommand.ALL_STATES, bytes([0xFF, 3, 1, 0, 1]))
    assert frames_wkly.all_states(failed, 3, 3) is None


def test_what_a_cu16_board_is_asked_and_answers() -> None:
    assert frames_cu16.open_one(0, 1) == of("0200310336")
    assert frames_cu16.open_one(2, 16) == of("022F310365")
    states = frames_cu16.states(of("02 00 35 01 80 02 00 03 BD"), 0, 1)
    assert states is not None
    assert states.hooks == (True, *[False] * 14, True)
    assert states.items == (False, True, *[False] * 14)
    assert frames_cu16.states(of("02 00 35 01 80 02 00 03 BE"), 0, 1) is None
    assert frames_cu16.states(of("02 00 35 01 80 02 00 03 BD"), 0, 2) is None


@pytest.mark.parametrize(("board", "lock"), [(15, 1), (0, 0), (0, 17), (-1, 1)])
def test_no_frame_opens_all_doors_of_a_cu16_board(board: int, lock: int) -> None:
    with pytest.raises(ValueError):
        frames_cu16.open_one(board, lock)


@MANY
@given(BYTES, st.integers(0, 255), st.integers(1, 32))
def test_any_bytes_to_an_8a80_board(received: bytes, board: int, lock: int) -> None:
    assert frames_8a80.one_state(received, board, lock) in {None, True, False}
    assert frames_8a80.opened(received, board, lock) in {None, True}
    states = frames_8a80.all_states(received, board, lock)
    assert states is None or len(states) == lock


@MANY
@given(BYTES, st.integers(0, 31), st.integers(1, 24))
def test_any_bytes_to_a_wkly_board(received: bytes, board: int, lock: int) -> None:
    for frame in frames_wkly.frames(received):
        assert len(frame.data) <= 56
    assert frames_wkly.one_state(received, board, lock) in {None, True, False}
    assert frames_wkly.acknowledged(received, board, WklyCommand.OPEN, lock) in {None, True, False}
    states = frames_wkly.all_states(received, board, lock)
    assert states is None or len(states) == lock


@MANY
@given(BYTES, st.integers(0, 14), st.integers(1, 16))
def test_any_bytes_to_a_cu16_board(received: bytes, board: int, lock: int) -> None:
    states = frames_cu16.states(received, board, lock)
    assert states is None or len(states.hooks) == len(states.items) == 16


@MANY
@given(st.lists(st.sampled_from([b"WKLY", b"\x0b", b"\x00", b"\x83", b"\x01", b"\x84", b"\x57"]), max_size=60))
def test_what_looks_almost_like_wkly_frames(pieces: list[bytes]) -> None:
    received = b"".join(pieces)
    for frame in frames_wkly.frames(received):
        assert frames_wkly.MARK + bytes([8 + len(frame.data), frame.board, frame.command]) + frame.data in received


@MANY
@given(st.binary(max_size=40), st.integers(1, 63), st.lists(st.booleans(), min_size=1, max_size=32), st.data())
def test_an_answer_is_found_behind_anything(noise: bytes, board: int, bits: list[bool], data: st.DataObject) -> None:
    value = sum(bit << at for at, bit in enumerate(bits))
    frame = bytes([0x80, board, *value.to_bytes(3 if len(bits) <= 24 else 4, "big"), 0x33])
    check = 0
    for byte in frame:
        check ^= byte
    behind = data.draw(st.binary(max_size=20))
    found = frames_8a80.all_states(noise + frame + bytes([check]) + behind, board, len(bits))
    earlier = frames_8a80.all_states(noise + frame, board, len(bits))  # the noise may make an answer of its own
    assert found == (earlier or tuple(bits))


def test_10000_random_frames_of_each_kind() -> None:
    """Nothing raises; what is taken is whole and right by its check, and that is rare."""
    chance = random.Random(5)
    taken = 0
    for _ in range(10_000):
        received = bytes([0x80, 1, 1]) + chance.randbytes(chance.randrange(20))
        if frames_8a80.one_state(received, 1, 1) is not None:
            taken += 1
        frames_8a80.all_states(received, 1, chance.randrange(1, 33))
        cu16 = bytes([2, 0, 0x35]) + chance.randbytes(4) + bytes([3]) + chance.randbytes(1)
        if frames_cu16.states(cu16, 0, 1) is not None:
            assert sum(cu16[:-1]) & 0xFF == cu16[-1]
        for frame in frames_wkly.frames(b"WKLY" + bytes([11, 1, 0x83]) + chance.randbytes(8)):
            assert (frame.board, frame.command, len(frame.data)) == (1, 0x83, 3)
    assert taken < 10
