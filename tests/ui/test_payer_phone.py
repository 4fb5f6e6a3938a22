"""The telephone of who pays reads the page of paying from its pixels, in both shapes and with elder type."""

import pytest

from kiosk.app.demo.payer_phone import codes_in
from kiosk.app.gallery.scenes import PAY, PAY_SCAN
from kiosk.modalities.touch import pay_content
from kiosk.visit.modes import Modes, Size
from kiosk.visit.prompts import AnyPrompt
from tests.ui.terminal import Terminal, until
from tests.ui.test_pay import read_back


@pytest.mark.parametrize("size", list(Size))
@pytest.mark.parametrize(("prompt", "codes"), [(PAY, [PAY.code]), (PAY_SCAN, [])], ids=["code", "her own code"])
def test_it_reads_what_stands_there(
    shaped: Terminal, prompt: AnyPrompt, codes: list[str], size: Size, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pay_content, "STEP_MS", 5)
    shaped.show(prompt, modes=Modes(size=size), slide=False)
    read_back(shaped)
    until(lambda: codes_in(shaped.window.grab()) == codes)
