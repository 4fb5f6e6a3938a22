"""By key and ear, the screen dark: only what is said guides it, as captions tell it word for word."""

import re
import time
from collections.abc import Callable

from hardware.keypad.strikes import DOUBLE_STRIKE_S
from kiosk.app.crawl.body import PATIENCE_S, Choice, Lost, Perceived
from kiosk.app.crawl.findings import Rule
from kiosk.app.crawl.spelling import as_initials
from kiosk.app.crawl.witness import Witness
from kiosk.modalities import keypad_words as own
from kiosk.visit.items import items_of
from kiosk.visit.prompts import Confirm, EnterDigits, EnterText, Pay, Present
from kiosk.visit.stage import Scene

HEARD_S = 8.0
MOVED_S = 2.0
NOTHING_CAME_S = 3.0
APART_S = DOUBLE_STRIKE_S + 0.1  # sooner, a second strike is taken for a tremor (A11Y-05)
QUIET_S = 8.0
MOST_ITEMS = 90
_NUMBERS = {"一": 1, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6}
_HOW_MANY = re.compile("([一两三四五六])个选择")
_ACTING = frozenset({"ok", "back", "home"})
_BESIDE_AN_ITEM = frozenset({own.FIRST_ONE.spoken(), own.LAST_ONE.spoken(), own.NOT_NOW.spoken()})


