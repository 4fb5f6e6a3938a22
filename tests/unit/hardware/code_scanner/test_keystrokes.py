from hypothesis import given
from hypothesis import strategies as st

from hardware.code_scanner.contract import ScannerReason
from hardware.code_scanner.keystrokes import Habits, Keystrokes
from hardware.code_scanner.pieces import LONGEST, Piece, Spoilt, Text
from hardware.emulators.code_scanner import _strokes
from hardware.transport.input_events import EventReader, InputEvent

ENTER, SHIFT, CTRL = 28, 42, 29


def typed(keys: Keystrokes, text: str, *, gap_s: float = 0.005, start: float = 0.0) -> list[Piece]:
    pieces = []
    for place, character in enumerate(text):
        for event in EventReader().feed(_strokes(character)):
            pieces += keys.feed(event, start + place * gap_s)
    return pieces


def text_of(pieces: list[Piece]) -> str:
    assert len(pieces) == 1
    assert isinstance(pieces[0], Text)
    return pieces[0].text


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=6, max_size=60))
def test_whatever_can_be_typed_comes_out_as_it_was(text: str) -> None:
    assert text_of(typed(Keystrokes(Habits()), text + "\n")) == text


@given(
    st.lists(
        st.builds(InputEvent, st.integers(0, 0x1F), st.integers(0, 0x2FF), st.integers(0, 2))
        | st.builds(InputEvent, st.just(1), st.sampled_from([ENTER, SHIFT, CTRL, 2, 30]), st.integers(0, 2)),
        max_size=120,
    )
)
def test_any_events_are_codes_or_refusals(events: list[InputEvent]) -> None:
    keys = Keystrokes(Habits(shortest=1))
    pieces = [piece for number, event in enumerate(events) for piece in keys.feed(event, number * 0.001)]
    for piece in [*pieces, *keys.quiet()]:
        assert isinstance(piece, Spoilt) or piece.text.isascii()
    assert not keys.begun


def test_a_hand_is_told_from_a_scanner_by_the_average_gap() -> None:
    habits = Habits(gap_s=0.05)
    assert text_of(typed(Keystrokes(habits), "12345678\n", gap_s=0.049)) == "12345678"
    assert typed(Keystrokes(habits), "12345678\n", gap_s=0.051) == [Spoilt(0, ScannerReason.CODE_TYPED)]


def test_one_late_key_on_a_busy_machine_is_no_hand() -> None:
    keys = Keystrokes(Habits())
    typed(keys, "1234", gap_s=0.001)
    assert text_of(typed(keys, "5678\n", gap_s=0.001, start=0.2)) == "12345678"


def test_a_key_that_is_held_is_a_hand() -> None:
    keys = Keystrokes(Habits())
    typed(keys, "123456")
    keys.feed(InputEvent(1, 2, 2), 0.03)
    assert typed(keys, "\n", start=0.031) == [Spoilt(0, ScannerReason.CODE_TYPED)]


def test_a_key_that_is_no_character_spoils_the_code() -> None:
    keys = Keystrokes(Habits())
    keys.feed(InputEvent(1, CTRL, 1), 0)
    assert typed(keys, "123456\n") == [Spoilt(0, ScannerReason.CODE_UNREADABLE)]
    assert text_of(typed(keys, "123456\n")) == "123456"


def test_what_is_shorter_than_a_code_is_none() -> None:
    assert typed(Keystrokes(Habits()), "12345\n") == [Spoilt(0, ScannerReason.CODE_UNREADABLE)]
    assert text_of(typed(Keystrokes(Habits(shortest=5)), "12345\n")) == "12345"


def test_a_silence_ends_only_where_no_enter_is_agreed() -> None:
    keys = Keystrokes(Habits(enter=False))
    typed(keys, "123456")
    assert text_of(keys.quiet()) == "123456"
    keys = Keystrokes(Habits())
    typed(keys, "123456")
    assert keys.quiet() == [Spoilt(0, ScannerReason.CODE_TORN)]
    typed(keys, "1")
    assert keys.quiet() == [Spoilt(0, ScannerReason.CODE_TYPED)]


def test_a_flood_is_refused_once_and_ends_with_enter_or_a_silence() -> None:
    keys = Keystrokes(Habits())
    assert [p.reason for p in typed(keys, "7" * (LONGEST + 500)) if isinstance(p, Spoilt)] == [
        ScannerReason.CODE_TOO_LONG
    ]
    assert typed(keys, "777\n") == []
    assert text_of(typed(keys, "123456\n")) == "123456"
    typed(keys, "7" * (LONGEST + 500))
    assert keys.quiet() == []
    assert text_of(typed(keys, "123456\n")) == "123456"


def test_a_shift_whose_release_was_lost_does_not_last() -> None:
    keys = Keystrokes(Habits())
    keys.feed(InputEvent(1, SHIFT, 1), 0)
    keys.feed(InputEvent(0, 3, 0), 0)  # the kernel lost some
    keys.feed(InputEvent(0, 0, 0), 0)
    assert typed(keys, "abcdef\n") == [Spoilt(0, ScannerReason.CODE_TORN)]
    assert text_of(typed(keys, "abcdef\n")) == "abcdef"


def test_enter_alone_is_nothing() -> None:
    assert typed(Keystrokes(Habits()), "\n\n\n") == []
