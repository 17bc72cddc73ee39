"""The interpreter: known answers from tiny models, damaged files refused in one line, and the shipped model's form."""

from __future__ import annotations

import random
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from ai_edge_litert.interpreter import Interpreter
from numpy.typing import NDArray

from app.recognition.errors import ModelError
from app.recognition.keypoints import detect_keypoints, scaled_grey
from app.recognition.labels import LABELS_NAME, read_metadata, read_model, strip_metadata, write_metadata
from app.recognition.model import DEFAULT_MODEL, Model
from app.recognition.network import NetworkOutput
from app.recognition.preprocess import letterbox
from app.recognition.templates import Template, TemplateBank
from tests.app.recognition.conftest import Saved
from tests.app.recognition.tiny_model import BLUES, COLOUR, REDS, SIZE, UNKNOWN, build, constant, metadata

GOLDEN_LABELS = Path(__file__).with_name("golden_labels.txt")


def _plain(red: int, green: int, blue: int, size: int = SIZE) -> NDArray[np.uint8]:
    return np.full((size, size, 3), (red, green, blue), np.uint8)


def _refused(path: Path) -> str:
    with pytest.raises(ModelError) as error:
        Model(path, threads=1)
    message = str(error.value)
    assert "\n" not in message
    return message


# -- tiny models


def test_logits_are_those_of_the_network_in_the_order_of_the_labels(save: Saved) -> None:
    output = Model(save(), threads=1).run(_plain(255, 0, 0))
    assert output.logits == pytest.approx([-4, 4, -4], abs=0.05)
    assert output.logits.dtype == np.float32
    assert output.box is None
    assert output.embedding is None


class Looks(Model):
    """Notes what each look is given; its logits are those of a table by the picture's upper left pixel's red."""

    def __init__(self, path: Path, table: dict[int, list[float]], place: list[float] | None = None) -> None:
        self.seen: list[NDArray[np.uint8]] = []
        self._table = table
        self._place = None if place is None else np.array(place, np.float32)
        super().__init__(path, threads=1)

    def infer(self, square: NDArray[np.uint8]) -> NetworkOutput:
        self.seen.append(square.copy())
        return NetworkOutput(np.array(self._table.get(int(square[0, 0, 0]), [0, 0, 0]), np.float32), self._place, None)


def _corners() -> NDArray[np.uint8]:
    """A light picture whose corners are 1, 2, 3, 4 from the upper left, clockwise."""
    square = np.full((SIZE, SIZE, 3), 180, np.uint8)
    square[0, 0], square[0, -1], square[-1, -1], square[-1, 0] = 1, 2, 3, 4
    return square


TABLE = {1: [0.0, 3.0, 0.0], 2: [0.0, 0.0, 6.0], 3: [0.0, 3.0, 0.0], 4: [0.0, 0.0, 0.0]}


def test_logits_are_the_mean_over_looks_each_turned_counter_clockwise(save: Saved) -> None:
    model = Looks(save(build([COLOUR]), metadata(turns=(0, 1, 2))), TABLE)
    output = model.run(_corners())
    assert [int(square[0, 0, 0]) for square in model.seen] == [1, 2, 3]
    assert all(square.flags.c_contiguous for square in model.seen)
    assert output.logits == pytest.approx([0, 2, 2])
    assert output.logits.dtype == np.float32


def test_further_looks_see_the_part_where_the_note_lies_of_the_whole_picture_larger(save: Saved) -> None:
    place = [1.0, 0.5, 0.5, 0.9, 0.9]
    model = Looks(save(build([COLOUR]), metadata(turns=(0, 0))), TABLE, place)
    picture = np.full((40, 40, 3), (200, 200, 0), np.uint8)
    picture[20:, 20:] = (200, 200, 200)
    output = model.run(letterbox(picture, SIZE), picture)
    whole, part = model.seen
    assert whole.shape == part.shape == (SIZE, SIZE, 3)
    assert whole[..., 0].mean() == pytest.approx(50, abs=2)
    assert part[..., 0].mean() > 130, "red, as the note is, and mostly note"
    assert part[..., 2].min() == 200
    assert output.box is not None
    assert output.box.tolist() == pytest.approx(place), "where the note lies is said of the whole"


