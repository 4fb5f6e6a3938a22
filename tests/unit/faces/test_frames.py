"""The wire to the process that sees: what is packed is read again, and nothing else is believed."""

import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kiosk.faces import frames
from kiosk.faces.contract import Advice, Asked, Outcome, Portrait, Seen, Stake, Step, Template, Verdict
from kiosk.faces.frames import Kind, PictureHead
from kiosk.faces.models import FaceModel
from kiosk.foundation.child_wire import FrameBroken

templates = st.builds(
    Template,
    st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=100),
    st.binary(min_size=1, max_size=4000),
)
verdicts = st.one_of(
    st.builds(Verdict, st.just(Outcome.SAME), st.integers(0, 7)),
    st.builds(lambda template: Verdict(Outcome.SAME, None, template), templates),
    st.builds(Verdict, st.sampled_from(sorted(set(Outcome) - {Outcome.SAME}))),
)


@given(st.builds(Seen, st.sampled_from(Step), st.none() | st.sampled_from(Advice)))
def test_what_was_seen_is_read_again(seen: Seen) -> None:
    assert frames.unpack_seen(frames.pack_seen(seen)) == seen


@given(verdicts)
def test_a_verdict_is_read_again(verdict: Verdict) -> None:
    assert frames.unpack_verdict(frames.pack_verdict(verdict)) == verdict


@given(templates)
def test_a_template_is_read_again(template: Template) -> None:
    kind, body = frames.pack_reference(template)
    assert (kind, frames.unpack_template(body)) == (Kind.TEMPLATE, template)


@given(st.integers(1, 40), st.integers(1, 40))
def test_a_portrait_is_read_again(width: int, height: int) -> None:
    portrait = Portrait(width, height, bytes(range(256)) * (width * height * 3 // 256 + 1))
    assert not frames.fits(portrait)
    portrait = Portrait(width, height, portrait.rgb[: width * height * 3])
    assert frames.fits(portrait)
    assert frames.unpack_portrait(frames.pack_reference(portrait)[1]) == portrait


@given(st.sampled_from(Stake), st.booleans(), st.lists(templates, max_size=8))
def test_a_try_is_read_again(stake: Stake, by_ear: bool, references: list[Template]) -> None:
    asked = Asked(tuple(references), stake, by_ear)
    assert frames.unpack_asked(frames.pack_asked(asked), references) == asked


def test_a_try_lacks_no_reference() -> None:
    body = frames.pack_asked(Asked((Template("m", b"1"), Template("m", b"2"))))
    with pytest.raises(FrameBroken):
        frames.unpack_asked(body, [Template("m", b"1")])


def test_models_are_read_again() -> None:
    models = (FaceModel("a", "open/dlib", Path("/models/a"), {"x.dat": "00" * 32}),)
    assert frames.unpack_models(frames.pack_models(models)) == models


@given(st.floats(allow_nan=False, allow_infinity=False), st.integers(64, 700), st.integers(64, 700))
def test_the_head_of_a_picture_is_read_again(at: float, width: int, height: int) -> None:
    head = PictureHead(at, width, height)
    assert frames.unpack_picture_head(frames.pack_picture_head(head) + bytes(head.octets)) == head


@pytest.mark.parametrize(
    ("head", "octets"),
    [
        (PictureHead(1.0, 640, 480), 640 * 480 * 3 - 1),
        (PictureHead(1.0, 640, 480), 640 * 480 * 3 + 1),
        (PictureHead(1.0, 0, 0), 0),
        (PictureHead(1.0, 65535, 1), 65535 * 3),
        (PictureHead(1.0, 1000, 1000), 3_000_000),
        (PictureHead(float("nan"), 64, 64), 64 * 64 * 3),
        (PictureHead(float("inf"), 64, 64), 64 * 64 * 3),
    ],
)
def test_a_picture_of_another_size_than_it_says_is_none(head: PictureHead, octets: int) -> None:
    with pytest.raises(FrameBroken):
        frames.unpack_picture_head(frames.pack_picture_head(head) + bytes(octets))


@pytest.mark.parametrize(
    "verdict",
    [
        Verdict(Outcome.OTHER, 0),
        Verdict(Outcome.SAME),
        Verdict(Outcome.SAME, 8),
        Verdict(Outcome.SAME, 1, Template("m", b"1")),
        Verdict(Outcome.FLAT, None, Template("m", b"1")),
    ],
)
def test_what_no_engine_may_say_is_not_believed(verdict: Verdict) -> None:
    with pytest.raises(FrameBroken):
        frames.unpack_verdict(frames.pack_verdict(verdict))


def read_or_broken(read: Callable[[bytes], object], body: bytes) -> object | None:
    try:
        return read(body)
    except FrameBroken:
        return None


@given(st.binary(max_size=6) | st.binary(max_size=300))
@example(b"\0\0\0\0")
def test_whatever_comes_is_broken_or_read_to_its_last_bit(body: bytes) -> None:
    seen = read_or_broken(frames.unpack_seen, body)
    verdict = read_or_broken(frames.unpack_verdict, body)
    assert not isinstance(seen, Seen) or frames.pack_seen(seen) == body
    assert not isinstance(verdict, Verdict) or frames.pack_verdict(verdict) == body
    for read in (frames.unpack_template, frames.unpack_portrait):
        reference = read_or_broken(read, body)
        assert not isinstance(reference, Template | Portrait) or frames.pack_reference(reference)[1] == body


anything = st.none() | st.booleans() | st.integers(-1, 2) | st.text(max_size=5) | st.just("STRICT")
objects = st.dictionaries(
    st.sampled_from(["stake", "by_ear", "references", "id", "runtime", "folder", "files"]), anything
)
tries = st.fixed_dictionaries({"stake": anything, "by_ear": anything, "references": anything})
bodies = st.binary(max_size=300) | (tries | objects | st.lists(objects)).map(lambda told: json.dumps(told).encode())


@given(bodies)
@example(b'{"stake": "NONE_OF_OURS", "by_ear": true, "references": 0}')
@example(b"[1]")
@example(b"\xff")
def test_whatever_comes_is_read_or_broken(body: bytes) -> None:
    for read in (
        frames.WIRE.unpack,
        frames.unpack_models,
        frames.unpack_picture_head,
        lambda octets: frames.unpack_asked(octets, ()),
    ):
        with suppress(FrameBroken):
            read(body)


def test_nothing_of_her_is_in_a_repr() -> None:
    asked = Asked((Template("m", b"SECRET"), Portrait(1, 1, b"SEC")))
    told = repr(
        (asked, Verdict(Outcome.SAME, template=Template("m", b"SECRET")), frames.Frame(Kind.ENDED, 1, b"SECRET"))
    )
    assert "SEC" not in told
