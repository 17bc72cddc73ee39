"""Which sides photos are compared with: one scan of each design, and photos of what no scan shows."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from app.recognition.model import Model
from app.recognition.observation import Box
from convert.__main__ import main
from convert.data.dataset import DataError, LabelledPicture
from convert.export import comparison
from tests.app.recognition.shipped import shipped_model
from tests.app.recognition.tables import SPECIMENS, scan


def _label(value: str, face: str | None = None, name: str = "a.png") -> LabelledPicture:
    return LabelledPicture(Path(name), "USD", value, None, face)


class _Known:
    """Knows how likely each side is in each photo by the numbers that stand for them."""

    def __init__(self, logits: NDArray[np.float64]) -> None:
        self._logits = logits

    def side(self, picture: int) -> int:
        return picture

    def logits(self, photos: Any, sides: Any) -> NDArray[np.float64]:
        rows = [photo.tokens for photo in photos]
        return self._logits[np.ix_(rows, list(sides))] if rows and len(sides) else np.zeros((len(rows), len(sides)))


def _chosen(logits: NDArray[np.float64], values: list[str], known: list[tuple[str, int]]) -> list[int]:
    photos: Any = [
        SimpleNamespace(label=_label(value), tokens=number, note=number) for number, value in enumerate(values)
    ]
    sides: Any = [SimpleNamespace(label=_label(value), tokens=column) for value, column in known]
    networks: Any = _Known(logits)
    return [int(side.tokens) for side in comparison._of_photos(networks, photos, sides)]


def _logits(many: int, like: dict[tuple[int, int], float]) -> NDArray[np.float64]:
    found = np.full((many + 1, many + 1), -5.0)
    for (photo, side), logit in like.items():
        found[photo, side] = logit
    return found


def test_a_photo_becomes_a_side_where_it_finds_others_that_no_scan_finds() -> None:
    like = {(photo, 0): 4.0 for photo in (1, 2, 3)}
    # Photo 0 finds three others; the scan, column 4, finds none of them.
    assert _chosen(_logits(4, like), ["5"] * 4, [("5", 4)]) == [0]
    # Each gains 5 at most: two are not enough.
    assert _chosen(_logits(4, {(1, 0): -0.5, (2, 0): 0.5}), ["5"] * 4, [("5", 4)]) == []


def test_photos_that_a_scan_finds_need_no_other_side() -> None:
    like = {(photo, 0): 4.0 for photo in (1, 2, 3)} | {(photo, 4): 2.0 for photo in (0, 1, 2, 3)}
    assert _chosen(_logits(4, like), ["5"] * 4, [("5", 4)]) == []
    # A scan of another value does not count.
    assert _chosen(_logits(4, like), ["5"] * 4, [("10", 4)]) == [0]


def test_what_is_found_in_photos_of_other_values_is_no_side() -> None:
    values = ["5"] * 4 + ["10"]
    like = {(photo, 0): 4.0 for photo in (1, 2, 3)}
    assert _chosen(_logits(5, like), values, []) == [0]
    assert _chosen(_logits(5, {**like, (4, 0): 0.5}), values, []) == []


@pytest.mark.parametrize(("logit", "sides"), [(1.0, [0]), (0.99, [])])
def test_two_photos_that_gain_just_enough_are_worth_a_side(logit: float, sides: list[int]) -> None:
    # From the lowest, -2, each gains 3: together the least that is worth it.
    assert _chosen(_logits(4, {(1, 0): logit, (2, 0): logit}), ["5"] * 4, [("5", 4)]) == sides


@pytest.mark.parametrize(
    ("others", "found_in", "logit", "sides"), [(50, 1, 0.5, [0]), (49, 1, 0.5, []), (50, 2, 0.5, []), (1, 1, 0.0, [0])]
)
def test_a_side_may_be_found_in_one_of_fifty_photos_of_other_values(
    others: int, found_in: int, logit: float, sides: list[int]
) -> None:
    like = {(photo, 0): 4.0 for photo in (1, 2, 3)} | {(4 + number, 0): logit for number in range(found_in)}
    assert _chosen(_logits(4 + others, like), ["5"] * 4 + ["10"] * others, []) == sides


def test_one_scan_of_each_design_is_a_side_the_largest_and_none_that_stands(tmp_path: Path) -> None:
    small = cv2.resize(scan("5_front"), (300, 141))
    pictures = {"a": small, "b": scan("5_front"), "c": scan("50_back"), "d": np.rot90(scan("5_front")).copy()}
    labels = []
    for name, picture in pictures.items():
        cv2.imwrite(str(tmp_path / f"{name}.png"), picture)
        labels.append(_label("5", "front", str(tmp_path / f"{name}.png")))
    (tmp_path / "e.png").write_bytes(b"no picture")
    labels.append(_label("5", "front", str(tmp_path / "e.png")))
    networks: Any = SimpleNamespace(side=lambda picture: np.array(picture.shape))
    found = list(comparison._scans(networks, labels))
    assert [side.label.path.stem for side in found] == ["b", "c"]


def test_the_shipped_sides_are_of_the_specimens_and_of_currencies_with_photos() -> None:
    known = Model(shipped_model(), threads=1).comparison
    assert known is not None
    currencies = {value.partition("/")[0] for value in known.values}
    assert {"XTS", "USD", "EUR", "VND", "THB"} <= currencies
    assert {f"XTS/{path.stem.split('_')[1]}" for path in SPECIMENS.glob("XTS_*.png")} <= {*known.values}


def test_without_weights_it_says_what_to_make(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("tensorflow", reason="TensorFlow is not installed")
    pytest.importorskip("torch", reason="PyTorch is not installed")
    given = ["--data", str(tmp_path), "--weights", str(tmp_path / "no.npz"), "--out", str(tmp_path / "out.tflite")]
    assert main(["comparison", *given]) == 1
    assert "holds no weights of `train-comparison`" in capsys.readouterr().err


def test_the_networks_compute_what_was_trained(tmp_path: Path) -> None:
    pytest.importorskip("tensorflow", reason="TensorFlow is not installed")
    torch = pytest.importorskip("torch", reason="PyTorch is not installed")
    from app.recognition.interpreter import LiteRTInterpreter
    from convert.export.comparison_networks import comparing_network, tokens_network
    from convert.training.comparison_network import Comparer

    network = Comparer().eval()
    weights = network.weights()
    picture = np.random.default_rng(1).integers(0, 256, (1, 112, 224, 3), np.uint8)
    photo = np.random.default_rng(2).normal(size=(1, 196, 64)).astype(np.float32)
    with torch.no_grad():
        tokens = network.embed(torch.from_numpy(picture).permute(0, 3, 1, 2).float() / 127.5 - 1).numpy()
        logit, parts = network.compare(torch.from_numpy(photo), torch.from_numpy(tokens))
    side = LiteRTInterpreter(tokens_network(weights, 112, 224, is_small=False), 1)
    assert side.run(picture)[0] == pytest.approx(tokens, abs=1e-3)
    found = sorted(LiteRTInterpreter(comparing_network(weights), 1).run_all(photo, tokens), key=lambda each: each.size)
    # Its weights are int8 there.
    assert found[0][0] == pytest.approx(logit.numpy(), abs=0.1)
    assert found[1] == pytest.approx(parts.numpy(), abs=0.2)


def test_what_is_written_is_what_the_app_reads() -> None:
    tokens = np.random.default_rng(1).normal(size=(1, 98, 64)).astype(np.float32)
    networks: Any = SimpleNamespace(files=(b"one", b"other"))
    sides: Any = [
        SimpleNamespace(label=_label("5", "front"), tokens=tokens),
        SimpleNamespace(label=_label("20"), tokens=-2 * tokens),
    ]
    with np.load(io.BytesIO(comparison.content_of(networks, sides))) as file:
        assert file["values"].tolist() == ["USD/20", "USD/5"]
        assert file["value_of"].tolist() == [1, 0]
        assert file["faces"].tolist() == [1, 0]
        again = file["tokens"].astype(np.float32) * file["steps"][:, None, None]
        assert again[0] == pytest.approx(tokens[0], abs=float(file["steps"][0]) / 1.99)
        assert again[1] == pytest.approx(-2 * tokens[0], abs=float(file["steps"][1]) / 1.99)
        # The largest is told by 127 steps.
        assert file["steps"] == pytest.approx(np.array([1, 2]) * float(np.abs(tokens).max()) / 127)
        assert (file["tokens_network"].tobytes(), file["comparing_network"].tobytes()) == (b"one", b"other")
        assert (float(file["least"]), float(file["lead"])) == (2.0, 3.0)


@pytest.mark.parametrize(("height", "is_turned"), [(125, False), (126, True)])
def test_a_note_that_stands_is_laid(height: int, is_turned: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparison, "_STANDS", 1.25)
    picture = np.zeros((height, 100, 3), np.uint8)
    monkeypatch.setattr(comparison, "load", lambda path, most: picture)
    monkeypatch.setattr(comparison, "note_box_in", lambda model, picture: None)
    networks: Any = SimpleNamespace(photo=lambda square: square.shape)
    model: Any = None
    (photo,) = comparison._photos(model, networks, [_label("5")])
    assert photo.note.shape == ((100, height, 3) if is_turned else (height, 100, 3))


def test_of_a_photo_the_part_in_its_box_is_the_note(monkeypatch: pytest.MonkeyPatch) -> None:
    picture = np.zeros((80, 200, 3), np.uint8)
    picture[20:61, 50:151] = 9
    monkeypatch.setattr(comparison, "load", lambda path, most: picture)
    monkeypatch.setattr(comparison, "note_box_in", lambda model, picture: Box(0.25, 0.25, 0.75, 0.75))
    networks: Any = SimpleNamespace(photo=lambda square: square.shape)
    model: Any = None
    (photo,) = comparison._photos(model, networks, [_label("5")])
    assert photo.note.shape == (41, 101, 3)
    assert (photo.note == 9).all()


def test_a_scan_of_another_series_or_face_is_another_side_and_a_square_one_does_not_stand(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    cv2.imwrite(str(path), cv2.resize(scan("5_front"), (300, 300)))
    networks: Any = SimpleNamespace(side=lambda picture: picture.shape)
    labels = [
        LabelledPicture(path, "USD", "5", series, face)
        for series, face in ((None, "front"), ("old", "front"), (None, "back"))
    ]
    found = list(comparison._scans(networks, labels))
    assert {(side.label.series, side.label.face) for side in found} == {(each.series, each.face) for each in labels}


def test_a_note_at_the_very_edge_of_its_photo_is_its_last_line(monkeypatch: pytest.MonkeyPatch) -> None:
    picture = np.zeros((80, 200, 3), np.uint8)
    monkeypatch.setattr(comparison, "load", lambda path, most: picture)
    monkeypatch.setattr(comparison, "note_box_in", lambda model, picture: Box(0.999, 0.999, 1.0, 1.0))
    monkeypatch.setattr(comparison, "square_about", lambda picture, box, margin: [picture])
    networks: Any = SimpleNamespace(photo=lambda square: square.shape)
    model: Any = None
    (photo,) = comparison._photos(model, networks, [_label("5")])
    assert photo.note.shape == (1, 1, 3)


@pytest.mark.parametrize(("logit", "sides"), [(comparison._FOUND, []), (comparison._FOUND - 0.01, [0])])
def test_a_photo_is_found_from_a_logit_on(logit: float, sides: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    # Little is enough to be worth a side: that a photo counts as lost decides.
    monkeypatch.setattr(comparison, "_GAIN", 0.001)
    like = {(photo, 0): 4.0 for photo in (1, 2, 3)} | {(photo, 4): logit for photo in (0, 1, 2, 3)}
    assert _chosen(_logits(4, like), ["5"] * 4, [("5", 4)]) == sides


class _Files:
    """Stands in for the module that writes networks, which needs TensorFlow."""

    def __init__(self) -> None:
        self.asked: list[tuple[object, ...]] = []

    def tokens_network(self, weights: object, height: int, width: int, *, is_small: bool = True) -> bytes:
        self.asked.append((height, width, is_small))
        return f"tokens {height} {width}".encode()

    def comparing_network(self, weights: object) -> bytes:
        return b"comparing"


def test_a_side_is_half_as_high_as_a_photo_and_its_network_is_exact(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = _Files()
    monkeypatch.setitem(sys.modules, "convert.export.comparison_networks", files)
    monkeypatch.setattr(
        comparison, "LiteRTInterpreter", lambda content, threads: SimpleNamespace(run=lambda x: [x.shape, content])
    )
    np.savez(tmp_path / "weights.npz", w=np.zeros(3))
    networks = comparison._Networks(tmp_path / "weights.npz")
    assert files.asked == [(224, 224, True), (112, 224, False)]
    assert networks.files == (b"tokens 224 224", b"comparing")
    assert networks.side(np.zeros((300, 700, 3), np.uint8)).tolist() == [1, 112, 224, 3]
    assert networks.photo(np.zeros((224, 224, 3), np.uint8)).tolist() == [1, 224, 224, 3]


class _Step:
    """The step with all its parts written down: what it looks at, and what it takes."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *, photos: dict[str, list[Any]], has_bank: bool = True) -> None:
        self.scanned: list[list[Any]] = []
        bank = SimpleNamespace(currencies={"USD", "EUR", "XTS"}) if has_bank else None
        scans = [_label("5"), _label("5", "front"), _label("10", "back")]
        for name, stands_in in (
            ("Model", lambda path, threads: SimpleNamespace(templates=bank, metadata=shipped_metadata())),
            ("_Networks", lambda weights: "networks"),
            ("labelled_pictures", lambda folder, codes: photos.get(codes[0], []) if folder.name == "train" else scans),
            ("specimen_references", lambda folder: ["a specimen", "another"]),
            ("_scans", self._scans),
            ("_photos", lambda model, networks, labels: labels),
            ("_of_photos", lambda networks, photos, sides: [f"side of {each}" for each in photos]),
            ("content_of", lambda networks, sides: "|".join(sides).encode()),
            ("write_metadata", lambda content, metadata, comparison: content + comparison),
        ):
            monkeypatch.setattr(comparison, name, stands_in)

    def _scans(self, networks: object, given: list[Any]) -> list[str]:
        self.scanned.append(given)
        return [f"side of {each}" for each in given]


