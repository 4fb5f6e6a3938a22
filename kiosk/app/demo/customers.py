"""Who pays: the same steps by finger, by keys with the screen dark, and by voice, so that a journey is written once."""

from typing import Protocol

from kiosk.app.demo.journey import Walk
from kiosk.app.demo.mouth_and_ears import ASKED_BACK, NOT_UNDERSTOOD
from kiosk.app.demo.steps import begin_by_keys, begin_by_touch, must_be_dark
from kiosk.app.demo.tray import card_of
from kiosk.app.senses import PATIENCE_S, JourneyError
from kiosk.visit.numerals import digits_aloud

CARD_S, GOODBYE_S = 30.0, 6.0
LAY_CARD, ALOUD = "请放身份证", "说“好的”"
TYPED, TAKEN_BACK = "已输入", "请再说一遍"
GOODBYES = ("办完了", "办完了", "不办了", "不办了")


class Customer(Protocol):
    """One resident before the terminal."""

    walk: Walk

    def begins(self) -> None:
        """Come to the first page."""
        ...

    def chooses(self, item: str, words: str, leads_to: str, *other_ways: str) -> None:
        """Take what has the id and is called so; `leads_to` is then to be seen or heard."""
        ...

    def logs_in(self, item: str, words: str, whose: str, leads_to: str) -> None:
        """Choose to log in, and lay the card down; `leads_to` is personal."""
        ...

    def types(self, digits: str) -> None:
        """Type a number, without finishing it."""
        ...

    def submits(self, leads_to: str) -> None:
        """Finish it; `leads_to` is personal."""
        ...

    def meets(self, words: str, patience_s: float = PATIENCE_S) -> None:
        """Wait until the words are to be seen or heard."""
        ...

    def screen_is_seen(self) -> None:
        """Make the screen such that a telephone can read it."""
        ...

    def leaves(self) -> None:
        """Say that all is done, on the last page."""
        ...


class ByTouch:
    """Sees and touches."""

    def __init__(self, walk: Walk) -> None:
        self.walk = walk

    def begins(self) -> None:
        """Touch the attract page."""
        begin_by_touch(self.walk)

    def chooses(self, item: str, words: str, leads_to: str, *other_ways: str) -> None:  # noqa: ARG002 (others speak)
        """Touch it."""
        self.walk.eyes.taps(item)
        self.meets(leads_to)

    def logs_in(self, item: str, words: str, whose: str, leads_to: str) -> None:
        """Touch it, and lay the card down."""
        self.chooses(item, words, LAY_CARD)
        _lays(self.walk, whose)
        self.meets(leads_to, CARD_S)

    def types(self, digits: str) -> None:
        """Touch the keys."""
        for digit in digits:
            self.walk.eyes.taps(f"key-{digit}")

    def submits(self, leads_to: str) -> None:
        """Touch the key for it."""
        self.chooses("submit", "输好了", leads_to)

    def meets(self, words: str, patience_s: float = PATIENCE_S) -> None:
        """See the words."""
        self.walk.eyes.sees(words, patience_s)

    def screen_is_seen(self) -> None:
        """It is."""

    def leaves(self) -> None:
        """Take the card, touch 办完了."""
        self.walk.world.desk.reader.lift_card()
        self.walk.eyes.taps("end")
        self.walk.eyes.sees_item("attract")


class ByKeys:
    """Hears and presses keys; the screen is dark."""

    def __init__(self, walk: Walk) -> None:
        self.walk = walk

    def begins(self) -> None:
        """Plug in headphones."""
        begin_by_keys(self.walk)

    def chooses(self, item: str, words: str, leads_to: str, *other_ways: str) -> None:  # noqa: ARG002 (others touch)
        """Find it by ear."""
        self.walk.keys.chooses(words)
        self.meets(leads_to)

    def logs_in(self, item: str, words: str, whose: str, leads_to: str) -> None:
        """Choose it, and lay the card down; with headphones everything is private."""
        self.chooses(item, words, LAY_CARD)
        _lays(self.walk, whose)
        self.meets(leads_to, CARD_S)
        must_be_dark(self.walk)

    def types(self, digits: str) -> None:
        """Find each digit by ear."""
        for digit in digits:
            self.walk.keys.chooses(digits_aloud(digit, telephone=False))

    def submits(self, leads_to: str) -> None:
        """Find the key for it by ear."""
        self.chooses("submit", "输好了", leads_to)

    def meets(self, words: str, patience_s: float = PATIENCE_S) -> None:
        """Hear the words."""
        self.walk.keys.hears(words, patience_s)

    def screen_is_seen(self) -> None:
        """It lights itself for a code, which must be seen without a touch."""
        if self.walk.eyes.is_dark():
            raise JourneyError("the code that her telephone is to scan stands behind the curtain")

    def leaves(self) -> None:
        """Take the card, choose 办完了, pull the headphones."""
        self.walk.world.desk.reader.lift_card()
        self.walk.keys.chooses("办完了")
        self.walk.eyes.sees_item("attract")
        self.walk.keys.presses("jack_out")


