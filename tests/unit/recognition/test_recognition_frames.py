"""The wire: what goes in comes out, and what is not of it is refused without a word of its content."""

import json
import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.foundation.child_wire import FrameBroken
from kiosk.recognition import frames
from kiosk.recognition.contract import Asked, End, Heard, InstalledModel
from kiosk.recognition.frames import Frame, Kind


def test_everything_comes_out_as_it_went_in() -> None:
    model = InstalledModel("a", "sherpa-onnx/from_paraformer", Path("甲"), ("sichuan",), {"threads": 2})
    assert frames.unpack_model(frames.pack_model(model)) == model
    asked = Asked("wu", ("查社保",), 1, 6, "en")
    assert frames.unpack_asked(frames.pack_asked(asked)) == asked
    heard = Heard("查社保", ("茶射保",), -math.inf, "a", "wu", 1.5, 0.2)
    assert frames.unpack_end(frames.pack_end(End.SPOKEN, heard)) == (End.SPOKEN, heard)
    assert frames.unpack_end(frames.pack_end(End.SILENCE, None)) == (End.SILENCE, None)
    assert frames.unpack_heard(frames.pack_heard(heard)) == heard
    assert frames.unpack_heard(frames.pack_heard(None)) is None
    assert frames.unpack_scores(frames.pack_scores((-1.5, -math.inf))) == (-1.5, -math.inf)
    assert frames.unpack_phrases(frames.pack_phrases(["是"] * 99)) == ("是",) * 64
    missing, pcm = frames.unpack_sound(frames.pack_sound(3, b"\1\2"))
    assert (missing, bytes(pcm)) == (3, b"\1\2")


def test_a_frame_has_no_words_in_its_repr() -> None:
    assert "社保" not in repr(Frame(Kind.PARTIAL, 1, "查社保".encode()))


@given(st.binary(max_size=200))
def test_whatever_comes_is_a_frame_or_broken(body: bytes) -> None:
    readers = (
        frames.unpack,
        frames.unpack_model,
        frames.unpack_asked,
        frames.unpack_end,
        frames.unpack_heard,
        frames.unpack_phrases,
        frames.unpack_scores,
        frames.unpack_sound,
        frames.checked_length,
    )
    for read in readers:
        try:
            read(body)
        except FrameBroken as error:
            assert error.args == ()  # noqa: PT017  nothing of the body is in it


@pytest.mark.parametrize(
    "body",
    [b"[" * 5000, b"null", b'{"end":"spoken","heard":{"words":1}}', b'{"end":"never"}', b'["a", 1]', b'{"id":"a"}'],
)
def test_json_of_another_form_is_broken(body: bytes) -> None:
    for read in (frames.unpack_model, frames.unpack_asked, frames.unpack_end, frames.unpack_phrases):
        with pytest.raises(FrameBroken):
            read(body)


def test_a_length_beyond_the_most_is_broken() -> None:
    with pytest.raises(FrameBroken):
        frames.checked_length(b"\xff\xff\xff\xff")


@pytest.mark.parametrize(("fewest", "most"), [(-1, 3), (5, 4), (0, 100), (0, 1.5)])
def test_a_number_of_digits_that_cannot_be_is_refused(fewest: int, most: float) -> None:
    body = json.loads(frames.pack_asked(Asked(fewest_digits=4, most_digits=8)))
    assert frames.unpack_asked(json.dumps(body).encode()) == Asked(fewest_digits=4, most_digits=8)
    with pytest.raises(FrameBroken):
        frames.unpack_asked(json.dumps({**body, "fewest_digits": fewest, "most_digits": most}).encode())


@pytest.mark.parametrize("number", ["１２", "12a", "-1", " 1"])
def test_a_number_that_is_no_digits_is_refused(number: str) -> None:
    body = json.loads(frames.pack_heard(Heard("一二", number="12", number_likely=-0.1)))
    assert frames.unpack_heard(json.dumps(body).encode()) == Heard("一二", number="12", number_likely=-0.1)
    with pytest.raises(FrameBroken):
        frames.unpack_heard(json.dumps({**body, "number": number}).encode())
