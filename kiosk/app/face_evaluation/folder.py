"""What lies in a folder that somebody filled by hand, and all that is wrong with it, told at once."""

from collections.abc import Sequence
from pathlib import Path

from kiosk.app.face_evaluation.picture_file import PictureMistake, check_file

_MOST_TOLD = 40


class FolderMistakes(Exception):
    """What has to be mended before anything is measured: a line each, with its place."""

    def __init__(self, mistakes: Sequence[str]) -> None:
        more = len(mistakes) - _MOST_TOLD
        told = [*mistakes[:_MOST_TOLD], *([f"... and {more} more"] if more > 0 else [])]
        super().__init__("\n".join(told))


def entries(folder: Path, mistakes: list[str]) -> list[Path]:
    """What lies in it, by name, but what is hidden; a folder that cannot be read is a mistake."""
    try:
        return sorted(entry for entry in folder.iterdir() if not entry.name.startswith("."))
    except OSError as error:
        mistakes.append(f"{folder}: {error.strerror or 'cannot be read'}")
        return []


def check_picture(picture: Path, mistakes: list[str]) -> None:
    """Note what is wrong with it, as far as can be told without reading it."""
    try:
        check_file(picture)
    except PictureMistake as mistake:
        mistakes.append(f"{picture}: {mistake}")
