"""sherpa-onnx with networks that are written here and hear tones; and files that the library would die of."""

import inspect
import math
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.model_packs.manifest import Model, manifest
from kiosk.recognition.contract import Asked, InstalledModel
from kiosk.recognition.engine import EngineFault, engine
from kiosk.recognition.engine_sherpa import heard_of, words_of
from kiosk.recognition.onnx_file import OnnxError, notes
from kiosk.recognition.sherpa_loaders import LOADERS, words_for
from tests.helpers import onnx_bytes as onnx

if TYPE_CHECKING:
    from kiosk.recognition.engine import Samples

ZEROS, ONES = ",".join(["0"] * onnx.BINS), ",".join(["1"] * onnx.BINS)
SENSE = {
    "vocab_size": "5", "lfr_window_size": "1", "lfr_window_shift": "1", "normalize_samples": "0", "with_itn": "14",
    "without_itn": "15", "lang_auto": "0", "lang_zh": "3", "lang_en": "4", "lang_ja": "11", "lang_ko": "12",
    "lang_yue": "7", "neg_mean": ZEROS, "inv_stddev": ONES,
}  # fmt: skip


@dataclass(frozen=True)
class Kind:
    """A kind of model: what is written, and the notes that the library wants in it."""

    runtime: str
    write: Callable[..., bytes]
    notes: Mapping[str, str]
    loud: float = onnx.LOUD
    options: Mapping[str, str] = field(default_factory=lambda: {"model": "model.int8.onnx", "tokens": "tokens.txt"})


KINDS = {
    kind.runtime: kind
    for kind in (
        Kind("from_wenet_ctc", onnx.ctc, {"vocab_size": "5", "subsampling_factor": "1"}),
        Kind("from_dolphin_ctc", onnx.ctc, {"vocab_size": "5", "mean": ZEROS, "invstd": ONES}, onnx.LOUD_OF_ONE),
        Kind(
            "from_fire_red_asr_ctc",
            onnx.ctc,
            {
                "model_type": "fire-red-asr-2-ctc",
                "cmvn_mean": ZEROS,
                "cmvn_inv_stddev": ONES,
                "subsampling_factor": "1",
            },
        ),
        Kind("from_sense_voice", onnx.sense_voice, SENSE),
        Kind("online/from_zipformer2_ctc", onnx.streaming, onnx.STREAMING_NOTES, onnx.LOUD_OF_ONE),
    )
}
each_kind = pytest.mark.parametrize("kind", KINDS.values(), ids=list(KINDS))


def laid(folder: Path, kind: Kind, notes: Mapping[str, str] | None = None) -> InstalledModel:
    onnx.write_tokens(folder)
    (folder / "model.int8.onnx").write_bytes(kind.write(kind.notes if notes is None else notes, kind.loud))
    return InstalledModel("tones", f"sherpa-onnx/{kind.runtime}", folder, options=kind.options)


def tune(words: str) -> "Samples":
    """A tone for each word, with silence between."""
    quiet = np.zeros(3200)
    seconds = np.arange(4800) / 16000
    tones = [np.concatenate([0.3 * np.sin(2 * np.pi * onnx.BANDS[word][1] * seconds), quiet]) for word in words]
    return np.concatenate([quiet, *tones]).astype(np.float32)


@each_kind
def test_what_sounds_is_what_is_heard(kind: Kind, tmp_path: Path) -> None:
    made = engine(laid(tmp_path, kind))
    made.load()
    for words in ("查社保", "水", "保保水查"):
        heard = made.transcribe(tune(words), Asked())
        assert heard is not None
        assert (heard.words, heard.engine) == (words, "tones")
        assert heard.likely <= 0
    made.close()
    with pytest.raises(EngineFault, match="not_loaded"):
        made.transcribe(tune("水"), Asked())


def test_words_come_while_they_sound_and_a_new_utterance_knows_nothing_of_the_last(tmp_path: Path) -> None:
    made = engine(laid(tmp_path, KINDS["online/from_zipformer2_ctc"]))
    made.load()
    for words in ("查社保", "水"):
        stream = made.stream(Asked())
        assert stream is not None
        sound = tune(words)
        partials = [stream.take(sound[begin : begin + 1600]) for begin in range(0, len(sound), 1600)]
        assert words[0] in partials
        assert stream.end().words == words


