"""Pictures for the comparison network: which are taken from a data folder, how small they become, and their designs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from app.recognition.keypoints import TemplateTable, detect_keypoints, scaled_grey
from app.recognition.model import Model
from app.recognition.observation import Box
from convert.data.dataset import DataError, LabelledPicture
from convert.training import comparison_data
from convert.training.comparison_data import MARGIN, Sources, designs, read_pictures, sources, square_about
from tests.convert.pictures import data_folder, made_up_note, write

Image = NDArray[np.uint8]


def _print(seed: int, width: int = 600, height: int = 300) -> Image:
    coarse = np.random.default_rng(seed).integers(0, 256, (30, 60, 3), dtype=np.uint8)
    return np.asarray(cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC), np.uint8)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = data_folder(tmp_path / "data")
    write(folder / "world" / "reference" / "KLM" / "9_front" / "flat.png", made_up_note(11))
    write(folder / "world" / "photos" / "KLM" / "9" / "one.jpg", made_up_note(11))
    return folder


def test_all_currencies_are_learned_from_the_world_s_too(data: Path) -> None:
    found = sources(data)
    assert {picture.currency for picture in found.scans} == {"ABC", "DEF", "KLM", "XTS"}
    assert {picture.currency for picture in found.photos} == {"ABC", "KLM"}
    # What is kept aside, to judge by, is no background either.
    assert len(found.backgrounds) == 10
    assert len(found.hands) == 1


def test_without_the_world_the_rest_is_learned(tmp_path: Path) -> None:
    assert {picture.currency for picture in sources(data_folder(tmp_path)).scans} == {"ABC", "DEF", "XTS"}


def test_currencies_that_are_left_out_are_in_no_part(data: Path) -> None:
    found = sources(data, leave_out=("ABC", "KLM", "XTS"))
    assert {picture.currency for picture in (*found.scans, *found.photos)} == {"DEF"}


def test_what_is_not_there_cannot_be_left_out(data: Path) -> None:
    with pytest.raises(DataError, match="No notes of DOLLARS, QQQ to leave out"):
        sources(data, leave_out=("ABC", "QQQ", "DOLLARS"))


def test_no_data_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="No data folder"):
        sources(tmp_path / "nowhere")


def test_pictures_are_small_and_know_what_they_show(
    data: Path, shipped: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comparison_data, "note_box_in", lambda model, picture: Box(0.25, 0.25, 0.75, 0.75))
    (data / "photos" / "train" / "ABC" / "5" / "damaged.jpg").write_bytes(b"no picture")
    write(data / "reference" / "ABC" / "5_front" / "upright.png", _print(4, 300, 600))
    found = read_pictures(sources(data, leave_out=("XTS",)), shipped, 1)
    assert len(found.scans) == len(found.aspects) == 7
    assert found.scan_pictures.shape == (7, 3, 128, 256)
    assert found.photo_pictures.shape == (10, 3, 256, 256)
    assert found.backgrounds.shape == (10, 3, 160, 160)
    assert found.hands.shape == (1, 3, 128, 128)
    assert found.masks.shape == (1, 1, 128, 128)
    assert np.allclose(found.aspects, 2.0)
    # Half of a note twice as wide as high, with its margin.
    assert np.allclose(found.extents, np.array([1.0, 0.5]) / (1 + 2 * MARGIN), atol=0.01)
    shown = {(each.currency, each.value, each.series, each.face) for each in found.photos}
    assert ("ABC", "5", None, None) in shown
    assert ("ABC", "10", "current", "front") in shown
    assert all(each.design is None for each in found.photos)
    assert all(each.design == 0 for each in found.scans)


def test_pictures_are_red_green_and_blue_in_this_order(data: Path, shipped: Model) -> None:
    red = np.zeros((300, 600, 3), np.uint8)
    red[..., 2] = 200
    path = write(data / "red.png", red)
    label = LabelledPicture(path, "ABC", "1", "current", "front")
    found = read_pictures(Sources((label,), (label,), (path,), ()), shipped, 1)
    for pictures in (found.scan_pictures, found.backgrounds):
        assert pictures[0, :, 60, 60].tolist() == [200, 0, 0]
    assert found.hands.shape == (0, 3, 128, 128)
    assert found.photo_pictures[0, 0, 128, 128] == 200


@pytest.mark.parametrize("part", ["scans", "backgrounds"])
def test_parts_that_cannot_be_read_are_told(part: str, data: Path, shipped: Model) -> None:
    good = write(data / "good.png", _print(1))
    bad = data / "bad.png"
    bad.write_bytes(b"no picture")
    scan, background = (bad, good) if part == "scans" else (good, bad)
    label = LabelledPicture(scan, "ABC", "1", "current", "front")
    with pytest.raises(DataError, match="can be read"):
        read_pictures(Sources((label,), (), (background,), ()), shipped, 1)


def _darker(picture: Image) -> Image:
    return np.asarray(0.7 * picture, np.uint8)


def _smaller(picture: Image) -> Image:
    return np.asarray(cv2.resize(picture, (420, 210), interpolation=cv2.INTER_AREA), np.uint8)


@pytest.mark.parametrize("again", [_darker, _smaller])
def test_scans_of_one_design_are_found_among_others(again: Callable[[Image], Image]) -> None:
    one, two = _print(1), _print(2)
    assert designs([one, two, again(one), again(two), again(one)]) == [0, 1, 0, 1, 0]
    assert designs([one, again(one)]) == [0, 0]
    assert designs([one, two]) == [0, 1]


def test_scans_that_share_an_emblem_are_not_one_design() -> None:
    one, two = _print(1), _print(2)
    two[100:200, 200:340] = one[100:200, 200:340]
    found = [detect_keypoints(scaled_grey(picture, 120_000), 500, 0.02) for picture in (one, two)]
    shared = [len(match.inliers) for match in TemplateTable(found[:1]).match(found[1])]
    assert 5 < shared[0] < 25, "it is seen in both"
    assert designs([one, two]) == [0, 1]


def test_scans_without_print_have_a_design_each() -> None:
    bare = np.full((300, 600, 3), 200, np.uint8)
    assert designs([]) == []
    assert designs([bare]) == [0]
    assert designs([bare, _print(1), bare]) == [0, 1, 2]


def test_the_square_about_a_note_has_it_in_its_middle() -> None:
    picture = np.zeros((400, 800, 3), np.uint8)
    picture[20:120, 300:500] = 255
    square = square_about(picture, Box(300 / 800, 20 / 400, 500 / 800, 120 / 400), 256)
    rows, columns = np.nonzero(square[..., 0] > 250)
    assert abs(rows.mean() - 127.5) < 1.5
    assert abs(columns.mean() - 127.5) < 1.5
    # 200 pixels and a fifth at each end become 256.
    assert np.ptp(columns) == pytest.approx(256 / (1 + 2 * MARGIN), abs=3)
    # Above it the picture ends.
    assert (square[0, 128] == 127).all()


def test_a_large_note_is_averaged_not_picked_from() -> None:
    fine = np.zeros((2000, 2000, 3), np.uint8)
    fine[::2] = 255
    square = square_about(fine, None, 128)
    assert abs(float(square[64, 64, 0]) - 127.5) < 8
    assert (square[0, 0] == 127).all()


def test_a_hand_fills_its_square_and_so_does_its_mask(data: Path, shipped: Model) -> None:
    found = sources(data)
    read = read_pictures(Sources(found.scans[:1], (), found.backgrounds[:1], found.hands), shipped, 1)
    mask = read.masks[0, 0] > 127
    assert mask.any(0)[:120].all()
    # 180 wide and 120 high, turned by 20 degrees: wider than high, from the left top corner on.
    assert mask.any(1)[0]
    assert not mask[-10:].any()


def test_hands_that_cannot_be_used_are_passed_over(data: Path, shipped: Model) -> None:
    folder = data / "hands" / "drawn"
    hand, mask = folder / "one.jpg", folder / "one.mask.png"
    small, empty = (
        write(folder / "small.png", _print(1)),
        write(folder / "empty.png", np.zeros((240, 320, 3), np.uint8)),
    )
    pairs = ((hand, mask), (hand, data / "none.png"), (data / "none.jpg", mask), (hand, small), (hand, empty))
    found = sources(data)
    read = read_pictures(Sources(found.scans[:1], (), found.backgrounds[:1], pairs), shipped, 1)
    assert len(read.hands) == len(read.masks) == 1
