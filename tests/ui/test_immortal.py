"""A terminal that stays up for weeks must not lose None."""

import sys

from PySide6.QtCore import QObject

from kiosk.app.immortal import make_immortal


def test_constants_outlast_any_number_of_signals() -> None:
    make_immortal()
    source = QObject()
    for n in range(5000):
        source.setObjectName("a")
        source.objectNameChanged.emit(str(n))
    assert min(sys.getrefcount(constant) for constant in (None, True, False)) > 1_000_000
