"""LiteRT around a file: what it says of the network, and that what it gives stays."""

from __future__ import annotations

import numpy as np
import pytest
from ai_edge_litert.interpreter import Interpreter

from app.recognition.interpreter import LiteRTInterpreter
from tests.app.recognition.shipped import shipped_model
from tests.app.recognition.tiny_model import COLOUR, SIZE, build, constant


@pytest.mark.parametrize("dtype", [np.uint8, np.int8, np.float32])
def test_shapes_and_kind_are_the_file_s(dtype: type[np.generic]) -> None:
    interpreter = LiteRTInterpreter(build([COLOUR, constant([1, 2, 3, 4, 5])], dtype), 1)
    assert interpreter.input_shapes == ((1, SIZE, SIZE, 3),)
    assert interpreter.input_dtype == dtype
    assert set(interpreter.output_shapes) == {(1, 3), (1, 5)}


def test_outputs_come_in_the_order_of_their_shapes_and_stay() -> None:
    interpreter = LiteRTInterpreter(build([COLOUR, constant([1, 2, 3, 4, 5])]), 1)
    first = interpreter.run(np.full((1, SIZE, SIZE, 3), 255, np.uint8))
    kept = [each.copy() for each in first]
    interpreter.run(np.zeros((1, SIZE, SIZE, 3), np.uint8))
    assert tuple(each.shape for each in first) == interpreter.output_shapes
    assert all((a == b).all() for a, b in zip(first, kept, strict=True))


def test_what_is_appended_to_the_network_is_passed_over() -> None:
    assert LiteRTInterpreter(build([COLOUR]) + b"more" * 100, 1).output_shapes == ((1, 3),)


def test_what_is_no_network_is_refused() -> None:
    with pytest.raises(Exception, match=r"."):
        LiteRTInterpreter(b"no network", 1)


def test_the_shipped_model_tells_sides_of_a_box_in_steps_of_less_than_a_fiftieth() -> None:
    interpreter = Interpreter(model_path=str(shipped_model()))
    interpreter.allocate_tensors()
    steps = [
        each["quantization"][0]
        for each in interpreter.get_tensor_details()
        if each["shape"].tolist() == [1, 5] and each["dtype"] == np.int8
    ]
    assert steps
    assert max(steps) < 0.02
