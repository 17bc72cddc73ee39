"""A Keras network as a LiteRT file. What takes TensorFlow runs where it is installed, as tests of the formats do."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from convert.data.dataset import Catalogue, LabelledPicture
from convert.export import conversion
from convert.export.conversion import OUTPUTS, PRESENCE_SCALE, SIZE, calibration_pictures, flatbuffer, frozen
from convert.synthesis.synthesizer import Synthesizer

SMALL = 8


class GreyPictures:
    """Stands for the synthesizer: each picture is one shade."""

    def __init__(self) -> None:
        self.drawn = 0

    def sample(self, rng: np.random.Generator) -> Any:
        class _Drawn:
            image = np.full((SIZE, SIZE, 3), int(rng.integers(256)), np.uint8)

        self.drawn += 1
        return _Drawn


def _photos(folder: Path, count: int, *, width: int = 40, height: int = 20) -> Catalogue:
    pictures = []
    for number in range(count):
        path = folder / f"{number:03d}.png"
        cv2.imwrite(str(path), np.full((height, width, 3), (number, 0, 200), np.uint8))
        pictures.append(LabelledPicture(path, "ABC", "5", "current", "front"))
    return Catalogue((), tuple(pictures), (), (), (), ())


def _calibration(cat: Catalogue, seed: int = 1) -> list[NDArray[np.uint8]]:
    made = GreyPictures()
    pictures = calibration_pictures(cat, cast(Synthesizer, made), np.random.default_rng(seed))
    assert made.drawn == 200
    return pictures


def test_the_ranges_are_taken_from_synthetic_pictures_and_real_ones(tmp_path: Path) -> None:
    pictures = _calibration(_photos(tmp_path, 3))
    assert len(pictures) == 200 + 3
    assert {picture.shape for picture in pictures} == {(SIZE, SIZE, 3)}
    assert {picture.dtype for picture in pictures} == {np.dtype(np.uint8)}
    real = pictures[200:]
    # Letterboxed, and RGB: the middle shows the photo, the upper edge the filling.
    assert sorted(int(picture[SIZE // 2, SIZE // 2, 2]) for picture in real) == [0, 1, 2]
    assert all(int(picture[SIZE // 2, SIZE // 2, 0]) == 200 for picture in real)
    assert {tuple(picture[0, SIZE // 2]) for picture in real} == {(114, 114, 114)}


def test_of_many_photos_150_are_drawn_each_once(tmp_path: Path) -> None:
    cat = _photos(tmp_path, 160, width=2, height=2)
    shades = [int(picture[SIZE // 2, SIZE // 2, 2]) for picture in _calibration(cat)[200:]]
    assert len(shades) == len(set(shades)) == 150
    assert shades != sorted(shades)
    assert [int(picture[SIZE // 2, SIZE // 2, 2]) for picture in _calibration(cat)[200:]] == shades, "the same draw"


def test_the_outputs_come_in_the_order_that_the_file_s_reader_expects() -> None:
    assert OUTPUTS == ("embedding", "logits", "where")
    assert SIZE == 224
    assert PRESENCE_SCALE == 1 / 16


# ------------------------------------------------------------------------------------------ what takes TensorFlow


@pytest.fixture(scope="module")
def keras() -> Any:
    pytest.importorskip("tensorflow", reason="conversion takes TensorFlow (requirements-convert.txt)")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KERAS_BACKEND", "tensorflow")
        import keras

    if keras.backend.backend() != "tensorflow":
        pytest.skip("Keras runs on another backend here: run these tests in a run of their own")
    return keras


@pytest.fixture(scope="module")
def model(keras: Any) -> Any:
    """A network small enough to be known by heart: the picture's mean of each colour, once as it is, once doubled."""
    image = keras.Input((SMALL, SMALL, 3))
    mean = keras.layers.GlobalAveragePooling2D(name="mean")(image)
    twice = keras.layers.Dense(3, use_bias=False, name="twice")(mean)
    made = keras.Model(image, {"mean": mean, "twice": twice})
    made.get_layer("twice").set_weights([2 * np.eye(3, dtype=np.float32)])
    return made


def _answers(content: bytes, picture: NDArray[Any]) -> list[NDArray[np.float32]]:
    from ai_edge_litert.interpreter import Interpreter

    interpreter = Interpreter(model_content=content)
    interpreter.allocate_tensors()
    given = interpreter.get_input_details()[0]
    interpreter.set_tensor(given["index"], picture[None].astype(given["dtype"]))
    interpreter.invoke()
    return [interpreter.get_tensor(each["index"]) for each in interpreter.get_output_details()]


