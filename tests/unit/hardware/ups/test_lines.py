"""Lines of NUT: what the real upsd 2.8.0 sent on this machine, and any bytes at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.ups.lines import LINE_MOST, Lines, NutGarbled, line, words

# Taken down from upsd 2.8.0 of Debian 12 with its dummy-ups driver.
FROM_UPSD = [
    (b'VAR hall ups.status "OL CHRG"', ("VAR", "hall", "ups.status", "OL CHRG")),
    (b'VAR hall battery.charge "87"', ("VAR", "hall", "battery.charge", "87")),
    (b'UPS hall "Hall \\"A\\" back\\\\slash"', ("UPS", "hall", 'Hall "A" back\\slash')),
    (b"BEGIN LIST UPS", ("BEGIN", "LIST", "UPS")),
    (b"ERR VAR-NOT-SUPPORTED", ("ERR", "VAR-NOT-SUPPORTED")),
    (b"OK Goodbye", ("OK", "Goodbye")),
]


@pytest.mark.parametrize(("sent", "read"), FROM_UPSD)
def test_golden(sent: bytes, read: tuple[str, ...]) -> None:
    assert words(sent) == read
    assert Lines().feed(sent + b"\r\n") == [read]


@pytest.mark.parametrize(
    "sent",
    [b'VAR "open', b'VAR "a"b', b'VAR a"b"', b"a\tb", b"a\x00", b"\\", b"x " * 17, b"x" * (LINE_MOST + 1)],
    ids=["open", "glued", "glued before", "tab", "zero", "backslash", "too many", "too long"],
)
def test_what_is_no_line_is_refused(sent: bytes) -> None:
    with pytest.raises(NutGarbled) as caught:
        words(sent)
    assert sent[:6].decode("latin-1") not in str(caught.value)


def test_a_line_without_end_is_refused_and_forgotten() -> None:
    lines = Lines()
    with pytest.raises(NutGarbled):
        lines.feed(b"x" * 2000)
    assert lines.feed(b"OK\n") == [("OK",)]


def test_a_letter_in_another_encoding_does_no_harm() -> None:
    assert words(b'VAR hall ups.model "caf\xe9"') == ("VAR", "hall", "ups.model", "caf\ufffd")


LETTERS = st.characters(codec="utf-8", exclude_categories=["C", "Z"], include_characters=" ")


@given(st.lists(st.text(LETTERS, min_size=1), max_size=8))
def test_what_is_asked_is_read_as_it_was_meant(asked: list[str]) -> None:
    sent = line(*asked)
    assert sent.count(b"\n") == 1
    if len(sent) < LINE_MOST:
        assert words(sent[:-1]) == tuple(asked)


@pytest.mark.parametrize("word", ["", "a\nb", "a\x00", "\x1b"])
def test_a_word_that_is_more_than_a_word_is_never_sent(word: str) -> None:
    with pytest.raises(ValueError, match="printable"):
        line("GET", word)


@given(st.lists(st.one_of(st.binary(max_size=60), st.sampled_from([sent + b"\n" for sent, _ in FROM_UPSD]))))
def test_any_bytes_are_read_or_refused(pieces: list[bytes]) -> None:
    lines = Lines()
    for piece in pieces:
        try:
            found = lines.feed(piece)
        except NutGarbled:
            found = []
        assert all(word.isprintable() for row in found for word in row)
        assert len(lines._rest) <= LINE_MOST
