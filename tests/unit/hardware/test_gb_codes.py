from hypothesis import given
from hypothesis import strategies as st

from hardware.emulators.cards import card_number
from hardware.gb_codes import check_digit


@given(st.text("0123456789", min_size=17, max_size=17), st.integers(0, 16), st.integers(1, 9))
def test_the_check_digit_agrees_with_another_reckoning_and_finds_one_wrong_digit(
    digits: str, place: int, change: int
) -> None:
    assert digits + check_digit(digits) == card_number(digits)
    wrong = digits[:place] + str((int(digits[place]) + change) % 10) + digits[place + 1 :]
    assert check_digit(wrong) != check_digit(digits)
