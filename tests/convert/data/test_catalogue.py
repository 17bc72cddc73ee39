"""All that may be learned from, by role."""

from __future__ import annotations

from pathlib import Path

import pytest

from convert.data.catalogue import catalogue
from convert.data.dataset import (
    DataError,
)
from convert.data.split import HELD_OUT_PERCENT, held_out, of_sets
from tests.convert.pictures import SPECIMENS, data_folder


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return data_folder(tmp_path_factory.mktemp("data"))


def test_catalogue_sorts_the_folder_by_role_and_leaves_out_what_is_kept_aside(data: Path) -> None:
    cat = catalogue(data, None, ["ABC"])
    assert {p.currency for p in (*cat.references, *cat.photos)} == {"ABC"}
    assert (len(cat.references), len(cat.photos)) == (5, 9)
    assert len(cat.backgrounds) == 6
    assert not any(held_out(p, HELD_OUT_PERCENT) for p in (*cat.backgrounds, *cat.hard_negatives))
    # A currency that is not learned is "another note"; GBP is kept for judging.
    assert {p.relative_to(data).parts[1] for p in cat.other_notes} == {"DEF", "GHI"}
    assert [(p.name, mask.name) for p, mask in cat.hands] == [("one.jpg", "one.mask.png")]


def test_currency_kept_for_judging_is_not_learned_as_another_note_from_anywhere(tmp_path: Path) -> None:
    data = data_folder(tmp_path)
    (data / "reference" / "DEF").rename(data / "reference" / "GBP")
    assert not any("GBP" in p.parts for p in catalogue(data, None, ["ABC"]).other_notes)


def test_specimens_are_added_when_xts_is_asked_for(data: Path) -> None:
    assert sum(p.currency == "XTS" for p in catalogue(data, SPECIMENS, ["ABC", "XTS"]).references) == 14
    assert not any(p.currency == "XTS" for p in catalogue(data, SPECIMENS, ["ABC"]).references)


def test_missing_parts_are_told_with_what_to_do(data: Path, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="--data"):
        catalogue(tmp_path / "nowhere", None, ["ABC"])
    with pytest.raises(DataError, match="XYZ"):
        catalogue(data, None, ["XYZ"])
    empty = tmp_path / "without_backgrounds"
    (empty / "reference" / "ABC" / "5_front").mkdir(parents=True)
    (empty / "reference" / "ABC" / "5_front" / "flat.png").write_bytes(b"")
    with pytest.raises(DataError, match="backgrounds"):
        catalogue(empty, None, ["ABC"])


def test_sets_left_out_are_learned_from_no_more_and_are_found_for_judging(tmp_path: Path) -> None:
    data = data_folder(tmp_path / "data")
    whole, less = catalogue(data, None, ["ABC"]), catalogue(data, None, ["ABC"], ["cards", "GHI"])
    negatives, notes = of_sets(data, ["cards", "GHI"])
    assert set(whole.hard_negatives) - set(less.hard_negatives) == set(negatives) != set()
    assert set(whole.other_notes) - set(less.other_notes) == set(notes) != set()
    assert (less.backgrounds, less.references, less.photos) == (whole.backgrounds, whole.references, whole.photos)
