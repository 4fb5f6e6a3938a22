"""IPP as bytes: fixed messages, the emulator's own writer as the other opinion, and any bytes at all."""

import contextlib
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hardware.document_printer.ipp import (
    LONGEST_ANSWER,
    Attribute,
    GroupTag,
    IppNonsense,
    Operation,
    Tag,
    question,
    read_answer,
)
from hardware.emulators import ipp as far_end
from hardware.emulators.ipp import Said

# Written by hand from RFC 8010, section 3.
QUESTION = bytes.fromhex(
    "0200 000b 0000002a 01"
    "47 0012 617474726962757465732d63686172736574 0005 7574662d38"
    "48 001b 617474726962757465732d6e61747572616c2d6c616e6775616765 0002 656e"
    "44 0014 7265717565737465642d61747472696275746573 0003 616c6c"
    "44 0000 0004 6e6f6e65"
    "02 21 0006 636f70696573 0004 00000003"
    "22 000c 6c6173742d646f63756d656e74 0001 01".replace("22 000c", "22 000d")
    + "03"
)
ANSWER = bytes.fromhex(
    "0101 0000 0000002a 01"
    "47 0012 617474726962757465732d63686172736574 0005 7574662d38"
    "04 23 000d 7072696e7465722d7374617465 0004 00000005"
    "44 0015 7072696e7465722d73746174652d726561736f6e73 0011 6d656469612d656d7074792d6572726f72"
    "44 0000 000c 6d656469612d6e6565646564"
    "22 0001 78 0001 01"
    "03"
)


def test_a_question_as_the_standard_writes_it() -> None:
    asked = question(
        Operation.GET_PRINTER,
        42,
        {
            GroupTag.OPERATION: (Attribute(Tag.KEYWORD, "requested-attributes", ("all", "none")),),
            GroupTag.JOB: (
                Attribute(Tag.INTEGER, "copies", (3,)),
                Attribute(Tag.BOOLEAN, "last-document", (True,)),
            ),
        },
    )
    assert asked == QUESTION


def test_an_answer_as_the_standard_writes_it() -> None:
    answer = read_answer(ANSWER)
    assert (answer.well, answer.number) == (True, 42)
    printer = answer.first(GroupTag.PRINTER)
    assert printer.number("printer-state") == 5
    assert printer.words("printer-state-reasons") == ("media-empty-error", "media-needed")
    assert printer.fact("x", otherwise=False)
    assert printer.word("nothing") == ""
    assert printer.number("nothing") is None
    assert printer.number("printer-state-reasons") is None
    assert answer.all(GroupTag.JOB) == ()


def test_what_nobody_asks_about_is_let_pass() -> None:
    asked = far_end.Asked(b"\x02\x00", 0, 7, {}, b"")
    attributes: Mapping[str, tuple[Said, ...]] = {
        "media-col": far_end.collections({"media-size": far_end.collections({"x-dimension": far_end.integers(1)})}),
        "copies-supported": far_end.span(1, 99),
        "resolution": far_end.dots(300),
        "state": far_end.enums(3),
    }
    printer = read_answer(far_end.answer(asked, 0, [(far_end.PRINTER, attributes)])).first(GroupTag.PRINTER)
    assert printer.number("state") == 3
    assert printer.words("media-col") == ()


@pytest.mark.parametrize(
    "octets",
    [
        b"",
        ANSWER[:8],
        ANSWER[:-1],
        ANSWER[:40],
        b"\x05" + ANSWER[1:],
        ANSWER[:8] + ANSWER[9:],  # values before any group
        ANSWER.replace(bytes.fromhex("0004 00000005"), bytes.fromhex("0003 000005")),  # an enum of three bytes
        ANSWER.replace(bytes.fromhex("0001 78 0001 01"), bytes.fromhex("0001 78 0001 02")),  # neither yes nor no
        ANSWER.replace(b"\x04\x23\x00\x0dprinter-state", b"\x04\x23\x00\x00"),  # a value without a name
        ANSWER + bytes(LONGEST_ANSWER),
        ANSWER[:9] + bytes.fromhex("44 0001 78 0000") + bytes.fromhex("44 0000 0000") * 30_000 + b"\x03",
    ],
)
def test_what_is_no_answer(octets: bytes) -> None:
    with pytest.raises(IppNonsense):
        read_answer(octets)


@settings(max_examples=1_000, deadline=None)
@given(st.lists(st.binary(max_size=300), min_size=10, max_size=10))
def test_any_bytes_are_an_answer_or_nonsense(answers: list[bytes]) -> None:
    for octets in answers:
        with contextlib.suppress(IppNonsense):
            read_answer(b"\x02\x00\x00\x00\x00\x00\x00\x01" + octets)
        with contextlib.suppress(IppNonsense):
            read_answer(octets)


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_a_damaged_answer_is_an_answer_or_nonsense(data: st.DataObject) -> None:
    damaged = bytearray(ANSWER)
    for _ in range(data.draw(st.integers(1, 4))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(IppNonsense):
        read_answer(bytes(damaged[: data.draw(st.integers(0, len(damaged)))]))


_NAMES = st.text("abcdefghijklmnopqrstuvwxyz-", min_size=1, max_size=20)
_WORDS = st.lists(st.text(max_size=40), min_size=1, max_size=4)


@settings(max_examples=300, deadline=None)
@given(
    st.dictionaries(_NAMES, st.lists(st.text(max_size=40), min_size=1, max_size=4), max_size=6), st.integers(0, 0xFFFF)
)
def test_what_the_far_end_writes_is_what_we_read(attributes: dict[str, list[str]], status: int) -> None:
    asked = far_end.Asked(b"\x02\x00", 0, 9, {}, b"")
    written = {name: far_end.texts(*words) for name, words in attributes.items()}
    answer = read_answer(far_end.answer(asked, status, [(far_end.JOB, written)]))
    assert answer.status == status
    assert {name: list(words) for name, words in answer.first(GroupTag.JOB).attributes.items()} == attributes


@settings(max_examples=300, deadline=None)
@given(_NAMES, _WORDS, st.binary(max_size=100))
def test_what_we_ask_is_what_the_far_end_reads(name: str, words: list[str], document: bytes) -> None:
    attributes = {GroupTag.OPERATION: (Attribute(Tag.NAME, name, tuple(words)),)}
    asked = far_end.read_request(question(Operation.SEND_DOCUMENT, 3, attributes) + document)
    assert (asked.operation, asked.number, asked.document) == (6, 3, document)
    assert asked.texts(name) == tuple(words)


@settings(max_examples=2_000, deadline=None)
@given(st.binary(max_size=200))
def test_the_far_end_stands_any_bytes(octets: bytes) -> None:
    with contextlib.suppress(far_end.Nonsense):
        far_end.read_request(octets)
