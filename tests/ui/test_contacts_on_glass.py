"""Which contacts on the glass are meant."""

import random

from kiosk.modalities.touch.contacts_on_glass import (
    HAND_SECONDS,
    PALM_MM,
    REST_SECONDS,
    Contact,
    ContactsOnGlass,
    Verdict,
)


class Glass:
    """The judge with a clock that a test turns."""

    def __init__(self) -> None:
        self.now = 100.0
        self.judge = ContactsOnGlass(lambda: self.now, 0.5)

    def event(self, *contacts: Contact) -> Verdict:
        return self.judge.judge(contacts)

    def tap(self, number: int, x: float, y: float) -> tuple[Verdict, Verdict]:
        return self.event(Contact(number, (x, y))), self.event(Contact(number, (x, y), lifted=True))


def test_a_finger_is_meant() -> None:
    assert Glass().tap(0, 50, 50) == (Verdict.PASS, Verdict.PASS)


def test_a_palm_is_not_and_takes_back_what_it_pressed_while_it_was_small() -> None:
    glass = Glass()
    assert glass.event(Contact(0, (50, 50), diameter=12)) is Verdict.PASS
    assert glass.event(Contact(0, (50, 50), diameter=PALM_MM + 1)) is Verdict.CANCEL_AND_DROP
    assert glass.event(Contact(0, (50, 50), diameter=12)) is Verdict.DROP
    assert glass.event(Contact(0, (50, 50), diameter=12, lifted=True)) is Verdict.DROP
    glass.now += 1
    assert glass.tap(0, 50, 50) == (Verdict.PASS, Verdict.PASS)


def test_a_late_finger_of_a_hand_is_of_the_hand() -> None:
    glass = Glass()
    hand = [Contact(n, (50.0 + 20 * n, 50)) for n in range(3)]
    glass.event(*hand)
    assert glass.event(*hand, Contact(7, (150, 90))) is Verdict.CANCEL_AND_DROP
    assert glass.event(*hand, Contact(7, (150, 90), lifted=True)) is Verdict.DROP


def test_a_hand_that_lies_there_for_ever_does_not_close_the_glass() -> None:
    glass = Glass()
    hand = [Contact(n, (50.0 + 20 * n, 50)) for n in range(4)]
    glass.event(*hand)
    glass.now += REST_SECONDS + 1
    assert glass.event(*hand, Contact(7, (150, 90))) is Verdict.PASS
    assert glass.event(*hand, Contact(7, (150, 90), lifted=True)) is Verdict.PASS


def test_who_steadies_a_trembling_hand_on_the_glass_is_heard() -> None:
    glass = Glass()
    heel = Contact(0, (60, 200), diameter=45)
    assert glass.event(heel) is Verdict.CANCEL_AND_DROP
    glass.now += 0.4
    assert glass.event(heel, Contact(1, (60, 80))) is Verdict.CANCEL_AND_DROP, "a finger of the hand that comes down"
    assert glass.event(heel, Contact(1, (60, 80), lifted=True)) is Verdict.DROP
    glass.now += HAND_SECONDS
    assert glass.event(heel, Contact(2, (60, 80))) is Verdict.PASS
    assert glass.event(heel, Contact(2, (60, 80), lifted=True)) is Verdict.PASS


def test_who_holds_on_to_the_frame_with_two_fingers_may_point_with_a_third() -> None:
    glass = Glass()
    held = (Contact(0, (2, 200)), Contact(1, (3, 230)))
    glass.event(*held)
    glass.now += HAND_SECONDS + 0.1
    assert glass.event(*held, Contact(2, (60, 60))) is Verdict.PASS
    assert glass.event(*held, Contact(2, (60, 60), lifted=True)) is Verdict.PASS


def test_a_thumb_laid_flat_is_a_finger() -> None:
    glass = Glass()
    assert glass.event(Contact(0, (50, 50), diameter=35)) is Verdict.PASS
    assert glass.event(Contact(0, (50, 50), diameter=35, lifted=True)) is Verdict.PASS


def test_a_tremble_is_near_and_soon() -> None:
    glass = Glass()
    glass.tap(0, 50, 50)
    glass.now += 0.3
    assert glass.tap(1, 53, 52) == (Verdict.DROP, Verdict.DROP)
    assert glass.tap(2, 73, 50) == (Verdict.PASS, Verdict.PASS), "another key, quickly"
    glass.now += 0.6
    assert glass.tap(3, 73, 50) == (Verdict.PASS, Verdict.PASS), "the same key, slowly"


def test_a_page_that_turned_took_back_what_lay_there_once() -> None:
    glass = Glass()
    glass.event(Contact(0, (50, 50)))
    assert glass.judge.page_turned()
    assert not glass.judge.page_turned()
    assert glass.event(Contact(0, (50, 50), lifted=True)) is Verdict.DROP
    assert not glass.judge.page_turned()


def test_nothing_is_remembered_of_what_was_lifted() -> None:
    """A panel that makes up new numbers for ever, or forgets to lift, must not fill memory or close the glass."""
    glass, dice = Glass(), random.Random(4)
    for number in range(2000):
        glass.now += 0.6
        glass.tap(number, dice.uniform(0, 270), dice.uniform(0, 480))
    assert glass.judge._since == {}
    assert glass.judge._unmeant == set()
    glass.judge.cleared()
    assert glass.tap(1, 50, 50) == (Verdict.PASS, Verdict.PASS)
