"""Slips of paper with numbers: they differ, they bear print, and training is told that they are nothing it knows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from convert.data.dataset import class_list
from convert.synthesis.config import SynthesisConfig
from convert.synthesis.config_scene import Slips
from convert.synthesis.slips import draw_slip
from convert.synthesis.synthesizer import Synthesizer
from tests.convert.pictures import specimen_catalogue

BARE = replace(
    Slips(),
    two_colours_chance=0,
    waves_chance=0,
    frame_chance=0,
    motif_chance=0,
    corner_chance=0,
    middle_chance=0,
    word_chance=0,
)


def test_a_slip_has_the_size_asked_for_and_each_draw_is_another_one() -> None:
    rng = np.random.default_rng(1)
    slips = [draw_slip(rng, 200, 90, Slips()) for _ in range(8)]
    assert {slip.shape for slip in slips} == {(90, 200, 3)}
    assert len({slip.tobytes() for slip in slips}) == 8


def test_the_same_draw_gives_the_same_slip() -> None:
    one, other = (draw_slip(np.random.default_rng(5), 160, 80, Slips()) for _ in range(2))
    assert np.array_equal(one, other)


def test_paper_alone_is_of_one_colour_within_its_levels() -> None:
    slip = draw_slip(np.random.default_rng(2), 120, 60, BARE)
    assert len(np.unique(slip.reshape(-1, 3), axis=0)) == 1
    assert slip.min() >= BARE.paper_levels.low


def test_numbers_stand_in_the_corners_that_were_drawn_in_ink() -> None:
    all_corners = replace(BARE, corner_chance=1)
    for seed in range(12):
        slip = draw_slip(np.random.default_rng(seed), 240, 110, all_corners).astype(int)
        paper = slip[55, 120]
        print_at = np.abs(slip - paper).max(2) > 20
        halves = (np.s_[:40, :120], np.s_[:40, 120:], np.s_[70:, :120], np.s_[70:, 120:])
        assert all(print_at[half].any() for half in halves), seed


def test_no_slip_is_a_note_that_the_model_knows(tmp_path: Path) -> None:
    config = SynthesisConfig(unknown_fraction=1)
    nothing_else = replace(
        config.unknowns, scene_chance=0.0, hard_negative_chance=0.0, other_note_chance=0.0, slip_chance=1.0
    )
    cat = specimen_catalogue(tmp_path)
    maker = Synthesizer(cat, class_list(cat), size=64, config=replace(config, unknowns=nothing_else))
    samples = [maker.sample(np.random.default_rng(seed)) for seed in range(6)]
    assert {sample.classes for sample in samples} == {(0,)}
    assert all(sample.has_note == 1 for sample in samples)