class ByVoice:
    """Speaks into the handset and goes by what is heard."""

    def __init__(self, walk: Walk) -> None:
        self.walk = walk

    def begins(self) -> None:
        """Strike the talk key, and listen first."""
        with self.walk.step("按说话键，听到问候"):
            self.walk.voice.keeps_silent()
            self.walk.voice.hears("今天办什么事")

    def chooses(self, item: str, words: str, leads_to: str, *other_ways: str) -> None:  # noqa: ARG002 (others touch)
        """Say it."""
        self.walk.voice.gets(leads_to, words, *other_ways, label=words)

    def logs_in(self, item: str, words: str, whose: str, leads_to: str) -> None:
        """Say it, lay the card down, and allow it to be said aloud, which is asked first."""
        self.chooses(item, words, LAY_CARD)
        _lays(self.walk, whose)
        self.walk.voice.hears(ALOUD, CARD_S)
        self._allows(leads_to)

    def _allows(self, leads_to: str) -> None:
        self.walk.voice.gets(leads_to, "好的", "可以")

    def types(self, digits: str) -> None:
        """Say the number in two breaths, and listen to what came in; a wrong group is taken back and said otherwise."""
        half = (len(digits) + 1) // 2
        came_in = ""
        for group in (digits[:half], digits[half:]):
            self._says_group(group, came_in)
            came_in += group

    def _says_group(self, group: str, before: str) -> None:
        """As a whole, then slower, then in ever smaller parts, as one does on the telephone."""
        ways = iter(((1.0, len(group)), (0.8, len(group)), (1.0, 3), (0.8, 2), (1.0, 2), (0.8, 1)))
        pace, size = next(ways)
        while group:
            if self._says_part(group[:size], before, pace):
                before, group = before + group[:size], group[size:]
                continue
            pace, size = next(ways, (0.0, 0))
            if not size:
                raise JourneyError(f"the number was not understood; heard: {self.walk.voice.heard_last()}")

    def _says_part(self, part: str, before: str, pace: float) -> bool:
        """Did it come in as it was said? What is asked back is answered; what came in otherwise is taken back."""
        voice = self.walk.voice
        voice.says(digits_aloud(part, telephone=False), pace=pace)
        came = voice.hears_one_of((TYPED, *NOT_UNDERSTOOD, *ASKED_BACK))
        voice.hears_out()
        if came in ASKED_BACK:
            voice.says("是的" if f"“{digits_aloud(part)}”" in _in_one_breath(voice.heard_last()) else "不是")
            came = voice.hears_one_of((TYPED, *NOT_UNDERSTOOD))
            voice.hears_out()
        if came != TYPED:
            return False
        if f"{TYPED}{digits_aloud(before + part)}。" in _in_one_breath(voice.heard_last()):
            return True
        voice.says("不对")
        voice.hears_one_of((TAKEN_BACK, *NOT_UNDERSTOOD))
        voice.hears_out()
        return False

    def submits(self, leads_to: str) -> None:
        """Say so, and allow what comes to be said aloud, which is asked first."""
        self.chooses("submit", "输好了", ALOUD)
        self._allows(leads_to)

    def meets(self, words: str, patience_s: float = PATIENCE_S) -> None:
        """Hear the words."""
        self.walk.voice.hears(words, patience_s)

    def screen_is_seen(self) -> None:
        """It is."""

    def leaves(self) -> None:
        """Take the card, say goodbye, which may be asked back."""
        self.walk.world.desk.reader.lift_card()
        for words in GOODBYES:
            self.walk.voice.says(words)
            if self.walk.eyes.is_there("attract", GOODBYE_S):
                return
        self.walk.eyes.sees_item("attract")


def prints(customer: Customer, item: str, words: str, question: str) -> str:
    """Have a slip printed and take it; what stands on it."""
    customer.chooses(item, words, question)
    customer.chooses("yes", "打印", "请取走凭条", "好的", "要打印")
    return customer.walk.keep_paper()


def _in_one_breath(heard: str) -> str:
    return heard.replace("，", "")


def _lays(walk: Walk, whose: str) -> None:
    card_of(whose).lay_on(walk.world.desk.reader)
