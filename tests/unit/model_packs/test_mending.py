"""The natural voice's model, mended: a small one of its kind is written here and run."""

from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.model_packs.faults import PackFault, Trouble
from kiosk.model_packs.mending import mend, with_builtin_random


def random_numbers(operator: str) -> bytes:
    """A network that gives four random numbers by an operator of this name."""
    import flatbuffers
    from ai_edge_litert import schema_py_generated as schema

    def tensor(name: str, kind: int, shape: list[int], buffer: int) -> Any:
        made = schema.TensorT()
        made.name, made.type, made.shape, made.buffer = name.encode(), kind, np.array(shape, np.int32), buffer
        return made

    code = schema.OperatorCodeT()
    code.builtinCode, code.deprecatedBuiltinCode = schema.BuiltinOperator.CUSTOM, schema.BuiltinOperator.CUSTOM
    code.customCode, code.version = operator.encode(), 1
    told = schema.OperatorT()
    told.opcodeIndex, told.customOptions = 0, np.frombuffer(b"options", np.uint8)
    told.inputs, told.outputs = np.array([0], np.int32), np.array([1], np.int32)
    graph = schema.SubGraphT()
    graph.tensors = [
        tensor("shape", schema.TensorType.INT32, [1], 1),
        tensor("numbers", schema.TensorType.FLOAT32, [4], 0),
    ]
    graph.inputs, graph.outputs, graph.operators = np.array([], np.int32), np.array([1], np.int32), [told]
    shape = schema.BufferT()
    shape.data = np.frombuffer(np.array([4], np.int32).tobytes(), np.uint8)
    model = schema.ModelT()
    model.version, model.operatorCodes, model.subgraphs, model.buffers = 3, [code], [graph], [schema.BufferT(), shape]
    builder = flatbuffers.Builder(1024)
    builder.Finish(model.Pack(builder), file_identifier=b"TFL3")
    return bytes(builder.Output())


def run(model: bytes) -> Any:
    from ai_edge_litert.interpreter import Interpreter

    interpreter = Interpreter(model_content=model)
    interpreter.allocate_tensors()
    interpreter.invoke()
    return interpreter.get_tensor(interpreter.get_output_details()[0]["index"])


def test_what_the_library_cannot_run_it_can_run_when_mended() -> None:
    original = random_numbers("FlexRandomUniform")
    with pytest.raises(RuntimeError):
        run(original)
    numbers = run(with_builtin_random(original))
    assert len(set(numbers)) == 4
    assert all(0 <= number < 1 for number in numbers)


def test_the_same_numbers_come_at_every_start() -> None:
    mended = with_builtin_random(random_numbers("FlexRandomUniform"))
    assert list(run(mended)) == list(run(mended))


def test_mending_twice_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "m.tflite"
    path.write_bytes(random_numbers("FlexRandomUniform"))
    mend("random-uniform", path)
    once = path.read_bytes()
    mend("random-uniform", path)
    assert path.read_bytes() == once


def test_another_operator_is_left_alone() -> None:
    other = random_numbers("FlexSomething")
    assert with_builtin_random(other) == other


def test_an_unknown_mend_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackFault) as caught:
        mend("by magic", tmp_path / "m.tflite")
    assert caught.value.trouble is Trouble.REFUSED


@pytest.mark.parametrize("raw", [b"", b"garbage" * 100, b"\0" * 3, b"\x1c\0\0\0TFL3" + b"\xff" * 200])
def test_what_is_no_model_is_damaged(raw: bytes, tmp_path: Path) -> None:
    path = tmp_path / "m.tflite"
    path.write_bytes(raw)
    with pytest.raises(PackFault) as caught:
        mend("random-uniform", path)
    assert caught.value.trouble is Trouble.DAMAGED


@settings(max_examples=80, deadline=None)
@given(cut=st.integers(0, 10_000))
def test_a_model_cut_short_is_mended_or_damaged_and_nothing_else(tmp_path_factory: Any, cut: int) -> None:
    whole = random_numbers("FlexRandomUniform")
    path = tmp_path_factory.getbasetemp() / "cut.tflite"
    path.write_bytes(whole[: cut % len(whole)])
    with suppress(PackFault):
        mend("random-uniform", path)
