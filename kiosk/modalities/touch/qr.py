"""A QR code as a picture that QML can show: a data address, so that no file and no cache keeps what it holds."""

import base64
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QImage

_QUIET_MODULES = 4


@dataclass(frozen=True, slots=True, repr=False)
class QrImage:
    """A PNG with one pixel a module, the quiet zone included; `side` counts its pixels."""

    address: str
    side: int


def qr_image(payload: str) -> QrImage:
    """Draw a QR code. Takes some milliseconds; the first time a library is loaded besides."""
    modules = _modules(payload)
    side = len(modules)
    grey = bytes(0 if dark else 255 for row in modules for dark in row)
    picture = QImage(grey, side, side, side, QImage.Format.Format_Grayscale8)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub says bytes, the code wants str
    encoded = base64.b64encode(buffer.data().data()).decode("ascii")
    return QrImage(f"data:image/png;base64,{encoded}", side)


def load_library() -> None:
    """Load what drawing a code needs, so that the first one keeps nobody waiting. From any thread, once."""
    _modules("0")


def _modules(payload: str) -> list[list[bool]]:
    from qrcode.constants import ERROR_CORRECT_M  # after the first frame: the package loads an imaging library
    from qrcode.main import QRCode

    code: QRCode[Any] = QRCode(border=_QUIET_MODULES, error_correction=ERROR_CORRECT_M)
    code.add_data(payload)  # type: ignore[no-untyped-call]
    return [[bool(dark) for dark in row] for row in code.get_matrix()]  # type: ignore[no-untyped-call]
