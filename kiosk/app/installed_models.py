"""The models that lie on this machine, as recognition and faces want to hear of them."""

from pathlib import Path

from kiosk.faces.models import FaceModel
from kiosk.model_packs.installed import Pack, installed
from kiosk.model_packs.manifest import manifest
from kiosk.recognition.contract import InstalledModel


def recognition_models(folder: Path) -> tuple[InstalledModel, ...]:
    """What of the folder can listen, in the manifest's order."""
    return tuple(recognition_model(pack) for pack in installed(folder) if pack.kind == "recognition")


def recognition_model(pack: Pack) -> InstalledModel:
    """One pack."""
    return InstalledModel(pack.id, pack.runtime, pack.folder, pack.dialects, pack.options)


def voice_folder(folder: Path, dialect: str) -> Path | None:
    """Where the first natural voice for a dialect lies; None: there is none."""
    return next((p.folder for p in installed(folder) if p.kind == "voice" and dialect in p.dialects), None)


def face_models(folder: Path) -> tuple[FaceModel, ...]:
    """What of the folder knows faces, with the sha256 that each file must have: the engine reads every byte of them."""
    digests = {row.id: {file.path: file.sha256 or "" for file in row.files} for row in manifest()}
    return tuple(
        FaceModel(pack.id, pack.runtime, pack.folder, digests[pack.id])
        for pack in installed(folder)
        if pack.kind == "face"
    )
