"""The limits of the pipeline, each as it is meant.

Memory, times and thresholds were chosen by measuring; whoever changes one is to see here that it is meant.
"""

from __future__ import annotations

import importlib

import pytest

from tests.limits import forgotten, modules_below

MIB = 1024 * 1024
VALUES: dict[str, dict[str, float]] = {
    "convert.data.tables": {"_MOST_BYTES": 256 * MIB},
    "convert.data_audit.label_audit": {"VERY_SURE": 0.9},
    "convert.data_audit.rules": {"PER_CLASS": 250, "SMALLEST_FRACTION": 1 / 6},
    "convert.data_audit.words": {"_SHOWN": 8},
    "convert.data_capture.collect": {"_LEAST_SIDE": 96},
    "convert.data_capture.shooting": {
        "_BLACK": 0.03,
        "_BLURRED": 20.0,
        "_DARK": 0.08,
        "_GLARING": 0.95,
        "_ALIKE_BITS": 5,
    },
    "convert.evaluation.linear_probe": {"SHARD": 16},
    "convert.evaluation.packs": {"_TOGETHER": 5},
    "convert.evaluation.scenes": {
        "FOUND": 0.6,
        "_TURNED_DEG": 2.0,
        "_NEARER": 0.04,
        "_ASIDE": 0.02,
        "_GRAIN": 3.0,
    },
    "convert.export.calibrate": {"_HIGHEST": 0.985},
    "convert.export.conversion": {"PRESENCE_SCALE": 0.0625},
    "convert.export.dense": {"_SAME": 0.25, "_ONE_DESIGN": 25},
    "convert.export.own_print": {"_NEAR": 0.3, "_FEWEST": 5},
    "convert.export.further_print": {
        "_SCAN_PX": 1280,
        "_AREA_PX": 120_000,
        "_KEYPOINTS": 700,
        "_AT_ONCE": 500,
        "_FIRST": 8,
        "_FITTED": 12,
        "_OFTEN": 2,
        "_NEAR": 0.3,
        "_FEWEST": 5,
        "_OF_SIDE": 8,
        "_MOST": 255,
    },
    "convert.export.pack_limits": {"_SHOW_BOTH": 3, "_USELESS": 0.95},
    "convert.export.pack_own": {"_FEWEST_OWN": 20},
    "convert.export.pack_templates": {"_FEWEST": 25, "_STANDS_FOR": 0.88},
    "convert.export.packs": {"_ROOM": 220_000},
    "convert.export.template_choice": {"_FEWEST": 12},
    "convert.synthesis.photos": {"_SHRINK_BELOW": 0.6},
    "convert.synthesis.sources": {"_LEAST_HAND_PX": 100},
    "convert.training.comparison_data": {
        "MARGIN": 0.2,
        "_SCAN_PX": 1280,
        "_PHOTO_PX": 640,
        "_BACKGROUNDS": 700,
        "_HANDS": 300,
        "_ONE_DESIGN": 25,
        "_AREA_PX": 120_000,
        "_KEYPOINTS": 500,
        "_CONTRAST": 0.02,
        "_SMALLEST_MASK_PX": 50,
    },
    "convert.training.comparison_drawing": {"_TRIES": 60},
    "convert.training.comparison_train": {"_MINUTES": 8.5},
}


@pytest.mark.parametrize("module", VALUES)
def test_a_limit_is_changed_on_purpose_only(module: str) -> None:
    found = importlib.import_module(module)
    assert {name: getattr(found, name) for name in VALUES[module]} == VALUES[module]


@pytest.mark.parametrize("module", modules_below("convert"))
def test_no_limit_is_forgotten(module: str) -> None:
    assert forgotten(module, VALUES) == []
