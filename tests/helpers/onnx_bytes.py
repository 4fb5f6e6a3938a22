"""Writes small ONNX models byte by byte, for tests of what loads them: networks that hear tones as words.

The weights are not learned. Each token listens to one band of the mel filters, and the blank is a constant in between:
a tone in a token's band is that token, and silence is nothing. So what comes out for a tune is known beforehand.
"""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

BINS = 80
TOKENS = ("<blk>", "查", "社", "保", "水")
BANDS: Mapping[str, tuple[int, float]] = {
    "查": (38, 1672.0),
    "社": (46, 2340.0),
    "保": (54, 3190.0),
    "水": (64, 4598.0),
}
"""Token: the mel bin it listens to, and the tone in Hz that sounds there."""
# The logarithm of a tone's energy in its bin is above this, that of everything else below; engines that take samples
# between -1 and 1, and not as 16-bit numbers, see 2 ln 32768 less of it.
LOUD, LOUD_OF_ONE = 12.0, -14.0
FLOAT, INT32, INT64 = 1, 6, 7


def varint(number: int) -> bytes:
    number &= (1 << 64) - 1
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*out, number])


def of(number: int, content: bytes | str | int) -> bytes:
    """One field of a record."""
    if isinstance(content, int):
        return varint(number << 3) + varint(content)
    raw = content.encode() if isinstance(content, str) else content
    return varint(number << 3 | 2) + varint(len(raw)) + raw


def tensor(name: str, shape: Sequence[int], values: Sequence[float], kind: int = FLOAT) -> bytes:
    letter = {FLOAT: "f", INT32: "i", INT64: "q"}[kind]
    raw = struct.pack(f"<{len(values)}{letter}", *values)
    return b"".join(of(1, n) for n in shape) + of(2, kind) + of(8, name) + of(9, raw)


def value(name: str, kind: int, shape: Sequence[int | str]) -> bytes:
    """What an input or an output is."""
    dims = b"".join(of(1, of(1, n) if isinstance(n, int) else of(2, n)) for n in shape)
    return of(1, name) + of(2, of(1, of(1, kind) + of(2, dims)))


def node(kind: str, inputs: Sequence[str], outputs: Sequence[str], **attributes: int | Sequence[int]) -> bytes:
    told = b"".join(
        of(5, of(1, key) + (of(3, n) + of(20, 2) if isinstance(n, int) else b"".join(of(8, i) for i in n) + of(20, 7)))
        for key, n in attributes.items()
    )
    return b"".join(of(1, n) for n in inputs) + b"".join(of(2, n) for n in outputs) + of(4, kind) + told


@dataclass
class Graph:
    """A network, as its parts come."""

    nodes: list[bytes] = field(default_factory=list)
    constants: list[bytes] = field(default_factory=list)
    inputs: list[bytes] = field(default_factory=list)
    outputs: list[bytes] = field(default_factory=list)

    def model(self, notes: Mapping[str, str]) -> bytes:
        graph = b"".join(of(1, n) for n in self.nodes) + of(2, "tones") + b"".join(of(5, c) for c in self.constants)
        graph += b"".join(of(11, i) for i in self.inputs) + b"".join(of(12, o) for o in self.outputs)
        told = b"".join(of(14, of(1, key) + of(2, text)) for key, text in notes.items())
        return of(1, 8) + of(2, "tests") + of(7, graph) + of(8, of(1, "") + of(2, 13)) + told


def add_tone_layer(graph: Graph, heard: str, out: str, loud: float = LOUD, width: int = BINS) -> None:
    """`heard` [N,T,width] becomes log-probabilities `out` [N,T,tokens]; of a wider frame its first bins count."""
    weights = [0.0] * (width * len(TOKENS))
    bias = [0.0] * len(TOKENS)
    for number, token in enumerate(TOKENS):
        if token in BANDS:
            weights[BANDS[token][0] * len(TOKENS) + number] = 1.0
        else:
            bias[number] = loud if token == "<blk>" else -1e4
    graph.constants += [tensor("W", (width, len(TOKENS)), weights), tensor("b", (len(TOKENS),), bias)]
    graph.nodes += [
        node("MatMul", (heard, "W"), ("sums",)),
        node("Add", ("sums", "b"), ("logits",)),
        node("LogSoftmax", ("logits",), (out,), axis=2),
    ]


