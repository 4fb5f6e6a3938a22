"""By finger and eye: real touch events on what is found in the tree, and the inspection at every page."""

import time
from collections.abc import Callable

from PySide6.QtCore import QPoint

from kiosk.app.crawl.body import Choice, Lost, Perceived
from kiosk.app.crawl.spelling import as_initials, as_pinyin
from kiosk.app.crawl.witness import Witness
from kiosk.app.inspection import inspect
from kiosk.app.senses import EyesAndFinger, JourneyError
from kiosk.modalities import keypad_words as own
from kiosk.modalities.touch import Site
from kiosk.visit.answers import offered
from kiosk.visit.prompts import EnterDigits, EnterText, Script
from kiosk.visit.stage import Scene

SEEN_S, GLANCE_S = 5.0, 0.3
KEYBOARD_S = 20.0  # it is loaded when it is first needed


class TouchBody:
    """Implements `kiosk.app.crawl.body.Body` with a finger."""

    mode = "touch"
    by_ear = False

    def __init__(self, eyes: EyesAndFinger, witness: Witness, site: Site) -> None:
        self._eyes = eyes
        self._witness = witness
        self._site = site
        self._allowed = False

    def begin(self) -> None:
        """Touch the attract page."""
        self._allowed = False
        self._taps("attract")

    def perceive(self, scene: Scene) -> Perceived:  # noqa: ARG002  it goes by what it sees
        """Everything that can be touched on the page that has come to rest."""
        self._eyes.settles()
        return Perceived(tuple(Choice(key, name) for key, name in self._eyes.controls().items()))

    def chooses(self, choice: Choice) -> None:
        """Touch it."""
        self._taps(choice.key)

    def types(self, sample: str, scene: Scene) -> None:
        """Touch the keys; whatever stood there is taken away first."""
        self._eyes.settles()
        self._clear()
        if isinstance(scene.prompt, EnterText) and scene.prompt.script is Script.CHINESE:
            self._writes(sample)
        else:
            for character in sample if isinstance(scene.prompt, EnterDigits) else as_initials(sample).upper():
                before = len(self._witness.draft)
                self._taps(f"key-{character}")
                if not self._witness.until(lambda before=before: len(self._witness.draft) > before, SEEN_S):  # type: ignore[misc]
                    raise Lost(f"“{character}” does not come in")

    def submits(self, scene: Scene) -> bool:  # noqa: ARG002  it goes by what it sees
        """Touch the key that finishes, if it does not rest."""
        until = time.monotonic() + (SEEN_S if self._witness.draft else GLANCE_S)
        while "submit" not in self._eyes.controls():
            if time.monotonic() > until:
                return False
        self._taps("submit")
        return True

    def pauses(self) -> None:
        """Touch 先停一停."""
        self._taps("mode-pause")

    def goes_back(self) -> None:
        """Touch 返回."""
        self._taps("bar-back")

    def goes_home(self) -> None:
        """Touch 首页."""
        self._taps("bar-home")

    def asks_again(self, scene: Scene) -> str:
        """Touch 再说一遍: the page is read, each choice with it; of a personal one the leave is asked first."""
        self._eyes.settles()
        before = self._witness.heard(self._witness.standing.heard_before)
        if scene.prompt.personal and before:
            return f"a personal page is spoken without being asked: {before[0]}"
        heard = self._read()
        if scene.prompt.personal and not self._allowed:
            if own.MAY_I_SPEAK_TOUCH.spoken().split("。")[0] not in heard:
                return "a personal page is read aloud without a yes"
            heard = self._read()
            self._allowed = True  # for this visit
        wanted = [scene.prompt.said.split("。")[0], *(o.label.spoken() for o in offered(scene.prompt))]
        missing = [words for words in wanted if words.rstrip("。") not in heard]
        return f"not heard: {'；'.join(missing)}" if missing else ""

    def asks_for_help(self) -> str:
        """Touch the help key, read, and put it away."""
        self._taps("bar-help")
        self._sees("help-close")
        self._taps("help-close")
        return ""

    def calls_staff(self) -> None:
        """Touch 呼叫人工."""
        self._taps("bar-staff")

    def perceives(self, words: str) -> bool:
        """Is it to be read?"""
        return self._is(lambda: self._eyes.sees(words, SEEN_S))

    def perceives_warning(self) -> bool:
        """Is the question on the screen, and was it heard?"""
        seen = self._is(lambda: self._eyes.sees_item("idle-stay", SEEN_S))
        question = own.STILL_THERE_TOUCH.spoken().split("？")[0]
        return seen and self._witness.until(lambda: any(question in said for said in self._witness.heard(0)), SEEN_S)

    def stays(self) -> None:
        """Touch 我还在."""
        self._taps("idle-stay")

    def says_nonsense(self) -> str:
        """Touch the words of the headline, which are no key: nothing comes of it."""
        number = self._witness.standing.number
        try:
            self._eyes.touches(self._eyes.headline())
        except JourneyError as error:
            raise Lost(str(error)) from None
        self._eyes.settles()
        return "" if self._witness.standing.number == number else "a touch on nothing turned the page"

    def looks(self, scene: Scene) -> tuple[tuple[str, str], ...]:
        """The inspection of the page as it stands."""
        self._eyes.settles()
        modes = self._witness.modes
        found = self._eyes.look(lambda window: inspect(window, scene, modes, self._site))
        return tuple((str(one.rule), f"{one.where} {one.detail}".strip()) for one in found)

    def _read(self) -> str:
        since = self._witness.count
        self._taps("bar-repeat")
        return "".join(self._witness.hears_out(since, KEYBOARD_S))

    def _clear(self) -> None:
        while self._witness.draft:
            left = len(self._witness.draft)
            keys = self._eyes.controls().keys() & {"erase-all", "erase"}
            if keys:
                self._taps("erase-all" if "erase-all" in keys else "erase")
            else:
                self._eyes.touches(self._letter("backspace"))
            if not self._witness.until(lambda left=left: len(self._witness.draft) < left, SEEN_S):  # type: ignore[misc]
                raise Lost("what is typed cannot be taken away")

    def _writes(self, sample: str) -> None:
        """On the pinyin keyboard: spell it, and touch the words among those that are proposed."""
        for letter in as_pinyin(sample):
            self._eyes.touches(self._letter(letter))
        try:
            self._eyes.touches(self._eyes.proposed(sample))
        except JourneyError as error:
            raise Lost(str(error)) from None
        if not self._witness.until(lambda: self._witness.draft == sample, SEEN_S):
            raise Lost("what was written does not come in")

    def _letter(self, letter: str) -> QPoint:
        until = time.monotonic() + KEYBOARD_S
        while letter not in (keys := self._eyes.letters()):
            if time.monotonic() > until:
                raise Lost(f"there is no key “{letter}”")
        return keys[letter]

    def _taps(self, item_id: str) -> None:
        try:
            self._eyes.sees_item(item_id, SEEN_S)
            self._eyes.taps(item_id)
        except JourneyError as error:
            raise Lost(str(error)) from None

    def _sees(self, item_id: str) -> None:
        try:
            self._eyes.sees_item(item_id, SEEN_S)
        except JourneyError as error:
            raise Lost(str(error)) from None

    @staticmethod
    def _is(look: Callable[[], None]) -> bool:
        try:
            look()
        except JourneyError:
            return False
        return True
