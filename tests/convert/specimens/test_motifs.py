"""The motifs: each draws something of its own, inside the frame it is given."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from convert.specimens import back_motifs, front_motifs, front_motifs_high
from convert.specimens.engraving import Canvas, Pen, ellipse

FRONTS = (
    front_motifs.lighthouse,
    front_motifs.owl,
    front_motifs.ship,
    front_motifs_high.tree,
    front_motifs_high.mountain,
    front_motifs_high.bridge,
    front_motifs_high.telescope,
)
BACKS = (
    back_motifs.nautilus,
    back_motifs.feather,
    back_motifs.compass,
    back_motifs.sunflower,
    back_motifs.snowflake,
    back_motifs.gears,
    back_motifs.planet,
)


def drawn(motif: Callable[[Pen], None], *, clipped: bool, scale: float = 40.0) -> NDArray[np.uint8]:
    """The motif alone on a square of white paper, 160 pixels and 100 units wide, a unit of its frame being `scale`."""
    canvas = Canvas(1.0, 160, (0.6, 0.6), 1.0, second_hue_at_edges=False)
    clip = canvas.shape_mask(ellipse(50, 50, 40, 40)) if clipped else None
    motif(Pen(canvas, 50, 50, scale, clip))
    return canvas.finish()


@pytest.mark.parametrize("motif", FRONTS + BACKS, ids=lambda motif: motif.__name__)
def test_motif_is_strong_in_contrast_and_the_same_each_time(motif: Callable[[Pen], None]) -> None:
    picture = drawn(motif, clipped=False)
    lightness = picture.mean(axis=2)
    assert 0.03 < (lightness < 110).mean() < 0.9
    np.testing.assert_array_equal(picture, drawn(motif, clipped=False))


@pytest.mark.parametrize("motif", FRONTS, ids=lambda motif: motif.__name__)
def test_front_motif_stays_inside_its_vignette(motif: Callable[[Pen], None]) -> None:
    picture = drawn(motif, clipped=True)
    y, x = np.mgrid[0:160, 0:160]
    outside = np.hypot(x - 79.5, y - 79.5) > 66
    assert (picture[outside] == 255).all()


@pytest.mark.parametrize("motif", BACKS, ids=lambda motif: motif.__name__)
def test_back_motif_keeps_to_its_cartouche(motif: Callable[[Pen], None]) -> None:
    """A back's motif is drawn without a clip, so it must keep by itself to the oval that is left free for it."""
    picture = drawn(motif, clipped=False, scale=32.0)
    rows, columns = np.nonzero(picture.min(axis=2) < 200)
    per_frame_unit = 32.0 * 1.6
    assert np.abs(columns - 79.5).max() / per_frame_unit < 1.28
    assert (79.5 - rows.min()) / per_frame_unit < 1.05
    assert (rows.max() - 79.5) / per_frame_unit < 1.17


def test_no_two_motifs_look_alike() -> None:
    def looks(motif: Callable[[Pen], None]) -> NDArray[np.float64]:
        small = cv2.resize(drawn(motif, clipped=False), (32, 32), interpolation=cv2.INTER_AREA).mean(axis=2)
        small = small - small.mean()
        return (small / np.linalg.norm(small)).ravel()

    vectors = {motif.__name__: looks(motif) for motif in FRONTS + BACKS}
    for (name, one), (other_name, other) in combinations(vectors.items(), 2):
        assert one @ other < 0.8, f"{name} and {other_name}: {one @ other:.2f}"
