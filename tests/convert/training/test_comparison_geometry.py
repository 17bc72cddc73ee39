"""Where notes lie in synthetic photos: homographies, poses, bent paper, and the truth about cells."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from convert.synthesis.ranges import Range
from convert.training.comparison_config import Bend, Pose, Turn
from tests.convert.keras_weights import WHY

torch = pytest.importorskip("torch", reason=WHY)

from convert.training.comparison_geometry import (  # noqa: E402 - after the skip: it imports PyTorch
    SIZE,
    Draws,
    cells,
    corners,
    grid,
    homographies,
    laid,
    places,
    projected,
    rotations,
    truth,
)
from convert.training.comparison_network import (  # noqa: E402 - after the skip: it imports PyTorch
    SIDE_CELLS,
    SIDE_COLUMNS,
    SIDE_ROWS,
)

FLAT = Bend(wave_chance=0, fine_chance=0, fist_chance=0, stretch_chance=0)
UPRIGHT = Turn(any_chance=0, spread_rad=0, quarter_chance=0)
STRAIGHT = Pose(
    aspect_gain=Range(1, 1),
    tilt_spread_rad=0,
    distance=Range(1e6, 1e6),
    margin=Range(1, 1),
    close_chance=0,
    shift_spread=0,
)
PIXEL = 1 / SIZE


@pytest.fixture
def draws() -> Any:
    return Draws("cpu", 1)


def test_homographies_take_the_corners_to_their_places(draws: Any) -> None:
    source = corners("cpu")[None] + 0.3 * draws.normals(5, 4, 2)
    target = corners("cpu")[None] + 0.3 * draws.normals(5, 4, 2)
    found = homographies(source, target)
    assert found.shape == (5, 3, 3)
    assert torch.allclose(projected(found, source[:, None])[:, 0], target, atol=1e-3)
    same = homographies(source, source)
    assert torch.allclose(same, torch.eye(3).expand(5, 3, 3), atol=1e-4)


def test_a_homography_keeps_lines_straight(draws: Any) -> None:
    target = corners("cpu")[None] + 0.2 * draws.normals(3, 4, 2)
    line = torch.stack([torch.linspace(-1, 1, 5), torch.linspace(-0.5, 0.7, 5)], -1)
    found = projected(homographies(corners("cpu")[None].expand(3, -1, -1), target), line.expand(3, 1, -1, -1))[:, 0]
    (ax, ay), (bx, by) = (found[:, 1:-1] - found[:, :1]).unbind(-1), (found[:, -1:] - found[:, :1]).unbind(-1)
    assert (ax * by - ay * bx).abs().max() < 1e-4


def test_what_is_behind_the_camera_is_far_outside() -> None:
    behind = torch.tensor([[[1.0, 0, 0], [0, 1, 0], [2, 0, 1]]])
    found = projected(behind, torch.tensor([[[[0.5, 0.0], [-0.6, 0.0]]]]))
    assert torch.allclose(found[0, 0, 0], torch.tensor([0.25, 0.0]))
    assert found[0, 0, 1].abs().min() > 1


def test_turns_are_of_the_length_that_they_had() -> None:
    turned = rotations(torch.tensor([0.0, 1.0, 3.0])) @ torch.tensor([1.0, 2.0])
    assert torch.allclose(turned.norm(dim=1), torch.tensor(5.0).sqrt().expand(3))
    assert torch.allclose(turned[0], torch.tensor([1.0, 2.0]))


def test_a_straight_note_fills_the_width_and_lies_in_the_middle(draws: Any) -> None:
    found = laid(draws, torch.tensor([2.0, 2.5]), STRAIGHT, UPRIGHT)
    for note, aspect in zip(found, (2.0, 2.5), strict=True):
        assert torch.allclose(note, corners("cpu") * torch.tensor([1.0, 1 / aspect]), atol=1e-4)


def test_a_scan_that_was_cropped_too_wide_is_made_wider(draws: Any) -> None:
    found = laid(draws, torch.tensor([2.0]), replace(STRAIGHT, aspect_gain=Range(1.1, 1.1)), UPRIGHT)
    assert torch.allclose(found[0], corners("cpu") * torch.tensor([1.0, 1 / 2.2]), atol=1e-4)


def test_poses_of_training_lie_mostly_in_the_square_and_keep_their_winding(draws: Any) -> None:
    found = laid(draws, torch.full((400,), 2.2), Pose(), Turn())
    inside = (found.abs() < 1.05).all(2).all(1).float().mean()
    assert 0.5 < inside < 0.95
    edges = found.roll(-1, 1) - found
    x, y = edges.unbind(-1)
    turn = x * y.roll(-1, 1) - y * x.roll(-1, 1)
    assert (turn > 0).all(), "no note is seen from behind, where it would be a mirror image"


def test_without_bending_places_are_those_of_the_homography(draws: Any) -> None:
    at = laid(draws, torch.tensor([2.0]), replace(STRAIGHT, margin=Range(1.3, 1.3)), UPRIGHT)
    found = places(draws, at, FLAT)[0]
    square = grid(SIZE, SIZE, "cpu")
    assert torch.allclose(found[..., 0], 1.3 * square[..., 0], atol=1e-3)
    assert torch.allclose(found[..., 1], 2.6 * square[..., 1], atol=1e-3)


def test_bent_paper_moves_places_a_little(draws: Any) -> None:
    at = laid(draws, torch.full((8,), 2.0), STRAIGHT, UPRIGHT)
    flat, bent = places(draws, at, FLAT), places(draws, at, replace(FLAT, wave_chance=1.0, wave=Range(0.05, 0.05)))
    moved = (bent - flat).norm(dim=-1)
    assert 0.02 < moved.mean() < 0.3
    # Smooth: neighbours move alike.
    assert (moved[:, 1:] - moved[:, :-1]).abs().max() < 0.05


def test_a_fist_makes_a_note_narrower_at_one_place(draws: Any) -> None:
    at = laid(draws, torch.full((4,), 2.0), STRAIGHT, UPRIGHT)
    flat = places(draws, at, FLAT)
    held = places(draws, at, replace(FLAT, fist_chance=1.0, fist=Range(1.0, 1.0)))
    assert torch.allclose(held[..., 0], flat[..., 0])
    wider = held[..., 1] / flat[..., 1]
    assert wider.min() > 0.99
    assert 1.9 < wider.max() < 2.01


def _expected() -> Any:
    x = (torch.arange(SIDE_COLUMNS) + 0.5) / SIDE_COLUMNS
    y = (torch.arange(SIDE_ROWS) + 0.5) / SIDE_ROWS
    return torch.stack([x.repeat(SIDE_ROWS), y.repeat_interleave(SIDE_COLUMNS)], 1)


def test_cells_are_the_middles_of_even_parts() -> None:
    assert torch.allclose((cells("cpu") + 1) / 2, _expected())


def test_truth_of_a_scan_that_fills_the_square_is_where_its_cells_are() -> None:
    at, seen = truth(grid(SIZE, SIZE, "cpu")[None], torch.ones(1, SIZE, SIZE, dtype=torch.bool))
    assert at.shape == (1, SIDE_CELLS, 2)
    assert seen.all()
    assert (at[0] - _expected()).abs().max() < 3 * PIXEL


def test_truth_of_a_note_in_a_part_of_the_square_is_there(draws: Any) -> None:
    at = laid(draws, torch.tensor([2.0]), replace(STRAIGHT, margin=Range(1.6, 1.6)), UPRIGHT)
    shown = places(draws, at, FLAT)
    found, seen = truth(shown, shown.abs().amax(-1) < 1)
    assert seen.all()
    # 1 / 1.6 of the square wide, and half as high, in its middle.
    expected = (_expected() - 0.5) * torch.tensor([1 / 1.6, 0.5 / 1.6]) + 0.5
    assert (found[0] - expected).abs().max() < 3 * PIXEL


def test_truth_of_a_note_upside_down_is_the_other_way_round() -> None:
    found, seen = truth(-grid(SIZE, SIZE, "cpu")[None], torch.ones(1, SIZE, SIZE, dtype=torch.bool))
    assert seen.all()
    assert (found[0] - (1 - _expected())).abs().max() < 3 * PIXEL


def test_cells_that_are_covered_or_outside_are_not_seen() -> None:
    shown = grid(SIZE, SIZE, "cpu")[None]
    left_half = torch.zeros(1, SIZE, SIZE, dtype=torch.bool)
    left_half[..., : SIZE // 2] = True
    _, seen = truth(shown, left_half)
    # A cell is seen by what is in view up to 0.6 of a cell from its middle.
    assert torch.equal(seen[0], _expected()[:, 0] < 0.5 + 0.6 / SIDE_COLUMNS)
    _, nothing = truth(shown, torch.zeros(1, SIZE, SIZE, dtype=torch.bool))
    assert not nothing.any()
    # Twice as large as the square: a quarter of it is seen.
    _, quarter = truth(shown * 0.5, torch.ones(1, SIZE, SIZE, dtype=torch.bool))
    middle = (cells("cpu").abs() < 0.5 + 0.6 / SIDE_ROWS).all(1)
    assert quarter[0].sum() >= SIDE_CELLS // 5
    assert not (quarter[0] & ~middle).any()


def test_one_seed_draws_the_same(draws: Any) -> None:
    aspects = torch.full((4,), 2.0)
    again, other = Draws("cpu", 1), Draws("cpu", 2)
    mine = laid(draws, aspects, Pose(), Turn())
    assert torch.equal(mine, laid(again, aspects, Pose(), Turn()))
    assert not torch.equal(mine, laid(other, aspects, Pose(), Turn()))


def test_draws_lie_in_their_ranges(draws: Any) -> None:
    even = draws.uniform(1000, Range(2, 3))
    assert even.min() >= 2
    assert even.max() <= 3
    assert even.std() > 0.25
    assert 0.2 < draws.chance(2000, 0.25).float().mean() < 0.3
    at_times = draws.at_times(1000, 0.5, Range(2, 3), 7.0)
    assert 0.4 < (at_times == 7).float().mean() < 0.6
    assert set(draws.below(200, 3).tolist()) == {0, 1, 2}
    assert draws.fields(4, torch.zeros(2)).abs().max() == 0
    upright = draws.angles(50, UPRIGHT)
    assert (upright == 0).all()