def test_a_model_for_whole_utterances_has_no_partial_words_and_scores_nothing(tmp_path: Path) -> None:
    made = engine(laid(tmp_path, KINDS["from_wenet_ctc"]))
    made.load()
    assert made.stream(Asked()) is None
    assert made.score(tune("水"), ("水",), 1) == ()


@each_kind
@pytest.mark.parametrize(
    "sound",
    [
        np.zeros(0, np.float32),
        np.zeros(800, np.float32),
        np.zeros(32000, np.float32),
        np.full(16000, np.nan, np.float32),
        np.full(16000, -np.inf, np.float32),
    ],
    ids=["none", "a click", "silence", "no numbers", "endless"],
)
def test_sound_without_words_is_nobody_speaking(kind: Kind, sound: "Samples", tmp_path: Path) -> None:
    made = engine(laid(tmp_path, kind))
    made.load()
    assert made.transcribe(sound, Asked()) is None


@each_kind
def test_a_missing_file_is_told_before_the_library_sees_the_folder(kind: Kind, tmp_path: Path) -> None:
    for name in ("model.int8.onnx", "tokens.txt"):
        model = laid(tmp_path, kind)
        (tmp_path / name).unlink()
        with pytest.raises(EngineFault, match="missing"):
            engine(model).load()


@each_kind
def test_a_note_that_the_library_would_die_without_is_missed_first(kind: Kind, tmp_path: Path) -> None:
    for name in kind.notes:
        if name not in LOADERS[kind.runtime].networks["model"]:
            continue
        model = laid(tmp_path, kind, {k: v for k, v in kind.notes.items() if k != name})
        with pytest.raises(EngineFault, match="broken"):
            engine(model).load()


def test_without_our_look_the_library_does_die_of_a_missing_note(tmp_path: Path) -> None:
    """What the table is for: if this fails, a newer library no longer needs it."""
    laid(tmp_path, KINDS["from_wenet_ctc"], {})
    code = (
        "import sys, sherpa_onnx\n"
        "try: sherpa_onnx.OfflineRecognizer.from_wenet_ctc(model=sys.argv[1], tokens=sys.argv[2])\n"
        "except BaseException: sys.exit(3)\n"
    )
    words = (sys.executable, "-c", code, str(tmp_path / "model.int8.onnx"), str(tmp_path / "tokens.txt"))
    done = subprocess.run(words, capture_output=True, timeout=120, check=False)
    assert done.returncode not in (0, 3)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda raw: raw[: len(raw) // 2],
        lambda raw: raw[:-1],
        lambda raw: b"",
        lambda raw: b"garbage" * 1000,
        lambda raw: b"<html>404</html>",
        lambda raw: b"\0" * len(raw),
        lambda raw: raw + b"\xff" * 20,
        lambda raw: b"\x3a\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01" + raw,
    ],
    ids=[
        "half",
        "a byte less",
        "nothing",
        "garbage",
        "a page of a server",
        "zeros",
        "more than it",
        "a length beyond all",
    ],
)
def test_a_network_that_is_none_is_broken(spoil: Callable[[bytes], bytes], tmp_path: Path) -> None:
    model = laid(tmp_path, KINDS["from_wenet_ctc"])
    network = tmp_path / "model.int8.onnx"
    network.write_bytes(spoil(network.read_bytes()))
    with pytest.raises(EngineFault, match="broken"):
        engine(model).load()


@pytest.mark.parametrize(
    "tokens",
    [b"", b"\0\xff" * 50, "查 1\n社 2\n".encode(), "<blk>\n查\n".encode()],
    ids=["none", "no text", "no blank", "no numbers"],
)
def test_a_list_of_tokens_that_is_none_is_broken(tokens: bytes, tmp_path: Path) -> None:
    model = laid(tmp_path, KINDS["from_wenet_ctc"])
    (tmp_path / "tokens.txt").write_bytes(tokens)
    with pytest.raises(EngineFault, match="broken"):
        engine(model).load()


