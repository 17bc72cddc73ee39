"""How a dense side's keypoints are chosen: the steadiest and its own, spread, no two at one place; each design once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from app.recognition.keypoints import Keypoints, detect_keypoints, scaled_grey
from app.recognition.model import Model
from app.recognition.templates import Template, TemplateBank
from convert.data import dataset
from convert.data.dataset import labelled_pictures
from convert.export import dense
from tests.app.recognition.shipped import shipped_model
from tests.convert.pictures import write

Image = NDArray[np.uint8]


def _grid(across: int, down: int, step: float) -> NDArray[np.float32]:
    x, y = np.meshgrid(step * np.arange(across), step * np.arange(down))
    return np.stack([x.ravel(), y.ravel()], 1).astype(np.float32)


def test_of_points_at_one_spot_the_first_is_chosen_and_none_twice() -> None:
    points = np.array([[0, 0], [1.9, 1.9], [2, 0], [400, 200], [401, 201], [100, 100]], np.float32)
    places = dense._Places(points, (210, 410))
    assert places.chosen(np.array([1, 0, 2, 4, 3, 5]), 100).tolist() == [1, 2, 4, 5]
    # What was chosen before is not chosen again, nor what lies at its spot.
    assert places.chosen(np.arange(6), 100).tolist() == []
    assert dense._Places(points, (210, 410)).chosen(np.array([5, 4]), 100).tolist() == [5, 4]


@pytest.mark.parametrize("many", [0, 1, 7, 30])
def test_so_many_are_chosen_in_order(many: int) -> None:
    points = _grid(60, 30, 10)
    order = np.random.default_rng(1).permutation(len(points))
    kept = dense._Places(points, (300, 600)).chosen(order, many)
    assert len(kept) == many
    ranks = [int(np.flatnonzero(order == one)[0]) for one in kept]
    assert ranks == sorted(ranks)


def test_no_cell_has_much_more_than_its_part() -> None:
    """Six cells across and three down: of 90, each may have 90 / 18 * 1.6 = 8."""
    points = _grid(60, 30, 10)
    for order in (np.arange(len(points)), np.arange(len(points))[::-1]):
        kept = dense._Places(points, (300, 600)).chosen(order, 90)
        cells = (points[kept] // (100, 100)).astype(int)
        counts = [int((cells == (across, down)).all(1).sum()) for across in range(6) for down in range(3)]
        assert max(counts) == 8
        # The first in order are taken until their cells are full: 11 cells hold 8, one the last two.
        assert len(kept) == 90
        assert sorted(counts)[-11:] == [8] * 11
        assert sum(count > 0 for count in counts) == 12


def test_points_at_the_far_edge_are_of_the_last_cells() -> None:
    points = np.array([[0, 0], [600, 300], [599, 299], [590, 290]], np.float32)
    places = dense._Places(points, (300, 600))
    assert places._cells.tolist() == [[0, 0], [5, 2], [5, 2], [5, 2]]
    moved = dense._Places(points + np.float32(50), (300, 600))
    assert moved._cells.tolist() == places._cells.tolist()


def _template(points: NDArray[np.float32], shared: NDArray[np.bool_] | None) -> Template:
    many = len(points)
    zeros = np.zeros(many, np.float32)
    descriptors = np.arange(many, dtype=np.float32)[:, None].repeat(2, 1)
    return Template("USD/5", Keypoints(points, descriptors, zeros, zeros), shared=shared)


def test_half_of_a_side_are_its_steadiest_and_half_what_fewest_others_show(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dense, "_KEPT", 40)
    points = np.random.default_rng(2).permutation(_grid(40, 20, 10))
    shared = np.zeros((2, 800), np.bool_)
    # One value shows most of it, another little: what that one shows tells less than what nobody shows.
    shared[0, :700] = True
    shared[1, 100:300] = True
    kept = dense._telling(_template(points, shared))
    which = kept.keypoints.descriptors[:, 0].astype(int)
    assert len(which) == len(set(which.tolist())) == 40
    assert kept.shared is not None
    assert (kept.shared == shared[:, which]).all()
    assert which[:20].max() < 60, "the first come first, as far as they are spread"
    assert which[20:].min() >= 700, "then what no other value shows"


def test_places_of_a_side_are_parts_of_all_its_points(monkeypatch: pytest.MonkeyPatch) -> None:
    shapes: list[tuple[float, ...]] = []

    class Places(dense._Places):
        def __init__(self, points: NDArray[np.float32], shape: tuple[int, ...]) -> None:
            shapes.append(shape)
            super().__init__(points, shape)

    monkeypatch.setattr(dense, "_Places", Places)
    dense._telling(_template(_grid(40, 20, 10), None))
    # From the first to the last point, and the last one's own pixel.
    assert shapes == [(19 * 10 + 1, 39 * 10 + 1)]


def test_what_a_value_shares_that_shares_much_tells_least(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dense, "_KEPT", 40)
    points = np.random.default_rng(2).permutation(_grid(40, 20, 10))
    shared = np.zeros((2, 800), np.bool_)
    shared[0, :600] = True
    shared[1, 600:] = True
    kept = dense._telling(_template(points, shared))
    assert kept.keypoints.descriptors[20:, 0].min() >= 600


@pytest.mark.parametrize("shared", [None, np.zeros((0, 800), np.bool_)])
def test_a_side_that_nobody_shares_keeps_its_steadiest(
    shared: NDArray[np.bool_] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dense, "_KEPT", 40)
    points = np.random.default_rng(2).permutation(_grid(40, 20, 10))
    kept = dense._telling(_template(points, shared))
    which = kept.keypoints.descriptors[:, 0].astype(int)
    assert len(set(which.tolist())) == 40
    assert which.max() < 100
    assert kept.shared is not None
    assert kept.shared.shape == (0, 40)


def test_a_scan_is_given_back_blurred_smaller_darker_and_grainy() -> None:
    grey = np.zeros((60, 120), np.uint8)
    grey[:, 61:] = 200
    views = list(dense._views(grey))
    assert len(views) == dense._LOOKS
    assert all(view.shape == grey.shape and view.dtype == np.uint8 for view in views)
    # The edge is the softer, the more is lost.
    soft = [int(((view[30] > 20) & (view[30] < 180)).sum()) for view in views[:4]]
    assert 0 < soft[0] < soft[1]
    assert 0 < soft[2] <= soft[3]
    for view in views[:4]:
        assert (view[30, 20], view[30, 100]) == (0, 200)
    last = views[4].astype(float)
    assert last[:, :50].mean() == pytest.approx(20, abs=1.5)
    assert last[:, 70:].mean() == pytest.approx(160, abs=1.5)
    assert last[:, 70:].std() == pytest.approx(8, abs=1)


def _print(seed: int) -> Image:
    coarse = np.random.default_rng(seed).integers(0, 256, (30, 60, 3), dtype=np.uint8)
    return np.asarray(cv2.resize(coarse, (600, 300), interpolation=cv2.INTER_CUBIC), np.uint8)


@pytest.fixture
def bank(shipped: Model) -> TemplateBank:
    """Of 5 and 10 dollars, which shortens descriptors as the shipped model does."""
    templates = [Template(f"USD/{value}", detect_keypoints(scaled_grey(_print(value)), 160)) for value in (5, 10)]
    return TemplateBank(templates, 32, shipped.templates)


def _scans(folder: Path, scans: dict[str, Image]) -> list[Any]:
    for name, picture in scans.items():
        write(folder / "reference" / "USD" / name, picture)
    return labelled_pictures(folder / "reference", ["USD"])


def test_a_scan_is_as_grainy_as_when_the_shipped_prints_were_chosen() -> None:
    *_, grainy = dense._views(np.full((20, 40), 100, np.uint8))
    assert grainy[0, :6].tolist() == [92, 96, 92, 79, 97, 93]


def test_each_of_two_designs_is_a_side_and_no_third_one(bank: TemplateBank, tmp_path: Path) -> None:
    scans = {f"5_front/{n}{again}.png": _print(n) // (1 + again) for n in (5, 6, 7) for again in range(n - 4)}
    sides = dense.dense_sides(bank, _scans(tmp_path, scans))
    # That which most scans show comes first.
    assert [path.name[0] for _, path in sides] == ["7", "6"]
    assert {(side.value, side.face, side.series) for side, _ in sides} == {("USD/5", "front", "current")}
    for side, _ in sides:
        assert side.keypoints.descriptors.shape[1] == bank.known({"USD"})[0].keypoints.descriptors.shape[1]
        assert 300 < len(side.keypoints) <= dense._CANDIDATES


def test_the_sides_of_a_value_are_its_faces_and_series_each_in_order(tmp_path: Path) -> None:
    names = ["10_front/a.png", "5_back/a.png", "5_front/b.png", "5_front/a.png", "5_old_front/a.png"]
    scans = _scans(tmp_path, {name: _print(1) for name in names})
    sides = [[label.path.parent.name + "/" + label.path.name for label in side] for side in dense._sides(scans[::-1])]
    assert sides == [["10_front/a.png"], ["5_back/a.png"], ["5_front/a.png", "5_front/b.png"], ["5_old_front/a.png"]]


def test_a_scan_that_cannot_be_read_or_shows_nothing_is_left_out(bank: TemplateBank, tmp_path: Path) -> None:
    scans = _scans(tmp_path, {"5_front/a.png": _print(5), "5_front/b.png": np.full((300, 600, 3), 90, np.uint8)})
    broken = tmp_path / "reference" / "USD" / "10_front" / "c.png"
    broken.parent.mkdir()
    broken.write_bytes(b"no picture")
    scans = labelled_pictures(tmp_path / "reference", ["USD"])
    assert len(scans) == 3
    assert [path.name for _, path in dense.dense_sides(bank, scans)] == ["a.png"]
    sides, paths = dense.dense_bank(bank, scans)
    assert ([side.value for side in sides], [path.name for path in paths]) == (["USD/5"], ["a.png"])


def test_what_a_view_or_another_scan_does_not_show_alike_is_not_kept(bank: TemplateBank, tmp_path: Path) -> None:
    """The right half, which four other scans lack, is the same in five of nine looks alone."""
    half = _print(5).copy()
    half[:, 300:] = 128
    many = {f"5_front/{n}.png": half if n else _print(5) for n in range(5)}
    ((side, path),) = dense.dense_sides(bank, _scans(tmp_path, many))
    assert path.name == "0.png", "that with most keypoints, of scans that are alike"
    assert len(side.keypoints) > 150
    assert (side.keypoints.points[:, 0] < 260).all()


def test_places_are_told_from_what_too_few_views_show(bank: TemplateBank, monkeypatch: pytest.MonkeyPatch) -> None:
    grey = scaled_grey(_print(5), 120_000)
    found = detect_keypoints(grey, 400, 0.02)
    scan = dense._Scan(None, grey, found, found)  # type: ignore[arg-type]
    other = np.asarray(255 - grey, np.uint8)

    def views(many: int) -> Any:
        def seen(_: Image) -> Iterator[Image]:
            yield from [grey] * many + [other] * (5 - many)

        return seen

    monkeypatch.setattr(dense, "_views", views(3))
    assert len(dense._chosen(bank, scan, [])) > 200
    monkeypatch.setattr(dense, "_views", views(2))
    assert len(dense._chosen(bank, scan, [])) < 20
    # Another scan counts as one more view, where it shows the place.
    assert len(dense._chosen(bank, scan, [(grey, np.eye(3))])) < 20
    assert len(dense._chosen(bank, scan, [(grey, np.eye(3))] * 3)) > 200
    away = np.array([[1.0, 0, 5000], [0, 1, 0], [0, 0, 1]])
    assert len(dense._chosen(bank, scan, [(grey, away)] * 3)) < 20


@pytest.mark.parametrize("currencies", [{"USD"}, {"USD", "XTS"}])
def test_specimens_get_dense_prints_where_the_model_knows_them(
    currencies: set[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Any] = []

    def made(bank: object, scans: list[Any]) -> tuple[list[Any], list[Path]]:
        asked.extend(scans)
        return [], []

    scan, specimen = SimpleNamespace(face="front", value="USD/5"), SimpleNamespace(face="back", value="XTS/5")
    bank = SimpleNamespace(
        currencies=currencies, values=["USD/5", "XTS/5"], holding=lambda sides: SimpleNamespace(to_bytes=bytes)
    )
    metadata = Model(shipped_model(), threads=1).metadata
    for name, stands_in in (
        ("Model", lambda path, threads: SimpleNamespace(templates=bank, metadata=metadata)),
        ("value_of", lambda scan: scan.value),
        ("dense_bank", made),
        ("write_metadata", lambda content, metadata, dense: content + dense),
    ):
        monkeypatch.setattr(dense, name, stands_in)
    monkeypatch.setattr(dataset, "labelled_pictures", lambda folder, codes: [scan])
    monkeypatch.setattr(dataset, "specimen_references", lambda folder: [specimen])
    model = tmp_path / "model.tflite"
    model.write_bytes(b"model")
    result = dense.run(dense.Options(tmp_path, tmp_path / "out.tflite", model=model))
    assert asked == ([scan, specimen] if "XTS" in currencies else [scan])
    assert dense._report(dense.Result(2, 900, 2_500_000, result.out)).startswith("2 sides, 900 keypoints, 2.50 MB")
