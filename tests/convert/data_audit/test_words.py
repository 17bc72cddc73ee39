"""What was found, in words: each sentence with its numbers, and none where there is nothing to say."""

from __future__ import annotations

from pathlib import Path

import pytest

from convert.data.finding import Finding
from convert.data_audit.label_audit import Opinion
from convert.data_audit.rules import ClassCount, Item, Repeats
from convert.data_audit.words import Report, by_text, number, sentences, table_of

DATA = Path("/data")
NONE = Repeats((), (), (), (), {})
BOXES_UNKNOWN = "How much of the photos their notes fill is not known: there is no boxes.tsv."
NO_NEGATIVES = (
    "Without a note: 0 pictures to train on, 0 kept aside; 1,250 are asked (5 times 250): "
    "add 1,250 photos of rooms and tables."
)


def _report(
    counts: list[ClassCount] | None = None,
    *,
    negatives: int = 0,
    kept_aside: int = 0,
    findings: list[Finding] | None = None,
    repeats: Repeats = NONE,
    photos: int = 0,
    fractions: dict[str, float] | None = None,
    breaks: list[str] | None = None,
    opinions: list[Opinion] | None = None,
) -> Report:
    return Report(
        DATA,
        counts or [],
        negatives,
        kept_aside,
        findings or [],
        repeats,
        photos,
        fractions or {},
        breaks or [],
        opinions,
    )


def _class(value: str, face: str, **more: int) -> ClassCount:
    return ClassCount("RED", value, "current", face, **more)


@pytest.mark.parametrize(("n", "said"), [(0, "no photo"), (1, "1 photo"), (2, "2 photos")])
def test_things_are_counted_in_words(n: int, said: str) -> None:
    assert number(n, "photo") == said


@pytest.mark.parametrize(
    ("negatives", "said"),
    [
        (0, NO_NEGATIVES),
        (
            1249,
            "Without a note: 1,249 pictures to train on, 0 kept aside; 1,250 are asked (5 times 250): "
            "add 1 photos of rooms and tables.",
        ),
        (1250, "Without a note: 1,250 pictures to train on, 0 kept aside; 1,250 are asked (5 times 250)."),
    ],
)
def test_pictures_without_a_note_are_asked_for_until_there_are_enough(negatives: int, said: str) -> None:
    assert sentences(_report(negatives=negatives)) == [said, BOXES_UNKNOWN]


def test_each_standing_has_its_sentence_and_a_currency_its_sum() -> None:
    counts = [
        _class("1", "front", flat=1, train=25),
        _class("1", "back", flat=1, train=250),
        _class("2", "front", train=25, val=3),
        _class("2", "back", train=24, val=4, val_unsorted=9),
        _class("5", "front", flat=2, train_unsorted=3, val=10),
        _class("5", "back", flat=1, train=1, train_unsorted=1),
        _class("10", "front"),
        _class("10", "back"),
    ]
    assert sentences(_report(counts))[:-2] == [
        "RED: neither a flat scan nor a photo, so it will not be known: one flat scan is the least, of "
        "10 front and back.",
        "RED: no flat scan and fewer than 25 photos, too little to learn from: add a flat scan, for synthetic "
        "pictures, of 2 back (24 photos).",
        "RED: no flat scan, learned from photos alone: add a flat scan, or go on to 250 photos, of "
        "2 front (25 photos).",
        "RED: fewer than 25 photos: take more, or rely on synthetic pictures, of 5 front (2 flat scans, "
        "3 photos of one side or the other); 5 back (1 flat scan, 1 photo, 1 photo of one side or the other).",
        "RED: 2 of 8 classes have flat scans and 25 photos or more, 1 the recipe's 250.",
        "RED: fewer than 10 photos in photos/val judge 1 (0), 2 (7), 10 (0).",
    ]


def test_of_each_currency_only_its_own_classes_are_told() -> None:
    counts = [
        ClassCount("BLU", "5", "current", "front", flat=1, train=300, val=10),
        ClassCount("BLU", "5", "current", "back", flat=1, train=300),
        ClassCount("RED", "5", "old", "front", val_unsorted=9),
        ClassCount("RED", "5", "old", "back", flat=1),
    ]
    assert sentences(_report(counts))[:-2] == [
        "BLU: 2 of 2 classes have flat scans and 25 photos or more, 2 the recipe's 250.",
        "RED: neither a flat scan nor a photo, so it will not be known: one flat scan is the least, of 5 old front.",
        "RED: fewer than 25 photos: take more, or rely on synthetic pictures, of 5 old back (1 flat scan, no photo).",
        "RED: 0 of 2 classes have flat scans and 25 photos or more, 0 the recipe's 250.",
        "RED: fewer than 10 photos in photos/val judge 5 (9).",
    ]


def test_front_and_back_are_one_name_only_where_both_stand_alike() -> None:
    alike = [_class("5", "front", flat=1), _class("5", "back", flat=1), _class("10", "back", flat=1)]
    assert "of 5 front and back, 10 back (1 flat scan, no photo)." in sentences(_report(alike))[0]


def _item(name: str, part: str, currency: str = "RED") -> Item:
    return Item(DATA / part / name, part, currency, f"{currency} 5")


def _pairs(part: str, count: int, currency: str = "RED") -> tuple[tuple[Item, Item], ...]:
    return tuple((_item(f"{n}.jpg", part, currency), _item(f"{n}.jpg", "photos/val", currency)) for n in range(count))


