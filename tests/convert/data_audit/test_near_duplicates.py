"""Near-duplicates: a picture is found again whatever was done to its file, and other pictures are not taken for it."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from convert.data_audit.near_duplicates import SIDE, Pair, Print, fingerprint, pairs
from tests.convert.pictures import scene


def _grey(seed: int) -> NDArray[np.uint8]:
    return np.asarray(cv2.cvtColor(scene(seed), cv2.COLOR_BGR2GRAY), np.uint8)


def _jpeg(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    _, coded = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 30])
    return np.asarray(cv2.imdecode(coded, cv2.IMREAD_GRAYSCALE), np.uint8)


COPIES = {
    "halved": lambda p: cv2.resize(p, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA),
    "squeezed": lambda p: cv2.resize(p, (224, 224)),
    "compressed": _jpeg,
    "brighter": lambda p: cv2.convertScaleAbs(p, alpha=0.7, beta=40),
}


@pytest.mark.parametrize("name", COPIES)
@pytest.mark.parametrize("seed", range(4))
def test_copy_of_a_picture_is_found(name: str, seed: int) -> None:
    picture = _grey(seed)
    (pair,) = pairs([fingerprint(picture), fingerprint(np.asarray(COPIES[name](picture), np.uint8))])
    assert pair.same
    assert not pair.turned


@pytest.mark.parametrize("seed", range(4))
def test_picture_turned_by_180_degrees_is_found_and_called_turned(seed: int) -> None:
    picture = _grey(seed)
    (pair,) = pairs([fingerprint(picture), fingerprint(np.ascontiguousarray(picture[::-1, ::-1]))])
    assert pair.same
    assert pair.turned


def test_other_pictures_are_no_pairs() -> None:
    assert pairs([fingerprint(_grey(seed)) for seed in range(40)]) == []


def test_each_pair_is_found_once_across_blocks_and_the_most_alike_come_first() -> None:
    rng = np.random.default_rng(5)
    prints = [fingerprint(rng.integers(0, 256, (32, 32), np.uint8)) for _ in range(1100)]
    prints[1050], prints[700] = prints[3], prints[600]
    near = prints[3].thumb + rng.normal(0, 0.01, (32, 32)).astype(np.float32)
    prints[20] = Print(prints[3].bits ^ 0b111, near / np.float32(np.linalg.norm(near)))
    found = pairs(prints)
    assert [(p.first, p.second, p.distance) for p in found] == [(3, 1050, 0), (600, 700, 0), (3, 20, 3), (20, 1050, 3)]


def test_pictures_of_one_grey_are_like_nothing() -> None:
    flat = fingerprint(np.full((50, 50), 90, np.uint8))
    assert pairs([flat, flat]) == []


@pytest.mark.parametrize(
    ("distance", "correlation", "same"), [(6, 0.95, True), (7, 0.99, False), (0, 0.94, False), (0, 1.0, True)]
)
def test_same_needs_both_the_hash_and_the_thumbnail(distance: int, correlation: float, same: bool) -> None:
    assert Pair(0, 1, distance, correlation, turned=False).same is same


def test_however_faint_a_picture_is_its_print_is_as_long_as_any() -> None:
    grey = np.full((SIDE, SIDE), 90, np.uint8)
    grey[3, 4] += 1
    assert float(np.linalg.norm(fingerprint(grey).thumb)) == pytest.approx(1.0, abs=1e-5)
