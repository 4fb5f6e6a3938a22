"""How each kind of model is loaded by sherpa-onnx: a table, and what is looked at before the library sees the files.

The library ends its process where a note is missing in a model or a token in its list, so these are checked first; the
names of the notes are those of its sources (2.0.1). What it would only raise an exception for is left to it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kiosk.recognition.contract import InstalledModel
from kiosk.recognition.engine import EngineFault
from kiosk.recognition.onnx_file import OnnxError, notes

PREFIX = "sherpa-onnx/"
THREADS = 2
LARGEST_LIST = 16 << 20
_BLANKS = frozenset({"<blk>", "<eps>", "<blank>"})
_LFR = ("lfr_window_size", "lfr_window_shift", "neg_mean", "inv_stddev")
_SENSE = ("normalize_samples", "with_itn", "without_itn", "lang_auto", "lang_zh", "lang_en", "lang_yue")
_LAYERS = ("encoder_dims", "query_head_dims", "value_head_dims", "num_heads", "num_encoder_layers")
_STEPS = ("cnn_module_kernels", "left_context_len", "T", "decode_chunk_len")


@dataclass(frozen=True, slots=True)
class Loader:
    """One kind of model. `networks` names its ONNX files, each with the notes that the library insists on."""

    method: str
    networks: Mapping[str, Sequence[str]]
    tokens: bool = True
    blank: bool = False
    tokenizer: Sequence[str] = ()
    streaming: bool = False
    words: Mapping[str, Any] = field(default_factory=dict)


LOADERS: Mapping[str, Loader] = {
    "from_sense_voice": Loader(
        "from_sense_voice", {"model": ("vocab_size", *_LFR, *_SENSE)}, words={"use_itn": False, "language": ""}
    ),
    "from_paraformer": Loader("from_paraformer", {"paraformer": ("vocab_size", *_LFR)}),
    "from_wenet_ctc": Loader("from_wenet_ctc", {"model": ("vocab_size", "subsampling_factor")}, blank=True),
    "from_dolphin_ctc": Loader("from_dolphin_ctc", {"model": ("vocab_size", "mean", "invstd")}, blank=True),
    "from_telespeech_ctc": Loader("from_telespeech_ctc", {"model": ()}, blank=True),
    "from_fire_red_asr_ctc": Loader(
        "from_fire_red_asr_ctc", {"model": ("model_type", "cmvn_mean", "cmvn_inv_stddev")}, blank=True
    ),
    "from_fire_red_asr": Loader("from_fire_red_asr", {"encoder": (), "decoder": ()}),
    "from_transducer": Loader(
        "from_transducer", {"encoder": (), "decoder": ("vocab_size", "context_size"), "joiner": ()}
    ),
    "from_funasr_nano": Loader(
        "from_funasr_nano",
        {"encoder_adaptor": (), "llm": (), "embedding": ()},
        tokens=False,
        tokenizer=("vocab.json", "merges.txt", "tokenizer.json"),
        words={"itn": False},
    ),
    "from_qwen3_asr": Loader(
        "from_qwen3_asr",
        {"conv_frontend": (), "encoder": (), "decoder": ()},
        tokens=False,
        tokenizer=("vocab.json", "merges.txt", "tokenizer_config.json"),
    ),
    "online/from_zipformer2_ctc": Loader(
        "from_zipformer2_ctc", {"model": (*_LAYERS, *_STEPS)}, blank=True, streaming=True
    ),
}
"""By what follows the prefix in a model's runtime."""


def loader_of(model: InstalledModel) -> Loader:
    """The row for a model.

    Raises: EngineFault
    """
    loader = LOADERS.get(model.runtime.removeprefix(PREFIX))
    if loader is None:
        raise EngineFault("no_adapter")
    return loader


def words_for(model: InstalledModel) -> dict[str, Any]:
    """What the library's loader is called with, once every file has been looked at.

    Raises: EngineFault (missing, broken)
    """
    loader = loader_of(model)
    words: dict[str, Any] = {"num_threads": int(model.options.get("threads", THREADS)), **loader.words}
    try:
        for role, wanted in loader.networks.items():
            words[role] = str(_network(_file(model, role), wanted))
        if loader.tokens:
            words["tokens"] = str(_list(_file(model, "tokens"), blank=loader.blank))
        if loader.tokenizer:
            words["tokenizer"] = str(_folder(_file(model, "tokenizer"), loader.tokenizer))
    except OSError:
        raise EngineFault("missing") from None
    return words


def _file(model: InstalledModel, role: str) -> Path:
    name = str(model.options.get(role, ""))
    path = model.folder / name
    if not name or not path.exists():
        raise EngineFault("missing")
    return path


def _network(path: Path, wanted: Sequence[str]) -> Path:
    try:
        found = notes(path)
    except OnnxError:
        raise EngineFault("broken") from None
    if not all(found.get(name) for name in wanted):
        raise EngineFault("broken")
    return path


def _list(path: Path, *, blank: bool) -> Path:
    """Lines of a token and its number, or a token alone in some lists; a blank among them where one is wanted."""
    if not 0 < path.stat().st_size <= LARGEST_LIST:
        raise EngineFault("broken")
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError:
        raise EngineFault("broken") from None
    first = {line.split()[0] for line in lines if line.strip()}
    numbered = all(line.split()[-1].isdigit() for line in lines if line.strip())
    if not numbered or (blank and not first & _BLANKS):
        raise EngineFault("broken")
    return path


def _folder(path: Path, names: Sequence[str]) -> Path:
    if not all((path / name).is_file() and (path / name).stat().st_size for name in names):
        raise EngineFault("missing")
    return path