def write_tokens(folder: Path) -> None:
    (folder / "tokens.txt").write_text("".join(f"{t} {n}\n" for n, t in enumerate(TOKENS)), encoding="utf-8")


def ctc(notes: Mapping[str, str], loud: float = LOUD) -> bytes:
    """Features and their length in, log-probabilities and theirs out: what WeNet, Dolphin and FireRedASR2 CTC are."""
    graph = Graph()
    graph.inputs += [value("x", FLOAT, ("N", "T", BINS)), value("x_lens", INT64, ("N",))]
    graph.outputs += [value("log_probs", FLOAT, ("N", "T", len(TOKENS))), value("log_probs_lens", INT64, ("N",))]
    add_tone_layer(graph, "x", "log_probs", loud)
    graph.nodes.append(node("Identity", ("x_lens",), ("log_probs_lens",)))
    return graph.model(notes)


def sense_voice(notes: Mapping[str, str], loud: float = LOUD) -> bytes:
    """SenseVoice: language and manner of writing go in as well; four frames that tell of them come before the words."""
    graph = Graph()
    graph.inputs += [value("x", FLOAT, ("N", "T", BINS))]
    graph.inputs += [value(name, INT32, ("N",)) for name in ("x_length", "language", "text_norm")]
    graph.outputs += [value("out", FLOAT, ("N", "U", len(TOKENS)))]
    first = [0.0 if token == frame + 1 else -9.0 for frame in range(4) for token in range(len(TOKENS))]
    graph.constants.append(tensor("first", (1, 4, len(TOKENS)), first))
    add_tone_layer(graph, "x", "log_probs", loud)
    graph.nodes.append(node("Concat", ("first", "log_probs"), ("out",), axis=1))
    return graph.model(notes)


STREAMING_NOTES: Mapping[str, str] = {
    "model_type": "zipformer2",
    "encoder_dims": "4",
    "query_head_dims": "2",
    "value_head_dims": "2",
    "num_heads": "2",
    "num_encoder_layers": "1",
    "cnn_module_kernels": "3",
    "left_context_len": "2",
    "T": "8",
    "decode_chunk_len": "8",
}


def streaming(notes: Mapping[str, str] = STREAMING_NOTES, loud: float = LOUD_OF_ONE) -> bytes:
    """A streaming Zipformer: what it remembers goes in and comes out again, here as it went in."""
    graph = Graph()
    states: Sequence[tuple[str, int, tuple[int | str, ...]]] = (
        ("cached_key_0", FLOAT, (2, "N", 4)),
        ("cached_nonlin_attn_0", FLOAT, (1, "N", 2, 3)),
        ("cached_val1_0", FLOAT, (2, "N", 4)),
        ("cached_val2_0", FLOAT, (2, "N", 4)),
        ("cached_conv1_0", FLOAT, ("N", 4, 1)),
        ("cached_conv2_0", FLOAT, ("N", 4, 1)),
        ("embed_states", FLOAT, ("N", 128, 3, 19)),
        ("processed_lens", INT64, ("N",)),
    )
    graph.inputs.append(value("x", FLOAT, ("N", 8, BINS)))
    graph.outputs.append(value("log_probs", FLOAT, ("N", 8, len(TOKENS))))
    add_tone_layer(graph, "x", "log_probs", loud)
    for name, kind, shape in states:
        graph.inputs.append(value(name, kind, shape))
        graph.outputs.append(value(f"new_{name}", kind, shape))
        graph.nodes.append(node("Identity", (name,), (f"new_{name}",)))
    return graph.model(notes)