class KeypadBody:
    """Implements `kiosk.app.crawl.body.Body` with keys and ears."""

    mode = "keypad"
    by_ear = True

    def __init__(
        self, press: Callable[[str], None], witness: Witness, is_dark: Callable[[], bool], apart_s: float = APART_S
    ) -> None:
        """`press` strikes a key of the emulated keypad by its name; `is_dark` looks at the screen's pixels.

        `apart_s`: how soon a hand strikes the same acting key again.
        """
        self._apart_s = apart_s
        self._press = press
        self._witness = witness
        self._is_dark = is_dark
        self._plugged = False
        self._struck: dict[str, float] = {}

    def begin(self) -> None:
        """Put the headphones in, or press any key."""
        self._presses("down" if self._plugged else "jack_in")
        self._plugged = True

    def perceive(self, scene: Scene) -> Perceived:
        """Step through all items by ear; the choices are the last ones, as many as were announced."""
        if isinstance(scene.prompt, EnterDigits | EnterText):
            return Perceived(())
        opening = "".join(self._opening())
        number = self._witness.standing.number
        self._awaits_focus()
        came_from = len(self._witness.focuses)
        heard = self._all_items(opening)
        complaints = list(self._order(scene, came_from, len(heard)))
        announced = _HOW_MANY.search(opening)
        choices = len(heard) if announced is None else _NUMBERS[announced.group(1)]
        counted = isinstance(scene.prompt, Present | Confirm) or announced is not None
        if heard and not counted:
            complaints.append((Rule.COUNTED, "the opening does not say how many choices there are"))
        if self._witness.standing.number != number:
            complaints.append((Rule.ORDER, "stepping through the items turned the page"))
        return Perceived(tuple(Choice(words, words) for words in heard[-choices:] if choices), tuple(complaints))

    def chooses(self, choice: Choice) -> None:
        """Step back from the end until it is heard, and press OK."""
        self._finds(choice.key, "up")
        self._acts("ok")

    def types(self, sample: str, scene: Scene) -> None:  # noqa: ARG002  it goes by what it hears
        """Find each character by ear and press OK; what stood there is taken away first."""
        self._clears()
        stands_on = ""
        for character in as_initials(sample):
            if character != stands_on:  # where it stands already, OK types it again
                self._finds(own.character(character.upper()).spoken().split("，")[0], "down")
                stands_on = character
            self._types_one(character)

    def _clears(self) -> None:
        """Take away a character at a time; once more where a key was lost."""
        for _ in range(2 * len(self._witness.draft)):
            before = self._witness.draft
            if not before:
                return
            self._hears(self._presses("left"))
            self._witness.until(lambda before=before: self._witness.draft != before, MOVED_S)  # type: ignore[misc]

    def _types_one(self, character: str) -> None:
        """Press OK on the character that was found; once more only where it did not come in, or it would come twice."""
        before = self._witness.draft
        for _ in range(2):
            self._presses("ok")
            if self._witness.until(lambda: self._witness.draft != before, HEARD_S):
                return
        raise Lost(f"“{character}” does not come in where {len(before)} stand already")

    def submits(self, scene: Scene) -> bool:  # noqa: ARG002  it goes by what it hears
        """Find 输好了 and press OK."""
        self._finds("输好了", "up")
        self._acts("ok")
        return True

    def goes_back(self) -> None:
        """Press the back key."""
        self._acts("back")

    def goes_home(self) -> None:
        """Press the home key."""
        self._acts("home")

    def pauses(self) -> None:
        """Press help and then home, as help says."""
        self._presses("help")
        self._presses("home")

    def asks_again(self, scene: Scene) -> str:  # noqa: ARG002  it goes by what it hears
        """Press the repeat key when all was said: the same is said again."""
        before = self._opening()
        if not before:
            return "the page says nothing of itself"
        again = self._witness.hears_out(self._presses("repeat"), PATIENCE_S)
        of_the_page = self._witness.of_the_page
        return "" if again == before or of_the_page(again) == of_the_page(before) else f"said {before}, then {again}"

    def asks_for_help(self) -> str:
        """Press the help key."""
        told = len(self._witness.notices)
        said = self._helped()
        if own.CALLING_STAFF.spoken().split("，")[0] in said:  # soon after another help it is a person that is called
            self._witness.until(lambda: len(self._witness.notices) > told, HEARD_S)
            self._witness.hears_out(self._witness.count - 1, HEARD_S)
            said = self._helped()
        return "" if "键" in said and "工作人员" in said else f"help says: {said}"

    def _helped(self) -> str:
        return "".join(self._witness.hears_out(self._presses("help"), PATIENCE_S))

    def calls_staff(self) -> None:
        """Press the help key again, as it says."""
        told = len(self._witness.notices)
        for _ in range(2):
            self._presses("help")
            if self._witness.until(lambda: len(self._witness.notices) > told, 2.0):
                return

    def perceives(self, words: str) -> bool:
        """Is it heard, in whatever sentences?"""
        wanted = re.split("[。！？]", words)[0]
        return self._witness.until(lambda: any(wanted in said for said in self._witness.heard(0)[-40:]), HEARD_S)

    def perceives_warning(self) -> bool:
        """Is the question heard?"""
        question = own.STILL_THERE.spoken().split("？")[0]
        return self._witness.until(lambda: any(question in said for said in self._witness.heard(0)[-4:]), HEARD_S)

    def stays(self) -> None:
        """Press any key, and hear that it goes on."""
        self._witness.hears_out(self._presses("right"), HEARD_S)

    def says_nonsense(self) -> str:
        """Press keys that choose nothing: louder and softer are answered, and the page stays."""
        number = self._witness.standing.number
        for key in ("volume_down", "volume_up"):
            since = self._presses(key)
            if not self._hears(since):
                return f"{key} is answered by silence"
        return "" if self._witness.standing.number == number else "a volume key turned the page"

    def looks(self, scene: Scene) -> tuple[tuple[str, str], ...]:
        """There is nothing to be seen but a code for her telephone."""
        lit = isinstance(scene.prompt, Pay) and bool(scene.prompt.code)
        return () if lit or self._is_dark() else ((Rule.DARK, "something is to be seen"),)

    # Ears.

    def _opening(self) -> list[str]:
        """All that is said of the page when it comes."""
        return self._witness.hears_out(self._witness.standing.heard_before, PATIENCE_S)

    def _all_items(self, opening: str) -> list[str]:
        """Every item, in order; the focus stands on the first one, or nowhere."""
        heard: list[str] = []
        for _ in range(MOST_ITEMS):
            self._witness.is_quiet(QUIET_S)
            said = self._hears(self._steps("down"))
            if (heard and said == heard[0]) or not said:
                break
            heard.append(said)
        # Where the focus stood on the first item, the walk began behind it and came to it last.
        if len(heard) > 1 and heard[-1] in opening and heard[0] not in opening.split("选：", maxsplit=1)[0]:
            heard = [heard[-1], *heard[:-1]]
        return heard

    def _order(self, scene: Scene, came_from: int, steps: int) -> list[tuple[str, str]]:
        """The order in which the items were heard is the order in which they are read (A11Y-22)."""
        ids = [item.id for item in items_of(scene.prompt, elder=self._witness.modes.elder)]
        walked = [focus.item_id for focus in self._witness.focuses[came_from:][:steps]]
        if not walked or walked[0] not in ids:
            return [] if not ids else [(Rule.ORDER, "the focus stands on what is no item")]
        start = ids.index(walked[0])
        expected = [*ids[start:], *ids[:start]]
        return [] if walked == expected[: len(walked)] else [(Rule.ORDER, f"{walked} instead of {expected}")]

    def _finds(self, words: str, key: str) -> None:
        """Step until an item is heard that begins with the words, and nothing but its own words follows."""
        for _ in range(MOST_ITEMS):
            since = self._steps(key)
            if not self._hears(since).startswith(words):
                continue
            self._witness.is_quiet(QUIET_S)
            if all(said in _BESIDE_AN_ITEM or self._is_guidance(said) for said in self._witness.heard(since)[1:]):
                return
        raise Lost(f"“{words}” is nowhere to be heard")

    def _is_guidance(self, said: str) -> bool:
        """Who is looked at is told what to do in between; that moves no focus."""
        scene = self._witness.standing.scene
        if scene is None or not isinstance(scene.prompt, Present) or not scene.prompt.mirror:
            return False
        return any(said.rstrip("。") in notice.text.spoken() for notice in self._witness.notices[-6:])

    def _hears(self, since: int) -> str:
        return self._witness.hears_one(since, HEARD_S).rstrip("。")

    def _steps(self, key: str) -> int:
        """Press a key that leads to another item; how many captions there were when the focus had moved.

        What is heard before that is told of where it stood. A hand feels no such thing: it just waits a little.
        """
        self._awaits_focus()
        moves, before = len(self._witness.focuses), self._witness.count
        self._press(key)
        if not self._witness.until(lambda: len(self._witness.focuses) > moves, MOVED_S):
            return before
        return self._witness.focuses[moves].heard_before

    def _awaits_focus(self) -> None:
        """Wait until the page has told where its focus stands, which it does once by itself."""
        scene = self._witness.standing.scene
        if scene is not None:
            self._witness.until(lambda: any(f.scene_id == scene.id for f in self._witness.focuses[-4:]), MOVED_S)

    def _acts(self, key: str) -> None:
        """Strike an acting key; where nothing comes of it, neither page nor word, it was taken for a tremor: once more.

        On a busy machine two strikes can arrive nearer to each other than they were made.
        """
        number = self._witness.standing.number
        since = self._presses(key)
        if not self._witness.until(
            lambda: self._witness.standing.number != number or bool(self._witness.heard(since)), NOTHING_CAME_S
        ):
            self._presses(key)

    def _presses(self, key: str) -> int:
        """Strike a key; how many captions there were before. A second strike waits as long as a hand does."""
        self._witness.is_quiet(QUIET_S)  # a late caption would be taken for the answer to this key
        if key in _ACTING:
            time.sleep(max(0.0, self._struck.get(key, 0.0) + self._apart_s - time.monotonic()))
        since = self._witness.count
        self._press(key)
        self._struck[key] = time.monotonic()
        return since
