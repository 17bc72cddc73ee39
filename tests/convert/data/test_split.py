"""What training never sees: drawn by name, never changing, and apart from what is learned."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convert.data.catalogue import catalogue
from convert.data.dataset import (
    DataError,
)
from convert.data.split import HELD_OUT_PERCENT, held_out, held_out_pictures, in_first_half
from tests.convert.pictures import backgrounds, data_folder

NAMES = st.text("abcdefghijklmnopqrstuvwxyz0123456789_-", min_size=1, max_size=20).map(lambda stem: Path(f"{stem}.jpg"))


GOLDEN_HELD_OUT = [6, 15, 23, 24, 29, 30, 37, 41, 52, 55]


GOLDEN_FIRST_HALF = [1, 2, 4, 5, 6, 9, 10, 11, 13, 14, 15, 17, 18]


def test_what_is_kept_aside_never_changes() -> None:
    """Golden: other draws would move pictures that earlier models were trained on among those they are evaluated by."""
    names = [Path(f"any/folder/picture{k}.jpg") for k in range(60)]
    assert [k for k, path in enumerate(names) if held_out(path, HELD_OUT_PERCENT)] == GOLDEN_HELD_OUT
    assert [k for k, path in enumerate(names[:20]) if in_first_half(path)] == GOLDEN_FIRST_HALF


@given(NAMES, st.sampled_from(["a", "b/c", "/elsewhere"]), st.integers(0, 100))
def test_draw_follows_the_name_alone_and_a_larger_share_keeps_the_smaller_one(
    name: Path, folder: str, percent: int
) -> None:
    assert held_out(Path(folder) / name, percent) == held_out(name, percent)
    assert in_first_half(Path(folder) / name) == in_first_half(name)
    assert not held_out(name, 0)
    assert held_out(name, 100)
    if held_out(name, percent):
        assert held_out(name, min(100, percent + 1))


def test_share_and_halves_are_about_as_large_as_said() -> None:
    paths = [Path(f"{k}.png") for k in range(4000)]
    aside = [p for p in paths if held_out(p, 15)]
    assert 0.13 < len(aside) / len(paths) < 0.17
    assert 0.4 < sum(in_first_half(p) for p in aside) / len(aside) < 0.6


def test_a_set_that_is_not_there_is_named(tmp_path: Path) -> None:
    data = data_folder(tmp_path / "data")
    with pytest.raises(DataError, match='"carts"'):
        catalogue(data, None, ["ABC"], ["carts"])


def test_pictures_to_evaluate_by_and_to_choose_by_are_apart_and_all_were_kept_aside(tmp_path: Path) -> None:
    data = data_folder(tmp_path)
    backgrounds(data / "hard_negatives" / "more", 12, kept_aside=True)
    judging, choosing = held_out_pictures(data), held_out_pictures(data, evaluating=False)
    for kind in (0, 1):
        assert not set(judging[kind]) & set(choosing[kind])
    negatives = {*judging[0], *choosing[0]}
    assert negatives
    assert all(held_out(p, HELD_OUT_PERCENT) for p in negatives)
    assert len(negatives) == 4 + 12
    assert {p.parent.name for p in (*judging[1], *choosing[1])} == {"GBP"}
    without = held_out_pictures(data, evaluating=False, leave_out=["more", "GBP"])
    assert without == ([p for p in choosing[0] if p.parent.name != "more"], [])
    assert without != choosing
