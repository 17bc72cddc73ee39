"""Scenes of several notes: as many as asked for, their truth exact, what is covered known."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from convert.data.dataset import DataError
from convert.data.images import Image, load
from convert.synthesis.geometry import Mips
from convert.synthesis.ranges import Count
from convert.synthesis.scene_files import Options, read_scenes, run
from convert.synthesis.scenes import LAYOUTS, FlatNote, Layouts, SceneConfig, draw_scene, seen_fractions

SPECIMENS = Path(__file__).resolve().parents[3] / "assets" / "specimens"
SMALL = Layouts(width_px=320, height_px=180, notes=Count(2, 4))
GREY: Image = np.full((8, 8, 3), 90, np.uint8)


def _flat() -> list[FlatNote]:
    return [
        FlatNote("XTS", value, "front", Mips(load(SPECIMENS / f"XTS_{value}_front.png", 200))) for value in ("5", "20")
    ]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_notes_lie_as_the_layout_says(layout: str) -> None:
    for seed in range(4):
        scene = draw_scene(np.random.default_rng(seed), layout, _flat(), [GREY], SceneConfig(SMALL))
        seen = [note.seen for note in scene.notes]
        assert scene.image.shape == (180, 320, 3)
        assert 2 <= len(scene.notes) <= 4
        assert seen[-1] >= SMALL.least_in_frame
        if layout == "laid":
            assert min(seen) >= SMALL.least_in_frame
        else:
            assert min(seen) < SMALL.least_in_frame
            assert min(seen) >= (SMALL.least_seen if layout == "overlapped" else SMALL.fan_least_seen)


def test_the_same_seed_gives_the_same_scene() -> None:
    first, second = (
        draw_scene(np.random.default_rng(5), "overlapped", _flat(), [GREY], SceneConfig(SMALL)) for _ in range(2)
    )
    assert (first.image == second.image).all()
    assert first.notes == second.notes


def test_what_a_later_note_covers_is_not_seen() -> None:
    lower = np.array([[40.0, 0, 20], [0, 20, 20], [0, 0, 1]])
    half_over = np.array([[40.0, 0, 40], [0, 20, 20], [0, 0, 1]])
    half_out = np.array([[40.0, 0, -20], [0, 20, 60], [0, 0, 1]])
    seen = seen_fractions([lower, half_over, half_out], 160, 120)
    assert seen == pytest.approx([0.5, 1.0, 0.5], abs=0.12)


def test_more_notes_than_fit_are_refused() -> None:
    crowded = Layouts(width_px=160, height_px=90, notes=Count(8, 8), fan_step_deg=SMALL.fan_step_deg, fan_least_seen=1)
    with pytest.raises(ValueError, match="8 notes cannot be fanned"):
        draw_scene(np.random.default_rng(1), "fanned", _flat(), [GREY], SceneConfig(crowded))


def test_scenes_are_written_with_their_truth_and_read_back(tmp_path: Path) -> None:
    assert run(Options(tmp_path, count=1, layouts=("laid",))).scenes == 1
    (scene,) = read_scenes(tmp_path)
    assert (scene.file, scene.layout) == ("0000.jpg", "laid")
    assert (tmp_path / scene.file).exists()
    assert {note.currency for note in scene.notes} == {"XTS"}
    assert all(len(note.outline) == 4 for note in scene.notes)


def test_what_cannot_be_drawn_or_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="No flat notes of USD"):
        run(Options(tmp_path, currencies=("USD",)))
    with pytest.raises(DataError, match="--layouts"):
        Options(tmp_path, layouts=("heaped",))
    with pytest.raises(DataError, match="convert scenes"):
        read_scenes(tmp_path)


@pytest.mark.parametrize(
    ("left", "top", "seen"),
    [(60, 50, 1.0), (-20, 50, 0.5), (140, 50, 0.5), (60, -10, 0.5), (60, 110, 0.5), (60, 125, 0.0), (165, 50, 0.0)],
)
def test_what_hangs_out_on_any_side_is_not_seen(left: float, top: float, seen: float) -> None:
    pose = np.array([[40.0, 0, left], [0, 20, top], [0, 0, 1]])
    assert seen_fractions([pose], 160, 120) == pytest.approx([seen], abs=0.12)