def shipped_metadata() -> Any:
    return Model(shipped_model(), threads=1).metadata


def test_sides_are_made_of_what_has_photos_and_of_specimens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    step = _Step(monkeypatch, photos={"USD": ["a photo"]})
    model = tmp_path / "model.tflite"
    model.write_bytes(b"model ")
    out = tmp_path / "out.tflite"
    result = comparison.run(comparison.Options(tmp_path, tmp_path / "w.npz", out, model=model))
    # Of dollars the scans that say which face they show; of euros there are no photos.
    assert [[getattr(each, "face", each) for each in given] for given in step.scanned] == [
        ["front", "back"],
        ["a specimen", "another"],
    ]
    assert (result.scans, result.photos) == (4, 1)
    assert out.read_bytes().startswith(b"model side of ")
    assert result.length == len(out.read_bytes()) - len(b"model ")
    told = comparison._report(comparison.Result(4, 1, 1_500_000, out))
    assert told.splitlines()[0] == "4 sides of scans, 1 of photos, 1.50 MB"


def test_a_step_without_templates_or_without_any_picture_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = comparison.Options(tmp_path, tmp_path / "w.npz", tmp_path / "out.tflite", model=tmp_path / "m.tflite")
    _Step(monkeypatch, photos={}, has_bank=False)
    with pytest.raises(DataError, match="has no templates"):
        comparison.run(options)
    _Step(monkeypatch, photos={})
    monkeypatch.setattr(comparison, "specimen_references", lambda folder: [])
    with pytest.raises(DataError, match="No photos to train on"):
        comparison.run(options)


