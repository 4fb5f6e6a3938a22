"""A folder of recordings and its manifest.tsv: read with care, for people made both."""

import csv
import difflib
import re
import wave
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kiosk.recognition.contract import RATE
from kiosk.understanding.dialects import SERVICES, WISHES
from kiosk.visit.modes import MANDARIN

MANIFEST = "manifest.tsv"
COLUMNS = ("file", "dialect", "text", "expected")
CONDITION = "condition"
"""A column that may stand behind the four."""
NOTHING = "nothing"
"""Written out for an `expected` that is empty: some editors cut blanks and tabs off the end of a line."""
PLAIN = "plain"
"""The condition of recordings whose manifest names none."""
LONGEST_S = 30.0
MOST_RECORDINGS = 20_000
_MOST_BYTES = int(LONGEST_S * RATE * 2) + 4096
_MOST_MANIFEST = 20 << 20
EXPECTED = (*SERVICES, *WISHES)
"""What somebody can ask the home page for."""
_ID = re.compile(r"[a-z][a-z0-9_]{0,31}")
HOW_TO_CONVERT = "convert it: ffmpeg -i OLD -ar 16000 -ac 1 -c:a pcm_s16le NEW.wav"


class ManifestMistakes(Exception):
    """What has to be mended before anything is measured: a line each."""

    def __init__(self, mistakes: tuple[str, ...]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = mistakes


class SoundMistake(Exception):
    """A file that is no such sound; its message says in plain words why, and what to do."""


@dataclass(frozen=True, slots=True, repr=False)
class Recording:
    """One line of the manifest. `expected` is a service or a global; empty: nothing is asked for.

    `text` is what is said; empty: unknown, and then no errors are counted. What somebody said is personal: no repr.
    """

    path: Path
    dialect: str
    text: str
    expected: str
    condition: str
    line: int


def read_manifest(folder: Path, dialect: str = "", known: Sequence[str] = ()) -> tuple[Recording, ...]:
    """The recordings of the folder, of one dialect where it is given. Every file is looked at before the first is used.

    `known` are the ids of the dialects that there are; empty: any.
    Raises: ManifestMistakes, all of them with their lines
    """
    name = folder / MANIFEST
    columns, rows = _rows(name)
    recordings, mistakes = [], []
    for line, row in rows:
        try:
            recording = _recording(folder, _filled(columns, row), line)
            if known and recording.dialect not in known:
                raise SoundMistake(f"there is no dialect {recording.dialect} here; there are {', '.join(known)}")
            if dialect in ("", recording.dialect):
                check_sound(recording.path)
                recordings.append(recording)
        except SoundMistake as mistake:
            mistakes.append(f"{name}:{line}: {mistake}")
    if mistakes:
        raise ManifestMistakes(tuple(mistakes))
    if not recordings:
        raise ManifestMistakes((f"{name}: no recordings{f' in {dialect}' if dialect else ''}",))
    return tuple(recordings)


def check_sound(path: Path) -> None:
    """Is it a WAV that recognition takes, as far as its head and its size tell?

    Raises: SoundMistake
    """
    try:
        size = path.stat().st_size
    except OSError as error:
        raise SoundMistake(f"{path.name}: {error.strerror or 'cannot be read'}") from None
    if not path.is_file():
        raise SoundMistake(f"{path.name}: is not a file")
    if size > _MOST_BYTES:
        raise SoundMistake(f"{path.name}: {size >> 20} MB; {LONGEST_S:.0f} s (1 MB) at most, one sentence a file")
    with _opened(path) as sound:
        if sound.getframerate() != RATE:
            raise SoundMistake(f"{path.name}: {sound.getframerate()} samples a second, not {RATE}; {HOW_TO_CONVERT}")
        if sound.getnchannels() != 1 or sound.getsampwidth() != 2:
            form = f"{sound.getnchannels()} channels of {sound.getsampwidth() * 8} bits"
            raise SoundMistake(f"{path.name}: {form}, not one of 16; {HOW_TO_CONVERT}")
        if sound.getnframes() > LONGEST_S * RATE:
            raise SoundMistake(f"{path.name}: longer than {LONGEST_S:.0f} s; one sentence a file")
        if not sound.getnframes():
            raise SoundMistake(f"{path.name}: there is no sound in it")


def samples_of(path: Path) -> bytes:
    """Its samples: 16 bits, little-endian, mono, 16 kHz.

    Raises: SoundMistake
    """
    check_sound(path)
    with _opened(path) as sound:
        pcm = sound.readframes(sound.getnframes())
    if len(pcm) < sound.getnframes() * 2:
        raise SoundMistake(f"{path.name}: it is cut off; record or convert it again")
    return pcm


def _opened(path: Path) -> wave.Wave_read:
    try:
        return wave.open(str(path), "rb")
    except (wave.Error, EOFError, OSError, ValueError):
        raise SoundMistake(f"{path.name}: not a WAV of plain PCM; {HOW_TO_CONVERT}") from None


def _rows(name: Path) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """The names of the columns, and every row with its line."""
    try:
        if name.stat().st_size > _MOST_MANIFEST:
            raise ManifestMistakes((f"{name}: too large to be a list of recordings",))
        text = name.read_text("utf-8-sig")
    except OSError as error:
        raise ManifestMistakes(
            (f"{name}: {error.strerror}; it lists {', '.join(COLUMNS)} with tabs between",)
        ) from None
    except UnicodeDecodeError:
        raise ManifestMistakes((f"{name}: not UTF-8; save it as UTF-8",)) from None
    reader = csv.reader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    rows = [(line, row) for line, row in enumerate(reader, 1) if any(row) and not row[0].startswith("#")]
    columns = [column.strip() for column in rows[0][1]] if rows else []
    if tuple(columns[: len(COLUMNS)]) != COLUMNS or columns[len(COLUMNS) :] not in ([], [CONDITION]):
        first = f"the first line must be: {'<tab>'.join(COLUMNS)}, and behind it <tab>{CONDITION} if you like"
        raise ManifestMistakes((f"{name}:{rows[0][0] if rows else 1}: {first}",))
    if len(rows) > MOST_RECORDINGS:
        raise ManifestMistakes((f"{name}: more than {MOST_RECORDINGS} recordings",))
    return columns, rows[1:]


def _filled(columns: list[str], row: list[str]) -> dict[str, str]:
    """A row by its columns. A fourth that is left out would be counted as talk that asks for nothing.

    Raises: SoundMistake
    """
    if not len(COLUMNS) <= len(row) <= len(columns):
        there = f"{len(row)} column{'' if len(row) == 1 else 's'} with tabs between, not {len(columns)}"
        raise SoundMistake(f"{there}; where nothing is asked for, `expected` is empty or `{NOTHING}`")
    return {column: cell.strip() for column, cell in zip(columns, row, strict=False)}


def _meant(written: str) -> str:
    near = difflib.get_close_matches(written, EXPECTED, n=1)
    return f" (did you mean {near[0]}?)" if near else ""


def _recording(folder: Path, row: dict[str, str], line: int) -> Recording:
    path = folder / row["file"]
    if not row["file"] or "\0" in row["file"] or not path.resolve().is_relative_to(folder.resolve()):
        raise SoundMistake(f"`{row['file'][:80]}` is not a file in this folder")
    dialect, expected = row["dialect"] or MANDARIN, row["expected"]
    if not _ID.fullmatch(dialect):
        raise SoundMistake(f"`{dialect[:40]}` is not the id of a dialect, such as {MANDARIN} or sichuan")
    expected = "" if expected == NOTHING else expected
    if expected and expected not in EXPECTED:
        raise SoundMistake(
            f"`{expected[:40]}` is not the id of a service or a wish{_meant(expected)}; "
            f"there are {', '.join(EXPECTED)}; empty or `{NOTHING}`: nothing is asked for"
        )
    return Recording(path, dialect, row["text"], expected, row.get(CONDITION) or PLAIN, line)
