"""A folder of people, one folder each, or a list of pairs: read with care, for people made both."""

from dataclasses import dataclass, field
from pathlib import Path

from kiosk.app.face_evaluation.folder import FolderMistakes, check_picture, entries
from kiosk.app.face_evaluation.picture_file import PictureMistake, is_named_as_picture

PAIRS = "pairs.txt"
MOST_PHOTOS = 20_000
MOST_PAIRS = 1_000_000
_MOST_LIST = 64 << 20
SAME, DIFFERENT = "same", "different"
_WORDS = {SAME: True, "1": True, DIFFERENT: False, "0": False}
HOW = f"one folder a person with her photos in it, or {PAIRS}: docs/face-accuracy.md"


@dataclass(frozen=True, slots=True, repr=False)
class People:
    """Whom the figures are about. No repr, for names of folders are names of people.

    `photos`: each once; `person`: who is on it, empty where only pairs are known. `pairs`: (place in `photos`, place,
    same person); None: every pair there is.
    """

    photos: tuple[Path, ...]
    person: tuple[str, ...]
    pairs: tuple[tuple[int, int, bool], ...] | None = field(default=None)


def read_people(place: Path) -> People:
    """People of a folder, or of the pairs in its pairs.txt, or of a list of pairs that is named itself.

    Raises: FolderMistakes
    """
    if place.is_symlink() or not place.exists():
        raise FolderMistakes((f"{place}: {'is a link' if place.is_symlink() else 'there is no such folder'}; {HOW}",))
    if place.is_file():
        return _listed(place)
    if (place / PAIRS).exists() or (place / PAIRS).is_symlink():
        return _listed(place / PAIRS)
    return _folders(place)


def _folders(place: Path) -> People:
    mistakes: list[str] = []
    photos: list[Path] = []
    person: list[str] = []
    for folder in entries(place, mistakes):
        if not folder.is_dir():
            if is_named_as_picture(folder.name):
                mistakes.append(f"{folder}: lies beside the people; {HOW}")
            continue
        if folder.is_symlink():
            mistakes.append(f"{folder}: is a link; lay the folder itself here")
            continue
        found = [entry for entry in entries(folder, mistakes) if is_named_as_picture(entry.name)]
        if not found:
            mistakes.append(f"{folder}: no picture in it")
        for photo in found:
            check_picture(photo, mistakes)
            photos.append(photo)
            person.append(folder.name)
    if not photos and not mistakes:
        mistakes.append(f"{place}: no people in it; {HOW}")
    if len(photos) > MOST_PHOTOS:
        mistakes.append(f"{place}: {len(photos)} photos; {MOST_PHOTOS} at most")
    if mistakes:
        raise FolderMistakes(mistakes)
    return People(tuple(photos), tuple(person))


def _listed(name: Path) -> People:
    lines = _lines(name)
    places: dict[Path, int] = {}
    pairs: list[tuple[int, int, bool]] = []
    mistakes: list[str] = []
    for number, line in enumerate(lines, 1):
        words = line.split("\t") if "\t" in line else line.split()
        if not words or words[0].startswith("#") or (number == 1 and all(word.isdigit() for word in words)):
            continue  # the first line of an LFW list counts its pairs
        try:
            one, other, same = _pair([word.strip() for word in words], name.parent)
        except PictureMistake as mistake:
            mistakes.append(f"{name}:{number}: {mistake}")
            continue
        pairs.append((places.setdefault(one, len(places)), places.setdefault(other, len(places)), same))
    for photo in places:
        check_picture(photo, mistakes)
    if not pairs and not mistakes:
        mistakes.append(f"{name}: no pairs in it")
    if len(pairs) > MOST_PAIRS or len(places) > MOST_PHOTOS:
        mistakes.append(f"{name}: {MOST_PAIRS} pairs of {MOST_PHOTOS} photos at most")
    if mistakes:
        raise FolderMistakes(mistakes)
    return People(tuple(places), ("",) * len(places), tuple(pairs))


def _lines(name: Path) -> list[str]:
    if name.is_symlink() or not name.is_file():
        raise FolderMistakes((f"{name}: is not a file",))
    try:
        if name.stat().st_size > _MOST_LIST:
            raise FolderMistakes((f"{name}: too large to be a list of pairs",))
        return name.read_text("utf-8-sig").splitlines()
    except OSError as error:
        raise FolderMistakes((f"{name}: {error.strerror}",)) from None
    except UnicodeDecodeError:
        raise FolderMistakes((f"{name}: not UTF-8; save it as UTF-8",)) from None


def _pair(words: list[str], folder: Path) -> tuple[Path, Path, bool]:
    """A line: `a.jpg b.jpg same`, or one of LFW's forms `name 1 4` and `name 1 other 2`."""
    match words:
        case [one, other, word] if word.lower() in _WORDS and not other.isdigit():
            return _inside(folder, one), _inside(folder, other), _WORDS[word.lower()]
        case [who, first, second] if first.isdigit() and second.isdigit():
            return _of_lfw(folder, who, first), _of_lfw(folder, who, second), True
        case [who, first, whom, second] if first.isdigit() and second.isdigit():
            return _of_lfw(folder, who, first), _of_lfw(folder, whom, second), False
    raise PictureMistake(
        f"neither `a.jpg b.jpg {SAME}` ({DIFFERENT}) nor LFW's `name 1 4` or `name 1 other 2`; blanks in names: tabs"
    )


def _inside(folder: Path, word: str) -> Path:
    """Neither `..` nor an absolute path nor a link leads out of the folder."""
    path = folder / word
    if not word or "\0" in word or ".." in Path(word).parts or not path.is_relative_to(folder):
        raise PictureMistake(f"`{word[:80]}` is not a file in this folder")
    if path.parent.resolve() != folder.resolve() / Path(word).parent:
        raise PictureMistake(f"`{word[:80]}` lies behind a link")
    return path


def _of_lfw(folder: Path, who: str, number: str) -> Path:
    if len(number) > 6:
        raise PictureMistake(f"`{number[:20]}` is not a number of a photo")
    name = f"{who}/{who}_{int(number):04d}"
    path = _inside(folder, f"{name}.jpg")
    return path if path.exists() else next((p for s in (".png", ".pgm") if (p := path.with_suffix(s)).exists()), path)
