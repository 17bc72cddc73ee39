"""What the comparison network learns from, and what it makes of it, is what it was when the shipped one was trained.

Numbers of made-up pictures, drawn with a seed, are kept beside this file (`tests.kept` says how they are made anew):
of convert.training.comparison_geometry, convert.training.comparison_pictures, convert.training.comparison_network and
convert.training.comparison_loss.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from convert.synthesis.ranges import Range
from convert.training.comparison_config import Bend, Camera, Colours, Fold, PictureConfig, Pose, Turn
from convert.training.comparison_data import Pictures
from convert.training.comparison_drawing import Drawn, Item, Relation, Shown
from tests.convert.keras_weights import WHY

torch = pytest.importorskip("torch", reason=WHY)

from convert.training import comparison_geometry as geometry  # noqa: E402 - after the skip: it imports PyTorch
from convert.training.comparison_loss import Answers  # noqa: E402 - after the skip: it imports PyTorch
from convert.training.comparison_network import Comparer  # noqa: E402 - after the skip: it imports PyTorch
from convert.training.comparison_pictures import (  # noqa: E402 - after the skip: it imports PyTorch
    Batch,
    PictureMaker,
    blurred,
    coloured,
    degraded,
)

KEPT = Path(__file__).with_name("comparison.json")
_PLACES = 24
# What another release of PyTorch, or another number of its threads, may round otherwise.
_TOLERANCE = 2e-3


def _short(tensor: Any) -> list[float]:
    """Its mean and spread, and what stands at places all over it."""
    flat = tensor.detach().double().flatten()
    at = torch.linspace(0, len(flat) - 1, min(_PLACES, len(flat))).long()
    return [round(float(one), 5) for one in (flat.mean(), flat.std(correction=0), *flat[at])]


def _compare(found: dict[str, list[float]]) -> None:
    kept = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
    if os.environ.get("KEEP_ANEW"):
        kept.update(found)
        lines = ",\n".join(f"{json.dumps(name)}: {json.dumps(numbers)}" for name, numbers in sorted(kept.items()))
        KEPT.write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")
    for name, numbers in found.items():
        assert np.allclose(numbers, kept[name], rtol=_TOLERANCE, atol=_TOLERANCE), name


def _draws(seed: int = 3) -> Any:
    return geometry.Draws("cpu", seed)


def _drawn(seed: int, count: int, height: int, width: int, channels: int = 3) -> Any:
    """Smooth pictures that are nowhere the same, uint8 (count, channels, height, width)."""
    coarse = torch.rand(count, channels, 9, 9, generator=torch.Generator().manual_seed(seed)) * 255
    return torch.nn.functional.interpolate(coarse, size=(height, width), mode="bilinear").to(torch.uint8).numpy()


def _pictures() -> Pictures:
    return Pictures(
        tuple(Shown("ABC", value, "current", "front", 0) for value in ("5", "10", "20")),
        np.array([2.0, 2.3, 1.8], np.float32),
        _drawn(1, 3, 128, 256),
        tuple(Shown("ABC", "5", None, None) for _ in range(2)),
        np.array([[0.71, 0.36], [0.36, 0.71]], np.float32),
        _drawn(2, 2, 256, 256),
        _drawn(3, 2, 160, 160),
        _drawn(4, 2, 128, 128),
        (_drawn(5, 2, 128, 128, 1) > 120).astype(np.uint8) * 255,
    )


# Everything happens that may.
BEND = Bend(wave_chance=0.7, fine_chance=0.7, fist_chance=0.7, stretch_chance=0.7)
CONFIG = PictureConfig(
    bend=BEND,
    fold=Fold(chance=0.6),
    camera=Camera(
        blur_chance=0.7, motion_chance=0.6, coarse_chance=0.8, noise_chance=0.6, specks_chance=0.6, coarse_parts=3
    ),
    colours=Colours(grey_chance=0.3),
)


def test_draws_of_chance_are_what_they_were() -> None:
    found = {
        "uniform": _short(_draws().uniform(40, Range(-2.0, 5.0))),
        "chance": _short(_draws().chance(40, 0.4)),
        "at times": _short(_draws().at_times(40, 0.6, Range(2.0, 3.0), 7.0)),
        "below": _short(_draws().below(40, 9)),
        "fields": _short(_draws().fields(4, torch.tensor([1.0, 3.0]), 20)),
        "angles": _short(_draws().angles(60, Turn(any_chance=0.3, quarter_chance=0.7, spread_rad=0.2))),
    }
    _compare(found)


def test_notes_are_laid_and_bent_as_they_were() -> None:
    found: dict[str, list[float]] = {}
    aspects = torch.tensor([1.6, 2.0, 2.2, 2.5] * 3)
    pose = Pose(close_chance=0.5, tilt_spread_rad=0.6)
    found["laid"] = _short(geometry.laid(_draws(), aspects, pose, Turn()))
    angles = torch.tensor([0.2, -0.5, 1.1]), torch.tensor([0.4, 0.3, -0.7]), torch.tensor([2.0, -1.0, 0.1])
    found["in space"] = _short(geometry._in_space(*angles))
    at = geometry.laid(_draws(), aspects[:4], pose, Turn())
    bent = geometry.places(_draws(), at, BEND)
    found["bent"] = _short(bent.clamp(-5, 5))
    square = geometry.grid(16, 16, "cpu")[None].expand(4, -1, -1, -1) * 1.2
    found["crumpled"] = _short(geometry._crumpled(_draws(), square, BEND))
    places, seen = geometry.truth(bent, bent.abs().amax(-1) < 1)
    found["truth"] = _short(torch.where(seen[..., None], places, -1.0))
    _compare(found)


def test_colours_blur_and_what_a_camera_makes_of_pictures_are_what_they_were() -> None:
    pictures = torch.from_numpy(_drawn(7, 6, 40, 48)).float()
    _compare(
        {
            "coloured": _short(coloured(_draws(), pictures, CONFIG.colours, 0.8)),
            "blurred": _short(blurred(_draws(), pictures / 255, CONFIG.camera, 0.7)),
            "degraded": _short(degraded(_draws(), pictures / 255, CONFIG.camera, 0.9)),
            "degraded less": _short(degraded(_draws(5), pictures / 255, CONFIG.camera, 0.2)),
        }
    )


def test_pictures_are_made_as_they_were() -> None:
    found: dict[str, list[float]] = {}
    indexes = torch.tensor([0, 1, 2, 0, 1])
    made, shown, seen = PictureMaker(_pictures(), CONFIG, "cpu", 3).synthetic(indexes)
    found |= {"synthetic": _short(made / 255), "shown": _short(shown.clamp(-5, 5)), "seen": _short(seen)}
    found["real"] = _short(PictureMaker(_pictures(), CONFIG, "cpu", 3).real(torch.tensor([0, 1, 1, 0])) / 255)
    items = [Item(True, 0), Item(False, 0), Item(True, 2), Item(False, 1)]
    found["sides"] = _short(PictureMaker(_pictures(), CONFIG, "cpu", 3).sides(items))
    batch = PictureMaker(_pictures(), CONFIG, "cpu", 3).batch(
        Drawn(
            (Item(True, 0), Item(False, 1), Item(True, 1)),
            (Item(True, 0), Item(True, 1), Item(False, 0)),
            np.array([[0, 1], [0, 2], [1, 2]]),
            np.array([[1, 0], [2, 2], [1, 0]]),
        )
    )
    found |= {"batch: photos": _short(batch.photos), "batch: sides": _short(batch.sides)}
    found |= {"batch: places": _short(batch.places), "batch: seen": _short(batch.seen)}
    _compare(found)


def test_the_network_answers_as_it_did() -> None:
    torch.manual_seed(2)
    network = Comparer().eval()
    with torch.no_grad():
        photo = network.embed(torch.from_numpy(_drawn(11, 2, 224, 224)).float() / 127.5 - 1)
        side = network.embed(torch.from_numpy(_drawn(12, 2, 112, 224)).float() / 127.5 - 1)
        logits, cells = network.compare(photo, side)
    _compare({"tokens": _short(photo), "logits": _short(logits), "cells": _short(cells)})


SAME, PERHAPS, ANOTHER, UNKNOWN = (
    int(each) for each in (Relation.SAME, Relation.PERHAPS, Relation.ANOTHER, Relation.UNKNOWN)
)


def _answers() -> Answers:
    some = _draws(8)
    relations = torch.tensor(
        [
            [SAME, ANOTHER, ANOTHER, UNKNOWN],
            [PERHAPS, PERHAPS, ANOTHER, ANOTHER],
            [SAME, UNKNOWN, ANOTHER, ANOTHER],
            [ANOTHER, ANOTHER, ANOTHER, UNKNOWN],
            [PERHAPS, ANOTHER, ANOTHER, ANOTHER],
        ]
    )
    seen = some.fractions(5, 98) < torch.tensor([0.6, 0.0, 0.05, 0.7, 0.0])[:, None]
    is_synthetic = torch.tensor([True, False, True, True, False])
    compared = torch.zeros_like(relations)
    batch = Batch(None, None, compared, relations, some.fractions(5, 98, 2), seen, is_synthetic)
    logits = some.normals(5, 4) * 2
    logits[0, 0], logits[4, 0] = 5, 4
    return Answers(logits, batch)


def test_what_is_wrong_with_answers_is_what_it_was() -> None:
    answers = _answers()
    losses = answers.losses(_draws(9).normals(5, 4, 98, 3))
    parts = (losses.present, losses.absent, losses.choice, losses.place, losses.seen, losses.total)
    found = {"losses": [round(float(part), 5) for part in parts], "best": _short(answers.best)}
    found["figures"] = list(answers.figures().values())
    _compare(found)
    assert answers.counts.tolist() == [True, True, False, False, True]
    assert answers.positive.sum(1).tolist() == [1, 2, 1, 0, 1]
    assert answers.negative.sum(1).tolist() == [2, 2, 2, 3, 3]


def test_where_nothing_is_known_nothing_is_wrong_but_what_is_invented() -> None:
    answers = _answers()
    relations = torch.full((5, 4), ANOTHER)
    nothing = Answers(answers.logits, Batch(None, None, None, relations, *_rest(answers.batch)))
    losses = nothing.losses(torch.zeros(5, 4, 98, 3))
    assert [float(part) for part in (losses.present, losses.choice, losses.place, losses.seen)] == [0.0] * 4
    assert float(losses.total) == float(losses.absent) > 0


def _rest(batch: Batch) -> tuple[Any, Any, Any]:
    return batch.places, batch.seen, batch.is_synthetic
