"""The terminal's own eye, opened in this process: what the engine's child looks with, and no copy of it."""

from pathlib import Path

from kiosk.app.installed_models import face_models
from kiosk.faces.engines import EyeFault, open_eye
from kiosk.faces.eye import Eye

_WHY = {
    "no_engine": "no engine for faces lies there whole; kiosk models list, then kiosk models install",
    "missing": "a file of the engine for faces is missing; kiosk models verify",
    "damaged": "a file of the engine for faces is damaged; kiosk models verify, then kiosk models install",
    "no_library": "dlib, LiteRT or onnxruntime is not installed",
}


class FaceEvaluationImpossible(Exception):
    """Nothing was measured; the message says why, in lines."""


def opened(models: Path) -> Eye:
    """The eye with the models of a folder. Raises: FaceEvaluationImpossible."""
    try:
        return open_eye(face_models(models))
    except EyeFault as fault:
        raise FaceEvaluationImpossible(f"{models}: {_WHY.get(fault.reason, fault.reason)}") from None
