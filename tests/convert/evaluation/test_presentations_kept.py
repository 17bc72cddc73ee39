"""Presentations look as they always did, and their truth is the one that was measured by."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from convert.evaluation.clips import Clip
from convert.evaluation.presentations import AIMS, Showing
from tests.convert.pictures import scene, write
from tests.kept import compare

SPECIMENS = Path(__file__).resolve().parents[3] / "assets" / "specimens"
FPS = 10.0


@pytest.fixture(scope="module")
def clips(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Clip]:
    folder = tmp_path_factory.mktemp("pictures")
    rooms = []
    for number in range(3):
        rooms.append(str(folder / f"room{number}.png"))
        write(Path(rooms[-1]), scene(number, 300, 260))
    note, photo = str(SPECIMENS / "XTS_20_front.png"), str(folder / "photo.png")
    write(Path(photo), scene(9, 700, 500))
    made = {f"note {seed}": Clip("note", note, "XTS", "20", True, "", (rooms[0],), seed) for seed in (1, 2, 3, 4)}
    made |= {f"photo {seed}": Clip("note", photo, "XTS", "20", False, "", (), seed) for seed in (5, 6, 7)}
    made |= {aim: Clip("aimed", note, "XTS", "20", True, aim, (), 8 + n) for n, aim in enumerate(AIMS)}
    made["blank"] = Clip("blank", "", "", "", False, "", tuple(rooms), 20)
    return made


def test_frames_and_their_truth_are_as_they_were(clips: dict[str, Clip]) -> None:
    pictures, numbers = {}, {}
    for name, clip in clips.items():
        showing = Showing(clip, FPS)
        truths = [showing.truth(index) for index in range(showing.frames)]
        numbers[f"{name}: moments"] = [
            showing.frames,
            showing.duration_s,
            *(index for index, truth in enumerate(truths) if truth.in_view),
            *(-index for index, truth in enumerate(truths) if truth.is_good),
        ]
        numbers[f"{name}: places"] = [
            side for truth in truths[::3] for side in (truth.box or (math.pi,)) + (truth.time_s,)
        ]
        drawn = range(6, showing.frames, 4) if clip.kind == "note" else (0, showing.frames - 1)
        for index in drawn:
            pictures[f"{name} at {index}"] = showing.frame(index)[0]
    compare(Path(__file__).with_name("presentations.json"), pictures, numbers)
