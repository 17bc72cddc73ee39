"""The recipe's rules, each at the number where it turns."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.recognition.observation import Box
from convert.data.dataset import LabelledPicture
from convert.data.finding import Finding
from convert.data_audit.near_duplicates import Pair
from convert.data_audit.rules import (
    NO_NOTE,
    ClassCount,
    Item,
    box_fraction,
    breaking,
    class_counts,
    evaluated_by,
    repeats,
)

Counted = tuple[str, str, str, str, int, int, int, int, int]


@pytest.mark.parametrize(
    ("flat", "train", "unsorted", "standing"),
    [
        (0, 0, 0, "none"),
        (0, 1, 0, "few photos alone"),
        (0, 0, 1, "few photos alone"),
        (0, 24, 0, "few photos alone"),
        (0, 24, 1, "photos alone"),
        (0, 25, 0, "photos alone"),
        (0, 249, 0, "photos alone"),
        (0, 0, 250, "full"),
        (1, 0, 0, "scans, few photos"),
        (1, 24, 0, "scans, few photos"),
        (1, 25, 0, "scans and photos"),
        (1, 249, 0, "scans and photos"),
        (1, 249, 1, "full"),
    ],
)
def test_a_class_stands_by_its_scans_and_its_photos(flat: int, train: int, unsorted: int, standing: str) -> None:
    count = ClassCount("RED", "5", "current", "front", flat=flat, train=train, val=9, train_unsorted=unsorted)
    assert count.standing == standing


@pytest.mark.parametrize(("series", "name"), [("current", "20 back"), ("old", "20 old back")])
def test_a_class_is_named_without_its_currency(series: str, name: str) -> None:
    assert ClassCount("USD", "20", series, "back").name == name


def _picture(currency: str, value: str, series: str | None, face: str | None) -> LabelledPicture:
    return LabelledPicture(Path(f"{currency}{value}{series}{face}"), currency, value, series, face)


def _rows(counts: list[ClassCount]) -> list[Counted]:
    return [
        (c.currency, c.value, c.series, c.face, c.flat, c.train, c.val, c.train_unsorted, c.val_unsorted)
        for c in counts
    ]


def test_each_class_is_counted_by_what_its_folder_says_of_it() -> None:
    references = [
        _picture("RED", "5", "current", "front"),
        _picture("RED", "5", "current", "front"),
        _picture("RED", "5", "current", None),
        _picture("RED", "5", "old", "back"),
    ]
    train = [_picture("RED", "5", None, "back"), *[_picture("RED", "5", None, None)] * 2]
    val = [*[_picture("RED", "5", None, "front")] * 3, *[_picture("RED", "5", None, None)] * 4]
    assert _rows(class_counts(references, train, val, {"RED": ("5", "10")})) == [
        ("RED", "5", "current", "front", 3, 0, 3, 2, 4),
        ("RED", "5", "current", "back", 1, 1, 0, 2, 4),
        ("RED", "5", "old", "front", 0, 0, 0, 0, 0),
        ("RED", "5", "old", "back", 1, 0, 0, 0, 0),
        ("RED", "10", "current", "front", 0, 0, 0, 0, 0),
        ("RED", "10", "current", "back", 0, 0, 0, 0, 0),
    ]


def test_a_listed_value_of_which_only_an_old_design_is_shown_is_no_class_of_its_own() -> None:
    counts = class_counts([_picture("RED", "5", "old", "front")], [], [], {"RED": ("5",)})
    assert {(c.value, c.series) for c in counts} == {("5", "old")}


def test_what_is_evaluated_by_counts_photos_of_no_face_once() -> None:
    counts = [
        ClassCount("RED", "5", "current", "front", val=2, val_unsorted=4),
        ClassCount("RED", "5", "current", "back", val=3, val_unsorted=4),
        ClassCount("RED", "5", "old", "front", val=10),
        ClassCount("BLU", "5", "current", "back", val=1),
    ]
    assert evaluated_by(counts) == {("RED", "5"): 19, ("BLU", "5"): 1}


def _item(name: str, part: str, label: str = "RED 5") -> Item:
    return Item(Path(name), part, "" if label == NO_NOTE else label.partition(" ")[0], label)


def _pair(first: int, second: int, *, same: bool = True) -> Pair:
    pair = Pair(first, second, 0 if same else 10, 1.0, False)
    assert pair.same is same
    return pair


TRAIN, VAL, SCANS = "photos/train", "photos/val", "reference"


@pytest.mark.parametrize(
    ("parts", "labels", "same", "kind"),
    [
        ((TRAIN, TRAIN), ("RED 5", "RED 10"), True, "conflicts"),
        ((TRAIN, VAL), ("RED 5", "RED 10"), True, "conflicts"),
        ((TRAIN, VAL), ("RED 5", "RED 10"), False, None),
        ((TRAIN, TRAIN), ("RED 5", NO_NOTE), True, "conflicts"),
        ((TRAIN, TRAIN), ("RED 5", "RED 5"), True, "surplus"),
        ((TRAIN, TRAIN), ("RED 5", "RED 5"), False, None),
        ((VAL, VAL), ("RED 5", "RED 5"), True, "surplus"),
        ((VAL, VAL), ("RED 5", "RED 5"), False, None),
        ((TRAIN, VAL), ("RED 5", "RED 5"), True, "leaks"),
        ((VAL, TRAIN), ("RED 5", "RED 5"), True, "leaks"),
        ((SCANS, VAL), ("RED 5", "RED 5"), True, "scans"),
        ((TRAIN, VAL), ("RED 5", "RED 5"), False, "alike"),
        ((SCANS, VAL), ("RED 5", "RED 5"), False, "alike"),
        ((SCANS, TRAIN), ("RED 5", "RED 5"), True, None),
        ((SCANS, TRAIN), ("RED 5", "RED 5"), False, None),
    ],
)
def test_two_pictures_that_look_alike_mean_one_thing(
    parts: tuple[str, str], labels: tuple[str, str], same: bool, kind: str | None
) -> None:
    items = [_item("a", parts[0], labels[0]), _item("b", parts[1], labels[1])]
    found = repeats(items, [_pair(0, 1, same=same)])
    pair = ((items[0], items[1]),)
    assert found.conflicts == (pair if kind == "conflicts" else ())
    assert found.leaks == (pair if kind == "leaks" else ())
    assert found.scans == (pair if kind == "scans" else ())
    assert found.alike == (pair if kind == "alike" else ())
    assert found.surplus == ({(parts[0], labels[0]): 1} if kind == "surplus" else {})


def test_of_a_burst_all_but_the_first_are_surplus() -> None:
    items = [_item(name, TRAIN) for name in "abc"]
    assert repeats(items, [_pair(0, 1), _pair(0, 2), _pair(1, 2)]).surplus == {(TRAIN, "RED 5"): 2}


def test_a_box_covers_its_width_times_its_height() -> None:
    assert box_fraction(Box(0.1, 0.2, 0.6, 0.6)) == pytest.approx(0.2)


SCANNED = ClassCount("RED", "5", "current", "front", flat=1)
BARE = ClassCount("BLU", "5", "current", "front")
OF_PHOTOS = ClassCount("BLU", "5", "current", "front", train=1)
NO_SCAN = "No flat scan that can be read under reference/ for {}."
NO_PICTURE = "No picture of BLU to learn from: neither flat scans nor photos to train on."
NO_BACKGROUND = "No picture to train on under backgrounds/: any photos without banknotes will do."


@pytest.mark.parametrize(
    ("counts", "backgrounds", "currencies", "found"),
    [
        ([SCANNED], 1, ["RED"], []),
        ([SCANNED], 0, ["RED"], [NO_BACKGROUND]),
        ([SCANNED, BARE], 1, ["BLU", "RED"], [NO_PICTURE]),
        ([SCANNED, OF_PHOTOS], 1, ["BLU", "RED"], []),
        ([SCANNED, BARE], 1, ["RED"], []),
        ([OF_PHOTOS], 1, ["BLU"], [NO_SCAN.format("BLU")]),
        ([], 1, [], [NO_SCAN.format("any currency")]),
        ([BARE], 0, ["BLU", "RED"][:1], [NO_SCAN.format("BLU"), NO_PICTURE, NO_BACKGROUND]),
    ],
)
def test_what_stops_the_training_is_said(
    counts: list[ClassCount], backgrounds: int, currencies: list[str], found: list[str]
) -> None:
    assert breaking(counts, backgrounds, [], currencies) == found


def test_only_findings_that_break_something_stop_it() -> None:
    findings = [Finding(Path("a.jpg"), "is broken.", breaks=True), Finding(Path("b.jpg"), "is odd.", breaks=False)]
    assert breaking([SCANNED], 1, findings, ["RED"]) == ["a.jpg is broken."]
