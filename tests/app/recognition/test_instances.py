"""All notes of a picture: our own specimens laid, overlapped and fanned, each found once and none invented."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import replace

import cv2
import numpy as np
import pytest

from app.recognition.instances import InstanceReader
from app.recognition.keypoints import detect_keypoints, scaled_grey
from app.recognition.outlines import same_place
from app.recognition.templates import KnownPrint, TaughtLimits, Template, TemplateBank
from tests.app.recognition.tables import (
    HEIGHT,
    NAMES,
    WEIGHTS,
    WIDTH,
    Laid,
    bank_of,
    corners_of,
    scan,
    table_of,
    values_of,
)


@pytest.fixture(scope="module")
def reader() -> InstanceReader:
    return InstanceReader(bank_of(NAMES), WEIGHTS)


def test_notes_of_any_value_and_turn_are_all_found_where_they_lie(reader: InstanceReader) -> None:
    laid: list[Laid] = [
        ("20_front", 240, 150, 10),
        ("5_front", 660, 160, 95),
        ("50_back", 1040, 150, 170),
        ("100_front", 300, 520, 250),
        ("5_back", 800, 560, 20),
    ]
    reading = reader.read(table_of(*laid), ["XTS"], 3.5)
    assert values_of(reading) == Counter(["20", "5", "50", "100", "5"])
    assert reading.captured_at_s == 3.5
    for note in laid:
        corners = tuple((float(x) / WIDTH, float(y) / HEIGHT) for x, y in corners_of(note))
        assert max(same_place(corners, match.outline) for match in reading.notes) > 0.6


def test_two_notes_of_one_value_are_two_and_one_is_one(reader: InstanceReader) -> None:
    one = table_of(("20_front", 300, 360, 0))
    two = table_of(("20_front", 300, 360, 0), ("20_front", 900, 360, 40))
    assert values_of(reader.read(one, ["XTS"])) == Counter({"20": 1})
    assert values_of(reader.read(two, ["XTS"])) == Counter({"20": 2})


def test_two_notes_of_one_value_that_overlap_by_half_are_two(reader: InstanceReader) -> None:
    lower, upper = ("20_front", 560.0, 320.0, 0.0), ("20_front", 640.0, 390.0, 25.0)
    assert values_of(reader.read(table_of(lower, upper), ["XTS"])) == Counter({"20": 2})


def test_a_fan_is_read_note_by_note(reader: InstanceReader) -> None:
    names = ("5_front", "20_front", "100_front", "20_front")
    fan: list[Laid] = []
    for n, name in enumerate(names):
        angle = np.radians(-60 + 28 * n)
        fan.append((name, 640 + 190 * float(np.cos(angle)), 420 + 190 * float(np.sin(angle)), -60 + 28 * n))
    found = values_of(reader.read(table_of(*fan), ["XTS"]))
    assert found <= Counter(["5", "20", "100", "20"])
    assert found.total() >= 3


def test_a_table_without_notes_has_none(reader: InstanceReader) -> None:
    reading = reader.read(table_of(), ["XTS"])
    assert (reading.notes, reading.unread) == ((), ())


def test_a_currency_that_is_off_is_not_read(reader: InstanceReader) -> None:
    assert reader.read(table_of(("20_front", 300, 360, 0)), ["USD"]).notes == ()


@pytest.mark.parametrize("name", ["20_front", "5_back"])
def test_a_note_whose_value_is_left_out_is_not_taken_for_another_alone_or_beside_others(name: str) -> None:
    value = name.partition("_")[0]
    rest = InstanceReader(bank_of([other for other in NAMES if not other.startswith(f"{value}_")]), WEIGHTS)
    left_out = (name, 400.0, 360.0, 15.0)
    assert values_of(rest.read(table_of(left_out), ["XTS"])) == Counter()
    assert values_of(rest.read(table_of(left_out, ("100_front", 640.0, 400.0, 60.0)), ["XTS"])) == Counter({"100": 1})


class Taught:
    """Notes that a person taught, beside none of the model's own."""

    values = ()

    def __init__(self, *prints: KnownPrint) -> None:
        self.edition = 1
        self.prints = list(prints)

    def known(self, currencies: Collection[str], bank: TemplateBank) -> list[KnownPrint]:
        return self.prints


def _taught(name: str, least: float) -> KnownPrint:
    (known,) = bank_of([name]).known({"XTS"})
    return replace(known, value=f"QMA/{name.partition('_')[0]}", taught=TaughtLimits(least, 0.72, 0.97))


def test_what_was_taught_is_read_from_the_next_picture_on_and_no_more_once_deleted() -> None:
    taught = Taught()
    reader = InstanceReader(bank_of(["20_front"]), WEIGHTS, taught)
    table = table_of(("20_front", 300, 360, 0), ("20_front", 800, 360, 30))
    assert reader.read(table, ["USD"]).notes == ()

    taught.prints, taught.edition = [_taught("20_front", 0.6)], 2
    assert [(each.currency, each.value) for each in reader.read(table, ["USD"]).notes] == [("QMA", "20")] * 2

    taught.prints, taught.edition = [], 3
    assert reader.read(table, ["USD"]).notes == ()


