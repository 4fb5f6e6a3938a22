"""A folder of clips: live/ and attack-KIND/, each clip a folder of pictures in their order, twelve a second."""

import re
from dataclasses import dataclass
from pathlib import Path

from kiosk.app.face_evaluation.folder import FolderMistakes, check_picture, entries
from kiosk.app.face_evaluation.picture_file import is_named_as_picture
from kiosk.faces.contract import Step

LIVE = "live"
PER_SECOND = 12
MOST_CLIPS = 5_000
MOST_PICTURES = 60 * PER_SECOND
LEAST_PICTURES = 5
_ATTACK = re.compile(r"attack-([a-z0-9][a-z0-9_-]{0,39})")
_FILMS = frozenset({".mp4", ".avi", ".mov", ".mkv", ".webm", ".m4v", ".mjpeg", ".gif"})
_SHOWN = re.compile(r"left|right|blink")
HOW = f"{LIVE}/ and attack-KIND/ with a folder of pictures for each clip: docs/face-accuracy.md"
HOW_TO_CONVERT = f"ffmpeg -i FILM -vf fps={PER_SECOND},scale=640:-2 FOLDER/%04d.jpg"


@dataclass(frozen=True, slots=True)
class Clip:
    """One clip. `attack`: its kind; empty: a living face. `shows`: the ways of asking that it is tried with."""

    folder: Path
    attack: str
    shows: tuple[tuple[Step, ...], ...]
    pictures: tuple[Path, ...]


def read_clips(place: Path) -> tuple[Clip, ...]:
    """All clips. Raises: FolderMistakes, all of them with their places."""
    mistakes: list[str] = []
    clips: list[Clip] = []
    for kind in _folders(place, mistakes):
        attack = _ATTACK.fullmatch(kind.name)
        if kind.name != LIVE and not attack:
            mistakes.append(f"{kind}: neither {LIVE} nor attack-KIND (small letters); {HOW}")
            continue
        found = _folders(kind, mistakes)
        if not found:
            mistakes.append(f"{kind}: no clip in it; {HOW}")
        clips += [_clip(folder, attack[1] if attack else "", mistakes) for folder in found]
    if not clips and not mistakes:
        mistakes.append(f"{place}: no clips in it; {HOW}")
    if len(clips) > MOST_CLIPS:
        mistakes.append(f"{place}: {len(clips)} clips; {MOST_CLIPS} at most")
    if mistakes:
        raise FolderMistakes(mistakes)
    return tuple(clips)


def ways_of_asking(name: str) -> tuple[tuple[Step, ...], ...]:
    """What a clip shows, by the words `left`, `right` and `blink` in its name, in their order.

    A name without them: a turn to either side is asked for, and it passes if it passes one of them. That is easier than
    at the terminal, which also asks for a blink.
    """
    shown = tuple(Step(word) for word in _SHOWN.findall(name.lower()))
    return (shown,) if shown else ((Step.LEFT,), (Step.RIGHT,))


def _clip(folder: Path, attack: str, mistakes: list[str]) -> Clip:
    pictures = tuple(entry for entry in entries(folder, mistakes) if is_named_as_picture(entry.name))
    if not LEAST_PICTURES <= len(pictures) <= MOST_PICTURES:
        seconds = f"{MOST_PICTURES // PER_SECOND} s at {PER_SECOND} a second"
        mistakes.append(f"{folder}: {len(pictures)} pictures; {LEAST_PICTURES} to {MOST_PICTURES} ({seconds})")
    for picture in pictures:
        check_picture(picture, mistakes)
    return Clip(folder, attack, ways_of_asking(folder.name), pictures)


def _folders(place: Path, mistakes: list[str]) -> list[Path]:
    """The folders in it; films are not read, and links are not followed."""
    folders = []
    for entry in entries(place, mistakes):
        if entry.is_symlink():
            mistakes.append(f"{entry}: is a link; lay the folder itself here")
        elif entry.is_dir():
            folders.append(entry)
        elif entry.suffix.lower() in _FILMS:
            mistakes.append(f"{entry}: films are not read; make a folder of pictures of it: {HOW_TO_CONVERT}")
        elif is_named_as_picture(entry.name):
            mistakes.append(f"{entry}: lies beside the clips; {HOW}")
    return folders
