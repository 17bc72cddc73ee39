"""Batches of the comparison network: which pictures are in them, and how these relate."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from convert.training.comparison_config import SMALL_DRAWING, Drawing
from convert.training.comparison_drawing import Drawer, Item, Relation, Shown, agree, relation

FRONT = Shown("ABC", "5", "current", "front", 0)
PHOTO = Shown("ABC", "5", "current", "front")
UNSORTED = Shown("ABC", "5", None, None)


@pytest.mark.parametrize(
    ("photo", "side", "expected"),
    [
        (FRONT, FRONT, Relation.SAME),
        (FRONT, replace(FRONT, design=1), Relation.UNKNOWN),
        (FRONT, replace(FRONT, face="back"), Relation.UNKNOWN),
        (FRONT, replace(FRONT, value="50"), Relation.ANOTHER),
        (FRONT, replace(FRONT, currency="DEF"), Relation.ANOTHER),
        (PHOTO, FRONT, Relation.PERHAPS),
        (PHOTO, replace(FRONT, design=1), Relation.PERHAPS),
        (PHOTO, replace(FRONT, face="back"), Relation.UNKNOWN),
        (PHOTO, replace(FRONT, series="old"), Relation.UNKNOWN),
        (PHOTO, replace(FRONT, value="50"), Relation.ANOTHER),
        (UNSORTED, FRONT, Relation.PERHAPS),
        (UNSORTED, replace(FRONT, face="back", series="old"), Relation.PERHAPS),
        (FRONT, UNSORTED, Relation.PERHAPS),
        (PHOTO, PHOTO, Relation.PERHAPS),
    ],
)
def test_relation_of_a_photo_and_a_side(photo: Shown, side: Shown, expected: Relation) -> None:
    assert relation(photo, side) is expected


def test_a_photo_says_nothing_of_itself_but_a_scan_does() -> None:
    assert relation(PHOTO, PHOTO, is_itself=True) is Relation.UNKNOWN
    assert relation(FRONT, FRONT, is_itself=True) is Relation.SAME


def test_what_is_not_known_agrees_with_anything() -> None:
    assert agree(UNSORTED, PHOTO)
    assert agree(PHOTO, UNSORTED)
    assert not agree(PHOTO, replace(PHOTO, face="back"))
    assert not agree(PHOTO, replace(PHOTO, series="old"))


def _scans() -> list[Shown]:
    """Three currencies; ABC has four sides, each in two scans, and of 5 fronts two designs."""
    found = [Shown("ABC", value, "current", face, 0) for value in ("5", "10") for face in ("front", "back")]
    found = [each for each in found for _ in range(2)]
    found.append(replace(found[0], design=2))
    found += [Shown("DEF", value, "current", "front", 0) for value in ("1", "2", "20")]
    return [*found, Shown("GHI", "7", "current", "front", 0)]


def _photos() -> list[Shown]:
    found = [Shown("ABC", "5", None, None)] * 4 + [Shown("ABC", "10", "current", "front")] * 3
    # Of these there are no scans, and of the last no other photo either.
    return [*found, *[Shown("JKL", "9", None, None)] * 3, Shown("JKL", "8", None, None)]


def _drawer(drawing: Drawing = SMALL_DRAWING, seed: int = 1, model: tuple[str, ...] = ()) -> Drawer:
    return Drawer(_scans(), _photos(), drawing, model, seed)


def test_a_batch_has_its_sizes_and_compares_with_sides_of_other_groups_too() -> None:
    drawing = Drawing(groups=3, queries=4, own=8, others=5)
    drawn = _drawer(drawing).draw()
    assert len(drawn.queries) == 12
    assert len(drawn.sides) == 24
    assert drawn.compared.shape == drawn.relations.shape == (12, 13)
    for number, compared in enumerate(drawn.compared):
        assert len(set(compared.tolist())) == 13
        assert Counter(compared // 8 == number // 4) == {True: 8, False: 5}


def test_relations_are_those_of_what_is_compared() -> None:
    drawer = _drawer()
    drawn = drawer.draw()
    for query, compared, relations in zip(drawn.queries, drawn.compared, drawn.relations, strict=True):
        for index, told in zip(compared, relations, strict=True):
            side = drawn.sides[index]
            assert told == relation(drawer.shown(query), drawer.shown(side), query == side)


@pytest.mark.parametrize("seed", range(20))
def test_every_query_that_has_a_side_of_its_own_is_compared_with_it(seed: int) -> None:
    """Also where all queries together have more sides than there is room for."""
    drawer = _drawer(Drawing(groups=3, queries=8, own=8, others=2), seed)
    drawn = drawer.draw()
    lonely = Shown("JKL", "8", None, None)
    for query, relations in zip(drawn.queries, drawn.relations, strict=True):
        has_own = bool(np.isin(relations, (Relation.SAME, Relation.PERHAPS)).any())
        assert has_own == (drawer.shown(query) != lonely)


def test_currencies_with_more_sides_and_those_of_the_model_are_drawn_more_often() -> None:
    weights = _drawer().weights
    assert sorted(weights) == ["ABC", "DEF", "GHI", "JKL"]
    assert weights["ABC"] > weights["DEF"] > weights["GHI"] > weights["JKL"] > 0
    more = _drawer(model=("DEF",)).weights
    assert more == {**weights, "DEF": SMALL_DRAWING.model_gain * weights["DEF"]}


def test_scans_and_photos_are_both_taken_for_photos() -> None:
    drawer = _drawer(Drawing(groups=40, queries=8, own=16, others=6))
    drawn = drawer.draw()
    of_abc = Counter(query.is_scan for query in drawn.queries if drawer.shown(query).currency == "ABC")
    assert 0.35 < of_abc[True] / of_abc.total() < 0.65
    assert all(query.is_scan for query in drawn.queries if drawer.shown(query).currency in ("DEF", "GHI"))
    assert not any(query.is_scan for query in drawn.queries if drawer.shown(query).currency == "JKL")


def test_one_seed_gives_the_same_batches_and_another_does_not() -> None:
    first, again, other = (_drawer(seed=seed) for seed in (1, 1, 2))
    for _ in range(3):
        mine, same, different = first.draw(), again.draw(), other.draw()
        assert mine.queries == same.queries
        assert mine.sides == same.sides
        assert np.array_equal(mine.compared, same.compared)
        assert (mine.queries, mine.sides) != (different.queries, different.sides)


def test_a_currency_of_one_side_is_filled_up_with_others() -> None:
    scans = [Shown("ABC", "5", "current", "front", 0), Shown("DEF", "1", "current", "front", 0)]
    drawn = Drawer(scans, [], SMALL_DRAWING, seed=3).draw()
    assert len(drawn.sides) == SMALL_DRAWING.groups * SMALL_DRAWING.own
    assert set(drawn.sides) == {Item(True, 0), Item(True, 1)}


def test_without_scans_nothing_is_drawn() -> None:
    with pytest.raises(ValueError, match="without scans"):
        Drawer([], _photos(), SMALL_DRAWING)


@pytest.mark.parametrize(
    "sizes", [{"queries": 17}, {"queries": 0}, {"groups": 1}, {"others": -1}, {"photo_chance": 1.5}]
)
def test_sizes_that_do_not_fit_are_refused(sizes: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"queries|groups|expected"):
        replace(Drawing(), **sizes)


@pytest.mark.parametrize(("even", "low", "high"), [(1.0, 0.4, 0.6), (0.0, 0.05, 0.2)])
def test_folders_are_drawn_evenly_or_by_how_many_photos_they_hold(even: float, low: float, high: float) -> None:
    photos = [Shown("ABC", "5", None, None)] * 9 + [Shown("ABC", "10", None, None)]
    drawing = Drawing(groups=40, queries=8, own=16, others=6, photo_chance=1.0, even_chance=even)
    drawer = Drawer(_scans()[:9], photos, drawing)
    values = Counter(drawer.shown(query).value for query in drawer.draw().queries)
    assert low < values["10"] / values.total() < high


def test_a_group_has_each_side_of_its_own_currency_once_while_there_are_more() -> None:
    scans = [Shown("ABC", str(value), "current", face, 0) for value in range(30) for face in ("front", "back")]
    scans += [Shown("DEF", "1", "current", "front", 0)]
    drawn = Drawer(scans, [], Drawing(groups=6, queries=4, own=8, others=2), seed=2)
    batch = drawn.draw()
    for group in range(6):
        own = batch.sides[8 * group : 8 * group + 8]
        if drawn.shown(own[0]).currency == "ABC":
            assert len(set(own)) == 8
            assert {drawn.shown(side).currency for side in own} == {"ABC"}


def test_a_photo_is_compared_with_so_many_scans_of_what_it_may_show() -> None:
    photos = [Shown("ABC", "5", "current", "front")] * 2
    for scans, two, expected in ((0, 0.0, 1), (1, 0.0, 2), (2, 1.0, 3), (5, 1.0, 4)):
        drawing = replace(SMALL_DRAWING, photo_chance=1.0, scans=scans, two_chance=two)
        query, own = Drawer(_scans(), photos, drawing, seed=4)._query("ABC")
        assert not query.is_scan
        # Another photo of it, and of scans those of its value and face: three.
        assert len(set(own)) == min(expected, 4)
        assert own[0] == Item(False, 1 - query.index)
        assert all(side.is_scan and side.index in (0, 1, 8) for side in own[1:])
