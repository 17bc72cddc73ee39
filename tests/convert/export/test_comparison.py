"""Which sides photos are compared with: one scan of each design, and photos of what no scan shows."""

from __future__ import annotations

import io
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
from convert.data.dataset import LabelledPicture
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