def _details(content: bytes) -> tuple[Any, list[Any]]:
    from ai_edge_litert.interpreter import Interpreter

    interpreter = Interpreter(model_content=content)
    return interpreter.get_input_details()[0], interpreter.get_output_details()


def _shades() -> Sequence[NDArray[np.uint8]]:
    return [np.full((SMALL, SMALL, 3), shade, np.uint8) for shade in (0, 60, 128, 200, 255)]


def test_a_frozen_network_gives_the_outputs_in_the_order_asked_for(model: Any) -> None:
    import tensorflow as tf

    picture = np.zeros((1, SMALL, SMALL, 3), np.float32)
    picture[..., 0], picture[..., 1] = 0.5, -0.25
    for outputs, factors in ((("mean", "twice"), (1, 2)), (("twice", "mean"), (2, 1))):
        function = frozen(model, SMALL, 1, outputs)
        assert [each.name for each in function.inputs] == ["image:0"]
        assert function.inputs[0].shape == (1, SMALL, SMALL, 3)
        for found, factor in zip(function(tf.constant(picture)), factors, strict=True):
            assert np.asarray(found)[0] == pytest.approx([0.5 * factor, -0.25 * factor, 0])
    several = frozen(model, SMALL, None, ["mean"])
    assert several.inputs[0].shape[0] is None
    assert not function.variables, "its weights are constants"


def test_without_calibration_the_file_is_float32(model: Any) -> None:
    content = flatbuffer(frozen(model, SMALL, 1, ["twice"]), SMALL, None)
    given, told = _details(content)
    assert (given["dtype"], [each["dtype"] for each in told]) == (np.float32, [np.float32])
    answer = _answers(content, np.full((SMALL, SMALL, 3), 0.25, np.float32))[0]
    assert answer[0] == pytest.approx([0.5, 0.5, 0.5], abs=1e-5)


@pytest.mark.parametrize("outputs_8_bit", [False, True])
def test_with_calibration_it_takes_bytes_as_the_camera_gives_them(outputs_8_bit: bool, model: Any) -> None:
    content = flatbuffer(frozen(model, SMALL, 1, ["twice"]), SMALL, _shades(), outputs_8_bit=outputs_8_bit)
    given, told = _details(content)
    assert given["dtype"] == np.uint8
    scale, zero = given["quantization"]
    assert scale == pytest.approx(1 / 127.5, rel=1e-4), "the ends of the range are in it"
    assert zero in (127, 128)
    assert told[0]["dtype"] == (np.uint8 if outputs_8_bit else np.float32)
    answer = _answers(content, np.full((SMALL, SMALL, 3), 191, np.uint8))[0].astype(np.float32)
    if outputs_8_bit:
        scale, zero = told[0]["quantization"]
        answer = scale * (answer - zero)
    assert answer[0] == pytest.approx([2 * (191 / 127.5 - 1)] * 3, abs=0.04)


def test_the_range_does_not_hang_on_what_the_pictures_show(model: Any) -> None:
    content = flatbuffer(frozen(model, SMALL, 1, ["twice"]), SMALL, _shades()[2:3])
    scale, zero = _details(content)[0]["quantization"]
    assert (scale, zero) == (pytest.approx(1 / 127.5, rel=1e-4), pytest.approx(127.5, abs=0.6))


def test_the_presence_shares_a_scale_with_the_box(keras: Any, tmp_path: Path) -> None:
    import tensorflow as tf

    from convert.training import network

    keras.utils.set_random_seed(3)
    model = network.build(4, 32)
    kernel, bias = model.get_layer("where").get_weights()
    bias[:] = (3.0, 0.1, 0.2, 0.3, 0.4)
    model.get_layer("where").set_weights([kernel, bias])
    model.save_weights(tmp_path / "w.weights.h5")
    picture = np.random.default_rng(1).uniform(-1, 1, (1, 32, 32, 3)).astype(np.float32)
    expected = {name: np.asarray(value) for name, value in model(picture, training=False).items()}
    found = conversion.frozen_function(tmp_path / "w.weights.h5", 4, 32)(tf.constant(picture))
    embedding, logits, where = (np.asarray(each) for each in found)
    assert embedding == pytest.approx(expected["embedding"], abs=1e-4)
    assert logits == pytest.approx(expected["logits"], abs=1e-4)
    assert where[:, 1:] == pytest.approx(expected["where"][:, 1:], abs=1e-4)
    assert where[:, 0] == pytest.approx(expected["where"][:, 0] / 16, abs=1e-4)
    content = conversion.to_tflite(tmp_path / "w.weights.h5", 4, 32, None)
    assert [each["shape"].tolist() for each in _details(content)[1]] == [[1, 1280], [1, 4], [1, 5]]