def test_without_the_picture_the_part_is_taken_from_the_square(save: Saved) -> None:
    model = Looks(save(build([COLOUR]), metadata(turns=(0, 0))), TABLE, [1.0, 0.5, 0.5, 1.0, 1.0])
    square = np.full((SIZE, SIZE, 3), (0, 200, 200), np.uint8)
    square[SIZE // 2 :, SIZE // 2 :] = (200, 200, 200)
    model.run(square)
    assert model.seen[1][..., 0].mean() > 80
    assert model.seen[1][..., 2].min() == 200


def test_dark_pictures_are_lightened_before_every_look(save: Saved) -> None:
    model = Looks(save(build([COLOUR]), metadata(turns=(0, 2))), TABLE, [1.0, 0.0, 0.0, 1.0, 1.0])
    picture = np.full((40, 40, 3), 30, np.uint8)
    model.run(letterbox(picture, SIZE), picture)
    assert [int(square.mean()) for square in model.seen] == pytest.approx([89, 89], abs=2)


def test_a_model_of_one_look_takes_one(save: Saved) -> None:
    model = Looks(save(build([COLOUR]), metadata()), TABLE)
    assert model.run(_corners()).logits == pytest.approx(TABLE[1])
    assert len(model.seen) == 1


def test_what_surely_is_no_note_is_looked_at_once(save: Saved) -> None:
    sure, unsure = {**TABLE, 1: [9.0, 0.0, 0.0]}, {**TABLE, 1: [2.0, 0.0, 0.0]}
    for table, looks in ((sure, 1), (unsure, 2)):
        model = Looks(save(build([COLOUR]), metadata(turns=(0, 2))), table)
        model.run(_corners())
        assert len(model.seen) == looks


def _print(seed: int) -> NDArray[np.uint8]:
    """A busy print, uint8 (120, 240, 3), with more than enough keypoints."""
    rng = np.random.default_rng(seed)
    coarse = rng.integers(0, 256, (30, 60, 3), dtype=np.uint8)
    return np.asarray(cv2.resize(coarse, (240, 120), interpolation=cv2.INTER_CUBIC), np.uint8)


def _bank(**prints: int) -> bytes:
    return TemplateBank(
        [Template(v.replace("_", "/"), detect_keypoints(scaled_grey(_print(s)))) for v, s in prints.items()], 32
    ).to_bytes()


def test_what_the_network_says_is_its_own_whatever_templates_travel_with_it(save: Saved) -> None:
    bank = _bank(RED_5=1, BLU_10=2)
    for landmarks in (bank, None):
        model = Model(save(build([constant([1, 1, 1])]), metadata(), landmarks), threads=1)
        picture = _print(2)
        assert model.run(letterbox(picture, SIZE), picture).logits.tolist() == pytest.approx([1, 1, 1], abs=0.02)
        assert (model.templates is None) == (landmarks is None)
        assert model.templates is None or model.templates.values == ("BLU/10", "RED/5")


def test_damaged_landmarks_are_refused_when_the_model_is_loaded(save: Saved) -> None:
    assert "landmarks" in _refused(save(landmarks=b"no spots"))


def test_float_model_sees_the_same_as_one_that_takes_bytes(save: Saved) -> None:
    picture = np.random.default_rng(4).integers(0, 256, (SIZE, SIZE, 3), dtype=np.uint8)
    of_bytes = Model(save(build([COLOUR], np.uint8)), threads=1).run(picture).logits
    of_floats = Model(save(build([COLOUR], np.float32)), threads=1).run(picture).logits
    assert of_floats == pytest.approx(of_bytes, abs=0.05)


def test_outputs_are_told_apart_by_their_shapes_in_any_order(save: Saved) -> None:
    place, features = [3.0, 0.1, 0.2, 0.8, 0.9], np.linspace(0, 1, 1280)
    for outputs in (
        [COLOUR, constant(place), constant(features.tolist())],
        [constant(features.tolist()), constant(place), COLOUR],
    ):
        output = Model(save(build(outputs)), threads=1).run(_plain(0, 0, 255))
        assert int(output.logits.argmax()) == 2
        assert output.box is not None
        assert output.box == pytest.approx(place)
        assert output.embedding is not None
        assert output.embedding == pytest.approx(features)


def test_outputs_outlive_the_next_run(save: Saved) -> None:
    model = Model(save(), threads=1)
    first = model.run(_plain(255, 0, 0)).logits
    kept = first.copy()
    model.run(_plain(0, 0, 255))
    assert (first == kept).all()


def test_threads_are_those_asked_for_or_chosen_by_measurement(save: Saved) -> None:
    assert Model(save(), threads=3).threads == 3
    measured = Model(save())
    assert measured.threads in (1, 2)
    assert int(measured.run(_plain(255, 0, 0)).logits.argmax()) == 1


# -- files that must not be believed


class Timed(Model):
    """Takes so many milliseconds for a look, by its threads; the first and now and then another takes far longer."""

    def __init__(self, path: Path, clock: Clock, takes_ms: dict[int, float]) -> None:
        self._clock = clock
        self._takes_ms = takes_ms
        self.looks: list[int] = []
        super().__init__(path)

    def infer(self, square: NDArray[np.uint8]) -> NetworkOutput:
        self.looks.append(self.threads)
        self._clock.now_s += self._takes_ms[self.threads] / 1000 + (2.0 if len(self.looks) % 10 in (1, 5) else 0.0)
        return super().infer(square)


class Clock:
    now_s = 50.0

    def perf_counter(self) -> float:
        return self.now_s


@pytest.mark.parametrize(("two_take_ms", "threads"), [(6.0, 2), (8.4, 2), (8.6, 1), (10.0, 1), (14.0, 1)])
def test_a_second_thread_is_kept_only_where_it_is_clearly_quicker(
    save: Saved, monkeypatch: pytest.MonkeyPatch, two_take_ms: float, threads: int
) -> None:
    clock = Clock()
    monkeypatch.setattr("app.recognition.model.time", clock)
    model = Timed(save(), clock, {1: 10.0, 2: two_take_ms})
    assert model.threads == threads
    assert model.looks == [1] * 10 + [2] * 10


def test_missing_file_is_named(tmp_path: Path) -> None:
    assert "none.tflite" in _refused(tmp_path / "none.tflite")


@pytest.mark.parametrize("share", [0.02, 0.3, 0.7, 0.99])
def test_file_cut_off_is_refused(model_path: Path, tmp_path: Path, share: float) -> None:
    content = model_path.read_bytes()
    path = tmp_path / "cut.tflite"
    path.write_bytes(content[: int(share * len(content))])
    assert str(path) in _refused(path)


@pytest.mark.parametrize("share", [0.0, 0.01, 0.5, 0.95])
def test_network_cut_off_before_whole_metadata_is_refused(model_path: Path, save: Saved, share: float) -> None:
    plain = strip_metadata(model_path.read_bytes())
    assert "damaged" in _refused(save(plain[: int(share * len(plain))], read_metadata(model_path)))


def test_random_bytes_are_refused_with_and_without_metadata(save: Saved, tmp_path: Path) -> None:
    noise = random.Random(5).randbytes(20_000)
    bare = tmp_path / "noise.tflite"
    bare.write_bytes(noise)
    _refused(bare)
    assert "damaged" in _refused(save(noise))


def test_network_without_metadata_is_refused(model_path: Path, tmp_path: Path) -> None:
    bare = tmp_path / "bare.tflite"
    bare.write_bytes(strip_metadata(model_path.read_bytes()))
    assert "model_damaged" in _refused(bare)


@pytest.mark.parametrize(
    "wrong",
    [
        metadata(input_size=SIZE + 1),
        metadata(labels=(UNKNOWN, REDS)),
        metadata(labels=(UNKNOWN, REDS, BLUES, replace(BLUES, face="front"))),
    ],
    ids=["another size", "a label too few", "a label too many"],
)
def test_metadata_that_does_not_fit_the_network_is_refused(save: Saved, wrong: Any) -> None:
    assert "model_misfit" in _refused(save(metadata=wrong))


def test_two_outputs_of_one_shape_are_not_guessed_at(save: Saved) -> None:
    assert "model_misfit" in _refused(save(build([COLOUR, constant([0, 0, 0])])))


def test_input_of_a_kind_that_the_app_does_not_feed_is_refused(save: Saved) -> None:
    assert "model_misfit" in _refused(save(build([COLOUR], np.int8)))


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_a_network_that_gives_no_numbers_is_refused(save: Saved, number: float) -> None:
    assert "model_damaged" in _refused(save(build([constant([number, 0, 0])])))


# -- damage in the shipped model, which the interpreter would not notice


@pytest.mark.parametrize("share", [0.1, 0.3, 0.5])
def test_four_kilobytes_of_zeros_in_the_weights_are_noticed(model_path: Path, tmp_path: Path, share: float) -> None:
    content = bytearray(model_path.read_bytes())
    start = int(share * len(content))
    content[start : start + 4096] = bytes(4096)
    path = tmp_path / "zeros.tflite"
    path.write_bytes(content)
    assert "model_damaged" in _refused(path)


def test_one_changed_bit_anywhere_is_noticed(model_path: Path, tmp_path: Path) -> None:
    content = model_path.read_bytes()
    path = tmp_path / "flipped.tflite"
    rng = random.Random(18)
    for _ in range(40):
        place, bit = rng.randrange(len(content)), 1 << rng.randrange(8)
        path.write_bytes(content[:place] + bytes([content[place] ^ bit]) + content[place + 1 :])
        assert "model_damaged" in _refused(path)


def test_halves_that_changed_places_are_noticed(model_path: Path, tmp_path: Path) -> None:
    content = model_path.read_bytes()
    path = tmp_path / "halves.tflite"
    path.write_bytes(content[len(content) // 2 :] + content[: len(content) // 2])
    assert "model_damaged" in _refused(path)


def test_the_file_is_read_once(save: Saved, monkeypatch: pytest.MonkeyPatch) -> None:
    path = save()
    opened: list[Path] = []
    really = Path.open

    def counted(self: Path, *arguments: Any, **options: Any) -> Any:
        opened.append(self)
        return really(self, *arguments, **options)

    monkeypatch.setattr(Path, "open", counted)
    Model(path, threads=1)
    assert opened == [path]


# -- the shipped model


@pytest.fixture(scope="module")
def interpreter(model_path: Path) -> Any:
    opened = Interpreter(model_content=model_path.read_bytes())
    opened.allocate_tensors()
    return opened


def test_shipped_model_lies_where_the_app_looks() -> None:
    assert Path(__file__).parents[3] / "models" / "noteworthy.tflite" == DEFAULT_MODEL


def test_shipped_model_is_under_eight_megabytes_and_its_dense_prints_under_five_and_a_half(model_path: Path) -> None:
    file = read_model(model_path)
    dense, comparison = file.dense or b"", file.comparison or b""
    assert model_path.stat().st_size - len(dense) - len(comparison) < 8_000_000
    assert len(comparison) < 4_000_000
    assert len(dense) < 5_500_000


def test_shipped_model_takes_bytes_scaled_to_minus_one_to_one(interpreter: Any, shipped: Model) -> None:
    (image,) = interpreter.get_input_details()
    assert image["dtype"] == np.uint8
    scale, zero = image["quantization"]
    assert scale == pytest.approx(1 / 127.5, rel=0.01)
    assert zero in (127, 128)
    assert shipped.metadata.normalisation == pytest.approx((1 / 127.5, -1.0))


def test_shipped_model_s_convolutions_are_int8_with_a_scale_for_each_channel(interpreter: Any) -> None:
    kernels = [
        tensor
        for tensor in interpreter.get_tensor_details()
        if tensor["dtype"] == np.int8
        and len(tensor["shape"]) == 4
        and len(tensor["quantization_parameters"]["scales"]) > 1
    ]
    # MobileNetV2 has 52 convolutions, and the place head one more; each scale belongs to one output channel.
    assert len(kernels) >= 52
    for kernel in kernels:
        parameters = kernel["quantization_parameters"]
        assert len(parameters["scales"]) == kernel["shape"][parameters["quantized_dimension"]]
        assert len(set(parameters["scales"].tolist())) > 1


def test_shipped_model_gives_logits_place_and_features(shipped: Model) -> None:
    size = shipped.metadata.input_size
    noise = np.random.default_rng(6).integers(0, 256, (size, size, 3), dtype=np.uint8)
    output = shipped.run(noise)
    assert output.logits.shape == (len(shipped.metadata.labels),)
    assert output.box is not None
    assert output.box.shape == (5,)
    assert output.embedding is not None
    assert output.embedding.shape == (1280,)
    assert output.embedding.min() >= 0
    assert np.isfinite(output.logits).all()
    assert (shipped.run(noise).logits == output.logits).all()
    assert (shipped.run(255 - noise).logits != output.logits).any()


def test_shipped_model_knows_both_faces_of_every_value_it_promises(shipped: Model) -> None:
    promised = {
        "XTS": "1 2 5 10 20 50 100",
        "USD": "1 2 5 10 20 50 100",
        "EUR": "5 10 20 50 100 200",
        "INR": "10 20 50 100 200 500",
    }
    known = {(x.currency, x.value, x.face) for x in shipped.metadata.labels}
    for currency, values in promised.items():
        for value in values.split():
            assert {(currency, value, "front"), (currency, value, "back")} <= known
    assert set(promised) <= {x.currency for x in shipped.metadata.labels} - set(shipped.metadata.experimental)


def test_shipped_model_has_a_sensible_threshold_for_every_value(shipped: Model) -> None:
    values = {f"{x.currency}/{x.value}" for x in shipped.metadata.labels if not x.is_unknown}
    assert set(shipped.metadata.thresholds) == values
    assert all(0.4 <= t < 1 for t in shipped.metadata.thresholds.values())
    assert len(set(shipped.metadata.labels)) == len(shipped.metadata.labels)


def test_shipped_model_s_labels_are_the_golden_ones(model_path: Path) -> None:
    """After a change of classes that was meant: unzip -p models/noteworthy.tflite labels.txt > golden_labels.txt."""
    with zipfile.ZipFile(model_path) as archive:
        labels = archive.read(LABELS_NAME).decode()
    assert labels == GOLDEN_LABELS.read_text(encoding="utf-8")
    assert labels.split() == [label.text for label in read_metadata(model_path).labels]


def test_shipped_model_s_bytes_are_kept_when_its_metadata_is_written_again(model_path: Path) -> None:
    content = model_path.read_bytes()
    assert write_metadata(content, read_metadata(model_path)) == content
