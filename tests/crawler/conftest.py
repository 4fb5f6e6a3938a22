"""Qt for the crawler that goes by finger, as the tests of the screen have it."""

from tests.ui.conftest import fonts, qapp_cls

__all__ = ["fonts", "qapp_cls"]