def test_every_layer_is_written_as_it_was_trained() -> None:
    """With weights of chance, also those that are 0 or 1 before a training."""
    tf = pytest.importorskip("tensorflow", reason="TensorFlow is not installed")
    torch = pytest.importorskip("torch", reason="PyTorch is not installed")
    from convert.export.comparison_networks import _Layers
    from convert.training.comparison_network import Comparer

    torch.manual_seed(1)
    network = Comparer().eval()
    with torch.no_grad():
        for part in network.parameters():
            part.add_(0.05 * torch.randn_like(part))
    layers = _Layers(network.weights())
    picture = np.random.default_rng(1).integers(0, 256, (1, 112, 224, 3), np.uint8)
    photo = np.random.default_rng(2).normal(size=(1, 196, 64)).astype(np.float32)
    with torch.no_grad():
        tokens = network.embed(torch.from_numpy(picture).permute(0, 3, 1, 2).float() / 127.5 - 1).numpy()
        logit, parts = network.compare(torch.from_numpy(photo), torch.from_numpy(tokens))
    assert layers.tokens(tf.constant(picture)).numpy() == pytest.approx(tokens, abs=2e-3)
    found = layers.compared(tf.constant(photo), tf.constant(tokens))
    assert found[0].numpy().ravel() == pytest.approx(logit.numpy().ravel(), abs=2e-3)
    assert found[1].numpy() == pytest.approx(parts.numpy(), abs=2e-3)
