"""Strict reading: one spelling, each member once, and nothing of it quoted."""

import base64
import contextlib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.payments.channel import NotGenuine
from backend.payments.strict import Fields, china_moment_of, json_object, moment_of, octets


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"null",
        b"[]",
        b'"text"',
        b'{"a":1,"a":2}',
        b'{"a":{"b":1,"b":1}}',
        b'{"a":NaN}',
        b'{"a":Infinity}',
        b'{"a":1} x',
        b"\xff\xfe",
        b'\xef\xbb\xbf{"a":1}',
        b'{"a":' + b"[" * 100_000,
        b'{"a":' + b"9" * 5000 + b"}",
    ],
)
def test_no_object(raw: bytes) -> None:
    with pytest.raises(NotGenuine):
        json_object(raw)


@given(st.binary(max_size=200))
def test_any_bytes_are_an_object_or_refused(raw: bytes) -> None:
    with contextlib.suppress(NotGenuine):
        assert isinstance(json_object(raw).members, dict)


def test_a_broken_number_is_never_a_float() -> None:
    assert json_object(b'{"a":0.1}').members == {"a": Decimal("0.1")}


FIELDS = Fields(
    {
        "text": "t",
        "empty": "",
        "whole": 3,
        "true": True,
        "below": -1,
        "broken": Decimal("1.5"),
        "inner": {},
        "null": None,
    }
)


def test_fields_by_kind() -> None:
    assert FIELDS.text("text") == "t"
    assert FIELDS.whole("whole") == 3
    assert FIELDS.inner("inner").members == {}
    assert FIELDS.text_if_any("absent") == FIELDS.text_if_any("null") == FIELDS.text_if_any("empty") == ""


@pytest.mark.parametrize("name", ["absent", "empty", "whole", "true", "inner", "null"])
def test_no_text(name: str) -> None:
    with pytest.raises(NotGenuine, match=name):
        FIELDS.text(name)


@pytest.mark.parametrize("name", ["absent", "text", "true", "below", "broken", "null"])
def test_no_whole_number(name: str) -> None:
    with pytest.raises(NotGenuine, match=name):
        FIELDS.whole(name)


def test_another_value_is_refused_without_being_quoted() -> None:
    with pytest.raises(NotGenuine) as refused:
        Fields({"mchid": "somebody"}).must_be("mchid", "we")
    assert "somebody" not in str(refused.value)
    assert "somebody" not in repr(Fields({"mchid": "somebody"}))


@given(st.binary(max_size=40))
def test_base64_has_one_spelling(raw: bytes) -> None:
    text = base64.b64encode(raw).decode()
    assert octets(text) == raw
    for spoilt in (text + "=", text + "\n", " " + text, text + "A"):
        with pytest.raises(NotGenuine):
            octets(spoilt)


def test_spare_bits_of_base64_are_none() -> None:
    assert octets("AA==") == b"\0"
    with pytest.raises(NotGenuine):
        octets("AB==")  # decodes to the same byte elsewhere


def test_moments() -> None:
    assert moment_of("2018-06-08T10:34:56+08:00") == china_moment_of("2018-06-08 10:34:56")
    assert china_moment_of("2018-06-08 10:34:56.123") == china_moment_of("2018-06-08 10:34:56")
    for text in ("2018-06-08T10:34:56", "yesterday", ""):
        with pytest.raises(NotGenuine):
            moment_of(text)
    with pytest.raises(NotGenuine):
        china_moment_of("2018-06-08T10:34:56")
