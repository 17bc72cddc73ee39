"""The specimen notes: what is drawn, that the committed pictures are what the code draws, and the printable PDF."""

from __future__ import annotations

import itertools
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from convert.specimens.notes import FACES, SPECIMENS, Specimen, draw

COMMITTED = Path(__file__).parents[3] / "assets" / "specimens"
POINTS_PER_MM = 72 / 25.4
A4_MM = (210.0, 297.0)
JPEG_START = b"\xff\xd8"


def _looks(picture: NDArray[np.uint8]) -> NDArray[np.float64]:
    """What is drawn, colour apart: a small vector of zero mean and length 1; a dot product of two is a correlation."""
    small = cv2.resize(picture, (48, 24), interpolation=cv2.INTER_AREA).mean(axis=2)
    small = small - small.mean()
    return (small / np.linalg.norm(small)).ravel()


@pytest.fixture(scope="module")
def faces() -> dict[str, NDArray[np.uint8]]:
    return {specimen.file_name: draw(specimen, 480) for specimen in SPECIMENS}


def _specimen(value: int, face: str) -> Specimen:
    return next(s for s in SPECIMENS if (s.value, s.face) == (value, face))


def test_series_has_two_faces_of_seven_values() -> None:
    assert [(s.value, s.face) for s in SPECIMENS] == [(v, f) for v in (1, 2, 5, 10, 20, 50, 100) for f in FACES]
    assert len({s.file_name for s in SPECIMENS}) == 14
    assert _specimen(20, "back").file_name == "XTS_20_back.png"


def test_notes_grow_with_their_value_and_faces_share_a_size() -> None:
    fronts = [s for s in SPECIMENS if s.face == "front"]
    backs = [s for s in SPECIMENS if s.face == "back"]
    sizes = [(s.width_mm, s.height_mm) for s in fronts]
    assert sizes == [(s.width_mm, s.height_mm) for s in backs]
    assert all(a[0] < b[0] and a[1] < b[1] for a, b in itertools.pairwise(sizes))


def test_picture_has_the_width_asked_for_and_the_true_aspect(faces: dict[str, NDArray[np.uint8]]) -> None:
    for specimen in SPECIMENS:
        picture = faces[specimen.file_name]
        assert picture.dtype == np.uint8
        assert picture.shape == (round(480 * specimen.height_mm / specimen.width_mm), 480, 3)


def test_drawing_twice_gives_the_same_pixels(faces: dict[str, NDArray[np.uint8]]) -> None:
    specimen = _specimen(10, "front")
    np.testing.assert_array_equal(draw(specimen, 480), faces[specimen.file_name])


def test_too_narrow_a_picture_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 64"):
        draw(SPECIMENS[0], 63)


def test_every_two_values_differ_in_what_is_drawn(faces: dict[str, NDArray[np.uint8]]) -> None:
    """So that poor light, which takes the colours, does not make one value of another."""
    for face in FACES:
        one_side = [s for s in SPECIMENS if s.face == face]
        for a, b in itertools.combinations(one_side, 2):
            alike = _looks(faces[a.file_name]) @ _looks(faces[b.file_name])
            assert alike < 0.85, f"{a.file_name} and {b.file_name}: {alike:.2f}"


def test_front_and_back_of_a_value_are_laid_out_differently(faces: dict[str, NDArray[np.uint8]]) -> None:
    for front, back in zip(SPECIMENS[::2], SPECIMENS[1::2], strict=True):
        alike = _looks(faces[front.file_name]) @ _looks(faces[back.file_name])
        assert alike < 0.3, f"{front.value}: {alike:.2f}"


def test_committed_pictures_are_what_the_code_draws() -> None:
    """Within what 256 colours and another OpenCV's rounding change: a motif moved by a hair would exceed it."""
    assert sorted(p.name for p in COMMITTED.glob("*.png")) == sorted(s.file_name for s in SPECIMENS)
    for specimen in SPECIMENS:
        path = COMMITTED / specimen.file_name
        assert path.stat().st_size < 600_000
        committed = cv2.imread(str(path), cv2.IMREAD_COLOR)
        assert committed is not None
        drawn = draw(specimen, committed.shape[1])
        assert committed.shape == drawn.shape
        apart = np.abs(committed.astype(np.int16) - drawn.astype(np.int16)).mean()
        assert apart < 2.5, f"{path.name} is {apart:.2f} levels from what the code draws; run: make specimens"