def test_a_token_that_the_list_lacks_breaks_the_utterance_and_not_the_process(tmp_path: Path) -> None:
    model = laid(tmp_path, KINDS["from_wenet_ctc"])
    (tmp_path / "tokens.txt").write_text("<blk> 0\n", encoding="utf-8")
    made = engine(model)
    made.load()
    with pytest.raises(EngineFault, match="broken"):
        made.transcribe(tune("水"), Asked())


SHERPA = [model for model in manifest() if model.runtime.startswith("sherpa-onnx/")]


@pytest.mark.parametrize("row", SHERPA, ids=lambda row: row.id)
def test_every_row_of_the_manifest_has_a_loader_whose_files_it_names(row: Model) -> None:
    loader = LOADERS[row.runtime.removeprefix("sherpa-onnx/")]
    roles = {*loader.networks, *(["tokens"] if loader.tokens else []), *(["tokenizer"] if loader.tokenizer else [])}
    assert roles == set(row.options)
    paths = {file.path for file in row.files}
    assert all(name in paths or any(path.startswith(f"{name}/") for path in paths) for name in row.options.values())
    assert all(f"{row.options['tokenizer']}/{name}" in paths for name in loader.tokenizer)


@pytest.mark.parametrize("row", SHERPA, ids=lambda row: row.id)
def test_every_row_of_the_manifest_misses_each_of_its_files(row: Model, tmp_path: Path) -> None:
    """The networks are small ones with the notes that this kind needs: whether they are there is what is asked."""
    loader = LOADERS[row.runtime.removeprefix("sherpa-onnx/")]
    model = InstalledModel(row.id, row.runtime, tmp_path, options=row.options)
    roles = {str(row.options[role]): wanted for role, wanted in loader.networks.items()}
    for file in row.files:
        path = tmp_path / file.path
        path.parent.mkdir(exist_ok=True)
        if file.path in roles:
            path.write_bytes(onnx.ctc(dict.fromkeys(roles[file.path], "1")))
        else:
            path.write_text("".join(f"{t} {n}\n" for n, t in enumerate(onnx.TOKENS)), encoding="utf-8")
    assert words_for(model)
    for file in row.files:
        whole = (tmp_path / file.path).read_bytes()
        (tmp_path / file.path).unlink()
        with pytest.raises(EngineFault, match="missing"):
            words_for(model)
        (tmp_path / file.path).write_bytes(whole)


@pytest.mark.parametrize("row", SHERPA, ids=lambda row: row.id)
def test_the_library_knows_the_words_that_each_row_is_loaded_with(row: Model) -> None:
    import sherpa_onnx

    loader = LOADERS[row.runtime.removeprefix("sherpa-onnx/")]
    library = sherpa_onnx.OnlineRecognizer if loader.streaming else sherpa_onnx.OfflineRecognizer
    known = inspect.signature(getattr(library, loader.method)).parameters
    assert {*loader.words, *row.options, "num_threads"} <= set(known)
    needed = {name for name, word in known.items() if word.default is inspect.Parameter.empty}
    assert needed <= set(row.options)


@given(st.binary(max_size=300))
def test_no_bytes_upset_the_look_into_a_network(raw: bytes) -> None:
    with tempfile.NamedTemporaryFile() as file:
        file.write(raw)
        file.flush()
        with suppress(OnnxError):
            notes(Path(file.name))


def test_notes_are_read(tmp_path: Path) -> None:
    path = tmp_path / "m.onnx"
    path.write_bytes(onnx.ctc({"vocab_size": "5", "empty": "", "说明": "无"}))
    assert notes(path) == {"vocab_size": "5", "empty": "", "说明": "无"}


@pytest.mark.parametrize(
    ("text", "words"),
    [("<zh><CN><asr>查 社 保", "查社保"), ("▁HELLO ▁WORLD", "HELLO WORLD"), ("  ", ""), ("查社保", "查社保")],
)
def test_marks_of_models_are_no_words(text: str, words: str) -> None:
    assert words_of(text) == words


def test_how_likely_it_is_is_told_where_the_model_tells_it() -> None:
    assert heard_of("m", SimpleNamespace(text="水", ys_log_probs=[-1.0, -2.0])).likely == -1.5
    assert heard_of("m", SimpleNamespace(text="水")).likely == -math.inf
