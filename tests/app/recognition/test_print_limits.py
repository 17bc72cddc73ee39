"""Print is looked for and compared with the numbers that the model's and the packs' thresholds hold for.

They are the code's own, and no file says them: with others, what was calibrated and measured would be silently wrong.
"""

from __future__ import annotations

import importlib

import pytest

from app.recognition import closer, look
from app.recognition.look import LookedFor

PRINT: dict[str, dict[str, object]] = {
    "app.recognition.agreeing": {"_TURN": 0.45, "_OCTAVES": 0.7, "LEAST_AGREEING": 5},
    "app.recognition.beside": {
        "_AREA_PX": 120_000,
        "_COMPARED": 4,
        "_BEYOND": 0.12,
        "_LEAST_LEFT": 0.12,
        "_SHARED": 0.3,
        "_TOUCHES": 0.1,
        "_TURNED": 0.25,
    },
    "app.recognition.closer": {
        "_RATIO": 0.95,
        "_COMPARED": 8,
        "_CERTAIN": 0.999,
        "_LOOKED_THROUGH": 2,
        "_WEAK_BELOW": 12,
        "_FAINT_BELOW": 9,
    },
    "app.recognition.comparison": {
        "PHOTO_PX": 224,
        "_LOOKS": ((0.1, 0), (0.25, 1)),
        "_AVERAGED_BELOW": 0.5,
        "_LEAST_SEEN": 12,
        "_AS_NEAR": 0.06,
        "_CERTAIN_LEAST": -0.5,
        "_CERTAIN_LEAD": 1.0,
    },
    "app.recognition.dense": {
        "_CURRENCIES": 2,
        "_CAME_UP": 12,
        "_OVERLAPS": 0.5,
        "_TOUCHES": 0.35,
        "_SAME_SIDE": 10,
        "_DESCRIBED": 18,
        "_PARTS": (0.08, 0.11, 0.15, 0.2, 0.25, 0.3, 0.42, 0.56, 0.72),
        "_REACH": 0.06,
        "_NEAR": 0.12,
        "_UNLIKE": 2.0,
        "_FEWEST": 20,
        "_OF_TEMPLATES": 8,
        "_OF_RIVAL": 0.75,
    },
    "app.recognition.dense_check": {
        "_RATIO": 0.9,
        "_DESCRIBED": 14,
        "_LEAST_SHOWN": 20,
        "_ALIKE": 0.25,
        "_LEAST_OWN": 25,
        "_OF_OWN": 0.12,
        "_OF_RIVAL": 0.5,
        "_OF_LIKE_RIVAL": 0.7,
        "_OWN_OF_RIVAL": 1 / 3,
        "_BEYOND_SHARED": 1.1,
        "_SPEAKS_AGAINST": 20,
    },
    "app.recognition.instances": {
        "_AREA_PX": 920_000,
        "_STRONGEST": 1500,
        "_CAME_UP": 12,
        "_CURRENCIES": 2,
        "_JUDGED": 70,
        "_WHOLE_AGREES": 0.45,
        "_PART_AGREES": 0.65,
        "_PART_INLIERS": 8,
        "_PART_FIRST": 7,
        "_MOSTLY_FREE": 0.5,
        "_HELD": 8,
        "_ROOM": 1.25,
        "_ALONE": 3,
        "_UNCOVERED": 0.9,
        "_SAME_PLACE": 0.5,
        "_OVERLAP": 0.1,
        "_UNREAD_INLIERS": 10,
        "_APART": 0.4,
    },
    "app.recognition.keypoints": {
        "MOST_KEYPOINTS": 700,
        "CONTRAST": 0.03,
        "_MOST_SCALE": 2.0,
        "RATIO": 0.85,
        "_PIXELS_OFF": 4.0,
        "_FIRST_SIZE": 3.2,
        "_LAYERS": 3,
    },
    "app.recognition.leftover": {
        "_CELLS": 7.0,
        "_BEYOND": 0.3,
        "_FULL": 0.4,
        "_NOTHING": 0.06,
        "_LEAST": 0.7,
        "_MOST": 2.6,
        "_FILLS": 0.7,
    },
    "app.recognition.mirror": {"_TELLING": 2},
    "app.recognition.outlines": {"_LEAST_ASPECT": 0.4, "_MOST_ASPECT": 6.0, "_UNLIKE": 2.5},
    "app.recognition.placed": {
        "_ONE_MIDDLE": 0.1,
        "_OF_ONE_VALUE": 2,
        "_WORTH_COMPARING": 0.4,
        "_SAME_NOTE": 0.7,
        "_CERTAINLY": 0.85,
        "_WITHIN": 0.93,
        "_SAME_TURN": 0.1,
        "_INSIDE": 0.75,
        "_SAME_VALUE": 0.5,
        "_ABOUT_THERE": 0.6,
        "_ABOUT_TURNED": 0.17,
        "_LEAST_COMMON": 6,
        "_COMMON": 0.5,
        "_WITHIN_OUTLINE": 0.7,
        "_HARDLY": 0.2,
        "LIKE_TEMPLATE": 0.25,
        "LIKE_PRINT": 0.5,
        "_NEAREST": 3,
        "_AS_ALIKE": 1.25,
        "_NEARBY": 0.12,
        "_MORE_ALIKE": 0.7,
        "_OWN_NEAREST": 5,
        "_EXPLAINED": 0.7,
        "_LEAST_PART": 40,
        "_PART_CLEAR": 0.8,
        "_LEAST_OWN": 13,
        "_LEAST_ALONE": 20,
        "_OWN_CLEAR": 0.65,
        "_FEWER_OWN": 10,
        "_OWN_ALIKE": 0.7,
        "_LEAST_LIKE": 20,
        "_LIKE": 0.75,
        "LEAST_OWN_ALIKE": 7,
        "_DENSE_ALIKE": 0.5,
        "_DENSE_LOGIT": 7.0,
        "_ON_ITSELF": 0.5,
        "_ON_ANOTHER": 0.12,
        "_DIRECTIONS": 16,
        "_PARTS": (0.2, 0.3, 0.42, 0.56, 0.72),
    },
    "app.recognition.poses": {
        "_KEYPOINTS": 4500,
        "_OVERLAP_PX": 48,
        "_TURN": 0.45,
        "_OCTAVES": 0.7,
        "_MIDDLE": 0.25,
        "_TURNS": 7,
        "_LEAST_VOTES": 5,
        "_SPAN": 1024,
        "LEAST_INLIERS": 5,
        "_PIXELS_OFF": 4.0,
        "_OFF": 0.012,
        "_FOR_PERSPECTIVE": 12,
        "_HELD": 0.55,
        "_STRIP": 0.55,
        "_SKEWED": 1.5,
        "_SURE_OF_SHAPE": 25,
        "_SEARCHED": 0.05,
        "_ALIKE": 0.35,
        "_SAME_NOTE": 0.12,
        "_OF_TEMPLATE": 8,
    },
    "app.recognition.print_check": {
        "_STRONGEST": 350,
        "_FITTED": 24,
        "_COMPARED": 6,
        "_OF_ONE_VALUE": 2,
        "_TRIED": 2,
        "CLEAR_INLIERS": 6,
        "_WORTH_COMPARING": 0.4,
    },
    "app.recognition.screening": {
        "_SAMPLE": 60,
        "_ALIKE": 0.35,
        "_CHANCE": 0.03,
        "_OF_LIKELIEST": 0.2,
        "_LARGEST_OCTAVE": 9.0,
        "_FLAT": 1e-12,
    },
    "app.recognition.siblings": {
        "_FEWEST": 60,
        "_MOST": 300,
        "_DESCRIBED": 12,
        "_PARTS": (0.08, 0.11, 0.15, 0.2, 0.25, 0.3, 0.42, 0.56, 0.72),
        "_LEAST_ALIKE": 20,
    },
}


@pytest.mark.parametrize("module", PRINT)
def test_print_is_compared_as_the_thresholds_were_calibrated(module: str) -> None:
    """Whoever changes one compares anew what was calibrated: `calibrate-print`, `evaluate`, `evaluate-left-out`."""
    found = importlib.import_module(module)
    assert {name: getattr(found, name) for name in PRINT[module]} == PRINT[module]


def test_print_is_looked_for_in_pictures_of_these_sizes() -> None:
    assert [*look.LOOKS] == [LookedFor(0.1, 80_000), LookedFor(0.3, 50_000)]
    assert [*closer._LOOKS] == [
        LookedFor(0.1, 80_000, most=1500, contrast=0.01),
        LookedFor(0.1, 160_000, most=1500, contrast=0.015),
    ]
