"""The synthesiser's configuration: it survives being written, and refuses what cannot be."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from convert.data.dataset import class_list
from convert.synthesis.config import Frames, Notes, SynthesisConfig
from convert.synthesis.config_geometry import Geometry, Pose
from convert.synthesis.config_scene import Camera, Occlusion
from convert.synthesis.ranges import Count, Range
from convert.synthesis.synthesizer import Synthesizer
from tests.convert.pictures import specimen_catalogue

ROOM = Path(__file__).resolve().parents[3] / "convert" / "synthesis"


def _numbers(group: Any) -> int:
    """How many settings a group has, groups within it included."""
    if isinstance(group, Range | Count) or not is_dataclass(group):
        return 1
    return sum(_numbers(getattr(group, field.name)) for field in fields(group))


def test_written_and_read_it_is_the_same() -> None:
    changed = replace(SynthesisConfig(), severity=0.3, camera=Camera(jpeg_quality=Count(10, 20), gamma_chance=0.0))
    for config in (SynthesisConfig(), changed):
        assert SynthesisConfig.from_json(config.to_json()) == config
    assert SynthesisConfig.from_json(changed.to_json()) != SynthesisConfig()


@pytest.mark.parametrize(
    "damage",
    [
        lambda document: document.pop("camera"),
        lambda document: document["camera"].pop("gamma_chance"),
        lambda document: document["camera"].update(zoom=2),
        lambda document: document.update(geometry=[1, 2]),
        lambda document: document["camera"].update(gamma_chance="often"),
        lambda document: document["camera"].update(gamma_chance=1.5),
        lambda document: document["camera"].update(small={"low": 2, "high": 1}),
    ],
)
def test_a_damaged_document_is_refused(damage: Callable[[dict[str, Any]], object]) -> None:
    document = json.loads(SynthesisConfig().to_json())
    damage(document)
    with pytest.raises(ValueError, match=r"\w"):
        SynthesisConfig.from_json(json.dumps(document))


@pytest.mark.parametrize(
    "make",
    [
        lambda: Range(2, 1),
        lambda: Count(2, 1),
        lambda: Pose(any_roll_chance=-0.1),
        lambda: Occlusion(count_chances=(0.5, 0.6)),
        lambda: Frames(aspect_chances=(1.5, -0.5, 0, 0, 0)),
        lambda: SynthesisConfig(unknown_fraction=2),
        lambda: SynthesisConfig(severity=float("nan"), unknown_fraction=float("nan")),
    ],
)
def test_what_cannot_be_is_refused(make: Callable[[], object]) -> None:
    with pytest.raises(ValueError, match=r"expected|runs from"):
        make()


def test_every_number_is_listed_by_its_name() -> None:
    listed = SynthesisConfig().listed()
    assert len(listed) == _numbers(SynthesisConfig())
    assert listed["camera.jpeg_quality"] == "30 to 95"
    assert listed["geometry.pose.distance"] == "3 to 9"
    assert listed["occlusion.count_chances"] == "0.5 0.4 0.1"


def test_every_group_says_what_each_of_its_numbers_means() -> None:
    groups: list[Any] = [SynthesisConfig()]
    while groups:
        group = groups.pop()
        inner = [getattr(group, field.name) for field in fields(group)]
        within = [x for x in inner if is_dataclass(x) and not isinstance(x, Range | Count)]
        groups += within
        if len(within) < len(inner):
            told = type(group).__doc__ or ""
            for field in fields(group):
                if getattr(group, field.name) not in within:
                    assert re.search(rf"\b{field.name}\b", told), f"{type(group).__name__}.{field.name}"


def test_no_chance_or_range_is_a_literal_in_a_transform() -> None:
    for path in ROOM.glob("*.py"):
        if not path.name.startswith(("config", "ranges")):
            found = re.findall(r"chance\(rng, [\d.]+|uniform\(0?\.\d|uniform\([^)]*\d\.\d", path.read_text("utf-8"))
            assert not found, path.name


def test_a_changed_configuration_changes_the_pictures_and_only_by_what_it_says(tmp_path: Path) -> None:
    cat = specimen_catalogue(tmp_path)
    night = replace(SynthesisConfig(), camera=Camera(night_chance=1.0, night_gain=Range(0.0, 0.0)))
    usual, dark = (Synthesizer(cat, class_list(cat), 64, config) for config in (None, night))
    assert usual.config == SynthesisConfig()
    for seed in range(4):
        bright, black = (maker.sample(np.random.default_rng(seed)) for maker in (usual, dark))
        assert bright.classes == black.classes
        assert black.image.mean() < bright.image.mean()


def test_smallest_notes_fill_the_area_asked_for() -> None:
    config = SynthesisConfig().with_smallest(1 / 6)
    assert config.notes.area == Range(1 / 6, Notes().area.high)
    assert config.geometry == Geometry()
