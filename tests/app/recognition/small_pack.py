"""A pack of a few made-up keypoints."""

from __future__ import annotations

import numpy as np

from app.recognition.packs import Pack, PackSource, PackTemplate, PackThresholds


def template(value: str, series: str, face: str, keypoints: int = 12, seed: int = 1) -> PackTemplate:
    """Keypoints at random, with descriptors of eight numbers."""
    rng = np.random.default_rng([seed, *f"{value}{series}{face}".encode()])
    return PackTemplate(
        value,
        series,
        face,
        0.8,
        rng.integers(0, 400, (keypoints, 2), np.uint16),
        rng.integers(-127, 128, (keypoints, 8), np.int8),
        rng.integers(0, 256, keypoints, np.uint8),
        rng.integers(0, 100, keypoints, np.uint8),
    )


def small_pack() -> Pack:
    """Kenyan shillings of which hardly anything is known."""
    return Pack(
        currency="KES",
        version="2026.11.26",
        year=2025,
        everyday=("50", "100", "200", "500", "1000"),
        rare=(),
        withdrawn=("1000",),
        gaps=(),
        projection="0123456789abcdef",
        thresholds=PackThresholds(0.05, 0.03, 0.4),
        sources=(PackSource("somebody/scans", "none stated", 2),),
        templates=(template("50", "old", "front"), template("1000", "withdrawn", "front", keypoints=20)),
    )
