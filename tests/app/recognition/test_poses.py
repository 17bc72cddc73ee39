"""Poses by votes: what agrees is kept, what is everywhere is not, and a strip keeps the note's shape."""

from __future__ import annotations

import numpy as np
import pytest

from app.recognition.keypoints import Keypoints, Pairs
from app.recognition.outlines import contains, outline_of, same_place
from app.recognition.poses import matches_of, votes

Rng = np.random.Generator


def _template(rng: Rng, many: int = 60) -> Keypoints:
    points = rng.uniform((0, 0), (300, 150), (many, 2)).astype(np.float32)
    points[:4] = ((0, 0), (300, 0), (300, 150), (0, 150))
    return Keypoints(
        points,
        rng.normal(size=(many, 32)).astype(np.float32),
        rng.uniform(0, 2 * np.pi, many).astype(np.float32),
        rng.uniform(1, 4, many).astype(np.float32),
    )


def _laid(template: Keypoints, turn: float, grows: float, at: tuple[float, float]) -> Keypoints:
    """The template as a picture shows it."""
    cos, sin = np.cos(turn), np.sin(turn)
    points = grows * template.points @ np.array([[cos, sin], [-sin, cos]]) + at
    return Keypoints(
        points.astype(np.float32),
        template.descriptors,
        (template.angles + np.float32(turn)) % np.float32(2 * np.pi),
        template.octaves + np.float32(np.log2(grows)),
    )


def _pairs(mine: list[int], theirs: list[int]) -> Pairs:
    many = len(mine)
    return Pairs(np.array(mine), np.zeros(many, np.intp), np.array(theirs), np.zeros(many, np.float32))


@pytest.mark.parametrize("turn", [0.0, 0.44, 3.1, 6.2])
@pytest.mark.parametrize("at", [(0.0, 0.0), (411.0, 37.0)])
def test_keypoints_that_mean_one_note_vote_for_each_other(turn: float, at: tuple[float, float]) -> None:
    template = _template(np.random.default_rng(1))
    seen = _laid(template, turn, 1.3, at)
    all_of_it = list(range(len(template)))
    assert votes(seen, [template], _pairs(all_of_it, all_of_it)).min() > 20


def test_what_looks_alike_everywhere_has_few_votes() -> None:
    rng = np.random.default_rng(2)
    template = _template(rng)
    grass = Keypoints(
        rng.uniform((0, 0), (1280, 720), (400, 2)).astype(np.float32),
        rng.normal(size=(400, 32)).astype(np.float32),
        rng.uniform(0, 2 * np.pi, 400).astype(np.float32),
        rng.uniform(1, 4, 400).astype(np.float32),
    )
    # All of it looks like two keypoints of the template.
    found = votes(grass, [template], _pairs(list(range(400)), [n % 2 for n in range(400)]))
    assert found.max() <= 2


def test_a_strip_keeps_the_shape_of_the_note() -> None:
    rng = np.random.default_rng(3)
    template = _template(rng, 160)
    seen = _laid(template, 0.7, 1.2, (200.0, 100.0))
    strip = np.flatnonzero(template.points[:, 1] < 30)
    jitter = rng.normal(scale=1.0, size=seen.points.shape).astype(np.float32)
    shaken = Keypoints(seen.points + jitter, seen.descriptors, seen.angles, seen.octaves)
    (match,) = matches_of(shaken, [template], _pairs(strip.tolist(), strip.tolist()))
    longer, shorter = np.linalg.svd(match.homography[:2, :2], compute_uv=False)
    assert longer / shorter == pytest.approx(1.0)
    true = np.array(
        [[1.2 * np.cos(0.7), -1.2 * np.sin(0.7), 200], [1.2 * np.sin(0.7), 1.2 * np.cos(0.7), 100], [0, 0, 1]]
    )
    assert same_place(outline_of(template.points, match.homography), outline_of(template.points, true)) > 0.95


def test_two_notes_of_one_template_are_two_poses() -> None:
    template = _template(np.random.default_rng(4))
    one, other = _laid(template, 0.0, 1.0, (0.0, 0.0)), _laid(template, 1.0, 1.0, (800.0, 300.0))
    seen = Keypoints(*(np.concatenate([getattr(each, name) for each in (one, other)]) for name in (
        "points", "descriptors", "angles", "octaves"
    )))  # fmt: skip
    many = len(template)
    pairs = _pairs(list(range(2 * many)), [*range(many), *range(many)])
    assert len(matches_of(seen, [template], pairs)) == 2


def test_each_strip_of_a_fan_of_one_value_is_a_pose_of_its_own() -> None:
    """Each note lies upon the one before, so that the outline of one holds keypoints of those above it."""
    template = _template(np.random.default_rng(5), 160)
    turns = (0.0, 0.3, 0.6)
    notes = [_laid(template, turn, 1.0, (300.0 + 90 * n, 200.0 - 40 * n)) for n, turn in enumerate(turns)]
    # The lowest is found by most keypoints; of each other a strip is seen that lies on it.
    lowest = outline_of(template.points, np.array([[1.0, 0, 300], [0, 1, 200], [0, 0, 1]]))
    on_it = [np.flatnonzero(contains(lowest, note.points) & (template.points[:, 1] > 60)) for note in notes[1:]]
    shown = [np.arange(160), *on_it]
    parts = [note.of(kept) for note, kept in zip(notes, shown, strict=True)]
    seen = Keypoints(*(np.concatenate([getattr(each, name) for each in parts]) for name in (
        "points", "descriptors", "angles", "octaves"
    )))  # fmt: skip
    pairs = _pairs(list(range(len(seen))), np.concatenate(shown).tolist())
    found = [outline_of(template.points, match.homography) for match in matches_of(seen, [template], pairs)]
    for n, turn in enumerate(turns):
        (x, y), (cos, sin) = (300.0 + 90 * n, 200.0 - 40 * n), (np.cos(turn), np.sin(turn))
        true = outline_of(template.points, np.array([[cos, -sin, x], [sin, cos, y], [0, 0, 1]]))
        assert max(same_place(true, outline) for outline in found) > 0.9


def test_the_bent_end_of_a_note_is_no_note_of_its_own() -> None:
    template = _template(np.random.default_rng(6), 160)
    seen = _laid(template, 0.0, 1.0, (400.0, 300.0))
    bent = template.points[:, 0] > 200
    # The end is lifted: what is printed there lies some pixels off, more than fits the rest.
    points = seen.points + np.where(bent[:, None], np.array([9.0, 9.0]), 0.0).astype(np.float32)
    lifted = Keypoints(points, seen.descriptors, seen.angles, seen.octaves)
    all_of_it = list(range(len(template)))
    (match,) = matches_of(lifted, [template], _pairs(all_of_it, all_of_it))
    assert not bent[match.inliers[:, 1]].any()
