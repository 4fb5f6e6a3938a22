"""Qt for the crawler that goes by finger, as the tests of the screen have it; silence is judged more often."""

import pytest

from tests.ui.conftest import fonts, qapp_cls

__all__ = ["fonts", "qapp_cls"]


@pytest.fixture(autouse=True)
def _silence_is_judged_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.visit.conversation.TICK_S", 0.02)
