"""What lies before a note hides at most the part that it may, of the kind and at the place that chance says."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from convert.synthesis.config_scene import Occlusion
from convert.synthesis.occlusion import Hand, cover
from convert.synthesis.ranges import Range

H, W = 200, 300
GREY, GREEN = 128.0, (0.0, 200.0, 0.0)
ALONE = Occlusion(count_chances=(1.0,), book_chance=0, hand_chance=0, finger_chance=0, stroke_chance=0)


def _note() -> NDArray[np.float32]:
    note = np.zeros((H, W), np.float32)
    note[60:140, 80:220] = 1
    return note


def _hands() -> list[Hand]:
    return [(np.full((60, 60, 3), 250, np.uint8), np.ones((60, 60), np.float32))]


def _covered(config: Occlusion, seed: int, hands: list[Hand] | None = None) -> NDArray[np.float32]:
    """The frame with something before a grey note; behind what lies over it, all is green."""
    frame = np.full((H, W, 3), GREY, np.float32)
    thing = np.zeros((50, 50, 3), np.uint8)
    thing[..., 2] = 255
    scenery = np.full((H, W, 3), GREEN, np.float32)
    rng = np.random.default_rng(seed)
    return cover(rng, frame, _note(), _hands() if hands is None else hands, [thing], lambda w, h: scenery, config)


def _hidden(frame: NDArray[np.float32]) -> float:
    return float((np.abs(frame - GREY).max(-1) > 8)[_note() > 0].mean())


@pytest.mark.parametrize("most", [0.1, 0.4])
def test_all_together_hides_no_more_than_it_may(most: float) -> None:
    config = Occlusion(count_chances=(0.0, 0.0, 0.0, 1.0), book_chance=0, most_covered=most)
    hidden = [_hidden(_covered(config, seed)) for seed in range(40)]
    assert max(hidden) <= most + 0.05
    assert max(hidden) > most / 2


FLAT_FINGER = {"finger_shade": 1.0, "finger_shine": 0.0, "finger_red_levels": Range(200, 200)}
FLAT_STROKE = {"stroke_shade": 1.0, "stroke_shine": 0.0, "stroke_levels": Range(20, 20)}


@pytest.mark.parametrize(
    ("kind", "colour"),
    [
        ({"hand_chance": 1.0, "cutout_gain": Range(1, 1)}, (250, 250, 250)),
        ({"finger_chance": 1.0, "finger_blue": Range(0.5, 0.5), "finger_green": Range(0.7, 0.7)}, (100, 140, 200)),
        ({"stroke_chance": 1.0}, (20, 20, 20)),
        ({"cutout_gain": Range(1, 1)}, (0, 0, 255)),
    ],
    ids=["hand", "finger", "stroke", "thing"],
)
def test_each_kind_has_its_own_colour(kind: dict[str, object], colour: tuple[int, int, int]) -> None:
    config = replace(ALONE, most_covered=1.0, **(FLAT_FINGER | FLAT_STROKE | kind))  # type: ignore[arg-type]
    frames = [_covered(config, seed) for seed in range(12)]
    changed = np.concatenate([frame[np.abs(frame - GREY).max(-1) > 8] for frame in frames])
    assert (np.abs(changed - colour).max(-1) < 3).mean() > 0.5


def test_without_cut_outs_of_hands_something_else_is_laid_there() -> None:
    frame = _covered(replace(ALONE, hand_chance=1.0, most_covered=1.0), 3, hands=[])
    assert _hidden(frame) > 0


@pytest.mark.parametrize("kept", [0.6, 0.9])
def test_a_book_leaves_the_part_of_the_note_free_that_it_says(kept: float) -> None:
    config = replace(ALONE, book_chance=1, book_kept=Range(kept, kept), book_narrow_chance=0, most_covered=0.0)
    for seed in range(6):
        frame = _covered(config, seed)
        assert _hidden(frame) == pytest.approx(1 - kept, abs=0.03)
        assert (np.abs(frame - GREEN).max(-1) < 1).any()


def test_a_narrow_book_covers_less_beside_the_note_and_as_much_of_it() -> None:
    wide = replace(ALONE, book_chance=1, book_kept=Range(0.6, 0.6), book_narrow_chance=0, most_covered=0.0)
    narrow = replace(wide, book_narrow_chance=1, book_margin=Range(0.0, 0.0))
    for seed in range(4):
        of_wide, of_narrow = (np.abs(_covered(each, seed) - GREY).max(-1) > 8 for each in (wide, narrow))
        assert of_narrow.sum() < of_wide.sum()
        assert of_narrow[_note() > 0].mean() == pytest.approx(of_wide[_note() > 0].mean(), abs=0.03)


def test_nothing_is_laid_over_a_note_that_is_hardly_in_the_frame() -> None:
    frame = np.full((H, W, 3), GREY, np.float32)
    sliver = np.zeros((H, W), np.float32)
    sliver[:7, :7] = 1
    config = replace(Occlusion(), book_chance=1)
    rng = np.random.default_rng(1)
    assert cover(rng, frame, sliver, _hands(), [], lambda w, h: frame * 0, config) is frame
    assert cover(rng, frame, np.zeros((H, W), np.float32), _hands(), [], lambda w, h: frame * 0, config) is frame


def test_hands_come_from_the_edge_where_they_hold_a_note() -> None:
    config = replace(ALONE, hand_chance=1.0, hand_size=Range(0.1, 0.1), cutout_offset_spread=0.0)

    def off_edge(chance: float) -> float:
        told = []
        for seed in range(20):
            changed = np.argwhere(np.abs(_covered(replace(config, edge_chance=chance), seed) - GREY).max(-1) > 8)
            y, x = changed.mean(0)
            told.append(min(abs(x - 80), abs(x - 219), abs(y - 60), abs(y - 139)))
        return float(np.mean(told))

    assert off_edge(1.0) < 4
    assert off_edge(0.0) > 10
