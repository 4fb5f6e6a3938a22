"""The crawler's witness knows a page with what stands on it from the first moment: its crawler may be quicker."""

from kiosk.app.crawl.witness import Witness
from kiosk.visit.modes import Modes
from kiosk.visit.prompts import Confirm, EnterDigits
from kiosk.visit.stage import Scene
from kiosk.visit.text import text

CODE = EnterDigits(headline=text("请输入号码"), shortest=4, longest=4, draft="1234")
KNOCK = Confirm(headline=text("要敲门吗？"), yes=text("敲门"), no=text("先不敲"))


def scene(number: int, prompt: EnterDigits | Confirm) -> Scene:
    return Scene(id=number, title=text("门"), prompt=prompt, can_go_back=True, can_go_home=True)


def test_what_stands_on_a_page_is_known_when_it_comes() -> None:
    witness = Witness()
    witness.show(scene(1, CODE), Modes())
    assert witness.draft == "1234"


def test_what_was_typed_is_forgotten_with_its_page_and_not_before() -> None:
    witness = Witness()
    witness.show(scene(1, CODE), Modes())
    witness.edit(1, "99")
    witness.show(scene(1, CODE), Modes(keypad=True))
    assert witness.draft == "99"
    witness.show(scene(2, KNOCK), Modes())
    assert witness.draft == ""
