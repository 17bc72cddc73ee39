"""The plan of pictures for a new currency, and what is said of each: by declared expectations, without a camera."""

from __future__ import annotations

from collections import Counter

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from convert.data.dataset import parse_folder
from convert.data_capture.shooting import BACKGROUNDS, Shooting, Task, Verdict, plan

TASKS = plan("ABC", ["5", "10"], "current", 3, 1, 4)


def _noise(seed: int) -> NDArray[np.uint8]:
    return np.random.default_rng(seed).integers(0, 256, (64, 64, 3), dtype=np.uint8)


def _shoot_all(shooting: Shooting) -> list[str]:
    """Every picture of the plan, each unlike the last; what was asked for."""
    asked = [shooting.prompt()]
    seed = 0
    while shooting.task is not None:
        seed += 1
        assert shooting.look_at(_noise(seed), 0.5, 300).verdict is Verdict.KEPT
        shooting.kept()
        asked.append(shooting.prompt())
    return asked


def test_plan_has_both_sides_of_each_note_to_learn_from_backgrounds_and_last_those_to_validate_with() -> None:
    assert [task.folder for task in TASKS] == [
        "photos/train/ABC/5_front",
        "photos/train/ABC/5_back",
        "photos/train/ABC/10_front",
        "photos/train/ABC/10_back",
        BACKGROUNDS,
        "photos/val/ABC/5_front",
        "photos/val/ABC/5_back",
        "photos/val/ABC/10_front",
        "photos/val/ABC/10_back",
    ]
    assert Counter(task.round for task in TASKS for _ in task.prompts) == {"train": 12, "background": 4, "val": 4}


def test_old_series_goes_into_folders_that_training_understands() -> None:
    folders = [task.folder.split("/")[-1] for task in plan("ABC", ["0.5"], "old", 1, 0, 0)]
    assert [parse_folder(name) for name in folders] == [("0.5", "old", "front"), ("0.5", "old", "back")]


@given(st.integers(0, 30), st.integers(0, 9), st.integers(0, 40))
def test_plan_asks_for_as_many_as_it_was_told_to(per_side: int, validation: int, backgrounds: int) -> None:
    tasks = plan("ABC", ["1", "2", "5"], "current", per_side, validation, backgrounds)
    assert sum(len(task.prompts) for task in tasks) == 6 * per_side + 6 * validation + backgrounds
    assert Shooting(tasks, {}).missing == 6 * per_side + 6 * validation + backgrounds


def test_the_whole_way_is_told_in_order_and_each_round_once() -> None:
    shooting = Shooting(TASKS, {})
    asked = _shoot_all(shooting)
    assert shooting.missing == 0
    assert asked[0] == "First, pictures to learn from. 5 ABC, front: 3 pictures. Flat, filling most of the picture."
    assert asked[1] == "Turned by a quarter, filling most of the picture."
    assert asked[3] == "5 ABC, back: 3 pictures. Flat, filling most of the picture."
    assert sum(words.startswith("Now pictures without any note") for words in asked) == 1
    assert sum(words.startswith("Last, pictures to validate with. Go to another room") for words in asked) == 1
    assert asked[-1] == "All pictures are taken. Thank you."
    assert shooting.again() == asked[-1]


def test_what_is_there_already_is_not_asked_for_again() -> None:
    shooting = Shooting(TASKS, {"photos/train/ABC/5_front": 3, "photos/train/ABC/5_back": 2, BACKGROUNDS: 99})
    assert shooting.missing == 20 - 3 - 2 - 4
    assert shooting.task is TASKS[1]
    assert "5 ABC, back: 1 picture. Upside down" in shooting.prompt()


def test_black_pictures_are_refused_blurred_and_like_ones_are_kept_with_a_word() -> None:
    shooting = Shooting(TASKS, {})
    picture = _noise(1)
    black = shooting.look_at(picture, 0.01, 300)
    assert black.verdict is Verdict.BLACK
    assert "covered" in black.words
    assert shooting.look_at(picture, 0.5, 300).words == ""
    shooting.kept()
    assert "very like" in shooting.look_at(picture, 0.5, 300).words
    assert "blurred" in shooting.look_at(_noise(2), 0.5, 5).words
    assert "too dark" in shooting.look_at(_noise(3), 0.05, 300).words
    assert "too bright" in shooting.look_at(_noise(4), 0.97, 300).words


def test_two_sides_may_look_alike() -> None:
    shooting = Shooting(plan("ABC", ["5"], "current", 1, 0, 0), {})
    assert shooting.look_at(_noise(1), 0.5, 300).words == ""
    shooting.kept()
    assert shooting.look_at(_noise(1), 0.5, 300).words == ""


def test_undo_goes_back_also_over_the_end_of_a_side() -> None:
    shooting = Shooting(TASKS, {})
    assert shooting.undo() is None
    for seed in range(4):
        shooting.look_at(_noise(seed), 0.5, 300)
        shooting.kept()
    assert shooting.task is TASKS[1]
    assert [shooting.undo(), shooting.undo()] == [TASKS[1], TASKS[0]]
    assert shooting.task is TASKS[0]
    assert shooting.again() == "5 ABC, front, picture 3 of 3: upside down, half the picture. 18 to go."


def test_skip_passes_over_a_side_and_ends_after_the_last() -> None:
    shooting = Shooting(TASKS, {})
    seen: list[Task | None] = []
    while shooting.task is not None:
        seen.append(shooting.task)
        shooting.skip()
    assert seen == list(TASKS)
    shooting.skip()
    assert shooting.task is None
    assert shooting.prompt() == "That was the last. 20 pictures skipped: start again to take them."
