"""The same seed and the default configuration give the pictures that they always gave.

What draws them: convert.synthesis.background, convert.synthesis.camera, convert.synthesis.corruptions,
convert.synthesis.functional, convert.synthesis.geometry, convert.synthesis.occlusion, convert.synthesis.photos,
convert.synthesis.ranges, convert.synthesis.sources and convert.synthesis.slips.
"""

from __future__ import annotations

import json

import numpy as np
import pytest

from tests.convert.synthesis.golden import GOLDEN, SEEDS, Brief, golden, machine

# What another processor's or OpenCV's rounding may move the mean of a sixteenth of a picture by, of 255.
_ROUNDING = 4


@pytest.fixture(scope="module")
def before() -> dict[str, list[Brief]]:
    kept = json.loads(GOLDEN.read_text(encoding="utf-8"))["pictures"]
    return {title: [Brief(**brief) for brief in briefs] for title, briefs in kept.items()}


@pytest.fixture(scope="module")
def now() -> dict[str, list[Brief]]:
    return golden()


def test_some_dozens_of_pictures_are_kept(before: dict[str, list[Brief]], now: dict[str, list[Brief]]) -> None:
    assert {title: len(briefs) for title, briefs in before.items()} == {title: len(x) for title, x in now.items()}
    assert sum(len(briefs) for briefs in before.values()) > 4 * SEEDS


def test_the_same_chances_are_drawn_and_the_same_answers_given(
    before: dict[str, list[Brief]], now: dict[str, list[Brief]]
) -> None:
    for title, briefs in before.items():
        for seed, (was, brief) in enumerate(zip(briefs, now[title], strict=True)):
            assert brief.draws == was.draws, (title, seed)
            assert np.allclose(brief.answer, was.answer, atol=0.01), (title, seed)


def test_pictures_look_as_before(before: dict[str, list[Brief]], now: dict[str, list[Brief]]) -> None:
    for title, briefs in before.items():
        for seed, (was, brief) in enumerate(zip(briefs, now[title], strict=True)):
            assert np.abs(np.subtract(brief.thumb, was.thumb)).max() <= _ROUNDING, (title, seed)


def test_every_pixel_is_as_before(before: dict[str, list[Brief]], now: dict[str, list[Brief]]) -> None:
    if machine() != json.loads(GOLDEN.read_text(encoding="utf-8"))["machine"]:
        pytest.skip("this machine's OpenCV or NumPy rounds pixels differently from where they were kept")
    for title, briefs in before.items():
        assert [brief.pixels for brief in briefs] == [brief.pixels for brief in now[title]], title