def test_what_was_taught_is_told_only_when_it_is_sure_enough() -> None:
    table = table_of(("20_front", 400, 360, 15))
    by_weights = InstanceReader(bank_of(["20_front"]), WEIGHTS).read(table, ["XTS"])
    assert len(by_weights.notes) == 1
    # By the weights alone it is as sure as before; a taught note of which more is asked is not told.
    for least, told in ((0.6, 1), (by_weights.notes[0].agreement + 1e-6, 0)):
        reader = InstanceReader(bank_of(["20_front"]), WEIGHTS, Taught(_taught("20_front", least)))
        assert len(reader.read(table, ["USD"]).notes) == told


@pytest.mark.parametrize("other", ["5_front", "50_back", "100_front"])
def test_a_value_that_was_not_taught_is_not_taken_for_one_that_was(other: str) -> None:
    reader = InstanceReader(bank_of(["20_front"]), WEIGHTS, Taught(_taught("20_front", 0.6)))
    table = table_of((other, 300, 300, 20), ("20_front", 760, 420, 70))
    assert [(each.currency, each.value) for each in reader.read(table, ["USD"]).notes] == [("QMA", "20")]


def test_a_template_that_shows_a_part_of_a_note_makes_no_second_note_of_it() -> None:
    whole = detect_keypoints(scaled_grey(scan("20_front")), 160)
    for part in (whole.points[:, 0] < 230, whole.points[:, 0] > 170):
        half = whole.of(np.flatnonzero(part))
        reader = InstanceReader(TemplateBank([Template("XTS/20", half), Template("XTS/20", whole)], 32), WEIGHTS)
        for degrees in (0, 35):
            assert values_of(reader.read(table_of(("20_front", 500, 360, degrees)), ["XTS"])) == Counter({"20": 1})


def test_templates_that_are_turned_against_each_other_make_one_note_of_one() -> None:
    """Templates are made of photos, too, where the note lies at any angle and is seen in part."""
    whole = detect_keypoints(scaled_grey(scan("20_front")), 160)
    flat = scan("20_front")
    h, w = flat.shape[:2]
    turned = cv2.warpAffine(flat, cv2.getRotationMatrix2D((w / 2, h / 2), 35, 1.0), (w, h), borderValue=(128, 128, 128))
    part = detect_keypoints(scaled_grey(np.asarray(turned[:, : w * 6 // 10], np.uint8)), 160)
    for templates in ((part, whole), (part, part)):
        bank = TemplateBank([Template("XTS/20", each) for each in templates], 32)
        reader = InstanceReader(bank, WEIGHTS)
        for degrees in (0, 60):
            assert values_of(reader.read(table_of(("20_front", 500, 360, degrees)), ["XTS"])) == Counter({"20": 1})


def test_two_templates_that_show_different_parts_of_a_note_are_one_note() -> None:
    whole = detect_keypoints(scaled_grey(scan("20_front")), 160)
    parts = [whole.of(np.flatnonzero(part)) for part in (whole.points[:, 0] < 170, whole.points[:, 0] > 230)]
    other = detect_keypoints(scaled_grey(scan("5_front")), 160)
    reader = InstanceReader(
        TemplateBank([*(Template("XTS/20", part) for part in parts), Template("XTS/5", other)], 32), WEIGHTS
    )
    table = table_of(("20_front", 300, 200, 20), ("5_front", 900, 500, 70))
    assert values_of(reader.read(table, ["XTS"])) == Counter({"20": 1, "5": 1})


def test_where_all_lie_apart_and_nothing_else_is_full_of_print_that_is_told(reader: InstanceReader) -> None:
    two = (("20_front", 300.0, 200.0, 20.0), ("5_front", 900.0, 500.0, 70.0))
    assert reader.read(table_of(*two), ["XTS"]).is_all
    over = ("100_front", 380.0, 260.0, 80.0)
    assert not reader.read(table_of(*two, over), ["XTS"]).is_all


def test_a_note_of_a_value_that_is_not_known_is_told_as_one_that_could_not_be_read() -> None:
    rest = InstanceReader(bank_of(["20_front"]), WEIGHTS)
    reading = rest.read(table_of(("20_front", 300, 200, 0), ("50_back", 900, 500, 10)), ["XTS"])
    assert values_of(reading) == Counter({"20": 1})
    assert not reading.is_all
    corners = tuple((float(x) / WIDTH, float(y) / HEIGHT) for x, y in corners_of(("50_back", 900, 500, 10)))
    assert max(same_place(corners, outline) for outline in reading.unread) > 0.5
