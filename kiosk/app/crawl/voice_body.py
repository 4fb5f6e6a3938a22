"""By words and ear, the screen dark: says only what it has heard offered, or what may be said on every page.

No sound is recognised: the words go in as recognition will bring them.
"""

import re
from collections.abc import Callable

from kiosk.app.crawl.body import PATIENCE_S, Choice, Lost, Perceived
from kiosk.app.crawl.findings import Rule
from kiosk.app.crawl.witness import Witness
from kiosk.modalities import keypad_words as keys
from kiosk.modalities import voice_words as own
from kiosk.visit.numerals import digits_aloud
from kiosk.visit.prompts import EnterDigits, Pay
from kiosk.visit.stage import Scene

HEARD_S = 8.0
OFFER = own.SAY_OFFER.spoken()
NONSENSE = "西红柿炒鸡蛋"


class VoiceBody:
    """Implements `kiosk.app.crawl.body.Body` with words and ears."""

    mode = "voice"
    by_ear = True

    def __init__(
        self,
        hears: Callable[[int | None, str], None],
        press: Callable[[str], None],
        witness: Witness,
        is_dark: Callable[[], bool],
    ) -> None:
        """`hears` brings words to the terminal, with the scene that they are said to.

        `press` strikes a key of the keypad, whose jack takes the headphones.
        """
        self._hears = hears
        self._press = press
        self._witness = witness
        self._is_dark = is_dark
        self._plugged = False

    def begin(self) -> None:
        """Put the headphones in, or say hello."""
        if self._plugged:
            self._says("您好")
        else:
            self._press("jack_in")
        self._plugged = True

    def perceive(self, scene: Scene) -> Perceived:  # noqa: ARG002  it goes by what it hears
        """What the opening offered, a sentence each."""
        offered = _offered(self._opening())
        return Perceived(tuple(Choice(words, words) for words in offered))

    def chooses(self, choice: Choice) -> None:
        """Say it."""
        self._say(choice.key)

    def types(self, sample: str, scene: Scene) -> None:
        """Say the digits, or the words; whatever stood there is taken back first."""
        if self._witness.draft:
            self._says("重来")
            self._needs(lambda: not self._witness.draft, "what was said cannot be taken back")
        since = self._says(digits_aloud(sample) if isinstance(scene.prompt, EnterDigits) else sample)
        self._needs(lambda: bool(self._witness.draft), "what is said does not come in")
        self._witness.hears_out(since, HEARD_S)  # it is read back, which is no answer to what is said next

    def submits(self, scene: Scene) -> bool:  # noqa: ARG002  it goes by what it hears
        """Say that it is all."""
        self._says("确定")
        return True

    def goes_back(self) -> None:
        """Say 返回."""
        self._say("返回")

    def goes_home(self) -> None:
        """Say 首页."""
        self._say("首页")

    def pauses(self) -> None:
        """Say it."""
        self._says("先停一停")

    def asks_again(self, scene: Scene) -> str:  # noqa: ARG002  it goes by what it hears
        """Ask when all was said: the same is said again."""
        before = self._opening()
        if not before:
            return "the page says nothing of itself"
        again = self._witness.hears_out(self._says("再说一遍"), PATIENCE_S)
        of_the_page = self._witness.of_the_page
        return "" if again == before or of_the_page(again) == of_the_page(before) else f"said {before}, then {again}"

    def asks_for_help(self) -> str:
        """Ask for help."""
        said = "".join(self._witness.hears_out(self._says("帮助"), PATIENCE_S))
        return "" if "工作人员" in said else f"help says: {said}"

    def calls_staff(self) -> None:
        """Say it."""
        self._says("叫工作人员")

    def perceives(self, words: str) -> bool:
        """Is it heard, in whatever sentences?"""
        wanted = re.split("[。！？]", words)[0]
        return self._witness.until(lambda: any(wanted in said for said in self._witness.heard(0)[-40:]), HEARD_S)

    def perceives_warning(self) -> bool:
        """Is the question heard?"""
        question = keys.STILL_THERE.spoken().split("？")[0]
        return self._witness.until(lambda: any(question in said for said in self._witness.heard(0)[-4:]), HEARD_S)

    def stays(self) -> None:
        """Say anything."""
        self._says("我还在")

    def says_nonsense(self) -> str:
        """Say what was not offered: it is answered, and nothing comes of it; an entry takes any words."""
        scene, draft = self._witness.standing.scene, self._witness.draft
        if scene is not None and type(scene.prompt).__name__ == "EnterText":
            return ""
        number = self._witness.standing.number
        said = "".join(self._witness.hears_out(self._says(NONSENSE), PATIENCE_S))
        if not said.startswith(own.NOT_UNDERSTOOD.spoken()):
            return f"words that mean nothing are answered by: {said}"
        if (self._witness.standing.number, self._witness.draft) != (number, draft):
            return "words that mean nothing change the page"
        return ""

    def looks(self, scene: Scene) -> tuple[tuple[str, str], ...]:
        """There is nothing to be seen but a code for her telephone."""
        lit = isinstance(scene.prompt, Pay) and bool(scene.prompt.code)
        return () if lit or self._is_dark() else ((Rule.DARK, "something is to be seen"),)

    def _opening(self) -> list[str]:
        return self._witness.hears_out(self._witness.standing.heard_before, PATIENCE_S)

    def _say(self, words: str) -> None:
        """Say something to what stands there now."""
        scene = self._witness.standing.scene
        self._hears(scene.id if scene else None, words)

    def _says(self, words: str) -> int:
        """Say something once it is quiet; how many captions there were before."""
        self._witness.is_quiet(HEARD_S)  # a late caption would be taken for the answer
        since = self._witness.count
        self._say(words)
        return since

    def _needs(self, true: Callable[[], bool], complaint: str) -> None:
        if not self._witness.until(true, HEARD_S):
            raise Lost(complaint)


def _offered(heard: list[str]) -> list[str]:
    """The words that were offered: the sentence that begins the offer, and those after it."""
    begins = [n for n, said in enumerate(heard) if said.startswith(OFFER)]
    if not begins:
        return []
    first, *others = heard[begins[-1] :]
    return [said.rstrip("。") for said in (first.removeprefix(OFFER), *others)]
