"""What is said of a picture that was just taken, at the very numbers."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from convert.data_capture import shooting
from convert.data_capture.shooting import Shooting, Task, Verdict, _difference_hash, pictures, plan

TASKS = (
    Task("photos/train/RED/5_front", "5 RED, front", ("flat", "tilted", "far"), "train"),
    Task("photos/val/RED/5_front", "5 RED, front", ("flat",), "val"),
)
SQUARE: NDArray[np.uint8] = np.random.default_rng(1).integers(0, 255, (64, 64, 3), dtype=np.uint8)


@pytest.mark.parametrize(
    ("brightness", "sharpness", "verdict", "begins"),
    [
        (0.029, 100.0, Verdict.BLACK, "Black"),
        (0.03, 100.0, Verdict.KEPT, "Kept, but too dark"),
        (0.079, 100.0, Verdict.KEPT, "Kept, but too dark"),
        (0.08, 100.0, Verdict.KEPT, ""),
        (0.95, 100.0, Verdict.KEPT, ""),
        (0.951, 100.0, Verdict.KEPT, "Kept, but too bright"),
        (0.5, 19.9, Verdict.KEPT, "Kept, but blurred"),
        (0.5, 20.0, Verdict.KEPT, ""),
    ],
)
def test_light_and_sharpness_are_told(brightness: float, sharpness: float, verdict: Verdict, begins: str) -> None:
    answer = Shooting(TASKS, {}).look_at(SQUARE, brightness, sharpness)
    assert answer.verdict is verdict
    assert answer.words.startswith(begins)
    assert bool(answer.words) is bool(begins)


@pytest.mark.parametrize(("bits", "alike"), [(0, True), (5, True), (6, False)])
def test_pictures_that_differ_in_five_bits_are_alike(bits: int, alike: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    hashes = iter([0b1111 << 20, (0b1111 << 20) ^ ((1 << bits) - 1)])
    monkeypatch.setattr(shooting, "_difference_hash", lambda _: next(hashes))
    taking = Shooting(TASKS, {})
    assert taking.look_at(SQUARE, 0.5, 100.0).words == ""
    taking.kept()
    assert bool(taking.look_at(SQUARE, 0.5, 100.0).words) is alike


def test_a_hash_tells_which_cells_are_brighter_than_the_one_before() -> None:
    ramp = np.repeat(np.linspace(0, 240, 72, dtype=np.uint8)[None, :, None], 64, axis=0).repeat(3, axis=2)
    assert _difference_hash(np.ascontiguousarray(ramp)) == 2**64 - 1
    assert _difference_hash(np.ascontiguousarray(ramp[:, ::-1])) == 0
    half = ramp.copy()
    half[:32] = half[:32, ::-1]
    assert _difference_hash(half) == 2**32 - 1


@pytest.mark.parametrize(("count", "said"), [(0, "0 pictures"), (1, "1 picture"), (2, "2 pictures")])
def test_pictures_are_counted_in_words(count: int, said: str) -> None:
    assert pictures(count) == said


def test_prompts_go_on_after_what_is_there_and_say_what_is_missing() -> None:
    taking = Shooting(TASKS, {TASKS[0].folder: 1})
    assert taking.missing == 3
    assert taking.prompt() == "First, pictures to learn from. 5 RED, front: 2 pictures. Tilted."
    assert taking.prompt() == "Tilted."
    assert taking.again() == "5 RED, front, picture 2 of 3: tilted. 3 to go."
    taking.kept()
    assert taking.prompt() == "Far."
    taking.kept()
    assert taking.missing == 1
    assert taking.prompt().endswith("5 RED, front: 1 picture. Flat.")
    taking.kept()
    assert taking.task is None
    assert taking.prompt() == taking.again() == "All pictures are taken. Thank you."
    taking.skip()
    assert taking.undo() is TASKS[1]
    assert taking.missing == 1


def test_what_was_skipped_is_told_at_the_end() -> None:
    taking = Shooting(TASKS, {})
    taking.skip()
    taking.kept()
    assert taking.prompt() == "That was the last. 3 pictures skipped: start again to take them."
    assert Shooting(TASKS, {TASKS[0].folder: 9, TASKS[1].folder: 9}).missing == 0
    assert Shooting(TASKS, {}).undo() is None


def test_a_plan_repeats_its_poses_and_leaves_out_what_nobody_asked_for() -> None:
    tasks = plan("RED", ["5"], "old", 3, 0, 2)
    assert [(task.folder, len(task.prompts), task.round) for task in tasks] == [
        ("photos/train/RED/5_old_front", 3, "train"),
        ("photos/train/RED/5_old_back", 3, "train"),
        (shooting.BACKGROUNDS, 2, "background"),
    ]
    many = plan("RED", ["5"], "current", 100, 1, 0)
    assert many[0].prompts[: len(shooting._POSES)] == shooting._POSES
    assert many[0].prompts[len(shooting._POSES)] == shooting._POSES[0]
    assert [task.folder for task in many[2:]] == ["photos/val/RED/5_front", "photos/val/RED/5_back"]