def test_pictures_that_are_there_twice_are_listed_and_those_alike_counted() -> None:
    found = Repeats(
        conflicts=_pairs("photos/train", 1),
        leaks=_pairs("photos/train", 8),
        scans=_pairs("reference", 9),
        alike=(*_pairs("reference", 2, "RED"), *_pairs("photos/train", 1, "BLU")),
        surplus={("photos/train", "RED 5"): 1, ("photos/train", "RED 10"): 3, ("photos/val", "RED 5"): 1},
    )
    told = sentences(_report(repeats=found))[1:-1]
    assert told[0] == (
        "One picture, or two of one moment, with two labels: look which is right:\n"
        "    photos/train/0.jpg = photos/val/0.jpg"
    )
    assert told[1].startswith(
        "Photos in photos/val that are also trained on, so that they judge too kindly (RED 8):\n    photos/train/0.jpg"
    )
    assert told[1].endswith("photos/train/7.jpg = photos/val/7.jpg")
    assert told[2].startswith(
        "Photos in photos/val that are also flat scans in reference, with the same effect (RED 9):"
    )
    assert told[2].endswith("reference/7.jpg = photos/val/7.jpg\n    and 1 more (--json lists all)")
    assert told[3:] == [
        # Photos of one path are one photo, of the currency that was found last.
        "Photos in photos/val much like a photo to train on or a flat scan of their value: BLU 1, RED 1.",
        "photos/train: 4 pictures the same as another of the same class, most in RED 10, RED 5; they add little.",
        "photos/val: 1 picture the same as another of the same class, most in RED 5; they add little.",
    ]


def test_how_much_notes_fill_is_told_from_a_sixth_on() -> None:
    fractions = {"a": 1 / 6, "b": 0.16, "c": 0.5}
    assert sentences(_report(photos=10, fractions=fractions))[1:] == [
        "The note fills less than a sixth of its picture in 1 of the 3 photos that boxes.tsv knows; of 7 it is "
        "not known."
    ]


def _opinion(name: str, best: str, score: float, fraction: float | None) -> Opinion:
    return Opinion(DATA / name, "RED/5", best, score, fraction)


OPINIONS = [
    _opinion("a.jpg", "RED/10", 0.9, 1 / 6),
    _opinion("b.jpg", "RED/10", 0.89, 0.1),
    _opinion("c.jpg", "RED/5", 0.99, None),
    _opinion("d.jpg", "RED/5", 0.5, 0.9),
]


def test_what_a_model_says_is_told_where_one_was_asked() -> None:
    assert sentences(_report(opinions=OPINIONS))[2:] == [
        "The model's estimate, by upright boxes around its notes: below a sixth of the picture in 1 of 3 photos; in 1 "
        "more it places no note.",
        "Photos which the model is very sure show another value: 1.",
    ]


def test_findings_of_one_text_stand_together() -> None:
    findings = [
        Finding(DATA / "a.jpg", "is broken.", breaks=True),
        Finding(DATA / "b.jpg", "is small", breaks=False),
        *[Finding(DATA / f"c{n}.jpg", "is broken.", breaks=True) for n in range(8)],
    ]
    told = by_text(_report(findings=findings))
    assert told[0].startswith("Each of these is broken:\n    a.jpg\n    c0.jpg")
    assert told[0].endswith("c6.jpg\n    and 1 more (--json lists all)")
    assert told[1] == "Each of these is small:\n    b.jpg"


def test_the_table_has_a_line_for_each_value_and_design() -> None:
    counts = [
        ClassCount("RED", "5", "old", "front", flat=1, train=2, val=3, train_unsorted=4, val_unsorted=5),
        ClassCount("RED", "5", "old", "back", flat=6, train=7, val=8, train_unsorted=4, val_unsorted=5),
        _class("10", "front"),
        _class("10", "back"),
    ]
    head, *lines = table_of(counts)
    assert head.startswith("front / back / face not given ")
    assert head.split()[7:] == ["flat", "scans", "train", "val"]
    assert [line.split("  ")[0] for line in lines] == ["RED 5 old", "RED 10"]
    assert "".join(lines[0].split()[3:]) == "1/62/7/43/8/5"
    assert {len(line) for line in (head, *lines)} == {80}


def test_the_document_names_all_that_was_found() -> None:
    found = Repeats(
        _pairs("photos/train", 1), _pairs("a", 1), _pairs("b", 1), _pairs("c", 1), {("photos/train", "RED 5"): 2}
    )
    report = _report(
        [_class("5", "front", flat=1)],
        negatives=3,
        kept_aside=4,
        findings=[Finding(DATA / "x" / "a.jpg", "is odd.", breaks=False)],
        repeats=found,
        photos=5,
        fractions={"a": 0.5},
        opinions=OPINIONS[:1],
    )
    document = report.as_json()
    assert document["usable"] is True
    assert document["classes"][0]["standing"] == "scans, few photos"
    assert document["without_a_note"] == {"train": 3, "kept_aside": 4}
    assert document["findings"] == [{"path": "x/a.jpg", "text": "is odd.", "breaks": False}]
    assert document["conflicts"] == [["photos/train/0.jpg", "photos/val/0.jpg"]]
    assert [document[key][0][0] for key in ("leaks", "scans_in_val", "alike")] == ["a/0.jpg", "b/0.jpg", "c/0.jpg"]
    assert document["surplus"] == [{"part": "photos/train", "label": "RED 5", "n": 2}]
    assert (document["photos"], document["fractions"]) == (5, {"a": 0.5})
    assert (document["model"][0]["path"], document["model"][0]["suspect"]) == ("a.jpg", True)
    assert _report(breaks=["broken"]).as_json()["usable"] is False
    assert _report().as_json()["model"] is None
