"""Photos shot again: each condition does what its name says, by as much as the bars name, and the same every time."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from app.recognition.observation import Box
from convert.synthesis.corruptions import CORRUPTIONS, MIDDLE, corrupted

GREEN = np.full((300, 400, 3), (0, 255, 0), np.uint8)
NOTE = Box(0.2, 0.25, 0.8, 0.75)


def _photo() -> NDArray[np.uint8]:
    """A grey table with a red note on it, exactly in NOTE."""
    photo = np.full((300, 400, 3), 128, np.uint8)
    photo[75:225, 80:320] = (0, 0, 255)
    return photo


def _shot(condition: str, seed: str = "a") -> NDArray[np.uint8]:
    return corrupted(condition, _photo(), NOTE, [GREEN], seed)


def _share(picture: NDArray[np.uint8], channel: int) -> float:
    """Share of the picture in which one channel stands well above the others."""
    others = [c for c in range(3) if c != channel]
    values = picture.astype(int)
    return float((values[..., channel] > values[..., others].max(-1) + 60).mean())


@pytest.mark.parametrize("condition", CORRUPTIONS)
def test_the_same_seed_gives_the_same_picture_and_another_one_another(condition: str) -> None:
    first = _shot(condition)
    assert first.dtype == np.uint8
    assert max(first.shape[:2]) == 448
    assert np.array_equal(first, _shot(condition))
    assert not np.array_equal(first, _shot(condition, "b"))


def test_dark_has_about_a_quarter_of_the_light() -> None:
    seeds = [str(n) for n in range(12)]
    light = np.median([_shot("as it is", s).mean() for s in seeds])
    dark = np.median([_shot("dark", s).mean() for s in seeds])
    assert 0.15 < dark / light < 0.4


def test_blurred_has_lost_its_edges() -> None:
    def edges(condition: str) -> float:
        shots = [cv2.cvtColor(_shot(condition, str(n)), cv2.COLOR_BGR2GRAY) for n in range(9)]
        return float(np.median([np.abs(np.diff(s.astype(int), axis=1)).max() for s in shots]))

    assert edges("blurred") < 0.6 * edges("as it is")


@pytest.mark.parametrize("seed", [str(n) for n in range(8)])
def test_covered_hides_two_fifths_of_the_note(seed: str) -> None:
    whole = _share(corrupted("as it is", _photo(), NOTE, [GREEN], seed), 2)
    left = _share(_shot("40 % covered", seed), 2)
    assert left / whole == pytest.approx(0.6, abs=0.05)


@pytest.mark.parametrize("seed", [str(n) for n in range(8)])
def test_small_fills_a_sixth_and_stays_whole(seed: str) -> None:
    assert _share(_shot("1/6 of the frame", seed), 2) == pytest.approx(1 / 6, abs=0.02)


def test_a_note_that_is_smaller_already_is_not_shrunk_further() -> None:
    tiny = Box(0.4, 0.4, 0.6, 0.6)
    shot = corrupted("1/6 of the frame", _photo(), tiny, [GREEN], "a")
    assert _share(shot, 1) == pytest.approx(0, abs=0.01)


def test_tilted_is_whole_and_foreshortened() -> None:
    for seed in range(8):
        shot = _shot("tilted 45 degrees", str(seed))
        assert _share(shot, 1) > 0.1, "the background shows beside the tilted picture"
        assert 0.05 < _share(shot, 2) < 0.3
        for edge in (shot[:2], shot[-2:], shot[:, :2], shot[:, -2:]):
            assert _share(edge, 2) == 0


def test_upside_down_is_turned_by_half() -> None:
    photo = np.zeros((224, 448, 3), np.uint8)
    photo[20:90, 20:200] = (60, 90, 220)
    turned = corrupted("upside down", photo, None, [GREEN], "a")
    assert turned[140:200, 260:420].mean() > 60 > turned[30:80, 30:190].mean()


def test_without_a_place_the_middle_is_covered() -> None:
    plain = np.full((300, 400, 3), (255, 0, 0), np.uint8)
    covered = corrupted("40 % covered", plain, None, [GREEN], "a")
    middle = (MIDDLE.right - MIDDLE.left) * (MIDDLE.bottom - MIDDLE.top)
    assert 0.4 * middle * 0.95 <= _share(covered, 1) <= 0.9 * middle
